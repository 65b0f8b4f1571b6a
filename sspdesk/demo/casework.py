"""Invented persons, contacts and a school year of meetings, worked through as a consultant would."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from hashlib import sha256

from sspdesk.demo import deletion, desk, documents, exits, names, street_team
from sspdesk.demo.forum_year import ForumYear, in_holidays
from sspdesk.demo.names import Names
from sspdesk.demo.releases import show as show_releases
from sspdesk.demo.talks import Talks, add_ended
from sspdesk.demo.town import Town, found
from sspdesk.domain.ids import ContactId, MeetingId, PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.persons import DutyState, Guardian, Note, Person, Relation, school_year_of
from sspdesk.domain.tasks import Task, TaskKind
from sspdesk.domain.wednesday import ContactState, Decision, ImportBatch, MeetingLine, PoliceContact, Role, Theme
from sspdesk.reports import handout
from sspdesk.services import disclosures, duty, handouts, meetings, minutes, papers, tasks, wednesday
from sspdesk.services.meetings import MeetingPlan
from sspdesk.services.work import UnitOfWork, Workspace

Open = Callable[[Callable[[], datetime]], Workspace]
Progress = Callable[[int, int], None]

_MANY = 1000
_NAMED = 400
_CONTACTS_EACH = 10
_CHUNK = 4000
_LINES = 9
_NEXT_LINES = 12
_DECIDED = 7
_RECENT = timedelta(weeks=6)
_ROLES = (
    [Role.MET] * 4 + [Role.WITNESS] * 2 + [Role.SUSPECTED, Role.VICTIM, Role.WORRYING_BEHAVIOUR, Role.HARMFUL_NETWORK]
)
_DECISIONS = (
    [Decision.OFFER_TALK] * 4
    + [Decision.STREET_TEAM] * 2
    + [
        Decision.NOTIFICATION,
        Decision.ALREADY_HELPED,
        Decision.NO_ACTION,
        Decision.NO_ACTION,
        Decision.NOT_RELEVANT,
    ]
)
_NOTES = ("Aftale om klub to gange om ugen.", "Mor ringer selv efter ferien.", "Vil gerne have hjælp til fritidsjob.")


@dataclass
class _Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


class _Story:
    """The chance, the town and the clock of one demo vault: the same vault every time for the same day."""

    def __init__(self, uow: UnitOfWork, clock: _Clock, town: Town, today: date) -> None:
        self.chance = random.Random(2026)  # noqa: S311 - invented data, not a secret
        self.uow = uow
        self.clock = clock
        self.town = town
        self.today = today
        self.names = Names(self.chance)

    def person(self) -> Person:
        """Return a new invented person, mostly between 11 and 17 years old."""
        first, last = self.names.take()
        age = self.chance.choice((11, 12, 13, 13, 14, 14, 15, 15, 16, 16, 17, 18, 19, 22))
        born = self.today - timedelta(days=age * 365 + age // 4 + self.chance.randrange(1, 360))
        year = school_year_of(self.today)
        grade = min(10, max(0, year - born.year - 6))
        older = age >= 17
        return Person(
            first_name=first,
            last_name=last,
            birth_date=born,
            school_id=self.town.gymnasium.id if older else self.chance.choice(self.town.schools).id,
            class_name=f"{max(1, min(3, age - 16))}.g" if older else f"{grade}.{self.chance.choice('ABC')}",
            class_year=year,
            protected=self.chance.random() < 0.05,
            duty_state=self.chance.choice((DutyState.MISSING, DutyState.MISSING, DutyState.FULFILLED)),
            duty_date=self.today,
            created_on=self.today,
        )

    def contact(self, person_id: PersonId, day: date) -> PoliceContact:
        """Return a new contact on a day, in the evening."""
        late = self.chance.random() < 0.7
        return PoliceContact(
            person_id=person_id,
            contact_date=day,
            contact_time=time(self.chance.randrange(16, 24), self.chance.randrange(0, 60, 5)) if late else None,
            role=self.chance.choice(_ROLES),
            theme=self.chance.choice(list(Theme)),
            place=self.chance.choice(names.PLACES),
            text=self.chance.choice(names.TEXTS),
            reference=f"0700-10263-{self.chance.randrange(10_000, 99_999)}-{day:%y}",
            talk_recommended=self.chance.choice((True, False, None)),
            received_on=day + timedelta(days=2),
        )


def fill(open_workspace: Open, persons: int, today: date, progress: Progress) -> None:
    """Fill an empty vault with ``persons`` invented persons and a school year up to the next meeting after today."""
    clock = _Clock(datetime.combine(today - timedelta(days=364), time(9)))
    workspace = open_workspace(clock)
    first = min(persons, _NAMED)
    story = workspace.run(partial(_school_year, clock, today, first))
    progress(first, persons)
    if persons >= _MANY:
        _many(story, workspace, persons, progress)


def _school_year(clock: _Clock, today: date, persons: int, uow: UnitOfWork) -> _Story:
    """Live a year in one transaction: the clock moves, the disk is asked once."""
    story = _Story(uow, clock, found(uow), today)
    known = _persons(story, persons)
    days = _wednesdays(today)
    led = Talks(uow, story.town)
    others = ForumYear(uow, partial(setattr, clock, "now"), story.town, today)
    for day in days[:-1]:
        others.live_until(day - timedelta(days=2))
        _hold(story, day, known, approve=day != days[-2])
        led.lead_on()
        for week in (7, 14):
            _live_a_week(story, others, led, day + timedelta(days=week))
    others.live_until(days[-1] - timedelta(days=2))
    _coming(story, days[-1], known)
    led.begin_others(known)
    desk.clear(uow, led, leave=desk.LEFT)
    others.look_ahead()
    documents.keep(uow, known[:4])
    show_releases(uow, story.town, today)
    deletion.show(uow)
    street_team.walk_a_year(uow, today)
    exits.fill(uow, story.town, today, partial(setattr, clock, "now"))
    return story


def _live_a_week(story: _Story, others: ForumYear, led: Talks, day: date) -> None:
    """Go on to a day between two meetings: the other forums meet, the talks go on, and the desk is cleared."""
    day -= timedelta(days=3)
    if day >= story.today:
        return
    others.live_until(day)
    story.clock.now = max(story.clock.now, datetime.combine(day, time(8)))
    led.lead_on()
    desk.clear(story.uow, led)


def _wednesdays(today: date) -> list[date]:
    """Return the fortnightly Wednesdays of a year outside the holidays, the last one today or the first after it."""
    last = today + timedelta(days=(2 - today.weekday()) % 7)
    while in_holidays(last):
        last += timedelta(weeks=1)
    days = (last - timedelta(weeks=2 * back) for back in range(25, -1, -1))
    return [day for day in days if not in_holidays(day)]


def _persons(story: _Story, count: int) -> list[PersonId]:
    ids = [PersonId(one) for one in story.uow.persons.add_many([_tidy(story.person()) for _turn in range(count)])]
    guardians, notes = [], []
    for person_id in ids:
        for relation in story.chance.choice(((Relation.MOTHER,), (Relation.MOTHER, Relation.FATHER))):
            guardians.append(_guardian(story, person_id, relation))
        if story.chance.random() < 0.3:
            notes.append(Note(person_id=person_id, at=story.uow.now, text=story.chance.choice(_NOTES)))
    story.uow.guardians.add_many(guardians)
    story.uow.notes.add_many(notes)
    return ids


def _tidy(person: Person) -> Person:
    return person if person.duty_state is DutyState.FULFILLED else replace(person, duty_date=None)


def _guardian(story: _Story, person_id: PersonId, relation: Relation) -> Guardian:
    first_names = names.MOTHERS if relation is Relation.MOTHER else names.FATHERS
    return Guardian(
        person_id=person_id,
        name=f"{story.chance.choice(first_names)} {story.chance.choice(names.LAST)}",
        relation=relation,
        phone=f"00 00 00 {story.chance.randrange(10, 99)}",
        contact_first=relation is Relation.MOTHER,
        may_know_address=story.chance.random() > 0.1,
    )


def _receive(story: _Story, meeting_id: MeetingId, day: date, known: Sequence[PersonId], count: int) -> None:
    chosen = story.chance.sample(known, min(count, len(known)))
    sent = min(day, story.today + timedelta(days=2))  # nothing has happened after today, nor come from the police
    contacts = [story.contact(one, sent - timedelta(days=story.chance.randrange(4, 16))) for one in chosen]
    name = f"kontaktliste-uge{day.isocalendar().week}.xlsx"
    batch = ImportBatch(
        file_name=name,
        sha256=sha256(name.encode()).hexdigest(),
        imported_at=story.uow.now,
        row_count=count,
        meeting_id=meeting_id,
    )
    import_id = story.uow.imports.add(batch).id
    rows = [replace(one, import_id=import_id, source_row=row) for row, one in enumerate(contacts, 2)]
    ids = story.uow.contacts.add_many(rows)
    story.uow.log(Action.IMPORT, "import_batch", import_id, rows=count)
    wednesday.add_lines(story.uow, meeting_id, [ContactId(one) for one in ids])


def _plan(story: _Story, day: date) -> MeetingId:
    story.clock.now = datetime.combine(min(day - timedelta(days=2), story.today), time(9))
    plan = MeetingPlan(
        starts_at=datetime.combine(day, time(9)),
        ends_at=datetime.combine(day, time(11)),
        place="Mødelokale Ankeret",
        chair_id=story.town.chair.id,
    )
    return meetings.plan(story.uow, plan).value.id


def _hold(story: _Story, day: date, known: Sequence[PersonId], *, approve: bool) -> None:
    """Hold one past meeting: lines, decisions, minutes, and some tasks done afterwards."""
    uow, meeting_id = story.uow, _plan(story, day)
    _receive(story, meeting_id, day, known, _LINES)
    story.clock.now = datetime.combine(day, time(9, 30))
    minutes.start(uow, meeting_id)
    minutes.all_present(uow, meeting_id)
    for line in uow.lines.of_meeting(meeting_id):
        if story.chance.random() < 0.94:
            _decide(story, line)
    minutes.end_meeting(uow, meeting_id)
    if approve:
        minutes.approve_minutes(uow, meeting_id)
    if story.today - day < _RECENT:
        _hand_out_papers(story, meeting_id)
    for row in tasks.open_tasks(uow, until=day):
        if story.chance.random() < 0.9 and row.task.kind in _FINISHED:
            _finish(uow, row.task)


def _hand_out_papers(story: _Story, meeting_id: MeetingId) -> None:
    """Register the printed agenda and each teacher's hand-out, as they leave on the day of a meeting."""
    uow = story.uow
    agenda = papers.agenda(uow, meeting_id, recipients=papers.possible_recipients(uow, meeting_id))
    if agenda.leaving is not None:
        disclosures.register(uow, agenda.leaving, number=agenda.number, sha256=sha256(agenda.render()).hexdigest())
    for school, teacher, _count in handouts.recipients(uow, meeting_id):
        lines = handouts.candidates(uow, meeting_id, school.id, teacher.id)
        request = handouts.HandoutRequest(
            meeting_id=meeting_id,
            school_id=school.id,
            teacher_id=teacher.id,
            line_ids=tuple(line.line_id for line in lines if not line.blocked),
        )
        ready = handouts.prepare(uow, request).value
        if isinstance(ready, handouts.Ready):
            digest = sha256(handout.render(ready.handout)).hexdigest()
            disclosures.register(uow, ready.leaving, number=ready.number, sha256=digest)


