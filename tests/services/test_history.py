"""The history of a record: who changed what when, and the way back by the record's own rules."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.history import Change, Happened
from sspdesk.domain.persons import Guardian, Person, Relation
from sspdesk.domain.wednesday import Decision, Role
from sspdesk.services import history, merging, minutes, persons, tasks
from sspdesk.services.tasks import NewTask
from sspdesk.services.work import apply_undo
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.people_for_tests import contact, decided, meeting, save, school
from tests.vaults import OWNER


def _of(workspace: Workspace, person: Person) -> list[Change]:
    return workspace.run(lambda uow: history.of_person(uow, person.id))


def _change(workspace: Workspace, person: Person, name: str) -> Change:
    return next(one for one in _of(workspace, person) if any(field.name == name for field in one.fields))


def test_a_change_is_told_with_who_when_before_and_after(workspace: Workspace, clock: Clock) -> None:
    place = school(workspace)
    person = save(workspace, phone="00 00 00 01")
    clock.set(clock.now + timedelta(days=2))
    save(workspace, person, phone="00 00 00 02", birth_date=date(2012, 5, 16), school_id=place)
    newest, first = _of(workspace, person)
    assert (first.happened, first.fields) == (Happened.CREATED, ())
    assert (newest.at, newest.user, newest.happened) == (datetime(2026, 11, 25, 9), OWNER, Happened.CHANGED)
    told = {field.name: (field.before, field.after) for field in newest.fields}
    assert told["phone"] == ("00 00 00 01", "00 00 00 02")
    assert told["birth_date"] == (person.birth_date, date(2012, 5, 16))
    assert told["school_id"] == (None, "Havnsø Skole")


def test_all_that_belongs_to_a_person_is_in_their_history_also_what_was_removed(workspace: Workspace) -> None:
    person, other = save(workspace), save(workspace, first_name="Fiktus")
    kept = contact(workspace, person.id)
    workspace.run(lambda uow: persons.add_note(uow, other.id, "Om en anden."))
    note = workspace.run(lambda uow: persons.add_note(uow, person.id, "Vil gerne i klub.")).value
    workspace.run(lambda uow: persons.remove_note(uow, note.id))
    found = [(one.kind, one.row_id, one.happened) for one in _of(workspace, person)]
    assert ("contact", kept.id, Happened.CREATED) in found
    assert ("note", note.id, Happened.REMOVED) in found
    assert ("person", other.id, Happened.CREATED) not in found
    assert len([one for one in found if one[0] == "note"]) == 2


def test_an_earlier_value_goes_back_by_the_records_rules_and_can_be_undone(workspace: Workspace) -> None:
    person = save(workspace, phone="00 00 00 01", note="Første")
    save(workspace, person, phone="00 00 00 02", note="Anden")
    change = _change(workspace, person, "phone")
    assert {field.name for field in change.fields if field.restorable} == {"phone", "note"}
    outcome = workspace.run(lambda uow: history.restore(uow, change.id, "phone"))
    stored = workspace.run(lambda uow: uow.persons.get(person.id))
    assert (stored.phone, stored.note) == ("00 00 00 01", "Anden")
    again = _of(workspace, person)[1]
    assert {field.name for field in again.fields if field.restorable} == {"note"}
    assert outcome.undo is not None
    undo = outcome.undo
    workspace.run(lambda uow: apply_undo(uow, undo))
    assert workspace.run(lambda uow: uow.persons.get(person.id)).phone == "00 00 00 02"


def test_what_the_rules_refuse_does_not_go_back(workspace: Workspace) -> None:
    person = save(workspace, cpr="150512-4006", birth_date=None)
    save(workspace, person, cpr=None)
    save(workspace, first_name="Fiktus", cpr="150512-4006", birth_date=None)
    change = _change(workspace, person, "cpr")
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: history.restore(uow, change.id, "cpr"))
    assert caught.value.code == "cpr_taken"


def test_a_decision_is_shown_but_not_put_back(workspace: Workspace) -> None:
    person = save(workspace)
    line = decided(workspace, contact(workspace, person.id), meeting(workspace).id)
    change = next(
        one
        for one in workspace.run(lambda uow: history.of_record(uow, "meeting_line", line))
        if one.happened is Happened.CHANGED
    )
    told = {field.name: field for field in change.fields}
    assert told["decision"].after is Decision.OFFER_TALK
    assert not any(field.restorable for field in change.fields)
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: history.restore(uow, change.id, "decision"))
    assert caught.value.code == "not_restorable"


def test_a_contacts_role_goes_back_as_a_role(workspace: Workspace) -> None:
    met = contact(workspace, save(workspace).id)
    workspace.run(lambda uow: uow.contacts.save(replace(met, role=Role.VICTIM)))
    change = workspace.run(lambda uow: history.of_record(uow, "contact", met.id))[0]
    workspace.run(lambda uow: history.restore(uow, change.id, "role"))
    assert workspace.run(lambda uow: uow.contacts.get(met.id)).role is met.role


def test_a_removed_parent_comes_back_with_all_that_was_known(workspace: Workspace) -> None:
    person = save(workspace)
    parent = Guardian(person_id=person.id, name="Mor Eksempelsen", relation=Relation.MOTHER, phone="00 00 00 09")
    stored = workspace.run(lambda uow: persons.save_guardian(uow, parent)).value
    workspace.run(lambda uow: persons.remove_guardian(uow, stored.id))
    change = next(one for one in _of(workspace, person) if one.happened is Happened.REMOVED)
    assert history.can_come_back(change)
    workspace.run(lambda uow: history.bring_back(uow, change.id))
    back = workspace.run(lambda uow: uow.guardians.of_person(person.id))
    assert [replace(one, id=stored.id) for one in back] == [stored]


def test_a_change_that_is_not_there_is_said_so(workspace: Workspace) -> None:
    with pytest.raises(KnownError) as caught:
        workspace.run(lambda uow: history.restore(uow, 4711, "phone"))
    assert caught.value.code == "record_gone"


def test_a_merged_record_brings_its_history(workspace: Workspace) -> None:
    person, other = save(workspace), save(workspace, first_name="Fiktus")
    save(workspace, other, phone="00 00 00 03")
    workspace.run(lambda uow: merging.merge(uow, person.id, other.id, {}))
    found = [(one.kind, one.row_id) for one in _of(workspace, person)]
    assert ("person", other.id) in found


def test_a_tasks_deadline_and_who_has_it_go_back_by_the_rules(workspace: Workspace) -> None:
    task = workspace.run(lambda uow: tasks.create(uow, NewTask(title="Ring til mor", due=date(2026, 12, 1)))).value
    workspace.run(lambda uow: tasks.set_deadline(uow, task.id, date(2026, 12, 8)))
    change = workspace.run(lambda uow: history.of_record(uow, "task", task.id))[0]
    assert {field.name for field in change.fields if field.restorable} == {"due"}
    workspace.run(lambda uow: history.restore(uow, change.id, "due"))
    assert workspace.run(lambda uow: uow.tasks.get(task.id)).due == date(2026, 12, 1)
    workspace.run(lambda uow: tasks.complete(uow, task.id))
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: history.restore(uow, change.id, "due"))
    assert caught.value.code == "task_done"


def test_a_meetings_place_and_summary_go_back_until_the_minutes_are_approved(workspace: Workspace) -> None:
    made = meeting(workspace)
    workspace.run(lambda uow: minutes.save_summary(uow, made.id, "Første udgave"))
    workspace.run(lambda uow: minutes.save_summary(uow, made.id, "Anden udgave"))
    change = workspace.run(lambda uow: history.of_record(uow, "meeting", made.id))[0]
    workspace.run(lambda uow: history.restore(uow, change.id, "summary"))
    assert workspace.run(lambda uow: uow.meetings.get(made.id)).summary == "Første udgave"
