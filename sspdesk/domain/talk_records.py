"""What hangs on a talk: offers with answers, participants with their yes, agreements, follow-ups, notifications."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import (
    AgreementId,
    FollowUpId,
    GuardianId,
    NotificationId,
    OfferId,
    ParticipantId,
    PersonId,
    ProfessionalId,
    TalkId,
)
from sspdesk.domain.talks import NotifyCheck

MAX_LINE = 500
"""Longest agreement and follow-up note in characters."""


class OfferChannel(StrEnum):
    """How a talk was offered."""

    LETTER = "brev"
    DIGITAL_POST = "digital_post"
    PHONE = "telefon"
    IN_PERSON = "personligt"
    HOME_VISIT = "hjemmebesoeg"
    SCHOOL = "skolen"


class OfferAnswer(StrEnum):
    """What the family answered."""

    ACCEPTED = "ja"
    DECLINED = "nej"
    NO_REPLY = "intet_svar"


class AnsweredBy(StrEnum):
    """Who of the family answered."""

    YOUNG = "den_unge"
    PARENTS = "foraeldre"
    BOTH = "begge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One offer of a talk; number 2 and on are re-offers."""

    id: OfferId = OfferId(0)
    talk_id: TalkId
    person_id: PersonId
    number: int
    offered_on: date
    channel: OfferChannel
    offered_by_id: ProfessionalId | None = None
    answer: OfferAnswer | None = None
    answered_on: date | None = None
    answered_by: AnsweredBy | None = None


class ParticipantRole(StrEnum):
    """Somebody's part in a talk."""

    YOUNG = "den_unge"
    PARENT = "foraelder"
    CONSULTANT = "ssp_konsulent"
    TEACHER = "ssp_laerer"
    POLICE = "politi"
    STREET_WORKER = "gadeteam"
    SOCIAL_WORKER = "socialraadgiver"
    COMPANION = "bisidder"
    OTHER = "anden"


FAMILY = frozenset({ParticipantRole.YOUNG, ParticipantRole.PARENT})


class Yes(StrEnum):
    """A participant's yes to taking part. A no is recorded, never punished."""

    NOT_ASKED = "ikke_spurgt"
    GIVEN = "ja"
    REFUSED = "nej"
    NOT_NEEDED = "ikke_noedvendigt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who takes part in a talk; ``basis_code`` says why a professional from outside may."""

    id: ParticipantId = ParticipantId(0)
    talk_id: TalkId
    person_id: PersonId
    role: ParticipantRole
    name: str = ""
    guardian_id: GuardianId | None = None
    professional_id: ProfessionalId | None = None
    leads: bool = False
    yes: Yes = Yes.NOT_NEEDED
    basis_code: str = ""
    came: bool | None = None


class AgreementState(StrEnum):
    """What became of an agreement."""

    OPEN = "aaben"
    KEPT = "holdt"
    NOT_KEPT = "ikke_holdt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Something that was agreed: what, who does it, by when (DOC-05)."""

    id: AgreementId = AgreementId(0)
    talk_id: TalkId
    person_id: PersonId
    text: str
    who: str = ""
    due: date | None = None
    state: AgreementState = AgreementState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A contact with the family after the talk: what follow-up needs, no more."""

    id: FollowUpId = FollowUpId(0)
    talk_id: TalkId
    person_id: PersonId
    day: date
    channel: OfferChannel = OfferChannel.PHONE
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """That a notification (underretning) was sent: the fact, never its text (PRO-9)."""

    id: NotificationId = NotificationId(0)
    person_id: PersonId
    talk_id: TalkId | None = None
    sent_on: date
    recipient: str
    receipt_on: date | None = None
    journal_number: str = ""


def needed_yes(age: int | None) -> frozenset[ParticipantRole]:
    """Return whose yes a talk needs: parents below 18, the young person from 15 (domain.md §§ 3.0, 3.2)."""
    needed = set()
    if age is None or age < 18:
        needed.add(ParticipantRole.PARENT)
    if age is not None and age >= 15:
        needed.add(ParticipantRole.YOUNG)
    return frozenset(needed)


def check_yes(participants: list[Participant], age: int | None) -> None:
    """Raise DomainError("talk_needs_yes") while somebody whose yes is needed has not given it.

    One parent's yes is enough to talk with that parent; another parent may stay away.
    """
    for role in needed_yes(age):
        if not any(one.role is role and one.yes is Yes.GIVEN for one in participants):
            raise DomainError("talk_needs_yes_young" if role is ParticipantRole.YOUNG else "talk_needs_yes_parent")


def check_participant(participant: Participant) -> None:
    """Raise DomainError when somebody who said no is said to have come, or there is no name."""
    if not participant.name.strip():
        raise DomainError("name_missing", "name")
    if participant.came and participant.yes is Yes.REFUSED:
        raise DomainError("participant_refused", "came")


def check_line(text: str, field: str) -> str:
    """Return a short text, or raise DomainError when it is empty or too long."""
    words = text.strip()
    if not words:
        raise DomainError("text_missing", field)
    if len(words) > MAX_LINE:
        raise DomainError("text_too_long", field, limit=MAX_LINE, length=len(words))
    return words


def check_notification(notification: Notification, today: date) -> None:
    """Raise DomainError beside the day or the recipient that cannot be so."""
    if notification.sent_on > today:
        raise DomainError("notification_in_future", "sent_on")
    if not notification.recipient.strip():
        raise DomainError("recipient_missing", "recipient")
    receipt = notification.receipt_on
    if receipt is not None and not notification.sent_on <= receipt <= today:
        raise DomainError("receipt_day_cannot_be", "receipt_on")


def needs_notification(check: NotifyCheck | None, sent: list[Notification]) -> bool:
    """Tell whether the check said that a notification is due and none is recorded."""
    return check is NotifyCheck.NEEDED and not sent
