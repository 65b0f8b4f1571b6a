"""The agenda of a meeting: items, their order and times, what is put on hold, what came of them, and agreed actions."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sspdesk.domain.agenda import AgendaItem, ItemKind, ItemState, TimePlan, check_item, time_plan
from sspdesk.domain.attachments import AgendaPaper
from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import Forum
from sspdesk.domain.ids import ItemId, MeetingId, PaperId, PersonId, ProfessionalId, ReleaseId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Meeting, MeetingState
from sspdesk.domain.persons import Person
from sspdesk.domain.tasks import Source, SourceKind, TaskKind
from sspdesk.services import agenda_persons, item_papers, open_names, people, release_guard, tasks
from sspdesk.services.agenda_start import ensure_follow_up, number_anew
from sspdesk.services.exit_intake import is_exit, require_open
from sspdesk.services.tasks import NewTask, TaskRow
from sspdesk.services.wednesday import workable
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item as the screen shows it. ``person`` is the person it is tied to, for the screen and the paper's initials.

    ``actions`` are what was agreed on it, done ones too; ``came_from`` is the day of the meeting it comes from;
    ``files`` are its papers.
    """

    item: AgendaItem
    starts: datetime | None = None
    responsible: str = ""
    person: Person | None = None
    actions: tuple[TaskRow, ...] = ()
    came_from: date | None = None
    files: tuple[AgendaPaper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaView:
    """A meeting's agenda. ``follow_up`` are actions agreed earlier and still open, ``waiting`` items put on hold."""

    meeting: Meeting
    forum: Forum
    rows: tuple[ItemRow, ...]
    plan: TimePlan
    follow_up: tuple[TaskRow, ...]
    waiting: tuple[AgendaItem, ...]
    contacts: int
    previous: Meeting | None
    following: Meeting | None
    release_id: ReleaseId | None = None
    """The case whose meeting it is, where it is one of a release: it has papers and topics of its own."""

    @property
    def without_responsible(self) -> int:
        """How many items on the agenda nobody is to lead."""
        return sum(row.item.on_agenda and not row.item.has_responsible for row in self.rows)


# -- looking ---------------------------------------------------------------------------------------------------------


def view(uow: UnitOfWork, meeting_id: MeetingId) -> AgendaView:
    """Return the agenda of a meeting with times, people and what is still open from earlier meetings."""
    meeting = uow.meetings.get(meeting_id)
    require_open(uow, meeting)
    items = uow.agenda.of_meeting(meeting_id)
    earlier = [one for one in release_guard.of_forum(uow, meeting) if one.starts_at < meeting.starts_at]
    held = [one for one in earlier if one.state in (MeetingState.MINUTES_APPROVED, MeetingState.MINUTES_DRAFT)]
    return AgendaView(
        meeting=meeting,
        forum=uow.forums.get(meeting.forum_id),
        rows=rows(uow, meeting),
        plan=time_plan(meeting.starts_at, meeting.ends_at, items),
        follow_up=tuple(tasks.rows(uow, release_guard.agreed_before(uow, meeting))),
        waiting=tuple(release_guard.on_hold(uow, meeting)),
        contacts=len(uow.lines.of_meeting(meeting_id)),
        previous=held[0] if held else None,
        following=release_guard.following(uow, meeting),
        release_id=release_guard.case_of(uow, meeting_id),
    )


def rows(uow: UnitOfWork, meeting: Meeting) -> tuple[ItemRow, ...]:
    """Return the items of a meeting the caller may see, in their order."""
    items = uow.agenda.of_meeting(meeting.id)
    starts = time_plan(meeting.starts_at, meeting.ends_at, items).starts
    names = people.names(uow)
    sources = uow.agenda.many(one.carried_from for one in items if one.carried_from is not None)
    meetings = uow.meetings.many(one.meeting_id for one in sources.values())
    files = item_papers.of_items(uow, [one.id for one in items])
    found = []
    for item in items:
        origin = sources.get(item.carried_from) if item.carried_from is not None else None
        found.append(
            ItemRow(
                item=item,
                starts=starts.get(item.id),
                responsible=names.get(item.responsible_id, "") if item.responsible_id else item.responsible,
                person=uow.persons.final(item.person_id) if item.person_id is not None else None,
                actions=tuple(tasks.of_source(uow, Source(SourceKind.ITEM, item.id))),
                came_from=meetings[origin.meeting_id].starts_at.date() if origin is not None else None,
                files=files.get(item.id, ()),
            )
        )
    return tuple(found)


# -- items -----------------------------------------------------------------------------------------------------------


def save_item(uow: UnitOfWork, item: AgendaItem, *, names_confirmed: bool = False) -> Outcome[AgendaItem]:
    """Store a new item at the end of the agenda, or the changes of a known one.

    Raises DomainError("person_not_in_this_forum"), ("names_in_open_text") unless confirmed, ("one_case_a_meeting"),
    ("police_list_elsewhere"), ("item_title_missing"), ("item_minutes") or ("minutes_locked").
    """
    meeting = workable(uow, item.meeting_id)
    checked = _checked(uow, meeting, item)
    _refuse_names(uow, meeting, checked, open_names.stored_of(uow, item.id), confirmed=names_confirmed)
    if not checked.id:
        checked = replace(checked, number=_last_number(uow, meeting.id) + 1)
    stored = uow.agenda.save(checked)
    uow.log(
        Action.CHANGE if item.id else Action.CREATE,
        "agenda_item",
        stored.id,
        meeting=meeting.id,
        **({"person": stored.person_id} if stored.person_id is not None else {}),
    )
    return uow.outcome(stored)


def _checked(uow: UnitOfWork, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    forum = uow.forums.get(meeting.forum_id)
    checked = check_item(item, may_name_persons=forum.may_name_persons)
    if checked.kind is ItemKind.POLICE_LIST and not forum.has_police_list:
        raise DomainError("police_list_elsewhere", "kind")
    if checked.person_id is not None:
        checked = replace(checked, person_id=uow.persons.final(checked.person_id).id)
        before = uow.agenda.find(item.id) if item.id else None
        new = before is None or (before.person_id, before.meeting_id) != (checked.person_id, meeting.id)
        if new and checked.release_id is None:
            agenda_persons.require(uow, meeting.id, PersonId(checked.person_id or 0))
    release_guard.check_item(uow, meeting, forum, checked)
    return checked


def _refuse_names(uow: UnitOfWork, meeting: Meeting, item: AgendaItem, stored: list[str], *, confirmed: bool) -> None:
    forum = uow.forums.get(meeting.forum_id)
    open_names.refuse(uow, forum, open_names.words_of(item), stored, confirmed=confirmed)


def _last_number(uow: UnitOfWork, meeting_id: MeetingId) -> int:
    return max((one.number for one in uow.agenda.of_meeting(meeting_id)), default=0)


def remove_item(uow: UnitOfWork, item_id: ItemId) -> Outcome[None]:
    """Take an item off the agenda. Raises DomainError("item_has_actions") when something was agreed on it."""
    item = uow.agenda.get(item_id)
    workable(uow, item.meeting_id)
    if uow.tasks.of_source(Source(SourceKind.ITEM, item_id)):
        raise DomainError("item_has_actions")
    for later in uow.agenda.carried_on(item_id):
        uow.agenda.save(replace(later, carried_from=None))
    for paper in uow.papers.of_items([item_id]):
        uow.papers.remove(paper.id)
    uow.agenda.remove(item_id)
    number_anew(uow, item.meeting_id)
    uow.log(Action.DELETE, "agenda_item", item_id, meeting=item.meeting_id)
    return uow.outcome(None)


def shift(uow: UnitOfWork, item_id: ItemId, step: int) -> Outcome[None]:
    """Move an item ``step`` places down the agenda (up when negative), as far as it goes."""
    item = uow.agenda.get(item_id)
    workable(uow, item.meeting_id)
    items = uow.agenda.of_meeting(item.meeting_id)
    place = next(at for at, one in enumerate(items) if one.id == item_id)
    items.insert(max(0, min(len(items) - 1, place + step)), items.pop(place))
    number_anew(uow, item.meeting_id, items)
    uow.log(Action.CHANGE, "agenda_item", item_id, meeting=item.meeting_id)
    return uow.outcome(None)


def copy_last(uow: UnitOfWork, meeting_id: MeetingId) -> Outcome[int]:
    """Put the items of the forum's last meeting that are not here already onto the agenda; return how many came.

    What came of them, persons and items put on hold stay where they were. Raises DomainError("no_earlier_agenda").
    """
    meeting = workable(uow, meeting_id)
    earlier = [one for one in uow.meetings.together(meeting) if one.starts_at < meeting.starts_at]
    last = next((found for one in earlier if (found := uow.agenda.of_meeting(one.id))), None)
    if last is None:
        raise DomainError("no_earlier_agenda")
    here = {one.title.casefold() for one in uow.agenda.of_meeting(meeting_id)}
    number = _last_number(uow, meeting_id)
    new = [
        replace(one, id=ItemId(0), meeting_id=meeting_id, number=number + place, outcome="", decision="", papers="")
        for place, one in enumerate(
            (one for one in last if one.on_agenda and one.person_id is None and one.title.casefold() not in here), 1
        )
    ]
    uow.agenda.add_many([replace(one, carried_from=None) for one in new])
    uow.log(Action.CHANGE, "meeting", meeting_id, items=len(new))
    return uow.outcome(len(new))


# -- on hold, taken up, moved ----------------------------------------------------------------------------------------


def put_on_hold(uow: UnitOfWork, item_id: ItemId) -> Outcome[AgendaItem]:
    """Keep an item for a later meeting of the forum; it stays on this agenda as put on hold."""
    item = uow.agenda.get(item_id)
    workable(uow, item.meeting_id)
    stored = uow.agenda.save(replace(item, state=ItemState.ON_HOLD))
    uow.log(Action.CHANGE, "agenda_item", item_id, meeting=item.meeting_id, state=stored.state.value)
    return uow.outcome(stored)


def take_up(uow: UnitOfWork, meeting_id: MeetingId, item_id: ItemId) -> Outcome[AgendaItem]:
    """Put an item that waits onto this meeting's agenda; at the meeting where it was put on hold it just comes back."""
    meeting = workable(uow, meeting_id)
    item = uow.agenda.get(item_id)
    if item.meeting_id == meeting_id:
        stored = uow.agenda.save(replace(item, state=ItemState.ON_AGENDA))
    else:
        stored = uow.agenda.add(_carried(uow, meeting, item))
        uow.papers.add_many([replace(one, id=PaperId(0), item_id=stored.id) for one in uow.papers.of_items([item_id])])
    uow.log(Action.CHANGE, "agenda_item", stored.id, meeting=meeting_id)
    return uow.outcome(stored)


def move_to(
    uow: UnitOfWork, item_id: ItemId, meeting_id: MeetingId, *, names_confirmed: bool = False
) -> Outcome[AgendaItem]:
    """Move an item to another meeting, also of another forum.

    Raises DomainError("person_not_in_this_forum") where the forum gets no personal data, ("papers_stay") where it has
    files, ("names_in_open_text") where its words name somebody and nobody confirmed that no person is meant, or
    ("exit_item_stays") for an item of Exit: nothing is moved then.
    """
    item = uow.agenda.get(item_id)
    before = workable(uow, item.meeting_id)
    meeting = workable(uow, meeting_id)
    if uow.tasks.of_source(Source(SourceKind.ITEM, item_id)):
        raise DomainError("item_has_actions")
    moved = _checked(uow, meeting, replace(item, meeting_id=meeting_id, number=_last_number(uow, meeting_id) + 1))
    forum = uow.forums.get(meeting.forum_id)
    within = uow.meetings.get(item.meeting_id).forum_id == meeting.forum_id
    if not within and not forum.may_name_persons and uow.papers.of_items([item_id]):
        raise DomainError("papers_stay")
    _refuse_names(uow, meeting, moved, [], confirmed=names_confirmed or within)
    if is_exit(uow, before) and not is_exit(uow, meeting):
        raise DomainError("exit_item_stays")
    stored = uow.agenda.save(replace(moved, responsible_id=item.responsible_id))
    number_anew(uow, item.meeting_id)
    uow.log(Action.CHANGE, "agenda_item", item_id, meeting=meeting_id)
    return uow.outcome(stored)


def _carried(uow: UnitOfWork, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    fresh = replace(
        item,
        id=ItemId(0),
        meeting_id=meeting.id,
        number=_last_number(uow, meeting.id) + 1,
        state=ItemState.ON_AGENDA,
        outcome="",
        decision="",
        carried_from=item.id,
    )
    return _checked(uow, meeting, fresh)


# -- at the meeting --------------------------------------------------------------------------------------------------


def set_outcome(
    uow: UnitOfWork, item_id: ItemId, *, outcome: str, decision: str, names_confirmed: bool = False
) -> Outcome[AgendaItem]:
    """Write down what came of an item: the gist of what was said, and what was decided.

    Raises DomainError("names_in_open_text") unless confirmed.
    """
    item = uow.agenda.get(item_id)
    meeting = workable(uow, item.meeting_id)
    wanted = replace(item, outcome=outcome.strip(), decision=decision.strip())
    _refuse_names(uow, meeting, wanted, open_names.stored_of(uow, item_id), confirmed=names_confirmed)
    stored = uow.agenda.save(wanted)
    uow.log(Action.CHANGE, "agenda_item", item_id, meeting=item.meeting_id)
    return uow.outcome(stored)


def add_action(
    uow: UnitOfWork,
    item_id: ItemId,
    title: str,
    *,
    responsible_id: ProfessionalId | None = None,
    due: date | None = None,
    names_confirmed: bool = False,
) -> Outcome[TaskRow]:
    """Agree on who does what: it becomes a task, due at the next meeting unless said otherwise.

    It returns as "Opfølgning" on the next meeting's agenda until it is done. Raises DomainError("action_missing"), or
    ("names_in_open_text") unless confirmed.
    """
    item = uow.agenda.get(item_id)
    meeting = workable(uow, item.meeting_id)
    if not title.strip():
        raise DomainError("action_missing", "title")
    forum = uow.forums.get(meeting.forum_id)
    open_names.refuse(uow, forum, {"title": title}, open_names.stored_of(uow, item_id), confirmed=names_confirmed)
    following = release_guard.following(uow, meeting)
    wanted = NewTask(
        kind=TaskKind.MEETING_ACTION,
        title=title,
        source=Source(SourceKind.ITEM, item_id),
        person_id=item.person_id,
        responsible_id=responsible_id,
        due=due or (following.starts_at.date() if following is not None else None),
    )
    task = tasks.plan(uow, wanted)
    if following is not None and following.ahead and item.release_id is None:
        ensure_follow_up(uow, following)
    uow.log(Action.CREATE, "task", task.id, meeting=meeting.id)
    return uow.outcome(tasks.rows(uow, [task])[0])
