"""Files built to choke a reader are refused before it sees them (security.md T18)."""

import io
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.police_list.layout import propose_layout
from sspdesk.exchange.tables.guards import check_archive
from sspdesk.exchange.tables.reading import Clipboard, read
from sspdesk.exchange.tables.workbook import Kind
from tests.exchange.lists import docx, ods, ods_cell, ods_row, replaced, written, xlsx

SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = 2**20
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _sheet(cells: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<worksheet {_MAIN}><sheetData>{cells}</sheetData></worksheet>'.encode()


def _xlsx_with(part: bytes, name: str = SHEET) -> bytes:
    return replaced(xlsx([["Dato", "Navn"], ["11.11", "Demo Testsen"]]), {name: part})


def _unzips_to_more_than_500_megabytes() -> bytes:
    noise = b"".join(zlib.crc32(struct.pack("<I", number)).to_bytes(4, "little") for number in range(900_000))
    return replaced(xlsx([["Navn"]]), {"xl/media/image1.bin": noise + bytes(501 * 10**6)})


def _ratio_of_a_thousand() -> bytes:
    return _xlsx_with(_sheet("<row>" + " " * (30 * MEGABYTE) + "</row>"))


def _six_million_cells() -> bytes:
    cells = "<c><v>1</v></c>" * 100
    noise = (f"<row><!--{zlib.crc32(str(number).encode()):08x}-->{cells}</row>" for number in range(60_000))
    return _xlsx_with(_sheet("".join(noise)))


def _two_cells_far_apart() -> bytes:
    return _xlsx_with(
        _sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    )


def _field_of_two_megabytes() -> bytes:
    noise = "".join(f"{zlib.crc32(str(number).encode()):08x}" for number in range(2 * MEGABYTE // 8))
    return _xlsx_with(_sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{noise}</t></is></c></row>'))


def _fifty_one_deep() -> bytes:
    return _xlsx_with(_sheet("<a>" * 51 + "</a>" * 51))


def _billion_laughs() -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    return _xlsx_with(_sheet('<row><c t="inlineStr"><is><t>&i;</t></is></c></row>', f"<!DOCTYPE x [{entities}]>"))


def _external_entity() -> bytes:
    return _xlsx_with(_sheet("<row/>", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'))


def _dtd_in_utf16() -> bytes:
    return _xlsx_with('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><worksheet/>'.encode("utf-16"))


def _twenty_thousand_parts() -> bytes:
    return replaced(xlsx([["Navn"]]), {f"xl/media/{number}.bin": b"" for number in range(20_000)})


def _one_text_a_thousand_times() -> bytes:
    noise = "".join(f"{zlib.crc32(str(number).encode()):08x}" for number in range(110_000))
    strings = f'<sst {_MAIN} count="1" uniqueCount="1"><si><t>{noise}</t></si></sst>'
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 1_001))
    return replaced(xlsx([["Navn"]]), {SHEET: _sheet(cells), "xl/sharedStrings.xml": strings.encode()})


def _ods_repeating_itself() -> bytes:
    about = 'table:number-rows-repeated="1048576"'
    return ods(ods_row(ods_cell("Demo", 'table:number-columns-repeated="16384"'), about=about))


def _docx_with_entities() -> bytes:
    return replaced(docx([["Navn"]]), {"word/document.xml": b'<!DOCTYPE d [<!ENTITY e "x">]><d>&e;</d>'})


def _docx_nested_deeply() -> bytes:
    return replaced(docx([["Navn"]]), {"word/document.xml": b"<d>" * 5_000 + b"</d>" * 5_000})


def _csv_with_a_giant_field() -> bytes:
    return b'Dato;Navn\n11.11;"' + b"x" * (2 * MEGABYTE) + b'"\n'


def _csv_of_six_million_fields() -> bytes:
    return (b";".join([b"1"] * 1_000) + b"\n") * 6_000


BOMBS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "unzipped": (_unzips_to_more_than_500_megabytes, "liste.xlsx", "unzipped"),
    "ratio": (_ratio_of_a_thousand, "liste.xlsx", "ratio"),
    "cells": (_six_million_cells, "liste.xlsx", "cells"),
    "corners": (_two_cells_far_apart, "liste.xlsx", "cells"),
    "field": (_field_of_two_megabytes, "liste.xlsx", "field"),
    "depth": (_fifty_one_deep, "liste.xlsx", "depth"),
    "laughs": (_billion_laughs, "liste.xlsx", "dtd"),
    "external": (_external_entity, "liste.xlsx", "dtd"),
    "utf16": (_dtd_in_utf16, "liste.xlsx", "dtd"),
    "parts": (_twenty_thousand_parts, "liste.xlsx", "entries"),
    "text": (_one_text_a_thousand_times, "liste.xlsx", "text|memory"),
    "ods": (_ods_repeating_itself, "liste.ods", "cells"),
    "docx_dtd": (_docx_with_entities, "liste.docx", "dtd"),
    "docx_depth": (_docx_nested_deeply, "liste.docx", "depth"),
    "csv_field": (_csv_with_a_giant_field, "liste.csv", "field"),
    "csv_cells": (_csv_of_six_million_fields, "liste.csv", "cells|memory"),
}


@pytest.mark.trial("T18")
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused(tmp_path: Path, bomb: str) -> None:
    build, name, reasons = BOMBS[bomb]
    with pytest.raises(KnownError) as caught:
        read(written(tmp_path, name, build()))
    assert (caught.value.code, caught.value.facts["reason"] in reasons.split("|")) == ("list_bomb", True)


@pytest.mark.trial("T18")
def test_a_file_of_more_than_a_hundred_megabytes_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    with path.open("wb") as file:
        file.truncate(101 * MEGABYTE)
    with pytest.raises(KnownError) as caught:
        read(path)
    assert (caught.value.code, caught.value.facts) == ("list_bomb", {"reason": "file"})


@pytest.mark.trial("T18")
def test_tables_in_tables_in_tables_on_the_clipboard() -> None:
    with pytest.raises(KnownError) as caught:
        read(Clipboard(html="<table><tr><td>" * 60))
    assert caught.value.facts == {"reason": "depth"}


@pytest.mark.trial("T18")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only here the system limits the child's memory")
def test_an_old_workbook_that_wants_too_much_memory_ends_the_child_alone(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    for number in range(3):
        page = book.add_sheet(str(number))
        page.write(0, 0, "Navn")
        page.write(65_535, 255, "langt ude")
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(KnownError) as caught:
        read(written(tmp_path, "liste.xls", target.getvalue()))
    assert (caught.value.code, caught.value.facts) == ("list_bomb", {"reason": "memory"})


def test_a_directory_that_lies_about_sizes_is_damaged() -> None:
    data = bytearray(_xlsx_with(_sheet("<row/>" * 1_000)))
    entry = data.rindex(SHEET.encode()) - 46
    data[entry + 24 : entry + 28] = struct.pack("<I", 100)
    with pytest.raises(KnownError) as caught:
        check_archive(bytes(data), Kind.XLSX)
    assert caught.value.code == "list_corrupt"


def test_an_ordinary_sheet_formatted_to_its_last_row_is_no_bomb(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{row}"><c r="B{row}" s="1"/><c r="XFD{row}" s="1"/></row>' for row in range(3, 5_000))
    row = '<row r="{}"><c r="A{}" t="inlineStr"><is><t>{}</t></is></c></row>'
    data = _xlsx_with(_sheet(row.format(1, 1, "Navn") + row.format(2, 2, "Demo Testsen") + empty))
    workbook = read(written(tmp_path, "liste.xlsx", data))
    assert workbook.sheets[0].rows == (("Navn",), ("Demo Testsen",))
    assert propose_layout(workbook).header_row == 1
