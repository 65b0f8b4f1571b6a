"""The header: what is written is read, damage is named, the twin steps in, and nothing else comes out of a bad file."""

import copy
import hashlib
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import SecretKind
from sspdesk.storage.header import (
    HEADER_NAME,
    PROGRAM_BOUNDS,
    TWIN_NAME,
    Header,
    KdfBounds,
    KdfParameters,
    Slot,
    canonical,
    parse,
    read_header,
    serialise,
    write_header,
)
from tests.plan import Trial

ALLOWED = {"header_damaged", "vault_newer", "kdf_refused"}


def a_slot(kind: SecretKind = SecretKind.PASSPHRASE, number: int = 1) -> Slot:
    return Slot(
        id=f"00000000-0000-4000-8000-{number:012d}",
        kind=kind,
        kdf=KdfParameters(),
        salt=bytes(range(16)),
        nonce=bytes(12),
        wrapped=bytes(range(144)),
    )


def a_header(generation: int = 1) -> Header:
    return Header(
        id="11111111-1111-4111-8111-111111111111",
        generation=generation,
        database="vault-1.db",
        slots=(a_slot(), a_slot(SecretKind.RECOVERY, 2)),
    )


def resummed(body: dict[str, object]) -> bytes:
    """Return a header whose checksum is right whatever stands in it."""
    body = {key: value for key, value in body.items() if key != "sum"}
    return canonical({**body, "sum": hashlib.sha256(canonical(body)).hexdigest()})


def refusal(data: bytes, bounds: KdfBounds = PROGRAM_BOUNDS) -> str:
    with pytest.raises(KnownError) as caught:
        parse(data, bounds)
    return caught.value.code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_header(tmp_path, a_header())
    return tmp_path


def test_what_is_written_is_read(folder: Path) -> None:
    reading = read_header(folder)
    assert reading.header == a_header()
    assert reading.findings == ()
    assert (folder / HEADER_NAME).read_bytes() == (folder / TWIN_NAME).read_bytes() == serialise(a_header())
    assert sorted(path.name for path in folder.iterdir()) == [HEADER_NAME, TWIN_NAME]


def test_a_write_that_fails_for_the_twin_changes_neither(folder: Path) -> None:
    (folder / f"{TWIN_NAME}.tmp").mkdir()  # as a full disk would, it stops the second of the two temporary files
    with pytest.raises(KnownError):
        write_header(folder, a_header(generation=2))
    reading = read_header(folder)
    assert reading.header == a_header()
    assert reading.findings == ()


def test_the_twin_steps_in_for_a_torn_or_missing_header(folder: Path) -> None:
    whole = (folder / HEADER_NAME).read_bytes()
    for torn in (whole[:100], b"", whole.replace(b"vault-1", b"vault-2"), None):
        if torn is None:
            (folder / HEADER_NAME).unlink()
        else:
            (folder / HEADER_NAME).write_bytes(torn)
        reading = read_header(folder)
        assert reading.header == a_header()
        assert [finding.code for finding in reading.findings] == ["header_main_damaged"]


def test_a_damaged_or_missing_twin_is_a_finding(folder: Path) -> None:
    (folder / TWIN_NAME).write_bytes(b"{}")
    assert [finding.code for finding in read_header(folder).findings] == ["header_twin_damaged"]
    (folder / TWIN_NAME).unlink()
    assert [finding.code for finding in read_header(folder).findings] == ["header_twin_damaged"]


def test_an_older_twin_is_a_finding_and_the_header_counts(folder: Path) -> None:
    (folder / HEADER_NAME).write_bytes(serialise(a_header(generation=2)))
    reading = read_header(folder)
    assert reading.header.generation == 2
    assert [finding.code for finding in reading.findings] == ["header_twin_stale"]


def test_both_copies_damaged_is_said_so(folder: Path) -> None:
    (folder / HEADER_NAME).write_bytes(b"x")
    (folder / TWIN_NAME).write_bytes(b"y")
    with pytest.raises(KnownError) as caught:
        read_header(folder)
    assert caught.value.code == "header_damaged"


def test_no_vault_is_told_from_a_vault_without_its_header(tmp_path: Path) -> None:
    folder = tmp_path / "a"

    def code() -> str:
        with pytest.raises(KnownError) as caught:
            read_header(folder)
        return caught.value.code

    assert code() == "vault_missing"
    folder.mkdir()
    assert code() == "not_a_vault"
    (folder / "vault-1.db").touch()
    assert code() == "header_damaged"


