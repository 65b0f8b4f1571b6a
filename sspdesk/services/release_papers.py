"""Gathers a release meeting's papers, one copy for each recipient with only what they may see; knows what is outdated.

A copy stands on the consents of its moment. The other basis (KSP, RPL § 115, stk. 1, nr. 3) is chosen for one copy,
with a written reason, and only for the parties of that co-operation.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from sspdesk.domain.consents import ConsentAuthority, ConsentTopic
from sspdesk.domain.disclosures import KSP_BASES, Channel, Disclosure, Document, Field
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import MeetingId, ReleaseId, ReleaseMemberId
from sspdesk.domain.meetings import Attendance, Meeting
from sspdesk.domain.names import initials
from sspdesk.domain.papers import without_names
from sspdesk.domain.persons import age_on
from sspdesk.domain.release_records import CopyKind, PrintState, ReleaseMember
from sspdesk.domain.releases import Custody
from sspdesk.i18n import _
from sspdesk.labels import consents as consent_words
from sspdesk.labels import dates
from sspdesk.labels import releases as words
from sspdesk.labels import tasks as task_words
from sspdesk.reports import release_papers as report
from sspdesk.reports.release_papers import CopyItem, ReleaseCopy
from sspdesk.services import agenda, consents, disclosures, paper_heads, release_guard
from sspdesk.services.disclosures import CONSENT, Leaving
from sspdesk.services.tasks import TaskRow
from sspdesk.storage.unit_of_work import UnitOfWork

DOCUMENTS = {
    CopyKind.INVITATION: Document.RELEASE_INVITATION,
    CopyKind.AGENDA: Document.RELEASE_AGENDA,
    CopyKind.MINUTES: Document.RELEASE_MINUTES,
}
KSP_PARTIES = frozenset({ConsentAuthority.POLICE, ConsentAuthority.PRISON_SERVICE, ConsentAuthority.SOCIAL_SERVICES})
"""Who may get something without a consent (RPL § 115, stk. 1, nr. 3; G-3)."""
KSP_SENTENCED, KSP_MINOR, KSP_REMAND = "RPL115-3A", "RPL115-3B", "RPL115-3C"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherBasis:
    """A basis without consent for one copy: which, why, and which topics leave on it."""

    code: str
    reason: str
    topics: tuple[ConsentTopic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePaper:
    """One recipient's copy, ready to be rendered and registered."""

    copy: ReleaseCopy
    leaving: Leaving
    number: str
    warning: str
    discreet: ReleaseCopy

    @property
    def names(self) -> bool:
        """The citizen's name stands on it."""
        return True

    def render(self) -> bytes:
        """Return the copy as PDF; needs no database."""
        return report.render(self.copy)

    def render_discreet(self) -> bytes:
        """Return the copy with initials, for discreet display; it never leaves."""
        return report.render(self.discreet)


def copy(
    uow: UnitOfWork,
    meeting_id: MeetingId,
    member_id: ReleaseMemberId,
    kind: CopyKind,
    *,
    other: OtherBasis | None = None,
) -> ReleasePaper:
    """Return one recipient's copy: the topics they are admitted to now, or those of another basis with its reason.

    Raises DomainError("release_not_admitted"), ("release_not_a_member"), ("release_not_ksp", "basis"),
    ("basis_needs_reason", "reason"), ("release_nothing_to_tell", "topics") or what the legal basis lacks.
    """
    meeting, member = _asked(uow, meeting_id, member_id)
    topics = _topics(uow, meeting, member, other)
    person = uow.persons.final(member.person_id)
    name = uow.professionals.get(member.professional_id).name
    recipient = f"{name}, {consent_words.authority(member.authority).lower()}"
    items = _items(uow, meeting, member, topics, kind)
    if not items:
        raise DomainError("release_nothing_to_tell", "topics")
    starts_at, ends_at, gaps = _own_time(uow, meeting, topics)
    leaving = replace(
        _leaving(kind, meeting, member, topics, other), recipient=recipient, content=_digest(meeting, items)
    )
    shown = tuple(replace(one, starts=None) for one in items) if gaps else items
    number = disclosures.next_number(uow)
    data = ReleaseCopy(
        paper=disclosures.letterhead(uow, leaving, number),
        kind=kind,
        who=person.name,
        starts_at=starts_at,
        ends_at=ends_at,
        place=meeting.place,
        recipient=recipient,
        items=shown,
        draft=kind is CopyKind.MINUTES and not meeting.locked,
        reply=_reply(uow) if kind is CopyKind.INVITATION else "",
    )
    return ReleasePaper(
        copy=data,
        leaving=leaving,
        number=number,
        warning=paper_heads.basis_warning(uow, leaving),
        discreet=replace(
            data,
            who=initials(person.first_name, person.last_name),
            items=tuple(_nameless(one, lambda text: without_names(text, [person])) for one in shown),
        ),
    )


