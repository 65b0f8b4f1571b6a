"""The reviewer's view: figures, settings and log, no word of a case, and no way back without the passphrase."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from sspdesk.domain.disclosures import Channel, Document
from sspdesk.domain.errors import KnownError
from sspdesk.domain.log import Action
from sspdesk.domain.persons import Guardian, Person
from sspdesk.services import disclosures, persons, review, vaults
from sspdesk.services.review import Health
from sspdesk.services.work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.review.dialogs import EndDialog, PrintDialog
from sspdesk.ui.review.window import LOG, ReviewWindow
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.theme import Theme
from tests import markers
from tests.conftest import Clock
from tests.reports.layout import texts
from tests.services.wednesday_world import make_contact, make_world
from tests.ui.conftest import free_deleted
from tests.ui.shared.test_accessibility import unnamed
from tests.vaults import PASSPHRASE

CASE = (
    *(markers.FIRST, markers.LAST, markers.CPR, markers.ADDRESS, markers.PHONE, markers.NOTE, markers.GUARDIAN),
    *(markers.CONTACT, markers.PLACE),
)


def _fill(uow: UnitOfWork) -> int:
    make_world(uow)
    person = Person(
        first_name=markers.FIRST,
        last_name=markers.LAST,
        cpr=markers.CPR,
        address=markers.ADDRESS,
        phone=markers.PHONE,
        created_on=uow.today,
    )
    stored = persons.save_person(uow, person).value
    persons.save_guardian(uow, Guardian(person_id=stored.id, name=markers.GUARDIAN))
    persons.add_note(uow, stored.id, markers.NOTE)
    make_contact(uow, stored.id)
    return stored.id


@pytest.fixture
def context(operations: InlineOperations, privacy: Privacy, clock: Clock) -> PageContext:
    return PageContext(
        operations=operations,
        privacy=privacy,
        open_page=lambda _key, _record: None,
        say=lambda _words: None,
        meeting_lock=lambda _on: None,
        now=clock,
    )


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, workspace: Workspace, context: PageContext) -> Iterator[ReviewWindow]:
    workspace.run(_fill)

    def confirm(passphrase: str) -> None:
        vaults.confirm_passphrase(workspace.vault, passphrase)

    window = ReviewWindow(context, lambda: Health(passphrases=2), confirm)
    window.show()
    window.begin()
    yield window
    window.dismiss()
    free_deleted()


def _dialog(window: ReviewWindow, kind: type[QDialog]) -> QDialog:
    (found,) = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def test_it_shows_figures_settings_and_log_and_no_word_of_a_case(window: ReviewWindow) -> None:
    words = [label.text() for label in window.findChildren(QLabel)]
    assert "Hvad der er gemt" in words
    assert "2 adgangskoder og gendannelsesnøglen på papir" in words
    assert any(word.startswith("Låser efter") for word in words)
    window.tabs.setCurrentIndex(LOG)
    model = window.table.model
    shown = [str(model.index(row, column).data()) for row in range(model.rowCount()) for column in range(5)]
    assert model.rowCount() > 3
    assert "person nr. 1" in " ".join(shown)
    assert [word for word in (*words, *shown) if any(case in word for case in CASE)] == []
    assert unnamed(window) == []


def test_a_wrong_passphrase_leads_nowhere_and_the_right_one_back(window: ReviewWindow) -> None:
    ended: list[bool] = []
    window.ended.connect(lambda: ended.append(True))
    window.end_button.click()
    dialog = _dialog(window, EndDialog)
    dialog.passphrase_edit.setText("noget helt andet")
    dialog.end_button.click()
    assert dialog.passphrase_row.has_problem
    assert ended == []
    dialog.passphrase_edit.setText(PASSPHRASE)
    dialog.end_button.setEnabled(True)
    dialog.end_button.click()
    assert ended == [True]
    assert dialog.passphrase_edit.text() == ""


def test_guessing_has_to_wait(window: ReviewWindow) -> None:
    window.end_button.click()
    dialog = _dialog(window, EndDialog)
    for _attempt in range(4):
        dialog.end_button.setEnabled(True)
        dialog.passphrase_edit.setText("noget helt andet")
        dialog.end_button.click()
    assert not dialog.end_button.isEnabled()
    assert dialog._wait.interval() == vaults.Delay(4).seconds * 1000


def test_closing_the_window_or_ctrl_l_locks(window: ReviewWindow, qtbot: QtBot) -> None:
    asked: list[bool] = []
    window.lock_requested.connect(lambda: asked.append(True))
    window.close()
    assert window.isVisible()
    window.lock_button.click()
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert asked == [True, True, True]


def test_the_paper_needs_a_recipient_and_is_a_disclosure(window: ReviewWindow, workspace: Workspace) -> None:
    window.print_button.click()
    dialog = _dialog(window, PrintDialog)
    dialog.show_button.click()
    assert dialog.form.row("recipient").has_problem
    dialog.form.set_value("recipient", "Databeskyttelsesrådgiveren")
    dialog.form.set_value("with_log", True)
    dialog.show_button.click()
    _dialog(window, PdfPreview).reject()
    paper = workspace.run(lambda uow: review.paper(uow, Health(), "Databeskyttelsesrådgiveren", review_filter(uow)))
    text = " ".join(texts(paper.render()))
    assert "Tilsyn med SSP Desk" in text
    assert "person nr. 1" in text
    assert [case for case in CASE if case in text] == []
    stored = workspace.run(lambda uow: disclosures.register(uow, paper.leaving, number=paper.number)).value
    assert (stored.document, stored.channel, stored.persons) == (Document.REVIEW, Channel.PDF, ())


def review_filter(uow: UnitOfWork) -> object:
    from sspdesk.services import log

    return log.asked(uow)


def test_opening_it_stands_in_the_log(window: ReviewWindow, workspace: Workspace) -> None:
    found = workspace.run(lambda uow: uow.log_entries(kind="review"))
    assert [entry.action for entry in found] == [Action.OPEN]


def test_a_broken_log_is_told_in_the_figures(workspace: Workspace) -> None:
    workspace.run(_fill)

    def tamper(uow: UnitOfWork) -> None:
        uow._connection.exec_driver_sql("DROP TRIGGER log_is_never_changed")
        uow._connection.exec_driver_sql("UPDATE log SET object_id = 99 WHERE seq = 2")

    workspace.run(tamper)
    sections = workspace.run(lambda uow: review.sections(uow, Health()))
    told = dict(next(one for one in sections if one.title == "Boksen").rows)
    assert told["Log"].startswith("Loggen hænger ikke sammen")
    with pytest.raises(KnownError, match="log_broken"):
        workspace.run(lambda uow: uow.verify_log())
