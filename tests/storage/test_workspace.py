"""One transaction a call: what is stored, rolled back, undone, indexed and logged."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sspdesk.domain.errors import KnownError
from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.people import Institution
from sspdesk.domain.persons import DutyState, Person
from sspdesk.domain.wednesday import ContactState, PoliceContact, Role, Theme
from sspdesk.services.work import apply_undo
from sspdesk.storage import schema
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.vaults import reopen

TESTINE = Person(
    first_name="Testine", last_name="Eksempelsen", birth_date=date(2012, 5, 15), created_on=date(2026, 11, 23)
)


def _dump(uow: UnitOfWork) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table that holds casework."""
    passed_over = {"log", "revision"}
    connection = uow._connection
    return {
        table.name: [tuple(row) for row in connection.execute(table.select())]
        for table in schema.metadata.sorted_tables
        if table.name not in passed_over
    }


def test_what_is_stored_is_there_after_reopening(workspace: Workspace) -> None:
    stored = workspace.run(lambda uow: uow.persons.add(replace(TESTINE, duty_state=DutyState.EXEMPT, cpr="1505124006")))
    folder = workspace.vault.folder
    workspace.close()
    vault = reopen(folder)
    try:
        assert Workspace(vault).run(lambda uow: uow.persons.get(stored.id)) == stored
    finally:
        vault.close()


def test_an_exception_rolls_everything_back(workspace: Workspace) -> None:
    def fail(uow: UnitOfWork) -> None:
        uow.persons.add(TESTINE)
        uow.log(Action.CREATE, "person", 1)
        raise KnownError("record_gone", kind="person")

    with pytest.raises(KnownError):
        workspace.run(fail)
    assert workspace.run(lambda uow: uow.persons.count()) == 0
    assert workspace.run(lambda uow: uow.log_entries()) == []
    assert workspace.run(lambda uow: uow.find_persons("testine")) == []


def test_undo_and_redo_bring_back_exactly_what_was(workspace: Workspace) -> None:
    person = workspace.run(lambda uow: uow.persons.add(TESTINE))
    before = workspace.run(_dump)

    def change(uow: UnitOfWork) -> object:
        uow.persons.save(replace(person, last_name="Skabelonsen"))
        uow.contacts.add(
            PoliceContact(
                person_id=person.id,
                contact_date=date(2026, 11, 13),
                role=Role.WITNESS,
                theme=Theme.UNREST,
                text="Stod ved læskuret",
                received_on=date(2026, 11, 23),
            )
        )
        return uow.outcome(None)

    outcome = workspace.run(change)
    after = workspace.run(_dump)
    undone = workspace.run(lambda uow: apply_undo(uow, outcome.undo))
    assert workspace.run(_dump) == before
    assert workspace.run(lambda uow: (uow.find_persons("skabelon"), uow.find_contacts("læskur"))) == ([], [])
    workspace.run(lambda uow: apply_undo(uow, undone.undo))
    assert workspace.run(_dump) == after
    assert workspace.run(lambda uow: uow.find_persons("skabelon")) == [person.id]


def test_undo_refuses_when_the_row_was_changed_since(workspace: Workspace) -> None:
    first = workspace.run(lambda uow: uow.outcome(uow.persons.add(TESTINE)))
    workspace.run(lambda uow: uow.persons.save(replace(first.value, phone="00 00 00 01")))
    with pytest.raises(KnownError, match="undo_stale"):
        workspace.run(lambda uow: apply_undo(uow, first.undo))
    assert workspace.run(lambda uow: uow.persons.count()) == 1


def test_an_outcome_names_the_persons_and_kinds_it_touched(workspace: Workspace) -> None:
    outcome = workspace.run(lambda uow: uow.outcome(uow.persons.add(TESTINE)))
    assert outcome.changes.kinds == {"person"}
    assert outcome.changes.persons == {outcome.value.id}


