"""The second step: which column holds what, proposed and shown for correction, with what can be read as one goes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from sspdesk.domain.names import clean
from sspdesk.domain.police_list import Field, PoliceList
from sspdesk.exchange.police_list.layout import Layout, candidates, layout_at, with_columns
from sspdesk.exchange.police_list.lines import shown
from sspdesk.exchange.tables.workbook import Workbook
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import police_list as words
from sspdesk.ui import icons, theme
from sspdesk.ui.importing.column_grid import SAMPLES, ColumnGrid
from sspdesk.ui.police_list.session import Session
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.fields import CheckBox, Option, SearchCombo
from sspdesk.ui.shared.form import FormRow
from sspdesk.ui.shared.panels import InlineMessage, Panel
from sspdesk.ui.shared.privacy import Privacy

_HEADER_ROWS = 30
_PROBLEMS_SHOWN = 5
_NAMES = (Field.NAME, Field.FIRST_NAME, Field.MIDDLE_NAME, Field.LAST_NAME)
_OPEN = (Field.CONTACT_DATE, Field.CONTACT_TIME, Field.ROLE, Field.REFERENCE, Field.TALK_RECOMMENDED, Field.PLACE)
"""Fields that discreet display does not hide."""


class ColumnsStep(QWidget):
    """Puts corrections into the session; ``layout_changed``: the list must be read again."""

    layout_changed = Signal()

    def __init__(self, privacy: Privacy) -> None:
        super().__init__()
        self.setObjectName("columns_step")
        self._privacy = privacy
        self._session: Session | None = None
        self._filling = False
        self.message = InlineMessage()
        self.message.hide()
        self.sheet_combo = SearchCombo(search=False)
        self.sheet_row = FormRow(_("Sheet or table"), self.sheet_combo)
        self.sheet_combo.setAccessibleName(_("Sheet or table"))
        self.header_combo = SearchCombo(search=False)
        self.header_combo.setAccessibleName(_("The headings stand in"))
        self.header_row = FormRow(_("The headings stand in"), self.header_combo)
        self.addresses_box = CheckBox(_("Keep home addresses"))
        self.addresses_row = FormRow(
            "", self.addresses_box, help=_("Only where a letter needs them. Else they are left out.")
        )
        for row, width in ((self.sheet_row, 220), (self.header_row, 340)):
            row.setFixedWidth(theme.px(width))
        top = layouts.row(self.sheet_row, self.header_row, self.addresses_row, None, spacing=16)
        for row in (self.sheet_row, self.header_row, self.addresses_row):
            top.setAlignment(row, Qt.AlignmentFlag.AlignTop)
        self.columns = ColumnGrid(_fields)
        self.result = Panel()
        self.result.setAccessibleName(_("What can be read"))
        self.result.body.setSpacing(6)
        column = layouts.column(self.message, top, self.columns, self.result, spacing=12, margins=(16, 16, 16, 16))
        column.setStretch(2, 1)
        self.setLayout(column)
        self.sheet_combo.value_changed.connect(self._on_sheet_changed)
        self.header_combo.value_changed.connect(self._on_header_changed)
        self.addresses_box.toggled.connect(self._on_addresses_toggled)
        self.columns.field_chosen.connect(self._on_field_chosen)
        privacy.changed.connect(self._on_privacy_changed)

    def show_session(self, session: Session) -> None:
        """Show a list's columns as they are understood now."""
        self._session = session
        workbook, layout = session.workbook, session.layout
        self._filling = True
        self.sheet_combo.set_options(_sheets(workbook))
        self.sheet_combo.set_value(layout.sheet)
        self.sheet_row.setVisible(len(workbook.sheets) > 1)
        self.header_combo.set_options(_header_rows(workbook, layout.sheet))
        self.header_combo.set_value(layout.header_row or 0)
        self.addresses_box.setChecked(session.keep_addresses)
        self._build_grid(workbook, layout)
        self._filling = False
        self._show_addresses()

    def _show_addresses(self) -> None:
        self.addresses_row.setVisible(self._session is not None and self._session.has_addresses)

    @property
    def combos(self) -> list[SearchCombo]:
        """The choosers over the columns."""
        return self.columns.combos

    def _build_grid(self, workbook: Workbook, layout: Layout) -> None:
        rows = workbook.sheets[layout.sheet].rows
        numbers = [number for number in range(layout.first_row, len(rows)) if rows[number]][:SAMPLES]
        samples = [(number, [clean(shown(cell)) for cell in rows[number]]) for number in numbers]
        fields = {column: field for field, column in layout.columns.items()}
        self.columns.show_rows(layout.headings, samples, fields, self._as_shown)

    def _as_shown(self, text: str, field: Field | None) -> str:
        if not self._privacy.discreet or not text:
            return text
        if field in _NAMES:
            return self._privacy.name(text)
        if field is Field.CPR:
            return self._privacy.cpr(text)
        return text if field in _OPEN else "…"

    def show_reading(self) -> None:
        """Say that the list is being read with the present columns."""
        layouts.clear(self.result.body)
        self.result.body.addWidget(layouts.label(_("Reading …"), tone="muted"))

    def show_listed(self, listed: PoliceList) -> None:
        """Show how many lines can be read, and the first that cannot."""
        self.message.hide()
        layouts.clear(self.result.body)
        body = self.result.body
        read = ngettext("{count} row can be read", "{count} rows can be read", len(listed.rows))
        body.addLayout(_line("circle-check", "ok", read.format(count=dates.number(len(listed.rows)))))
        for problem in listed.problems[:_PROBLEMS_SHOWN]:
            body.addLayout(_line("circle-alert", "danger", words.describe(problem)))
        rest = len(listed.problems) - _PROBLEMS_SHOWN
        if rest > 0:
            more = ngettext("and {count} more row to be mended", "and {count} more rows to be mended", rest)
            body.addLayout(_line("circle-alert", "danger", more.format(count=dates.number(rest))))
        elif listed.problems:
            body.addWidget(layouts.label(_("They can be mended in the next step."), tone="muted", level="small"))
        for name in listed.other_lists:
            body.addLayout(_line("info", "info", words.explain_unread_list(name)))

    def show_error(self, sentence: str) -> None:
        """Say why nothing can be read with the present columns."""
        layouts.clear(self.result.body)
        self.result.body.addWidget(layouts.label(_("Nothing can be read yet."), tone="muted"))
        self.message.say("", sentence, tone="danger")

    def focus_problem(self) -> None:
        """Go to the first column, where a missing field can be pointed out."""
        (self.combos[0] if self.combos else self.header_combo).setFocus()

    def _on_field_chosen(self, column: int, field: Field | None) -> None:
        if self._session is None or self._filling:
            return
        layout = self._session.layout
        chosen = {str(name): at for name, at in layout.columns.items() if at != column and name != field}
        if field is not None:
            chosen[str(field)] = column
        self._change(with_columns(self._session.workbook, layout, chosen))
        self.columns.show_chosen({at: name for name, at in self._session.layout.columns.items()})

    def _on_sheet_changed(self, sheet: int | None) -> None:
        if self._session is None or sheet is None or self._filling:
            return
        found = [one for one in candidates(self._session.workbook) if one.sheet == sheet]
        self._change(found[0] if found else layout_at(self._session.workbook, sheet, None))
        self.show_session(self._session)

    def _on_header_changed(self, header_row: int | None) -> None:
        if self._session is None or header_row is None or self._filling:
            return
        layout = layout_at(self._session.workbook, self._session.layout.sheet, header_row or None)
        self._change(layout)
        self.show_session(self._session)

    def _change(self, layout: Layout) -> None:
        if self._session is not None:
            self._session.layout = layout
            self._show_addresses()
            self.layout_changed.emit()

    def _on_addresses_toggled(self, keep: bool) -> None:
        if self._session is not None and not self._filling:
            self._session.keep_addresses = keep

    def _on_privacy_changed(self) -> None:
        if self._session is not None:
            self._build_grid(self._session.workbook, self._session.layout)


def _fields() -> list[Option]:
    return [Option(None, _("Not used")), *(Option(field, words.field_label(field)) for field in Field)]


def _sheets(workbook: Workbook) -> list[Option]:
    return [
        Option(number, sheet.name or _("Sheet {number}").format(number=number + 1))
        for number, sheet in enumerate(workbook.sheets)
    ]


def _header_rows(workbook: Workbook, sheet: int) -> list[Option]:
    options = [Option(0, _("No headings"))]
    for number, cells in enumerate(workbook.sheets[sheet].rows[:_HEADER_ROWS], start=1):
        texts = [clean(cell) for cell in cells if isinstance(cell, str)]
        if texts:
            preview = ", ".join(texts)
            label = _("Row {row}: {texts}").format(
                row=number, texts=preview if len(preview) < 60 else preview[:58] + "…"
            )
            options.append(Option(number, label))
    return options


def _line(icon: str, tint: str, text: str) -> QHBoxLayout:
    picture = QLabel()
    icons.set_picture(picture, icon, tint, 14)
    return layouts.row(picture, layouts.label(text, wrap=True, tone="danger" if tint == "danger" else ""), spacing=8)
