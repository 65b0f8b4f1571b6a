"""Keeps series of meetings: previews the dates, makes the meetings agree with them, and never touches what was held."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sspdesk.domain.changes import Outcome
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import ForumId, MeetingId, SeriesId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Meeting, MeetingState
from sspdesk.domain.school_calendar import SchoolYear, school_year
from sspdesk.domain.series import Series, SeriesRule, check_series
from sspdesk.domain.series_dates import (
    Agreement,
    LongGap,
    Planned,
    SeriesDate,
    Turn,
    agree,
    both_turns,
    dates_of,
    restarted,
    week_53_gaps,
)
from sspdesk.services import meetings, school_calendar
from sspdesk.services.wednesday import prepare
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPreview:
    """What a series gives before it is stored: its dates, the other rhythm beside them, and what storing it would do.

    ``turns`` holds one rhythm or both; ``week_53`` the gaps that even and odd weeks get in a year with 53 weeks.
    """

    turns: tuple[Turn, ...]
    week_53: tuple[LongGap, ...]
    new: int
    moved: int
    dropped: int
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOfPlanned:
    """How many meetings of a school year were held, of how many that were planned (L-05)."""

    year: SchoolYear
    held: int
    planned: int


def of_forum(uow: UnitOfWork, forum_id: ForumId) -> Series | None:
    """Return the series a forum has now, if any."""
    return next((one for one in uow.series.of_forum(forum_id) if one.active), None)


def suggest(uow: UnitOfWork, forum_id: ForumId) -> Series:
    """Return the forum's series, or a new one to begin with: the usual time until the end of the school year."""
    present = of_forum(uow, forum_id)
    if present is not None:
        return present
    forum, settings = uow.forums.get(forum_id), uow.settings()
    weekday = settings.meeting_weekday if forum.has_police_list else 2
    first = uow.today + timedelta(days=(weekday - uow.today.weekday()) % 7 or 7)
    days = school_calendar.days(uow)
    while days.name(first):
        first += timedelta(weeks=1)
    rule = SeriesRule.WEEKS if forum.kind in (ForumKind.WEDNESDAY_GROUP, ForumKind.STREET_TEAM) else None
    year = school_year(first)
    until = year.last if (year.last - first).days > 60 else SchoolYear(year.start + 1).last
    return Series(
        forum_id=forum_id,
        rule=rule or SeriesRule.MONTH_WEEKDAY,
        interval=2,
        weekday=weekday,
        nth=min(4, (first.day + 6) // 7),
        anchor=first,
        until=until,
        starts_at=forum.usual_start,
        minutes=forum.usual_minutes,
        place=forum.place,
    )


def preview(uow: UnitOfWork, series: Series) -> SeriesPreview:
    """Tell what a series would give and change; changes nothing. Raises DomainError for a series that cannot be."""
    check_series(series)
    turns = both_turns(series, school_calendar.days(uow))
    own = next(one for one in turns if one.series == series)
    agreement = _agreement(uow, series, own.dates)
    weekly = series.rule in (SeriesRule.EVEN_WEEKS, SeriesRule.ODD_WEEKS)
    return SeriesPreview(
        turns=turns,
        week_53=week_53_gaps(own.meetings) if weekly else (),
        new=len(agreement.add),
        moved=len(agreement.move),
        dropped=len(agreement.drop),
        kept=len(agreement.keep),
    )


def save(uow: UnitOfWork, series: Series) -> Outcome[Series]:
    """Store a series and make its meetings ahead agree with it.

    What was held, moved or cancelled one by one, invited to or worked on stays as it is. Raises DomainError as
    ``check_series`` does.
    """
    check_series(series)
    stored = uow.series.save(series)
    _adopt(uow, stored)
    agreement = _agreement(uow, stored, dates_of(stored, school_calendar.days(uow)))
    for meeting_id in agreement.drop:
        _remove(uow, MeetingId(meeting_id))
    for meeting_id, wanted in agreement.move:
        _place(uow, stored, uow.meetings.get(meeting_id), wanted)
    for one in agreement.keep:
        meeting = uow.meetings.get(one)
        if not _fixed(uow, meeting) and meeting.starts_at.date() >= uow.today:
            _retime(uow, stored, meeting, meeting.starts_at.date())
    for wanted in agreement.add:
        _add(uow, stored, wanted)
    _number(uow, stored)
    uow.log(
        Action.CHANGE if series.id else Action.CREATE,
        "series",
        stored.id,
        new=len(agreement.add),
        moved=len(agreement.move),
        dropped=len(agreement.drop),
    )
    return uow.outcome(stored)


def restart(uow: UnitOfWork, series_id: SeriesId, day: date) -> Outcome[Series]:
    """Count a series anew from a day; the meetings before it stay as they are."""
    series = uow.series.get(series_id)
    again = restarted(series, day)
    if again.until < day:
        again = replace(again, until=school_year(day).last)
    return save(uow, again)


def stop(uow: UnitOfWork, series_id: SeriesId) -> Outcome[int]:
    """End a series: meetings ahead on which nobody has worked go, the others stay. Return how many went."""
    series = uow.series.save(replace(uow.series.get(series_id), active=False))
    gone = 0
    for meeting in uow.meetings.of_series(series_id):
        if meeting.starts_at.date() >= uow.today and not _fixed(uow, meeting):
            _remove(uow, meeting.id)
            gone += 1
    uow.log(Action.CHANGE, "series", series.id, dropped=gone)
    return uow.outcome(gone)


def held_of_planned(uow: UnitOfWork, forum_id: ForumId, year: SchoolYear) -> HeldOfPlanned:
    """Return L-05 for a forum: meetings held in a school year, of those planned in it (cancelled ones included)."""
    found = [one for one in uow.meetings.of_forum(forum_id) if year.first <= one.starts_at.date() <= year.last]
    held = (MeetingState.HELD, MeetingState.MINUTES_DRAFT, MeetingState.MINUTES_APPROVED)
    return HeldOfPlanned(year=year, held=sum(one.state in held for one in found), planned=len(found))


# -- the meetings follow ---------------------------------------------------------------------------------------------


def _agreement(uow: UnitOfWork, series: Series, found: tuple[SeriesDate, ...]) -> Agreement:
    there = uow.meetings.of_series(series.id) if series.id else []
    return agree(
        found,
        [
            Planned(
                id=one.id,
                series_day=one.series_day,
                day=one.starts_at.date(),
                fixed=_fixed(uow, one) or one.starts_at.date() < series.anchor,
            )
            for one in there
        ],
        uow.today,
    )


def _fixed(uow: UnitOfWork, meeting: Meeting) -> bool:
    """Whether a meeting is no longer only its series': it was told of, moved, cancelled, held or worked on."""
    if meeting.state is not MeetingState.PLANNED or meeting.moved_from is not None or meeting.summary:
        return True
    if uow.lines.of_meeting(meeting.id):
        return True
    items = uow.agenda.of_meeting(meeting.id)
    if uow.papers.of_items([one.id for one in items]):
        return True
    return any(one.person_id is not None or one.outcome or one.carried_from or one.papers for one in items)


def _adopt(uow: UnitOfWork, series: Series) -> None:
    """Take the forum's own meetings on the series' days into it, so that none is planned twice."""
    wanted = {one.held: one.day for one in dates_of(series, school_calendar.days(uow)) if one.held is not None}
    for meeting in uow.meetings.of_forum(series.forum_id):
        day = meeting.starts_at.date()
        if meeting.series_id is None and day in wanted and day >= uow.today:
            uow.meetings.save(replace(meeting, series_id=series.id, series_day=wanted[day]))


def _add(uow: UnitOfWork, series: Series, wanted: SeriesDate) -> None:
    if wanted.held is None:
        return
    start = datetime.combine(wanted.held, series.starts_at)
    meeting = Meeting(
        forum_id=series.forum_id,
        series_id=series.id,
        series_day=wanted.day,
        starts_at=start,
        ends_at=start + timedelta(minutes=series.minutes),
        place=series.place,
        chair_id=uow.forums.get(series.forum_id).chair_id,
    )
    if not uow.meetings.overlapping(meeting):
        prepare(uow, uow.meetings.add(meeting).id)


def _place(uow: UnitOfWork, series: Series, meeting: Meeting, wanted: SeriesDate) -> None:
    if wanted.held is not None:
        _retime(uow, series, meeting, wanted.held)


def _retime(uow: UnitOfWork, series: Series, meeting: Meeting, day: date) -> None:
    start = datetime.combine(day, series.starts_at)
    wanted = replace(meeting, starts_at=start, ends_at=start + timedelta(minutes=series.minutes), place=series.place)
    after = meetings.moved(uow, meeting, wanted)
    if after.moved_from != meeting.moved_from:  # its series moved it, nobody by hand
        uow.meetings.save(replace(after, moved_from=meeting.moved_from))


def _remove(uow: UnitOfWork, meeting_id: MeetingId) -> None:
    for attendee in uow.attendees.of_meeting(meeting_id):
        uow.attendees.remove(attendee.id)
    items = uow.agenda.of_meeting(meeting_id)
    for paper in uow.papers.of_items([one.id for one in items]):
        uow.papers.remove(paper.id)
    for item in items:
        uow.agenda.remove(item.id)
    uow.meetings.remove(meeting_id)


def _number(uow: UnitOfWork, series: Series) -> None:
    """Number the meetings of a series by date; what lies behind keeps its number."""
    number = 0
    for meeting in uow.meetings.of_series(series.id):
        number += 1
        if meeting.number is not None and not meeting.ahead:
            number = meeting.number
        elif meeting.number != number:
            uow.meetings.save(replace(meeting, number=number))
