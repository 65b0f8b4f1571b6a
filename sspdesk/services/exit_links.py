"""Ties an Exit case to the shared desk: its tasks, meetings, consents, documents. Only the case knows of the tie."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sspdesk.domain.attachments import Attachment, checked_title
from sspdesk.domain.changes import Outcome
from sspdesk.domain.consents import Consent
from sspdesk.domain.disclosures import Document
from sspdesk.domain.errors import DomainError
from sspdesk.domain.exit_parts import ExitLink, LinkKind, PaperKind
from sspdesk.domain.exits import ExitCase
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import AttachmentId, ConsentId, ExitCaseId, ExitPartId, ProfessionalId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Meeting, MeetingState
from sspdesk.domain.tasks import Task, TaskKind
from sspdesk.exchange.attachments import IncomingDocument
from sspdesk.exchange.encrypted import sha256
from sspdesk.services import attachments, meetings, tasks
from sspdesk.services.attachments import ShownDocument
from sspdesk.services.meetings import MeetingPlan
from sspdesk.services.tasks import NewTask
from sspdesk.storage.unit_of_work import UnitOfWork

NEUTRAL_TITLE = "Dokument"
"""What a document of Exit is called in its own row; its real title stands with the case."""
_ASKED = "consent"
"""The part of a case that a task to ask for a consent belongs to."""

# -- tasks -----------------------------------------------------------------------------------------------------------


def task_of(uow: UnitOfWork, case: ExitCase, part: str) -> Task | None:
    """Return the newest task made for a part of a case that is still there."""
    for link in reversed(uow.exits.links.rows(case.id, LinkKind.TASK, part)):
        found = uow.tasks.find(link.row_id)
        if found is not None:
            return found
    return None


def follow(
    uow: UnitOfWork, case: ExitCase, part: str, due: date | None, responsible_id: ProfessionalId | None = None
) -> None:
    """Let the shared task of a part follow its deadline: made, moved or removed. It says no more than its kind."""
    present = task_of(uow, case, part)
    if present is not None and present.done_on is not None:
        present = None if due is not None and due > present.done_on else present
    if due is None:
        if present is not None and present.done_on is None:
            _remove(uow, case, part, present)
        return
    if present is None:
        wanted = NewTask(kind=TaskKind.AGREEMENT, person_id=case.person_id, due=due, responsible_id=responsible_id)
        made = tasks.plan(uow, wanted)
        uow.exits.links.add(ExitLink(case_id=case.id, kind=LinkKind.TASK, row_id=made.id, part=part))
    elif present.done_on is None:
        uow.tasks.save(replace(present, due=due, responsible_id=responsible_id))


def finish(uow: UnitOfWork, case: ExitCase, part: str) -> None:
    """Complete the open task of a part."""
    present = task_of(uow, case, part)
    if present is not None and present.done_on is None:
        uow.tasks.save(replace(present, done_on=uow.today))


def drop_all(uow: UnitOfWork, case: ExitCase) -> None:
    """Remove every open task of a case: nothing is left to do."""
    for link in uow.exits.links.rows(case.id, LinkKind.TASK):
        task = uow.tasks.find(link.row_id)
        if task is not None and task.done_on is None:
            _remove(uow, case, link.part, task)


def _remove(uow: UnitOfWork, case: ExitCase, part: str, task: Task) -> None:
    for link in uow.exits.links.rows(case.id, LinkKind.TASK, part):
        if link.row_id == task.id:
            uow.exits.links.remove(link.id)
    uow.tasks.remove(task.id)


# -- meetings --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusMeeting:
    """A meeting to plan: when, how long, where."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""


def plan_meeting(uow: UnitOfWork, case_id: ExitCaseId, wanted: StatusMeeting) -> Outcome[Meeting]:
    """Plan a status meeting in the forum of Exit (F10): in the calendar it says only that one is busy."""
    case = uow.exits.cases.get(case_id)
    forums = uow.forums.of_kind(ForumKind.EXIT)
    if not forums:
        raise DomainError("exit_forum_missing")
    plan = MeetingPlan(forum_id=forums[0].id, starts_at=wanted.starts_at, ends_at=wanted.ends_at, place=wanted.place)
    meeting = meetings.plan(uow, plan).value
    uow.exits.links.add(ExitLink(case_id=case_id, kind=LinkKind.MEETING, row_id=meeting.id))
    uow.log(Action.CHANGE, "exit_case", case_id, person=case.person_id)
    return uow.outcome(meeting)


def meetings_of(uow: UnitOfWork, case_id: ExitCaseId) -> list[Meeting]:
    """Return a case's meetings that were not cancelled, the earliest first."""
    found = uow.meetings.many(one.row_id for one in uow.exits.links.rows(case_id, LinkKind.MEETING)).values()
    held = [one for one in found if one.state is not MeetingState.CANCELLED]
    return sorted(held, key=lambda one: (one.starts_at, one.id))


# -- consents --------------------------------------------------------------------------------------------------------


