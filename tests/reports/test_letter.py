"""Letters on paper: the address in the envelope's window, one page and the information page, long Danish names."""

from dataclasses import replace
from datetime import date

import pytest

from sspdesk.domain.letters import LetterField, LetterKind, LetterText, Reader, filled, parts_of, texts_of
from sspdesk.reports import letter
from sspdesk.reports.letter import AgreementLine, Blocks, Letter
from sspdesk.reports.letter_page import Sender
from sspdesk.services.letter_texts import standard
from tests.reports import examples, layout
from tests.reports.layout import Glyph

MM = 72 / 25.4
PAGE = 297 * MM
LONG = "Ærøine-Åsebrit Søndergård-Kjærbølling Æblegaard-Østerskovhøj"
"""Sixty letters."""
VALUES = {
    LetterField.NAME: LONG,
    LetterField.FIRST_NAME: "Ærøine-Åsebrit",
    LetterField.CHILD: "Ærøine-Åsebrit",
    LetterField.CHILD_NAME: LONG,
    LetterField.DATE: "27. november 2026",
    LetterField.REPLY_BY: "fredag den 11. december 2026",
    LetterField.HELD_ON: "20. november 2026",
    LetterField.CONSULTANT: LONG,
    LetterField.CONTACT: f"{LONG}, tlf. 00 11 22 33, ssp@havnsoe.example",
    LetterField.MUNICIPALITY: "Havnsø Kommune (fiktiv)",
    LetterField.UNIT: "SSP · Ungdomsskolen",
    LetterField.ADDRESS: "Rådhustorvet 1, 4999 Havnsø",
    LetterField.DPO: f"{LONG}, tlf. 00 11 22 44, dpo@havnsoe.example",
    LetterField.SOURCE: "Politiet har fortalt os i SSP-samarbejdet, at de har været i kontakt med Ærøine-Åsebrit.",
    LetterField.KEPT: "Vi sletter oplysningerne 24 måneder efter den sidste kontakt.",
}
BLOCKS = Blocks(
    meeting=(
        ("Hvornår", "Torsdag den 3. december 2026 kl. 15.00"),
        ("Hvor", "Ungdomsskolen, mødelokale Ankeret"),
        ("Fra os", f"{LONG} (SSP-konsulent), {LONG} (SSP-lærer)"),
    ),
    minutes=(("1. Kortlægning", "Går godt. " * 30), ("2. Ansvarliggørelse", "Ringer."), ("3. Tiltag", "Klub.")),
    agreements=(
        AgreementLine(text="Klub to gange om ugen", who=LONG, due=date(2026, 12, 20)),
        AgreementLine(text="Hjemme kl. 21"),
    ),
    signatures=(LONG, f"{LONG} (forælder)", "Poul Prøvegaard (politi)"),
)
ADDRESS = ("Skabelonvej 7, 2. tv.", "Prøveby", "4999 Havnsø")


def _letter(kind: LetterKind, reader: Reader = Reader.PARENT) -> Letter:
    pages = tuple(filled(parts_of(standard(which)), VALUES) for which in texts_of(kind, reader))
    return Letter(
        paper=replace(examples.PAPER, demo=True, reference="SSP-2026-0147"),
        title="Invitation",
        sender=Sender(
            name=LONG, phone="00 11 22 33", mail="ssp@havnsoe.example", address="Rådhustorvet 1, 4999 Havnsø"
        ),
        to=LONG,
        address=ADDRESS,
        mailed=kind in (LetterKind.INVITATION, LetterKind.FOLLOW_UP),
        day=date(2026, 11, 27),
        pages=pages,
        blocks=BLOCKS,
    )


def _found(page: list[Glyph], words: str) -> list[Glyph]:
    """Return the glyphs of the first place where these words stand."""
    written = "".join(glyph.char for glyph in page)
    at = written.index("".join(words.split()))
    return page[at : at + len("".join(words.split()))]


@pytest.mark.parametrize("reader", [Reader.PARENT, Reader.CHILD, Reader.YOUNG, Reader.ADULT])
def test_an_invitation_is_one_page_and_the_information_page_also_with_the_longest_names(reader: Reader) -> None:
    pages = layout.texts(letter.render(_letter(LetterKind.INVITATION, reader)))
    assert len(pages) == 2
    assert "Havnsø Kommune (fiktiv)" in pages[0]
    assert "Venlig hilsen" in pages[0]
    assert "side 1 af 2" in pages[0]
    assert "Sådan behandler vi" in pages[1]
    assert "Datatilsynet" in pages[1]
    assert "Venlig hilsen" not in pages[1]


