"""The minutes of a meeting (DOC-27, Onsdagsgruppen's DOC-02): who was there, what came of it, dated additions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reportlab.platypus import Flowable, KeepTogether, Spacer

from sspdesk.domain.papers import Copy, Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class MinuteItem:
    """What came of one item of the agenda, without names of children; ``number`` 0 is for what is no item.

    ``who`` is the initials of the person it was about, ``actions`` what was agreed, ``closed_away`` an item of which
    only the number may be told. One whose person is ``deleted`` keeps only its number.
    """

    number: int
    title: str
    text: str = ""
    responsible: str = ""
    who: str = ""
    decision: str = ""
    actions: tuple[str, ...] = ()
    on_hold: bool = False
    closed_away: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """The decision on one line of the list: initials and case number only, never a name.

    ``decision`` is the words for it, empty while the line is undecided. A line whose person is deleted keeps only its
    number.
    """

    number: int
    who: str = ""
    case_number: str = ""
    decision: str = ""
    responsible: str = ""
    due: date | None = None
    note: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedLater:
    """One dated addition to approved minutes."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """All that is printed in the minutes; without ``approved_at`` a draft, without persons not ``personal``."""

    paper: Letterhead
    forum: str
    starts_at: datetime
    ends_at: datetime | None
    place: str = ""
    chair: str = ""
    present: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    items: tuple[MinuteItem, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    additions: tuple[AddedLater, ...] = ()
    approved_at: datetime | None = None
    approved_by: str = ""
    personal: bool = True


def render(data: Minutes, copies: Sequence[Copy] = ()) -> bytes:
    """Return the minutes as PDF, once for each of ``copies`` (or once without a copy number)."""
    heading = _("Minutes: {forum}").format(forum=data.forum)
    day = data.starts_at.date()
    sheet = house.Sheet(
        paper=data.paper,
        title=f"{heading}, {dates.plain_day(day)}",
        running=f"{heading} · {dates.day(day)}",
        footer=house.basis_footer(data.paper) if data.personal else _("No personal data stands on this paper."),
        confidential=data.personal,
        stamp="" if data.approved_at else _("Draft"),
    )
    story = [
        *parts.title(heading, f"{dates.span(data.starts_at, data.ends_at)} · {dates.week(day)}"),
        *_head(data),
        *_items(data.items),
        *_decisions(data.decisions),
        *_approval(data),
        *_additions(data.additions),
    ]
    return house.build(sheet, story, [Copy(*copy) for copy in copies])


def _head(data: Minutes) -> list[Flowable]:
    people = [
        (_("Present"), parts.people(data.present)),
        (_("Apologies"), parts.people(data.apologies)),
        (_("Absent"), parts.people(data.absent)),
    ]
    return [parts.facts_beside((_("Place"), data.place), (_("Chair"), data.chair)), parts.facts(people)]


def _items(items: Sequence[MinuteItem]) -> list[Flowable]:
    if not items:
        return []
    rows: list[list[str | Flowable | Sequence[Flowable]]] = []
    for item in items:
        if item.closed_away or item.deleted:
            word = _("deleted") if item.deleted else _("Closed item")
            rows.append([f"{item.number}.", [parts.text(word, parts.NOTE)], ""])
            continue
        what: list[Flowable] = [parts.text(" · ".join(one for one in (item.title, item.who) if one), parts.STRONG)]
        if item.on_hold:
            what.append(parts.text(_("Put on hold for a later meeting."), parts.NOTE))
        what += [parts.text(text) for text in (item.text,) if text.strip()]
        if item.decision.strip():
            what.append(parts.text(_("Decision: {text}").format(text=item.decision)))
        what += [parts.text(f"→ {action}") for action in item.actions]
        rows.append([f"{item.number}." if item.number else "", what, item.responsible])
    return [Spacer(1, 11), parts.table(["", _("Item"), _("Responsible")], rows, [28, 476, 170])]


def _decisions(lines: Sequence[DecisionLine]) -> list[Flowable]:
    if not lines:
        return []
    rows = [_decision(line) for line in lines]
    heads = [_("No."), _("Init."), _("Case no."), _("Decision"), _("Responsible"), _("Deadline")]
    styles = [parts.BODY, parts.STRONG] + [parts.BODY] * 4
    return [*parts.section(_("Decisions")), parts.table(heads, rows, [30, 44, 132, 226, 142, 100], styles=styles)]


def _decision(line: DecisionLine) -> list[str | Flowable | Sequence[Flowable]]:
    if line.deleted:
        return [str(line.number), "", "", parts.text(_("deleted"), parts.NOTE), "", ""]
    what = [parts.text(line.decision) if line.decision else parts.text(_("Not decided yet"), parts.NOTE)]
    if line.note.strip():
        what.append(parts.text(line.note, parts.NOTE))
    due = dates.day_short(line.due) if line.due else ""
    return [str(line.number), line.who, line.case_number, what, line.responsible, due]


def _additions(additions: Sequence[AddedLater]) -> list[Flowable]:
    if not additions:
        return []
    rows = [[dates.moment(addition.at), addition.text, addition.by] for addition in additions]
    heads = [_("Date"), _("Addition"), _("Written by")]
    return [*parts.section(_("Additions after approval")), parts.table(heads, rows, [166, 368, 140])]


def _approval(data: Minutes) -> list[Flowable]:
    if data.approved_at is None:
        signature = parts.SignatureLine([_("Date"), _("Approved by")])
        return [Spacer(1, 16), KeepTogether([signature])]
    approved = _("Approved {moment} by {name}. Later changes stand as dated additions.").format(
        moment=dates.moment(data.approved_at), name=data.approved_by
    )
    return [Spacer(1, 12), parts.text(approved, parts.NOTE)]
