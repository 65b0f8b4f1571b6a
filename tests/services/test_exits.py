"""The Exit case: its moves, the gate before the agreement, side states, outcomes, and everything that is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.exit_parts import (
    NoteKind,
    Party,
    PartyRole,
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
from sspdesk.services import exit_parts, exit_views, exits
from sspdesk.services.work import UnitOfWork, Workspace
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
        told = lambda day: exits.record_outcome(uow, case.id, point, found_on=day, answer=yes)
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
        again = lambda: exits.enter_side(uow, case.id, SideKind.SAFE_HOUSE, TODAY)
        assert refused(again) == ("exit_side_open_already", "kind")
        assert refused(lambda: exits.complete(uow, case.id, step()))[0] == "exit_side_open"
        leave = lambda day, text: exits.leave_side(uow, side.id, day, text)
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
