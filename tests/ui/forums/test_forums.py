"""The forums' page: settings, set-ups, series with its preview, and the year wheel."""

from datetime import date

import pytest

from sspdesk.domain.forums import ForumKind
from sspdesk.domain.series import SeriesRule
from sspdesk.domain.workdays import SchoolBreak
from sspdesk.services import school_calendar, year_wheel
from sspdesk.services.work import Workspace
from sspdesk.ui.forums.forum_dialog import ForumDialog
from sspdesk.ui.forums.preview import read_days
from sspdesk.ui.forums.series_dialog import SeriesDialog
from sspdesk.ui.forums.set_up_dialog import SetUpDialog
from sspdesk.ui.forums.year_wheel_dialog import YearWheelDialog
from tests.services.forum_world import forum_of, with_members
from tests.ui.meeting.conftest import Room, council, room

__all__ = ["council", "room"]


def test_a_forum_without_persons_says_so_and_cannot_be_opened(room: Room, workspace: Workspace) -> None:
    forum = workspace.run(lambda uow: forum_of(uow, ForumKind.LOCAL_COUNCIL))
    room.forums.activate()
    room.forums.open_forum(forum.id)
    dialog = room.dialog(ForumDialog, room.forums)
    box = dialog.form.row("may_name_persons").widget
    assert not box.isEnabled()
    box.setChecked(True)
    dialog.save()
    assert dialog.isVisible()
    assert not workspace.run(lambda uow: uow.forums.get(forum.id)).may_name_persons


def test_members_and_the_usual_agenda_are_edited(room: Room, workspace: Workspace) -> None:
    members = workspace.run(lambda uow: with_members(uow, ForumKind.NETWORK))
    forum = workspace.run(lambda uow: forum_of(uow, ForumKind.NETWORK))
    room.forums.activate()
    room.forums.open_forum(forum.id)
    dialog = room.dialog(ForumDialog, room.forums)
    assert dialog.members.chosen == set(members)
    dialog.members._boxes[members[0]].setChecked(False)
    assert dialog.agenda.sum_label.text() == "90 af 90 minutter"
    dialog.agenda._lines[0].minutes.setText("10")
    dialog.agenda._on_gone_pressed(dialog.agenda._lines[-1])
    assert dialog.agenda.sum_label.text() == "85 af 90 minutter"
    dialog.form.set_value("cadence", "hver anden måned")
    dialog.save()
    assert not dialog.isVisible()
    assert [one.professional_id for one in workspace.run(lambda uow: uow.members.of_forum(forum.id))] == [members[1]]
    items = workspace.run(lambda uow: uow.forum_items.of_forum(forum.id))
    assert [one.number for one in items] == list(range(1, 9))
    assert items[0].minutes == 10
    assert workspace.run(lambda uow: uow.forums.get(forum.id)).cadence == "hver anden måned"


def test_a_set_up_brings_its_forums(room: Room, workspace: Workspace) -> None:
    room.forums.activate()
    before = room.forums.table.model.rowCount()
    room.forums.open_set_ups()
    room.dialog(SetUpDialog, room.forums).buttons_by_code["enhed"].click()
    assert room.forums.table.model.rowCount() == before + 3


def test_the_preview_shows_both_rhythms_what_is_skipped_and_the_gaps(room: Room, workspace: Workspace) -> None:
    workspace.run(
        lambda uow: school_calendar.save(
            uow, SchoolBreak(name="Juleferie", first=date(2026, 12, 19), last=date(2027, 1, 3))
        )
    )
    group = workspace.run(lambda uow: uow.forums.wednesday_group())
    SeriesDialog.ask(room.context, room.forums, group.id)
    dialog = room.dialog(SeriesDialog, room.forums)
    dialog.form.set_value("until", date(2027, 1, 31))
    dialog._preview()
    shown = [
        [dialog.table.model.index(row, column).data() or "" for column in range(4)]
        for row in range(dialog.table.model.rowCount())
    ]
    assert shown[0] == ["uge 48 lige", "ons. 25. nov. 2026", "2 uger", ""]
    assert shown[1] == ["uge 49 ulige", "", "", "ons. 2. dec. 2026"]
    assert ["uge 52 lige", "ons. 23. dec. Juleferie", "", ""] in shown
    assert ["uge 50 lige", "ons. 9. dec. 2026", "4 uger", ""] in shown
    dialog.save()
    assert not dialog.isVisible()
    assert workspace.run(lambda uow: len(uow.meetings.of_forum(group.id))) == 4


def test_a_series_that_cannot_be_says_why_and_stores_nothing(room: Room, workspace: Workspace) -> None:
    forum = workspace.run(lambda uow: forum_of(uow, ForumKind.NETWORK))
    SeriesDialog.ask(room.context, room.forums, forum.id)
    dialog = room.dialog(SeriesDialog, room.forums)
    dialog.form.set_value("rule", SeriesRule.BY_HAND)
    dialog._preview()
    assert dialog.count_label.text() == "Skriv mindst én dato."
    dialog.save()
    assert dialog.isVisible()
    assert workspace.run(lambda uow: uow.series.count()) == 0
    dialog.form.set_value("days", "2.12.2026, 14.1.2027")
    dialog.save()
    assert workspace.run(lambda uow: [one.starts_at.date() for one in reversed(uow.meetings.of_forum(forum.id))]) == [
        date(2026, 12, 2),
        date(2027, 1, 14),
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2.12.2026", (date(2026, 12, 2),)),
        ("14/1, 2.12", (date(2026, 12, 2), date(2027, 1, 14))),
        ("31.2.2027", None),
        ("i morgen", None),
        ("", ()),
    ],
)
def test_dates_by_hand_are_read(text: str, days: tuple[date, ...] | None) -> None:
    assert read_days(text, date(2026, 11, 23)) == days


def test_a_reminder_is_switched_on_and_off(room: Room, workspace: Workspace) -> None:
    room.forums.open_year_wheel()
    dialog = room.dialog(YearWheelDialog, room.forums)
    rows = workspace.run(year_wheel.listed)
    dialog.table.opened.emit(rows[0])
    assert workspace.run(year_wheel.listed)[0].reminded_on is not None
    dialog.table.opened.emit(workspace.run(year_wheel.listed)[0])
    assert workspace.run(year_wheel.listed)[0].reminded_on is None
