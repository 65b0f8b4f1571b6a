"""The step of the sheet's columns: which holds what, proposed and shown for correction."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from sspdesk.domain.names import clean
from sspdesk.domain.street_list import SheetField, StreetList
from sspdesk.exchange.police_list.lines import shown
from sspdesk.exchange.street_list.headings import NO_HEADINGS, SheetLayout, best_of, layout_at, with_columns
from sspdesk.exchange.tables.workbook import Workbook
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import street_import as words
from sspdesk.ui import icons, theme
from sspdesk.ui.importing.column_grid import SAMPLES, ColumnGrid
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.fields import Option, SearchCombo
from sspdesk.ui.shared.form import FormRow
from sspdesk.ui.shared.panels import InlineMessage, Panel
from sspdesk.ui.street_team.import_session import SheetSession

_HEADER_ROWS = 30
_PREVIEW = 60
_PROBLEMS_SHOWN = 4


class SheetColumnsStep(QWidget):
    """Puts corrections into the session; ``layout_changed``: the sheet must be read again."""

    layout_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet_columns_step")
        self._session: SheetSession | None = None
        self._filling = False
        self.message = InlineMessage(tone="warn")
        self.message.hide()
        self.sheet_combo = SearchCombo(search=False)
        self.header_combo = SearchCombo(search=False)
        self.sheet_row = FormRow(_("Sheet or table"), self.sheet_combo)
        self.header_row = FormRow(_("The headings stand in"), self.header_combo)
        for row, combo, name, width in (
            (self.sheet_row, self.sheet_combo, _("Sheet or table"), 220),
            (self.header_row, self.header_combo, _("The headings stand in"), 340),
        ):
            combo.setAccessibleName(name)
            row.setFixedWidth(theme.px(width))
        top = layouts.row(self.sheet_row, self.header_row, None, spacing=16)
        for row in (self.sheet_row, self.header_row):
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
        self.columns.field_chosen.connect(self._on_field_chosen)

    def show_session(self, session: SheetSession) -> None:
        """Show a sheet's columns as they are understood now."""
        self._session = session
        workbook, layout = session.workbook, session.layout
        self._filling = True
        sheets = [
            Option(at, one.name or _("Sheet {number}").format(number=at + 1)) for at, one in enumerate(workbook.sheets)
        ]
        self.sheet_combo.set_options(sheets)
        self.sheet_combo.set_value(layout.sheet)
        self.sheet_row.setVisible(len(sheets) > 1)
        self.header_combo.set_options(_header_rows(workbook, layout.sheet))
        self.header_combo.set_value(layout.header_row)
        self._filling = False
        rows = workbook.sheets[layout.sheet].rows
        numbers = [at for at in range(layout.header_row + 1, len(rows)) if rows[at]][:SAMPLES]
        samples = [(at, [clean(shown(cell)) for cell in rows[at]]) for at in numbers]
        self.columns.show_rows(layout.headings, samples, _chosen(layout), lambda text, _field: text)

    def show_listed(self, listed: StreetList | None) -> None:
        """Show how many rows can be read and the first that cannot, or which columns are missing."""
        layouts.clear(self.result.body)
        self.message.hide()
        body = self.result.body
        missing = self._session.layout.missing if self._session is not None else ()
        if missing:
            told = _("Point out the columns that hold: {columns}.")
            self.message.say("", told.format(columns=", ".join(map(words.field, missing))), tone="warn")
        if listed is None:
            body.addWidget(layouts.label(_("Nothing can be read yet.") if missing else _("Reading …"), tone="muted"))
            return
        read = ngettext("{count} row can be read", "{count} rows can be read", len(listed.rows))
        body.addLayout(_line("circle-check", "ok", read.format(count=dates.number(len(listed.rows)))))
        for problem in listed.problems[:_PROBLEMS_SHOWN]:
            body.addLayout(_line("circle-alert", "danger", words.row_problem(problem)))
        rest = len(listed.problems) - _PROBLEMS_SHOWN
        if rest > 0:
            more = ngettext("and {count} more row to be mended", "and {count} more rows to be mended", rest)
            body.addLayout(_line("circle-alert", "danger", more.format(count=dates.number(rest))))
        elif listed.problems:
            body.addWidget(layouts.label(_("They can be mended in the next step."), tone="muted", level="small"))

    def focus_first(self) -> None:
        """Go to the first column that nobody has a use for yet, where a missing one can be pointed out."""
        free = [combo for combo in self.columns.combos if combo.value is None]
        (free or self.columns.combos or [self.header_combo])[0].setFocus()

    def _on_field_chosen(self, column: int, field: SheetField | None) -> None:
        if self._session is None:
            return
        layout = self._session.layout
        chosen = {str(name): at for name, at in layout.columns.items() if at != column and name != field}
        if field is not None:
            chosen[str(field)] = column
        self._session.change_layout(with_columns(self._session.workbook, layout, chosen))
        self.columns.show_chosen(_chosen(self._session.layout))
        self.layout_changed.emit()

    def _on_sheet_changed(self, sheet: int | None) -> None:
        if self._session is not None and sheet is not None and not self._filling:
            self._begin_at(best_of(self._session.workbook, sheet))

    def _on_header_changed(self, header_row: int | None) -> None:
        if self._session is not None and header_row is not None and not self._filling:
            self._begin_at(layout_at(self._session.workbook, self._session.layout.sheet, header_row))

    def _begin_at(self, layout: SheetLayout) -> None:
        if self._session is not None:
            self._session.change_layout(layout)
            self.show_session(self._session)
            self.layout_changed.emit()


def _fields() -> list[Option]:
    return [Option(None, _("Not used")), *(Option(field, words.field(field)) for field in SheetField)]


def _chosen(layout: SheetLayout) -> dict[int, SheetField]:
    return {column: field for field, column in layout.columns.items()}


def _header_rows(workbook: Workbook, sheet: int) -> list[Option]:
    options = [Option(NO_HEADINGS, _("No headings"))]
    for at, cells in enumerate(workbook.sheets[sheet].rows[:_HEADER_ROWS]):
        preview = ", ".join(clean(cell) for cell in cells if isinstance(cell, str))
        if preview:
            short = preview if len(preview) < _PREVIEW else preview[: _PREVIEW - 2] + "…"
            options.append(Option(at, _("Row {row}: {texts}").format(row=at + 1, texts=short)))
    return options


def _line(icon: str, tint: str, text: str) -> QHBoxLayout:
    picture = QLabel()
    icons.set_picture(picture, icon, tint, 14)
    return layouts.row(picture, layouts.label(text, wrap=True, tone="danger" if tint == "danger" else ""), spacing=8)
