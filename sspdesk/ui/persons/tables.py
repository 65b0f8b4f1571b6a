"""The tabs with tables: police contacts, disclosures and the log of one person."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.log import LogEntry
from sspdesk.domain.persons import age_on
from sspdesk.domain.timeline import Left
from sspdesk.domain.wednesday import PoliceContact
from sspdesk.i18n import _
from sspdesk.labels import dates, disclosures, wednesday
from sspdesk.labels import log as log_labels
from sspdesk.labels import persons as labels
from sspdesk.ui.persons import words
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.table import RecordTable


class ContactsTab(QWidget):
    """The police's contacts; ``move_pressed`` carries the contact that belongs to somebody else."""

    move_pressed = Signal(object)

    def __init__(self, privacy: Privacy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._born: date | None = None
        columns: tuple[Column[PoliceContact], ...] = (
            Column(title=_("Date"), cell=self._contact_day, width=160),
            Column(title=_("Theme and role"), cell=_contact_role, width=200),
            Column(title=_("What happened"), cell=_contact_text),
            Column(title=_("State"), cell=_contact_state, width=110),
            Column(title="", cell=_contact_move, width=80, align_right=True),
        )
        empty = EmptyState("shield", _("No police contacts"), _("They come with the police's list."))
        self.table = RecordTable(columns, name=_("Police contacts"), privacy=privacy, empty=empty, row_height=42)
        _fill(self, self.table)
        self.table.action_pressed.connect(self._on_action_pressed)

    def show_contacts(self, contacts: Sequence[PoliceContact], born: date | None) -> None:
        """Show contacts, newest first, each with the person's age on its day."""
        self._born = born
        self.table.set_rows(list(contacts))

    def _contact_day(self, contact: PoliceContact) -> Cell:
        day, born = contact.contact_date, self._born
        clock = "" if contact.contact_time is None else dates.clock_span(contact.contact_time, None)
        age = "" if born is None else dates.age(age_on(born, day))
        return Cell(text=dates.day(day), second=" · ".join(part for part in (clock, age) if part))

    def _on_action_pressed(self, contact: PoliceContact, _column: int) -> None:
        self.move_pressed.emit(contact)


def _fill(tab: QWidget, table: QWidget) -> None:
    panel = Panel(padded=False)
    panel.body.addWidget(table)
    tab.setLayout(layouts.column(panel, margins=(16, 12, 16, 16)))
    tab.setFocusProxy(table)


def _contact_role(contact: PoliceContact) -> Cell:
    return Cell(badges=(words.role_and_theme(contact),))


def _contact_text(contact: PoliceContact) -> Cell:
    first = " ".join(contact.text.split()) or contact.role_text or words.NOTHING
    parts = [contact.place, _("no. {reference}").format(reference=contact.reference) if contact.reference else ""]
    return Cell(detail=first, second=" · ".join(part for part in parts if part), hide_detail=True)


def _contact_state(contact: PoliceContact) -> Cell:
    return Cell(detail=wednesday.state(contact.state))


def _contact_move(_contact: PoliceContact) -> Cell:
    return Cell(action=_("Move…"))


class DisclosuresTab(QWidget):
    """What left about the person."""

    def __init__(self, privacy: Privacy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns: tuple[Column[Left], ...] = (
            Column(title=_("Date"), cell=_left_day, width=150),
            Column(title=_("Recipient"), cell=_left_recipient),
            Column(title=_("What was disclosed"), cell=_left_fields, width=170),
            Column(title=_("Legal basis"), cell=_left_basis, width=250),
        )
        empty = EmptyState(
            "share-2", _("Nothing has been disclosed"), _("Prints and hand-outs about the person stand here.")
        )
        self.table = RecordTable(columns, name=_("Disclosures"), privacy=privacy, empty=empty, row_height=42)
        _fill(self, self.table)


def _left_day(left: Left) -> Cell:
    return Cell(text=dates.day(left.disclosure.at.date()), second=dates.clock_span(left.disclosure.at.time(), None))


def _left_recipient(left: Left) -> Cell:
    disclosure = left.disclosure
    how = f"{disclosures.document(disclosure.document)}, {disclosures.channel(disclosure.channel)}"
    return Cell(detail=disclosure.recipient, second=f"{how} · {disclosure.number}", hide_detail=True)


def _left_fields(left: Left) -> Cell:
    return Cell(detail=disclosures.fields(left.disclosure.fields))


def _left_basis(left: Left) -> Cell:
    return Cell(detail=labels.basis_words(left.basis), second=left.disclosure.purpose)


class LogTab(QWidget):
    """Who did what with the person, as the log has it."""

    def __init__(self, privacy: Privacy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns: tuple[Column[LogEntry], ...] = (
            Column(title=_("When"), cell=_log_when, width=220),
            Column(title=_("What"), cell=_log_what),
            Column(title=_("By"), cell=_log_who, width=260),
        )
        empty = EmptyState("history", _("The log has nothing about this person yet"))
        self.table = RecordTable(columns, name=_("Log"), privacy=privacy, empty=empty)
        _fill(self, self.table)

    def show_entries(self, entries: Sequence[LogEntry]) -> None:
        """Show entries, newest first."""
        self.table.set_rows(list(entries))


def _log_when(entry: LogEntry) -> Cell:
    return Cell(text=dates.moment(datetime.fromisoformat(entry.at)))


def _log_what(entry: LogEntry) -> Cell:
    return Cell(text=log_labels.action(entry.action), detail=labels.log_detail(entry.detail))


def _log_who(entry: LogEntry) -> Cell:
    return Cell(detail=entry.user)
