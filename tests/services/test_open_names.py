"""Names of persons in the vault in the texts of forums without personal data: asked about, never taken silently."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from sspdesk.domain.calendar_files import CalendarEvent
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import NEVER_PERSONS, Forum, ForumKind
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.people import Professional, ProfessionalRole
from sspdesk.services import agenda, calendar_files, forums, history, meetings, minutes, open_names
from sspdesk.services.meetings import MeetingPlan
from sspdesk.services.work import UnitOfWork, Workspace
from tests.services.forum_world import forum_of, held, item, planned
from tests.services.wednesday_world import make_person

NAME = "Testine"


def refused(work: Callable[[], object]) -> str | None:
    with pytest.raises(DomainError) as caught:
        work()
    assert caught.value.code == "names_in_open_text"
    return caught.value.field


@pytest.mark.parametrize("kind", sorted(NEVER_PERSONS))
def test_every_text_of_an_open_forum_is_asked_about(workspace: Workspace, kind: ForumKind) -> None:
    def work(uow: UnitOfWork) -> None:
        make_person(uow)
        meeting = planned(uow, kind)
        topic = item(uow, meeting, "Uro ved stationen")
        for field in ("title", "note", "papers", "responsible"):
            wanted = replace(topic, **{field: f"Om {NAME} og de andre"})
            assert refused(lambda wanted=wanted: agenda.save_item(uow, wanted)) == field
        assert refused(lambda: agenda.set_outcome(uow, topic.id, outcome=f"{NAME}s venner", decision="")) == "outcome"
        assert refused(lambda: agenda.set_outcome(uow, topic.id, outcome="", decision=f"Om {NAME}")) == "decision"
        assert refused(lambda: agenda.add_action(uow, topic.id, f"Ring til {NAME}")) == "title"
        assert refused(lambda: minutes.save_summary(uow, meeting, NAME)) == "text"
        plan = MeetingPlan(starts_at=datetime(2026, 12, 2, 9), ends_at=datetime(2026, 12, 2, 10), title=f"Om {NAME}")
        assert refused(lambda: meetings.change(uow, meeting, plan)) == "title"
        there = replace(plan, title="", place=f"Hos {NAME}", forum_id=forum_of(uow, kind).id)
        assert refused(lambda: meetings.plan(uow, there)) == "place"
        assert uow.agenda.get(topic.id) == topic
        held(uow, meeting)
        assert refused(lambda: minutes.add_addition(uow, meeting, f"{NAME} er nævnt")) == "text"

    workspace.run(work)


def test_once_it_is_said_that_no_person_is_meant_the_same_word_is_not_asked_about_again(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        make_person(uow)
        meeting = planned(uow, ForumKind.LOCAL_COUNCIL)
        topic = item(uow, meeting, "Skibet ved kajen")
        text = f"Skibet {NAME} ligger ved kajen."
        stored = agenda.set_outcome(uow, topic.id, outcome=text, decision="", names_confirmed=True).value
        assert stored.outcome == text
        agenda.set_outcome(uow, topic.id, outcome=f"{text} Det males.", decision=f"{NAME} males.")
        agenda.add_action(uow, topic.id, f"Skriv til {NAME}s ejer")
        make_person(uow, "Frode Figurant")
        assert open_names.in_meeting(uow, meeting, (f"{NAME} og Frode",), topic.id) == ("Frode",)
        assert refused(lambda: agenda.set_outcome(uow, topic.id, outcome=f"{text} Frode så det.", decision="")) == (
            "outcome"
        )

    workspace.run(work)


def test_a_forum_where_persons_may_be_named_and_the_names_of_colleagues_are_not_asked_about(
    workspace: Workspace,
) -> None:
    def work(uow: UnitOfWork) -> None:
        make_person(uow)
        case = planned(uow, ForumKind.INFO_HOUSE_CASE)
        assert item(uow, case, f"Om {NAME}").title == f"Om {NAME}"
        uow.professionals.save(Professional(name="Testine Skabelon", role=ProfessionalRole.POLICE))
        council = planned(uow, ForumKind.LOCAL_COUNCIL, hour=9)
        assert item(uow, council, "Oplæg", responsible="Testine Skabelon").responsible == "Testine Skabelon"
        assert refused(lambda: item(uow, council, "Oplæg om Testine")) == "title"
        uow.professionals.save(Professional(name="Testine Eksempelsen", role=ProfessionalRole.POLICE))
        assert refused(lambda: item(uow, council, "Oplæg", responsible="Testine Eksempelsen")) == "responsible"

    workspace.run(work)


def test_an_item_that_names_somebody_is_not_moved_into_an_open_forum_unasked(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        make_person(uow)
        exit_meeting, council = planned(uow, ForumKind.INFO_HOUSE_CASE), planned(uow, ForumKind.LOCAL_COUNCIL, hour=9)
        topic = item(uow, exit_meeting, "Bolig", note=f"{NAME} søger bolig")
        assert refused(lambda: agenda.move_to(uow, topic.id, council)) == "note"
        assert uow.agenda.get(topic.id).meeting_id == exit_meeting
        assert agenda.move_to(uow, topic.id, council, names_confirmed=True).value.meeting_id == council

    workspace.run(work)


def test_the_usual_agenda_and_a_forum_that_is_closed_to_persons_are_asked_about(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        make_person(uow)
        council = forum_of(uow, ForumKind.LOCAL_COUNCIL)
        usual = uow.forum_items.of_forum(council.id)
        items = [replace(usual[0], note=f"Nyt om {NAME}"), *usual[1:]]
        assert refused(lambda: forums.save(uow, council, items=items)) == "items"
        assert forums.names_in(uow, council, items) == (NAME,)
        own = forums.save(uow, Forum(name="Lokale sager", may_name_persons=True)).value
        start = datetime(2026, 12, 4, 9)
        wanted = MeetingPlan(forum_id=own.id, starts_at=start, ends_at=start.replace(hour=10))
        item(uow, meetings.plan(uow, wanted).value.id, f"Om {NAME}")
        closed = replace(own, may_name_persons=False)
        assert refused(lambda: forums.save(uow, closed)) == "may_name_persons"

    workspace.run(work)


def test_titles_of_another_calendar_are_asked_about(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        make_person(uow)
        council = forum_of(uow, ForumKind.LOCAL_COUNCIL).id
        start = datetime(2026, 12, 2, 9)
        event = CalendarEvent(uid="a@b", starts=start, ends=start.replace(hour=10), title=f"Møde om {NAME}")
        assert refused(lambda: calendar_files.take_over(uow, [event], council, of={})) == "forum_id"
        assert calendar_files.names_in(uow, [event], council, of={}) == (NAME,)
        assert calendar_files.take_over(uow, [event], forum_of(uow, ForumKind.INFO_HOUSE_CASE).id, of={}).value == 1

    workspace.run(work)


def test_an_earlier_text_can_be_put_back_from_the_history(workspace: Workspace) -> None:
    def fill(uow: UnitOfWork) -> MeetingId:
        meeting = planned(uow, ForumKind.LOCAL_COUNCIL)
        topic = item(uow, meeting, f"Skibet {NAME}")
        agenda.save_item(uow, replace(topic, title="Skibet"))
        make_person(uow)
        return meeting

    meeting = workspace.run(fill)
    topic = workspace.run(lambda uow: uow.agenda.of_meeting(meeting)[-1])
    (change,) = [
        one for one in workspace.run(lambda uow: history.of_record(uow, "agenda_item", topic.id)) if one.fields
    ][:1]
    workspace.run(lambda uow: history.restore(uow, change.id, "title"))
    assert workspace.run(lambda uow: uow.agenda.get(topic.id)).title == f"Skibet {NAME}"
