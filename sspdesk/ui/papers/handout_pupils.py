"""The lines given to one teacher, each ticked or blocked with its reason, and the neutral line that may go with it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from sspdesk.domain.ids import LineId
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels.consents import why
from sspdesk.labels.disclosures import blocked
from sspdesk.labels.reports import upper_first
from sspdesk.services.handouts import Candidate, NeutralLine
from sspdesk.ui import icons
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.fields import CheckBox
from sspdesk.ui.shared.form import Form, focus_into
from sspdesk.ui.shared.privacy import Privacy


class PupilRow(QFrame):
    """One line: a box to tick, what leaves, and on request a neutral line with its reason."""

    changed = Signal()

    def __init__(self, candidate: Candidate, privacy: Privacy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"pupil_{candidate.number}")
        self.candidate = candidate
        self._privacy = privacy
        self._names = False
        self.box = CheckBox(self._title(), checked=not candidate.blocked)
        self.box.toggled.connect(self._on_toggled)
        self.detail_label = layouts.label(level="small", tone="muted", wrap=True)
        self.mark_label = QLabel()
        icons.set_picture(self.mark_label, "ban", "danger", 14)
        self.add_button = Button(_("Add a neutral line …"), kind=Kind.LINK, name="neutral_button")
        self.add_button.setAccessibleDescription(candidate.who)
        self.add_button.clicked.connect(self.open_neutral)
        self.form = Form(columns=2)
        self.form.line("text", _("Neutral line"), placeholder=_("Without names, only what the follow-up needs"))
        self.form.line("reason", _("Why the teacher needs it"))
        self.form.changed.connect(self.changed)
        self.form.hide()
        top = layouts.row(self.box, None, self.add_button)
        layout = layouts.column(top, spacing=2, margins=(12, 6, 12, 6))
        detail = layouts.row(self.mark_label, self.detail_label, margins=(27, 0, 0, 0), spacing=6)
        detail.setStretch(1, 1)
        layout.addLayout(detail)
        layout.addLayout(layouts.row(self.form, margins=(27, 4, 0, 4)))
        self.setLayout(layout)
        self._show_detail()
        privacy.changed.connect(self._on_privacy_changed)

    def show_candidate(self, candidate: Candidate) -> None:
        """Show the same line on another legal basis; what may leave now is ticked, what was typed stays."""
        was, self.candidate = self.candidate.blocked, candidate
        if candidate.blocked or was:
            self.box.setChecked(not candidate.blocked)
        self._show_detail()

    def _show_detail(self) -> None:
        blocked = bool(self.candidate.blocked)
        self.box.setEnabled(not blocked)
        self.mark_label.setVisible(blocked)
        self.detail_label.setText(self._detail())
        self.detail_label.setProperty("tone", "danger" if blocked else "muted")
        self.detail_label.style().polish(self.detail_label)
        self.add_button.setVisible(not blocked and self.box.isChecked() and self.form.isHidden())
        self.form.setEnabled(self.box.isChecked())

    def _on_privacy_changed(self) -> None:
        self._show_title()
        self._show_detail()

    def _title(self) -> str:
        one = self.candidate
        shown = one.name if self._names and not one.protected else one.who
        who = self._privacy.name(shown) if self._names else shown
        parts = [_("No. {number}").format(number=one.number), who, self._privacy.detail(one.school_class)]
        return " · ".join(part for part in parts if part)

    def _detail(self) -> str:
        one = self.candidate
        told = one.consent if one.consent is not None and not self._privacy.discreet else None
        if one.blocked.startswith("consent_") and told is not None:
            return why(told)
        if one.blocked:
            return upper_first(blocked(one.blocked))
        until = told.until if told is not None else None
        consent = _("consent until {day}").format(day=dates.day(until)) if until is not None else ""
        due = _("deadline {day}").format(day=dates.day(one.due)) if one.due is not None else ""
        protected = _("protected: initials") if one.protected else ""
        return " · ".join(part for part in (one.task, due, protected, consent) if part)

    def show_names(self, names: bool) -> None:
        """Show names or initials, as they are to leave."""
        self._names = names
        self._show_title()

    def _show_title(self) -> None:
        self.box.setText(self._title())
        self.box.setAccessibleName(self._title())
        self.box.updateGeometry()

    def open_neutral(self) -> None:
        """Show the two fields of the neutral line."""
        self.form.keep_drafts(self.candidate.line_id, person_id=self.candidate.person_id)
        self.form.show()
        self.add_button.hide()
        focus_into(self.form.row("text").widget)

    @property
    def neutral_line(self) -> NeutralLine | None:
        """What was typed, or None; a reason that is missing stops the hand-out."""
        text = self.form.value("text")
        return NeutralLine(text=text, reason=self.form.value("reason")) if text else None

    def show_missing_reason(self) -> bool:
        """Mark the reason where it is missing; return whether it is."""
        line = self.neutral_line
        missing = self.box.isChecked() and line is not None and not line.reason
        if missing:
            self.form.show_problems([("reason", _("Write why the teacher needs the line, or leave the line out."))])
        return missing

    def _on_toggled(self, on: bool) -> None:
        self.add_button.setVisible(on and self.form.isHidden())
        self.form.setEnabled(on)
        self.changed.emit()


class PupilList(QWidget):
    """The rows of one teacher. ``changed`` follows every tick and every typed letter."""

    changed = Signal()

    def __init__(self, privacy: Privacy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pupil_list")
        self._privacy = privacy
        self.rows: list[PupilRow] = []
        self._column = layouts.column(spacing=0)
        self.setLayout(self._column)

    def set_candidates(self, candidates: Sequence[Candidate], *, names: bool) -> None:
        """Show other lines, or the same ones on another basis; everything that may leave is ticked."""
        if [row.candidate.line_id for row in self.rows] == [one.line_id for one in candidates]:
            for row, candidate in zip(self.rows, candidates, strict=True):
                row.show_candidate(candidate)
            self.changed.emit()
            return
        layouts.clear(self._column)
        self.rows = [PupilRow(candidate, self._privacy) for candidate in candidates]
        for place, row in enumerate(self.rows):
            if place:
                self._column.addWidget(layouts.rule())
            row.show_names(names)
            row.changed.connect(partial(self._on_changed))
            self._column.addWidget(row)
        self.changed.emit()

    def show_names(self, names: bool) -> None:
        """Show names or initials in all rows."""
        for row in self.rows:
            row.show_names(names)

    @property
    def chosen(self) -> tuple[LineId, ...]:
        """The ticked lines."""
        return tuple(row.candidate.line_id for row in self.rows if row.box.isChecked())

    @property
    def neutral_lines(self) -> dict[LineId, NeutralLine]:
        """The neutral lines of the ticked lines."""
        lines = {row.candidate.line_id: row.neutral_line for row in self.rows if row.box.isChecked()}
        return {line_id: line for line_id, line in lines.items() if line is not None}

    def show_missing_reasons(self) -> bool:
        """Mark every neutral line that lacks its reason; return whether there is one."""
        missing = [row for row in self.rows if row.show_missing_reason()]
        return bool(missing)

    def _on_changed(self) -> None:
        self.changed.emit()
