"""The page of a meeting: its phases, its agenda, agreements, and persons only where they may be named."""

from datetime import date, datetime, time

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sspdesk.domain.agenda import ItemKind, ItemState
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.meetings import MeetingState
from sspdesk.services import agenda
from sspdesk.ui.meeting.dialogs import ActionDialog, ItemDialog, PersonPicker, WaitingDialog
from sspdesk.ui.meeting.move_dialog import MoveItemDialog
from sspdesk.ui.meeting.new_dialog import NewMeetingDialog
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.wednesday.dialogs import TextDialog
from tests.conftest import Clock
from tests.services.forum_world import item, planned
from tests.services.wednesday_world import make_person
from tests.ui.meeting.conftest import Room


def test_an_item_is_added_moved_and_put_on_hold(room: Room, council: int) -> None:
    room.show(council)
    assert room.meeting.panel.plan_label.text() == "Tiderne går op med 90 minutter"
    room.meeting.do("add_item")
    dialog = room.dialog(ItemDialog)
    dialog.form.set_value("title", "Belysning på stien")
    dialog.form.set_value("minutes", "15")
    dialog.save()
    assert room.meeting.panel.plan_label.text() == "15 minutter for meget"
    room.choose("Belysning på stien")
    room.meeting.do("item_up")
    items = room.workspace.run(lambda uow: uow.agenda.of_meeting(council))
    assert [one.title for one in items][-2] == "Belysning på stien"
    room.meeting.do("hold")
    assert room.meeting.panel.plan_label.text() == "Tiderne går op med 90 minutter"
    assert room.workspace.run(lambda uow: uow.agenda.get(items[-2].id)).state is ItemState.ON_HOLD


def test_an_open_forum_offers_neither_persons_nor_personal_kinds(room: Room, council: int) -> None:
    room.show(council)
    room.meeting.do("edit_item")
    dialog = room.dialog(ItemDialog)
    assert "person_id" not in dialog.form.fields()
    kinds = dialog.form.row("kind").widget
    offered = {kinds.itemText(place) for place in range(kinds.count())}
    assert "Personsag (lukket)" not in offered
    assert room.meeting.panel.table.view.isColumnHidden(3)


def test_an_item_with_a_person_cannot_be_moved_into_an_open_forum(room: Room, council: int) -> None:
    room.workspace.exit_door.leave_open(60)
    person = room.workspace.run(make_person)
    meeting = room.workspace.run(lambda uow: planned(uow, ForumKind.EXIT, hour=9))
    tied = room.workspace.run(lambda uow: item(uow, meeting, "Aftalen om bolig", person_id=person))
    room.show(meeting)
    room.choose("Aftalen om bolig")
    room.meeting.do("move_item")
    dialog = room.dialog(MoveItemDialog)
    dialog.form.set_value("meeting_id", council)
    dialog.save()
    assert dialog.isVisible()
    assert "får ingen personoplysninger" in dialog.message.words_label.text()
    assert room.workspace.run(lambda uow: uow.agenda.get(tied.id)).meeting_id == meeting


def test_the_picker_says_why_somebody_is_not_offered(room: Room, qtbot: QtBot) -> None:
    room.workspace.run(make_person)
    meeting = room.workspace.run(lambda uow: planned(uow, ForumKind.RELEASE, hour=9))
    room.show(meeting)
    room.meeting.do("add_item")
    (picker,) = room.dialog(ItemDialog).findChildren(PersonPicker)
    picker.search_edit.setText("Testine")
    qtbot.waitUntil(lambda: picker.table.model.rowCount() == 1)
    assert picker.table.select(lambda _one: True)
    assert picker.person_id is None
    assert picker.chosen_label.text() == "Testine Eksempelsen kan ikke vælges: intet samtykke."


