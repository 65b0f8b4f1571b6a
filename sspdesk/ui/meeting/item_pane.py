"""The right pane: what came of the chosen item, what was decided, and what was agreed."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sspdesk.domain.ids import ItemId, TaskId
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import forums as labels
from sspdesk.labels import tasks as task_words
from sspdesk.services.agenda import AgendaView, ItemRow
from sspdesk.services.tasks import TaskRow
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.fields import CheckBox
from sspdesk.ui.shared.form import Form

WIDTH = 340
RESTING_MS = 5_000
"""How long typing rests before what is written is stored by itself."""


class ItemPane(QFrame):
    """``saved`` carries item, outcome and decision; ``action_asked`` the item; ``action_done`` a task and its state."""

    saved = Signal(object, str, str)
    action_asked = Signal(object)
    action_done = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("item_pane")
        self.setProperty("role", "side")
        self.setAccessibleName(_("The chosen item"))
        self._item_id: ItemId | None = None
        self.title_label = layouts.label(level="panel", wrap=True)
        self.kind_label = layouts.label(tone="muted", wrap=True)
        self.form = Form()
        self.form.text("outcome", _("What was said (in short)"), lines=5, help=self._help())
        self.form.text("decision", _("Decision"), lines=2)
        self.save_button = Button(_("Save for the minutes"), icon="save", name="save_outcome_button")
        self.actions_label = layouts.label(_("Agreements"), level="panel")
        self.agreed_list = layouts.column(spacing=6)
        self.add_button = Button(_("Add agreement…"), kind=Kind.FLAT, icon="plus", name="add_action_button")
        self.follow_label = layouts.label(_("Open from earlier meetings"), level="panel")
        self.follow = layouts.column(spacing=6)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(RESTING_MS)
        self._timer.timeout.connect(self.save)
        self.form.changed.connect(self._timer.start)
        self.save_button.clicked.connect(self.save)
        self.add_button.clicked.connect(lambda: self.action_asked.emit(self._item_id))

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setLayout(
            layouts.column(
                self.title_label,
                self.kind_label,
                4,
                self.form,
                layouts.row(self.save_button, None),
                4,
                self.actions_label,
                self.agreed_list,
                layouts.row(self.add_button, None),
                4,
                self.follow_label,
                self.follow,
                None,
                spacing=8,
                margins=(12, 12, 12, 12),
            )
        )
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(self.focusPolicy())
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    @staticmethod
    def _help() -> str:
        return _("Only what is needed, without names of children.")

    @property
    def item_id(self) -> ItemId | None:
        """The item that is shown."""
        return self._item_id

    @property
    def is_dirty(self) -> bool:
        """Whether something is written that is not saved."""
        return self._item_id is not None and self.form.is_dirty

    def show_item(self, view: AgendaView, row: ItemRow | None) -> None:
        """Show an item, or nothing. What is being written about the same item stays."""
        same = row is not None and row.item.id == self._item_id
        self._item_id = row.item.id if row is not None else None
        locked = view.meeting.locked or row is None
        for part in (self.form, self.save_button, self.actions_label, self.add_button):
            part.setVisible(row is not None)
        self._show_follow_up(view)
        if row is None:
            self.title_label.setText(_("Choose an item"))
            self.kind_label.setText("")
            layouts.clear(self.agreed_list)
            return
        self.title_label.setText(f"{row.item.number}. {row.item.title}")
        self.kind_label.setText(labels.item_kind(row.item.kind))
        if not (same and self.form.is_dirty):
            self.form.set_value("outcome", row.item.outcome)
            self.form.set_value("decision", row.item.decision)
            self.form.mark_clean()
        self.form.setEnabled(not locked)
        self.save_button.setVisible(not locked)
        self.add_button.setVisible(not locked)
        self._fill(self.agreed_list, row.actions)

    def _show_follow_up(self, view: AgendaView) -> None:
        self.follow_label.setVisible(bool(view.follow_up))
        self._fill(self.follow, view.follow_up)

    def _fill(self, column: QVBoxLayout, rows: tuple[TaskRow, ...]) -> None:
        layouts.clear(column)
        for row in rows:
            column.addWidget(self._action(row))

    def _action(self, row: TaskRow) -> QWidget:
        box = CheckBox(task_words.title(row.task), checked=row.task.done_on is not None)
        task_id: TaskId = row.task.id
        box.toggled.connect(lambda done: self.action_done.emit(task_id, done))
        due = dates.day_short(row.task.due) if row.task.due is not None else ""
        facts = " · ".join(one for one in (row.responsible or _("myself"), due) if one)
        widget = QWidget()
        widget.setLayout(layouts.column(box, layouts.label(facts, tone="muted", level="small"), spacing=0))
        return widget

    def save(self) -> None:
        """Ask to store what is written, if anything is."""
        self._timer.stop()
        if self._item_id is not None and self.form.is_dirty:
            self.saved.emit(self._item_id, str(self.form.value("outcome")), str(self.form.value("decision")))
            self.form.mark_clean()
