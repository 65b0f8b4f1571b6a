"""Search as you type, lists and saves at full size, against the same SQL on plain, unencrypted sqlite3."""

import statistics
import tempfile
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from sspdesk.domain.persons import Person
from sspdesk.services import search as searching
from sspdesk.storage.engine import borrowed
from tests.benchmarks.big_vault import PlainWorkspace, open_big, open_plain, plain_copy
from tests.benchmarks.harness import Row, in_turn, milliseconds, percentile

WORDS = (
    "testine eksempelsen",
    "muhamed",
    "mohammed prøve",
    "soeren test",
    "strandskolen 8",
    "knallert hjelm",
    "1505",
    "påh",
    "læskur",
)


def _keystrokes() -> list[str]:
    return [word[:end] for word in WORDS for end in range(1, len(word) + 1)]


def rows() -> list[Row]:
    """Return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plain.db"
        copied = open_big()
        plain_copy(copied, file).close()
        copied.close()
        workspace, plain = open_big(), open_plain(file)  # neither has just gone through everything
        same = PlainWorkspace(file)
        found = _search(workspace, plain)
        plain.close()
        found += [*_lists(workspace, same), *_reads_and_writes(workspace, same)]
        same.close()
        workspace.close()
    return found


def _search(workspace, plain) -> list[Row]:
    """Each keystroke three ways: the whole service call, its SQL on the vault, the same SQL on plain sqlite3."""
    found = []
    for name, ask in (("list of persons", searching.search), ("command field", searching.find)):
        service, vault, base = [], [], []
        for words in _keystrokes():
            statements = _statements(workspace, lambda uow, ask=ask, words=words: ask(uow, words))
            with borrowed(workspace.vault.engine) as driver:
                one, two = in_turn(
                    lambda statements=statements, driver=driver: _replay(driver, statements),
                    lambda statements=statements: _replay(plain, statements),
                    5,
                )
            vault.append(one)
            base.append(two)
            whole = milliseconds(lambda ask=ask, words=words: workspace.run(lambda uow: ask(uow, words)), 5)
            service.append(statistics.median(whole))
        found += [
            Row(f"{name}, median keystroke: the SQL", statistics.median(vault), statistics.median(base), "<= 2x"),
            Row(f"{name}, 95 % of keystrokes: the SQL", percentile(vault, 0.95), percentile(base, 0.95), "<= 2x"),
            Row(f"{name}, median keystroke: with hits made", statistics.median(service), None, ""),
            Row(f"{name}, 95 % of keystrokes: with hits made", percentile(service, 0.95), None, "<= 16 ms"),
        ]
    return found


def _statements(workspace, work) -> list[tuple[str, dict[str, object]]]:
    """Return the SQL that a piece of work asks."""
    asked = []

    def heard(_connection, _cursor, statement, values, _context, _many) -> None:
        asked.append((statement, values))

    sa.event.listen(workspace.vault.engine, "before_cursor_execute", heard)
    workspace.run(work)
    sa.event.remove(workspace.vault.engine, "before_cursor_execute", heard)
    return [(statement, values) for statement, values in asked if statement.lstrip().startswith(("SELECT", "WITH"))]


def _replay(database, statements) -> None:
    for statement, values in statements:
        database.execute(statement, values).fetchall()


def _lists(workspace, plain) -> list[Row]:
    found = []
    for name, offset in (("first", 0), ("middle", 100_000), ("last", 199_900)):
        one, two = in_turn(
            lambda offset=offset: workspace.run(lambda uow: uow.contacts.page(offset, 100)),
            lambda offset=offset: plain.run(lambda uow: uow.contacts.page(offset, 100)),
        )
        found.append(Row(f"200,000 contacts, {name} window of 100", one, two, "within 100 ms, <= 1.5x"))
    one, two = in_turn(
        lambda: workspace.run(lambda uow: uow.contacts.count()), lambda: plain.run(lambda uow: uow.contacts.count())
    )
    return [*found, Row("200,000 contacts, count", one, two, "")]


def _reads_and_writes(workspace, plain) -> list[Row]:
    person = Person(
        first_name="Testine", last_name="Eksempelsen", birth_date=date(2012, 5, 15), created_on=date(2026, 11, 23)
    )
    many = [person] * 500

    def read(uow) -> None:
        uow._connection.exec_driver_sql("SELECT * FROM contact").fetchall()

    read_all = in_turn(lambda: workspace.run(read), lambda: plain.run(read), 5)
    save = in_turn(
        lambda: workspace.run(lambda uow: uow.persons.add(person)),
        lambda: plain.run(lambda uow: uow.persons.add(person)),
        60,
    )
    save_many = in_turn(
        lambda: workspace.run(lambda uow: uow.persons.add_many(many)),
        lambda: plain.run(lambda uow: uow.persons.add_many(many)),
        9,
    )
    return [
        Row("read 200,000 contacts", *read_all, "<= 1.5x"),
        Row("save one person, with history and index, on the disk", *save, "<= 1.5x"),
        Row("save 500 persons, with history and index, on the disk", *save_many, "<= 1.5x"),
    ]
