"""How a meeting, its items and its time plan read on the page."""

from sspdesk.domain.agenda import ItemKind
from sspdesk.domain.meetings import Meeting, MeetingState
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import forums as labels
from sspdesk.services import paper_items
from sspdesk.services.agenda import AgendaView, ItemRow
from sspdesk.ui.shared.cells import BadgeSpec, Cell

STATE_ICONS = {
    MeetingState.PLANNED: ("calendar-days", "neutral"),
    MeetingState.INVITED: ("calendar-days", "info"),
    MeetingState.AGENDA_SENT: ("calendar-days", "info"),
    MeetingState.MOVED: ("triangle-alert", "warn"),
    MeetingState.HELD: ("circle-dot", "info"),
    MeetingState.MINUTES_DRAFT: ("file-text", "warn"),
    MeetingState.MINUTES_APPROVED: ("lock", "ok"),
    MeetingState.CANCELLED: ("ban", "neutral"),
}


def when_and_where(meeting: Meeting) -> str:
    """Return date, time, week, place and number in the series of a meeting."""
    number = _("no. {number}").format(number=meeting.number) if meeting.number is not None else ""
    moved = _("moved from {day}").format(day=dates.day_short(meeting.moved_from.date())) if meeting.moved_from else ""
    parts = (
        dates.span(meeting.starts_at, meeting.ends_at),
        dates.week(meeting.starts_at.date()),
        meeting.place,
        meeting.title,
        number,
        moved,
    )
    return " · ".join(one for one in parts if one)


def plan(view: AgendaView) -> tuple[str, str]:
    """Return what the time plan says and its tone."""
    length = view.plan.planned + view.plan.left
    if view.plan.left < 0:
        words = ngettext("{count} minute too many", "{count} minutes too many", -view.plan.left)
        return words.format(count=-view.plan.left), "danger"
    if view.plan.left:
        words = ngettext("{count} minute of {length} is free", "{count} minutes of {length} are free", view.plan.left)
        return words.format(count=view.plan.left, length=length), "muted"
    return _("The times add up to {length} minutes").format(length=length), "muted"


def time_cell(row: ItemRow) -> Cell:
    """Return when an item begins."""
    return Cell(text=dates.clock(row.starts) if row.starts is not None else "–", tint="muted")


def number_cell(row: ItemRow) -> Cell:
    """Return the number of an item."""
    return Cell(text=f"{row.item.number}.")


def item_cell(view: AgendaView, row: ItemRow) -> Cell:
    """Return title, kind and note of an item."""
    kind = labels.item_kind(row.item.kind)
    note = paper_items.note(view, row)
    return Cell(
        text=row.item.title,
        strong=row.item.on_agenda,
        second=" · ".join(one for one in (kind if kind != row.item.title else "", note) if one),
    )


def mark_cell(row: ItemRow) -> Cell:
    """Return what is special about an item: on hold, closed, what is agreed on it, carried on, or its papers."""
    open_actions = sum(one.task.done_on is None for one in row.actions)
    if not row.item.on_agenda:
        return Cell(badges=(BadgeSpec(_("on hold"), "hourglass", "warn"),))
    if row.item.closed:
        return Cell(badges=(BadgeSpec(_("closed"), "lock", "neutral"),))
    if open_actions:
        words = ngettext("{count} agreement", "{count} agreements", open_actions).format(count=open_actions)
        return Cell(badges=(BadgeSpec(words, "circle-check", "accent"),))
    if row.came_from is not None:
        return Cell(badges=(BadgeSpec(_("from {day}").format(day=dates.day_short(row.came_from)), "undo-2", "info"),))
    if row.files:
        words = ngettext("{count} paper", "{count} papers", len(row.files)).format(count=len(row.files))
        return Cell(badges=(BadgeSpec(words, "file-text", "neutral"),))
    return Cell()


def person_cell(row: ItemRow) -> Cell:
    """Return whom an item is about."""
    return Cell(text=row.person.name if row.person is not None else "", is_name=True)


def responsible_cell(view: AgendaView, row: ItemRow) -> Cell:
    """Return who leads an item; before the meeting also that nobody does."""
    if row.responsible or not row.item.on_agenda or not view.meeting.ahead:
        return Cell(detail=row.responsible)
    return Cell(text=_("missing"), icon="triangle-alert", icon_tint="warn", tint="warn")


def minutes_cell(row: ItemRow) -> Cell:
    """Return the minutes of an item."""
    return Cell(text=str(row.item.minutes) if row.item.on_agenda else "")


def kinds_of(view: AgendaView) -> list[ItemKind]:
    """Return the kinds an item can have in a forum."""
    return [
        kind
        for kind in ItemKind
        if (kind is not ItemKind.POLICE_LIST or view.forum.has_police_list)
        and (kind is not ItemKind.PERSON or view.forum.may_name_persons)
    ]
