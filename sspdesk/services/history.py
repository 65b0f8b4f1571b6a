"""Shows who changed what when on every record, and puts an earlier value back by the same rules as any change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sspdesk.domain.agenda import AgendaItem
from sspdesk.domain.attachments import Attachment
from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.exits import is_confidential
from sspdesk.domain.forums import Forum
from sspdesk.domain.history import Change, FieldChange, Happened
from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.persons import Note
from sspdesk.domain.talk_records import Agreement
from sspdesk.domain.talks import Talk
from sspdesk.domain.tasks import Task
from sspdesk.domain.wednesday import PoliceContact, check_contact
from sspdesk.services import (
    agenda,
    attachments,
    disclosures,
    forums,
    letter_texts,
    meetings,
    minutes,
    people,
    persons,
    talk_records,
    tasks,
)
from sspdesk.services.meetings import MeetingPlan
from sspdesk.storage.unit_of_work import UnitOfWork

Save = Callable[[UnitOfWork, Any], Outcome[Any]]


@dataclass(frozen=True, slots=True)
class _Restorable:
    """A kind whose plain facts can be put back: the repository's name, the facts, the rules, and whether also whole."""

    repository: str
    facts: frozenset[str]
    save: Save
    whole: bool = False


def _save_note(uow: UnitOfWork, note: Note) -> Outcome[Note]:
    if note.id:
        return persons.change_note(uow, note.id, note.text)
    stored = uow.notes.save(note)
    uow.log(Action.CHANGE, "person", note.person_id, note=stored.id)
    return uow.outcome(stored)


def _save_contact(uow: UnitOfWork, contact: PoliceContact) -> Outcome[PoliceContact]:
    born = uow.persons.final(contact.person_id).birth_date
    check_contact(contact, born, uow.today)
    stored = uow.contacts.save(contact)
    uow.log(Action.CHANGE, "contact", contact.id, person=contact.person_id)
    return uow.outcome(stored)


def _save_attachment(uow: UnitOfWork, attachment: Attachment) -> Outcome[Attachment]:
    return attachments.change(uow, attachment.id, attachment.title, attachment.note)


def _save_talk(uow: UnitOfWork, talk: Talk) -> Outcome[Talk]:
    stored = talk_records.change_facts(uow, talk.id, talk.reason)
    if talk.held_at is None:
        return stored
    return talk_records.write_minutes(uow, talk.id, talk.mapping, talk.accountability, talk.measures)


def _save_task(uow: UnitOfWork, task: Task) -> Outcome[Task]:
    """Put a deadline or who has the task back; a deadline other than the rule's keeps its reason."""
    reason = "" if task.due == task.computed else task.override_reason
    return tasks.change(uow, task.id, due=task.due, reason=reason, responsible_id=task.responsible_id)


def _save_meeting(uow: UnitOfWork, meeting: Meeting) -> Outcome[Meeting]:
    wanted = MeetingPlan(
        forum_id=meeting.forum_id,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        chair_id=meeting.chair_id,
        title=meeting.title,
    )
    meetings.change(uow, meeting.id, wanted, names_confirmed=True)  # it was asked about when it was written
    return minutes.save_summary(uow, meeting.id, meeting.summary, names_confirmed=True)


def _save_agreement(uow: UnitOfWork, one: Agreement) -> Outcome[Agreement]:
    return talk_records.save_agreement(uow, one.talk_id, one.text, who=one.who, due=one.due, agreement_id=one.id)


def _save_item(uow: UnitOfWork, item: AgendaItem) -> Outcome[AgendaItem]:
    return agenda.save_item(uow, item, names_confirmed=True)  # it was asked about when it was written


def _save_forum(uow: UnitOfWork, forum: Forum) -> Outcome[Forum]:
    return forums.save(uow, forum, names_confirmed=True)  # as above


_PERSON = "first_name last_name birth_date cpr school_id class_name class_year protected address phone note"
_GUARDIAN = "name relation has_custody phone mail may_be_contacted contact_first may_know_address"
_CONTACT = "contact_date contact_time role role_text theme place text reference talk_recommended officer note"
_FORUM = "name chair members purpose basis cadence place usual_start usual_minutes"
_ITEM = "title note minutes responsible papers outcome decision"
_BASIS = "name short_text allows_disclosure valid_from valid_to source warning"
_PROFESSIONAL = "name role authority institution_id phone mail in_wednesday_group active"


def _facts(names: str) -> frozenset[str]:
    return frozenset(names.split())


