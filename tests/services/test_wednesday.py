"""Lines and decisions: what a decision sets in motion, how it is changed, taken back and carried on."""

from datetime import date, datetime, timedelta

import pytest

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import LineId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import MeetingState
from sspdesk.domain.talks import TalkState
from sspdesk.domain.tasks import DeadlineRule, TaskKind
from sspdesk.domain.wednesday import ContactState, Decision, Role
from sspdesk.labels import wednesday as labels
from sspdesk.services import duty, meetings, minutes, tasks, wednesday, wednesday_list
from sspdesk.services.wednesday import TypedLine
from sspdesk.services.work import apply_undo
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.wednesday_world import (
    MEETING_DAY,
    NEXT_DAY,
    World,
    make_contact,
    make_lines,
    make_person,
    make_world,
    plan_on,
)


@pytest.fixture
def world(workspace: Workspace, clock: Clock) -> World:
    found = workspace.run(make_world)
    clock.set(datetime(2026, 11, 25, 9, 10))
    return found


def one_line(workspace: Workspace, world: World, name: str = "Testine Eksempelsen") -> LineId:
    return LineId(workspace.run(lambda uow: make_lines(uow, world.meeting, name))[0])


def open_kinds(uow: UnitOfWork) -> list[TaskKind]:
    return sorted(row.task.kind for row in tasks.open_tasks(uow))


def test_lines_are_numbered_in_order_and_a_contact_stands_once(workspace: Workspace, world: World) -> None:
    def work(uow: UnitOfWork) -> None:
        person = make_person(uow)
        first, second = make_contact(uow, person), make_contact(uow, person, date(2026, 11, 14))
        wednesday.add_lines(uow, world.meeting, [first])
        assert wednesday.add_lines(uow, world.meeting, [first]) == []
        wednesday.add_lines(uow, world.meeting, [second])
        view = wednesday_list.meeting_view(uow, world.meeting)
        assert [line.number for line in view.lines] == [1, 2]
        assert [line.age for line in view.lines] == [14, 14]
        assert view.lines[0].school == "Prøveskolen"
        assert (view.decided, view.undecided) == (0, 2)

    workspace.run(work)


def test_offering_a_talk_makes_task_talk_and_duty(workspace: Workspace, world: World) -> None:
    line_id = one_line(workspace, world)

    def work(uow: UnitOfWork) -> None:
        view = wednesday_list.meeting_view(uow, world.meeting)
        detail = wednesday_list.line_detail(uow, line_id)
        assert detail.suggested[Decision.OFFER_TALK] == world.teacher.id
        wednesday.decide(
            uow,
            line_id,
            Decision.OFFER_TALK,
            responsible_id=world.teacher.id,
            due=view.next_due,
            note=" Ring til mor. ",
        )

    workspace.run(work)

    def check(uow: UnitOfWork) -> None:
        line = uow.lines.get(line_id)
        assert (line.decision, line.note, line.due) == (Decision.OFFER_TALK, "Ring til mor.", NEXT_DAY)
        assert uow.contacts.get(line.contact_id).state is ContactState.ASSIGNED
        person = uow.contacts.get(line.contact_id).person_id
        offer, informing = (row.task for row in tasks.open_tasks_of(uow, person))
        assert (offer.kind, offer.due, offer.rule) == (TaskKind.OFFER_TALK, NEXT_DAY, DeadlineRule.NEXT_MEETING)
        assert offer.responsible_id == world.teacher.id
        assert (informing.kind, informing.due, informing.rule) == (
            TaskKind.DUTY_TO_INFORM,
            date(2026, 12, 25),
            DeadlineRule.ONE_MONTH,
        )
        talk = uow.talks.of_line(line_id)
        assert talk is not None
        assert (talk.state, talk.offer_by, talk.recommended_on) == (TalkState.RECOMMENDED, NEXT_DAY, MEETING_DAY)

    workspace.run(check)


