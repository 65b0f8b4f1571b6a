"""The hand-out as a workbook: the same fields as on paper, strings only, expiry and purpose in view."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sspdesk.domain.papers import Handout, HandoutPupil
from sspdesk.exchange import handout_sheet
from sspdesk.reports import handout
from tests import plan
from tests.reports import examples, layout

HEADS = ["Elev", "Klasse", "Opgave", "Frist", "Ring til", "Godt at vide", "Derfor får du det"]


def _rows(xlsx: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(xlsx)).get_sheet_by_index(0).to_python()


def _part(xlsx: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(xlsx)) as book:
        return book.read(name).decode()


def test_the_rows_are_the_pupils() -> None:
    rows = _rows(handout_sheet.render(examples.HANDOUT))
    head = rows.index(HEADS)
    call = "Vibeke Skabelon, SSP-konsulent, 00 12 34 56"
    assert rows[head + 1] == ["F.F.", "8.B", "Tilbyd en forebyggende samtale", "ons. 9. dec. 2026", call, "", ""]
    assert rows[head + 2][-2:] == ["Vil gerne tale uden for klassen.", "Så samtalen ikke bliver set af de andre."]
    assert rows[head + 3][:4] == ["U.U.", "6.C", "Hold øje med, om eleven kommer til spejder igen", ""]


def test_expiry_receiver_and_purpose_stand_above_the_table_and_stay_in_view() -> None:
    xlsx = handout_sheet.render(examples.HANDOUT)
    rows = _rows(xlsx)
    head = rows.index(HEADS)
    above = {str(row[0]): str(row[1]) for row in rows[:head]}
    assert above["Slettes senest"] == "fre. 25. dec. 2026. Giv den ikke videre."
    assert above["Formål"] == examples.HANDOUT.purpose
    assert above["Til"] == examples.HANDOUT.recipient
    assert "må ikke bruges til efterforskning" in above["Fortroligt"]
    sheet = _part(xlsx, "xl/worksheets/sheet1.xml")
    assert f'ySplit="{head + 1}"' in sheet
    assert 'state="frozen"' in sheet
    assert "Slettes senest 25. dec. 2026" in re.search(r"<oddHeader>(.*?)</oddHeader>", sheet)[1]
    assert "Frida Fagprøve" in re.search(r"<oddFooter>(.*?)</oddFooter>", sheet)[1]


def test_a_demo_says_so() -> None:
    demo = replace(examples.HANDOUT, paper=replace(examples.HANDOUT.paper, demo=True))
    assert any("Demo, opdigtede personer" in row for row in _rows(handout_sheet.render(demo)))


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    nasty = ['=HYPERLINK("http://example.invalid";"x")', "+1", "-1", "@SUM(A1)", "=1+1", "1234", "{=1}", "http://x.dk"]
    pupils = tuple(HandoutPupil(who=words, school_class=words, task=words, call=words) for words in nasty)
    xlsx = handout_sheet.render(replace(examples.HANDOUT, pupils=pupils, purpose="=1+1", recipient="=2+2"))
    sheet = _part(xlsx, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower()
    assert set(re.findall(r'<c [^>]*?t="(\w+)"', sheet)) == {"s"}
    assert not re.search(r"<c (?![^>]*t=)[^>]*><v>", sheet), "a cell that is not a string"
    rows = _rows(xlsx)
    head = rows.index(HEADS)
    assert [row[0] for row in rows[head + 1 : head + 1 + len(nasty)]] == nasty


def test_the_same_data_give_the_same_bytes_and_properties_name_nobody() -> None:
    xlsx = handout_sheet.render(examples.HANDOUT)
    assert handout_sheet.render(examples.HANDOUT) == xlsx
    properties = _part(xlsx, "docProps/core.xml")
    assert "Udlevering til SSP-lærer" in properties
    assert "2026-11-24T14:05:00Z" in properties
    assert "Fagprøve" not in properties
    assert "Skabelon" not in properties


_TOKEN = st.text(alphabet="bcdfghjkmnpqrstvwxz23456789", min_size=10, max_size=14)
FORBIDDEN = ("role", "theme", "cpr", "address", "phone", "guardian", "guardian phone", "other contact", "talk minutes")


@pytest.mark.trial("T21", cases=plan.count(20, 200))
@settings(max_examples=plan.count(20, 200), deadline=None)
@given(st.lists(_TOKEN, min_size=len(FORBIDDEN) + 7, max_size=len(FORBIDDEN) + 7, unique=True))
def test_only_what_may_leave_is_in_either_file(tokens: list[str]) -> None:
    """T21: a case file with a token in every field; the hand-out made of it holds the allowed ones and no other."""
    case = dict(zip([*FORBIDDEN, "initials", "class", "task", "call", "text", "reason", "name"], tokens, strict=True))
    pupil = HandoutPupil(
        who=case["initials"],
        school_class=case["class"],
        task=case["task"],
        call=case["call"],
        text=case["text"],
        reason=case["reason"],
    )
    data: Handout = replace(examples.HANDOUT, pupils=(pupil,))
    on_paper = "".join(layout.texts(handout.render(data))).replace(" ", "")
    xlsx = handout_sheet.render(data)
    with zipfile.ZipFile(io.BytesIO(xlsx)) as book:
        in_book = "".join(book.read(name).decode() for name in book.namelist())
    for name, token in case.items():
        allowed = name in {"initials", "class", "task", "call", "text", "reason"}
        assert (token in on_paper) == allowed, name
        assert (token in in_book) == allowed, name


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_readable_workbook(text: str) -> None:
    pupil = HandoutPupil(who=text, school_class=text, task=text, text=text, reason=text or "x")
    rows = _rows(handout_sheet.render(replace(examples.HANDOUT, pupils=(pupil,), recipient=text, purpose=text)))
    assert HEADS in rows
