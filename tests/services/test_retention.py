"""Deletion by proposal: what is due and when, what stands in the way, what an approval takes, what stays behind."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.persons import Person
from sspdesk.domain.retention import PROPOSED, Filing, HoldReason, Period, RetentionKind
from sspdesk.domain.wednesday import Decision, PoliceContact, Role
from sspdesk.services import minutes, papers, persons, retention, tasks, wednesday
from sspdesk.services.retention import Proposal
from sspdesk.services.retention_kinds import Candidate, latest_anchor
from sspdesk.storage import schema
from sspdesk.storage.retention import PERSONS_IDLE
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.forum_world import held, item, planned
from tests.services.people_for_tests import contact, decided, meeting, save

DECIDED_ON = date(2026, 11, 23)


def _proposals(workspace: Workspace) -> list[Proposal]:
    return workspace.run(retention.proposals)


def _on(clock: Clock, day: date) -> None:
    clock.set(datetime.combine(day, time(9)))


def _met(workspace: Workspace, decision: Decision, **changes: object) -> tuple[Person, PoliceContact]:
    person = save(workspace)
    met = contact(workspace, person.id, **changes)
    decided(workspace, met, meeting(workspace).id, decision)
    return person, met


def _finish_tasks(workspace: Workspace, person_id: PersonId) -> None:
    for row in workspace.run(lambda uow: tasks.open_tasks_of(uow, person_id)):
        if row.task.kind.value != "oplysningspligt":
            workspace.run(lambda uow, one=row.task.id: tasks.complete(uow, one))


def _file(workspace: Workspace, one: Candidate, **changes: object) -> None:
    filing = Filing(kind=one.table, row_id=one.row_id, person_id=one.person_id, by="", at=datetime(2026, 1, 1),
                    **{"waived_reason": "Står i fagsystemet.", **changes})  # fmt: skip
    workspace.run(lambda uow: retention.file(uow, filing))


def _erase(workspace: Workspace, chosen: Sequence[Proposal]) -> None:
    workspace.run(lambda uow: retention.erase(uow, [one.candidate for one in chosen]))


@pytest.mark.parametrize("decision", [Decision.NOT_RELEVANT, Decision.NO_ACTION])
def test_what_is_not_relevant_is_proposed_on_the_fourteenth_day(
    workspace: Workspace, clock: Clock, decision: Decision
) -> None:
    _person, met = _met(workspace, decision)
    _on(clock, DECIDED_ON + timedelta(days=13))
    assert _proposals(workspace) == []
    _on(clock, DECIDED_ON + timedelta(days=14))
    (proposal,) = _proposals(workspace)
    assert (proposal.candidate.row_id, proposal.candidate.since, proposal.candidate.due) == (
        met.id,
        DECIDED_ON,
        date(2026, 12, 7),
    )
    assert proposal.ready


def test_another_decision_is_proposed_six_months_after_the_last_action(workspace: Workspace, clock: Clock) -> None:
    person, met = _met(workspace, Decision.ALREADY_HELPED)
    _on(clock, date(2026, 12, 10))
    _finish_tasks(workspace, person.id)
    _on(clock, date(2027, 5, 23))
    found = [one.candidate for one in _proposals(workspace)]
    assert [(one.kind, one.row_id) for one in found] == [(RetentionKind.CONTACT_DECIDED, met.id)]


def test_an_open_task_keeps_the_contact(workspace: Workspace, clock: Clock) -> None:
    person, _contact = _met(workspace, Decision.STREET_TEAM)
    _on(clock, date(2027, 8, 1))
    assert _proposals(workspace) == []
    _finish_tasks(workspace, person.id)
    assert _proposals(workspace) == []
    _on(clock, date(2028, 2, 1))
    assert [one.candidate.since for one in _proposals(workspace)] == [date(2027, 8, 1)]


def test_the_municipality_sets_its_own_terms(workspace: Workspace, clock: Clock) -> None:
    _met(workspace, Decision.NO_ACTION)
    workspace.run(lambda uow: retention.set_term(uow, RetentionKind.CONTACT_NO_ACTION, 30))
    _on(clock, DECIDED_ON + timedelta(days=29))
    assert _proposals(workspace) == []
    _on(clock, DECIDED_ON + timedelta(days=30))
    assert len(_proposals(workspace)) == 1
    told = {kind: (now, proposed) for kind, now, proposed in workspace.run(retention.terms)}
    assert told[RetentionKind.CONTACT_NO_ACTION] == (Period(days=30), Period(days=14))
    assert told[RetentionKind.PERSON] == (PROPOSED[RetentionKind.PERSON],) * 2


def test_a_decided_contact_waits_until_it_is_filed_or_that_is_waived(workspace: Workspace, clock: Clock) -> None:
    _met(workspace, Decision.ALREADY_HELPED)
    _on(clock, date(2027, 6, 1))
    (proposal,) = _proposals(workspace)
    assert proposal.needs_filing
    with pytest.raises(DomainError) as caught:
        _erase(workspace, [proposal])
    assert caught.value.code == "not_proposed"
    _file(workspace, proposal.candidate, waived_reason="", case_number="2026-1234", filed_on=date(2027, 5, 1))
    (proposal,) = _proposals(workspace)
    assert proposal.ready
    _erase(workspace, [proposal])
    assert workspace.run(lambda uow: uow.contacts.count()) == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"waived_reason": " "}, "filing_missing"),
        ({"waived_reason": "", "case_number": "1"}, "filing_date_missing"),
        ({"case_number": "1", "filed_on": date(2030, 1, 1)}, "filing_in_future"),
    ],
)
def test_a_filing_must_say_something(workspace: Workspace, changes: dict[str, object], code: str) -> None:
    person = save(workspace)
    one = Candidate(kind=RetentionKind.PERSON, table="person", row_id=person.id, person_id=person.id,
                    since=DECIDED_ON, due=DECIDED_ON)  # fmt: skip
    with pytest.raises(DomainError) as caught:
        _file(workspace, one, **changes)
    assert caught.value.code == code


@pytest.mark.parametrize("table", ["contact", "person"])
def test_a_hold_keeps_the_record_until_it_is_lifted(workspace: Workspace, clock: Clock, table: str) -> None:
    person, met = _met(workspace, Decision.NO_ACTION)
    row_id = met.id if table == "contact" else person.id
    stored = workspace.run(
        lambda uow: retention.hold(
            uow, table, row_id, person.id, reason=HoldReason.ACCESS_REQUEST, note="", review_on=date(2027, 1, 15)
        )
    ).value
    _on(clock, date(2026, 12, 20))
    (proposal,) = _proposals(workspace)
    assert proposal.hold == stored
    assert workspace.run(retention.due_summary) == []
    with pytest.raises(DomainError):
        _erase(workspace, [proposal])
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: retention.erase_person(uow, person.id))
    assert caught.value.code == "person_held"
    workspace.run(lambda uow: retention.lift(uow, stored.id))
    _erase(workspace, _proposals(workspace))
    assert workspace.run(lambda uow: uow.persons.count()) == 0


@pytest.mark.parametrize(
    ("reason", "review", "code"),
    [
        (HoldReason.OTHER, date(2027, 1, 1), "hold_note_missing"),
        (HoldReason.NOT_FILED, date(2026, 11, 23), "hold_review_past"),
    ],
)
def test_a_hold_has_a_reason_and_a_day_to_look_again(
    workspace: Workspace, reason: HoldReason, review: date, code: str
) -> None:
    person = save(workspace)
    with pytest.raises(DomainError) as caught:
        workspace.run(
            lambda uow: retention.hold(uow, "person", person.id, person.id, reason=reason, note=" ", review_on=review)
        )
    assert caught.value.code == code


def test_a_dry_run_tells_exactly_what_an_approval_takes(workspace: Workspace, clock: Clock) -> None:
    person, _contact = _met(workspace, Decision.NOT_RELEVANT)
    other, _kept = _met(workspace, Decision.NO_ACTION)
    workspace.run(lambda uow: persons.add_note(uow, other.id, "Vil gerne i klub."))
    _on(clock, date(2026, 12, 20))
    found = _proposals(workspace)
    chosen = [one.candidate for one in found]
    told = workspace.run(lambda uow: retention.dry_run(uow, chosen))
    assert told.persons == (person.name,)
    before = _counts(workspace)
    receipt = workspace.run(lambda uow: retention.erase(uow, chosen)).value
    after = _counts(workspace)
    assert receipt.counts == told.counts
    assert {name: before[name] - after[name] for name in before if before[name] != after[name]} == told.counts
    assert workspace.run(lambda uow: [one.id for one in uow.persons.all()]) == [other.id]


def _counts(workspace: Workspace) -> dict[str, int]:
    skipped = {"log", "revision", "deletion_receipt", "deleted_row", "anonymous_count"}
    tables = [table for table in schema.metadata.sorted_tables if table.name not in skipped]
    return workspace.run(
        lambda uow: {
            table.name: int(uow._connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
            for table in tables
        }
    )


def test_a_receipt_names_nobody_and_the_log_counts(workspace: Workspace, clock: Clock) -> None:
    person = save(workspace, last_name="Qvirkesen")
    met = contact(workspace, person.id, role=Role.WITNESS)
    decided(workspace, met, meeting(workspace).id, Decision.NOT_RELEVANT)
    _on(clock, date(2026, 12, 20))
    _erase(workspace, _proposals(workspace))
    (receipt,) = workspace.run(retention.receipts)
    assert receipt.counts["contact"] == receipt.counts["person"] == 1
    assert set(receipt.digests) == set(receipt.counts)
    assert person.last_name not in repr(receipt)
    entry = workspace.run(lambda uow: uow.log_entries(kind="deletion_receipt"))[0]
    assert (entry.action, entry.object_id) == (Action.DELETE, receipt.id)
    counted = workspace.run(lambda uow: uow._connection.execute(sa.select(schema.anonymous_count)).all())
    assert [(row.month, row.age_band, row.role, row.number) for row in counted] == [("2026-11", "10-14", "vidne", 1)]


def test_a_deletion_ends_undo_and_cannot_be_repeated(workspace: Workspace, clock: Clock) -> None:
    _met(workspace, Decision.NO_ACTION)
    _on(clock, date(2026, 12, 20))
    chosen = [one.candidate for one in _proposals(workspace)]
    outcome = workspace.run(lambda uow: retention.erase(uow, chosen))
    assert outcome.ends_undo
    assert outcome.undo is None
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: retention.erase(uow, chosen))
    assert caught.value.code == "not_proposed"
    with pytest.raises(DomainError):
        workspace.run(lambda uow: retention.erase(uow, []))


def test_approved_minutes_keep_the_number_of_a_deleted_line(workspace: Workspace, clock: Clock) -> None:
    gone, kept = save(workspace), save(workspace, first_name="Fiktus")
    held = meeting(workspace)
    decided(workspace, contact(workspace, gone.id, reference="0700-1"), held.id, Decision.NOT_RELEVANT)
    decided(workspace, contact(workspace, kept.id, reference="0700-2"), held.id, Decision.STREET_TEAM)
    workspace.run(lambda uow: minutes.start(uow, held.id))
    workspace.run(lambda uow: minutes.all_present(uow, held.id))
    workspace.run(lambda uow: minutes.end_meeting(uow, held.id))
    workspace.run(lambda uow: minutes.approve_minutes(uow, held.id))
    _on(clock, date(2026, 12, 20))
    _erase(workspace, _proposals(workspace))
    first, second = workspace.run(lambda uow: papers.minutes(uow, held.id)).minutes.decisions
    assert (first.number, first.deleted, first.who, first.case_number, first.decision) == (1, True, "", "", "")
    assert (second.number, second.deleted, second.case_number) == (2, False, "0700-2")


def test_a_person_with_nothing_left_is_proposed_and_one_with_a_note_waits_for_the_term(
    workspace: Workspace, clock: Clock
) -> None:
    bare, noted = save(workspace), save(workspace, first_name="Fiktus")
    workspace.run(lambda uow: persons.add_note(uow, noted.id, "Vil gerne i klub."))
    _on(clock, DECIDED_ON + timedelta(days=14))
    assert [one.candidate.row_id for one in _proposals(workspace)] == [bare.id]
    _on(clock, date(2027, 5, 23))
    assert sorted(one.candidate.row_id for one in _proposals(workspace)) == [bare.id, noted.id]


def test_a_contact_that_never_came_up_is_proposed_after_the_term(workspace: Workspace, clock: Clock) -> None:
    met = contact(workspace, save(workspace).id)
    _on(clock, date(2027, 5, 22))
    assert _proposals(workspace) == []
    _on(clock, date(2027, 5, 23))
    assert [(one.candidate.table, one.candidate.row_id) for one in _proposals(workspace)] == [("contact", met.id)]


def test_a_waiting_line_keeps_its_contact(workspace: Workspace, clock: Clock) -> None:
    met = contact(workspace, save(workspace).id)
    held = meeting(workspace)
    workspace.run(lambda uow: wednesday.add_lines(uow, held.id, [met.id]))
    _on(clock, date(2028, 1, 1))
    assert _proposals(workspace) == []


@pytest.mark.parametrize("day", [date(2027, 2, 28), date(2028, 2, 29), date(2027, 8, 31), date(2027, 3, 30)])
@pytest.mark.parametrize("period", [Period(days=14), Period(months=6), Period(months=24)])
def test_the_latest_anchor_is_the_last_day_whose_term_has_passed(period: Period, day: date) -> None:
    anchor = latest_anchor(period, day)
    assert period.after(anchor) <= day < period.after(anchor + timedelta(days=1))


@pytest.mark.parametrize("number", [0, -1, 1201])
def test_a_term_is_at_least_one_and_no_life_time(workspace: Workspace, number: int) -> None:
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: retention.set_term(uow, RetentionKind.TALK, number))
    assert (caught.value.code, caught.value.field) == ("term_not_a_number", RetentionKind.TALK.value)


def test_a_person_on_an_agenda_is_kept_until_the_meeting_is_over_and_the_term_has_passed(
    workspace: Workspace, clock: Clock
) -> None:
    person = save(workspace)
    meeting_id = workspace.run(lambda uow: planned(uow, ForumKind.CO_ORDINATION_UNIT, day=1, month=12))
    workspace.run(lambda uow: item(uow, meeting_id, "Opfølgning", person_id=person.id))
    _on(clock, date(2027, 3, 1))
    assert _proposals(workspace) == []
    workspace.run(lambda uow: held(uow, meeting_id))
    _on(clock, date(2027, 5, 31))
    assert _proposals(workspace) == []


def test_every_table_about_a_person_is_weighed_before_the_person_is_proposed() -> None:
    beside = {"disclosure_person", "filing", "guardian", "retention_hold"}
    about = {
        table.name
        for table in schema.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "person" and key.parent.name == "person_id"
    }
    weighed = {name for name in about if re.search(rf"FROM {name}\b", PERSONS_IDLE)}
    parts = {
        table.name
        for table in schema.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in weighed - {"agenda_item"}
    }
    assert about - weighed - parts == beside
