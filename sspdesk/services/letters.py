"""Writes the letters and papers of a talk (DOC-03 to DOC-06): checked, filled in, ready to be looked at and leave."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sspdesk.domain.changes import Outcome
from sspdesk.domain.disclosures import Channel, Field, LegalBasis
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import PersonId, TalkId
from sspdesk.domain.intervals import Interval
from sspdesk.domain.letters import (
    DOCUMENTS,
    LetterField,
    LetterKind,
    Part,
    Reader,
    filled,
    fulfils_duty,
    parts_of,
    texts_of,
    why_not_now,
    without_empty_blocks,
)
from sspdesk.domain.log import Action
from sspdesk.domain.names import clean, initials
from sspdesk.domain.papers import without_names
from sspdesk.domain.persons import DutyState
from sspdesk.domain.settings import Settings
from sspdesk.domain.talk_records import OfferChannel
from sspdesk.domain.talks import Talk, TalkState
from sspdesk.domain.tasks import Source, SourceKind, TaskKind
from sspdesk.i18n import _
from sspdesk.labels import letters as words
from sspdesk.reports import letter as report
from sspdesk.reports.letter import Blocks, Letter
from sspdesk.reports.letter_page import Sender
from sspdesk.services import consents, disclosures, duty, letter_facts, letter_texts, talks, tasks
from sspdesk.services.disclosures import CONSENT, Leaving
from sspdesk.services.letter_facts import Receiver, TalkFacts
from sspdesk.services.paper_heads import basis_warning
from sspdesk.storage.unit_of_work import UnitOfWork

OFFERED_BY_LETTER = frozenset({TalkState.RECOMMENDED, TalkState.DECLINED, TalkState.NO_REPLY})
"""Where an invitation is an offer that can be recorded."""
_DATED = frozenset({LetterKind.INVITATION, LetterKind.FOLLOW_UP})
_FAMILY_BASIS: Mapping[LetterKind, str] = {LetterKind.INVITATION: "DBF14"}
_OWN_TALK = "DBF6E"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRequest:
    """Which letter to whom; when and where for an invitation; another basis where no consent covers a professional."""

    talk_id: TalkId
    kind: LetterKind
    receiver: str
    address: str = ""
    on: date | None = None
    clock: time | None = None
    place: str = ""
    reply_by: date | None = None
    basis_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPaper:
    """A letter ready to be rendered and registered."""

    request: LetterRequest
    receiver: Receiver
    letter: Letter
    discreet: Letter
    leaving: Leaving
    number: str
    warning: str = ""

    @property
    def names(self) -> bool:
        """The receiver's name stands on it."""
        return True

    def render(self) -> bytes:
        """Return the letter as PDF; needs no database."""
        return report.render(self.letter)

    def render_discreet(self) -> bytes:
        """Return the same with initials and without the address, for discreet display; it never leaves."""
        return report.render(self.discreet)


def family_basis(kind: LetterKind) -> str:
    """Return the code of the legal basis a letter to the family leaves on."""
    return _FAMILY_BASIS.get(kind, _OWN_TALK)


def gather(uow: UnitOfWork, request: LetterRequest) -> LetterPaper:
    """Return the letter, or raise the DomainError that says why there is none, beside the field that can mend it."""
    facts = letter_facts.facts(uow, request.talk_id)
    receiver = _receiver(facts, request)
    settings = uow.settings()
    _check_sender(settings, request.kind)
    _check_days(uow, request)
    fit = letter_facts.fit_for(uow, facts, receiver)
    address = _address(facts, receiver, request.address)
    leaving = _leaving(uow, facts, receiver, request, address)
    number = disclosures.next_number(uow)
    blocks = letter_facts.blocks(
        facts, receiver, request.kind, when=_when(request), place=fit(clean(request.place)), fit=fit
    )
    letter = Letter(
        paper=disclosures.letterhead(uow, leaving, number),
        title=words.kind(request.kind),
        sender=sender_of(uow),
        to=receiver.name,
        address=address,
        by_hand=not address,
        mailed=request.kind in _DATED,
        day=uow.today,
        pages=_pages(uow, facts, receiver, request, blocks),
        blocks=blocks,
    )
    uow.log(Action.OPEN, "talk", facts.talk.id, person=facts.person.id, document=DOCUMENTS[request.kind].value)
    return LetterPaper(
        request=request,
        receiver=receiver,
        letter=letter,
        discreet=_discreet(letter, facts),
        leaving=leaving,
        number=number,
        warning=basis_warning(uow, leaving),
    )


