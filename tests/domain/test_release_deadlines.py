"""D-GL1 to D-GL7 (domain.md § 3.7): which a case has at each stage, what each is counted from, which day it gives."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from sspdesk.domain.ids import PersonId, ReleaseId
from sspdesk.domain.intervals import DEFAULTS
from sspdesk.domain.releases import Release, ReleaseState, deadlines
from sspdesk.domain.tasks import AnchorKind, TaskKind, date_after
from sspdesk.domain.workdays import Days

S, K = ReleaseState, TaskKind
START, POSSIBLE, EXPECTED = date(2026, 3, 2), date(2027, 1, 4), date(2027, 3, 1)
CASE = Release(
    id=ReleaseId(1),
    person_id=PersonId(1),
    imprisoned_on=START,
    notified_on=START,
    possible_on=POSSIBLE,
    expected_on=EXPECTED,
    begun_on=START,
    changed_on=START,
)
AFTER = {K.RELEASE_CONTACT_1, K.RELEASE_CONTACT_2}
BEFORE = AFTER | {K.RELEASE_PAROLE, K.RELEASE_EXPENSES}
RULES = {which: one.rule for which, one in DEFAULTS.items()}
DAYS = Days()


def _due(case: Release, kind: TaskKind) -> date | None:
    return next(
        (date_after(one.anchor.day, one.rule(RULES), DAYS) for one in deadlines(case) if one.kind is kind), None
    )


@pytest.mark.parametrize(
    ("state", "left"),
    [
        (S.INMATE, BEFORE | {K.RELEASE_ACTIVE, K.RELEASE_PLAN, K.RELEASE_APPROACH, K.RELEASE_NOTICE}),
        (S.NOTIFIED, BEFORE | {K.RELEASE_ACTIVE, K.RELEASE_PLAN, K.RELEASE_APPROACH}),
        (S.OWNER, BEFORE | {K.RELEASE_ACTIVE, K.RELEASE_PLAN, K.RELEASE_APPROACH}),
        (S.TALK, BEFORE | {K.RELEASE_ACTIVE, K.RELEASE_PLAN}),
        (S.PLAN, BEFORE | {K.RELEASE_ACTIVE}),
        (S.MEETINGS, BEFORE),
        (S.RELEASED, AFTER),
        (S.FOLLOW_UP, AFTER),
        (S.CLOSED, set()),
    ],
)
def test_each_stage_meets_its_deadlines_and_no_others(state: ReleaseState, left: set[TaskKind]) -> None:
    assert {one.kind for one in deadlines(replace(CASE, state=state))} == left


def test_each_deadline_is_counted_from_its_own_day() -> None:
    found = {one.kind: (one.anchor.day, one.anchor.kind) for one in deadlines(CASE)}
    prison, release = (START, AnchorKind.IMPRISONED), (EXPECTED, AnchorKind.EXPECTED_RELEASE)
    assert found == {
        K.RELEASE_NOTICE: prison,
        K.RELEASE_PLAN: prison,
        K.RELEASE_APPROACH: prison,
        K.RELEASE_PAROLE: (POSSIBLE, AnchorKind.POSSIBLE_PAROLE),
        K.RELEASE_ACTIVE: release,
        K.RELEASE_EXPENSES: release,
        K.RELEASE_CONTACT_1: release,
        K.RELEASE_CONTACT_2: release,
    }
    out = replace(CASE, state=S.RELEASED, released_on=date(2027, 2, 10))
    assert {one.anchor.day for one in deadlines(out)} == {date(2027, 2, 10)}, "the real day, not the expected one"
    bare = replace(CASE, imprisoned_on=None, possible_on=None, expected_on=None)
    assert list(deadlines(bare)) == [], "no day, no deadline"


@pytest.mark.parametrize(
    ("kind", "change", "due"),
    [
        (K.RELEASE_NOTICE, {"imprisoned_on": date(2026, 3, 7)}, date(2026, 3, 7)),  # at once, on a Saturday too
        (K.RELEASE_PLAN, {"imprisoned_on": date(2028, 2, 1)}, date(2028, 2, 29)),  # four weeks into a leap day
        (K.RELEASE_PLAN, {"imprisoned_on": date(2027, 2, 1)}, date(2027, 3, 1)),  # the same in a common year
        (K.RELEASE_PLAN, {"imprisoned_on": date(2026, 3, 5)}, date(2026, 4, 1)),  # Maundy Thursday, across summer time
        (K.RELEASE_APPROACH, {"imprisoned_on": START, "possible_on": date(2027, 3, 2)}, date(2026, 3, 30)),  # a year
        (K.RELEASE_APPROACH, {"imprisoned_on": START, "possible_on": date(2027, 3, 3)}, date(2026, 3, 3)),  # and a day
        (K.RELEASE_APPROACH, {"imprisoned_on": date(2024, 2, 29), "possible_on": date(2025, 2, 28)}, date(2024, 3, 27)),
        (K.RELEASE_APPROACH, {"imprisoned_on": date(2024, 2, 29), "possible_on": date(2025, 3, 1)}, date(2024, 3, 1)),
        (K.RELEASE_PAROLE, {"possible_on": date(2028, 3, 28)}, date(2028, 2, 29)),
        (K.RELEASE_PAROLE, {"possible_on": date(2026, 11, 2)}, date(2026, 10, 5)),  # winter time began in between
        (K.RELEASE_ACTIVE, {"expected_on": date(2028, 8, 31)}, date(2028, 2, 29)),
        (K.RELEASE_ACTIVE, {"expected_on": date(2029, 8, 31)}, date(2029, 2, 28)),
        (K.RELEASE_EXPENSES, {"expected_on": date(2027, 7, 31)}, date(2027, 4, 30)),
        (K.RELEASE_CONTACT_1, {"expected_on": date(2027, 3, 15)}, date(2027, 3, 24)),  # 29 March is Easter Monday
        (K.RELEASE_CONTACT_1, {"expected_on": date(2026, 12, 11)}, date(2026, 12, 23)),  # Christmas Day
        (K.RELEASE_CONTACT_2, {"expected_on": date(2027, 11, 30)}, date(2028, 2, 29)),
        (K.RELEASE_CONTACT_2, {"expected_on": date(2028, 11, 30)}, date(2029, 2, 28)),
    ],
)
def test_days_across_month_ends_leap_years_summer_time_and_holidays(
    kind: TaskKind, change: dict[str, date], due: date
) -> None:
    assert _due(replace(CASE, **change), kind) == due


@given(start=st.dates(date(2020, 1, 1), date(2035, 12, 31)), more=st.integers(-400, 800))
def test_contact_is_due_a_year_before_a_far_parole_else_four_weeks_in(start: date, more: int) -> None:
    possible = start + timedelta(days=400 + more)
    case = replace(CASE, imprisoned_on=start, possible_on=possible, expected_on=None)
    far = possible > start + relativedelta(years=1)
    (due,) = [one for one in deadlines(case) if one.kind is K.RELEASE_APPROACH]
    assert due.anchor.day == (possible if far else start)
    plain = possible - relativedelta(years=1) if far else start + timedelta(weeks=4)
    day = date_after(due.anchor.day, due.rule(RULES), DAYS)
    assert day is not None
    assert plain - timedelta(days=6) <= day <= plain, "the working day before at the earliest"
