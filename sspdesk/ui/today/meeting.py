"""The next meeting and how ready it is: what is done, what is missing, and the way to mend it."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from sspdesk.i18n import _
from sspdesk.labels import dates, forums
from sspdesk.services.next_meeting import NextMeeting, Ready
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import BadgeSpec
from sspdesk.ui.shared.panels import Badge, EmptyState, Panel
from sspdesk.ui.today import words


class MeetingPanel(Panel):
    """``opened`` and ``printing`` carry the meeting shown; without one the panel says where meetings come from."""

    opened = Signal(object)
    printing = Signal(object)
    planning = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._next: NextMeeting | None = None
        self.forum_badge = Badge()
        self.soon_label = layouts.label(tone="muted")
        self.when_label = layouts.label(level="key", wrap=True)
        self.place_label = layouts.label(tone="muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("How ready the meeting is"))
        self.ready_label = layouts.label(level="strong")
        self.steps = QWidget()
        self._steps = QVBoxLayout(self.steps)
        self._steps.setContentsMargins(0, 0, 0, 0)
        self._steps.setSpacing(0)
        self.open_button = Button(
            _("Open the meeting"), kind=Kind.PRIMARY, icon="arrow-right", name="open_meeting_button"
        )
        self.print_button = Button(_("Print the agenda"), icon="printer", name="print_agenda_button")
        self.empty = EmptyState(
            "calendar-plus", _("No meeting is planned"), _("Plan the next one, and it stands here."),
            action=_("Plan a meeting"), action_icon="plus",
        )  # fmt: skip
        line = layouts.row(self.bar, self.ready_label, spacing=12)
        line.setStretch(0, 1)
        self.facts = QWidget()
        self.facts.setLayout(
            layouts.column(
                layouts.row(self.forum_badge, None, self.soon_label), self.when_label, self.place_label, line,
                self.steps,
                layouts.row(self.open_button, self.print_button, None), spacing=6,
            )
        )  # fmt: skip
        self.body.addWidget(self.facts)
        self.body.addWidget(self.empty)
        self.empty.pressed.connect(self.planning)
        self.open_button.clicked.connect(lambda: self._tell(self.opened))
        self.print_button.clicked.connect(lambda: self._tell(self.printing))

    def _tell(self, signal: object) -> None:
        if self._next is not None:
            signal.emit(self._next)  # type: ignore[attr-defined]  # a bound signal, which the stubs do not name

    def show_meeting(self, coming: NextMeeting | None, now: datetime) -> None:
        """Show the next meeting, or that there is none."""
        self._next = coming
        self.facts.setVisible(coming is not None)
        self.empty.setVisible(coming is None)
        if coming is None:
            return
        meeting, forum = coming.meeting, coming.forum
        icon = forums.ICONS.get(forum.kind, "users")
        self.forum_badge.set_badge(BadgeSpec(forum.name, icon, forums.TONES[forum.colour]))
        self.soon_label.setText(dates.relative_day(meeting.starts_at.date(), now.date()))
        self.when_label.setText(dates.moment(meeting.starts_at))
        until = _("until {time}").format(time=dates.clock(meeting.ends_at))
        parts = [until, dates.week(meeting.starts_at.date()), meeting.place]
        self.place_label.setText(" · ".join(part for part in parts if part))
        self.bar.setRange(0, len(coming.steps))
        self.bar.setValue(coming.done)
        told = _("{done} of {all} ready").format(done=coming.done, all=len(coming.steps))
        self.ready_label.setText(told)
        self.bar.setAccessibleDescription(told)
        self._fill(coming.steps)

    def _fill(self, steps: tuple[Ready, ...]) -> None:
        layouts.clear(self._steps)
        for step in steps:
            self._steps.addWidget(layouts.rule())
            icon, tint = ("circle-check", "ok") if step.done else ("circle", "muted")
            if step.warn:
                icon, tint = "triangle-alert", "warn"
            picture = layouts.label()
            icons.set_picture(picture, icon, tint)
            title, detail = words.ready(step)
            head = layouts.label(title, level="strong" if step.warn else "")
            line = layouts.row(picture, head, layouts.label(detail, tone="muted", level="small"), None,
                               spacing=8, margins=(0, 2, 0, 2))  # fmt: skip
            if step.warn:
                mend = Button(_("Mend it"), kind=Kind.LINK, compact=True, name="mend_button")
                mend.setAccessibleDescription(title)
                mend.clicked.connect(lambda: self._tell(self.opened))
                line.addWidget(mend)
            box = layouts.box(line, name="ready_step")
            box.setMinimumHeight(theme.px(28))
            box.setAccessibleName(f"{title} {detail}")
            self._steps.addWidget(box)
