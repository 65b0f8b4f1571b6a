"""Proposes passphrases of Danish words and judges how well a chosen one holds."""

import math
import re
import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache

from sspdesk.domain.vault import Strength, StrengthReason
from sspdesk.resource import resource

WORDS = 5
LEAST_CHARACTERS = 14
STRONG = 4
_JUDGED_CHARACTERS = 100  # zxcvbn grows with the cube of the length
_LONGEST_WORD = 30
_THRESHOLDS = (1e3, 1e6, 1e8, 1e10)  # zxcvbn's own steps from score 0 to 4
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def generate(words: int = WORDS) -> str:
    """Draw a passphrase from the list of 7,776 Danish words: five words hold 64 bits (security.md § 3.3)."""
    return " ".join(secrets.choice(word_list()) for _ in range(words))


@cache
def word_list() -> tuple[str, ...]:
    """Return the 7,776 words (source and licence: resources/passphrase/KILDE.txt)."""
    return tuple(resource("passphrase/ordliste.txt").read_text("utf-8").split())


def strength(passphrase: str, local_names: Iterable[str] = ()) -> Strength:
    """Judge a passphrase: at least 14 characters (five words always are) and at least 10^10 guesses.

    ``local_names`` are the municipality, schools and people an attacker would try first. Digits, years and marks
    before, between or after words do not count: "Sommerferie 2026" is judged as "sommerferie".
    """
    text = unicodedata.normalize("NFC", passphrase)[:_JUDGED_CHARACTERS]
    if not text:
        return Strength(0, accepted=False, reason=StrengthReason.EMPTY)
    known = _known_words(tuple(local_names))
    letters = _NOT_LETTERS.sub("", text).lower()
    judged = [_guesses(text, known), (_word_guesses(letters, known), True)]
    if _is_words(letters, text):
        judged.append(_guesses(letters, known))
    guesses, common = min(judged)
    score = sum(guesses >= threshold for threshold in _THRESHOLDS)
    if len(passphrase) < LEAST_CHARACTERS:
        return Strength(min(score, STRONG - 1), accepted=False, reason=StrengthReason.SHORT)
    if score < STRONG:
        reason = StrengthReason.COMMON if common else StrengthReason.GUESSABLE
        return Strength(score, accepted=False, reason=reason)
    return Strength(score, accepted=True, reason=StrengthReason.GOOD)


def _is_words(letters: str, text: str) -> bool:
    """Tell whether a passphrase is words with something added, rather than random signs with letters among them."""
    runs = [run for run in _NOT_LETTERS.split(text) if run]
    return bool(letters) and letters != text and max(len(run) for run in runs) >= 4


def _guesses(text: str, known: list[str]) -> tuple[float, bool]:
    """Return zxcvbn's number of guesses, and whether it found nothing but known words, dates and patterns."""
    from zxcvbn import zxcvbn  # noqa: PLC0415 - 0.1 s that the unlock screen need not spend

    result = zxcvbn(text, user_inputs=known, max_length=_JUDGED_CHARACTERS)
    return float(result["guesses"]), all(match["pattern"] != "bruteforce" for match in result["sequence"])


def _word_guesses(letters: str, known: list[str]) -> float:
    """Return the guesses for letters that are frequent words and nothing else; infinity if they are not.

    zxcvbn charges 10,000 for every further word, which makes "jeg elsker min hund" strong. Here a row of words costs
    the product of their ranks.
    """
    if not letters:
        return math.inf
    rank = {word: place for place, word in enumerate(known, start=1)}
    best = [0.0] + [math.inf] * len(letters)  # logarithm of the cheapest product that spells each beginning
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            place = rank.get(letters[start:end])
            if place is not None:
                best[end] = min(best[end], best[start] + math.log(place))
    return math.exp(best[-1])


def _known_words(local_names: tuple[str, ...]) -> list[str]:
    """Return what is tried first, in that order: local names whole and word by word, then frequent Danish words."""
    local = []
    for name in local_names:
        words = [word for word in _NOT_LETTERS.split(name.lower()) if len(word) >= 3]
        local += ["".join(words), *words]
    return list(dict.fromkeys((*local, *_frequent_words())))


@cache
def _frequent_words() -> tuple[str, ...]:
    return tuple(resource("passphrase/hyppige.txt").read_text("utf-8").split())
