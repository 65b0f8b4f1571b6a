"""Calendar files: nothing personal can be in them, a change reaches other calendars, and what comes back is known."""

import uuid
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from sspdesk.domain.agenda import AgendaItem
from sspdesk.domain.calendar_files import CalendarEvent, CalendarFile, EventFate, Scope
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import Forum, ForumKind
from sspdesk.domain.ids import ForumId, MeetingId
from sspdesk.domain.meetings import Meeting, MeetingState
from sspdesk.domain.series import Series
from sspdesk.exchange.icalendar.reading import read
from sspdesk.services import calendar, calendar_files, meetings, series
from sspdesk.services.work import UnitOfWork, Workspace, apply_undo

DATA = Path(__file__).resolve().parents[1] / "data"
START = datetime(2026, 12, 2, 9)


def forum(uow: UnitOfWork, kind: ForumKind) -> Forum:
    found = uow.forums.of_kind(kind)
    return found[0] if found else uow.forums.add(Forum(kind=kind, name=kind.value.capitalize()))


def planned(workspace: Workspace, kind: ForumKind = ForumKind.LOCAL_COUNCIL, **facts: object) -> Meeting:
    values = {"starts_at": START, "ends_at": START + timedelta(hours=2), "place": "Rådhuset, lokale 2", **facts}
    return workspace.run(
        lambda uow: uow.meetings.add(Meeting(forum_id=forum(uow, kind).id, **values))  # type: ignore[arg-type]
    )


def exported(workspace: Workspace, meeting_id: MeetingId | None = None) -> bytes:
    scope = Scope(meeting_id=meeting_id)
    return workspace.run(lambda uow: calendar_files.export(uow, scope)).value.content


def written(tmp_path: Path, content: bytes) -> CalendarFile:
    path = tmp_path / "moeder.ics"
    path.write_bytes(content)
    return read(path)


def fates(workspace: Workspace, file: CalendarFile) -> list[EventFate]:
    return [one.fate for one in workspace.run(lambda uow: calendar_files.compare_events(uow, file.events))]


def import_all(workspace: Workspace, file: CalendarFile, forum_id: ForumId | None = None) -> int:
    return workspace.run(lambda uow: calendar_files.take_over(uow, file.events, forum_id, of={})).value


def test_agenda_title_summary_and_an_exit_meetings_place_are_never_in_the_file(workspace: Workspace) -> None:
    secret = "Figura Fiktiv"
    open_one = planned(workspace, title=secret, summary=secret)
    planned(workspace, ForumKind.EXIT, title=secret, place=f"Hos {secret}")
    planned(workspace, ForumKind.RELEASE, place="Anstalten ved Fjorden")
    workspace.run(lambda uow: uow.agenda.add(AgendaItem(meeting_id=open_one.id, number=1, title=secret, note=secret)))
    text = exported(workspace).decode().replace("\r\n ", "")
    assert "Figura" not in text
    assert "Anstalten" not in text
    found = {str(one["SUMMARY"]): str(one.get("LOCATION", "")) for one in Calendar.from_ical(text).walk("VEVENT")}
    names = {"Optaget", workspace.run(lambda uow: forum(uow, ForumKind.RELEASE)).name}
    assert names < set(found)
    assert [place for place in found.values() if place] == ["Rådhuset, lokale 2"]
    allowed = {
        *("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS"),
        "TRANSP",
    }
    assert all(set(one) <= allowed for one in Calendar.from_ical(text).walk("VEVENT"))


def test_a_changed_cancelled_or_undone_meeting_has_the_same_name_and_a_higher_count(workspace: Workspace) -> None:
    meeting = planned(workspace)
    seen = []

    def look() -> None:
        (one,) = Calendar.from_ical(exported(workspace, meeting.id)).walk("VEVENT")
        seen.append((str(one["UID"]), int(one["SEQUENCE"]), str(one["STATUS"]), one["DTSTART"].dt.day))

    look()
    moved = workspace.run(lambda uow: calendar.move(uow, meeting.id, START.date() + timedelta(days=1)))
    look()
    assert moved.undo is not None
    token = moved.undo
    workspace.run(lambda uow: apply_undo(uow, token))
    look()
    workspace.run(lambda uow: meetings.cancel(uow, meeting.id))
    look()
    assert len({uid for uid, *_rest in seen}) == 1
    assert uuid.UUID(seen[0][0])
    assert [sequence for _uid, sequence, *_rest in seen] == sorted({sequence for _uid, sequence, *_rest in seen})
    assert [(status, day) for *_rest, status, day in seen] == [
        ("CONFIRMED", 2), ("CONFIRMED", 3), ("CONFIRMED", 2), ("CANCELLED", 2),
    ]  # fmt: skip


