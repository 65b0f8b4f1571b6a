"""What is typed and not saved: kept inside the vault so that neither lock nor power cut takes it (design.md § 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

KEPT_DAYS = 14
"""A draft that nobody came back to is erased after so many days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftKey:
    """Where a draft belongs: the page, the editor there, and which of its records (``subject.person#fields``).

    An empty ``editor`` is no draft but the place where the user was at lock.
    """

    page: str
    editor: str = ""
    item: str = ""

    @property
    def is_place(self) -> bool:
        """Say whether this is the place where the user was."""
        return not self.editor

    @property
    def subject(self) -> int:
        """The id of the record that the editor edits; 0 for a new one."""
        number = self.item.partition(".")[0]
        return int(number) if number.isdigit() else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The unsaved values of one editor, as JSON can hold them, and when they were kept.

    ``record`` is what the page showed (0: nothing in particular); ``person_id`` is whom the text is about.
    """

    key: DraftKey
    at: datetime
    record: int = 0
    person_id: int | None = None
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """What an editor holds now that is stored nowhere."""

    fields: Mapping[str, object]
    person_id: int | None = None
