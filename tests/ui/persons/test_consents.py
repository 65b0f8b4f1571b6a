"""The consents on a person's page: given, narrowed, withdrawn and renewed; what cannot be is told beside its field."""

from datetime import date

import pytest

from sspdesk.domain.consents import ConsentAuthority, ConsentTopic
from sspdesk.services import consents, tasks
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.consents.dialogs import ChangeConsentDialog, ConsentDialog
from sspdesk.ui.consents.panel import ConsentsSection
from sspdesk.ui.persons.small_dialogs import TaskDialog
from sspdesk.ui.talks.dialogs import NewTalkDialog
from tests.services.talk_world import Family, make_family
from tests.ui.persons.conftest import Desk

SCHOOL = (ConsentTopic.WELLBEING, ConsentAuthority.SCHOOL)
CLUB = (ConsentTopic.LEISURE, ConsentAuthority.CLUB)


@pytest.fixture
def family(workspace: Workspace, desk: Desk) -> Family:
    """The family, with the child's page open."""
    made = workspace.run(make_family)
    desk.go("persons", made.person)
    return made


def _section(desk: Desk) -> ConsentsSection:
    return desk.page.person.consents


def _words(desk: Desk) -> list[str]:
    return [label.text() for label in _section(desk).findChildren(type(_section(desk).title_label)) if label.text()]


def _give(desk: Desk) -> None:
    _section(desk).link_button.click()
    dialog = desk.dialog(ConsentDialog)
    assert isinstance(dialog, ConsentDialog)
    dialog.grid.set_value(frozenset({SCHOOL, CLUB}))
    dialog.form.set_value("valid_to", date(2027, 1, 31))
    dialog.save_button.click()


def test_a_consent_is_given_and_shown_with_what_it_covers(desk: Desk, workspace: Workspace, family: Family) -> None:
    assert "Intet samtykke er skrevet endnu" in _words(desk)
    _give(desk)
    shown = _words(desk)
    for words in ("Skole", "Trivsel og fravær", "Klub", "Fritid", "Udløber søn. 31. jan. 2027"):
        assert words in shown
    assert workspace.run(lambda uow: consents.check(uow, family.person, *SCHOOL)).allowed


def test_a_consent_that_covers_nothing_is_refused_beside_its_field(desk: Desk, family: Family) -> None:
    _section(desk).link_button.click()
    dialog = desk.dialog(ConsentDialog)
    assert isinstance(dialog, ConsentDialog)
    dialog.save_button.click()
    assert dialog.form.row("pairs").error_label.text() == "Vælg mindst ét emne og én myndighed."
    for box in dialog.givers.boxes.values():
        box.setChecked(False)
    dialog.grid.set_value(frozenset({SCHOOL}))
    dialog.save_button.click()
    assert dialog.form.row("givers").error_label.text() == "Vælg, hvem der giver samtykket."


def test_leaving_an_authority_out_leaves_its_topics_out(desk: Desk, family: Family) -> None:
    _section(desk).link_button.click()
    dialog = desk.dialog(ConsentDialog)
    assert isinstance(dialog, ConsentDialog)
    dialog.grid.set_value(frozenset({SCHOOL, CLUB}))
    dialog.grid.authorities[ConsentAuthority.CLUB].setChecked(False)
    assert dialog.grid.value == frozenset({SCHOOL})


def test_a_consent_is_narrowed_and_withdrawn_with_undo(desk: Desk, workspace: Workspace, family: Family) -> None:
    _give(desk)
    (view,) = workspace.run(lambda uow: consents.of_person(uow, family.person))
    _section(desk)._on_edit_pressed(view)
    dialog = desk.dialog(ChangeConsentDialog)
    assert isinstance(dialog, ChangeConsentDialog)
    assert set(dialog.grid.chips) == {SCHOOL, CLUB}  # nothing can be added
    dialog.grid.chips[CLUB].setChecked(False)
    dialog.save_button.click()
    assert not workspace.run(lambda uow: consents.check(uow, family.person, *CLUB)).allowed
    (view,) = workspace.run(lambda uow: consents.of_person(uow, family.person))
    _section(desk)._on_edit_pressed(view)
    dialog = desk.dialog(ChangeConsentDialog)
    assert isinstance(dialog, ChangeConsentDialog)
    dialog.withdraw_button.click()
    assert "Trukket tilbage man. 23. nov. 2026" in _words(desk)
    desk.context.operations.undo()
    assert workspace.run(lambda uow: consents.check(uow, family.person, *SCHOOL)).allowed


def test_a_talk_is_begun_from_the_persons_menu(desk: Desk, workspace: Workspace, family: Family) -> None:
    desk.page.person.header.talk_action.trigger()
    dialog = desk.dialog(NewTalkDialog)
    assert isinstance(dialog, NewTalkDialog)
    dialog.save_button.click()
    (talk,) = workspace.run(lambda uow: uow.talks.of_person(family.person))
    assert desk.opened[-1] == ("talks", talk.id)


def test_an_own_task_can_come_again(desk: Desk, workspace: Workspace, family: Family) -> None:
    desk.page.person.side.tasks.link_button.click()
    dialog = desk.dialog(TaskDialog)
    assert isinstance(dialog, TaskDialog)
    dialog.form.set_value("title", "Ring til klubben")
    dialog.form.set_value("repeat", "week")
    dialog.save_button.click()
    assert dialog.form.row("due").has_problem  # the first deadline is missing
    dialog.form.set_value("due", date(2026, 11, 27))
    dialog.save_button.click()
    (task,) = workspace.run(lambda uow: uow.tasks.open_for(family.person))
    workspace.run(lambda uow: tasks.complete(uow, task.id))
    (following,) = workspace.run(lambda uow: uow.tasks.open_for(family.person))
    assert following.due == date(2026, 12, 4)
