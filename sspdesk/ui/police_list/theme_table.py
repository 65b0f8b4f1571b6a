"""The contacts to be stored with their roles; a theme can be chosen beside the role, never shown without it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from sspdesk.domain.wednesday import Role, Theme
from sspdesk.i18n import _
from sspdesk.labels import dates, wednesday
from sspdesk.services.import_plan import Settled
from sspdesk.ui import icons, theme
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.panels import EmptyState
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.table import RecordTable

_CONTACT_COLUMN, _THEME_COLUMN = 2, 3


@dataclass(frozen=True, slots=True)
class Line:
    """One contact with the theme chosen for it."""

    settled: Settled
    theme: Theme | None


class ThemeTable(QWidget):
    """``theme_chosen`` carries a row's number and a theme, or None to take it away."""

    theme_chosen = Signal(int, object)

    def __init__(self, privacy: Privacy) -> None:
        super().__init__()
        self.setObjectName("theme_table")
        self.table: RecordTable[Line] = RecordTable(
            (
                Column(title=_("Row"), cell=_row, width=58, align_right=True),
                Column(title=_("Name"), cell=_name, width=180),
                Column(title=_("Contact"), cell=_contact),
                Column(title=_("Role and theme"), cell=_role, width=236),
            ),
            name=_("Contacts to be stored"),
            privacy=privacy,
            empty=EmptyState("info", _("No contacts"), _("Every row is skipped. Go back to change that.")),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.setFocusProxy(self.table)
        self._menu: QMenu | None = None
        self.table.action_pressed.connect(self._on_action_pressed)
        self.table.opened.connect(self._on_opened)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what happened where large letters leave no room for it: role and theme go first."""
        super().resizeEvent(event)
        self.table.view.setColumnHidden(_CONTACT_COLUMN, self.width() < theme.px(600))

    def show_rows(self, rows: Sequence[Settled], themes: Mapping[int, Theme]) -> None:
        """Show the contacts to be stored."""
        self.table.set_rows([Line(one, themes.get(one.number)) for one in rows])

    def show_theme(self, row: int, chosen: Theme | None) -> None:
        """Show another theme on one row."""
        at = self.table.model.row_of(lambda line: line.settled.number == row)
        line = self.table.model.record(at)
        if line is not None:
            self.table.model.update_row(at, replace(line, theme=chosen))

    def _on_opened(self, line: Line) -> None:
        self.open_menu(line)

    def _on_action_pressed(self, line: Line, _column: int) -> None:
        self.open_menu(line)

    def open_menu(self, line: Line) -> QMenu:
        """Open the themes beside a row."""
        menu = QMenu(self)
        menu.setObjectName("theme_menu")
        menu.setAccessibleName(_("Theme"))
        for chosen in Theme:
            action = QAction(wednesday.theme(chosen), menu)
            icons.set_icon(action, wednesday.THEME_ICONS[chosen], "muted")
            action.triggered.connect(partial(self._choose, line.settled.number, chosen))
            menu.addAction(action)
        menu.addSeparator()
        none = QAction(_("No theme"), menu)
        none.triggered.connect(partial(self._choose, line.settled.number, None))
        menu.addAction(none)
        menu.aboutToHide.connect(menu.deleteLater)
        at = self.table.model.row_of(lambda other: other.settled.number == line.settled.number)
        place = self.table.view.visualRect(self.table.model.index(at, _THEME_COLUMN))
        menu.popup(self.table.view.viewport().mapToGlobal(QPoint(place.left(), place.bottom())))
        self._menu = menu
        return menu

    def _choose(self, row: int, chosen: Theme | None, _checked: bool = False) -> None:
        self.theme_chosen.emit(row, chosen)


def _row(line: Line) -> Cell:
    return Cell(text=str(line.settled.number), tint="muted")


def _name(line: Line) -> Cell:
    row = line.settled.row
    badges = (BadgeSpec(_("Update"), "refresh-cw", "info"),) if line.settled.updates else ()
    return Cell(text=f"{row.first_name or ''} {row.last_name or ''}".strip(), is_name=True, strong=True, badges=badges)


def _contact(line: Line) -> Cell:
    row = line.settled.row
    when = dates.day_short(row.contact_date) if row.contact_date else _("no date")
    return Cell(text=when, detail=" · ".join(part for part in (row.text, row.place) if part), hide_detail=True)


def _role(line: Line) -> Cell:
    row = line.settled.row
    role = row.role_text or wednesday.role(row.role or Role.MET)
    chosen = f"· {wednesday.theme(line.theme)}" if line.theme is not None else ""
    return Cell(text=role, detail=chosen, action=_("Change theme") if line.theme is not None else _("Choose theme"))
