"""The tab "Samtaler" of a person's page: state, when, who has it and what is next; Enter opens the talk."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.talks import TalkState
from sspdesk.i18n import _
from sspdesk.labels import dates, tasks
from sspdesk.labels import talks as labels
from sspdesk.services.person_view import PersonTalk
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.table import RecordTable


class TalksTab(QWidget):
    """``opened`` carries the id of the talk to go to; ``new_pressed`` asks for a new one."""

    opened = Signal(int)
    new_pressed = Signal()

    def __init__(self, privacy: Privacy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        columns: tuple[Column[PersonTalk], ...] = (
            Column(title=_("Talk"), cell=_what, width=172),
            Column(title=_("State"), cell=_state, width=158),
            Column(title=_("When"), cell=_when, width=136),
            Column(title=_("Responsible"), cell=_who, width=130),
            Column(title=_("Next step"), cell=self._next),
        )
        empty = EmptyState(
            "messages-square",
            _("No talks yet"),
            _("A talk comes from a meeting, a school or the street team, or is begun here."),
            action=_("New talk…"),
            action_icon="plus",
        )
        self.table = RecordTable(columns, name=_("Talks"), privacy=privacy, empty=empty, row_height=42)
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        self.setLayout(layouts.column(panel, margins=(16, 12, 16, 16)))
        self.setFocusProxy(self.table)
        self.table.opened.connect(lambda row: self.opened.emit(row.talk.id))
        empty.pressed.connect(self.new_pressed)

    def show_talks(self, talks: Sequence[PersonTalk], today: date) -> None:
        """Show a person's talks, the newest first."""
        self._today = today
        self.table.set_rows(list(talks))

    def _next(self, row: PersonTalk) -> Cell:
        if row.next is None:
            return Cell(detail=_("Nothing is due"))
        due = row.next.due
        said = dates.relative_day(due, self._today) if due is not None else ""
        tone = "warn" if due is not None and due <= self._today else "muted"
        return Cell(text=tasks.kind(row.next.kind), second=said, tint=tone)


def _what(row: PersonTalk) -> Cell:
    return Cell(text=labels.kind(row.talk.kind), strong=True, second=labels.origin(row.talk.origin))


def _state(row: PersonTalk) -> Cell:
    state = row.talk.state
    return Cell(badges=(BadgeSpec(labels.state(state), labels.state_icon(state), labels.state_tone(state)),))


def _when(row: PersonTalk) -> Cell:
    talk = row.talk
    if talk.held_at is not None:
        return Cell(text=dates.day(talk.held_at.date()), second=_("Held {time}").format(time=_clock(talk.held_at)))
    if talk.planned_at is not None and talk.state is TalkState.PLANNED:
        planned = talk.planned_at
        return Cell(text=dates.day(planned.date()), second=_("Planned {time}").format(time=_clock(planned)))
    return Cell(text=dates.day(talk.changed_on))


def _who(row: PersonTalk) -> Cell:
    return Cell(text=row.responsible or _("you"), is_name=bool(row.responsible), tint="muted")


def _clock(moment: datetime) -> str:
    return dates.clock_span(moment.time(), None)
