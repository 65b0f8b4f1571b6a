"""The figures of releases on paper: every number with its definition beside it, small counts hidden, nobody named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, Spacer

from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One figure as it may stand on paper; the numbers are empty where none of them may."""

    name: str
    definition: str
    share: str
    part: str = ""
    whole: str = ""
    unknown: str = ""
    waiting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFigures:
    """All that is printed. There is no room here for a person."""

    paper: Letterhead
    first: date
    last: date
    released: str
    open_cases: str
    lines: tuple[FigureLine, ...]
    version: str = ""


def render(data: ReleaseFigures) -> bytes:
    """Return the figures as PDF."""
    title = _("Figures of releases")
    period = f"{dates.plain_day(data.first)} – {dates.plain_day(data.last)}"
    sheet = house.Sheet(
        paper=data.paper,
        title=f"{title}, {period}",
        running=f"{title} · {period}",
        footer=_("No personal data stands on this paper. Counts from 1 to 4 are shown as <5."),
        confidential=False,
    )
    made = data.paper.printed_at.date()
    facts = [
        (_("Period"), period),
        (_("As of"), dates.plain_day(made)),
        (_("Released"), data.released),
        (_("Open cases now"), data.open_cases),
    ]
    heads = [_("Figure"), _("Share"), _("Count"), _("Of"), _("Unknown"), _("Waiting")]
    rows = [_row(one) for one in data.lines]
    styles = [parts.BODY, *[parts.NUMBER] * 5]
    table = parts.table(heads, rows, [334, 68, 58, 58, 78, 78], styles=styles)
    story = [*parts.title(title, period), parts.facts(facts), Spacer(1, 10), table]
    return house.build(sheet, [*story, Spacer(1, 10), _method(data, made)])


def _row(one: FigureLine) -> Sequence[str | Flowable | Sequence[Flowable]]:
    name = [parts.text(one.name, parts.STRONG), parts.text(one.definition, parts.SMALL)]
    return [name, one.share, one.part, one.whole, one.unknown, one.waiting]


def _method(data: ReleaseFigures, made: date) -> Flowable:
    told = _(
        "How it is counted: releases in the period as they stand on the day of the print. Only those whose day has "
        "passed count, the rest wait. Unknown ones count in the whole, never in the part. Deleted cases are not "
        "counted any more. A figure is hidden where it would tell of 1 to 4 persons."
    )
    by = _("Made {day} with SSP Desk {version}").format(day=dates.plain_day(made), version=data.version)
    return parts.text(f"{told} {by}.", parts.SMALL)
