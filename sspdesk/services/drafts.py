"""Keeps what is typed and not saved, and brings it back after unlocking. The log hears of none of it: ids and kinds."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sspdesk.domain.drafts import KEPT_DAYS, Draft, DraftKey
from sspdesk.storage.unit_of_work import UnitOfWork


def keep(uow: UnitOfWork, drafts: Iterable[Draft], gone: Iterable[DraftKey] = ()) -> None:
    """Store drafts, and erase those that were saved or discarded meanwhile."""
    for key in gone:
        uow.drafts.remove(key)
    for one in drafts:
        uow.drafts.keep(one)


def leave(uow: UnitOfWork, drafts: Iterable[Draft], gone: Iterable[DraftKey], place: Draft | None) -> None:
    """Store drafts for the last time before the lock, and where the user was."""
    uow.drafts.remove_places()
    keep(uow, [*drafts, *([place] if place is not None else [])], gone)


def load(uow: UnitOfWork) -> list[Draft]:
    """Return every draft, newest first, and the place at lock; erase what nobody came back to in time."""
    uow.drafts.remove_before(uow.now - timedelta(days=KEPT_DAYS))
    return uow.drafts.all()


def discard(uow: UnitOfWork, keys: Sequence[DraftKey]) -> None:
    """Erase drafts."""
    for key in keys:
        uow.drafts.remove(key)
