"""Tables out of files: encodings, separators, kinds by content, and files that cannot be read."""

import io
import os
import sys
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.tables.reading import Clipboard, read
from sspdesk.exchange.tables.text import decoded, read_text
from sspdesk.exchange.tables.workbook import Kind, Sheet, from_lines, to_lines
from sspdesk.labels.errors import explain
from tests.exchange.lists import DATA, docx, ods, ods_cell, ods_row, replaced, written, xlsx, zipped

RECORDS = (
    ("Dato", "Navn", "Forhold"),
    ("11-11-2026", "Åse Testgård", "Hærværk, æblegrød"),
    ("12-11-2026", "Ægil Øst", "Tyveri"),
)


def _csv(separator: str) -> str:
    return "\r\n".join(separator.join(record) for record in RECORDS) + "\r\n"


def _code(path: Path) -> str:
    with pytest.raises(KnownError) as caught:
        read(path)
    assert "{" not in explain(caught.value)
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_text_in_every_encoding_and_with_every_separator(encoding: str, separator: str) -> None:
    assert read_text(decoded(_csv(separator).encode(encoding))).rows == RECORDS


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('Navn,Forhold\n"Testsen, Demo","Tyveri, 48 kr"\n', (("Navn", "Forhold"), ("Testsen, Demo", "Tyveri, 48 kr"))),
        ('a;b\n"linje 1\r\nlinje ""2""";x\n', (("a", "b"), ('linje 1\r\nlinje "2"', "x"))),
        ("sep=,\na,b\n", (("a", "b"),)),
        ('a;b\n="0700";"=""0123"""\n', (("a", "b"), ("0700", "0123"))),
        ("a;b\n'0102;x\n", (("a", "b"), ("0102", "x"))),
        ("a;b\n\n;;\nc;d\n\n", (("a", "b"), (), (), ("c", "d"))),
        ('a;b\nx;"y\nz;w\n', (("a", "b"), ("x", '"y'), ("z", "w"))),
        ("a;b\rc;d\r", (("a", "b"), ("c", "d"))),
        ("Dato      Navn\n11.11     Demo Testsen\n", (("Dato", "Navn"), ("11.11", "Demo Testsen"))),
        ("Hej, her er listen:\n\na\tb\tc\nd\te\tf\n", (("Hej, her er listen:",), (), ("a", "b", "c"), ("d", "e", "f"))),
    ],
)
def test_the_quirks_of_text_files(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert read_text(text).rows == rows


def test_text_that_was_decoded_wrongly_once_is_mended() -> None:
    assert decoded("Åse; Hærværk på gågaden".encode().decode("cp1252").encode()) == "Åse; Hærværk på gågaden"
    assert decoded("São, Ã og ø".encode()) == "São, Ã og ø"


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_known_to_be_damaged(data: bytes) -> None:
    try:
        text = decoded(data)
    except KnownError as error:
        text = error.code
    assert isinstance(text, str)


def test_dates_times_and_numbers_survive_the_way_through_the_child(tmp_path: Path) -> None:
    cells = (date(2026, 11, 11), datetime(2026, 11, 11, 22, 40), time(22, 40), 5, 2.5, True, "æ\nø")
    workbook = read(written(tmp_path, "liste.xlsx", xlsx([[], [None, *cells], []])))
    assert workbook.sheets[0].rows == ((), (None, *cells))
    assert workbook.sheets[0].cell(1, 1) == date(2026, 11, 11)
    assert workbook.sheets[0].cell(9, 9) is None
    assert (workbook.name, workbook.kind, len(workbook.sha256)) == ("liste.xlsx", Kind.XLSX, 64)
    assert not workbook.asks_first


def test_reads_old_excel_with_dates_and_merged_cells(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("Uge 46")
    page.write_merge(0, 0, 0, 2, "Liste")
    page.write_merge(1, 2, 0, 0, datetime(2026, 11, 11), xlwt.easyxf(num_format_str="dd-mm-yyyy"))
    page.write(1, 1, "Øjvind Prøvesen")
    page.write(2, 1, 503104321)
    target = io.BytesIO()
    book.save(target)
    sheet = read(written(tmp_path, "liste.xls", target.getvalue())).sheets[0]
    day = date(2026, 11, 11)
    assert sheet == Sheet(name="Uge 46", rows=(("Liste",), (day, "Øjvind Prøvesen"), (day, 503104321)))


def test_the_kind_is_found_without_an_ending(tmp_path: Path) -> None:
    kinds = {
        Kind.XLSX: xlsx([["a"]]), Kind.DOCX: docx([["a", "b"]]), Kind.ODS: ods(ods_row(ods_cell("a"))),
        Kind.CSV: b"a;b\n", Kind.HTML: b"<html><table><tr><td>a</td></tr></table></html>",
    }  # fmt: skip
    for kind, data in kinds.items():
        assert read(written(tmp_path, "liste", data)).kind is kind


def _encrypted(data: bytes) -> bytes:
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("hemmelig", target)
    return target.getvalue()


def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    book, word = xlsx([["Dato", "Navn"]]), docx([["Dato", "Navn"]])
    files = {
        "tom.xlsx": (b"", "list_empty"),
        "tom.csv": (b"\xef\xbb\xbf\r\n ; \r\n", "list_empty"),
        "ark.xlsx": (xlsx([]), "list_empty"),
        "tekst.docx": (docx(), "list_no_table"),
        "tekst.xlsx": (b"Dato;Navn\r\n", "list_not_as_named"),
        "ark.csv": (book, "list_not_as_named"),
        "ark.docx": (book, "list_not_as_named"),
        "ark.xls": (book, "list_not_as_named"),
        "brev.xlsx": (word, "list_not_as_named"),
        "scan.xlsx": (b"%PDF-1.7 ...", "list_not_as_named"),
        "scan.pdf": (b"%PDF-1.7 ...", "list_unknown_format"),
        "billede.csv": (b"\x89PNG\r\n\x1a\n" + bytes(64), "list_not_as_named"),
        "binaer.csv": (bytes(range(256)) * 8, "list_not_as_named"),
        "pakke.zip": (zipped({"a.txt": "a"}), "list_unknown_format"),
        "pakke.xlsx": (zipped({"a.txt": "a"}), "list_not_as_named"),
        "laast.xlsx": (_encrypted(book), "list_password"),
        "laast.docx": (_encrypted(word), "list_password"),
        "kort.xlsx": (book[: len(book) // 2], "list_corrupt"),
        "kort.docx": (word[: len(word) // 2], "list_corrupt"),
        "nuller.xlsx": (bytes(5_000), "list_corrupt"),
        "nuller.csv": (bytes(5_000), "list_corrupt"),
    }
    found = {name: _code(written(tmp_path, name, data)) for name, (data, _code_) in files.items()}
    assert found == {name: code for name, (_data, code) in files.items()}


def test_locked_sheets_of_libreoffice_and_old_excel(tmp_path: Path) -> None:
    locked = replaced(ods(ods_row(ods_cell("a"))), {"META-INF/manifest.xml": b"<m><encryption-data/></m>"})
    assert _code(written(tmp_path, "liste.ods", locked)) == "list_password"
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "Navn")
    target = io.BytesIO()
    book.save(target)
    opened = target.getvalue()
    start_of_interface = opened.index(b"\xe1\x00\x02\x00")
    closed = opened[:start_of_interface] + b"\x2f\x00" + opened[start_of_interface + 2 :]
    assert _code(written(tmp_path, "liste.xls", closed)) == "list_password"


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path) -> None:
    assert _code(tmp_path / "vaek.xlsx") == "list_missing"
    assert _code(tmp_path) == "list_not_a_file"
    assert _code(written(tmp_path, "a.csv", "a;b") / "b.csv") == "list_missing"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="rights do not bind here")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = written(tmp_path, "liste.csv", "a;b")
    path.chmod(0)
    assert _code(path) == "list_unreadable"


def test_an_empty_clipboard() -> None:
    with pytest.raises(KnownError) as caught:
        read(Clipboard())
    assert caught.value.code == "list_empty"


def test_reading_tells_how_far_it_is_and_can_be_cancelled() -> None:
    heard: list[float] = []
    read(DATA / "politiliste-2026-11-25.xlsx", progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    with pytest.raises(KnownError) as caught:
        read(DATA / "politiliste-2026-11-25.xlsx", cancelled=lambda: True)
    assert caught.value.code == "list_cancelled"


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(KnownError) as caught:
        read(DATA / "politiliste-2026-11-25.xlsx", seconds=0.0)
    assert caught.value.code == "list_too_slow"


def test_reading_leaves_nothing_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for name in ("politiliste-2026-11-25.xlsx", "politiliste-2026-12-16.docx", "politiliste-2026-12-09.csv"):
        read(DATA / name)
    assert list(tmp_path.iterdir()) == []


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(), st.text(min_size=1), st.integers(), st.booleans(), st.dates(), st.times(), st.datetimes(),
                st.floats(allow_nan=False),
            )
        ).map(tuple),
        max_size=5,
    )
)  # fmt: skip
def test_any_cells_travel_unchanged(rows: list[tuple[object, ...]]) -> None:
    sheet = Sheet(name="æ", rows=tuple(rows), visible=False)  # type: ignore[arg-type]
    assert from_lines(to_lines(Kind.ODS, [sheet, sheet])) == (Kind.ODS, (sheet, sheet))


def test_a_child_that_stops_half_way_gives_nothing() -> None:
    lines = list(to_lines(Kind.CSV, [Sheet(rows=(("a",), ("b",)))]))
    with pytest.raises(KnownError) as caught:
        from_lines(lines[:-1])
    assert caught.value.code == "list_corrupt"
