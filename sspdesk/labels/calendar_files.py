"""Words for calendar files: what importing an event does, and what a meeting is called outside."""

from sspdesk.domain.calendar_files import EventFate
from sspdesk.domain.forums import Forum, ForumKind
from sspdesk.i18n import N_, _

_FATES = {
    EventFate.NEW: (N_("New in the calendar"), "plus", "info"),
    EventFate.SAME: (N_("In the calendar already"), "circle-check", "ok"),
    EventFate.CHANGED: (N_("Has another date or place"), "calendar-clock", "warn"),
    EventFate.CANCELLED: (N_("Is cancelled"), "ban", "warn"),
    EventFate.OLDER: (N_("Older than yours"), "history", "neutral"),
    EventFate.OURS: (N_("Is your meeting of that day"), "calendar-clock", "warn"),
    EventFate.GONE: (N_("Is in the other calendar no more"), "ban", "warn"),
    EventFate.HELD: (N_("Begun or held, stays"), "lock", "neutral"),
}
ERRORS = {
    "event_without_forum": N_("Choose which forum the meetings belong to."),
}


def fate(value: EventFate) -> str:
    """Return what importing an event does."""
    return _(_FATES[value][0])


def fate_icon(value: EventFate) -> str:
    """Return the icon of what importing an event does."""
    return _FATES[value][1]


def fate_tone(value: EventFate) -> str:
    """Return the tone of what importing an event does."""
    return _FATES[value][2]


def outside_title(forum: Forum) -> str:
    """Return what a meeting is called where others see it: the forum's name, or only that one is busy."""
    return _("Busy") if forum.kind is ForumKind.EXIT else forum.name


def all_of(forum: Forum) -> str:
    """Return the words for all meetings of a forum."""
    return _("{forum}: all meetings").format(forum=forum.name)


def series_of(forum: Forum, rhythm: str) -> str:
    """Return the words for the meetings of a series."""
    return _("{forum}: the series, {rhythm}").format(forum=forum.name, rhythm=rhythm)
