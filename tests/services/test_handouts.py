"""A hand-out holds its own school's lines and nothing else; anything else is stopped, registered and logged."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from sspdesk.domain.consents import ConsentAuthority, ConsentTopic, FullConsent
from sspdesk.domain.disclosures import HANDOUT_FIELDS, Channel, Field
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import InstitutionId, LineId, MeetingId, PersonId, ProfessionalId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.people import Institution, Professional, ProfessionalRole
from sspdesk.domain.persons import Guardian, Person, Relation
from sspdesk.domain.wednesday import Decision, MeetingLine, PoliceContact, Role, Theme
from sspdesk.services import consents, disclosures, handouts
from sspdesk.services.consents import NewConsent
from sspdesk.services.handouts import HandoutRequest, NeutralLine, Ready, Refused
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace


class Town:
    """Two schools with a teacher each, one meeting, one pupil of each school with a decided line."""

    def __init__(self, uow: UnitOfWork) -> None:
        uow.save_settings(replace(uow.settings(), municipality="Havnsø Kommune (fiktiv)", consultant="Vibeke Skabelon"))
        self.schools = [uow.institutions.add(Institution(name=name)).id for name in ("Havnsø Skole", "Strandskolen")]
        self.teachers = [
            uow.professionals.add(Professional(name=name, role=ProfessionalRole.TEACHER, institution_id=school)).id
            for name, school in zip(("Lars Lærereksempel", "Stine Skoleeksempel"), self.schools, strict=True)
        ]
        self.meeting = uow.meetings.add(
            Meeting(
                forum_id=uow.forums.wednesday_group().id,
                starts_at=datetime(2026, 11, 25, 9),
                ends_at=datetime(2026, 11, 25, 11),
            )
        ).id
        self.persons: list[PersonId] = []
        self.lines: list[LineId] = []
        for number in (0, 1):
            self.add_pupil(uow, number)

    def add_pupil(self, uow: UnitOfWork, school: int, **changes: object) -> LineId:
        person = uow.persons.add(
            replace(
                Person(
                    first_name="Testine",
                    last_name="Eksempelsen",
                    birth_date=date(2012, 5, 15),
                    school_id=self.schools[school],
                    class_name="8.B",
                    class_year=2026,
                    address="Prøvevej 4",
                    phone="00 00 00 01",
                    created_on=date(2026, 11, 23),
                ),
                **changes,
            )
        )
        contact = uow.contacts.add(
            PoliceContact(
                person_id=person.id,
                contact_date=date(2026, 11, 13),
                role=Role.SUSPECTED,
                theme=Theme.VANDALISM,
                text="Hemmelig tekst fra politiet",
                received_on=date(2026, 11, 23),
            )
        )
        line = uow.lines.add(
            MeetingLine(
                meeting_id=self.meeting,
                contact_id=contact.id,
                number=len(self.lines) + 1,
                decision=Decision.OFFER_TALK,
                responsible_id=self.teachers[school],
                due=date(2026, 12, 9),
                note="Intern note",
            )
        )
        self.persons.append(person.id)
        self.lines.append(line.id)
        return line.id

    def request(self, *lines: LineId, **changes: object) -> HandoutRequest:
        return HandoutRequest(
            meeting_id=MeetingId(self.meeting),
            school_id=InstitutionId(self.schools[0]),
            teacher_id=ProfessionalId(self.teachers[0]),
            line_ids=lines or (self.lines[0],),
            **changes,
        )


@pytest.fixture
def town(workspace: Workspace) -> Town:
    return workspace.run(Town)


def _prepare(workspace: Workspace, request: HandoutRequest) -> Ready | Refused:
    return workspace.run(lambda uow: handouts.prepare(uow, request)).value


def test_only_lines_given_to_the_schools_teacher_are_offered(workspace: Workspace, town: Town) -> None:
    found = workspace.run(lambda uow: handouts.candidates(uow, town.meeting, town.schools[0], town.teachers[0]))
    assert [(one.line_id, one.who, one.blocked) for one in found] == [(town.lines[0], "T. E.", "")]


def give_consent(uow: UnitOfWork, person_id: PersonId, *topics: ConsentTopic) -> FullConsent:
    """Record a parent and their consent to topics for the school."""
    parent = Guardian(person_id=person_id, name="Eksempeline Testsen", relation=Relation.MOTHER)
    wanted = NewConsent(
        person_id=person_id,
        pairs=frozenset((one, ConsentAuthority.SCHOOL) for one in topics),
        guardian_ids=(uow.guardians.save(parent).id,),
        given_on=uow.today,
    )
    return consents.give(uow, wanted).value


def test_on_consent_only_pupils_whose_consent_covers_the_topic_leave(workspace: Workspace, town: Town) -> None:
    other = workspace.run(lambda uow: town.add_pupil(uow, 0))
    given = workspace.run(lambda uow: give_consent(uow, town.persons[0], ConsentTopic.TALK))
    topics = workspace.run(lambda uow: handouts.topics(uow, town.meeting))
    assert topics == [ConsentTopic.TALK]

    def blocked(topic: ConsentTopic | None) -> dict[LineId, str]:
        found = workspace.run(
            lambda uow: handouts.candidates(uow, town.meeting, town.schools[0], town.teachers[0], topic)
        )
        return {one.line_id: one.blocked for one in found}

    assert blocked(None) == {town.lines[0]: "", other: ""}
    assert blocked(ConsentTopic.TALK) == {town.lines[0]: "", other: "consent_never"}
    assert set(blocked(ConsentTopic.WELLBEING).values()) == {"consent_never"}
    on_consent = {"basis_code": "SAMT", "consent": ConsentTopic.TALK}
    refused = _prepare(workspace, town.request(town.lines[0], other, **on_consent))
    assert isinstance(refused, Refused)
    assert refused.code == "consent_never"
    unsaid = _prepare(workspace, town.request(basis_code="SAMT"))
    assert isinstance(unsaid, Refused)
    assert unsaid.code == "basis_needs_consent"
    request = town.request(**on_consent)
    ready = _prepare(workspace, request)
    assert isinstance(ready, Ready)
    assert "Samtykke" in ready.handout.paper.basis
    workspace.run(lambda uow: consents.withdraw(uow, given.consent.id, uow.today))
    late = workspace.run(lambda uow: handouts.issue(uow, request, ready, {Channel.PDF: "0" * 64})).value
    assert isinstance(late, Refused)
    assert late.code == "consent_withdrawn"
    assert blocked(ConsentTopic.TALK)[town.lines[0]] == "consent_withdrawn"


def test_what_leaves_is_initials_class_task_deadline_and_whom_to_call(workspace: Workspace, town: Town) -> None:
    ready = _prepare(workspace, town.request())
    assert isinstance(ready, Ready)
    (pupil,) = ready.handout.pupils
    assert (pupil.who, pupil.school_class, pupil.due, pupil.call) == (
        "T. E.",
        "8.B",
        date(2026, 12, 9),
        "Vibeke Skabelon",
    )
    assert ready.number == "SSP-2026-0001"
    assert ready.handout.expires == date(2026, 12, 23)
    everything = repr(ready.handout.pupils)
    for secret in ("Hemmelig", "Intern note", "Prøvevej", "00 00 00 01", "istænkt", "ærværk", "Eksempelsen"):
        assert secret not in everything


def test_a_protected_child_leaves_with_initials_even_when_names_were_chosen(workspace: Workspace, town: Town) -> None:
    protected = workspace.run(lambda uow: town.add_pupil(uow, 0, protected=True))
    fields = (Field.NAME, Field.CLASS)
    ready = _prepare(workspace, town.request(town.lines[0], protected, fields=fields))
    assert [pupil.who for pupil in ready.handout.pupils] == ["Testine Eksempelsen", "T. E."]


def _refused(workspace: Workspace, request: HandoutRequest, code: str) -> None:
    refused = _prepare(workspace, request)
    assert isinstance(refused, Refused)
    assert refused.code == code
    entry = workspace.run(lambda uow: uow.log_entries(limit=1))[0]
    assert (entry.action, entry.detail["reason"]) == (Action.EXPORT_REFUSED, code)
    stored = workspace.run(lambda uow: disclosures.listed(uow, 0, 1))[0]
    assert (stored.refused, stored.sha256) == (code, "")


def test_a_pupil_of_another_school_stops_the_whole_hand_out(workspace: Workspace, town: Town) -> None:
    _refused(workspace, town.request(town.lines[0], town.lines[1]), "other_school")


def test_a_line_given_to_somebody_else_stops_it(workspace: Workspace, town: Town) -> None:
    line = workspace.run(lambda uow: uow.lines.get(town.lines[0]))
    workspace.run(lambda uow: uow.lines.save(replace(line, responsible_id=town.teachers[1])))
    _refused(workspace, town.request(), "other_teacher")


def test_a_person_without_a_basis_stops_it(workspace: Workspace, town: Town) -> None:
    line = workspace.run(lambda uow: uow.lines.get(town.lines[0]))
    workspace.run(lambda uow: uow.lines.save(replace(line, withheld_reason="Politiet ønsker ikke at dele")))
    _refused(workspace, town.request(), "basis_missing")


@pytest.mark.parametrize("field", sorted(set(Field) - HANDOUT_FIELDS))
def test_a_field_outside_the_list_stops_it(workspace: Workspace, town: Town, field: Field) -> None:
    _refused(workspace, town.request(fields=(Field.INITIALS, field)), "field_not_allowed")


@pytest.mark.parametrize(
    ("basis", "code"),
    [
        ("PDL", "basis_not_in_force"),
        ("RPL115A", "basis_not_for_sharing"),
        ("SAMT", "basis_needs_consent"),
        ("X", "basis_missing"),
    ],
)
def test_a_basis_that_does_not_carry_stops_it(workspace: Workspace, town: Town, basis: str, code: str) -> None:
    _refused(workspace, town.request(basis_code=basis), code)


def test_investigation_is_no_purpose(workspace: Workspace, town: Town) -> None:
    _refused(workspace, town.request(purpose="Til politiets efterforskning"), "purpose_is_investigation")


def test_last_years_class_stops_it(workspace: Workspace, town: Town) -> None:
    line = workspace.run(lambda uow: town.add_pupil(uow, 0, class_year=2025))
    _refused(workspace, town.request(line), "class_outdated")


def test_a_class_of_a_later_year_is_not_outdated(workspace: Workspace, town: Town) -> None:
    line = workspace.run(lambda uow: town.add_pupil(uow, 0, class_year=2027))
    assert isinstance(_prepare(workspace, town.request(line)), Ready)


def test_a_hand_out_is_never_printed(workspace: Workspace, town: Town) -> None:
    _refused(workspace, town.request(channel=Channel.PRINT), "channel_not_allowed")
    ready = _prepare(workspace, town.request())
    files = {Channel.PDF: "ab" * 32, Channel.PRINT: "ab" * 32}
    refused = workspace.run(lambda uow: handouts.issue(uow, town.request(), ready, files)).value
    assert isinstance(refused, Refused)
    assert [one.refused for one in workspace.run(lambda uow: disclosures.listed(uow, 0, 9))] == [
        "channel_not_allowed",
        "channel_not_allowed",
    ]


@pytest.mark.parametrize("fields", [(), (Field.CLASS, Field.TASK)])
def test_a_hand_out_says_whom_it_is_about(workspace: Workspace, town: Town, fields: tuple[Field, ...]) -> None:
    _refused(workspace, town.request(fields=fields), "nobody_named")


def test_the_same_line_twice_stands_once(workspace: Workspace, town: Town) -> None:
    ready = _prepare(workspace, town.request(town.lines[0], town.lines[0]))
    assert [pupil.who for pupil in ready.handout.pupils] == ["T. E."]


def test_an_unknown_line_is_an_attempt(workspace: Workspace, town: Town) -> None:
    _refused(workspace, town.request(town.lines[0], LineId(999)), "line_unknown")


def test_a_neutral_line_needs_its_reason(workspace: Workspace, town: Town) -> None:
    fields = (*handouts.STANDARD_FIELDS, Field.NEUTRAL_LINE)
    lines = {town.lines[0]: NeutralLine(text="Tager selv bussen hjem", reason="")}
    _refused(workspace, town.request(fields=fields, neutral_lines=lines), "handout_text_without_reason")
    lines = {town.lines[0]: NeutralLine(text="Tager selv bussen hjem", reason="Skal hentes af klubben")}
    ready = _prepare(workspace, town.request(fields=fields, neutral_lines=lines))
    assert ready.handout.pupils[0].text == "Tager selv bussen hjem"


FORBIDDEN = {
    "cpr": "Hans nummer er 150512-4000",
    "cpr with spaces": "Hans nummer er 15 05 12 - 4000",
    "phone": "Ring 20304050",
    "phone in pairs": "Ring 20 30 40 50",
    "address": "Bor på prøvevej 4",
    "street": "Kommer fra Prøvevej",
    "guardian": "Aftalt med prøvine",
    "guardian's phone": "Ring 00-00.0002",
    "role": "Er mistænkt",
    "other role": "Er forurettet",
    "theme": "Tal om hærværket",
    "role as the police wrote it": "Han er medgerningsmand",
    "own name": "TESTINES ur er fundet",
    "another on the list": "Var sammen med Skabelonsen",
}


@pytest.mark.parametrize("where", ["text", "reason"])
@pytest.mark.parametrize("words", FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_neutral_line_with_what_may_not_leave_stops_it(
    workspace: Workspace, town: Town, words: str, where: str
) -> None:
    workspace.run(lambda uow: _family_and_friend(uow, town))
    neutral = replace(NeutralLine(text="Tager selv bussen hjem", reason="Skal hentes"), **{where: words})
    fields = (*handouts.STANDARD_FIELDS, Field.NEUTRAL_LINE)
    _refused(
        workspace,
        town.request(fields=fields, neutral_lines={town.lines[0]: neutral}),
        "handout_text_forbidden",
    )


def _family_and_friend(uow: UnitOfWork, town: Town) -> None:
    uow.guardians.add(Guardian(person_id=town.persons[0], name="Prøvine Fiktivsen", phone="00 00 00 02"))
    line = uow.lines.get(town.lines[0])
    uow.contacts.save(replace(uow.contacts.get(line.contact_id), role_text="Medgerningsmand"))
    uow.persons.save(replace(uow.persons.get(town.persons[1]), first_name="Prøvus", last_name="Skabelonsen"))


def test_a_neutral_line_may_name_the_very_pupil_when_the_name_leaves_anyway(workspace: Workspace, town: Town) -> None:
    protected = workspace.run(lambda uow: town.add_pupil(uow, 0, first_name="Hemmeline", protected=True))
    fields = (Field.NAME, Field.CLASS, Field.NEUTRAL_LINE)

    def asked(line: LineId, text: str) -> HandoutRequest:
        lines = {line: NeutralLine(text=text, reason="Mødes den 9.12.2026 kl. 14.30 i lokale 12")}
        return town.request(line, fields=fields, neutral_lines=lines)

    ready = _prepare(workspace, asked(town.lines[0], "Testine tager bussen"))
    assert isinstance(ready, Ready)
    assert ready.handout.pupils[0].text == "Testine tager bussen"
    assert ready.discreet.pupils[0].text == "T. tager bussen"
    _refused(workspace, asked(protected, "Hemmeline tager bussen"), "handout_text_forbidden")
    _refused(workspace, asked(town.lines[0], "Hemmeline tager bussen"), "handout_text_forbidden")


def test_a_purpose_with_a_name_stops_it(workspace: Workspace, town: Town) -> None:
    _refused(workspace, town.request(purpose="Opfølgning om Testine"), "handout_text_forbidden")


def test_a_registered_hand_out_stands_with_the_person_and_in_the_log(workspace: Workspace, town: Town) -> None:
    ready = _prepare(workspace, town.request(channel=Channel.XLSX))
    workspace.run(lambda uow: disclosures.register(uow, ready.leaving, number=ready.number, sha256="ab" * 32))
    (stored,) = workspace.run(lambda uow: disclosures.of_person(uow, town.persons[0]))
    assert (stored.number, stored.channel, stored.sha256) == ("SSP-2026-0001", Channel.XLSX, "ab" * 32)
    assert stored.recipient == "Lars Lærereksempel, Havnsø Skole"
    assert workspace.run(lambda uow: disclosures.of_person(uow, town.persons[1])) == []
    entry = workspace.run(lambda uow: uow.log_entries(limit=1))[0]
    assert entry.action is Action.EXPORT
    assert entry.detail["persons"] == [town.persons[0]]
    assert "Eksempelsen" not in repr(entry.detail)
    assert _prepare(workspace, town.request()).number == "SSP-2026-0002"


def test_nothing_is_registered_without_a_recipient(workspace: Workspace, town: Town) -> None:
    ready = _prepare(workspace, town.request())
    with pytest.raises(DomainError, match="recipient_missing"):
        workspace.run(
            lambda uow: disclosures.register(uow, replace(ready.leaving, recipient=" "), number="SSP-2026-0001")
        )
