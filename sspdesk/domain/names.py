"""Names as Danes write them: folding for search, spelling variants, splitting, initials and Danish order."""

import re
import unicodedata

_LIGATURES = str.maketrans(
    {
        "å": "aa", "æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ı": "i",
        "œ": "oe", "’": "'", "‘": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "—": "-",
        "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u200b": None, "\ufeff": None, "\u00ad": None,
    }
)  # fmt: skip
_MARKS = re.compile(r"[\u0300-\u036f]+")
_SORTED = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "œ": "|", "å": "}", "ü": "y", "ð": "d", "þ": "th"})
_TOKENS = re.compile(r"[^\W_]+")
_PLAIN_SIGNS = {"Cc": " ", "Cf": "", "Co": "", "Cs": "", "Cn": ""}
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_WORD_BREAKS = re.compile(r"([-'’.])")

PARTICLES = frozenset(
    {"von", "van", "de", "den", "der", "af", "del", "della", "di", "da", "du", "la", "le", "el", "al", "bin", "ben",
     "bint", "ibn", "abu", "zu", "ter", "ten"}
)  # fmt: skip
"""Words that belong to the last name that follows them."""

_GROUPS = (
    "mohammed mohamed mohammad mohamad muhammed muhamed muhammad muhamad mohamet mehmet muhamet mohamud mohammod",
    "ahmed ahmad ahmet achmed ahmat",
    "hussein husein hussain husain hossein hosein hussin huseyin houssein hossain",
    "yusuf yousef youssef yousuf yusef yussuf jusuf jousef yousif yosef",
    "omar omer umar oumar",
    "fatima fatma fatimah fatema fatme faduma fadumo",
    "aisha aysha ayesha aicha aischa aisa ayse aishe asha",
    "abdullah abdallah abdulah abdullahi abdulla abdalla",
    "abdulrahman abdirahman abdurrahman abdelrahman abdirahmaan",
    "khaled khalid kaled halid",
    "mustafa mostafa mustapha moustafa",
    "mahmoud mahmud mahmood mahmod",
    "zainab zeinab zaynab zeynep zaineb zahnab",
    "mariam maryam meryem miriam maryan mariem",
    "ibrahim ebrahim ibrahem ibraheem abrahim",
    "ismail ismael esmail ismaeel",
    "suleiman sulaiman soliman suleyman sulejman",
    "said saeed saed saeid sayed",
    "amin ameen emin",
    "hasan hassan hasen hassen",
    "osman othman usman uthman",
    "jamal djamal gamal cemal",
    "catherine katherine cathrine kathrine katrine cathrin katrin catrine catharina katharina katarina",
    "sara sarah zara",
    "nora norah noura",
    "emily emilie emely emmely",
    "kristina christina kristine christine kirstine",
    "alexander aleksander aleksandar aleksandr alexandr",
    "alexandra aleksandra",
    "elisabeth elizabeth elisabet",
    "mathias matthias mattias matias mathies",
    "jesper iesper",
    "josef joseph jozef",
    "david daoud dawood davud dawud",
    "maja maya maia",
    "kjaer kaer",
)
_VARIANT_OF = {name: group.split()[0] for group in _GROUPS for name in group.split()}
_SOUNDS = (
    ("sch", "s"), ("ch", "k"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("kj", "k"), ("gj", "g"), ("dt", "t"),
    ("sc", "sk"), ("x", "ks"), ("q", "k"), ("w", "v"), ("z", "s"),
)  # fmt: skip


def fold(text: str) -> str:
    """Return the form under which texts are searched and compared: case, accents and spellings of æ ø å folded."""
    plain = unicodedata.normalize("NFC", text)
    if plain.isascii():
        return plain.casefold()
    plain = plain.casefold().translate(_LIGATURES)
    return _MARKS.sub("", unicodedata.normalize("NFD", plain))


def variant_key(token: str) -> str:
    """Return one key for all usual spellings of one name: Muhamed and Mohammed, Christian and Kristian."""
    word = fold(token)
    if word in _VARIANT_OF:
        return _VARIANT_OF[word]
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    word = re.sub(r"c(?=[eiy])", "s", word).replace("c", "k")
    word = re.sub(r"[jy]", "i", word)
    word = re.sub(r"(.)\1+", r"\1", word)
    return re.sub(r"(?<=..)ie$", "i", word)


def variant_keys(name: str) -> frozenset[str]:
    """Return the variant keys of every word in a name, so that order and hyphens do not matter."""
    return frozenset(variant_key(token) for token in _TOKENS.findall(unicodedata.normalize("NFC", name)))


def variant_keys_beginning(token: str) -> frozenset[str]:
    """Return the keys of the known names that a folded word begins: "muham" finds Mohammed while it is typed."""
    return frozenset(key for name, key in _VARIANT_OF.items() if name.startswith(token))


def clean(text: str) -> str:
    """Return the text composed (NFC), without invisible characters, and with single plain spaces."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    if plain.isprintable():
        return " ".join(plain.split()) if "  " in plain else plain.strip()
    plain = "".join(_PLAIN_SIGNS.get(unicodedata.category(char), char) for char in plain)
    return " ".join(plain.split())


def with_capitals(name: str) -> str:
    """Return a name with its capitals put right where it was written all in capitals or all in small letters."""
    words = clean(name).split(" ")
    return " ".join(_word_with_capitals(word) for word in words)


def _word_with_capitals(word: str) -> str:
    if not (word.isupper() or word.islower()):
        return word
    if word.lower() in PARTICLES and (word.islower() or len(word) > 1):
        return (
            word.lower() if word.islower() or word.lower() in {"von", "van", "de", "der", "af"} else word.capitalize()
        )
    return "".join(part[:1].upper() + part[1:].lower() for part in _WORD_BREAKS.split(word))


def split_name(name: str) -> tuple[str, str]:
    """Return (first names, last name) of a name as a list has it.

    Knows ``Efternavn, Fornavn``, a last name in capitals before or after the first names (``PRØVESEN Øjvind``), and
    particles (``Testine von Eksempelsen``). One word alone is a first name; ``Eksempelsen,`` alone is a last name.
    """
    text = clean(name).strip(" ;")
    if "," in text:
        last, _comma, first = text.partition(",")
        return with_capitals(first.replace(",", " ")), with_capitals(last)
    words = text.split()
    if len(words) < 2:
        return with_capitals(text), ""
    cut = _capitals_cut(words)
    if cut < 0:
        return with_capitals(" ".join(words[-cut:])), with_capitals(" ".join(words[:-cut]))
    while cut > 1 and words[cut - 1].lower() in PARTICLES:
        cut -= 1
    return with_capitals(" ".join(words[:cut])), with_capitals(" ".join(words[cut:]))


def _capitals_cut(words: list[str]) -> int:
    """Return where the last name starts; negative n when the first n words are the last name in capitals."""
    loud = [word.isupper() and _TWO_LETTERS.search(word) is not None for word in words]
    if all(loud) or not any(loud):
        return len(words) - 1
    leading = loud.index(False)
    if leading and not any(loud[leading:]):
        return -leading
    trailing = len(words) - loud[::-1].index(False)
    if trailing < len(words) and not any(loud[:trailing]):
        return trailing
    return len(words) - 1


def initials(first: str, last: str) -> str:
    """Return initials such as ``T. E.``: first letters of the first and the last name, particles passed over."""
    found = []
    for part in (first, last):
        words = clean(part).split()
        proper = [word for word in words if word.lower() not in PARTICLES] or words
        letters = [char for char in (proper[0] if proper else "") if char.isalpha()]
        if letters:
            found.append(letters[0].upper() + ".")
    return " ".join(found)


def danish_sort_key(text: str) -> str:
    """Return a key that sorts as a Danish phone book: case and accents apart, æ ø å last, aa as å, ü as y."""
    plain = unicodedata.normalize("NFC", text)
    folded = plain.casefold().translate(_SORTED).replace("aa", "}")
    folded = _MARKS.sub("", unicodedata.normalize("NFD", folded))
    return f"{folded}\0{plain}"
