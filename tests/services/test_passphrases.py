"""Passphrases: proposed ones are strong, and what Danes tend to choose is not."""

import re

import pytest

from sspdesk.domain.vault import StrengthReason
from sspdesk.labels.vault import strength_advice, strength_word
from sspdesk.resource import resource
from sspdesk.services.passphrases import generate, strength, word_list

LOCAL = ("Havnsø Kommune", "Østre Skole", "Testine Eksempelsen")


def test_the_list_has_6_to_the_5th_power_short_danish_words() -> None:
    words = word_list()
    assert len(words) == len(set(words)) == 6**5
    assert all(re.fullmatch("[a-zæøå]{4,8}", word) for word in words)
    assert "MPL 1.1" in resource("passphrase/KILDE.txt").read_text("utf-8")
    assert resource("passphrase/LICENSE-MPL-1.1.txt").stat().st_size > 10_000


def test_proposed_passphrases_are_five_words_accepted_and_never_the_same() -> None:
    drawn = {generate() for _case in range(200)}
    assert len(drawn) == 200
    for passphrase in drawn:
        assert len(passphrase.split(" ")) == 5
        assert strength(passphrase, LOCAL).accepted
    assert len(generate(4).split(" ")) == 4


@pytest.mark.parametrize(
    "passphrase",
    [
        "sommerferie2026",
        "Sommerferie 2026!",
        "sommer-ferie-2026",
        "Sommer1Ferie2026",
        "2026sommerferie",
        "adgangskode123456",
        "Jeg elsker min hund 123",
        "mandag tirsdag onsdag",
        "fodboldfodboldfodbold",
        "1234567890123456",
        "aaaaaaaaaaaaaaaaaaaa",
        "havnsøkommune2026",
        "HAVNSØ-KOMMUNE-2026",
        "testineeksempelsen1",
    ],
)
def test_what_people_choose_is_weak_whatever_digits_and_marks_are_added(passphrase: str) -> None:
    judged = strength(passphrase, LOCAL)
    assert not judged.accepted
    assert judged.reason in {StrengthReason.COMMON, StrengthReason.GUESSABLE}
    assert judged.score < 4


@pytest.mark.parametrize(
    "passphrase",
    [
        "xK9#mQ2$vL7@pR4!",
        "tre kaniner spiser cykelslanger",
        "spar vidende frier gryde bebrejde",
        "kobberlampesejlads9tang",
    ],
)
def test_what_takes_long_to_guess_is_accepted(passphrase: str) -> None:
    judged = strength(passphrase, LOCAL)
    assert (judged.score, judged.accepted, judged.reason) == (4, True, StrengthReason.GOOD)


def test_a_local_name_is_weak_only_where_it_is_local() -> None:
    assert strength("Kvistgårdsløkken").accepted
    assert not strength("Kvistgårdsløkken", ["Kvistgårdsløkken"]).accepted


def test_short_is_short_however_odd_it_is() -> None:
    judged = strength("xK9#mQ2$vL7@p")
    assert (judged.accepted, judged.reason, judged.score) == (False, StrengthReason.SHORT, 3)
    assert strength("").reason is StrengthReason.EMPTY


def test_a_long_text_is_judged_by_its_first_100_characters() -> None:
    assert not strength("a" * 5000).accepted
    assert strength("spar vidende frier gryde " * 200).accepted


def test_the_words_are_danish() -> None:
    assert strength_word(strength("sommerferie2026")) == "Meget svag"
    assert strength_advice(strength("kort")) == "Adgangskoden er for kort. Brug mindst 14 tegn, eller få en foreslået."
    assert strength_advice(strength(generate())) == ""