def test_what_we_export_comes_back_as_what_is_already_there(workspace: Workspace, tmp_path: Path) -> None:
    planned(workspace)
    planned(workspace, ForumKind.EXIT, starts_at=START + timedelta(days=1), ends_at=START + timedelta(days=1, hours=1))
    planned(workspace, ForumKind.CIRCLE, starts_at=datetime(2027, 1, 19), ends_at=datetime(2027, 1, 21))
    file = written(tmp_path, exported(workspace))
    assert len(file.events) == 3
    assert fates(workspace, file) == [EventFate.SAME] * 3
    assert import_all(workspace, file) == 0


def test_the_outlook_sample_is_imported_once_and_then_known(workspace: Workspace) -> None:
    file = read(DATA / "udvalgte-moeder-outlook.ics")
    local = workspace.run(lambda uow: forum(uow, ForumKind.LOCAL_COUNCIL))
    assert fates(workspace, file) == [EventFate.NEW] * 5
    assert import_all(workspace, file, local.id) == 5
    assert fates(workspace, file) == [EventFate.SAME] * 5
    assert import_all(workspace, file, local.id) == 0
    stored = workspace.run(lambda uow: uow.meetings.of_forum(local.id))
    assert (datetime(2027, 1, 19), datetime(2027, 1, 21)) in {(one.starts_at, one.ends_at) for one in stored}


def test_a_new_time_in_the_other_calendar_moves_the_meeting_and_an_older_file_does_not(workspace: Workspace) -> None:
    local = workspace.run(lambda uow: forum(uow, ForumKind.LOCAL_COUNCIL))

    def event(sequence: int, hour: int, *, cancelled: bool = False) -> CalendarFile:
        start = START.replace(hour=hour)
        found = CalendarEvent(uid="x@y", sequence=sequence, cancelled=cancelled, starts=start,
                              ends=start + timedelta(hours=1), title="Møde")  # fmt: skip
        return CalendarFile(events=(found,))

    import_all(workspace, event(3, 10), local.id)
    import_all(workspace, event(4, 14))
    (meeting,) = workspace.run(lambda uow: [one for one in uow.meetings.all() if one.uid == "x@y"])
    assert (meeting.starts_at.hour, meeting.title) == (14, "Møde")
    assert fates(workspace, event(3, 10)) == [EventFate.OLDER]
    assert fates(workspace, event(5, 14, cancelled=True)) == [EventFate.CANCELLED]
    import_all(workspace, event(5, 14, cancelled=True))
    assert workspace.run(lambda uow: uow.meetings.get(meeting.id)).state is MeetingState.CANCELLED


def test_a_held_meeting_stays_whatever_the_file_says(workspace: Workspace, tmp_path: Path) -> None:
    meeting = planned(workspace)
    file = written(tmp_path, exported(workspace).replace(b"20261202T090000", b"20261209T090000")
                   .replace(b"20261202T110000", b"20261209T110000"))  # fmt: skip
    assert fates(workspace, file) == [EventFate.CHANGED]
    workspace.run(lambda uow: uow.meetings.save(
        Meeting(**{**{name: getattr(meeting, name) for name in meeting.__dataclass_fields__},
                   "state": MeetingState.HELD})))  # fmt: skip
    assert fates(workspace, file) == [EventFate.HELD]
    assert import_all(workspace, file) == 0


def test_a_meeting_of_no_known_forum_needs_one_and_nothing_is_half_imported(workspace: Workspace) -> None:
    file = read(DATA / "udvalgte-moeder-outlook.ics")
    before = workspace.run(lambda uow: len(uow.meetings.all()))
    with pytest.raises(DomainError) as refused:
        workspace.run(lambda uow: calendar_files.take_over(uow, file.events, None, of={}))
    assert (refused.value.code, refused.value.field) == ("event_without_forum", "forum_id")
    assert workspace.run(lambda uow: len(uow.meetings.all())) == before


def series_event(day: int, hour: int = 13, name: str = "", **facts: object) -> CalendarEvent:
    start = datetime(2026, 12, day, hour)
    values = {
        "uid": f"s@y/{name or f'202612{day:02}T130000'}",
        "sequence": 1,
        "starts": start,
        "title": "Lokalrådsmøde",
    }
    return CalendarEvent(**(values | {"ends": start + timedelta(hours=2)} | facts))  # type: ignore[arg-type]


def file_of(*events: CalendarEvent) -> CalendarFile:
    return CalendarFile(events=events)


def test_an_occurrence_that_is_gone_from_its_series_is_told_and_cancelled_only_when_asked(workspace: Workspace) -> None:
    local = workspace.run(lambda uow: forum(uow, ForumKind.LOCAL_COUNCIL))
    import_all(workspace, file_of(series_event(3), series_event(10), series_event(17)), local.id)
    fewer = file_of(series_event(3), series_event(17))
    found = workspace.run(lambda uow: calendar_files.compare_events(uow, fewer.events))
    assert [one.fate for one in found] == [EventFate.SAME, EventFate.GONE, EventFate.SAME]
    gone = [one.meeting_id for one in found if one.fate is EventFate.GONE and one.meeting_id is not None]
    assert import_all(workspace, fewer) == 0
    assert workspace.run(lambda uow: uow.meetings.get(gone[0])).ahead
    done = workspace.run(lambda uow: calendar_files.take_over(uow, fewer.events, None, of={}, gone=gone))
    assert done.value == 1
    assert workspace.run(lambda uow: uow.meetings.get(gone[0])).state is MeetingState.CANCELLED
    assert fates(workspace, fewer) == [EventFate.SAME, EventFate.SAME]
    assert fates(workspace, file_of(series_event(3, uid="andet@sted"))) == [EventFate.NEW]


