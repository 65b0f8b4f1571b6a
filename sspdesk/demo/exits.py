"""Invented exit cases, one in every stage: from an enquiry of this week to one closed after its last outcome."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from sspdesk.demo.town import Town
from sspdesk.domain.consents import ConsentAuthority, ConsentForm, ConsentTopic
from sspdesk.domain.exit_parts import (
    Focus,
    FocusArea,
    FocusStatus,
    Funds,
    FundsAnswer,
    NoteKind,
    PaperKind,
    Party,
    PartyRole,
    Rating,
)
from sspdesk.domain.exit_sharing import CONTACT_POINT
from sspdesk.domain.exits import (
    EnquirySource,
    ExitCase,
    ExitState,
    OutcomeAnswer,
    OutcomePoint,
    Programme,
    SideKind,
    Threat,
)
from sspdesk.domain.ids import ExitCaseId, PersonId
from sspdesk.domain.persons import DutyState, Person
from sspdesk.domain.talks import Step
from sspdesk.exchange import attachments as files
from sspdesk.resource import resource
from sspdesk.services import consents, exit_links, exit_parts, exits
from sspdesk.services.consents import NewConsent
from sspdesk.services.exit_links import StatusMeeting
from sspdesk.services.exits import NewEnquiry
from sspdesk.services.work import UnitOfWork

_HOUSING, _WORK = (FocusArea.HOUSING, FocusStatus.URGENT), (FocusArea.WORK, FocusStatus.UNDER_WAY)
_ECONOMY, _NETWORK = (FocusArea.ECONOMY, FocusStatus.UNDER_WAY), (FocusArea.NETWORK, FocusStatus.WAITING)
_SUBSTANCE, _SECURITY = (FocusArea.SUBSTANCE, FocusStatus.UNDER_WAY), (FocusArea.SECURITY, FocusStatus.UNDER_WAY)
_HEALTH, _FAMILY = (FocusArea.HEALTH, FocusStatus.DONE), (FocusArea.FAMILY, FocusStatus.NOT_BEGUN)
_FOCUS = (
    (_HOUSING, "Egen bolig uden for området", "Akutbolig: svar fra boligrådgiveren", "Bo Byskitse", 4),
    (_WORK, "Praktik 20 timer om ugen", "Samtale på lageret, Jonna tager med", "Jonna Jobprøve", 8),
    (_ECONOMY, "Afdragsordning og fast budget", "Gældsrådgivning, møde nr. 2", "Yrsa Ydelse", 9),
    (_NETWORK, "To faste kontakter uden for miljøet", "Mentor fundet, afventer første møde", "Mia Mentor", 11),
    (_SUBSTANCE, "Ingen hash på hverdage", "Ugentlig samtale fortsætter", "Rie Rådgiver", 14),
    (_SECURITY, "Kendt plan, hvis der opstår trusler", "Politiet vurderer igen om tre uger", "Poul Prøvegaard", 21),
    (_HEALTH, "Fast læge og tandlæge", "Ingen", "Borgeren", None),
    (_FAMILY, "Kontakt med søster", "Drøftes på statusmødet", "", 17),
)
_COVERED = (
    *(ConsentTopic.HOUSING, ConsentTopic.WORK, ConsentTopic.ECONOMY),
    *(ConsentTopic.NETWORK, ConsentTopic.HEALTH, ConsentTopic.OTHER),
)
"""What the citizen lets others hear; the treatment of addiction stays between the two."""


@dataclass(frozen=True, slots=True)
class _One:
    """One case: who, how old, in which programme, received so many weeks ago, and how far it came."""

    first: str
    last: str
    age: int
    weeks: int
    to: ExitState
    programme: Programme = Programme.EXIT
    source: EnquirySource = EnquirySource.CITIZEN


_CASES = (
    _One("Attrap", "Testrup", 24, 16, ExitState.COURSE, Programme.FRAMEWORK),
    _One("Kulisse", "Fiktivsen", 22, 1, ExitState.ENQUIRY, source=EnquirySource.POLICE),
    _One("Skitse", "Opdigtsen", 27, 3, ExitState.THREAT),
    _One("Udkast", "Prøvesen", 19, 6, ExitState.VISITATION, source=EnquirySource.MUNICIPALITY),
    _One("Model", "Eksempelholm", 31, 9, ExitState.APPROVED, source=EnquirySource.PRISON_SERVICE),
    _One("Figur", "Skabelonsen", 21, 12, ExitState.AGREED),
    _One("Statist", "Rollesen", 26, 40, ExitState.COURSE, Programme.FRAMEWORK, EnquirySource.PRISON_SERVICE),
    _One("Kladde", "Tænkthansen", 23, 80, ExitState.COMPLETED, Programme.FRAMEWORK),
    _One("Dukke", "Teaterby", 20, 60, ExitState.INTERRUPTED),
    _One("Minde", "Forbisen", 25, 130, ExitState.CLOSED),
)


def fill(uow: UnitOfWork, town: Town, today: date, set_clock: Callable[[datetime], None]) -> None:
    """Add the cases, with the door of Exit open for as long as it takes."""
    set_clock(datetime.combine(today, time(9, 40)))
    uow.exit_door.leave_open(120)
    exits.set_up(uow, own_levels=("Lavt", "Forhøjet", "Højt"), capacity=5, minutes=10)
    story = _Cases(uow, town, today)
    for one in _CASES:
        story.add(one)
    uow.exit_door.close()


class _Cases:
    def __init__(self, uow: UnitOfWork, town: Town, today: date) -> None:
        self.uow, self.town, self.today = uow, town, today

    def add(self, one: _One) -> None:
        """Receive a case and lead it on."""
        received = self.today - timedelta(weeks=one.weeks)
        person = self._person(one)
        wanted = NewEnquiry(
            person_id=person,
            received_on=received,
            programme=one.programme,
            source=one.source,
            contact_id=self.town.chair.id,
        )
        case = exits.receive(self.uow, wanted, self._step(received)).value
        self._lead(case, one)
        if one.first == "Attrap":
            self._whole(case)

    def _person(self, one: _One) -> PersonId:
        born = self.today - relativedelta(years=one.age, months=5)
        person = Person(
            first_name=one.first,
            last_name=one.last,
            birth_date=born,
            duty_state=DutyState.FULFILLED,
            duty_date=self.today - timedelta(weeks=min(one.weeks, 8)),
            created_on=self.today,
        )
        return self.uow.persons.add(person).id

    def _step(self, day: date, note: str = "") -> Step:
        return Step(day=day, decided_by=self.town.chair.name, basis_code="SAMT", note=note)

    def _lead(self, case: ExitCase, one: _One) -> None:
        start = case.received_on
        if one.to is ExitState.ENQUIRY:
            return
        exits.ask_police(self.uow, case.id, self._step(start + timedelta(days=2)))
        if one.to is ExitState.THREAT:
            return
        day = start + timedelta(days=11)
        level = "Forhøjet" if one.age > 25 else "Lavt"
        threat = Threat(case_id=case.id, day=day, police_contact=self.town.police.name, level=level)
        exits.assess(self.uow, case.id, threat, self._step(day))
        if one.to is ExitState.VISITATION:
            return
        exits.approve(self.uow, case.id, f"EK-{100 + one.weeks}", self._step(start + timedelta(days=24)))
        if one.to is ExitState.APPROVED:
            self._draft(case.id)
            return
        self._agree(case, one, start + timedelta(days=49))

    def _draft(self, case_id: ExitCaseId) -> None:
        citizen = next(one for one in self.uow.exits.parties.of_case(case_id) if one.role is PartyRole.CITIZEN)
        exit_parts.sign(self.uow, citizen.id, self.today - timedelta(days=5))
        police = next(one for one in self.uow.exits.parties.of_case(case_id) if one.role is PartyRole.POLICE)
        exit_parts.remind(self.uow, police.id)

    def _agree(self, case: ExitCase, one: _One, day: date) -> None:
        for party in self.uow.exits.parties.of_case(case.id):
            if party.role is PartyRole.POLICE:
                exit_parts.save_party(self.uow, replace(party, name=self.town.police.name))
            exit_parts.sign(self.uow, party.id, day)
        exits.agree(self.uow, case.id, self._step(day))
        if one.to is ExitState.AGREED:
            return
        exits.begin(self.uow, case.id, self._step(day))
        if one.to is ExitState.COURSE:
            if one.source is EnquirySource.PRISON_SERVICE:
                exits.enter_side(self.uow, case.id, SideKind.CUSTODY, self.today - timedelta(weeks=5))
            return
        self._end(case.id, one, day + timedelta(weeks=26))

    def _end(self, case_id: ExitCaseId, one: _One, day: date) -> None:
        if one.to is ExitState.INTERRUPTED:
            exits.interrupt(
                self.uow, case_id, self._step(day, "Flyttede til en anden by og ønskede ikke at fortsætte.")
            )
            return
        exits.complete(self.uow, case_id, self._step(day))
        told = {"answer": OutcomeAnswer.YES, "source": "Jobcenter"}
        third = day + relativedelta(months=3)
        exits.record_outcome(self.uow, case_id, OutcomePoint.THREE_MONTHS, found_on=third, **told)  # type: ignore[arg-type]
        if one.to is ExitState.CLOSED:
            year = day + relativedelta(months=12)
            exits.record_outcome(self.uow, case_id, OutcomePoint.TWELVE_MONTHS, found_on=year, **told)  # type: ignore[arg-type]
            exits.close(self.uow, case_id, self._step(year))

    # -- the case of the pictures ------------------------------------------------------------------------------------

    def _whole(self, case: ExitCase) -> None:
        uow, case_id = self.uow, case.id
        for (area, status), goal, next_step, responsible, days in _FOCUS:
            due = None if days is None else self.today + timedelta(days=days)
            exit_parts.save_focus(
                uow,
                Focus(case_id=case_id, area=area, status=status, goal=goal, next_step=next_step,
                      responsible=responsible, due=due),
            )  # fmt: skip
        prison = Party(case_id=case_id, role=PartyRole.PRISON_SERVICE, name="Kim Kladde")
        exit_parts.remind(uow, exit_parts.save_party(uow, prison).value.id)
        self._consent(case)
        start = datetime.combine(self.today + timedelta(days=17), time(10))
        exit_links.plan_meeting(
            uow, case_id, StatusMeeting(starts_at=start, ends_at=start + timedelta(hours=1), place="Lokale Ankeret")
        )
        funds = Funds(
            case_id=case_id, kroner=12_500, purpose="Indskud til bolig", sent_on=self.today - timedelta(days=30)
        )
        answered = self.today - timedelta(days=9)
        stored = exit_parts.save_funds(uow, funds).value
        exit_parts.save_funds(uow, replace(stored, answer=FundsAnswer.GRANTED, answered_on=answered))
        exit_parts.save_funds(uow, Funds(case_id=case_id, kroner=4_800, purpose="Møbler", sent_on=answered))
        rated = Rating(case_id=case_id, day=self.today - timedelta(weeks=8), rater="Rie Rådgiver", level="Middel",
                       notes="Netværk og økonomi fylder mest.")  # fmt: skip
        exit_parts.rate(uow, rated)
        day = self.today - timedelta(days=12)
        exit_parts.write_note(uow, case_id, NoteKind.STATUS, day, "Møder op hver gang. Boligen er det, der haster.")
        scanned = files.read(resource("demo/aftale-om-klub.pdf"))
        exit_links.keep_document(uow, case_id, replace(scanned, title="Exitaftale, underskrevet"), PaperKind.AGREEMENT)

    def _consent(self, case: ExitCase) -> None:
        given = case.received_on + timedelta(days=1)
        wanted = NewConsent(
            person_id=case.person_id,
            pairs=frozenset(
                (topic, authority) for topic in _COVERED for authority in (*CONTACT_POINT, ConsentAuthority.JOB_CENTRE)
            ),
            given_on=given,
            form=ConsentForm.WRITTEN,
            young=True,
        )
        consent = consents.give(self.uow, wanted).value
        exit_links.link_consent(self.uow, case.id, consent.consent.id)
