"""What meeting mode tells of one line: the person with badges, the police's facts, this forum's own history."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QSizePolicy, QWidget

from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import wednesday as labels
from sspdesk.services.wednesday_list import HistoryEntry, LineDetail
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.cells import BadgeSpec
from sspdesk.ui.shared.panels import Badge, Panel
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.wednesday import words

HISTORY_ROWS = 3


class PersonHeader(QWidget):
    """Name and age, school and class, and badges, which go under the name where both do not fit."""

    def __init__(self, privacy: Privacy) -> None:
        super().__init__()
        self.setObjectName("person_header")
        self._privacy = privacy
        self.name_label = layouts.label(level="title", wrap=True)
        self.school_label = layouts.label(tone="muted")
        self.badges = [Badge() for _place in range(4)]
        self._name_box = QWidget()
        self._names = layouts.row(self.name_label, self.school_label, None, spacing=10)
        self._name_box.setLayout(self._names)
        self._name_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        badge_box = QWidget()
        badge_box.setLayout(layouts.row(*self.badges, spacing=6))
        badge_box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._badge_box = badge_box
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._stacked: bool | None = None
        self._arrange(stacked=False)

    def show_line(self, detail: LineDetail) -> None:
        """Show the person of a line."""
        row = detail.row
        name = self._privacy.name(words.row_name(row))
        self.name_label.setText(f"{name}, {dates.age(row.age)}" if row.age is not None else name)
        school = row.school or _("no school noted")
        hide_class = not row.class_name or not row.school or self._privacy.discreet
        self.school_label.setText(school if hide_class else f"{school}, {row.class_name}")
        specs = _badges(detail)
        for badge, spec in zip(self.badges, specs + [None] * len(self.badges), strict=False):
            badge.setVisible(spec is not None)
            badge.set_badge(spec or BadgeSpec(""))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.name_label.fontMetrics()
        name = metrics.horizontalAdvance(self.name_label.text())
        school = self.school_label.sizeHint().width()
        badges = self._badge_box.sizeHint().width() + 8
        self._arrange(stacked=name + school + 16 + badges > self.width())
        narrow = name + school + 16 > self.width()
        self._names.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.name_label.setWordWrap(narrow)

    def _arrange(self, *, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        self._grid.addWidget(self._name_box, 0, 0)
        if stacked:
            self._grid.addWidget(self._badge_box, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(self._badge_box, 0, 1)


def _badges(detail: LineDetail) -> list[BadgeSpec | None]:
    found: list[BadgeSpec | None] = []
    if detail.row.protected:
        found.append(BadgeSpec(_("Address protection"), "shield-alert", "warn"))
    if detail.over_age:
        found.append(BadgeSpec(_("Above {age} years").format(age=detail.age_limit), "triangle-alert", "warn"))
    if detail.row.carried_from is not None:
        day = dates.day_short(detail.row.carried_from)
        found.append(BadgeSpec(_("From {day}").format(day=day), "history", "info"))
    if earlier := words.earlier(detail):
        found.append(BadgeSpec(earlier, "history", "neutral"))
    return found


class PolicePanel(Panel):
    """The police's own facts, where they come from, and what a party did not share."""

    withhold_pressed = Signal()

    def __init__(self, privacy: Privacy) -> None:
        super().__init__()
        self.setObjectName("police_panel")
        self.setAccessibleName(_("The police's information"))
        self._privacy = privacy
        self.matter_badge = Badge()
        self.origin_label = layouts.label(tone="muted", level="small")
        self.when_label = layouts.label(tone="muted", wrap=True)
        self.text_label = layouts.label(wrap=True, selectable=True)
        self.note_label = layouts.label(wrap=True, selectable=True)
        self.withheld_label = layouts.label(tone="info", wrap=True)
        heading = layouts.label(_("The police's information"), level="panel")
        self.withhold_button = IconButton(_("Information not shared …"), "eye-off", compact=True, bare=True)
        head = layouts.row(heading, self.matter_badge, None, self.origin_label, self.withhold_button)
        self.body.setSpacing(3)
        self.body.setContentsMargins(12, 6, 8, 10)
        self.body.addLayout(head)
        for label in (self.when_label, self.text_label, self.note_label, self.withheld_label):
            self.body.addWidget(label)
        self.withhold_button.clicked.connect(self.withhold_pressed)

    def show_line(self, detail: LineDetail) -> None:
        """Show the facts of a line."""
        contact, name = detail.contact, detail.row.name
        icon = labels.THEME_ICONS[contact.theme] if contact.theme is not None else "shield"
        matter = words.theme_and_role(contact.theme, contact.role, detail.row.age)
        self.matter_badge.set_badge(BadgeSpec(matter, icon, "neutral"))
        self.origin_label.setText(words.origin(detail.origin))
        self.when_label.setText(words.contact_line(contact))
        self.text_label.setText(self._privacy.text(contact.text, name) or _("The police wrote no text."))
        note = self._privacy.text(contact.note, name)
        self.note_label.setText(_("Remark: {note}").format(note=note))
        self.note_label.setVisible(bool(note))
        withheld = self._privacy.text(detail.row.withheld_reason, name)
        self.withheld_label.setText(_("Information not shared: {reason}").format(reason=withheld))
        self.withheld_label.setVisible(bool(withheld))


