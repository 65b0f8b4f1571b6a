"""The items of a meeting's agenda: kinds, open or closed, what came of them, and a time plan that adds up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sspdesk.domain.consents import ConsentTopic
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ItemId, MeetingId, PersonId, ProfessionalId, ReleaseId


class ItemKind(StrEnum):
    """What an item is for (domain.md § 2.2)."""

    MINUTES = "referat"
    INFORMATION = "orientering"
    DISCUSSION = "droeftelse"
    DECISION = "beslutning"
    FOLLOW_UP = "opfoelgning"
    POLICE_LIST = "politiliste"
    PERSON = "personsag"
    OTHER_BUSINESS = "eventuelt"


class ItemState(StrEnum):
    """Whether an item stands on the agenda, or was put on hold for a later meeting."""

    ON_AGENDA = "paa_dagsordenen"
    ON_HOLD = "udsat"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One item. ``responsible`` is free words ("Alle", "Politiet") where no single professional is chosen.

    ``person_id`` only where the forum may name persons: the service refuses it elsewhere, and so does the database.
    ``carried_from`` is the item of an earlier meeting it goes on from. ``release_id`` and ``topic`` stand on an item of
    a release meeting: whose release, and what of it the citizen's consents are asked about.
    """

    id: ItemId = ItemId(0)
    meeting_id: MeetingId
    number: int
    kind: ItemKind = ItemKind.DISCUSSION
    title: str
    note: str = ""
    minutes: int = 10
    responsible: str = ""
    responsible_id: ProfessionalId | None = None
    closed: bool = False
    papers: str = ""
    person_id: PersonId | None = None
    state: ItemState = ItemState.ON_AGENDA
    outcome: str = ""
    decision: str = ""
    carried_from: ItemId | None = None
    release_id: ReleaseId | None = None
    topic: ConsentTopic | None = None

    @property
    def on_agenda(self) -> bool:
        """Whether the item is to be taken at this meeting."""
        return self.state is ItemState.ON_AGENDA

    @property
    def has_responsible(self) -> bool:
        """Whether somebody is to lead the item."""
        return self.responsible_id is not None or bool(self.responsible)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePlan:
    """When each item begins, by its id, and how many minutes are left (below 0: how many are missing)."""

    starts: dict[ItemId, datetime]
    planned: int
    left: int


def time_plan(starts_at: datetime, ends_at: datetime, items: Sequence[AgendaItem]) -> TimePlan:
    """Return the time plan of the items on the agenda, in their order. Local times; a meeting is within one day."""
    moment, starts = starts_at, {}
    for item in items:
        if item.on_agenda:
            starts[item.id] = moment
            moment += timedelta(minutes=item.minutes)
    planned = sum(item.minutes for item in items if item.on_agenda)
    return TimePlan(starts=starts, planned=planned, left=int((ends_at - starts_at).total_seconds() // 60) - planned)


def check_item(item: AgendaItem, *, may_name_persons: bool) -> AgendaItem:
    """Return the item with a tidy title, or raise DomainError.

    "person_not_in_this_forum" where the forum gets no personal data; an item with a person is always closed.
    """
    title = " ".join(item.title.split())
    if not title:
        raise DomainError("item_title_missing", "title")
    if not 0 <= item.minutes <= 600:
        raise DomainError("item_minutes", "minutes")
    if not may_name_persons and (item.person_id is not None or item.kind is ItemKind.PERSON):
        raise DomainError("person_not_in_this_forum", "person_id" if item.person_id is not None else "kind")
    personal = item.person_id is not None or item.kind is ItemKind.PERSON
    return replace(item, title=title, responsible=" ".join(item.responsible.split()), closed=item.closed or personal)
