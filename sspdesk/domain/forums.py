"""Forums: who meets, who leads, on what basis, how often, and whether persons may be named (domain.md § 2.1)."""

from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum

from sspdesk.domain.agenda import ItemKind
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ForumId, ForumItemId, MemberId, ProfessionalId


class ForumKind(StrEnum):
    """What a forum is: F01-F14 of domain.md § 2.1, the parts of the three set-ups, or one of the user's own."""

    DISTRICT_COUNCIL = "kredsraad"
    LOCAL_COUNCIL = "lokalraad"
    CIRCLE = "ssp_kreds"
    ASSOCIATION = "ssp_samraad"
    NETWORK = "ssp_netvaerk"
    WEDNESDAY_GROUP = "onsdagsgruppen"
    INFO_HOUSE = "infohus_netvaerk"
    INFO_HOUSE_CASE = "infohus_sag"
    CO_ORDINATION_UNIT = "koordineringsenhed"
    EXIT = "exit"
    RELEASE = "loesladelse"
    STEERING = "styregruppe"
    STREET_TEAM = "gadeteam"
    HANDOVER = "overlevering"
    CO_ORDINATION = "koordinationsudvalg"
    LOCAL_GROUP = "lokalgruppe"
    PROACTIVE = "proaktiv"
    OPERATIVE = "operativ"
    REACTIVE = "reaktiv"
    OTHER = "andet"


NEVER_PERSONS = frozenset(
    {ForumKind.DISTRICT_COUNCIL, ForumKind.LOCAL_COUNCIL, ForumKind.NETWORK, ForumKind.INFO_HOUSE}
)
"""Forums that get no personal data, whatever anybody ticks (issue 5, point 1)."""


class ForumColour(StrEnum):
    """A forum's hue in the calendar; the theme says how it looks."""

    TEAL = "tyrkis"
    PLUM = "blomme"
    AMBER = "rav"
    BLUE = "blaa"
    GREEN = "groen"
    GREY = "graa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """A forum as the municipality has it. ``usual_start`` and ``usual_minutes`` are what a new meeting begins with."""

    id: ForumId = ForumId(0)
    kind: ForumKind = ForumKind.OTHER
    name: str
    colour: ForumColour = ForumColour.GREY
    chair: str = ""
    chair_id: ProfessionalId | None = None
    members: str = ""
    purpose: str = ""
    basis: str = ""
    cadence: str = ""
    place: str = ""
    usual_start: time = time(9)
    usual_minutes: int = 120
    may_name_persons: bool = False
    active: bool = True

    @property
    def has_police_list(self) -> bool:
        """Whether the police's list is worked through at its meetings."""
        return self.kind is ForumKind.WEDNESDAY_GROUP


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A professional who is invited to every meeting of a forum."""

    id: MemberId = MemberId(0)
    forum_id: ForumId
    professional_id: ProfessionalId


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumItem:
    """One item of a forum's usual agenda."""

    id: ForumItemId = ForumItemId(0)
    forum_id: ForumId
    number: int
    kind: ItemKind = ItemKind.DISCUSSION
    title: str
    note: str = ""
    minutes: int = 10
    responsible: str = ""
    closed: bool = False


def check_forum(forum: Forum) -> Forum:
    """Return the forum with a tidy name, or raise DomainError for what cannot be."""
    name = " ".join(forum.name.split())
    if not name:
        raise DomainError("name_missing", "name")
    if forum.may_name_persons and forum.kind in NEVER_PERSONS:
        raise DomainError("forum_never_persons", "may_name_persons")
    if not 5 <= forum.usual_minutes <= 24 * 60:
        raise DomainError("meeting_length", "usual_minutes")
    return replace(forum, name=name)
