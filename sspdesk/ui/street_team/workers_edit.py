"""The field for who walked: names or the letters they sign with, typed; shown as first names."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from sspdesk.domain.ids import ProfessionalId
from sspdesk.domain.names import fold
from sspdesk.domain.people import Professional
from sspdesk.domain.street_text import code_of, read_codes
from sspdesk.i18n import _
from sspdesk.ui.shared.buttons import repolish


class WorkersEdit(QLineEdit):
    """Reads "GG/MM", "gert, mona" or whole names; ``value`` holds the workers, empty when one is not known."""

    edited_value = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workers_edit")
        self.setAccessibleName(_("Who walked"))
        self.setPlaceholderText(_("Who walked"))
        self._workers: tuple[Professional, ...] = ()
        self.setToolTip(_("First names or letters, e.g. GG/MM"))
        self.textEdited.connect(self._on_edited)

    def set_workers(self, workers: Sequence[Professional]) -> None:
        """Say who can have walked."""
        self._workers = tuple(workers)
        completer = QCompleter([one.name.split()[0] for one in workers], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    @property
    def value(self) -> tuple[ProfessionalId, ...]:
        """The workers typed, or none where a word fits nobody or several."""
        found = [self._who(code) for code in read_codes(self.text())]
        return () if any(one is None for one in found) else tuple(one.id for one in found if one is not None)

    @property
    def is_readable(self) -> bool:
        """Say whether every word is a worker."""
        return not self.text().strip() or bool(self.value)

    def set_value(self, value: Sequence[ProfessionalId]) -> None:
        """Show workers by their first names."""
        by_id = {one.id: one for one in self._workers}
        self.setText(", ".join(by_id[one].name.split()[0] for one in value if one in by_id))
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.value:
            self.set_value(self.value)
        self._mark()
        super().focusOutEvent(event)

    def _who(self, code: str) -> Professional | None:
        plain = fold(code)
        for fits in (
            [one for one in self._workers if fold(one.name) == plain or fold(code_of(one.name)) == plain],
            [one for one in self._workers if fold(one.name.split()[0]) == plain],
            [one for one in self._workers if fold(one.name).startswith(plain)],
        ):
            if len(fits) == 1:
                return fits[0]
        return None

    def _mark(self) -> None:
        self.setProperty("invalid", not self.is_readable)
        repolish(self)

    def _on_edited(self) -> None:
        self.setProperty("invalid", False)
        repolish(self)
        self.edited_value.emit()
