"""Moves classes up on 1 August: a proposal to review, then one command (last year's class blocks the hand-out)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.names import clean, danish_sort_key
from sspdesk.domain.persons import Person, class_after, school_year_of
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassMove:
    """One pupil's move: to ``new_class`` (empty: still to be chosen), or away from the school (``leaves``)."""

    person_id: PersonId
    name: str
    school: str
    old_class: str
    old_year: int | None
    new_class: str = ""
    leaves: bool = False

    @property
    def settled(self) -> bool:
        """Whether it is known where the pupil goes."""
        return self.leaves or bool(self.new_class)


def propose(uow: UnitOfWork) -> tuple[ClassMove, ...]:
    """Return a proposal for every class of an earlier school year, by school and class.

    Beyond class 9, for names that are no numbered class and for classes of an unknown year nothing is guessed.
    """
    year = school_year_of(uow.today)
    persons = uow.persons.with_class_before(year)
    schools = {school.id: school.name for school in uow.institutions.listed(with_inactive=True)}
    moves = [
        ClassMove(
            person_id=person.id,
            name=person.name,
            school=schools.get(person.school_id, "") if person.school_id is not None else "",
            old_class=person.class_name,
            old_year=person.class_year,
            new_class="" if person.class_year is None else class_after(person.class_name, year - person.class_year),
        )
        for person in persons
    ]
    return tuple(sorted(moves, key=lambda move: (danish_sort_key(move.school), move.old_class)))


def waiting(uow: UnitOfWork) -> int:
    """Return how many persons have a class of an earlier school year."""
    return uow.persons.count_class_before(school_year_of(uow.today))


def move_up(uow: UnitOfWork, moves: Sequence[ClassMove]) -> Outcome[int]:
    """Carry out the reviewed moves and return how many persons were changed.

    A person whose class was changed after the proposal is left alone. Raises DomainError("class_not_chosen", rows=…)
    when a move says neither a class nor that the pupil leaves the school.
    """
    open_moves = sum(not move.settled for move in moves)
    if open_moves:
        raise DomainError("class_not_chosen", rows=open_moves)
    persons = uow.persons.many(move.person_id for move in moves)
    year = school_year_of(uow.today)
    changed: list[int] = []
    for move in moves:
        person = persons.get(move.person_id)
        if person is None or (person.class_name, person.class_year) != (move.old_class, move.old_year):
            continue
        uow.persons.save(_moved(person, move, year))
        changed.append(person.id)
    if changed:
        uow.log(Action.CHANGE, "person", part="class", count=len(changed), persons=changed)
    return uow.outcome(len(changed))


def _moved(person: Person, move: ClassMove, year: int) -> Person:
    if move.leaves:
        return replace(person, school_id=None, class_name="", class_year=None)
    return replace(person, class_name=clean(move.new_class), class_year=year)
