"""Canary: Exit is filled with markers, and none of them stands in anything that the desk says while Exit is closed."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from pypdf import PdfReader

from sspdesk.domain.attachments import AttachmentKind
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.exit_parts import Funds, LinkKind, NoteKind, PaperKind, Party, PartyRole, Rating
from sspdesk.domain.exits import EnquirySource, ExitState, Side, SideKind
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import LogFilter
from sspdesk.domain.persons import Person
from sspdesk.domain.talks import TalkState
from sspdesk.exchange.attachments import IncomingDocument
from sspdesk.labels import history as history_words
from sspdesk.labels import log as log_words
from sspdesk.labels import retention as retention_words
from sspdesk.labels import talks as talk_words
from sspdesk.labels import tasks as task_words
from sspdesk.reports import calendar_sheet
from sspdesk.services import (
    agenda,
    agenda_persons,
    attachments,
    calendar,
    calendar_detail,
    calendar_files,
    calendar_paper,
    disclosures,
    drafts,
    exit_links,
    exit_papers,
    exit_parts,
    exit_views,
    exits,
    handouts,
    history,
    log,
    log_extract,
    meetings,
    merging,
    papers,
    person_summary,
    person_view,
    retention,
    review,
    search,
    talk_list,
    talks,
    tasks,
    today,
    wednesday_list,
)
from sspdesk.services.exit_links import StatusMeeting
from sspdesk.services.exit_papers import PaperRequest
from sspdesk.services.log_extract import ExtractRequest
from sspdesk.services.person_summary import OPTIONAL_PARTS, STANDARD_PARTS, SummaryRequest
from sspdesk.services.review import Health
from sspdesk.services.talk_list import ListWish
from sspdesk.services.work import UnitOfWork, Workspace, apply_undo
from sspdesk.storage import schema
from tests.conftest import Clock
from tests.services.exit_world import begin, focus, lead_to, make_around, open_door, step, threat
from tests.services.forum_world import forum_of, item
from tests.services.talk_world import begin as begin_talk
from tests.services.talk_world import make_family
from tests.services.talk_world import step as talk_step

MARK = "Zqxmærke"
_PDF = b"%PDF-1.4\n" + MARK.encode()


def _text(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def fill(uow: UnitOfWork) -> PersonId:
    """Give a person a case with the marker in every text, and everything tied to it."""
    around = make_around(uow)
    case = begin(uow, around, note=MARK)
    exits.ask_police(uow, case.id, replace(step(date(2026, 8, 5), MARK), decided_by=MARK))
    assessed = replace(threat(case.id), police_contact=MARK)
    exits.assess(uow, case.id, assessed, step(date(2026, 8, 14)))
    exits.approve(uow, case.id, MARK, step(date(2026, 8, 27)))
    exit_parts.save_party(uow, Party(case_id=case.id, role=PartyRole.OTHER, name=MARK))
    lead_to(uow, case.id, ExitState.COURSE)
    area = focus(case.id, goal=MARK, next_step=MARK, responsible=MARK, due=date(2026, 11, 24))
    exit_parts.save_focus(uow, area)
    exit_parts.rate(uow, Rating(case_id=case.id, day=date(2026, 11, 2), rater=MARK, level=MARK, notes=MARK))
    exit_parts.save_funds(uow, Funds(case_id=case.id, kroner=100, purpose=MARK, sent_on=date(2026, 11, 2)))
    exit_parts.write_note(uow, case.id, NoteKind.STATUS, date(2026, 11, 2), MARK)
    exits.enter_side(uow, case.id, SideKind.CUSTODY, date(2026, 11, 3), MARK)
    start = datetime(2026, 11, 25, 14)
    wanted = StatusMeeting(starts_at=start, ends_at=start + timedelta(hours=1), place=MARK)
    meeting = exit_links.plan_meeting(uow, case.id, wanted).value
    tied = item(uow, meeting.id, MARK, person_id=around.person)
    agenda.add_action(uow, tied.id, MARK, due=date(2026, 11, 24))
    asked = PaperRequest(case_id=case.id, paper=PaperKind.PLAN, recipient=f"Det Nationale Exitkontaktpunkt, {MARK}")
    paper = exit_papers.gather(uow, asked)
    disclosures.register(uow, paper.leaving, number=paper.number, sha256="x")
    exit_links.keep_document(uow, case.id, IncomingDocument(title=MARK, kind=AttachmentKind.PDF, content=_PDF))
    uow.exits.sides.save(Side(case_id=case.id, kind=SideKind.SAFE_HOUSE, began_on=date(2026, 9, 1),
                              ended_on=date(2026, 9, 2), led_by=MARK, handed_over=MARK))  # fmt: skip
    return around.person


@pytest.fixture
def person(workspace: Workspace) -> PersonId:
    open_door(workspace)
    found = workspace.run(fill)
    workspace.exit_door.close()
    return found


def _history(uow: UnitOfWork, person_id: PersonId) -> str:
    told = []
    for change in history.of_person(uow, person_id):
        if not log_words.knows(change.kind):
            continue  # the dialog passes over them too
        told.append(history_words.record(change))
        told += [f"{history_words.column(f.name)} {history_words.value(f.name, f.before)}" for f in
                 history_words.shown(change)]  # fmt: skip
    return " ".join(told)


def _summary(uow: UnitOfWork, person_id: PersonId) -> str:
    parts = (*STANDARD_PARTS, *OPTIONAL_PARTS)
    request = SummaryRequest(person_id=person_id, recipient="Skolen", purpose="Opfølgning", parts=parts)
    return _text(person_summary.gather(uow, request).render())


def _extract(uow: UnitOfWork, person_id: PersonId) -> str:
    request = ExtractRequest(person_id=person_id, recipient="Borgeren", purpose="Indsigt")
    return _text(log_extract.gather(uow, request).render())


def _log(uow: UnitOfWork, _person: PersonId) -> str:
    rows = log.page(uow, LogFilter(), 0, 1000)
    return " ".join(log_words.what(row.entry) + log_words.facts(row.entry) + repr(row.entry.detail) for row in rows)


def _deadlines(uow: UnitOfWork, _person: PersonId) -> str:
    rows = [row for due in tasks.deadlines(uow) for row in due.rows]
    return " ".join(task_words.title(row.task) + row.name + row.responsible for row in rows) + repr(rows)


def _calendar(uow: UnitOfWork, _person: PersonId) -> str:
    found = calendar.period(uow, date(2026, 11, 1), date(2026, 12, 31))
    details = [calendar_detail.meeting(uow, one.id) for one in uow.meetings.all()]
    paper = calendar_paper.gather(
        uow,
        title="x",
        first=date(2026, 11, 1),
        last=date(2026, 12, 31),
        hidden=(),
        draw=None,
        large=False,
    )
    shown = [(one.title, one.plain) for one in found.entries]
    return repr(shown) + repr([(one.title, one.agenda) for one in details if one]) + _text(calendar_sheet.render(paper))


def _calendar_file(uow: UnitOfWork, _person: PersonId) -> str:
    return calendar_files.export(uow, calendar_files.Scope()).value.content.decode()


def _today(uow: UnitOfWork, _person: PersonId) -> str:
    view = today.view(uow)
    shown = [one.title for one in view.week.entries]
    return repr((shown, view.deadlines, view.deletions, view.meeting)) + _text(
        today.day_list(uow, with_initials=True).render()
    )


def _talks(uow: UnitOfWork, _person: PersonId) -> str:
    rows = talk_list.page(uow, 0, 100, ListWish(everything=True))
    return " ".join(talk_words.state(row.talk.state) for row in rows) + repr([row.name for row in rows])


def _deletion(uow: UnitOfWork, person_id: PersonId) -> str:
    told = retention.dry_run_person(uow, person_id)
    names = [retention_words.table(name) for name in told.counts]
    return repr((names, retention.proposals(uow, date(2040, 1, 1)), retention.held(uow)))


def _merging(uow: UnitOfWork, person_id: PersonId) -> str:
    other = uow.persons.add(Person(first_name="Prøvus", last_name="Testsen", created_on=date(2026, 11, 1)))
    found = merging.preview_merge(uow, other.id, person_id)
    merged = merging.merge(uow, other.id, person_id).value
    apart = merging.preview_take_apart(uow, merged.id)
    merging.take_apart(uow, merged.id)
    return repr((found.moving, apart.back, apart.staying))


def _persons(uow: UnitOfWork, person_id: PersonId) -> str:
    view = person_view.open_person(uow, person_id)
    return repr(view)


def _candidates(uow: UnitOfWork, _person: PersonId) -> str:
    wednesday = meetings.plan(uow, meetings.suggest(uow)).value
    told = agenda_persons.candidates(uow, wednesday.id, "Attrap")
    view, plan = wednesday_list.meeting_view(uow, wednesday.id), agenda.view(uow, wednesday.id)
    paper = _text(papers.agenda(uow, wednesday.id, names=True).render())
    return repr((told, view, plan)) + paper + repr(handouts.recipients(uow, wednesday.id))


OUTPUTS: dict[str, Callable[[UnitOfWork, PersonId], str]] = {
    "search": lambda uow, _one: repr(search.search(uow, MARK)) + repr(search.search(uow, "Attrap")),
    "command field": lambda uow, _one: repr(search.find(uow, MARK)) + repr(search.find(uow, "Attrap")),
    "person": _persons,
    "history": _history,
    "summary": _summary,
    "log": _log,
    "extract": _extract,
    "deadlines": _deadlines,
    "calendar": _calendar,
    "calendar file": _calendar_file,
    "today": _today,
    "talks": _talks,
    "deletion": _deletion,
    "merging": _merging,
    "candidates": _candidates,
    "documents": lambda uow, one: repr(attachments.of_person(uow, one)),
    "disclosures": lambda uow, _one: repr(disclosures.page(uow, 0, 100)),
    "drafts": lambda uow, _one: repr(drafts.load(uow)),
    "review": lambda uow, _one: repr(review.sections(uow, Health())),
    "review paper": lambda uow, _one: _text(review.paper(uow, Health(), "Lederen", LogFilter()).render()),
    "deadlines of the person": lambda uow, one: repr(tasks.open_tasks_of(uow, one)),
}
_NO_EXIT_AT_ALL = (
    *("search", "history", "summary", "extract", "deadlines", "calendar file", "talks", "deletion", "merging"),
    *("documents", "disclosures", "drafts", "today", "person", "deadlines of the person"),
)
"""Where the very word would give it away; elsewhere the name of the forum or of the programme's settings may stand."""


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_closed_desk_says_nothing_of_exit(workspace: Workspace, person: PersonId, name: str) -> None:
    told = workspace.run(lambda uow: OUTPUTS[name](uow, person))
    assert told
    assert MARK.casefold() not in told.casefold()
    if name in _NO_EXIT_AT_ALL:
        assert "exit" not in told.casefold()


