"""Fields for a date (typed freely, shown as "ons. 9. dec. 2026", calendar popup) and for a time of day."""

from collections.abc import Callable
from datetime import date, time, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.ui import icons, theme
from sspdesk.ui.shared.buttons import repolish
from sspdesk.ui.shared.date_reading import Prefer, read_day, read_time


class _TypedEdit(QLineEdit):
    """A line that is read when the cursor leaves it; what cannot be read stays and is marked."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.textEdited.connect(self._on_text_edited)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.read()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.read()
        super().keyPressEvent(event)

    def read(self) -> None:
        """Read the typed text."""
        raise NotImplementedError

    def _mark(self, invalid: bool) -> None:
        if bool(self.property("invalid")) != invalid:
            self.setProperty("invalid", invalid)
            repolish(self)

    def _on_text_edited(self) -> None:
        self._mark(False)


class DateEdit(_TypedEdit):
    """A date or nothing. ``value_changed`` carries the new ``date`` or None; ``is_readable`` is False for nonsense."""

    value_changed = Signal(object)

    def __init__(
        self,
        value: date | None = None,
        *,
        prefer: Prefer = Prefer.NEAREST,
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("date_edit")
        self._value: date | None = None
        self._prefer = prefer
        self._today = today
        self._popup: _CalendarPopup | None = None
        self.setPlaceholderText(_("e.g. {example}").format(example="9/12"))
        self.calendar_action = QAction(_("Choose in a calendar"), self)
        icons.set_icon(self.calendar_action, "calendar-days", "muted")
        self.calendar_action.setShortcut(QKeySequence("Alt+Down"))
        self.calendar_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.calendar_action.triggered.connect(self.open_calendar)
        self.addAction(self.calendar_action, QLineEdit.ActionPosition.TrailingPosition)
        name_inner_buttons(self)
        self.set_value(value)

    @property
    def value(self) -> date | None:
        """The date, or None when empty or unreadable. Reads what is typed first."""
        self.read()
        return self._value

    @property
    def is_readable(self) -> bool:
        """Say whether the text is a date or empty."""
        text = self.text().strip()
        return not text or read_day(text, self._today(), self._prefer) is not None

    def set_value(self, value: date | None) -> None:
        """Show a date."""
        self.setText(dates.day(value) if value else "")
        self._mark(False)
        if value != self._value:
            self._value = value
            self.value_changed.emit(value)

    def read(self) -> None:
        """Read the typed text and show the date in full."""
        text = self.text().strip()
        value = read_day(text, self._today(), self._prefer) if text else None
        if text and value is None:
            self._mark(True)
            if self._value is not None:
                self._value = None
                self.value_changed.emit(None)
            return
        self.set_value(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        key = Qt.Key(event.key())
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier}
        if key in steps and plain and not self.isReadOnly():
            step = steps[key] * (7 if event.modifiers() else 1)
            self.set_value((self.value or self._today()) + timedelta(days=step))
            return
        super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show the calendar under the field."""
        if self.isReadOnly() or not self.isEnabled():
            return
        self._popup = _CalendarPopup(self, self.value or self._today())
        self._popup.day_chosen.connect(self._on_day_chosen)
        self._popup.show_under(self)

    def _on_day_chosen(self, value: date) -> None:
        self.set_value(value)
        self.setFocus()


class _CalendarPopup(QFrame):
    day_chosen = Signal(object)

    def __init__(self, parent: QWidget, value: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "date-popup")
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale(QLocale.Language.Danish, QLocale.Country.Denmark))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.calendar.setSelectedDate(QDate(value.year, value.month, value.day))
        self.calendar.setMinimumSize(theme.px(300), theme.px(236))
        self.calendar.setAccessibleName(_("Calendar"))
        for name, icon in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            button = self.calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                icons.set_icon(button, icon, "text")
        self._colour_days()
        self.calendar.activated.connect(self._on_activated)
        self.calendar.clicked.connect(self._on_activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.calendar)

    def _colour_days(self) -> None:
        header = self.calendar.headerTextFormat()
        header.setForeground(theme.color("muted"))
        header.setBackground(theme.color("head"))
        self.calendar.setHeaderTextFormat(header)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            weekend = self.calendar.weekdayTextFormat(day)
            weekend.setForeground(theme.color("muted"))
            self.calendar.setWeekdayTextFormat(day, weekend)

    def show_under(self, field: QWidget) -> None:
        """Open below the field, or above where there is no room."""
        self.adjustSize()
        place = field.mapToGlobal(QPoint(0, field.height() + 2))
        room = field.screen().availableGeometry()
        if place.y() + self.height() > room.bottom():
            place = field.mapToGlobal(QPoint(0, -self.height() - 2))
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        self.move(place)
        self.show()
        self.calendar.setFocus()

    def _on_activated(self, day: QDate) -> None:
        self.day_chosen.emit(date(day.year(), day.month(), day.day()))
        self.close()


class TimeEdit(_TypedEdit):
    """A time of day or nothing, shown as "9.30"; ``value_changed`` carries the ``time`` or None."""

    value_changed = Signal(object)

    def __init__(self, value: time | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("time_edit")
        self._value: time | None = None
        self.setPlaceholderText(_("e.g. {example}").format(example="9.30"))
        self.set_value(value)

    @property
    def value(self) -> time | None:
        """The time, or None when empty or unreadable. Reads what is typed first."""
        self.read()
        return self._value

    @property
    def is_readable(self) -> bool:
        """Say whether the text is a time or empty."""
        text = self.text().strip()
        return not text or read_time(text) is not None

    def set_value(self, value: time | None) -> None:
        """Show a time."""
        self.setText(dates.clock(value) if value else "")
        self._mark(False)
        if value != self._value:
            self._value = value
            self.value_changed.emit(value)

    def read(self) -> None:
        """Read the typed text and show the time in full."""
        text = self.text().strip()
        value = read_time(text) if text else None
        if text and value is None:
            self._mark(True)
            if self._value is not None:
                self._value = None
                self.value_changed.emit(None)
            return
        self.set_value(value)


def name_inner_buttons(edit: QLineEdit) -> None:
    """Give the small buttons inside a line their action's words, for screen readers."""
    for button in edit.findChildren(QToolButton):
        action = button.defaultAction()
        if action is not None:
            button.setAccessibleName(action.text())
            button.setToolTip(action.text())
