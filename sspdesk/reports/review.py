"""The figures and settings for the head or data protection officer: sections of labels and values, no persons."""

from dataclasses import dataclass

from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with labels and values; ``empty`` is said where there are none."""

    title: str
    rows: tuple[tuple[str, str], ...]
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReport:
    """All that is printed."""

    paper: Letterhead
    recipient: str
    sections: tuple[Section, ...]


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
    return house.build(sheet, story)