def test_the_canary_sings_where_exit_is_open(workspace: Workspace, person: PersonId) -> None:
    open_door(workspace)

    def work(uow: UnitOfWork) -> None:
        (row,) = exit_views.overview(uow, MARK).rows
        view = exit_views.opened(uow, row.case.id)
        told = [view.moves, view.threats, view.parties, view.focus, view.ratings, view.funds, view.notes, view.sides]
        assert all(MARK in repr(part) for part in told)
        assert MARK in repr(view.meetings)
        assert [one.link.title for one in view.documents] == [MARK]
        assert exit_links.show_document(uow, view.documents[0].link.id).content == _PDF
        assert "exit_case" in {row.entry.kind for row in log.page(uow, LogFilter(), 0, 1000)}
        assert MARK in repr(tasks.deadlines(uow))
        assert view.case.person_id == person

    workspace.run(work)


def test_everything_of_exit_is_refused_at_the_closed_door(workspace: Workspace, person: PersonId) -> None:
    def meeting(uow: UnitOfWork) -> int:
        return next(one.id for one in uow.meetings.all() if one.forum_id == forum_of(uow, ForumKind.EXIT).id)

    refused: tuple[Callable[[UnitOfWork], object], ...] = (
        exit_views.overview,
        lambda uow: exit_views.view(uow, 1),
        lambda uow: exit_views.history(uow, 1),
        lambda uow: exits.set_up(uow, own_levels=("A",), capacity=1, minutes=5),
        lambda uow: begin(uow, make_around(uow)),
        lambda uow: exit_links.documents(uow, 1),
        lambda uow: exit_parts.write_note(uow, 1, NoteKind.NOTE, date(2026, 11, 2), "x"),
        lambda uow: agenda.view(uow, meeting(uow)),
        lambda uow: wednesday_list.meeting_view(uow, meeting(uow)),
        lambda uow: papers.agenda(uow, meeting(uow)),
        lambda uow: papers.minutes(uow, meeting(uow)),
    )
    for work in refused:
        with pytest.raises(DomainError) as caught:
            workspace.run(work)
        assert caught.value.code == "exit_closed"
    assert workspace.run(exit_views.count_due) == 0
    assert person


