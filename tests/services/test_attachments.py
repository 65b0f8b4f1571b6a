"""A person's documents: kept whole, removed with undo, erased when nothing can be undone, let out as a disclosure."""

import io
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
import sqlalchemy as sa

from sspdesk.domain.attachments import AttachmentKind
from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.errors import DomainError
from sspdesk.domain.log import Action
from sspdesk.domain.vault import SecretKind
from sspdesk.exchange import attachments as files
from sspdesk.exchange.attachments import IncomingDocument
from sspdesk.resource import resource
from sspdesk.services import attachments, merging, person_view, session
from sspdesk.services.attachments import DocumentRequest
from sspdesk.services.work import apply_undo
from sspdesk.storage import schema
from sspdesk.storage.workspace import Workspace
from tests.services.people_for_tests import save
from tests.vaults import OWNER, make_vault

PDF = files.read(resource("demo/aftale-om-klub.pdf"))
PNG = files.read(resource("demo/tegning-opdigtet.png"))
WORD = IncomingDocument(title="Brev", kind=AttachmentKind.WORD, content=b"PK\x03\x04 a letter")


def _contents(workspace: Workspace) -> int:
    count = sa.select(sa.func.count()).select_from(schema.attachment_content)
    return int(workspace.run(lambda uow: uow._connection.execute(count).scalar_one()))


def test_a_document_is_kept_whole_and_told_on_the_timeline(workspace: Workspace) -> None:
    person = save(workspace)
    stored = workspace.run(lambda uow: attachments.add(uow, person.id, PDF, " Underskrevet. ")).value
    assert (stored.title, stored.note, stored.added_by, stored.size) == (
        "aftale-om-klub",
        "Underskrevet.",
        OWNER,
        len(PDF.content),
    )
    assert stored.added_at == datetime(2026, 11, 23, 9)
    assert workspace.run(lambda uow: attachments.show(uow, stored.id)).content == PDF.content
    view = workspace.run(lambda uow: person_view.person_view(uow, person.id))
    assert view.documents == (stored,)
    assert stored in [entry.facts for entry in view.timeline]
    logged = workspace.run(lambda uow: uow.log_entries(kind="attachment"))
    assert [entry.action for entry in logged] == [Action.OPEN, Action.CREATE]
    assert all(PDF.title not in str(entry.detail) for entry in logged)


def test_the_same_document_is_kept_once(workspace: Workspace) -> None:
    person = save(workspace)
    workspace.run(lambda uow: attachments.add(uow, person.id, PDF))
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: attachments.add(uow, person.id, PDF))
    assert caught.value.code == "document_known"
    assert _contents(workspace) == 1


def test_removing_can_be_undone_until_the_vault_is_opened_again(workspace: Workspace) -> None:
    person = save(workspace)
    stored = workspace.run(lambda uow: attachments.add(uow, person.id, PNG)).value
    outcome = workspace.run(lambda uow: attachments.remove(uow, stored.id))
    assert workspace.run(lambda uow: attachments.of_person(uow, person.id)) == []
    assert outcome.undo is not None
    undo = outcome.undo
    workspace.run(lambda uow: apply_undo(uow, undo))
    assert workspace.run(lambda uow: attachments.show(uow, stored.id)).content == PNG.content
    workspace.run(lambda uow: session.unlocked(uow, SecretKind.PASSPHRASE, 0))
    assert _contents(workspace) == 1
    workspace.run(lambda uow: attachments.remove(uow, stored.id))
    workspace.run(lambda uow: session.unlocked(uow, SecretKind.PASSPHRASE, 0))
    assert _contents(workspace) == 0


def test_no_byte_of_a_document_stands_in_the_history(workspace: Workspace) -> None:
    person = save(workspace)
    stored = workspace.run(lambda uow: attachments.add(uow, person.id, PDF)).value
    workspace.run(lambda uow: attachments.remove(uow, stored.id))
    written = workspace.run(lambda uow: uow._connection.execute(sa.select(schema.revision)).all())
    assert not [row for row in written if "%PDF" in str(row) or "attachment_content" in row.kind]


