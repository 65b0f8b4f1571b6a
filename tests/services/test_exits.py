"""The Exit case: its moves, the gate before the agreement, side states, outcomes, and everything that is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.exit_parts import (
    ExitNote,
    FocusArea,
    FocusStatus,
    Funds,
    FundsAnswer,
    LinkKind,
    NoteKind,
    Party,
    PartyRole,
    Rating,
)
from sspdesk.domain.exit_stages import DueKind, ExitStage
from sspdesk.domain.exits import (
    AgeWarning,
    ExitState,
    OutcomeAnswer,
    OutcomePoint,
    Programme,
    SideKind,
    age_warning,
)
from sspdesk.domain.ids import ExitPartId
from sspdesk.domain.tasks import TaskKind
from sspdesk.services import exit_links, exit_parts, exit_views, exits
from sspdesk.services.work import UnitOfWork, Workspace, apply_undo
from tests.conftest import Clock
from tests.services.exit_world import (
    DAY,
    TODAY,
    begin,
    focus,
    lead_to,
    make_around,
    open_door,
    party_of,
    sign_all,
    step,
    threat,
)
from tests.vaults import PASSPHRASE


@pytest.fixture(autouse=True)
def _opened(workspace: Workspace) -> None:
    open_door(workspace)


def refused(work: Callable[[], object]) -> tuple[str, str | None]:
    """Return code and field of the refusal."""
    with pytest.raises(DomainError) as caught:
        work()
    return caught.value.code, caught.value.field


# -- the door --------------------------------------------------------------------------------------------------------


def test_the_door_opens_with_the_passphrase_and_closes_by_itself(workspace: Workspace, clock: Clock) -> None:
    workspace.exit_door.close()
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: uow.exits)
    assert caught.value.code == "exit_closed"
    with pytest.raises(KnownError) as wrong:
        workspace.run(lambda uow: exits.open_door(uow, "en helt anden adgangskode"))
    assert wrong.value.code == "wrong_secret"
    workspace.run(lambda uow: exits.open_door(uow, PASSPHRASE))
    clock.set(datetime(2026, 11, 23, 9, 9, 59))
    workspace.run(exit_views.overview)  # being used, it stays open for ten minutes more
    clock.set(datetime(2026, 11, 23, 9, 19, 58))
    workspace.run(exit_views.overview)
    clock.set(datetime(2026, 11, 23, 9, 29, 58))
    with pytest.raises(DomainError):
        workspace.run(exit_views.overview)
    workspace.run(lambda uow: exits.open_door(uow, PASSPHRASE))
    workspace.run(exits.close_door)
    assert not workspace.exit_door.is_open


def test_a_new_workspace_begins_with_the_door_closed(workspace: Workspace) -> None:
    assert not Workspace(workspace.vault).exit_door.is_open


# -- the way ---------------------------------------------------------------------------------------------------------


def test_a_case_goes_the_whole_way(workspace: Workspace, clock: Clock) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        assert (case.number, case.state) == ("E-2026-01", ExitState.ENQUIRY)
        ended = lead_to(uow, case.id, ExitState.COMPLETED)
        assert (ended.approved_on, ended.approval_reference) == (date(2026, 8, 27), "EK-77")
        assert [one.to_state for one in uow.exits.moves.of_case(case.id)] == [
            *(ExitState.ENQUIRY, ExitState.THREAT, ExitState.VISITATION, ExitState.APPROVED),
            *(ExitState.AGREED, ExitState.COURSE, ExitState.COMPLETED),
        ]
        due = {one.kind: one.day for one in exit_views.view(uow, case.id).dues}
        assert due == {DueKind.OUTCOME_3: date(2027, 2, 2), DueKind.OUTCOME_12: date(2027, 11, 2)}

    workspace.run(work)
    clock.set(datetime(2027, 11, 3, 9))
    open_door(workspace)

    def later(uow: UnitOfWork) -> None:
        (case,) = uow.exits.cases.listed()
        day = date(2027, 2, 2)
        exits.record_outcome(uow, case.id, OutcomePoint.THREE_MONTHS, found_on=day, answer=OutcomeAnswer.YES)
        assert refused(lambda: exits.close(uow, case.id, step(uow.today)))[0] == "exit_outcomes_missing"
        exits.record_outcome(uow, case.id, OutcomePoint.TWELVE_MONTHS, found_on=uow.today, answer=OutcomeAnswer.UNKNOWN)
        assert exits.close(uow, case.id, step(uow.today)).value.state is ExitState.CLOSED
        rows = exit_views.view(uow, case.id).stages
        assert [one.done for one in rows] == [True] * len(ExitStage)
        assert [task.done_on for task in uow.tasks.of_person(case.person_id)] == [uow.today, uow.today]

    workspace.run(later)


def test_without_a_threat_assessment_the_agreement_is_a_draft(workspace: Workspace) -> None:
    """The gate (S004:343): not signed, not agreed, not printed as final."""

    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        citizen = party_of(uow, case.id, PartyRole.CITIZEN)
        for sign_or_ask in (
            lambda: exit_parts.sign(uow, citizen, TODAY),
            lambda: exit_parts.remind(uow, citizen),
        ):
            assert refused(sign_or_ask)[0] == "exit_threat_missing"
        exits.ask_police(uow, case.id, step(DAY))
        assert exit_views.view(uow, case.id).draft
        # even a case that stands further on by mistake meets the gate again
        for state, move in (
            (ExitState.THREAT, lambda: exits.approve(uow, case.id, "", step())),
            (ExitState.APPROVED, lambda: exits.agree(uow, case.id, step())),
        ):
            uow.exits.cases.save(replace(uow.exits.cases.get(case.id), state=state, approved_on=DAY))
            assert refused(move)[0] in ("exit_threat_missing", "exit_move_illegal")
        assert refused(lambda: exit_parts.sign(uow, citizen, TODAY))[0] == "exit_threat_missing"
        exits.assess(uow, case.id, threat(case.id), step())
        assert not exit_views.view(uow, case.id).draft
        assert exit_parts.sign(uow, citizen, TODAY).value.signed_on == TODAY

    workspace.run(work)


def test_the_assessment_takes_a_contact_a_level_of_the_list_and_no_day_to_come(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        good = threat(case.id)
        for bad, wanted in (
            (replace(good, police_contact=" "), ("exit_police_contact_missing", "police_contact")),
            (replace(good, level="Ekstremt"), ("exit_level_unknown", "level")),
            (replace(good, day=date(2026, 11, 24)), ("exit_day_in_future", "day")),
        ):
            assert refused(lambda bad=bad: exits.assess(uow, case.id, bad, step())) == wanted
        exits.set_up(uow, own_levels=("Grøn", "Rød"), capacity=5, minutes=20)
        assert refused(lambda: exits.assess(uow, case.id, good, step()))[0] == "exit_level_unknown"
        exits.assess(uow, case.id, replace(good, level="Grøn"), step())
        assert {one.name for one in uow.exits.threats.table.columns}.isdisjoint({"grounds", "note", "text"})

    workspace.run(work)


def test_an_agreement_needs_the_three_signatures_after_the_approval(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        lead_to(uow, case.id, ExitState.VISITATION)
        citizen = party_of(uow, case.id, PartyRole.CITIZEN)
        assert refused(lambda: exit_parts.sign(uow, citizen, TODAY))[0] == "exit_not_approved"
        lead_to(uow, case.id, ExitState.APPROVED)
        assert refused(lambda: exit_parts.sign(uow, citizen, DAY)) == ("exit_signed_before_approval", "signed_on")
        assert refused(lambda: exit_parts.sign(uow, citizen, date(2026, 12, 1))) == ("exit_day_in_future", "signed_on")
        exit_parts.save_party(uow, Party(case_id=case.id, role=PartyRole.PRISON_SERVICE, name="Kim Kladde"))
        exit_parts.sign(uow, citizen, date(2026, 9, 21))
        exit_parts.sign(uow, party_of(uow, case.id, PartyRole.MUNICIPALITY), date(2026, 9, 21))
        assert refused(lambda: exits.agree(uow, case.id, step()))[0] == "exit_signatures_missing"
        exit_parts.sign(uow, party_of(uow, case.id, PartyRole.POLICE), date(2026, 9, 22))
        assert exits.agree(uow, case.id, step(date(2026, 9, 22))).value.state is ExitState.AGREED
        assert exit_views.view(uow, case.id).signed == 3

    workspace.run(work)


def test_no_move_is_made_that_is_none(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        exits.assess(uow, case.id, threat(case.id), step())
        moves = {
            ExitState.APPROVED: lambda: exits.approve(uow, case.id, "", step()),
            ExitState.AGREED: lambda: exits.agree(uow, case.id, step()),
            ExitState.COURSE: lambda: exits.begin(uow, case.id, step()),
            ExitState.COMPLETED: lambda: exits.complete(uow, case.id, step()),
            ExitState.INTERRUPTED: lambda: exits.interrupt(uow, case.id, step(note="x")),
        }
        assert {to: refused(move)[0] for to, move in moves.items()} == dict.fromkeys(moves, "exit_move_illegal")
        assert refused(lambda: exits.ask_police(uow, case.id, step(date(2026, 8, 1)))) == (
            "talk_day_before_last",
            "day",
        )
        assert refused(lambda: exits.ask_police(uow, case.id, step(date(2026, 12, 1))))[1] == "day"
        assert refused(lambda: exits.ask_police(uow, case.id, replace(step(), decided_by=" ")))[1] == "decided_by"
        assert refused(lambda: exits.ask_police(uow, case.id, step(basis="XX")))[1] == "basis_code"
        assert refused(lambda: exits.close(uow, case.id, step())) == ("exit_closing_reason", "note")
        closed = exits.close(uow, case.id, step(note="Borgeren fortrød")).value
        assert refused(lambda: exits.ask_police(uow, closed.id, step()))[0] == "exit_move_illegal"
        assert refused(lambda: exits.assess(uow, closed.id, threat(closed.id), step()))[0] == "exit_case_closed"
        assert refused(lambda: exit_parts.save_focus(uow, focus(closed.id)))[0] == "exit_case_closed"

    workspace.run(work)


def test_one_open_case_a_person_and_kiv_for_old_ones_only(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        around = make_around(uow)
        old = begin(uow, around, date(2014, 5, 2), programme=Programme.KIV)
        assert refused(lambda: begin(uow, around)) == ("exit_case_open", "person_id")
        exits.close(uow, old.id, step(note="Historisk"))
        assert refused(lambda: begin(uow, around, programme=Programme.KIV)) == ("kiv_is_history", "programme")
        assert refused(lambda: begin(uow, around, date(2026, 12, 24)))[1] == "received_on"
        assert begin(uow, around).number == "E-2026-02"

    workspace.run(work)


@pytest.mark.parametrize(
    ("born", "warning"),
    [
        (date(2010, 1, 1), AgeWarning.MINOR),
        (date(2002, 3, 1), None),
        (date(1985, 3, 1), AgeWarning.OLDER),
        (None, AgeWarning.UNKNOWN),
    ],
)
def test_age_warns_and_never_blocks(workspace: Workspace, born: date | None, warning: AgeWarning | None) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow, born))
        assert exit_views.view(uow, case.id).warning is warning
        lead_to(uow, case.id, ExitState.COURSE)

    workspace.run(work)
    assert [age_warning(age) for age in (17, 18, 25, 26)] == [AgeWarning.MINOR, None, None, AgeWarning.OLDER]


def test_an_interrupted_course_says_why_and_its_outcomes_are_looked_for(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        lead_to(uow, case.id, ExitState.COURSE)
        assert refused(lambda: exits.interrupt(uow, case.id, step())) == ("exit_interruption_reason", "note")
        exit_parts.save_focus(uow, focus(case.id, due=date(2026, 12, 1)))
        lead_to(uow, case.id, ExitState.INTERRUPTED)
        (note,) = uow.exits.notes.of_case(case.id)
        assert (note.kind, note.text) == (NoteKind.INTERRUPTION, "Flyttede fra byen")
        assert [task.due for task in uow.tasks.open_for(case.person_id)] == [date(2027, 2, 2), date(2027, 11, 2)]
        assert refused(lambda: exit_parts.save_focus(uow, focus(case.id)))[0] == "exit_course_ended"
        early = {"found_on": date(2026, 11, 20), "answer": OutcomeAnswer.YES}
        assert refused(lambda: exits.record_outcome(uow, case.id, OutcomePoint.THREE_MONTHS, **early)) == (
            "exit_outcome_early",
            "found_on",
        )

    workspace.run(work)


def test_an_outcome_needs_an_end_and_no_day_to_come(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        point, yes = OutcomePoint.THREE_MONTHS, OutcomeAnswer.YES
        told = lambda day: exits.record_outcome(uow, case.id, point, found_on=day, answer=yes)  # noqa: E731
        assert refused(lambda: told(TODAY))[0] == "exit_not_ended"
        lead_to(uow, case.id, ExitState.COMPLETED)
        assert refused(lambda: told(date(2027, 3, 1))) == ("exit_day_in_future", "found_on")

    workspace.run(work)


def test_custody_is_led_by_kriminalforsorgen_until_the_hand_over(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        lead_to(uow, case.id, ExitState.COURSE)
        side = exits.enter_side(uow, case.id, SideKind.CUSTODY, date(2026, 10, 1)).value
        assert side.led_by == "Kriminalforsorgen"
        again = lambda: exits.enter_side(uow, case.id, SideKind.SAFE_HOUSE, TODAY)  # noqa: E731
        assert refused(again) == ("exit_side_open_already", "kind")
        assert refused(lambda: exits.complete(uow, case.id, step()))[0] == "exit_side_open"
        leave = lambda day, text: exits.leave_side(uow, side.id, day, text)  # noqa: E731
        assert refused(lambda: leave(TODAY, " ")) == ("exit_hand_over_missing", "handed_over")
        assert refused(lambda: leave(date(2026, 9, 30), "Alt")) == ("exit_side_ends_before", "ended_on")
        assert refused(lambda: leave(date(2026, 12, 1), "Alt")) == ("exit_side_ends_before", "ended_on")
        leave(TODAY, "Bolig og mentor overdraget til kommunen")
        assert refused(lambda: leave(TODAY, "Igen"))[0] == "exit_side_ended"
        exits.enter_side(uow, case.id, SideKind.SAFE_HOUSE, TODAY)
        (_first, house) = uow.exits.sides.of_case(case.id)
        exits.leave_side(uow, house.id, TODAY, "")
        assert exits.complete(uow, case.id, step()).value.state is ExitState.COMPLETED

    workspace.run(work)


# -- parts -----------------------------------------------------------------------------------------------------------


def test_a_focus_area_has_a_neutral_task_that_follows_its_deadline(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        stored = exit_parts.save_focus(uow, focus(case.id, due=date(2026, 11, 27))).value
        (task,) = uow.tasks.open_for(case.person_id)
        assert (task.kind, task.title, task.due) == (TaskKind.AGREEMENT, "", date(2026, 11, 27))
        assert (task.source_kind, task.source_id, task.anchor_kind.value) == (None, None, "dato")
        exit_parts.save_focus(uow, replace(stored, due=date(2026, 12, 4)))
        assert [one.due for one in uow.tasks.of_person(case.person_id)] == [date(2026, 12, 4)]
        done = exit_parts.save_focus(uow, replace(stored, status=FocusStatus.DONE, due=date(2026, 12, 4))).value
        assert done.done_on == TODAY
        assert [one.done_on for one in uow.tasks.of_person(case.person_id)] == [TODAY]
        reopened = replace(done, status=FocusStatus.WAITING, due=date(2026, 12, 10))
        assert exit_parts.save_focus(uow, reopened).value.done_on is None
        assert [one.due for one in uow.tasks.open_for(case.person_id)] == [date(2026, 12, 10)]
        exit_parts.remove_focus(uow, stored.id)
        assert uow.tasks.open_for(case.person_id) == []
        goalless = focus(case.id, goal="")
        assert refused(lambda: exit_parts.save_focus(uow, goalless)) == ("exit_goal_missing", "goal")
        untold = focus(case.id, FocusArea.OTHER, goal="", status=FocusStatus.NOT_BEGUN)
        assert refused(lambda: exit_parts.save_focus(uow, untold)) == ("exit_goal_missing", "goal")
        long = focus(case.id, next_step="x" * 281)
        assert refused(lambda: exit_parts.save_focus(uow, long)) == ("text_too_long", "next_step")

    workspace.run(work)


def test_a_party_is_asked_to_sign_again_after_a_week(workspace: Workspace, clock: Clock) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        lead_to(uow, case.id, ExitState.APPROVED)
        police = party_of(uow, case.id, PartyRole.POLICE)
        exit_parts.remind(uow, police)
        assert [one.due for one in uow.tasks.open_for(case.person_id)] == [date(2026, 11, 30)]
        assert [one.kind for one in exit_views.view(uow, case.id).dues] == [DueKind.SIGNATURE]
        clock.set(datetime(2026, 11, 30, 9))
        exit_parts.remind(uow, police)
        assert [one.due for one in uow.tasks.open_for(case.person_id)] == [date(2026, 12, 7)]
        exit_parts.sign(uow, police, date(2026, 11, 30))
        assert uow.tasks.open_for(case.person_id) == []
        assert refused(lambda: exit_parts.remind(uow, police))[0] == "exit_party_signed"
        party = uow.exits.parties.get(police)
        assert refused(lambda: exit_parts.save_party(uow, replace(party, name="En anden")))[0] == "exit_party_signed"
        assert refused(lambda: exit_parts.remove_party(uow, police))[0] == "exit_party_signed"
        citizen = party_of(uow, case.id, PartyRole.CITIZEN)
        assert refused(lambda: exit_parts.remove_party(uow, citizen))[0] == "exit_citizen_stays"
        nameless = Party(case_id=case.id, role=PartyRole.OTHER, name=" ")
        assert refused(lambda: exit_parts.save_party(uow, nameless)) == ("name_missing", "name")
        other = exit_parts.save_party(uow, replace(nameless, name="Mia Mentor")).value
        exit_parts.remind(uow, other.id)
        exit_parts.remove_party(uow, other.id)
        assert uow.tasks.open_for(case.person_id) == []

    workspace.run(work)


def test_funds_are_applied_for_once_approved_or_in_a_safe_house(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        wanted = Funds(case_id=case.id, kroner=12_500, purpose="Indskud")
        save = lambda funds: exit_parts.save_funds(uow, funds)  # noqa: E731
        assert refused(lambda: save(wanted))[0] == "exit_not_approved"
        exits.enter_side(uow, case.id, SideKind.SAFE_HOUSE, TODAY)
        stored = save(wanted).value
        assert refused(lambda: save(replace(stored, kroner=0))) == ("exit_amount_cannot_be", "kroner")
        assert refused(lambda: save(replace(stored, purpose=""))) == ("purpose_missing", "purpose")
        assert refused(lambda: save(replace(stored, sent_on=date(2026, 12, 1)))) == ("exit_day_in_future", "sent_on")
        sent = save(replace(stored, sent_on=date(2026, 11, 20))).value
        assert refused(lambda: save(replace(sent, kroner=13_000)))[0] == "exit_funds_sent"
        assert refused(lambda: exit_parts.remove_funds(uow, sent.id))[0] == "exit_funds_sent"
        answered = replace(sent, answer=FundsAnswer.PARTLY, answered_on=TODAY)
        assert refused(lambda: save(answered)) == ("exit_granted_cannot_be", "granted")
        early = replace(answered, granted=5_000, answered_on=date(2026, 11, 19))
        assert refused(lambda: save(early)) == ("exit_answer_day_cannot_be", "answered_on")
        assert save(replace(answered, granted=5_000)).value.granted == 5_000
        assert save(replace(answered, answer=FundsAnswer.GRANTED)).value.granted == 12_500
        assert save(replace(answered, answer=FundsAnswer.REFUSED)).value.granted == 0
        draft = save(replace(wanted, purpose="Møbler")).value
        exit_parts.remove_funds(uow, draft.id)
        assert [one.id for one in uow.exits.funds.of_case(case.id)] == [sent.id]

    workspace.run(work)


def test_a_rating_keeps_the_level_and_notes_and_never_items(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        rating = Rating(case_id=case.id, day=TODAY, rater="Rie Rådgiver", level="Middel", notes="Netværk fylder mest")
        exit_parts.rate(uow, rating)
        for bad, field in (
            (replace(rating, rater=""), "rater"),
            (replace(rating, level=" "), "level"),
            (replace(rating, day=date(2026, 12, 1)), "day"),
            (replace(rating, notes="x" * 2001), "notes"),
        ):
            assert refused(lambda bad=bad: exit_parts.rate(uow, bad))[1] == field
        columns = {one.name for one in uow.exits.ratings.table.columns}
        assert columns == {"id", "case_id", "day", "rater", "level", "notes"}

    workspace.run(work)


def test_a_note_is_written_and_corrected_and_its_history_stands(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> ExitNote:
        case = begin(uow, make_around(uow))
        note = exit_parts.write_note(uow, case.id, NoteKind.STATUS, TODAY, "Går fremad").value
        exit_parts.change_note(uow, note.id, "Går godt fremad")
        assert refused(lambda: exit_parts.change_note(uow, note.id, " ")) == ("exit_fact_missing", "text")
        by_hand = lambda: exit_parts.write_note(uow, case.id, NoteKind.INTERRUPTION, TODAY, "x")  # noqa: E731
        assert refused(by_hand)[0] == "exit_interruption_by_move"
        changed = [one for one in exit_views.history(uow, case.id) if one.kind == "exit_note"]
        assert [(one.before, one.after) for one in changed[0].fields] == [("Går fremad", "Går godt fremad")]
        return note

    workspace.run(work)


def test_every_command_can_be_undone_and_done_again(workspace: Workspace) -> None:
    case = workspace.run(lambda uow: begin(uow, make_around(uow)))
    added = workspace.run(lambda uow: exit_parts.save_focus(uow, focus(case.id, due=date(2026, 12, 1))))
    assert added.undo is not None
    undone = workspace.run(lambda uow: apply_undo(uow, added.undo))  # type: ignore[arg-type]
    workspace.run(lambda uow: _same(uow.exits.focus.all(), []))
    workspace.run(lambda uow: _same(uow.tasks.open_for(case.person_id), []))
    workspace.run(lambda uow: apply_undo(uow, undone.undo))  # type: ignore[arg-type]
    workspace.run(lambda uow: _same([one.goal for one in uow.exits.focus.all()], ["Egen bolig"]))
    workspace.exit_door.close()
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: apply_undo(uow, added.undo))  # type: ignore[arg-type]
    assert caught.value.code == "exit_closed"


def _same(found: object, wanted: object) -> None:
    assert found == wanted


# -- ties ------------------------------------------------------------------------------------------------------------


def test_the_list_tells_capacity_waiting_and_what_is_due_first(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        exits.set_up(uow, own_levels=("Lavt", "Højt"), capacity=3, minutes=10)
        first = begin(uow, make_around(uow))
        second = begin(uow, make_around(uow))
        lead_to(uow, first.id, ExitState.COURSE)
        exit_parts.save_focus(uow, focus(second.id, due=date(2026, 11, 20)))
        exit_parts.save_focus(uow, focus(first.id, due=date(2026, 11, 25)))
        told = exit_views.overview(uow)
        assert (told.active, told.waiting, told.capacity) == (1, 1, 3)
        assert [row.case.id for row in told.rows] == [second.id, first.id]
        assert exit_views.count_due(uow) == 1
        assert [row.case.id for row in exit_views.overview(uow, "boligrådg").rows] == [second.id, first.id]
        exit_parts.write_note(uow, first.id, NoteKind.NOTE, TODAY, "Blåbærgrød")
        assert [row.case.id for row in exit_views.overview(uow, "blåbær").rows] == [first.id]
        assert exit_views.overview(uow, "findesikke").rows == ()
        for wrong in ({"own_levels": ()}, {"own_levels": ("A", "a")}, {"capacity": -1}, {"minutes": 0}):
            settings = {"own_levels": ("A",), "capacity": 1, "minutes": 10} | wrong
            assert refused(lambda settings=settings: exits.set_up(uow, **settings))[1] in wrong or "levels"

    workspace.run(work)


def test_a_task_completed_in_the_shared_desk_shows_at_its_focus_area(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        stored = exit_parts.save_focus(uow, focus(case.id, due=TODAY)).value
        (task,) = uow.tasks.open_for(case.person_id)
        uow.tasks.save(replace(task, done_on=TODAY))
        (row,) = exit_views.view(uow, case.id).focus
        assert row.task_done_on == TODAY
        (link,) = uow.exits.links.rows(case.id, LinkKind.TASK)
        assert (link.part, link.row_id) == (f"focus:{stored.id}", task.id)
        uow.tasks.remove(task.id)
        assert exit_links.task_of(uow, uow.exits.cases.get(case.id), link.part) is None

    workspace.run(work)


def test_closing_before_the_agreement_leaves_nothing_to_do(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        lead_to(uow, case.id, ExitState.APPROVED)
        exit_parts.save_focus(uow, focus(case.id, due=date(2026, 12, 1)))
        sign_all(uow, case.id, TODAY)
        exits.close(uow, case.id, step(note="Flyttet"))
        assert uow.tasks.open_for(case.person_id) == []
        assert exit_views.overview(uow).rows[0].due is None
        with pytest.raises(KnownError):
            exit_views.view(uow, ExitPartId(99))  # type: ignore[arg-type]

    workspace.run(work)
