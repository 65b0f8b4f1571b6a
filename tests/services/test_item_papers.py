"""Papers of an agenda as files: kept with the item, listed on its papers, and in open forums without names."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from docx import Document
from pypdf import PdfReader

from sspdesk.domain.attachments import AttachmentKind
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import NEVER_PERSONS, ForumKind
from sspdesk.domain.log import Action
from sspdesk.exchange import attachments as files
from sspdesk.exchange.attachments import IncomingDocument, word_text
from sspdesk.resource import resource
from sspdesk.services import agenda, item_papers, open_papers, papers, retention, series
from sspdesk.services.work import UnitOfWork, Workspace, apply_undo
from sspdesk.storage import schema
from tests.services.forum_world import held, item, planned
from tests.services.wednesday_world import make_person

PNG = replace(files.read(resource("demo/tegning-opdigtet.png")), title="Kort over stien")
PLAN = IncomingDocument(title="Tidsplan", kind=AttachmentKind.PDF, content=b"%PDF-1.7 a plan")


def _contents(uow: UnitOfWork) -> int:
    count = sa.select(sa.func.count()).select_from(schema.attachment_content)
    return int(uow._connection.execute(count).scalar_one())


def _code(work: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as caught:
        work()
    return caught.value.code


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_paper_is_kept_listed_shown_renamed_and_removed_with_undo(workspace: Workspace) -> None:
    meeting = workspace.run(lambda uow: planned(uow, ForumKind.LOCAL_COUNCIL))
    topic = workspace.run(lambda uow: item(uow, meeting, "Stien", papers="Kopi uddeles"))
    stored = workspace.run(lambda uow: item_papers.add(uow, topic.id, PLAN, "Lys i uge 50")).value
    assert _code(lambda: workspace.run(lambda uow: item_papers.add(uow, topic.id, PLAN, "Lys"))) == "paper_known"
    row = workspace.run(lambda uow: agenda.view(uow, meeting)).rows[-1]
    assert row.files == (stored,)
    assert "Bilag: Kopi uddeles, Tidsplan" in _text(workspace.run(lambda uow: papers.agenda(uow, meeting)).render())
    shown = workspace.run(lambda uow: item_papers.show(uow, stored.id))
    assert (shown.content, shown.may_leave, shown.can_be_shown) == (PLAN.content, True, True)
    workspace.run(lambda uow: item_papers.rename(uow, stored.id, "  Ny   tidsplan "))
    assert workspace.run(lambda uow: uow.papers.get(stored.id)).title == "Ny tidsplan"
    gone = workspace.run(lambda uow: item_papers.remove(uow, stored.id))
    assert workspace.run(lambda uow: agenda.view(uow, meeting)).rows[-1].files == ()
    assert gone.undo is not None
    token = gone.undo
    workspace.run(lambda uow: apply_undo(uow, token))
    assert workspace.run(lambda uow: item_papers.show(uow, stored.id)).content == PLAN.content
    logged = workspace.run(lambda uow: uow.log_entries(kind="agenda_paper"))
    assert {entry.action for entry in logged} >= {Action.CREATE, Action.CHANGE, Action.DELETE, Action.OPEN}
    assert all("idsplan" not in str(entry.detail) for entry in logged)


@pytest.mark.parametrize("kind", sorted(NEVER_PERSONS))
def test_a_paper_that_names_somebody_or_cannot_be_read_is_asked_about_in_open_forums(
    workspace: Workspace, kind: ForumKind
) -> None:
    def work(uow: UnitOfWork) -> None:
        make_person(uow)
        topic = item(uow, planned(uow, kind), "Stien")
        add = item_papers.add
        assert _code(lambda: add(uow, topic.id, PLAN, "Testine så det hele")) == "names_in_open_text"
        assert item_papers.names_in(uow, topic.id, "Tidsplan", "Testine så det hele") == ("Testine",)
        named = replace(PLAN, title="Om Testine")
        assert _code(lambda: add(uow, topic.id, named, "Lys")) == "names_in_open_text"
        assert _code(lambda: add(uow, topic.id, PNG)) == "paper_not_read"
        assert uow.papers.all() == []
        stored = add(uow, topic.id, PNG, confirmed=True).value
        assert _code(lambda: item_papers.rename(uow, stored.id, "Testines tegning")) == "names_in_open_text"

    workspace.run(work)


def test_where_persons_may_be_named_a_paper_is_only_shown_here_and_does_not_move_to_an_open_forum(
    workspace: Workspace,
) -> None:
    def work(uow: UnitOfWork) -> None:
        make_person(uow)
        exit_meeting, council = planned(uow, ForumKind.INFO_HOUSE_CASE), planned(uow, ForumKind.LOCAL_COUNCIL, hour=9)
        topic = item(uow, exit_meeting, "Bolig")
        stored = item_papers.add(uow, topic.id, replace(PLAN, title="Testines plan")).value
        assert not item_papers.show(uow, stored.id).may_leave
        assert _code(lambda: agenda.move_to(uow, topic.id, council)) == "papers_stay"

    workspace.run(work)


def test_the_paper_of_a_closed_item_stands_on_no_paper_and_cannot_leave(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        meeting = planned(uow, ForumKind.LOCAL_COUNCIL)
        closed = item(uow, meeting, "Ansættelse", closed=True)
        stored = item_papers.add(uow, closed.id, replace(PLAN, title="Ansøgninger"), "Tal").value
        assert not item_papers.show(uow, stored.id).may_leave
        printed = (
            papers.agenda(uow, meeting).render(),
            open_papers.invitation(uow, meeting).render(),
            open_papers.room_sheet(uow, meeting, speaking=True).render(),
            papers.minutes(uow, meeting).render(),
        )
        assert not any("Ansøgninger" in _text(pdf) for pdf in printed)

    workspace.run(work)


def test_papers_come_along_when_an_item_is_taken_up_and_lock_with_the_minutes(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        first, later = planned(uow, ForumKind.NETWORK, day=1), planned(uow, ForumKind.NETWORK, day=8)
        topic = item(uow, first, "Digitalt kørekort")
        stored = item_papers.add(uow, topic.id, PLAN, "Lys").value
        agenda.put_on_hold(uow, topic.id)
        taken = agenda.take_up(uow, later, topic.id).value
        (copy,) = uow.papers.of_items([taken.id])
        assert (copy.title, copy.content_id) == (stored.title, stored.content_id)
        agenda.remove_item(uow, taken.id)
        uow.attachments.sweep()
        assert item_papers.show(uow, stored.id).content == PLAN.content
        held(uow, first)
        assert _code(lambda: item_papers.remove(uow, stored.id)) == "minutes_locked"
        assert _code(lambda: item_papers.add(uow, topic.id, PNG, confirmed=True)) == "minutes_locked"

    workspace.run(work)


def test_bytes_go_with_the_item_of_an_erased_person_and_a_meeting_with_files_stays_in_its_series(
    workspace: Workspace,
) -> None:
    def work(uow: UnitOfWork) -> None:
        person = make_person(uow)
        topic = item(uow, planned(uow, ForumKind.INFO_HOUSE_CASE), "Bolig", person_id=person)
        item_papers.add(uow, topic.id, PLAN)
        council = planned(uow, ForumKind.LOCAL_COUNCIL, hour=9)
        usual = uow.agenda.of_meeting(council)[0]
        item_papers.add(uow, usual.id, PNG, confirmed=True)
        assert series._fixed(uow, uow.meetings.get(council))
        assert _contents(uow) == 2
        retention.erase_person(uow, person)
        assert _contents(uow) == 1
        assert [one.title for one in uow.papers.all()] == ["Kort over stien"]

    workspace.run(work)


def test_the_words_of_a_word_document_are_read_whole() -> None:
    document = Document()
    line = document.add_paragraph("Møde med Tes")
    line.add_run("tine").bold = True
    document.add_paragraph("& de andre")
    document.sections[0].header.paragraphs[0].text = "Havnsø"
    found = io.BytesIO()
    document.save(found)
    words = word_text(found.getvalue())
    assert "Møde med Testine & de andre" in " ".join(words.split())
    assert "Havnsø" in words
    assert word_text(b"PK\x03\x04 cut off") == ""