def link_consent(uow: UnitOfWork, case_id: ExitCaseId, consent_id: ConsentId) -> Outcome[ExitLink]:
    """Say which of the person's consents carries the course: DomainError("exit_consent_of_other")."""
    case = uow.exits.cases.get(case_id)
    consent = uow.consents.get(consent_id)
    if uow.persons.final(consent.person_id).id != uow.persons.final(case.person_id).id:
        raise DomainError("exit_consent_of_other", "consent")
    for link in uow.exits.links.rows(case_id, LinkKind.CONSENT):
        uow.exits.links.remove(link.id)
    stored = uow.exits.links.add(ExitLink(case_id=case_id, kind=LinkKind.CONSENT, row_id=consent_id))
    finish(uow, case, _ASKED)
    uow.log(Action.CHANGE, "exit_case", case_id, person=case.person_id)
    return uow.outcome(stored)


def ask_consent(uow: UnitOfWork, case_id: ExitCaseId) -> Outcome[None]:
    """Make one task to ask the citizen for what is not covered; it says no more than that. Done, it is made anew."""
    case = uow.exits.cases.get(case_id)
    present = task_of(uow, case, _ASKED)
    if present is None or present.done_on is not None:
        wanted = NewTask(kind=TaskKind.ASK_CONSENT, person_id=case.person_id, due=uow.today)
        made = tasks.plan(uow, wanted)
        uow.exits.links.add(ExitLink(case_id=case_id, kind=LinkKind.TASK, row_id=made.id, part=_ASKED))
        uow.log(Action.CHANGE, "exit_case", case_id, person=case.person_id)
    return uow.outcome(None)


def consent_of(uow: UnitOfWork, case_id: ExitCaseId) -> Consent | None:
    """Return the consent that carries the course, None where none was named or it is gone."""
    links = uow.exits.links.rows(case_id, LinkKind.CONSENT)
    return uow.consents.find(links[-1].row_id) if links else None


# -- documents -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitDocument:
    """A scanned paper of a case, under the title Exit knows it by."""

    link: ExitLink
    attachment: Attachment

    @property
    def paper(self) -> PaperKind | None:
        """Which of the case's papers it is; None of another."""
        return PaperKind(self.link.part) if self.link.part else None


def keep_document(
    uow: UnitOfWork, case_id: ExitCaseId, incoming: IncomingDocument, paper: PaperKind | None = None
) -> Outcome[ExitDocument]:
    """Keep a signed, scanned paper with the case; outside Exit it is on no list of documents."""
    case = uow.exits.cases.get(case_id)
    title = checked_title(incoming.title)
    if any(one.attachment.sha256 == sha256(incoming.content) for one in documents(uow, case_id)):
        raise DomainError("document_known")
    kept = attachments.add(uow, case.person_id, replace(incoming, title=NEUTRAL_TITLE)).value
    part = paper.value if paper is not None else ""
    link = uow.exits.links.add(
        ExitLink(case_id=case_id, kind=LinkKind.ATTACHMENT, row_id=kept.id, part=part, title=title)
    )
    uow.log(Action.CHANGE, "exit_case", case_id, person=case.person_id)
    return uow.outcome(ExitDocument(link=link, attachment=kept))


def documents(uow: UnitOfWork, case_id: ExitCaseId) -> Sequence[ExitDocument]:
    """Return the scanned papers of a case, the newest first."""
    links = uow.exits.links.rows(case_id, LinkKind.ATTACHMENT)
    found = uow.exits.documents.many(one.row_id for one in links)
    return [ExitDocument(link=one, attachment=found[one.row_id]) for one in reversed(links) if one.row_id in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftPaper:
    """A paper of the case that left: which, under which number, when, and to whom.

    The tie's title is its number and who got it: the register, which everybody may read, can say less.
    """

    paper: PaperKind
    number: str
    at: datetime
    recipient: str


def papers_of(uow: UnitOfWork, case_id: ExitCaseId) -> Sequence[LeftPaper]:
    """Return the papers of a case that left the desk, the newest first; the register itself calls them documents."""
    case = uow.exits.cases.get(case_id)
    own = uow.persons.final(case.person_id).id
    found = []
    for link in uow.exits.links.rows(case_id, LinkKind.DISCLOSURE):
        number, _space, recipient = link.title.partition(" ")
        for one in uow.disclosures.numbered(number):
            theirs = {uow.persons.final(person_id).id for person_id in one.persons}
            if not one.refused and one.document is Document.ATTACHMENT and own in theirs:
                paper = PaperKind(link.part)
                found.append(LeftPaper(paper=paper, number=number, at=one.at, recipient=recipient or one.recipient))
    return sorted(found, key=lambda one: (one.at, one.number), reverse=True)


def show_document(uow: UnitOfWork, link_id: ExitPartId) -> ShownDocument:
    """Return a scanned paper with its bytes."""
    link = uow.exits.links.get(link_id)
    attachment = uow.exits.documents.get(link.row_id)
    uow.log(Action.OPEN, "exit_case", link.case_id)
    content = uow.exits.documents.content(attachment)
    return ShownDocument(attachment=replace(attachment, title=link.title or attachment.title), content=content)


def remove_document(uow: UnitOfWork, link_id: ExitPartId) -> Outcome[None]:
    """Take a scanned paper off the case; its bytes go when this can be undone no more."""
    link = uow.exits.links.get(link_id)
    uow.exits.links.remove(link_id)
    attachments.remove(uow, AttachmentId(link.row_id))
    uow.log(Action.CHANGE, "exit_case", link.case_id)
    return uow.outcome(None)
