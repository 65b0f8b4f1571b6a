"""The decision minutes (DOC-02)."""

from dataclasses import replace

from sspdesk.reports import minutes
from tests.reports import examples, layout


def _text(data: minutes.Minutes) -> str:
    return " ".join(layout.texts(minutes.render(data))).replace("\N{NO-BREAK SPACE}", " ")


def test_the_minutes_say_who_came_and_what_was_decided() -> None:
    text = _text(examples.MINUTES)
    for words in (
        "Referat: Onsdagsgruppen",
        "Til stede Poul Prøvegaard (politi), Rikke Rollespil (socialrådgiver)",
        "Afbud Jonna Jobprøve (ungeindsats)",
        "Ikke mødt Gert Gadeeksempel (gadeteam)",
        "1 F.O. SSP-2026-0041 Tilbyd samtale Samtalen holdes på skolen. Frida Fagprøve ons. 9. dec.",
        "6 E.N. SSP-2026-0046 Ikke besluttet endnu",
    ):
        assert words in text


def test_a_deleted_line_keeps_only_its_number() -> None:
    assert "7 slettet 8 T.E." in _text(examples.MINUTES)
    told = minutes.DecisionLine(number=7, who="Z.Q.", case_number="SSP-2026-9999", note="hemmelig", deleted=True)
    text = _text(replace(examples.MINUTES, decisions=(told,)))
    assert "7 slettet" in text
    assert not [words for words in ("Z.Q.", "SSP-2026-9999", "hemmelig") if words in text]


def test_approved_minutes_say_by_whom_and_show_dated_additions() -> None:
    text = _text(examples.MINUTES)
    assert "Godkendt fre. 27. nov. 2026 kl. 13.30 af Vibeke Skabelon" in text
    assert "tirs. 1. dec. 2026 kl. 10.15 Nr. 2: ansvarlig er nu Gert Gadeeksempel. Vibeke Skabelon" in text
    assert "Udkast" not in text


def test_a_draft_says_so_on_every_page_and_leaves_room_to_approve() -> None:
    lines = tuple(replace(examples.MINUTES.decisions[0], number=number) for number in range(1, 60))
    pages = layout.texts(minutes.render(replace(examples.MINUTES, approved_at=None, decisions=lines)))
    assert len(pages) > 1
    assert all("Udkast" in text for text in pages)
    assert "Godkendt af" in pages[-1]
