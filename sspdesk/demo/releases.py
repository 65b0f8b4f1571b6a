"""Invented releases, one at every stage, with their consents, meetings, papers and what came afterwards."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sspdesk.demo.town import Town
from sspdesk.domain.consents import ConsentAuthority, ConsentTopic, Pair
from sspdesk.domain.ids import MeetingId, PersonId, ProfessionalId, ReleaseId
from sspdesk.domain.meetings import Attendance
from sspdesk.domain.people import Professional
from sspdesk.domain.persons import Person
from sspdesk.domain.release_records import ContactPoint, CopyKind, Known, ReleaseContact, VisitState
from sspdesk.domain.releases import ORDER, Custody, Ending, ReleaseState
from sspdesk.domain.talks import Step
from sspdesk.services import (
    agenda,
    consents,
    disclosures,
    minutes,
    people,
    release_checklist,
    release_meetings,
    release_papers,
    release_visits,
    releases,
)
from sspdesk.services.consents import NewConsent
from sspdesk.services.release_meetings import NewMeeting, NewMember
from sspdesk.services.releases import Facts
from sspdesk.services.work import UnitOfWork

T, A, S = ConsentTopic, ConsentAuthority, ReleaseState
_CITIZENS = (
    ("Attrap", "Kladdekær", 2001),
    ("Mønster", "Prøvegaard", 1999),
    ("Eksempel", "Kladdesen", 2003),
    ("Forsøg", "Testrup", 2000),
    ("Kopi", "Demostrup", 2002),
    ("Dummy", "Demosen", 2005),
    ("Figur", "Eksempelgaard", 1998),
    ("Øve", "Testholm", 2004),
    ("Prøve", "Skabelonsen", 1997),
)
_RELEASE_IN = (410, 300, 190, 120, 60, 24, -1, -20, -130)
"""Days to the release of each, at the stages in their order."""
_NETWORK: tuple[tuple[str, ConsentAuthority, tuple[ConsentTopic, ...]], ...] = (
    ("Kim Kladde", A.PRISON_SERVICE, (T.HOUSING, T.WORK, T.ECONOMY)),
    ("Jytte Jobskabelon", A.JOB_CENTRE, (T.WORK,)),
    ("Bo Byskitse", A.HOUSING, (T.HOUSING,)),
    ("Yrsa Ydelse", A.SOCIAL_SERVICES, (T.ECONOMY,)),
    ("Rie Rådgiver", A.TREATMENT, (T.SUBSTANCE,)),
)
_GIVEN: tuple[Pair, ...] = (
    (T.HOUSING, A.PRISON_SERVICE),
    (T.WORK, A.PRISON_SERVICE),
    (T.ECONOMY, A.PRISON_SERVICE),
    (T.WORK, A.JOB_CENTRE),
    (T.HOUSING, A.HOUSING),
    (T.ECONOMY, A.SOCIAL_SERVICES),
)
_SAID = {
    T.HOUSING: (
        "Vil gerne bo for sig selv, helst nær toget.",
        "Bolig er det vigtigste. Boligselskabet skriver ham op.",
    ),
    T.WORK: ("Har været i værkstedet i fængslet.", "Vil gerne i lære. Jobcentret finder en prøvetid."),
    T.ECONOMY: ("Har en bøde, der skal afdrages.", "Ydelse søges, så den er klar på dagen."),
}


def show(uow: UnitOfWork, town: Town, today: date) -> None:
    """Leave one release at every stage, as they stand today."""
    network = [
        people.save_professional(uow, Professional(name=name, authority="", phone="00 00 00 20")).value.id
        for name, _authority, _topics in _NETWORK
    ]
    for state, (first, last, year), days in zip(ReleaseState, _CITIZENS, _RELEASE_IN, strict=True):
        born = date(year, 4, 9)
        person = uow.persons.save(Person(first_name=first, last_name=last, birth_date=born, created_on=today))
        _Case(uow, town, today, person.id, network).lead_to(state, today + timedelta(days=days))


class _Case:
    def __init__(
        self, uow: UnitOfWork, town: Town, today: date, person_id: PersonId, network: list[ProfessionalId]
    ) -> None:
        self.uow, self.town, self.today, self.person_id, self.network = uow, town, today, person_id, network
        self.release_id = ReleaseId(0)

    def _step(self, day: date) -> Step:
        return Step(day=min(day, self.today), decided_by=self.town.chair.name, basis_code="SAMT")

    def lead_to(self, state: ReleaseState, release: date) -> None:
        """Lead the case from its beginning to a stage."""
        uow, ahead = self.uow, release > self.today
        start = min(release, self.today) - timedelta(days=14 if state is S.OWNER else 200)
        far = state is S.INMATE
        remand = state in (S.NOTIFIED, S.RELEASED)
        facts = Facts(
            custody=Custody.REMAND if remand else Custody.SENTENCE,
            institution="Arresthuset Prøvestenen" if remand else "Fængslet ved Fjorden",
            imprisoned_on=self.today - timedelta(days=2) if far else start,
            notified_on=None if far else start + timedelta(days=3),
            possible_on=None if remand or not ahead else release - timedelta(days=20),
            expected_on=None if state is S.NOTIFIED else release,
            expected_at=time(9) if ahead else None,
            owner=self.town.chair.name if state not in (S.INMATE, S.NOTIFIED) else "",
            leading_id=self.network[0],
            responsible_id=self.town.chair.id,
        )
        begun = self.today - timedelta(days=1) if far else start + timedelta(days=3)
        self.release_id = releases.begin(uow, self.person_id, facts, self._step(begun)).value.id
        if ORDER.index(state) >= ORDER.index(S.TALK):
            self._network(state)
        self._stages(state, start, release)
        if state is S.MEETINGS:
            self._meetings(release)
        self._checklist(state)
        if state is not S.INMATE:
            self._catch_up()

    def _catch_up(self) -> None:
        """Mark as done what was due before today, as a consultant would have."""
        uow = self.uow
        for task in uow.tasks.open_for(self.person_id):
            if task.due is not None and task.due < self.today:
                uow.tasks.save(replace(task, done_on=task.due))

    def _stages(self, state: ReleaseState, start: date, release: date) -> None:
        uow, day = self.uow, start + timedelta(days=10)
        for to in ORDER[2 : min(ORDER.index(state), ORDER.index(S.MEETINGS)) + 1]:
            releases.advance(uow, self.release_id, to, self._step(day), owner=self.town.chair.name)
            day += timedelta(days=12)
        if state in (S.TALK, S.PLAN):
            at = datetime.combine(self.today + timedelta(days=5), time(10))
            release_visits.plan(uow, self.release_id, at, "Fængslet ved Fjorden")
        if state in (S.RELEASED, S.FOLLOW_UP, S.CLOSED):
            releases.release(uow, self.release_id, self._step(release))
        if state in (S.FOLLOW_UP, S.CLOSED):
            releases.advance(uow, self.release_id, S.FOLLOW_UP, self._step(release + timedelta(days=1)))
            self._contact(ContactPoint.FIRST, release + timedelta(days=11), Known.YES, Known.UNKNOWN)
        if state is S.CLOSED:
            self._contact(ContactPoint.THREE_MONTHS, release + timedelta(days=85), Known.YES, Known.YES)
            releases.close(uow, self.release_id, Ending.DONE, self._step(release + timedelta(days=100)))

    def _contact(self, point: ContactPoint, day: date, housing: Known, occupation: Known) -> None:
        contact = ReleaseContact(
            release_id=self.release_id,
            person_id=self.person_id,
            point=point,
            day=day,
            housing=housing,
            support=Known.YES,
            occupation=occupation,
            note="Talt i telefon. Det går godt i den nye bolig.",
        )
        release_visits.contact(self.uow, contact)

    def _network(self, state: ReleaseState) -> None:
        uow = self.uow
        for professional_id, (_name, authority, topics) in zip(self.network, _NETWORK, strict=True):
            wanted = NewMember(professional_id=professional_id, authority=authority, topics=topics)
            release_meetings.save_member(uow, self.release_id, wanted)
        pairs = _GIVEN if state is not S.TALK else _GIVEN[:3]
        given = NewConsent(
            person_id=self.person_id,
            pairs=frozenset(pairs),
            young=True,
            given_on=self.today - timedelta(days=30),
            valid_to=self.today + timedelta(days=150),
        )
        consents.give(uow, given)
        if state is S.PLAN:
            lent = replace(given, pairs=frozenset({(T.SUBSTANCE, A.TREATMENT)}), given_on=self.today)
            taken_back = consents.give(uow, lent).value
            consents.withdraw(uow, taken_back.consent.id, self.today)

    def _meetings(self, release: date) -> None:
        """Hold one meeting, plan the next one with printed agendas, and take a consent back since."""
        uow = self.uow
        held = self._meeting(self.today - timedelta(days=19), time(13))
        minutes.start(uow, held)
        for attendee in uow.attendees.of_meeting(held):
            minutes.set_attendance(uow, attendee.id, Attendance.PRESENT)
        for item in uow.agenda.of_meeting(held):
            if item.topic is not None:
                said, agreed = _SAID[item.topic]
                agenda.set_outcome(uow, item.id, outcome=said, decision=agreed)
        minutes.end_meeting(uow, held)
        minutes.approve_minutes(uow, held)
        coming = self._meeting(self.today + timedelta(days=4), time(9, 30))
        members = uow.release_members.of_release(self.release_id)
        for member in members[:4]:
            paper = release_papers.copy(uow, coming, member.id, CopyKind.AGENDA)
            disclosures.register(uow, paper.leaving, number=paper.number)
        at = datetime.combine(self.today - timedelta(days=12), time(10))
        visit = release_visits.plan(uow, self.release_id, at, "Fængslet ved Fjorden").value
        release_visits.change(uow, visit.id, at=at, place=visit.place, state=VisitState.HELD, note="")
        (consent,) = consents.of_person(uow, self.person_id)
        left = consent.full.pairs - {(T.ECONOMY, A.SOCIAL_SERVICES)}
        consents.narrow(uow, consent.full.consent.id, pairs=left, valid_to=consent.full.consent.valid_to)

    def _meeting(self, day: date, at: time) -> MeetingId:
        start = datetime.combine(day, at)
        new = NewMeeting(
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            place="Video",
            topics=(T.HOUSING, T.WORK, T.ECONOMY),
        )
        meeting = release_meetings.plan(self.uow, self.release_id, new).value
        release_meetings.invite_all(self.uow, meeting.id)
        return meeting.id

    def _checklist(self, state: ReleaseState) -> None:
        uow, rows = self.uow, release_checklist.rows(self.uow, self.release_id)
        if ORDER.index(state) < ORDER.index(S.TALK) or state is S.CLOSED:
            return
        done = 0.9 if ORDER.index(state) >= ORDER.index(S.RELEASED) else 0.15 * (ORDER.index(state) - 2)
        for number, row in enumerate(rows):
            if number % 7 == 6:
                release_checklist.set_not_needed(uow, row.item.id)
            elif number % 10 < done * 10:
                release_checklist.tick(uow, row.item.id, done=True)
