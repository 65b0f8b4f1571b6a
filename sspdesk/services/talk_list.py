"""What the page of talks shows: the list with its groups and next deadlines, and everything about one talk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sspdesk.domain.consents import ConsentAnswer
from sspdesk.domain.ids import ParticipantId, PersonId, TalkId
from sspdesk.domain.log import Action
from sspdesk.domain.persons import Guardian, Person, age_on
from sspdesk.domain.talk_records import Agreement, FollowUp, Notification, Offer, Participant
from sspdesk.domain.talk_statistics import TalksMeant
from sspdesk.domain.talks import ENDED, Talk, TalkState, Transition
from sspdesk.domain.tasks import Source, SourceKind, TaskKind
from sspdesk.services import people, talk_participants, tasks
from sspdesk.services.tasks import TaskRow
from sspdesk.storage.talks import TalkFilter
from sspdesk.storage.unit_of_work import UnitOfWork


class TalkGroup(StrEnum):
    """What is next in a talk; the open ones in the order they are worked on."""

    TO_OFFER = "skal_tilbydes"
    WAITING = "venter_paa_svar"
    TO_HOLD = "skal_holdes"
    FOLLOWED = "foelges_op"
    ENDED = "sluttet"


GROUP_STATES: Mapping[TalkGroup, tuple[TalkState, ...]] = {
    TalkGroup.TO_OFFER: (TalkState.RECOMMENDED,),
    TalkGroup.WAITING: (TalkState.OFFERED,),
    TalkGroup.TO_HOLD: (TalkState.ACCEPTED, TalkState.PLANNED),
    TalkGroup.FOLLOWED: (TalkState.HELD, TalkState.FOLLOW_UP),
    TalkGroup.ENDED: tuple(state for state in TalkState if state in ENDED),
}
OPEN_GROUPS = tuple(group for group in TalkGroup if group is not TalkGroup.ENDED)
_MOST_OPEN = 500


def group_of(state: TalkState) -> TalkGroup:
    """Return the group of a state."""
    return next(group for group, states in GROUP_STATES.items() if state in states)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWish:
    """What the list is limited to: a group (None: all open ones, or every talk), own, school, words.

    ``meant`` are the talks behind a number of the statistics.
    """

    group: TalkGroup | None = None
    everything: bool = False
    mine: bool = False
    school_id: int | None = None
    words: str = ""
    meant: TalksMeant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRow:
    """A talk as the list shows it. The school of a protected person is left out."""

    talk: Talk
    name: str
    age: int | None
    place: str
    responsible: str
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkView:
    """Everything about one talk."""

    talk: Talk
    person: Person
    age: int | None
    school: str
    responsible: str
    participants: tuple[Participant, ...]
    uncovered: Mapping[ParticipantId, ConsentAnswer]
    """Those who are there by a consent that covers them no more, and what it says."""
    offers: tuple[Offer, ...]
    agreements: tuple[Agreement, ...]
    follow_ups: tuple[FollowUp, ...]
    notifications: tuple[Notification, ...]
    transitions: tuple[Transition, ...]
    bases: Mapping[str, str]
    tasks: tuple[TaskRow, ...]
    guardians: tuple[Guardian, ...]

    def reached(self, state: TalkState) -> date | None:
        """Return the day a state was last reached."""
        return next((move.day for move in reversed(self.transitions) if move.to_state is state), None)


def _filter(uow: UnitOfWork, wish: ListWish) -> TalkFilter:
    groups = (wish.group,) if wish.group is not None else tuple(TalkGroup) if wish.everything else OPEN_GROUPS
    states = () if wish.everything and wish.group is None else tuple(one for key in groups for one in GROUP_STATES[key])
    me = people.oneself(uow) if wish.mine else None
    return TalkFilter(
        states=states, mine=me, school_id=wish.school_id, words=wish.words, meant=wish.meant, on=uow.today
    )


def count(uow: UnitOfWork, wish: ListWish) -> int:
    """Return how many talks the list shows."""
    return uow.talks.count_listed(_filter(uow, wish))


def counts(uow: UnitOfWork, wish: ListWish) -> dict[TalkGroup, int]:
    """Return how many talks are in each group, whatever group is asked for."""
    found = uow.talks.count_by_state(_filter(uow, wish))
    return {group: sum(found.get(state, 0) for state in states) for group, states in GROUP_STATES.items()}


def page(uow: UnitOfWork, offset: int, limit: int, wish: ListWish) -> list[TalkRow]:
    """Return one window: open talks by next deadline, with ended ones the latest changed first."""
    by_due = not wish.everything and wish.group is not TalkGroup.ENDED
    found = uow.talks.page(offset, limit, _filter(uow, wish), by_due=by_due)
    persons = uow.persons.many(talk.person_id for talk, _due in found)
    schools = uow.institutions.many(one.school_id for one in persons.values() if one.school_id is not None)
    names = people.names(uow)
    rows = []
    for talk, due in found:
        person = persons[talk.person_id]
        school = schools.get(person.school_id) if person.school_id is not None and not person.protected else None
        rows.append(
            TalkRow(
                talk=talk,
                name=person.name,
                age=None if person.birth_date is None else age_on(person.birth_date, uow.today),
                place=school.name if school is not None else "",
                responsible=names.get(talk.responsible_id, "") if talk.responsible_id is not None else "",
                due=due,
            )
        )
    return rows


def open_rows(uow: UnitOfWork, wish: ListWish) -> list[TalkRow]:
    """Return the open talks, by group and next deadline; there are never so many that they need windows."""
    rows = page(uow, 0, _MOST_OPEN, wish)
    order = list(TalkGroup)
    return sorted(rows, key=lambda row: order.index(group_of(row.talk.state)))


def waiting(uow: UnitOfWork) -> int:
    """Return how many talks have a deadline today or behind: the number beside the page's name."""
    return uow.talks.count_due(uow.today, people.oneself(uow))


