"""Exit's figures on paper: every number with its definition beside it, small counts hidden, nobody named."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One figure: its number as it may stand on paper, of how many, what waits, before, and how it is counted."""

    code: str
    title: str
    value: str
    counted: str = ""
    waiting: str = ""
    baseline: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresReport:
    """The figures of one day."""

    paper: Letterhead
    rows: tuple[ReportRow, ...]
    period: str = ""
    """The years the cases were received in."""
    version: str = ""


def render(data: FiguresReport) -> bytes:
    """Return the figures as PDF."""
    day = dates.day(data.paper.printed_at.date())
    title = _("Figures of Exit")
    footer = _("Every case in the vault is counted. Counts from 1 to 4 stand as »<5«, and shares of few are hidden.")
    sheet = house.Sheet(paper=data.paper, title=title, running=title, footer=footer, confidential=False)
    rows: list[list[str | Flowable | list[Flowable]]] = []
    for one in data.rows:
        name: list[Flowable] = [parts.text(one.title, parts.STRONG), parts.text(one.definition, parts.SMALL)]
        told = [parts.text(part) for part in (one.counted, one.waiting) if part]
        rows.append([one.code, name, one.value, told or "", one.baseline])
    heads = [_("Code"), _("What is counted"), _("Figure"), _("Counted"), _("Before")]
    story = [
        *parts.title(title, _("Counted {day}").format(day=day)),
        parts.facts([(_("Cases received"), data.period)], label_width=110),
        parts.table(heads, rows, [66, 284, 60, 104, 160]),
        Spacer(1, 10),
        parts.text(
            _("Made {day} with SSP Desk {version}").format(
                day=dates.plain_day(data.paper.printed_at.date()), version=data.version
            ),
            parts.SMALL,
        ),
    ]
    return house.build(sheet, story)