def test_a_newer_version_is_refused_and_an_older_twin_not_used_instead(folder: Path) -> None:
    newer = json.loads(serialise(a_header()))
    newer |= {"version": 2, "wrapping": "something new"}
    (folder / HEADER_NAME).write_bytes(resummed(newer))
    with pytest.raises(KnownError) as caught:
        read_header(folder)
    assert (caught.value.code, caught.value.facts) == ("vault_newer", {"version": 2})


@pytest.mark.parametrize(
    "kdf",
    [
        KdfParameters(memory_kib=64 * 1024 - 1),
        KdfParameters(memory_kib=1024 * 1024 + 1),
        KdfParameters(rounds=2),
        KdfParameters(rounds=17),
        KdfParameters(lanes=9),
    ],
)
def test_key_settings_outside_the_bounds_are_refused(kdf: KdfParameters) -> None:
    header = replace(a_header(), slots=(replace(a_slot(), kdf=kdf),))
    assert refusal(serialise(header)) == "kdf_refused"
    wide = KdfBounds(least_memory_kib=1, most_memory_kib=2**21, least_rounds=1, most_rounds=99, most_lanes=99)
    assert parse(serialise(header), wide) == header


def test_another_spelling_of_the_same_json_is_damage() -> None:
    data = serialise(a_header())
    assert refusal(json.dumps(json.loads(data), indent=1).encode()) == "header_damaged"
    assert refusal(data + b"\n") == "header_damaged"
    assert refusal(data.replace(b'{"db"', b'{"db":"vault-9.db","db"', 1)) == "header_damaged"


@pytest.mark.trial("T12")
def test_fuzzed_bytes_only_ever_give_a_known_error(trial: Trial) -> None:
    draw = random.Random(12)
    good = serialise(a_header())
    for _case in trial.run(ci=1_500, release=25_000):
        data = bytearray(good)
        for _change in range(draw.randrange(1, 5)):
            if not data:
                break
            match draw.randrange(4):
                case 0:
                    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
                case 1:
                    del data[draw.randrange(len(data)) :]
                    data += b"}"
                case 2:
                    place = draw.randrange(len(data))
                    data[place:place] = draw.randbytes(draw.randrange(1, 40))
                case 3:
                    place = draw.randrange(len(data))
                    del data[place : place + draw.randrange(1, 60)]
        if bytes(data) != good:
            assert refusal(bytes(data)) == "header_damaged"


NASTY: list[object] = [
    None,
    True,
    False,
    0,
    -1,
    1,
    2**31,
    10**30,
    1.5,
    "",
    "x",
    "vault-0.db",
    "../vault-1.db",
    "vault-1.db/../x",
    "\x00",
    "æ" * 5000,
    [],
    [[]],
    {},
    {"a": 1},
    [None] * 9,
    "A" * 300,
    "AAAA",
    "passphrase",
    "argon2id",
    19,
    4194304,
    65536,
    "=" * 4,
    "٣",
]


def _places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += _places(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            found += _places(inner, (*path, place))
    return found


@pytest.mark.trial("T12")
def test_fuzzed_structure_with_a_right_checksum_only_ever_gives_a_known_error(trial: Trial) -> None:
    draw = random.Random(13)
    places = _places(json.loads(serialise(a_header())))
    codes = set()
    for _case in trial.run(ci=1_800, release=25_000):
        body = json.loads(serialise(a_header()))
        for _change in range(draw.randrange(1, 3)):
            *way, last = draw.choice(places)
            inner = body
            try:
                for step in way:
                    inner = inner[step]
                if draw.random() < 0.2:
                    del inner[last]
                else:
                    inner[last] = copy.deepcopy(draw.choice(NASTY))  # a second change may reach into it
            except (KeyError, IndexError, TypeError):
                continue  # the first change took the second one's place away
        data = resummed(body)
        try:
            parsed = parse(data)
        except KnownError as error:
            codes.add(error.code)
        else:
            assert serialise(parsed) == data  # a change to a permitted value: read exactly as it stands
    assert codes <= ALLOWED
    assert "header_damaged" in codes


@pytest.mark.trial("T12")
@pytest.mark.parametrize(
    "data",
    [b"[" * 60_000, b'{"a":' * 12_000, b"\xff\xfe", b"9" * 60_000, b'"\\ud800"', b"{" + b" " * 70_000 + b"}", b"NaN"],
    ids=["deep list", "deep object", "not utf-8", "long number", "surrogate", "too large", "nan"],
)
def test_hostile_json_is_refused(data: bytes) -> None:
    assert refusal(data) == "header_damaged"
