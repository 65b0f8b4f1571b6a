"""Writes open papers, on which no person stands: everything else leaves through ``encrypted``."""

import re
from pathlib import Path

from sspdesk.exchange.encrypted import write_exactly

_WORD = re.compile(r"[a-z0-9æøå-]{1,120}")


def file_name(word: str) -> str:
    """Return the file name of an open paper, e.g. "lokalraadet-2026-12-01.pdf"."""
    if not _WORD.fullmatch(word):
        raise ValueError("an open paper is called by its forum and date")
    return f"{word}.pdf"


def write(path: Path, pdf: bytes) -> None:
    """Write an open paper so that all of it or nothing is at ``path``; raises as ``encrypted.write_exactly`` does."""
    write_exactly(path, pdf)
