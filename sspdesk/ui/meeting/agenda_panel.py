"""The agenda as a table with its tools: add, edit, move up and down, put on hold, take up, copy the last one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sspdesk.domain.ids import ItemId
from sspdesk.i18n import _, ngettext
from sspdesk.services.agenda import AgendaView, ItemRow
from sspdesk.ui.meeting import words
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.panels import EmptyState, InlineMessage, Panel
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.table import RecordTable


class AgendaPanel(QWidget):
    """``asked`` carries the name of a deed, ``chosen`` the item the right pane is to show."""

    asked = Signal(str)
    chosen = Signal(object)

    def __init__(self, privacy: Privacy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agenda_panel")
        self._view: AgendaView | None = None
        self.add_button = Button(_("Add item"), icon="plus", name="add_item_button")
        self.edit_button = IconButton(_("Edit the item"), "notebook-pen", shortcut="Enter")
        self.up_button = IconButton(_("Move the item up"), "chevron-up", shortcut="Alt+Up")
        self.down_button = IconButton(_("Move the item down"), "chevron-down", shortcut="Alt+Down")
        self.hold_button = IconButton(_("Put on hold for a later meeting"), "hourglass")
        self.remove_button = IconButton(_("Remove the item"), "trash-2", shortcut="Del")
        self.plan_label = layouts.label(tone="muted")
        columns: tuple[Column[ItemRow], ...] = (
            Column(title=_("Time"), cell=words.time_cell, width=62),
            Column(title=_("No."), cell=words.number_cell, width=42),
            Column(title=_("Item"), cell=self._item_cell),
            Column(title=_("Person"), cell=words.person_cell, width=130),
            Column(title=_("State"), cell=words.mark_cell, width=124),
            Column(title=_("Responsible"), cell=self._responsible_cell, width=150),
            Column(title=_("Min."), cell=words.minutes_cell, width=56, align_right=True),
        )
        empty = EmptyState(
            "list-checks",
            _("The agenda is empty"),
            _("Add items, or copy the agenda of the last meeting."),
            action=_("Add item"),
            action_icon="plus",
        )
        self.table = RecordTable(columns, name=_("Agenda"), privacy=privacy, empty=empty, row_height=44)
        self.waiting = InlineMessage()
        self.waiting.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        panel = Panel(_("Agenda"), padded=False)
        for part in (
            self.plan_label,
            self.add_button,
            self.edit_button,
            self.up_button,
            self.down_button,
            self.hold_button,
            self.remove_button,
        ):
            panel.tools.addWidget(part)
        panel.body.setSpacing(0)
        panel.body.addWidget(self.waiting)
        panel.body.addWidget(self.table, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        self.setFocusProxy(self.table)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _row: self.asked.emit("edit_item"))
        self.waiting.pressed.connect(lambda: self.asked.emit("take_up"))
        self.table.empty.pressed.connect(lambda: self.asked.emit("add_item"))
        for button, name in self._deeds():
            button.clicked.connect(lambda _checked=False, deed=name: self.asked.emit(deed))

    def _deeds(self) -> tuple[tuple[Button | IconButton, str], ...]:
        return (
            (self.add_button, "add_item"),
            (self.edit_button, "edit_item"),
            (self.up_button, "item_up"),
            (self.down_button, "item_down"),
            (self.hold_button, "hold"),
            (self.remove_button, "remove_item"),
        )

    def _responsible_cell(self, row: ItemRow) -> Cell:
        return words.responsible_cell(self._view, row) if self._view is not None else Cell()

    def _item_cell(self, row: ItemRow) -> Cell:
        return words.item_cell(self._view, row) if self._view is not None else Cell()

    @property
    def current(self) -> ItemRow | None:
        """The chosen item."""
        return self.table.current

    def show_agenda(self, view: AgendaView, keep: ItemId | None) -> None:
        """Show an agenda; the item ``keep`` stays chosen, or the first one is."""
        self._view = view
        locked = view.meeting.locked or view.meeting.state.value == "aflyst"
        wanted = keep if any(row.item.id == keep for row in view.rows) else None
        if wanted is None and view.rows:
            wanted = view.rows[0].item.id
        self.table.view.setColumnHidden(3, not view.forum.may_name_persons)
        self.table.set_rows(view.rows)
        self.table.select(lambda row: row.item.id == wanted)
        text, tone = words.plan(view)
        self.plan_label.setText(text if view.rows else "")
        layouts.set_tone(self.plan_label, tone)
        for button, _name in self._deeds():
            button.setVisible(not locked)
        self._tell_waiting(view, locked=locked)
        if not view.rows:
            self.chosen.emit(None)

    def _tell_waiting(self, view: AgendaView, *, locked: bool) -> None:
        elsewhere = [one for one in view.waiting if one.meeting_id != view.meeting.id]
        if elsewhere and not locked and view.meeting.ahead:
            fact = ngettext(
                "{count} item waits for a later meeting", "{count} items wait for a later meeting", len(elsewhere)
            ).format(count=len(elsewhere))
            self.waiting.say(fact, "", action=_("Take up"))
            self.waiting.show()
        else:
            self.waiting.hide()

    def _on_chosen(self, row: ItemRow) -> None:
        on_agenda = row.item.on_agenda
        self.hold_button.setToolTip(
            _("Put on hold for a later meeting") if on_agenda else _("Put back onto the agenda")
        )
        self.chosen.emit(row)
