"""Persons as the consultant keeps them: saving, errors beside fields, list, parents, notes, CPR in the log."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.log import Action
from sspdesk.domain.persons import DutyState, Guardian, Relation
from sspdesk.domain.tasks import TaskKind
from sspdesk.domain.wednesday import Decision
from sspdesk.services import persons
from sspdesk.services.work import apply_undo
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.people_for_tests import TESTINE, contact, decided, dump, meeting, save, school


def _logged(workspace: Workspace) -> list[tuple[Action, str, int | None]]:
    return [(one.action, one.kind, one.object_id) for one in workspace.run(lambda uow: uow.log_entries())]


def test_a_saved_person_is_tidy_and_its_class_is_this_school_years(workspace: Workspace) -> None:
    stored = save(workspace, first_name="  Testine  Marie ", cpr="150512-4006", birth_date=None, class_name=" 8.B ")
    assert (stored.name, stored.cpr, stored.birth_date) == (
        "Testine Marie Eksempelsen",
        "1505124006",
        date(2012, 5, 15),
    )
    assert (stored.class_name, stored.class_year) == ("8.B", 2026)
    assert _logged(workspace) == [(Action.CREATE, "person", stored.id)]


def test_a_kept_class_keeps_its_year_and_an_emptied_one_loses_it(workspace: Workspace, clock: Clock) -> None:
    stored = save(workspace, class_name="8.B")
    clock.set(datetime(2027, 9, 1, 9))
    assert save(workspace, stored, phone="00 00 00 01").class_year == 2026
    assert save(workspace, stored, class_name="9.B", class_year=None).class_year == 2027
    assert save(workspace, stored, class_name="").class_year is None


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"first_name": " ", "last_name": ""}, "name_missing", "first_name"),
        ({"cpr": "150512-12"}, "cpr_length", "cpr"),
        ({"cpr": "160512-4006"}, "cpr_and_birth_date_differ", "birth_date"),
        ({"birth_date": date(2027, 1, 1)}, "born_in_future", "birth_date"),
        ({"duty_state": DutyState.EXEMPT}, "duty_reason_missing", "duty_reason"),
    ],
)
def test_what_cannot_be_so_is_said_beside_its_field(
    workspace: Workspace, changes: dict[str, object], code: str, field: str
) -> None:
    with pytest.raises(DomainError) as caught:
        save(workspace, **changes)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert workspace.run(lambda uow: uow.persons.count()) == 0


def test_a_taken_cpr_names_the_other_person_and_stores_nothing(workspace: Workspace) -> None:
    first = save(workspace, cpr="1505124006")
    second = save(workspace, first_name="Prøvine")
    with pytest.raises(DomainError) as caught:
        save(workspace, second, cpr="150512 4006")
    assert (caught.value.code, caught.value.field, caught.value.facts) == ("cpr_taken", "cpr", {"person": first.id})
    assert workspace.run(lambda uow: uow.persons.get(second.id)).cpr is None


def test_a_birth_date_after_the_first_contact_is_refused(workspace: Workspace) -> None:
    person = save(workspace, birth_date=None)
    contact(workspace, person.id)
    with pytest.raises(DomainError, match="born_after_contact"):
        save(workspace, person, birth_date=date(2026, 11, 14))
    assert save(workspace, person, birth_date=date(2026, 11, 13)).birth_date == date(2026, 11, 13)


def test_answering_the_duty_in_the_editor_completes_its_task(workspace: Workspace) -> None:
    person = save(workspace)
    decided(workspace, contact(workspace, person.id), meeting(workspace).id, Decision.STREET_TEAM)
    assert [task.kind for task in workspace.run(lambda uow: uow.tasks.open_duty(person.id))] == [
        TaskKind.DUTY_TO_INFORM
    ]
    save(workspace, person, duty_state=DutyState.FULFILLED, duty_date=date(2026, 11, 23))
    assert workspace.run(lambda uow: uow.tasks.open_duty(person.id)) == []


def test_saving_can_be_undone_and_a_merged_person_cannot_be_saved(workspace: Workspace) -> None:
    person = save(workspace)
    before = workspace.run(dump)
    outcome = workspace.run(lambda uow: persons.save_person(uow, replace(person, last_name="Skabelonsen")))
    workspace.run(lambda uow: apply_undo(uow, outcome.undo))
    assert workspace.run(dump) == before
    other = save(workspace, first_name="Testina")
    workspace.run(lambda uow: uow.persons.save(replace(other, merged_into=person.id)))
    with pytest.raises(KnownError, match="record_gone"):
        save(workspace, other)


def test_showing_a_cpr_is_logged_and_a_missing_one_is_not(workspace: Workspace) -> None:
    person, other = save(workspace, cpr="1505124006"), save(workspace, first_name="Prøvine")
    assert workspace.run(lambda uow: persons.show_cpr(uow, person.id)) == "150512-4006"
    assert workspace.run(lambda uow: persons.show_cpr(uow, other.id)) == ""
    shown = [entry for entry in _logged(workspace) if entry[0] is Action.SHOW_CPR]
    assert shown == [(Action.SHOW_CPR, "person", person.id)]


# -- the list --------------------------------------------------------------------------------------------------------


def _names(rows: list[persons.PersonRow]) -> list[str]:
    return [row.person.first_name for row in rows]


def test_the_list_sorts_filters_and_pages(workspace: Workspace) -> None:
    havnsoe, strand = school(workspace), school(workspace, "Strandskolen")
    for first, last, born, at in (
        ("Åse", "Ågård", date(2010, 1, 1), havnsoe),
        ("Bo", "Zebrasen", date(2014, 1, 1), strand),
        ("Ane", "Aagaard", None, havnsoe),
        ("Cæsar", "Bispsen", date(2012, 1, 1), None),
    ):
        save(workspace, first_name=first, last_name=last, birth_date=born, school_id=at)

    def page(**wanted: object) -> list[str]:
        return _names(workspace.run(lambda uow: persons.page(uow, 0, 100, **wanted)))

    assert page() == ["Cæsar", "Bo", "Ane", "Åse"]
    assert page(descending=True) == ["Åse", "Ane", "Bo", "Cæsar"]
    assert page(sort="age") == ["Bo", "Cæsar", "Åse", "Ane"]
    assert page(sort="age", descending=True) == ["Åse", "Cæsar", "Bo", "Ane"]
    assert page(sort="newest") == ["Cæsar", "Ane", "Bo", "Åse"]
    assert page(school_id=havnsoe) == ["Ane", "Åse"]
    assert page(words="ågå") == ["Ane", "Åse"]
    assert page(words="strand") == ["Bo"]
    assert page(words="aagaard", school_id=strand) == []
    assert _names(workspace.run(lambda uow: persons.page(uow, 1, 2))) == ["Bo", "Ane"]
    assert workspace.run(lambda uow: (persons.count(uow), persons.count(uow, words="aa", school_id=havnsoe))) == (4, 2)


def test_the_list_shows_age_school_and_warnings_but_no_protected_school(workspace: Workspace) -> None:
    at = school(workspace)
    save(workspace, first_name="Anders", school_id=at, class_name="8.B")
    save(workspace, first_name="Beskyttet", school_id=at, class_name="8.B", protected=True)
    save(workspace, first_name="Gammel", birth_date=date(2000, 11, 23), class_name="9.A", class_year=2025)
    opened, protected, old = workspace.run(lambda uow: persons.page(uow, 0, 10, sort="name"))
    assert (opened.age, opened.school, opened.over_age, opened.class_outdated) == (14, "Havnsø Skole", False, False)
    assert protected.school == ""
    assert (old.age, old.over_age, old.class_outdated) == (26, True, True)


# -- parents and notes -----------------------------------------------------------------------------------------------


def test_only_one_parent_is_contacted_first(workspace: Workspace) -> None:
    person = save(workspace)
    mother = Guardian(
        person_id=person.id, name=" Eksempeline  Eksempelsen ", relation=Relation.MOTHER, contact_first=True
    )
    father = Guardian(person_id=person.id, name="Prøvus Eksempelsen", relation=Relation.FATHER, may_know_address=False)
    first = workspace.run(lambda uow: persons.save_guardian(uow, mother)).value
    second = workspace.run(lambda uow: persons.save_guardian(uow, father)).value
    assert first.name == "Eksempeline Eksempelsen"
    workspace.run(lambda uow: persons.save_guardian(uow, replace(second, contact_first=True)))
    listed = workspace.run(lambda uow: uow.guardians.of_person(person.id))
    assert [(one.name, one.contact_first) for one in listed] == [
        ("Prøvus Eksempelsen", True),
        ("Eksempeline Eksempelsen", False),
    ]
    with pytest.raises(DomainError, match="contact_first_forbidden"):
        workspace.run(
            lambda uow: persons.save_guardian(uow, replace(second, contact_first=True, may_be_contacted=False))
        )


def test_a_parent_needs_a_name_and_can_be_removed_and_brought_back(workspace: Workspace) -> None:
    person = save(workspace)
    with pytest.raises(DomainError, match="name_missing"):
        workspace.run(lambda uow: persons.save_guardian(uow, Guardian(person_id=person.id, name=" ")))
    stored = workspace.run(
        lambda uow: persons.save_guardian(uow, Guardian(person_id=person.id, name="Eksempeline Eksempelsen"))
    ).value
    gone = workspace.run(lambda uow: persons.remove_guardian(uow, stored.id))
    assert workspace.run(lambda uow: uow.guardians.of_person(person.id)) == []
    assert gone.changes.persons == {person.id}
    workspace.run(lambda uow: apply_undo(uow, gone.undo))
    assert workspace.run(lambda uow: uow.guardians.of_person(person.id)) == [stored]


def test_a_note_is_dated_now_changed_found_and_removed(workspace: Workspace, clock: Clock) -> None:
    person = save(workspace)
    clock.set(datetime(2026, 11, 23, 10, 42, 7, 99))
    note = workspace.run(lambda uow: persons.add_note(uow, person.id, "  Ringet til klubben. ")).value
    assert (note.text, note.at) == ("Ringet til klubben.", datetime(2026, 11, 23, 10, 42, 7))
    changed = workspace.run(lambda uow: persons.change_note(uow, note.id, "Ringet til skolen.")).value
    assert changed.at == note.at
    assert [hit.id for hit in workspace.run(lambda uow: uow.text_hits("skolen"))] == [note.id]
    assert workspace.run(lambda uow: uow.text_hits("klubben")) == ()
    workspace.run(lambda uow: persons.remove_note(uow, note.id))
    assert workspace.run(lambda uow: uow.notes.of_person(person.id)) == []


@pytest.mark.parametrize(("text", "code"), [(" \n ", "note_empty"), ("x" * 2001, "note_too_long")])
def test_an_empty_or_far_too_long_note_is_refused(workspace: Workspace, text: str, code: str) -> None:
    person = save(workspace)
    with pytest.raises(DomainError, match=code):
        workspace.run(lambda uow: persons.add_note(uow, person.id, text))


def test_nothing_personal_stands_in_the_log(workspace: Workspace) -> None:
    person = save(workspace, cpr="1505124006", note="Fortrolig bemærkning")
    workspace.run(lambda uow: persons.add_note(uow, person.id, "Hemmelig note"))
    workspace.run(lambda uow: persons.save_guardian(uow, Guardian(person_id=person.id, name="Eksempeline")))
    written = repr(workspace.run(lambda uow: uow.log_entries()))
    for word in ("Testine", "4006", "Hemmelig", "Eksempeline", "Fortrolig"):
        assert word not in written.replace(repr(workspace.vault.user), "")
    assert TESTINE.name not in repr(DomainError("cpr_taken", "cpr", person=1))
