"""The papers hold what they may and nothing else: no school of a protected child, and no names in the minutes."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import PersonId
from sspdesk.domain.papers import without_names
from sspdesk.domain.persons import Guardian, Note, Person, Relation
from sspdesk.domain.tasks import Task, TaskKind
from sspdesk.domain.wednesday import Decision, Role, Theme
from sspdesk.services import disclosures, minutes, papers, person_summary, wednesday
from sspdesk.services.meetings import plan
from sspdesk.services.person_summary import SummaryRequest
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.services import wednesday_world as world
from tests.services.wednesday_world import World

PURPOSE = "Forebyggelse"


@pytest.fixture
def town(workspace: Workspace) -> World:
    workspace.run(lambda uow: uow.save_settings(replace(uow.settings(), consultant="Vibeke Skabelon")))
    return workspace.run(world.make_world)


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def _protect(uow: UnitOfWork, name: str) -> None:
    for person in uow.persons.where():
        if person.name == name:
            uow.persons.save(replace(person, protected=True, address="Prøvevej 4", phone="00 00 00 01"))


def test_the_agenda_has_initials_age_school_and_role_with_theme(workspace: Workspace, town: World) -> None:
    workspace.run(lambda uow: world.make_lines(uow, town.meeting, "Testine Eksempelsen"))
    paper = workspace.run(lambda uow: papers.agenda(uow, town.meeting))
    (line,) = paper.agenda.lines
    assert (line.who, line.age, line.school, line.role, line.theme) == ("T. E.", 14, "Prøveskolen", "vidne", "Hærværk")
    text = _text(paper.render())
    assert "Vidne, hærværk" in text
    assert "Testine" not in text
    assert "Havnsø Station" not in text
    assert not paper.names


def test_names_are_a_choice_and_are_registered_as_names(workspace: Workspace, town: World) -> None:
    workspace.run(lambda uow: world.make_lines(uow, town.meeting, "Testine Eksempelsen"))
    paper = workspace.run(lambda uow: papers.agenda(uow, town.meeting, names=True))
    assert "Testine Eksempelsen" in _text(paper.render())
    assert Field.NAME in paper.leaving.fields
    assert Field.INITIALS not in paper.leaving.fields
    discreet = _text(paper.render_discreet())
    assert "T. E." in discreet
    assert "Testine" not in discreet


def test_the_school_of_a_protected_child_is_not_printed(workspace: Workspace, town: World) -> None:
    workspace.run(lambda uow: world.make_lines(uow, town.meeting, "Testine Eksempelsen"))
    workspace.run(lambda uow: _protect(uow, "Testine Eksempelsen"))
    for names in (False, True):
        paper = workspace.run(lambda uow, names=names: papers.agenda(uow, town.meeting, names=names))
        assert paper.agenda.lines[0].school == ""
        assert "Prøveskolen" not in _text(paper.render())


def test_each_recipient_gets_a_numbered_copy(workspace: Workspace, town: World) -> None:
    workspace.run(lambda uow: world.make_lines(uow, town.meeting, "Testine Eksempelsen"))
    names = workspace.run(lambda uow: papers.possible_recipients(uow, town.meeting))
    assert names == ("Lars Lærereksempel", "Poul Prøvegaard")
    paper = workspace.run(lambda uow: papers.agenda(uow, town.meeting, recipients=names))
    assert paper.leaving.copies == 2
    text = _text(paper.render())
    assert "eksemplar 1 af 2 (Lars Lærereksempel)" in text
    assert "eksemplar 2 af 2 (Poul Prøvegaard)" in text


def test_a_carried_line_says_where_it_comes_from(workspace: Workspace, town: World) -> None:
    workspace.run(lambda uow: world.make_lines(uow, town.meeting, "Testine Eksempelsen"))
    later = workspace.run(lambda uow: plan(uow, world.plan_on(world.NEXT_DAY))).value
    workspace.run(lambda uow: minutes.end_meeting(uow, town.meeting))
    paper = workspace.run(lambda uow: papers.agenda(uow, later.id))
    assert [line.carried_from for line in paper.agenda.lines] == [world.MEETING_DAY]
    assert "fra ons. 25. nov." in _text(paper.render())


def test_the_minutes_hold_initials_and_case_number_even_where_a_name_was_typed(
    workspace: Workspace, town: World
) -> None:
    (line,) = workspace.run(lambda uow: world.make_lines(uow, town.meeting, "Testine Eksempelsen"))

    def decide(uow: UnitOfWork) -> None:
        contact = uow.contacts.get(uow.lines.get(line).contact_id)
        uow.contacts.save(replace(contact, reference="0100-26-77"))
        wednesday.decide(
            uow,
            line,
            Decision.OFFER_TALK,
            responsible_id=town.teacher.id,
            due=world.NEXT_DAY,
            note="Testines mor ringer til Lars. Testine Eksempelsen ved det.",
        )
        minutes.save_summary(uow, town.meeting, "Eksempelsen var med i gruppen.")

    workspace.run(decide)
    paper = workspace.run(lambda uow: papers.minutes(uow, town.meeting))
    text = _text(paper.render())
    assert "0100-26-77" in text
    assert "Tilbyd forebyggende samtale" in text
    assert "T. E." in text
    assert "T.s mor ringer til Lars. T. E. ved det." in text
    assert "Testine" not in text
    assert "Eksempelsen" not in text
    assert Field.CASE_NUMBER in paper.leaving.fields
    assert paper.leaving.document is Document.DECISION_MINUTES


def test_a_note_in_the_minutes_does_not_say_where_a_protected_person_is(workspace: Workspace, town: World) -> None:
    (line,) = workspace.run(lambda uow: world.make_lines(uow, town.meeting, "Testine Eksempelsen"))
    workspace.run(lambda uow: _protect(uow, "Testine Eksempelsen"))
    note = "Prøveskolen ringer på 00 00 00 01 og tager til Prøvevej 4"
    workspace.run(lambda uow: wednesday.decide(uow, line, Decision.NO_ACTION, note=note))
    paper = workspace.run(lambda uow: papers.minutes(uow, town.meeting))
    assert paper.minutes.decisions[0].note == "skolen ringer på telefonnummeret og tager til adressen"


def test_only_whole_words_become_initials() -> None:
    person = Person(first_name="Bo", last_name="van Prøve", created_on=date(2026, 11, 23))
    assert without_names("Bo bor hos Boris van Damm.", [person]) == "B. bor hos Boris van Damm."
    assert without_names("Bo van Prøve og Prøves ven", [person]) == "B. P. og P.s ven"


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("testine kommer", "T. kommer"),
        ("TESTINE PÅSKEBJERG kommer", "T. P. kommer"),
        ("Paaskebjergs mor", "P.s mor"),
        ("påskebjerget", "påskebjerget"),
    ],
)
def test_a_name_becomes_initials_however_it_was_typed(typed: str, left: str) -> None:
    person = Person(first_name="Testine", last_name="Påskebjerg", created_on=date(2026, 11, 23))
    assert without_names(typed, [person]) == left


def test_a_paper_warns_when_nobody_has_checked_the_law(workspace: Workspace, town: World) -> None:
    paper = workspace.run(lambda uow: papers.agenda(uow, town.meeting))
    assert "over et år" in paper.warning
    basis = next(one for one in workspace.run(disclosures.bases) if one.code == "RPL115-1")
    workspace.run(lambda uow: disclosures.mark_checked(uow, basis.id))
    assert workspace.run(lambda uow: papers.agenda(uow, town.meeting)).warning == ""


def test_no_basis_no_paper(workspace: Workspace, town: World) -> None:
    def expire(uow: UnitOfWork) -> None:
        basis = next(one for one in disclosures.bases(uow) if one.code == "RPL115-1")
        disclosures.save_basis(uow, replace(basis, valid_to=date(2026, 1, 1)))

    workspace.run(expire)
    with pytest.raises(DomainError, match="basis_not_in_force"):
        workspace.run(lambda uow: papers.minutes(uow, town.meeting))


def test_nobody_under_fifteen_is_printed_as_charged(workspace: Workspace, town: World) -> None:
    workspace.run(lambda uow: world.make_lines(uow, town.meeting, "Testine Eksempelsen"))
    workspace.run(lambda uow: [uow.contacts.save(replace(one, role=Role.CHARGED)) for one in uow.contacts.where()])
    text = _text(workspace.run(lambda uow: papers.agenda(uow, town.meeting)).render())
    assert "sigtet" not in text.casefold()
    assert "mistænkt (u. 15)" in text.casefold()
    person_id = workspace.run(lambda uow: uow.persons.where())[0].id
    assert "sigtet" not in _text(_summary(workspace, person_id).render()).casefold()


# -- person summary --------------------------------------------------------------------------------------------------


def _person(uow: UnitOfWork) -> PersonId:
    person_id = world.make_person(uow)
    uow.persons.save(
        replace(uow.persons.get(person_id), address="Prøvevej 4", phone="00 00 00 01", cpr="1505124000", note="Tavs")
    )
    uow.guardians.add(
        Guardian(person_id=person_id, name="Prøvine Eksempelsen", relation=Relation.MOTHER, phone="00 00 00 02")
    )
    world.make_contact(uow, person_id)
    return person_id


def _summary(workspace: Workspace, person_id: PersonId, *parts: Field) -> person_summary.SummaryPaper:
    request = SummaryRequest(
        person_id=person_id,
        recipient="Vibeke Skabelon",
        purpose=PURPOSE,
        parts=parts or person_summary.STANDARD_PARTS,
    )
    return workspace.run(lambda uow: person_summary.gather(uow, request))


def test_the_summary_holds_what_was_asked_for(workspace: Workspace, town: World) -> None:
    person_id = workspace.run(_person)
    text = _text(_summary(workspace, person_id).render())
    for words in ("Testine Eksempelsen", "Prøveskolen, 8.B", "Politikontakt", "Vidne, hærværk."):
        assert words in text
    for secret in ("Prøvevej", "00 00 00", "Prøvine", "150512", "Tavs"):
        assert secret not in text
    every = (*person_summary.STANDARD_PARTS, *person_summary.OPTIONAL_PARTS)
    full = _summary(workspace, person_id, *every)
    text = _text(full.render())
    for words in ("Prøvevej 4", "Prøvine Eksempelsen (mor), 00 00 00 02", "150512-••••", "Tavs"):
        assert words in text
    assert "4000" not in text
    discreet = _text(full.render_discreet())
    assert "T. E." in discreet
    for secret in ("Testine", "Prøvine", "Eksempelsen", "Prøvevej", "150512", "Prøveskolen", "00 00 00"):
        assert secret not in discreet
    assert {Field.ADDRESS, Field.GUARDIANS, Field.ROLE, Field.THEME} <= set(full.leaving.fields)


def test_nothing_of_a_protected_persons_whereabouts_is_on_the_summary(workspace: Workspace, town: World) -> None:
    person_id = workspace.run(_person)
    workspace.run(lambda uow: _protect(uow, "Testine Eksempelsen"))
    paper = _summary(workspace, person_id, *person_summary.STANDARD_PARTS, *person_summary.OPTIONAL_PARTS)
    text = _text(paper.render())
    for secret in ("Prøvevej", "00 00 00", "Prøveskolen", "8.B"):
        assert secret not in text
    assert not {Field.ADDRESS, Field.PHONE, Field.SCHOOL, Field.CLASS} & set(paper.leaving.fields)


def test_initials_stand_where_the_name_was_not_asked_for(workspace: Workspace, town: World) -> None:
    person_id = workspace.run(_person)
    paper = _summary(workspace, person_id, Field.BIRTH_DATE)
    assert paper.summary.who == "T. E."
    assert paper.leaving.fields == (Field.INITIALS, Field.AGE, Field.BIRTH_DATE)


def test_the_texts_of_a_protected_person_do_not_say_where_they_are(workspace: Workspace, town: World) -> None:
    person_id = workspace.run(_person)
    workspace.run(lambda uow: _protect(uow, "Testine Eksempelsen"))

    def write(uow: UnitOfWork) -> None:
        contact = uow.contacts.of_person(person_id)[0]
        uow.contacts.save(
            replace(
                contact, place="Prøveskolen", text="Bor på prøvevej 4, mobil 00 00 00 01, kom fra Prøveskolens bal."
            )
        )
        uow.contacts.save(replace(contact, id=world.make_contact(uow, person_id), place="Prøveskolen", text="Uro."))
        uow.persons.save(replace(uow.persons.get(person_id), note="Går på PRØVESKOLEN"))
        (line,) = wednesday.add_lines(uow, town.meeting, [contact.id])
        wednesday.decide(uow, line, Decision.NO_ACTION, note="Prøveskolen tager den")
        leaving = disclosures.Leaving(
            document=Document.HANDOUT,
            channel=Channel.PDF,
            recipient="Lars Lærereksempel, Prøveskolen",
            purpose=PURPOSE,
            fields=(Field.INITIALS,),
            persons=(person_id,),
        )
        disclosures.register(uow, leaving, number=disclosures.next_number(uow))

    workspace.run(write)
    every = (*person_summary.STANDARD_PARTS, *person_summary.OPTIONAL_PARTS)
    text = _text(_summary(workspace, person_id, *every).render())
    for secret in ("prøveskolen", "prøvevej", "00 00 00"):
        assert secret not in text.casefold()
    assert "Lars Lærereksempel, skolen" in text
    assert "kom fra skolens bal" in text
    assert "Sted: skolen." in text


def test_no_text_holds_the_name_that_was_not_asked_for(workspace: Workspace, town: World) -> None:
    person_id = workspace.run(_person)

    def write(uow: UnitOfWork) -> None:
        person = uow.persons.get(person_id)
        uow.persons.save(replace(person, note="testine bor hos sin mor"))
        uow.notes.add(Note(person_id=person_id, at=uow.now, text="Talte med Eksempelsen"))
        uow.tasks.add(Task(kind=TaskKind.OWN, title="Ring til Testine", person_id=person_id, created_on=uow.today))

    workspace.run(write)
    every = {*person_summary.STANDARD_PARTS, *person_summary.OPTIONAL_PARTS} - {Field.NAME}
    text = _text(_summary(workspace, person_id, *every).render())
    for secret in ("testine", "eksempelsen"):
        assert secret not in text.casefold()
    for words in ("T. var til stede", "T. bor hos sin mor", "Talte med E.", "Ring til T."):
        assert words in text


def test_a_summary_needs_a_receiver(workspace: Workspace, town: World) -> None:
    person_id = workspace.run(_person)
    request = SummaryRequest(person_id=person_id, recipient=" ", purpose=PURPOSE)
    with pytest.raises(DomainError, match="recipient_missing"):
        workspace.run(lambda uow: person_summary.gather(uow, request))


def test_a_theme_without_a_role_never_gets_on_paper(workspace: Workspace, town: World) -> None:
    person_id = workspace.run(_person)
    workspace.run(
        lambda uow: [uow.contacts.save(replace(one, role=Role.MET, theme=Theme.UNREST)) for one in uow.contacts.where()]
    )
    assert "Antruffet/andet, uro." in _text(_summary(workspace, person_id).render())


def test_the_same_paper_renders_to_the_same_bytes_and_keeps_its_number(workspace: Workspace, town: World) -> None:
    paper = workspace.run(lambda uow: papers.minutes(uow, town.meeting))
    assert paper.render() == paper.render()
    assert paper.number == "SSP-2026-0001"
    for channel in (Channel.PRINT, Channel.PDF):
        leaving = replace(paper.leaving, channel=channel)
        workspace.run(lambda uow, leaving=leaving: disclosures.register(uow, leaving, number=paper.number, sha256="00"))
    assert workspace.run(lambda uow: papers.minutes(uow, town.meeting)).number == "SSP-2026-0002"
