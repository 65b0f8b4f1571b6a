"""Finds the columns of a street-team sheet by their headings, and themes by their words."""

from collections.abc import Mapping
from dataclasses import dataclass

from sspdesk.domain.errors import KnownError
from sspdesk.domain.names import fold
from sspdesk.domain.street_list import NEEDED, SheetField
from sspdesk.domain.street_team import Category
from sspdesk.exchange.tables.workbook import Cell, Sheet, Workbook
from sspdesk.labels.street_team import CATEGORIES

_HEADINGS: Mapping[SheetField, tuple[str, ...]] = {
    SheetField.DAY: ("dato", "dag"),
    SheetField.STARTS: ("start", "tid", "klokken", "kl", "tidspunkt", "fra kl"),
    SheetField.ENDS: ("slut", "til kl", "slutter"),
    SheetField.PLACE: ("sted", "lokation", "hvor"),
    SheetField.SIZE: ("antal unge", "antal", "unge", "gruppe"),
    SheetField.AGE_FROM: ("alder fra", "alder", "yngste"),
    SheetField.AGE_TO: ("alder til", "aeldste"),
    SheetField.THEME: ("tema", "kategori", "emne", "type"),
    SheetField.THEME_2: ("tema 2", "andet tema"),
    SheetField.MOOD: ("stemning (1-5)", "stemning"),
    SheetField.TEXT: ("beskrivelse", "observation", "hvad saa i", "bemaerkning", "note"),
    SheetField.ACTION: ("handling", "hvad gjorde i", "indsats"),
    SheetField.SITUATIONAL: ("selve stedet", "situationelt", "lys og beplantning"),
    SheetField.FOLLOW_UP: ("til opfoelgning", "opfoelgning"),
    SheetField.WORKERS: ("medarbejdere", "medarbejder", "hvem", "set af", "gadeteam"),
}
_THEMES: Mapping[str, Category] = {
    "ophold/haeng ud": Category.GATHERING,
    "ophold": Category.GATHERING,
    "haeng ud": Category.GATHERING,
    "uro": Category.GATHERING,
    "uro i grupper": Category.GATHERING,
    "samling": Category.GATHERING,
    "hash/rusmidler": Category.DRUGS,
    "hash": Category.DRUGS,
    "rusmidler": Category.DRUGS,
    "lattergas": Category.DRUGS,
    "graffiti": Category.VANDALISM,
    "utryghed hos borgere": Category.INSECURITY,
    "konflikt mellem grupper": Category.CONFLICT,
    "tilrejsende": Category.NEW_GROUP,
    "belysning": Category.DARK_PLACE,
    "moerkt sted": Category.DARK_PLACE,
    "positivt faellesskab": Category.POSITIVE,
    "stoettende kontakt": Category.POSITIVE,
    "henvendelse fra butik": Category.SHOP,
    "butik": Category.SHOP,
    "henvendelse fra boligselskab": Category.HOUSING,
    "knallert/larm": Category.MOPEDS,
    "knallert": Category.MOPEDS,
    "knallertkoersel": Category.MOPEDS,
    "larm": Category.MOPEDS,
}
_LOOKED_AT = 15


def _plain(value: Cell) -> str:
    """Return folded words in which æ, ø and å are written with two letters, however they were typed."""
    text = " ".join(str(value or "").split()).strip(" :.*").casefold()
    return fold(text.replace("æ", "ae").replace("ø", "oe").replace("å", "aa"))


_BY_HEADING = {_plain(heading): field for field, headings in _HEADINGS.items() for heading in headings}


def read_theme(text: str, shown: Mapping[str, Category]) -> Category | None:
    """Return the category a text means: the program's own words (``shown``, folded), a code, or a usual other name."""
    plain = _plain(text)
    codes = {_plain(one.value.replace("_", " ")): one for one in Category}
    return shown.get(plain) or _FOLDED_THEMES.get(plain) or codes.get(plain)


_FOLDED_THEMES = {_plain(words): category for words, category in _THEMES.items()}


def shown_themes(words: Mapping[Category, str]) -> dict[str, Category]:
    """Return the program's own words for the categories, folded for ``read_theme``."""
    return {_plain(text): category for category, text in words.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """Where the sheet begins and which column holds what. ``headings`` are as they are written."""

    sheet: int
    header_row: int
    headings: tuple[str, ...]
    columns: Mapping[SheetField, int]

    @property
    def missing(self) -> tuple[SheetField, ...]:
        """The needed columns that were not found."""
        return tuple(field for field in SheetField if field in NEEDED and field not in self.columns)


def find_layout(workbook: Workbook) -> SheetLayout:
    """Return the layout with the most known headings; raise KnownError("street_sheet_without_headings") without any."""
    best: SheetLayout | None = None
    for number, sheet in enumerate(workbook.sheets):
        for row in range(min(_LOOKED_AT, len(sheet.rows))):
            found = _layout(number, row, sheet)
            if best is None or len(found.columns) > len(best.columns):
                best = found
    if best is None or len(best.columns) < len(NEEDED) - 1:
        raise KnownError("street_sheet_without_headings")
    return best


def _layout(number: int, row: int, sheet: Sheet) -> SheetLayout:
    headings = tuple("" if cell is None else str(cell).strip() for cell in sheet.rows[row])
    columns: dict[SheetField, int] = {}
    for at, heading in enumerate(headings):
        field = _BY_HEADING.get(_plain(heading))
        if field is not None and field not in columns:
            columns[field] = at
    return SheetLayout(sheet=number, header_row=row, headings=headings, columns=columns)


def theme_words() -> tuple[str, ...]:
    """Return the English ids of all themes, in the order of the boxes."""
    return tuple(CATEGORIES[one] for one in Category)
