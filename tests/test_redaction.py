"""T23: whatever goes wrong, no word of a person, no key and no passphrase gets into log, exceptions or reports."""

import ast
import io
import logging
import re
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.persons import Person
from sspdesk.labels import errors as error_words
from sspdesk.services import persons, search
from sspdesk.services.work import UnitOfWork, Workspace
from sspdesk.storage import schema
from sspdesk.storage.migrations import NEWEST
from sspdesk.storage.schema.base import Code, Codes
from sspdesk.ui.shared.crash import crash_report
from tests.golden import path_of
from tests.plan import Trial
from tests.vaults import PASSPHRASE, make_vault, reopen

ROOT = Path(__file__).resolve().parent.parent
CANARY = "Kanariefuglen Qvidrersen"
SAFE_FACTS = {
    # numbers, versions, codes of our own, and paths, which the user chose and which are shown, never logged
    *("age", "count", "expected", "found", "known", "least", "most", "needed", "newest", "number", "pages", "rows"),
    *("seq", "version", "limit", "year", "days", "line", "row", "bytes", "schema", "percent", "code", "kind", "path"),
    *(
        "length",
        "digits",
        "mebibytes",
        "typed",
        "ending",
        "person",
        "school",
        "name",
        "columns",
    ),  # ids, names of files and places
    *("column", "folder", "since", "host", "pid", "holder", "reason", "date", "day", "detail", "weeks"),
}
"""What may stand in an expected error (``domain.errors``)."""


def _told(error: BaseException) -> str:
    """Return everything a program may say of an error without looking at its frames' values."""
    return "\n".join([str(error), repr(error), *traceback.format_exception(error), crash_report(error)])


def _error_of(work: Callable[[], object]) -> Exception:
    """Return the error that something must end in."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - any error may come, none may tell
        return error
    raise AssertionError("nothing went wrong")


# -- errors of the database ------------------------------------------------------------------------------------------


def _full_row(table: sa.Table, number: int) -> dict[str, object]:
    """Return a row with the canary in every column that can hold a text, and something that fits in all others."""
    row: dict[str, object] = {}
    for column in table.columns:
        kind = column.type
        if isinstance(kind, Code):
            row[column.name] = next(iter(kind.kind))
        elif isinstance(kind, Codes):
            row[column.name] = (next(iter(kind.kind)),)
        elif isinstance(kind, sa.JSON):
            row[column.name] = {"text": CANARY}
        elif isinstance(kind, sa.String):
            row[column.name] = CANARY
        elif isinstance(kind, sa.Boolean):
            row[column.name] = False
        elif isinstance(kind, sa.LargeBinary):
            row[column.name] = CANARY.encode()
        elif isinstance(kind, sa.DateTime):
            row[column.name] = datetime(2026, 11, 23, 9)
        elif isinstance(kind, sa.Date):
            row[column.name] = date(2026, 11, 23)
        elif isinstance(kind, sa.Time):
            row[column.name] = datetime(2026, 11, 23, 9).time()
        else:
            row[column.name] = number
    return row


def _failing(table: sa.Table) -> Iterator[tuple[str, Callable[[sa.Connection], object]]]:
    """Yield statements on a table that go wrong, each with a name."""
    plain = sa.table(table.name, *(sa.column(one.name, one.type) for one in table.columns))

    def insert(connection: sa.Connection, row: dict[str, object]) -> None:
        connection.execute(plain.insert(), row)

    def twice(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        insert(connection, _full_row(table, 990_001))
        insert(connection, _full_row(table, 990_001))

    yield "the same row twice", twice
    for column in table.columns:
        if not column.nullable and not column.primary_key and not isinstance(column.type, sa.JSON):
            row = {**_full_row(table, 990_002), column.name: None}
            yield f"no {column.name}", lambda connection, row=row: insert(connection, row)
    wrong = sa.select(plain).where(sa.column("nothing") == CANARY)
    yield "a statement with a mistake", lambda connection: connection.execute(wrong)


@pytest.mark.trial("T23")
def test_no_database_error_tells_what_was_stored(workspace: Workspace, trial: Trial) -> None:
    for table in schema.metadata.sorted_tables:
        for name, statement in trial.each(_failing(table)):
            with trial.case(f"{table.name}: {name}"):
                error = _error_of(lambda statement=statement: workspace.run(lambda uow: statement(uow._connection)))
                assert CANARY not in _told(error)
    open_engine = sa.create_engine("sqlite://")
    with open_engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE child (name TEXT NOT NULL UNIQUE)")
        try:
            connection.execute(sa.text("INSERT INTO child VALUES (:a), (:a)"), {"a": CANARY})
        except sa.exc.IntegrityError as error:
            trial.control("an engine that shows its parameters", caught=CANARY in _told(error))
    open_engine.dispose()


# -- what the program writes of itself -------------------------------------------------------------------------------


class _Listener(logging.Handler):
    """Keeps everything that any part of the program writes with ``logging``."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def _listening() -> Iterator[_Listener]:
    listener, root = _Listener(), logging.getLogger()
    engine = logging.getLogger("sqlalchemy.engine.Engine")
    before = (root.level, engine.level)
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    engine.setLevel(logging.DEBUG)
    try:
        yield listener
    finally:
        root.removeHandler(listener)
        root.setLevel(before[0])
        engine.setLevel(before[1])


