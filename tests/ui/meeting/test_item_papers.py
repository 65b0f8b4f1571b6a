"""The files of the chosen item: added after a look for names, shown, saved, removed."""

import io
import shutil
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from sspdesk.domain.attachments import AgendaPaper
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import MeetingId
from sspdesk.resource import resource
from sspdesk.services import agenda
from sspdesk.ui.meeting.item_papers import PaperDialog
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.pdf_preview import PdfPreview
from tests.services.forum_world import item, planned
from tests.services.wednesday_world import make_person
from tests.ui.meeting.conftest import Room

TOPIC = "Nyt fra Kredsrådet"


def pdf(path: Path, words: str) -> Path:
    data = io.BytesIO()
    canvas = Canvas(data)
    canvas.drawString(100, 700, words)
    canvas.save()
    path.write_bytes(data.getvalue())
    return path


def files(room: Room, meeting: int) -> list[AgendaPaper]:
    view = room.workspace.run(lambda uow: agenda.view(uow, MeetingId(meeting)))
    return [one for row in view.rows for one in row.files]


def test_a_file_is_read_for_names_before_it_is_kept(room: Room, council: int, tmp_path: Path) -> None:
    room.workspace.run(make_person)
    room.show(council)
    room.choose(TOPIC)
    papers = room.meeting.pane.papers
    papers.take_in(pdf(tmp_path / "plan for stien.pdf", "Lys i uge 50"))
    assert [one.title for one in files(room, council)] == ["plan for stien"]
    papers.take_in(pdf(tmp_path / "navne.pdf", "Testine var der"))
    question = room.dialog(ConfirmDialog, papers)
    assert "»Testine«" in question.accessibleName()
    question.reject()
    assert len(files(room, council)) == 1
    papers.take_in(Path(shutil.copy(resource("demo/tegning-opdigtet.png"), tmp_path / "kort.png")))
    unread = room.dialog(ConfirmDialog, papers)
    assert isinstance(unread, ConfirmDialog)
    unread.verb_button.click()
    assert [one.title for one in files(room, council)] == ["plan for stien", "kort"]
    room.choose("Gadeteamets tendenser")
    assert papers.list.count() == 0


def test_a_paper_is_shown_saved_renamed_and_removed(room: Room, council: int, tmp_path: Path) -> None:
    room.show(council)
    room.choose(TOPIC)
    papers = room.meeting.pane.papers
    source = pdf(tmp_path / "plan.pdf", "Lys i uge 50")
    papers.take_in(source)
    (stored,) = files(room, council)
    papers.findChild(Button, f"show_paper_{stored.id}").click()
    (preview,) = papers.findChildren(PdfPreview)
    preview.reject()
    papers.save_copy(stored, tmp_path / "kopi.pdf")
    assert (tmp_path / "kopi.pdf").read_bytes() == source.read_bytes()
    papers.rename(stored)
    dialog = room.dialog(PaperDialog)
    assert isinstance(dialog, PaperDialog)
    dialog.form.set_value("title", "Lysplan")
    dialog.save()
    assert files(room, council)[0].title == "Lysplan"
    papers._remove(stored)
    assert files(room, council) == []


def test_the_paper_of_a_closed_forum_is_shown_only(room: Room, tmp_path: Path) -> None:
    meeting = room.workspace.run(lambda uow: planned(uow, ForumKind.INFO_HOUSE_CASE, hour=9))
    room.workspace.run(lambda uow: item(uow, meeting, "Bolig"))
    room.show(meeting)
    room.choose("Bolig")
    papers = room.meeting.pane.papers
    papers.take_in(pdf(tmp_path / "plan.pdf", "Testine"))
    (stored,) = files(room, meeting)
    papers.save_copy(stored, tmp_path / "kopi.pdf")
    assert not (tmp_path / "kopi.pdf").exists()
    papers._show(stored)
    (preview,) = papers.findChildren(PdfPreview)
    assert not preview._can_print
    preview.reject()
