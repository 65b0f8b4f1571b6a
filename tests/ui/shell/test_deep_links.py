"""Every kind of hit opens exactly its record, on the real pages over a municipality of a year."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.domain.search import HitKind, RecordHit
from sspdesk.services import search
from sspdesk.services.work import Workspace
from sspdesk.storage.migrations import NEWEST
from sspdesk.storage.vault import open_vault
from sspdesk.ui import pages
from sspdesk.ui.forums.forum_dialog import ForumDialog
from sspdesk.ui.meeting.page import MeetingPage
from sspdesk.ui.persons.page import PersonsPage
from sspdesk.ui.releases.page import ReleasesPage
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shell.hits import place_of
from sspdesk.ui.shell.window import MainWindow
from sspdesk.ui.street_team.dialogs import ObservationDialog
from sspdesk.ui.street_team.matters_dialog import MattersDialog
from sspdesk.ui.talks.page import TalksPage
from sspdesk.ui.theme import Theme
from sspdesk.ui.today.page import TodayPage
from sspdesk.ui.wednesday.page import WednesdayPage
from tests.golden import path_of
from tests.ui.conftest import free_deleted
from tests.vaults import CHEAP_BOUNDS, PASSPHRASE

NOW = datetime(2026, 11, 23, 10, 30)
WORDS = (
    "klub",
    "aftale",
    "samtale",
    "skole",
    "station",
    "lokalråd",
    "onsdag",
    "belysning",
    "samtykke",
    "lampe",
    "mor",
    "bolig",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    folder = shutil.copytree(path_of(NEWEST), tmp_path / path_of(NEWEST).name)
    opened = Workspace(open_vault(folder, PASSPHRASE, bounds=CHEAP_BOUNDS), now=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, workspace: Workspace) -> Iterator[MainWindow]:
    operations = InlineOperations(workspace.run)
    made = MainWindow(
        pages.entries(),
        operations,
        Privacy(),
        municipality="Prøvekommune",
        search=search.find,
        record_search=search.record_found,
        now=lambda: NOW,
    )
    qtbot.addWidget(made)
    made.show()
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.reject()
    operations.close()
    free_deleted()


def _hits(workspace: Workspace) -> dict[HitKind, RecordHit]:
    found: dict[HitKind, RecordHit] = {}
    for words in WORDS:
        for group in workspace.run(lambda uow, words=words: search.find(uow, words)).groups:
            for hit in group.hits:
                found.setdefault(hit.kind, hit)
    return found


def _dialog(window: MainWindow, kind: type[QWidget]) -> QWidget:
    (found,) = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def _on_timeline(page: QWidget) -> object:
    assert isinstance(page, PersonsPage)
    timeline = page.person.course.timeline
    facts = timeline._entries.entries[timeline.currentIndex().row()].record.facts
    return getattr(facts, "what", facts).id


def _task(page: QWidget) -> object:
    assert isinstance(page, TodayPage)
    return page.deadlines.table.current.task.id


SHOWN: dict[HitKind, Callable[[MainWindow, QWidget], object]] = {
    HitKind.TALK: lambda _window, page: isinstance(page, TalksPage) and page.pane.talk_id,
    HitKind.CASE: lambda _window, page: isinstance(page, TalksPage) and page.cases.table.current.case.id,
    HitKind.TASK: lambda _window, page: _task(page) if isinstance(page, TodayPage) else _on_timeline(page),
    HitKind.NOTE: lambda _window, page: _on_timeline(page),
    HitKind.CONTACT: lambda _window, page: _on_timeline(page),
    HitKind.DOCUMENT: lambda _window, page: isinstance(page, PersonsPage) and page.person.documents.table.current.id,
    HitKind.REMARK: lambda _window, page: isinstance(page, PersonsPage) and page.person.view.person.id,
    HitKind.ITEM: lambda _window, page: isinstance(page, MeetingPage) and page.panel.current.item.id,
    HitKind.FORUM: lambda window, _page: _dialog(window, ForumDialog)._forum.id,
    HitKind.OBSERVATION: lambda window, _page: _dialog(window, ObservationDialog)._observation.id,
    HitKind.RELEASE: lambda _window, page: isinstance(page, ReleasesPage) and page.shown_record,
    HitKind.MATTER: lambda window, _page: _dialog(window, MattersDialog).table.current.matter.id,
}


def test_every_kind_of_hit_opens_its_record(window: MainWindow, workspace: Workspace) -> None:
    hits = _hits(workspace)
    assert set(hits) >= {HitKind.TALK, HitKind.TASK, HitKind.NOTE, HitKind.CONTACT, HitKind.MEETING, HitKind.ITEM}
    assert set(hits) >= {HitKind.FORUM, HitKind.OBSERVATION, HitKind.MATTER, HitKind.RELEASE}
    for kind, hit in hits.items():
        window.go_to(place_of(hit))
        page = window.current_page()
        assert page is not None
        if kind in SHOWN:
            assert SHOWN[kind](window, page) == hit.id, kind
        for dialog in window.findChildren(QDialog):
            dialog.reject()


def test_a_parents_name_opens_their_child(window: MainWindow, workspace: Workspace) -> None:
    parent = workspace.run(lambda uow: uow.guardians.all())[-1]
    groups = workspace.run(lambda uow: search.find(uow, parent.name)).groups
    window.go_to(place_of(next(hit for group in groups for hit in group.hits if hit.id == parent.id)))
    page = window.current_page()
    assert isinstance(page, PersonsPage)
    assert parent.id in {one.id for one in page.person.view.guardians}


def test_a_meeting_opens_on_the_page_of_its_forum(window: MainWindow, workspace: Workspace) -> None:
    for words, kind in (("onsdagsgruppen", WednesdayPage), ("lokalrådet", MeetingPage)):
        groups = workspace.run(lambda uow, words=words: search.find(uow, words)).groups
        hit = next(hit for group in groups for hit in group.hits if hit.kind is HitKind.MEETING)
        window.go_to(place_of(hit))
        page = window.current_page()
        assert isinstance(page, kind)
        assert page.shown_record in (hit.id, None)
        assert page.shown_to_others is (kind is WednesdayPage)


def test_going_back_returns_to_the_row(window: MainWindow, workspace: Workspace) -> None:
    note = _hits(workspace)[HitKind.NOTE]
    window.go_to(place_of(note))
    window.open_page("talks")
    window.go_back()
    assert _on_timeline(window.current_page()) == note.id
