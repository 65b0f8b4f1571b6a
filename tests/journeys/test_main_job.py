"""The main job from end to end: unlock, import, decide, print, hand out, lock, reopen; real worker, real file."""

import shutil
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt

from sspdesk.domain.disclosures import Document
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.log import Action
from sspdesk.domain.tasks import TaskKind
from sspdesk.domain.vault import SecretKind
from sspdesk.domain.wednesday import Decision
from sspdesk.services import disclosures, meetings
from sspdesk.services.work import UnitOfWork
from sspdesk.ui.launch import LOCKED
from sspdesk.ui.papers.agenda_dialog import AgendaDialog
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.papers.handout_dialog import HandoutDialog
from sspdesk.ui.papers.handout_leaving import HandoutLeaving
from sspdesk.ui.papers.password_dialog import PasswordDialog
from sspdesk.ui.police_list.page import COLUMNS, DONE, MATCH, REVIEW, ImportPage
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.wednesday.page import WednesdayPage
from tests.conftest import Clock
from tests.journeys.conftest import Journey
from tests.vaults import PASSPHRASE

LIST = Path(__file__).resolve().parent.parent / "data" / "politiliste-2026-11-25.xlsx"
ROWS = 13
CONTROL = Qt.KeyboardModifier.ControlModifier


def counts(uow: UnitOfWork) -> tuple[int, ...]:
    """Return how much of everything there is."""
    return (
        uow.persons.count(),
        uow.contacts.count(),
        uow.lines.count(),
        sum(line.decision is not None for line in uow.lines.all()),
        uow.tasks.count(),
        uow.talks.count(),
        uow.disclosures.count(),
        uow.imports.count(),
    )


def everything(uow: UnitOfWork) -> tuple[object, ...]:
    """Return all that a reopened vault must still hold."""
    repositories = (uow.persons, uow.contacts, uow.lines, uow.tasks, uow.talks, uow.disclosures, uow.meetings)
    return (uow.settings(), *(tuple(sorted(one.all(), key=lambda row: row.id)) for one in repositories))


def _import(journey: Journey, source: Path, before: tuple[int, ...]) -> None:
    """Go through the wizard; everybody who asks is somebody new."""
    journey.window.open_page("import")
    page = journey.window.current_page()
    assert isinstance(page, ImportPage)
    page.open_source(source)
    journey.wait(lambda: page.stack.currentIndex() == COLUMNS)
    journey.wait(lambda: page._session is not None and page._session.listed is not None)
    journey.press(page, Qt.Key.Key_Return, CONTROL)
    journey.wait(lambda: page.stack.currentIndex() == MATCH)
    while page._session.plan.counts().unanswered:
        page.match_step.go_to_next()
        journey.press(page.match_step.table.view, Qt.Key.Key_N)
    journey.press(page, Qt.Key.Key_Return, CONTROL)
    journey.wait(lambda: page.stack.currentIndex() == REVIEW)
    assert journey.ask(counts) == before  # nothing is stored before the last button
    journey.press(page, Qt.Key.Key_Return, CONTROL)
    journey.wait(lambda: page.stack.currentIndex() == DONE)


def _meeting(uow: UnitOfWork) -> MeetingId:
    return next(item.meeting.id for item in meetings.listed(uow) if item.meeting.starts_at == datetime(2026, 11, 25, 9))


def _decide(journey: Journey, page: WednesdayPage) -> int:
    """Answer every line that has no decision with the keys a consultant uses; return how many."""
    decided = 0
    while (row := page.mode.list.current) is not None and row.decision is None:
        detail = page.mode.pane
        journey.wait(lambda row=row, detail=detail: detail.detail is not None and detail.detail.row == row)
        journey.press(page.mode.list.view, Qt.Key.Key_1 if decided % 2 == 0 else Qt.Key.Key_5)
        journey.press(page, Qt.Key.Key_Return, CONTROL)
        decided += 1
        journey.wait(lambda row=row: page.mode.list.current is None or page.mode.list.current.line_id != row.line_id
                     or page.mode.list.current.decision is not None)  # fmt: skip
    return decided