def test_a_scanned_paper_is_not_opened_outside_exit(workspace: Workspace, person: PersonId) -> None:
    (document,) = workspace.run(lambda uow: uow.exit_intake.documents.all())
    assert document.title == exit_links.NEUTRAL_TITLE
    with pytest.raises(KnownError):
        workspace.run(lambda uow: attachments.show(uow, document.id))
    assert workspace.run(lambda uow: person_view.person_view(uow, person)).person.id == person


def test_nothing_in_the_shared_tables_points_at_exit(workspace: Workspace, person: PersonId) -> None:
    """By construction: only Exit's own tables know of the tie, and the shared rows hold no word of it."""
    shared = [table for name, table in schema.metadata.tables.items() if not name.startswith("exit_")]
    pointing = {key.column.table.name for table in shared for key in table.foreign_keys}
    assert not any(name.startswith("exit_") for name in pointing)

    def work(uow: UnitOfWork) -> None:
        tied = [one.row_id for one in uow.exit_intake.links.all() if one.kind is LinkKind.TASK]
        assert tied
        for task in uow.tasks.many(tied).values():
            assert (task.title, task.source_kind, task.anchor_id, task.override_reason) == ("", None, None, "")
        for document in uow.exit_intake.documents.all():
            assert (document.title, document.note) == (exit_links.NEUTRAL_TITLE, "")

    workspace.run(work)
    assert person


