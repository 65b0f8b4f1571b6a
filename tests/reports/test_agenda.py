"""The agenda and its meeting list (DOC-26, DOC-01)."""

from dataclasses import replace

import pytest

from sspdesk.domain.papers import Copy
from sspdesk.reports import agenda
from tests.reports import examples, layout

LONG_NAMES = (
    "Maximiliane-Alexandrine Skabelonsdatter-Eksempelsen-Prøvegård",
    "Prøvinemaximilianealexandrineskabelonsdattereksempelsenprøveg",
    "Testine Ææøåsen",
)
LONG_SCHOOL = "Den Internationale Friskole ved Skovsøen og Fjorden i Havnsø"


def _text(data: agenda.Agenda) -> str:
    return " ".join(layout.texts(agenda.render(data)))


def test_the_agenda_says_when_where_who_and_what() -> None:
    text = _text(examples.AGENDA)
    for words in (
        "Dagsorden: Onsdagsgruppen",
        "ons. 25. nov. 2026 kl. 9.00–11.00 · uge 48",
        "Sted Mødelokale Ankeret, Ungdomsskolen Mødeleder Vibeke Skabelon",
        "Deltagere Poul Prøvegaard (politi), Rikke Rollespil (socialrådgiver)",
        "Afbud Jonna Jobprøve (ungeindsats)",
        "10.35 5. Uro ved stationen",
        "Hvad gør vi i december?",
        "Punkt 3: kontakter",
        "Aflever papiret efter mødet, så bliver det makuleret.",
    ):
        assert words in text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_list_shows_the_line_and_never_a_column_before() -> None:
    text = _text(examples.AGENDA)
    assert "1 F.O. 15 år Strandskolen Mistænkt, hærværk" in text
    assert "Init. Alder Skole Rolle og emne Beslutning Ansv. Frist" in text
    assert "Før" not in text
    assert "kendt " not in text.replace("godkendt", "")


def test_the_school_of_a_protected_child_is_a_dash() -> None:
    assert "6 E.N. 15 år – Forurettet, digitalt" in _text(examples.AGENDA)


def test_a_line_from_an_earlier_meeting_says_which() -> None:
    assert "9 A.A. 18 år FGU Havnsø Vidne, rusmidler fra ons. 11. nov." in _text(examples.AGENDA)


def test_every_line_has_the_six_boxes_and_the_legend_stays_with_the_last_line() -> None:
    pages = layout.texts(agenda.render(examples.AGENDA))
    assert " ".join(pages).count("S G U H I X") == len(examples.LINES)
    legend = [number for number, text in enumerate(pages) if "S = tilbyd forebyggende samtale" in text]
    last = [number for number, text in enumerate(pages) if "12 V.V." in text]
    assert legend == last
    for words in ("G = gadeteamet følger", "U = underretning", "H = ", "I = ingen handling", "X = ikke relevant"):
        assert words in pages[legend[0]]


@pytest.mark.parametrize("count", range(1, 60, 6))
def test_the_legend_is_never_alone_on_a_page(count: int) -> None:
    lines = tuple(replace(examples.LINES[index % 12], number=index + 1) for index in range(count))
    pages = layout.texts(agenda.render(replace(examples.AGENDA, lines=lines)))
    assert f"{count} " in pages[-1].split("S = tilbyd")[0]
    assert "S G U H I X" in pages[-1]
    assert len(pages) <= 1 + (count + 24) // 25


def test_the_heads_are_repeated_on_every_page_of_the_list() -> None:
    lines = tuple(replace(examples.LINES[index % 12], number=index + 1) for index in range(70))
    pages = layout.texts(agenda.render(replace(examples.AGENDA, lines=lines)))
    assert len(pages) >= 3
    assert all(text.count("Rolle og emne") == 1 for text in pages)
    assert all("Dagsorden: Onsdagsgruppen · ons. 25. nov. 2026" in text for text in pages[1:])


@pytest.mark.parametrize("names", [False, True])
def test_names_of_sixty_characters_wrap_inside_their_cell(names: bool) -> None:
    lines = tuple(
        replace(line, who=LONG_NAMES[index % 3], school=LONG_SCHOOL, theme="butikstyveri")
        for index, line in enumerate(examples.LINES)
    )
    data = replace(examples.AGENDA, lines=lines, names=names, participants=LONG_NAMES * 4, chair=LONG_NAMES[0])
    pdf = agenda.render(data)
    squeezed = "".join(layout.texts(pdf)).replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    for name in LONG_NAMES:
        assert squeezed.count(name.replace(" ", "")) >= 4
    for page in layout.glyphs(pdf):
        assert layout.collisions(page) == []
        assert max(glyph.right for glyph in page) <= 595.3 - 40


def test_a_note_longer_than_a_page_goes_on_on_the_next() -> None:
    note = " ".join(f"ord{number}" for number in range(3000))
    items = (*examples.AGENDA.items[:2], replace(examples.AGENDA.items[2], note=note), *examples.AGENDA.items[3:])
    pdf = agenda.render(replace(examples.AGENDA, items=items))
    text = " ".join(layout.texts(pdf))
    assert all(f"ord{number} " in text for number in range(0, 3000, 97))
    assert "ord2999" in text
    assert all(layout.collisions(page) == [] for page in layout.glyphs(pdf))


def test_numbered_copies_carry_number_and_receiver_on_every_page() -> None:
    copies = [Copy(1, 3, "Poul Prøvegaard"), Copy(2, 3, "Rikke Rollespil"), Copy(3, 3, "Frida Fagprøve")]
    single = layout.texts(agenda.render(examples.AGENDA))
    pages = layout.texts(agenda.render(examples.AGENDA, copies))
    assert len(pages) == 3 * len(single)
    for index, text in enumerate(pages):
        copy = copies[index // len(single)]
        number = index % len(single) + 1
        assert f"eksemplar {copy.number} af 3 ({copy.recipient})" in text
        assert f"side {number} af {len(single)}" in text
        others = [other.recipient for other in copies if other is not copy]
        assert not [name for name in others if f"({name})" in text]


def test_an_agenda_without_a_list_or_items_is_one_page() -> None:
    bare = replace(examples.AGENDA, items=(), lines=(), participants=(), apologies=(), place="", chair="")
    assert len(layout.texts(agenda.render(bare))) == 1
