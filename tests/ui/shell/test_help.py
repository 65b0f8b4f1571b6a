"""Help and about: every page of the guide opens, links lead on, the keyboard stands there, licences are named."""

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from pytestqt.qtbot import QtBot

from sspdesk.labels import shell as labels
from sspdesk.resource import resource
from sspdesk.ui.shell import about, help_viewer
from sspdesk.ui.shell.history import DEPTH, History, Place
from sspdesk.ui.theme import Theme


@pytest.fixture
def viewer(qtbot: QtBot, theme: Theme) -> help_viewer.HelpViewer:
    viewer = help_viewer.HelpViewer(help_viewer.KEYBOARD)
    qtbot.addWidget(viewer)
    viewer.show()
    return viewer


def test_every_topic_has_a_title_and_a_text(viewer: help_viewer.HelpViewer) -> None:
    topics = help_viewer.topics()
    assert viewer.contents.count() == len(topics)
    for topic, title in topics.items():
        viewer.show_topic(topic)
        assert title
        assert len(viewer.browser.toPlainText()) > 40, topic


def test_links_between_pages_lead_somewhere() -> None:
    known = set(help_viewer.topics())
    for path in resource("help").glob("*.md"):
        for target in re.findall(r"\]\((\w+)\.md\)", path.read_text(encoding="utf-8")):
            assert target in known, f"{path.name} -> {target}"


def test_the_keyboard_page_lists_every_shortcut(viewer: help_viewer.HelpViewer) -> None:
    words = viewer.browser.toPlainText()
    assert all(keys in words for keys, _what in labels.SHORTCUTS)


def test_a_link_shows_its_page_and_an_unknown_topic_is_said(viewer: help_viewer.HelpViewer) -> None:
    viewer._on_anchor_clicked(QUrl("nowhere.md"))
    assert "ingen hjælp til denne side" in viewer.browser.toPlainText()
    viewer._on_anchor_clicked(QUrl("keyboard.md"))
    assert viewer.contents.currentItem().data(Qt.ItemDataRole.UserRole) == help_viewer.KEYBOARD


def test_the_about_box_names_what_the_desk_is_built_on(qtbot: QtBot, theme: Theme) -> None:
    lines = about.licences()
    for part in ("IBM Plex Sans · OFL-1.1", "Lucide · ISC"):
        assert part in lines
    assert any(line.startswith("PySide6-Essentials") and "LGPL" in line for line in lines)
    assert any(line.startswith("pikepdf") and "MPL" in line for line in lines)


def test_history_forgets_what_is_too_old_and_what_lay_ahead() -> None:
    history = History()
    assert history.back() is None
    for number in range(DEPTH + 10):
        history.go(Place("persons", number))
    history.go(Place("persons", DEPTH + 9))
    steps = 0
    while history.back() is not None:
        steps += 1
    assert (steps, history.here) == (DEPTH, Place("persons", 9))
    assert history.forward() == Place("persons", 10)
    history.go(Place("settings"))
    assert history.forward() is None
    assert history.back() == Place("persons", 10)
