"""The dates of series against an independent computation, and the traps of the calendar (domain.md § 7)."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from dateutil import rrule
from dateutil.easter import easter
from hypothesis import given, settings
from hypothesis import strategies as st

from sspdesk.domain.ids import ForumId
from sspdesk.domain.series import HolidayPolicy, Series, SeriesRule
from sspdesk.domain.series_dates import (
    Planned,
    Why,
    agree,
    both_turns,
    dates_of,
    extra_day,
    has_week_53,
    nth_weekday,
    restarted,
    turn,
    week_53_gaps,
)
from sspdesk.domain.workdays import DayKind, Days, SchoolBreak

BREAKS = (
    SchoolBreak(name="Efterårsferie", first=date(2026, 10, 10), last=date(2026, 10, 18)),
    SchoolBreak(name="Juleferie", first=date(2026, 12, 19), last=date(2027, 1, 3)),
    SchoolBreak(name="Vinterferie", first=date(2027, 2, 13), last=date(2027, 2, 21)),
    SchoolBreak(name="Påskeferie", first=date(2027, 3, 20), last=date(2027, 3, 29)),
)
SCHOOL = Days(breaks=BREAKS)
FIRST, LAST = date(2015, 1, 1), date(2045, 12, 31)


def series(**facts: object) -> Series:
    values: dict[str, object] = {
        "forum_id": ForumId(1),
        "anchor": date(2026, 8, 12),
        "until": date(2027, 7, 31),
        "starts_at": time(9),
    }
    return Series(**(values | facts))  # type: ignore[arg-type]


def closed_days(first: int, last: int) -> set[date]:
    """Danish public holidays, Grundlovsdag, 24 and 31 December by the rules of § 7, without the holidays package."""
    found: set[date] = set()
    for year in range(first, last + 1):
        sunday = easter(year)
        found |= {sunday + timedelta(days=after) for after in (-3, -2, 0, 1, 39, 49, 50)}
        found |= {date(year, *day) for day in ((1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31))}
        if year < 2024:
            found.add(sunday + timedelta(days=26))  # store bededag, until 2023
    return found


CLOSED = closed_days(2014, 2047)
breaks = st.lists(
    st.tuples(st.dates(FIRST, LAST), st.integers(0, 44)).map(
        lambda one: SchoolBreak(name="Ferie", first=one[0], last=one[0] + timedelta(days=one[1]))
    ),
    max_size=12,
)
anchors = st.dates(FIRST, date(2043, 12, 31))


def excluded(found: tuple[SchoolBreak, ...]) -> set[date]:
    return CLOSED | {
        one.first + timedelta(days=after) for one in found for after in range((one.last - one.first).days + 1)
    }


def expected(rule: rrule.rrule, without: set[date]) -> list[date]:
    """The dates of a recurrence rule minus explicit exclusions, by python-dateutil."""
    dates = rrule.rruleset()
    dates.rrule(rule)
    for day in without:
        dates.exdate(datetime.combine(day, time()))
    return [found.date() for found in dates]


def held(one: Series, days: Days) -> list[date]:
    return list(turn(one, days).meetings)


@settings(max_examples=60, deadline=None)
@given(anchor=anchors, interval=st.integers(1, 26), found=breaks, length=st.integers(0, 700))
def test_every_nth_week_is_what_dateutil_computes(
    anchor: date, interval: int, found: list[SchoolBreak], length: int
) -> None:
    one = series(anchor=anchor, until=anchor + timedelta(days=length), interval=interval)
    rule = rrule.rrule(
        rrule.WEEKLY,
        interval=interval,
        dtstart=datetime.combine(anchor, time()),
        until=datetime.combine(one.until, time()),
    )
    assert held(one, Days(breaks=found)) == expected(rule, excluded(tuple(found)))


@settings(max_examples=60, deadline=None)
@given(anchor=anchors, weekday=st.integers(0, 4), odd=st.booleans(), found=breaks)
def test_even_and_odd_weeks_are_what_dateutil_computes(
    anchor: date, weekday: int, odd: bool, found: list[SchoolBreak]
) -> None:
    rule = SeriesRule.ODD_WEEKS if odd else SeriesRule.EVEN_WEEKS
    one = series(anchor=anchor, until=anchor + timedelta(days=800), weekday=weekday, rule=rule)
    start, end = datetime.combine(anchor, time()), datetime.combine(one.until, time())
    daily = rrule.rrule(rrule.DAILY, byweekday=weekday, dtstart=start, until=end)
    by_number = [day.date() for day in daily if int(day.strftime("%V")) % 2 == odd]
    without = excluded(tuple(found))
    assert held(one, Days(breaks=found)) == [day for day in by_number if day not in without]


@settings(max_examples=60, deadline=None)
@given(
    anchor=anchors,
    weekday=st.integers(0, 6),
    nth=st.sampled_from([1, 2, 3, 4, 5, -1]),
    interval=st.integers(1, 12),
    found=breaks,
)
def test_nth_weekday_of_the_month_is_what_dateutil_computes(
    anchor: date, weekday: int, nth: int, interval: int, found: list[SchoolBreak]
) -> None:
    one = series(
        anchor=anchor,
        until=anchor + timedelta(days=1400),
        rule=SeriesRule.MONTH_WEEKDAY,
        weekday=weekday,
        nth=nth,
        interval=interval,
    )
    rule = rrule.rrule(
        rrule.MONTHLY,
        interval=interval,
        byweekday=rrule.weekday(weekday, nth),
        dtstart=datetime.combine(anchor.replace(day=1), time()),
        until=datetime.combine(one.until, time()),
    )
    wanted = [day for day in expected(rule, excluded(tuple(found))) if day >= anchor]
    assert held(one, Days(breaks=found)) == wanted


def test_thirty_years_of_wednesdays_leave_out_exactly_the_closed_days() -> None:
    one = series(anchor=date(2015, 1, 7), until=date(2045, 1, 6), interval=1)
    rule = rrule.rrule(rrule.WEEKLY, dtstart=datetime(2015, 1, 7), until=datetime(2045, 1, 6))
    assert held(one, Days()) == expected(rule, CLOSED)
    friday = series(anchor=date(2015, 1, 2), until=date(2045, 1, 6), interval=1)
    rule = rrule.rrule(rrule.WEEKLY, dtstart=datetime(2015, 1, 2), until=datetime(2045, 1, 6))
    assert held(friday, Days()) == expected(rule, CLOSED)


@settings(max_examples=60, deadline=None)
@given(anchor=anchors, interval=st.integers(1, 4), found=breaks, policy=st.sampled_from(HolidayPolicy))
def test_what_is_held_is_free_in_order_and_its_gaps_add_up(
    anchor: date, interval: int, found: list[SchoolBreak], policy: HolidayPolicy
) -> None:
    one = series(anchor=anchor, until=anchor + timedelta(days=700), interval=interval, policy=policy)
    days = Days(breaks=found)
    fates = dates_of(one, days)
    meetings = [fate.held for fate in fates if fate.held is not None]
    assert meetings == sorted(set(meetings))
    assert all(one.anchor <= day <= one.until for day in meetings)
    if policy is not HolidayPolicy.KEEP:
        assert not excluded(tuple(found)) & set(meetings)
    gaps = [fate.gap for fate in fates if fate.held is not None]
    assert gaps == [(after - before).days for before, after in pairwise(meetings)] + [None] * bool(meetings)
    for fate in fates:
        assert (fate.held is None) == (fate.why in (Why.SKIPPED, Why.MEETS_NEXT, Why.NO_SUCH_DAY))
        assert fate.why is not Why.SKIPPED or fate.holiday
        if fate.why is Why.MOVED:
            assert fate.held is not None
            assert fate.held.weekday() == fate.day.weekday()


def test_even_weeks_over_week_53_leave_five_weeks_between_two_meetings() -> None:
    one = series(rule=SeriesRule.EVEN_WEEKS)
    found = turn(one, SCHOOL)
    gaps = week_53_gaps(found.meetings)
    assert [(gap.year, gap.before, gap.after, gap.weeks) for gap in gaps] == [
        (2026, date(2026, 12, 9), date(2027, 1, 13), 5)
    ]
    assert [extra_day(gap, SCHOOL) for gap in gaps] == [date(2026, 12, 16)]
    skipped = next(fate for fate in found.dates if fate.day == date(2026, 12, 23))
    assert (skipped.why, skipped.kind, skipped.holiday) == (Why.SKIPPED, DayKind.SCHOOL_HOLIDAY, "Juleferie")
    odd = turn(series(rule=SeriesRule.ODD_WEEKS, policy=HolidayPolicy.KEEP), SCHOOL)
    assert [(gap.before, gap.after, gap.weeks) for gap in week_53_gaps(odd.meetings)] == [
        (date(2026, 12, 30), date(2027, 1, 6), 1)
    ]
    assert [extra_day(gap, SCHOOL) for gap in week_53_gaps(odd.meetings)] == [None]


def test_both_rhythms_stand_side_by_side() -> None:
    even, odd = both_turns(series(rule=SeriesRule.EVEN_WEEKS), SCHOOL)
    assert {day.isocalendar().week % 2 for day in even.meetings} == {0}
    assert {day.isocalendar().week % 2 for day in odd.meetings} == {1}
    this, other = both_turns(series(), SCHOOL)
    assert other.series.anchor - this.series.anchor == timedelta(days=7)
    assert not set(this.meetings) & set(other.meetings)
    assert len(both_turns(series(interval=3), SCHOOL)) == 1


def test_a_date_in_the_holidays_moves_to_the_next_school_week_or_meets_the_next_one() -> None:
    one = series(anchor=date(2026, 10, 14), until=date(2026, 12, 31), policy=HolidayPolicy.MOVE)
    moved = dates_of(one, SCHOOL)[0]
    assert (moved.day, moved.held, moved.why, moved.gap) == (
        date(2026, 10, 14),
        date(2026, 10, 21),
        Why.MOVED,
        7,
    )
    weekly = series(anchor=date(2026, 10, 14), until=date(2026, 11, 30), interval=1, policy=HolidayPolicy.MOVE)
    assert dates_of(weekly, SCHOOL)[0].why is Why.MEETS_NEXT
    late = series(anchor=date(2026, 12, 23), until=date(2027, 1, 5), policy=HolidayPolicy.MOVE)
    assert [fate.held for fate in dates_of(late, SCHOOL)] == [None]


def test_a_month_without_a_fifth_wednesday_is_named() -> None:
    one = series(rule=SeriesRule.MONTH_WEEKDAY, nth=5, interval=1, anchor=date(2026, 9, 1), until=date(2026, 10, 31))
    assert [(fate.day, fate.why) for fate in dates_of(one, Days())] == [
        (date(2026, 9, 30), Why.HELD),
        (date(2026, 10, 1), Why.NO_SUCH_DAY),
    ]
    assert nth_weekday(date(2026, 11, 1), 2, -1) == date(2026, 11, 25)


def test_store_bededag_is_a_working_day_from_2024() -> None:
    assert held(series(rule=SeriesRule.BY_HAND, days=(date(2023, 5, 5),), anchor=date(2023, 5, 1)), Days()) == []
    kept = series(rule=SeriesRule.BY_HAND, days=(date(2024, 4, 26), date(2024, 4, 26)), anchor=date(2024, 4, 1))
    assert held(kept, Days()) == [date(2024, 4, 26)]


def test_summer_time_does_not_move_a_meeting() -> None:
    zone = ZoneInfo("Europe/Copenhagen")
    one = series(anchor=date(2027, 3, 17), until=date(2027, 4, 20), policy=HolidayPolicy.KEEP)
    moments = [datetime.combine(day, one.starts_at, zone) for day in held(one, Days())]
    assert {moment.timetz().replace(tzinfo=None) for moment in moments} == {time(9)}
    assert {moment.utcoffset() for moment in moments} == {timedelta(hours=1), timedelta(hours=2)}


def test_restarting_counts_from_the_day_and_leaves_the_past() -> None:
    again = restarted(series(), date(2027, 1, 6))
    assert held(again, Days())[:2] == [date(2027, 1, 6), date(2027, 1, 20)]
    meetings = [
        Planned(id=1, series_day=date(2026, 11, 18), day=date(2026, 11, 18), fixed=False),
        Planned(id=2, series_day=date(2026, 12, 2), day=date(2026, 12, 3), fixed=True),
        Planned(id=3, series_day=date(2027, 1, 13), day=date(2027, 1, 13), fixed=False),
        Planned(id=4, series_day=date(2027, 1, 20), day=date(2027, 1, 27), fixed=False),
    ]
    plan = agree(dates_of(again, Days()), meetings, today=date(2026, 11, 23))
    assert (plan.keep, plan.drop) == ((1, 2), (3,))
    assert [(row, fate.held) for row, fate in plan.move] == [(4, date(2027, 1, 20))]
    assert [fate.held for fate in plan.add][:2] == [date(2027, 1, 6), date(2027, 2, 3)]


def test_agreeing_twice_changes_nothing_and_a_date_moved_by_hand_is_not_made_again() -> None:
    dates = dates_of(series(), SCHOOL)
    made = [
        Planned(id=at, series_day=one.day, day=one.held, fixed=False)
        for at, one in enumerate(dates)
        if one.held is not None and one.held >= date(2026, 11, 23)
    ]
    again = agree(dates, made, today=date(2026, 11, 23))
    assert (again.add, again.move, again.drop) == ((), (), ())
    moved = Planned(id=made[0].id, series_day=made[0].series_day, day=made[0].day + timedelta(days=1), fixed=True)
    assert agree(dates, [moved, *made[1:]], today=date(2026, 11, 23)).add == ()


def test_years_with_week_53() -> None:
    assert [year for year in range(2015, 2046) if has_week_53(year)] == [2015, 2020, 2026, 2032, 2037, 2043]
