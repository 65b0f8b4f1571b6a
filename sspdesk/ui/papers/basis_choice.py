"""Choosing a legal basis: what it lets one do, and a warning when nobody has checked its text for a year (G-6)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLabel, QWidget

from sspdesk.domain.disclosures import LegalBasis
from sspdesk.labels.disclosures import basis_warning
from sspdesk.services.disclosures import DEFAULT_BASIS
from sspdesk.ui import icons
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.fields import Option, SearchCombo


class BasisChoice(QWidget):
    """A combo of the bases in force and two lines about the chosen one."""

    def __init__(self, bases: Sequence[LegalBasis], today: date, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("basis_choice")
        self._bases = {one.code: one for one in bases}
        self._today = today
        self.combo = SearchCombo([Option(one.code, one.name) for one in bases], search=False)
        self.combo.setObjectName("basis_combo")
        self.combo.setAccessibleName(name)
        self.short_label = layouts.label(level="small", tone="muted", wrap=True)
        self.warning_icon = QLabel()
        icons.set_picture(self.warning_icon, "triangle-alert", "warn", 14)
        self.warning_label = layouts.label(level="small", tone="warn", wrap=True)
        warning = layouts.row(self.warning_icon, self.warning_label, spacing=6)
        warning.setStretch(1, 1)
        self.warning_line = layouts.box(warning, name="basis_warning")
        self.setLayout(layouts.column(self.combo, self.short_label, self.warning_line, spacing=4))
        self.setFocusProxy(self.combo)
        self.combo.value_changed.connect(self._on_value_changed)
        self.combo.set_value(DEFAULT_BASIS if DEFAULT_BASIS in self._bases else None)
        self._on_value_changed()

    @property
    def code(self) -> str:
        """The code of the chosen basis; empty when none is chosen."""
        return str(self.combo.value or "")

    def _on_value_changed(self) -> None:
        basis = self._bases.get(self.code)
        self.short_label.setText(basis.short_text if basis is not None else "")
        warning = basis_warning(basis, self._today) if basis is not None else ""
        self.warning_label.setText(warning)
        self.warning_line.setVisible(bool(warning))
        self.combo.setAccessibleDescription(" ".join((self.short_label.text(), warning)).strip())
