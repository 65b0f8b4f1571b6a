"""What a letter of a talk needs to know: who may get it and why not, what is filled in, what must not be told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sspdesk.domain.consents import ConsentAnswer, ConsentAuthority, ConsentTopic
from sspdesk.domain.disclosures import Disclosure
from sspdesk.domain.ids import TalkId
from sspdesk.domain.letters import (
    DOCUMENTS,
    LetterField,
    LetterKind,
    Reader,
    reader_at,
    why_not_parent,
)
from sspdesk.domain.names import fold, initials
from sspdesk.domain.papers import without_words
from sspdesk.domain.people import Professional, ProfessionalRole
from sspdesk.domain.persons import Guardian, Person, age_on
from sspdesk.domain.retention import RetentionKind
from sspdesk.domain.settings import Settings
from sspdesk.domain.talk_records import FAMILY, Agreement, AgreementState, Participant, ParticipantRole, Yes
from sspdesk.domain.talks import Talk
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import letters as words
from sspdesk.labels import people as people_words
from sspdesk.labels import retention as retention_words
from sspdesk.labels import talks as talk_words
from sspdesk.labels.reports import upper_first
from sspdesk.reports.letter import AgreementLine, Blocks
from sspdesk.reports.parts import people
from sspdesk.services import consents, retention
from sspdesk.services.talk_participants import AUTHORITIES
from sspdesk.storage.unit_of_work import UnitOfWork

YOUNG = "ung"
_SHARED = frozenset({LetterKind.MINUTES, LetterKind.AGREEMENTS})
Fit = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Somebody a letter could go to. ``refused`` is the code of why not; ``consent`` what a professional's says.

    ``by_hand``: no address may stand on it. ``address`` is proposed for the envelope, one line each.
    """

    key: str
    name: str
    detail: str
    reader: Reader
    refused: str = ""
    by_hand: bool = False
    may_know_address: bool = True
    address: str = ""
    consent: ConsentAnswer | None = None
    sent_on: Mapping[LetterKind, date]
    recipient: str
    """How the receiver stands in the register of disclosures, which outlives the person: of the family no name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkFacts:
    """A talk with everything its letters say."""

    talk: Talk
    person: Person
    age: int | None
    participants: tuple[Participant, ...]
    agreements: tuple[Agreement, ...]
    family: tuple[Receiver, ...]
    professionals: tuple[Receiver, ...]
    consultant: str

    def receivers(self, kind: LetterKind) -> tuple[Receiver, ...]:
        """Return whom a letter could go to; minutes and agreements also to professionals who took part."""
        return self.family + (self.professionals if kind in _SHARED else ())

    @property
    def family_names(self) -> tuple[str, ...]:
        """Return the family's names, to be hidden in discreet display."""
        took_part = (one.name for one in self.participants if one.role in FAMILY)
        return tuple(dict.fromkeys([*(one.name for one in self.family), *took_part]))


def facts(uow: UnitOfWork, talk_id: TalkId) -> TalkFacts:
    """Return what the letters of a talk say."""
    talk = uow.talks.get(talk_id)
    person = uow.persons.final(talk.person_id)
    age = None if person.birth_date is None else age_on(person.birth_date, uow.today)
    participants = tuple(uow.participants.of_talk(talk_id))
    left = [one for one in uow.disclosures.of_person(person.id) if _since(one, talk)]
    return TalkFacts(
        talk=talk,
        person=person,
        age=age,
        participants=participants,
        agreements=tuple(uow.agreements.of_talk(talk_id)),
        family=_with_sent(_family(person, age, uow.guardians.of_person(person.id)), left),
        professionals=_with_sent(_professionals(uow, person, participants), left),
        consultant=uow.settings().consultant or uow.user,
    )


def _since(left: Disclosure, talk: Talk) -> bool:
    return not left.refused and left.at.date() >= talk.recommended_on