@pytest.mark.parametrize("kind", LetterKind)
def test_nothing_is_printed_over_anything_else_and_all_of_it_lies_on_the_page(kind: LetterKind) -> None:
    for page in layout.glyphs(letter.render(_letter(kind))):
        assert layout.collisions(page) == []
        assert min(glyph.left for glyph in page) >= 15 * MM
        assert max(glyph.right for glyph in page) <= 195 * MM
        assert min(glyph.bottom for glyph in page) >= 10 * MM


def test_the_address_lies_in_the_window_and_nothing_else_does() -> None:
    page = layout.glyphs(letter.render(_letter(LetterKind.INVITATION)))[0]
    window = [glyph for glyph in page if glyph.left + 1 >= 20 * MM and glyph.right <= 108 * MM]
    window = [glyph for glyph in window if glyph.bottom >= PAGE - 92 * MM and glyph.top <= PAGE - 48 * MM]
    seen = "".join(glyph.char for glyph in window)
    assert seen == "".join([*LONG.split(), *"".join(ADDRESS).split()])


def test_a_fold_at_a_third_does_not_run_through_the_address() -> None:
    page = layout.glyphs(letter.render(_letter(LetterKind.INVITATION)))[0]
    lowest = min(glyph.bottom for glyph in _found(page, "4999 Havnsø Dato"[:11]))
    assert lowest > PAGE - 95 * MM


def test_without_an_address_the_letter_says_that_it_is_handed_over() -> None:
    bare = replace(_letter(LetterKind.INVITATION), address=(), by_hand=True)
    text = " ".join(layout.texts(letter.render(bare)))
    assert "Afleveres personligt" in text
    assert "Skabelonvej" not in text
    assert "Afleveres personligt" not in " ".join(layout.texts(letter.render(_letter(LetterKind.INVITATION))))


def test_the_sheet_has_room_for_each_signature_and_its_date() -> None:
    (page,) = layout.glyphs(letter.render(_letter(LetterKind.AGREEMENTS)))
    text = layout.texts(letter.render(_letter(LetterKind.AGREEMENTS)))[0]
    assert text.split("enige:")[1].count("Dato") == len(BLOCKS.signatures)
    question = _found(page, "Vi har læst aftalerne")[0]
    first = _found(page, "Poul Prøvegaard")[0]
    assert question.bottom - first.top > 34


def test_words_between_stars_stand_out_and_no_text_is_markup() -> None:
    pages = (parts_of("# T\n\n**Fed** og <b>ikke fed</b> & {tid_og_sted}"),)
    pdf = letter.render(replace(_letter(LetterKind.FOLLOW_UP), pages=pages))
    text = " ".join(layout.texts(pdf))
    assert "Fed og <b>ikke fed</b> &" in text
    assert all(layout.fonts(pdf).values())


def test_the_same_letter_is_always_the_same_bytes_and_its_properties_hold_no_name() -> None:
    one = _letter(LetterKind.INVITATION)
    pdf = letter.render(one)
    assert pdf == letter.render(one)
    assert pdf != letter.render(replace(one, to="Testine Eksempelsen"))
    assert LONG.encode("utf-16-be") not in pdf


def test_a_text_longer_than_a_page_goes_on_without_the_address() -> None:
    long = parts_of("# T\n\n" + "\n\n".join(f"Afsnit {number}. " + "ord " * 60 for number in range(14)))
    pages = layout.texts(letter.render(replace(_letter(LetterKind.FOLLOW_UP), pages=(long,))))
    assert len(pages) == 2
    assert "Skabelonvej" in pages[0]
    assert "Skabelonvej" not in pages[1]
    assert "side 2 af 2" in pages[1]
    assert "Afsnit 13." in pages[1]


def test_every_text_of_the_house_is_used_by_a_letter() -> None:
    used = {which for kind in LetterKind for reader in Reader if _can(kind, reader) for which in texts_of(kind, reader)}
    assert used == set(LetterText)


def _can(kind: LetterKind, reader: Reader) -> bool:
    return reader is not Reader.PROFESSIONAL or kind in (LetterKind.MINUTES, LetterKind.AGREEMENTS)
