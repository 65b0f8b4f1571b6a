"""Where the user has been: back and forward like in a browser."""

from dataclasses import dataclass, field

DEPTH = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A page and, if it shows one, its record; ``spot`` is a row on it, the kind of record and its id."""

    key: str
    record_id: int | None = None
    spot: tuple[str, int] | None = None


@dataclass(slots=True)
class History:
    """The places behind and before the present one."""

    _behind: list[Place] = field(default_factory=list)
    _ahead: list[Place] = field(default_factory=list)
    here: Place | None = None

    def go(self, place: Place) -> None:
        """Note that the user went to a place."""
        if self.here is not None and self.here != place:
            self._behind.append(self.here)
            del self._behind[:-DEPTH]
            self._ahead.clear()
        self.here = place

    def back(self) -> Place | None:
        """Return the place before this one and make it the present one; None at the first."""
        return self._move(self._behind, self._ahead)

    def forward(self) -> Place | None:
        """Return the place after this one and make it the present one; None at the last."""
        return self._move(self._ahead, self._behind)

    def _move(self, source: list[Place], target: list[Place]) -> Place | None:
        if not source or self.here is None:
            return None
        target.append(self.here)
        self.here = source.pop()
        return self.here
