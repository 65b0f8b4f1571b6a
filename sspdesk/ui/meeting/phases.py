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


_OWN_PAPERS = ("agenda", "invitation", "minutes")
_NOT_OF_RELEASE = ("attendance", "speaking", "copy_last", "move_item", "series")
"""A release meeting has a paper for each recipient, and its items stay with it."""


def buttons_of(meeting: Meeting, today: date, *, release: bool = False) -> tuple[str, ...]:
    """Return the names of the buttons of a meeting's phase; the last one is the primary."""
    if meeting.ahead and meeting.starts_at.date() <= today:
        names: tuple[str, ...] = ("agenda", "start")
    else:
        names = _BUTTONS[meeting.state]
    return _of_release(names) or ("release_case",) if release else names


def menu_of(meeting: Meeting, *, release: bool = False) -> tuple[str, ...]:
    """Return the names of the menu's lines; "" is a separator."""
    names = _menu_of(meeting)
    return ("release_case", "", *_of_release(names)) if release else names


def _of_release(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names with the release's own papers instead of those everybody gets alike."""
    found: list[str] = []
    for name in names:
        own = "release_papers" if name in _OWN_PAPERS else name
        again = own == "release_papers" and own in found
        if own not in _NOT_OF_RELEASE and not again and not (own == "" and found[-1:] == [""]):
            found.append(own)
    return tuple(found)


def _menu_of(meeting: Meeting) -> tuple[str, ...]:
    papers = ("agenda", "minutes", "attendance", "speaking")
    end = ("", "calendar_file", "forum", "series", "history")
    if meeting.locked or meeting.state is MeetingState.CANCELLED:
        return (*papers, *end)
    if meeting.ahead:
        steps = ("invited", "agenda_sent", "start")
        return (*steps, "", "invitation", *papers, "", "copy_last", "move_item", "edit", "cancel", *end)
    closing = "end" if meeting.state is MeetingState.HELD else "approve"
    return ("present", closing, "", *papers, "", "copy_last", "move_item", "edit", *end)
