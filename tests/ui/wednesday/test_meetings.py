"""Around the meeting: planning, typed lines, guests, ending, approving, additions, all meetings, empty states."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from sspdesk.domain.ids import LineId, MeetingId
from sspdesk.domain.meetings import MeetingState
from sspdesk.domain.wednesday import Decision, Role
from sspdesk.services import meetings, minutes, wednesday
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.wednesday.dialogs import GuestDialog, MeetingDialog, TextDialog
from sspdesk.ui.wednesday.typed_line import TypedLineDialog
from tests.conftest import Clock
from tests.services.wednesday_world import World
from tests.ui.wednesday.conftest import NAMES, Desk, show, texts

pytestmark = pytest.mark.usefixtures("theme")


def press(dialog: QDialog, desk: Desk) -> None:
    """Press a dialog's verb and wait for the answer."""
    dialog.verb_button.click()  # type: ignore[attr-defined]
    desk.settle()


def state_of(desk: Desk) -> MeetingState:
    view = desk.page.mode.view
    assert view is not None
    return view.meeting.state


def test_without_a_meeting_the_usual_one_is_planned_with_one_press(
    desk: Desk, workspace: Workspace, world: World
) -> None:
    workspace.run(lambda uow: [uow.agenda.remove(one.id) for one in uow.agenda.of_meeting(world.meeting)])
    workspace.run(lambda uow: [uow.attendees.remove(one.id) for one in uow.attendees.of_meeting(world.meeting)])
    workspace.run(lambda uow: uow.meetings.remove(world.meeting))
    show(desk)
    assert desk.page.empty.isVisible()
    assert "ons. 25. nov. 2026 kl. 9.00" in desk.page.empty.words_label.text()
    desk.page.empty.button.click()
    desk.settle()
    assert desk.page.mode.isVisible()
    assert [chip.text() for chip in desk.page.mode.strip.chips] == ["Lars", "Poul"]
    desk.context.operations.undo()
    desk.settle()
    assert desk.page.empty.isVisible()


def test_an_empty_list_says_where_lines_come_from(desk: Desk, world: World) -> None:
    show(desk)
    assert desk.page.mode.list.empty.isVisible()
    desk.page.mode.list.empty.button.click()
    assert desk.opened == [("import", world.meeting)]


def test_a_meeting_is_planned_moved_and_refused(desk: Desk, lines: list[LineId]) -> None:
    show(desk)
    desk.do("plan")
    dialog = desk.dialog(MeetingDialog)
    assert isinstance(dialog, MeetingDialog)
    assert dialog.form.value("day") == date(2026, 12, 9)
    dialog.form.set_value("day", date(2026, 11, 25))
    press(dialog, desk)
    assert "allerede et møde" in dialog.form.row("starts_at").error_label.text()
    dialog.form.set_value("day", date(2026, 12, 10))
    press(dialog, desk)
    assert desk.page.header.subtitle_label.text().startswith("tors. 10. dec. 2026 kl. 9.00")
    desk.do("edit")
    dialog = desk.dialog(MeetingDialog)
    assert isinstance(dialog, MeetingDialog)
    dialog.form.set_value("place", "Mødelokale Ankeret")
    dialog.form.set_value("ends_at", None)
    press(dialog, desk)
    assert dialog.form.row("ends_at").has_problem
    dialog.form.set_value("ends_at", datetime(2026, 12, 10, 11, 30).time())
    press(dialog, desk)
    assert desk.page.header.subtitle_label.text().endswith("Mødelokale Ankeret")


