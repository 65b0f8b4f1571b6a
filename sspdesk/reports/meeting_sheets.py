"""Two sheets for the meeting room: the attendance sheet to sign, and the speaking times of the items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from reportlab.platypus import Flowable, Spacer

from sspdesk.domain.papers import Copy, Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels.dates import NBSP
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingItem:
    """One item with when it begins and how many minutes it has; no title where only the number may be told."""

    number: int
    title: str
    minutes: int
    starts: time | None = None
    responsible: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSheet:
    """What both sheets show: professionals and items, never a person of the list."""

    paper: Letterhead
    forum: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    people: tuple[tuple[str, str], ...] = ()
    items: tuple[SpeakingItem, ...] = ()


def render_attendance(data: MeetingSheet, copies: Sequence[Copy] = ()) -> bytes:
    """Return the attendance sheet: name, role and a line to sign on, with empty lines for guests."""
    rows: list[list[str]] = [[name, role, ""] for name, role in data.people] + [[NBSP, "", ""]] * 4
    heads = [_("Name"), _("Role"), _("Signature")]
    table = parts.table(heads, rows, [220, 190, 264], padding=9)
    return _built(data, _("Attendance: {forum}"), [Spacer(1, 10), table], copies)


def render_speaking_times(data: MeetingSheet, copies: Sequence[Copy] = ()) -> bytes:
    """Return the speaking times: when each item begins, its minutes, and room for what it really took."""
    rows = [
        [
            dates.clock(item.starts) if item.starts is not None else "",
            f"{item.number}.",
            item.title,
            str(item.minutes),
            item.responsible,
            "",
        ]
        for item in data.items
    ]
    heads = [_("Time"), "", _("Item"), _("Min."), _("Responsible"), _("Took")]
    styles = [parts.STRONG, parts.BODY, parts.BODY, parts.NUMBER, parts.BODY, parts.BODY]
    table = parts.table(heads, rows, [58, 28, 300, 44, 170, 74], styles=styles, padding=6)
    return _built(data, _("Speaking times: {forum}"), [Spacer(1, 10), table], copies)


def _built(data: MeetingSheet, title: str, story: list[Flowable], copies: Sequence[Copy]) -> bytes:
    heading = title.format(forum=data.forum)
    day = data.starts_at.date()
    sheet = house.Sheet(
        paper=data.paper,
        title=f"{heading}, {dates.plain_day(day)}",
        running=f"{heading} · {dates.day(day)}",
        footer=_("No personal data stands on this paper."),
        confidential=False,
    )
    when = f"{dates.span(data.starts_at, data.ends_at)} · {dates.week(day)}"
    return house.build(
        sheet,
        [*parts.title(heading, when), parts.facts([(_("Place"), data.place)]), *story],
        [Copy(*copy) for copy in copies],
    )
