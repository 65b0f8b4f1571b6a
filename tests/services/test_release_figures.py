"""The figures of releases: who counts on which day, what is unknown, and what may stand on paper."""

from datetime import date, datetime, time
from functools import partial
from typing import NamedTuple

import pytest

from sspdesk.domain.ids import PersonId
from sspdesk.domain.release_figures import Count, Figure, on_paper
from sspdesk.domain.release_records import ContactPoint, Known, ReleaseContact
from sspdesk.domain.releases import Release, ReleaseState
from sspdesk.domain.suppression import Shown
from sspdesk.services import release_figures
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.reports.layout import collisions, glyphs, texts
from tests.services.release_world import TODAY, make_citizen

YEAR = (date(2026, 1, 1), TODAY)


def _released(uow: UnitOfWork, day: date, planned: date | None = None, start: date | None = None) -> Release:
    person: PersonId = make_citizen(uow)
    case = Release(
        person_id=person,
        state=ReleaseState.RELEASED,
        imprisoned_on=start,
        planned_on=planned,
        released_on=day,
        begun_on=day,
        changed_on=day,
    )
    return uow.releases.add(case)


def _contact(uow: UnitOfWork, case: Release, point: ContactPoint, day: date, **answers: object) -> None:
    contact = ReleaseContact(release_id=case.id, person_id=case.person_id, point=point, day=day)
    uow.release_contacts.save(ReleaseContact(**{name: getattr(contact, name) for name in FIELDS} | answers))


FIELDS = tuple(ReleaseContact.__dataclass_fields__)


def _count(workspace: Workspace, figure: Figure, period: tuple[date, date] = YEAR) -> Count:
    found = workspace.run(lambda uow: release_figures.figures(uow, *period))
    return next(one for one in found.counts if one.figure is figure)


def _numbers(one: Count) -> tuple[int, int, int, int]:
    return one.part, one.whole, one.waiting, one.unknown


# -- who counts when -------------------------------------------------------------------------------------------------


def test_a_plan_counts_up_to_the_day_of_the_release_and_in_time_up_to_four_weeks(workspace: Workspace) -> None:
    start, out = date(2026, 3, 2), date(2026, 6, 1)
    for planned, begun in (
        (date(2026, 3, 30), start),  # four weeks to the day
        (date(2026, 3, 31), start),  # a day late
        (out, start),  # ready on the very day
        (date(2026, 6, 2), start),  # a day after the release
        (None, start),
        (date(2026, 3, 30), None),  # nobody knows since when
    ):
        workspace.run(lambda uow, planned=planned, begun=begun: _released(uow, out, planned, begun))
    assert _numbers(_count(workspace, Figure.WITH_PLAN)) == (4, 6, 0, 0)
    assert _numbers(_count(workspace, Figure.PLAN_IN_TIME)) == (1, 6, 0, 1)
    assert _count(workspace, Figure.WITH_PLAN, (date(2026, 6, 2), TODAY)).share is None, "a dash, not 0 %"


class Row(NamedTuple):
    """A release, perhaps a contact, and part, whole, waiting, unknown as they are to be counted on a day."""

    released: date
    point: ContactPoint
    reached: date | None
    figure: Figure
    numbers: tuple[int, int, int, int]
    today: date = TODAY


FIRST, THREE = ContactPoint.FIRST, ContactPoint.THREE_MONTHS
ROWS = (
    Row(date(2026, 11, 9), FIRST, None, Figure.FIRST_CONTACT, (0, 0, 1, 0)),  # its deadline is today
    Row(date(2026, 11, 6), FIRST, None, Figure.FIRST_CONTACT, (0, 1, 0, 1)),  # it was on Friday
    Row(date(2026, 11, 6), FIRST, date(2026, 11, 20), Figure.FIRST_CONTACT, (1, 1, 0, 0)),
    Row(date(2026, 11, 6), FIRST, date(2026, 11, 21), Figure.FIRST_CONTACT, (0, 1, 0, 0)),  # a day late
    Row(date(2026, 11, 6), ContactPoint.OTHER, date(2026, 11, 10), Figure.FIRST_CONTACT, (0, 1, 0, 1)),
    Row(date(2026, 8, 23), THREE, None, Figure.SECOND_CONTACT, (0, 0, 1, 0)),
    Row(date(2026, 8, 21), THREE, None, Figure.SECOND_CONTACT, (0, 1, 0, 1)),
    Row(date(2026, 8, 9), THREE, date(2026, 11, 9), Figure.HOUSING, (0, 0, 1, 0)),  # three months and two weeks today
    Row(date(2026, 8, 8), THREE, date(2026, 11, 9), Figure.HOUSING, (0, 1, 0, 1)),
    Row(date(2027, 11, 30), THREE, None, Figure.HOUSING, (0, 0, 1, 0), date(2028, 3, 14)),  # 29 Feb 2028 and two weeks
    Row(date(2027, 11, 30), THREE, None, Figure.HOUSING, (0, 1, 0, 1), date(2028, 3, 15)),
    Row(date(2027, 3, 15), FIRST, None, Figure.FIRST_CONTACT, (0, 0, 1, 0), date(2027, 3, 24)),  # due on Easter Monday,
    Row(date(2027, 3, 15), FIRST, None, Figure.FIRST_CONTACT, (0, 1, 0, 1), date(2027, 3, 25)),  # so on the Wednesday
)


