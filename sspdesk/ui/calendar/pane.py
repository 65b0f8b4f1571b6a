"""The right pane of the calendar: the chosen meeting with its people and agenda, or what another entry is."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from sspdesk.domain.calendar import Entry
from sspdesk.i18n import _, ngettext
from sspdesk.labels import calendar as labels
from sspdesk.labels import dates
from sspdesk.services.calendar_detail import AgendaRow, MeetingDetail
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import BadgeSpec
from sspdesk.ui.shared.panels import Badge
from sspdesk.ui.shared.privacy import Privacy

WIDTH = 300


class CalendarPane(QFrame):
    """Shows what is chosen. ``open_pressed``, ``print_pressed``, ``move_pressed`` and ``export_pressed`` ask for it."""

    open_pressed = Signal()
    print_pressed = Signal()
    move_pressed = Signal()
    export_pressed = Signal()

    def __init__(self, today: Callable[[], date], privacy: Privacy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar_pane")
        self.setProperty("role", "surface")
        self.setAccessibleName(_("The chosen entry"))
        self._today, self._privacy = today, privacy
        self.badge = Badge()
        self.when_label = layouts.label(tone="muted", level="small")
        self.day_label = layouts.label(level="key", wrap=True)
        self.place_label = layouts.label(tone="muted", wrap=True)
        self.facts = layouts.column(spacing=4)
        self.agenda = layouts.column(spacing=0)
        self.open_button = Button(_("Open meeting"), kind=Kind.PRIMARY, icon="arrow-right", name="open_meeting")
        self.print_button = Button(_("Print"), icon="printer", name="print_meeting")
        self.move_button = Button(_("Move…"), kind=Kind.FLAT, icon="calendar-clock", name="move_meeting")
        self.export_button = Button(_("Calendar file…"), kind=Kind.FLAT, icon="share-2", name="export_meeting")
        self.open_button.clicked.connect(self.open_pressed)
        self.print_button.clicked.connect(self.print_pressed)
        self.move_button.clicked.connect(self.move_pressed)
        self.export_button.clicked.connect(self.export_pressed)
        self._build()
        self.show_nothing()

    def _build(self) -> None:
        inner = QFrame()
        inner.setProperty("role", "surface")
        inner.setLayout(
            layouts.column(
                layouts.row(self.badge, None, self.when_label),
                self.day_label,
                self.place_label,
                self.facts,
                4,
                self.agenda,
                None,
                spacing=6,
                margins=(12, 12, 12, 12),
            )
        )
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(layouts.rule())
        deeds = layouts.row(self.open_button, self.print_button, None, margins=(12, 8, 12, 0))
        outer.addLayout(deeds)
        outer.addLayout(layouts.row(self.move_button, self.export_button, None, margins=(4, 2, 12, 8), spacing=0))

    def show_nothing(self) -> None:
        """Say what choosing an entry gives."""
        self._clear()
        self.badge.hide()
        self.when_label.setText("")
        self.day_label.setText("")
        self.place_label.setText(_("Choose an entry to see it here."))
        for button in (self.open_button, self.print_button, self.move_button, self.export_button):
            button.hide()

    def show_entry(self, entry: Entry) -> None:
        """Show an entry that is no meeting."""
        self._clear()
        self.badge.show()
        self.badge.set_badge(BadgeSpec(labels.kind(entry.kind), entry.icon, entry.tone))
        self.when_label.setText(dates.relative_day(entry.day, self._today()))
        self.day_label.setText(dates.moment(entry.starts) if entry.timed else dates.day(entry.day))
        self.place_label.setText(" · ".join(part for part in (entry.title, entry.detail) if part))
        self.print_button.hide()
        self.move_button.hide()
        self.export_button.hide()

    def show_meeting(self, detail: MeetingDetail, *, movable: bool) -> None:
        """Show a meeting; one that is closed here shows its time only."""
        self._clear()
        meeting = detail.meeting
        self.badge.show()
        self.badge.set_badge(BadgeSpec(detail.title, detail.icon, detail.tone))
        self.when_label.setText(dates.relative_day(meeting.starts_at.date(), self._today()))
        self.day_label.setText(dates.moment(meeting.starts_at))
        place = "" if detail.closed else meeting.place
        until = _("until {time}").format(time=dates.clock(meeting.ends_at))
        self.place_label.setText(
            " · ".join(part for part in (until, dates.week(meeting.starts_at.date()), place) if part)
        )
        if detail.closed:
            self._fact("lock", _("Who meets and what about is not shown here."))
        else:
            self._people(detail)
            self._agenda(detail)
        for button, shown in (
            (self.print_button, not detail.closed),
            (self.move_button, movable),
            (self.export_button, True),
        ):
            button.setVisible(shown)

    def _people(self, detail: MeetingDetail) -> None:
        self._fact("calendar-days", detail.state)
        if detail.invited:
            words = ngettext("{count} participant", "{count} participants", detail.invited).format(count=detail.invited)
            more = _("{coming} come, {apologies} sent apologies").format(
                coming=detail.coming, apologies=detail.apologies
            )
            self._fact("users", f"{words}, {more}" if detail.apologies else words)

    def _agenda(self, detail: MeetingDetail) -> None:
        if not detail.agenda:
            return
        count = ngettext("{count} item", "{count} items", len(detail.agenda)).format(count=len(detail.agenda))
        head = layouts.row(layouts.label(_("Agenda"), level="panel"), layouts.label(count, tone="muted"), None)
        head.setContentsMargins(0, 6, 0, 4)
        self.agenda.addLayout(head)
        for row in detail.agenda:
            self.agenda.addWidget(_agenda_row(row, self._privacy, ahead=detail.meeting.ahead))
            self.agenda.addWidget(layouts.rule())
        missing = detail.without_responsible if detail.meeting.ahead else 0
        if missing:
            text = ngettext(
                "{count} item has nobody responsible. Choose one before you print.",
                "{count} items have nobody responsible. Choose one before you print.",
                missing,
            ).format(count=missing)
            self.agenda.addSpacing(6)
            self.agenda.addLayout(_fact("triangle-alert", text, "warn"))

    def _fact(self, icon: str, text: str) -> None:
        self.facts.addLayout(_fact(icon, text, "muted"))

    def _clear(self) -> None:
        layouts.clear(self.facts)
        layouts.clear(self.agenda)


def _fact(icon: str, text: str, tint: str) -> QVBoxLayout:
    picture = QLabel()
    icons.set_picture(picture, icon, tint)
    words = layouts.label(text, wrap=True, tone="warn" if tint == "warn" else "")
    line = layouts.row(picture, words, spacing=8)
    line.setStretch(1, 1)
    line.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
    return layouts.column(line)


def _agenda_row(row: AgendaRow, privacy: Privacy, *, ahead: bool) -> QWidget:
    time = layouts.label(dates.clock(row.starts) if row.starts is not None else "", tone="muted")
    time.setFixedWidth(theme.px(38))
    title = layouts.label(row.plain if privacy.discreet else row.title, wrap=True)
    leads = layouts.label(
        privacy.name(row.responsible) or (_("missing") if ahead else ""), tone="muted" if row.responsible else "warn"
    )
    leads.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    line = layouts.row(time, title, leads, margins=(0, 6, 0, 6))
    line.setStretch(1, 1)
    for part in (time, title):
        line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
    widget = QWidget()
    widget.setLayout(line)
    return widget
