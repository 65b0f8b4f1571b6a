"""The filters over the log: kind of action, who, which days; shared by the page and the reviewer's view."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.ids import PersonId
from sspdesk.i18n import _
from sspdesk.labels import log as words
from sspdesk.labels.log import GROUP_ACTIONS, LogGroup
from sspdesk.services import log
from sspdesk.services.log import LogRow
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import Sort
from sspdesk.ui.shared.date_edit import DateEdit
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option, SearchCombo

if TYPE_CHECKING:
    from collections.abc import Callable

    from sspdesk.domain.log import LogFilter
    from sspdesk.services.work import UnitOfWork


class LogSource:
    """The windowed list under one filter."""

    def __init__(self, asked: "Callable[[UnitOfWork], LogFilter]") -> None:
        self._asked = asked

    def count(self, uow: "UnitOfWork") -> int:
        """Return how many entries fit."""
        return log.count(uow, self._asked(uow))

    def fetch(self, uow: "UnitOfWork", offset: int, limit: int, _sort: Sort | None) -> Sequence[LogRow]:
        """Return one window, newest first."""
        return log.page(uow, self._asked(uow), offset, limit)


class LogFilterBar(QWidget):
    """``changed``: something else is asked for."""

    changed = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("log_filters")
        self._context = context
        groups = [Option(None, _("All actions"))] + [Option(group, words.group(group)) for group in LogGroup]
        self.group_combo = self._combo("group_combo", _("Kind of action"), groups, 240)
        self.user_combo = self._combo("user_combo", _("Who"), [Option("", _("Everybody"))], 200)
        today = context.now().date
        self.since_edit = DateEdit(prefer=Prefer.PAST, today=today)
        self.until_edit = DateEdit(prefer=Prefer.PAST, today=today)
        parts: list[QWidget | int | None] = [self.group_combo, self.user_combo]
        for edit, name, label in (
            (self.since_edit, "since_edit", _("From day")),
            (self.until_edit, "until_edit", _("Until day")),
        ):
            edit.setObjectName(name)
            edit.setAccessibleName(label)
            edit.setMaximumWidth(theme.px(190))
            edit.value_changed.connect(self.changed)
            edit.editingFinished.connect(edit.read)
            told = layouts.label(label, tone="muted")
            told.setBuddy(edit)
            parts += [8, told, edit]
        self.setLayout(layouts.row(*parts, None, spacing=8))

    def _combo(self, name: str, label: str, options: list[Option], width: int) -> SearchCombo:
        combo = SearchCombo(options, search=False)
        combo.setObjectName(name)
        combo.setAccessibleName(label)
        combo.setFixedWidth(theme.px(width))
        combo.set_value(options[0].value)
        combo.value_changed.connect(self.changed)
        return combo

    def load_users(self) -> None:
        """Offer everybody who stands in the log."""
        self._context.operations.query(self, log.users, self._show_users)

    def _show_users(self, users: list[str]) -> None:
        self.user_combo.set_options([Option("", _("Everybody")), *(Option(user, user) for user in users)])

    def source(self, person_id: PersonId | None = None) -> LogSource:
        """Return the list under the present filters, of one person or of all."""
        return LogSource(self.asked(person_id))

    def asked(self, person_id: PersonId | None = None) -> "Callable[[UnitOfWork], LogFilter]":
        """Return what makes the present filters a question to the log."""
        group = self.group_combo.value
        return partial(
            log.asked,
            actions=GROUP_ACTIONS[group] if group is not None else (),
            person_id=person_id,
            user=self.user_combo.value or "",
            since=self.since_edit.value,
            until=self.until_edit.value,
        )