def test_a_series_that_got_another_time_of_day_moves_its_meetings_and_makes_no_new_ones(workspace: Workspace) -> None:
    local = workspace.run(lambda uow: forum(uow, ForumKind.LOCAL_COUNCIL))
    import_all(workspace, file_of(series_event(3), series_event(10)), local.id)
    before = workspace.run(lambda uow: len(uow.meetings.all()))
    later = file_of(*(series_event(day, 14, f"202612{day:02}T140000", sequence=2) for day in (3, 10)))
    assert fates(workspace, later) == [EventFate.CHANGED] * 2
    assert import_all(workspace, later) == 2
    stored = workspace.run(lambda uow: uow.meetings.of_forum(local.id))
    assert len(workspace.run(lambda uow: uow.meetings.all())) == before
    assert {one.starts_at.hour for one in stored} == {14}
    assert fates(workspace, later) == [EventFate.SAME] * 2


def test_our_own_meeting_of_the_day_is_recognised_and_takes_over_time_and_place(workspace: Workspace) -> None:
    meeting = planned(workspace, starts_at=datetime(2026, 12, 3, 13), ends_at=datetime(2026, 12, 3, 14, 30))
    file = read(DATA / "udvalgte-moeder-outlook.ics")
    found = workspace.run(lambda uow: calendar_files.compare_events(uow, file.events))
    (own,) = [one for one in found if one.fate is EventFate.OURS]
    assert (own.meeting_id, own.event.starts) == (meeting.id, datetime(2026, 12, 3, 13))
    local = workspace.run(lambda uow: uow.meetings.get(meeting.id)).forum_id
    assert import_all(workspace, file, local) == 5
    stored = workspace.run(lambda uow: uow.meetings.get(meeting.id))
    assert (stored.ends_at, stored.uid) == (datetime(2026, 12, 3, 15), own.event.uid)
    on_that_day = workspace.run(lambda uow: uow.meetings.between(datetime(2026, 12, 3), datetime(2026, 12, 4)))
    assert [one.id for one in on_that_day] == [meeting.id]
    assert fates(workspace, file) == [EventFate.SAME] * 5


def test_a_meeting_that_its_series_dropped_is_called_off_in_the_other_calendar(workspace: Workspace) -> None:
    def make(uow: UnitOfWork) -> Series:
        local = forum(uow, ForumKind.LOCAL_COUNCIL)
        wanted = Series(
            forum_id=local.id, interval=1, weekday=3, anchor=date(2026, 12, 3), until=date(2026, 12, 17),
            starts_at=time(13),
        )  # fmt: skip
        return series.save(uow, wanted).value

    stored = workspace.run(make)
    before = {str(one["UID"]): one for one in Calendar.from_ical(exported(workspace)).walk("VEVENT")}
    fewer = workspace.run(lambda uow: series.save(uow, replace(stored, interval=2)))
    whole = {str(one["UID"]): one for one in Calendar.from_ical(exported(workspace)).walk("VEVENT")}
    assert set(whole) == set(before)
    (dropped,) = [one for one in whole.values() if str(one["STATUS"]) == "CANCELLED"]
    assert dropped["DTSTART"].dt.day == 10
    assert int(dropped["SEQUENCE"]) > int(before[str(dropped["UID"])]["SEQUENCE"])
    only = workspace.run(lambda uow: calendar_files.export(uow, Scope(series_id=stored.id))).value
    assert only.count == 3
    elsewhere = workspace.run(lambda uow: forum(uow, ForumKind.NETWORK))
    assert (
        b"CANCELLED"
        not in workspace.run(lambda uow: calendar_files.export(uow, Scope(forum_id=elsewhere.id))).value.content
    )
    assert fewer.undo is not None
    token = fewer.undo
    workspace.run(lambda uow: apply_undo(uow, token))
    back = {str(one["UID"]): one for one in Calendar.from_ical(exported(workspace)).walk("VEVENT")}
    assert {str(one["STATUS"]) for one in back.values()} == {"CONFIRMED"}
    assert int(back[str(dropped["UID"])]["SEQUENCE"]) > int(dropped["SEQUENCE"])


def test_what_was_dropped_before_any_file_was_made_is_in_none(workspace: Workspace) -> None:
    meeting = planned(workspace)
    workspace.run(lambda uow: uow.meetings.remove(meeting.id))
    other = planned(workspace)
    assert workspace.run(lambda uow: calendar_files.export(uow, Scope())).value.count == 1
    assert other.id != meeting.id
