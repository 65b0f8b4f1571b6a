"""The figures and settings for the head or data protection officer: sections of labels and values, no persons."""

from dataclasses import dataclass
from datetime import datetime

from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with labels and values; ``empty`` is said where there are none."""

    title: str
    rows: tuple[tuple[str, str], ...]
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One entry of the log: persons are numbers."""

    at: datetime
    who: str
    what: str
    persons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReport:
    """All that is printed."""

    paper: Letterhead
    recipient: str
    sections: tuple[Section, ...]
    log: tuple[LogLine, ...] = ()


def render(data: ReviewReport) -> bytes:
    """Return the figures as PDF."""
    title = _("Review of SSP Desk")
    basis = _("Legal basis: {basis}.").format(basis=data.paper.basis.rstrip("."))
    told = _("Figures and settings. No case text and no names of persons.")
    sheet = house.Sheet(
        paper=data.paper, title=title, running=title, footer=f"{basis} {told}", recipient=data.recipient
    )
    story = [*parts.title(title, told)]
    for section in data.sections:
        story += parts.section(section.title)
        story.append(parts.facts(section.rows, label_width=230) if section.rows else parts.text(section.empty))
    if data.log:
        rows = [[dates.moment(line.at), line.who, line.what, line.persons] for line in data.log]
        heads = [_("When"), _("Who"), _("What was done"), _("Person")]
        story += [*parts.section(_("Log")), parts.table(heads, rows, [170, 140, 210, 100])]
    return house.build(sheet, story)