_FINISHED = frozenset({TaskKind.DUTY_TO_INFORM, TaskKind.STREET_TEAM, TaskKind.NOTIFICATION, TaskKind.OWN})


def _finish(uow: UnitOfWork, task: Task) -> None:
    if task.kind is TaskKind.DUTY_TO_INFORM and task.person_id is not None:
        duty.fulfil_duty(uow, task.person_id, uow.today)
    else:
        tasks.complete(uow, task.id)


def _decide(story: _Story, line: MeetingLine) -> None:
    uow = story.uow
    person = uow.persons.final(uow.contacts.get(line.contact_id).person_id)
    teacher = next((one for one in story.town.teachers if one.institution_id == person.school_id), story.town.chair)
    decision = story.chance.choice(_DECISIONS)
    responsible = {
        Decision.OFFER_TALK: teacher,
        Decision.STREET_TEAM: story.town.street_worker,
        Decision.NOTIFICATION: story.town.social_worker,
    }.get(decision)
    due = max(uow.today, uow.meetings.get(line.meeting_id).starts_at.date()) + timedelta(weeks=2)
    wednesday.decide(uow, line.id, decision, responsible_id=responsible.id if responsible else None, due=due)


def _coming(story: _Story, day: date, known: Sequence[PersonId]) -> None:
    """Prepare the next meeting: the list has come, seven lines are decided on beforehand."""
    meeting_id = _plan(story, day)
    _receive(story, meeting_id, day, known, _NEXT_LINES)
    story.clock.now = datetime.combine(min(story.today, day), time(9, 30))
    for line in story.uow.lines.of_meeting(meeting_id)[:_DECIDED]:
        _decide(story, line)


def _many(story: _Story, workspace: Workspace, persons: int, progress: Progress) -> None:
    """Add persons, closed contacts and ended talks in bulk, for trials at full size."""
    story.clock.now = datetime.combine(story.today, time(9))
    done = min(persons, _NAMED)
    while done < persons:
        new = [_tidy(story.person()) for _turn in range(min(_CHUNK, persons - done))]
        ids = workspace.run(partial(_add_persons, new))
        contacts = [
            replace(
                story.contact(PersonId(one), story.today - timedelta(days=story.chance.randrange(30, 1000))),
                state=ContactState.CLOSED,
            )
            for one in ids
            for _turn in range(_CONTACTS_EACH)
        ]
        workspace.run(partial(_add_contacts, contacts))
        workspace.run(partial(add_ended, ids, story.today))
        done += len(new)
        progress(done, persons)


def _add_persons(persons: list[Person], uow: UnitOfWork) -> list[int]:
    return uow.persons.add_many(persons)


def _add_contacts(contacts: list[PoliceContact], uow: UnitOfWork) -> list[int]:
    return uow.contacts.add_many(contacts)
