"""The person summary: two pages at most for ordinary data, and never a protected address."""

import io
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from sspdesk.reports import person_summary
from sspdesk.reports.person_summary import GuardianRow, TimelineRow
from tests.reports import examples, layout


def _text(data: person_summary.PersonSummary) -> str:
    return " ".join(layout.texts(person_summary.render(data)))


def test_the_summary_shows_facts_timeline_tasks_and_disclosures() -> None:
    text = _text(examples.SUMMARY)
    for words in (
        "Testine Eksempelsen Personoversigt · 15 år",
        "Født 15. maj 2011",
        "Skole Havnsø Skole, 8.B",
        "Adresse Skabelonvej 7, 4999 Havnsø",
        "Forælder Prøvine Eksempelsen (mor), 00 44 55 66",
        "Forælder Skabert Eksempelsen (far). Må ikke få adressen oplyst.",
        "ons. 9. dec. 2026 Tilbyd samtale Frida Fagprøve Ikke begyndt",
        "Onsdagsgruppen: tilbyd samtale",
        "Ingen ældre hændelser",
        "tirs. 24. nov. 2026 Rikke Rollespil initialer, alder, skole, rolle, emne",
    ):
        assert words in text


def test_ordinary_data_take_two_pages_at_most() -> None:
    events = tuple(
        TimelineRow(
            when=date(2026, 11, 20) - timedelta(days=9 * number), title="Kontakt fra politiet", text="Set i byen."
        )
        for number in range(15)
    )
    data = replace(examples.SUMMARY, timeline=events, tasks=examples.SUMMARY.tasks * 3)
    assert len(layout.texts(person_summary.render(data))) <= 2


_SECRET = st.text(alphabet="0123456789abcdefghijkl", min_size=8, max_size=20).map(lambda text: f"zz{text}")


@settings(max_examples=20, deadline=None)
@given(st.lists(_SECRET, min_size=5, max_size=5, unique=True))
def test_a_protected_persons_address_phone_and_school_are_nowhere_in_the_file(secrets: list[str]) -> None:
    address, phone, school, school_class, guardian_phone = secrets
    data = replace(
        examples.SUMMARY,
        protected=True,
        address=address,
        phone=phone,
        school=school,
        school_class=school_class,
        guardians=(GuardianRow(name="Prøvine Eksempelsen", relation="mor", phone=guardian_phone),),
    )
    pdf = person_summary.render(data)
    text = " ".join(layout.texts(pdf))
    assert "Navne- og adressebeskyttelse." in text
    assert "Prøvine Eksempelsen (mor)" in text
    squeezed = text.replace(" ", "")
    assert not [secret for secret in secrets if secret in squeezed]
    streams = b"".join(page.get_contents().get_data() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert not [secret for secret in secrets if secret.encode() in streams or secret.encode() in pdf]
    assert person_summary.render(replace(data, address="", phone="", school="", school_class="")) == pdf


def test_an_unprotected_person_is_printed_with_all_of_it() -> None:
    text = _text(replace(examples.SUMMARY, address="zzaddress", phone="zzphone", school="zzschool"))
    assert all(words in text for words in ("zzaddress", "zzphone", "zzschool"))
