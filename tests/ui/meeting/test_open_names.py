"""What is written in an open forum is asked about where it names a person, and nothing typed is lost meanwhile."""

from datetime import date, datetime

from sspdesk.domain.drafts import Draft, DraftKey
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import ItemId, MeetingId
from sspdesk.domain.meetings import MeetingState
from sspdesk.services import minutes
from sspdesk.ui.meeting.dialogs import ActionDialog, ItemDialog
from sspdesk.ui.meeting.move_dialog import MoveItemDialog
from sspdesk.ui.meeting.new_dialog import NewMeetingDialog
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.wednesday.dialogs import TextDialog
from tests.services.forum_world import item, planned
from tests.services.wednesday_world import make_person
from tests.ui.meeting.conftest import Room

TOPIC = "Nyt fra Kredsrådet"


def topic(room: Room, meeting: int) -> ItemId:
    """Show a meeting and choose an item; a person called Testine is known."""
    room.workspace.run(make_person)
    room.show(meeting)
    room.choose(TOPIC)
    assert room.meeting.panel.current is not None
    return room.meeting.panel.current.item.id


def outcome(room: Room, item_id: ItemId) -> str:
    return room.workspace.run(lambda uow: uow.agenda.get(item_id)).outcome


def write(room: Room, text: str) -> None:
    room.meeting.pane.form.set_value("outcome", text)
    room.meeting.pane.form.changed.emit()


def test_a_text_with_a_name_waits_as_a_draft_and_is_there_again(room: Room, council: int) -> None:
    item_id = topic(room, council)
    write(room, "Testine var der.")
    room.choose("Gadeteamets tendenser")
    assert outcome(room, item_id) == ""
    assert room.meeting.pane.form.value("outcome") == ""
    assert room.meeting.pane.names_label.isHidden()
    room.choose(TOPIC)
    assert room.meeting.pane.form.value("outcome") == "Testine var der."
    assert "»Testine«" in room.meeting.pane.names_label.text()
    assert room.meeting.pane.names_label.isVisible()
    write(room, "Der var uro.")
    assert room.meeting.pane.names_label.isHidden()
    room.meeting.pane.save()
    assert outcome(room, item_id) == "Der var uro."
    assert room.meeting.pane.drafts.unsaved() == {}


def test_the_button_asks_and_stores_when_no_person_is_meant(room: Room, council: int) -> None:
    item_id = topic(room, council)
    write(room, "Skibet Testine ligger ved kajen.")
    room.meeting.pane.save_button.click()
    question = room.dialog(ConfirmDialog)
    question.reject()
    assert outcome(room, item_id) == ""
    assert room.meeting.pane.names_button.isVisible()
    room.meeting.pane.names_button.click()
    room.dialog(ConfirmDialog).verb_button.click()
    assert outcome(room, item_id) == "Skibet Testine ligger ved kajen."
    assert room.meeting.pane.names_label.isHidden()
    write(room, "Skibet Testine ligger ved kajen. Det males.")
    room.meeting.pane.save()
    assert outcome(room, item_id) == "Skibet Testine ligger ved kajen. Det males."


def test_minutes_are_not_approved_over_a_text_that_waits(room: Room, council: int) -> None:
    room.workspace.run(
        lambda uow: (minutes.start(uow, MeetingId(council)), minutes.end_meeting(uow, MeetingId(council)))
    )
    item_id = topic(room, council)
    write(room, "Testine var der.")
    room.choose("Gadeteamets tendenser")
    room.meeting.do("approve")
    assert room.meeting.findChildren(TextDialog) == []
    assert room.meeting.pane.item_id == item_id
    write(room, "Der var uro.")
    room.meeting.do("approve")
    approve = room.dialog(TextDialog)
    approve.form.set_value("text", "Testine var på besøg.")
    approve.submitted.emit()
    question = room.dialog(ConfirmDialog, approve)
    assert room.workspace.run(lambda uow: uow.meetings.get(MeetingId(council))).state is MeetingState.MINUTES_DRAFT
    question.reject()
    approve.form.set_value("text", "Et godt møde.")
    approve.submitted.emit()
    assert room.workspace.run(lambda uow: uow.meetings.get(MeetingId(council))).state is MeetingState.MINUTES_APPROVED


