"""The text indexes stay sound through changes: FTS5 with secure-delete and a row taken out and put back at once."""

import contextlib
import random
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sspdesk.storage.search import SEARCHED, TABLES

COLUMNS = {"person": "names", "contact": "words", "note": "words"}


@pytest.mark.parametrize("kind", sorted(SEARCHED))
def test_an_index_passes_its_check_after_every_change(tmp_path: Path, kind: str) -> None:
    dice = random.Random(20261123)
    words = ["".join(dice.choices("abc", k=dice.randint(1, 10))) for _word in range(60)]
    with contextlib.closing(sqlcipher.connect(str(tmp_path / "index.db"), isolation_level=None)) as connection:
        connection.execute("PRAGMA key = \"x'" + "11" * 32 + "'\"")
        for statement in TABLES:
            connection.execute(statement)
        table, column = f"{kind}_search", COLUMNS[kind]
        insert = f"INSERT INTO {table}(rowid, {column}) VALUES(?, ?)"
        connection.execute("BEGIN")
        for row in range(1, 60):
            connection.execute(insert, (row, " ".join(dice.choices(words, k=6))))
        connection.execute("COMMIT")
        for _change in range(60):
            connection.execute("BEGIN")
            for row in dice.sample(range(1, 60), k=dice.randint(1, 3)):
                connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))  # noqa: S608 - literals
                connection.execute(insert, (row, " ".join(dice.choices(words, k=6))))
            connection.execute("COMMIT")
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
