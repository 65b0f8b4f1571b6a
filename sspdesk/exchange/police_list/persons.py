"""Takes a name cell apart: ``Navn (født)``, ``Navn f. 12.03.2010``, a CPR number, an age, a role or a by-name in it."""

import re
from dataclasses import dataclass

from sspdesk.domain.names import clean, split_name

_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*\.?"
_CORE = (
    r"\d{6}\s?[-–]?\s?(?:\d{4}|[xX*•]{2,4})(?!\d)|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./ –-]\s?(?:\d{4}|\d{2})(?!\d)|"
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.?\s*{_MONTH}\s*\d{{4}}|(?<!\d)(?:\d{{8,10}}|\d{{6}})(?!\d)"
)
_BORN_WORD = (
    r"(?:(?:cpr|personn)\w*\.?(?:\s*-?\s*n(?:r|ummer)\b\.?)?|\bf(?:\.|ødt|oedt|\b)\s*(?:d\b\.?|den|dato)?|"
    r"\bfødselsda\w+|\bfdato)"
)
_BORN = re.compile(rf"[\s,;:/(\[–-]*(?:{_BORN_WORD}\s*:?|\*)?\s*({_CORE})\s*[)\]]?", re.IGNORECASE)
_BORN_SOMEHOW = re.compile(r"[\s,;(\[]*\b(?:f\.|født\b)\s*:?\s*([^()\[\]]*?\d[^()\[\]]*?)\s*[)\]]?$", re.IGNORECASE)
_BEFORE_BIRTH = re.compile(r"^(?:f\.|født|fødselsda\w+|f(?=\s))\s*:?\s*(?:d\.|den)?\s*", re.IGNORECASE)
_AGE = re.compile(r"[\s,;/(\[–-]*\b\d{1,2}\s*(?:år|aar|mdr)\b\.?(?:\s+gammel)?\s*[)\]]?", re.IGNORECASE)
_MINOR = re.compile(r"[\s,;(\[–-]*\b(u(?:nder)?\s?[./]?\s?1[58])\b\.?\s*[)\]]?", re.IGNORECASE)
_NUMBERING = re.compile(r"^\s*\d{1,3}\s*[.):]\s*(?=[^\W\d])")
_TITLE = re.compile(r"^(?:(?:hr|fr|mr|ms)\.|fru|frk\.?|frøken|elev|pige|dreng)\s+(?=\w)", re.IGNORECASE)
_UNUSUAL = re.compile(r"^(?:fru|frk|frøken|elev|pige|dreng)\s|\s-|skole|gymnasi", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]|\s*[\"“”«»]([^\"“”«»]+)[\"“”«»]")
_ROLE_AFTER = re.compile(r"\s+[-–/]\s*((?:sigtet|mistænkt|vidne|forurettet|kontakt)\b.*)$", re.IGNORECASE)
_MORE_AFTER = re.compile(r"^([^,]+\s[^,]+),\s*(.*(?:skole|gymnasi|\d).*)$", re.IGNORECASE)
_PLACE_LINE = re.compile(r"\d{4}\s+\w|(?:vej|gade|alle|allé|stien|vænget|parken|toften|torvet)\w*\s+\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCell:
    """What a name cell says: the name, a birth date or CPR number as written, an address, and words set aside."""

    name: str
    born: str = ""
    address: str = ""
    aside: tuple[str, ...] = ()


def take_apart(text: str) -> NameCell:
    """Return the parts of a name cell; the common case of a bare name costs nothing."""
    if text.replace(" ", "").replace("-", "").replace(",", "").isalpha() and not _UNUSUAL.search(text):
        return NameCell(name=clean(text))
    lines = [line for line in (clean(line) for line in text.replace(";", ",").split("\n")) if line]
    born, address, aside = "", "", []
    name_lines = lines[:1]
    for line in lines[1:]:
        found = _BORN.fullmatch(line)
        if found and not born:
            born = found.group(1)
        elif _PLACE_LINE.search(line):
            address = f"{address}, {line}" if address else line
        elif any(char.isdigit() for char in line):
            aside.append(line)
        else:
            name_lines.append(line)
    name = _NUMBERING.sub("", " ".join(name_lines))
    found = _BORN.search(name) or _BORN_SOMEHOW.search(name)
    if found and not born:
        born = found.group(1)
        name = f"{name[: found.start()]} {name[found.end() :]}"
    name = _AGE.sub(" ", name)
    if minor := _MINOR.search(name):
        aside.append(minor.group(1))
        name = f"{name[: minor.start()]} {name[minor.end() :]}"
    aside.extend(clean(one or two) for one, two in _ASIDE.findall(name) if (one or two).strip(" ,.-"))
    name = _ASIDE.sub(" ", name)
    if after := _ROLE_AFTER.search(name):
        aside.append(after.group(1))
        name = name[: after.start()]
    elif after := _MORE_AFTER.match(clean(name).strip(" ,;")):
        name, more = after.group(1), after.group(2)
        if _PLACE_LINE.search(more) and not address:
            address = more
        else:
            aside.append(more)
    name = re.sub(r"\s+,", ",", _TITLE.sub("", clean(name).strip(" ,;:/*†#!?()[]–-")))
    return NameCell(name=name, born=clean(born), address=address, aside=tuple(aside))


def bare_birth(text: str) -> str:
    """Return what stands in a column of birth dates without the words and the age around it."""
    return _AGE.sub("", _BEFORE_BIRTH.sub("", clean(text))).strip()


def name_parts(name: str, *, last_first: bool) -> tuple[str, str]:
    """Return (first names, last name); ``last_first`` where the heading says so and no comma does."""
    words = name.split()
    if last_first and "," not in name and len(words) > 1:
        return split_name(f"{words[0]}, {' '.join(words[1:])}")
    return split_name(name)
