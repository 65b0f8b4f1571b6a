"""The draft of the row being typed: it comes back after a lock, also what stays from row to row."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sspdesk.domain.drafts import Draft, Unsaved

if TYPE_CHECKING:
    from sspdesk.ui.street_team.quick_entry import QuickEntry

_ITEM = "0"


class EntryDraft:
    """The row as a source of drafts (``ui.shared.drafts``)."""

    editor = "quick_entry"

    def __init__(self, entry: "QuickEntry") -> None:
        self._entry = entry

    @property
    def widget(self) -> QWidget:
        """The row."""
        return self._entry

    def unsaved(self) -> Mapping[str, Unsaved]:
        """Return the row once something stands there that would be lost."""
        return {_ITEM: Unsaved(fields=self._entry.typed())} if self._entry.is_begun else {}

    def here(self) -> str:
        """Return the one item there is."""
        return _ITEM

    def takes(self, item: str) -> bool:
        """Say whether an item is the row."""
        return item == _ITEM

    def bring_back(self, draft: Draft, today: date) -> bool:
        """Put the row back as it was typed."""
        self._entry.put(draft.fields)
        return self._entry.is_begun

    def discard(self, draft: Draft) -> None:
        """Empty what was brought back; the evening stays."""
        self._entry.clear_row()
