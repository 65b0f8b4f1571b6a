"""What the words in a list's cells mean: roles, yes and no, protection, empty marks, totals and notes."""

import re
from collections.abc import Sequence
from functools import lru_cache

from sspdesk.domain.names import fold
from sspdesk.domain.wednesday import Role

_ROLES = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.CHARGED, r"\bsigt(?:et|ede|ede?s|\.|\b)|\bsig\b|^s$|\btiltal|\banhold"),
        (Role.SUSPECTED, r"\bmistaenk|\bmistank|\bmist\b|^mt?$|gernings(?:mand|person)|^gm$"),
        (Role.WITNESS, r"vidne|\bvid\b|^v$"),
        (Role.VICTIM, r"\bforur|\bforu\b|\bfor\b\.?$|^fu?$|\boffer\b|\bofre\b|\bkraenket|\bskadelidt"),
        (Role.HARMFUL_NETWORK, r"netvaerk|\bomgangskreds|\buheldigt selskab|^un$"),
        (Role.WORRYING_BEHAVIOUR, r"\bbekymr|\bbek\b|\badfaerd|^ba$"),
    )
)
_NOT = re.compile(r"\b(?:ikke|ej|ingen|tidligere|foer|til|med|ven(?:inde)?|soeskende)\s+(?:en\s+|den\s+|laengere\s+)?$")
_YES = re.compile(r"^(?:ja|j|y|yes|x|v|1|true|sand|ok|√|✓|✔|☒|☑|xx?|anbefales|anbefalet|oensket|oenskes)\b|^[x✓✔√☒☑]")
_NO = re.compile(
    r"^(?:nej|n|no|0|false|falsk|ingen|ikke|intet|afslaaet|uden)\b|^[-–—☐]+$|\bikke (?:anbefal|relevant|behov)"
)
_TALK = re.compile(r"samtale|\bssp\b|\banbefal|\bindsats")
_PROTECTED = re.compile(
    r"adresse\s?-?beskyt|navnebeskyt|beskyttet\s(?:navn|adr|bop)|^beskyttet$|\bnab\b"
    r"|(?:hemmelig|skjult)\w*\s(?:adr|bop)|(?:adresse|navn)\w*\s(?:er\s)?beskyttet"
)
_MAY_PROTECT = re.compile("beskyt|nab|hemmelig|skjult", re.IGNORECASE)
_UNPROTECTED = re.compile(r"\b(?:ikke|ingen|uden|ej)\b(?:\s\S+)?\s\S*beskyt|beskyt\S*\s*:?\s*(?:nej|ingen|ophoert)")
_ABSENT = re.compile(
    r"[-–—_.?/\s]*|ukendt|uoplyst|ikke oplyst|n/?a|n\.a\.|ingen oplysning(?:er)?|mangler|i\.?\s?o\.?|intet"
)
_NO_NAME = re.compile(
    r"n\.?\s?n\.?|ukendt.*|anonym|navn (?:ukendt|mangler)|uidentificeret.*|ingen|(?:navn )?ikke oplyst|xxx*"
)
_TOTAL = re.compile(
    r"^(?:i\s?alt|ialt|total(?:t|sum|er)?|sum|samlet|subtotal|antal(?:\s(?:kontakter|personer|linjer|raekker|unge|boern))?)\b"
)
_ALL_TOLD = re.compile(r"\bi\s?alt\b")
_NOTE_WORDS = r"""
    note[rt]? nb obs bemaerk bemaerkning(?:er)? kilde udskrevet udarbejdet dannet side fortroligt?
    (?:med\s)?venlig\shilsen mvh hilsen listen slut liste\sslut kontaktperson spoergsmaal tlf telefon heraf
    herunder fordel\w* periode opdateret uge forklaring signatur\w* rolle[rn]?\s?: dato\s?: eksempel fortsaettes
    jf oplysningerne makuleres skal (?:man|tirs|ons|tors|fre|loer|soen)dag
"""
_MONTH_ALONE = r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)(?:\s*\d{4})?$"
_NOTE = re.compile(rf"(?:{'|'.join(_NOTE_WORDS.split())})(?!\w)|[*†(]|{_MONTH_ALONE}")
DITTO = re.compile(
    r"""["”“″〃´'’]{1,2}|-\s*["”“″]\s*-|do\.?|d\.o\.?|samme|ibid\.?|-\s*do\.?\s*-|som ovenfor|s\.?\s?o\.?"""
)
"""A cell that says: as in the row above."""


@lru_cache(maxsize=2048)
def role_of(text: str) -> Role | None:
    """Return the role a text names first and does not deny; ``andet`` for other words, None for an empty mark."""
    plain = fold(text).strip()
    if is_absent(plain):
        return None
    found: list[tuple[int, int, Role]] = []
    for order, (role, pattern) in enumerate(_ROLES):
        for match in pattern.finditer(plain):
            if not _NOT.search(plain[: match.start()]):
                found.append((match.start(), order, role))
                break
    return min(found)[2] if found else Role.MET


@lru_cache(maxsize=512)
def talk_of(text: str) -> bool | None:
    """Tell whether a talk is recommended: ``Ja``, ``x``, ``Forebyggende samtale``; ``nej`` and ``-`` are no."""
    plain = fold(text).strip()
    if not plain or plain in {"?", "ukendt", "uoplyst"}:
        return None
    if _NO.search(plain):
        return False
    return True if _YES.search(plain) or _TALK.search(plain) else None


def yes_or_no(text: str) -> bool | None:
    """Return True for a yes or a tick, False for a no or a dash, None for anything else."""
    plain = fold(text).strip()
    return False if _NO.search(plain) else True if _YES.search(plain) else None


def protection_in(text: str) -> bool | None:
    """Tell whether a text says that name and address are protected (True), are not (False), or nothing of it (None)."""
    if not _MAY_PROTECT.search(text):
        return None
    plain = fold(text).strip()
    if _UNPROTECTED.search(plain):
        return False
    return True if _PROTECTED.search(plain) else None


def protection_among(texts: Sequence[str]) -> bool | None:
    """Tell what a line's texts say of protection together; one that says it is protected outweighs the others."""
    if not _MAY_PROTECT.search("\n".join(texts)):
        return None
    said = {protection_in(text) for text in texts}
    return True if True in said else False if False in said else None


def is_absent(text: str) -> bool:
    """Tell whether a text only marks that nothing is known: ``-``, ``?``, ``ukendt``."""
    return len(text) < 30 and _ABSENT.fullmatch(fold(text).strip()) is not None


def is_no_name(text: str) -> bool:
    """Tell whether a text in a name column names nobody."""
    plain = fold(text).strip(" .,;()")
    if plain[:1] in "bcdefghjklopqrstvwyz" and plain[:1]:
        return False
    return is_absent(plain) or _NO_NAME.fullmatch(plain) is not None or not any(char.isalpha() for char in plain)


def is_total(text: str) -> bool:
    """Tell whether a line starts as a total does: ``I alt: 13 kontakter``."""
    plain = fold(text).strip()
    return _TOTAL.search(plain) is not None or (len(plain) < 40 and _ALL_TOLD.search(plain) is not None)


def is_note(text: str) -> bool:
    """Tell whether a line starts as a note, a signature or a section heading does."""
    return _NOTE.match(fold(text).strip()) is not None