def test_a_contact_of_a_new_person_is_typed_at_the_meeting(desk: Desk, world: World) -> None:
    show(desk)
    desk.do("line")
    dialog = desk.dialog(TypedLineDialog)
    assert isinstance(dialog, TypedLineDialog)
    press(dialog, desk)
    assert dialog.form.row("first_name").has_problem
    assert dialog.form.row("contact_date").has_problem
    desk.qtbot.keyClicks(dialog.person_edit, "Skabelone Skitsegaard")
    dialog.form.set_value("birth_date", date(2010, 2, 1))
    dialog.form.set_value("school_id", world.school.id)
    dialog.form.set_value("class_name", "9.A")
    dialog.form.set_value("contact_date", date(2026, 11, 24))
    dialog.form.set_value("role", Role.WORRYING_BEHAVIOUR)
    desk.settle()
    press(dialog, desk)
    current = desk.page.mode.list.current
    assert current is not None
    assert (current.name, current.age, current.class_name) == ("Skabelone Skitsegaard", 16, "9.A")
    assert desk.page.mode.pane.police.origin_label.text() == "Skrevet ind ons. 25. nov. 2026"
    assert desk.told == [("Kontakten står på listen", True)]


def test_a_known_person_is_found_while_typing_and_the_search_is_logged(desk: Desk, lines: list[LineId]) -> None:
    show(desk)
    desk.do("line")
    dialog = desk.dialog(TypedLineDialog)
    assert isinstance(dialog, TypedLineDialog)
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    dialog.person_edit.setFocus()
    desk.qtbot.keyClicks(dialog.person_edit, "testi")
    desk.settle()
    desk.qtbot.waitUntil(dialog.person_edit.popup.isVisible)
    desk.qtbot.keyClick(dialog.person_edit.popup, Qt.Key.Key_Down)
    desk.qtbot.keyClick(dialog.person_edit.popup, Qt.Key.Key_Return)
    desk.settle()
    assert dialog.person_edit.text() == NAMES[0]
    assert not dialog.form.row("birth_date").isVisible()
    assert dialog.form.row("first_name").help_label.text().startswith("Kendt: 14 år")
    dialog.form.set_value("contact_date", date(2026, 11, 24))
    press(dialog, desk)
    assert desk.run(lambda uow: uow.persons.count()) == len(NAMES)
    (entry,) = desk.run(lambda uow: [e for e in uow.log_entries(kind="person") if e.action == "soegt"])  # type: ignore[misc]
    assert "testi" not in repr(entry).casefold().replace("testine", "")


def test_a_guest_comes_and_goes(desk: Desk, lines: list[LineId], world: World) -> None:
    show(desk)
    desk.page.mode.strip.guest_button.click()
    dialog = desk.dialog(GuestDialog)
    assert isinstance(dialog, GuestDialog)
    press(dialog, desk)
    assert dialog.form.row("professional_id").has_problem
    dialog.form.set_value("professional_id", world.guest.id)
    press(dialog, desk)
    assert [chip.text() for chip in desk.page.mode.strip.chips] == ["Lars", "Poul", "Gerda"]
    desk.page.mode.strip.chips[2].removed.emit()
    desk.settle()
    assert len(desk.page.mode.strip.chips) == 2


def test_a_meeting_is_ended_approved_and_only_added_to(desk: Desk, lines: list[LineId], clock: Clock) -> None:
    show(desk)
    desk.do("start")
    assert desk.locks == [True]
    desk.do("end")
    dialog = desk.dialog(ConfirmDialog)
    assert "3 linjer mangler en beslutning" in dialog.words_label.text()  # type: ignore[attr-defined]
    press(dialog, desk)
    assert state_of(desk) is MeetingState.MINUTES_DRAFT
    assert desk.locks == [True, False]
    assert desk.page.mode.message.fact_label.text() == "Mødet er afsluttet."
    desk.do("approve")
    dialog = desk.dialog(TextDialog)
    dialog.form.set_value("text", "Et roligt møde.")  # type: ignore[attr-defined]
    press(dialog, desk)
    assert state_of(desk) is MeetingState.MINUTES_APPROVED
    assert not desk.page.mode.pane.footer.isVisible()
    assert not desk.page.mode.pane.form.group.isEnabled()
    assert not desk.page.mode.list.add_button.isVisible()
    assert "Et roligt møde." in texts(desk.page.mode.minutes_box)
    desk.do("add")
    dialog = desk.dialog(TextDialog)
    press(dialog, desk)
    assert dialog.form.row("text").has_problem  # type: ignore[attr-defined]
    dialog.form.set_value("text", "Nr. 1: skolen har ringet.")  # type: ignore[attr-defined]
    press(dialog, desk)
    assert "Nr. 1: skolen har ringet." in texts(desk.page.mode.minutes_box)


