"""Buttons by keyboard: Enter presses the one that has the focus, in a window and in a dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from sspdesk.ui.shared.buttons import Button, IconButton
from sspdesk.ui.shared.dialogs import Dialog

pytestmark = pytest.mark.usefixtures("theme")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@pytest.mark.parametrize("key", _ENTER)
@pytest.mark.parametrize("make", [lambda: Button("Gem"), lambda: IconButton("Tilføj", "plus")])
def test_enter_presses_a_button_as_space_does(qtbot: QtBot, make: type[QAbstractButton], key: Qt.Key) -> None:
    button = make()
    qtbot.addWidget(button)
    button.show()
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    qtbot.keyClick(button, key)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [True, True]
    qtbot.keyClick(button, key, Qt.KeyboardModifier.ControlModifier)  # which is the page's own
    assert pressed == [True, True]


def test_enter_on_another_button_is_not_the_dialogs_answer(qtbot: QtBot) -> None:
    dialog = Dialog("Slet personen")
    other = dialog.add_button("Vis mere")
    answer = dialog.add_button("Behold", default=True)
    pressed: list[str] = []
    other.clicked.connect(lambda: pressed.append("other"))
    answer.clicked.connect(lambda: pressed.append("answer"))
    qtbot.addWidget(dialog)
    dialog.show()
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_Return)
    assert pressed == ["other"]
