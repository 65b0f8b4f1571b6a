"""New keys for a vault (D4): every row stays, old secrets do not open it, deputies, and a kill at any moment (T10)."""

import hashlib
import json
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.domain.log import Action
from sspdesk.domain.vault import SecretKind
from sspdesk.services import restoring, vaults
from sspdesk.storage import backup, contents, rotation
from sspdesk.storage.header import canonical, parse, serialise
from sspdesk.storage.recovery import generate
from sspdesk.storage.vault import OpenVault
from sspdesk.storage.workspace import Workspace
from tests import golden, plan
from tests.plan import Trial
from tests.services.people_for_tests import contact, save
from tests.storage import deeds, processes
from tests.storage.deeds import NEW
from tests.vaults import CHEAP, CHEAP_BOUNDS, OWNER, PASSPHRASE, make_vault, make_vault_with_key, reopen

DEPUTY = "stedfortræderens egne fem lange ord"


def _filled(tmp_path: Path) -> Workspace:
    workspace = Workspace(make_vault(tmp_path))
    person = save(workspace)
    contact(workspace, person.id)
    return workspace


def _digests(vault: OpenVault) -> dict[str, contents.TableDigest]:
    """Return the digests of a closed vault's tables; the log is signed anew and says that it was."""
    found = contents.digests(vault.database_path, vault.subkey(b"db"), without=("log.mac",))
    found.pop("setting")
    return found


def test_a_rotated_vault_has_every_row_and_opens_with_the_new_secrets_only(tmp_path: Path) -> None:
    workspace = _filled(tmp_path)
    vault, key = workspace.vault, generate()
    old_data = vault.subkey(b"db")
    rotation.rotate(vault, NEW, key, kdf=CHEAP)
    assert sorted(path.name for path in vault.folder.glob("vault-*.db")) == ["vault-1.db", "vault-2.db"]
    for secret in (PASSPHRASE,):
        with pytest.raises(KnownError) as caught:
            reopen(vault.folder, secret)
        assert caught.value.code == "wrong_secret"
    for secret, kind in ((NEW, SecretKind.PASSPHRASE), (key.text, SecretKind.RECOVERY)):
        again = reopen(vault.folder, secret, kind)
        assert again.user == OWNER
        assert again.subkey(b"db") != old_data
        assert [one.code for one in again.findings] == []
        Workspace(again).run(lambda uow: uow.verify_log())
        assert Workspace(again).run(lambda uow: uow.persons.count()) == 1
        again.close()
    assert not (vault.folder / "vault-1.db").exists()


def test_every_row_is_the_same_and_the_log_holds_under_the_new_key(tmp_path: Path) -> None:
    workspace = _filled(tmp_path)
    workspace.close()
    before = _digests(workspace.vault)
    vault = reopen(workspace.vault.folder)
    rotation.rotate(vault, NEW, generate(), kdf=CHEAP)
    again = reopen(vault.folder, NEW)
    assert Workspace(again).run(lambda uow: uow.verify_log()) >= 1
    again.close()
    assert _digests(again) == before


def test_a_vault_lives_on_after_a_rotation(tmp_path: Path) -> None:
    vault = _filled(tmp_path).vault
    rotation.rotate(vault, NEW, generate(), kdf=CHEAP)
    workspace = Workspace(reopen(vault.folder, NEW))
    save(workspace, first_name="Fiktus")
    made = backup.backup(workspace.vault, tmp_path / "kopier")
    workspace.close()
    again = reopen(vault.folder, NEW)
    assert again.findings == ()
    again.close()
    restored = tmp_path / "tilbage.sspvault"
    backup.restore(made.path, NEW, restored, bounds=CHEAP_BOUNDS)
    reopen(restored, NEW).close()
    rotation.rotate(reopen(vault.folder, NEW), PASSPHRASE, generate(), kdf=CHEAP)
    third = reopen(vault.folder)
    assert third.header.generation == 3
    third.close()


def test_a_backup_from_before_opens_with_the_secrets_of_its_day(tmp_path: Path) -> None:
    vault, key = make_vault_with_key(tmp_path)
    made = backup.backup(vault, tmp_path / "kopier")
    rotation.rotate(vault, NEW, generate(), kdf=CHEAP)
    for secret in (PASSPHRASE, key.text):
        folder = tmp_path / f"{len(secret)}.sspvault"
        restoring.restore_over(made.path, secret, folder, bounds=CHEAP_BOUNDS)
        reopen(folder).close()


