"""Calendar files: what mail programs send is read, what we write they read, and what we write we read again."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from sspdesk.domain.calendar_files import CalendarEvent, whole_days
from sspdesk.domain.errors import KnownError
from sspdesk.exchange.icalendar.reading import event_of, read
from sspdesk.exchange.icalendar.writing import render
from sspdesk.exchange.tables.calendar_file import read_calendar

DATA = Path(__file__).resolve().parents[1] / "data"
HOME = ZoneInfo("Europe/Copenhagen")
AT = datetime(2026, 11, 23, 9)


def calendar(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", "")).encode()


def event(*lines: str) -> bytes:
    return calendar("BEGIN:VEVENT", "UID:a@b", "SUMMARY:Møde", *lines, "END:VEVENT")


def events(data: bytes) -> list[CalendarEvent]:
    return [found for row in read_calendar(data).rows if (found := event_of(row)) is not None]


def starts(data: bytes) -> list[datetime]:
    return [one.starts for one in events(data)]


def test_the_outlook_sample_is_read_with_windows_zones_exceptions_and_whole_days() -> None:
    found = read(DATA / "udvalgte-moeder-outlook.ics")
    assert found.unread == ()
    assert [(one.title, one.starts, one.ends, one.place) for one in found.events[:3]] == [
        ("Lokalrådsmøde", datetime(2026, 12, 3, 13), datetime(2026, 12, 3, 15), "Rådhuset, lokale 2"),
        ("Lokalrådsmøde", datetime(2027, 6, 3, 13), datetime(2027, 6, 3, 15), "Rådhuset, lokale 2"),
        ("Lokalrådsmøde", datetime(2027, 9, 2, 13), datetime(2027, 9, 2, 15), "Rådhuset, lokale 2"),
    ]
    whole = found.events[-1]
    assert (whole.whole_days, whole.starts, whole.ends) == (True, datetime(2027, 1, 19), datetime(2027, 1, 21))
    assert len({one.uid for one in found.events}) == len(found.events) == 5


def test_a_changed_and_a_cancelled_occurrence_take_the_place_of_the_planned_one() -> None:
    data = calendar(
        *("BEGIN:VEVENT", "UID:s", "SUMMARY:Netværk", "DTSTART;TZID=Romance Standard Time:20261021T140000"),
        *("DURATION:PT2H", "RRULE:FREQ=WEEKLY;UNTIL=20261111T130000Z", "END:VEVENT"),
        *("BEGIN:VEVENT", "UID:s", "SUMMARY:Netværk", "RECURRENCE-ID;TZID=Romance Standard Time:20261028T140000"),
        *("DTSTART;TZID=Romance Standard Time:20261029T150000", "DURATION:PT1H", "END:VEVENT"),
        *("BEGIN:VEVENT", "UID:s", "RECURRENCE-ID:20261104T130000Z", "DTSTART:20261104T130000Z"),
        *("STATUS:CANCELLED", "END:VEVENT"),
    )
    found = {one.uid: one for one in events(data)}
    assert {uid: (one.starts, one.cancelled) for uid, one in found.items()} == {
        "s/20261021T140000": (datetime(2026, 10, 21, 14), False),
        "s/20261028T140000": (datetime(2026, 10, 29, 15), False),
        "s/20261104T140000": (datetime(2026, 11, 4, 14), True),
        "s/20261111T140000": (datetime(2026, 11, 11, 14), False),
    }


def test_a_series_keeps_its_clock_time_over_summer_time_in_its_own_zone() -> None:
    ours = event("DTSTART;TZID=Romance Standard Time:20270321T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")
    assert starts(ours) == [datetime(2027, 3, 21, 9), datetime(2027, 3, 28, 9), datetime(2027, 4, 4, 9)]
    new_york = event("DTSTART;TZID=Eastern Standard Time:20270310T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert starts(new_york) == [datetime(2027, 3, 10, 15), datetime(2027, 3, 17, 14)]
    utc = event("DTSTART:20270327T080000Z", "DTEND:20270327T090000Z")
    assert starts(utc) == [datetime(2027, 3, 27, 9)]


def test_a_series_without_an_end_is_kept_within_bounds_and_a_rule_that_never_ends_is_unread() -> None:
    weekly = event("DTSTART:20200101T090000", "RRULE:FREQ=WEEKLY")
    assert 150 < len(starts(weekly)) < 260
    assert starts(event("DTSTART:20200101T090000", "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")) == []


@pytest.mark.parametrize("data", [b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026", b"hej"])
def test_a_cut_off_or_senseless_file_is_refused(data: bytes) -> None:
    with pytest.raises(KnownError) as refused:
        read_calendar(data)
    assert refused.value.code == "list_corrupt"


def test_an_event_that_cannot_be_read_is_named_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "kalender.ics"
    good = ("BEGIN:VEVENT", "UID:g", "SUMMARY:God", "DTSTART:20261130T090000", "END:VEVENT")
    path.write_bytes(calendar("BEGIN:VEVENT", "UID:x", "SUMMARY:Syg", "DTSTART:31-02", "END:VEVENT", *good))
    found = read(path)
    assert found.unread == ("Syg",)
    assert [(one.title, one.ends - one.starts) for one in found.events] == [("God", timedelta(hours=1))]


moments = st.datetimes(datetime(2000, 1, 1), datetime(2049, 12, 30)).map(lambda one: one.replace(microsecond=0))
words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=120).map(
    lambda text: " ".join(text.split())
)


@st.composite
def meetings(draw: st.DrawFn) -> CalendarEvent:
    start = draw(moments)
    if draw(st.booleans()):
        start = datetime.combine(start.date(), datetime.min.time())
        end = start + timedelta(days=draw(st.integers(1, 5)))
    else:
        end = start + timedelta(minutes=draw(st.integers(5, 600)))
    return CalendarEvent(
        uid=draw(st.uuids()).hex,
        sequence=draw(st.integers(0, 50)),
        cancelled=draw(st.booleans()),
        starts=start,
        ends=end,
        whole_days=whole_days(start, end),
        title=draw(words),
        place=draw(words),
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(meetings(), min_size=1, max_size=4, unique_by=lambda one: one.uid))
def test_what_we_write_we_read_to_the_same(wanted: list[CalendarEvent]) -> None:
    assert events(render(wanted, AT)) == wanted


@settings(max_examples=40, deadline=None)
@given(st.lists(meetings(), min_size=1, max_size=4, unique_by=lambda one: one.uid))
def test_other_programs_read_the_same_times_and_no_line_is_too_long(wanted: list[CalendarEvent]) -> None:
    data = render(wanted, AT)
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    found = {str(one["UID"]): one for one in Calendar.from_ical(data).walk("VEVENT")}
    for one in wanted:
        there = found[one.uid]
        start, end = there["DTSTART"].dt, there["DTEND"].dt
        if one.whole_days:
            assert (start, end) == (one.starts.date(), one.ends.date())
        else:
            assert (start.replace(tzinfo=None), end.replace(tzinfo=None)) == (one.starts, one.ends)
            assert start.utcoffset() == one.starts.replace(tzinfo=HOME).utcoffset()
        assert (int(there["SEQUENCE"]), str(there["STATUS"])) == (
            one.sequence,
            "CANCELLED" if one.cancelled else "CONFIRMED",
        )


def test_recurring_ical_events_finds_each_meeting_once_on_its_day() -> None:
    days = [datetime(2026, 8, 12, 9) + timedelta(weeks=2 * turn) for turn in range(20)]
    written = [
        CalendarEvent(uid=f"{at}", starts=day, ends=day + timedelta(hours=2), title="Onsdagsgruppen")
        for at, day in enumerate(days)
    ]
    found = recurring_ical_events.of(Calendar.from_ical(render(written, AT))).between((2026, 8, 1), (2027, 7, 31))
    assert sorted(one["DTSTART"].dt.replace(tzinfo=None) for one in found) == days


def test_our_reader_agrees_with_recurring_ical_events_on_the_sample() -> None:
    raw = (DATA / "udvalgte-moeder-outlook.ics").read_bytes()
    theirs = recurring_ical_events.of(Calendar.from_ical(raw)).between((2026, 1, 1), (2028, 1, 1))
    timed = sorted(one["DTSTART"].dt.replace(tzinfo=None) for one in theirs if isinstance(one["DTSTART"].dt, datetime))
    assert timed == sorted(one.starts for one in events(raw) if not one.whole_days)


def test_a_calendar_is_not_taken_for_a_police_list() -> None:
    from sspdesk.exchange.tables.reading import read as read_list

    with pytest.raises(KnownError) as refused:
        read_list(DATA / "udvalgte-moeder-outlook.ics")
    assert refused.value.code == "list_unknown_format"
