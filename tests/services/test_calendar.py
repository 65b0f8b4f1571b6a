"""What stands in the calendar: meetings, what is shown along, skipped dates; nothing that names a person; moving."""

from datetime import date, datetime, time

import pytest

from sspdesk.domain.calendar import Entry, EntryKind, Period
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import Forum, ForumColour, ForumKind
from sspdesk.domain.meetings import Meeting, MeetingState
from sspdesk.domain.series import Series, SeriesRule
from sspdesk.domain.talks import Talk, TalkState
from sspdesk.domain.workdays import SchoolBreak
from sspdesk.services import calendar, school_calendar, tasks
from sspdesk.services.tasks import NewTask
from sspdesk.services.work import UnitOfWork, Workspace, apply_undo
from tests.services.people_for_tests import save

NETWORK = Forum(kind=ForumKind.NETWORK, name="SSP-netværk", colour=ForumColour.AMBER)
EXIT = Forum(kind=ForumKind.EXIT, name="Exit-samarbejde", may_name_persons=True)


def meeting(uow: UnitOfWork, forum: Forum, start: datetime, hours: int = 2, **facts: object) -> Meeting:
    stored = next((one for one in uow.forums.listed() if one.name == forum.name), None) or uow.forums.add(forum)
    values = {"forum_id": stored.id, "starts_at": start, "ends_at": start.replace(hour=start.hour + hours), **facts}
    return uow.meetings.add(Meeting(**values))  # type: ignore[arg-type]


def november(workspace: Workspace) -> Period:
    return workspace.run(lambda uow: calendar.period(uow, date(2026, 11, 2), date(2027, 1, 3)))


def of_kind(period: Period, kind: EntryKind) -> list[Entry]:
    return [one for one in period.entries if one.kind is kind]


def test_meetings_and_deadlines_stand_on_their_days_and_name_nobody(workspace: Workspace) -> None:
    stored = save(workspace)
    workspace.run(lambda uow: meeting(uow, NETWORK, datetime(2026, 11, 18, 14), title="Om Figura Fiktiv"))
    workspace.run(lambda uow: meeting(uow, EXIT, datetime(2026, 11, 19, 11), title="D. D.", place="Hos familien"))
    workspace.run(lambda uow: tasks.create(uow, NewTask(title=f"Ring til {stored.name}", person_id=stored.id,
                                                     due=date(2026, 11, 27))))  # fmt: skip
    period = november(workspace)
    assert [(one.title, one.day, one.tone) for one in of_kind(period, EntryKind.MEETING)] == [
        ("SSP-netværk", date(2026, 11, 18), "warn"),
        ("Optaget", date(2026, 11, 19), "neutral"),
    ]
    assert [(one.title, one.day) for one in of_kind(period, EntryKind.TASK)] == [("Egen opgave", date(2026, 11, 27))]
    assert stored.name not in repr(period)
    assert "Figura" not in repr(period)


def test_a_planned_talk_says_when_and_not_with_whom(workspace: Workspace) -> None:
    stored = save(workspace)
    talk = Talk(
        person_id=stored.id,
        state=TalkState.PLANNED,
        recommended_on=date(2026, 11, 11),
        changed_on=date(2026, 11, 18),
        planned_at=datetime(2026, 11, 26, 15),
        place="Hjemme hos familien",
    )
    workspace.run(lambda uow: uow.talks.add(talk))
    period = november(workspace)
    assert [(one.title, one.starts) for one in of_kind(period, EntryKind.TALK)] == [
        ("Samtale", datetime(2026, 11, 26, 15))
    ]
    assert "familien" not in repr(period)
    assert stored.name not in repr(period)


