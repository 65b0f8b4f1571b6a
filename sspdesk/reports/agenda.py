"""The agenda of a meeting (DOC-26), with the numbered list (DOC-01) where there is one; and the invitation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from reportlab.platypus import Flowable, Spacer

from sspdesk.domain.papers import Copy, Letterhead
from sspdesk.domain.wednesday import Decision
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels.reports import decision_legend, role_and_theme
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One item of the agenda; ``closed_away`` is one of which only the number may be told."""

    number: int
    title: str
    starts: time | None = None
    note: str = ""
    responsible: str = ""
    closed_away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Something agreed earlier that is still open."""

    what: str
    responsible: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One contact on the meeting list. ``who`` is initials, or the name when the user chose names.

    ``school`` is empty for a protected child. ``role`` and ``theme`` are the words, never codes. ``carried_from`` is
    the date of the meeting the line comes from, when it was not closed there.
    """

    number: int
    who: str
    age: int | None
    school: str
    role: str
    theme: str = ""
    carried_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """All that is printed on the agenda or the invitation. ``names``: ``who`` holds names, which need a wider column.

    ``personal`` is False where no persons stand on it, so that it is an open paper; ``reply`` says how to send word.
    ``list_item`` is the number of the item the list belongs to. People are written as "Poul Prøvegaard (politi)".
    """

    paper: Letterhead
    forum: str
    starts_at: datetime
    ends_at: datetime | None
    place: str = ""
    chair: str = ""
    participants: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    lines: tuple[ListLine, ...] = ()
    list_item: int | None = None
    names: bool = False
    follow_up: tuple[Agreed, ...] = ()
    personal: bool = True
    invitation: bool = False
    reply: str = ""


def render(data: Agenda, copies: Sequence[Copy] = ()) -> bytes:
    """Return the agenda as PDF, once for each of ``copies`` (or once without a copy number)."""
    when = f"{dates.span(data.starts_at, data.ends_at)} · {dates.week(data.starts_at.date())}"
    heading = (_("Invitation: {forum}") if data.invitation else _("Agenda: {forum}")).format(forum=data.forum)
    hand_in = _("Hand the paper in after the meeting, then it will be shredded.")
    sheet = house.Sheet(
        paper=data.paper,
        title=f"{heading}, {dates.plain_day(data.starts_at.date())}",
        running=f"{heading} · {dates.day(data.starts_at.date())}",
        footer=house.basis_footer(data.paper, hand_in)
        if data.personal
        else _("No personal data stands on this paper."),
        confidential=data.personal,
    )
    reply = [Spacer(1, 12), parts.text(data.reply)] if data.reply else []
    story = [
        *parts.title(heading, when),
        *_head(data),
        *(_titles(data.items) if data.invitation else _items(data.items)),
        *_agreed(data.follow_up),
        *_list(data),
        *reply,
    ]
    return house.build(sheet, story, [Copy(*copy) for copy in copies])


def _head(data: Agenda) -> list[Flowable]:
    people = [
        (_("Participants"), parts.people(data.participants)),
        (_("Apologies"), parts.people(data.apologies)),
    ]
    return [parts.facts_beside((_("Place"), data.place), (_("Chair"), data.chair)), parts.facts(people)]


def _items(items: Sequence[AgendaItem]) -> list[Flowable]:
    if not items:
        return []
    rows: list[list[str | Flowable | list[Flowable]]] = []
    for item in items:
        if item.closed_away:
            rows.append(["", f"{item.number}.", [parts.text(_("Closed item"), parts.NOTE)], ""])
            continue
        what: list[Flowable] = [parts.text(item.title, parts.STRONG)]
        if item.note.strip():
            what.append(parts.text(item.note, parts.NOTE))
        clock = dates.clock(item.starts) if item.starts else ""
        rows.append([parts.text(clock, parts.STRONG), f"{item.number}.", what, item.responsible])
    heads = [_("Time"), "", _("Item"), _("Responsible")]
    return [Spacer(1, 12), parts.table(heads, rows, [58, 28, 418, 170])]


def _titles(items: Sequence[AgendaItem]) -> list[Flowable]:
    if not items:
        return []
    rows = [[f"{item.number}.", item.title] for item in items]
    return [Spacer(1, 12), parts.table(["", _("Agenda")], rows, [28, 646], styles=[parts.BODY, parts.STRONG])]


def _agreed(agreed: Sequence[Agreed]) -> list[Flowable]:
    if not agreed:
        return []
    rows = [[one.what, one.responsible, dates.day_short(one.due) if one.due else ""] for one in agreed]
    heads = [_("Agreed"), _("Responsible"), _("Deadline")]
    return [*parts.section(_("Follow-up")), parts.table(heads, rows, [414, 170, 90])]


def _list(data: Agenda) -> list[Flowable]:
    if not data.lines:
        return []
    heading = (
        _("Item {number}: contacts").format(number=data.list_item) if data.list_item is not None else _("Contacts")
    )
    letters = "".join(decision.paper_letter for decision in Decision)
    who = _("Name") if data.names else _("Init.")
    heads = ["", who, _("Age"), _("School"), _("Role and theme"), _("Decision"), _("Resp."), _("Deadline")]
    widths = [30, 120, 44, 94, 120, 176, 52, 38] if data.names else [30, 44, 44, 116, 152, 176, 64, 48]
    styles = [parts.NUMBER, parts.STRONG] + [parts.BODY] * 6
    rows = [
        [
            str(line.number),
            line.who,
            dates.age(line.age) if line.age is not None else "–",
            line.school or "–",
            _what(line),
            parts.Boxes(letters),
            "",
            "",
        ]
        for line in data.lines
    ]
    return [
        *parts.section(heading, room=90),
        parts.table(heads, rows, widths, styles=styles, padding=2.3, middle=True, legend=decision_legend()),
    ]


def _what(line: ListLine) -> list[Flowable]:
    cell: list[Flowable] = [parts.text(role_and_theme(line.role, line.theme))]
    if line.carried_from is not None:
        cell.append(parts.text(_("from {day}").format(day=dates.day_short(line.carried_from)), parts.SMALL))
    return cell
