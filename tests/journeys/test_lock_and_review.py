"""A day with locks: what is half written comes back after unlocking; a reviewer looks and never gets to the cases."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from sspdesk.domain.log import Action
from sspdesk.ui.launch import LOCKED
from sspdesk.ui.persons.page import PersonsPage
from sspdesk.ui.review.dialogs import EndDialog
from sspdesk.ui.review.window import ReviewWindow
from tests.journeys.conftest import Journey
from tests.vaults import PASSPHRASE

pytestmark = pytest.mark.journey
WORDS = "Ringer til hjemmet i morgen"


def _persons(journey: Journey) -> PersonsPage:
    page = journey.window.page("persons")
    assert isinstance(page, PersonsPage)
    return page


def test_a_half_written_note_survives_the_lock(journey: Journey) -> None:
    journey.start()
    journey.unlock(PASSPHRASE)
    journey.window.open_page("persons", 1)
    journey.wait(lambda: _persons(journey).person.view is not None)
    note = _persons(journey).person.course.note_edit
    note.setFocus()
    journey.qtbot.keyClicks(note, WORDS)
    journey.press(journey.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert journey.ended == [LOCKED]

    journey.start()
    remembered = journey.folder.with_name("computer.json").read_text(encoding="utf-8")
    assert '"drafts": true' in remembered  # the lock screen says that there is one
    assert WORDS not in remembered
    journey.unlock(PASSPHRASE)
    journey.wait(lambda: _persons(journey).person.course.note_edit.text() == WORDS)
    assert journey.window.current_page() is _persons(journey)
    journey.wait(lambda: journey.window.focusWidget() is _persons(journey).person.course.note_edit)
    journey.qtbot.keyClick(_persons(journey).person.course.note_edit, Qt.Key.Key_Return)
    journey.wait(lambda: not _persons(journey).person.course.has_draft)
    journey.window.draft_keeper.keep()
    assert journey.ask(lambda uow: [one for one in uow.drafts.all() if not one.key.is_place]) == []
    assert WORDS in [one.text for one in journey.ask(lambda uow: uow.notes.all())]


def test_a_reviewer_sees_the_figures_and_leaves_by_the_passphrase_or_the_lock(journey: Journey) -> None:
    journey.start()
    journey.unlock(PASSPHRASE)
    desk = journey.desk.open_desk
    assert desk is not None
    desk.open_review()
    review = journey.shown(ReviewWindow)
    assert not journey.window.isVisible()
    journey.wait(lambda: "Hvad der er gemt" in [label.text() for label in review.figures.findChildren(QLabel)])
    review.end_button.click()
    dialog = journey.shown(EndDialog)
    journey.qtbot.keyClicks(dialog.passphrase_edit, PASSPHRASE)
    dialog.end_button.click()
    journey.wait(journey.window.isVisible)
    assert desk.review is None

    desk.open_review()
    journey.shown(ReviewWindow).lock_button.click()
    assert journey.ended == [LOCKED]
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == []
    entries = journey.look(lambda uow: uow.log_entries(limit=10))
    assert [entry.action for entry in entries if entry.kind == "review"] == [Action.OPEN, Action.OPEN]
