"""Exit's figures: only whose day has passed counts, a missing outcome counts and is not good, the rest waits."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from sspdesk.domain.exit_figures import Share, agreements, by_programme, older_share, outcome_share
from sspdesk.domain.exit_stages import outcome_due
from sspdesk.domain.exits import ExitCase, ExitState, OutcomeAnswer, OutcomePoint, Programme
from sspdesk.domain.ids import ExitCaseId, PersonId

TODAY = date(2026, 11, 23)
THREE, TWELVE = OutcomePoint.THREE_MONTHS, OutcomePoint.TWELVE_MONTHS


def _case(number: int, ended: date | None = None, **facts: object) -> ExitCase:
    plain: dict[str, object] = {
        "id": ExitCaseId(number),
        "person_id": PersonId(number),
        "number": f"E-{number}",
        "received_on": date(2024, 1, 1),
        "changed_on": date(2024, 1, 1),
        "ended_on": ended,
    }
    return ExitCase(**(plain | facts))  # type: ignore[arg-type]


def test_only_those_whose_day_has_passed_count() -> None:
    cases = [_case(1, date(2025, 11, 23)), _case(2, date(2025, 11, 24)), _case(3, date(2024, 1, 1)), _case(4)]
    answers = {ExitCaseId(1): {TWELVE: OutcomeAnswer.YES}, ExitCaseId(2): {TWELVE: OutcomeAnswer.YES}}
    found = outcome_share(cases, answers, TWELVE, TODAY)
    assert found == Share(good=1, counted=2, unknown=1, waiting=1)
    assert found.share == 0.5
    told = {ExitCaseId(3): {TWELVE: OutcomeAnswer.UNKNOWN}, ExitCaseId(1): {TWELVE: OutcomeAnswer.NO}}
    assert outcome_share(cases, told, TWELVE, TODAY) == Share(good=0, counted=2, unknown=1, waiting=1)
    assert outcome_share([], {}, THREE, TODAY).share is None


def test_the_day_is_found_over_month_ends_and_leap_years() -> None:
    assert outcome_due(date(2025, 11, 30), THREE) == date(2026, 2, 28)
    assert outcome_due(date(2023, 11, 30), THREE) == date(2024, 2, 29)
    assert outcome_due(date(2024, 2, 29), TWELVE) == date(2025, 2, 28)


@given(st.integers(-400, 400), st.integers(-400, 400))
def test_a_case_counts_from_its_day_on_and_waits_before(before: int, after: int) -> None:
    ended, today = TODAY + timedelta(days=before), TODAY + timedelta(days=after)
    found = outcome_share([_case(1, ended)], {}, THREE, today)
    passed = ended + relativedelta(months=3) <= today
    assert (found.counted, found.waiting) == ((1, 0) if passed else (0, 1))
    assert found.good == 0
    assert found.unknown == found.counted


def test_enquiries_over_25_count_by_the_day_they_came() -> None:
    cases = [_case(1), _case(2), _case(3)]
    born = {1: date(1998, 1, 2), 2: date(1998, 1, 1), 3: None}
    assert older_share(cases, born) == Share(good=1, counted=3, unknown=1)
    assert older_share(cases, {1: date(1998, 1, 1), 2: date(1997, 12, 31), 3: date(2003, 1, 1)}).good == 2


def test_courses_and_agreements_are_counted_by_how_they_stand() -> None:
    cases = [
        _case(1, state=ExitState.COURSE),
        _case(2, state=ExitState.AGREED),
        _case(3, state=ExitState.CLOSED, programme=Programme.KIV),
        _case(4, state=ExitState.CLOSED),
        _case(5, state=ExitState.INTERRUPTED),
    ]
    ended_as = {ExitCaseId(3): ExitState.COMPLETED, ExitCaseId(5): ExitState.INTERRUPTED}
    found = agreements(cases, ended_as)
    assert (found.active, found.completed, found.interrupted) == (2, 1, 1)
    begun = {ExitCaseId(1), ExitCaseId(3), ExitCaseId(5)}
    assert by_programme(cases, begun) == {Programme.EXIT: 2, Programme.FRAMEWORK: 0, Programme.KIV: 1}


def test_a_share_of_few_is_not_fit_for_paper() -> None:
    fit = [(0, 5), (5, 5), (5, 10), (10, 15)]
    unfit = [(0, 4), (1, 5), (4, 10), (6, 10), (0, 0)]
    assert all(Share(good=good, counted=counted).fit_for_paper for good, counted in fit)
    assert not any(Share(good=good, counted=counted).fit_for_paper for good, counted in unfit)
