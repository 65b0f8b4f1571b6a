"""What a meeting's state offers: the buttons of its phase, and the menu."""

from datetime import date

from sspdesk.domain.meetings import Meeting, MeetingState

_BUTTONS = {
    MeetingState.PLANNED: ("agenda", "invited"),
    MeetingState.MOVED: ("agenda", "invited"),
    MeetingState.INVITED: ("agenda", "agenda_sent"),
    MeetingState.AGENDA_SENT: ("invitation", "agenda"),
    MeetingState.HELD: ("agenda", "minutes", "end"),
    MeetingState.MINUTES_DRAFT: ("minutes", "approve"),
    MeetingState.MINUTES_APPROVED: ("minutes", "addition"),
    MeetingState.CANCELLED: ("series",),
}


def buttons_of(meeting: Meeting, today: date) -> tuple[str, ...]:
    """Return the names of the buttons of a meeting's phase; the last one is the primary."""
    if meeting.ahead and meeting.starts_at.date() <= today:
        return ("agenda", "start")
    return _BUTTONS[meeting.state]


def menu_of(meeting: Meeting) -> tuple[str, ...]:
    """Return the names of the menu's lines; "" is a separator."""
    papers = ("agenda", "minutes", "attendance", "speaking")
    end = ("", "calendar_file", "forum", "series", "history")
    if meeting.locked or meeting.state is MeetingState.CANCELLED:
        return (*papers, *end)
    if meeting.ahead:
        steps = ("invited", "agenda_sent", "start")
        return (*steps, "", "invitation", *papers, "", "copy_last", "move_item", "edit", "cancel", *end)
    closing = "end" if meeting.state is MeetingState.HELD else "approve"
    return ("present", closing, "", *papers, "", "copy_last", "move_item", "edit", *end)
