"""Papers of an agenda as files: added to an item, shown, renamed, removed; in open forums only without names."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sspdesk.domain.attachments import MAX_SIZE, AgendaPaper, AttachmentKind, checked_title
from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ItemId, PaperId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Meeting
from sspdesk.exchange.attachments import IncomingDocument
from sspdesk.exchange.encrypted import sha256
from sspdesk.reports.attachment import picture_page
from sspdesk.services import open_names
from sspdesk.services.exit_intake import require_open
from sspdesk.services.wednesday import workable
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ShownPaper:
    """A paper with its bytes. ``may_leave`` tells that it belongs to an open item of a forum without personal data."""

    paper: AgendaPaper
    content: bytes
    may_leave: bool

    @property
    def can_be_shown(self) -> bool:
        """Whether the program can show it by itself."""
        return self.paper.kind is not AttachmentKind.WORD

    def pages(self) -> bytes:
        """Return the paper as PDF; needs no database."""
        return self.content if self.paper.kind is AttachmentKind.PDF else picture_page(self.content)


def of_items(uow: UnitOfWork, item_ids: Iterable[ItemId]) -> dict[ItemId, tuple[AgendaPaper, ...]]:
    """Return the papers of items, oldest first; no entry for an item without any."""
    found: dict[ItemId, tuple[AgendaPaper, ...]] = {}
    for one in uow.papers.of_items(list(item_ids)):
        found[one.item_id] = (*found.get(one.item_id, ()), one)
    return found


def names_in(uow: UnitOfWork, item_id: ItemId, title: str, words: str) -> tuple[str, ...]:
    """Return the names of persons in a paper that is to belong to an item of an open forum."""
    item = uow.agenda.get(item_id)
    return open_names.in_meeting(uow, item.meeting_id, (title, words), item_id)


def add(
    uow: UnitOfWork, item_id: ItemId, incoming: IncomingDocument, words: str | None = None, *, confirmed: bool = False
) -> Outcome[AgendaPaper]:
    """Keep a file as a paper of an item; ``words`` is what stands in it, None where the program cannot read it.

    In a forum without personal data raises DomainError("names_in_open_text") for one that names somebody, and
    ("paper_not_read") for one that cannot be read, unless ``confirmed``; ("document_known") for the same file again.
    """
    if len(incoming.content) > MAX_SIZE:
        raise DomainError("document_too_large", limit=MAX_SIZE // 1024**2)
    item = uow.agenda.get(item_id)
    meeting = _open(uow, item_id)
    forum = uow.forums.get(meeting.forum_id)
    texts = {"title": incoming.title, "words": words or ""}
    open_names.refuse(uow, forum, texts, open_names.stored_of(uow, item_id), confirmed=confirmed)
    if not forum.may_name_persons and not confirmed and not (words or "").strip():
        raise DomainError("paper_not_read")
    digest = sha256(incoming.content)
    if any(one.sha256 == digest for one in uow.papers.of_items([item_id])):
        raise DomainError("paper_known")
    stored = uow.papers.add(
        AgendaPaper(
            item_id=item_id,
            title=checked_title(incoming.title),
            kind=incoming.kind,
            size=len(incoming.content),
            sha256=digest,
            added_at=uow.now,
            added_by=uow.user,
            content_id=uow.attachments.keep(incoming.content),
        )
    )
    person = {"person": item.person_id} if item.person_id is not None else {}
    uow.log(Action.CREATE, "agenda_paper", stored.id, meeting=meeting.id, bytes=stored.size, **person)
    return uow.outcome(stored)


def _open(uow: UnitOfWork, item_id: ItemId) -> Meeting:
    """Return the meeting of an item where its papers may be changed; one of Exit only while Exit is open."""
    meeting = workable(uow, uow.agenda.get(item_id).meeting_id)
    require_open(uow, meeting)
    return meeting


def rename(uow: UnitOfWork, paper_id: PaperId, title: str, *, confirmed: bool = False) -> Outcome[AgendaPaper]:
    """Give a paper another title. Raises DomainError("names_in_open_text") unless confirmed."""
    paper = uow.papers.get(paper_id)
    meeting = _open(uow, paper.item_id)
    forum = uow.forums.get(meeting.forum_id)
    open_names.refuse(uow, forum, {"title": title}, [paper.title], confirmed=confirmed)
    stored = uow.papers.save(replace(paper, title=checked_title(title)))
    uow.log(Action.CHANGE, "agenda_paper", paper_id, meeting=meeting.id)
    return uow.outcome(stored)


def remove(uow: UnitOfWork, paper_id: PaperId) -> Outcome[None]:
    """Take a paper off its item; its bytes go when this can be undone no more."""
    paper = uow.papers.get(paper_id)
    meeting = _open(uow, paper.item_id)
    uow.papers.remove(paper_id)
    uow.log(Action.DELETE, "agenda_paper", paper_id, meeting=meeting.id)
    return uow.outcome(None)


def show(uow: UnitOfWork, paper_id: PaperId) -> ShownPaper:
    """Return a paper with its bytes and write in the log that it was opened."""
    paper = uow.papers.get(paper_id)
    item = uow.agenda.get(paper.item_id)
    meeting = uow.meetings.get(item.meeting_id)
    require_open(uow, meeting)
    forum = uow.forums.get(meeting.forum_id)
    person = {"person": item.person_id} if item.person_id is not None else {}
    uow.log(Action.OPEN, "agenda_paper", paper_id, **person)
    return ShownPaper(
        paper=paper,
        content=uow.attachments.content(paper),
        may_leave=not forum.may_name_persons and not item.closed,
    )
