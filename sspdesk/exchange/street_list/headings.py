"""Finds the columns of a street-team sheet by their headings; the user may point out others."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sspdesk.domain.errors import KnownError
from sspdesk.domain.names import clean
from sspdesk.domain.street_list import NEEDED, SheetField
from sspdesk.exchange.street_list.themes import plain
from sspdesk.exchange.tables.workbook import Cell, Workbook

_HEADINGS: Mapping[SheetField, str] = {
    SheetField.DAY: "dato | dag | dato for tur | turdato | hvornaar | date",
    SheetField.STARTS: "start | tid | klokken | kl | klokkeslaet | tidspunkt | fra | fra kl | starttid | tidsrum | "
    "kl fra | start kl | start og slut",
    SheetField.ENDS: "slut | til | til kl | slutter | sluttid | kl til | slut kl",
    SheetField.PLACE: "sted | stedet | lokation | lokalitet | hvor | adresse | omraade | sted/omraade",
    SheetField.SIZE: "antal unge | antal | unge | gruppe | gruppens stoerrelse | stoerrelse | antal personer | "
    "hvor mange",
    SheetField.AGE_FROM: "alder fra | alder | yngste | aldersgruppe | ca alder | alder ca | anslaaet alder | "
    "alder yngste",
    SheetField.AGE_TO: "alder til | aeldste | alder aeldste",
    SheetField.THEME: "tema | temaer | kategori | emne | type | tema 1 | hvad handler det om",
    SheetField.THEME_2: "tema 2 | andet tema | kategori 2",
    SheetField.MOOD: "stemning (1-5) | stemning | humoer",
    SheetField.TEXT: "beskrivelse | observation | observationer | hvad saa i | hvad skete der | bemaerkning | "
    "bemaerkninger | note | noter | kommentar",
    SheetField.ACTION: "handling | hvad gjorde i | indsats | hvad blev gjort | gjort",
    SheetField.SITUATIONAL: "selve stedet | situationelt | lys og beplantning | stedet (lys, beplantning)",
    SheetField.FOLLOW_UP: "til opfoelgning | opfoelgning | foelg op | skal foelges op",
    SheetField.WORKERS: "medarbejdere | medarbejder | hvem | set af | gadeteam | initialer | hvem gik turen | hold | "
    "gadeplansmedarbejdere | gadeplansmedarbejder | team | makkere | navne",
}
_LOOKED_AT = 40
_ASIDE = re.compile(r"\s*\([^()]*\)")
_SIGNS = re.compile(r"[.:*_-]+")
NO_HEADINGS = -1
"""The heading row of a sheet that has none."""


def _words(value: Cell) -> str:
    return " ".join(_SIGNS.sub(" ", plain(value)).split())


_BY_HEADING = {
    _words(heading): field for field, headings in _HEADINGS.items() for heading in headings.split("|")
} | {
    _words(_ASIDE.sub("", heading)): field for field, headings in _HEADINGS.items() for heading in headings.split("|")
}  # fmt: skip


def field_of(heading: Cell) -> SheetField | None:
    """Return what a heading names: as it stands, without what it adds in brackets, or by one of its words' halves."""
    text = str(heading or "")
    for tried in (text, _ASIDE.sub("", text), *text.split("/")):
        found = _BY_HEADING.get(_words(tried))
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """Where the sheet begins and which column holds what. ``headings`` are as they are written.

    ``header_row`` is 0-based, the last of them where two belong together; ``NO_HEADINGS`` where there are none.
    """

    sheet: int
    header_row: int
    headings: tuple[str, ...]
    columns: Mapping[SheetField, int]

    @property
    def missing(self) -> tuple[SheetField, ...]:
        """The needed columns that were not found."""
        return tuple(field for field in SheetField if field in NEEDED and field not in self.columns)

    @property
    def is_sure(self) -> bool:
        """Whether every needed column was found and every heading is known: then nobody needs to look at them."""
        used = set(self.columns.values())
        return not self.missing and all(at in used for at, heading in enumerate(self.headings) if heading)

    @property
    def signature(self) -> str:
        """The key under which corrected columns are remembered: the headings themselves; empty without headings."""
        return f"gadeteam|{'|'.join(map(_words, self.headings))}" if any(self.headings) else ""


def find_layout(workbook: Workbook) -> SheetLayout:
    """Return the layout with the most known headings; raise KnownError("street_sheet_without_headings") without any."""
    found = [one for number in range(len(workbook.sheets)) for one in _candidates(workbook, number)]
    visible = [one for one in found if workbook.sheets[one.sheet].visible] or found
    best = max(visible, key=lambda one: len(one.columns), default=None)
    if best is None or len(best.columns) < 2:
        raise KnownError("street_sheet_without_headings")
    return best


def best_of(workbook: Workbook, sheet: int) -> SheetLayout:
    """Return the likeliest layout of one sheet, be it without headings."""
    none = layout_at(workbook, sheet, NO_HEADINGS)
    return max([none, *_candidates(workbook, sheet)], key=lambda one: len(one.columns))


def layout_at(workbook: Workbook, sheet: int, header_row: int) -> SheetLayout:
    """Return the layout of a sheet whose headings stand in a certain row."""
    rows = workbook.sheets[sheet].rows
    headings = _texts(rows[header_row]) if 0 <= header_row < len(rows) else ()
    return _layout(sheet, header_row, headings)


def with_columns(workbook: Workbook, layout: SheetLayout, columns: Mapping[str, int]) -> SheetLayout:
    """Return a layout with columns that the user chose now or earlier; those the sheet does not have are left out."""
    width = max((len(row) for row in workbook.sheets[layout.sheet].rows), default=0)
    known = {field: columns[field] for field in SheetField if 0 <= columns.get(field, -1) < width}
    return replace(layout, columns=known)


def _candidates(workbook: Workbook, number: int) -> list[SheetLayout]:
    """Return the layouts of every row, alone and together with the one above it (a heading over two columns)."""
    rows = workbook.sheets[number].rows[:_LOOKED_AT]
    found = []
    for at, row in enumerate(rows):
        alone = _layout(number, at, _texts(row))
        found.append(alone)
        if at and rows[at - 1]:
            pair = _layout(number, at, _joined(_texts(rows[at - 1]), _texts(row)))
            if len(pair.columns) > max(len(alone.columns), len(found[-2].columns)):
                found.append(pair)
    return [one for one in found if one.columns]


def _texts(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(clean(str(cell)) if isinstance(cell, str) else "" for cell in row)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Return one heading a column out of two rows; the upper one may stand over several columns ("Alder": fra, til)."""
    width, group, found = max(len(upper), len(lower)), "", []
    for at in range(width):
        above = upper[at] if at < len(upper) else ""
        below = lower[at] if at < len(lower) else ""
        group = above or group
        both = f"{group} {below}".strip()
        found.append(both if below and field_of(both) else below or above)
    return tuple(found)


def _layout(number: int, row: int, headings: Sequence[str]) -> SheetLayout:
    columns: dict[SheetField, int] = {}
    for at, heading in enumerate(headings):
        field = field_of(heading)
        if field is not None:
            columns.setdefault(field, at)
    return SheetLayout(sheet=number, header_row=row, headings=tuple(headings), columns=columns)
