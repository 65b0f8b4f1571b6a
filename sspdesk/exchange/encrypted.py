"""Encrypted files for others: AES-256 PDF, xlsx, docx made in memory, their passwords, and writing those bytes."""

import contextlib
import errno
import hashlib
import io
import os
import re
import secrets
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.resource import resource

PASSWORD_WORDS = 4
_LEAST_WORDS = 1000
_EASY_WORD = re.compile(r"[a-z]{3,9}")
_NUMBER = re.compile(r"SSP-\d{4}-\d{4,}")
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REPLACE_ATTEMPTS = 20


def encrypt_pdf(pdf: bytes, password: str) -> bytes:
    """Return the PDF encrypted with AES-256 (revision 6, which every present reader opens), its properties too.

    Nothing is written to disk. Raise ValueError when the password is not plain ASCII (readers differ on æøå).
    """
    import pikepdf  # noqa: PLC0415 - loads qpdf, which only an export needs

    _check_password(password)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner=password, user=password, R=6, aes=True, metadata=True))
    return out.getvalue()


def encrypt_office(document: bytes, password: str) -> bytes:
    """Return the workbook or Word document encrypted as Office does it (agile, AES-256, keyed digest).

    Nothing is written to disk. Raise ValueError when the password is not plain ASCII.
    """
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415 - only an export needs it

    _check_password(password)
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(document)).encrypt(password, out)
    return out.getvalue()


def generate_password(words: Sequence[str] | None = None) -> str:
    """Return four drawn words such as "hest-lampe-sol-bord": plain letters, easy to read out over the phone.

    ``words`` replaces the shipped word list. Raise ValueError when fewer than 1,000 of them are easy enough.
    """
    easy = _easy_words(words) if words is not None else _shipped_words()
    return "-".join(secrets.choice(easy) for _ in range(PASSWORD_WORDS))


def sha256(content: bytes) -> str:
    """Return the SHA-256 of a file's bytes in hex, as the disclosure log keeps it."""
    return hashlib.sha256(content).hexdigest()


def file_name(number: str, kind: str) -> str:
    """Return the file name of a paper, e.g. ``file_name("SSP-2026-0147", "pdf")``; only the number goes into it."""
    if not _NUMBER.fullmatch(number) or kind not in {"pdf", "xlsx", "docx"}:
        raise ValueError("a file name is made of a paper's number and nothing else")
    return f"{number}.{kind}"


def write_exactly(path: Path, content: bytes) -> None:
    """Write these bytes, which must be encrypted already, so that either all of them or none are at ``path``.

    Raise KnownError ``disk_full`` or ``file_not_writable``; a file that was there before is then untouched, and no
    half file is left.
    """
    half = path.with_name(f".{secrets.token_hex(6)}.half")
    try:
        _write(half, content)
        _replace(half, path)
        _sync_folder(path.parent)
    except OSError as error:
        code = "disk_full" if error.errno in _FULL else "file_not_writable"
        raise KnownError(code, path=str(path)) from error
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)


def _check_password(password: str) -> None:
    if not password or not password.isascii() or not password.isprintable():
        raise ValueError("the password of a file must be printable ASCII")


def _easy_words(words: Sequence[str]) -> list[str]:
    easy = sorted({word for word in words if _EASY_WORD.fullmatch(word)})
    if len(easy) < _LEAST_WORDS:
        raise ValueError(f"only {len(easy)} words are easy to read out, {_LEAST_WORDS} are needed")
    return easy


@cache
def _shipped_words() -> list[str]:
    lines = resource("passphrase/ordliste.txt").read_text(encoding="utf-8").splitlines()
    return _easy_words([line.split()[-1] for line in lines if line.strip() and not line.startswith("#")])


def _write(path: Path, content: bytes) -> None:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace(source: Path, target: Path) -> None:
    """Rename over ``target``; on Windows try for two seconds, since a virus scanner may hold the new file."""
    for attempt in range(_REPLACE_ATTEMPTS):
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt" or attempt == _REPLACE_ATTEMPTS - 1:
                raise
            time.sleep(0.1)
        else:
            return


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
