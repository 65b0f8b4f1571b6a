"""Meeting mode by keyboard and mouse, with the real worker: decide, skip, go back, undo, mask, lock."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sspdesk.domain.ids import LineId, MeetingId
from sspdesk.domain.meetings import Attendance, MeetingState
from sspdesk.domain.tasks import TaskKind
from sspdesk.domain.wednesday import Decision
from sspdesk.services import meetings, minutes, wednesday
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.shared.privacy import Privacy
from tests.services.wednesday_world import World, plan_on
from tests.ui.wednesday.conftest import NAMES, Desk, add_contact, fill, plan_earlier, show, texts

pytestmark = pytest.mark.usefixtures("theme")

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_line_is_decided_by_keyboard_alone(desk: Desk, lines: list[LineId], world: World) -> None:
    show(desk)
    form = desk.page.mode.pane.form
    assert form.group.value is None
    assert desk.page.toolbar.progress_label.text() == "0 af 3 gennemgået"
    desk.key(Qt.Key.Key_1)
    assert form.group.value is Decision.OFFER_TALK
    assert (form.responsible_combo.value, form.due_edit.value) == (world.teacher.id, date(2026, 12, 9))
    desk.key(Qt.Key.Key_Return, CTRL)
    assert desk.page.toolbar.progress_label.text() == "1 af 3 gennemgået"
    assert desk.told == [("Beslutningen for nr. 1 er gemt", True)]
    current = desk.page.mode.list.current
    assert current is not None
    assert (current.number, desk.page.mode.pane.form.group.value) == (2, None)
    assert QApplication.focusWidget() is desk.page.mode.list.view
    line = desk.run(lambda uow: uow.lines.get(lines[0]))
    assert getattr(line, "decision") is Decision.OFFER_TALK  # noqa: B009 - run answers with any object
    kinds = desk.run(lambda uow: sorted(task.kind for task in uow.tasks.of_line(lines[0])))
    assert kinds == [TaskKind.DUTY_TO_INFORM, TaskKind.OFFER_TALK]


def test_digits_belong_to_the_field_while_one_writes(desk: Desk, lines: list[LineId]) -> None:
    show(desk)
    note = desk.page.mode.pane.form.note_edit
    note.setFocus()
    desk.qtbot.keyClicks(note, "Uge 49, kl. 1")
    assert desk.page.mode.pane.form.group.value is None
    assert note.note == "Uge 49, kl. 1"


def test_saving_without_a_decision_goes_to_the_decisions(desk: Desk, lines: list[LineId]) -> None:
    show(desk)
    desk.key(Qt.Key.Key_Return, CTRL)
    form = desk.page.mode.pane.form
    assert form.problem_label.text() == "Vælg en beslutning, eller spring linjen over."
    assert QApplication.focusWidget() is form.group.buttons[0]
    assert desk.told == []


def test_a_deadline_before_the_meeting_is_said_beside_its_field(desk: Desk, lines: list[LineId]) -> None:
    show(desk)
    desk.key(Qt.Key.Key_2)
    form = desk.page.mode.pane.form
    form.due_edit.setFocus()
    form.due_edit.selectAll()
    desk.qtbot.keyClicks(form.due_edit, "24-11-2026")
    desk.key(Qt.Key.Key_Return, CTRL)
    assert form.due_row.error_label.text() == "Fristen ligger før mødet. Vælg en senere dag."
    assert desk.page.mode.drafts.keys() == {lines[0]}
    form.due_edit.setFocus()
    form.due_edit.selectAll()
    desk.qtbot.keyClicks(form.due_edit, "31-02-2027")
    desk.key(Qt.Key.Key_Return, CTRL)
    assert "31-02-2027" in form.due_row.error_label.text()


def test_what_is_not_saved_waits_when_one_looks_at_another_line(desk: Desk, lines: list[LineId]) -> None:
    show(desk)
    desk.key(Qt.Key.Key_3)
    note = desk.page.mode.pane.form.note_edit
    note.setFocus()
    desk.qtbot.keyClicks(note, "Skolen skriver")
    desk.choose(2)
    assert desk.page.mode.pane.form.group.value is None
    assert desk.page.mode.drafts.keys() == {lines[0]}
    desk.choose(1)
    form = desk.page.mode.pane.form
    assert (form.group.value, form.note_edit.note) == (Decision.NOTIFICATION, "Skolen skriver")
    desk.key(Qt.Key.Key_Return, CTRL)
    assert desk.page.mode.drafts == {}


def test_a_reload_leaves_what_one_is_writing_alone(desk: Desk, lines: list[LineId], world: World) -> None:
    show(desk)
    note = desk.page.mode.pane.form.note_edit
    note.setFocus()
    desk.qtbot.keyClicks(note, "Ring ")
    desk.context.operations.command(desk.page, lambda uow: minutes.all_present(uow, world.meeting))
    desk.settle()
    desk.qtbot.keyClicks(note, "til mor")
    assert note.toPlainText() == "Ring til mor"


def test_arrows_choose_skip_goes_on_and_f8_finds_what_is_missing(desk: Desk, lines: list[LineId]) -> None:
    def number() -> int:
        current = desk.page.mode.list.current
        assert current is not None
        return current.number

    show(desk)
    desk.key(Qt.Key.Key_Down)
    assert number() == 2
    desk.key(Qt.Key.Key_Up)
    assert number() == 1
    desk.page.mode.pane.skip_button.click()
    desk.settle()
    assert number() == 2
    desk.key(Qt.Key.Key_5)
    desk.key(Qt.Key.Key_Return, CTRL)
    assert number() == 3
    desk.key(Qt.Key.Key_F8)
    assert number() == 1
    desk.key(Qt.Key.Key_F8)
    assert number() == 3
    desk.key(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert number() == 1


def test_the_last_decision_leaves_all_done_and_undo_brings_the_line_back(desk: Desk, lines: list[LineId]) -> None:
    show(desk)
    desk.page.mode.list.segments.set_value("missing")
    for _line in lines:
        desk.key(Qt.Key.Key_5)
        desk.key(Qt.Key.Key_Return, CTRL)
    assert desk.page.toolbar.progress_label.text() == "3 af 3 gennemgået"
    assert desk.page.mode.list.done.isVisible()
    desk.context.operations.undo()
    desk.settle()
    assert desk.page.toolbar.progress_label.text() == "2 af 3 gennemgået"
    current = desk.page.mode.list.current
    assert current is not None
    assert current.decision is None


def test_a_stored_decision_is_shown_changed_and_taken_back(desk: Desk, lines: list[LineId]) -> None:
    show(desk)
    desk.key(Qt.Key.Key_1)
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.choose(1)
    form = desk.page.mode.pane.form
    assert form.group.value is Decision.OFFER_TALK
    assert not form.is_dirty
    desk.key(Qt.Key.Key_6)
    assert not form.responsible_combo.isEnabled()
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.choose(1)
    assert form.group.value is Decision.NOT_RELEVANT
    form.clear_button.click()
    desk.settle()
    assert form.group.value is None
    assert desk.told[-1] == ("Beslutningen for nr. 1 er fjernet", True)
    assert desk.run(lambda uow: uow.tasks.of_line(lines[0])) == []


def test_history_shows_contacts_and_decisions_and_never_notes(
    desk: Desk, lines: list[LineId], workspace: Workspace
) -> None:
    def before(uow: UnitOfWork) -> None:
        early = meetings.plan(uow, plan_on(date(2026, 3, 18))).value
        person = uow.contacts.get(uow.lines.get(lines[0]).contact_id).person_id
        contact = add_contact(uow, person, NAMES[0])
        (line,) = wednesday.add_lines(uow, early.id, [contact])
        wednesday.decide(uow, line, Decision.OFFER_TALK, note="Fortrolig aftale hjemme")
        minutes.end_meeting(uow, early.id)
        minutes.approve_minutes(uow, early.id)

    workspace.run(before)
    show(desk)
    desk.choose(1)
    shown = texts(desk.page.mode.pane)
    assert "Beslutning: tilbyd forebyggende samtale" in shown
    assert "Hærværk · vidne · Havnsø Station" in shown
    assert "Fortrolig" not in shown
    badges = [badge.spec.text for badge in desk.page.mode.pane.header.badges if badge.isVisible()]
    assert badges == ["Tidligere: 1 politikontakt, 1 samtale"]


def test_discreet_display_leaves_no_name_and_no_class(desk: Desk, lines: list[LineId], privacy: Privacy) -> None:
    show(desk)
    note = desk.page.mode.pane.form.note_edit
    note.setFocus()
    desk.qtbot.keyClicks(note, "Testine vil gerne i klub")
    desk.page.mode.list.view.setFocus()
    assert "Testine" in texts(desk.page)
    privacy.set_discreet(True)
    shown = texts(desk.page)
    for name in NAMES:
        for part in name.split():
            assert part not in shown
    assert "8.B" not in shown
    assert "T. vil gerne i klub" in shown
    assert "Testine" not in desk.page.window_title
    note.setFocus()
    assert note.toPlainText() == "Testine vil gerne i klub"
    desk.page.mode.list.view.setFocus()
    assert note.note == "Testine vil gerne i klub"


def test_a_theme_never_stands_without_the_role(desk: Desk, lines: list[LineId]) -> None:
    show(desk)
    spoken = [str(desk.page.mode.list.view.model().index(row, 0).data()) for row in range(3)]
    assert all("Hærværk · vidne" in words for words in spoken)
    assert desk.page.mode.pane.police.matter_badge.spec.text == "Hærværk · vidne"


def test_the_first_deed_of_the_day_starts_the_meeting_and_its_longer_lock(desk: Desk, lines: list[LineId]) -> None:
    show(desk)
    assert desk.locks == []
    desk.qtbot.mouseClick(desk.page.mode.strip.chips[0], Qt.MouseButton.LeftButton)
    desk.settle()
    view = desk.page.mode.view
    assert view is not None
    assert view.meeting.state is MeetingState.HELD
    assert desk.locks == [True]
    assert desk.page.mode.strip.count_label.text() == "1 af 2 til stede"


@pytest.mark.parametrize(
    ("presses", "stored"),
    [(1, Attendance.PRESENT), (2, Attendance.APOLOGIES), (3, Attendance.INVITED), (4, Attendance.PRESENT)],
)
def test_a_chip_goes_from_present_to_apologies_to_not_here(
    desk: Desk, lines: list[LineId], presses: int, stored: Attendance
) -> None:
    show(desk)
    for _press in range(presses):
        chip = desk.page.mode.strip.chips[0]
        chip.setFocus()
        desk.key(Qt.Key.Key_Space)
    view = desk.page.mode.view
    assert view is not None
    assert view.attendees[0].attendee.attendance is stored
    assert QApplication.focusWidget() is desk.page.mode.strip.chips[0]


def test_f6_goes_through_list_decision_and_attendance(desk: Desk, lines: list[LineId]) -> None:
    show(desk)
    mode = desk.page.mode
    desk.key(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is mode.pane.form.group.buttons[0]
    desk.key(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is mode.strip.chips[0]
    desk.key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is mode.pane.form.group.buttons[0]


def test_lines_of_an_earlier_meeting_come_along_when_the_page_is_opened(
    desk: Desk, workspace: Workspace, world: World
) -> None:
    def before(uow: UnitOfWork) -> MeetingId:
        earlier = plan_earlier(uow)
        fill(uow, earlier, NAMES[:1])
        return earlier

    earlier = workspace.run(before)
    show(desk)
    current = desk.page.mode.list.current
    assert current is not None
    assert (current.name, current.carried_from) == (NAMES[0], date(2026, 11, 11))
    assert desk.page.mode.message.fact_label.text() == "Mødet ons. 11. nov. er ikke afsluttet."
    desk.page.mode.message.pressed.emit()
    desk.settle()
    view = desk.page.mode.view
    assert view is not None
    assert view.meeting.id == earlier


def test_the_person_is_opened_from_the_line(desk: Desk, lines: list[LineId]) -> None:
    show(desk)
    desk.page.mode.pane.history.person_button.click()
    row = desk.page.mode.list.current
    assert row is not None
    assert desk.opened == [("persons", row.person_id)]


def test_a_long_name_is_shown_whole_and_a_hundred_lines_scroll(desk: Desk, workspace: Workspace, world: World) -> None:
    long_name = "Maximiliane-Alexandrine Konstantinopel von Eksempelsen-Prøve"
    workspace.run(lambda uow: fill(uow, world.meeting, (long_name, *(f"Testine Nummer{n}" for n in range(99)))))
    show(desk)
    desk.choose(1)
    header = desk.page.mode.pane.header
    label = header.name_label
    assert label.text().startswith(long_name)
    desk.qtbot.waitUntil(lambda: label.heightForWidth(label.width()) <= label.height() or not label.wordWrap())
    assert label.width() <= header.width()
    desk.choose(100)
    view = desk.page.mode.list.view
    assert view.visualRect(view.currentIndex()).intersects(view.viewport().rect())
