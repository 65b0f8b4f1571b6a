"""Words for drafts: when they were kept, that they were brought back, that some wait."""

from datetime import date, datetime

from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates


def kept(at: datetime) -> str:
    """Return what the status bar says while something is unsaved but kept."""
    return _("Draft kept · at {time}").format(time=dates.clock(at))


def brought_back(times: list[datetime], today: date) -> str:
    """Return the notice over what was brought back."""
    latest = max(times)
    when = _("at {time}").format(time=dates.clock(latest)) if latest.date() == today else dates.moment_short(latest)
    if len(times) == 1:
        return _("The draft from {when} was brought back").format(when=when)
    return _("{count} drafts were brought back, the latest from {when}").format(count=len(times), when=when)


def waiting(count: int) -> str:
    """Return what is said of drafts whose editor is not open."""
    return ngettext("{count} draft waits.", "{count} drafts wait.", count).format(count=count)