def _leaving(
    kind: CopyKind,
    meeting: Meeting,
    member: ReleaseMember,
    topics: tuple[ConsentTopic, ...],
    other: OtherBasis | None,
) -> Leaving:
    minutes = (Field.NAME, Field.NOTE, Field.DECISION, Field.TASKS)
    return Leaving(
        document=DOCUMENTS[kind],
        channel=Channel.PRINT,
        recipient="",
        purpose=_(words.PURPOSE),
        fields=minutes if kind is CopyKind.MINUTES else minutes[:1],
        persons=(member.person_id,),
        basis_code=other.code if other is not None else CONSENT,
        meeting_id=meeting.id,
        pairs=() if other is not None else tuple((topic, member.authority) for topic in topics),
        topics=topics,
        recipient_id=member.professional_id,
        reason=other.reason if other is not None else "",
    )


def _asked(uow: UnitOfWork, meeting_id: MeetingId, member_id: ReleaseMemberId) -> tuple[Meeting, ReleaseMember]:
    link = uow.release_meetings.of_meeting(meeting_id)
    member = uow.release_members.get(member_id)
    if link is None or member.release_id != link.release_id:
        raise DomainError("release_not_a_member", "professional_id")
    return uow.meetings.get(meeting_id), member


def _topics(
    uow: UnitOfWork, meeting: Meeting, member: ReleaseMember, other: OtherBasis | None
) -> tuple[ConsentTopic, ...]:
    if other is None:
        admitted = release_guard.admitted_topics(uow, member, meeting)
        if not admitted:
            raise DomainError("release_not_admitted", "professional_id")
        return admitted
    if other.code not in KSP_BASES or member.authority not in KSP_PARTIES:
        raise DomainError("release_not_ksp", "basis")
    if other.code not in fitting_bases(uow, member.release_id):
        raise DomainError("release_basis_of_others", "basis")
    if not other.reason.strip():
        raise DomainError("basis_needs_reason", "reason")
    return tuple(topic for topic in release_guard.topics_of(uow, meeting.id) if topic in other.topics)


def fitting_bases(uow: UnitOfWork, release_id: ReleaseId) -> frozenset[str]:
    """Return the codes of the other basis that speak of somebody like this citizen: sentenced, sentenced under 18, or
    on remand (RPL § 115, stk. 1, nr. 3, litra a to c). An unknown age is not under 18.
    """
    case = uow.releases.get(release_id)
    if case.custody is Custody.REMAND:
        return frozenset({KSP_REMAND})
    born = uow.persons.final(case.person_id).birth_date
    minor = born is not None and age_on(born, uow.today) < 18
    return frozenset({KSP_SENTENCED, KSP_MINOR} if minor else {KSP_SENTENCED})


def _reply(uow: UnitOfWork) -> str:
    settings = uow.settings()
    told = _("Please send word if you cannot come: {name} {phone}")
    return told.format(name=settings.consultant, phone=settings.consultant_phone).strip()


def _digest(meeting: Meeting, items: tuple[CopyItem, ...]) -> str:
    told = repr((meeting.starts_at, meeting.ends_at, meeting.place, items))
    return hashlib.sha256(told.encode()).hexdigest()


# -- items -----------------------------------------------------------------------------------------------------------


def _items(
    uow: UnitOfWork, meeting: Meeting, member: ReleaseMember, topics: tuple[ConsentTopic, ...], kind: CopyKind
) -> tuple[CopyItem, ...]:
    shown = []
    parts = _parts(uow, meeting, member, held=kind is CopyKind.MINUTES)
    for row in agenda.rows(uow, meeting):
        item = row.item
        if item.topic is None or item.topic not in topics or not item.on_agenda:
            continue
        bare = kind is CopyKind.INVITATION
        minutes = kind is CopyKind.MINUTES
        shown.append(
            CopyItem(
                topic=consent_words.topic(item.topic),
                title=item.title,
                note="" if bare or minutes else item.note,
                starts=row.starts.time() if row.starts is not None and not minutes else None,
                people=tuple(one.words for one in parts if item.topic in one.topics),
                text=item.outcome if minutes else "",
                decision=item.decision if minutes else "",
                actions=tuple(_action(one) for one in row.actions) if minutes else (),
            )
        )
    return tuple(shown)


