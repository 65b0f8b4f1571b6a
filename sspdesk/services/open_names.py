"""Keeps names of persons in the vault out of the texts of forums that get no personal data, by asking first."""

from collections.abc import Iterable, Mapping

from sspdesk.domain.agenda import AgendaItem
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import Forum
from sspdesk.domain.ids import ForumId, ItemId, MeetingId
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.tasks import Source, SourceKind
from sspdesk.services.street_names import NameFinder, same_name
from sspdesk.storage.unit_of_work import UnitOfWork

NAMES = "names_in_open_text"
"""The code of the refusal; the screen then asks which words they are (``found``) and whether a person is meant."""


def words_of(item: AgendaItem) -> dict[str, str]:
    """Return the texts of an item by field."""
    return {
        "title": item.title,
        "note": item.note,
        "papers": item.papers,
        "responsible": item.responsible,
        "outcome": item.outcome,
        "decision": item.decision,
    }


def stored_of(uow: UnitOfWork, item_id: ItemId) -> list[str]:
    """Return what is written on an item already: its texts, its agreements and the titles of its papers."""
    item = uow.agenda.find(item_id) if item_id else None
    if item is None:
        return []
    agreed = uow.tasks.of_source(Source(SourceKind.ITEM, item.id))
    files = uow.papers.of_items([item.id])
    return [*words_of(item).values(), *(one.title for one in agreed), *(one.title for one in files)]


def refuse(
    uow: UnitOfWork, forum: Forum, texts: Mapping[str, str], stored: Iterable[str] = (), *, confirmed: bool
) -> None:
    """Raise DomainError(NAMES) beside the first text that holds a name which is not in ``stored`` already.

    Not in a forum where persons may be named, nor once somebody ``confirmed`` that no person is meant.
    """
    if confirmed or forum.may_name_persons:
        return
    finder = NameFinder(uow, colleagues=True)
    known = {same_name(word) for word in finder.found(stored)}
    for field, text in texts.items():
        if {same_name(word) for word in finder.found([text])} - known:
            raise DomainError(NAMES, field)


def found(uow: UnitOfWork, forum: Forum, texts: Iterable[str], stored: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words that ``refuse`` stops at, as they are written."""
    if forum.may_name_persons:
        return ()
    finder = NameFinder(uow, colleagues=True)
    known = {same_name(word) for word in finder.found(stored)}
    return tuple(word for word in finder.found(texts) if same_name(word) not in known)


def in_meeting(
    uow: UnitOfWork, meeting_id: MeetingId, texts: Iterable[str], item_id: ItemId | None = None
) -> tuple[str, ...]:
    """Return the names in new texts of a meeting, or of one of its items."""
    meeting = uow.meetings.get(meeting_id)
    stored = stored_of(uow, item_id) if item_id is not None else stored_in(meeting)
    return found(uow, uow.forums.get(meeting.forum_id), texts, stored)


def in_forum(uow: UnitOfWork, forum_id: ForumId, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names in texts that are to stand in a forum."""
    return found(uow, uow.forums.get(forum_id), texts)


def stored_in(meeting: Meeting) -> list[str]:
    """Return what is written on a meeting itself."""
    return [meeting.title, meeting.place, meeting.summary]
