"""When a person's records are due, as the head of the person's page tells it."""

from datetime import date, datetime, time, timedelta

import pytest

from sspdesk.domain.ids import PersonId
from sspdesk.domain.persons import Person
from sspdesk.domain.retention import HoldReason, PersonTerm, RetentionKind
from sspdesk.domain.wednesday import Decision
from sspdesk.labels.retention import person_term, person_terms
from sspdesk.services import retention
from sspdesk.services.person_view import person_view
from sspdesk.services.retention_kinds import due_by
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services import exit_world
from tests.services.people_for_tests import contact, decided, meeting, save

DECIDED_ON = date(2026, 11, 23)


def _term(workspace: Workspace, person_id: PersonId) -> PersonTerm:
    return workspace.run(lambda uow: person_view(uow, person_id)).term


def _met(workspace: Workspace, decision: Decision) -> Person:
    person = save(workspace, first_name=f"Testine-{decision.value}")
    decided(workspace, contact(workspace, person.id), meeting(workspace).id, decision)
    return person


def test_the_term_is_the_day_the_last_record_is_proposed_and_of_nobody_else(workspace: Workspace, clock: Clock) -> None:
    _met(workspace, Decision.NO_ACTION)
    person = _met(workspace, Decision.ALREADY_HELPED)
    decided(workspace, contact(workspace, person.id), meeting(workspace).id, Decision.NOT_RELEVANT)
    term = _term(workspace, person.id)
    assert dict(term.days) == {
        RetentionKind.CONTACT_NOT_RELEVANT: DECIDED_ON + timedelta(days=14),
        RetentionKind.CONTACT_DECIDED: date(2027, 5, 23),
    }
    assert term.last == date(2027, 5, 23)
    assert person_term(term) == "Slettefrist søn. 23. maj 2027"
    assert person_terms(term).splitlines()[0] == "Kontakter, der ikke er relevante: man. 7. dec. 2026"
    clock.set(datetime.combine(term.last, time(9)))
    theirs = [one for one in workspace.run(lambda uow: due_by(uow, uow.today)) if one.person_id == person.id]
    assert max(one.due for one in theirs) == term.last


def test_the_term_waits_for_what_is_under_way(workspace: Workspace) -> None:
    person = _met(workspace, Decision.STREET_TEAM)
    decided(workspace, contact(workspace, person.id), meeting(workspace).id, Decision.NO_ACTION)
    term = _term(workspace, person.id)
    assert (term.last, term.waits) == (None, True)
    assert person_term(term) == "Slettefristen løber ikke endnu"
    assert person_terms(term).endswith("Det, der er i gang, får sin frist, når det slutter.")


def test_a_hold_is_told(workspace: Workspace, clock: Clock) -> None:
    person = _met(workspace, Decision.NO_ACTION)
    clock.set(datetime(2026, 12, 20, 9))
    (proposal,) = workspace.run(retention.proposals)
    one, why = proposal.candidate, HoldReason.ACCESS_REQUEST
    workspace.run(
        lambda uow: retention.hold(
            uow, one.table, one.row_id, person.id, reason=why, note="", review_on=date(2027, 1, 20)
        )
    )
    assert person_term(_term(workspace, person.id)) == "Sletning holdt tilbage"


@pytest.mark.parametrize("in_exit", [False, True])
def test_who_has_no_record_has_no_term_in_exit_or_not(workspace: Workspace, in_exit: bool) -> None:
    around = workspace.run(exit_world.make_around)
    if in_exit:
        exit_world.open_door(workspace)
        workspace.run(lambda uow: exit_world.begin(uow, around))
    assert _term(workspace, around.person) == PersonTerm(last=None)
    assert person_term(_term(workspace, around.person)) == ""