def open_talk(uow: UnitOfWork, talk_id: TalkId) -> TalkView:
    """Return everything about a talk and write in the log that it was opened."""
    view = talk_view(uow, talk_id)
    uow.log(Action.OPEN, "talk", talk_id, person=view.person.id)
    return view


def talk_view(uow: UnitOfWork, talk_id: TalkId) -> TalkView:
    """Return everything about a talk, to refresh one that is open already."""
    talk = uow.talks.get(talk_id)
    person = uow.persons.final(talk.person_id)
    names = people.names(uow)
    school = uow.institutions.find(person.school_id) if person.school_id is not None else None
    moves = uow.transitions.of_talk(talk_id)
    hanging = tasks.of_source(uow, Source(SourceKind.TALK, talk_id))
    if talk.line_id is not None:
        hanging += [row for row in tasks.of_line(uow, talk.line_id) if row.task.kind is TaskKind.OFFER_TALK]
    return TalkView(
        talk=talk,
        person=person,
        age=None if person.birth_date is None else age_on(person.birth_date, uow.today),
        school=school.name if school is not None else "",
        responsible=names.get(talk.responsible_id, "") if talk.responsible_id is not None else "",
        participants=tuple(uow.participants.of_talk(talk_id)),
        uncovered=talk_participants.uncovered(uow, talk),
        offers=tuple(uow.offers.of_talk(talk_id)),
        agreements=tuple(uow.agreements.of_talk(talk_id)),
        follow_ups=tuple(uow.follow_ups.of_talk(talk_id)),
        notifications=tuple(uow.notifications.of_talk(talk_id)),
        transitions=tuple(moves),
        bases=_bases(uow, moves),
        tasks=tuple(row for row in hanging if row.task.done_on is None),
        guardians=tuple(uow.guardians.of_person(person.id)),
    )


def _bases(uow: UnitOfWork, moves: list[Transition]) -> dict[str, str]:
    found = {}
    for move in moves:
        basis = uow.bases.in_force(move.basis_code, move.day)
        found[move.basis_code] = basis.name if basis is not None else move.basis_code
    return found


def of_person(uow: UnitOfWork, person_id: PersonId) -> list[Talk]:
    """Return a person's talks, newest first."""
    return uow.talks.of_person(uow.persons.final(person_id).id)
