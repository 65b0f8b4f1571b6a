"""What was written on the items of a meeting and is not saved: kept as drafts, item by item."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from sspdesk.domain.drafts import Draft, Unsaved
from sspdesk.domain.ids import ItemId, PersonId
from sspdesk.ui.shared.drafts import note_typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What stands in the two fields of an item."""

    outcome: str
    decision: str


class OutcomeDrafts:
    """The unsaved texts by item, as a ``DraftSource``.

    ``shown`` says which item is shown, ``show_again`` shows it anew. ``names`` are the words that kept a text from
    being saved.
    """

    editor = "outcomes"

    def __init__(self, widget: QWidget, shown: Callable[[], ItemId | None], show_again: Callable[[], None]) -> None:
        self._widget, self._shown, self._show_again = widget, shown, show_again
        self.texts: dict[ItemId, Written] = {}
        self.names: dict[ItemId, tuple[str, ...]] = {}
        self._about: dict[ItemId, PersonId | None] = {}

    def put(self, item_id: ItemId, written: Written, person_id: PersonId | None) -> None:
        """Keep a text that is not saved."""
        if self.texts.get(item_id) != written:
            self.names.pop(item_id, None)
        self.texts[item_id] = written
        self._about[item_id] = person_id
        note_typed(self._widget)

    def drop(self, item_id: ItemId) -> None:
        """Let go of a text that was saved, or that says what is stored."""
        self.texts.pop(item_id, None)
        self.names.pop(item_id, None)

    # as a source
    @property
    def widget(self) -> QWidget:
        """The pane."""
        return self._widget

    def unsaved(self) -> Mapping[str, Unsaved]:
        """Return the texts, one a item."""
        return {
            str(item_id): Unsaved(
                fields={"outcome": one.outcome, "decision": one.decision}, person_id=self._about.get(item_id)
            )
            for item_id, one in self.texts.items()
        }

    def here(self) -> str:
        """Return the item shown."""
        item_id = self._shown()
        return str(item_id) if item_id is not None else ""

    def takes(self, item: str) -> bool:
        """Say whether an item of a draft is an item of an agenda."""
        return item.isdigit()

    def bring_back(self, draft: Draft, today: date) -> bool:
        """Keep a text again."""
        item_id = ItemId(draft.key.subject)
        self.texts[item_id] = Written(
            outcome=str(draft.fields.get("outcome", "")), decision=str(draft.fields.get("decision", ""))
        )
        self._about[item_id] = PersonId(draft.person_id) if draft.person_id is not None else None
        self._show_again()
        return True

    def discard(self, draft: Draft) -> None:
        """Show what is stored again."""
        self.drop(ItemId(draft.key.subject))
        self._show_again()
