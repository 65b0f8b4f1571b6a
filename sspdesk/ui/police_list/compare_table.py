"""The side-by-side comparison: field, what the police wrote, what the desk has; differing letters are bold."""

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from sspdesk.domain.cpr import masked
from sspdesk.i18n import _
from sspdesk.ui import theme
from sspdesk.ui.police_list.comparing import Compared, Kind, Spans
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.privacy import Privacy

_LONG_WORD = re.compile(r"\S{11}(?=\S{3})")
"""Words longer than the column get places where they may break."""


class CompareTable(QWidget):
    """Shows compared fields; a field that differs is marked by its ground and said to screen readers."""

    def __init__(self, privacy: Privacy) -> None:
        super().__init__()
        self.setObjectName("compare_table")
        self._privacy = privacy
        self._heads = (_("The police's list"), _("SSP Desk"))
        self._fields: Sequence[Compared] = ()
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(0)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(2, 1)
        privacy.changed.connect(self._rebuild)

    @property
    def fields(self) -> Sequence[Compared]:
        """What is compared now."""
        return self._fields

    def show_fields(self, fields: Sequence[Compared], right_head: str = "") -> None:
        """Show other fields; ``right_head`` names the right side where it is not a person of the desk."""
        self._heads = (_("The police's list"), right_head or _("SSP Desk"))
        self._fields = fields
        self._rebuild()

    def _rebuild(self) -> None:
        layouts.clear(self.grid)
        for column, head in enumerate(("", *self._heads)):
            label = layouts.label(head, level="label")
            self.grid.addWidget(layouts.box(layouts.row(label, margins=(12, 6, 8, 6)), role="compare-head"), 0, column)
        for at, field in enumerate(self._fields, start=1):
            marked = field.differs
            title = layouts.label(field.title, tone="muted", wrap=True)
            title.setFixedWidth(theme.px(62))
            self.grid.addWidget(self._box(title, marked=False, first=True), at, 0)
            for column, (value, marks) in enumerate(
                ((field.listed, field.listed_marks), (field.known, field.known_marks)), start=1
            ):
                self.grid.addWidget(self._box(self._value(field, value, marks, column), marked=marked), at, column)

    def _box(self, label: QLabel, *, marked: bool, first: bool = False) -> QWidget:
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        line = layouts.row(label, margins=(12 if first else 8, 7, 8, 7))
        return layouts.box(line, role="compare-marked" if marked else "compare-line")

    def _value(self, field: Compared, value: str, marks: Spans, column: int) -> QLabel:
        label = layouts.label(wrap=True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        shown = self._shown(field.kind, value)
        state = _("differs") if field.differs else _("the same")
        label.setAccessibleName(f"{field.title}, {self._heads[column - 1]}: {shown or _('missing')}, {state}")
        if not value:
            label.setText(_("missing"))
            label.setProperty("tone", "muted")
        elif marks and shown == value:
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setText(marked_text(value, marks))
        else:
            label.setText(_LONG_WORD.sub("\\g<0>\N{ZERO WIDTH SPACE}", shown))
        return label

    def _shown(self, kind: Kind, value: str) -> str:
        if not value:
            return ""
        if kind is Kind.CPR:
            return self._privacy.cpr(value) if self._privacy.discreet else masked(value)
        if not self._privacy.discreet:
            return value
        if kind is Kind.NAME:
            return self._privacy.name(value)
        return value if kind is Kind.PLAIN else "…"


def marked_text(value: str, marks: Spans) -> str:
    """Return a text as HTML with the marked letters bold; everything else is escaped."""
    parts, at = [], 0
    for start, end in marks:
        parts += [escape(value[at:start]), f"<b>{escape(value[start:end])}</b>"]
        at = end
    return "".join([*parts, escape(value[at:])])
