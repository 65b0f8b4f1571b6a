"""Key slots: they open for their secret and for nothing else, and vouch for everything around them."""

import unicodedata
from dataclasses import replace

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import SecretKind
from sspdesk.storage import keys, recovery
from sspdesk.storage.header import Header, KdfParameters, Slot
from tests import plan
from tests.plan import Trial
from tests.vaults import CHEAP, OWNER, PASSPHRASE

DATA_KEY = bytes(range(32))
RECOVERY_KEY = recovery.generate()


def header_of(*slots: Slot, generation: int = 1) -> Header:
    return Header(id="11111111-1111-4111-8111-111111111111", generation=generation, database="vault-1.db", slots=slots)


def slot_for(secret: str, kind: SecretKind = SecretKind.PASSPHRASE, user: str = OWNER) -> Slot:
    return keys.make_slot(kind, secret, DATA_KEY, user, header=header_of(), kdf=CHEAP)


@pytest.fixture(scope="module")
def header() -> Header:
    return header_of(slot_for(PASSPHRASE), slot_for(RECOVERY_KEY.text, SecretKind.RECOVERY))


def refusal(header: Header, kind: SecretKind, secret: str) -> str:
    with pytest.raises(KnownError) as caught:
        keys.unlock(header, kind, secret)
    return caught.value.code


def test_either_slot_gives_the_key_and_the_name(header: Header) -> None:
    for kind, secret in ((SecretKind.PASSPHRASE, PASSPHRASE), (SecretKind.RECOVERY, RECOVERY_KEY.text.lower())):
        unlocked = keys.unlock(header, kind, secret)
        assert (unlocked.data_key, unlocked.user, unlocked.slot.kind) == (DATA_KEY, OWNER, kind)
        assert "data_key" not in repr(unlocked)


def test_a_passphrase_typed_in_decomposed_letters_fits() -> None:
    slot = slot_for("smørrebrød på ærø, år 2026")
    typed = unicodedata.normalize("NFD", "smørrebrød på ærø, år 2026")
    assert typed != "smørrebrød på ærø, år 2026"
    assert keys.unlock(header_of(slot), SecretKind.PASSPHRASE, typed).data_key == DATA_KEY


def wrong_passphrases() -> list[str]:
    near = [PASSPHRASE[:place] + PASSPHRASE[place + 1 :] for place in range(len(PASSPHRASE))]
    doubled = [PASSPHRASE[:place] + PASSPHRASE[place] + PASSPHRASE[place:] for place in range(len(PASSPHRASE))]
    swapped = [PASSPHRASE[:place] + "x" + PASSPHRASE[place + 1 :] for place in range(len(PASSPHRASE))]
    kin = [f" {PASSPHRASE}", f"{PASSPHRASE} ", f"{PASSPHRASE}\n", f"{PASSPHRASE}\x00", PASSPHRASE[::-1]]
    odd = [
        "",
        " ",
        "\x00",
        "'",
        '"',
        "x'00'",
        PASSPHRASE.upper(),
        PASSPHRASE.title(),
        "å" * 10_000,
        "🙂" * 20,
        "\ud800",
        RECOVERY_KEY.text,
    ]
    many = [f"{PASSPHRASE} {number}" for number in range(1_000)]
    return list(dict.fromkeys(kin + odd + near + doubled + swapped + many))[: plan.count(310, 1_000)]


@pytest.mark.trial("T11")
def test_wrong_passphrases_open_nothing(header: Header, trial: Trial) -> None:
    for secret in trial.each(wrong_passphrases()):
        assert unicodedata.normalize("NFC", secret) != PASSPHRASE
        with trial.case(repr(secret)):
            assert refusal(header, SecretKind.PASSPHRASE, secret) == "wrong_secret"
    assert trial.cases == plan.count(310, 1_000)


@pytest.mark.trial("T11")
def test_mistyped_recovery_keys_are_told_before_any_derivation(trial: Trial) -> None:
    nothing_to_derive = header_of()
    for number in trial.run(ci=30, release=930):  # every place, and before a release every other character in it
        place = number % 30
        typed = list(RECOVERY_KEY.characters)
        others = [character for character in recovery.ALPHABET if character != typed[place]]
        typed[place] = others[number // 30]
        assert refusal(nothing_to_derive, SecretKind.RECOVERY, "".join(typed)) == "recovery_typo"


def test_another_recovery_key_is_refused_with_the_same_code(header: Header) -> None:
    assert refusal(header, SecretKind.RECOVERY, recovery.generate().text) == "wrong_secret"


def test_a_slot_vouches_for_vault_generation_and_its_own_data(header: Header) -> None:
    slot, other = header.slots
    for changed in (
        replace(header, generation=2),
        replace(header, id="22222222-2222-4222-8222-222222222222"),
        replace(header, slots=(replace(slot, id=other.id),)),
        replace(header, slots=(replace(slot, nonce=other.nonce),)),
        replace(header, slots=(replace(slot, salt=other.salt),)),
        replace(header, slots=(replace(slot, kdf=replace(CHEAP, rounds=2)),)),
        replace(header, slots=(replace(slot, wrapped=bytes([slot.wrapped[0] ^ 1]) + slot.wrapped[1:]),)),
    ):
        assert refusal(changed, SecretKind.PASSPHRASE, PASSPHRASE) == "wrong_secret"


def test_the_users_name_cannot_be_read_in_the_slot(header: Header) -> None:
    assert all(OWNER.encode() not in slot.wrapped for slot in header.slots)
    assert len({len(slot_for("x", user=name).wrapped) for name in ("", "Bo", "Ø" * 48)}) == 1
    with pytest.raises(KnownError) as caught:
        slot_for("x", user="Ø" * 49)
    assert caught.value.code == "user_name_long"


def test_keys_for_different_uses_differ_and_stay_the_same() -> None:
    derived = {label: keys.subkey(DATA_KEY, label) for label in (b"db", b"seal", b"backup", b"log")}
    assert len(set(derived.values())) == 4
    assert all(len(key) == 32 for key in derived.values())
    # a vault made today must open in ten years: this value may never change
    assert derived[b"db"].hex() == "0b40123a5a30da583029260530b79f678984743184669837294c574a36f13e3f"


def test_a_quick_machine_gets_more_rounds_and_a_slow_one_never_fewer() -> None:
    assert keys.raised(KdfParameters(), 0.1).rounds == 15
    assert keys.raised(KdfParameters(), 0.25).rounds == 6
    assert keys.raised(KdfParameters(), 3.0).rounds == 3
    assert keys.raised(KdfParameters(), 0.0).rounds == 16
    assert keys.raised(KdfParameters(), 0.1).memory_kib == 256 * 1024
