"""The page of disclosures: the register with its detail, the log in words, the legal bases with their forms."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action
from sspdesk.labels.log import LogGroup
from sspdesk.services import disclosures
from sspdesk.services.disclosures import Leaving
from sspdesk.services.work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.disclosures.bases_tab import BasisDialog
from sspdesk.ui.disclosures.page import BASES, LOG, DisclosuresPage
from sspdesk.ui.papers.extract_dialog import ExtractDialog
from sspdesk.ui.shared.cells import Cell
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.table_model import CELL
from sspdesk.ui.theme import Theme
from tests.conftest import Clock
from tests.services import wednesday_world as world

NOW = datetime(2026, 11, 23, 9)


class Register:
    """The page on a real vault with one person."""

    def __init__(self, qtbot: QtBot, workspace: Workspace, operations: InlineOperations, privacy: Privacy) -> None:
        self.workspace, self.operations, self.privacy = workspace, operations, privacy
        self.person = workspace.run(world.make_person)
        self.opened: list[tuple[str, int | None]] = []
        self.page = DisclosuresPage(
            PageContext(
                operations=operations,
                privacy=privacy,
                open_page=lambda key, record: self.opened.append((key, record)),
                say=lambda _words: None,
                meeting_lock=lambda _on: None,
                now=lambda: NOW,
            )
        )
        operations.changed.connect(self.page.refresh)
        qtbot.addWidget(self.page)
        self.page.resize(1174, 656)
        self.page.show()

    def leave(self, number: str = "SSP-2026-0001", *persons: PersonId) -> int:
        """Register one disclosure and return its id."""
        leaving = Leaving(
            document=Document.AGENDA,
            channel=Channel.PDF,
            recipient="Poul Prøvegaard",
            purpose="Forebyggelse",
            fields=(Field.INITIALS, Field.AGE),
            persons=persons or (self.person,),
        )
        return self.workspace.run(
            lambda uow: disclosures.register(uow, leaving, number=number, sha256="0123abcd" * 8)
        ).value.id


@pytest.fixture
def register(
    qtbot: QtBot, theme: Theme, workspace: Workspace, operations: InlineOperations, privacy: Privacy
) -> Iterator[Register]:
    register = Register(qtbot, workspace, operations, privacy)
    yield register
    for window in QApplication.topLevelWidgets():
        if window is not register.page:
            window.close()


def _cell(table: object, row: int, column: int) -> Cell:
    model = table.model
    cell = model.index(row, column).data(CELL)
    assert isinstance(cell, Cell)
    return cell


def test_an_empty_register_says_what_comes_here(register: Register) -> None:
    register.page.activate()
    assert register.page.register_tab.table.empty.isVisible()
    assert register.page.register_tab.detail.empty.isVisible()


def test_the_newest_stands_first_with_a_short_fingerprint_and_the_whole_one_beside(register: Register) -> None:
    for number in range(1, 121):
        register.leave(f"SSP-2026-{number:04d}")
    register.page.activate()
    tab = register.page.register_tab
    assert tab.table.model.rowCount() == 120
    assert _cell(tab.table, 0, 1).second == "SSP-2026-0120 · krypteret PDF"
    assert _cell(tab.table, 0, 2).second == "initialer, alder"
    assert _cell(tab.table, 0, 3).detail == "RPL115-1"
    assert _cell(tab.table, 0, 5).detail == "0123abcd"
    assert tab.table.model.record(119) is None  # asks for its window
    assert _cell(tab.table, 119, 1).second == "SSP-2026-0001 · krypteret PDF"
    shown = [label.text() for label in tab.detail.findChildren(type(tab.detail.title_label))]
    assert " ".join(["0123abcd"] * 8) in shown
    assert "Retsplejeloven § 115, stk. 1, nr. 1 (SSP)" in shown
    assert "Initialer, alder" in shown


def test_the_persons_behind_can_be_opened_and_hide_in_discreet_view(register: Register) -> None:
    register.leave()
    register.page.activate()
    (button,) = register.page.register_tab.detail.person_buttons
    assert button.text() == "Testine Eksempelsen"
    register.privacy.set_discreet(True)
    assert button.text() == "T. E."
    button.click()
    assert register.opened == [("persons", register.person)]


def test_a_stopped_one_is_marked_with_its_reason(register: Register) -> None:
    stored = register.leave()
    register.workspace.run(lambda uow: disclosures.mark_failed(uow, [stored]))
    register.page.activate()
    tab = register.page.register_tab
    assert [badge.text for badge in _cell(tab.table, 0, 5).badges] == ["Stoppet"]
    assert tab.detail.stopped.isVisible()
    assert tab.detail.stopped.words_label.text().startswith("Filen kunne ikke skrives")


def test_a_certain_disclosure_is_opened_by_other_pages(register: Register) -> None:
    first = register.leave("SSP-2026-0001")
    register.leave("SSP-2026-0002")
    register.page.open_record(first)
    register.page.activate()
    current = register.page.register_tab.table.current
    assert current is not None
    assert current.disclosure.id == first
    assert register.page.register_tab.detail.detail_label.text() == "SSP-2026-0001"


# -- the log ---------------------------------------------------------------------------------------------------------


def _show_log(register: Register) -> None:
    def work(uow: UnitOfWork) -> None:
        uow.log(Action.UNLOCK, "vault")
        uow.log(Action.OPEN, "person", register.person)
        uow.log(Action.SEARCH, "search", hits=3)

    register.workspace.run(work)
    register.page.activate()
    register.page.show_tab(LOG)


def test_the_log_is_limited_to_a_kind_of_action(register: Register) -> None:
    register.leave()
    _show_log(register)
    tab = register.page.log_tab
    assert tab.table.model.rowCount() == 4
    assert [_cell(tab.table, row, 2).text for row in range(4)] == [
        "Søgt · søgning",
        "Åbnet · person",
        "Låst op",
        "Udleveret · videregivelse",
    ]
    tab.filters.group_combo.set_value(LogGroup.LEFT)
    assert tab.table.model.rowCount() == 1
    assert "initialer, alder" in _cell(tab.table, 0, 4).detail


def test_the_log_is_limited_to_a_person_whose_name_is_looked_up_now(register: Register) -> None:
    register.leave()
    _show_log(register)
    tab = register.page.log_tab
    tab.table.view.select_row(0)
    assert not tab.only_button.isEnabled()
    tab.table.view.select_row(1)
    assert (_cell(tab.table, 1, 3).text, _cell(tab.table, 1, 3).is_name) == ("Testine Eksempelsen", True)
    tab.only_button.click()
    assert tab.table.model.rowCount() == 2
    assert tab.filter_message.fact_label.text() == "Kun om Testine Eksempelsen"
    register.privacy.set_discreet(True)
    assert tab.filter_message.fact_label.text() == "Kun om T. E."
    tab.filter_message.action_button.click()
    assert tab.table.model.rowCount() == 4


def test_the_log_is_limited_to_days_and_to_who(register: Register) -> None:
    _show_log(register)
    tab = register.page.log_tab
    who = register.workspace.vault.user
    assert [tab.filters.user_combo.itemText(row) for row in range(2)] == ["Alle", who]
    tab.filters.since_edit.set_value(date(2026, 11, 24))
    assert tab.table.model.rowCount() == 0
    tab.filters.since_edit.set_value(date(2026, 11, 23))
    tab.filters.until_edit.set_value(date(2026, 11, 23))
    tab.filters.user_combo.set_value(who)
    assert tab.table.model.rowCount() == 3
    tab.filters.until_edit.set_value(date(2026, 11, 22))
    assert tab.table.model.rowCount() == 0


def test_old_entries_are_proposed_and_leave_once_their_number_is_typed(register: Register, clock: Clock) -> None:
    clock.set(datetime(2025, 8, 1, 9))
    register.workspace.run(lambda uow: uow.log(Action.UNLOCK, "vault"))
    clock.set(NOW)
    _show_log(register)
    tab = register.page.log_tab
    assert tab.expiry_message.fact_label.text() == "1 logpost er ældre, end den skal gemmes"
    tab.expiry_message.action_button.click()
    (dialog,) = [one for one in tab.findChildren(ConfirmDialog) if one.isVisible()]
    assert "fra 1. aug. 2025 til 1. aug. 2025" in dialog.words_label.text()
    dialog.verb_button.click()
    assert tab.table.model.rowCount() == 4  # nothing goes before the number is typed
    dialog.number_edit.setText("1")
    dialog.verb_button.click()
    assert [_cell(tab.table, row, 2).text for row in (0, 4)] == ["Slettet · log", "Ældre poster slettet"]
    assert tab.expiry_message.isHidden()
    tab.verify_button.click()
    assert tab.message.fact_label.text() == "Loggen hænger sammen."


def test_a_person_gets_an_extract_of_their_log(register: Register) -> None:
    _show_log(register)
    tab = register.page.log_tab
    assert not tab.extract_button.isEnabled()
    tab.table.view.select_row(1)
    tab.extract_button.click()
    (dialog,) = [one for one in tab.findChildren(ExtractDialog) if one.isVisible()]
    assert dialog.form.value("recipient") == "Testine Eksempelsen"
    assert dialog.basis.code == "DBF15"
    assert not dialog.form.value("staff")
    dialog.form.set_value("recipient", "")
    dialog.save_button.click()
    assert dialog.form.row("recipient").has_problem
    dialog.form.set_value("recipient", "Testine Eksempelsen")
    dialog.save_button.click()
    (preview,) = [one for one in tab.findChildren(PdfPreview) if one.isVisible()]
    assert "Testine" not in preview.windowTitle()
    preview.reject()


def test_the_chain_is_checked_on_request(register: Register) -> None:
    _show_log(register)
    tab = register.page.log_tab
    tab.verify_button.click()
    assert tab.message.fact_label.text() == "Loggen hænger sammen."
    assert tab.message.words_label.text() == "3 poster kontrolleret kl. 9.00."

    def tamper(uow: UnitOfWork) -> None:
        uow._connection.execute(sa.text("DROP TRIGGER log_is_never_changed"))
        uow._connection.execute(sa.text("UPDATE log SET object_id = 99 WHERE seq = 2"))

    register.workspace.run(tamper)
    tab.verify_button.click()
    assert tab.message.fact_label.text() == "Loggen hænger ikke sammen."
    assert "2" in tab.message.words_label.text()


# -- legal bases -----------------------------------------------------------------------------------------------------


def _bases(register: Register) -> object:
    register.page.activate()
    register.page.show_tab(BASES)
    tab = register.page.bases_tab
    assert tab.table.select(lambda one: one.code == "RPL115-1")
    return tab


def _dialog() -> BasisDialog:
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, BasisDialog) and one.isVisible()]
    return dialog


def _stored(register: Register, code: str = "RPL115-1") -> object:
    return next(one for one in register.workspace.run(disclosures.bases) if one.code == code)


def test_a_basis_is_marked_as_checked_today(register: Register) -> None:
    tab = _bases(register)
    row = tab.table.view.currentIndex().row()
    assert _cell(tab.table, row, 3).action == "Kontrolleret i dag"
    tab.table.action_pressed.emit(tab.table.current, 3)
    assert _stored(register).checked_on == date(2026, 11, 23)
    assert (_cell(tab.table, row, 3).text, _cell(tab.table, row, 3).action) == ("23. nov. 2026", "")


def test_a_basis_is_changed_and_a_changed_text_counts_as_unchecked(register: Register) -> None:
    tab = _bases(register)
    basis_id = _stored(register).id
    register.workspace.run(lambda uow: disclosures.mark_checked(uow, basis_id))
    tab.load()
    tab.edit_button.click()
    dialog = _dialog()
    dialog.form.set_value("valid_to", date(2020, 1, 1))
    dialog.form.set_value("valid_from", date(2021, 1, 1))
    dialog.save_button.click()
    assert dialog.isVisible()
    assert dialog.form.row("valid_to").has_problem
    dialog.form.set_value("valid_to", None)
    dialog.save_button.click()
    assert _stored(register).valid_from == date(2021, 1, 1)
    assert _stored(register).checked_on == date(2026, 11, 23)
    tab.edit_button.click()
    dialog = _dialog()
    dialog.form.set_value("short_text", "Ny ordlyd")
    dialog.save_button.click()
    assert (_stored(register).short_text, _stored(register).checked_on) == ("Ny ordlyd", None)


def test_a_new_basis_needs_code_and_name(register: Register) -> None:
    tab = _bases(register)
    tab.new_button.click()
    dialog = _dialog()
    dialog.save_button.click()
    assert dialog.form.row("code").has_problem
    dialog.form.set_value("code", "BL133B")
    dialog.form.set_value("name", "Barnets lov § 133 b")
    dialog.save_button.click()
    assert _stored(register, "BL133B").name == "Barnets lov § 133 b"
    assert replace(_stored(register, "BL133B"), id=0).allows_disclosure
