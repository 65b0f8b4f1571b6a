"""Looks for words in bytes as anything could have written them: encodings, escapes, base64, packed members."""

import base64
import html
import io
import re
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from sspdesk.domain.names import fold

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_DEEPEST = 3


def variants(words: str) -> dict[str, bytes]:
    """Return the ways in which a text may lie readable in a file, by name."""
    found: dict[str, bytes] = {}
    cases = {"": words, " lower": words.lower(), " upper": words.upper(), " folded": fold(words)}
    for case, text in cases.items():
        for form in ("NFC", "NFD"):
            written = unicodedata.normalize(form, text)
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
                found[f"{encoding} {form}{case}"] = written.encode(encoding)
            found[f"cp1252 {form}{case}"] = written.encode("cp1252", "ignore")
            found[f"xml {form}{case}"] = html.escape(written).encode("ascii", "xmlcharrefreplace")
            found[f"json {form}{case}"] = written.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")
            found[f"url {form}{case}"] = urllib.parse.quote(written).encode()
            for encoding in ("utf-8", "utf-16-le"):
                raw = written.encode(encoding)
                found[f"hex {encoding} {form}{case}"] = raw.hex().encode()
                found |= {f"base64+{at} {encoding} {form}{case}": part for at, part in enumerate(_base64(raw))}
    return {name: part for name, part in found.items() if len(part) >= 6}


def _base64(raw: bytes) -> Iterator[bytes]:
    """Yield what is the same in every base64 text that holds ``raw`` at one of its three places."""
    for before in range(3):
        text = base64.b64encode(bytes(before) + raw)
        first = -(-before * 8 // 6)
        last = (before + len(raw)) * 8 // 6
        yield text[first:last]


class Scanner:
    """Knows the words and finds them in bytes, files and folders."""

    def __init__(self, words: Iterable[str]) -> None:
        self._parts = {
            part: f"word {number} as {name}"
            for number, text in enumerate(words)
            for name, part in variants(text).items()
        }
        ordered = sorted(self._parts, key=len, reverse=True)
        self._any = re.compile(b"|".join(map(re.escape, ordered)))

    def in_bytes(self, content: bytes, depth: int = 0) -> set[str]:
        """Return which words stand in the bytes or in what is packed in them; never the words themselves."""
        found = {self._parts[hit] for hit in self._any.findall(content)}
        if depth < _DEEPEST:
            for packed in _unpacked(content):
                found |= {f"{hit}, packed" for hit in self.in_bytes(packed, depth + 1)}
        return found

    def in_folders(self, *folders: Path) -> dict[str, set[str]]:
        """Return the files (and file names) below the folders in which a word can be read."""
        found: dict[str, set[str]] = {}
        for folder in folders:
            for path in folder.rglob("*"):
                hits = self.in_bytes(str(path.relative_to(folder)).encode("utf-8", "surrogateescape"))
                if path.is_file():
                    hits |= self.in_bytes(path.read_bytes())
                if hits:
                    found[str(path.relative_to(folder.parent))] = hits
        return found


def _unpacked(content: bytes) -> Iterator[bytes]:
    if content[:2] == b"PK":
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield from (archive.read(name) for name in archive.namelist())
        except (zipfile.BadZipFile, RuntimeError):
            return
    elif content[:5] == b"%PDF-":
        for stream in _STREAM.findall(content):
            yield from _inflated(stream, zlib.MAX_WBITS)
    elif content[:2] == b"\x1f\x8b":
        yield from _inflated(content, zlib.MAX_WBITS | 16)


def _inflated(content: bytes, window: int) -> Iterator[bytes]:
    try:
        yield zlib.decompressobj(window).decompress(content)
    except zlib.error:
        return
