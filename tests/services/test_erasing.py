"""T22: after the deletion of a child nothing of it is left, in no table, index, history, free page or restored backup.

The child has a row in every table that can hold something of a person, each with an invented word in every text.
"""

import itertools
import shutil
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import PersonId
from sspdesk.domain.retention import RULES, Kept
from sspdesk.services import retention
from sspdesk.services.retention import DeletionList
from sspdesk.storage import schema
from sspdesk.storage.schema.base import Code, Codes, Days
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests import plan
from tests.plan import Trial
from tests.storage.pages import decrypted
from tests.vaults import make_vault, reopen

CHILD, OTHER = "Qvirkemark", "Bliverstående"
SYSTEM = frozenset({"deletion_receipt", "deleted_row", "anonymous_count", "revision", "log", "setting",
                    "remembered_columns", "attachment_content"})  # fmt: skip


NUMBERS = itertools.count(4000)
PLAIN: tuple[tuple[type, Callable[[], Any]], ...] = (
    (sa.Boolean, lambda: True),
    (sa.Integer, lambda: next(NUMBERS)),
    (sa.DateTime, lambda: datetime(2026, 11, 1, 12)),
    (sa.Date, lambda: date(2026, 11, 1)),
    (sa.Time, lambda: time(12)),
    (Days, lambda: (date(2026, 11, 1),)),
)


class Family:
    """Rows of one person in every table, and of what they point at."""

    def __init__(self, uow: UnitOfWork, word: str, shared: dict[str, int]) -> None:
        self.uow, self.word, self.shared = uow, word, shared
        self.rows: dict[str, int] = {}
        last = ("draft",)  # points at a person without a foreign key
        for table in sorted(schema.metadata.sorted_tables, key=lambda one: one.name in last):
            if table.name in SYSTEM:
                continue
            kept = isinstance(RULES[table.name], Kept)
            known = shared if kept else self.rows
            if table.name not in known:
                known[table.name] = uow.recorder.insert(table, self._values(table, "fælles" if kept else word))

    def _values(self, table: sa.Table, word: str) -> dict[str, Any]:
        targets = {key.parent.name: key.column.table.name for key in table.foreign_keys}
        values: dict[str, Any] = {}
        for column in table.columns:
            if column.name in ("id", "merged_into"):
                continue
            if column is schema.forum.c.kind:
                values[column.name] = ForumKind.OTHER  # the first kind is one that never gets persons
                continue
            if column.name in targets:
                target = targets[column.name]
                values[column.name] = self.rows.get(target) or self.shared.get(target)
            elif column.name == "person_id":
                values[column.name] = self.rows["person"]
            else:
                values[column.name] = self._value(table, column, word)
        return values | self._special(table)

    def _special(self, table: sa.Table) -> dict[str, Any]:
        if table is schema.person:
            return {"cpr": None, "merged_into": None}
        if table is schema.attachment:
            return {"content_id": self.uow.attachments.keep(f"%PDF {self.word} indhold".encode())}
        if table is schema.approved_minutes:
            return {"content": {"decisions": []}}
        return {}

    def _value(self, table: sa.Table, column: sa.Column[Any], word: str) -> Any:
        kind = column.type
        text = f"{word} {next(NUMBERS)} {table.name} {column.name}"
        if isinstance(kind, Code | Codes):
            first = next(iter(kind.kind))
            return first if isinstance(kind, Code) else (first,)
        plain = next((make() for of, make in PLAIN if isinstance(kind, of)), None)
        if plain is not None:
            return plain
        return {"ord": text} if isinstance(kind, sa.JSON) else text[: getattr(kind, "length", None)]

    def live_on(self) -> None:
        """Change every text twice and remove one row, so that the history is full of the word too."""
        for name, row_id in self.rows.items():
            table = schema.metadata.tables[name]
            texts = [column.name for column in table.columns if isinstance(column.type, sa.Text)]
            for turn in ("før", "nu"):
                if texts:
                    change = {text: f"{self.word} {turn} {name} {text}" for text in texts}
                    self.uow.recorder.update(table, row_id, change)
        person = self.rows["person"]
        gone = self.uow.recorder.insert(
            schema.note, {"person_id": person, "at": datetime(2026, 11, 2), "text": self.word}
        )
        self.uow.recorder.delete(schema.note, gone)
        merged = self.uow.recorder.insert(
            schema.person, self._values(schema.person, self.word) | {"merged_into": person}
        )
        self.uow.recorder.insert(
            schema.note, {"person_id": merged, "at": datetime(2026, 11, 2), "text": f"{self.word} to"}
        )


def _fill(workspace: Workspace) -> tuple[PersonId, PersonId]:
    def work(uow: UnitOfWork) -> tuple[PersonId, PersonId]:
        shared: dict[str, int] = {}
        child, other = Family(uow, CHILD, shared), Family(uow, OTHER, shared)
        for family in (child, other):
            family.live_on()
        return PersonId(child.rows["person"]), PersonId(other.rows["person"])

    return workspace.run(work)


def _lift_holds(uow: UnitOfWork) -> None:
    for hold in uow.holds.all():
        retention.lift(uow, hold.id)


