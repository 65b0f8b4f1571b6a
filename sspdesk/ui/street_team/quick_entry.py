"""One row to type a whole evening from a paper sheet: date, place and workers stay, the time goes on, Enter saves."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from sspdesk.domain.people import Professional
from sspdesk.domain.street_team import Category, Place
from sspdesk.domain.street_text import Size, read_size
from sspdesk.i18n import _
from sspdesk.labels import street_team as words
from sspdesk.services.street_team import Entry
from sspdesk.ui import theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind, repolish
from sspdesk.ui.shared.date_edit import DateEdit, TimeEdit
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.drafts import follow_drafts, keeper_of, note_typed
from sspdesk.ui.shared.fields import Option, SearchCombo
from sspdesk.ui.street_team.entry_draft import EntryDraft
from sspdesk.ui.street_team.workers_edit import WorkersEdit

_STEP = timedelta(minutes=15)
_LAST = time(23, 59)


class QuickEntry(QFrame):
    """The row. ``entered`` carries an ``Entry``; call ``next_row`` once it is stored."""

    entered = Signal(object)
    more_asked = Signal(object)
    """Carries an ``Entry`` too: it is stored and opened for what the row has no room for (Ctrl+Enter)."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quick_entry")
        self.setAccessibleName(_("Quick entry"))
        self.day_edit = DateEdit(today, prefer=Prefer.PAST, today=lambda: today)
        self.time_edit = TimeEdit()
        self.workers_edit = WorkersEdit()
        self.place_combo = SearchCombo(placeholder=_("Place"))
        self.theme_combo = SearchCombo(placeholder=_("Theme"))
        self.size_edit = QLineEdit()
        self.text_edit = QLineEdit()
        self.add_button = Button(_("Add"), kind=Kind.PRIMARY, name="add_observation_button")
        themes = [Option(one, words.category(one), words.CATEGORY_ICONS[one]) for one in Category]
        self.theme_combo.set_options(themes)
        self.theme_combo.set_value(None)
        self._draft: EntryDraft | None = None
        self._name()
        self._lay_out()
        for widget in self._fields():
            widget.installEventFilter(self)
        for first, second in pairwise(self._in_order()):
            self.setTabOrder(first, second)
        for line in (self.size_edit, self.text_edit):
            line.textEdited.connect(lambda _text: note_typed(self))
        self.add_button.clicked.connect(self.enter)
        self.add_button.setToolTip(_("Enter: save and go on · Ctrl+Enter: save and write the rest of it"))

    def _fields(self) -> Sequence[QLineEdit]:
        lines = [combo.line for combo in (self.place_combo, self.theme_combo) if combo.line is not None]
        return (
            self.day_edit, self.workers_edit, self.time_edit, *lines, self.size_edit, self.text_edit,
        )  # fmt: skip

    def _in_order(self) -> Sequence[QWidget]:
        """Return what Tab goes through: what stays from row to row first."""
        return (
            self.day_edit, self.workers_edit, self.time_edit, self.place_combo, self.theme_combo, self.size_edit,
            self.text_edit, self.add_button,
        )  # fmt: skip

    def _name(self) -> None:
        for widget, name in (
            (self.day_edit, _("Date")),
            (self.time_edit, _("Time")),
            (self.place_combo, _("Place")),
            (self.theme_combo, _("Theme")),
            (self.size_edit, _("Number of young people")),
            (self.text_edit, _("What did you see? Write without names.")),
        ):
            widget.setAccessibleName(name)
        self.size_edit.setObjectName("size_edit")
        self.size_edit.setPlaceholderText(_("Count"))
        self.time_edit.setPlaceholderText(_("Time"))
        self.size_edit.setToolTip(_("e.g. 8, 5-6 or about 10"))
        self.text_edit.setObjectName("text_edit")
        self.text_edit.setMaxLength(500)
        self.text_edit.setPlaceholderText(_("What did you see? Write without names."))

    def _lay_out(self) -> None:
        for widget, width in (
            (self.day_edit, 170),
            (self.time_edit, 62),
            (self.workers_edit, 112),
            (self.place_combo, 140),
            (self.theme_combo, 160),
            (self.size_edit, 66),
        ):
            widget.setFixedWidth(theme.px(width))
        line = layouts.row(
            self.day_edit, self.workers_edit, self.time_edit, self.place_combo, self.theme_combo, self.size_edit,
            spacing=8, margins=(12, 6, 12, 6),
        )  # fmt: skip
        line.addWidget(self.text_edit, 1)
        line.addWidget(self.add_button)
        self.setLayout(line)

    def set_known(self, places: Sequence[Place], workers: Sequence[Professional]) -> None:
        """Offer the municipality's places and workers."""
        self.place_combo.set_options([Option(place.id, place.name) for place in places])
        kept = self.workers_edit.value
        self.workers_edit.set_workers(workers)
        if kept:
            self.workers_edit.set_value(kept)
        if self._draft is None and keeper_of(self) is not None:
            self._draft = EntryDraft(self)
            follow_drafts(self._draft)

    def focus_first(self) -> None:
        """Put the keyboard where typing goes on: the first thing that is missing, else the time."""
        for widget, missing in self._needs():
            if missing and widget is not self.theme_combo:
                widget.setFocus()
                return
        self.time_edit.setFocus()
        self.time_edit.selectAll()

    def _needs(self) -> list[tuple[QWidget, bool]]:
        return [
            (self.day_edit, self.day_edit.value is None),
            (self.workers_edit, not self.workers_edit.value),
            (self.time_edit, self.time_edit.value is None),
            (self.place_combo, self.place_combo.value is None),
            (self.theme_combo, self.theme_combo.value is None),
            (self.size_edit, read_size(self.size_edit.text()) is None),
        ]

    def enter(self, *, more: bool = False) -> None:
        """Hand out what is typed, or go to the first thing that is missing or cannot be read."""
        for widget, missing in self._needs():
            _mark(widget, missing)
        for widget, missing in self._needs():
            if missing:
                widget.setFocus()
                return
        day, at = self.day_edit.value, self.time_edit.value
        if day is not None and at is not None:
            (self.more_asked if more else self.entered).emit(self._entry(day, at))

    def _entry(self, day: date, at: time) -> Entry:
        size = read_size(self.size_edit.text()) or Size()
        return Entry(
            day=day,
            at=at,
            place_id=self.place_combo.value,
            worker_ids=self.workers_edit.value,
            categories=(Category(self.theme_combo.value),),
            size=size.low,
            size_to=size.high,
            estimated=size.estimated,
            text=self.text_edit.text().strip(),
        )

    def next_row(self) -> None:
        """Begin the next observation: date, place and workers stay, the time goes on by a quarter of an hour."""
        at = self.time_edit.value
        if at is not None:
            later = datetime.combine(date.min, at) + _STEP
            self.time_edit.set_value(later.time() if later.date() == date.min else _LAST)
        self.clear_row()
        self.time_edit.setFocus()
        self.time_edit.selectAll()

    def clear_row(self) -> None:
        """Empty what belongs to one observation alone."""
        self.theme_combo.set_value(None)
        self.size_edit.clear()
        self.text_edit.clear()

    def typed(self) -> dict[str, object]:
        """Return the row as it stands, without reading it anew."""
        return {
            "day": self.day_edit.text(),
            "workers": self.workers_edit.text(),
            "at": self.time_edit.text(),
            "place": self.place_combo.value,
            "theme": str(self.theme_combo.value or ""),
            "size": self.size_edit.text(),
            "text": self.text_edit.text(),
        }

    def put(self, typed: Mapping[str, object]) -> None:
        """Let the row stand as it was typed."""
        for name, line in (
            ("day", self.day_edit),
            ("workers", self.workers_edit),
            ("at", self.time_edit),
            ("size", self.size_edit),
            ("text", self.text_edit),
        ):
            line.setText(str(typed.get(name, "")))
            line.editingFinished.emit()
        theme_code = str(typed.get("theme", ""))
        self.place_combo.set_value(typed.get("place"))
        self.theme_combo.set_value(Category(theme_code) if theme_code else None)

    @property
    def is_begun(self) -> bool:
        """Whether something of a row stands there that would be lost."""
        return bool(self.text_edit.text().strip() or self.size_edit.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter save from every line; in a list of choices it takes the choice and goes on."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        returned = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if returned and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enter(more=True)
            return True
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return super().eventFilter(watched, event)
        choosing = any(watched is combo.line and combo.value is None for combo in (self.place_combo, self.theme_combo))
        if returned and not choosing:
            self.enter()
            return True
        return super().eventFilter(watched, event)


def _mark(widget: QWidget, invalid: bool) -> None:
    widget.setProperty("invalid", invalid)
    repolish(widget)
