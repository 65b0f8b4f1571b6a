"""Gathers the tendency report (DOC-07) so that it cannot name a person, and puts it on a Lokalråd agenda."""

import re
from dataclasses import dataclass, replace

import sspdesk
from sspdesk.domain.agenda import AgendaItem, ItemKind
from sspdesk.domain.attachments import AttachmentKind
from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.street_counts import Filter, Span, Tally, bands, ranked, tally
from sspdesk.domain.street_team import Category, ObservationState, ShiftState
from sspdesk.domain.suppression import Figure, SafeTable, Shown, protect
from sspdesk.exchange.attachments import IncomingDocument
from sspdesk.i18n import _
from sspdesk.labels import street_charts
from sspdesk.labels import street_team as words
from sspdesk.reports import street_report
from sspdesk.reports.street_report import MatterLine, StreetReport, ThemeFigures
from sspdesk.services import agenda, item_papers, paper_heads, street_matters, street_releases
from sspdesk.services.paper_heads import OpenPaper
from sspdesk.services.street_matters import MatterRow
from sspdesk.services.street_names import NameFinder
from sspdesk.storage.unit_of_work import UnitOfWork

_PLACES = 4
_SENTENCES = 80
_SENTENCE = re.compile(r"[^.!?]+[.!?]?")


