"""Keeps the wording of letters: the shipped Danish texts, and the municipality's own where it has one."""

from dataclasses import dataclass, replace

from sspdesk.domain.changes import Outcome
from sspdesk.domain.letters import LetterText, OwnText, check_text
from sspdesk.domain.log import Action
from sspdesk.resource import resource
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A text as it is used now; ``own`` says that it differs from the shipped one, ``row_id`` has its history."""

    which: LetterText
    text: str
    own: bool
    row_id: int


def standard(which: LetterText) -> str:
    """Return the shipped text."""
    return resource(f"letters/{which.value}.md").read_text(encoding="utf-8").strip()


def current(uow: UnitOfWork, which: LetterText) -> str:
    """Return the text in use."""
    return view(uow, which).text


def view(uow: UnitOfWork, which: LetterText) -> TextView:
    """Return a text with what the editor shows of it."""
    own = uow.letter_texts.of(which)
    words = own.text if own is not None else ""
    return TextView(
        which=which, text=words or standard(which), own=bool(words), row_id=own.id if own is not None else 0
    )


def views(uow: UnitOfWork) -> list[TextView]:
    """Return every text, in the order a talk needs them."""
    return [view(uow, which) for which in LetterText]


def save(uow: UnitOfWork, own: OwnText) -> Outcome[OwnText]:
    """Store an own wording; the same as the shipped one, or empty, is none. Raises DomainError beside the text."""
    words = check_text(own.which, own.text) if own.text.strip() else ""
    known = uow.letter_texts.of(own.which)
    wanted = replace(known or OwnText(which=own.which), text="" if words == standard(own.which) else words)
    if known is None and not wanted.text:
        return uow.outcome(wanted)
    stored = uow.letter_texts.save(wanted)
    uow.log(Action.CHANGE, "letter_text", stored.id)
    return uow.outcome(stored)


def reset(uow: UnitOfWork, which: LetterText) -> Outcome[OwnText]:
    """Use the shipped text again; the own one stays in the history and comes back with undo."""
    return save(uow, OwnText(which=which))
