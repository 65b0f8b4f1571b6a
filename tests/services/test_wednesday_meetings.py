"""Planning meetings, attendance, the end of a meeting, approved minutes that nothing changes, additions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import LineId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Attendance, MeetingState
from sspdesk.domain.people import Professional
from sspdesk.domain.settings import Settings
from sspdesk.domain.tasks import DeadlineRule, TaskKind
from sspdesk.domain.wednesday import Decision
from sspdesk.services import meetings, minutes, people, tasks, wednesday, wednesday_list
from sspdesk.services.meetings import MeetingPlan
from sspdesk.services.wednesday import TypedLine
from sspdesk.services.work import apply_undo
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.wednesday_world import MEETING_DAY, NEXT_DAY, World, make_lines, make_world, plan_on


@pytest.fixture
def world(workspace: Workspace, clock: Clock) -> World:
    found = workspace.run(make_world)
    clock.set(datetime(2026, 11, 25, 9, 10))
    return found


def code_of(work: Callable[[UnitOfWork], object], workspace: Workspace) -> str:
    with pytest.raises(DomainError) as caught:
        workspace.run(work)
    return caught.value.code


# -- planning --------------------------------------------------------------------------------------------------------


def test_the_first_meeting_is_the_next_usual_weekday(workspace: Workspace) -> None:
    settings = Settings(municipality="Havnsø", meeting_place="Mødelokale Ankeret", meeting_start="08:30")
    workspace.run(lambda uow: uow.save_settings(settings))
    plan = workspace.run(meetings.suggest)
    assert plan == MeetingPlan(
        starts_at=datetime(2026, 11, 25, 8, 30), ends_at=datetime(2026, 11, 25, 11, 0), place="Mødelokale Ankeret"
    )


def test_the_following_meetings_keep_the_rhythm_even_after_a_moved_one_or_a_long_break(
    workspace: Workspace, world: World, clock: Clock
) -> None:
    assert workspace.run(meetings.suggest).starts_at.date() == NEXT_DAY
    workspace.run(lambda uow: meetings.change(uow, world.meeting, plan_on(date(2026, 11, 27))))
    assert workspace.run(meetings.suggest).starts_at.date() == NEXT_DAY
    clock.set(datetime(2027, 1, 7, 12, 0))
    assert workspace.run(meetings.suggest).starts_at.date() == date(2027, 1, 20)


def test_the_groups_members_are_invited_and_a_new_one_later(workspace: Workspace, world: World) -> None:
    def names(uow: UnitOfWork) -> list[tuple[str, Attendance]]:
        rows = wednesday_list.meeting_view(uow, world.meeting).attendees
        return [(row.colleague.name, row.attendee.attendance) for row in rows]

    invited = [("Lars Lærereksempel", Attendance.INVITED), ("Poul Prøvegaard", Attendance.INVITED)]
    assert workspace.run(names) == invited
    workspace.run(lambda uow: uow.professionals.save(replace(world.guest, in_wednesday_group=True)))
    workspace.run(lambda uow: wednesday.prepare(uow, world.meeting))
    assert workspace.run(names) == [*invited, ("Gerda Gæstesen", Attendance.INVITED)]


def test_undoing_a_member_who_is_invited_by_now_is_refused_whole(workspace: Workspace, world: World) -> None:
    new = Professional(name="Rikke Rådgiversen", in_wednesday_group=True)
    token = workspace.run(lambda uow: people.save_professional(uow, new)).undo
    assert token is not None
    workspace.run(lambda uow: wednesday.prepare(uow, world.meeting))
    with pytest.raises(KnownError, match="undo_stale"):
        workspace.run(lambda uow: apply_undo(uow, token))
    assert len(workspace.run(lambda uow: wednesday_list.meeting_view(uow, world.meeting)).attendees) == 3


def test_two_meetings_at_the_same_time_and_one_that_ends_before_it_begins_are_refused(
    workspace: Workspace, world: World
) -> None:
    assert code_of(lambda uow: meetings.plan(uow, plan_on(MEETING_DAY)), workspace) == "meeting_overlaps"
    backwards = MeetingPlan(starts_at=datetime(2026, 12, 9, 11), ends_at=datetime(2026, 12, 9, 9))
    assert code_of(lambda uow: meetings.plan(uow, backwards), workspace) == "ends_before_start"
    workspace.run(lambda uow: meetings.change(uow, world.meeting, plan_on(MEETING_DAY)))
    assert len(workspace.run(meetings.listed)) == 1


def test_moving_the_next_meeting_moves_open_deadlines_that_follow_it(workspace: Workspace, world: World) -> None:
    lines = workspace.run(
        lambda uow: make_lines(uow, world.meeting, "Testine Eksempelsen", "Prøvine Skabelonsen", "Attrap Attrapsen")
    )
    following, by_hand, done = (LineId(line) for line in lines)
    later = workspace.run(lambda uow: meetings.plan(uow, plan_on(NEXT_DAY))).value.id

    def decide(uow: UnitOfWork) -> None:
        wednesday.decide(uow, following, Decision.OFFER_TALK, due=NEXT_DAY)
        wednesday.decide(uow, by_hand, Decision.OFFER_TALK, due=date(2026, 12, 1))
        wednesday.decide(uow, done, Decision.STREET_TEAM, due=NEXT_DAY)
        tasks.complete(uow, next(one.id for one in uow.tasks.of_line(done) if one.kind is TaskKind.STREET_TEAM))

    workspace.run(decide)
    moved = date(2026, 12, 16)
    workspace.run(lambda uow: meetings.change(uow, later, plan_on(moved)))

    def check(uow: UnitOfWork) -> None:
        dues = [uow.lines.get(line).due for line in (following, by_hand, done)]
        assert dues == [moved, date(2026, 12, 1), NEXT_DAY]
        (task,) = [one for one in uow.tasks.of_line(following) if one.kind is TaskKind.OFFER_TALK]
        assert (task.due, task.anchor, task.rule) == (moved, moved, DeadlineRule.NEXT_MEETING)
        talk = uow.talks.of_line(following)
        assert talk is not None
        assert talk.offer_by == moved

    workspace.run(check)


def test_a_cancelled_meetings_lines_come_along_and_one_with_decisions_is_not_cancelled(
    workspace: Workspace, world: World
) -> None:
    (first,) = workspace.run(lambda uow: make_lines(uow, world.meeting, "Testine Eksempelsen"))
    decided = workspace.run(lambda uow: wednesday.decide(uow, LineId(first), Decision.NO_ACTION))
    assert code_of(lambda uow: meetings.cancel(uow, world.meeting), workspace) == "meeting_has_decisions"
    token = decided.undo
    assert token is not None
    workspace.run(lambda uow: apply_undo(uow, token))
    workspace.run(lambda uow: meetings.cancel(uow, world.meeting))
    later = workspace.run(lambda uow: meetings.plan(uow, meetings.suggest(uow))).value
    assert later.starts_at.date() == NEXT_DAY
    (line,) = workspace.run(lambda uow: uow.lines.of_meeting(later.id))
    assert line.carried_from == world.meeting


def test_the_meeting_to_work_on(workspace: Workspace, world: World, clock: Clock) -> None:
    def shown() -> tuple[int, MeetingState] | None:
        found = workspace.run(meetings.current)
        return (found.id, found.state) if found else None

    later = workspace.run(lambda uow: meetings.plan(uow, plan_on(NEXT_DAY))).value.id
    clock.set(datetime(2026, 11, 20, 8, 0))
    assert shown() == (world.meeting, MeetingState.PLANNED)
    clock.set(datetime(2026, 11, 25, 12, 0))
    workspace.run(lambda uow: minutes.start(uow, world.meeting))
    assert shown() == (world.meeting, MeetingState.HELD)
    workspace.run(lambda uow: minutes.end_meeting(uow, world.meeting))
    assert shown() == (world.meeting, MeetingState.MINUTES_DRAFT)
    clock.set(datetime(2026, 11, 26, 12, 0))
    assert shown() == (later, MeetingState.PLANNED)
    workspace.run(lambda uow: meetings.cancel(uow, later))
    assert shown() == (world.meeting, MeetingState.MINUTES_DRAFT)
    workspace.run(lambda uow: minutes.approve_minutes(uow, world.meeting))
    assert shown() is None


def test_the_list_of_meetings_counts_lines_and_decisions(workspace: Workspace, world: World) -> None:
    lines = workspace.run(lambda uow: make_lines(uow, world.meeting, "Testine Eksempelsen", "Prøvine Skabelonsen"))
    workspace.run(lambda uow: wednesday.decide(uow, LineId(lines[0]), Decision.NO_ACTION))
    workspace.run(lambda uow: meetings.plan(uow, plan_on(NEXT_DAY)))
    items = workspace.run(meetings.listed)
    assert [(item.meeting.starts_at.date(), item.lines, item.decided) for item in items] == [
        (NEXT_DAY, 0, 0),
        (MEETING_DAY, 2, 1),
    ]


# -- attendance and minutes ------------------------------------------------------------------------------------------


def test_attendance_and_guests(workspace: Workspace, world: World) -> None:
    def work(uow: UnitOfWork) -> None:
        view = wednesday_list.meeting_view(uow, world.meeting)
        minutes.set_attendance(uow, view.attendees[0].attendee.id, Attendance.APOLOGIES)
        guest = minutes.add_guest(uow, world.meeting, world.guest.id).value
        assert guest.attendance is Attendance.INVITED  # the meeting has not begun
        assert minutes.all_present(uow, world.meeting).value == 2
        view = wednesday_list.meeting_view(uow, world.meeting)
        assert [(row.attendee.attendance, row.guest) for row in view.attendees] == [
            (Attendance.APOLOGIES, False),
            (Attendance.PRESENT, False),
            (Attendance.PRESENT, True),
        ]
        assert view.present == 2
        minutes.remove_guest(uow, guest.id)
        assert len(wednesday_list.meeting_view(uow, world.meeting).attendees) == 2

    workspace.run(work)
    assert (
        code_of(lambda uow: minutes.add_guest(uow, world.meeting, world.police.id), workspace) == "already_at_meeting"
    )
    member = workspace.run(lambda uow: uow.attendees.of_meeting(world.meeting)[0].id)
    assert code_of(lambda uow: minutes.remove_guest(uow, member), workspace) == "member_stays"


def test_ending_notes_the_missing_as_absent_and_can_be_undone(workspace: Workspace, world: World) -> None:
    workspace.run(lambda uow: minutes.start(uow, world.meeting))
    outcome = workspace.run(lambda uow: minutes.end_meeting(uow, world.meeting))
    states = workspace.run(lambda uow: {one.attendance for one in uow.attendees.of_meeting(world.meeting)})
    assert states == {Attendance.ABSENT}
    assert code_of(lambda uow: minutes.end_meeting(uow, world.meeting), workspace) == "meeting_ended_already"
    token = outcome.undo
    assert token is not None
    workspace.run(lambda uow: apply_undo(uow, token))
    assert workspace.run(lambda uow: uow.meetings.get(world.meeting)).state is MeetingState.HELD


def test_minutes_are_approved_only_after_the_end_and_carry_who_and_when(
    workspace: Workspace, world: World, clock: Clock
) -> None:
    assert code_of(lambda uow: minutes.approve_minutes(uow, world.meeting), workspace) == "meeting_not_ended"
    assert code_of(lambda uow: minutes.add_addition(uow, world.meeting, "Tilføjet"), workspace) == "minutes_not_locked"
    workspace.run(lambda uow: minutes.save_summary(uow, world.meeting, " Et roligt møde. "))
    workspace.run(lambda uow: minutes.end_meeting(uow, world.meeting))
    clock.set(datetime(2026, 11, 27, 14, 0))
    approved = workspace.run(lambda uow: minutes.approve_minutes(uow, world.meeting)).value
    assert (approved.summary, approved.approved_at) == ("Et roligt møde.", datetime(2026, 11, 27, 14, 0))
    assert approved.approved_by == workspace.vault.user


def test_nothing_changes_approved_minutes_but_a_dated_addition(
    workspace: Workspace, world: World, clock: Clock
) -> None:
    (line,) = workspace.run(lambda uow: make_lines(uow, world.meeting, "Testine Eksempelsen"))
    attendee = workspace.run(lambda uow: uow.attendees.of_meeting(world.meeting)[0].id)
    contact = workspace.run(lambda uow: uow.lines.get(line).contact_id)
    workspace.run(lambda uow: minutes.end_meeting(uow, world.meeting))
    workspace.run(lambda uow: minutes.approve_minutes(uow, world.meeting))
    before = workspace.run(lambda uow: wednesday_list.meeting_view(uow, world.meeting))
    tries: list[Callable[[UnitOfWork], object]] = [
        lambda uow: wednesday.decide(uow, LineId(line), Decision.NO_ACTION),
        lambda uow: wednesday.decide(uow, LineId(line), None),
        lambda uow: wednesday.withhold(uow, LineId(line), "Ikke begrundet"),
        lambda uow: wednesday.add_lines(uow, world.meeting, [contact]),
        lambda uow: wednesday.add_typed_line(
            uow, world.meeting, TypedLine(first_name="Attrap", contact_date=MEETING_DAY)
        ),
        lambda uow: meetings.change(uow, world.meeting, plan_on(NEXT_DAY)),
        lambda uow: meetings.cancel(uow, world.meeting),
        lambda uow: minutes.start(uow, world.meeting),
        lambda uow: minutes.end_meeting(uow, world.meeting),
        lambda uow: minutes.approve_minutes(uow, world.meeting),
        lambda uow: minutes.save_summary(uow, world.meeting, "Ændret"),
        lambda uow: minutes.set_attendance(uow, attendee, Attendance.PRESENT),
        lambda uow: minutes.all_present(uow, world.meeting),
        lambda uow: minutes.add_guest(uow, world.meeting, world.guest.id),
        lambda uow: minutes.remove_guest(uow, attendee),
    ]
    assert [code_of(work, workspace) for work in tries] == ["minutes_locked"] * len(tries)
    workspace.run(lambda uow: wednesday.prepare(uow, world.meeting))
    assert workspace.run(lambda uow: wednesday_list.meeting_view(uow, world.meeting)) == before

    clock.set(datetime(2026, 12, 1, 8, 0))
    assert code_of(lambda uow: minutes.add_addition(uow, world.meeting, "  "), workspace) == "addition_empty"
    workspace.run(lambda uow: minutes.add_addition(uow, world.meeting, "Linje 1: moren har ringet."))
    (addition,) = workspace.run(lambda uow: wednesday_list.meeting_view(uow, world.meeting)).additions
    assert (addition.at, addition.by) == (datetime(2026, 12, 1, 8, 0), workspace.vault.user)


def test_deadlines_in_approved_minutes_stay_while_the_task_moves(workspace: Workspace, world: World) -> None:
    (line,) = workspace.run(lambda uow: make_lines(uow, world.meeting, "Testine Eksempelsen"))
    later = workspace.run(lambda uow: meetings.plan(uow, plan_on(NEXT_DAY))).value.id
    workspace.run(lambda uow: wednesday.decide(uow, LineId(line), Decision.NOTIFICATION, due=NEXT_DAY))
    workspace.run(lambda uow: minutes.end_meeting(uow, world.meeting))
    workspace.run(lambda uow: minutes.approve_minutes(uow, world.meeting))
    workspace.run(lambda uow: meetings.change(uow, later, plan_on(NEXT_DAY + timedelta(days=1))))
    assert workspace.run(lambda uow: uow.lines.get(line)).due == NEXT_DAY
    due = workspace.run(lambda uow: [one.due for one in uow.tasks.of_line(LineId(line)) if one.anchor != MEETING_DAY])
    assert NEXT_DAY + timedelta(days=1) in due


def test_decisions_stand_in_the_log_without_words(workspace: Workspace, world: World) -> None:
    (line,) = workspace.run(lambda uow: make_lines(uow, world.meeting, "Testine Eksempelsen"))
    workspace.run(lambda uow: wednesday.decide(uow, LineId(line), Decision.OFFER_TALK, note="Ring til mor"))
    (entry,) = workspace.run(lambda uow: uow.log_entries(kind="meeting_line", object_id=line))
    assert entry.action is Action.CHANGE
    assert entry.detail["decision"] == "samtale"
    assert "mor" not in repr(entry.detail)