def _own_time(uow: UnitOfWork, meeting: Meeting, topics: tuple[ConsentTopic, ...]) -> tuple[datetime, datetime, bool]:
    """Return when a recipient's items begin and end, and whether others lie between them.

    Times beside the meeting's own would tell that more is talked about than stands on the copy.
    """
    plan = [row for row in agenda.rows(uow, meeting) if row.item.on_agenda and row.starts is not None]
    own = [number for number, row in enumerate(plan) if row.item.topic in topics]
    if not own or len(own) == len(plan):
        return meeting.starts_at, meeting.ends_at, False
    first, last = plan[own[0]], plan[own[-1]]
    starts, begun = first.starts or meeting.starts_at, last.starts or meeting.starts_at
    return starts, begun + timedelta(minutes=last.item.minutes), len(own) <= own[-1] - own[0]


@dataclass(frozen=True, slots=True)
class _Part:
    """Somebody at the meeting and the topics they take part in."""

    words: str
    topics: frozenset[ConsentTopic]


def _parts(uow: UnitOfWork, meeting: Meeting, recipient: ReleaseMember, *, held: bool) -> list[_Part]:
    """Return the invited with what the consents let them in to; in minutes, who was there, for what of that day.

    Somebody may be there for one item only; where the others are told of, they took no part.
    """
    found = []
    attendance = {one.professional_id: one.attendance for one in uow.attendees.of_meeting(meeting.id)}
    wanted = (Attendance.PRESENT,) if held else (Attendance.INVITED, Attendance.PRESENT)
    for member in uow.release_members.of_release(recipient.release_id):
        if attendance.get(member.professional_id) in wanted:
            name = uow.professionals.get(member.professional_id).name
            heard = _heard(uow, meeting, member) if held else release_guard.admitted_topics(uow, member, meeting)
            found.append(_Part(f"{name} ({consent_words.authority(member.authority).lower()})", frozenset(heard)))
    return found


def _heard(uow: UnitOfWork, meeting: Meeting, member: ReleaseMember) -> list[ConsentTopic]:
    day = meeting.starts_at.date()
    ask = partial(consents.check, uow, member.person_id, authority=member.authority, day=day)
    return [topic for topic in member.topics if ask(topic=topic).allowed]


def _action(row: TaskRow) -> str:
    due = dates.day(row.task.due) if row.task.due is not None else ""
    return ", ".join(one for one in (task_words.title(row.task), row.responsible, due) if one)


def _nameless(item: CopyItem, clean: Callable[[str], str]) -> CopyItem:
    return replace(
        item,
        title=clean(item.title),
        note=clean(item.note),
        text=clean(item.text),
        decision=clean(item.decision),
        actions=tuple(clean(one) for one in item.actions),
    )


# -- what was printed, and whether it still holds --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The latest copy of a document to one recipient; ``lost`` are topics on it that they may no longer see."""

    kind: CopyKind
    state: PrintState
    disclosure: Disclosure | None = None
    lost: tuple[ConsentTopic, ...] = ()

    @property
    def outdated(self) -> bool:
        """Whether a new print is asked for."""
        return self.state in (PrintState.CHANGED, PrintState.WITHDRAWN)


def printed(uow: UnitOfWork, meeting_id: MeetingId, member_id: ReleaseMemberId, kind: CopyKind) -> Printed:
    """Return what was last printed for a recipient, and whether it holds: consents, items, people, time, place."""
    meeting, member = _asked(uow, meeting_id, member_id)
    found = [
        one
        for one in uow.disclosures.of_meeting(meeting_id)
        if one.document is DOCUMENTS[kind] and one.recipient_id == member.professional_id and not one.refused
    ]
    if not found:
        return Printed(kind=kind, state=PrintState.NONE)
    last = found[-1]
    admitted = release_guard.admitted_topics(uow, member, meeting)
    on_consent = last.basis_code == CONSENT
    lost = tuple(one for one in last.topics if on_consent and not _may_hear(uow, meeting, member, one))
    now = admitted if on_consent else last.topics
    if lost:
        return Printed(kind=kind, state=PrintState.WITHDRAWN, disclosure=last, lost=lost)
    same = _digest(meeting, _items(uow, meeting, member, now, kind)) == last.content
    return Printed(kind=kind, state=PrintState.CURRENT if same else PrintState.CHANGED, disclosure=last)


def _may_hear(uow: UnitOfWork, meeting: Meeting, member: ReleaseMember, topic: ConsentTopic) -> bool:
    """Say whether a topic that was told may still be theirs, also where it has left the agenda since."""
    return topic in member.topics and release_guard.allowed(uow, member.person_id, topic, member.authority, meeting)
