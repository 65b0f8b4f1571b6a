"""What stands in a table: columns, cells with two tones, badges and actions, group rows, and where rows come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class BadgeSpec:
    """A badge: word, icon and tone (danger, warn, ok, info, plum, accent, neutral, outline)."""

    text: str
    icon: str = ""
    tone: str = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell. ``text`` is never shortened before ``detail`` is; ``is_name`` makes discreet display show initials."""

    text: str = ""
    detail: str = ""
    icon: str = ""
    icon_tint: str = "muted"
    tint: str = "text"
    strong: bool = False
    badges: tuple[BadgeSpec, ...] = ()
    action: str = ""
    """The word of a link on the right; a press or Enter emits ``action_pressed``."""
    is_name: bool = False
    hide_detail: bool = False
    """True where the detail holds class, school or address: discreet display leaves it out."""
    share: float | None = None
    """A small bar (0-1) before the text, e.g. how sure a match is."""
    second: str = ""
    """A second line under the text, small and muted; give the table rows of 42 px."""
    wrap: bool = False
    """Break ``text`` into a second line where it is too long; give the table rows of 42 px."""
    choices: tuple[str, ...] = ()
    """Exclusive choices drawn as a segmented control; a press emits ``choice_pressed``."""
    chosen: int = -1
    tip: str = ""

    @property
    def words(self) -> str:
        """Return everything a screen reader should say for this cell."""
        badges = ", ".join(badge.text for badge in self.badges)
        choice = self.choices[self.chosen] if 0 <= self.chosen < len(self.choices) else ""
        return " ".join(part for part in (self.text, self.detail, self.second, badges, choice, self.action) if part)


@dataclass(frozen=True, kw_only=True)  # no slots: ``Column[Row](…)`` fails with them before Python 3.12
class Column(Generic[T]):
    """One column. ``width`` in px for the 13 px text, None takes the rest; ``sort`` is the row source's key."""

    title: str
    cell: Callable[[T], Cell]
    width: int | None = None
    align_right: bool = False
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A heading over rows that belong together: icon, coloured word and count."""

    title: str
    detail: str = ""
    icon: str = ""
    tint: str = "muted"


@dataclass(frozen=True, slots=True)
class Sort:
    """The order a table asks its source for."""

    key: str
    descending: bool = False


class RowSource(Protocol[T_co]):
    """Where a long table gets its rows; both are called in one transaction on the worker."""

    def count(self, uow: "UnitOfWork") -> int:
        """Return how many rows there are."""
        ...

    def fetch(self, uow: "UnitOfWork", offset: int, limit: int, sort: Sort | None) -> Sequence[T_co]:
        """Return up to ``limit`` rows from ``offset`` in the given order."""
        ...