def _texts(uow: UnitOfWork) -> set[str]:
    """Return every text that stands in the case tables, by the row: names, notes, places, numbers."""
    found = set()
    apart = {"log", "revision", "setting", "legal_basis", "remembered_columns", "deletion_receipt", "draft"}
    for table in schema.metadata.sorted_tables:
        columns = [one for one in table.columns if isinstance(one.type, sa.String) and not _is_code(one)]
        if table.name not in apart and columns:
            for row in uow._connection.execute(sa.select(*columns)):
                found |= {value for value in row if isinstance(value, str) and len(value) > 5}
    return found


def _is_code(column: sa.Column[object]) -> bool:
    codes = {"colour", "kind", "basis_code", "sha256", "rule", "policy", "code", "user", "by", "approved_by", "number"}
    return isinstance(column.type, Code | Codes) or column.name in codes or column.name.endswith("_by")


@pytest.mark.trial("T23")
def test_a_years_casework_leaves_no_text_in_the_log(tmp_path: Path, trial: Trial) -> None:
    """Names, notes and places of the invented municipality: none of them stands in the access log."""
    folder = tmp_path / "golden.sspvault"
    shutil.copytree(path_of(NEWEST), folder)
    vault = reopen(folder)
    try:
        workspace = Workspace(vault)
        texts = workspace.run(_texts)
        log = schema.log.c
        lines = workspace.run(lambda uow: list(uow._connection.execute(sa.select(log.action, log.kind, log.detail))))
    finally:
        vault.close()
    written = "\n".join(" ".join(row) for row in lines)
    assert len(texts) > 100
    assert len(lines) > 100
    trial.cases += len(texts)
    trial.failed += [f"in the log: {text}" for text in texts if re.search(rf"\b{re.escape(text)}\b", written)]


@pytest.mark.trial("T23")
def test_nothing_is_written_with_logging_however_much_is_asked_for(workspace: Workspace, trial: Trial) -> None:
    def work(uow: UnitOfWork) -> None:
        stored = persons.save_person(uow, Person(first_name=CANARY, last_name=CANARY, created_on=uow.today)).value
        persons.add_note(uow, stored.id, CANARY)
        search.search_persons(uow, CANARY)
        uow.persons.all()

    with _listening() as listener:
        workspace.run(work)
        vault = make_vault(workspace.vault.folder.parent, "anden")
        vault.close()
    keys = {found.subkey(label).hex() for found in (workspace.vault, vault) for label in (b"db", b"log", b"seal")}
    said = "\n".join(listener.lines).lower()
    for secret in trial.each([CANARY, PASSPHRASE, *keys]):
        if secret.lower() in said:
            trial.failed.append(f"in logging: {secret}")
    with _listening() as control:
        engine = sa.create_engine("sqlite://", logging_name="control", echo=True)
        with engine.connect() as connection:
            connection.execute(sa.text("SELECT :name"), {"name": CANARY})
        engine.dispose()
    trial.control("logging of an engine that shows its parameters", caught=CANARY in "\n".join(control.lines))


# -- bugs ------------------------------------------------------------------------------------------------------------


def _raise_plain(kind: type[BaseException]) -> None:
    child = CANARY
    raise kind(child)


def _raise_chained() -> None:
    try:
        _raise_plain(ValueError)
    except ValueError as error:
        raise RuntimeError(CANARY) from error


