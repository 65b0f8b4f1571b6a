"""The recovery key: drawn, read as people type it, every single typo noticed."""

import random

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.storage.recovery import ALPHABET, LENGTH, RecoveryKey, generate, parse


def refusal(typed: str) -> str:
    with pytest.raises(KnownError) as caught:
        parse(typed)
    return caught.value.code


def test_a_drawn_key_is_six_groups_of_five_and_reads_back() -> None:
    key = generate()
    assert [len(group) for group in key.groups] == [5] * 6
    assert len(key.text) == 35
    assert parse(key.text).characters == key.characters
    assert generate().characters != key.characters
    assert key.characters not in repr(key)


@pytest.mark.parametrize(
    "typed",
    [str.lower, lambda text: text.replace("-", ""), lambda text: f"  {text.replace('-', ' – ')}\n",
     lambda text: text.replace("0", "o").replace("1", "l"), lambda text: text.replace("0", "O").replace("1", "I")],
)  # fmt: skip
def test_it_is_read_as_people_type_it(typed: object) -> None:
    assert callable(typed)
    for _draw in range(50):
        key = generate()
        assert parse(typed(key.text)).characters == key.characters


def test_every_typo_is_noticed() -> None:
    draw = random.Random(7)
    for _case in range(300):
        characters = list(generate().characters)
        place = draw.randrange(LENGTH)
        characters[place] = draw.choice([other for other in ALPHABET if other != characters[place]])
        assert refusal("".join(characters)) == "recovery_typo"
    for _case in range(300):
        characters = list(generate().characters)
        place = draw.randrange(LENGTH - 1)
        if characters[place] != characters[place + 1]:
            characters[place : place + 2] = characters[place + 1], characters[place]
            assert refusal("".join(characters)) == "recovery_typo"


def test_length_and_foreign_characters_are_named() -> None:
    key = generate()
    assert refusal(key.characters[:-1]) == "recovery_length"
    assert refusal("") == "recovery_length"
    assert refusal("U" + key.characters[1:]) == "recovery_character"
    assert refusal("æ" + key.characters[1:]) == "recovery_character"


def test_two_groups_can_be_confirmed() -> None:
    key = RecoveryKey("ABCDE12340" + "0" * 20)
    assert key.confirms(0, " abcde")
    assert key.confirms(1, "i234o")
    assert not key.confirms(1, "abcde")
    assert not key.confirms(0, "")
