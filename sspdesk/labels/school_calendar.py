"""Words for the school calendar: school years, what a day is, what reading a list changes, and errors."""

from sspdesk.domain.school_calendar import Fate, SchoolYear
from sspdesk.domain.series_dates import SeriesDate, Why
from sspdesk.domain.workdays import DayKind, SchoolBreak
from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import dates

_KINDS = {
    DayKind.WORKING: N_("School day"),
    DayKind.WEEKEND: N_("Weekend"),
    DayKind.PUBLIC_HOLIDAY: N_("Public holiday"),
    DayKind.SCHOOL_HOLIDAY: N_("School holiday"),
}
_FATES = {
    Fate.NEW: N_("New holiday"),
    Fate.SAME: N_("Already there"),
    Fate.REPLACES: N_("Takes the place of another"),
}
ERRORS = {
    "break_name_missing": N_("Write what the holiday is called."),
    "break_ends_before": N_("The last day lies before the first."),
    "break_too_long": N_("A school holiday lasts at most {days} days. Check the two dates."),
    "break_overlaps": N_("These days lie in »{name}« already. Change the dates, or the other holiday."),
    "break_date_unread": N_("The date cannot be read."),
    "school_calendar_empty": N_(
        "No holidays were found in the file. Nothing was stored. The list needs the columns Fra, Til and Navn; "
        "in a calendar file a holiday is an event of whole days."
    ),
}


def year(value: SchoolYear) -> str:
    """Return a school year, e.g. "skoleåret 2026/27"."""
    return _("school year {first}/{last}").format(first=value.start, last=f"{(value.start + 1) % 100:02d}")


def day_kind(value: DayKind) -> str:
    """Return what a day is."""
    return _(_KINDS[value])


def fate(value: Fate) -> str:
    """Return what storing a read holiday does."""
    return _(_FATES[value])


def span(one: SchoolBreak) -> str:
    """Return the days of a holiday, e.g. "lør. 10. okt. – søn. 18. okt. 2026"."""
    if one.first == one.last:
        return dates.day(one.first)
    return f"{dates.day_short(one.first)} – {dates.day(one.last)}"


def weeks(days: int) -> str:
    """Return a gap in weeks where it is whole, else in days."""
    if days % 7 == 0:
        return ngettext("{count} week", "{count} weeks", days // 7).format(count=days // 7)
    return ngettext("{count} day", "{count} days", days).format(count=days)


def reason(one: SeriesDate) -> str:
    """Return why a date of a series is no meeting on that day, e.g. "Sprunget over: Juleferie"; empty for one held."""
    if one.why is Why.NO_SUCH_DAY:
        return _("{month} has no such day").format(month=dates.month(one.day))
    if one.why is Why.SKIPPED:
        return _("Skipped: {holiday}").format(holiday=one.holiday)
    if one.why is Why.MOVED:
        return _("Moved from {day}: {holiday}").format(day=dates.day_short(one.day), holiday=one.holiday)
    if one.why is Why.MEETS_NEXT:
        return _("Left out: {holiday}, and the next date is free").format(holiday=one.holiday)
    return _("In a holiday: {holiday}").format(holiday=one.holiday) if one.holiday else ""
