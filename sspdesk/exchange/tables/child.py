"""The child process that reads untrusted content under a memory limit: bytes in, lines of JSON out."""

import json
import sys
from typing import BinaryIO

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.tables.sniffing import detect
from sspdesk.exchange.tables.workbook import Kind, Sheet, to_lines

MEMORY = 512 * 2**20
"""Largest address space of the child in bytes, where the system can limit it."""

OUT_OF_MEMORY = 4
"""Exit code of a child whose file wanted more than that."""


def load(data: bytes, ending: str) -> tuple[Kind, tuple[Sheet, ...]]:
    """Return what the content is and its sheets.

    KnownError says what can be said in words; any other exception is the mark of a damaged file and ends the child.
    """
    kind = detect(data, ending)
    if kind is Kind.CSV or kind is Kind.HTML:
        from sspdesk.exchange.tables.text import decoded, read_text  # noqa: PLC0415 - the child imports what it needs

        text = decoded(data)
        if kind is Kind.CSV:
            return kind, (read_text(text),)
        from sspdesk.exchange.tables.markup import read_html  # noqa: PLC0415 - the child imports what it needs

        return kind, read_html(text)
    if kind is Kind.ICS:
        from sspdesk.exchange.tables.calendar_file import read_calendar  # noqa: PLC0415 - icalendar is slow to import

        return kind, (read_calendar(data),)
    if kind is Kind.DOCX:
        from sspdesk.exchange.tables.word import read_document  # noqa: PLC0415 - python-docx is slow to import

        return kind, read_document(data)
    from sspdesk.exchange.tables.spreadsheets import read_spreadsheet  # noqa: PLC0415 - the child imports what it needs

    return kind, read_spreadsheet(data, kind)


def limit_memory() -> None:
    """Limit this process to MEMORY where the system can, and forbid it to leave a core dump."""
    try:
        import resource  # noqa: PLC0415 - does not exist on Windows
    except ImportError:
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):  # a system that does not let us: the time limit remains
        return


def serve(source: BinaryIO, target: BinaryIO) -> int:
    """Read one file (a line with its ending, then its bytes), answer in lines of JSON, and return the exit code."""
    limit_memory()
    ending = source.readline().decode("utf-8").strip()
    try:
        kind, sheets = load(source.read(), ending)
        for line in to_lines(kind, sheets):
            target.write(line.encode("ascii") + b"\n")
    except KnownError as error:
        target.write(json.dumps({"error": error.code, "facts": error.facts}).encode("ascii") + b"\n")
    except MemoryError:
        return OUT_OF_MEMORY
    target.flush()
    return 0


def main() -> int:
    """Serve one file over standard input and output."""
    return serve(sys.stdin.buffer, sys.stdout.buffer)
