"""The page "Sletning": what is due is chosen, left out, held, filed and deleted once its number is typed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from sspdesk.domain.retention import RetentionKind
from sspdesk.domain.wednesday import Decision
from sspdesk.services import retention
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.retention.dialogs import FilingDialog, HoldDialog
from sspdesk.ui.retention.page import HOLDS, PROPOSALS, RECEIPTS, TERMS, RetentionPage
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.theme import Theme
from tests.conftest import Clock
from tests.services.people_for_tests import contact, decided, meeting, save
from tests.services.street_world import make_streets, see
from tests.ui.conftest import free_deleted


@pytest.fixture
def context(theme: Theme, operations: InlineOperations, privacy: Privacy, clock: Clock) -> PageContext:
    return PageContext(
        operations=operations,
        privacy=privacy,
        open_page=lambda _key, _record: None,
        say=lambda _words: None,
        meeting_lock=lambda _on: None,
        now=clock,
    )


@pytest.fixture
def page(qtbot: QtBot, context: PageContext, clock: Clock, workspace: Workspace) -> Iterator[RetentionPage]:
    held = meeting(workspace)
    for name, decision in (
        ("Testine", Decision.NOT_RELEVANT),
        ("Fiktus", Decision.NO_ACTION),
        ("Demo", Decision.ALREADY_HELPED),
    ):
        met = contact(workspace, save(workspace, first_name=name).id)
        decided(workspace, met, held.id, decision)
    clock.set(datetime(2027, 6, 1, 9))
    made = RetentionPage(context)
    qtbot.addWidget(made)
    context.operations.changed.connect(made.refresh)
    made.resize(1174, 664)
    made.show()
    made.activate()
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.reject()
    free_deleted()


def _choose(page: RetentionPage, name: str) -> None:
    assert page.proposals_tab.table.select(lambda one: one.name.startswith(name))


def _dialog(page: RetentionPage, kind: type[QDialog]) -> QDialog:
    (found,) = [one for one in page.findChildren(kind) if one.isVisible()]
    return found


def test_what_is_ready_is_chosen_and_what_is_not_filed_waits(page: RetentionPage) -> None:
    tab = page.proposals_tab
    assert [one.name.split()[0] for one in tab.chosen()] == ["Testine", "Fiktus"]
    _choose(page, "Demo")
    tab.table.view.opened.emit(tab.table.view.currentIndex().row())
    dialog = _dialog(page, FilingDialog)
    assert isinstance(dialog, FilingDialog)
    dialog.save_button.click()
    assert dialog.isVisible()
    dialog.form.set_value("waived_reason", "Står i fagsystemet.")
    dialog.save_button.click()
    assert len(tab.chosen()) == 3


def test_nothing_goes_without_the_number_typed(page: RetentionPage, workspace: Workspace) -> None:
    tab = page.proposals_tab
    tab.review()
    dialog = _dialog(page, ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    assert "politikontakter: 2" in dialog.words_label.text()
    assert "Testine Eksempelsen" in dialog.words_label.text()
    dialog.number_edit.setText("7")
    dialog.verb_button.click()
    assert workspace.run(lambda uow: uow.contacts.count()) == 3
    dialog.number_edit.setText("2")
    dialog.verb_button.click()
    assert workspace.run(lambda uow: uow.contacts.count()) == 1
    assert not page.proposals_tab._context.operations.can_undo
    page.show_tab(RECEIPTS)
    receipts = page.receipts_tab.table
    receipts.select(lambda _one: True)
    receipts.view.opened.emit(0)
    (preview,) = page.findChildren(PdfPreview)
    assert not preview.save_button.isVisibleTo(preview)


def test_a_row_is_left_out_and_stays(page: RetentionPage, workspace: Workspace) -> None:
    tab = page.proposals_tab
    _choose(page, "Fiktus")
    tab.table.view.opened.emit(tab.table.view.currentIndex().row())
    assert [one.name.split()[0] for one in tab.chosen()] == ["Testine"]
    tab.review()
    dialog = _dialog(page, ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    dialog.number_edit.setText("1")
    dialog.verb_button.click()
    assert workspace.run(lambda uow: sorted(one.first_name for one in uow.persons.all())) == ["Demo", "Fiktus"]


def test_a_held_record_leaves_the_proposals_and_comes_back_when_lifted(page: RetentionPage) -> None:
    tab = page.proposals_tab
    _choose(page, "Testine")
    tab.hold_current()
    dialog = _dialog(page, HoldDialog)
    assert isinstance(dialog, HoldDialog)
    dialog.save_button.click()
    assert [one.name.split()[0] for one in tab.chosen()] == ["Fiktus"]
    page.show_tab(HOLDS)
    holds = page.holds_tab.table
    holds.select(lambda _one: True)
    holds.view.action_pressed.emit(0, 4)
    page.show_tab(PROPOSALS)
    assert [one.name.split()[0] for one in tab.chosen()] == ["Testine", "Fiktus"]


def test_the_municipality_writes_its_own_term(page: RetentionPage, workspace: Workspace) -> None:
    page.show_tab(TERMS)
    field = page.terms_tab.fields[RetentionKind.CONTACT_NO_ACTION]
    page.terms_tab.form.set_value(RetentionKind.CONTACT_NO_ACTION.value, "mange")
    field.editingFinished.emit()
    assert workspace.run(lambda uow: dict(uow.settings().retention_terms)) == {}
    page.terms_tab.form.set_value(RetentionKind.CONTACT_NO_ACTION.value, "365")
    field.editingFinished.emit()
    assert workspace.run(lambda uow: dict(uow.settings().retention_terms)) == {"kontakt_ingen_handling": 365}
    due = [one.candidate.kind for one in workspace.run(retention.proposals)]
    assert RetentionKind.CONTACT_NO_ACTION not in due


def test_discreet_display_leaves_names_out_of_the_question(page: RetentionPage, privacy: Privacy) -> None:
    privacy.set_discreet(True)
    page.proposals_tab.review()
    dialog = _dialog(page, ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    assert "Testine" not in dialog.words_label.text()


def test_an_empty_list_says_what_comes_here(page: RetentionPage, clock: Clock) -> None:
    clock.set(datetime.combine(date(2026, 11, 24), datetime.min.time()))
    page.show_tab(PROPOSALS)
    assert page.proposals_tab.table.empty.isVisible()
    assert not page.proposals_tab.erase_button.isVisible()


def test_old_texts_of_the_street_team_are_removed_from_here(page: RetentionPage, workspace: Workspace) -> None:
    tab = page.proposals_tab
    assert not tab.texts.isVisible()
    streets = workspace.run(make_streets)
    old = workspace.run(lambda uow: see(uow, streets, text="Højt råb"))
    workspace.run(lambda uow: uow.observations.save(replace(old, day=date(2027, 1, 5))))
    page.activate()
    assert tab.texts.isVisible()
    assert "1 " in tab.texts_label.text()
    tab.texts_button.click()
    asked = next(one for one in page.findChildren(ConfirmDialog) if one.isVisible())
    asked.confirmed.emit()
    asked.accept()
    assert workspace.run(lambda uow: [one.text for one in uow.observations.all()]) == [""]
    page.activate()
    assert not tab.texts.isVisible()
