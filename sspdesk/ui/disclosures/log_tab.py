"""The log in words: who did what when, limited to a kind of action or a person; names are looked up when shown."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action, Expiry
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import log as words
from sspdesk.labels.errors import explain
from sspdesk.labels.log import ICONS
from sspdesk.services import log
from sspdesk.services.log import LogRow
from sspdesk.ui.context import PageContext
from sspdesk.ui.disclosures.log_filter import LogFilterBar
from sspdesk.ui.papers.actions import show_log_extract
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, set_tip
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.panels import EmptyState, InlineMessage, Panel
from sspdesk.ui.shared.table import RecordTable


class LogTab(QWidget):
    """Filters, the check of the chain, and the table."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._person: tuple[PersonId, str] | None = None
        self._expiry: Expiry | None = None
        self.filters = LogFilterBar(context)
        self.filters.changed.connect(self._on_filter_changed)
        self.only_button = Button(_("Only this person"), icon="filter", name="only_button")
        self.person_button = Button(_("Open the person"), icon="contact-round", name="person_button")
        self.extract_button = Button(_("Give access …"), icon="share-2", name="extract_button")
        set_tip(self.extract_button, _("Make an extract of the log for one person (article 15)"))
        self.extract_button.clicked.connect(self._on_extract_pressed)
        self.verify_button = Button(_("Check the log"), icon="shield-check", name="verify_button")
        self.only_button.clicked.connect(self._on_only_pressed)
        self.person_button.clicked.connect(self._on_open_pressed)
        self.verify_button.clicked.connect(self.verify)
        self.message = InlineMessage()
        self.message.hide()
        self.filter_message = InlineMessage()
        self.filter_message.hide()
        self.filter_message.pressed.connect(self._on_all_pressed)
        self.expiry_message = InlineMessage()
        self.expiry_message.hide()
        self.expiry_message.pressed.connect(self._on_expiry_pressed)
        self.table: RecordTable[LogRow] = RecordTable(
            self._columns(),
            name=_("Log"),
            operations=context.operations,
            privacy=context.privacy,
            empty=EmptyState("history", _("No entries"), _("Choose another kind of action, or all persons.")),
        )
        self.table.setObjectName("log_table")
        self.table.chosen.connect(self._on_chosen)
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        tools = layouts.row(self.only_button, self.person_button, self.extract_button, None, self.verify_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.filters)
        layout.addLayout(tools)
        for message in (self.message, self.expiry_message, self.filter_message):
            layout.addWidget(message)
        layout.addWidget(panel, 1)
        self._on_chosen(None)
        context.privacy.changed.connect(self._show_filter)

    def load(self) -> None:
        """Fetch the list anew under the present filter, and what is old enough to leave."""
        self._context.operations.query(self, log.expiry, self._show_expiry)
        self.filters.load_users()
        self._on_filter_changed()

    def _on_filter_changed(self) -> None:
        self._on_chosen(None)
        self.table.set_source(self.filters.source(self._person[0] if self._person is not None else None))

    def limit_to(self, person_id: PersonId, name: str) -> None:
        """Show only what is about one person."""
        self._person = (person_id, name)
        self._show_filter()
        self._on_filter_changed()

    def _columns(self) -> tuple[Column[LogRow], ...]:
        return (
            Column(title=_("When"), cell=self._when, width=164),
            Column(title=_("Who"), cell=lambda row: Cell(text=row.entry.user), width=140),
            Column(title=_("What"), cell=_what, width=240),
            Column(title=_("Person"), cell=_persons, width=160),
            Column(title=_("More"), cell=lambda row: Cell(detail=words.facts(row.entry))),
        )

    def _when(self, row: LogRow) -> Cell:
        this_year = row.at.year == self._context.now().year
        return Cell(text=dates.moment_short(row.at) if this_year else dates.moment(row.at))

    # filter
    def _show_filter(self) -> None:
        if self._person is None:
            self.filter_message.hide()
            return
        name = self._context.privacy.name(self._person[1])
        fact = _("Only what is about {name}").format(name=name)
        self.filter_message.say(fact, tone="info", action=_("Show all"))

    def _on_all_pressed(self) -> None:
        self._person = None
        self._show_filter()
        self._on_filter_changed()

    def _chosen_person(self) -> tuple[PersonId, str] | None:
        row = self.table.current
        return row.persons[0] if row is not None and len(row.persons) == 1 else self._person

    def _on_chosen(self, row: LogRow | None) -> None:
        for button in (self.only_button, self.person_button):
            button.setEnabled(row is not None and len(row.persons) == 1)
        self.extract_button.setEnabled(self._chosen_person() is not None)

    def _on_only_pressed(self) -> None:
        chosen = self._chosen_person()
        if chosen is not None:
            self.limit_to(*chosen)

    def _on_open_pressed(self) -> None:
        chosen = self._chosen_person()
        if chosen is not None:
            self._context.open_page("persons", chosen[0])

    def _on_extract_pressed(self) -> None:
        chosen = self._chosen_person()
        if chosen is not None:
            show_log_extract(self._context, self, chosen[0])

    # what is old enough to leave
    def _show_expiry(self, found: Expiry | None) -> None:
        self._expiry = found
        self.expiry_message.setVisible(found is not None)
        if found is not None:
            self.expiry_message.say(words.expired(found.count), tone="info", action=_("See the proposal …"))

    def _on_expiry_pressed(self) -> None:
        found = self._expiry
        if found is None:
            return
        dialog = ConfirmDialog(
            _("Delete old log entries"),
            words.expired(found.count),
            words.proposal(found),
            verb=_("Delete the entries"),
            verb_icon="trash-2",
            number=found.count,
            parent=self,
        )
        dialog.confirmed.connect(partial(self._let_expire, found))
        dialog.open()

    def _let_expire(self, approved: Expiry) -> None:
        self._context.operations.command(
            self,
            partial(log.let_expire, approved=approved),
            lambda _gone: self.load(),
            message=_("The old entries are deleted"),
        )

    # the chain
    def verify(self) -> None:
        """Check that no entry was changed, taken out or put in, and say so."""
        self._context.operations.query(self, log.verify, self._on_verified, self._on_broken)

    def _on_verified(self, count: int) -> None:
        told = ngettext("{count} entry checked at {time}", "{count} entries checked at {time}", count)
        words_told = told.format(count=dates.number(count), time=dates.clock(self._context.now()))
        self.message.say(_("The log is whole."), words_told, tone="ok")

    def _on_broken(self, error: DomainError | KnownError) -> None:
        self.message.say(_("The log is not whole."), explain(error), tone="danger")


def _what(row: LogRow) -> Cell:
    stopped = row.entry.action in (Action.EXPORT_REFUSED, Action.UNLOCK_FAILED)
    return Cell(text=words.what(row.entry), icon=ICONS[row.entry.action], icon_tint="danger" if stopped else "muted")


def _persons(row: LogRow) -> Cell:
    if len(row.persons) == 1:
        return Cell(text=row.persons[0][1], is_name=True)
    if len(row.persons) > 1:
        count = len(row.persons)
        return Cell(detail=ngettext("{count} person", "{count} persons", count).format(count=count))
    return Cell(detail=_("no longer here") if row.gone else "")
