"""What stands in the calendar between two days, ready to be laid out; and moving a meeting to another day."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sspdesk.domain.calendar import Entry, EntryKind, Group, Period, monday_of, sorted_entries
from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import Forum, ForumKind
from sspdesk.domain.ids import ForumId, MeetingId
from sspdesk.domain.meetings import Meeting, MeetingState
from sspdesk.domain.series import SeriesRule
from sspdesk.domain.series_dates import LongGap, Why, dates_of, extra_day, week_53_gaps
from sspdesk.domain.street_team import ShiftState
from sspdesk.domain.tasks import TaskKind
from sspdesk.labels import calendar as labels
from sspdesk.labels import calendar_files, forums, tasks
from sspdesk.services import meetings, school_calendar
from sspdesk.storage.unit_of_work import UnitOfWork

ALONG = frozenset({EntryKind.TALK, EntryKind.TASK, EntryKind.REMINDER, EntryKind.SHIFT})
"""What can be shown along with the meetings."""

WITHOUT_PERSONS = frozenset({EntryKind.REMINDER, EntryKind.SHIFT})
"""What may be shown along on a paper that names nobody."""

_FORUM = "forum:"


def period(uow: UnitOfWork, first: date, last: date, along: Collection[EntryKind] = ALONG) -> Period:
    """Return the days from ``first`` to ``last`` with their meetings and with what is shown along."""
    days = school_calendar.days(uow)
    known = {forum.id: forum for forum in uow.forums.listed(with_inactive=True)}
    entries = [*_meetings(uow, first, last, known), *_skipped(uow, first, last, known)]
    if EntryKind.TALK in along:
        entries += _talks(uow, first, last)
    if EntryKind.TASK in along:
        entries += _tasks(uow, first, last)
    if EntryKind.REMINDER in along:
        entries += _reminders(uow, first, last)
    if EntryKind.SHIFT in along:
        entries += _shifts(uow, first, last)
    there = {one.group for one in entries}
    shown = tuple(one for one in groups(uow) if one.key in there or not one.key.startswith(_FORUM))
    return Period(days=labels.days(first, last, days, uow.today), entries=sorted_entries(entries), groups=shown)


def week(uow: UnitOfWork, day: date) -> Period:
    """Return the week of a day with everything in it, for the strip on "I dag"."""
    first = monday_of(day)
    return period(uow, first, first + timedelta(days=6))


def groups(uow: UnitOfWork) -> tuple[Group, ...]:
    """Return the filters: one a forum in use, then what is shown along, then the holidays."""
    listed = uow.forums.listed()
    found = (
        Group(key=_group(one), title=calendar_files.outside_title(one), tone=forums.TONES[one.colour]) for one in listed
    )
    return (*found, *labels.along_groups())


def _group(forum: Forum) -> str:
    return f"{_FORUM}{forum.id}"


def _meetings(uow: UnitOfWork, first: date, last: date, known: dict[ForumId, Forum]) -> Iterator[Entry]:
    start = datetime.combine(first - timedelta(days=31), time())  # one of several days may have begun before
    for meeting in uow.meetings.between(start, datetime.combine(last + timedelta(days=1), time())):
        if meeting.ends_at > datetime.combine(first, time()):
            yield entry_of(meeting, known[meeting.forum_id])


def entry_of(meeting: Meeting, forum: Forum) -> Entry:
    """Return a meeting as the calendar shows it: the forum's name, and for Exit only that one is busy."""
    cancelled = meeting.state is MeetingState.CANCELLED
    title = calendar_files.outside_title(forum)
    return Entry(
        kind=EntryKind.MEETING,
        id=meeting.id,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        title=labels.cancelled(title) if cancelled else title,
        icon=forums.icon(forum.kind) if forum.kind is not ForumKind.EXIT else "lock",
        tone=forums.TONES[forum.colour],
        group=_group(forum),
        strong=forum.has_police_list and not cancelled,
        cancelled=cancelled,
        movable=meeting.ahead,
        has_police_list=forum.has_police_list,
    )


def _skipped(uow: UnitOfWork, first: date, last: date, known: dict[ForumId, Forum]) -> Iterator[Entry]:
    """Yield the dates of series that fell away in a holiday, so that nobody looks for the meeting."""
    days = school_calendar.days(uow)
    for series in uow.series.all():
        if not series.active or series.anchor > last or series.until < first:
            continue
        forum = known[series.forum_id]
        there = {one.starts_at.date() for one in uow.meetings.of_forum(forum.id)}
        for one in dates_of(series, days):
            if first <= one.day <= last and one.day not in there and one.why in (Why.SKIPPED, Why.MEETS_NEXT):
                yield Entry(
                    kind=EntryKind.SKIPPED,
                    id=series.id,
                    starts=datetime.combine(one.day, time()),
                    title=labels.skipped(one.holiday),
                    detail=forum.name,
                    icon=labels.ICONS[EntryKind.SKIPPED],
                    tone=forums.TONES[forum.colour],
                    group=_group(forum),
                )


