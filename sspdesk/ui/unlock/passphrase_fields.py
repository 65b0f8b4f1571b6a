"""Choosing a passphrase: twice, with its strength in words while it is typed, or five words proposed."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from sspdesk.domain.vault import Strength
from sspdesk.i18n import _
from sspdesk.labels import vault as words
from sspdesk.services import passphrases
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.form import FormRow
from sspdesk.ui.shared.layouts import box, column, label, row
from sspdesk.ui.unlock.passphrase_edit import PassphraseEdit

_JUDGE_AFTER_MS = 150


class PassphraseFields(QWidget):
    """Two hidden lines, a meter, and a proposal. ``local_names`` gives names that make a passphrase easy to guess."""

    changed = Signal()

    def __init__(self, local_names: Callable[[], Iterable[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("passphrase_fields")
        self._local_names = local_names
        self.passphrase_edit = PassphraseEdit(_("Passphrase"))
        self.again_edit = PassphraseEdit(_("The same once more"))
        self.again_edit.setObjectName("again_edit")
        self._first = FormRow(_("Passphrase"), self.passphrase_edit)
        self._second = FormRow(_("The same once more"), self.again_edit)
        self.meter = QProgressBar()
        self.meter.setRange(0, 4)
        self.meter.setTextVisible(False)
        self.meter.setAccessibleName(_("Strength"))
        self.strength_label = label(level="small")
        self.advice_label = label(level="small", tone="muted", wrap=True)
        self.propose_button = Button(_("Propose five words"), icon="refresh-cw", name="propose_button")
        self.propose_button.clicked.connect(self._on_propose_pressed)
        self.proposal_label = label(level="key", wrap=True, selectable=True)
        self.proposal_label.setObjectName("proposal_label")
        how = _("Say the words aloud a few times, or write them on a note that you shred when you know them.")
        self._proposal = box(
            column(self.proposal_label, label(how, level="small", tone="muted", wrap=True), margins=(12, 10, 12, 10)),
            role="box",
            name="proposal_box",
        )
        self._proposal.hide()
        strength = row(self.meter, self.strength_label, spacing=12)
        strength.setStretch(0, 1)
        self.setLayout(
            column(
                *(row(self.propose_button, None), self._proposal, 4, self._first, strength, self.advice_label),
                *(4, self._second),
                spacing=8,
            )
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_JUDGE_AFTER_MS)
        self._timer.timeout.connect(self.judge)
        self.passphrase_edit.textEdited.connect(self._on_edited)
        self.again_edit.textEdited.connect(self._on_edited)
        self.judge()

    @property
    def passphrase(self) -> str:
        """What is typed in the first line."""
        return self.passphrase_edit.text()

    def judge(self) -> Strength:
        """Show how well the passphrase holds, and return it."""
        self._timer.stop()
        strength = passphrases.strength(self.passphrase, self._local_names())
        self.meter.setValue(strength.score if self.passphrase else 0)
        self.strength_label.setText(words.strength_word(strength) if self.passphrase else "")
        self.advice_label.setText(words.strength_advice(strength))
        self.advice_label.setVisible(bool(self.advice_label.text()))
        self.meter.setAccessibleDescription(self.strength_label.text())
        return strength

    def is_good(self) -> bool:
        """Show what is missing beside its field; return True when the passphrase is strong and typed the same twice."""
        strength = self.judge()
        differs = strength.accepted and self.passphrase != self.again_edit.text()
        self._first.show_problem("" if strength.accepted else words.strength_advice(strength))
        self.advice_label.setVisible(strength.accepted and bool(self.advice_label.text()))
        self._second.show_problem(_("The two are not the same. Type the passphrase once more.") if differs else "")
        if not strength.accepted:
            self.passphrase_edit.setFocus()
        elif differs:
            self.again_edit.setFocus()
        return strength.accepted and not differs

    def clear(self) -> None:
        """Forget everything typed and proposed."""
        for edit in (self.passphrase_edit, self.again_edit):
            edit.clear()
            edit.hide_words()
        self.proposal_label.clear()
        self._proposal.hide()
        self.judge()

    def _on_edited(self) -> None:
        self._first.show_problem("")
        self._second.show_problem("")
        if self.sender() is self.passphrase_edit and self.passphrase != self.proposal_label.text():
            self._proposal.hide()
        self._timer.start()
        self.changed.emit()

    def _on_propose_pressed(self) -> None:
        proposal = passphrases.generate()
        self.proposal_label.setText(proposal)
        self._proposal.show()
        self.passphrase_edit.setText(proposal)
        self.again_edit.clear()
        self._first.show_problem("")
        self._second.show_problem("")
        self.judge()
        self.again_edit.setFocus()
        self.changed.emit()
