"""The hand-out to an SSP teacher on paper (DOC-28)."""

from dataclasses import fields, replace

import pytest

from sspdesk.domain.errors import DomainError
from sspdesk.domain.papers import HandoutPupil
from sspdesk.reports import handout
from tests.reports import examples, layout


def test_every_page_carries_expiry_receiver_and_purpose() -> None:
    pupils = tuple(replace(examples.HANDOUT.pupils[index % 3], who=f"A.{index}.") for index in range(24))
    pages = layout.texts(handout.render(replace(examples.HANDOUT, pupils=pupils)))
    assert len(pages) >= 3
    for text in pages:
        assert "Slettes senest 25. dec. 2026" in text
        assert "Slet filen, og makulér papiret senest 25. dec. 2026." in text
        assert "til Frida Fagprøve, Havnsø Skole" in text
        assert "Formål: At du kan tilbyde samtalerne, der blev aftalt på mødet." in text
        assert "SSP-2026-0147" in text
    together = " ".join(pages)
    assert all(f"A.{index}." in together for index in range(24))


def test_a_pupils_block_is_kept_together() -> None:
    pupils = tuple(replace(examples.HANDOUT.pupils[1], who=f"A.{index}.") for index in range(20))
    for text in layout.texts(handout.render(replace(examples.HANDOUT, pupils=pupils))):
        assert text.count("Opgave") == text.count("Derfor får du det") == text.count("A.")


def test_a_pupil_is_shown_with_class_task_deadline_and_whom_to_call() -> None:
    text = " ".join(layout.texts(handout.render(examples.HANDOUT)))
    assert "T.E. Opgave Tilbyd en forebyggende samtale 7.A Frist ons. 9. dec. 2026" in text
    assert "Ring til Vibeke Skabelon, SSP-konsulent, 00 12 34 56" in text
    assert "Godt at vide Vil gerne tale uden for klassen. Derfor får du det Så samtalen ikke" in text


def test_there_is_room_for_nothing_else() -> None:
    """The list of issue § 8. A new field here needs a legal reason, not only a new line in this test."""
    assert {field.name for field in fields(HandoutPupil)} == {
        "who",
        "school_class",
        "task",
        "due",
        "call",
        "text",
        "reason",
    }


def test_a_neutral_line_needs_a_reason() -> None:
    with pytest.raises(DomainError) as refused:
        HandoutPupil(who="F.F.", school_class="8.B", task="Tilbyd samtale", text="Vil gerne tale alene.", reason=" ")
    assert (refused.value.code, refused.value.field) == ("handout_text_without_reason", "reason")


def test_a_very_long_line_breaks_over_pages() -> None:
    long = " ".join(f"ord{number}" for number in range(2500))
    pupil = replace(examples.HANDOUT.pupils[1], text=long)
    pdf = handout.render(replace(examples.HANDOUT, pupils=(pupil,)))
    text = " ".join(layout.texts(pdf))
    assert "ord0 " in text
    assert "ord2499" in text
    assert all(layout.collisions(page) == [] for page in layout.glyphs(pdf))


def test_long_names_wrap_beside_their_facts() -> None:
    name = "Maximiliane-Alexandrine Skabelonsdatter-Eksempelsen-Prøvegård"
    pupils = tuple(replace(pupil, who=name, call=f"{name} {name}", task=name * 3) for pupil in examples.HANDOUT.pupils)
    pdf = handout.render(replace(examples.HANDOUT, pupils=pupils, school=name, recipient=name))
    assert all(layout.collisions(page) == [] for page in layout.glyphs(pdf))