def _hits(folder: Path, key: bytes, word: str) -> int:
    """Return how often a word stands in the closed vault, as it is written and as the index folds it."""
    assert not [path for path in folder.glob("*-wal") if path.stat().st_size]
    (database,) = folder.glob("vault-*.db")
    clear = decrypted(database, key)
    spellings = {word.encode(), word.lower().encode(), word.lower().replace("å", "aa").encode()}
    return sum(clear.count(one) for one in spellings)


def _rows_of_others(uow: UnitOfWork) -> Mapping[str, list[tuple[object, ...]]]:
    """Return every row that holds the other person's word."""
    found = {}
    for table in schema.metadata.sorted_tables:
        rows = [tuple(row) for row in uow._connection.execute(sa.select(table))]
        found[table.name] = [row for row in rows if OTHER in repr(row)]
    return found


@pytest.mark.parametrize("turn", range(plan.count(10, 100)))
@pytest.mark.trial("T22")
def test_nothing_of_a_deleted_child_is_left(tmp_path: Path, trial: Trial, turn: int) -> None:
    workspace = Workspace(make_vault(tmp_path))
    key = workspace.vault.subkey(b"db")
    folder = workspace.vault.folder
    for _more in range(turn % 4):
        _fill(workspace)
    child, _other = _fill(workspace)
    workspace.close()
    assert _hits(folder, key, CHILD) > 100
    backup = shutil.copytree(folder, tmp_path / "backup.sspvault")
    workspace = Workspace(reopen(folder))
    workspace.run(_lift_holds)
    before = workspace.run(_rows_of_others)
    children = workspace.run(lambda uow: [one.id for one in uow.persons.all() if CHILD in one.first_name])
    for child_id in children:
        if workspace.run(lambda uow, one=child_id: uow.persons.find(one)) is not None:
            workspace.run(lambda uow, one=child_id: retention.erase_person(uow, one))
    assert child in children
    assert workspace.run(_rows_of_others) == before
    deletions = workspace.run(retention.deletion_list)
    workspace.close()
    with trial.case("the vault itself"):
        assert _hits(folder, key, CHILD) == 0
        assert _hits(folder, key, OTHER) > 100
    restored = Workspace(reopen(backup))
    workspace_replay(restored, deletions)
    restored.close()
    with trial.case("a restored backup with the deletions replayed"):
        assert _hits(backup, key, CHILD) == 0
        assert _hits(backup, key, OTHER) > 100
    trial.cases += 2


def workspace_replay(restored: Workspace, deletions: DeletionList) -> None:
    """Replay deletions in a restored vault; doing it twice changes nothing more."""
    gone = restored.run(lambda uow: retention.replay(uow, deletions)).value
    assert gone > 0
    assert restored.run(lambda uow: retention.replay(uow, deletions)).value == 0


@pytest.mark.trial("T22", control=True)
def test_without_overwriting_the_words_would_still_be_there(tmp_path: Path) -> None:
    workspace = Workspace(make_vault(tmp_path))
    key, folder = workspace.vault.subkey(b"db"), workspace.vault.folder
    child, _other = _fill(workspace)
    workspace.run(_lift_holds)

    def careless(uow: UnitOfWork) -> None:
        uow._connection.exec_driver_sql("PRAGMA secure_delete = OFF")
        retention.erase_person(uow, child)

    workspace.run(careless)
    workspace.close()
    assert _hits(folder, key, CHILD) > 0


@pytest.mark.trial("T22", control=True)
def test_a_backup_without_the_replay_still_holds_the_child(tmp_path: Path) -> None:
    workspace = Workspace(make_vault(tmp_path))
    key, folder = workspace.vault.subkey(b"db"), workspace.vault.folder
    _fill(workspace)
    workspace.close()
    backup = shutil.copytree(folder, tmp_path / "backup.sspvault")
    assert _hits(backup, key, CHILD) > 0


def test_a_restored_vault_gives_out_no_number_twice(tmp_path: Path) -> None:
    workspace = Workspace(make_vault(tmp_path))
    workspace.close()
    backup = shutil.copytree(workspace.vault.folder, tmp_path / "backup.sspvault")
    workspace = Workspace(reopen(workspace.vault.folder))
    child, other = _fill(workspace)
    workspace.run(_lift_holds)
    workspace.run(lambda uow: retention.erase_person(uow, child))
    deletions = workspace.run(retention.deletion_list)
    workspace.close()
    restored = Workspace(reopen(backup))
    restored.run(lambda uow: retention.replay(uow, deletions))
    fresh, _again = _fill(restored)
    assert fresh > max(child, other)
    restored.close()


def test_every_table_has_a_rule() -> None:
    assert set(RULES) == set(schema.metadata.tables)


def test_what_follows_points_at_what_it_follows() -> None:
    for table in schema.metadata.sorted_tables:
        rule = RULES[table.name]
        targets = {key.column.table.name for key in table.foreign_keys}
        if "person_id" in table.c:
            targets.add("person")
        for owner in getattr(rule, "owners", ()):
            assert owner in targets, table.name
        for key in table.foreign_keys:
            goes = isinstance(RULES[key.column.table.name], Kept)
            follows = key.column.table.name in getattr(rule, "owners", ())
            assert goes or follows or key.parent.nullable, (table.name, key.parent.name)