def test_all_meetings_are_listed_and_opened(desk: Desk, lines: list[LineId], workspace: Workspace) -> None:
    workspace.run(lambda uow: meetings.plan(uow, meetings.suggest(uow)))
    show(desk)
    desk.do("overview")
    table = desk.page.overview.table
    assert table.isVisible()
    assert table.model.rowCount() == 2
    first = table.model.record(0)
    assert first is not None
    desk.page.overview._on_opened(first)
    desk.settle()
    assert desk.page.mode.isVisible()
    assert desk.page.header.subtitle_label.text().startswith("ons. 9. dec. 2026")


def test_a_meeting_without_decisions_is_cancelled_and_its_lines_stay_for_the_next(
    desk: Desk, lines: list[LineId], world: World
) -> None:
    show(desk, world.meeting)
    desk.do("cancel")
    press(desk.dialog(ConfirmDialog), desk)
    assert state_of(desk) is MeetingState.CANCELLED
    assert desk.page.mode.message.fact_label.text() == "Mødet er aflyst."
    desk.page.open_all()
    desk.page.activate()
    desk.settle()
    desk.page.empty.button.click()
    desk.settle()
    view = desk.page.mode.view
    assert view is not None
    assert [row.carried_from for row in view.lines] == [date(2026, 11, 25)] * 3


def test_information_that_was_not_shared_is_noted(desk: Desk, lines: list[LineId]) -> None:
    show(desk)
    desk.page.mode.pane.police.withhold_button.click()
    dialog = desk.dialog(TextDialog)
    dialog.form.set_value("text", "Efterforskning")  # type: ignore[attr-defined]
    press(dialog, desk)
    assert desk.page.mode.pane.police.withheld_label.text() == "Oplysning ikke videregivet: Efterforskning"


def test_a_meeting_that_was_deleted_meanwhile_gives_way_to_the_one_to_work_on(
    desk: Desk, lines: list[LineId], world: World
) -> None:
    show(desk, MeetingId(999))
    view = desk.page.mode.view
    assert view is not None
    assert view.meeting.id == world.meeting


@pytest.mark.parametrize("state", ["planned", "held", "draft", "approved"])
def test_the_menu_offers_what_fits_the_phase(
    desk: Desk, lines: list[LineId], workspace: Workspace, world: World, state: str
) -> None:
    if state != "planned":
        workspace.run(lambda uow: minutes.start(uow, world.meeting))
        workspace.run(lambda uow: wednesday.decide(uow, lines[0], Decision.NO_ACTION))
    if state in ("draft", "approved"):
        workspace.run(lambda uow: minutes.end_meeting(uow, world.meeting))
    if state == "approved":
        workspace.run(lambda uow: minutes.approve_minutes(uow, world.meeting))
    show(desk, world.meeting)
    buttons = tuple(desk.page.toolbar.buttons)
    menu = [action.objectName().removesuffix("_action") for action in desk.page.toolbar.menu.actions()]
    expected = {
        "planned": (("agenda", "start"), True, True),
        "held": (("agenda", "end"), True, False),
        "draft": (("minutes", "handout", "approve"), True, False),
        "approved": (("minutes", "handout", "add"), False, False),
    }
    assert (buttons, "line" in menu, "cancel" in menu) == expected[state]
    assert {"agenda", "minutes", "handout", "overview"} <= set(menu)
    assert [command.title for command in desk.page.commands()]


def test_the_page_and_its_dialogs_say_what_every_part_is(desk: Desk, lines: list[LineId]) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    show(desk)
    desk.do("line")
    for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
        for part in desk.page.findChildren(kind):
            if part.isVisible() and part.focusPolicy() != Qt.FocusPolicy.NoFocus:
                assert part.accessibleName() or part.text(), part.objectName()  # type: ignore[union-attr]


def test_the_items_of_the_agenda_are_opened_on_the_meetings_own_page(desk: Desk, world: World) -> None:
    show(desk)
    desk.do("items")
    assert desk.opened == [("meeting", world.meeting)]
