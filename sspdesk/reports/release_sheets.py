"""Three papers of a release: consent form (DOC-18), checklist (DOC-19), the citizen's contact sheet (DOC-22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One authority and what the citizen is asked to let it hear about."""

    authority: str
    who: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentForm:
    """The form the citizen signs; what is not ticked is not given."""

    paper: Letterhead
    who: str
    born: date | None
    asked: tuple[Asked, ...]
    until: date
    contact: str = ""
    young: bool = True
    parents: tuple[str, ...] = ()
    """Whose consent is needed: the citizen's own from 15, every holder of parental authority's below 18."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the checklist."""

    title: str
    done: bool
    due: date | None = None
    responsible: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The checklist by group, for oneself or for one recipient with only what they may see."""

    paper: Letterhead
    who: str
    recipient: str
    release: date | None
    groups: tuple[tuple[str, tuple[Point, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Somebody who helps the citizen."""

    name: str
    authority: str
    helps_with: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSheet:
    """What the citizen takes home: who helps with what, and what happens when."""

    paper: Letterhead
    who: str
    release: date | None
    contact: str
    phone: str
    first_contact: date | None
    helpers: tuple[Helper, ...]
    to_do: tuple[str, ...]


# -- consent form ----------------------------------------------------------------------------------------------------


def render_consent_form(data: ConsentForm) -> bytes:
    """Return the form as PDF."""
    title = _("Consent for a good release")
    sheet = house.Sheet(
        paper=data.paper,
        title=title,
        footer=_("Written for the citizen. The signed form is scanned in and kept with the case."),
        recipient=data.who,
    )
    born = dates.plain_day(data.born) if data.born else ""
    story = [
        *parts.title(title, data.paper.municipality),
        parts.facts(
            [
                (_("Name"), data.who),
                (_("Born"), born),
                (_("Holds until"), dates.plain_day(data.until)),
                (_("Your contact"), data.contact),
            ],
            label_width=96,
        ),
        Spacer(1, 8),
        *_told(),
        *_asked(data.asked),
        *_signature(data),
    ]
    return house.build(sheet, story)


_PLAIN = ParagraphStyle("plain", parent=parts.BODY, fontSize=11, leading=15.5)


def _told() -> list[Flowable]:
    lines = (
        _("You decide. It is voluntary to say yes, and you get the same help from the law if you say no."),
        _("Tick only what you say yes to. Nobody hears about what you have not ticked."),
        _("The people you say yes to may share what is needed to prepare your release with each other."),
        _(
            "You can take your consent back at any time, all of it or some of it: tell your contact. Then sharing "
            "stops from that day. What has been shared before cannot be called back."
        ),
    )
    return [parts.text(f"•  {one}", _PLAIN) for one in lines]


def _asked(asked: Sequence[Asked]) -> list[Flowable]:
    story = parts.section(_("What I say yes to share, and with whom"))
    rows: list[list[str | Flowable | Sequence[Flowable]]] = []
    for one in asked:
        ticks = [_ticks(one.topics)]
        who: list[Flowable] = [parts.text(one.authority, parts.STRONG)]
        if one.who:
            who.append(parts.text(one.who, parts.SMALL))
        rows.append([who, ticks])
    if not rows:
        return [*story, parts.text(_("Nobody is named yet. Add those with a function in the release first."))]
    return [*story, parts.table([_("With whom"), _("About what")], rows, [270, 404])]


def _ticks(words: Sequence[str], style: ParagraphStyle = parts.BODY) -> Flowable:
    """Return boxes to tick, each with its words behind it, which wrap in their own column."""
    rows = [[_Box(done=False), parts.text(one, style)] for one in words]
    apart = (style.leading - parts.BODY.leading) / 2 + 0.6
    return parts.BreakingTable(
        rows,
        colWidths=[18, None],
        hAlign="LEFT",
        style=[
            *parts.PLAIN,
            ("TOPPADDING", (0, 0), (-1, -1), apart),
            ("TOPPADDING", (0, 0), (0, -1), 2 * apart),
            ("BOTTOMPADDING", (0, 0), (-1, -1), apart),
        ],
    )


def _signature(data: ConsentForm) -> list[Flowable]:
    when = _("Place and date")
    signing = [_("My signature")] if data.young else []
    signing += [_("Holder of parental authority: {name}").format(name=one) for one in data.parents]
    lines = [parts.SignatureLine([when, one], height=52) for one in (*signing, _("For the municipality"))]
    understood = parts.text(_("I have understood what I say yes to, and that I can take it back."))
    return [Spacer(1, 14), KeepTogether([understood, *lines])]


# -- checklist -------------------------------------------------------------------------------------------------------


