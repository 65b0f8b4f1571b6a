"""Writes meetings as a calendar file (RFC 5545) that mail programs take and update: UID, SEQUENCE, VTIMEZONE."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sspdesk.domain.calendar_files import SPLIT, CalendarEvent

_ZONE = "Europe/Copenhagen"
_HOME = ZoneInfo(_ZONE)
_UTC = ZoneInfo("UTC")
_TIMEZONE = (
    "BEGIN:VTIMEZONE", f"TZID:{_ZONE}", f"X-LIC-LOCATION:{_ZONE}",
    "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip
_LINE = 75
"""Most bytes on a line before it is folded."""


def render(events: Iterable[CalendarEvent], at: datetime) -> bytes:
    """Return the events as a calendar file; ``at`` is the local time it is made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SSP Desk//SSP Desk//DA", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", *_TIMEZONE]
    for event in events:
        lines += _event(event, at)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: CalendarEvent, at: datetime) -> list[str]:
    stamp = at.replace(tzinfo=_HOME).astimezone(_UTC).strftime("%Y%m%dT%H%M%SZ")
    uid, split, name = event.uid.rpartition(SPLIT)
    series = bool(split) and name[:8].isdigit()
    lines = ["BEGIN:VEVENT", f"UID:{_text(uid if series else event.uid)}"]
    if series:
        own = f"RECURRENCE-ID;TZID={_ZONE}" if "T" in name else "RECURRENCE-ID;VALUE=DATE"
        lines.append(f"{own}:{name}")
    lines += [f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}", f"SEQUENCE:{event.sequence}"]
    lines += [_moment("DTSTART", event.starts, event), _moment("DTEND", event.ends, event)]
    lines += [f"SUMMARY:{_text(event.title)}"]
    if event.place:
        lines.append(f"LOCATION:{_text(event.place)}")
    lines += [f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"]
    lines += [f"TRANSP:{'TRANSPARENT' if event.cancelled else 'OPAQUE'}", "END:VEVENT"]
    return lines


def _moment(name: str, moment: datetime, event: CalendarEvent) -> str:
    if event.whole_days:
        return f"{name};VALUE=DATE:{moment:%Y%m%d}"
    return f"{name};TZID={_ZONE}:{moment:%Y%m%dT%H%M%S}"


def _text(words: str) -> str:
    """Return words with the characters escaped that have a meaning in a calendar file; a line break becomes a space."""
    plain = " ".join(words.split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> bytes:
    """Return a line in parts of at most 75 bytes, never cutting a letter, each following part after a space."""
    parts: list[bytes] = []
    part = b""
    for letter in line:
        byte = letter.encode("utf-8")
        if len(part) + len(byte) > _LINE - bool(parts):
            parts.append(part)
            part = b""
        part += byte
    return b"\r\n ".join([*parts, part]) + b"\r\n"
