"""Reads the themes of a street-team sheet: the program's own words, its codes, and what the team usually writes."""

import re
from collections.abc import Iterator, Mapping

from sspdesk.domain.names import fold
from sspdesk.domain.street_team import Category
from sspdesk.exchange.tables.workbook import Cell

_THEMES: Mapping[Category, str] = {
    Category.GATHERING: "ophold/haeng ud | ophold | haeng ud | haenger ud | uro | uro i grupper | samling | gruppe",
    Category.DRUGS: "hash/rusmidler | hash | rusmidler | lattergas | stoffer | rygning",
    Category.VANDALISM: "graffiti | tagging | oedelagt",
    Category.INSECURITY: "utryghed hos borgere | utrygge borgere | klage fra borger",
    Category.CONFLICT: "konflikt mellem grupper | skaenderi | slagsmaal",
    Category.NEW_GROUP: "tilrejsende | nye unge",
    Category.DIGITAL: "digitalt | online | sociale medier",
    Category.DARK_PLACE: "belysning | moerkt sted | utrygt sted | beplantning",
    Category.POSITIVE: "positivt faellesskab | stoettende kontakt | positiv kontakt | fritid",
    Category.SEEKS_HELP: "ung soeger hjaelp | soeger hjaelp | hjaelp | raadgivning",
    Category.SHOP: "henvendelse fra butik | butik | erhverv",
    Category.HOUSING: "henvendelse fra boligselskab | boligforening",
    Category.MOPEDS: "knallert/larm | knallert | knallertkoersel | larm | scooter",
}
_WORDS_BETWEEN = re.compile(r"\s*(?:[,;+&\n]|\bog\b|\bsamt\b)\s*", re.IGNORECASE)


def plain(value: Cell) -> str:
    """Return folded words in which æ, ø and å are written with two letters, however they were typed."""
    text = " ".join(str(value or "").split()).strip(" :.*-").casefold()
    return fold(text.replace("æ", "ae").replace("ø", "oe").replace("å", "aa"))


_BY_WORDS = {
    **{plain(one.value.replace("_", " ")): one for one in Category},
    **{plain(words): category for category, listed in _THEMES.items() for words in listed.split("|")},
}


def shown_themes(words: Mapping[Category, str]) -> dict[str, Category]:
    """Return the program's own words for the categories, folded for ``read_themes``."""
    return {plain(text): category for category, text in words.items()}


def read_themes(text: str, shown: Mapping[str, Category]) -> tuple[Category, ...] | None:
    """Return the categories a text means ("Konflikt, hash/rusmidler"), or None where one of its words is not known."""
    found: list[Category] = []
    for part in _parts(text, shown):
        one = _theme(part, shown)
        if one is None:
            return None
        found.append(one)
    return tuple(dict.fromkeys(found)) or None


def _parts(text: str, shown: Mapping[str, Category]) -> Iterator[str]:
    """Yield the themes of a text; only what is no theme as it stands ("Butik og erhverv") is taken apart."""
    if _theme(text, shown) is not None:
        yield text
        return
    for part in filter(None, _WORDS_BETWEEN.split(text.strip())):
        if _theme(part, shown) is not None:
            yield part
        else:
            yield from filter(None, (piece.strip() for piece in part.split("/")))


def _theme(text: str, shown: Mapping[str, Category]) -> Category | None:
    words = plain(text)
    return shown.get(words) or _BY_WORDS.get(words)
