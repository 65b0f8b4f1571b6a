"""What a command did: which kinds and persons it touched, and how to take it back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One stored row before and after; None where it did not exist."""

    kind: str
    id: int
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The kinds of record and the persons a command touched, so that pages know whether to refresh."""

    kinds: frozenset[str] = frozenset()
    persons: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.kinds)


@dataclass(frozen=True, slots=True)
class UndoToken:
    """Everything needed to take a command back; lives in memory only and is dropped at lock."""

    rows: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """A command's answer. ``undo`` is None where there is nothing to take back.

    ``ends_undo``: nothing done before can be taken back any more either, since it would bring back what was erased.
    """

    value: T
    changes: ChangeSet = field(default_factory=ChangeSet)
    undo: UndoToken | None = None
    ends_undo: bool = False
