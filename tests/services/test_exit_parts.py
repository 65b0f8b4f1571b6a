"""What hangs on an Exit case: focus areas, signatures, funds, ratings, notes, its tasks; the list; and undo."""

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
from sspdesk.domain.exit_stages import DueKind
from sspdesk.domain.exits import (
    ExitState,
    SideKind,
)
from sspdesk.domain.ids import ExitPartId
from sspdesk.domain.tasks import TaskKind
from sspdesk.services import exit_links, exit_parts, exit_views, exits
from sspdesk.services.work import UnitOfWork, Workspace, apply_undo
from tests.conftest import Clock
from tests.services.exit_world import (
    TODAY,
    begin,
    focus,
    lead_to,
    make_around,
    open_door,
    party_of,
    sign_all,
    step,
)
from tests.services.test_exits import refused


@pytest.fixture(autouse=True)
def _opened(workspace: Workspace) -> None:
    open_door(workspace)


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
        save = lambda funds: exit_parts.save_funds(uow, funds)
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
        by_hand = lambda: exit_parts.write_note(uow, case.id, NoteKind.INTERRUPTION, TODAY, "x")
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