def test_a_date_of_a_series_in_the_holidays_says_why_there_is_no_meeting(workspace: Workspace) -> None:
    def fill(uow: UnitOfWork) -> None:
        uow.school_breaks.add(SchoolBreak(name="Juleferie", first=date(2026, 12, 19), last=date(2027, 1, 3)))
        uow.series.add(
            Series(
                forum_id=uow.forums.wednesday_group().id,
                rule=SeriesRule.EVEN_WEEKS,
                anchor=date(2026, 8, 12),
                until=date(2027, 6, 30),
                starts_at=time(9),
            )
        )

    workspace.run(fill)
    period = november(workspace)
    skipped = of_kind(period, EntryKind.SKIPPED)
    assert [(one.day, one.title) for one in skipped] == [(date(2026, 12, 23), "Intet møde (Juleferie)")]
    gaps = workspace.run(lambda uow: calendar.week_53(uow, period.first, period.last))
    assert [(one.gap.year, one.gap.weeks, one.extra) for one in gaps] == [(2026, 5, date(2026, 12, 16))]
    group = workspace.run(lambda uow: uow.forums.wednesday_group())
    workspace.run(lambda uow: meeting(uow, group, datetime(2026, 12, 23, 9)))
    assert not of_kind(november(workspace), EntryKind.SKIPPED)
    assert workspace.run(lambda uow: calendar.week_53(uow, period.first, period.last)) == ()
    christmas = next(day for day in period.days if day.day == date(2026, 12, 21))
    assert (christmas.closed, christmas.note) == (True, "Juleferie")
    assert next(day for day in period.days if day.day == date(2026, 12, 22)).note == ""


def test_a_meeting_of_several_days_stands_on_each_of_them(workspace: Workspace) -> None:
    workspace.run(lambda uow: meeting(uow, NETWORK, datetime(2026, 11, 1), 0, ends_at=datetime(2026, 11, 4)))
    days = november(workspace).by_day()
    assert [day for day in days if days[day]] == [date(2026, 11, day) for day in (1, 2, 3)]
    assert not days[date(2026, 11, 2)][0].timed


def test_filters_hide_a_forum_and_the_holidays(workspace: Workspace) -> None:
    workspace.run(lambda uow: meeting(uow, NETWORK, datetime(2026, 11, 18, 14)))
    workspace.run(
        lambda uow: school_calendar.save(
            uow, SchoolBreak(name="Juleferie", first=date(2026, 12, 19), last=date(2027, 1, 3))
        )
    )
    period = november(workspace)
    group = next(one.key for one in period.groups if one.title == "SSP-netværk")
    fewer = period.without({group, "ferie"})
    assert fewer.entries == ()
    assert not any(day.closed or day.note for day in fewer.days)


def test_a_meeting_moves_to_another_day_at_its_time_and_back(workspace: Workspace) -> None:
    stored = workspace.run(lambda uow: meeting(uow, NETWORK, datetime(2026, 11, 25, 14), title="Sociale medier"))
    moved = workspace.run(lambda uow: calendar.move(uow, stored.id, date(2026, 11, 27)))
    assert (moved.value.starts_at, moved.value.ends_at) == (datetime(2026, 11, 27, 14), datetime(2026, 11, 27, 16))
    assert moved.value.title == "Sociale medier"
    assert moved.undo is not None
    token = moved.undo
    workspace.run(lambda uow: apply_undo(uow, token))
    assert workspace.run(lambda uow: uow.meetings.get(stored.id)).starts_at == datetime(2026, 11, 25, 14)


def test_a_held_meeting_does_not_move(workspace: Workspace) -> None:
    stored = workspace.run(lambda uow: meeting(uow, NETWORK, datetime(2026, 11, 11, 14), state=MeetingState.HELD))
    assert not of_kind(november(workspace), EntryKind.MEETING)[0].movable
    with pytest.raises(DomainError) as refused:
        workspace.run(lambda uow: calendar.move(uow, stored.id, date(2026, 11, 27)))
    assert refused.value.code == "entry_not_movable"


def test_the_week_has_monday_to_sunday(workspace: Workspace) -> None:
    period = workspace.run(lambda uow: calendar.week(uow, date(2026, 11, 25)))
    assert (period.first, period.last, len(period.days)) == (date(2026, 11, 23), date(2026, 11, 29), 7)
    assert [day.today for day in period.days] == [True, *[False] * 6]
