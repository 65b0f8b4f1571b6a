"""The day list: what is in the calendar and what is due, without names or with initials, to carry in a pocket."""

from dataclasses import dataclass
from datetime import date, time

from reportlab.platypus import Flowable, Spacer

from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEntry:
    """One appointment; its title names nobody."""

    day: date
    clock: time | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTask:
    """One deadline. ``who`` holds initials or nothing."""

    group: str
    title: str
    who: str
    due: str
    responsible: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayList:
    """The list as it is printed."""

    paper: Letterhead
    day: date
    entries: tuple[DayEntry, ...]
    tasks: tuple[DayTask, ...]
    initials: bool


def render(data: DayList) -> bytes:
    """Return the list as PDF."""
    heading = _("Day list")
    footer = house.basis_footer(data.paper) if data.initials else _("No citizen is named on this list.")
    sheet = house.Sheet(paper=data.paper, title=heading, running=heading, footer=footer)
    story: list[Flowable] = [*parts.title(heading, f"{dates.day(data.day)} · {dates.week(data.day)}")]
    story += parts.section(_("In the calendar"))
    if data.entries:
        rows = [[dates.day(one.day), dates.clock(one.clock) if one.clock else "", one.title] for one in data.entries]
        story.append(parts.table([_("Day"), _("Time"), _("What")], rows, (0.3, 0.15, 0.55)))
    else:
        story.append(parts.text(_("No appointments left this week."), parts.NOTE))
    story += [Spacer(1, 8), *parts.section(_("Deadlines"))]
    if data.tasks:
        heads = [_("When"), _("What"), *([_("Who")] if data.initials else []), _("Responsible")]
        lines = [
            [f"{one.group}\n{one.due}", one.title, *([one.who] if data.initials else []), one.responsible]
            for one in data.tasks
        ]
        story.append(parts.table(heads, lines, (0.26, 0.4, 0.12, 0.22) if data.initials else (0.26, 0.52, 0.22)))
    else:
        story.append(parts.text(_("No deadlines this week."), parts.NOTE))
    return house.build(sheet, story)