# -- what the dialog asks ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStart:
    """What the dialog begins with. ``why`` says of each letter why it cannot be written now, or nothing."""

    facts: TalkFacts
    why: Mapping[LetterKind, str]
    basis_names: Mapping[LetterKind, str]
    bases: tuple[LegalBasis, ...]
    reply_by: date
    follow_up_on: date | None
    today: date


def start(uow: UnitOfWork, talk_id: TalkId) -> LetterStart:
    """Return what the dialog begins with; an answer is wanted within the settings' interval."""
    facts = letter_facts.facts(uow, talk_id)
    hanging = uow.tasks.of_source(Source(SourceKind.TALK, talk_id), open_only=True)
    coming = [one.due for one in hanging if one.kind is TaskKind.FOLLOW_UP and one.due and one.due >= uow.today]
    names = {one.code: one.name for one in disclosures.bases(uow)}
    return LetterStart(
        facts=facts,
        why={kind: why_not_now(kind, facts.talk, len(facts.agreements)) for kind in LetterKind},
        basis_names={kind: names.get(family_basis(kind), family_basis(kind)) for kind in LetterKind},
        bases=tuple(disclosures.usable_bases(uow)),
        reply_by=_reply_by(uow, facts.talk, min(coming, default=None)),
        follow_up_on=min(coming, default=None),
        today=uow.today,
    )


def reply_before(usual: date, on: date, today: date) -> date:
    """Return the usual day for an answer, or the day before what is proposed where that is earlier."""
    return max(today, min(usual, on - timedelta(days=1)))


def _reply_by(uow: UnitOfWork, talk: Talk, follow_up_on: date | None) -> date:
    """Return by when an answer is wanted: within the settings' interval, and before what is proposed or agreed on."""
    usual = uow.today + timedelta(days=tasks.interval(uow, Interval.TALK_REPLY).amount)
    planned = talk.planned_at.date() if talk.planned_at is not None else None
    on = planned if planned is not None and planned >= uow.today else follow_up_on
    return usual if on is None else reply_before(usual, on, uow.today)


def talk_of(uow: UnitOfWork, person_id: PersonId) -> TalkId | None:
    """Return the talk a person's letters are about: the newest open one, else the newest."""
    found = uow.talks.of_person(uow.persons.final(person_id).id)
    return next((talk.id for talk in [*(one for one in found if one.open), *found]), None)


# -- what is checked -------------------------------------------------------------------------------------------------


def _receiver(facts: TalkFacts, request: LetterRequest) -> Receiver:
    code = why_not_now(request.kind, facts.talk, len(facts.agreements))
    if code:
        raise DomainError(code, "kind")
    found = next((one for one in facts.receivers(request.kind) if one.key == request.receiver), None)
    if found is None:
        raise DomainError("letter_receiver_gone", "receiver")
    if found.refused:
        raise DomainError(found.refused, "receiver")
    return found


def _check_sender(settings: Settings, kind: LetterKind) -> None:
    if not (settings.consultant_phone or settings.consultant_mail):
        raise DomainError("letter_contact_missing")
    if kind is LetterKind.INVITATION and not settings.dpo:
        raise DomainError("letter_dpo_missing")


def _check_days(uow: UnitOfWork, request: LetterRequest) -> None:
    for field in ("on", "reply_by"):
        day: date | None = getattr(request, field)
        if request.kind in _DATED and day is not None and day < uow.today:
            raise DomainError("letter_day_passed", field)
    on, reply_by = request.on, request.reply_by
    if request.kind in _DATED and on is not None and reply_by is not None and reply_by > on:
        raise DomainError("letter_reply_after_talk", "reply_by")


def _when(request: LetterRequest) -> date | datetime | None:
    if request.on is None or request.clock is None:
        return request.on
    return datetime.combine(request.on, request.clock)


def _address(facts: TalkFacts, receiver: Receiver, typed: str) -> tuple[str, ...]:
    """Return the lines for the envelope: none where the letter is handed over, whatever was typed."""
    lines = tuple(line for line in (clean(one) for one in typed.splitlines()) if line)
    if receiver.by_hand or not lines:
        return ()
    if not receiver.may_know_address and letter_facts.tells_address(facts.person, " ".join(lines)):
        raise DomainError("letter_address_known", "address")
    return lines