@pytest.mark.parametrize(
    ("decision", "state", "kinds"),
    [
        (Decision.OFFER_TALK, ContactState.ASSIGNED, [TaskKind.DUTY_TO_INFORM, TaskKind.OFFER_TALK]),
        (Decision.STREET_TEAM, ContactState.ASSIGNED, [TaskKind.STREET_TEAM, TaskKind.DUTY_TO_INFORM]),
        (Decision.NOTIFICATION, ContactState.ASSIGNED, [TaskKind.DUTY_TO_INFORM, TaskKind.NOTIFICATION]),
        (Decision.ALREADY_HELPED, ContactState.OTHER_EFFORT, [TaskKind.DUTY_TO_INFORM]),
        (Decision.NO_ACTION, ContactState.CLOSED, []),
        (Decision.NOT_RELEVANT, ContactState.NOT_RELEVANT, []),
        (None, ContactState.CLARIFIED, []),
    ],
)
def test_every_decision_replaces_what_the_one_before_set_in_motion(
    workspace: Workspace, world: World, decision: Decision | None, state: ContactState, kinds: list[TaskKind]
) -> None:
    line_id = one_line(workspace, world)
    for before in Decision:
        workspace.run(
            lambda uow, before=before: wednesday.decide(uow, line_id, before, responsible_id=world.teacher.id)
        )
    workspace.run(
        lambda uow: wednesday.decide(uow, line_id, decision, responsible_id=world.teacher.id, due=date(2026, 12, 1))
    )

    def check(uow: UnitOfWork) -> None:
        line = uow.lines.get(line_id)
        assert uow.contacts.get(line.contact_id).state is state
        assert open_kinds(uow) == sorted(kinds)
        assert (uow.talks.of_line(line_id) is not None) == (decision is Decision.OFFER_TALK)
        acts = decision in {Decision.OFFER_TALK, Decision.STREET_TEAM, Decision.NOTIFICATION}
        assert line.due == (date(2026, 12, 1) if acts else None)
        assert line.responsible_id == (world.teacher.id if acts else None)
        assert (line.decided_at is None) == (decision is None)

    workspace.run(check)


def test_the_duty_is_one_task_a_person_and_goes_with_the_last_decision_that_keeps(
    workspace: Workspace, world: World, clock: Clock
) -> None:
    def two(uow: UnitOfWork) -> list[LineId]:
        person = make_person(uow)
        days = (date(2026, 11, 13), date(2026, 11, 14))
        return wednesday.add_lines(uow, world.meeting, [make_contact(uow, person, day) for day in days])

    first, second = workspace.run(two)
    workspace.run(lambda uow: wednesday.decide(uow, first, Decision.STREET_TEAM))
    clock.set(datetime(2026, 11, 30, 10, 0))
    workspace.run(lambda uow: wednesday.decide(uow, second, Decision.ALREADY_HELPED))

    def duties(uow: UnitOfWork) -> list[date | None]:
        person = uow.contacts.get(uow.lines.get(first).contact_id).person_id
        return [task.due for task in uow.tasks.open_duty(person)]

    assert workspace.run(duties) == [date(2026, 12, 25)]
    workspace.run(lambda uow: wednesday.decide(uow, first, Decision.NO_ACTION))
    assert workspace.run(duties) == [date(2026, 12, 30)]
    workspace.run(lambda uow: wednesday.decide(uow, second, None))
    assert workspace.run(duties) == []


def test_a_fulfilled_or_exempt_duty_needs_no_task(workspace: Workspace, world: World) -> None:
    line_id = one_line(workspace, world)

    def work(uow: UnitOfWork) -> None:
        person = uow.contacts.get(uow.lines.get(line_id).contact_id).person_id
        duty.exempt_duty(uow, person, "Hensynet til barnet (DBL § 22)")
        wednesday.decide(uow, line_id, Decision.OFFER_TALK)
        assert open_kinds(uow) == [TaskKind.OFFER_TALK]

    workspace.run(work)


def test_a_task_that_is_done_stays_when_the_decision_changes(workspace: Workspace, world: World) -> None:
    line_id = one_line(workspace, world)

    def work(uow: UnitOfWork) -> None:
        wednesday.decide(uow, line_id, Decision.STREET_TEAM)
        (task,) = [one for one in uow.tasks.of_line(line_id) if one.kind is TaskKind.STREET_TEAM]
        tasks.complete(uow, task.id)
        wednesday.decide(uow, line_id, Decision.STREET_TEAM, note="Set igen")
        assert [one.kind for one in uow.tasks.of_line(line_id) if one.done_on] == [TaskKind.STREET_TEAM]
        wednesday.decide(uow, line_id, Decision.NOTIFICATION)
        assert open_kinds(uow) == [TaskKind.NOTIFICATION, TaskKind.DUTY_TO_INFORM][::-1]
        assert [one.id for one in uow.tasks.of_line(line_id) if one.done_on] == [task.id]

    workspace.run(work)