def test_a_meeting_goes_through_its_phases_to_locked_minutes(room: Room, council: int, clock: Clock) -> None:
    room.show(council)
    room.meeting.do("invited")
    room.meeting.do("agenda_sent")
    clock.set(datetime(2026, 12, 1, 13))
    room.meeting.activate()
    assert room.meeting.findChild(QPushButton, "start_button") is not None
    room.meeting.do("start")
    room.meeting.do("present")
    room.choose("Nyt fra Kredsrådet")
    room.meeting.pane.form.set_value("outcome", "Planen er vedtaget.")
    room.meeting.pane.save()
    room.meeting.do("add_action")
    action = room.dialog(ActionDialog)
    action.form.set_value("title", "Send planen ud")
    action.save()
    assert room.meeting.pane.agreed_list.count() == 1
    room.meeting.do("end")
    room.dialog(ConfirmDialog).confirmed.emit()
    room.dialog(ConfirmDialog).reject()
    room.meeting.do("approve")
    room.dialog(TextDialog).submitted.emit()
    meeting = room.workspace.run(lambda uow: uow.meetings.get(council))
    assert meeting.state is MeetingState.MINUTES_APPROVED
    assert not room.meeting.panel.add_button.isVisible()
    room.meeting.do("addition")
    addition = room.dialog(TextDialog)
    addition.form.set_value("text", "Planen er sendt.")
    addition.submitted.emit()
    assert [one.text for one in room.workspace.run(lambda uow: uow.additions.of_meeting(council))] == [
        "Planen er sendt."
    ]


def test_unsaved_words_are_saved_when_another_item_is_chosen(room: Room, council: int) -> None:
    room.show(council)
    room.choose("Nyt fra Kredsrådet")
    room.meeting.pane.form.set_value("decision", "Vi følger planen.")
    room.choose("Gadeteamets tendenser")
    items = room.workspace.run(lambda uow: uow.agenda.of_meeting(council))
    assert [one.decision for one in items if one.title == "Nyt fra Kredsrådet"] == ["Vi følger planen."]
    assert room.meeting.pane.form.value("decision") == ""


def test_what_waits_is_taken_up_at_a_later_meeting(room: Room, council: int) -> None:
    later = room.workspace.run(lambda uow: planned(uow, ForumKind.LOCAL_COUNCIL, day=8))
    first = room.workspace.run(lambda uow: uow.agenda.of_meeting(council)[2])
    room.workspace.run(lambda uow: agenda.put_on_hold(uow, first.id))
    room.show(later)
    assert room.meeting.panel.waiting.fact_label.text() == "1 punkt venter på et senere møde"
    room.meeting.do("take_up")
    waiting = room.dialog(WaitingDialog)
    waiting.table.opened.emit(first)
    assert room.workspace.run(lambda uow: uow.agenda.of_meeting(later))[-1].carried_from == first.id


def test_a_cancelled_meeting_keeps_its_agenda_and_can_come_back(room: Room, council: int) -> None:
    room.show(council)
    room.meeting.do("cancel")
    room.dialog(ConfirmDialog).confirmed.emit()
    assert room.workspace.run(lambda uow: uow.meetings.get(council)).state is MeetingState.CANCELLED
    room.context.operations.undo()
    assert room.workspace.run(lambda uow: uow.meetings.get(council)).state is MeetingState.PLANNED


def test_the_papers_of_an_open_forum_need_no_disclosure(room: Room, council: int) -> None:
    room.show(council)
    for name in ("agenda", "invitation", "minutes", "attendance", "speaking"):
        room.meeting.do(name)
        (flow,) = room.meeting.findChildren(PaperFlow)
        preview = flow.preview
        assert isinstance(preview, PdfPreview)
        gone: list[bool] = []
        flow._register_print(lambda gone=gone: gone.append(True))
        assert gone == [True]
        preview.reject()
        flow.setParent(None)
    assert room.workspace.run(lambda uow: uow.disclosures.count()) == 0
    assert ItemKind.PERSON not in {one.kind for one in room.workspace.run(lambda uow: uow.agenda.of_meeting(council))}


def test_a_new_meeting_begins_with_the_forums_usual_time(room: Room) -> None:
    room.show(0)
    dialog = room.dialog(NewMeetingDialog)
    forum = room.workspace.run(lambda uow: uow.forums.of_kind(ForumKind.NETWORK)[0])
    dialog.form.set_value("forum_id", forum.id)
    dialog.form.changed.emit()
    assert (dialog.form.value("starts_at"), dialog.form.value("ends_at")) == (time(14), time(15, 30))
    dialog.form.set_value("day", date(2026, 12, 3))
    dialog.save()
    assert room.meeting.loaded is not None
    meeting = room.meeting.loaded.view.meeting
    assert (meeting.forum_id, meeting.starts_at) == (forum.id, datetime(2026, 12, 3, 14))