def _talks(uow: UnitOfWork, first: date, last: date) -> Iterator[Entry]:
    """Yield planned talks: that there is one and when, never with whom or where."""
    for talk in uow.talks.planned_between(first, last):
        if talk.planned_at is not None:
            yield Entry(
                kind=EntryKind.TALK,
                id=talk.id,
                starts=talk.planned_at,
                ends=talk.planned_at + timedelta(hours=1),
                title=labels.kind(EntryKind.TALK),
                icon=labels.ICONS[EntryKind.TALK],
                group=EntryKind.TALK.value,
            )


def _tasks(uow: UnitOfWork, first: date, last: date) -> Iterator[Entry]:
    for task in uow.tasks.open_between(first, last):
        if task.due is None:
            continue
        own = task.title and task.person_id is None and task.kind in (TaskKind.OWN, TaskKind.YEAR_WHEEL)
        yield Entry(
            kind=EntryKind.TASK,
            id=task.id,
            starts=datetime.combine(task.due, time()),
            title=task.title if own else tasks.kind(task.kind),
            plain=tasks.kind(task.kind) if own else "",
            icon=labels.ICONS[EntryKind.TASK],
            group=EntryKind.TASK.value,
        )


def _reminders(uow: UnitOfWork, first: date, last: date) -> Iterator[Entry]:
    for feed in uow.feeds.listed():
        if feed.active and first <= feed.due <= last:
            yield Entry(
                kind=EntryKind.REMINDER,
                id=feed.id,
                starts=datetime.combine(feed.due, time()),
                title=feed.title,
                plain=labels.kind(EntryKind.REMINDER),
                icon=labels.ICONS[EntryKind.REMINDER],
                group=EntryKind.REMINDER.value,
            )


def _shifts(uow: UnitOfWork, first: date, last: date) -> Iterator[Entry]:
    for shift in uow.shifts.between(first, last):
        if shift.state is ShiftState.CANCELLED:
            continue
        starts = datetime.combine(shift.day, shift.starts or time())
        hours = timedelta(hours=shift.hours or 1)
        yield Entry(
            kind=EntryKind.SHIFT,
            id=shift.id,
            starts=starts,
            ends=min(starts + hours, datetime.combine(shift.day, time(23, 59))) if shift.starts else None,
            title=labels.kind(EntryKind.SHIFT),
            icon=labels.ICONS[EntryKind.SHIFT],
            group=EntryKind.SHIFT.value,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Week53:
    """A gap around a week 53 in a series by even or odd weeks, and the day on which a further meeting would fit."""

    forum: Forum
    gap: LongGap
    extra: date | None


def week_53(uow: UnitOfWork, first: date, last: date) -> tuple[Week53, ...]:
    """Return the gaps around a week 53 between two days that no further meeting fills; Onsdagsgruppen's first."""
    days = school_calendar.days(uow)
    found = []
    for forum in sorted(uow.forums.listed(), key=lambda one: not one.has_police_list):
        for series in uow.series.of_forum(forum.id):
            if not series.active or series.rule not in (SeriesRule.EVEN_WEEKS, SeriesRule.ODD_WEEKS):
                continue
            held = [one.held for one in dates_of(series, days) if one.held is not None]
            gaps = [gap for gap in week_53_gaps(held) if gap.before <= last and gap.after >= first]
            found += [
                Week53(forum=forum, gap=gap, extra=extra_day(gap, days)) for gap in gaps if not _filled(uow, forum, gap)
            ]
    return tuple(found)


def _filled(uow: UnitOfWork, forum: Forum, gap: LongGap) -> bool:
    """Whether a meeting was planned in the gap."""
    first = datetime.combine(gap.before + timedelta(days=1), time())
    there = uow.meetings.between(first, datetime.combine(gap.after, time()))
    return any(one.forum_id == forum.id and one.state is not MeetingState.CANCELLED for one in there)


def move(uow: UnitOfWork, meeting_id: MeetingId, day: date) -> Outcome[Meeting]:
    """Move a meeting to another day at the same time; raises DomainError for one that has begun."""
    meeting = uow.meetings.get(meeting_id)
    if not meeting.ahead:
        raise DomainError("entry_not_movable")
    by = day - meeting.starts_at.date()
    plan = meetings.MeetingPlan(
        title=meeting.title,
        starts_at=meeting.starts_at + by,
        ends_at=meeting.ends_at + by,
        place=meeting.place,
        chair_id=meeting.chair_id,
    )
    return meetings.change(uow, meeting_id, plan)