def test_a_broken_log_is_signed_anew_and_says_so(tmp_path: Path) -> None:
    """Whoever knows a passphrase must not be able to stop the change of keys by spoiling the log."""
    workspace = _filled(tmp_path)
    with workspace.vault.engine.begin() as connection:
        for name in connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("UPDATE log SET user = 'En anden' WHERE seq = 1")
    rotation.rotate(workspace.vault, NEW, generate(), kdf=CHEAP)
    again = Workspace(reopen(workspace.vault.folder, NEW))
    again.run(lambda uow: uow.verify_log())
    (told,) = again.run(lambda uow: uow.log_entries(kind="log"))
    assert (told.user, told.action) == (OWNER, Action.CHECK)
    assert dict(told.detail) == {"found": ["log_broken"], "entry": 1}
    again.close()


def test_only_the_owner_changes_the_keys_and_lets_deputies_in(tmp_path: Path) -> None:
    vault, key = make_vault_with_key(tmp_path)
    vault.add_deputy("Vikar Vikarsen", DEPUTY)
    vault.close()
    for refused in (
        lambda theirs: vaults.rotate(theirs, DEPUTY, kdf=CHEAP),
        lambda theirs: rotation.rotate(theirs, DEPUTY, generate(), kdf=CHEAP),
        lambda theirs: vaults.add_deputy(theirs, "En til", NEW),
        lambda theirs: vaults.confirm_passphrase(theirs, PASSPHRASE),
    ):
        theirs = reopen(vault.folder, DEPUTY)
        with pytest.raises(KnownError) as caught:
            refused(theirs)
        theirs.close()
        assert caught.value.code in ("not_the_owner", "wrong_secret")
    assert not (vault.folder / "vault-2.db").exists()
    vaults.rotate(reopen(vault.folder, key.text, SecretKind.RECOVERY), NEW, kdf=CHEAP)
    reopen(vault.folder, NEW).close()


def test_a_change_of_keys_takes_a_backup_first_and_never_a_recovery_key_for_a_passphrase(tmp_path: Path) -> None:
    vault, key = make_vault_with_key(tmp_path)
    with pytest.raises(KnownError) as caught:
        vaults.rotate(vault, key.text, kdf=CHEAP)
    assert caught.value.code == "passphrase_is_key"
    vaults.rotate(reopen(vault.folder), NEW, kdf=CHEAP)
    made = vaults.newest_backup(vaults.backup_folder(vault.folder), vault.folder)
    assert made is not None
    folder = tmp_path / "gammel.sspvault"
    backup.restore(made, PASSPHRASE, folder, bounds=CHEAP_BOUNDS)
    reopen(folder).close()