def _with_sent(receivers: list[Receiver], left: list[Disclosure]) -> tuple[Receiver, ...]:
    kinds = {document: kind for kind, document in DOCUMENTS.items()}
    found = []
    for one in receivers:
        own = [each for each in left if each.recipient == one.recipient and each.document in kinds]
        sent = {kinds[each.document]: each.at.date() for each in sorted(own, key=lambda each: each.at)}
        found.append(replace(one, sent_on=sent))
    return tuple(found)


def _family(person: Person, age: int | None, guardians: list[Guardian]) -> list[Receiver]:
    reader = reader_at(age)
    parents = [_parent(person, age, one) for one in guardians]
    invited = any(not one.refused for one in parents)
    young = Receiver(
        key=YOUNG,
        name=person.name,
        detail="" if age is None else dates.age(age),
        reader=reader,
        refused="letter_child_needs_parent" if reader is Reader.CHILD and not invited else "",
        by_hand=person.protected,
        address="" if person.protected else _as_lines(person.address),
        sent_on={},
        recipient=_nameless(talk_words.role(ParticipantRole.YOUNG), person.name),
    )
    return [young, *parents]


def _parent(person: Person, age: int | None, guardian: Guardian) -> Receiver:
    """A parent's address is not kept: the child's is proposed where this parent may know it."""
    shown = not person.protected and guardian.may_know_address
    return Receiver(
        key=f"foraelder:{guardian.id}",
        name=guardian.name,
        detail=people_words.relation(guardian.relation),
        reader=Reader.PARENT,
        refused=why_not_parent(guardian, age),
        by_hand=person.protected,
        may_know_address=shown,
        address=_as_lines(person.address) if shown else "",
        sent_on={},
        recipient=_nameless(people_words.relation(guardian.relation), guardian.name),
    )


def _nameless(who: str, name: str) -> str:
    first, _space, last = name.rpartition(" ")
    return f"{who} ({initials(first, last)})"


def _as_lines(address: str) -> str:
    return "\n".join(part.strip() for part in address.split(",") if part.strip())


def _professionals(uow: UnitOfWork, person: Person, participants: tuple[Participant, ...]) -> list[Receiver]:
    found = []
    for one in participants:
        professional = uow.professionals.find(one.professional_id) if one.professional_id is not None else None
        if professional is None or professional.role is ProfessionalRole.CONSULTANT or one.came is False:
            continue
        found.append(
            Receiver(
                key=f"fagperson:{professional.id}",
                name=professional.name,
                detail=people_words.professional_role(professional.role),
                reader=Reader.PROFESSIONAL,
                by_hand=True,
                consent=_asked(uow, person, professional),
                sent_on={},
                recipient=f"{professional.name} ({people_words.professional_role(professional.role)})",
            )
        )
    return found


def _asked(uow: UnitOfWork, person: Person, professional: Professional) -> ConsentAnswer:
    authority = AUTHORITIES.get(professional.role, ConsentAuthority.OTHER)
    return consents.check(uow, person.id, ConsentTopic.MINUTES, authority)


# -- what must not be told -------------------------------------------------------------------------------------------


def tells_address(person: Person, text: str) -> bool:
    """Tell whether a text holds the person's address, or its street and number, however it is written."""
    street = fold(person.address.partition(",")[0])
    return bool(street) and street in fold(text)


def fit_for(uow: UnitOfWork, known: TalkFacts, receiver: Receiver) -> Fit:
    """Return what takes from a text the whereabouts that this receiver's letter must not hold."""
    person = known.person
    if not person.protected and receiver.may_know_address:
        return lambda text: text
    schools = {one.name for one in uow.institutions.listed(with_inactive=True)} if person.protected else set()

    def fit(text: str) -> str:
        text = without_words(text, schools, _("the school"))
        text = without_words(text, {person.address, person.address.partition(",")[0]}, _("the address"))
        return without_words(text, {person.phone}, _("the phone number")) if person.protected else text

    return fit


# -- what is filled in -----------------------------------------------------------------------------------------------


