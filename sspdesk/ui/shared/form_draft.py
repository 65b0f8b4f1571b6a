"""The draft of one form: which of its fields differ from what is saved, as they stand, without reading them anew."""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from sspdesk.domain.drafts import Draft, Unsaved
from sspdesk.i18n import _
from sspdesk.labels import drafts as words
from sspdesk.ui.shared.page import Page
from sspdesk.ui.shared.panels import InlineMessage

if TYPE_CHECKING:
    from sspdesk.ui.shared.form import Form, FormField


class DraftNotice(InlineMessage):
    """Says quietly that a draft was brought back; ``pressed`` asks to discard it."""

    def __init__(self, draft: Draft, today: date) -> None:
        super().__init__("", words.brought_back([draft.at], today), action=_("Discard the draft"))
        self.draft = draft


class FormDraft:
    """A form as a ``DraftSource``."""

    tells_itself = True

    def __init__(self, form: "Form", subject: int, person_id: int | None) -> None:
        self._form, self._person_id = form, person_id
        names = json.dumps(sorted(form.fields())).encode()
        self._item = f"{subject}.{person_id or 0}#{hashlib.sha256(names).hexdigest()[:8]}"
        self._clean = self._present()
        self._before: dict[str, object] = {}
        self.editor = ""

    def settle(self) -> None:
        """Find out, once the form is in its place, what the editor is called."""
        self.editor = self.editor or _editor_name(self._form)

    def mark_clean(self, except_for: Collection[str]) -> None:
        """Take what the fields hold now as saved, but for some."""
        self._clean |= {field: value for field, value in self._present().items() if field not in except_for}

    # as a source
    @property
    def widget(self) -> QWidget:
        """The form."""
        return self._form

    def unsaved(self) -> Mapping[str, Unsaved]:
        """Return the fields that differ from what is saved."""
        present = self._present()
        changed = {field: value for field, value in present.items() if value != self._clean.get(field)}
        return {self._item: Unsaved(fields=changed, person_id=self._about(present))} if changed else {}

    def here(self) -> str:
        """Return the form's one item."""
        return self._item

    def takes(self, item: str) -> bool:
        """Say whether a draft is of this form's record."""
        return item == self._item

    def bring_back(self, draft: Draft, today: date) -> bool:
        """Put the kept values into the fields and say so above them."""
        present, fields = self._present(), self._form.fields()
        back = {name: value for name, value in draft.fields.items() if name in present and value != present[name]}
        if not back:
            return False
        self._before = {name: present[name] for name in back}
        for name, value in back.items():
            _put(fields[name], value)
        self._form.tell_draft(draft, today)
        return True

    def discard(self, draft: Draft) -> None:
        """Put back what stood in the fields before."""
        fields = self._form.fields()
        for name, value in self._before.items():
            _put(fields[name], value)
        self._before = {}

    def _about(self, present: Mapping[str, object]) -> int | None:
        """Return whom the text is about: the editor's person, or the one chosen in its field ``person``."""
        chosen = present.get("person")
        return self._person_id or (chosen if isinstance(chosen, int) else None)

    def _present(self) -> dict[str, object]:
        read = {name: _raw(field) for name, field in self._form.fields().items()}
        return {name: value for name, value in read.items() if value is not _NOT_KEPT}


_NOT_KEPT: Any = object()


def _raw(field: "FormField") -> Any:
    """Return what a field shows, without letting it read (and so rewrite) what is being typed."""
    widget = field.widget
    if isinstance(widget, QLineEdit):
        secret = widget.echoMode() is not QLineEdit.EchoMode.Normal
        return _NOT_KEPT if secret or widget.isReadOnly() else widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return _as_json(field.get())


def _as_json(value: Any) -> Any:
    """Return a value as JSON can hold it; the codes of a set are sorted, so that the same set is the same list."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, frozenset):
        return sorted((_as_json(one) for one in value), key=repr)
    if isinstance(value, tuple):
        return [_as_json(one) for one in value]
    return value if value is None or isinstance(value, str | int | float) else _NOT_KEPT


def _from_json(value: Any, like: Any) -> Any:
    """Return a kept value in the shape that a field takes: codes are equal to their enums."""
    if not isinstance(value, list):
        return value
    inner = [tuple(one) if isinstance(one, list) else one for one in value]
    return frozenset(inner) if isinstance(like, frozenset) else tuple(inner)


def _put(field: "FormField", value: Any) -> None:
    widget = field.widget
    if isinstance(widget, QLineEdit):
        widget.setText(str(value))
        widget.textEdited.emit(str(value))
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(str(value))
    else:
        field.set(_from_json(value, field.get()))


def _editor_name(form: QWidget) -> str:
    """Return the way from the dialog or page to the form by the names of our own widgets."""
    names = []
    at = form.parentWidget()
    while at is not None:
        if type(at).__module__.startswith("sspdesk"):
            names.append(at.objectName() or type(at).__name__)
        if isinstance(at, QDialog | Page):
            break
        at = at.parentWidget()
    return "/".join(reversed(names))