def test_every_change_stands_in_the_history_with_from_and_to(workspace: Workspace) -> None:
    person = workspace.run(lambda uow: uow.persons.add(TESTINE))
    workspace.run(lambda uow: uow.persons.save(replace(person, class_name="8.B")))
    rows = workspace.run(
        lambda uow: [
            tuple(row) for row in uow._connection.execute(schema.revision.select().order_by(schema.revision.c.id))
        ]
    )
    assert [(row[3], row[4]) for row in rows] == [("person", person.id)] * 2
    assert rows[1][5:] == ('{"class_name": ""}', '{"class_name": "8.B"}')
    assert rows[1][2] == workspace.vault.user


def test_ids_are_never_used_again(workspace: Workspace) -> None:
    first = workspace.run(lambda uow: uow.persons.add(TESTINE))
    workspace.run(lambda uow: uow.persons.remove(first.id))
    assert workspace.run(lambda uow: uow.persons.add(TESTINE)).id > first.id


def test_a_renamed_school_is_found_under_its_new_name(workspace: Workspace) -> None:
    school = workspace.run(lambda uow: uow.institutions.add(Institution(name="Havnsø Skole")))
    person = workspace.run(lambda uow: uow.persons.add(replace(TESTINE, school_id=school.id)))
    assert workspace.run(lambda uow: uow.find_persons("havnsoe")) == [person.id]
    workspace.run(lambda uow: uow.institutions.save(replace(school, name="Strandskolen")))
    assert workspace.run(lambda uow: (uow.find_persons("havnsø"), uow.find_persons("strand"))) == ([], [person.id])


def test_a_merged_person_is_not_found_but_leads_to_the_kept_one(workspace: Workspace) -> None:
    kept = workspace.run(lambda uow: uow.persons.add(TESTINE))
    other = workspace.run(lambda uow: uow.persons.add(replace(TESTINE, first_name="Testina")))
    workspace.run(lambda uow: uow.persons.save(replace(other, merged_into=kept.id)))
    assert workspace.run(lambda uow: uow.find_persons("testina")) == []
    assert workspace.run(lambda uow: uow.persons.final(other.id)).id == kept.id
    assert workspace.run(lambda uow: uow.persons.count_listed()) == 1


def test_cpr_is_searched_by_its_first_digits_and_is_not_in_the_text_index(workspace: Workspace) -> None:
    person = workspace.run(lambda uow: uow.persons.add(replace(TESTINE, cpr="1505124006")))
    assert workspace.run(lambda uow: uow.find_persons("150512-40")) == [person.id]
    rows = workspace.run(lambda uow: uow._connection.exec_driver_sql("SELECT * FROM person_search").fetchall())
    assert "4006" not in repr(rows)


def test_settings_come_back_as_they_were_saved(workspace: Workspace) -> None:
    wanted = replace(workspace.run(lambda uow: uow.settings()), municipality="Havnsø Kommune (fiktiv)", age_limit=24)
    workspace.run(lambda uow: uow.save_settings(wanted))
    assert workspace.run(lambda uow: uow.settings()) == wanted


_NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=_NAMES,
    last=_NAMES,
    born=st.none() | st.dates(date(1920, 1, 1), date(2026, 11, 23)),
    protected=st.booleans(),
    duty=st.sampled_from(DutyState),
)
def test_any_person_makes_the_round_trip(
    workspace: Workspace, *, first: str, last: str, born: date | None, protected: bool, duty: DutyState
) -> None:
    person = replace(TESTINE, first_name=first, last_name=last, birth_date=born, protected=protected, duty_state=duty)
    stored = workspace.run(lambda uow: uow.persons.add(person))
    assert replace(stored, id=PersonId(0)) == person


def test_open_contacts_without_a_list_wait_oldest_first(workspace: Workspace) -> None:
    person = workspace.run(lambda uow: uow.persons.add(TESTINE))

    def contact(state: ContactState, day: int) -> PoliceContact:
        return PoliceContact(
            person_id=person.id, contact_date=date(2026, 11, day), state=state, received_on=date(2026, 11, 23)
        )

    ids = workspace.run(
        lambda uow: uow.contacts.add_many(
            [contact(ContactState.CLARIFIED, 3), contact(ContactState.CLOSED, 2), contact(ContactState.RECEIVED, 1)]
        )
    )
    assert workspace.run(lambda uow: uow.contacts.waiting()) == [ids[0], ids[2]]