@pytest.mark.journey
def test_the_main_job(journey: Journey, clock: Clock, tmp_path: Path) -> None:
    source = tmp_path / "inbox" / LIST.name
    source.parent.mkdir()
    shutil.copyfile(LIST, source)
    journey.start()
    journey.unlock(PASSPHRASE)

    # the list, taken back and done again with the keys of the desk
    empty = journey.ask(counts)
    _import(journey, source, empty)
    full = journey.ask(counts)
    assert (full[1] - empty[1], full[2] - empty[2], full[7] - empty[7]) == (ROWS, ROWS, 1)
    journey.press(journey.window, Qt.Key.Key_Z, CONTROL)
    journey.wait(lambda: journey.ask(counts) == empty)
    journey.press(journey.window, Qt.Key.Key_Y, CONTROL)
    journey.wait(lambda: journey.ask(counts) == full)

    # the meeting
    clock.set(datetime(2026, 11, 25, 9))
    journey.window.open_page("wednesday")
    page = journey.window.current_page()
    assert isinstance(page, WednesdayPage)
    meeting_id = journey.ask(_meeting)
    waiting = [line for line in journey.ask(lambda uow: uow.lines.of_meeting(meeting_id)) if line.decision is None]
    journey.wait(lambda: sum(row.decision is None for row in page.mode.view.lines) == len(waiting))
    assert _decide(journey, page) == len(waiting) > ROWS
    assert "30" in journey.window.sidebar.lock_button.accessibleDescription()  # a running meeting locks later
    lines = journey.ask(lambda uow: uow.lines.of_meeting(meeting_id))
    assert all(line.decision is not None for line in lines)
    talks = {line.id for line in lines if line.decision is Decision.OFFER_TALK}
    tasks = journey.ask(lambda uow: uow.tasks.all())
    assert talks <= {task.line_id for task in tasks if task.kind is TaskKind.OFFER_TALK}

    agenda = _agenda_leaves(journey, page, tmp_path)
    _handout_leaves(journey, page, tmp_path, agenda)
    _lock_and_reopen(journey)


def _agenda_leaves(journey: Journey, page: WednesdayPage, folder: Path) -> str:
    page.do("agenda")
    journey.shown(AgendaDialog).show_button.click()
    preview = journey.shown(PdfPreview)
    target = folder / "dagsorden.pdf"
    page.findChild(PaperFlow).save_to(target)
    password = journey.shown(PasswordDialog)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(target)
    with pikepdf.open(target, password=password.password_label.text()) as agenda:
        assert agenda.encryption.R == 6
        assert len(agenda.pages) > 1
    password.accept()
    preview.reject()
    return journey.ask(lambda uow: disclosures.listed(uow, 0, 1))[0].number


def _handout_leaves(journey: Journey, page: WednesdayPage, folder: Path, agenda: str) -> None:
    page.do("handout")
    dialog = journey.shown(HandoutDialog)
    journey.wait(lambda: bool(dialog.pupils.rows))
    for row in dialog.pupils.rows:
        assert row.box.isChecked() == row.box.isEnabled()
    dialog.xlsx_box.setChecked(True)
    dialog.show_button.click()
    journey.shown(PdfPreview)
    out = folder / "udlevering"
    out.mkdir()
    dialog.findChild(HandoutLeaving).deliver_to(out)
    password = journey.shown(PasswordDialog)
    files = sorted(out.iterdir())
    assert [path.suffix for path in files] == [".pdf", ".xlsx"]
    with pikepdf.open(files[0], password=password.password_label.text()) as handout:
        assert len(handout.pages) >= 1
    password.accept()
    listed = journey.ask(lambda uow: disclosures.listed(uow, 0, 3))
    assert [one.document for one in listed] == [Document.HANDOUT, Document.HANDOUT, Document.AGENDA]
    assert {one.number for one in listed} == {agenda, files[0].stem}
    assert all(len(one.sha256) == 64 for one in listed)


def _lock_and_reopen(journey: Journey) -> None:
    """After locking the vault is free and whole; both secrets lead back to the same desk."""
    before = journey.ask(everything)
    journey.press(journey.window, Qt.Key.Key_L, CONTROL)
    assert journey.ended == [LOCKED]
    assert not journey.window.isVisible()
    assert journey.look(everything) == before
    journey.start()
    journey.unlock(PASSPHRASE)
    assert journey.ask(everything) == before
    journey.desk.end(None)
    journey.start()
    journey.unlock(journey.recovery_key.text, SecretKind.RECOVERY)
    assert journey.ask(everything) == before
    actions = [entry.action for entry in journey.ask(lambda uow: uow.log_entries(limit=400))]
    for action in (Action.IMPORT, Action.UNDO, Action.EXPORT, Action.LOCK, Action.UNLOCK):
        assert action in actions
