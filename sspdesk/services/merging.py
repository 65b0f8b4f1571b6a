"""Merges two persons that are one, takes a merge apart at any later time, and moves a contact to another person."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.exits import is_confidential
from sspdesk.domain.ids import ContactId, MergeId, PersonId, TaskId
from sspdesk.domain.log import Action
from sspdesk.domain.persons import DutyState, Merge, Person, check_person
from sspdesk.domain.tasks import TaskKind
from sspdesk.domain.wednesday import PoliceContact, check_contact
from sspdesk.services import duty, talk_recommendations
from sspdesk.services.persons import check_birth_and_contacts
from sspdesk.storage.unit_of_work import UnitOfWork


class MergeField(StrEnum):
    """What is chosen between, one value a person; school and class go together, and so do the parts of the duty."""

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    BIRTH_DATE = "birth_date"
    CPR = "cpr"
    SCHOOL = "school"
    PROTECTED = "protected"
    ADDRESS = "address"
    PHONE = "phone"
    NOTE = "note"
    DUTY = "duty"


class Side(StrEnum):
    """Whose value is to stand. BOTH joins two remarks."""

    KEPT = "kept"
    OTHER = "other"
    BOTH = "both"


PARTS: Mapping[MergeField, tuple[str, ...]] = {
    field: {
        MergeField.SCHOOL: ("school_id", "class_name", "class_year"),
        MergeField.DUTY: ("duty_state", "duty_date", "duty_reason"),
    }.get(field, (field.value,))
    for field in MergeField
}
"""The fields of a person that each choice stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPair:
    """One row of the side-by-side review. ``suggested`` is the fuller, safer or present value."""

    field: MergeField
    differs: bool
    suggested: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePreview:
    """Two persons side by side, their schools' names, and how many rows would move, by table."""

    kept: Person
    other: Person
    kept_school: str
    other_school: str
    pairs: tuple[FieldPair, ...]
    moving: Mapping[str, int]

    @property
    def two_cprs(self) -> bool:
        """Whether both have a CPR number and the two differ, so that they are likely two persons."""
        return self.kept.cpr is not None and self.other.cpr is not None and self.kept.cpr != self.other.cpr


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenApart:
    """What taking a merge apart gives back, and what stays with the kept person because it came later."""

    kept_id: PersonId
    other_id: PersonId
    other_name: str
    back: Mapping[str, int]
    staying: Mapping[str, int]
    cpr_stays: bool


# -- merging ---------------------------------------------------------------------------------------------------------


def preview_merge(uow: UnitOfWork, kept_id: PersonId, other_id: PersonId) -> MergePreview:
    """Return both persons side by side with a suggestion for each field that differs."""
    kept, other = _both(uow, kept_id, other_id)
    schools = {school.id: school.name for school in uow.institutions.listed(with_inactive=True)}
    return MergePreview(
        kept=kept,
        other=other,
        kept_school=schools.get(kept.school_id, "") if kept.school_id is not None else "",
        other_school=schools.get(other.school_id, "") if other.school_id is not None else "",
        pairs=tuple(_pair(field, kept, other) for field in MergeField),
        moving={name: len(ids) for name, ids in uow.merges.rows_of(other.id).items() if not is_confidential(name)},
    )


def _both(uow: UnitOfWork, kept_id: PersonId, other_id: PersonId) -> tuple[Person, Person]:
    kept, other = uow.persons.final(kept_id), uow.persons.final(other_id)
    if kept.id == other.id:
        raise DomainError("merge_same_person", "other")
    return kept, other


def _values(person: Person, field: MergeField) -> tuple[object, ...]:
    return tuple(getattr(person, name) for name in PARTS[field])


def _pair(field: MergeField, kept: Person, other: Person) -> FieldPair:
    mine, theirs = _values(kept, field), _values(other, field)
    return FieldPair(field=field, differs=mine != theirs, suggested=_suggested(field, kept, other))


def _suggested(field: MergeField, kept: Person, other: Person) -> Side:
    """Return the present value over an absent one, protection over none, an answered duty over a missing one."""
    mine, theirs = _values(kept, field), _values(other, field)
    if mine == theirs:
        return Side.KEPT
    if field is MergeField.DUTY:
        return Side.OTHER if kept.duty_state is DutyState.MISSING else Side.KEPT
    if field is MergeField.SCHOOL:
        return Side.OTHER if (other.class_year or 0) > (kept.class_year or 0) else _fuller(mine, theirs)
    if field is MergeField.NOTE and kept.note and other.note:
        return Side.BOTH
    return _fuller(mine, theirs)


