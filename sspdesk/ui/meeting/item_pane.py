"""The right pane: what came of the chosen item, what was decided, and what was agreed."""

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sspdesk.domain.ids import ItemId, TaskId
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import forums as labels
from sspdesk.labels import tasks as task_words
from sspdesk.services.agenda import AgendaView, ItemRow
from sspdesk.services.tasks import TaskRow
from sspdesk.ui.meeting.item_papers import ItemPapers
from sspdesk.ui.meeting.outcome_drafts import OutcomeDrafts, Written
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.drafts import follow_drafts
from sspdesk.ui.shared.fields import CheckBox
from sspdesk.ui.shared.form import Form

WIDTH = 340
RESTING_MS = 5_000
"""How long typing rests before what is written is stored by itself."""


class ItemPane(QFrame):
    """``saved`` carries item, text and whether the user pressed; ``action_asked`` the item; ``action_done`` a task and
    its state. A text that is not stored yet waits in ``drafts``.
    """

    saved = Signal(object, object, bool)
    action_asked = Signal(object)
    action_done = Signal(object, bool)

    def __init__(self, papers: ItemPapers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.papers = papers
        self.setObjectName("item_pane")
        self.setProperty("role", "side")
        self.setAccessibleName(_("The chosen item"))
        self._row: ItemRow | None = None
        self._view: AgendaView | None = None
        self._sent: dict[ItemId, Written] = {}
        self._followed = self._filling = False
        self.drafts = OutcomeDrafts(self, lambda: self.item_id, self._show_again)
        self.title_label = layouts.label(level="panel", wrap=True)
        self.kind_label = layouts.label(tone="muted", wrap=True)
        self.form = Form()
        self.form.text("outcome", _("What was said (in short)"), lines=5, help=self._help())
        self.form.text("decision", _("Decision"), lines=2)
        self.names_label = layouts.label(tone="warn", wrap=True)
        self.names_button = Button(_("No person is meant, save"), kind=Kind.FLAT, name="names_button")
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
        self.form.changed.connect(self._on_typed)
        self.save_button.clicked.connect(self._on_save_pressed)
        self.names_button.clicked.connect(self._on_save_pressed)
        self.add_button.clicked.connect(lambda: self.action_asked.emit(self.item_id))

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setLayout(
            layouts.column(
                self.title_label,
                self.kind_label,
                4,
                self.form,
                self.names_label,
                layouts.row(self.save_button, self.names_button, None),
                self.papers,
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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._followed:
            self._followed = True
            follow_drafts(self.drafts)

    @property
    def item_id(self) -> ItemId | None:
        """The item that is shown."""
        return self._row.item.id if self._row is not None else None

    def show_item(self, view: AgendaView, row: ItemRow | None) -> None:
        """Show an item, or nothing. What is being written about the same item stays."""
        same = row is not None and row.item.id == self.item_id
        self._view, self._row = view, row
        for part in (self.form, self.actions_label, self.add_button):
            part.setVisible(row is not None)
        self._show_follow_up(view)
        self.papers.show_item(view, row)
        if row is None:
            self.title_label.setText(_("Choose an item"))
            self.kind_label.setText("")
            layouts.clear(self.agreed_list)
            self._tell_names()
            return
        self.title_label.setText(f"{row.item.number}. {row.item.title}")
        self.kind_label.setText(labels.item_kind(row.item.kind))
        if view.meeting.locked:
            self.drafts.drop(row.item.id)
        if not (same and self.form.is_dirty and not view.meeting.locked):
            self._fill_fields(row)
        self.form.setEnabled(not view.meeting.locked)
        self.add_button.setVisible(not view.meeting.locked)
        self._tell_names()
        self._fill(self.agreed_list, row.actions)

    def clear(self) -> None:
        """Show nothing of the meeting any more; what was written and is not stored yet stays a draft."""
        self._timer.stop()
        if self._view is not None:
            self.show_item(replace(self._view, rows=(), follow_up=(), waiting=()), None)
        self._filling = True
        for field in ("outcome", "decision"):
            self.form.set_value(field, "")
        self.form.mark_clean()
        self._filling = False

    def _fill_fields(self, row: ItemRow) -> None:
        """Show what is stored, and over it what was written and is not stored yet."""
        self._filling = True
        self.form.set_value("outcome", row.item.outcome)
        self.form.set_value("decision", row.item.decision)
        self.form.mark_clean()
        written = self.drafts.texts.get(row.item.id)
        if written is not None:
            self.form.set_value("outcome", written.outcome)
            self.form.set_value("decision", written.decision)
        self._filling = False

    def _show_again(self) -> None:
        if self._view is not None and self._row is not None:
            self._fill_fields(self._row)
            self._tell_names()

    def _tell_names(self) -> None:
        names = self.drafts.names.get(self.item_id, ()) if self.item_id is not None else ()
        quoted = ", ".join(f"»{name}«" for name in names)
        self.names_label.setText(
            _("Not saved yet: {names} may be a person. Write it without the name.").format(names=quoted)
        )
        self.names_label.setVisible(bool(names))
        self.names_button.setVisible(bool(names))
        open_to_write = self._row is not None and self._view is not None and not self._view.meeting.locked
        self.save_button.setVisible(open_to_write and not names)

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

    # saving
    def _written(self) -> Written:
        return Written(outcome=str(self.form.value("outcome")), decision=str(self.form.value("decision")))

    def _on_typed(self) -> None:
        if self._row is not None and not self._filling:
            self.drafts.put(self._row.item.id, self._written(), self._row.item.person_id)
            self._tell_names()
            self._timer.start()

    def save(self) -> None:
        """Ask to store what is written, if anything is; what waits for an answer about names is not asked again."""
        self._save(pressed=False)

    def _on_save_pressed(self) -> None:
        self._save(pressed=True)

    def _save(self, *, pressed: bool) -> None:
        self._timer.stop()
        if self._row is None or not self.form.is_dirty:
            return
        item_id, written = self._row.item.id, self._written()
        self.drafts.put(item_id, written, self._row.item.person_id)
        if pressed or self._sent.get(item_id) != written:
            self._sent[item_id] = written
            self.saved.emit(item_id, written, pressed)

    def stored(self, item_id: ItemId, written: Written) -> None:
        """Hear that a text is stored."""
        self._sent.pop(item_id, None)
        if self.drafts.texts.get(item_id) == written:
            self.drafts.drop(item_id)
        if self.item_id == item_id and self._written() == written:
            self.form.mark_clean()
            self._tell_names()

    def refused(self, item_id: ItemId, written: Written, names: tuple[str, ...]) -> None:
        """Hear that a text may name a person; it stays here as a draft until it is mended or confirmed."""
        if self.drafts.texts.get(item_id) == written:
            self.drafts.names[item_id] = names
            self._tell_names()