def _leaving(
    uow: UnitOfWork, facts: TalkFacts, receiver: Receiver, request: LetterRequest, address: tuple[str, ...]
) -> Leaving:
    shown = {Field.NAME, *((Field.ADDRESS,) if address else ())}
    shown |= {
        LetterKind.INVITATION: {Field.MEETING, Field.DUTY},
        LetterKind.FOLLOW_UP: {Field.MEETING, Field.AGREEMENTS},
        LetterKind.MINUTES: {Field.TALK_MINUTES, Field.AGREEMENTS, Field.GUARDIANS},
        LetterKind.AGREEMENTS: {Field.AGREEMENTS, Field.GUARDIANS},
    }[request.kind]
    leaving = Leaving(
        document=DOCUMENTS[request.kind],
        channel=Channel.PRINT,
        recipient=receiver.recipient,
        purpose=words.purpose(request.kind),
        fields=tuple(one for one in Field if one in shown),
        persons=(facts.person.id,),
        basis_code=family_basis(request.kind),
    )
    asked = receiver.consent
    if receiver.reader is not Reader.PROFESSIONAL or asked is None:
        return leaving
    leaving = replace(leaving, purpose=_(words.SHARED_PURPOSE))
    pair = asked.topic, asked.authority
    if asked.allowed:
        return replace(leaving, basis_code=CONSENT, consent=pair)
    if not request.basis_code:
        consents.require(uow, facts.person.id, *pair, field="basis")
    return replace(leaving, basis_code=request.basis_code)


# -- what is written -------------------------------------------------------------------------------------------------


def sender_of(uow: UnitOfWork) -> Sender:
    """Return who writes the letters, as the settings have it."""
    settings = uow.settings()
    return Sender(
        name=settings.consultant or uow.user,
        phone=settings.consultant_phone,
        mail=settings.consultant_mail,
        address=settings.municipality_address,
    )


def _pages(
    uow: UnitOfWork, facts: TalkFacts, receiver: Receiver, request: LetterRequest, blocks: Blocks
) -> tuple[tuple[Part, ...], ...]:
    values = letter_facts.values(uow, facts, receiver, request.reply_by)
    empty = frozenset(
        field
        for field, content in (
            (LetterField.MEETING, blocks.meeting),
            (LetterField.MINUTES, blocks.minutes),
            (LetterField.AGREEMENTS, blocks.agreements),
            (LetterField.SIGNATURES, blocks.signatures),
        )
        if not content
    )
    texts = (letter_texts.current(uow, which) for which in texts_of(request.kind, receiver.reader))
    return tuple(without_empty_blocks(filled(parts_of(text), values), empty) for text in texts)


def _discreet(letter: Letter, facts: TalkFacts) -> Letter:
    """Return the letter as discreet display may show it: the family's names as initials, no address."""
    hidden = [facts.person, *(replace(facts.person, first_name=name, last_name="") for name in facts.family_names)]

    def hide(text: str) -> str:
        return without_names(text, hidden)

    name, _space, last = letter.to.rpartition(" ")
    return replace(
        letter,
        to=initials(name, last),
        address=(),
        pages=tuple(tuple(replace(part, text=hide(part.text)) for part in page) for page in letter.pages),
        blocks=_hidden(letter.blocks, hide),
    )


def _hidden(blocks: Blocks, hide: Callable[[str], str]) -> Blocks:
    return Blocks(
        meeting=tuple((label, hide(text)) for label, text in blocks.meeting),
        minutes=tuple((label, hide(text)) for label, text in blocks.minutes),
        agreements=tuple(replace(one, text=hide(one.text), who=hide(one.who)) for one in blocks.agreements),
        signatures=tuple(hide(one) for one in blocks.signatures),
    )


# -- what it changes -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a letter that left has changed on the talk and the person."""

    informed: bool = False
    offered: bool = False


def record_sent(uow: UnitOfWork, paper: LetterPaper, *, offer: bool) -> Outcome[Recorded]:
    """Record what an invitation that left has done: the duty to inform is fulfilled, the talk is offered by letter.

    One command, so that one undo takes both back. What was answered or offered already is left alone.
    """
    facts = letter_facts.facts(uow, paper.request.talk_id)
    kind = paper.request.kind
    informed = facts.person.duty_state is DutyState.MISSING and fulfils_duty(kind, paper.receiver.reader, facts.age)
    if informed:
        duty.fulfil_duty(uow, facts.person.id, uow.today)
    offered = offer and kind is LetterKind.INVITATION and facts.talk.state in OFFERED_BY_LETTER
    if offered:
        talks.offer(uow, facts.talk.id, OfferChannel.LETTER, talks.usual_step(uow, TalkState.OFFERED))
    return uow.outcome(Recorded(informed=informed, offered=offered))
