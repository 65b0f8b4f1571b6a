"""A release meeting on the page of meetings: its buttons lead to its own papers, and it begins with what is covered."""

from datetime import date, datetime

from PySide6.QtWidgets import QPushButton

from sspdesk.domain.forums import ForumKind
from sspdesk.domain.meetings import MeetingState
from sspdesk.services import meetings, minutes, release_meetings
from sspdesk.services.work import Workspace
from sspdesk.ui.meeting.new_dialog import NewMeetingDialog
from sspdesk.ui.meeting.phases import buttons_of, menu_of
from sspdesk.ui.papers import actions
from sspdesk.ui.releases.meeting_dialogs import TopicDialog
from sspdesk.ui.releases.papers_dialog import CopyDialog
from tests.conftest import Clock
from tests.services.forum_world import forum_of
from tests.services.release_world import HOUSING, MONEY, USUAL, WORK, ReleaseWorld, give, make_world, meet
from tests.ui.meeting.conftest import Room

REFUSED = {"agenda", "invitation", "minutes", "attendance", "speaking", "copy_last", "move_item"}


def _world(workspace: Workspace) -> ReleaseWorld:
    world = workspace.run(make_world)
    workspace.run(lambda uow: give(uow, world.person, *USUAL))
    return world


def test_no_state_of_a_release_meeting_offers_a_paper_that_would_be_refused(workspace: Workspace, clock: Clock) -> None:
    world = _world(workspace)
    meeting_id = workspace.run(lambda uow: meet(uow, world.case))
    meeting = lambda: workspace.run(lambda uow: uow.meetings.get(meeting_id))

    def check(state: MeetingState) -> None:
        today = clock().date()
        assert meeting().state is state
        offered = {*buttons_of(meeting(), today, release=True), *menu_of(meeting(), release=True)}
        assert not offered & REFUSED
        assert {"release_papers", "release_case"} <= offered
        assert REFUSED & {*buttons_of(meeting(), today), *menu_of(meeting())}, "other forums keep theirs"

    check(MeetingState.PLANNED)
    workspace.run(lambda uow: meetings.invited(uow, meeting_id))
    check(MeetingState.INVITED)
    workspace.run(lambda uow: meetings.invited(uow, meeting_id, agenda=True))
    check(MeetingState.AGENDA_SENT)
    clock.set(datetime(2026, 11, 27, 9, 30))
    workspace.run(lambda uow: minutes.start(uow, meeting_id))
    check(MeetingState.HELD)
    workspace.run(lambda uow: minutes.end_meeting(uow, meeting_id))
    check(MeetingState.MINUTES_DRAFT)
    workspace.run(lambda uow: minutes.approve_minutes(uow, meeting_id))
    check(MeetingState.MINUTES_APPROVED)


def test_the_buttons_lead_to_the_papers_the_topics_and_the_case(room: Room, workspace: Workspace) -> None:
    world = _world(workspace)
    room.show(workspace.run(lambda uow: meet(uow, world.case)))
    names = {one.objectName() for one in room.meeting.toolbar.findChildren(QPushButton)}
    assert "release_papers_button" in names
    assert "agenda_button" not in names
    room.meeting.do("release_papers")
    room.dialog(CopyDialog).reject()
    actions.show_any_agenda(room.context, room.meeting, room.meeting.shown_record)  # from the calendar
    room.dialog(CopyDialog).reject()
    room.meeting.do("add_item")
    dialog = room.dialog(TopicDialog)
    dialog.form.set_value("topic", MONEY)
    dialog.save()
    loaded = room.meeting.loaded
    assert loaded is not None
    assert {row.item.topic for row in loaded.agenda.rows} == {HOUSING, WORK, MONEY}
    room.meeting.do("release_case")
    assert room.opened[-1] == ("releases", world.case)
    assert not room.failures


def test_a_release_meeting_planned_in_the_calendar_belongs_to_a_case_and_takes_up_what_is_covered(
    room: Room, workspace: Workspace
) -> None:
    world = workspace.run(make_world)
    forum = workspace.run(lambda uow: forum_of(uow, ForumKind.RELEASE))
    made = []
    NewMeetingDialog.ask(room.context, room.meeting, made.append, day=date(2026, 11, 27), forum_id=forum.id)
    dialog = room.dialog(NewMeetingDialog)
    assert not dialog.form.row("release_id").isHidden()
    dialog.save()
    assert dialog.form.row("release_id").has_problem, "a meeting without a case could take up nobody"
    dialog.form.set_value("release_id", world.case)
    dialog.save()
    assert dialog.form.row("release_id").has_problem, "no consent covers a topic"
    workspace.run(lambda uow: give(uow, world.person, *USUAL[:3]))
    dialog.save()
    items = workspace.run(lambda uow: uow.agenda.of_meeting(made[0].id))
    assert {one.topic for one in items} == {HOUSING, WORK}
    assert all(one.has_responsible for one in items)
    assert workspace.run(release_meetings.open_cases) == [(world.case, "Dummy Demosen")]
