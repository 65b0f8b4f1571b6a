"""The extract of the log about one person: when somebody looked at or changed what is kept, and what for."""

from dataclasses import dataclass
from datetime import date, datetime

from reportlab.platypus import Flowable, Spacer

from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractRow:
    """One entry: when, what was done, what for, and by whom where that is asked for."""

    at: datetime
    what: str
    purpose: str
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogExtract:
    """All that is printed, oldest entry first. ``staff`` gives the names of the staff a column."""

    paper: Letterhead
    who: str
    born: date | None = None
    since: date | None = None
    until: date | None = None
    kept_months: int = 13
    rows: tuple[ExtractRow, ...] = ()
    staff: bool = False


def render(data: LogExtract) -> bytes:
    """Return the extract as PDF; the file's title holds no name."""
    title = _("Extract of the log")
    basis = _("Legal basis: {basis}.").format(basis=data.paper.basis.rstrip("."))
    sheet = house.Sheet(paper=data.paper, title=title, running=f"{title} · {data.who}", footer=basis)
    story = [*parts.title(data.who, title), *_facts(data), *_rows(data), *_explained(data)]
    return house.build(sheet, story)


def _facts(data: LogExtract) -> list[Flowable]:
    count = ngettext("{count} entry", "{count} entries", len(data.rows)).format(count=dates.number(len(data.rows)))
    rows = [
        (_("Born"), dates.plain_day(data.born) if data.born else ""),
        (_("Period"), _period(data)),
        (_("In the log"), count),
    ]
    return [parts.facts(rows, label_width=86), Spacer(1, 8)]


def _period(data: LogExtract) -> str:
    if data.since is None and data.until is None:
        return _("All that is kept")
    since = _("from {day}").format(day=dates.plain_day(data.since)) if data.since else ""
    until = _("until {day}").format(day=dates.plain_day(data.until)) if data.until else ""
    return " ".join(part for part in (since, until) if part)


def _rows(data: LogExtract) -> list[Flowable]:
    if not data.rows:
        return [parts.text(_("Nobody has looked in this period."))]
    heads, widths = [_("When"), _("What was done"), _("What for")], [170, 210, 220]
    if data.staff:
        heads, widths = [*heads, _("By whom")], [160, 170, 170, 100]
    cells = [[dates.moment(row.at), row.what, row.purpose, *([row.who] if data.staff else [])] for row in data.rows]
    return [parts.table(heads, cells, widths)]


def _explained(data: LogExtract) -> list[Flowable]:
    told = [
        _(
            "The log notes every time somebody opens, searches, changes, prints or hands out what is kept about a "
            "person. It holds no texts, and no other persons. Searches stand here when they led to this person."
        ),
        ngettext(
            "An entry is kept for {count} month and then deleted.",
            "An entry is kept for {count} months and then deleted.",
            data.kept_months,
        ).format(count=data.kept_months),
        _("You can complain to Datatilsynet about how the municipality handles information about you."),
    ]
    return [*parts.section(_("What the log is")), *(parts.text(one, parts.NOTE) for one in told)]