def test_a_deadline_before_the_meeting_is_refused_beside_its_field(workspace: Workspace, world: World) -> None:
    line_id = one_line(workspace, world)
    with pytest.raises(DomainError) as caught:
        workspace.run(
            lambda uow: wednesday.decide(uow, line_id, Decision.STREET_TEAM, due=MEETING_DAY - timedelta(days=1))
        )
    assert (caught.value.code, caught.value.field) == ("due_before_meeting", "due")
    assert workspace.run(lambda uow: uow.lines.get(line_id).decision) is None


def test_undo_takes_a_decision_and_all_that_followed_back(workspace: Workspace, world: World) -> None:
    line_id = one_line(workspace, world)
    outcome = workspace.run(lambda uow: wednesday.decide(uow, line_id, Decision.OFFER_TALK))
    assert outcome.undo is not None
    token = outcome.undo
    redo = workspace.run(lambda uow: apply_undo(uow, token)).undo
    assert workspace.run(open_kinds) == []
    assert workspace.run(lambda uow: uow.talks.of_line(line_id)) is None
    assert redo is not None
    workspace.run(lambda uow: apply_undo(uow, redo))
    assert workspace.run(open_kinds) == sorted([TaskKind.OFFER_TALK, TaskKind.DUTY_TO_INFORM])


def test_undecided_lines_come_along_once_and_only_from_meetings_that_are_over(
    workspace: Workspace, world: World, clock: Clock
) -> None:
    first, second = workspace.run(
        lambda uow: make_lines(uow, world.meeting, "Testine Eksempelsen", "Prøvine Skabelonsen")
    )
    workspace.run(lambda uow: wednesday.decide(uow, LineId(first), Decision.NO_ACTION))
    later = workspace.run(lambda uow: meetings.plan(uow, plan_on(NEXT_DAY))).value.id
    assert workspace.run(lambda uow: uow.lines.of_meeting(later)) == []
    undecided = workspace.run(lambda uow: minutes.end_meeting(uow, world.meeting)).value
    assert undecided == 1
    workspace.run(lambda uow: wednesday.prepare(uow, later))
    (line,) = workspace.run(lambda uow: wednesday_list.meeting_view(uow, later)).lines
    assert (line.name, line.carried_from, line.number) == ("Prøvine Skabelonsen", MEETING_DAY, 1)

    clock.set(datetime(2026, 12, 24, 9, 0))  # a meeting whose day has passed is over, ended or not
    third = workspace.run(lambda uow: meetings.plan(uow, plan_on(date(2026, 12, 30)))).value.id
    (line,) = workspace.run(lambda uow: wednesday_list.meeting_view(uow, third)).lines
    assert line.carried_from == NEXT_DAY
    history = workspace.run(lambda uow: wednesday_list.line_detail(uow, line.line_id)).history
    assert [(entry.day, entry.decision) for entry in history] == [(NEXT_DAY, None), (MEETING_DAY, None)]
    assert second != first


def test_deciding_in_the_earlier_minutes_takes_the_carried_line_away(workspace: Workspace, world: World) -> None:
    line_id = one_line(workspace, world)
    later = workspace.run(lambda uow: meetings.plan(uow, plan_on(NEXT_DAY))).value.id
    workspace.run(lambda uow: minutes.end_meeting(uow, world.meeting))
    outcome = workspace.run(lambda uow: wednesday.decide(uow, line_id, Decision.NO_ACTION))
    assert workspace.run(lambda uow: uow.lines.of_meeting(later)) == []
    token = outcome.undo
    assert token is not None
    workspace.run(lambda uow: apply_undo(uow, token))
    (carried,) = workspace.run(lambda uow: uow.lines.of_meeting(later))
    workspace.run(lambda uow: wednesday.decide(uow, carried.id, Decision.NOT_RELEVANT))
    with pytest.raises(DomainError, match="decided_later"):
        workspace.run(lambda uow: wednesday.decide(uow, line_id, Decision.OFFER_TALK))