class HistoryPanel(Panel):
    """Earlier contacts with the police and this forum's earlier decisions: date, kind and outcome, never content."""

    person_pressed = Signal()

    def __init__(self, privacy: Privacy) -> None:
        super().__init__()
        self.setObjectName("history_panel")
        self.setAccessibleName(_("Earlier"))
        self._privacy = privacy
        self._entries: tuple[HistoryEntry, ...] = ()
        self._all = False
        self.person_button = Button(_("Open person"), kind=Kind.LINK, name="open_person_button", shortcut="Ctrl+O")
        self.more_button = Button("", kind=Kind.LINK, name="more_history_button")
        self.none_label = layouts.label(_("No earlier police contacts or decisions here."), tone="muted")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(3, 1)
        head = layouts.row(layouts.label(_("Earlier"), level="panel"), self.more_button, None, self.person_button)
        self.body.setSpacing(3)
        self.body.setContentsMargins(12, 6, 12, 9)
        self.body.addLayout(head)
        self.body.addWidget(self.none_label)
        self.body.addLayout(self._grid)
        self.person_button.clicked.connect(self.person_pressed)
        self.more_button.clicked.connect(self._on_more_pressed)

    def show_line(self, detail: LineDetail) -> None:
        """Show the history of a line's person."""
        if detail.history != self._entries:
            self._all = False
        self._entries = detail.history
        self._fill()

    def _fill(self) -> None:
        layouts.clear(self._grid)
        shown = self._entries if self._all else self._entries[:HISTORY_ROWS]
        for number, entry in enumerate(shown):
            self._add(number, entry)
        hidden = len(self._entries) - len(shown)
        self.none_label.setVisible(not self._entries)
        self.more_button.setVisible(hidden > 0)
        self.more_button.set_words(ngettext("Show {count} more", "Show {count} more", hidden).format(count=hidden))

    def _add(self, number: int, entry: HistoryEntry) -> None:
        icon, kind = words.history_kind(entry)
        picture = QLabel()
        icons.set_picture(picture, icon, "muted", 15)
        day = layouts.label(dates.day(entry.day), tone="muted")
        day.setMinimumWidth(theme.px(112))
        kind_label = layouts.label(kind)
        kind_label.setMinimumWidth(theme.px(128))
        outcome = layouts.label(words.history_outcome(entry), wrap=True)
        for column, widget in enumerate((day, picture, kind_label, outcome)):
            self._grid.addWidget(
                widget, number, column, Qt.AlignmentFlag.AlignTop if column != 1 else Qt.AlignmentFlag(0)
            )

    def _on_more_pressed(self) -> None:
        self._all = True
        self._fill()
        self.person_button.setFocus()
