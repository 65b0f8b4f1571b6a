"""Agendas of every forum: times that add up, holds, actions that return, persons only where they may be named."""

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from pypdf import PdfReader

from sspdesk.domain.agenda import ItemKind, ItemState
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import NEVER_PERSONS, ForumKind
from sspdesk.domain.ids import MeetingId, PersonId
from sspdesk.domain.meetings import MeetingState
from sspdesk.domain.retention import DeletionReason, Receipt
from sspdesk.services import agenda, agenda_persons, forums, meetings, minutes, open_papers, papers, tasks
from sspdesk.services.agenda_persons import NotOffered
from sspdesk.services.work import UnitOfWork, Workspace
from tests.services.forum_world import forum_of, held, item, planned, with_members
from tests.services.wednesday_world import make_person

SECRET = "Hemmelig sag om parkbænken"


def _code(error: pytest.ExceptionInfo[DomainError]) -> tuple[str, str | None]:
    return error.value.code, error.value.field


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


# -- setting up ------------------------------------------------------------------------------------------------------


def test_a_planned_meeting_gets_members_and_an_agenda_that_fills_it(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        members = with_members(uow, ForumKind.LOCAL_COUNCIL)
        start = datetime(2026, 12, 1, 13)
        forum = forum_of(uow, ForumKind.LOCAL_COUNCIL)
        wanted = meetings.MeetingPlan(forum_id=forum.id, starts_at=start, ends_at=start.replace(hour=14))
        meeting = meetings.plan(uow, wanted).value
        assert {one.professional_id for one in uow.attendees.of_meeting(meeting.id)} == set(members)
        view = agenda.view(uow, meeting.id)
        assert [row.item.title for row in view.rows] == [one.title for one in uow.forum_items.of_forum(forum.id)]
        assert (view.plan.planned, view.plan.left) == (60, 0)
        assert view.rows[0].starts == start

    workspace.run(work)


def test_the_time_plan_tells_what_is_left_or_missing(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        meeting = planned(uow, ForumKind.NETWORK)
        added = item(uow, meeting, "Nyt emne", minutes=25)
        view = agenda.view(uow, meeting)
        assert view.plan.left == -25
        assert view.rows[-1].starts == datetime(2026, 12, 1, 14, 30)
        agenda.put_on_hold(uow, added.id)
        assert agenda.view(uow, meeting).plan.left == 0

    workspace.run(work)


def test_items_move_up_and_down_and_keep_their_numbers_in_order(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        meeting = planned(uow, ForumKind.STREET_TEAM)
        titles = [one.title for one in uow.agenda.of_meeting(meeting)]
        first = uow.agenda.of_meeting(meeting)[0]
        agenda.shift(uow, first.id, 1)
        after = uow.agenda.of_meeting(meeting)
        assert [one.title for one in after] == [titles[1], titles[0], *titles[2:]]
        assert [one.number for one in after] == [1, 2, 3, 4]
        agenda.remove_item(uow, first.id)
        assert [one.number for one in uow.agenda.of_meeting(meeting)] == [1, 2, 3]

    workspace.run(work)


def test_the_last_agenda_is_copied_without_what_came_of_it_or_persons(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        last, here = planned(uow, ForumKind.EXIT, day=1), planned(uow, ForumKind.EXIT, day=8)
        special = item(uow, last, "Særligt punkt")
        agenda.set_outcome(uow, special.id, outcome="Drøftet", decision="Vi venter")
        item(uow, last, "Personens punkt", person_id=make_person(uow))
        assert agenda.copy_last(uow, here).value == 1
        copied = uow.agenda.of_meeting(here)[-1]
        assert (copied.title, copied.outcome, copied.decision) == ("Særligt punkt", "", "")

    workspace.run(work)


# -- on hold and agreed ----------------------------------------------------------------------------------------------


def test_an_item_on_hold_waits_for_a_later_meeting_and_is_taken_up_once(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        first, later = planned(uow, ForumKind.NETWORK, day=1), planned(uow, ForumKind.NETWORK, day=8)
        waiting = item(uow, first, "Digitalt kørekort")
        agenda.put_on_hold(uow, waiting.id)
        assert [one.id for one in agenda.view(uow, later).waiting] == [waiting.id]
        taken = agenda.take_up(uow, later, waiting.id).value
        assert (taken.title, taken.carried_from, taken.on_agenda) == ("Digitalt kørekort", waiting.id, True)
        assert agenda.view(uow, later).waiting == ()
        assert uow.agenda.get(waiting.id).state is ItemState.ON_HOLD
        assert agenda.view(uow, later).rows[-1].came_from == date(2026, 12, 1)

    workspace.run(work)


def test_what_was_agreed_becomes_a_task_and_returns_until_it_is_done(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        (leader, _other) = with_members(uow, ForumKind.DISTRICT_COUNCIL)
        first, later = planned(uow, ForumKind.DISTRICT_COUNCIL, day=1), planned(uow, ForumKind.DISTRICT_COUNCIL, day=8)
        assert ItemKind.FOLLOW_UP not in {one.kind for one in uow.agenda.of_meeting(later)}
        agreed = item(uow, first, "Lys på stien")
        row = agenda.add_action(uow, agreed.id, "Ring til vejafdelingen", responsible_id=leader).value
        assert (row.task.due, row.responsible) == (date(2026, 12, 8), "Poul Prøvegaard")
        follow_up = uow.agenda.of_meeting(later)[1]
        assert follow_up.kind is ItemKind.FOLLOW_UP
        view = agenda.view(uow, later)
        assert view.plan.left == 0
        assert [one.task.title for one in view.follow_up] == ["Ring til vejafdelingen"]
        assert "Ring til vejafdelingen" in _text(papers.agenda(uow, later).render())
        tasks.complete(uow, row.task.id)
        assert agenda.view(uow, later).follow_up == ()
        agenda.add_action(uow, agreed.id, "Skriv til naboerne")
        planned_after = planned(uow, ForumKind.DISTRICT_COUNCIL, day=15)
        assert uow.agenda.of_meeting(planned_after)[1].kind is ItemKind.FOLLOW_UP
        with pytest.raises(DomainError) as caught:
            agenda.remove_item(uow, agreed.id)
        assert caught.value.code == "item_has_actions"

    workspace.run(work)


# -- persons only where they may be named ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*sorted(NEVER_PERSONS), ForumKind.STREET_TEAM])
def test_no_item_can_be_tied_to_a_person_where_no_personal_data_belongs(workspace: Workspace, kind: ForumKind) -> None:
    def work(uow: UnitOfWork) -> None:
        meeting, exit_meeting = planned(uow, kind), planned(uow, ForumKind.EXIT, hour=9)
        person = make_person(uow)
        with pytest.raises(DomainError) as caught:
            item(uow, meeting, "Sag", person_id=person)
        assert _code(caught) == ("person_not_in_this_forum", "person_id")
        with pytest.raises(DomainError) as caught:
            item(uow, meeting, "Sag", kind=ItemKind.PERSON)
        assert _code(caught) == ("person_not_in_this_forum", "kind")
        tied = item(uow, exit_meeting, "Sag", person_id=person)
        assert tied.closed
        with pytest.raises(DomainError) as caught:
            agenda.move_to(uow, tied.id, meeting)
        assert _code(caught) == ("person_not_in_this_forum", "person_id")
        assert uow.agenda.get(tied.id).meeting_id == exit_meeting
        found = agenda_persons.candidates(uow, meeting, "Testine")
        assert [one.why_not for one in found] == [NotOffered.WRONG_FORUM]

    workspace.run(work)


def test_the_picker_tells_why_a_case_is_not_offered(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        person, other = make_person(uow), make_person(uow, "Testine Andersen")
        case = planned(uow, ForumKind.INFO_HOUSE_CASE, hour=9)
        item(uow, case, "Bekymring", person_id=person)
        reasons = {one.person_id: one.why_not for one in agenda_persons.candidates(uow, case, "Testine")}
        assert reasons == {person: NotOffered.ALREADY, other: NotOffered.ONE_CASE}
        with pytest.raises(DomainError, match="one_case_a_meeting"):
            item(uow, case, "Anden sag", person_id=other)
        release = planned(uow, ForumKind.RELEASE, hour=15)
        found = agenda_persons.candidates(uow, release, "Testine")
        assert {one.why_not for one in found} == {NotOffered.NO_CONSENT}
        with pytest.raises(DomainError, match="person_without_consent"):
            item(uow, release, "Bolig", person_id=person)
        basis = uow.bases.in_force("RPL115-1", uow.today)
        assert basis is not None
        uow.bases.save(replace(basis, valid_to=date(2026, 1, 1)))
        exit_meeting = planned(uow, ForumKind.EXIT, hour=18)
        assert {one.why_not for one in agenda_persons.candidates(uow, exit_meeting, "Testine")} == {NotOffered.NO_BASIS}

    workspace.run(work)


def test_a_forum_that_never_gets_persons_cannot_be_opened_and_one_with_persons_not_closed(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        with pytest.raises(DomainError) as caught:
            forums.save(uow, replace(forum_of(uow, ForumKind.LOCAL_COUNCIL), may_name_persons=True))
        assert _code(caught) == ("forum_never_persons", "may_name_persons")
        item(uow, planned(uow, ForumKind.EXIT), "Sag", person_id=make_person(uow))
        with pytest.raises(DomainError) as caught:
            forums.save(uow, replace(forum_of(uow, ForumKind.EXIT), may_name_persons=False))
        assert _code(caught) == ("forum_has_persons", "may_name_persons")

    workspace.run(work)


# -- paper -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(NEVER_PERSONS))
def test_no_paper_of_an_open_forum_tells_more_of_a_closed_item_than_its_number(
    workspace: Workspace, kind: ForumKind
) -> None:
    def work(uow: UnitOfWork) -> None:
        with_members(uow, kind)
        meeting, later = planned(uow, kind, day=1), planned(uow, kind, day=8)
        closed = item(uow, meeting, SECRET, closed=True, note=SECRET, responsible="Hemmelig ansvarlig")
        agenda.set_outcome(uow, closed.id, outcome=SECRET, decision=SECRET)
        agenda.add_action(uow, closed.id, SECRET)
        printed = [
            papers.agenda(uow, meeting).render(),
            open_papers.invitation(uow, meeting).render(),
            open_papers.room_sheet(uow, meeting, speaking=True).render(),
            open_papers.room_sheet(uow, meeting, speaking=False).render(),
            papers.minutes(uow, meeting).render(),
        ]
        held(uow, meeting)
        printed += [papers.minutes(uow, meeting).render(), papers.agenda(uow, later).render()]
        for pdf in printed:
            text = _text(pdf)
            assert "Hemmelig" not in text
            assert "parkbænken" not in text
        assert f"{closed.number}. Lukket punkt" in _text(printed[0])
        assert f"{closed.number}. Lukket punkt" in _text(printed[1])
        assert f"{closed.number}. Lukket punkt" in _text(printed[5])
        approved = uow.approved.of_meeting(meeting)
        assert approved is not None
        assert "Hemmelig" not in str(approved.content)

    workspace.run(work)


def test_a_paper_without_persons_is_open_and_one_with_a_person_is_a_disclosure(workspace: Workspace) -> None:
    workspace.exit_door.leave_open(60)

    def work(uow: UnitOfWork) -> None:
        council, exit_meeting = planned(uow, ForumKind.LOCAL_COUNCIL), planned(uow, ForumKind.EXIT, hour=9)
        open_paper = papers.agenda(uow, council)
        assert (open_paper.leaving, open_paper.number) == (None, "lokalraadet-2026-12-01")
        assert "Fortroligt" not in _text(open_paper.render())
        assert papers.agenda(uow, exit_meeting).leaving is None
        person = make_person(uow)
        item(uow, exit_meeting, "Aftale", person_id=person)
        paper = papers.agenda(uow, exit_meeting)
        assert paper.leaving is not None
        assert paper.leaving.persons == (person,)
        text = _text(paper.render())
        assert "Fortroligt" in text
        assert "Aftale · T. E." in text
        assert "Testine Eksempelsen" not in text.split("Udskrevet", maxsplit=1)[0]
        assert "Testine Eksempelsen" in _text(papers.agenda(uow, exit_meeting, names=True).render())

    workspace.run(work)


def test_the_minutes_of_any_forum_are_locked_and_kept_as_approved(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        with_members(uow, ForumKind.NETWORK)
        meeting = planned(uow, ForumKind.NETWORK)
        topic = item(uow, meeting, "Nyt om sociale medier")
        agenda.set_outcome(uow, topic.id, outcome="Vi ser flere falske profiler.", decision="Oplæg i 6. klasse")
        agenda.add_action(uow, topic.id, "Find en oplægsholder")
        held(uow, meeting)
        assert uow.meetings.get(meeting).state is MeetingState.MINUTES_APPROVED
        for change in (
            lambda: agenda.set_outcome(uow, topic.id, outcome="Andet", decision=""),
            lambda: agenda.save_item(uow, replace(topic, title="Andet")),
            lambda: agenda.put_on_hold(uow, topic.id),
            lambda: agenda.add_action(uow, topic.id, "Mere"),
        ):
            with pytest.raises(DomainError, match="minutes_locked"):
                change()
        minutes.add_addition(uow, meeting, "Oplægsholderen er fundet.")
        text = _text(papers.minutes(uow, meeting).render())
        for words in ("falske profiler", "Beslutning: Oplæg i 6. klasse", "Find en oplægsholder", "er fundet"):
            assert words in text

    workspace.run(work)


# -- forums ----------------------------------------------------------------------------------------------------------


def test_each_set_up_brings_its_forums_and_takes_none_away(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        before = {one.id for one in forums.listed(uow)}
        came = {one.code: forums.apply_set_up(uow, one.code).value for one in forums.set_ups()}
        assert came == {"styregruppe": 3, "enhed": 3, "raad": 0}
        assert {forums.apply_set_up(uow, one.code).value for one in forums.set_ups()} == {0}
        after = forums.listed(uow)
        assert before < {one.id for one in after}
        for one in after:
            assert sum(each.minutes for each in uow.forum_items.of_forum(one.id)) == one.usual_minutes, one.name
        assert not forum_of(uow, ForumKind.OPERATIVE).may_name_persons

    workspace.run(work)


def test_a_moved_meeting_asks_for_new_word_to_its_members(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        meeting = planned(uow, ForumKind.LOCAL_COUNCIL)
        meetings.invited(uow, meeting)
        start = datetime(2026, 12, 3, 13)
        wanted = meetings.MeetingPlan(starts_at=start, ends_at=start.replace(hour=14))
        after = meetings.change(uow, meeting, wanted).value
        assert (after.state, after.moved_from, after.sequence) == (MeetingState.MOVED, datetime(2026, 12, 1, 13), 1)
        assert meetings.invited(uow, meeting, agenda=True).value.state is MeetingState.AGENDA_SENT
        assert meetings.cancel(uow, meeting).value.state is MeetingState.CANCELLED

    workspace.run(work)


def _erase(uow: UnitOfWork, person: PersonId) -> None:
    receipt = Receipt(at=uow.now, by=uow.user, reason=DeletionReason.TERM, counts={}, digests={})
    uow.retention.erase(uow.retention.with_all_that_follows({"person": [person]}), receipt)


def test_approved_minutes_keep_only_the_number_of_an_item_whose_person_is_deleted(workspace: Workspace) -> None:
    workspace.exit_door.leave_open(60)

    def hold(uow: UnitOfWork) -> tuple[MeetingId, PersonId]:
        with_members(uow, ForumKind.EXIT)
        person = make_person(uow)
        meeting = planned(uow, ForumKind.EXIT)
        case = item(uow, meeting, "Bolig", person_id=person)
        agenda.set_outcome(uow, case.id, outcome="Flytter i januar.", decision="Ansøgning sendes")
        agenda.add_action(uow, case.id, "Udfyld ansøgningen")
        held(uow, meeting)
        assert "Bolig · T. E." in _text(papers.minutes(uow, meeting).render())
        return meeting, person

    meeting, person = workspace.run(hold)
    workspace.run(lambda uow: _erase(uow, person))

    def look(uow: UnitOfWork) -> None:
        assert uow.tasks.count() == 0
        text = _text(papers.minutes(uow, meeting).render())
        for words in ("Bolig", "T. E.", "januar", "nsøgning"):
            assert words not in text
        assert "5. slettet" in text
        assert "Trusselsniveau" in text

    workspace.run(look)
