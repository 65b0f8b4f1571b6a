"""The team's own sheet comes in: known rows are recognised, unknown places and workers made, all undone as one."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from sspdesk.domain.errors import DomainError
from sspdesk.domain.street_counts import Span
from sspdesk.domain.street_list import SheetRow
from sspdesk.domain.street_team import Category
from sspdesk.services import street_import, street_retention, street_shifts, work
from sspdesk.services.street_import import SheetOrder, SheetReview
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.street_world import EVENING, Streets, make_streets

ROWS = (
    SheetRow(
        row=2, day=EVENING, at=time(21), ends=time(23, 30), place="stationen", workers=("GG", "MM"),
        categories=(Category.CONFLICT,), size=10, estimated=True, text="To grupper.",
    ),
    SheetRow(row=3, day=EVENING, at=time(20), place="Kajen", workers=("Mona", "gg"), categories=(Category.DRUGS,)),
    SheetRow(row=4, day=EVENING, at=time(22), place="Kajen", workers=("XY",), categories=(Category.DRUGS,)),
)  # fmt: skip


@pytest.fixture
def streets(workspace: Workspace) -> Streets:
    return workspace.run(make_streets)


def order(review: SheetReview, rows: tuple[SheetRow, ...] = ROWS, *, confirmed: bool = False) -> SheetOrder:
    return SheetOrder(
        rows=rows,
        file_name="skema.xlsx",
        sha256="a" * 64,
        places={**review.places, **dict.fromkeys(review.new_places)},
        workers={**review.workers, **dict.fromkeys(review.new_workers)},
        names_confirmed=confirmed,
    )


def test_what_is_known_is_recognised_and_the_rest_is_asked(workspace: Workspace, streets: Streets) -> None:
    review = workspace.run(lambda uow: street_import.review(uow, ROWS, "a" * 64))
    assert review.places == {"stationen": streets.station}
    assert review.new_places == ("Kajen",)
    assert review.workers == {
        "GG": streets.workers[0], "gg": streets.workers[0], "MM": streets.workers[1], "Mona": streets.workers[1],
    }  # fmt: skip
    assert review.new_workers == ("XY",)
    assert (review.known, review.named, review.earlier) == (frozenset(), frozenset(), None)


def test_rows_land_on_one_shift_an_evening_and_pair(workspace: Workspace, streets: Streets) -> None:
    review = workspace.run(lambda uow: street_import.review(uow, ROWS, "a" * 64))
    stored = workspace.run(lambda uow: street_import.import_sheet(uow, order(review))).value
    assert (stored.observations, stored.shifts, stored.places, stored.workers) == (3, 2, 1, 1)
    week = Span(first=date(2026, 11, 16), last=date(2026, 11, 22))
    pair, alone = sorted(workspace.run(lambda uow: street_shifts.plan(uow, week)), key=lambda row: -row.observations)
    assert (pair.observations, pair.shift.starts, pair.shift.ends) == (2, time(20), time(23, 30))
    assert (alone.workers, alone.shift.ends) == (("XY",), None)


def test_a_sheet_that_comes_again_is_known_and_undo_forgets_it(workspace: Workspace, streets: Streets) -> None:
    review = workspace.run(lambda uow: street_import.review(uow, ROWS, "a" * 64))
    outcome = workspace.run(lambda uow: street_import.import_sheet(uow, order(review)))
    changed = (*ROWS[:2], replace(ROWS[2], at=time(22, 15)))
    again = workspace.run(lambda uow: street_import.review(uow, changed, "a" * 64))
    assert again.known == {2, 3}
    assert again.earlier is not None
    token = outcome.undo
    assert token is not None
    workspace.run(lambda uow: work.apply_undo(uow, token))
    forgotten = workspace.run(lambda uow: street_import.review(uow, ROWS, "a" * 64))
    assert (forgotten.known, forgotten.earlier, forgotten.new_places) == (frozenset(), None, ("Kajen",))
    assert workspace.run(lambda uow: uow.shifts.count()) == 0


def test_a_row_that_stands_twice_is_stored_once(workspace: Workspace, streets: Streets) -> None:
    twice = (ROWS[0], replace(ROWS[0], row=9))
    assert workspace.run(lambda uow: street_import.review(uow, twice, "b" * 64)).known == {9}


def test_names_stop_the_import_until_confirmed(workspace: Workspace, streets: Streets) -> None:
    named = (replace(ROWS[0], text="Talte med Testine"),)
    review = workspace.run(lambda uow: street_import.review(uow, named, "c" * 64))
    assert review.named == {2}
    with pytest.raises(DomainError, match="names_in_text"):
        workspace.run(lambda uow: street_import.import_sheet(uow, order(review, named)))
    assert workspace.run(lambda uow: (uow.observations.count(), uow.imports.count())) == (0, 0)
    workspace.run(lambda uow: street_import.import_sheet(uow, order(review, named, confirmed=True)))
    assert workspace.run(lambda uow: uow.observations.count()) == 1


def test_rows_are_known_also_once_their_texts_are_stripped(
    workspace: Workspace, streets: Streets, clock: Clock
) -> None:
    review = workspace.run(lambda uow: street_import.review(uow, ROWS, "a" * 64))
    workspace.run(lambda uow: street_import.import_sheet(uow, order(review)))
    clock.set(clock() + timedelta(weeks=20))
    workspace.run(lambda uow: street_retention.strip(uow, street_retention.proposal(uow)))
    kept = workspace.run(lambda uow: [one.source_hash for one in uow.observations.all() if one.text])
    assert kept == []
    again = workspace.run(lambda uow: street_import.review(uow, (*ROWS, replace(ROWS[0], row=9, at=time(22, 30))), ""))
    assert 2 in again.known
    assert 9 not in again.known


def test_columns_that_were_corrected_are_remembered(workspace: Workspace, streets: Streets) -> None:
    review = workspace.run(lambda uow: street_import.review(uow, ROWS, "a" * 64))
    told = replace(order(review), signature="gadeteam|dato|hvad", columns={"day": 0, "theme": 1})
    assert workspace.run(lambda uow: street_import.start(uow, "a" * 64, told.signature)).columns is None
    workspace.run(lambda uow: street_import.import_sheet(uow, told))
    start = workspace.run(lambda uow: street_import.start(uow, "a" * 64, told.signature))
    assert start.columns == {"day": 0, "theme": 1}
    assert start.earlier is not None
