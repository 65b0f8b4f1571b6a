"""Classes move up on 1 August: what is proposed, what is left to the user, what is carried out and undone."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sspdesk.domain.errors import DomainError
from sspdesk.domain.persons import class_after, class_outdated, school_year_of
from sspdesk.services import classes
from sspdesk.services.work import apply_undo
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.people_for_tests import TESTINE, dump, save, school


@pytest.mark.parametrize(
    ("before", "years", "after"),
    [
        ("8.B", 1, "9.B"),
        ("0. A", 2, "2. A"),
        ("7", 1, "8"),
        ("3x", 1, "4x"),
        ("9.B", 1, ""),
        ("10.A", 1, ""),
        ("Modtageklasse", 1, ""),
        ("", 1, ""),
        ("8.B", 0, "8.B"),
        ("8.B", 2, ""),
        ("9.A", -1, ""),
    ],
)
def test_a_class_some_years_later(before: str, years: int, after: str) -> None:
    assert class_after(before, years) == after


@given(
    number=st.integers(0, 9),
    rest=st.sampled_from(["", ".A", ". b", "x"]),
    first=st.integers(0, 5),
    then=st.integers(0, 5),
)
def test_going_up_twice_is_going_up_the_sum(number: int, rest: str, first: int, then: int) -> None:
    once = class_after(f"{number}{rest}", first)
    assert (class_after(once, then) if once else "") == class_after(f"{number}{rest}", first + then)


def test_nothing_is_proposed_until_the_first_of_august(workspace: Workspace, clock: Clock) -> None:
    person = save(workspace, class_name="8.B")
    clock.set(datetime(2027, 7, 31, 12))
    assert workspace.run(classes.propose) == ()
    assert not class_outdated(person, clock().date())
    clock.set(datetime(2027, 8, 1, 8))
    (move,) = workspace.run(classes.propose)
    assert (move.person_id, move.old_class, move.new_class, move.settled) == (person.id, "8.B", "9.B", True)
    assert class_outdated(person, clock().date())
    assert class_outdated(replace(TESTINE, class_name="8.B"), clock().date())


def test_what_cannot_be_told_is_left_to_the_user(workspace: Workspace, clock: Clock) -> None:
    at = school(workspace)
    save(workspace, first_name="Niende", class_name="9.A", school_id=at)
    save(workspace, first_name="Modtage", class_name="Modtageklasse", school_id=at)
    unknown = save(workspace, first_name="Ukendt", class_name="5.C", school_id=at)
    workspace.run(lambda uow: uow.persons.save(replace(unknown, class_year=None)))
    clock.set(datetime(2027, 8, 5, 8))
    proposal = workspace.run(classes.propose)
    assert [(move.old_class, move.new_class, move.settled) for move in proposal] == [
        ("5.C", "", False),
        ("9.A", "", False),
        ("Modtageklasse", "", False),
    ]
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: classes.move_up(uow, proposal))
    assert (caught.value.code, caught.value.facts) == ("class_not_chosen", {"rows": 3})


def test_the_reviewed_moves_are_carried_out_and_can_be_undone(workspace: Workspace, clock: Clock) -> None:
    at = school(workspace)
    up, gone, meanwhile = (
        save(workspace, first_name=name, class_name=class_name, school_id=at)
        for name, class_name in (("Op", "7.B"), ("Ud", "9.B"), ("Imens", "3.C"))
    )
    clock.set(datetime(2027, 8, 9, 8))
    proposal = workspace.run(classes.propose)
    save(workspace, meanwhile, class_name="4.D", class_year=None)
    before = workspace.run(dump)
    moves = [replace(move, leaves=move.person_id == gone.id) for move in proposal]
    outcome = workspace.run(lambda uow: classes.move_up(uow, moves))
    assert outcome.value == 2
    stored = workspace.run(lambda uow: uow.persons.many([up.id, gone.id, meanwhile.id]))
    assert (stored[up.id].class_name, stored[up.id].class_year) == ("8.B", 2027)
    assert (stored[gone.id].class_name, stored[gone.id].class_year, stored[gone.id].school_id) == ("", None, None)
    assert stored[meanwhile.id].class_name == "4.D"
    assert workspace.run(classes.propose) == ()
    workspace.run(lambda uow: apply_undo(uow, outcome.undo))
    assert workspace.run(dump) == before


def test_two_years_away_is_two_classes_up(workspace: Workspace, clock: Clock) -> None:
    save(workspace, class_name="5.A")
    clock.set(datetime(2028, 9, 1, 8))
    (move,) = workspace.run(classes.propose)
    assert (move.new_class, school_year_of(clock().date()) - move.old_year) == ("7.A", 2)
