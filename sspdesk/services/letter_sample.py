"""Fills a text with an invented family, so that its wording can be seen while it is written."""

from datetime import date, datetime, time, timedelta

from sspdesk.domain.ids import PersonId, TalkId
from sspdesk.domain.letters import (
    LetterKind,
    LetterText,
    Reader,
    check_text,
    filled,
    parts_of,
)
from sspdesk.domain.persons import Person
from sspdesk.domain.talk_records import Agreement, Participant, ParticipantRole
from sspdesk.domain.talks import Talk
from sspdesk.labels import letters as words
from sspdesk.reports.letter import Letter
from sspdesk.services import letter_facts, paper_heads
from sspdesk.services.letter_facts import Receiver, TalkFacts
from sspdesk.services.letters import sender_of
from sspdesk.storage.unit_of_work import UnitOfWork

_PERSON, _TALK = PersonId(0), TalkId(0)
_YOUNG, _PARENT = ("Testine", "Eksempelsen"), "Eksempeline Testsen"
_ADDRESS = ("Skabelonvej 7", "4999 Prøvestad")
_SHAPES: dict[LetterText, tuple[LetterKind, Reader]] = {
    LetterText.INVITATION_PARENTS: (LetterKind.INVITATION, Reader.PARENT),
    LetterText.INVITATION_CHILD: (LetterKind.INVITATION, Reader.CHILD),
    LetterText.INVITATION_YOUNG: (LetterKind.INVITATION, Reader.YOUNG),
    LetterText.INVITATION_ADULT: (LetterKind.INVITATION, Reader.ADULT),
    LetterText.INFORMATION_PARENTS: (LetterKind.INVITATION, Reader.PARENT),
    LetterText.INFORMATION_YOUNG: (LetterKind.INVITATION, Reader.YOUNG),
    LetterText.MINUTES: (LetterKind.MINUTES, Reader.PARENT),
    LetterText.AGREEMENTS: (LetterKind.AGREEMENTS, Reader.PARENT),
    LetterText.FOLLOW_UP_PARENTS: (LetterKind.FOLLOW_UP, Reader.PARENT),
    LetterText.FOLLOW_UP_YOUNG: (LetterKind.FOLLOW_UP, Reader.YOUNG),
}


def sample(uow: UnitOfWork, which: LetterText, text: str) -> Letter:
    """Return a text filled in; raises DomainError beside it where it cannot be used."""
    parts = parts_of(check_text(which, text))
    kind, reader = _SHAPES[which]
    facts = _facts(uow, uow.today)
    receiver = _receiver(reader)
    after = kind in (LetterKind.MINUTES, LetterKind.AGREEMENTS)
    when = datetime.combine(uow.today + timedelta(days=10), time(15))
    blocks = letter_facts.blocks(facts, receiver, kind, when=when, place="Ungdomsskolen", fit=str)
    values = letter_facts.values(uow, facts, receiver, uow.today + timedelta(days=7))
    return Letter(
        paper=paper_heads.open_letterhead(uow),
        title=words.text(which),
        sender=sender_of(uow),
        to=receiver.name,
        address=() if after else _ADDRESS,
        mailed=not after,
        day=uow.today,
        pages=(filled(parts, values),),
        blocks=blocks,
    )


def _receiver(reader: Reader) -> Receiver:
    if reader is Reader.PARENT:
        return Receiver(key="", name=_PARENT, detail="", reader=reader, sent_on={}, recipient="")
    return Receiver(key=letter_facts.YOUNG, name=" ".join(_YOUNG), detail="", reader=reader, sent_on={}, recipient="")


def _facts(uow: UnitOfWork, today: date) -> TalkFacts:
    consultant = uow.settings().consultant or uow.user
    present = (
        (ParticipantRole.YOUNG, " ".join(_YOUNG)),
        (ParticipantRole.PARENT, _PARENT),
        (ParticipantRole.CONSULTANT, consultant),
    )
    return TalkFacts(
        talk=Talk(
            person_id=_PERSON,
            recommended_on=today,
            changed_on=today,
            held_at=datetime.combine(today, time(15)),
            place="Ungdomsskolen",
            mapping="Weekenderne er kedelige, og vennerne mødes ved stationen.",
            accountability="Testine ringer selv til klubben.",
            measures="SSP-læreren taler med klassen.",
        ),
        person=Person(first_name=_YOUNG[0], last_name=_YOUNG[1], created_on=today),
        age=None,
        participants=tuple(
            Participant(talk_id=_TALK, person_id=_PERSON, role=role, name=name) for role, name in present
        ),
        agreements=(
            Agreement(
                talk_id=_TALK,
                person_id=_PERSON,
                text="Klub to gange om ugen",
                who="Testine og klubben",
                due=today + timedelta(days=30),
            ),
        ),
        family=(),
        professionals=(),
        consultant=consultant,
    )
