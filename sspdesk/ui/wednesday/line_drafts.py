"""What was written on the lines of a meeting and not saved: kept as drafts, line by line."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from sspdesk.domain.drafts import Draft, Unsaved
from sspdesk.domain.ids import LineId, PersonId, ProfessionalId
from sspdesk.domain.wednesday import Decision
from sspdesk.ui.shared.drafts import note_typed
from sspdesk.ui.wednesday.decision_form import Answer


class LineDrafts:
    """The unsaved answers by line, as a ``DraftSource``.

    ``shown`` says which line is shown, ``show_again`` shows it anew.
    """

    editor = "lines"

    def __init__(self, widget: QWidget, shown: Callable[[], LineId | None], show_again: Callable[[], None]) -> None:
        self._widget, self._shown, self._show_again = widget, shown, show_again
        self.answers: dict[LineId, Answer] = {}
        self._about: dict[LineId, int | None] = {}

    def put(self, line_id: LineId, answer: Answer, person_id: PersonId) -> None:
        """Keep an answer that is not saved."""
        self.answers[line_id] = answer
        self._about[line_id] = person_id
        note_typed(self._widget)

    def drop(self, line_id: LineId) -> Answer | None:
        """Let go of an answer that was saved, or that says what is stored."""
        return self.answers.pop(line_id, None)

    # as a source
    @property
    def widget(self) -> QWidget:
        """The meeting mode."""
        return self._widget

    def unsaved(self) -> Mapping[str, Unsaved]:
        """Return the answers, one item a line."""
        return {
            str(line_id): Unsaved(fields=_fields(answer), person_id=self._about.get(line_id))
            for line_id, answer in self.answers.items()
        }

    def here(self) -> str:
        """Return the line shown."""
        line_id = self._shown()
        return str(line_id) if line_id is not None else ""

    def takes(self, item: str) -> bool:
        """Say whether an item is a line."""
        return item.isdigit()

    def bring_back(self, draft: Draft, today: date) -> bool:
        """Keep an answer again."""
        line_id = LineId(draft.key.subject)
        self.answers[line_id] = _answer(draft.fields)
        self._about[line_id] = draft.person_id
        self._show_again()
        return True

    def discard(self, draft: Draft) -> None:
        """Show what is stored again."""
        self.drop(LineId(draft.key.subject))
        self._show_again()


def _fields(answer: Answer) -> dict[str, object]:
    return {
        "decision": answer.decision.value if answer.decision is not None else None,
        "responsible_id": answer.responsible_id,
        "due": answer.due.isoformat() if answer.due is not None else None,
        "note": answer.note,
    }


def _answer(fields: Mapping[str, object]) -> Answer:
    decision, responsible, due = fields.get("decision"), fields.get("responsible_id"), fields.get("due")
    return Answer(
        decision=Decision(str(decision)) if decision is not None else None,
        responsible_id=ProfessionalId(responsible) if isinstance(responsible, int) else None,
        due=date.fromisoformat(str(due)) if due is not None else None,
        note=str(fields.get("note", "")),
    )
