"""Deadlines: what a rule gives from its anchor, working days, repetitions, and what cannot be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sspdesk.domain.errors import DomainError
from sspdesk.domain.intervals import Interval, check_intervals, rule_of
from sspdesk.domain.tasks import DeadlineRule, Rule, Shift, Task, check_task, date_after, next_due, shifted
from sspdesk.domain.workdays import DayKind, Days, SchoolBreak, public_holiday

AUTUMN = SchoolBreak(name="Efterårsferie", first=date(2026, 10, 10), last=date(2026, 10, 18))
DAYS = Days(breaks=(AUTUMN,))
SOME_DAY = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2026, 11, 27), DayKind.WORKING, ""),
        (date(2026, 11, 28), DayKind.WEEKEND, ""),
        (date(2026, 4, 3), DayKind.PUBLIC_HOLIDAY, "Langfredag"),
        (date(2026, 6, 5), DayKind.PUBLIC_HOLIDAY, "Grundlovsdag"),
        (date(2026, 12, 24), DayKind.PUBLIC_HOLIDAY, "Juleaftensdag"),
        (date(2026, 12, 31), DayKind.PUBLIC_HOLIDAY, "Nytårsaften"),
        (date(2026, 5, 1), DayKind.WORKING, ""),
        (date(2026, 10, 14), DayKind.SCHOOL_HOLIDAY, "Efterårsferie"),
    ],
)
def test_what_a_day_is(day: date, kind: DayKind, name: str) -> None:
    assert (DAYS.kind(day), DAYS.name(day)) == (kind, name)


def test_the_great_prayer_day_is_no_holiday_from_2024() -> None:
    assert public_holiday(date(2023, 5, 5)) == "Store bededag"
    assert public_holiday(date(2024, 4, 26)) == ""


@pytest.mark.parametrize(
    ("rule", "anchor", "due"),
    [
        (Rule(DeadlineRule.DAYS, 7), date(2026, 11, 25), date(2026, 12, 2)),
        (Rule(DeadlineRule.DAYS, 3), date(2026, 11, 25), date(2026, 11, 27)),  # a Saturday: the Friday before
        (Rule(DeadlineRule.DAYS, 1), date(2026, 11, 27), date(2026, 11, 27)),
        (Rule(DeadlineRule.DAYS, 1), date(2026, 11, 28), date(2026, 11, 29)),  # never before the anchor
        (Rule(DeadlineRule.WORKING_DAYS, 6), date(2026, 12, 23), date(2027, 1, 6)),
        (Rule(DeadlineRule.SCHOOL_DAYS, 2), date(2026, 10, 8), date(2026, 10, 19)),
        (Rule(DeadlineRule.WORKING_DAYS, 2), date(2026, 10, 8), date(2026, 10, 12)),
        (Rule(DeadlineRule.WEEKS, 2), date(2026, 12, 10), date(2026, 12, 23)),  # 24 December
        (Rule(DeadlineRule.MONTHS, 3), date(2026, 11, 30), date(2027, 2, 26)),  # 28 February is a Sunday
        (Rule(DeadlineRule.MONTHS, -3), date(2026, 11, 30), date(2026, 8, 28)),
        (Rule(DeadlineRule.ONE_MONTH), date(2026, 11, 25), date(2026, 12, 25)),  # law: not moved for Christmas
        (Rule(DeadlineRule.NEXT_MEETING), date(2026, 12, 9), date(2026, 12, 9)),
        (Rule(DeadlineRule.BY_HAND), date(2026, 12, 9), None),
    ],
)
def test_what_a_rule_gives(rule: Rule, anchor: date, due: date | None) -> None:
    assert date_after(anchor, rule, DAYS) == due


@given(anchor=SOME_DAY, amount=st.integers(min_value=1, max_value=60))
def test_counting_working_days_there_and_back(anchor: date, amount: int) -> None:
    start = DAYS.after(anchor, 1)
    there = DAYS.after(start, amount)
    assert DAYS.is_working(there)
    assert DAYS.after(there, -amount) == start
    between = sum(DAYS.is_working(start + timedelta(days=step)) for step in range(1, (there - start).days + 1))
    assert between == amount


@given(anchor=SOME_DAY, amount=st.integers(min_value=-400, max_value=400))
def test_a_plain_count_ends_on_a_working_day_at_most_a_week_earlier_or_at_the_anchor(anchor: date, amount: int) -> None:
    found = date_after(anchor, Rule(DeadlineRule.DAYS, amount), DAYS)
    plain = anchor + timedelta(days=amount)
    assert found is not None
    assert timedelta() <= plain - found <= timedelta(days=7)
    assert DAYS.is_working(found) or (found == plain and 0 <= amount <= 7)
    assert amount < 0 or found >= anchor


def _repeating(**changes: object) -> Task:
    task = Task(
        title="Ring",
        due=date(2026, 11, 2),
        repeat_rule=DeadlineRule.WEEKS,
        repeat_amount=2,
        created_on=date(2026, 10, 1),
    )
    return replace(task, **changes)


def test_a_repetition_keeps_its_rhythm_and_passes_over_what_is_behind() -> None:
    assert next_due(_repeating(), date(2026, 11, 2), DAYS) == date(2026, 11, 16)
    assert next_due(_repeating(), date(2026, 11, 20), DAYS) == date(2026, 11, 30)
    assert next_due(_repeating(repeat_until=date(2026, 11, 15)), date(2026, 11, 2), DAYS) is None
    assert next_due(_repeating(repeat_rule=None), date(2026, 11, 2), DAYS) is None


@pytest.mark.parametrize(
    ("task", "code"),
    [
        (_repeating(repeat_amount=0), "repeat_cannot_be"),
        (_repeating(repeat_rule=DeadlineRule.NEXT_MEETING), "repeat_cannot_be"),
        (_repeating(due=None), "repeat_without_deadline"),
        (_repeating(repeat_until=date(2026, 11, 1)), "repeat_ends_before"),
        (_repeating(computed=date(2026, 11, 3), override_reason=" "), "override_without_reason"),
    ],
)
def test_what_a_task_cannot_be(task: Task, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        check_task(task)


def test_an_interval_is_the_municipalitys_own_or_the_default() -> None:
    assert rule_of(Interval.TALK_OFFER, {}) == Rule(DeadlineRule.DAYS, 7)
    assert rule_of(Interval.TALK_OFFER, {"tilbud_om_samtale": 10}) == Rule(DeadlineRule.DAYS, 10)
    assert rule_of(Interval.RECEIPT, {"tilbud_om_samtale": 10}) == Rule(DeadlineRule.WORKING_DAYS, 6)


@pytest.mark.parametrize("amount", [0, -7, 1001])
def test_an_interval_of_no_length_is_refused(amount: int) -> None:
    with pytest.raises(DomainError, match="interval_cannot_be"):
        check_intervals({Interval.TALK_OFFER: amount})
    check_intervals({Interval.TALK_OFFER: 1000, Interval.CONSENT_RENEWAL: -14})


@pytest.mark.parametrize(
    ("rule", "anchor", "moved"),
    [
        (Rule(DeadlineRule.DAYS, 7), date(2026, 11, 25), None),
        (Rule(DeadlineRule.DAYS, 3), date(2026, 11, 25), Shift(date(2026, 11, 28), ())),  # a Saturday
        (Rule(DeadlineRule.WEEKS, 2), date(2026, 12, 10), Shift(date(2026, 12, 24), ("Juleaftensdag",))),
        (Rule(DeadlineRule.DAYS, 4), date(2026, 3, 30), Shift(date(2026, 4, 3), ("Skærtorsdag", "Langfredag"))),
        (Rule(DeadlineRule.WORKING_DAYS, 2), date(2026, 11, 26), None),  # a weekend is no news
        (Rule(DeadlineRule.WORKING_DAYS, 2), date(2026, 6, 4), Shift(None, ("Grundlovsdag",))),
        (Rule(DeadlineRule.WORKING_DAYS, -2), date(2026, 6, 9), Shift(None, ("Grundlovsdag",))),
        (Rule(DeadlineRule.SCHOOL_DAYS, 2), date(2026, 10, 8), Shift(None, ("Efterårsferie",))),
        (Rule(DeadlineRule.WORKING_DAYS, 2), date(2026, 10, 8), None),  # the desk works in a school holiday
        (Rule(DeadlineRule.ONE_MONTH), date(2026, 11, 25), None),
        (Rule(DeadlineRule.BY_HAND), date(2026, 11, 25), None),
    ],
)
def test_what_a_deadline_gave_way_to_has_a_name(rule: Rule, anchor: date, moved: Shift | None) -> None:
    due = date_after(anchor, rule, DAYS)
    task = Task(rule=rule.rule, amount=rule.amount, anchor=anchor, computed=due, due=due, created_on=anchor)
    assert shifted(task, DAYS) == moved


@given(SOME_DAY, st.integers(min_value=1, max_value=120), st.sampled_from((DeadlineRule.DAYS, DeadlineRule.WEEKS)))
def test_a_deadline_is_said_to_be_moved_exactly_where_it_was(anchor: date, amount: int, kind: DeadlineRule) -> None:
    rule = Rule(kind, amount)
    due = date_after(anchor, rule, DAYS)
    task = Task(rule=kind, amount=amount, anchor=anchor, computed=due, due=due, created_on=anchor)
    plain = anchor + timedelta(days=amount if kind is DeadlineRule.DAYS else 7 * amount)
    moved = shifted(task, DAYS)
    assert (moved is None) == (due == plain)
    if moved is not None:
        assert moved.plain == plain
        assert not DAYS.is_working(plain)
