"""One program at a time: the second is told who and since when, and a killed one holds nothing (security.md T13)."""

from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from tests import plan
from tests.plan import Trial
from tests.storage import processes
from tests.vaults import make_vault, reopen

INCREMENTS = plan.count(8, 150)
"""How often each of four processes counts up."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vault = make_vault(tmp_path)
    vault.close()
    return vault.folder


@pytest.mark.trial("T13")
def test_again_and_again_the_second_is_refused_and_a_killed_first_holds_nothing(folder: Path, trial: Trial) -> None:
    for _round in trial.run(ci=10, release=100):
        holder, pipe = processes.start(processes.hold, folder)
        number = processes.received(pipe)
        second, answers = processes.start(processes.try_to_open, folder)
        refused = processes.received(answers)
        assert isinstance(refused, tuple)
        code, facts = refused
        assert code == "vault_in_use"
        assert str(number) in facts["who"]
        assert len(facts["since"]) == len("22-11-2026 09.15")
        processes.kill(holder)
        processes.kill(second)
        pipe.close()
        answers.close()
        reopen(folder).close()


@pytest.mark.trial("T13", cases=4 * INCREMENTS)
def test_no_increment_of_several_processes_is_lost(tmp_path: Path) -> None:
    """Each opens the vault when it is free, counts one up, and closes it again."""
    vault = make_vault(tmp_path, "counted")
    processes.make_tables(vault)
    vault.close()
    started = [processes.start(processes.count_up, vault.folder, INCREMENTS) for _process in range(4)]
    assert [processes.received(pipe) for _process, pipe in started] == [INCREMENTS] * 4
    for process, pipe in started:
        processes.kill(process)
        pipe.close()
    again = reopen(vault.folder)
    with again.engine.begin() as connection:
        assert processes.saves(connection) == 4 * INCREMENTS
    again.close()


def test_a_vault_open_in_this_process_is_in_use_too(folder: Path) -> None:
    vault = reopen(folder)
    with pytest.raises(KnownError) as caught:
        reopen(folder)
    assert caught.value.code == "vault_in_use"
    vault.close()
    reopen(folder).close()


def test_a_wrong_passphrase_lets_go_of_the_lock(folder: Path) -> None:
    with pytest.raises(KnownError) as caught:
        reopen(folder, "forkert adgangskode")
    assert caught.value.code == "wrong_secret"
    reopen(folder).close()


def test_a_torn_lock_file_keeps_nobody_out_and_is_still_told_about(folder: Path) -> None:
    (folder / "lock").write_bytes(b"{torn")
    vault = reopen(folder)
    (folder / "lock").write_bytes(b"{torn")
    with pytest.raises(KnownError) as caught:
        reopen(folder)
    assert caught.value.facts == {"who": "?", "since": "?"}
    vault.close()