def test_a_talk_handed_over_reads_as_ended_and_arrives_in_exit(workspace: Workspace, clock: Clock) -> None:
    family = workspace.run(make_family)
    talk = begin_talk(workspace, family)
    day = talk_step(TalkState.TO_EXIT)
    left = workspace.run(lambda uow: talks.leave(uow, talk.id, TalkState.TO_EXIT, day))
    assert talk_words.state(left.value.state) == talk_words.state(TalkState.CLOSED)
    shown = workspace.run(lambda uow: _history(uow, family.person) + _log(uow, family.person))
    assert "exit" not in shown.casefold()
    open_door(workspace)

    def arrived(uow: UnitOfWork) -> None:
        (case,) = uow.exits.cases.of_person(family.person)
        assert (case.source, case.talk_id, case.state) == (EnquirySource.TALK, talk.id, ExitState.ENQUIRY)

    workspace.run(arrived)
    workspace.exit_door.close()
    workspace.run(lambda uow: apply_undo(uow, left.undo))  # type: ignore[arg-type]
    assert workspace.run(lambda uow: uow.exit_intake.cases.all()) == []
    again = workspace.run(lambda uow: talks.leave(uow, talk.id, TalkState.TO_EXIT, day))
    assert again.value.state is TalkState.TO_EXIT
    assert clock.now.date() == date(2026, 11, 23)


def test_an_item_of_exit_moves_to_no_other_forum_and_no_case_hears_of_another(
    workspace: Workspace, person: PersonId
) -> None:
    open_door(workspace)

    def work(uow: UnitOfWork) -> None:
        (case,) = uow.exits.cases.listed()
        (meeting,) = exit_links.meetings_of(uow, case.id)
        plain = item(uow, meeting.id, "Plan")
        wednesday = meetings.plan(uow, meetings.suggest(uow)).value
        with pytest.raises(DomainError) as caught:
            agenda.move_to(uow, plain.id, wednesday.id)
        assert caught.value.code == "exit_item_stays"
        agenda.put_on_hold(uow, plain.id)
        other = begin(uow, make_around(uow))
        start = datetime(2026, 12, 9, 14)
        wanted = StatusMeeting(starts_at=start, ends_at=start + timedelta(hours=1))
        theirs = agenda.view(uow, exit_links.plan_meeting(uow, other.id, wanted).value.id)
        assert (theirs.follow_up, theirs.waiting, theirs.previous) == ((), (), None)
        later = replace(wanted, starts_at=start.replace(day=10), ends_at=start.replace(day=10, hour=15))
        own = agenda.view(uow, exit_links.plan_meeting(uow, case.id, later).value.id)
        assert [row.task.title for row in own.follow_up] == [MARK]
        assert [one.id for one in own.waiting] == [plain.id]
        assert person

    workspace.run(work)
