"""What holds for every paper: header, footer, language, title, fonts, stable bytes, nothing outside or overprinted."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from sspdesk.domain.papers import Copy
from sspdesk.reports import agenda, fonts, handout, minutes, person_summary, recovery_sheet
from tests.reports import examples, layout

PAPERS = {
    "agenda": (agenda.render, examples.AGENDA),
    "minutes": (minutes.render, examples.MINUTES),
    "person": (person_summary.render, examples.SUMMARY),
    "handout": (handout.render, examples.HANDOUT),
    "recovery": (recovery_sheet.render, examples.RECOVERY),
}
WITH_PERSONS = ["agenda", "minutes", "person", "handout"]
TITLES = [
    "Dagsorden: Onsdagsgruppen",
    "Referat: Onsdagsgruppen",
    "Personoversigt",
    "Udlevering til SSP-lærer",
    "Gendannelsesark",
]
PEOPLE = ["Testine", "Eksempelsen", "Prøvegaard", "Fagprøve", "F.O.", "F.F."]

Paper = tuple[Callable[[Any], bytes], Any]


@pytest.fixture(params=PAPERS)
def paper(request: pytest.FixtureRequest) -> Paper:
    return PAPERS[request.param]


def test_the_same_data_give_the_same_bytes_and_other_data_others(paper: Paper) -> None:
    render, data = paper
    first = render(data)
    assert render(data) == first
    later = replace(data.paper, printed_at=datetime(2026, 11, 24, 14, 6))
    assert render(replace(data, paper=later)) != first


def test_language_title_and_dates_are_set_and_name_nobody(paper: Paper) -> None:
    render, data = paper
    reader = PdfReader(io.BytesIO(render(data)))
    assert reader.trailer["/Root"]["/Lang"] == "da"
    assert str(reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]) == "True"
    properties = reader.metadata
    assert properties.title.split(",")[0] in TITLES
    assert properties.author == "Havnsø Kommune (fiktiv)"
    assert properties.creation_date == data.paper.printed_at
    everything = " ".join(str(value) for value in properties.values())
    assert not [name for name in PEOPLE if name in everything]
    assert not re.search("reportlab|anonymous|unspecified|untitled", everything)


def test_every_font_is_in_the_file(paper: Paper) -> None:
    render, data = paper
    found = layout.fonts(render(data))
    assert found
    assert all(found.values()), found
    assert all("IBMPlexSans" in name for name in found), found


def test_every_page_says_who_and_when_and_that_it_is_confidential(paper: Paper) -> None:
    render, data = paper
    pages = layout.texts(render(data))
    for number, text in enumerate(pages, start=1):
        assert "Havnsø Kommune (fiktiv)" in text
        assert "Fortroligt" in text
        assert "Udskrevet tirs. 24. nov. 2026 kl. 14.05 af Vibeke Skabelon" in text
        assert f"side {number} af {len(pages)}" in text
        assert "Demo, opdigtede personer" not in text


@pytest.mark.parametrize("name", WITH_PERSONS)
def test_every_page_with_persons_forbids_investigation_and_names_its_basis(name: str) -> None:
    render, data = PAPERS[name]
    for text in layout.texts(render(data)):
        assert "Oplysningerne må ikke bruges til efterforskning af straffesager." in text
        assert "Hjemmel: Retsplejeloven § 115, stk. 1, nr. 1 (SSP)." in text


def test_a_demo_says_so_on_every_page(paper: Paper) -> None:
    render, data = paper
    demo = replace(data, paper=replace(data.paper, demo=True))
    assert all("Demo, opdigtede personer" in text for text in layout.texts(render(demo)))


def test_nothing_stands_outside_the_margins_or_on_top_of_something(paper: Paper) -> None:
    render, data = paper
    for page in layout.glyphs(render(data)):
        assert page
        assert min(glyph.left for glyph in page) >= 40
        assert max(glyph.right for glyph in page) <= 595.3 - 40
        assert min(glyph.bottom for glyph in page) >= 30
        assert max(glyph.top for glyph in page) <= 841.9 - 36
        assert layout.collisions(page) == []


def test_the_check_for_overprinting_sees_overprinting() -> None:
    fonts.register()
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont(fonts.REGULAR, 10)
    canvas.drawString(100, 100, "Eksempelsen")
    canvas.drawString(130, 103, "Skolevej")
    canvas.save()
    assert layout.collisions(layout.glyphs(out.getvalue())[0])


def test_a_long_receiver_keeps_page_number_and_time() -> None:
    long = "Maximiliane-Alexandrine Skabelonsdatter-Eksempelsen-Prøvegård"
    paper = replace(examples.PAPER, printed_by=long, reference="SSP-2026-0147")
    pdf = agenda.render(replace(examples.AGENDA, paper=paper), [Copy(1, 2, long), Copy(2, 2, "Rikke Rollespil")])
    pages = layout.texts(pdf)
    assert all(f"Udskrevet tirs. 24. nov. 2026 kl. 14.05 af {long}" in text for text in pages)
    assert all("SSP-2026-0147" in text and " af 2" in text for text in pages)
    assert f"eksemplar 1 af 2 ({long})" in pages[0]
    assert all(layout.collisions(page) == [] for page in layout.glyphs(pdf))


def test_what_the_fonts_cannot_draw_becomes_a_readable_sign() -> None:
    assert fonts.printable("Søren A\u030asa\u0000\u200b") == "Søren Åsa"
    assert fonts.printable("Test 🙂 名") == "Test ? ?"
    assert fonts.printable("ﬁn") == "fin" or "ﬁ" in fonts.printable("ﬁn")
    assert fonts.printable("Şahin Đorđević Łukasz") == "Şahin Đorđević Łukasz"


@given(st.text(max_size=120), st.floats(20, 300))
def test_an_elided_line_fits(text: str, limit: float) -> None:
    line = fonts.elide(text, fonts.REGULAR, 9.5, limit)
    assert "\n" not in line
    assert fonts.width(line, fonts.REGULAR, 9.5) <= limit


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_printed_and_none_is_markup(text: str) -> None:
    nasty = f"{text}<b>&amp;<img src='x'/>"
    line = replace(examples.LINES[0], who=nasty, school=nasty, role=nasty, theme=nasty)
    item = replace(examples.AGENDA.items[0], title=nasty, note=nasty, responsible=nasty)
    data = replace(examples.AGENDA, lines=(line,), items=(item,), participants=(nasty,), place=nasty)
    pages = layout.texts(agenda.render(data))
    assert "<b>&amp;<img" in "".join(pages).replace(" ", "")
