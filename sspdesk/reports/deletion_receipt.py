"""The receipt of a deletion (Sletteprotokol, DOC-29): counters and hashes only, nobody is named."""

from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable, Spacer

from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRow:
    """The rows of one table: its words, how many went, and their keyed hash."""

    what: str
    count: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionReceipt:
    """One receipt as it is printed."""

    paper: Letterhead
    number: int
    at: datetime
    by: str
    reason: str
    rows: tuple[ReceiptRow, ...]


def render(data: DeletionReceipt) -> bytes:
    """Return the receipt as PDF."""
    heading = _("Deletion receipt no. {number}").format(number=data.number)
    sheet = house.Sheet(
        paper=data.paper,
        title=heading,
        running=heading,
        footer=_("The hashes are keyed: they prove which rows went, and nobody can work back from them to a person."),
    )
    total = sum(row.count for row in data.rows)
    facts = parts.facts(
        [
            (_("Deleted"), dates.moment(data.at)),
            (_("By"), data.by),
            (_("Reason"), data.reason),
            (_("Rows in all"), dates.number(total)),
        ]
    )
    rows = [[row.what, dates.number(row.count), parts.text(row.digest, parts.SMALL)] for row in data.rows]
    heads = [_("What"), _("Number"), _("Keyed hash (HMAC-SHA-256)")]
    story: list[Flowable] = [*parts.title(heading), facts, Spacer(1, 10)]
    story.append(parts.table(heads, rows, (0.26, 0.1, 0.64)))
    return house.build(sheet, story)
