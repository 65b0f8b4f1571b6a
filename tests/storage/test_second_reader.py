"""A second implementation of SQLCipher's format reads every row of a vault alike (T24): what is stored is no secret
of one library, and a vault can be read where that library is gone.
"""

import contextlib
import hashlib
from pathlib import Path

import apsw
import pytest

from sspdesk.storage import contents
from sspdesk.storage.contents import TableDigest
from sspdesk.storage.workspace import Workspace
from tests.plan import Trial
from tests.services.wednesday_world import make_person, make_world
from tests.vaults import make_vault


def _read(path: Path, key: bytes) -> dict[str, TableDigest]:
    """Return the digests as SQLite3 Multiple Ciphers reads them, in SQLCipher 4's scheme."""
    with contextlib.closing(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)) as connection:
        for setting in ("cipher = 'sqlcipher'", "legacy = 4", f"key = \"x'{key.hex()}'\""):
            connection.execute(f"PRAGMA {setting}").fetchall()
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND instr(name, '_search') = 0"
        ).fetchall()
        return {str(name): _digest(connection, str(name)) for (name,) in tables}


def _digest(connection: apsw.Connection, table: str) -> TableDigest:
    total, rows = hashlib.sha256(), 0
    for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):  # noqa: S608 - a table's own name
        total.update(repr(tuple(row)).encode())
        rows += 1
    return TableDigest(rows, total.hexdigest())


@pytest.mark.trial("T24")
def test_another_implementation_reads_every_row_alike(tmp_path: Path, trial: Trial) -> None:
    workspace = Workspace(make_vault(tmp_path))
    workspace.run(make_world)
    workspace.run(lambda uow: make_person(uow, "Åse Æblegård-Prøve"))
    path, key = workspace.vault.database_path, workspace.vault.subkey(b"db")
    workspace.close()
    ours = contents.digests(path, key)
    assert ours["person"].rows == 1
    for turn in trial.run(ci=1, release=1):
        with trial.case(turn):
            assert _read(path, key) == ours


@pytest.mark.trial("T24", control=True)
def test_another_implementation_reads_nothing_with_another_key(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    path, key = vault.database_path, vault.subkey(b"db")
    vault.close()
    with pytest.raises(apsw.NotADBError):
        _read(path, bytes(byte ^ 1 for byte in key))
