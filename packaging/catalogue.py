"""Keeps the Danish catalogue; a lock file lets several people add at the same time.

``add`` merges a PO snippet from standard input, ``check`` names what is missing, stale or untranslated, ``prune`` drops
ids that no code uses, ``build`` writes da.mo.
"""

import contextlib
import io
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "locale" / "da" / "LC_MESSAGES"
PO, MO = FOLDER / "sspdesk.po", FOLDER / "sspdesk.mo"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    lock = FOLDER / ".lock"
    for _attempt in range(600):
        with contextlib.suppress(FileExistsError):
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        time.sleep(0.1)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def read() -> Catalog:
    """Return the committed Danish catalogue (an empty one if there is none yet)."""
    if not PO.exists():
        return Catalog(locale="da", domain="sspdesk", project="SSP Desk", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="da", domain="sspdesk")


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes of da.mo for a catalogue."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def _write(catalogue: Catalog) -> None:
    out = io.BytesIO()
    write_po(out, catalogue, sort_output=True, no_location=True, omit_header=False, width=120)
    PO.write_bytes(out.getvalue())
    MO.write_bytes(compiled(catalogue))


def used() -> set[tuple[str | None, str]]:
    """Return (context, id) of every text the code asks for."""
    rows = extract_from_dir(str(ROOT / "sspdesk"), method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {(row[4], row[2] if isinstance(row[2], str) else row[2][0]) for row in rows}


def problems() -> list[str]:
    """Return what is missing, stale, fuzzy or not compiled, one line each."""
    catalogue = read()
    found = []
    have = {}
    for message in catalogue:
        if message.id:
            key = (message.context, message.id if isinstance(message.id, str) else message.id[0])
            have[key] = message
    needed = used()
    found += [f"missing: {key[1]!r}" for key in sorted(needed - set(have), key=str)]
    found += [f"stale: {key[1]!r}" for key in sorted(set(have) - needed, key=str)]
    for key, message in have.items():
        words = [message.string] if isinstance(message.string, str) else list(message.string)
        if message.fuzzy or not all(words):
            found.append(f"untranslated: {key[1]!r}")
    if not MO.exists() or MO.read_bytes() != compiled(catalogue):
        found.append("da.mo is not built from da.po")
    return found


def main(verb: str) -> int:
    if verb == "check":
        found = problems()
        print("\n".join(found) or "catalogue complete")
        return 1 if found else 0
    with _locked():
        catalogue = read()
        if verb == "add":
            snippet = read_po(io.BytesIO(sys.stdin.buffer.read()), locale="da", domain="sspdesk", abort_invalid=True)
            for message in snippet:
                if message.id:
                    catalogue.add(message.id, message.string, context=message.context, flags=message.flags - {"fuzzy"})
                    catalogue.get(message.id, context=message.context).string = message.string
        elif verb == "prune":
            needed = used()
            for message in list(catalogue):
                key = message.id if isinstance(message.id, str) else message.id[0]
                if key and (message.context, key) not in needed:
                    catalogue.delete(message.id, context=message.context)
        elif verb != "build":
            print("usage: catalogue.py add|check|prune|build", file=sys.stderr)
            return 2
        catalogue.fuzzy = False
        _write(catalogue)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