def test_every_dialog_of_an_open_forum_asks(room: Room, council: int) -> None:
    item_id = topic(room, council)
    exit_meeting = room.workspace.run(lambda uow: planned(uow, ForumKind.INFO_HOUSE_CASE, hour=9))
    room.workspace.run(lambda uow: item(uow, exit_meeting, "Bolig til Testine"))
    room.meeting.do("edit_item")
    edit = room.dialog(ItemDialog)
    edit.form.set_value("note", "Om Testine")
    edit.save()
    room.dialog(ConfirmDialog, edit).reject()
    edit.reject()
    room.meeting.do("add_action")
    action = room.dialog(ActionDialog)
    action.form.set_value("title", "Ring til Testine")
    action.save()
    room.dialog(ConfirmDialog, action).reject()
    action.reject()
    NewMeetingDialog.ask(room.context, room.meeting, lambda _meeting: None, day=date(2026, 12, 9))
    new = room.dialog(NewMeetingDialog)
    new.form.set_value("forum_id", room.workspace.run(lambda uow: uow.meetings.get(MeetingId(council))).forum_id)
    new.form.set_value("title", "Om Testine")
    new.save()
    room.dialog(ConfirmDialog, new).reject()
    new.reject()
    room.show(exit_meeting)
    room.choose("Bolig til Testine")
    room.meeting.do("move_item")
    move = room.dialog(MoveItemDialog)
    move.form.set_value("meeting_id", council)
    move.save()
    room.dialog(ConfirmDialog, move).verb_button.click()
    titles = [one.title for one in room.workspace.run(lambda uow: uow.agenda.of_meeting(MeetingId(council)))]
    assert "Bolig til Testine" in titles
    stored = room.workspace.run(lambda uow: uow.agenda.get(item_id))
    assert (stored.note, stored.title) == ("", TOPIC)


def test_what_was_typed_comes_back_after_the_lock(room: Room, council: int) -> None:
    item_id = topic(room, council)
    write(room, "Ikke gemt endnu")
    kept = room.meeting.pane.drafts.unsaved()[str(item_id)]
    assert kept.fields == {"outcome": "Ikke gemt endnu", "decision": ""}
    assert room.meeting.shown_record == council
    room.meeting.pane.drafts.drop(item_id)
    room.meeting.pane.form.mark_clean()
    room.choose("Gadeteamets tendenser")
    draft = Draft(
        key=DraftKey(page="meeting", editor="outcomes", item=str(item_id)),
        at=datetime(2026, 12, 1, 13),
        record=council,
        fields=kept.fields,
    )
    assert room.meeting.pane.drafts.bring_back(draft, date(2026, 12, 1))
    room.meeting.resume("outcomes", item_id)
    assert room.meeting.pane.item_id == item_id
    assert room.meeting.pane.form.value("outcome") == "Ikke gemt endnu"
    room.meeting.pane.drafts.discard(draft)
    assert room.meeting.pane.form.value("outcome") == ""


def test_the_dialogs_of_a_meeting_open_again_after_the_lock(room: Room, council: int) -> None:
    item_id = topic(room, council)
    for editor, kind in (("ItemDialog", ItemDialog), ("ActionDialog", ActionDialog)):
        room.meeting.resume(editor, item_id)
        room.dialog(kind).reject()
    room.meeting.resume("ItemDialog", 0)
    assert room.dialog(ItemDialog).form.value("title") == ""


def test_changing_a_meeting_keeps_and_edits_its_theme(room: Room, council: int) -> None:
    topic(room, council)
    room.meeting.do("edit")
    (dialog,) = [one for one in room.meeting.findChildren(ConfirmDialog.__mro__[1]) if one.isVisible()]
    dialog.form.set_value("title", "Trygge stier")
    dialog.submitted.emit()
    assert room.workspace.run(lambda uow: uow.meetings.get(MeetingId(council))).title == "Trygge stier"
