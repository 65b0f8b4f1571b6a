"""The vault's life with the real thing: made, opened, re-keyed, mended, and unreadable from outside."""

import os
import stat
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import pytest
import sqlalchemy as sa

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import SecretKind
from sspdesk.storage.atomic import file_error, write_atomic
from sspdesk.storage.header import read_header
from sspdesk.storage.migrations import NEWEST, schema_number
from sspdesk.storage.vault import create, open_vault
from tests.vaults import CHEAP, CHEAP_BOUNDS, COMPLETE, OWNER, PASSPHRASE, make_vault, make_vault_with_key, reopen

MARKER = "Prøvine Skabelonsen på Østergård"
# A process of its own: closing a second handle on the database in this one would drop SQLite's locks.
SEARCH = """
import sys
from pathlib import Path
found = []
marks = [sys.argv[2].encode(code) for code in ("utf-8", "utf-16-le")]
for path in Path(sys.argv[1]).rglob("*"):
    if path.is_file() and any(mark in path.read_bytes() for mark in marks):
        found.append(path.name)
print(",".join(found))
"""


def files_that_hold(folder: Path, words: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", SEARCH, folder, words], capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout.strip()


def refusal(folder: Path, secret: str = PASSPHRASE, kind: SecretKind = SecretKind.PASSPHRASE) -> KnownError:
    with pytest.raises(KnownError) as caught:
        reopen(folder, secret, kind)
    return caught.value


def test_a_new_vault_opens_with_passphrase_and_recovery_key(tmp_path: Path) -> None:
    vault, key = make_vault_with_key(tmp_path)
    with vault.engine.begin() as connection:
        assert schema_number(connection) == NEWEST
        connection.exec_driver_sql("CREATE TABLE trial AS SELECT 'æøå' AS word")
    log_key = vault.subkey(b"log")
    vault.close()
    for secret, kind in ((PASSPHRASE, SecretKind.PASSPHRASE), (key.text, SecretKind.RECOVERY)):
        again = reopen(vault.folder, secret, kind)
        with again.engine.begin() as connection:
            assert connection.exec_driver_sql("SELECT word FROM trial").scalar() == "æøå"
        assert (again.user, again.opened_with, again.findings) == (OWNER, kind, ())
        assert again.subkey(b"log") == log_key
        again.close()
    assert refusal(vault.folder, "forkert").code == "wrong_secret"
    assert refusal(vault.folder, key.text).code == "wrong_secret"


def test_the_folder_is_complete_and_the_users_own(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.close()
    assert {path.name for path in vault.folder.iterdir()} == COMPLETE
    if os.name == "posix":
        assert stat.S_IMODE(vault.folder.stat().st_mode) == 0o700
        for path in vault.folder.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_the_write_ahead_log_is_the_users_own(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    with vault.engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE trial(word TEXT)")
        log = vault.folder / "vault-1.db-wal"
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
    vault.close()


def test_nothing_can_be_read_on_the_disk(tmp_path: Path) -> None:
    vault, key = make_vault_with_key(tmp_path)
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE trial(word TEXT)")
        connection.exec_driver_sql("CREATE VIRTUAL TABLE trial_search USING fts5(word)")
    connection = vault.engine.connect()
    for table in ("trial", "trial_search"):
        many = [{"word": f"{MARKER} {number} {'x' * 900}"} for number in range(20_000)]
        connection.execute(sa.text(f"INSERT INTO {table}(word) VALUES (:word)"), many)  # noqa: S608 - two literals
    assert (vault.folder / "vault-1.db-wal").stat().st_size > 1_000_000  # spilled in the middle of a transaction
    assert files_that_hold(tmp_path, MARKER) == ""
    connection.commit()
    connection.close()
    assert files_that_hold(tmp_path, MARKER) == ""
    vault.close()
    for secret in (MARKER, PASSPHRASE, key.text, key.characters, OWNER, vault.subkey(b"db").hex()):
        assert files_that_hold(tmp_path, secret) == ""
    (tmp_path / "control.txt").write_text(MARKER, "utf-8")
    assert files_that_hold(tmp_path, MARKER) == "control.txt"


def test_a_changed_passphrase_counts_at_once_and_the_recovery_key_stays(tmp_path: Path) -> None:
    vault, key = make_vault_with_key(tmp_path)
    vault.change_passphrase("et helt nyt sæt ord")
    vault.change_passphrase("endnu et nyt sæt ord")
    vault.close()
    for old in (PASSPHRASE, "et helt nyt sæt ord"):
        assert refusal(vault.folder, old).code == "wrong_secret"
    reopen(vault.folder, "endnu et nyt sæt ord").close()
    reopen(vault.folder, key.text, SecretKind.RECOVERY).close()
    assert read_header(vault.folder, CHEAP_BOUNDS).findings == ()


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_key(tmp_path: Path) -> None:
    vault, key = make_vault_with_key(tmp_path)
    vault.close()
    vault = reopen(vault.folder, key.text, SecretKind.RECOVERY)
    vault.change_passphrase("husket denne gang")
    vault.close()
    reopen(vault.folder, "husket denne gang").close()
    reopen(vault.folder, key.text, SecretKind.RECOVERY).close()
    assert refusal(vault.folder).code == "wrong_secret"


def test_a_passphrase_typed_in_decomposed_letters_opens(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.close()
    vault = reopen(vault.folder)
    vault.change_passphrase("prøvé på å kobber")
    vault.close()
    reopen(vault.folder, unicodedata.normalize("NFD", "prøvé på å kobber")).close()
    assert refusal(vault.folder, "prøve pa a kobber").code == "wrong_secret"


@pytest.mark.parametrize("name", ["vault.json", "vault.json.bak"])
def test_a_damaged_header_copy_is_told_and_mended_by_opening(tmp_path: Path, name: str) -> None:
    vault = make_vault(tmp_path)
    vault.close()
    sound = (vault.folder / name).read_bytes()
    (vault.folder / name).write_bytes(b"damaged")
    assert refusal(vault.folder, "forkert").code == "wrong_secret"
    assert (vault.folder / name).read_bytes() == b"damaged"  # nothing is touched before the secret has fitted
    vault = reopen(vault.folder)
    vault.close()
    assert len(vault.findings) == 1
    assert (vault.folder / name).read_bytes() == sound
    vault = reopen(vault.folder)
    vault.close()
    assert vault.findings == ()


def test_a_vault_is_never_made_over_something(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.close()
    before = {path.name: path.read_bytes() for path in vault.folder.iterdir()}
    with pytest.raises(KnownError) as caught:
        make_vault(tmp_path)
    assert caught.value.code == "folder_taken"
    assert {path.name: path.read_bytes() for path in vault.folder.iterdir()} == before
    with pytest.raises(KnownError) as caught:
        create(tmp_path / "nowhere" / "a.sspvault", PASSPHRASE, owner=OWNER, kdf=CHEAP)
    assert caught.value.code == "path_missing"


def test_an_empty_folder_may_become_a_vault(tmp_path: Path) -> None:
    (tmp_path / "havnsoe.sspvault").mkdir()
    make_vault(tmp_path).close()


def test_a_vault_of_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    with vault.engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {NEWEST + 1}")
    vault.close()
    before = vault.database_path.read_bytes()
    assert refusal(vault.folder).code == "newer_schema"
    assert vault.database_path.read_bytes() == before


def test_the_real_key_settings_are_used_and_accepted(tmp_path: Path) -> None:
    """The one test with the program's own cost: 256 MiB, at least 3 rounds (security.md D5)."""
    vault, _key = create(tmp_path / "a.sspvault", PASSPHRASE, owner=OWNER)
    vault.close()
    for slot in read_header(vault.folder).header.slots:
        assert (slot.kdf.memory_kib, slot.kdf.lanes) == (256 * 1024, 4)
        assert slot.kdf.rounds >= 3
    open_vault(vault.folder, PASSPHRASE).close()


def test_the_program_does_not_open_a_cheaply_keyed_vault(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.close()
    with pytest.raises(KnownError) as caught:
        open_vault(vault.folder, PASSPHRASE)
    assert caught.value.code == "kdf_refused"


@pytest.mark.skipif(os.name == "nt", reason="Windows rights are not file modes")
def test_a_folder_that_may_not_be_written_is_named() -> None:
    with tempfile.TemporaryDirectory() as parent:
        vault = make_vault(Path(parent))
        vault.close()
        Path(parent).chmod(0o755)
        vault.folder.chmod(0o555)
        for path in vault.folder.iterdir():
            path.chmod(0o444)
        everything_allowed = os.geteuid() == 0
        if everything_allowed:
            os.seteuid(65534)
        try:
            assert refusal(vault.folder).code == "folder_read_only"
            with pytest.raises(KnownError) as caught:
                make_vault(vault.folder)
            assert caught.value.code == "folder_read_only"
        finally:
            if everything_allowed:
                os.seteuid(0)
            vault.folder.chmod(0o755)


def test_file_errors_have_their_codes() -> None:
    import errno

    codes = {number: file_error(OSError(number, ""), Path("x")).code for number in (
        errno.ENOSPC, errno.EFBIG, errno.EROFS, errno.EACCES, errno.ENOENT, errno.EIO)}  # fmt: skip
    assert list(codes.values()) == [
        "disk_full", "disk_full", "folder_read_only", "folder_read_only", "path_missing", "disk_error",
    ]  # fmt: skip


def test_an_atomic_write_replaces_the_whole_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_atomic(path, b"first, and longer")
    write_atomic(path, b"second")
    assert path.read_bytes() == b"second"
    with pytest.raises(OSError, match="x"):
        write_atomic(tmp_path / "nowhere" / "x.json", b"")
    assert list(tmp_path.iterdir()) == [path]