def values(uow: UnitOfWork, known: TalkFacts, receiver: Receiver, reply_by: date | None) -> Mapping[LetterField, str]:
    """Return what the fields of a text are filled with."""
    settings, person = uow.settings(), known.person
    own = receiver.key == YOUNG
    held = known.talk.held_at
    first = person.first_name if own and person.first_name else receiver.name.partition(" ")[0]
    return {
        LetterField.NAME: receiver.name,
        LetterField.FIRST_NAME: first,
        LetterField.CHILD: person.first_name or person.name,
        LetterField.CHILD_NAME: person.name,
        LetterField.DATE: dates.long_day(uow.today),
        LetterField.REPLY_BY: dates.spoken_day(reply_by) if reply_by else "",
        LetterField.HELD_ON: dates.long_day(held.date()) if held is not None else "",
        LetterField.CONSULTANT: known.consultant,
        LetterField.CONTACT: _contact(settings, known.consultant),
        LetterField.MUNICIPALITY: settings.municipality,
        LetterField.UNIT: settings.unit,
        LetterField.ADDRESS: settings.municipality_address,
        LetterField.DPO: settings.dpo,
        LetterField.SOURCE: words.source(known.talk.origin, "" if own else person.first_name or person.name),
        LetterField.KEPT: _kept(uow),
    }


def _contact(settings: Settings, name: str) -> str:
    phone = (
        _("phone {number}").format(number=settings.consultant_phone).replace(" ", dates.NBSP)
        if settings.consultant_phone
        else ""
    )
    return ", ".join(one for one in (name, phone, settings.consultant_mail) if one)


def _kept(uow: UnitOfWork) -> str:
    period = next(own for kind, own, _proposed in retention.terms(uow) if kind is RetentionKind.TALK)
    return _("We delete the information {period} after the last contact.").format(period=retention_words.period(period))


def blocks(
    known: TalkFacts, receiver: Receiver, kind: LetterKind, *, when: date | datetime | None, place: str, fit: Fit
) -> Blocks:
    """Return what stands in place of the block fields."""
    after = kind in _SHARED
    talk = known.talk
    phases = (
        (_("1. Mapping"), talk.mapping),
        (_("2. Making responsible"), talk.accountability),
        (_("3. Measures"), talk.measures),
    )
    lines = known.agreements if after else [one for one in known.agreements if one.state is AgreementState.OPEN]
    return Blocks(
        meeting=_held(known, fit) if after else _coming(known, receiver, when, place),
        minutes=tuple((title, fit(text)) for title, text in phases if text.strip()),
        agreements=tuple(AgreementLine(text=fit(one.text), who=fit(one.who), due=one.due) for one in lines),
        signatures=tuple(_named(one) for one in _present(known)),
    )


def _coming(
    known: TalkFacts, receiver: Receiver, when: date | datetime | None, place: str
) -> tuple[tuple[str, str], ...]:
    plural = receiver.reader is Reader.PARENT
    open_time = (
        _("We find a time that suits you, parents") if plural else _("We find a time that suits you, young person")
    )
    from_us = [one for one in known.participants if one.role not in FAMILY and one.yes is not Yes.REFUSED]
    whom = [_named(one) for one in from_us] or [f"{known.consultant} ({talk_words.role(ParticipantRole.CONSULTANT)})"]
    rows = [
        (_("When"), open_time if when is None else upper_first(dates.spoken(when))),
        (_("Where"), place or _("Where it suits you best")),
        (_("Who comes"), people(whom)),
    ]
    return tuple(rows)


def _held(known: TalkFacts, fit: Fit) -> tuple[tuple[str, str], ...]:
    talk = known.talk
    held = upper_first(dates.spoken(talk.held_at)) if talk.held_at is not None else ""
    present = people([_named(one) for one in _present(known)])
    rows = ((_("When"), held), (_("Where"), fit(talk.place)), (_("Who was there"), present))
    return tuple(row for row in rows if row[1])


def _present(known: TalkFacts) -> list[Participant]:
    return [one for one in known.participants if one.came is not False and one.yes is not Yes.REFUSED]


def _named(one: Participant) -> str:
    return one.name if one.role is ParticipantRole.YOUNG else f"{one.name} ({talk_words.role(one.role)})"
