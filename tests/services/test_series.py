"""Series of meetings: what stays as it is, what follows the rule, and the year wheel's reminders."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.meetings import Meeting, MeetingState
from sspdesk.domain.school_calendar import SchoolYear
from sspdesk.domain.series import Series, SeriesRule
from sspdesk.domain.workdays import SchoolBreak
from sspdesk.services import agenda, meetings, minutes, next_meeting, school_calendar, series, year_wheel
from sspdesk.services.meetings import MeetingPlan
from sspdesk.services.next_meeting import ReadyStep
from sspdesk.services.work import UnitOfWork, Workspace
from tests.conftest import Clock
from tests.services.forum_world import forum_of, held, planned
from tests.services.wednesday_world import make_world


def _series(uow: UnitOfWork, kind: ForumKind = ForumKind.NETWORK, **facts: object) -> Series:
    wanted = Series(
        forum_id=forum_of(uow, kind).id,
        anchor=date(2026, 12, 2),
        until=date(2027, 2, 24),
        starts_at=time(14),
        minutes=90,
    )
    return replace(wanted, **facts)  # type: ignore[arg-type]


def _days(uow: UnitOfWork, one: Series) -> list[date]:
    return [meeting.starts_at.date() for meeting in uow.meetings.of_series(one.id)]


def test_a_series_makes_its_meetings_and_leaves_the_holidays_out(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        school_calendar.save(uow, SchoolBreak(name="Juleferie", first=date(2026, 12, 19), last=date(2027, 1, 3)))
        school_calendar.save(uow, SchoolBreak(name="Vinterferie", first=date(2027, 2, 13), last=date(2027, 2, 21)))
        wanted = _series(uow)
        preview = series.preview(uow, wanted)
        skipped = [one for one in preview.turns[0].dates if one.held is None]
        assert [(one.day, one.holiday) for one in skipped] == [(date(2026, 12, 30), "Juleferie")]
        assert len(preview.turns) == 2
        stored = series.save(uow, wanted).value
        assert _days(uow, stored) == [
            date(2026, 12, 2),
            date(2026, 12, 16),
            date(2027, 1, 13),
            date(2027, 1, 27),
            date(2027, 2, 10),
            date(2027, 2, 24),
        ]
        assert [one.number for one in uow.meetings.of_series(stored.id)] == [1, 2, 3, 4, 5, 6]
        first = uow.meetings.of_series(stored.id)[0]
        assert (first.starts_at.time(), first.ends_at.time()) == (time(14), time(15, 30))
        assert agenda.view(uow, first.id).plan.left == 0

    workspace.run(work)


def test_changing_a_series_touches_neither_held_nor_moved_nor_cancelled_meetings(
    workspace: Workspace, clock: Clock
) -> None:
    stored = workspace.run(lambda uow: series.save(uow, _series(uow)).value)

    def live(uow: UnitOfWork) -> list[Meeting]:
        first, second, third, fourth = uow.meetings.of_series(stored.id)[:4]
        held(uow, first.id)
        start = second.starts_at + timedelta(days=1)
        meetings.change(uow, second.id, MeetingPlan(starts_at=start, ends_at=start + timedelta(hours=1)))
        meetings.cancel(uow, third.id)
        meetings.invited(uow, fourth.id)
        return [uow.meetings.get(one.id) for one in (first, second, third, fourth)]

    clock.set(datetime(2026, 12, 3, 9))
    before = workspace.run(live)

    def change(uow: UnitOfWork) -> None:
        series.save(uow, replace(stored, starts_at=time(9), rule=SeriesRule.MONTH_WEEKDAY, interval=1, nth=1))
        assert [_plain(uow.meetings.get(one.id)) for one in before] == [_plain(one) for one in before]
        after = uow.meetings.of_series(stored.id)
        new = [one for one in after if one.id not in {each.id for each in before}]
        assert [one.starts_at for one in new] == [datetime(2027, 1, 6, 9), datetime(2027, 2, 3, 9)]

    workspace.run(change)


def _plain(meeting: Meeting) -> Meeting:
    """Return a meeting without its number, which those ahead get anew when one comes between."""
    return replace(meeting, number=None) if meeting.ahead else meeting


def test_a_series_starts_again_from_a_date_and_can_end(workspace: Workspace, clock: Clock) -> None:
    stored = workspace.run(lambda uow: series.save(uow, _series(uow)).value)
    clock.set(datetime(2026, 12, 20, 9))

    def restart(uow: UnitOfWork) -> None:
        again = series.restart(uow, stored.id, date(2027, 1, 6)).value
        assert (again.anchor, again.weekday) == (date(2027, 1, 6), 2)
        assert [one for one in _days(uow, stored) if one < date(2026, 12, 20)] == [
            date(2026, 12, 2),
            date(2026, 12, 16),
        ]
        assert [one for one in _days(uow, stored) if one >= date(2027, 1, 6)] == [
            date(2027, 1, 6) + timedelta(weeks=2 * turn) for turn in range(4)
        ]
        gone = series.stop(uow, stored.id).value
        assert gone >= 4
        assert max(_days(uow, stored)) < date(2027, 1, 6)
        assert series.of_forum(uow, stored.forum_id) is None

    workspace.run(restart)


def test_a_meeting_planned_by_hand_on_a_series_day_is_taken_into_it(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        meeting = planned(uow, ForumKind.NETWORK, day=16, hour=10)
        stored = series.save(uow, _series(uow)).value
        assert uow.meetings.get(meeting).series_id == stored.id
        assert _days(uow, stored).count(date(2026, 12, 16)) == 1

    workspace.run(work)


def test_a_series_that_cannot_be_is_refused(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        cases = {
            "series_ends_before_start": {"until": date(2026, 12, 1)},
            "series_too_long": {"until": date(2032, 12, 1)},
            "series_interval": {"interval": 0},
            "series_without_dates": {"rule": SeriesRule.BY_HAND},
            "meeting_length": {"minutes": 1},
        }
        for code, facts in cases.items():
            with pytest.raises(DomainError, match=code):
                series.save(uow, _series(uow, **facts))

    workspace.run(work)


def test_onsdagsgruppen_can_run_as_a_series_with_its_lists(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        world = make_world(uow)
        wanted = series.suggest(uow, uow.forums.wednesday_group().id)
        assert (wanted.anchor, wanted.rule, wanted.interval) == (date(2026, 11, 25), SeriesRule.WEEKS, 2)
        stored = series.save(uow, replace(wanted, until=date(2026, 12, 31))).value
        found = uow.meetings.of_series(stored.id)
        assert [one.id for one in found][:1] == [world.meeting]
        assert found[1].starts_at.date() == date(2026, 12, 9)
        assert len(uow.attendees.of_meeting(found[1].id)) == 2

    workspace.run(work)


def test_l05_counts_held_of_planned_in_the_school_year(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        first = planned(uow, ForumKind.NETWORK, day=1)
        planned(uow, ForumKind.NETWORK, day=8)
        meetings.cancel(uow, planned(uow, ForumKind.NETWORK, day=15))
        held(uow, first)
        found = series.held_of_planned(uow, forum_of(uow, ForumKind.NETWORK).id, SchoolYear(2026))
        assert (found.held, found.planned) == (1, 3)

    workspace.run(work)


def test_a_reminder_of_the_year_wheel_is_a_task_while_it_is_on(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        rows = {row.feed.code: row for row in year_wheel.listed(uow)}
        plan = rows["plan"].feed
        assert (plan.due, plan.active, rows["plan"].reminded_on) == (date(2026, 12, 31), False, None)
        year_wheel.switch(uow, plan.id, on=True)
        (again,) = [row for row in year_wheel.listed(uow) if row.feed.code == "plan"]
        assert again.reminded_on == uow.today  # 90 days before has passed
        survey = rows["ungeprofil"].feed
        year_wheel.switch(uow, survey.id, on=True)
        assert {row.feed.code: row.reminded_on for row in year_wheel.listed(uow)}["ungeprofil"] == date(2027, 1, 2)
        year_wheel.switch(uow, survey.id, on=False)
        assert {row.feed.code: row.reminded_on for row in year_wheel.listed(uow)}["ungeprofil"] is None

    workspace.run(work)


def test_the_next_meeting_tells_what_is_ready(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        assert next_meeting.find(uow) is None
        meeting = planned(uow, ForumKind.LOCAL_COUNCIL)
        found = next_meeting.find(uow)
        assert found is not None
        assert found.meeting.id == meeting
        steps = {one.step: one for one in found.steps}
        assert ReadyStep.LIST not in steps
        assert not steps[ReadyStep.INVITED].done
        assert steps[ReadyStep.AGENDA].warn
        assert steps[ReadyStep.AGENDA].count > 0
        for one in uow.agenda.of_meeting(meeting):
            agenda.save_item(uow, replace(one, responsible="Alle"))
        meetings.invited(uow, meeting, agenda=True)
        found = next_meeting.find(uow)
        assert found is not None
        assert found.done == len(found.steps)
        minutes.start(uow, meeting)
        assert uow.meetings.get(meeting).state is MeetingState.HELD

    workspace.run(work)


def test_a_series_and_its_meetings_are_taken_back_in_one_step(workspace: Workspace) -> None:
    outcome = workspace.run(lambda uow: series.save(uow, _series(uow)))
    assert workspace.run(lambda uow: uow.meetings.count()) == 7
    undo = outcome.undo
    assert undo is not None
    workspace.run(lambda uow: uow.recorder.apply_inverse(undo))
    assert workspace.run(lambda uow: (uow.meetings.count(), uow.agenda.count(), uow.series.count())) == (0, 0, 0)


def test_an_ended_series_comes_back_whole(workspace: Workspace) -> None:
    stored = workspace.run(lambda uow: series.save(uow, _series(uow)).value)
    before = workspace.run(lambda uow: (uow.meetings.all(), uow.agenda.all()))
    outcome = workspace.run(lambda uow: series.stop(uow, stored.id))
    assert outcome.value == 7
    undo = outcome.undo
    assert undo is not None
    workspace.run(lambda uow: uow.recorder.apply_inverse(undo))
    assert workspace.run(lambda uow: (uow.meetings.all(), uow.agenda.all())) == before
