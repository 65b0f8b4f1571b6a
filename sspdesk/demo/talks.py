"""Talks of the invented municipality: led on from meeting to meeting, so that every state is there in the end."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import cycle

from sspdesk.demo import letters
from sspdesk.demo.town import Town
from sspdesk.domain.consents import ConsentAuthority, ConsentForm, ConsentTopic
from sspdesk.domain.ids import PersonId, TalkId
from sspdesk.domain.letters import LetterKind
from sspdesk.domain.persons import age_on
from sspdesk.domain.school_cases import Measure, SchoolCase, SchoolCaseState, Trigger
from sspdesk.domain.talk_records import (
    AgreementState,
    AnsweredBy,
    Notification,
    OfferAnswer,
    OfferChannel,
    ParticipantRole,
)
from sspdesk.domain.talks import NotifyCheck, Step, Talk, TalkKind, TalkOrigin, TalkState, usual_basis
from sspdesk.domain.tasks import Source, SourceKind
from sspdesk.services import consents, school_cases, talk_participants, talk_records, talks, tasks
from sspdesk.services.consents import NewConsent
from sspdesk.services.talks import NewTalk
from sspdesk.services.work import UnitOfWork

_MINUTES = (
    (
        "Fortæller, at weekenderne er kedelige, og at vennerne mødes ved stationen. Skolen går godt.",
        "Vil selv ringe til klubben. Forældrene henter fredag aften.",
        "SSP-læreren taler med klassen. Gadeteamet hilser på i klubben.",
    ),
    (
        "Var med, da ruden blev knust, og er ked af det. Mor har talt med butikken.",
        "Vil sige undskyld til naboen. Forældrene aftaler sengetid på hverdage.",
        "Fritidsjob gennem ungeindsatsen.",
    ),
    (
        "Har skiftet venner efter sommerferien. Kommer for sent om morgenen.",
        "Møder kl. 8. Far vækker.",
        "Ingen yderligere indsats nu.",
    ),
)
_AGREEMENTS = (
    ("Klub to gange om ugen", "Den unge og klubben"),
    ("Hjemme kl. 21 på hverdage", "Den unge og forældrene"),
    ("Taler med SSP-læreren hver fredag", "SSP-læreren"),
)
_REASONS = ("Uro ved stationen", "Hærværk i læskur", "Ny omgangskreds", "Fravær efter ferien")
_CHANNELS = (OfferChannel.PHONE, OfferChannel.LETTER, OfferChannel.DIGITAL_POST, OfferChannel.IN_PERSON)
_TALKS_EACH = 3
_GROWN = 18
_LETTERS_EACH = 4
_BULK_STATES = (TalkState.CLOSED, TalkState.CLOSED, TalkState.DECLINED, TalkState.NO_REPLY)


def add_ended(person_ids: Sequence[int], today: date, uow: UnitOfWork) -> None:
    """Add ended talks in bulk, three each, a few still followed up; for trials at full size."""
    chance = random.Random(len(person_ids))  # noqa: S311 - invented data, not a secret
    found = []
    for person_id in person_ids:
        for turn in range(_TALKS_EACH):
            day = today - timedelta(days=chance.randrange(30, 900))
            mapping, accountability, measures = chance.choice(_MINUTES)
            followed = turn == 0 and chance.random() < 0.02
            found.append(
                Talk(
                    person_id=PersonId(person_id),
                    origin=TalkOrigin.DIRECT,
                    state=TalkState.FOLLOW_UP if followed else chance.choice(_BULK_STATES),
                    reason=chance.choice(_REASONS),
                    recommended_on=day,
                    changed_on=day,
                    held_at=datetime.combine(day, time(15)),
                    mapping=mapping,
                    accountability=accountability,
                    measures=measures,
                )
            )
    uow.talks.add_many(found)


_WAY = (TalkState.RECOMMENDED, TalkState.OFFERED, TalkState.ACCEPTED, TalkState.PLANNED, TalkState.HELD)


def _workday(day: date) -> date:
    """Return the day, or the Friday before it in a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Other:
    """A talk that does not come from Onsdagsgruppen: begun so many days ago, held ``within`` so many working days."""

    state: TalkState
    ago: int
    origin: TalkOrigin = TalkOrigin.DIRECT
    kind: TalkKind = TalkKind.PREVENTIVE
    within: int = 0
    own: bool = True


