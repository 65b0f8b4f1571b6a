"""Figures of talks: quarters, medians, and a paper from which no small count can be computed."""

import statistics
from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sspdesk.domain.street_counts import Span
from sspdesk.domain.suppression import Figure, Shown, protect
from sspdesk.domain.talk_statistics import (
    NO_SCHOOL,
    Answer,
    Held,
    TalkCell,
    by_quarter,
    by_school,
    counted,
    median,
    quarters,
    school_year_of,
)
from sspdesk.domain.talk_summary import OTHERS, Paper, exact, on_paper

YEAR = Span(first=date(2026, 1, 1), last=date(2026, 12, 31))


@st.composite
def _cells(draw: st.DrawFn) -> list[TalkCell]:
    cells = []
    for _turn in range(draw(st.integers(min_value=0, max_value=14))):
        answer = draw(st.sampled_from(Answer))
        held = draw(st.sampled_from(Held)) if answer is Answer.YES else None
        listed = draw(st.booleans())
        days = draw(st.none() | st.integers(min_value=0, max_value=60)) if held is Held.HELD and listed else None
        school, month = draw(st.sampled_from((NO_SCHOOL, 1, 2, 3))), draw(st.integers(min_value=1, max_value=12))
        talks = draw(st.integers(min_value=1, max_value=9))
        cells.append(TalkCell(school, 2026, month, answer, held, draw(st.booleans()), listed, days, talks))
    return cells


@given(st.lists(st.integers(min_value=0, max_value=90), min_size=1))
def test_the_median_is_that_of_the_numbers_one_by_one(numbers: list[int]) -> None:
    assert median(Counter(numbers)) == statistics.median(numbers)


def test_nothing_has_no_median() -> None:
    assert median(Counter()) is None


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(min_value=0, max_value=900))
def test_quarters_are_the_period_without_gap_or_overlap(first: date, days: int) -> None:
    span = Span(first=first, last=date.fromordinal(first.toordinal() + days))
    found = quarters(span)
    assert (found[0].first, found[-1].last) == (span.first, span.last)
    assert sum(one.days for one in found) == span.days
    for one in found:
        assert (one.first.month - 1) // 3 == (one.last.month - 1) // 3


def test_the_school_year_turns_on_the_first_of_august() -> None:
    assert school_year_of(date(2026, 7, 31)) == Span(first=date(2025, 8, 1), last=date(2026, 7, 31))
    assert school_year_of(date(2026, 8, 1)) == Span(first=date(2026, 8, 1), last=date(2027, 7, 31))


@given(_cells())
def test_answers_schools_and_quarters_each_add_up_to_all(cells: list[TalkCell]) -> None:
    total = counted(cells)
    assert sum(total.answers.values()) == total.offered
    assert sum(total.held.values()) == total.answers[Answer.YES]
    assert sum(one.offered for one in by_school(cells).values()) == total.offered
    assert sum(one.offered for _span, one in by_quarter(cells, YEAR)) == total.offered
    assert total.holdable == total.held[Held.HELD] + total.held[Held.MISSING]
    shown = exact(total)
    assert (shown.yes_share is None) == (total.offered == total.answers[Answer.WAITING])


def test_what_is_not_due_leaves_the_share_and_what_is_missing_stays() -> None:
    def cell(answer: Answer, held: Held | None, talks: int) -> TalkCell:
        return TalkCell(1, 2026, 3, answer, held, False, False, None, talks)

    total = counted(
        [
            cell(Answer.YES, Held.HELD, 6),
            cell(Answer.YES, Held.WAITING, 2),
            cell(Answer.YES, Held.MISSING, 1),
            cell(Answer.NO, None, 3),
            cell(Answer.WAITING, None, 4),
            cell(Answer.UNKNOWN, None, 5),
        ]
    )
    shown = exact(total)
    assert shown.yes_share == (9, 17)
    assert shown.held_share == (6, 7)


# -- paper -----------------------------------------------------------------------------------------------------------


def _paper(cells: list[TalkCell]) -> Paper | None:
    return on_paper(counted(cells), by_school(cells), [one for _span, one in by_quarter(cells, YEAR)])


def _few(number: int) -> bool:
    return 0 < number < 5


@settings(max_examples=400)
@given(_cells())
def test_no_count_from_1_to_4_is_written_or_is_what_two_figures_leave(cells: list[TalkCell]) -> None:
    total, paper = counted(cells), _paper(cells)
    if paper is None:
        assert not total.offered or protect([[total.answers[one] for one in Answer]]) is None
        return
    found = paper.summary
    figures = [*found.answers.values(), found.held, found.again, found.timed, found.undated, found.offered]
    figures += [*paper.offered, *paper.held, *paper.table.row_totals, *paper.table.column_totals]
    figures += [cell for row in paper.table.cells for cell in row]
    assert not [one for one in figures if one.number is not None and _few(one.number)]
    yes = found.answers[Answer.YES].number
    for part, whole in ((found.held, yes), (found.again, found.offered.number), (found.timed, found.held.number)):
        if part.number is not None and whole is not None:
            assert not _few(whole - part.number)
    for share in (found.yes_share, found.held_share):
        if share is not None:
            assert share.whole >= 5
            assert not _few(share.part)
            assert not _few(share.whole - share.part)
    for offered, held in zip(paper.offered, paper.held, strict=False):
        if offered.number is not None and held.number is not None:
            assert not _few(offered.number - held.number)


@settings(max_examples=400)
@given(_cells())
def test_what_stands_twice_on_a_paper_is_shown_alike(cells: list[TalkCell]) -> None:
    """A number hidden in one place and shown in another is not hidden."""
    paper = _paper(cells)
    if paper is None:
        return
    assert tuple(paper.summary.answers.values()) == paper.table.column_totals
    if paper.held:
        assert paper.summary.held.shown is Shown.EXACT
    if paper.summary.held_share is not None:
        yes = paper.summary.answers[Answer.YES]
        assert paper.summary.held_share == (paper.summary.held.number, yes.number)
    if paper.summary.yes_share is not None:
        waiting = paper.summary.answers[Answer.WAITING].number
        assert waiting is not None
        assert paper.summary.yes_share.whole == (paper.summary.offered.number or 0) - waiting


def test_small_schools_stand_together_where_they_cannot_be_shown_alone() -> None:
    def cell(school: int, answer: Answer, talks: int) -> TalkCell:
        return TalkCell(school, 2026, 3, answer, None, False, False, None, talks)

    paper = _paper([cell(1, Answer.NO, 4), cell(2, Answer.NO, 4)])
    assert paper is not None
    assert paper.schools == (OTHERS,)
    assert paper.table.column_totals[1] == Figure(Shown.EXACT, 8)


def test_too_few_talks_are_not_shown_at_all() -> None:
    assert _paper([TalkCell(1, 2026, 3, Answer.NO, None, False, False, None, 4)]) is None
    assert _paper([]) is None
