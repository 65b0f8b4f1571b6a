"""The calendar page: views, filters, choosing, moving by drag, key and date, undo, print, files."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from sspdesk.domain.agenda import AgendaItem
from sspdesk.domain.calendar_files import EventFate
from sspdesk.domain.forums import Forum, ForumColour, ForumKind
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.meetings import Meeting, MeetingState
from sspdesk.domain.series import Series, SeriesRule
from sspdesk.domain.workdays import SchoolBreak
from sspdesk.exchange.icalendar.reading import read
from sspdesk.services import calendar_files, school_calendar, tasks
from sspdesk.services.tasks import NewTask
from sspdesk.services.work import UnitOfWork, Workspace
from sspdesk.ui.calendar.deeds import MoveDialog, ask_scope, import_file, print_view, school_holidays
from sspdesk.ui.calendar.export_dialog import ExportDialog
from sspdesk.ui.calendar.import_dialog import ImportDialog
from sspdesk.ui.calendar.modes import Mode
from sspdesk.ui.calendar.page import CalendarPage
from sspdesk.ui.calendar.school_dialog import PreviewDialog, SchoolCalendarDialog
from sspdesk.ui.context import PageContext
from sspdesk.ui.meeting.new_dialog import NewMeetingDialog
from sspdesk.ui.shared.memory import DeskMemory
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.theme import Theme
from tests.conftest import Clock
from tests.ui.conftest import free_deleted

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def opened() -> list[tuple[str, int | None]]:
    return []


@pytest.fixture
def context(
    theme: Theme,
    operations: InlineOperations,
    privacy: Privacy,
    clock: Clock,
    opened: list[tuple[str, int | None]],
) -> PageContext:
    return PageContext(
        operations=operations,
        privacy=privacy,
        open_page=lambda key, record: opened.append((key, record)),
        say=lambda _words: None,
        meeting_lock=lambda _on: None,
        now=clock,
    )


@pytest.fixture
def page(qtbot: QtBot, context: PageContext) -> Iterator[CalendarPage]:
    made = CalendarPage(context)
    qtbot.addWidget(made)
    context.operations.changed.connect(made.refresh)
    made.resize(1174, 664)
    made.show()
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.reject()
    free_deleted()


def planned(workspace: Workspace, day: int = 25, **facts: object) -> Meeting:
    start = datetime(2026, 11, day, 9)
    values = {"starts_at": start, "ends_at": start.replace(hour=11), "place": "Ankeret", **facts}
    return workspace.run(
        lambda uow: uow.meetings.add(Meeting(**({"forum_id": uow.forums.wednesday_group().id} | values)))
    )


def day_of(workspace: Workspace, meeting_id: MeetingId) -> date:
    return workspace.run(lambda uow: uow.meetings.get(meeting_id)).starts_at.date()


def centre(page: CalendarPage, day: date) -> QPoint:
    area = next(area for area in page.view.sheet.areas if area.day == day)
    unit = page.view._unit()
    return QPoint(int((area.x + area.width / 2) * unit), int((area.y + area.height / 2) * unit))


def names(page: CalendarPage) -> list[str]:
    return [spot.name for spot in page.view.chart.spots]


def test_a_meeting_is_chosen_and_opened_with_the_keyboard(
    page: CalendarPage, qtbot: QtBot, workspace: Workspace, opened: list[tuple[str, int | None]]
) -> None:
    first, second = planned(workspace), planned(workspace, 26)
    page.activate()
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    assert page.view.current_entry is not None
    assert page.view.current_entry.id == second.id
    assert page.pane.day_label.text() == "tors. 26. nov. 2026 kl. 9.00"
    qtbot.keyClick(page.view, Qt.Key.Key_Left)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert opened == [("wednesday", first.id)]


def test_ctrl_and_an_arrow_move_the_chosen_meeting_and_undo_takes_it_back(
    page: CalendarPage, qtbot: QtBot, workspace: Workspace, operations: InlineOperations
) -> None:
    meeting = planned(workspace)
    page.open_record(meeting.id)
    page.activate()
    qtbot.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert day_of(workspace, meeting.id) == date(2026, 11, 26)
    qtbot.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert day_of(workspace, meeting.id) == date(2026, 12, 3)
    operations.undo()
    operations.undo()
    assert day_of(workspace, meeting.id) == date(2026, 11, 25)
    assert page.view.current_entry is not None
    assert page.view.current_entry.day == date(2026, 11, 25)


def test_dragging_a_meeting_to_another_day_moves_it(page: CalendarPage, qtbot: QtBot, workspace: Workspace) -> None:
    meeting = planned(workspace)
    page.open_record(meeting.id)
    page.activate()
    start = page.view.visualRect(page.view.currentIndex()).center()
    target = centre(page, date(2026, 12, 2))
    viewport = page.view.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewport, (start + target) / 2)
    qtbot.mouseMove(viewport, target)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=target)
    assert day_of(workspace, meeting.id) == date(2026, 12, 2)


def test_a_click_on_a_meeting_moves_nothing(page: CalendarPage, qtbot: QtBot, workspace: Workspace) -> None:
    meeting = planned(workspace)
    page.activate()
    page.view.choose(("meeting", meeting.id))
    place = page.view.visualRect(page.view.currentIndex()).center()
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert day_of(workspace, meeting.id) == date(2026, 11, 25)


def test_the_date_dialog_moves_the_chosen_meeting(page: CalendarPage, qtbot: QtBot, workspace: Workspace) -> None:
    meeting = planned(workspace)
    page.open_record(meeting.id)
    page.activate()
    page.pane.move_button.click()
    (dialog,) = page.findChildren(MoveDialog)
    dialog.form.set_value("day", date(2026, 12, 9))
    dialog.move_button.click()
    assert day_of(workspace, meeting.id) == date(2026, 12, 9)


def test_every_view_shows_the_meeting_and_its_own_days(page: CalendarPage, workspace: Workspace) -> None:
    planned(workspace)
    page.activate()
    for mode, days in ((Mode.WEEK, 7), (Mode.MONTH, 63), (Mode.YEAR, 365)):
        page.show_mode(mode)
        assert len(page.view.sheet.areas) == days
        assert any("Onsdagsgruppen" in name for name in names(page))
    page.show_mode(Mode.LIST)
    assert page.table.select(lambda one: one.title == "Onsdagsgruppen")
    assert page.header.subtitle_label.text() == "skoleåret 2026/27"


def test_a_filter_hides_a_forum_and_the_holidays_have_their_word(page: CalendarPage, workspace: Workspace) -> None:
    planned(workspace)
    workspace.run(planned_network)
    christmas = SchoolBreak(name="Juleferie", first=date(2026, 12, 19), last=date(2027, 1, 3))
    workspace.run(lambda uow: school_calendar.save(uow, christmas))
    page.activate()
    words = [mark.text for mark in page.view.chart.marks if hasattr(mark, "text")]
    assert "21. Juleferie" in words
    assert [word for word in words if word == "lige"]
    box = next(box for box in page.filters._boxes if box.text() == "Netværk")
    box.setChecked(False)
    assert not any("Netværk" in name for name in names(page))
    assert any("Onsdagsgruppen" in name for name in names(page))


def test_view_and_filters_are_remembered_on_this_computer(
    page: CalendarPage, context: PageContext, qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    planned(workspace)
    workspace.run(planned_network)
    page.remember_in(DeskMemory(tmp_path / "desk.json"))
    page.activate()
    next(box for box in page.filters._boxes if box.text() == "Netværk").setChecked(False)
    page.show_mode(Mode.WEEK)
    later = CalendarPage(context)
    qtbot.addWidget(later)
    later.remember_in(DeskMemory(tmp_path / "desk.json"))
    later.activate()
    assert later.mode is Mode.WEEK
    assert later.filters.hidden == page.filters.hidden
    assert "Netværk" not in (tmp_path / "desk.json").read_text(encoding="utf-8")
    assert not any("Netværk" in name for name in names(later))


def test_week_53_offers_a_further_meeting_in_the_gap(page: CalendarPage, workspace: Workspace) -> None:
    workspace.run(even_weeks)
    page.activate()
    assert page.notice.fact_label.text() == "2026 har uge 53."
    assert page.notice.words_label.text() == "Onsdagsgruppen: Der går 5 uger mellem møderne 9. dec. og 13. jan."
    page.notice.action_button.click()
    (dialog,) = page.findChildren(NewMeetingDialog)
    assert (dialog.form.value("day"), dialog.form.value("forum_id")) == (
        date(2026, 12, 30),
        workspace.run(lambda uow: uow.forums.wednesday_group()).id,
    )
    dialog.save()
    assert page.notice.isHidden()


def test_the_notice_of_week_53_stays_closed(page: CalendarPage, workspace: Workspace) -> None:
    workspace.run(even_weeks)
    page.activate()
    page.notice.close_button.click()
    page.activate()
    assert page.notice.isHidden()


def even_weeks(uow: UnitOfWork) -> None:
    """A series by even weeks with a meeting before and after Christmas."""
    group = uow.forums.wednesday_group().id
    days = Series(
        forum_id=group,
        rule=SeriesRule.EVEN_WEEKS,
        anchor=date(2026, 12, 1),
        until=date(2027, 1, 31),
        starts_at=time(9),
    )
    uow.series.add(days)
    uow.school_breaks.add(SchoolBreak(name="Juleferie", first=date(2026, 12, 19), last=date(2026, 12, 27)))


def planned_network(uow: UnitOfWork) -> None:
    network = Forum(kind=ForumKind.NETWORK, name="Netværk", colour=ForumColour.AMBER)
    forum = uow.forums.add(network)
    start = datetime(2026, 11, 24, 14)
    uow.meetings.add(Meeting(forum_id=forum.id, starts_at=start, ends_at=start.replace(hour=15)))


def test_an_exit_meeting_shows_its_time_only(page: CalendarPage, workspace: Workspace) -> None:
    def add(uow: UnitOfWork) -> Meeting:
        forum = next(
            iter(uow.forums.of_kind(ForumKind.EXIT)),
            None,
        ) or uow.forums.add(Forum(kind=ForumKind.EXIT, name="Exit", may_name_persons=True))
        start = datetime(2026, 11, 24, 14)
        found: Meeting = uow.meetings.add(
            Meeting(forum_id=forum.id, starts_at=start, ends_at=start.replace(hour=15), place="Hos Figura")
        )
        return found

    meeting = workspace.run(add)
    page.open_record(meeting.id)
    page.activate()
    assert page.pane.badge.spec.text == "Optaget"
    assert "Figura" not in page.pane.place_label.text()
    assert not any("Exit" in name for name in names(page))


def test_the_view_is_printed_without_deadlines(page: CalendarPage, workspace: Workspace) -> None:
    planned(workspace)
    page.activate()
    page.show_mode(Mode.YEAR)
    print_view(page, page._context)
    (preview,) = page.findChildren(PdfPreview)
    assert preview.windowTitle() == "Mødekalender"


def test_a_calendar_file_is_imported_after_a_look(page: CalendarPage, workspace: Workspace) -> None:
    page.activate()
    import_file(page._context, page)
    (dialog,) = page.findChildren(ImportDialog)
    dialog.read_file(DATA / "udvalgte-moeder-outlook.ics")
    assert dialog.import_button.text() == "Importér 5 møder"
    before = workspace.run(lambda uow: len(uow.meetings.all()))
    dialog.form.set_value("forum_id", workspace.run(lambda uow: uow.forums.wednesday_group()).id)
    dialog.import_button.click()
    assert workspace.run(lambda uow: len(uow.meetings.all())) == before + 5
    assert not dialog.isVisible()


def test_a_calendar_file_holds_everything_a_forum_or_a_series(
    page: CalendarPage, workspace: Workspace, tmp_path: Path
) -> None:
    planned(workspace)
    workspace.run(planned_network)
    workspace.run(even_weeks)
    page.activate()
    ask_scope(page._context, page)
    (dialog,) = page.findChildren(ExportDialog)
    words = [title for title, _scope in dialog._found]
    assert words[0] == "Alle møder i dette skoleår og senere"
    assert {"Onsdagsgruppen: alle møder", "Netværk: alle møder", "Onsdagsgruppen: serien, Lige uger"} <= set(words)
    dialog.form.set_value("what", words.index("Netværk: alle møder"))
    dialog.save_button.click()
    (target,) = page.findChildren(QFileDialog)
    target.fileSelected.emit(str(tmp_path / "netvaerk.ics"))
    target.reject()
    assert (tmp_path / "netvaerk.ics").read_bytes().count(b"BEGIN:VEVENT") == 1


def test_what_is_gone_from_the_other_calendar_is_cancelled_when_ticked(
    page: CalendarPage, workspace: Workspace, tmp_path: Path
) -> None:
    whole = (DATA / "udvalgte-moeder-outlook.ics").read_bytes()
    group = workspace.run(lambda uow: uow.forums.wednesday_group()).id
    workspace.run(
        lambda uow: calendar_files.take_over(uow, read(DATA / "udvalgte-moeder-outlook.ics").events, group, of={})
    )
    (tmp_path / "nu.ics").write_bytes(whole.replace(b"COUNT=4", b"COUNT=3"))
    page.activate()
    import_file(page._context, page)
    (dialog,) = page.findChildren(ImportDialog)
    assert dialog.form.row("gone").isHidden()
    dialog.read_file(tmp_path / "nu.ics")
    gone = [one for one in dialog._found if one.fate is EventFate.GONE]
    assert gone
    assert dialog.import_button.text() == "Importér"
    dialog.form.set_value("gone", True)
    dialog.form.changed.emit()
    dialog.import_button.click()
    states = [workspace.run(lambda uow, one=one: uow.meetings.get(one.meeting_id)).state for one in gone]
    assert set(states) == {MeetingState.CANCELLED}


def test_the_list_of_school_holidays_is_stored_after_a_look(page: CalendarPage, workspace: Workspace) -> None:
    page.activate()
    school_holidays(page._context, page)
    (dialog,) = page.findChildren(SchoolCalendarDialog)
    dialog.read_file(DATA / "skoleferie-2026-27.csv")
    (preview,) = dialog.findChildren(PreviewDialog)
    assert preview.store_button.text() == "Gem 9 ferier"
    assert workspace.run(school_calendar.listed) == []
    preview.store_button.click()
    assert len(workspace.run(school_calendar.listed)) == 9
    assert dialog.table.select(lambda row: row[0].name == "Juleferie")


def test_discreet_display_shows_kinds_instead_of_what_was_typed(
    page: CalendarPage, workspace: Workspace, privacy: Privacy
) -> None:
    meeting = planned(workspace)
    workspace.run(
        lambda uow: uow.agenda.add(AgendaItem(meeting_id=meeting.id, number=1, title="Om Figura", responsible="Vibeke"))
    )
    workspace.run(lambda uow: tasks.create(uow, NewTask(title="Ring til Figura", due=date(2026, 11, 27))))
    page.open_record(meeting.id)
    page.activate()
    next(box for box in page.filters._boxes if box.text() == "Frister").setChecked(True)
    assert any("Ring til Figura" in name for name in names(page))
    assert "Om Figura" in pane_words(page)
    privacy.set_discreet(True)
    assert not any("Figura" in name for name in names(page))
    assert any("Egen opgave" in name for name in names(page))
    assert "Figura" not in " ".join(pane_words(page))
    assert "Vibeke" not in pane_words(page)


def pane_words(page: CalendarPage) -> list[str]:
    """What stands in the agenda of the pane now."""
    rows = [
        item.widget() for at in range(page.pane.agenda.count()) if (item := page.pane.agenda.itemAt(at)) is not None
    ]
    return [label.text() for row in rows if row is not None for label in row.findChildren(QLabel)]
