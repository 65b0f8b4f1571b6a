"""The texts of letters: the shipped ones hold, wrong fields are refused beside it, what is filled in stays text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sspdesk.domain.errors import DomainError
from sspdesk.domain.letters import (
    BLOCKS,
    MAX_TEXT,
    LetterField,
    LetterKind,
    LetterText,
    Part,
    PartKind,
    Reader,
    check_text,
    fields_for,
    filled,
    fulfils_duty,
    parts_of,
    reader_at,
    required_in,
    without_empty_blocks,
)
from sspdesk.services.letter_texts import standard

_GOOD = "# Titel\n\nKære {navn}\n\n{tid_og_sted}\n\nRing: {kontakt}"


@pytest.mark.parametrize("which", LetterText)
def test_every_shipped_text_can_be_kept_as_it_is(which: LetterText) -> None:
    text = standard(which)
    assert check_text(which, text) == text
    parts = parts_of(text)
    assert [part.kind for part in parts].count(PartKind.TITLE) == 1
    used = {part.text for part in parts if part.kind is PartKind.BLOCK}
    assert used >= {field.value for field in required_in(which) if field in BLOCKS}


@pytest.mark.parametrize("which", [LetterText.INFORMATION_PARENTS, LetterText.INFORMATION_YOUNG])
def test_the_information_page_says_all_that_articles_13_and_14_ask_for(which: LetterText) -> None:
    text = standard(which)
    for words in ("dataansvarlig", "databeskyttelsesrådgiver", "{dpo}", "{kilde}", "{opbevaring}", "{kommune}"):
        assert words in text
    for words in ("6, stk. 1, litra e", "§ 115", "§ 8", "rettet", "slettet", "begrænset", "indsigelse", "trække det"):
        assert words in text
    assert "klage til Datatilsynet" in text
    assert "efterforske" in text


@pytest.mark.parametrize(
    ("which", "text", "code", "name"),
    [
        (LetterText.INVITATION_YOUNG, "", "text_missing", None),
        (LetterText.INVITATION_YOUNG, "# T\n\n" + "a" * MAX_TEXT, "text_too_long", None),
        (LetterText.INVITATION_YOUNG, "Kære {navn}\n\n{tid_og_sted}\n\n{kontakt}", "letter_title_missing", None),
        (LetterText.INVITATION_YOUNG, f"{_GOOD}\n\n# Nok en titel", "letter_title_missing", None),
        (LetterText.INVITATION_YOUNG, f"{_GOOD} {{cpr}}", "letter_field_unknown", "{cpr}"),
        (LetterText.INVITATION_YOUNG, f"{_GOOD} {{Navn}}", "letter_field_unknown", "{Navn}"),
        (LetterText.INVITATION_YOUNG, f"{_GOOD} {{}}", "letter_field_unknown", "{}"),
        (LetterText.INVITATION_YOUNG, f"{_GOOD}\n\n{{referat}}", "letter_field_elsewhere", "{referat}"),
        (LetterText.INVITATION_YOUNG, f"{_GOOD} {{navn", "letter_brace_alone", "{navn}"),
        (LetterText.INVITATION_YOUNG, f"{_GOOD} navn}}", "letter_brace_alone", "{navn}"),
        (LetterText.INVITATION_YOUNG, "# T\n\n{tid_og_sted}", "letter_field_required", "{kontakt}"),
        (LetterText.INVITATION_YOUNG, "# T\n\n{kontakt}", "letter_field_required", "{tid_og_sted}"),
        (LetterText.INVITATION_YOUNG, "# T\n\nKom {tid_og_sted}\n{kontakt}", "letter_block_not_alone", "{tid_og_sted}"),
        (LetterText.INFORMATION_YOUNG, "# T\n\n{kommune} {kilde} {opbevaring}", "letter_field_required", "{dpo}"),
        (LetterText.AGREEMENTS, "# T\n\n{aftaler}", "letter_field_required", "{underskrifter}"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused_beside_it(which: LetterText, text: str, code: str, name: str) -> None:
    with pytest.raises(DomainError) as caught:
        check_text(which, text)
    assert (caught.value.code, caught.value.field) == (code, "text")
    if name is not None:
        assert caught.value.facts["name"] == name


def test_a_text_is_read_as_title_heads_items_paragraphs_and_blocks() -> None:
    text = "# Titel\nLinje et\nlinje to\n\n## Hoved\n- et\n- to\n{tid_og_sted}\nSlut"
    assert parts_of(text) == (
        Part(PartKind.TITLE, "Titel"),
        Part(PartKind.PARAGRAPH, "Linje et\nlinje to"),
        Part(PartKind.HEADING, "Hoved"),
        Part(PartKind.BULLET, "et"),
        Part(PartKind.BULLET, "to"),
        Part(PartKind.BLOCK, "tid_og_sted"),
        Part(PartKind.PARAGRAPH, "Slut"),
    )


def test_a_line_whose_field_has_nothing_to_say_is_left_out() -> None:
    parts = parts_of("# T\n\nKære {navn}\nSvar senest {svarfrist}\n\nSvar {svarfrist}")
    values = {LetterField.NAME: "Testine", LetterField.REPLY_BY: ""}
    assert filled(parts, values)[1:] == (Part(PartKind.PARAGRAPH, "Kære Testine"),)


@given(st.text(alphabet="{}#*-nav \n", min_size=1, max_size=30))
def test_what_is_filled_in_is_never_read_as_a_field_or_a_sign(value: str) -> None:
    parts = filled(parts_of("# T\n\nFør {navn} efter"), {LetterField.NAME: value, LetterField.CONTACT: "hemmelig"})
    assert len(parts) == 2
    assert parts[1].kind is PartKind.PARAGRAPH
    assert parts[1].text == f"Før {value.replace('**', '')} efter"


def test_an_empty_block_goes_with_what_led_up_to_it() -> None:
    parts = parts_of("# T\n\n## Aftalt\n\n{aftaler}\n\nTekst\n\nVi aftalte:\n\n{aftaler}\n\nSlut")
    left = without_empty_blocks(parts, frozenset({LetterField.AGREEMENTS}))
    assert [part.text for part in left] == ["T", "Tekst", "Slut"]
    assert without_empty_blocks(parts, frozenset()) == parts


def test_the_age_decides_how_a_letter_speaks_and_whom_it_informs() -> None:
    ages = (14, 15, 17, 18, None)
    assert [reader_at(age) for age in ages] == [
        *(Reader.CHILD, Reader.YOUNG, Reader.YOUNG, Reader.ADULT, Reader.YOUNG),
    ]
    informs = {age: {reader for reader in Reader if fulfils_duty(LetterKind.INVITATION, reader, age)} for age in ages}
    assert informs == {
        14: {Reader.PARENT},
        15: {Reader.YOUNG},
        17: {Reader.YOUNG},
        18: {Reader.ADULT},
        None: {Reader.YOUNG},
    }
    assert not any(fulfils_duty(LetterKind.MINUTES, reader, 15) for reader in Reader)


def test_a_text_may_use_its_own_blocks_only() -> None:
    assert LetterField.SIGNATURES in fields_for(LetterText.AGREEMENTS)
    assert not BLOCKS & set(fields_for(LetterText.INFORMATION_YOUNG))