_OTHERS = (
    _Other(state=TalkState.OFFERED, ago=16, origin=TalkOrigin.STREET_TEAM),
    _Other(state=TalkState.RECOMMENDED, ago=3, kind=TalkKind.RADICALISATION),
    _Other(state=TalkState.PLANNED, ago=9, kind=TalkKind.CONCERN, within=2),
    _Other(state=TalkState.PLANNED, ago=6, within=4),
    _Other(state=TalkState.FOLLOW_UP, ago=33, own=False),
    _Other(state=TalkState.FOLLOW_UP, ago=30),
    _Other(state=TalkState.HELD, ago=5),
    _Other(state=TalkState.ACCEPTED, ago=4),
    _Other(state=TalkState.OFFERED, ago=2),
)


class Talks:
    """Leads the talks of the invented year on; the same way every time."""

    def __init__(self, uow: UnitOfWork, town: Town) -> None:
        self.uow, self.town = uow, town
        self.chance = random.Random(1998)  # noqa: S311 - invented data, not a secret
        yes, no, silent = OfferAnswer.ACCEPTED, OfferAnswer.DECLINED, OfferAnswer.NO_REPLY
        self.answers: Iterator[OfferAnswer] = cycle((yes, yes, no, yes, yes, silent, yes))
        self.endings: Iterator[TalkState] = cycle(
            (
                *(TalkState.FOLLOW_UP, TalkState.FOLLOW_UP, TalkState.CLOSED, TalkState.TO_NOTIFICATION),
                *(TalkState.FOLLOW_UP, TalkState.TO_INFOHUS, TalkState.FOLLOW_UP, TalkState.TO_EXIT),
            )
        )
        self.numbers = iter(range(10_000))
        self.written: Counter[LetterKind] = Counter()

    def lead_on(self) -> None:
        """Do with every open talk what a week brings; the newest ones wait."""
        found = [talk for talk in self.uow.talks.all() if talk.open and talk.changed_on < self.uow.today]
        for talk in found:
            if self.chance.random() < 0.85:
                self.lead(talk)

    def _step(self, to: TalkState, day: date, note: str = "") -> Step:
        return Step(day=day, decided_by=self.town.chair.name, basis_code=usual_basis(to), note=note)

    def lead(self, talk: Talk, *, due: bool = False) -> None:
        """Do the next thing with a talk; with ``due`` also what usually takes its time."""
        day = max(talk.changed_on, self.uow.today - timedelta(days=self.chance.randrange(2, 9)))
        if talk.state is TalkState.RECOMMENDED and next(self.numbers) % 14 == 13:
            talks.leave(
                self.uow, talk.id, TalkState.CANCELLED, self._step(TalkState.CANCELLED, day, "Familien er flyttet.")
            )
        elif talk.state is TalkState.RECOMMENDED:
            channel = self.chance.choice(_CHANNELS)
            if channel is OfferChannel.LETTER:
                self._write(talk.id, LetterKind.INVITATION)
            talks.offer(self.uow, talk.id, channel, self._step(TalkState.OFFERED, day))
        elif talk.state is TalkState.OFFERED:
            self._answer(talk, day)
        elif talk.state is TalkState.ACCEPTED:
            at = datetime.combine(self.uow.today + timedelta(days=self.chance.randrange(1, 9)), time(15))
            talks.plan(self.uow, talk.id, at, "Hjemme", self._step(TalkState.PLANNED, day))
        elif talk.state is TalkState.PLANNED and talk.planned_at is not None and talk.planned_at <= self.uow.now:
            self._hold(talk.id, talk.planned_at)
        elif talk.state is TalkState.HELD:
            self._go_on(talk, day)
        elif talk.state is TalkState.FOLLOW_UP and (due or self._follow_up_due(talk)):
            self._follow_up(talk, day)
        elif due and talk.state in (TalkState.DECLINED, TalkState.NO_REPLY):
            talks.offer(self.uow, talk.id, OfferChannel.PHONE, self._step(TalkState.OFFERED, day))

    def _follow_up_due(self, talk: Talk) -> bool:
        waiting = self.uow.tasks.of_source(Source(SourceKind.TALK, talk.id), open_only=True)
        return any(one.due is not None and one.due <= self.uow.today + timedelta(days=3) for one in waiting)

    def _write(self, talk_id: TalkId, kind: LetterKind) -> None:
        """Send a letter, a few times of each kind: setting a paper takes its time."""
        self.written[kind] += 1
        if self.written[kind] <= _LETTERS_EACH:
            letters.send(self.uow, talk_id, kind)

    def _answer(self, talk: Talk, day: date) -> None:
        said = next(self.answers)
        by = None if said is OfferAnswer.NO_REPLY else AnsweredBy.BOTH
        again = talks.usual_reoffers(self.uow, talk) if said is not OfferAnswer.ACCEPTED else 0
        talks.answer(self.uow, talk.id, said, self._step(TalkState.ACCEPTED, day), answered_by=by, reoffers=again)

    def _hold(self, talk_id: TalkId, at: datetime) -> None:
        uow = self.uow
        talks.hold(uow, talk_id, at, self._step(TalkState.HELD, at.date()))
        talk_records.write_minutes(uow, talk_id, *self.chance.choice(_MINUTES))
        for text, who in self.chance.sample(_AGREEMENTS, 2):
            due = uow.today + timedelta(days=self.chance.choice((10, 25, 40)))
            talk_records.save_agreement(uow, talk_id, text, who=who, due=due)
        for one in uow.participants.of_talk(talk_id):
            came = one.role is not ParticipantRole.PARENT or one.guardian_id is None or self.chance.random() < 0.8
            talk_participants.change(uow, one.id, yes=one.yes, came=came, leads=one.leads)

    def _go_on(self, talk: Talk, day: date) -> None:
        uow, to = self.uow, next(self.endings)
        born = uow.persons.get(talk.person_id).birth_date
        if to is TalkState.TO_EXIT and (born is None or age_on(born, day) < _GROWN):
            to = TalkState.FOLLOW_UP  # Exit is for young adults
        if to is TalkState.TO_NOTIFICATION:
            talk_records.check_duty_to_notify(uow, talk.id, NotifyCheck.NEEDED, "Se kommunens journal")
            sent = Notification(person_id=talk.person_id, talk_id=talk.id, sent_on=day, recipient="Modtagelsen")
            stored = talk_records.notify(uow, sent).value
            if self.chance.random() < 0.5:
                answered = replace(stored, receipt_on=uow.today, journal_number=f"{day.year}-{stored.id:04}")
                talk_records.notify(uow, answered)
        else:
            talk_records.check_duty_to_notify(uow, talk.id, NotifyCheck.NOT_NEEDED, "")
        if to is TalkState.FOLLOW_UP:
            talks.begin_follow_up(uow, talk.id, self._step(to, day), times=self.chance.choice((1, 2)))
        elif to is TalkState.CLOSED:
            self._write(talk.id, LetterKind.MINUTES)
            talk_records.mark_read(uow, talk.id, uow.today)
            talks.close(uow, talk.id, self._step(to, day, "Familien klarer det selv nu."))
        else:
            talks.leave(uow, talk.id, to, self._step(to, day))

    def _follow_up(self, talk: Talk, day: date) -> None:
        uow = self.uow
        talk_records.follow_up(uow, talk.id, day, OfferChannel.PHONE, "Talt med mor. Det går godt i klubben.")
        for one in uow.agreements.of_talk(talk.id)[:1]:
            if one.state is AgreementState.OPEN:
                talk_records.judge_agreement(uow, one.id, AgreementState.KEPT)
        if self.chance.random() < 0.5:
            for agreement in uow.agreements.of_talk(talk.id):
                if agreement.state is AgreementState.OPEN:
                    talk_records.judge_agreement(uow, agreement.id, AgreementState.NOT_KEPT)
            talks.close(uow, talk.id, self._step(TalkState.CLOSED, day))

    # -- beside the Wednesday group ----------------------------------------------------------------------------------

    def begin_others(self, known: Sequence[PersonId]) -> None:
        """Begin talks from the school, the street team and from scratch; write the school's cases and consents."""
        reasons = cycle(_REASONS)
        for person_id, story in zip((*known[:3], *known[7:]), _OTHERS, strict=False):
            self._begin(person_id, story, next(reasons))
        self._school_cases(known[3:7], self.uow.today - timedelta(days=3))
        self._consents(known[:6])

    def _begin(self, person_id: PersonId, story: "_Other", reason: str) -> None:
        """Begin one talk and lead it to where it has stood since some days ago."""
        uow, last = self.uow, _workday(self.uow.today - timedelta(days=story.ago))
        reached = _WAY.index(TalkState.HELD if story.state is TalkState.FOLLOW_UP else story.state)
        days = {state: _workday(last - timedelta(days=4 * (reached - n))) for n, state in enumerate(_WAY)}
        wanted = NewTalk(
            person_id=person_id,
            kind=story.kind,
            origin=story.origin,
            reason=reason,
            responsible_id=self.town.chair.id if story.own else None,
        )
        number = talks.begin(uow, wanted, self._step(_WAY[0], days[_WAY[0]])).value.id
        for state in _WAY[1 : reached + 1]:
            step = self._step(state, days[state])
            if state is TalkState.OFFERED:
                talks.offer(uow, number, OfferChannel.PHONE, step)
            elif state is TalkState.ACCEPTED:
                talks.answer(uow, number, OfferAnswer.ACCEPTED, step, answered_by=AnsweredBy.BOTH)
            elif state is TalkState.PLANNED:
                coming = tasks.days(uow).after(uow.today, story.within) if story.within else last
                talks.plan(uow, number, datetime.combine(coming, time(15)), "Hjemme", step)
            else:
                self._hold(number, datetime.combine(last, time(15)))
        if story.state is TalkState.FOLLOW_UP:
            talk_records.check_duty_to_notify(uow, number, NotifyCheck.NOT_NEEDED, "")
            talks.begin_follow_up(uow, number, self._step(TalkState.FOLLOW_UP, last))

    def _school_cases(self, persons: Sequence[PersonId], day: date) -> None:
        uow = self.uow
        ways = (
            (),
            (SchoolCaseState.ASSESSMENT,),
            (SchoolCaseState.ASSESSMENT, SchoolCaseState.MEASURES),
            (SchoolCaseState.ASSESSMENT, SchoolCaseState.MEASURES, SchoolCaseState.FOLLOW_UP),
        )
        triggers = list(Trigger)
        for number, (person_id, way) in enumerate(zip(persons, ways, strict=False)):
            person = uow.persons.get(person_id)
            school = person.school_id or self.town.schools[0].id
            teacher = next((one for one in self.town.teachers if one.institution_id == school), None)
            case = SchoolCase(
                person_id=person_id,
                school_id=school,
                teacher_id=teacher.id if teacher else None,
                triggers=(triggers[number],),
                text=_REASONS[number],
                received_on=day,
                changed_on=day,
            )
            step = self._step(TalkState.RECOMMENDED, day)
            stored = school_cases.receive(uow, case, step).value
            for to in way:
                school_cases.move(uow, stored.id, to, step, measures=(Measure.TALK, Measure.MEDIATION))
            if SchoolCaseState.FOLLOW_UP in way:
                school_cases.begin_talk(uow, stored.id, step)

    def _consents(self, persons: Sequence[PersonId]) -> None:
        uow, today = self.uow, self.uow.today
        school = (ConsentTopic.WELLBEING, ConsentAuthority.SCHOOL)
        club = (ConsentTopic.LEISURE, ConsentAuthority.CLUB)
        ends = (70, 3, 365, 200, 12, -1)
        for number, (person_id, days) in enumerate(zip(persons, ends, strict=False)):
            born = uow.persons.get(person_id).birth_date
            age = age_on(born, today) if born is not None else 14
            parents = tuple(one.id for one in uow.guardians.of_person(person_id) if one.has_custody)
            given = consents.give(
                uow,
                NewConsent(
                    person_id=person_id,
                    pairs=frozenset({school, club} if number % 2 else {school}),
                    young=age >= 15,
                    guardian_ids=parents if age < 18 else (),
                    given_on=today - timedelta(days=60),
                    form=ConsentForm.ORAL if number == 3 else ConsentForm.WRITTEN,
                    valid_to=today + timedelta(days=days),
                ),
            ).value
            if number == 3:
                consents.withdraw(uow, given.consent.id, today - timedelta(days=2))
