"""Situational matters: what a place needs, who is to do it, how far it has come (L-11)."""

from dataclasses import dataclass

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import MatterId
from sspdesk.domain.log import Action
from sspdesk.domain.street_counts import Span
from sspdesk.domain.street_team import Matter, check_matter
from sspdesk.services.street_names import names_in
from sspdesk.storage.unit_of_work import UnitOfWork

RESPONSIBLE = "Center for Trafik / Plan, Byg og Miljø"
"""Who usually answers for public places (S004:241)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """A matter as a list shows it."""

    matter: Matter
    place: str


def listed(uow: UnitOfWork, span: Span) -> list[MatterRow]:
    """Return the matters that were open in a period or ended in it, newest first."""
    names = {one.id: one.name for one in uow.places.all()}
    found = uow.matters.concerning(span.first, span.last)
    return [MatterRow(matter=one, place=names[one.place_id]) for one in found]


def save(uow: UnitOfWork, matter: Matter) -> Outcome[Matter]:
    """Store a matter; its words may not name a person, for they stand in the report to the local council."""
    checked = check_matter(matter, uow.today)
    if names_in(uow, (checked.what, checked.responsible)):
        raise DomainError("names_in_text", "what")
    stored = uow.matters.save(checked)
    uow.log(Action.CHANGE if matter.id else Action.CREATE, "situational_matter", stored.id, state=stored.state.value)
    return uow.outcome(stored)


def remove(uow: UnitOfWork, matter_id: MatterId) -> Outcome[None]:
    """Delete a matter."""
    uow.matters.remove(matter_id)
    uow.log(Action.DELETE, "situational_matter", matter_id)
    return uow.outcome(None)
