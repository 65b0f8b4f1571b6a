"""Strips the free texts of old observations: by proposal, on approval, with a receipt; the numbers stay."""

from dataclasses import dataclass
from datetime import date, timedelta

from sspdesk.domain.changes import ChangeSet, Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ObservationId
from sspdesk.domain.log import Action
from sspdesk.domain.retention import DeletionReason, Receipt
from sspdesk.domain.street_team import ObservationState
from sspdesk.domain.tasks import Source, SourceKind
from sspdesk.services.retention import DueSummary
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class StripProposal:
    """Observations whose texts have stood long enough. One with an open follow-up waits for it."""

    ids: tuple[ObservationId, ...]
    before: date
    weeks: int
    oldest: date | None = None


def proposal(uow: UnitOfWork) -> StripProposal:
    """Return what is proposed for stripping today."""
    weeks = uow.settings().street_strip_weeks
    before = uow.today - timedelta(weeks=weeks)
    found = uow.observations.unstripped_before(before)
    oldest = found[0].day if found else None
    return StripProposal(ids=tuple(one.id for one in found), before=before, weeks=weeks, oldest=oldest)


def due(uow: UnitOfWork) -> list[DueSummary]:
    """Return how many texts are proposed for removal and since when, as the first page and the settings show it."""
    weeks = timedelta(weeks=uow.settings().street_strip_weeks)
    count, oldest = uow.observations.unstripped_summary(uow.today - weeks)
    return [DueSummary(kind=None, count=count, due=oldest + weeks)] if oldest is not None else []


def strip(uow: UnitOfWork, approved: StripProposal) -> Outcome[Receipt]:
    """Remove the approved texts for good, from the history too, with the done follow-ups that repeat them.

    Raises DomainError("not_proposed") when one of them is not due (any more). It cannot be undone.
    """
    ids = set(approved.ids)
    if not ids or not ids <= set(proposal(uow).ids):
        raise DomainError("not_proposed")
    done = {task.id for one in ids for task in uow.tasks.of_source(Source(SourceKind.OBSERVATION, one))}
    also = uow.retention.with_all_that_follows({"task": done}) if done else {}
    counts = {"observation": len(ids), **{name: len(rows) for name, rows in sorted(also.items())}}
    receipt = Receipt(at=uow.now, by=uow.user, reason=DeletionReason.STRIPPED, counts=counts, digests={})
    emptied = dict.fromkeys(("text", "action", "situational", "follow_up", "source_hash"), "")
    stored = uow.retention.strip(
        "observation", {int(one) for one in ids}, {**emptied, "state": ObservationState.AGGREGATED}, receipt, also=also
    )
    uow.log(Action.DELETE, "deletion_receipt", stored.id, rows=sum(counts.values()))
    kinds = frozenset({"observation", "deletion_receipt", *also})
    return Outcome(stored, ChangeSet(kinds, frozenset()), ends_undo=True)
