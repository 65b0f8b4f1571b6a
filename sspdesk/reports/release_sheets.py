"""Three papers of a release: consent form (DOC-18), checklist (DOC-19), the citizen's contact sheet (DOC-22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, KeepTogether, Spacer

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
    phone: str = ""


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
        parts.facts([(_("Name"), data.who), (_("Born"), born), (_("Holds until"), dates.plain_day(data.until))]),
        Spacer(1, 8),
        *_told(),
        *_asked(data.asked),
        *_signature(),
    ]
    return house.build(sheet, story)


def _told() -> list[Flowable]:
    lines = (
        _("You decide. It is voluntary to say yes, and you get the same help from the law if you say no."),
        _("Tick only what you say yes to. Nobody hears about what you have not ticked."),
        _("The people you say yes to may share what is needed to prepare your release with each other."),
        _("You can take your consent back at any time, all of it or some of it. Then sharing stops from that day."),
    )
    return [parts.text(f"•  {one}") for one in lines]


def _asked(asked: Sequence[Asked]) -> list[Flowable]:
    story = parts.section(_("What I say yes to share, and with whom"))
    rows: list[list[str | Flowable | Sequence[Flowable]]] = []
    for one in asked:
        ticks: list[Flowable] = [_Tick(topic) for topic in one.topics]
        who: list[Flowable] = [parts.text(one.authority, parts.STRONG)]
        if one.who:
            who.append(parts.text(one.who, parts.SMALL))
        rows.append([who, ticks])
    if not rows:
        return [*story, parts.text(_("Nobody is named yet. Add those with a function in the release first."))]
    return [*story, parts.table([_("With whom"), _("About what")], rows, [270, 404])]


class _Tick(parts.Boxes):
    """A box to tick with its words behind it."""

    def __init__(self, words: str) -> None:
        super().__init__("")
        self._words = words
        self.width, self.height = 380, 15

    def draw(self) -> None:
        canvas = self.canv
        canvas.setLineWidth(0.8)
        canvas.rect(0.4, 2.2, 9, 9, stroke=1, fill=0)
        canvas.setFont(parts.BODY.fontName, 9.5)
        canvas.drawString(16, 3.4, self._words)


def _signature() -> list[Flowable]:
    return [
        Spacer(1, 14),
        KeepTogether(
            [
                parts.text(_("I have understood what I say yes to, and that I can take it back.")),
                parts.SignatureLine([_("Place and date"), _("My signature")], height=52),
                parts.SignatureLine([_("Place and date"), _("For the municipality")], height=52),
            ]
        ),
    ]


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
    for group, points in data.groups:
        story += parts.section(group)
        rows: list[list[str | Flowable | Sequence[Flowable]]] = []
        for point in points:
            what: list[Flowable] = [parts.text(point.title, parts.STRONG if not point.done else parts.BODY)]
            if point.note.strip():
                what.append(parts.text(point.note, parts.SMALL))
            mark = _("done") if point.done else "☐"
            rows.append([_Box(done=point.done) if mark else "", what, point.responsible, _due(point)])
        story.append(parts.table(["", _("Point"), _("Responsible"), _("Deadline")], rows, [34, 350, 160, 130]))
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


def render_contact_sheet(data: ContactSheet) -> bytes:
    """Return the citizen's sheet as PDF: large words, short sentences."""
    title = _("Who helps you")
    sheet = house.Sheet(
        paper=data.paper, title=title, footer=_("Take this sheet with you. It is yours."), recipient=data.who
    )
    release = dates.day(data.release) if data.release else _("not known yet")
    call = " ".join(one for one in (data.contact, data.phone) if one)
    first = dates.day(data.first_contact) if data.first_contact else ""
    story: list[Flowable] = [
        *parts.title(title, data.who),
        parts.facts(
            [
                (_("You come out"), release),
                (_("Your contact"), call),
                (_("We call you"), _("{day} at the latest").format(day=first) if first else ""),
            ],
            label_width=96,
        ),
        *parts.section(_("They help you with this")),
    ]
    if data.helpers:
        rows = [[one.helps_with, f"{one.name}, {one.authority}", one.phone or "–"] for one in data.helpers]
        story.append(parts.table([_("What"), _("Who"), _("Phone")], rows, [230, 314, 130]))
    else:
        story.append(parts.text(_("You have not said yes to anybody yet. Talk with your contact about it.")))
    if data.to_do:
        story += parts.section(_("Remember this"))
        story += [_Tick(one) for one in data.to_do]
    story += [
        Spacer(1, 12),
        parts.text(_("You can take your consent back at any time. Just tell your contact."), parts.NOTE),
    ]
    return house.build(sheet, story)