def render_checklist(data: Checklist) -> bytes:
    """Return the checklist as PDF."""
    title = _("Checklist for a good release")
    sheet = house.Sheet(
        paper=data.paper, title=title, running=title, footer=house.basis_footer(data.paper), recipient=data.recipient
    )
    release = dates.day(data.release) if data.release else _("not known yet")
    story: list[Flowable] = [
        *parts.title(title, ""),
        parts.facts([(_("Concerns"), data.who), (_("Release"), release), (_("To"), data.recipient)]),
    ]
    if not data.groups:
        story += [Spacer(1, 10), parts.text(_("Nothing stands on the checklist."))]
    for group, points in data.groups:
        rows: list[list[str | Flowable | Sequence[Flowable]]] = []
        for point in points:
            what: list[Flowable] = [parts.text(point.title, parts.STRONG if not point.done else parts.BODY)]
            if point.note.strip():
                what.append(parts.text(point.note, parts.SMALL))
            rows.append([_Box(done=point.done), what, point.responsible, _due(point)])
        heads = ["", group, _("Responsible"), _("Deadline")]
        story += [Spacer(1, 12), CondPageBreak(56), parts.table(heads, rows, [34, 350, 160, 130])]
    return house.build(sheet, story)


def _due(point: Point) -> str:
    if point.done:
        return _("done {day}").format(day=dates.day_short(point.due)) if point.due else _("done")
    return dates.day(point.due) if point.due else "–"


class _Box(parts.Boxes):
    """An empty box, or one with a cross."""

    def __init__(self, *, done: bool) -> None:
        super().__init__("")
        self._done = done
        self.width, self.height = 14, 13

    def draw(self) -> None:
        canvas = self.canv
        canvas.setLineWidth(0.8)
        canvas.rect(0.4, 2, 9, 9, stroke=1, fill=0)
        if self._done:
            canvas.setLineWidth(1.3)
            canvas.line(2.2, 6, 4.4, 3.8)
            canvas.line(4.4, 3.8, 8, 9.4)


# -- contact sheet ---------------------------------------------------------------------------------------------------

_LARGE = ParagraphStyle("large", parent=parts.BODY, fontSize=13, leading=18)
_LARGE_STRONG = ParagraphStyle("large_strong", parent=parts.STRONG, fontSize=13, leading=18)
_ASKED = ParagraphStyle("asked", parent=parts.LABEL, fontSize=12, leading=16)
_ANSWER = ParagraphStyle("answer", parent=parts.STRONG, fontSize=15, leading=20)
_LARGE_SECTION = ParagraphStyle("large_section", parent=parts.SECTION, fontSize=14, leading=19)


def render_contact_sheet(data: ContactSheet) -> bytes:
    """Return the citizen's sheet as PDF: large words, short sentences, whole dates, one thing at a time."""
    title = _("Who helps you")
    sheet = house.Sheet(
        paper=data.paper, title=title, footer=_("Take this sheet with you. It is yours."), recipient=data.who
    )
    release = _on(data.release) if data.release else _("Nobody knows the day yet.")
    call = ", ".join(one for one in (data.contact, data.phone) if one)
    first = (
        _("We get in touch with you on {day} at the latest.").format(day=_on(data.first_contact))
        if (data.first_contact)
        else ""
    )
    story: list[Flowable] = [*parts.title(title, data.who), *_large(_("You come out"), release)]
    story += _large(_("Do you need help? Call"), call, *([first] if first else []))
    story += [Spacer(1, 8), CondPageBreak(80), parts.text(_("They help you"), _LARGE_SECTION), Spacer(1, 3)]
    if data.helpers:
        story += [_helper(one) for one in data.helpers]
    else:
        story.append(parts.text(_("You have not said yes to anybody yet. Talk with your contact about it."), _LARGE))
    if data.to_do:
        story += [Spacer(1, 8), CondPageBreak(80), parts.text(_("We still need this"), _LARGE_SECTION), Spacer(1, 3)]
        story.append(_ticks(data.to_do, _LARGE))
    story += [
        Spacer(1, 14),
        parts.text(_("You decide who may hear about you. You can change your mind: just tell your contact."), _LARGE),
    ]
    return house.build(sheet, story)


def _on(day: date) -> str:
    """Return a day in whole words: who reads badly does not read "tors. 17. dec."."""
    return dates.spoken_day(day)


def _large(heading: str, strong: str, *more: str) -> list[Flowable]:
    rows = [parts.text(heading, _ASKED), parts.text(strong, _ANSWER)]
    return [KeepTogether([*rows, *(parts.text(one, _LARGE) for one in more), Spacer(1, 8)])]


def _helper(one: Helper) -> Flowable:
    said = ", ".join(filter(None, (one.name, one.authority)))
    call = _("Phone {number}").format(number=one.phone) if one.phone else ""
    rows = [parts.text(one.helps_with, _LARGE_STRONG), parts.text(said, _LARGE)]
    return KeepTogether([*rows, *([parts.text(call, _LARGE)] if call else []), Spacer(1, 7)])