def _raise_with_context() -> None:
    try:
        _raise_plain(KeyError)
    except KeyError:
        raise TypeError(CANARY)  # noqa: B904 - the context is what is tried


def _raise_with_note() -> None:
    error = ValueError(CANARY)
    error.add_note(CANARY)
    raise error


def _raise_group() -> None:
    raise ExceptionGroup(CANARY, [ValueError(CANARY), KeyError(CANARY)])


def _raise_syntax() -> None:
    compile(f"name = '{CANARY}", CANARY, "exec")


BUGS: list[Callable[[], object]] = [
    *[lambda kind=kind: _raise_plain(kind) for kind in (ValueError, KeyError, AssertionError, OSError, Exception)],
    _raise_chained,
    _raise_with_context,
    _raise_with_note,
    _raise_group,
    _raise_syntax,
    lambda: CANARY.encode().decode("ascii") + "é".encode("latin-1").decode("utf-8"),
    lambda: int(CANARY),
    lambda: date.fromisoformat(CANARY),
    lambda: {}[CANARY],
    lambda: getattr(object(), CANARY),
    lambda: (_ for _ in ()).throw(LookupError(CANARY)),
]


@pytest.mark.trial("T23")
def test_the_report_of_a_bug_holds_no_value(trial: Trial) -> None:
    for number, bug in enumerate(trial.each(BUGS)):
        with trial.case(number):
            report = crash_report(_error_of(bug))
            assert CANARY not in report
            assert "test_redaction" in report
    try:
        _raise_plain(ValueError)
    except ValueError as error:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        trial.control("a traceback with locals", caught=CANARY in "".join(shown.format()))
        trial.control("Python's own report", caught=CANARY in _told(error))


# -- expected errors -------------------------------------------------------------------------------------------------


@pytest.mark.trial("T23")
def test_an_expected_error_says_its_code_alone(trial: Trial) -> None:
    for code in trial.each(sorted(error_words.templates())):
        with trial.case(code):
            for error in (DomainError(code, "field", name=CANARY), KnownError(code, name=CANARY)):
                assert CANARY not in str(error) + repr(error) + "".join(traceback.format_exception(error))


@pytest.mark.trial("T23")
def test_expected_errors_carry_numbers_codes_and_paths_only(trial: Trial) -> None:
    """Every place in the program that raises an expected error names facts from the list alone."""
    for path in sorted((ROOT / "sspdesk").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in {"DomainError", "KnownError"}:
                continue
            trial.cases += 1
            named = {one.arg for one in node.keywords if one.arg}
            if not named <= SAFE_FACTS:
                trial.failed.append(f"{path.name}:{node.lineno} tells {sorted(named - SAFE_FACTS)}")


# -- children and the command line -----------------------------------------------------------------------------------


@pytest.mark.trial("T23")
def test_children_and_command_line_repeat_nothing_of_what_they_were_given(tmp_path: Path, trial: Trial) -> None:
    vault = str(tmp_path / "boks.sspvault")
    asked = [
        (["-m", "sspdesk", "vault", "check", vault, "--passphrase-stdin"], f"{CANARY}\n"),
        (["-m", "sspdesk", "vault", "create", vault, "--passphrase-stdin"], "kort\n"),
        (["-m", "sspdesk", "vault", "check", str(tmp_path), "--passphrase-stdin"], f"{CANARY}\n"),
        (["-m", "sspdesk.storage.helper"], f'{{"verb": "check", "database": "{vault}", "key": "{CANARY}"}}\n'),
        (["-c", "from sspdesk.exchange.tables.child import main; main()"], f"{CANARY};{CANARY}\n" * 3),
    ]
    for command, given in trial.each(asked):
        with trial.case(" ".join(command[:3])):
            done = subprocess.run(
                [sys.executable, "-P", *command],
                input=given.encode(),
                capture_output=True,
                check=False,
                env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": "", "HOME": str(tmp_path)},
            )
            assert CANARY.encode() not in done.stderr
            if "exchange" not in command[-1]:
                assert CANARY.encode() not in done.stdout


def test_the_canary_would_be_seen() -> None:
    """The search itself finds what it looks for."""
    out = io.StringIO()
    try:
        raise ValueError(CANARY)
    except ValueError:
        traceback.print_exc(file=out)
    assert CANARY in out.getvalue()
