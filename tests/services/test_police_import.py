"""Importing on a real vault: decisions and what follows, updates, doubles, undo, what is and is not stored."""

import random
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import InstitutionId, MeetingId, PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.matching import Certainty, Choice, LineState
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.people import Institution
from sspdesk.domain.persons import Person
from sspdesk.domain.police_list import Field, ListProblem, ListRow
from sspdesk.domain.wednesday import ContactState, Decision, PoliceContact, Role, Theme
from sspdesk.services import meetings, police_import, police_list, wednesday, work
from sspdesk.services.import_plan import Plan, with_mended
from sspdesk.services.police_import import Imported, Order
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock

BORN = date(2010, 5, 15)
SHA = "ab" * 32


def row(number: int = 2, **values: object) -> ListRow:
    given: dict[str, object] = {
        "first_name": "Testine",
        "last_name": "Eksempelsen",
        "birth_date": BORN,
        "contact_date": date(2026, 11, 14),
        "text": "Fiktiv hændelse",
        "reference": f"0700-{number}-26",
    }
    return ListRow(row=number, **(given | values))  # type: ignore[arg-type]


class Desk:
    """The wizard's way through the services, without its windows."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def plan(self, *rows: ListRow, problems: tuple[ListProblem, ...] = ()) -> Plan:
        return Plan(self.workspace.run(lambda uow: police_list.review(uow, rows, problems)))

    def store(self, plan: Plan, themes: dict[int, Theme] | None = None, **order: object) -> Outcome[Imported]:
        given: dict[str, object] = {
            "rows": plan.decided(themes or {}),
            "file_name": "opdigtet-liste.xlsx",
            "sha256": SHA,
            "meeting_id": None,
            "undated": date(2026, 11, 23),
            "schools": plan.review.schools,
        }
        wanted = Order(**(given | order))  # type: ignore[arg-type]
        return self.workspace.run(lambda uow: police_import.import_list(uow, wanted))

    def person(self, **values: object) -> Person:
        given: dict[str, object] = {
            "first_name": "Testine",
            "last_name": "Eksempelsen",
            "birth_date": BORN,
            "created_on": date(2026, 1, 1),
        }
        person = Person(**(given | values))  # type: ignore[arg-type]
        return self.workspace.run(lambda uow: uow.persons.add(person))

    def persons(self) -> list[Person]:
        return self.workspace.run(lambda uow: uow.persons.all())

    def contacts(self) -> list[PoliceContact]:
        return self.workspace.run(lambda uow: uow.contacts.all())

    def meeting(self) -> Meeting:
        plan = meetings.MeetingPlan(starts_at=datetime(2026, 11, 25, 9), ends_at=datetime(2026, 11, 25, 11))
        return self.workspace.run(lambda uow: meetings.plan(uow, plan)).value

    def school(self, name: str) -> InstitutionId:
        return self.workspace.run(lambda uow: uow.institutions.add(Institution(name=name)).id)


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return Desk(workspace)


# -- what is stored --------------------------------------------------------------------------------------------------


def test_a_new_person_gets_contact_origin_and_line(desk: Desk, workspace: Workspace, clock: Clock) -> None:
    meeting = desk.meeting()
    plan = desk.plan(
        row(
            contact_time=time(22, 40),
            role=Role.SUSPECTED,
            role_text="Mistænkt",
            place="Havnen",
            talk_recommended=True,
            note="Forældre orienteret",
            cpr="1505104001",
        )
    )
    outcome = desk.store(plan, {2: Theme.VANDALISM}, meeting_id=meeting.id)
    (person,), (contact,) = desk.persons(), desk.contacts()
    assert (person.name, person.birth_date, person.cpr) == ("Testine Eksempelsen", BORN, "1505104001")
    assert contact.person_id == person.id
    assert (contact.contact_date, contact.contact_time) == (date(2026, 11, 14), time(22, 40))
    assert (contact.role, contact.role_text, contact.theme) == (Role.SUSPECTED, "Mistænkt", Theme.VANDALISM)
    assert (contact.place, contact.text, contact.note) == ("Havnen", "Fiktiv hændelse", "Forældre orienteret")
    assert (contact.reference, contact.talk_recommended, contact.state) == ("0700-2-26", True, ContactState.CLARIFIED)
    batch = outcome.value.batch
    assert (contact.import_id, contact.source_row, contact.source_hash) == (batch.id, 2, SHA)
    assert (batch.file_name, batch.sha256, batch.row_count) == ("opdigtet-liste.xlsx", SHA, 1)
    assert (batch.meeting_id, batch.imported_at) == (meeting.id, clock.now)
    (line,) = workspace.run(lambda uow: uow.lines.of_meeting(meeting.id))
    assert (line.contact_id, line.number, line.decision) == (contact.id, 1, None)


def test_a_row_without_role_theme_or_date_stays_neutral(desk: Desk) -> None:
    desk.store(desk.plan(row(contact_date=None)), undated=date(2026, 11, 20))
    (contact,) = desk.contacts()
    assert (contact.role, contact.theme, contact.contact_date) == (Role.MET, None, date(2026, 11, 20))


@pytest.mark.parametrize("keep", [False, True])
def test_an_address_is_stored_only_where_the_user_keeps_it(desk: Desk, keep: bool) -> None:
    desk.store(desk.plan(row(address="Fiktivvej 1, 9999 Havnsø")), keep_addresses=keep)
    (person,) = desk.persons()
    assert person.address == ("Fiktivvej 1, 9999 Havnsø" if keep else "")


def test_schools_are_matched_created_or_left_empty_and_classes_read(desk: Desk, workspace: Workspace) -> None:
    known = desk.school("Kirkebakkeskolen")
    plan = desk.plan(
        row(2, school="KIRKEBAKKESKOLEN, 8.b"),
        row(3, first_name="Prøvine", school="Engvejens Skole 9C"),
        row(4, first_name="Attrap", school="Ukendt Skole"),
    )
    assert plan.review.schools == {"KIRKEBAKKESKOLEN": known}
    outcome = desk.store(plan, new_schools=frozenset({"Engvejens Skole"}))
    assert outcome.value.schools == 1
    names = workspace.run(lambda uow: {one.id: one.name for one in uow.institutions.all()})
    found = [(names.get(one.school_id or InstitutionId(0)), one.class_name, one.class_year) for one in desk.persons()]
    assert found == [("Kirkebakkeskolen", "8.b", 2026), ("Engvejens Skole", "9.C", 2026), (None, "", None)]


def test_a_school_put_away_is_taken_into_use_again(desk: Desk, workspace: Workspace) -> None:
    old = workspace.run(lambda uow: uow.institutions.add(Institution(name="Engvejens Skole", active=False)))
    plan = desk.plan(row(school="ENGVEJENS SKOLE"))
    assert plan.review.schools == {}
    desk.store(plan, new_schools=frozenset({"ENGVEJENS SKOLE"}))
    assert workspace.run(lambda uow: uow.institutions.all()) == [replace(old, active=True)]
    assert [one.school_id for one in desk.persons()] == [old.id]


def test_a_long_text_is_cut_between_words_and_kept_whole_in_the_note(desk: Desk) -> None:
    text = "Opdigtet forløb. " * 30
    desk.store(desk.plan(row(text=text.strip())))
    (contact,) = desk.contacts()
    assert len(contact.text) <= 280
    assert contact.text.endswith(" …")
    assert contact.note == text.strip()


def test_a_known_person_is_completed_but_never_overwritten(desk: Desk) -> None:
    old, new = desk.school("Havnsø Skole"), desk.school("Kirkebakkeskolen")
    known = desk.person(school_id=old, class_name="7.a", class_year=2026)
    stored = desk.store(desk.plan(row(cpr="1505104001", school="Kirkebakkeskolen, 8.b", protected=True)))
    assert stored.value.cpr_left_out == 0
    (person,) = desk.persons()
    assert person == replace(known, cpr="1505104001", protected=True)
    assert new != old


def test_a_cpr_that_another_person_has_is_left_out(desk: Desk) -> None:
    known = desk.person(cpr="1505104001")
    plan = desk.plan(row(first_name="Attrap", last_name="Kladdebjerg", cpr="1505104001"))
    assert plan.settled(2).asks
    plan.answer(2, Choice.NEW)
    assert desk.store(plan).value.cpr_left_out == 1
    stored, new = desk.persons()
    assert stored == known
    assert (new.name, new.cpr, new.birth_date) == ("Attrap Kladdebjerg", None, BORN)


# -- decisions -------------------------------------------------------------------------------------------------------


def test_nothing_possible_is_preselected_and_nothing_unanswered_is_stored(desk: Desk) -> None:
    desk.person(first_name="Testina")
    plan = desk.plan(row())
    state = plan.settled(2)
    assert (state.certainty, state.choice, state.asks) == (Certainty.POSSIBLE, None, True)
    assert plan.next_problem(None) == 2
    with pytest.raises(DomainError, match="rows_unanswered"):
        plan.decided({})
    assert desk.contacts() == []


@pytest.mark.parametrize(
    ("choice", "persons", "contacts"), [(Choice.SAME, 1, 1), (Choice.NEW, 2, 1), (Choice.SKIP, 1, 0)]
)
def test_same_new_and_skip_do_what_they_say(desk: Desk, choice: Choice, persons: int, contacts: int) -> None:
    desk.person(first_name="Testina")
    plan = desk.plan(row())
    plan.answer(2, choice)
    assert (plan.settled(2).choice, plan.settled(2).asks) == (choice, False)
    assert plan.counts().stored == contacts
    desk.store(plan)
    assert (len(desk.persons()), len(desk.contacts())) == (persons, contacts)


def test_the_same_new_person_twice_is_one_person_with_two_contacts(desk: Desk) -> None:
    plan = desk.plan(row(2, cpr="1505104001"), row(3, contact_date=date(2026, 11, 12), school="Ukendt"))
    assert [one.choice for one in plan.all_settled()] == [Choice.NEW, Choice.SAME]
    assert plan.counts().newcomers == 1
    desk.store(plan)
    assert len(desk.persons()) == 1
    assert len(desk.contacts()) == 2


def test_skipping_the_first_of_two_rows_still_makes_the_person_once(desk: Desk) -> None:
    plan = desk.plan(row(2), row(3), row(4))
    plan.answer(2, Choice.SKIP)
    desk.store(plan)
    assert len(desk.persons()) == 1
    assert [one.source_row for one in desk.contacts()] == [3, 4]


def test_the_question_of_a_skipped_row_is_put_on_the_next_one(desk: Desk) -> None:
    known = desk.person(first_name="Testina")
    plan = desk.plan(row(2), row(3))
    assert [one.asks for one in plan.all_settled()] == [True, False]
    plan.answer(2, Choice.SKIP)
    second = plan.settled(3)
    assert second.asks
    assert second.candidates[0].person_id == known.id
    plan.answer(3, Choice.SAME)
    desk.store(plan)
    assert [one.person_id for one in desk.contacts()] == [known.id]


def test_rows_follow_the_answer_of_the_row_they_are_like(desk: Desk) -> None:
    known = desk.person(first_name="Testina")
    plan = desk.plan(row(2), row(3))
    plan.answer(2, Choice.SAME)
    assert [one.person_id for one in plan.all_settled()] == [known.id, known.id]
    plan.answer(2, Choice.NEW)
    assert [one.newcomer for one in plan.all_settled()] == [2, 2]


def test_only_an_identical_line_is_proposed_as_skip(desk: Desk) -> None:
    same = {"contact_time": time(22, 40), "reference": "0700-1-26"}
    plan = desk.plan(
        row(2, **same),
        row(3, **same),
        row(4, **same, text=None),
        row(5, **(same | {"reference": "0700-9-26"})),
        row(6, **(same | {"contact_time": time(23, 40)})),
        row(7, **same, text="Noget helt andet"),
    )
    assert [one.line for one in plan.all_settled()] == [
        LineState.FRESH,
        LineState.REPEATED,
        LineState.REPEATED,
        LineState.FRESH,
        LineState.FRESH,
        LineState.FRESH,
    ]
    assert plan.settled(3).repeats == 2
    assert plan.counts().skipped == 2
    plan.answer(2, Choice.SKIP)
    assert plan.settled(3).line is LineState.FRESH
    plan.answer(4, Choice.SAME)
    assert plan.settled(4).choice is Choice.SAME


# -- the same again, and later lists ---------------------------------------------------------------------------------


def test_the_same_list_again_is_recognised_and_proposes_nothing(desk: Desk, workspace: Workspace) -> None:
    rows = (row(2), row(3, first_name="Prøvine", reference=None, contact_time=time(1, 15)))
    outcome = desk.store(desk.plan(*rows))
    known = workspace.run(lambda uow: police_list.start(uow, SHA, ""))
    assert known.earlier == outcome.value.batch
    again = desk.plan(*rows)
    assert [one.line for one in again.all_settled()] == [LineState.STORED, LineState.STORED]
    assert again.counts().stored == 0
    assert workspace.run(lambda uow: police_list.start(uow, "cd" * 32, "")).earlier is None


def test_a_known_reference_updates_its_contact_after_a_review(desk: Desk, workspace: Workspace) -> None:
    meeting = desk.meeting()
    desk.store(desk.plan(row(place="Havnen")), {2: Theme.UNREST}, meeting_id=meeting.id)
    (line,) = workspace.run(lambda uow: uow.lines.of_meeting(meeting.id))
    workspace.run(lambda uow: wednesday.decide(uow, line.id, Decision.NO_ACTION))
    (before,) = desk.contacts()

    plan = desk.plan(row(9, reference="0700-2-26", text="Ny og længere tekst", role=Role.WITNESS, role_text="Vidne"))
    state = plan.settled(9)
    assert (state.line, state.choice, state.asks) == (LineState.UPDATE, None, True)
    plan.answer(9, Choice.SAME)
    outcome = desk.store(plan, meeting_id=meeting.id)
    assert (outcome.value.updated, outcome.value.contacts) == (1, 0)
    (after,) = desk.contacts()
    assert after == replace(before, text="Ny og længere tekst", role=Role.WITNESS, role_text="Vidne")
    (decided,) = workspace.run(lambda uow: uow.lines.of_meeting(meeting.id))
    assert decided.decision is Decision.NO_ACTION


def test_a_known_reference_can_be_a_further_contact(desk: Desk) -> None:
    desk.store(desk.plan(row()))
    plan = desk.plan(row(9, reference="0700-2-26", contact_date=date(2026, 11, 20)))
    plan.answer(9, Choice.NEW)
    assert plan.settled(9).choice is Choice.NEW
    assert plan.settled(9).newcomer is None
    desk.store(plan)
    assert len(desk.persons()) == 1
    assert len(desk.contacts()) == 2


def test_one_case_with_two_persons_updates_neither_by_mistake(desk: Desk) -> None:
    desk.store(desk.plan(row()))
    plan = desk.plan(row(9, first_name="Attrap", last_name="Kladdebjerg", reference="0700-2-26"))
    assert plan.settled(9).line is LineState.FRESH


def test_two_rows_of_one_reference_update_the_contact_of_their_own_day(desk: Desk) -> None:
    desk.store(desk.plan(row(text="Den fjortende")))
    plan = desk.plan(
        row(8, reference="0700-2-26", contact_date=date(2026, 11, 20)), row(9, reference="0700-2-26", text="Rettet")
    )
    assert [one.line for one in plan.all_settled()] == [LineState.FRESH, LineState.UPDATE]


def test_an_update_can_turn_out_to_be_another_person(desk: Desk) -> None:
    desk.store(desk.plan(row()))
    plan = desk.plan(row(9, reference="0700-2-26", text="Rettet"))
    plan.another_person(9)
    state = plan.settled(9)
    assert (state.line, state.choice, state.newcomer) == (LineState.FRESH, Choice.NEW, 9)


# -- one transaction -------------------------------------------------------------------------------------------------


def everything(workspace: Workspace) -> list[object]:
    def read(uow: work.UnitOfWork) -> list[object]:
        parts = (uow.persons, uow.institutions, uow.contacts, uow.imports, uow.meetings, uow.lines)
        return [part.all() for part in parts] + [uow.find_persons("testine"), uow.find_contacts("fiktiv")]

    return workspace.run(read)


def test_undo_of_a_whole_import_leaves_the_vault_as_before(desk: Desk, workspace: Workspace) -> None:
    meeting = desk.meeting()
    desk.person(first_name="Prøvine")
    desk.store(desk.plan(row(5)))
    before = everything(workspace)
    plan = desk.plan(
        row(2, first_name="Attrap", school="Ny Skole"),
        row(3, first_name="Prøvine", cpr="1505104001"),
        row(4, reference="0700-5-26", text="Rettet tekst"),
    )
    plan.answer(4, Choice.SAME)
    outcome = desk.store(plan, meeting_id=meeting.id, new_schools=frozenset({"Ny Skole"}))
    after = everything(workspace)
    assert after != before
    assert outcome.undo is not None
    token = outcome.undo
    undone = workspace.run(lambda uow: work.apply_undo(uow, token))
    assert everything(workspace) == before
    assert undone.undo is not None
    redo = undone.undo
    workspace.run(lambda uow: work.apply_undo(uow, redo))
    assert everything(workspace) == after


def test_a_refused_import_stores_nothing(desk: Desk, workspace: Workspace) -> None:
    meeting = desk.meeting()
    workspace.run(lambda uow: meetings.cancel(uow, meeting.id))
    before = everything(workspace)
    with pytest.raises(DomainError, match="meeting_cancelled"):
        desk.store(desk.plan(row()), meeting_id=meeting.id)
    assert everything(workspace) == before


def test_a_stopped_import_stores_nothing(desk: Desk, workspace: Workspace) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done >= 200:
            raise StoppedError

    letters = random.Random(7)
    names = ["".join(letters.sample("abdefghiklmnoprstuv", 9)).capitalize() for _ in range(300)]
    plan = desk.plan(*(row(number, first_name=name) for number, name in enumerate(names, 2)))
    for state in plan.all_settled():
        plan.answer(state.number, Choice.NEW)
    order = Order(
        rows=plan.decided({}), file_name="", sha256=SHA, meeting_id=None, undated=date(2026, 11, 23), signature="a|b",
        columns={"name": 0},
    )  # fmt: skip
    with pytest.raises(StoppedError):
        workspace.run(lambda uow: police_import.import_list(uow, order, stop))
    assert desk.contacts() == []
    assert workspace.run(lambda uow: police_list.start(uow, SHA, "a|b")).columns is None
    workspace.run(lambda uow: police_import.import_list(uow, order))
    assert len(desk.contacts()) == len(desk.persons()) == 300
    assert workspace.run(lambda uow: police_list.start(uow, SHA, "a|b")).columns == {"name": 0}


def test_the_log_holds_counts_and_no_names(desk: Desk, workspace: Workspace) -> None:
    outcome = desk.store(desk.plan(row(), row(3, first_name="Attrap")))
    (entry,) = [one for one in workspace.run(lambda uow: uow.log_entries(limit=50)) if one.action is Action.IMPORT]
    assert entry.object_id == outcome.value.batch.id
    assert entry.detail["contacts"] == 2
    counts = {"contacts", "updated", "new_persons", "completed", "meeting", "rows"}
    assert set(entry.detail) == {*counts, "persons"}


def test_comparing_with_a_person_is_logged_as_an_opening(desk: Desk, workspace: Workspace) -> None:
    known = desk.person(school_id=desk.school("Havnsø Skole"))
    found = workspace.run(lambda uow: police_list.candidate(uow, known.id))
    assert (found.person, found.school) == (known, "Havnsø Skole")
    (entry,) = workspace.run(lambda uow: uow.log_entries(kind="person", object_id=known.id))
    assert entry.action is Action.OPEN


def test_a_person_gone_since_stops_the_import(desk: Desk, workspace: Workspace) -> None:
    plan = desk.plan(row())
    (decided,) = plan.decided({})
    order = Order(
        rows=(replace(decided, newcomer=None, person_id=PersonId(77)),), file_name="", sha256=SHA, meeting_id=None,
        undated=date(2026, 11, 23),
    )  # fmt: skip
    with pytest.raises(KnownError, match="record_gone"):
        workspace.run(lambda uow: police_import.import_list(uow, order))
    assert desk.contacts() == []


# -- problems and warnings -------------------------------------------------------------------------------------------


def test_rows_that_break_a_rule_become_problems_and_can_be_mended(desk: Desk) -> None:
    bad = row(3, contact_date=date(2027, 1, 9))
    other = row(4, cpr="1605104001")
    plan = desk.plan(row(2), bad, other)
    assert [(one.row, one.code, one.field) for one in plan.review.problems] == [
        (3, "contact_in_future", Field.CONTACT_DATE),
        (4, "birth_dates_differ", Field.BIRTH_DATE),
    ]
    assert plan.review.problems[0].text == "09-01-2027"
    assert plan.counts().problems == 2
    assert [plan.next_problem(None), plan.next_problem(3), plan.next_problem(4)] == [3, 4, 3]
    plan.pass_over(4)
    assert plan.next_problem(3) == 3
    mended = with_mended(plan.review.rows, replace(bad, contact_date=date(2026, 11, 9)))
    again = Plan(desk.workspace.run(lambda uow: police_list.review(uow, mended, plan.review.problems[1:])), plan)
    assert [one.number for one in again.all_settled()] == [2, 3]
    assert again.is_passed(4)


def test_answers_stay_when_a_row_is_mended(desk: Desk) -> None:
    desk.person(first_name="Testina")
    plan = desk.plan(row(2))
    plan.answer(2, Choice.NEW)
    rows = with_mended(plan.review.rows, row(3, first_name="Attrap"))
    again = Plan(desk.workspace.run(lambda uow: police_list.review(uow, rows, ())), plan)
    assert [one.choice for one in again.all_settled()] == [Choice.NEW, Choice.NEW]


def test_persons_above_the_age_limit_are_counted_never_blocked(desk: Desk) -> None:
    plan = desk.plan(
        row(2, birth_date=date(2000, 11, 14)),
        row(3, birth_date=date(2000, 11, 15)),
        row(4, first_name="Attrap", birth_date=None),
    )
    assert plan.review.over_age == {2}
    plan.answer(3, Choice.NEW)
    desk.store(plan)
    assert len(desk.contacts()) == 3


def test_the_next_meetings_come_first(desk: Desk, workspace: Workspace, clock: Clock) -> None:
    coming = desk.meeting()
    early = meetings.MeetingPlan(starts_at=datetime(2026, 11, 11, 9), ends_at=datetime(2026, 11, 11, 11))
    past = workspace.run(lambda uow: meetings.plan(uow, early)).value
    later = meetings.MeetingPlan(starts_at=datetime(2026, 12, 9, 9), ends_at=datetime(2026, 12, 9, 11))
    last = workspace.run(lambda uow: meetings.plan(uow, later)).value
    found = workspace.run(lambda uow: police_list.start(uow, SHA, "")).meetings
    assert [one.id for one in found] == [coming.id, last.id, past.id]
    assert isinstance(found[0].id, int)
    assert MeetingId(found[0].id) == coming.id