def test_preparing_drops_a_carried_line_that_was_decided_after_all(workspace: Workspace, world: World) -> None:
    line_id = one_line(workspace, world)
    decided = workspace.run(lambda uow: wednesday.decide(uow, line_id, Decision.NO_ACTION))
    workspace.run(lambda uow: minutes.end_meeting(uow, world.meeting))
    token = decided.undo
    assert token is not None
    redo = workspace.run(lambda uow: apply_undo(uow, token)).undo
    later = workspace.run(lambda uow: meetings.plan(uow, plan_on(NEXT_DAY))).value.id
    assert len(workspace.run(lambda uow: uow.lines.of_meeting(later))) == 1
    assert redo is not None
    workspace.run(lambda uow: apply_undo(uow, redo))
    assert workspace.run(lambda uow: wednesday.prepare(uow, later)).undo is None
    assert workspace.run(lambda uow: uow.lines.of_meeting(later)) == []


def test_history_holds_police_contacts_and_this_forums_decisions_and_nothing_else(
    workspace: Workspace, world: World, clock: Clock
) -> None:
    clock.set(datetime(2026, 11, 23, 9, 0))
    line_id = one_line(workspace, world)

    def work(uow: UnitOfWork) -> None:
        person = uow.contacts.get(uow.lines.get(line_id).contact_id).person_id
        early = meetings.plan(uow, plan_on(date(2026, 3, 18))).value
        contact = make_contact(uow, person, date(2026, 3, 9))
        (early_line,) = wednesday.add_lines(uow, early.id, [contact])
        wednesday.decide(uow, early_line, Decision.OFFER_TALK, note="Hemmelig note om samtalen")
        detail = wednesday_list.line_detail(uow, line_id)
        assert [(entry.day, entry.role, entry.decision) for entry in detail.history] == [
            (date(2026, 3, 18), None, Decision.OFFER_TALK),
            (date(2026, 3, 9), Role.WITNESS, None),
        ]
        assert (detail.earlier_contacts, detail.earlier_talks) == (1, 1)
        assert "Hemmelig" not in repr(detail.history)

    workspace.run(work)


def test_the_same_person_twice_on_a_list_says_so(workspace: Workspace, world: World) -> None:
    def work(uow: UnitOfWork) -> None:
        person = make_person(uow)
        days = (date(2026, 11, 13), date(2026, 11, 14))
        first, second = wednesday.add_lines(uow, world.meeting, [make_contact(uow, person, day) for day in days])
        wednesday.decide(uow, second, Decision.NO_ACTION)
        detail = wednesday_list.line_detail(uow, first)
        assert [(entry.number, entry.decision) for entry in detail.history] == [
            (2, Decision.NO_ACTION),
            (2, None),
        ]

    workspace.run(work)


@pytest.mark.parametrize(
    ("born", "inclusive", "over"),
    [
        (date(2001, 11, 13), True, False),
        (date(2001, 11, 13), False, True),
        (date(2000, 11, 13), True, True),
        (None, True, False),
    ],
)
def test_age_above_the_limit_warns(
    workspace: Workspace, world: World, born: date | None, inclusive: bool, over: bool
) -> None:
    def work(uow: UnitOfWork) -> bool:
        uow.save_settings(uow.settings().__class__(municipality="Havnsø", age_limit_inclusive=inclusive))
        contact = make_contact(uow, make_person(uow, born=born))
        (line_id,) = wednesday.add_lines(uow, world.meeting, [contact])
        return wednesday_list.line_detail(uow, line_id).over_age

    assert workspace.run(work) is over


def test_opening_a_line_is_logged_once_for_each_meeting_and_person(workspace: Workspace, world: World) -> None:
    line_id = one_line(workspace, world)
    for _time in range(3):
        workspace.run(lambda uow: wednesday_list.open_line(uow, line_id))
    entries = [one for one in workspace.run(lambda uow: uow.log_entries(kind="person")) if one.action is Action.OPEN]
    assert [entry.detail for entry in entries] == [{"meeting": world.meeting}]


