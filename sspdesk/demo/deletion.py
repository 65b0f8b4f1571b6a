"""A hold and a receipt, so that the page of deletions shows what they look like."""

from datetime import timedelta

from sspdesk.domain.retention import HoldReason
from sspdesk.services import retention
from sspdesk.storage.unit_of_work import UnitOfWork

_ERASED = 3


def show(uow: UnitOfWork) -> None:
    """Hold one proposal back for an access request and delete a few others."""
    ready = [one for one in retention.proposals(uow) if one.ready]
    if len(ready) <= _ERASED:
        return
    held = ready[0].candidate
    retention.hold(
        uow,
        held.table,
        held.row_id,
        held.person_id,
        reason=HoldReason.ACCESS_REQUEST,
        note="Forælder har bedt om indsigt.",
        review_on=uow.today + timedelta(days=21),
    )
    own = [one.candidate for one in ready[1:] if one.candidate.person_id != held.person_id]
    retention.erase(uow, own[:_ERASED])
