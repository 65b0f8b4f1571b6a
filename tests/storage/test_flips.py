"""Damage is never read as data and always named by the check (security.md T4, T5)."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.storage.checks import check_vault
from sspdesk.storage.migrations import NEWEST
from tests import plan
from tests.plan import Trial
from tests.storage import processes
from tests.vaults import CHEAP_BOUNDS, PASSPHRASE, make_vault, reopen

FLIPS = plan.count(500, 20_000)
PAGE = 4096


@pytest.mark.trial("T4")
def test_flipped_bits_are_all_named_and_none_is_read(tmp_path: Path, trial: Trial) -> None:
    vault = make_vault(tmp_path)
    processes.make_tables(vault)
    draw = random.Random(4)
    for _save in range(30):
        processes.save(vault, draw)
    with vault.engine.begin() as connection:
        sound = processes.digest(connection)
    key, path = vault.subkey(b"db"), vault.database_path
    vault.close()
    good = path.read_bytes()
    every_page = [page * PAGE + draw.randrange(PAGE) for page in range(len(good) // PAGE)]
    anywhere = [draw.randrange(len(good)) for _case in range(FLIPS - len(every_page))]
    damaged = tmp_path / "damaged.db"
    process, pipe = processes.start(processes.read_damaged, key)
    outcomes: Counter[str] = Counter()
    for place in trial.each((*every_page, *anywhere)):
        flipped = bytearray(good)
        flipped[place] ^= 1 << draw.randrange(8)
        for ending in ("-wal", "-shm", "-journal"):
            damaged.with_name(damaged.name + ending).unlink(missing_ok=True)
        damaged.write_bytes(flipped)
        pipe.send(damaged)
        answer = processes.received(pipe)  # an end of file here is a crash
        assert isinstance(answer, tuple)
        read, counts = answer
        assert read in {"database_damaged", sound}, place
        assert counts["pages"] + counts["structure"] > 0, place
        outcomes[read] += 1
    processes.kill(process)
    pipe.close()
    assert outcomes.total() == FLIPS
    assert outcomes["database_damaged"] > FLIPS / 2


def _page_by_page(good: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every page damaged, in one of four ways by turns, in a release in all four; then the file grown."""
    for number, place in enumerate(range(0, len(good), PAGE)):
        before, page, after = good[:place], good[place : place + PAGE], good[place + PAGE :]
        ways = {
            "zeroed": before + bytes(PAGE) + after,
            "sector zeroed": before + bytes(512) + page[512:] + after,
            "swapped with the next": before + after[:PAGE] + page + after[PAGE:],
            "the last one left": before + page,
        }
        names = list(ways) if plan.is_release() else [list(ways)[number % len(ways)]]
        yield from ((f"page {number + 1} {name}", ways[name]) for name in names if ways[name] != good)
    yield "grown", good + random.Random(1).randbytes(PAGE)


@pytest.mark.trial("T5")
def test_coarse_damage_at_every_page_is_named_and_never_read(tmp_path: Path, trial: Trial) -> None:
    vault = make_vault(tmp_path)
    processes.make_tables(vault)
    for _save in range(10):
        processes.save(vault, random.Random(2))
    with vault.engine.begin() as connection:
        sound = processes.digest(connection)
    key, path = vault.subkey(b"db"), vault.database_path
    vault.close()
    damaged = tmp_path / "damaged.db"
    process, pipe = processes.start(processes.read_damaged, key)
    for name, bad in trial.each(_page_by_page(path.read_bytes())):
        for ending in ("-wal", "-shm", "-journal"):
            damaged.with_name(damaged.name + ending).unlink(missing_ok=True)
        damaged.write_bytes(bad)
        pipe.send(damaged)
        answer = processes.received(pipe)  # an end of file here is a crash
        assert isinstance(answer, tuple)
        read, counts = answer
        with trial.case(name):
            assert read in {"database_damaged", sound}
            assert counts["pages"] + counts["structure"] > 0
    processes.kill(process)
    pipe.close()


@pytest.mark.trial("T5")
@pytest.mark.parametrize("damage", ["page zeroed", "pages swapped", "cut off", "grown", "start zeroed", "noise"])
def test_coarse_damage_is_named_by_the_check_of_a_whole_vault(tmp_path: Path, damage: str) -> None:
    vault = make_vault(tmp_path)
    path = vault.database_path
    vault.close()
    good = path.read_bytes()
    bad = {
        "page zeroed": good[: 5 * PAGE] + bytes(PAGE) + good[6 * PAGE :],
        "pages swapped": good[: 5 * PAGE] + good[6 * PAGE : 7 * PAGE] + good[5 * PAGE : 6 * PAGE] + good[7 * PAGE :],
        "cut off": good[: len(good) // 2],
        "grown": good + bytes(range(256)) * 16,
        "start zeroed": bytes(512) + good[512:],
        "noise": random.Random(1).randbytes(len(good)),
    }
    path.write_bytes(bad[damage])
    findings = check_vault(vault.folder, PASSPHRASE, bounds=CHEAP_BOUNDS, newest_schema=NEWEST)
    assert [finding.code for finding in findings] == ["database_damaged"]


@pytest.mark.trial("T5")
@pytest.mark.parametrize("content", [None, b""])
def test_a_missing_or_empty_database_is_refused_and_never_made_anew(tmp_path: Path, content: bytes | None) -> None:
    vault = make_vault(tmp_path)
    vault.close()
    vault.database_path.unlink()
    if content is not None:
        vault.database_path.write_bytes(content)
    with pytest.raises(KnownError) as opening:
        reopen(vault.folder)
    with pytest.raises(KnownError) as checking:
        check_vault(vault.folder, PASSPHRASE, bounds=CHEAP_BOUNDS, newest_schema=NEWEST)
    assert {opening.value.code, checking.value.code} == {"database_missing"}
    assert vault.database_path.exists() == (content is not None)


def test_another_vaults_database_is_told_from_a_wrong_passphrase(tmp_path: Path) -> None:
    one, other = make_vault(tmp_path, "one"), make_vault(tmp_path, "other")
    one.close()
    other.close()
    one.database_path.write_bytes(other.database_path.read_bytes())
    with pytest.raises(KnownError) as caught:
        reopen(one.folder)
    assert caught.value.code == "database_damaged"
    with pytest.raises(KnownError) as caught:
        reopen(one.folder, "forkert adgangskode")
    assert caught.value.code == "wrong_secret"
