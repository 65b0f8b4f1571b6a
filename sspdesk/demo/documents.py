"""Invented documents on a few persons: an agreement and a drawing."""

from collections.abc import Sequence

from sspdesk.domain.ids import PersonId
from sspdesk.exchange import attachments as files
from sspdesk.resource import resource
from sspdesk.services import attachments
from sspdesk.storage.unit_of_work import UnitOfWork

_KEPT = (("aftale-om-klub.pdf", "Underskrevet af begge forældre."), ("tegning-opdigtet.png", ""))


def keep(uow: UnitOfWork, person_ids: Sequence[PersonId]) -> None:
    """Keep the shipped documents on each person."""
    for person_id in person_ids:
        for name, note in _KEPT:
            attachments.add(uow, person_id, files.read(resource(f"demo/{name}")), note)
