"""Exit's figures on the screen, each with its definition, and their way to paper."""

from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.i18n import _
from sspdesk.reports import exit_figures as report
from sspdesk.services import exit_figures
from sspdesk.services.exit_figures import FigureRow, FiguresPaper
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.shared.table import RecordTable


class FiguresDialog(Dialog):
    """The figures as a table: what, how many, what waits, and how it is counted."""

    def __init__(self, context: PageContext, paper: FiguresPaper, parent: QWidget) -> None:
        told = _(
            "Only cases whose day has passed count; the rest wait. An outcome nobody could tell counts as missing."
        )
        super().__init__(_("Figures of Exit"), _("Figures of Exit"), told, width=860, parent=parent)
        self._context, self._paper = context, paper
        columns: tuple[Column[FigureRow], ...] = (
            Column(title=_("What is counted"), cell=_name, width=300),
            Column(title=_("Figure"), cell=_value, width=90),
            Column(title=_("Counted"), cell=_counted, width=170),
            Column(title=_("Before"), cell=_baseline),
        )
        self.table = RecordTable(columns, name=_("Figures"), row_height=44)
        self.table.setMinimumHeight(theme.px(330))
        self.definition_label = layouts.label(tone="muted", wrap=True)
        self.definition_label.setMinimumHeight(theme.px(52))
        self.table.chosen.connect(self._on_row_chosen)
        self.table.set_rows(list(paper.rows))
        self.body.addWidget(self.table)
        self.body.addWidget(self.definition_label)
        if paper.rows:
            self._on_row_chosen(paper.rows[0])
        self.add_close_button(_("Close"))
        self.print_button = self.add_button(_("Show as paper"), kind=Kind.PRIMARY, icon="printer")
        self.print_button.clicked.connect(self.show_paper)

    def _on_row_chosen(self, row: FigureRow) -> None:
        self.definition_label.setText(row.definition)

    def show_paper(self) -> None:
        """Show the figures as paper, with their definitions."""
        self._context.operations.background(self, partial(report.render, self._paper.report), self._show)

    def _show(self, pdf: bytes) -> None:
        note = _("Numbers only; nobody is named. Counts below 5 are hidden on paper.")
        PdfPreview(pdf, _("Figures of Exit"), can_save=False, note=note, parent=self).open()


def show_figures(context: PageContext, parent: QWidget) -> None:
    """Count and show the figures."""

    def opened(paper: FiguresPaper) -> None:
        FiguresDialog(context, paper, parent).open()

    context.operations.query(parent, exit_figures.gather, opened)


def _name(row: FigureRow) -> Cell:
    return Cell(text=row.title, second=row.code, tip=row.definition)


def _value(row: FigureRow) -> Cell:
    return Cell(text=row.value, strong=True)


def _counted(row: FigureRow) -> Cell:
    return Cell(detail=row.counted, second=row.waiting)


def _baseline(row: FigureRow) -> Cell:
    return Cell(text=row.baseline, tint="muted", wrap=True)
