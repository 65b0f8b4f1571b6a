"""The figures of releases with their definitions; counted anew for another period."""

from datetime import date

from PySide6.QtWidgets import QWidget

from sspdesk.domain.release_figures import Count
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import release_figures as labels
from sspdesk.services import release_figures
from sspdesk.services.release_figures import Figures
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.form import Form
from sspdesk.ui.shared.panels import Panel
from sspdesk.ui.shared.table import RecordTable


class FiguresDialog(Dialog):
    """One line a figure: share, of how many, how many wait, how many are unknown; the definition under it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        title = _("Figures of releases")
        super().__init__(title, title, _("Only releases whose day has passed count; the rest wait."), width=880,
                         parent=parent)  # fmt: skip
        self._context = context
        first, last = release_figures.usual_period(context.now().date())
        self.form = Form(columns=2)
        self.form.date("first", _("Released from"), first, today=self._today)
        self.form.date("last", _("Released until"), last, today=self._today)
        columns: tuple[Column[Count], ...] = (
            Column(title=_("Figure"), cell=_name),
            Column(title=_("Share"), cell=_share, width=130),
            Column(
                title=_("Waiting"), cell=lambda one: Cell(text=dates.number(one.waiting)), width=90, align_right=True
            ),
            Column(
                title=_("Unknown"), cell=lambda one: Cell(text=dates.number(one.unknown)), width=90, align_right=True
            ),
        )
        self.table = RecordTable(columns, name=title, privacy=context.privacy, row_height=44)
        self.table.setMinimumHeight(theme.px(28 + 44 * 7 + 4))
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        self.told_label = layouts.label(tone="muted", level="small", wrap=True)
        for part in (self.form, panel, self.told_label):
            self.body.addWidget(part)
        self.add_close_button(_("Close"), default=True)
        self.print_button = self.add_button(_("Show on paper…"), icon="printer")
        self.print_button.clicked.connect(self.show_paper)
        self.form.changed.connect(self.reload)
        self.reload()

    def _today(self) -> date:
        return self._context.now().date()

    def reload(self) -> None:
        """Count anew."""
        period = self._period()
        if period is not None:
            self._context.operations.query(self, lambda uow: release_figures.figures(uow, *period), self._on_counted)

    def _period(self) -> tuple[date, date] | None:
        """Return the period, or say beside the field why there is none."""
        first, last = self.form.value("first"), self.form.value("last")
        if first is None or last is None:
            return None
        if first > last:
            self.form.row("last").show_problem(_("The last day lies before the first."))
            return None
        self.form.clear_problems()
        return first, last

    def show_paper(self) -> None:
        """Show the figures on paper, with their definitions and without small counts."""
        period = self._period()
        if period is not None:
            PaperFlow(self._context, self, _("Figures of releases")).start(
                lambda uow: release_figures.paper(uow, *period)
            )

    def _on_counted(self, found: Figures) -> None:
        self.table.set_rows(list(found.counts))
        self.told_label.setText(labels.told(found.released, found.open_cases))


def _name(count: Count) -> Cell:
    return Cell(
        text=labels.name(count.figure), second=labels.definition(count.figure), tip=labels.definition(count.figure)
    )


def _share(count: Count) -> Cell:
    return Cell(text=labels.share(count.part, count.whole), strong=True)