def test_a_document_leaves_encrypted_with_recipient_purpose_and_basis(workspace: Workspace) -> None:
    person = save(workspace)
    stored = workspace.run(lambda uow: attachments.add(uow, person.id, PNG)).value
    request = DocumentRequest(attachment_id=stored.id, recipient="Rikke Rollespil", purpose="Aftale om klub")
    paper = workspace.run(lambda uow: attachments.gather(uow, request))
    assert (paper.leaving.document, paper.leaving.fields, paper.leaving.persons) == (
        Document.ATTACHMENT,
        (Field.DOCUMENT,),
        (person.id,),
    )
    assert paper.names
    assert paper.render_discreet() is None
    with pikepdf.open(io.BytesIO(paper.render())) as page:
        assert len(page.pages) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"recipient": " "}, "recipient_missing"),
        ({"purpose": ""}, "purpose_missing"),
        ({"purpose": "Til efterforskning"}, "purpose_is_investigation"),
        ({"basis_code": "RPL115A"}, "basis_not_for_sharing"),
    ],
)
def test_a_document_does_not_leave_without_what_the_law_asks(
    workspace: Workspace, changes: dict[str, str], code: str
) -> None:
    person = save(workspace)
    stored = workspace.run(lambda uow: attachments.add(uow, person.id, PDF)).value
    wanted = {"recipient": "Rikke Rollespil", "purpose": "Aftale om klub", **changes}
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: attachments.gather(uow, DocumentRequest(attachment_id=stored.id, **wanted)))
    assert caught.value.code == code


def test_a_word_document_leaves_as_word_and_is_not_shown(workspace: Workspace) -> None:
    person = save(workspace)
    stored = workspace.run(lambda uow: attachments.add(uow, person.id, WORD)).value
    assert not workspace.run(lambda uow: attachments.show(uow, stored.id)).can_be_shown
    request = DocumentRequest(attachment_id=stored.id, recipient="Rikke Rollespil", purpose="Aftale om klub")
    assert workspace.run(lambda uow: attachments.gather(uow, request)).leaving.channel is Channel.DOCX


def test_documents_follow_a_merge_and_come_back_when_it_is_taken_apart(workspace: Workspace) -> None:
    person, other = save(workspace), save(workspace, first_name="Fiktus")
    stored = workspace.run(lambda uow: attachments.add(uow, other.id, PDF)).value
    merge = workspace.run(lambda uow: merging.merge(uow, person.id, other.id)).value
    assert [one.id for one in workspace.run(lambda uow: attachments.of_person(uow, person.id))] == [stored.id]
    workspace.run(lambda uow: merging.take_apart(uow, merge.id))
    assert [one.id for one in workspace.run(lambda uow: attachments.of_person(uow, other.id))] == [stored.id]


@pytest.mark.parametrize(("title", "code"), [("  ", "title_missing"), ("x" * 121, "title_too_long")])
def test_a_title_must_be_one(workspace: Workspace, title: str, code: str) -> None:
    person = save(workspace)
    stored = workspace.run(lambda uow: attachments.add(uow, person.id, PDF)).value
    with pytest.raises(DomainError) as caught:
        workspace.run(lambda uow: attachments.change(uow, stored.id, title, ""))
    assert (caught.value.code, caught.value.field) == (code, "title")


def test_a_kept_document_lies_encrypted_on_the_disk(tmp_path: Path) -> None:
    workspace = Workspace(make_vault(tmp_path))
    person = save(workspace)
    workspace.run(lambda uow: attachments.add(uow, person.id, PDF))
    workspace.close()
    lying = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert sum(map(len, lying)) > len(PDF.content)
    assert not [content for content in lying if b"%PDF-" in content]
