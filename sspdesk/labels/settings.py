"""Words for settings: weekdays, how often the group meets, colours and text sizes."""

from datetime import date

from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import dates

_THEMES = {"auto": N_("As the computer"), "light": N_("Light"), "dark": N_("Dark")}
_SIZES = {13: N_("Normal"), 14: N_("Larger"), 16: N_("Largest")}
THEMES = tuple(_THEMES)
_A_MONDAY = date(2026, 11, 23)


def weekday(number: int) -> str:
    """Return the name of a weekday; 0 is Monday."""
    return dates.weekday_name(_A_MONDAY.replace(day=_A_MONDAY.day + number))


def rhythm(weeks: int) -> str:
    """Return how often the group meets, e.g. "hver 2. uge"."""
    return ngettext("every week", "every {count} weeks", weeks).format(count=weeks)


def theme(code: str) -> str:
    """Return the words for a choice of colours."""
    return _(_THEMES[code])


def text_size(size: int) -> str:
    """Return the words for a text size."""
    return _(_SIZES[size])
