"""Words for the calendar: days, weeks, filters, and what is said of a year with week 53."""

from datetime import date, timedelta

from sspdesk.domain.calendar import HOLIDAYS, Day, EntryKind, Group, Words
from sspdesk.domain.series_dates import LongGap
from sspdesk.domain.workdays import DayKind, Days
from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import dates

_KINDS = {
    EntryKind.MEETING: N_("Meeting"),
    EntryKind.TALK: N_("Talk"),
    EntryKind.TASK: N_("Deadline"),
    EntryKind.REMINDER: N_("Year wheel"),
    EntryKind.SHIFT: N_("Street team, shift"),
    EntryKind.SKIPPED: N_("No meeting"),
}
_ALONG = {
    EntryKind.TALK: N_("Talks"),
    EntryKind.TASK: N_("Deadlines"),
    EntryKind.REMINDER: N_("Year wheel"),
    EntryKind.SHIFT: N_("Shifts"),
}
ICONS = {
    EntryKind.TALK: "messages-square",
    EntryKind.TASK: "clock",
    EntryKind.REMINDER: "refresh-cw",
    EntryKind.SHIFT: "footprints",
    EntryKind.SKIPPED: "ban",
}
ERRORS = {
    "entry_not_movable": N_("Only meetings that have not begun can be moved here."),
}


def kind(value: EntryKind) -> str:
    """Return the words for an entry that says no more of itself."""
    return _(_KINDS[value])


def skipped(holiday: str) -> str:
    """Return the words for a date of a series without a meeting, e.g. "Intet møde (Juleferie)"."""
    return _("No meeting ({holiday})").format(holiday=holiday)


def cancelled(title: str) -> str:
    """Return the words for a cancelled meeting."""
    return _("Cancelled: {title}").format(title=title)


def along_groups() -> tuple[Group, ...]:
    """Return the filters for what can be shown along with the meetings, and for the holidays."""
    found = [Group(key=one.value, title=_(title)) for one, title in _ALONG.items()]
    return (*found, Group(key=HOLIDAYS, title=_("School holidays")))


def words() -> Words:
    """Return the words a calendar's layout writes itself."""
    monday = date(2026, 11, 23)
    return Words(
        week=_("week"),
        weekdays=tuple(dates.weekday_name(monday + timedelta(days=at)) for at in range(7)),
        even=_("even"),
        more=_("+{count} more"),
        none=_("No appointments"),
        today=_("today"),
        months=tuple(dates.month(date(2026, at, 1)).split(" ")[0] for at in range(1, 13)),
    )


def days(first: date, last: date, calendar: Days, today: date) -> tuple[Day, ...]:
    """Return the days of a period with their heads and holidays."""
    found = []
    before = ""
    for at in range((last - first).days + 1):
        day = first + timedelta(days=at)
        name = calendar.name(day)
        closed = bool(name)
        note = name if name and (name != before or day.weekday() == 0) else ""
        before = name
        found.append(
            Day(
                day=day,
                number=f"{day.day}.",
                short=dates.day_short(day),
                note=note,
                closed=closed,
                today=day == today,
            )
        )
    return tuple(found)


def day_kind(calendar: Days, day: date) -> str:
    """Return why there is no school on a day, e.g. "Juleferie" or "weekend"; empty on a school day."""
    found = calendar.kind(day)
    return calendar.name(day) or (_("weekend") if found is DayKind.WEEKEND else "")


def span(first: date, last: date) -> str:
    """Return the months of a period, e.g. "november–december 2026"."""
    if (first.year, first.month) == (last.year, last.month):
        return dates.month(first)
    if first.year == last.year:
        return f"{dates.month(first).split(' ')[0]}–{dates.month(last)}"
    return f"{dates.month(first)} – {dates.month(last)}"


def week(first: date) -> str:
    """Return a week and its days, e.g. "uge 48 · 23. nov. – 29. nov. 2026", and whether it is even."""
    even = _("even") if first.isocalendar().week % 2 == 0 else _("odd")
    last = first + timedelta(days=6)
    return f"{dates.week(first)} ({even}) · {dates.day_short(first)} – {dates.day(last)}"


def week_53(forum: str, gap: LongGap) -> tuple[str, str]:
    """Return the notice of a year with week 53: the fact, and the gap between two meetings of a series by weeks."""
    fact = _("{year} has a week 53.").format(year=gap.year)
    text = ngettext(
        "{forum}: {count} week between the meetings of {before} and {after}.",
        "{forum}: {count} weeks between the meetings of {before} and {after}.",
        gap.weeks,
    ).format(
        forum=forum,
        count=gap.weeks,
        before=dates.day_short(gap.before).split(" ", 1)[1],
        after=dates.day_short(gap.after).split(" ", 1)[1],
    )
    return fact, text
