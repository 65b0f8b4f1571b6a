"""Chips, segments, decisions and steps: by mouse and keyboard, with words for the screen reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.ui.shared.choices import Chip, Decision, DecisionGroup, Segment, SegmentedControl
from sspdesk.ui.shared.layouts import FlowLayout
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.stepper import Stepper
from sspdesk.ui.theme import Theme

pytestmark = pytest.mark.usefixtures("theme")


def test_a_chip_is_toggled_by_space_and_says_its_state(qtbot: QtBot, theme: Theme) -> None:
    chip = Chip("Jonna", detail="politi", off_icon="circle-minus", off_word="afbud")
    qtbot.addWidget(chip)
    assert (chip.accessibleName(), chip.accessibleDescription(), chip.isChecked()) == ("Jonna", "afbud", False)
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert (chip.isChecked(), chip.accessibleDescription()) == (True, "politi")


def test_a_chip_with_a_name_is_narrower_in_discreet_display(qtbot: QtBot, theme: Theme, privacy: Privacy) -> None:
    chip = Chip("Testine Eksempelsen", is_name=True, privacy=privacy)
    qtbot.addWidget(chip)
    width = chip.sizeHint().width()
    privacy.set_discreet(True)
    assert chip.sizeHint().width() < width


def test_segments_start_with_none_where_a_guess_harms(qtbot: QtBot, theme: Theme) -> None:
    control = SegmentedControl([Segment("same", "Samme"), Segment("new", "Ny")], name="Handling")
    qtbot.addWidget(control)
    with qtbot.waitActive(control):
        control.show()
        control.activateWindow()
    assert control.value is None
    seen: list[str] = []
    control.value_changed.connect(seen.append)
    qtbot.mouseClick(control._buttons[1], Qt.MouseButton.LeftButton)
    qtbot.keyClick(control._buttons[1], Qt.Key.Key_Left)
    assert seen == ["new", "same"]
    control.set_value("new")
    assert (control.value, control._buttons[0].isChecked()) == ("new", False)
    control.set_label("new", "Ny 3")
    assert control._buttons[1].accessibleName() == "Ny 3"


@pytest.fixture
def decisions(qtbot: QtBot, theme: Theme) -> tuple[QWidget, DecisionGroup, QLineEdit]:
    page = QWidget()
    qtbot.addWidget(page)
    group = DecisionGroup(
        [Decision("talk", "Tilbyd samtale", "messages-square", "1"), Decision("none", "Ingen handling", "ban", "2")],
        name="Beslutning",
        scope=page,
    )
    note = QLineEdit()
    layout = QVBoxLayout(page)
    layout.addWidget(group)
    layout.addWidget(note)
    page.show()
    page.activateWindow()
    return page, group, note


def test_a_decision_has_a_key_that_stays_out_of_text(
    decisions: tuple[QWidget, DecisionGroup, QLineEdit], qtbot: QtBot
) -> None:
    _page, group, note = decisions
    seen: list[str] = []
    group.decided.connect(seen.append)
    assert group.value is None
    group.buttons[0].setFocus()
    qtbot.keyClick(group.buttons[0], Qt.Key.Key_2)
    assert (seen, group.value) == (["none"], "none")
    note.setFocus()
    qtbot.keyClicks(note, "1")
    assert (note.text(), group.value) == ("1", "none")
    group.set_value(None)
    assert (group.value, seen) == (None, ["none"])


def test_only_steps_that_are_done_can_be_pressed(qtbot: QtBot, theme: Theme) -> None:
    stepper = Stepper(["Vælg fil", "Kolonner", "Match personer"])
    qtbot.addWidget(stepper)
    stepper.show()
    stepper.set_current(1)
    stepper.set_detail(0, "3 kolonner")
    pressed: list[int] = []
    stepper.step_pressed.connect(pressed.append)
    for step in stepper._steps:
        qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    assert pressed == [0]
    names = [(step.accessibleName(), step.accessibleDescription()) for step in stepper._steps]
    assert names == [
        ("Trin 1: Vælg fil", "udført 3 kolonner"),
        ("Trin 2: Kolonner", "nu"),
        ("Trin 3: Match personer", "senere"),
    ]


def test_a_flow_goes_on_in_a_new_line(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    chips = [Chip(f"Deltager {number}") for number in range(6)]
    for chip in chips:
        flow.addWidget(chip)
    holder.resize(260, 300)
    holder.show()
    assert len({chip.y() for chip in chips}) == 3
    assert flow.heightForWidth(2000) < flow.heightForWidth(260)
    assert all(chip.geometry().right() < 260 for chip in chips)