def _fuller(mine: tuple[object, ...], theirs: tuple[object, ...]) -> Side:
    return Side.OTHER if any(theirs) and not any(mine) else Side.KEPT


def merge(
    uow: UnitOfWork, kept_id: PersonId, other_id: PersonId, choices: Mapping[MergeField, Side] | None = None
) -> Outcome[Merge]:
    """Make two persons one: everything of ``other`` moves to ``kept``, and each field is as chosen or suggested.

    The other row stays as a pointer to the kept one and leaves the search. Raises DomainError beside the field when
    the chosen values do not go together.
    """
    kept, other = _both(uow, kept_id, other_id)
    after = _merged(uow, kept, other, choices or {})
    check_birth_and_contacts(uow, after, [kept.id, other.id])
    names = [name for parts in PARTS.values() for name in parts] + ["created_on"]
    changed = [name for name in names if getattr(kept, name) != getattr(after, name)]
    newest, rows = uow.merges.newest_ids(), uow.merges.rows_of(other.id)
    uow.persons.save(replace(other, merged_into=kept.id, cpr=None))  # a number stands only once, and first here
    uow.persons.save(after)
    uow.merges.move(rows, kept.id)
    stored = uow.merges.add(
        Merge(
            kept_id=kept.id,
            merged_id=other.id,
            at=uow.now,
            kept_before={name: _as_json(getattr(kept, name)) for name in changed},
            kept_after={name: _as_json(getattr(after, name)) for name in changed},
            merged_cpr=other.cpr,
            moved=rows,
            newest=newest,
            closed_tasks=_close_duties(uow, after),
        )
    )
    duty.follow_duty(uow, kept.id)
    uow.log(Action.CHANGE, "person", kept.id, merged=other.id)
    return uow.outcome(stored)


def _merged(uow: UnitOfWork, kept: Person, other: Person, choices: Mapping[MergeField, Side]) -> Person:
    values: dict[str, object] = {"created_on": min(kept.created_on, other.created_on)}
    for field, parts in PARTS.items():
        side = choices.get(field) or _suggested(field, kept, other)
        if side is Side.BOTH and field is MergeField.NOTE:
            values["note"] = "\n".join(dict.fromkeys(text for text in (kept.note, other.note) if text))
        elif side is Side.OTHER:
            values |= {name: getattr(other, name) for name in parts}
    after: Person = replace(kept, **values)  # type: ignore[arg-type]  # the values are a person's own
    return check_person(after, uow.today)


def _close_duties(uow: UnitOfWork, person: Person) -> list[int]:
    """Complete what asks for a duty that is answered, or asks twice; return the tasks' ids."""
    waiting = sorted(uow.tasks.open_duty(person.id), key=lambda task: (task.due or date.max, task.id))
    superfluous = waiting[1:] if person.duty_state is DutyState.MISSING else waiting
    for task in superfluous:
        uow.tasks.save(replace(task, done_on=uow.today))
    return [task.id for task in superfluous]


# -- taking apart ----------------------------------------------------------------------------------------------------


def preview_take_apart(uow: UnitOfWork, merge_id: MergeId) -> TakenApart:
    """Return what would go back and what would stay, without changing anything."""
    return _plan(uow, _standing(uow, merge_id))[0]


def take_apart(uow: UnitOfWork, merge_id: MergeId) -> Outcome[TakenApart]:
    """Make the merged person a person of their own again, also after further changes.

    What was moved goes back unless it has been moved on since. Fields the merge set go back unless they were changed
    since. What came after the merge stays with the kept person; the answer counts it.
    """
    merged = _standing(uow, merge_id)
    told, back = _plan(uow, merged)
    kept = uow.persons.get(merged.kept_id)
    restored = {
        name: _from_json(name, before)
        for name, before in merged.kept_before.items()
        if _as_json(getattr(kept, name)) == merged.kept_after[name]
    }
    if not _is_free(uow, restored.get("cpr"), kept.id):
        restored["cpr"] = None
    uow.persons.save(replace(kept, **restored))  # type: ignore[arg-type]  # the values are a person's own
    other = uow.persons.get(merged.merged_id)
    uow.persons.save(replace(other, merged_into=None, cpr=None if told.cpr_stays else merged.merged_cpr))
    uow.merges.move(back, other.id)
    uow.merges.remove(merged.id)
    _reopen(uow, merged)
    for person_id in (told.kept_id, other.id):
        duty.follow_duty(uow, person_id)
    uow.log(Action.CHANGE, "person", told.kept_id, taken_apart=other.id)
    uow.log(Action.CHANGE, "person", other.id, taken_apart_from=told.kept_id)
    return uow.outcome(told)