class _BackAgainError(Exception):
    """Rolls back, so that every row is counted alone in the one vault."""


def test_only_those_whose_day_has_passed_count_and_the_rest_wait(workspace: Workspace, clock: Clock) -> None:
    def work(uow: UnitOfWork, row: Row) -> None:
        case = _released(uow, row.released)
        if row.reached is not None:
            _contact(uow, case, row.point, row.reached)
        found = release_figures.figures(uow, row.released, row.released)
        assert _numbers(next(one for one in found.counts if one.figure is row.figure)) == row.numbers, row
        raise _BackAgainError

    for row in ROWS:
        clock.set(datetime.combine(row.today, time(9)))
        with pytest.raises(_BackAgainError):
            workspace.run(partial(work, row=row))


def test_an_answer_nobody_gave_is_unknown_and_stays_in_the_whole(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        for answer in (Known.YES, Known.NO, Known.UNKNOWN, None):
            case = _released(uow, date(2026, 6, 1))
            if answer is not None:
                _contact(uow, case, ContactPoint.THREE_MONTHS, date(2026, 9, 1), housing=answer)
        silent = _released(uow, date(2026, 6, 1))
        _contact(uow, silent, ContactPoint.FIRST, date(2026, 6, 10), housing=Known.YES)  # not the one that is asked for

    workspace.run(work)
    assert _numbers(_count(workspace, Figure.HOUSING)) == (1, 5, 0, 3)
    assert _numbers(_count(workspace, Figure.SUPPORT)) == (0, 5, 0, 5)


# -- on paper --------------------------------------------------------------------------------------------------------


def _one(part: int, whole: int, waiting: int = 0, unknown: int = 0, figure: Figure = Figure.HOUSING) -> Count:
    return Count(figure=figure, part=part, whole=whole, waiting=waiting, unknown=unknown)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (_one(6, 12), True),
        (_one(0, 12), True),
        (_one(12, 12), True),
        (_one(4, 12), False),
        (_one(8, 12), False),  # the other side is four
        (_one(6, 11, waiting=1), False),  # those who wait are one
        (_one(6, 12, waiting=5), True),
    ],
)
def test_a_figure_that_tells_of_few_is_hidden(count: Count, shown: bool) -> None:
    (row,) = on_paper(count.whole + count.waiting, [count])
    assert row.shown == shown


def test_two_figures_do_not_give_away_what_lies_between_them() -> None:
    near = on_paper(20, [_one(8, 15, 5, figure=Figure.FIRST_CONTACT), _one(7, 13, 7, figure=Figure.SECOND_CONTACT)])
    assert [row.shown for row in near] == [True, False], "two are between two weeks and three months after"
    plans = [_one(12, 20, figure=Figure.WITH_PLAN), _one(9, 20, figure=Figure.PLAN_IN_TIME)]
    assert [row.shown for row in on_paper(20, plans)] == [True, False], "three had their plan too late"
    assert not any(row.shown for row in on_paper(4, [_one(0, 4)]))


def test_the_unknown_are_few_exact_or_hidden_where_the_rest_would_be_few() -> None:
    rows = [on_paper(14, [_one(5, 14, unknown=number)])[0].unknown for number in (0, 3, 6, 9)]
    assert [(one.shown, one.number) for one in rows] == [
        (Shown.EXACT, 0),
        (Shown.FEW, None),
        (Shown.HIDDEN, None),  # three said no
        (Shown.EXACT, 9),
    ]


def test_the_paper_says_definition_period_numbers_date_and_version_and_hides_the_few(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        for number in range(10):
            _released(uow, date(2026, 2, 2), date(2026, 1, 20) if number < 5 else None, date(2026, 1, 2))
        _released(uow, date(2026, 11, 20))

    workspace.run(work)
    wide = workspace.run(lambda uow: release_figures.paper(uow, *YEAR)).render()
    (told,) = texts(wide)
    assert "skjult" in told, "the one who was released on Friday waits alone"
    narrow = workspace.run(lambda uow: release_figures.paper(uow, date(2026, 1, 1), date(2026, 6, 30))).render()
    (told,) = texts(narrow)
    for words in (
        "50 %",
        "Periode 1. jan. 2026 – 30. jun. 2026",
        "Opgjort 23. nov. 2026",
        "inden 4 uger",
        "SSP Desk 0.",
    ):
        assert words in told
    assert "Demosen" not in told
    assert collisions(glyphs(narrow)[0]) == []
