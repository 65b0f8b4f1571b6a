"""The findings window: the worst first, in words a person can act on, and nothing opens by itself."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel
from pytestqt.qtbot import QtBot

from sspdesk.domain.vault import Finding, Severity
from sspdesk.ui.unlock.findings import FindingsDialog

OLDER = Finding("vault_older", Severity.WARNING)
UNCLEAN = Finding("closed_unclean", Severity.NOTICE)
DAMAGED = Finding("database_damaged", Severity.ERROR, {"path": "x"})


def _words(dialog: FindingsDialog) -> list[str]:
    return [frame.accessibleName() for frame in dialog.findChildren(QFrame, "finding")]


def test_every_finding_is_told_the_worst_first(qtbot: QtBot) -> None:
    dialog = FindingsDialog([UNCLEAN, OLDER, DAMAGED])
    qtbot.addWidget(dialog)
    told = _words(dialog)
    assert [words.split()[0] for words in told] == ["Adgangskoden", "Boksen", "Programmet"]
    bold = [one.text() for one in dialog.findChildren(QLabel) if one.property("level") == "strong"]
    assert bold[1] == "Boksen er ældre end den, computeren så sidst."
    assert told[1].endswith("Se efter, om det nyeste er der, eller gendan den seneste sikkerhedskopi.")


def test_a_doubtful_vault_opens_only_when_asked_and_enter_does_not_ask(qtbot: QtBot) -> None:
    dialog = FindingsDialog([OLDER], may_open=True)
    qtbot.addWidget(dialog)
    asked: list[str] = []
    dialog.opening_wanted.connect(lambda: asked.append("open"))
    dialog.restore_wanted.connect(lambda: asked.append("restore"))
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert asked == ["restore"]
    again = FindingsDialog([OLDER], may_open=True)
    qtbot.addWidget(again)
    again.opening_wanted.connect(lambda: asked.append("open"))
    again.open_button.click()
    assert asked == ["restore", "open"]


def test_a_damaged_vault_has_no_way_in_but_names_the_latest_backup(qtbot: QtBot) -> None:
    dialog = FindingsDialog([DAMAGED], last_backup=datetime(2026, 11, 25, 14, 2))
    qtbot.addWidget(dialog)
    assert not hasattr(dialog, "open_button")
    assert dialog.backup_label.text() == "Seneste sikkerhedskopi: ons. 25. nov. 2026 kl. 14.02."
    assert dialog.heading_label.text() == "Boksen kan ikke åbnes"
