"""Two persons that are one: merging field by field, taking apart at any later time, moving a contact; all undoable."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from sspdesk.domain.disclosures import Channel, Disclosure, Document, Field
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.persons import DutyState, Guardian
from sspdesk.domain.tasks import TaskKind
from sspdesk.domain.wednesday import Decision
from sspdesk.services import duplicates, duty, merging, persons
from sspdesk.services.merging import MergeField, Side
from sspdesk.services.work import apply_undo
from sspdesk.storage import schema
from sspdesk.storage.persons import MergeRepository
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.people_for_tests import contact, decided, dump, meeting, save, school


def _two(workspace: Workspace) -> tuple[int, int]:
    """Store two persons that are one, with something of every kind on each, and return their ids."""
    at = school(workspace)
    kept = save(workspace, class_name="8.B", school_id=at, phone="00 00 00 01")
    other = save(
        workspace, first_name="Testina", cpr="1505124006", address="Prøvevej 1", protected=True, note="Kaldes Tess"
    )
    coming = meeting(workspace)
    for person in (kept, other):
        decided(workspace, contact(workspace, person.id), coming.id)
        workspace.run(lambda uow, one=person: persons.add_note(uow, one.id, "En kort note."))
        workspace.run(
            lambda uow, one=person: persons.save_guardian(uow, Guardian(person_id=one.id, name="Prøvus Eksempelsen"))
        )
        workspace.run(
            lambda uow, one=person: uow.disclosures.add(
                Disclosure(
                    at=datetime(2026, 11, 20, 8),
                    by="Testine",
                    document=Document.AGENDA,
                    channel=Channel.PRINT,
                    number="SSP-2026-0001",
                    recipient="Onsdagsgruppen",
                    purpose="Forebyggelse",
                    basis_code="RPL115-1",
                    fields=(Field.NAME,),
                    persons=(one.id,),
                )
            )
        )
    return kept.id, other.id


def _counts(workspace: Workspace, person_id: int) -> dict[str, int]:
    return {name: len(ids) for name, ids in workspace.run(lambda uow: uow.merges.rows_of(person_id)).items()}


def test_the_preview_shows_both_sides_and_suggests_the_fuller_value(workspace: Workspace) -> None:
    kept, other = _two(workspace)
    preview = workspace.run(lambda uow: merging.preview_merge(uow, kept, other))
    suggested = {pair.field: pair.suggested for pair in preview.pairs if pair.differs}
    assert suggested == {
        MergeField.FIRST_NAME: Side.KEPT,
        MergeField.CPR: Side.OTHER,
        MergeField.SCHOOL: Side.KEPT,
        MergeField.PROTECTED: Side.OTHER,
        MergeField.ADDRESS: Side.OTHER,
        MergeField.PHONE: Side.KEPT,
        MergeField.NOTE: Side.OTHER,
    }
    assert preview.kept_school == "Havnsø Skole"
    assert preview.moving == _counts(workspace, other)
    assert not preview.two_cprs


def test_choosing_the_missing_duty_asks_for_it_anew(workspace: Workspace) -> None:
    kept, other = save(workspace), save(workspace, first_name="Testina")
    decided(workspace, contact(workspace, kept.id), meeting(workspace).id)
    workspace.run(lambda uow: duty.fulfil_duty(uow, kept.id, date(2026, 11, 23)))
    chosen = {MergeField.DUTY: Side.OTHER}
    merge = workspace.run(lambda uow: merging.merge(uow, kept.id, other.id, chosen)).value
    assert workspace.run(lambda uow: uow.persons.get(kept.id)).duty_state is DutyState.MISSING
    assert len(workspace.run(lambda uow: uow.tasks.open_duty(kept.id))) == 1
    workspace.run(lambda uow: merging.take_apart(uow, merge.id))
    assert workspace.run(lambda uow: uow.persons.get(kept.id)).duty_state is DutyState.FULFILLED
    assert workspace.run(lambda uow: uow.tasks.open_duty(kept.id) + uow.tasks.open_duty(other.id)) == []


def test_a_merge_moves_everything_and_takes_the_chosen_values(workspace: Workspace) -> None:
    kept, other = _two(workspace)
    total = {name: number * 2 for name, number in _counts(workspace, kept).items()}
    choices = {MergeField.FIRST_NAME: Side.OTHER, MergeField.PHONE: Side.OTHER}
    outcome = workspace.run(lambda uow: merging.merge(uow, kept, other, choices))
    person, pointer = workspace.run(lambda uow: (uow.persons.get(kept), uow.persons.get(other)))
    assert (person.first_name, person.cpr, person.phone) == ("Testina", "1505124006", "")
    assert (person.protected, person.address, person.class_name, person.note) == (
        True,
        "Prøvevej 1",
        "8.B",
        "Kaldes Tess",
    )
    assert (pointer.merged_into, pointer.cpr) == (kept, None)
    assert (_counts(workspace, kept), _counts(workspace, other)) == (total, {})
    assert outcome.changes.persons == {kept, other}
    assert workspace.run(persons.count) == 1


def test_two_remarks_can_stand_together(workspace: Workspace) -> None:
    kept, other = save(workspace, note="Første."), save(workspace, first_name="Testina", note="Anden.")
    workspace.run(lambda uow: merging.merge(uow, kept.id, other.id))
    assert workspace.run(lambda uow: uow.persons.get(kept.id)).note == "Første.\nAnden."


def test_values_that_do_not_go_together_are_refused_beside_the_field(workspace: Workspace) -> None:
    kept = save(workspace, birth_date=date(2012, 5, 16))
    other = save(workspace, first_name="Testina", cpr="1505124006")
    before = workspace.run(dump)
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: merging.merge(uow, kept.id, other.id))
    assert caught.value.field == "birth_date"
    assert workspace.run(dump) == before
    workspace.run(lambda uow: merging.merge(uow, kept.id, other.id, {MergeField.BIRTH_DATE: Side.OTHER}))
    assert workspace.run(lambda uow: uow.persons.get(kept.id)).birth_date == date(2012, 5, 15)


def test_a_person_is_not_merged_with_itself_also_after_a_merge(workspace: Workspace) -> None:
    kept, other = save(workspace), save(workspace, first_name="Testina")
    workspace.run(lambda uow: merging.merge(uow, kept.id, other.id))
    for one in (kept.id, other.id):
        with pytest.raises(DomainError, match="merge_same_person"):
            workspace.run(lambda uow, one=one: merging.merge(uow, kept.id, one))


def test_merging_asks_for_the_duty_once_and_an_answered_duty_closes_both(workspace: Workspace) -> None:
    kept, other = _two(workspace)
    workspace.run(lambda uow: merging.merge(uow, kept, other))
    assert len(workspace.run(lambda uow: uow.tasks.open_duty(kept))) == 1
    third = save(workspace, first_name="Tredje", duty_state=DutyState.FULFILLED, duty_date=date(2026, 11, 2))
    workspace.run(lambda uow: merging.merge(uow, kept, third.id))
    assert workspace.run(lambda uow: uow.persons.get(kept)).duty_state is DutyState.FULFILLED
    assert workspace.run(lambda uow: uow.tasks.open_duty(kept)) == []


def test_undoing_a_merge_brings_everything_back(workspace: Workspace) -> None:
    kept, other = _two(workspace)
    before = workspace.run(dump)
    outcome = workspace.run(lambda uow: merging.merge(uow, kept, other))
    merged = workspace.run(dump)
    undone = workspace.run(lambda uow: apply_undo(uow, outcome.undo))
    assert workspace.run(dump) == before
    workspace.run(lambda uow: apply_undo(uow, undone.undo))
    assert workspace.run(dump) == merged


# -- taking apart ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", [Side.KEPT, Side.OTHER])
def test_taking_apart_is_as_if_nothing_had_been(workspace: Workspace, side: Side) -> None:
    kept, other = _two(workspace)
    before = workspace.run(dump)
    merged = workspace.run(lambda uow: merging.merge(uow, kept, other, dict.fromkeys(MergeField, side))).value
    told = workspace.run(lambda uow: merging.take_apart(uow, merged.id)).value
    assert workspace.run(dump) == before
    assert (told.kept_id, told.other_id, told.other_name) == (kept, other, "Testina Eksempelsen")
    assert (told.back, told.staying, told.cpr_stays) == (_counts(workspace, other), {}, False)


def test_taking_apart_can_be_undone(workspace: Workspace) -> None:
    kept, other = _two(workspace)
    merged = workspace.run(lambda uow: merging.merge(uow, kept, other)).value
    before = workspace.run(dump)
    outcome = workspace.run(lambda uow: merging.take_apart(uow, merged.id))
    workspace.run(lambda uow: apply_undo(uow, outcome.undo))
    assert workspace.run(dump) == before


def test_what_came_after_the_merge_stays_and_is_counted(workspace: Workspace, clock: Clock) -> None:
    kept, other = _two(workspace)
    merged = workspace.run(lambda uow: merging.merge(uow, kept, other)).value
    clock.set(datetime(2027, 3, 1, 9))
    later = contact(workspace, kept, contact_date=date(2027, 2, 20))
    workspace.run(lambda uow: persons.add_note(uow, other, "Skrevet efter sammenlægningen."))
    person = workspace.run(lambda uow: uow.persons.get(kept))
    save(workspace, person, address="Nyvej 2", class_name="9.B", class_year=None)
    expected = workspace.run(lambda uow: merging.preview_take_apart(uow, merged.id))
    told = workspace.run(lambda uow: merging.take_apart(uow, merged.id)).value
    assert told == expected
    assert told.staying == {"contact": 1, "note": 1}
    mine, theirs = workspace.run(lambda uow: (uow.persons.get(kept), uow.persons.get(other)))
    assert (mine.address, mine.class_name, mine.cpr, mine.protected) == ("Nyvej 2", "9.B", None, False)
    assert (theirs.address, theirs.cpr, theirs.merged_into) == ("Prøvevej 1", "1505124006", None)
    assert workspace.run(lambda uow: uow.contacts.get(later.id)).person_id == kept
    assert len(workspace.run(lambda uow: uow.notes.of_person(kept))) == 2


def test_a_duty_answered_since_stays_answered_and_the_other_is_asked_again(workspace: Workspace) -> None:
    kept, other = _two(workspace)
    merged = workspace.run(lambda uow: merging.merge(uow, kept, other)).value
    workspace.run(lambda uow: duty.fulfil_duty(uow, kept, date(2026, 11, 23)))
    workspace.run(lambda uow: merging.take_apart(uow, merged.id))
    mine, theirs = workspace.run(lambda uow: (uow.persons.get(kept), uow.persons.get(other)))
    assert (mine.duty_state, theirs.duty_state) == (DutyState.FULFILLED, DutyState.MISSING)
    open_duties = workspace.run(lambda uow: (uow.tasks.open_duty(kept), uow.tasks.open_duty(other)))
    assert [len(found) for found in open_duties] == [0, 1]


def test_a_cpr_in_use_by_now_stays_where_it_is(workspace: Workspace) -> None:
    kept, other = save(workspace), save(workspace, first_name="Testina", cpr="1505124006")
    keep_mine = {MergeField.CPR: Side.KEPT}
    merged = workspace.run(lambda uow: merging.merge(uow, kept.id, other.id, keep_mine)).value
    third = save(workspace, first_name="Tredje", cpr="1505124006")
    told = workspace.run(lambda uow: merging.take_apart(uow, merged.id)).value
    assert told.cpr_stays
    assert workspace.run(lambda uow: uow.persons.get(other.id)).cpr is None
    assert workspace.run(lambda uow: uow.persons.get(third.id)).cpr == "1505124006"


def test_a_cpr_given_up_at_the_merge_and_used_since_does_not_come_back(workspace: Workspace) -> None:
    kept, other = save(workspace, cpr="1505124007"), save(workspace, first_name="Testina", cpr="1505124006")
    merged = workspace.run(lambda uow: merging.merge(uow, kept.id, other.id, {MergeField.CPR: Side.OTHER})).value
    save(workspace, first_name="Tredje", cpr="1505124007")
    workspace.run(lambda uow: merging.take_apart(uow, merged.id))
    mine, theirs = workspace.run(lambda uow: (uow.persons.get(kept.id), uow.persons.get(other.id)))
    assert (mine.cpr, theirs.cpr) == (None, "1505124006")


def test_merges_inside_merges_come_apart_in_any_order(workspace: Workspace) -> None:
    made = [save(workspace, first_name=name) for name in ("Alfa", "Beta", "Gamma")]
    for person in made:
        contact(workspace, person.id)
    before = workspace.run(dump)
    alfa, beta, gamma = (person.id for person in made)
    for inner_first in (True, False):
        inner = workspace.run(lambda uow: merging.merge(uow, beta, gamma)).value
        outer = workspace.run(lambda uow: merging.merge(uow, alfa, beta)).value
        assert len(workspace.run(lambda uow: uow.contacts.of_person(alfa))) == 3
        for one in (inner, outer) if inner_first else (outer, inner):
            workspace.run(lambda uow, one=one: merging.take_apart(uow, one.id))
        assert workspace.run(dump) == before


def test_a_merge_is_taken_apart_once(workspace: Workspace) -> None:
    kept, other = save(workspace), save(workspace, first_name="Testina")
    merged = workspace.run(lambda uow: merging.merge(uow, kept.id, other.id)).value
    workspace.run(lambda uow: merging.take_apart(uow, merged.id))
    with pytest.raises(KnownError, match="record_gone"):
        workspace.run(lambda uow: merging.take_apart(uow, merged.id))


# -- moving a contact ------------------------------------------------------------------------------------------------


def test_a_moved_contact_takes_its_line_task_and_talk_along(workspace: Workspace) -> None:
    wrong, right = save(workspace), save(workspace, first_name="Rigtige")
    made = contact(workspace, wrong.id)
    line_id = decided(workspace, made, meeting(workspace).id, Decision.OFFER_TALK)
    before = workspace.run(dump)
    outcome = workspace.run(lambda uow: merging.move_contact(uow, made.id, right.id))
    assert outcome.changes.persons == {wrong.id, right.id}
    moved = dict(_counts(workspace, right.id).items())
    assert moved == {"contact": 1, "task": 2, "talk": 1, "talk_transition": 1, "talk_participant": 1}
    assert _counts(workspace, wrong.id) == {}
    kinds = {task.kind for task in workspace.run(lambda uow: uow.tasks.of_line(line_id))}
    assert kinds == {TaskKind.OFFER_TALK, TaskKind.DUTY_TO_INFORM}
    undone = workspace.run(lambda uow: apply_undo(uow, outcome.undo))
    assert workspace.run(dump) == before
    assert undone.changes.persons == {wrong.id, right.id}


def test_a_contact_moves_to_whom_a_merged_person_is_now_and_never_before_birth(workspace: Workspace) -> None:
    wrong, right = save(workspace), save(workspace, first_name="Rigtige")
    young = save(workspace, first_name="Unge", birth_date=date(2026, 11, 14))
    old_record = save(workspace, first_name="Gamle")
    workspace.run(lambda uow: merging.merge(uow, right.id, old_record.id))
    made = contact(workspace, wrong.id)
    with pytest.raises(DomainError, match="contact_before_birth"):
        workspace.run(lambda uow: merging.move_contact(uow, made.id, young.id))
    with pytest.raises(DomainError, match="merge_same_person"):
        workspace.run(lambda uow: merging.move_contact(uow, made.id, wrong.id))
    assert workspace.run(lambda uow: merging.move_contact(uow, made.id, old_record.id)).value.person_id == right.id


def test_a_contact_moved_on_does_not_come_back_with_the_merge(workspace: Workspace) -> None:
    kept, other, third = (save(workspace, first_name=name) for name in ("Alfa", "Beta", "Gamma"))
    made = contact(workspace, other.id)
    merged = workspace.run(lambda uow: merging.merge(uow, kept.id, other.id)).value
    workspace.run(lambda uow: merging.move_contact(uow, made.id, third.id))
    told = workspace.run(lambda uow: merging.take_apart(uow, merged.id)).value
    assert told.back == {}
    assert workspace.run(lambda uow: uow.contacts.get(made.id)).person_id == third.id


# -- possible duplicates ---------------------------------------------------------------------------------------------


def test_like_names_of_one_day_are_pointed_out_twins_and_strangers_are_not(workspace: Workspace) -> None:
    first = save(workspace, first_name="Mohammed", last_name="Skabelonsen")
    second = save(workspace, first_name="Muhamed", last_name="Skabelonsen")
    save(workspace, first_name="Mohammed", last_name="Skabelonsen", birth_date=date(2012, 5, 16))
    save(workspace, first_name="Bodil", last_name="Zebrasen")
    twin = save(workspace, first_name="Anna", last_name="Tvillingsen", cpr="1505124006")
    save(workspace, first_name="Hanna", last_name="Tvillingsen", cpr="1505124014")
    found = workspace.run(duplicates.possible_duplicates)
    assert [(pair.first_id, pair.second_id, pair.born) for pair in found] == [(first.id, second.id, date(2012, 5, 15))]
    save(workspace, replace(twin, cpr=None))
    assert len(workspace.run(duplicates.possible_duplicates)) == 2
    workspace.run(lambda uow: merging.merge(uow, first.id, second.id))
    assert len(workspace.run(duplicates.possible_duplicates)) == 1


def test_every_table_with_a_person_moves_along() -> None:
    concerned = {table.name for table in schema.metadata.sorted_tables if "person_id" in table.columns}
    unsaved = {"draft"}  # belongs to the editor it was typed in, and goes with the person it was typed about
    assert {table.name for table in MergeRepository._MOVED} == concerned - unsaved
