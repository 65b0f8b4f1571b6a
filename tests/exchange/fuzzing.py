"""Damages lists in random ways and reads many in one process: ``python -m tests.exchange.fuzzing KIND SEED COUNT``."""

import io
import json
import random
import sys
import time
import zipfile

from sspdesk.domain.calendar_files import CalendarEvent
from sspdesk.domain.errors import KnownError
from sspdesk.domain.police_list import ListRow
from sspdesk.exchange.icalendar.reading import event_of
from sspdesk.exchange.police_list.interpreting import interpret
from sspdesk.exchange.police_list.layout import propose_layout
from sspdesk.exchange.tables.child import limit_memory, load
from sspdesk.exchange.tables.workbook import Kind, Sheet, Workbook, from_lines, to_lines
from tests.exchange.lists import DATA, TODAY, replaced

SAMPLES = {
    "xlsx": DATA / "politiliste-2026-11-25.xlsx",
    "csv": DATA / "politiliste-2026-12-09.csv",
    "docx": DATA / "politiliste-2026-12-16.docx",
    "ics": DATA / "udvalgte-moeder-outlook.ics",
}
_NASTY = (
    b"<", b">", b'"', b"&", b"&#0;", b"<!DOCTYPE x>", b"]]>", b"\x00", b"\xff\xfe", b"-1", b"99999999999999999999",
    b"1048577", b"XFE1", b"NaN", b"1e308", b";", b"\t", b"\n", b"31-02-2026", b'"="', b"r=\"A0\"", b"\xed\xa0\x80",
)  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with one to four random wounds."""
    out = bytearray(data)
    for _wound in range(chance.randint(1, 4)):
        place, size = chance.randrange(len(out)), chance.choice((1, 2, 8, 64, 500))
        way = chance.randrange(6)
        if way == 0:
            out[place] ^= 1 << chance.randrange(8)
        elif way == 1:
            out[place : place + size] = b""
        elif way == 2:
            out[place:place] = out[place : place + size]
        elif way == 3:
            out[place:place] = chance.choice(_NASTY)
        elif way == 4:
            out[place : place + size] = chance.randbytes(size)
        else:
            del out[max(place, 1) :]
        out = out or bytearray(b"x")
    return bytes(out)


def mutated(kind: str, chance: random.Random) -> tuple[bytes, bool]:
    """Return a damaged sample, and whether its checksums must give the damage away."""
    data = SAMPLES[kind].read_bytes()
    if kind in {"csv", "ics"} or chance.random() < 0.5:
        return damaged(data, chance), kind not in {"csv", "ics"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        name = chance.choice(names)
        return replaced(data, {name: damaged(archive.read(name), chance)}), False


def rows_of(kind: Kind, sheets: tuple[Sheet, ...]) -> tuple[ListRow | CalendarEvent, ...]:
    """Return the rows of a loaded file, by the same lines of JSON as in the program; KnownError if there are none."""
    kind, sheets = from_lines(to_lines(kind, sheets))
    if kind is Kind.ICS:
        return tuple(event for row in sheets[0].rows if (event := event_of(row)) is not None)
    workbook = Workbook(name="", kind=kind, sha256="", sheets=sheets)
    found = interpret(workbook, propose_layout(workbook), TODAY)
    assert {row.row for row in found.rows}.isdisjoint({problem.row for problem in found.problems})
    return found.rows


def outcome(kind: str, data: bytes, whole: tuple[ListRow | CalendarEvent, ...], must_show: bool) -> str:
    """Return how one damaged file ended: ``known``, ``died`` (its child would have), or ``read``."""
    try:
        found = load(data, kind)
    except KnownError:
        return "known"
    except Exception:  # noqa: BLE001 - in the program this ends the child, and the parent says the file is damaged
        return "died"
    try:
        rows = rows_of(*found)
    except KnownError:
        return "known"
    if must_show and rows != whole:
        return "half-read"
    return "read"


def main(kind: str, seed: int, count: int) -> None:
    """Print how ``count`` damaged files ended, and the longest time one took in seconds."""
    limit_memory()
    chance = random.Random(seed)
    whole = rows_of(*load(SAMPLES[kind].read_bytes(), kind))
    ends: dict[str, int] = {}
    longest = 0.0
    for _number in range(count):
        data, must_show = mutated(kind, chance)
        start = time.monotonic()
        end = outcome(kind, data, whole, must_show)
        longest = max(longest, time.monotonic() - start)
        ends[end] = ends.get(end, 0) + 1
    print(json.dumps({"ends": ends, "longest": longest}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