def test_a_typed_line_makes_person_contact_and_line_in_one_undoable_step(workspace: Workspace, world: World) -> None:
    typed = TypedLine(
        first_name="Skabelone",
        last_name="Skitsegaard",
        birth_date=date(2010, 2, 1),
        school_id=world.school.id,
        class_name="9.A",
        contact_date=date(2026, 11, 24),
        role=Role.WORRYING_BEHAVIOUR,
        text="Fortalt af betjenten.",
    )
    outcome = workspace.run(lambda uow: wednesday.add_typed_line(uow, world.meeting, typed))
    (row,) = workspace.run(lambda uow: wednesday_list.meeting_view(uow, world.meeting)).lines
    assert (row.name, row.age, row.class_name, row.role) == (
        "Skabelone Skitsegaard",
        16,
        "9.A",
        Role.WORRYING_BEHAVIOUR,
    )
    origin = workspace.run(lambda uow: wednesday_list.line_detail(uow, row.line_id)).origin
    assert (origin.file_name, origin.row) == ("", None)
    known = TypedLine(person_id=row.person_id, contact_date=date(2026, 11, 20))
    workspace.run(lambda uow: wednesday.add_typed_line(uow, world.meeting, known))
    assert workspace.run(lambda uow: uow.persons.count()) == 1
    token = outcome.undo
    assert token is not None
    assert {change.kind for change in token.rows} == {"person", "contact", "meeting_line"}


@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        (TypedLine(contact_date=date(2026, 11, 24)), "name_missing", "first_name"),
        (
            TypedLine(first_name="Testine", birth_date=date(2026, 11, 25), contact_date=date(2026, 11, 24)),
            "contact_before_birth",
            "contact_date",
        ),
        (TypedLine(first_name="Testine", contact_date=date(2027, 11, 24)), "contact_in_future", "contact_date"),
        (TypedLine(first_name="Testine", contact_date=date(2026, 11, 24), text="x" * 281), "text_too_long", "text"),
    ],
)
def test_a_typed_line_that_cannot_be_so_stores_nothing(
    workspace: Workspace, world: World, typed: TypedLine, code: str, field: str
) -> None:
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: wednesday.add_typed_line(uow, world.meeting, typed))
    assert (caught.value.code, caught.value.field) == (code, field)
    assert workspace.run(lambda uow: (uow.persons.count(), uow.contacts.count())) == (0, 0)


def test_what_a_party_does_not_share_is_noted_and_taken_back(workspace: Workspace, world: World) -> None:
    line_id = one_line(workspace, world)
    workspace.run(lambda uow: wednesday.withhold(uow, line_id, " Efterforskning i gang "))
    (row,) = workspace.run(lambda uow: wednesday_list.meeting_view(uow, world.meeting)).lines
    assert row.withheld_reason == "Efterforskning i gang"
    workspace.run(lambda uow: wednesday.withhold(uow, line_id, ""))
    assert workspace.run(lambda uow: uow.lines.get(line_id).withheld_reason) == ""


def test_a_merged_persons_line_shows_the_person_that_was_kept(workspace: Workspace, world: World) -> None:
    line_id = one_line(workspace, world)

    def merge(uow: UnitOfWork) -> None:
        from dataclasses import replace

        kept = make_person(uow, "Prøvine Skabelonsen")
        gone = uow.persons.get(uow.contacts.get(uow.lines.get(line_id).contact_id).person_id)
        uow.persons.save(replace(gone, merged_into=kept))
        wednesday.decide(uow, line_id, Decision.NOTIFICATION)
        assert {row.task.person_id for row in tasks.open_tasks(uow) if row.task.kind is TaskKind.NOTIFICATION} == {kept}
        assert wednesday_list.line_detail(uow, line_id).row.name == "Prøvine Skabelonsen"

    workspace.run(merge)


def test_nothing_is_decided_at_a_cancelled_meeting(workspace: Workspace, world: World) -> None:
    line_id = one_line(workspace, world)
    workspace.run(lambda uow: meetings.cancel(uow, world.meeting))
    with pytest.raises(DomainError, match="meeting_cancelled"):
        workspace.run(lambda uow: wednesday.decide(uow, line_id, Decision.NO_ACTION))
    assert workspace.run(lambda uow: wednesday.prepare(uow, world.meeting)).value == 0
    assert workspace.run(lambda uow: uow.meetings.get(world.meeting)).state is MeetingState.CANCELLED


@pytest.mark.parametrize(
    ("role", "age", "words"),
    [
        (Role.CHARGED, 15, "sigtet"),
        (Role.CHARGED, 14, "mistænkt (u. 15)"),
        (Role.CHARGED, None, "sigtet"),
        (Role.WITNESS, 14, "vidne"),
    ],
)
def test_nobody_under_fifteen_is_called_charged(role: Role, age: int | None, words: str) -> None:
    assert labels.role(role, age) == words
