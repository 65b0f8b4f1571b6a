"""The report of ``read-list``: a police list as plain JSON, exactly as the command line promises it."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.domain.police_list import Field, ListRow, PoliceList
from sspdesk.domain.wednesday import Role
from sspdesk.exchange.police_list.interpreting import interpret
from sspdesk.exchange.police_list.layout import Layout, propose_layout
from sspdesk.exchange.tables.reading import read
from sspdesk.exchange.tables.workbook import Workbook
from sspdesk.labels.errors import explain
from sspdesk.labels.police_list import describe, explain_unread_list, problem_codes

PROBLEM_CODES: Mapping[str, str] = problem_codes()
"""Every code a problem may have, with its Danish explanation, for the help of ``read-list``."""

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


def read_list_report(path: Path, today: date) -> dict[str, Json]:
    """Return what the importer reads from a police list; a file that cannot be read is one problem without a row."""
    try:
        workbook = read(path)
        layout = propose_layout(workbook)
        return to_json(workbook, layout, interpret(workbook, layout, today))
    except KnownError as error:
        problem: Json = {"row": None, "code": error.code, "message": explain(error)}
        return {
            "file": path.name, "sheet": None, "header_row": None, "columns": {}, "rows": [], "problems": [problem],
        }  # fmt: skip


def to_json(workbook: Workbook, layout: Layout, police_list: PoliceList) -> dict[str, Json]:
    """Return a list as the documented JSON: ISO dates, HH:MM, ten digits, null for what is absent."""
    problems: list[Json] = [
        {"row": problem.row, "code": problem.code, "message": describe(problem)} for problem in police_list.problems
    ]
    problems += [
        {"row": None, "code": "other_list_not_read", "message": explain_unread_list(name)}
        for name in police_list.other_lists
    ]
    return {
        "file": workbook.name,
        "sheet": workbook.sheets[layout.sheet].name or None,
        "header_row": layout.header_row,
        "columns": _columns(layout),
        "rows": [_row(row) for row in police_list.rows],
        "problems": problems,
    }


def _columns(layout: Layout) -> dict[str, Json]:
    """Return field -> heading. A full name stands as both of its fields."""

    def heading(column: int) -> str:
        return layout.headings[column] if column < len(layout.headings) else ""

    named: Mapping[str, int] = {field.value: column for field, column in layout.columns.items()}
    columns: dict[str, Json] = {}
    for field in fields(ListRow):
        column = named.get(field.name)
        if column is None and field.name in {Field.FIRST_NAME, Field.LAST_NAME}:
            column = named.get(Field.NAME)
        if column is not None:
            columns[field.name] = heading(column)
    return columns


def _row(row: ListRow) -> Json:
    """Return a row with the neutral role where the list gives none: nobody is branded by silence (domain.md A-6)."""
    found = {field.name: _plain(getattr(row, field.name)) for field in fields(row)}
    return found | {"role": (row.role or Role.MET).value}


def _plain(value: object) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, str):
        return str(value)
    return value if isinstance(value, (bool, int)) else None
