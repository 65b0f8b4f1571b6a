"""Professionals and institutions: two tables, their editors, and errors beside the fields."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from sspdesk.domain.people import Institution, Professional, ProfessionalRole
from sspdesk.services import people
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.people.dialogs import InstitutionDialog, ProfessionalDialog
from sspdesk.ui.people.page import INSTITUTIONS, PeoplePage
from tests.services.people_for_tests import school, teacher
from tests.ui.persons.conftest import Desk


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[PeoplePage]:
    made = PeoplePage(desk.context)
    qtbot.addWidget(made)
    desk.context.operations.changed.connect(made.refresh)
    made.show()
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.reject()


def _names(page: PeoplePage) -> tuple[list[str], list[str]]:
    tables = (page.professionals.model, page.institutions.model)
    mine, theirs = ([model.record(row).name for row in range(model.rowCount())] for model in tables)
    return mine, theirs


def test_both_tables_and_those_no_longer_in_use(page: PeoplePage, workspace: Workspace) -> None:
    teacher(workspace, school(workspace))
    workspace.run(lambda uow: people.save_institution(uow, Institution(name="Gamle Skole", active=False)))
    page.activate()
    assert _names(page) == (["Lars Lærereksempel"], ["Havnsø Skole"])
    page.former_box.click()
    assert _names(page) == (["Lars Lærereksempel"], ["Gamle Skole", "Havnsø Skole"])


def test_a_professional_is_made_and_a_teacher_needs_a_school(page: PeoplePage, workspace: Workspace) -> None:
    at = school(workspace)
    page.activate()
    page.new_button.click()
    (dialog,) = page.findChildren(ProfessionalDialog)
    dialog.form.set_value("name", "Lars Lærereksempel")
    dialog.form.set_value("role", ProfessionalRole.TEACHER)
    dialog.save_button.click()
    assert dialog.form.row("institution_id").has_problem
    dialog.form.set_value("institution_id", at)
    dialog.form.set_value("in_wednesday_group", True)
    dialog.save_button.click()
    (stored,) = workspace.run(people.professionals)
    assert stored == Professional(
        id=stored.id,
        name="Lars Lærereksempel",
        role=ProfessionalRole.TEACHER,
        institution_id=at,
        in_wednesday_group=True,
    )
    assert _names(page)[0] == ["Lars Lærereksempel"]


def test_an_institution_is_made_and_its_name_is_its_own(page: PeoplePage, workspace: Workspace) -> None:
    school(workspace)
    page.activate()
    page.switch._buttons[INSTITUTIONS].click()
    assert page.new_button.text() == "Ny institution"
    page.new_button.click()
    (dialog,) = page.findChildren(InstitutionDialog)
    dialog.form.set_value("name", "Havnsø Skole")
    dialog.save_button.click()
    assert dialog.form.row("name").has_problem
    dialog.form.set_value("name", "Åskolen")
    dialog.save_button.click()
    assert _names(page)[1] == ["Havnsø Skole", "Åskolen"]


def test_the_persons_page_leads_there_and_back(page: PeoplePage, desk: Desk) -> None:
    desk.page.open_people()
    assert desk.opened[-1] == ("people", None)
    page.back_button.click()
    assert desk.opened[-1] == ("persons", None)
