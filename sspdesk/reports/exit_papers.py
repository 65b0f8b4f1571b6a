"""The papers of an exit case: facts, focus areas, texts, and lines to sign on."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of a paper: facts, a table, a text or points under its title."""

    title: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    text: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A party's line: signed already, or to be signed on."""

    role: str
    name: str
    signed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitSheet:
    """All that is printed. A ``draft`` says so on every page and has no lines to sign on."""

    paper: Letterhead
    title: str
    who: str
    born: date | None = None
    case_number: str
    draft: bool = False
    recipient: str = ""
    blocks: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()
    signing: str = ""
    """What the signatures say, right above them: they may stand on a page of their own."""
    left_out: str = ""
    """That something is left out which the consent does not cover."""


def render(data: ExitSheet) -> bytes:
    """Return the paper as PDF; the file's title holds no name."""
    sheet = house.Sheet(
        paper=data.paper,
        title=data.title,
        running=f"{data.title} · {data.case_number}",
        footer=house.basis_footer(data.paper),
        stamp=_("DRAFT") if data.draft else "",
        recipient=data.recipient,
    )
    born = _("born {day}").format(day=dates.plain_day(data.born)) if data.born is not None else ""
    under = " · ".join(part for part in (data.who, born, _("case {number}").format(number=data.case_number)) if part)
    story: list[Flowable] = [*parts.title(data.title, under)]
    if data.draft:
        told = _("This is a draft. The police have not assessed the threat yet, so it cannot be signed.")
        story += [parts.text(told, parts.STRONG), Spacer(1, 6)]
    for block in data.blocks:
        story += _block(block)
    if data.left_out:
        story += [Spacer(1, 8), parts.text(data.left_out, parts.NOTE)]
    story += _signatures(data)
    return house.build(sheet, story)


def _block(block: Block) -> list[Flowable]:
    story: list[Flowable] = [*parts.section(block.title)] if block.title else [Spacer(1, 4)]
    if block.facts:
        story.append(parts.facts(block.facts, label_width=172))
    if block.rows:
        story.append(parts.table(block.heads, block.rows, block.widths))
    if block.text:
        story.append(parts.text(block.text))
    for point in block.points:
        story += [parts.facts((("•", point),), label_width=12), Spacer(1, 1)]
    return story


def _signatures(data: ExitSheet) -> list[Flowable]:
    if not data.signatures or data.draft:
        return []
    story: list[Flowable] = [*parts.section(_("Signatures"), room=140)]
    if data.signing:
        story.append(parts.text(data.signing))
    for one in data.signatures:
        story += [CondPageBreak(60), Spacer(1, 4), parts.text(f"{one.role}: {one.name}", parts.STRONG)]
        if one.signed:
            story.append(parts.text(_("Signed {day}").format(day=one.signed), parts.NOTE))
        else:
            story.append(parts.SignatureLine([_("Place and date"), _("Signature")]))
    return story
