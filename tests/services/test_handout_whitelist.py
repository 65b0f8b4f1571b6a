"""T21: whatever is asked for, nothing outside the list gets into a hand-out, as PDF or as sheet."""

import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from sspdesk.domain.disclosures import HANDOUT_FIELDS, Field
from sspdesk.domain.persons import Guardian, Relation
from sspdesk.exchange import handout_sheet
from sspdesk.reports import handout as report
from sspdesk.services import disclosures, handouts
from sspdesk.services.handouts import NeutralLine, Ready, Refused
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests import plan
from tests.services.test_handouts import Town

SECRETS = (
    *("Hemmelig tekst", "Intern note", "Prøvevej", "00000001", "Prøvine", "150512", "4000", "mistænkt", "hærværk"),
    *("Havnsø Station", "0100-26", "Skjult bemærkning"),
)


def _fill(uow: UnitOfWork) -> Town:
    town = Town(uow)
    person = uow.persons.get(town.persons[0])
    uow.persons.save(replace(person, cpr="1505124000", note="Skjult bemærkning", phone="00000001"))
    uow.guardians.add(Guardian(person_id=person.id, name="Prøvine Eksempelsen", relation=Relation.MOTHER))
    contact = uow.contacts.get(uow.lines.get(town.lines[0]).contact_id)
    uow.contacts.save(replace(contact, place="Havnsø Station", reference="0100-26-77"))
    return town


def _texts(ready: Ready) -> str:
    pages = PdfReader(io.BytesIO(report.render(ready.handout))).pages
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(handout_sheet.render(ready.handout))).get_sheet_by_index(0)
    return " ".join(" ".join(page.extract_text() for page in pages).split()) + repr(sheet.to_python())


@pytest.mark.trial("T21", cases=plan.count(20, 200))
@settings(max_examples=plan.count(20, 200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.lists(st.sampled_from(list(Field)), min_size=1, max_size=6, unique=True),
    protected=st.booleans(),
    lines=st.lists(st.sampled_from([0, 1]), min_size=1, max_size=2, unique=True),
)
def test_a_hand_out_holds_what_was_asked_for_from_the_list_or_is_refused(
    workspace: Workspace, fields: list[Field], protected: bool, lines: list[int]
) -> None:
    town = workspace.run(_fill)
    person = workspace.run(lambda uow: uow.persons.get(town.persons[0]))
    workspace.run(lambda uow: uow.persons.save(replace(person, protected=protected)))
    wanted = [town.lines[number] for number in lines]
    request = town.request(
        *wanted,
        fields=tuple(fields),
        neutral_lines={wanted[0]: NeutralLine(text="Tager bussen", reason="Klubben venter")},
    )
    answer = workspace.run(lambda uow: handouts.prepare(uow, request)).value
    told_who = {Field.INITIALS, Field.NAME} & set(fields)
    allowed = bool(told_who) and set(fields) <= HANDOUT_FIELDS and lines == [0]
    assert isinstance(answer, Ready) is allowed
    if isinstance(answer, Refused):
        stored = workspace.run(lambda uow: disclosures.page(uow, 0, 1))[0].disclosure
        assert (stored.refused, stored.sha256) == (answer.code, "")
        workspace.run(_forget)
        return
    text = _texts(answer)
    for secret in SECRETS:
        assert secret.casefold() not in text.casefold()
    assert ("Testine Eksempelsen" in text) is (Field.NAME in fields and not protected)
    assert ("8.B" in text) is (Field.CLASS in fields)
    assert ("Tilbyd forebyggende samtale" in text) is (Field.TASK in fields)
    assert ("Tager bussen" in text) is (Field.NEUTRAL_LINE in fields)
    workspace.run(_forget)


def _forget(uow: UnitOfWork) -> None:
    """Let the next example give the same CPR number to a new person."""
    for person in uow.persons.where():
        if person.cpr:
            uow.persons.save(replace(person, cpr=None))
