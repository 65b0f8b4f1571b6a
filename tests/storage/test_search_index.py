"""The text indexes stay sound through changes: FTS5 with secure-delete and a row taken out and put back at once."""

import random
from pathlib import Path

import pytest

from sspdesk.storage.search_index import SEARCHED
from tests.vaults import make_vault

COLUMNS = {"person": "names"}
ROWS = range(1001, 1060)


@pytest.mark.parametrize("kind", sorted(SEARCHED))
def test_an_index_passes_its_check_after_every_change(tmp_path: Path, kind: str) -> None:
    dice = random.Random(20261123)
    words = ["".join(dice.choices("abc", k=dice.randint(1, 10))) for _word in range(60)]
    table, column = f"{kind}_search", COLUMNS.get(kind, "words")
    insert = f"INSERT INTO {table}(rowid, {column}) VALUES(?, ?)"
    vault = make_vault(tmp_path)
    with vault.engine.begin() as connection:
        for row in ROWS:
            connection.exec_driver_sql(insert, (row, " ".join(dice.choices(words, k=6))))
    for _change in range(60):
        with vault.engine.begin() as connection:
            for row in dice.sample(ROWS, k=dice.randint(1, 3)):
                connection.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", (row,))  # noqa: S608 - literals
                connection.exec_driver_sql(insert, (row, " ".join(dice.choices(words, k=6))))
        with vault.engine.begin() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
    vault.close()
