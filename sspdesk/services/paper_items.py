"""What of an agenda may stand on a paper: the one place where closed items and persons are left out by construction."""

from datetime import time

from sspdesk.domain.agenda import ItemKind
from sspdesk.domain.ids import ItemId, PersonId
from sspdesk.domain.names import initials
from sspdesk.domain.persons import Person
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import tasks as task_words
from sspdesk.reports.agenda import AgendaItem, Agreed
from sspdesk.reports.meeting_sheets import SpeakingItem
from sspdesk.reports.minutes import MinuteItem
from sspdesk.services.agenda import AgendaView, ItemRow
from sspdesk.services.tasks import TaskRow
from sspdesk.storage.unit_of_work import UnitOfWork


def closed_away(view: AgendaView, row: ItemRow) -> bool:
    """Whether only the number of an item may be told: it is closed, and the forum gets no personal data."""
    return row.item.closed and not view.forum.may_name_persons


def persons(view: AgendaView) -> tuple[Person, ...]:
    """Return the persons the items are tied to, each once."""
    found: dict[PersonId, Person] = {}
    for row in view.rows:
        if row.person is not None:
            found[row.person.id] = row.person
    return tuple(found.values())


def agenda_items(view: AgendaView, *, names: bool) -> tuple[AgendaItem, ...]:
    """Return the items of the printed agenda with their times; persons as initials unless ``names``."""
    found = []
    for row in view.rows:
        if not row.item.on_agenda:
            continue
        if closed_away(view, row):
            found.append(AgendaItem(number=row.item.number, title="", closed_away=True))
            continue
        found.append(
            AgendaItem(
                number=row.item.number,
                title=_title(view, row, names=names),
                note=note(view, row),
                starts=_clock(row),
                responsible=row.responsible,
            )
        )
    return tuple(found)


def _title(view: AgendaView, row: ItemRow, *, names: bool) -> str:
    if row.item.kind is ItemKind.POLICE_LIST:
        return ngettext("{count} contact from the police", "{count} contacts from the police", view.contacts).format(
            count=view.contacts
        )
    if row.person is None:
        return row.item.title
    who = row.person.name if names else initials(row.person.first_name, row.person.last_name)
    return f"{row.item.title} · {who}"


def note(view: AgendaView, row: ItemRow) -> str:
    """Return an item's note, with what the program knows of last minutes, open agreements and the next meeting."""
    known = {
        ItemKind.MINUTES: _previous(view),
        ItemKind.FOLLOW_UP: _follow_up(view),
        ItemKind.OTHER_BUSINESS: _next(view),
    }.get(row.item.kind, "")
    listed = ", ".join(one for one in (*row.item.papers.splitlines(), *(file.title for file in row.files)) if one)
    papers = _("Papers: {papers}").format(papers=listed) if listed else ""
    return " ".join(one for one in (known, row.item.note, papers) if one)


def _previous(view: AgendaView) -> str:
    if view.previous is None:
        return ""
    day = dates.day(view.previous.starts_at.date())
    if view.previous.locked:
        return _("The minutes of {day} are approved.").format(day=day)
    return _("The minutes of {day} wait for approval.").format(day=day)


def _follow_up(view: AgendaView) -> str:
    count = len(view.follow_up)
    if not count:
        return ""
    day = view.meeting.starts_at.date()
    late = sum(row.task.due is not None and row.task.due < day for row in view.follow_up)
    words = ngettext("{count} agreement is open", "{count} agreements are open", count).format(count=count)
    return f"{words}." if not late else _("{words}, {late} overdue.").format(words=words, late=late)


def _next(view: AgendaView) -> str:
    if view.following is None:
        return ""
    moment = dates.moment(view.following.starts_at)
    return _("Next meeting {moment}, {week}.").format(moment=moment, week=dates.week(view.following.starts_at.date()))


def _clock(row: ItemRow) -> time | None:
    return row.starts.time() if row.starts is not None else None


def follow_up(uow: UnitOfWork, view: AgendaView) -> tuple[Agreed, ...]:
    """Return the open agreements; in a forum without personal data those of closed items and of persons stay out."""
    return tuple(
        Agreed(what=task_words.title(one.task), responsible=one.responsible, due=one.task.due)
        for one in view.follow_up
        if may_stand(uow, view, one)
    )


def may_stand(uow: UnitOfWork, view: AgendaView, row: TaskRow) -> bool:
    """Whether an agreement may stand on the forum's papers."""
    if view.forum.may_name_persons:
        return True
    item = uow.agenda.find(ItemId(row.task.source_id)) if row.task.source_id is not None else None
    return row.task.person_id is None and item is not None and not item.closed


def speaking_items(view: AgendaView) -> tuple[SpeakingItem, ...]:
    """Return the items with their minutes; this sheet lies open in the room, so it never names a person."""
    found = []
    for row in view.rows:
        if row.item.on_agenda:
            title = _("Closed item") if row.item.closed else _title(view, row, names=False)
            found.append(
                SpeakingItem(
                    number=row.item.number,
                    title=title,
                    minutes=row.item.minutes,
                    starts=_clock(row),
                    responsible="" if row.item.closed else row.responsible,
                )
            )
    return tuple(found)


def minute_items(uow: UnitOfWork, view: AgendaView) -> tuple[MinuteItem, ...]:
    """Return what came of the items. Onsdagsgruppen's show only those of which something is written."""
    found = []
    for row in view.rows:
        item = row.item
        written = item.outcome or item.decision or row.actions
        if view.forum.has_police_list and not written:
            continue
        if closed_away(view, row):
            found.append(MinuteItem(number=item.number, title="", closed_away=True))
            continue
        found.append(
            MinuteItem(
                number=item.number,
                title=item.title,
                who=initials(row.person.first_name, row.person.last_name) if row.person is not None else "",
                text=item.outcome,
                decision=item.decision,
                responsible=row.responsible,
                actions=tuple(_action(one) for one in row.actions if may_stand(uow, view, one)),
                on_hold=not item.on_agenda,
            )
        )
    return tuple(found)


def _action(row: TaskRow) -> str:
    due = dates.day(row.task.due) if row.task.due is not None else ""
    return ", ".join(one for one in (task_words.title(row.task), row.responsible, due) if one)