def _standing(uow: UnitOfWork, merge_id: MergeId) -> Merge:
    merged = uow.merges.get(merge_id)
    if uow.persons.get(merged.merged_id).merged_into != merged.kept_id:
        raise KnownError("record_gone", kind="merge")
    return merged


def _plan(uow: UnitOfWork, merged: Merge) -> tuple[TakenApart, dict[str, list[int]]]:
    """Return what is told about taking apart, and the rows that go back: those still with the kept person."""
    holder = uow.persons.final(merged.kept_id)
    present = uow.merges.rows_of(holder.id)
    back = {
        name: sorted(set(ids) & set(present.get(name, ()))) for name, ids in merged.moved.items() if name in present
    }
    staying = {name: sum(row_id > merged.newest.get(name, 0) for row_id in ids) for name, ids in present.items()}
    told = TakenApart(
        kept_id=holder.id,
        other_id=merged.merged_id,
        other_name=uow.persons.get(merged.merged_id).name,
        back={name: len(ids) for name, ids in back.items() if ids and not is_confidential(name)},
        staying={name: number for name, number in staying.items() if number and not is_confidential(name)},
        cpr_stays=_cpr_stays(uow, merged),
    )
    return told, back


def _cpr_stays(uow: UnitOfWork, merged: Merge) -> bool:
    """Tell whether the merged person's CPR number is in use by now and cannot go back."""
    cpr = merged.merged_cpr
    taken_over = cpr is not None and merged.kept_after.get("cpr") == cpr
    return not _is_free(uow, cpr, merged.kept_id if taken_over else None)


def _is_free(uow: UnitOfWork, cpr: object, person_id: PersonId | None) -> bool:
    """Tell whether nobody but this person has the number."""
    holder = uow.persons.by_cpr(cpr) if isinstance(cpr, str) else None
    return holder is None or holder.id == person_id


def _reopen(uow: UnitOfWork, merged: Merge) -> None:
    """Open the tasks again that only the merge had answered."""
    for task in uow.tasks.many(TaskId(row_id) for row_id in merged.closed_tasks).values():
        if task.done_on == merged.at.date():
            uow.tasks.save(replace(task, done_on=None))


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _from_json(name: str, value: object) -> object:
    if isinstance(value, str) and name in ("birth_date", "duty_date", "created_on"):
        return date.fromisoformat(value)
    return DutyState(str(value)) if name == "duty_state" else value


# -- moving a contact ------------------------------------------------------------------------------------------------


def move_contact(uow: UnitOfWork, contact_id: ContactId, to_id: PersonId) -> Outcome[PoliceContact]:
    """Give a contact to the person it is really about; its lines, tasks and recommended talk follow.

    Raises DomainError("contact_before_birth") when the other person was not born then, or ("merge_same_person").
    """
    contact = uow.contacts.get(contact_id)
    old, new = uow.persons.final(contact.person_id), uow.persons.final(to_id)
    if old.id == new.id:
        raise DomainError("merge_same_person", "other")
    check_contact(contact, new.birth_date, uow.today)
    stored = uow.contacts.save(replace(contact, person_id=new.id))
    for line in uow.lines.of_contacts([contact_id]):
        for task in uow.tasks.of_line(line.id):
            if task.kind is not TaskKind.DUTY_TO_INFORM:
                uow.tasks.save(replace(task, person_id=new.id))
        talk = uow.talks.of_line(line.id)
        if talk is not None:
            talk_recommendations.give_to(uow, talk, new.id)
    for person_id in (old.id, new.id):
        duty.follow_duty(uow, person_id)
    uow.log(Action.CHANGE, "person", old.id, contact=contact_id, moved_to=new.id)
    uow.log(Action.CHANGE, "person", new.id, contact=contact_id, moved_from=old.id)
    return uow.outcome(stored)
