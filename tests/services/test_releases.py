"""Releases (PRO-7): stages and their gates, deadlines that move with their days, checklist, visits, contacts after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import ReleaseId
from sspdesk.domain.release_records import (
    ContactPoint,
    ItemState,
    Known,
    ReleaseContact,
    Section,
    VisitState,
)
from sspdesk.domain.releases import INSIDE, Custody, Ending, Release, ReleaseState, guide_to_parole
from sspdesk.domain.tasks import Source, SourceKind, Task, TaskKind
from sspdesk.services import release_checklist, release_visits, releases, retention, tasks
from sspdesk.services.release_checklist import NewItem
from sspdesk.services.releases import Facts
from sspdesk.services.work import apply_undo
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.release_world import FACTS, TODAY, make_citizen, make_world, step

S = ReleaseState


def _begin(workspace: Workspace, **facts: object) -> Release:
    def work(uow: UnitOfWork) -> Release:
        return releases.begin(uow, make_citizen(uow), replace(FACTS, **facts), step(date(2026, 3, 3))).value

    return workspace.run(work)


def _dues(workspace: Workspace, case: ReleaseId) -> dict[TaskKind, Task]:
    found = workspace.run(lambda uow: uow.tasks.of_source(Source(SourceKind.RELEASE, case), open_only=True))
    return {task.kind: task for task in found}


def _refused(workspace: Workspace, work: Callable[[UnitOfWork], object]) -> tuple[str, str | None]:
    with pytest.raises(DomainError) as caught:
        workspace.run(work)
    return caught.value.code, caught.value.field


# -- stages ----------------------------------------------------------------------------------------------------------


def test_a_case_goes_from_imprisonment_to_its_end_and_each_move_is_kept(workspace: Workspace, clock: Clock) -> None:
    case = _begin(workspace, notified_on=None, owner="")
    assert case.state is S.INMATE
    for to in (S.NOTIFIED, S.OWNER, S.TALK, S.PLAN, S.MEETINGS):
        workspace.run(lambda uow, to=to: releases.advance(uow, case.id, to, step(), owner="Vibeke Skabelon"))
    clock.set(datetime(2026, 12, 17, 10))
    workspace.run(lambda uow: releases.release(uow, case.id, step(date(2026, 12, 17))))
    workspace.run(lambda uow: releases.advance(uow, case.id, S.FOLLOW_UP, step(date(2026, 12, 17))))
    done = workspace.run(lambda uow: releases.close(uow, case.id, Ending.DONE, step(date(2026, 12, 17)))).value
    assert (done.state, done.ending, done.notified_on, done.planned_on) == (S.CLOSED, Ending.DONE, TODAY, TODAY)
    assert done.released_on == date(2026, 12, 17)
    moves = workspace.run(lambda uow: uow.release_moves.of_release(case.id))
    assert [one.to_state for one in moves] == list(ReleaseState)
    assert [one.from_state for one in moves] == [None, *list(ReleaseState)[:-1]]
    assert _dues(workspace, case.id) == {}


@pytest.mark.parametrize("state", INSIDE)
def test_a_release_can_come_at_any_stage_and_ends_what_was_due_before_it(
    workspace: Workspace, state: ReleaseState
) -> None:
    case = _begin(workspace, custody=Custody.REMAND)
    workspace.run(lambda uow: uow.releases.save(replace(uow.releases.get(case.id), state=state)))
    released = workspace.run(lambda uow: releases.release(uow, case.id, step())).value
    assert released.released_on == TODAY
    dues = _dues(workspace, case.id)
    assert set(dues) == {TaskKind.RELEASE_CONTACT_1, TaskKind.RELEASE_CONTACT_2}
    assert dues[TaskKind.RELEASE_CONTACT_1].due == date(2026, 12, 7)
    assert dues[TaskKind.RELEASE_CONTACT_2].due == date(2027, 2, 23)
    done = workspace.run(lambda uow: uow.tasks.of_source(Source(SourceKind.RELEASE, case.id)))
    assert not [one for one in done if one.done_on is not None], "what lapsed was not done"


def test_moves_and_facts_that_cannot_be_are_refused_beside_their_field(workspace: Workspace) -> None:
    case = _begin(workspace, notified_on=None, owner="")
    refused = lambda work: _refused(workspace, work)
    assert refused(lambda uow: releases.advance(uow, case.id, S.PLAN, step())) == ("release_move_illegal", None)
    assert refused(lambda uow: releases.advance(uow, case.id, S.RELEASED, step())) == ("release_move_illegal", None)
    workspace.run(lambda uow: releases.advance(uow, case.id, S.NOTIFIED, step()))
    assert refused(lambda uow: releases.advance(uow, case.id, S.OWNER, step())) == ("release_owner_missing", "owner")
    ending = refused(lambda uow: releases.close(uow, case.id, Ending.DONE, step()))
    assert ending == ("release_ending_cannot_be", "ending")
    late = step(date(2026, 11, 24))
    assert refused(lambda uow: releases.release(uow, case.id, late)) == ("talk_day_in_future", "day")
    person = case.person_id
    assert refused(lambda uow: releases.begin(uow, person, FACTS, step())) == ("release_open_already", None)
    for facts, field in (
        (Facts(imprisoned_on=date(2026, 12, 1)), "imprisoned_on"),
        (Facts(imprisoned_on=date(2026, 5, 1), expected_on=date(2026, 4, 30)), "expected_on"),
        (Facts(note="x" * 501), "note"),
    ):
        other = workspace.run(make_citizen)
        assert refused(lambda uow, facts=facts, other=other: releases.begin(uow, other, facts, step()))[1] == field
    assert refused(lambda uow: releases.correct(uow, case.id, Facts())) == ("release_notified_missing", "notified_on")


def test_a_move_is_undone_with_its_deadlines(workspace: Workspace) -> None:
    case = _begin(workspace)
    before = _dues(workspace, case.id)
    outcome = workspace.run(lambda uow: releases.close(uow, case.id, Ending.DECLINED, step()))
    assert _dues(workspace, case.id) == {}
    workspace.run(lambda uow: apply_undo(uow, outcome.undo))
    assert workspace.run(lambda uow: uow.releases.get(case.id)) == case
    assert _dues(workspace, case.id) == before


# -- deadlines -------------------------------------------------------------------------------------------------------


def test_the_deadlines_follow_from_their_days(workspace: Workspace) -> None:
    dues = _dues(workspace, _begin(workspace, notified_on=None, possible_on=date(2026, 12, 30)).id)
    assert {kind: task.due for kind, task in dues.items()} == {
        TaskKind.RELEASE_NOTICE: date(2026, 3, 2),
        TaskKind.RELEASE_PLAN: date(2026, 3, 30),
        TaskKind.RELEASE_APPROACH: date(2026, 3, 30),
        TaskKind.RELEASE_PAROLE: date(2026, 12, 2),
        TaskKind.RELEASE_ACTIVE: date(2026, 6, 17),
        TaskKind.RELEASE_EXPENSES: date(2026, 9, 17),
        TaskKind.RELEASE_CONTACT_1: date(2026, 12, 30),
        TaskKind.RELEASE_CONTACT_2: date(2027, 3, 17),
    }


@pytest.mark.parametrize(
    ("expected", "expenses", "active", "first"),
    [
        (date(2028, 5, 31), date(2028, 2, 29), date(2027, 11, 30), date(2028, 6, 14)),  # a leap year
        (date(2026, 12, 10), date(2026, 9, 10), date(2026, 6, 10), date(2026, 12, 23)),  # 24 Dec is a holiday
    ],
)
def test_the_stored_deadlines_are_those_of_the_rules_in_a_leap_year_and_at_a_holiday(
    workspace: Workspace, expected: date, expenses: date, active: date, first: date
) -> None:
    dues = _dues(workspace, _begin(workspace, expected_on=expected, possible_on=None).id)
    assert dues[TaskKind.RELEASE_EXPENSES].due == expenses
    assert dues[TaskKind.RELEASE_ACTIVE].due == active
    assert dues[TaskKind.RELEASE_CONTACT_1].due == first


@pytest.mark.parametrize(
    ("imprisoned", "possible", "due"),
    [
        (date(2024, 2, 29), date(2025, 2, 28), date(2024, 3, 27)),  # a year to the day: four weeks, before Easter
        (date(2024, 2, 29), date(2025, 3, 1), date(2024, 3, 1)),  # a day over a year: a year before parole
    ],
)
def test_the_prison_makes_contact_a_year_before_a_far_parole_else_within_four_weeks(
    workspace: Workspace, imprisoned: date, possible: date, due: date
) -> None:
    facts = {"imprisoned_on": imprisoned, "notified_on": None, "possible_on": possible, "expected_on": None}
    case = _begin(workspace, **facts)
    assert _dues(workspace, case.id)[TaskKind.RELEASE_APPROACH].due == due


def test_deadlines_move_with_the_day_they_are_counted_from_and_an_overridden_one_stays(workspace: Workspace) -> None:
    case = _begin(workspace)
    dues = _dues(workspace, case.id)
    chosen = dues[TaskKind.RELEASE_CONTACT_2]
    workspace.run(lambda uow: tasks.set_deadline(uow, chosen.id, date(2027, 4, 1), "Borgeren rejser i marts"))
    moved = replace(releases.facts_of(case), expected_on=date(2027, 1, 14), possible_on=date(2027, 12, 1))
    workspace.run(lambda uow: releases.correct(uow, case.id, moved))
    after = _dues(workspace, case.id)
    assert after[TaskKind.RELEASE_CONTACT_1].due == date(2027, 1, 28)
    assert after[TaskKind.RELEASE_CONTACT_1].id == dues[TaskKind.RELEASE_CONTACT_1].id
    assert (after[TaskKind.RELEASE_CONTACT_2].computed, after[TaskKind.RELEASE_CONTACT_2].due) == (
        date(2027, 4, 14),
        date(2027, 4, 1),
    )
    assert after[TaskKind.RELEASE_APPROACH].anchor == date(2027, 12, 1), "over a year away: counted from the parole"
    gone = replace(moved, expected_on=None, possible_on=None)
    workspace.run(lambda uow: releases.correct(uow, case.id, gone))
    assert set(_dues(workspace, case.id)) == {TaskKind.RELEASE_PLAN}


def test_after_the_release_the_contacts_are_counted_from_the_real_day(workspace: Workspace) -> None:
    case = _begin(workspace)
    workspace.run(lambda uow: releases.release(uow, case.id, step(date(2026, 11, 20))))  # earlier than expected
    workspace.run(lambda uow: releases.correct_release_day(uow, case.id, date(2026, 11, 18)))
    assert _dues(workspace, case.id)[TaskKind.RELEASE_CONTACT_1].due == date(2026, 12, 2)
    every = workspace.run(lambda uow: uow.tasks.of_source(Source(SourceKind.RELEASE, case.id)))
    assert TaskKind.RELEASE_PLAN not in {one.kind for one in every}, "it lapsed, and nobody says that it was done"
    refused = _refused(workspace, lambda uow: releases.correct_release_day(uow, case.id, date(2026, 11, 24)))
    assert refused == ("release_day_in_future", "released_on")


@pytest.mark.parametrize(
    ("days", "day"), [(1, date(2024, 2, 29)), (3, date(2024, 3, 1)), (90, date(2024, 4, 28)), (100, date(2024, 5, 5))]
)
def test_the_guide_to_parole_is_two_thirds_rounded_up(days: int, day: date) -> None:
    assert guide_to_parole(date(2024, 2, 28), days) == day
    with pytest.raises(DomainError, match="sentence_days_cannot_be"):
        guide_to_parole(day, 0)


# -- checklist -------------------------------------------------------------------------------------------------------


def test_the_checklist_is_grouped_and_its_deadlines_move_with_the_release(workspace: Workspace) -> None:
    case = _begin(workspace)
    rows = workspace.run(lambda uow: release_checklist.rows(uow, case.id))
    assert list(dict.fromkeys(row.item.section for row in rows)) == list(Section)
    assert all(row.due is not None and row.due <= date(2026, 12, 17) for row in rows)
    by_title = {row.item.title: row.due for row in rows}
    assert by_title["MitID virker"] == date(2026, 11, 26)
    workspace.run(
        lambda uow: releases.correct(uow, case.id, replace(releases.facts_of(case), expected_on=date(2027, 1, 4)))
    )
    after = {row.item.title: row.due for row in workspace.run(lambda uow: release_checklist.rows(uow, case.id))}
    assert after["MitID virker"] == date(2026, 12, 14)


def test_points_get_their_deadlines_when_the_release_is_known(workspace: Workspace) -> None:
    case = _begin(workspace, expected_on=None)
    rows = workspace.run(lambda uow: release_checklist.rows(uow, case.id))
    assert {row.due for row in rows} == {None}
    workspace.run(lambda uow: release_checklist.tick(uow, rows[0].item.id, done=True))
    workspace.run(lambda uow: releases.correct(uow, case.id, FACTS))
    after = workspace.run(lambda uow: release_checklist.rows(uow, case.id))
    assert (after[0].state, after[0].due, after[0].done_on) == (ItemState.DONE, None, TODAY)
    assert all(row.due is not None for row in after[1:])


def test_a_point_and_its_task_are_one(workspace: Workspace) -> None:
    case = _begin(workspace)
    row = workspace.run(lambda uow: release_checklist.rows(uow, case.id))[0]
    assert row.task is not None
    workspace.run(lambda uow: tasks.complete(uow, row.task.id))  # from "I dag"
    state = lambda: workspace.run(lambda uow: release_checklist.rows(uow, case.id))[0].state
    assert state() is ItemState.DONE
    workspace.run(lambda uow: release_checklist.tick(uow, row.item.id, done=False))
    assert state() is ItemState.OPEN
    assert workspace.run(lambda uow: uow.tasks.get(row.task.id)).done_on is None
    workspace.run(lambda uow: release_checklist.set_not_needed(uow, row.item.id))
    assert state() is ItemState.NOT_NEEDED
    assert workspace.run(lambda uow: uow.tasks.of_source(release_checklist.source(row.item))) == []
    workspace.run(lambda uow: release_checklist.need_again(uow, row.item.id))
    again = workspace.run(lambda uow: release_checklist.rows(uow, case.id))[0]
    assert (again.state, again.due) == (ItemState.OPEN, row.due)


def test_a_point_of_ones_own_is_written_changed_and_removed(workspace: Workspace) -> None:
    case = _begin(workspace)
    new = NewItem(section=Section.WORK, title="  Praktik   hos bageren ", due=date(2026, 12, 1), responsible="Jonna")
    item = workspace.run(lambda uow: release_checklist.add(uow, case.id, new)).value
    assert item.title == "Praktik hos bageren"
    row = next(one for one in workspace.run(lambda uow: release_checklist.rows(uow, case.id)) if one.item == item)
    assert (row.due, row.responsible) == (date(2026, 12, 1), "Jonna")
    usual = workspace.run(lambda uow: release_checklist.rows(uow, case.id))[0]
    later = NewItem(section=usual.item.section, title=usual.item.title, due=date(2026, 12, 4))
    refused = _refused(workspace, lambda uow: release_checklist.change(uow, usual.item.id, later))
    assert refused == ("override_without_reason", "reason")
    workspace.run(lambda uow: release_checklist.change(uow, usual.item.id, later, "Boligselskabet holder lukket"))
    assert workspace.run(lambda uow: release_checklist.rows(uow, case.id))[0].due == date(2026, 12, 4)
    empty = NewItem(section=Section.WORK, title=" ")
    assert _refused(workspace, lambda uow: release_checklist.add(uow, case.id, empty)) == ("text_missing", "title")
    outcome = workspace.run(lambda uow: release_checklist.remove(uow, item.id))
    assert workspace.run(lambda uow: uow.tasks.of_source(release_checklist.source(item))) == []
    workspace.run(lambda uow: apply_undo(uow, outcome.undo))
    assert workspace.run(lambda uow: uow.release_items.get(item.id)) == item


# -- visits and contacts ---------------------------------------------------------------------------------------------


def test_a_visit_is_a_task_until_it_is_held(workspace: Workspace, clock: Clock) -> None:
    case = _begin(workspace)
    at = datetime(2027, 3, 28, 2, 30)  # an hour that summer time leaves out: local times are kept as they are written
    visit = workspace.run(lambda uow: release_visits.plan(uow, case.id, at, "Prøvefængslet")).value
    assert visit.at == at
    source = Source(SourceKind.RELEASE_VISIT, visit.id)
    assert [one.due for one in workspace.run(lambda uow: uow.tasks.of_source(source))] == [date(2027, 3, 28)]
    held = {"at": at, "place": "Video", "state": VisitState.HELD, "note": ""}
    refused = _refused(workspace, lambda uow: release_visits.change(uow, visit.id, **held))
    assert refused == ("visit_lies_ahead", "state")
    clock.set(datetime(2027, 3, 28, 12))
    workspace.run(lambda uow: release_visits.change(uow, visit.id, **held))
    assert [one.done_on for one in workspace.run(lambda uow: uow.tasks.of_source(source))] == [date(2027, 3, 28)]
    workspace.run(lambda uow: release_visits.remove(uow, visit.id))
    assert workspace.run(lambda uow: uow.tasks.of_source(source)) == []


def test_a_contact_after_the_release_meets_its_deadline_once_somebody_is_reached(workspace: Workspace) -> None:
    case = _begin(workspace)
    wanted = ReleaseContact(release_id=case.id, person_id=case.person_id, point=ContactPoint.FIRST, day=TODAY)
    contact = lambda made: _refused(workspace, lambda uow: release_visits.contact(uow, made))
    assert contact(wanted) == ("release_contact_before", "day")
    workspace.run(lambda uow: releases.release(uow, case.id, step(date(2026, 11, 20))))
    assert contact(replace(wanted, day=date(2026, 11, 24))) == ("release_day_in_future", "day")
    silent = replace(wanted, reached=False)
    assert contact(replace(silent, housing=Known.YES)) == ("release_contact_not_reached", "reached")
    workspace.run(lambda uow: release_visits.contact(uow, silent))
    assert TaskKind.RELEASE_CONTACT_1 in _dues(workspace, case.id)
    reached = workspace.run(lambda uow: release_visits.contact(uow, replace(wanted, housing=Known.YES))).value
    assert set(_dues(workspace, case.id)) == {TaskKind.RELEASE_CONTACT_2}
    workspace.run(lambda uow: release_visits.remove_contact(uow, reached.id))
    assert TaskKind.RELEASE_CONTACT_1 in _dues(workspace, case.id)


# -- what stays and what goes ----------------------------------------------------------------------------------------


def test_a_closed_case_changes_no_more_and_is_proposed_for_deletion_a_year_after_the_release(
    workspace: Workspace, clock: Clock
) -> None:
    case = workspace.run(lambda uow: uow.releases.get(make_world(uow).case))
    workspace.run(lambda uow: releases.release(uow, case.id, step()))
    workspace.run(lambda uow: releases.close(uow, case.id, Ending.DONE, step()))
    new = NewItem(section=Section.WORK, title="Praktik")
    assert _refused(workspace, lambda uow: release_checklist.add(uow, case.id, new)) == ("release_closed", None)
    for now, proposed in ((datetime(2027, 11, 22, 9), False), (datetime(2027, 11, 23, 9), True)):
        clock.set(now)
        found = workspace.run(retention.proposals)
        assert any(one.candidate.table == "release_case" for one in found) == proposed


def test_what_was_undone_too_late_is_left_alone(workspace: Workspace) -> None:
    case = _begin(workspace)
    outcome = workspace.run(
        lambda uow: release_checklist.add(uow, case.id, NewItem(section=Section.DAY, title="Hent nøgle"))
    )
    workspace.run(lambda uow: release_checklist.tick(uow, outcome.value.id, done=True))
    with pytest.raises(KnownError, match="undo_stale"):
        workspace.run(lambda uow: apply_undo(uow, outcome.undo))
