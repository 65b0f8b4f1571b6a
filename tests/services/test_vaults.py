"""The vault as screens and command line meet it, and the Danish words for what can happen to it."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.vault import Finding, SecretKind, Severity
from sspdesk.labels.errors import explain
from sspdesk.labels.vault import ERRORS, finding_words
from sspdesk.services import vaults
from sspdesk.storage.header import HEADER_NAME, TWIN_NAME, KdfParameters
from tests.vaults import CHEAP, CHEAP_BOUNDS, OWNER, PASSPHRASE, make_vault, make_vault_with_key, reopen


def codes(folder: Path, secret: str = PASSPHRASE) -> list[str]:
    return [finding.code for finding in vaults.check(folder, secret, bounds=CHEAP_BOUNDS)]


def test_the_unlock_screens_part_loads_no_database_and_no_cryptography() -> None:
    program = "import sys, sspdesk.services.vaults; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "sspdesk" in loaded
    assert not {"sqlalchemy", "sqlcipher3", "cryptography", "zxcvbn", "PySide6"} & set(loaded)


def test_a_sound_vault_has_no_findings(tmp_path: Path) -> None:
    vault, key = make_vault_with_key(tmp_path)
    vault.close()
    assert codes(vault.folder) == []
    assert codes(vault.folder, key.text.lower()) == []
    assert vaults.is_ok([])


def test_what_keeps_a_vault_from_being_checked_is_a_finding(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    assert codes(vault.folder) == ["vault_in_use"]
    vault.close()
    assert codes(vault.folder, "forkert adgangskode") == ["wrong_secret"]
    assert codes(tmp_path / "ukendt.sspvault") == ["vault_missing"]
    assert codes(tmp_path) == ["not_a_vault"]
    assert not vaults.is_ok(vaults.check(vault.folder, "forkert adgangskode", bounds=CHEAP_BOUNDS))


def test_a_check_mends_nothing_and_an_opening_does(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.close()
    (vault.folder / TWIN_NAME).write_bytes(b"x")
    for _time in range(2):
        assert codes(vault.folder) == ["header_twin_damaged"]
    assert not vaults.is_ok(vaults.check(vault.folder, PASSPHRASE, bounds=CHEAP_BOUNDS))
    vaults.open_vault(vault.folder, PASSPHRASE, bounds=CHEAP_BOUNDS).close()
    assert codes(vault.folder) == []
    (vault.folder / HEADER_NAME).unlink()
    assert codes(vault.folder) == ["header_main_damaged"]


def test_damage_and_a_newer_schema_are_found(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 999")
    vault.close()
    assert codes(vault.folder) == ["newer_schema"]
    content = bytearray(vault.database_path.read_bytes())
    content[30_000] ^= 1
    vault.database_path.write_bytes(content)
    assert codes(vault.folder) == ["database_damaged"]


def test_broken_references_are_found(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE above(id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE below(id INTEGER PRIMARY KEY, above_id INTEGER REFERENCES above)")
    with vault.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("INSERT INTO below VALUES (1, 77)")
    vault.close()
    assert codes(vault.folder) == ["references_broken"]


def test_the_unlock_screen_shows_name_and_times_only(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    made = vaults.backup(vault, vaults.backup_folder(vault.folder))
    vault.close()
    info = vaults.read_info(vault.folder, bounds=CHEAP_BOUNDS)
    assert (info.name, info.folder, info.last_backup) == ("havnsoe", vault.folder, made.when)
    assert info.last_saved == datetime.fromtimestamp(vault.database_path.stat().st_mtime)  # noqa: DTZ006 - local time
    assert info.findings == ()
    assert made.path.parent == tmp_path / "havnsoe-sikkerhedskopier"
    assert vaults.backup_folder(vault.folder, "/media/usb/kopi") == Path("/media/usb/kopi")


def test_a_vault_goes_through_its_whole_life(tmp_path: Path) -> None:
    folder = tmp_path / "a.sspvault"
    sheet = vaults.new_recovery_key()
    vault, key = vaults.create(folder, PASSPHRASE, owner=OWNER, kdf=CHEAP, recovery_key=sheet)
    assert key.text == sheet.text
    made = vaults.backup(vault, tmp_path / "copies")
    vaults.change_passphrase(vault, "elve grønne kaniner og en kano")
    vault.close()
    vaults.open_vault(folder, "elve grønne kaniner og en kano", bounds=CHEAP_BOUNDS).close()
    vault = vaults.open_vault(folder, key.text, bounds=CHEAP_BOUNDS)
    assert vault.opened_with is SecretKind.RECOVERY
    vault.close()
    vaults.restore(made.path, PASSPHRASE, tmp_path / "b.sspvault", bounds=CHEAP_BOUNDS)
    reopen(tmp_path / "b.sspvault").close()
    with pytest.raises(KnownError) as caught:
        vaults.restore(made.path, PASSPHRASE, folder, bounds=CHEAP_BOUNDS)
    assert caught.value.code == "folder_taken"


def test_a_new_passphrase_costs_what_the_machine_bears_and_never_less_than_the_old_one(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    assert vault.passphrase_cost == CHEAP
    vaults.change_passphrase(vault, "elve grønne kaniner og en kano")
    program = KdfParameters()
    assert vault.passphrase_cost.memory_kib == program.memory_kib
    assert vault.passphrase_cost.rounds >= program.rounds
    dear = KdfParameters(memory_kib=CHEAP.memory_kib, rounds=CHEAP.rounds + 2, lanes=CHEAP.lanes)
    vault.change_passphrase("tolv røde ponyer og en slæde", dear)
    vaults.change_passphrase(vault, "ti gule gedder og en lygte", kdf=CHEAP)
    assert vault.passphrase_cost == dear
    vault.close()


def test_a_weak_passphrase_makes_no_vault_unless_its_people_are_invented(tmp_path: Path) -> None:
    with pytest.raises(DomainError) as caught:
        vaults.create(tmp_path / "a.sspvault", "sommerferie2026", owner=OWNER, kdf=CHEAP)
    assert (caught.value.code, caught.value.field) == ("passphrase_common", "passphrase")
    assert list(tmp_path.iterdir()) == []
    vault, _key = vaults.create(tmp_path / "a.sspvault", "demo", owner=OWNER, kdf=CHEAP, weak_allowed=True)
    with pytest.raises(DomainError):
        vaults.change_passphrase(vault, "kort")
    vault.close()


def test_one_field_takes_both_kinds_of_secret() -> None:
    key = vaults.new_recovery_key()
    other = "2" if key.characters[0] != "2" else "3"
    for typed in (key.text, key.text.lower(), key.characters, f"{other}{key.text[1:]}"):
        assert vaults.kind_of(typed) is SecretKind.RECOVERY
    for typed in (PASSPHRASE, "", "abcde-fghij-klmno-pqrst-vwxyz-abcde", "kobberlampesejladsnittendetret"):
        assert vaults.kind_of(typed) is SecretKind.PASSPHRASE


def test_the_delay_grows_to_half_a_minute() -> None:
    assert [vaults.Delay(failures).seconds for failures in range(1, 10)] == [0, 1, 2, 4, 8, 16, 30, 30, 30]
    assert vaults.Delay().seconds == 0


def test_a_backup_is_due_once_a_day() -> None:
    now = datetime(2026, 11, 22, 0, 5)
    assert vaults.backup_due(None, now)
    assert vaults.backup_due(datetime(2026, 11, 21, 23, 55), now)
    assert not vaults.backup_due(datetime(2026, 11, 22, 0, 1), now)


def test_unwise_places_are_told(tmp_path: Path) -> None:
    synced = tmp_path / "OneDrive - Havnsø Kommune"
    synced.mkdir()
    vault = make_vault(synced)
    vault.close()
    findings = vaults.check(vault.folder, PASSPHRASE, bounds=CHEAP_BOUNDS)
    assert [finding.code for finding in findings] == ["synced_folder"]
    assert vaults.is_ok(findings)
    (vault.folder / "vault-1 (Kopi fra BÆRBAR).db").touch()
    assert "conflict_copies" in codes(vault.folder)


FACTS: dict[str, str | int] = {
    "path": "/x", "who": "ssp (pc, 1)", "since": "22-11-2026 09.15", "length": 30, "typed": 29, "count": 2, "pages": 1,
    "mebibytes": 256, "most": 96, "version": 2,
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_every_code_says_in_danish_what_happened_and_what_to_do(code: str) -> None:
    message, action = finding_words(Finding(code, Severity.WARNING, FACTS))
    assert message.endswith(".")
    assert action.endswith(".")
    assert explain(KnownError(code, **FACTS)) == f"{message} {action}"
    assert not {"{", "!"} & set(message + action)
    assert explain(KnownError(code, **FACTS)) != ERRORS[code].format(**FACTS)


def test_a_vault_in_use_says_who_and_since_when(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    with pytest.raises(KnownError) as caught:
        reopen(vault.folder)
    vault.close()
    words = explain(caught.value)
    assert words.startswith("Boksen er allerede åben: ")
    assert str(caught.value.facts["since"]) in words