def test_a_change_of_keys_never_makes_guessing_cheaper(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    dear = replace(CHEAP, rounds=CHEAP.rounds + 4)
    vault.change_passphrase(PASSPHRASE, dear)
    rotation.rotate(vault, NEW, generate(), kdf=CHEAP)
    again = reopen(vault.folder, NEW)
    assert again.passphrase_cost.rounds == dear.rounds
    again.close()


def test_a_database_of_a_later_generation_is_never_swept(tmp_path: Path) -> None:
    """A program that synchronises may put the old header, seal and database back beside the new database."""
    vault = make_vault(tmp_path)
    vault.close()
    old = {path.name: path.read_bytes() for path in vault.folder.iterdir() if path.name != "lock"}
    rotation.rotate(reopen(vault.folder), NEW, generate(), kdf=CHEAP)
    for name, content in old.items():
        (vault.folder / name).write_bytes(content)
    for _time in range(2):
        reopen(vault.folder).close()
        assert (vault.folder / "vault-2.db").exists()


# -- deputies --------------------------------------------------------------------------------------------------------


def test_a_deputy_opens_with_their_own_passphrase_and_name(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.add_deputy("Vikar Vikarsen", DEPUTY)
    vault.close()
    theirs = reopen(vault.folder, DEPUTY)
    assert theirs.user == "Vikar Vikarsen"
    theirs.change_passphrase(NEW)
    theirs.close()
    for secret, user in ((PASSPHRASE, OWNER), (NEW, "Vikar Vikarsen")):
        again = reopen(vault.folder, secret)
        assert again.user == user
        again.close()


def test_a_passphrase_opens_one_way_only_and_there_is_room_for_few(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    with pytest.raises(KnownError) as caught:
        vault.add_deputy("Vikar Vikarsen", PASSPHRASE)
    assert caught.value.code == "passphrase_taken"
    for number in range(6):
        vault.add_deputy(f"Vikar {number}", f"{DEPUTY} {number}")
    with pytest.raises(KnownError) as caught:
        vault.add_deputy("Vikar 7", f"{DEPUTY} 7")
    assert caught.value.code == "slots_full"
    vault.close()


def test_a_removed_deputy_opens_old_backups_but_not_the_vault(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.add_deputy("Vikar Vikarsen", DEPUTY)
    made = backup.backup(vault, tmp_path / "kopier")
    rotation.rotate(vault, PASSPHRASE, generate(), kdf=CHEAP)
    with pytest.raises(KnownError) as caught:
        reopen(vault.folder, DEPUTY)
    assert caught.value.code == "wrong_secret"
    old = tmp_path / "gammel.sspvault"
    backup.restore(made.path, DEPUTY, old, bounds=CHEAP_BOUNDS)
    theirs = reopen(old, DEPUTY)
    assert theirs.user == "Vikar Vikarsen"
    theirs.close()


# -- kills -----------------------------------------------------------------------------------------------------------


def _tried(what: str, folder: Path, seconds: float | None) -> tuple[bool, float]:
    """Do the deed in a child, killed so many seconds after it began; return whether it was done, and its seconds."""
    child, pipe = processes.start(deeds.do, what, folder)
    assert processes.received(pipe) == "ready"
    began = time.monotonic()
    if seconds is None:
        assert processes.received(pipe) == "done"
    else:
        time.sleep(seconds)
    took = time.monotonic() - began
    processes.kill(child)
    try:
        done = seconds is None or (pipe.poll() and pipe.recv() == "done")
    except EOFError:
        done = False
    pipe.close()
    return done, took


@pytest.mark.parametrize("what", ["passphrase", "rotate", "backup", "restore"])
@pytest.mark.trial("T10")
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_state(tmp_path: Path, trial: Trial, what: str) -> None:
    (tmp_path / "her").mkdir()
    workspace = _filled(tmp_path / "her")
    backup.backup(workspace.vault, tmp_path / "her" / "kopier")
    workspace.close()
    good, unfinished, spans = tmp_path / "her", 0, []
    for number in range(3):
        trying = shutil.copytree(good, tmp_path / f"whole-{number}")
        spans.append(_tried(what, trying / "havnsoe.sspvault", None)[1])
    cases = plan.count(30, 300)
    for number in trial.run(ci=30, release=300):
        trying = shutil.copytree(good, tmp_path / f"{what}-{number}")
        folder = trying / "havnsoe.sspvault"
        done, _seconds = _tried(what, folder, 1.1 * min(spans) * (number + 0.5) / cases)
        unfinished += not done
        with trial.case((what, number)):
            restoring.finish_interrupted(folder)
            again = _opened(folder, NEW if done and what in ("passphrase", "rotate") else None)
            assert Workspace(again).run(lambda uow: uow.persons.count()) == 1
            Workspace(again).run(lambda uow: uow.verify_log())
            again.close()
            assert vaults.newest_backup(trying / "kopier", folder) is not None
        shutil.rmtree(trying)
    trial.control("kills hit a deed that is not done", caught=unfinished > cases / 4)
    trial.note(f"{what}: {unfinished} of {cases} before it was done")


def _opened(folder: Path, must: str | None) -> OpenVault:
    for secret in (PASSPHRASE, NEW) if must is None else (must,):
        try:
            return reopen(folder, secret)
        except KnownError as error:
            if error.code != "wrong_secret":
                raise
    raise AssertionError("no secret opens the vault")


# -- formats (T15) ---------------------------------------------------------------------------------------------------


@pytest.mark.trial("T15")
def test_a_vault_of_a_newer_format_is_refused_and_never_rewritten(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.close()
    main = vault.folder / "vault.json"
    newer = main.read_bytes().replace(b'"version":1', b'"version":2')
    body = {name: value for name, value in json.loads(newer).items() if name != "sum"}
    written = canonical({**body, "sum": hashlib.sha256(canonical(body)).hexdigest()})
    for path in (main, vault.folder / "vault.json.bak"):
        path.write_bytes(written)
    with pytest.raises(KnownError) as caught:
        reopen(vault.folder)
    assert caught.value.code == "vault_newer"
    assert main.read_bytes() == written


@pytest.mark.trial("T15")
def test_a_header_without_a_seal_of_an_older_program_opens_and_gets_one(tmp_path: Path) -> None:
    folder = shutil.copytree(golden.path_of(1), tmp_path / "gammel.sspvault")
    reopen(folder).close()
    assert (folder / "seal").exists()
    header = parse((folder / "vault.json").read_bytes(), CHEAP_BOUNDS)
    assert serialise(replace(header)) == (folder / "vault.json").read_bytes()