RESTORABLE: Mapping[str, _Restorable] = {
    "person": _Restorable("persons", _facts(_PERSON), persons.save_person),
    "guardian": _Restorable("guardians", _facts(_GUARDIAN), persons.save_guardian, whole=True),
    "note": _Restorable("notes", _facts("text"), _save_note, whole=True),
    "contact": _Restorable("contacts", _facts(_CONTACT), _save_contact),
    "institution": _Restorable("institutions", _facts("name kind phone mail active"), people.save_institution),
    "professional": _Restorable("professionals", _facts(_PROFESSIONAL), people.save_professional),
    "talk": _Restorable("talks", _facts("reason mapping accountability measures"), _save_talk),
    "talk_agreement": _Restorable("agreements", _facts("text who due"), _save_agreement),
    "task": _Restorable("tasks", _facts("due responsible_id"), _save_task),
    "meeting": _Restorable("meetings", _facts("title place chair_id summary"), _save_meeting),
    "attachment": _Restorable("attachments", _facts("title note"), _save_attachment),
    "forum": _Restorable("forums", _facts(_FORUM), _save_forum),
    "agenda_item": _Restorable("agenda", _facts(_ITEM), _save_item),
    "letter_text": _Restorable("letter_texts", _facts("text"), letter_texts.save),
    "legal_basis": _Restorable("bases", _facts(_BASIS), disclosures.save_basis),
}
"""Everything else has states with rules of their own (a decision, a meeting's minutes): shown, but not put back."""


def of_record(uow: UnitOfWork, kind: str, row_id: int) -> list[Change]:
    """Return what happened to one record, newest first."""
    if is_confidential(kind):
        uow.exit_door.use()
    return named(uow, uow.history.of_row(kind, row_id))


def of_person(uow: UnitOfWork, person_id: PersonId) -> list[Change]:
    """Return what happened to a person and to all that is theirs, newest first; records merged into it included."""
    person = uow.persons.final(person_id)
    merged = [merge.merged_id for merge in uow.merges.of_kept(person.id)]
    return named(uow, uow.history.of_persons([person.id, *merged]))


def restore(uow: UnitOfWork, change_id: int, name: str) -> Outcome[Any]:
    """Put back the value a field had before a change, by the rules of the record; it can be undone.

    Raise KnownError("record_gone") when record or change are there no more, DomainError("not_restorable") for a field
    that follows rules of its own, and what the record's own rules raise.
    """
    change = uow.history.find(change_id)
    if change is None:
        raise KnownError("record_gone", kind="revision")
    known = RESTORABLE.get(change.kind)
    field = next((one for one in change.fields if one.name == name), None)
    if known is None or field is None or name not in known.facts or change.happened is not Happened.CHANGED:
        raise DomainError("not_restorable")
    record = getattr(uow, known.repository).get(change.row_id)
    return known.save(uow, replace(record, **{name: field.before}))


def bring_back(uow: UnitOfWork, change_id: int) -> Outcome[Any]:
    """Make a removed record anew from what it held. Raise as ``restore`` does."""
    change = uow.history.find(change_id)
    if change is None:
        raise KnownError("record_gone", kind="revision")
    known = RESTORABLE.get(change.kind)
    if known is None or not known.whole or change.happened is not Happened.REMOVED:
        raise DomainError("not_restorable")
    repository = getattr(uow, known.repository)
    values = {field.name: field.before for field in change.fields} | {"id": 0}
    return known.save(uow, repository.to_domain(values))


def can_come_back(change: Change) -> bool:
    """Tell whether a removed record can be made anew."""
    known = RESTORABLE.get(change.kind)
    return change.happened is Happened.REMOVED and known is not None and known.whole


# -- as it is shown --------------------------------------------------------------------------------------------------


def named(uow: UnitOfWork, changes: list[Change]) -> list[Change]:
    """Return changes as they are shown: names for what records point at, and what can be put back."""
    names = _Names(uow)
    present: dict[tuple[str, int], Any] = {}
    shown = []
    for change in changes:
        known = RESTORABLE.get(change.kind)
        place = (change.kind, change.row_id)
        if known is not None and place not in present:
            present[place] = getattr(uow, known.repository).find(change.row_id)
        fields = tuple(_field(change, field, present.get(place), names) for field in change.fields)
        shown.append(replace(change, fields=fields))
    return shown


def _field(change: Change, field: FieldChange, record: Any, names: "_Names") -> FieldChange:
    known = RESTORABLE.get(change.kind)
    restorable = (
        known is not None
        and record is not None
        and change.happened is Happened.CHANGED
        and field.name in known.facts
        and getattr(record, field.name) != field.before
    )
    return FieldChange(
        name=field.name,
        before=names.of(field.name, field.before),
        after=names.of(field.name, field.after),
        restorable=restorable,
    )


class _Names:
    """The names of institutions and professionals that other records point at."""

    def __init__(self, uow: UnitOfWork) -> None:
        professionals = {int(key): name for key, name in people.names(uow).items()}
        institutions = {int(one.id): one.name for one in people.institutions(uow, with_inactive=True)}
        self._by_column: dict[str, dict[int, str]] = {
            "responsible_id": professionals,
            "chair_id": professionals,
            "contact_id": professionals,
            "professional_id": professionals,
            "offered_by_id": professionals,
            "teacher_id": professionals,
            "place_id": {int(one.id): one.name for one in uow.places.all()},
            "school_id": institutions,
            "institution_id": institutions,
        }

    def of(self, column: str, value: object) -> object:
        """Return the name an id stands for, else the value."""
        names = self._by_column.get(column)
        return names.get(value, value) if names is not None and isinstance(value, int) else value