def sentences(uow: UnitOfWork, span: Span) -> list[str]:
    """Return what the team wrote, sentence by sentence, that the consultant has read and that names nobody."""
    finder = NameFinder(uow)
    found: dict[str, None] = {}
    for one in uow.observations.page(Filter(span=span, state=ObservationState.REVIEWED), 0, 500):
        for text in (one.text, one.situational):
            for sentence in _SENTENCE.findall(text):
                plain = sentence.strip()
                if plain and not finder.found([plain]):
                    found[plain] = None
    return list(found)[:_SENTENCES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """What the consultant should know before a period is chosen."""

    told_for: tuple[Span, ...]
    """Other periods with the same days that the council has got the counts of."""
    changed: bool
    """Whether observations came or went since the council got this very report."""


def doubts(uow: UnitOfWork, span: Span) -> Doubts:
    """Return what stands against giving the council this period."""
    told = street_releases.overlapping(uow, span)
    return Doubts(told_for=told, changed=street_releases.changed_since(uow, span) != 0)


def gather(uow: UnitOfWork, span: Span, *, text: str = "", chosen: tuple[str, ...] = ()) -> OpenPaper[StreetReport]:
    """Return the report of a period with the consultant's text and the chosen sentences.

    Raises DomainError("names_in_report", "text") where one of them holds a name of a person in the vault: there is no
    way around it here.
    """
    matters = _matters(uow, span)
    if NameFinder(uow).found([text, *chosen, *(one.what for one in matters), *(one.responsible for one in matters)]):
        raise DomainError("names_in_report", "text")
    cells = uow.observations.cells(Filter(span=span))
    now = tally(cells)
    columns = bands(cell.hour for cell in cells)
    names = {int(place.id): place.name for place in uow.places.all()}
    told = street_releases.overlapping(uow, span)
    shown = _Places() if told else _by_place(now, names)
    shifts = [one for one in uow.shifts.between(span.first, span.last) if one.state is ShiftState.WALKED]
    report = StreetReport(
        paper=paper_heads.open_letterhead(uow),
        period=street_charts.period(span),
        first=span.first,
        last=span.last,
        total=None if told and street_releases.remainder_is_small(uow, span) else now.total,
        told_for=tuple(street_charts.period(one) for one in told),
        shifts=len(shifts),
        text=text.strip(),
        sentences=chosen,
        themes=_theme_figures(shown, _year_before(uow, span, names)),
        theme_names=shown.rows,
        place_names=shown.columns,
        by_place=shown.table,
        weekdays=tuple(street_charts.weekdays()),
        bands=tuple(street_charts.band_heads(tuple(columns))),
        by_hour=None
        if told
        else protect([[now.by_weekday_band[day, column] for column in columns] for day in range(7)]),
        matters=matters,
        version=sspdesk.__version__,
    )
    number = f"gadeteam-{span.first.isoformat()}-{span.last.isoformat()}"
    return OpenPaper(data=report, draw=street_report.render, number=number)


def _themes(now: Tally) -> list[Category]:
    return sorted((one for one in Category if now.by_category[one]), key=lambda one: -now.by_category[one])


def _year_before(uow: UnitOfWork, span: Span, names: dict[int, str]) -> dict[Category, Figure]:
    """Return the themes of the same period last year just as that year's own paper shows them, and no others."""
    earlier = span.year_before
    if street_releases.overlapping(uow, earlier):
        return {}
    counts = tally(uow.observations.cells(Filter(span=earlier)))
    shown = _by_place(counts, names)
    if shown.table is None:
        return {}
    found = dict(zip(shown.themes, shown.table.row_totals, strict=False))
    return {one: Figure(Shown.EXACT, 0) for one in Category if not counts.by_category[one]} | found


def _theme_figures(shown: "_Places", before: dict[Category, Figure]) -> tuple[ThemeFigures, ...]:
    """Return the themes that stand alone in the table, exactly as their totals are shown there."""
    if shown.table is None:
        return ()
    return tuple(
        ThemeFigures(theme=words.category(one), now=total, year_before=before.get(one, Figure(Shown.HIDDEN, None)))
        for one, total in zip(shown.themes, shown.table.row_totals, strict=False)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Themes and places as they are shown: ``themes`` stand alone, the rest of them and of the places are merged."""

    themes: tuple[Category, ...] = ()
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    table: SafeTable | None = None


def _by_place(now: Tally, names: dict[int, str]) -> _Places:
    """Return the largest table of themes and places that can be protected; the smallest ones are merged for it."""
    themes, places = _themes(now), list(ranked(now.by_place, _PLACES))
    while themes and places:
        found = _merged(now, names, themes, places)
        if found.table is not None:
            return found
        if len(themes) >= len(places):
            themes = themes[:-1]
        else:
            places = places[:-1]
    return _Places()


def _merged(now: Tally, names: dict[int, str], themes: list[Category], places: list[int]) -> _Places:
    other_themes = [one for one in _themes(now) if one not in themes]
    other_places = [one for one in now.by_place if one not in places]

    def line(kinds: list[Category]) -> list[int]:
        groups = [[place] for place in places] + ([other_places] if other_places else [])
        return [sum(now.by_place_category[place, kind] for place in group for kind in kinds) for group in groups]

    counts = [line([one]) for one in themes] + ([line(other_themes)] if other_themes else [])
    rows = [words.category(one) for one in themes] + ([_("Other themes")] if other_themes else [])
    columns = [names[place] for place in places] + ([_("Other places")] if other_places else [])
    return _Places(themes=tuple(themes), rows=tuple(rows), columns=tuple(columns), table=protect(counts))


def _matters(uow: UnitOfWork, span: Span) -> tuple[MatterLine, ...]:
    return tuple(_matter(row) for row in street_matters.listed(uow, span))


def _matter(row: MatterRow) -> MatterLine:
    kind = words.matter(row.matter.kind)
    return MatterLine(
        place=row.place,
        what=f"{kind}: {row.matter.what}" if row.matter.what else kind,
        responsible=row.matter.responsible,
        state=words.matter_state(row.matter.state),
        reported_on=row.matter.reported_on,
        done_on=row.matter.done_on,
    )


# -- the agenda ------------------------------------------------------------------------------------------------------


def council_meetings(uow: UnitOfWork) -> list[Meeting]:
    """Return the coming meetings of the local council, the next first."""
    councils = [one for one in uow.forums.all() if one.kind is ForumKind.LOCAL_COUNCIL]
    found = [one for council in councils for one in uow.meetings.of_forum(council.id)]
    coming = [one for one in found if one.ends_at >= uow.now and not one.over]
    return sorted(coming, key=lambda one: one.starts_at)


def put_on_agenda(uow: UnitOfWork, meeting_id: MeetingId, span: Span, pdf: bytes) -> Outcome[AgendaItem]:
    """Lay the report as a paper beside the meeting's item on the street team, which is made when there is none.

    An earlier report of the same period on that item gives way. ``pdf`` is what the paper's ``render`` made.
    """
    annex = _("Annex: the street team's tendencies, {period}").format(period=street_charts.period(span))
    item = _street_item(uow, meeting_id)
    named = "\n".join(line for line in item.papers.splitlines() if line.strip() and line != annex)
    stored = agenda.save_item(uow, replace(item, papers=named)).value
    for earlier in item_papers.of_items(uow, [stored.id]).get(stored.id, ()):
        if earlier.title == annex:
            item_papers.remove(uow, earlier.id)
    file = IncomingDocument(title=annex, kind=AttachmentKind.PDF, content=pdf)
    item_papers.add(uow, stored.id, file, confirmed=True)  # it cannot name anybody: ``gather`` saw to that
    street_releases.remember(uow, span)
    return uow.outcome(stored)


def _street_item(uow: UnitOfWork, meeting_id: MeetingId) -> AgendaItem:
    """Return the meeting's item on the street team, or a new one."""
    for row in agenda.view(uow, meeting_id).rows:
        if "gadeteam" in row.item.title.casefold() and row.item.on_agenda:
            return row.item
    title = _("The street team's tendencies")
    return AgendaItem(meeting_id=meeting_id, number=0, kind=ItemKind.INFORMATION, title=title)
