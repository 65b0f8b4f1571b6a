"""Choosing a legal basis: what it lets one do, and a warning when nobody has checked its text for a year (G-6)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from sspdesk.domain.consents import ConsentAnswer, Pair
from sspdesk.domain.disclosures import LegalBasis
from sspdesk.i18n import _
from sspdesk.labels import consents
from sspdesk.labels.disclosures import basis_warning
from sspdesk.services.disclosures import CONSENT, DEFAULT_BASIS
from sspdesk.ui import icons
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.fields import Option, SearchCombo


class BasisChoice(QWidget):
    """A combo of the bases in force and two lines about the chosen one.

    With ``answers`` the consent can be chosen too: what it covers is chosen below it, and whether it holds stands
    there in words. With ``pairs`` instead it is asked of several persons, and the answers stand with each of them.
    ``changed`` says that another basis, or another thing to be covered, was chosen.
    """

    changed = Signal()

    def __init__(
        self,
        bases: Sequence[LegalBasis],
        today: date,
        *,
        name: str,
        answers: Sequence[ConsentAnswer] = (),
        pairs: Sequence[Pair] = (),
        parent: QWidget | None = None,
    ) -> None:
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
        self._answers: dict[Pair, ConsentAnswer | None] = {(one.topic, one.authority): one for one in answers}
        self._answers.update(dict.fromkeys(pairs))
        self.pair_combo = SearchCombo([Option(pair, _pair_words(pair)) for pair in self._answers], search=False)
        self.pair_combo.setObjectName("pair_combo")
        self.pair_combo.setAccessibleName(_("What the consent covers"))
        self.why_label = layouts.label(level="small", tone="muted", wrap=True)
        covered = layouts.column(self.pair_combo, self.why_label, spacing=4)
        self.consent_box = layouts.box(covered, name="consent_choice")
        self.setLayout(layouts.column(self.combo, self.short_label, self.warning_line, self.consent_box, spacing=4))
        self.setFocusProxy(self.combo)
        self.combo.value_changed.connect(self._on_value_changed)
        self.pair_combo.value_changed.connect(self._on_value_changed)
        if self._answers:
            self.pair_combo.set_value(next(iter(self._answers)))
        self.combo.set_value(DEFAULT_BASIS if DEFAULT_BASIS in self._bases else None)
        self._on_value_changed()

    @property
    def code(self) -> str:
        """The code of the chosen basis; empty when none is chosen."""
        return str(self.combo.value or "")

    @property
    def consent(self) -> Pair | None:
        """The topic and the authority the consent is to cover; None on another basis."""
        return self.pair_combo.value if self.code == CONSENT else None

    def _on_value_changed(self) -> None:
        pair = self.consent
        found = self._answers.get(pair) if pair is not None else None
        self.consent_box.setVisible(pair is not None)
        self.why_label.setVisible(found is not None)
        if found is not None:
            self.why_label.setText(consents.why(found))
            self.why_label.setProperty("tone", "muted" if found.allowed else "danger")
            self.why_label.style().polish(self.why_label)
            self.pair_combo.setAccessibleDescription(self.why_label.text())
        basis = self._bases.get(self.code)
        self.short_label.setText(basis.short_text if basis is not None else "")
        warning = basis_warning(basis, self._today) if basis is not None else ""
        self.warning_label.setText(warning)
        self.warning_line.setVisible(bool(warning))
        self.combo.setAccessibleDescription(" ".join((self.short_label.text(), warning)).strip())
        self.changed.emit()


def _pair_words(pair: Pair) -> str:
    return f"{consents.topic(pair[0])} · {consents.authority(pair[1])}"
