"""The hand-out to one SSP teacher as a workbook (DOC-28): the same fields as the PDF, every cell a plain string."""

import io
from typing import TYPE_CHECKING

from sspdesk.domain.papers import Handout
from sspdesk.i18n import _
from sspdesk.labels import dates

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (24, 10, 38, 20, 40, 44, 40)
_LONGEST_FOOTER = 255


def render(data: Handout) -> bytes:
    """Return the workbook as plain xlsx bytes; encrypt them before they are written anywhere.

    Cells are strings only, so that a text beginning with ``=`` stays a text. The same data give the same bytes.
    """
    import xlsxwriter  # noqa: PLC0415 - only an export needs it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties(
        {
            "title": _("Hand-out to an SSP teacher"),
            "author": data.paper.municipality,
            "company": data.paper.municipality,
            "created": data.paper.printed_at,
        }
    )
    sheet = book.add_worksheet(_("Hand-out"))
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    strong = book.add_format({"bold": True, "valign": "top", "text_wrap": True, "num_format": "@"})
    title = book.add_format({"bold": True, "font_size": 16})
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top", "num_format": "@"})

    sheet.write_string(0, 0, _("Hand-out to an SSP teacher"), title)
    head_row = _write_facts(sheet, 1, _facts_above(data), strong) + 1
    for column, words in enumerate(_heads()):
        sheet.write_string(head_row, column, words, head)
    row = head_row
    for cells in _rows(data):
        row += 1
        for column, value in enumerate(cells):
            sheet.write_string(row, column, _safe(value), strong if column == 0 else plain)
    _write_facts(sheet, row + 2, _facts_below(data), strong)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(head_row + 1, 0)
    _set_up_print(sheet, data, head_row)
    book.close()
    return out.getvalue()


def _write_facts(sheet: "Worksheet", row: int, facts: list[tuple[str, str]], label_format: "Format") -> int:
    """Write label and value pairs from ``row`` on and return the first row after them."""
    for label, value in facts:
        sheet.write_string(row, 0, label, label_format)
        sheet.write_string(row, 1, _safe(value))
        row += 1
    return row


def _facts_above(data: Handout) -> list[tuple[str, str]]:
    """Return what must be seen while the table is read; these rows stay in view."""
    demo = [(_("Demo"), _("Demo, invented persons"))] if data.paper.demo else []
    return [
        *demo,
        (_("Delete by"), _("{day}. Do not pass it on.").format(day=dates.day(data.expires))),
        (_("To"), data.recipient),
        (_("Purpose"), data.purpose),
        (_("Confidential"), _("The information must not be used for the investigation of criminal cases.")),
    ]


def _facts_below(data: Handout) -> list[tuple[str, str]]:
    paper = data.paper
    return [
        (_("From"), f"{paper.municipality}, {paper.unit}"),
        (_("School"), data.school),
        (_("Meeting"), dates.day(data.meeting_date)),
        (_("Legal basis"), paper.basis),
        (_("Made"), _("{moment} by {name}").format(moment=dates.moment(paper.printed_at), name=paper.printed_by)),
        (_("Number"), paper.reference),
    ]


def _heads() -> list[str]:
    return [_("Pupil"), _("Class"), _("Task"), _("Deadline"), _("Call"), _("Worth knowing"), _("Why you get it")]


def _rows(data: Handout) -> list[list[str]]:
    return [
        [
            pupil.who,
            pupil.school_class,
            pupil.task,
            dates.day(pupil.due) if pupil.due else "",
            pupil.call,
            pupil.text,
            pupil.reason if pupil.text.strip() else "",
        ]
        for pupil in data.pupils
    ]


def _safe(value: str) -> str:
    """Return a text without the control characters that XML cannot hold, at most as long as a cell may be."""
    return "".join(char for char in value if char.isprintable() or char in "\n\t")[:32_000]


def _set_up_print(sheet: "Worksheet", data: Handout, head_row: int) -> None:
    """Make the printed sheet carry the expiry date and the receiver on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head_row)
    delete = _("Delete by {day}").format(day=dates.plain_day(data.expires))
    page = _("page {number} of {total}").format(number="&P", total="&N")
    sheet.set_header(f"&L{_('Confidential')}&R{delete}")
    receiver = data.recipient.replace("&", "&&")[: _LONGEST_FOOTER - 60]
    sheet.set_footer(f"&L{_('to {recipient}').format(recipient=receiver)}&R{page}")
