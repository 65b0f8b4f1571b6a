"""Registers what leaves the desk (G-1): number, basis, purpose, recipient, fields, persons and the file's SHA-256."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sspdesk.domain.changes import Outcome
from sspdesk.domain.consents import ConsentTopic, Pair
from sspdesk.domain.disclosures import (
    KSP_BASES,
    Channel,
    Disclosure,
    Document,
    Field,
    LegalBasis,
    check_basis,
    check_purpose,
)
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import BasisId, DisclosureId, MeetingId, PersonId, ProfessionalId
from sspdesk.domain.log import Action
from sspdesk.domain.papers import Letterhead
from sspdesk.services import consents
from sspdesk.storage.unit_of_work import UnitOfWork

DEFAULT_BASIS = "RPL115-1"
CONSENT = "SAMT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What is about to leave, before it has a number."""

    document: Document
    channel: Channel
    recipient: str
    purpose: str
    fields: tuple[Field, ...]
    persons: tuple[PersonId, ...]
    basis_code: str = DEFAULT_BASIS
    meeting_id: MeetingId | None = None
    copies: int = 1
    expires_on: date | None = None
    consent: Pair | None = None
    """What is shared with whom, where the basis is consent: each person's consents are asked for it."""
    pairs: tuple[Pair, ...] = ()
    """More of the same, where several topics leave together: all of them must be covered."""
    to_the_person: bool = False
    """Whether the persons themselves get it, who need no consent of their own."""
    topics: tuple[ConsentTopic, ...] = ()
    recipient_id: ProfessionalId | None = None
    content: str = ""
    reason: str = ""
    """Why a basis without consent is used where consent is the rule (RPL § 115, stk. 1, nr. 3)."""

    @property
    def asked(self) -> tuple[Pair, ...]:
        """What the consents are asked for."""
        return (*(() if self.consent is None else (self.consent,)), *self.pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One thing about to leave and the SHA-256 of exactly those bytes."""

    leaving: Leaving
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureView:
    """A disclosure as it is shown: with the name of its legal basis and of everyone it concerns.

    A person merged since stands under the kept person; one deleted since is counted in ``gone``.
    """

    disclosure: Disclosure
    basis: str
    persons: tuple[tuple[PersonId, str], ...] = ()
    gone: int = 0


# -- legal bases -----------------------------------------------------------------------------------------------------


def bases(uow: UnitOfWork) -> list[LegalBasis]:
    """Return all legal bases, by code."""
    return sorted(uow.bases.all(), key=lambda basis: basis.code)


def usable_bases(uow: UnitOfWork, *, releases: bool = False) -> list[LegalBasis]:
    """Return the bases in force today that let something be passed on without a registered consent.

    Those about people being released are for a release only, where the reason is written (RPL § 115, stk. 1, nr. 3).
    """
    left_out = {CONSENT} if releases else {CONSENT, *KSP_BASES}
    return [one for one in bases(uow) if one.allows_disclosure and one.valid_on(uow.today) and one.code not in left_out]


def consent_basis(uow: UnitOfWork) -> LegalBasis | None:
    """Return the consent as a legal basis, where it is in force today."""
    basis = uow.bases.in_force(CONSENT, uow.today)
    return basis if basis is not None and basis.allows_disclosure else None


def save_basis(uow: UnitOfWork, basis: LegalBasis) -> Outcome[LegalBasis]:
    """Store a legal basis; its code and name must be there and its validity must not end before it begins."""
    basis = replace(basis, code=basis.code.strip(), name=basis.name.strip())
    if not basis.code or not basis.name:
        raise DomainError("name_missing", "name" if basis.code else "code")
    if basis.valid_from and basis.valid_to and basis.valid_to < basis.valid_from:
        raise DomainError("validity_ends_before_start", "valid_to")
    stored = uow.bases.save(basis)
    uow.log(Action.CHANGE if basis.id else Action.CREATE, "legal_basis", stored.id)
    return uow.outcome(stored)


def mark_checked(uow: UnitOfWork, basis_id: BasisId) -> Outcome[LegalBasis]:
    """Note that the text of a basis was compared with the law today (G-6)."""
    basis = uow.bases.get(basis_id)
    return save_basis(uow, replace(basis, checked_on=uow.today, checked_by=uow.user))


# -- leaving ---------------------------------------------------------------------------------------------------------


def check(uow: UnitOfWork, leaving: Leaving) -> LegalBasis:
    """Return the legal basis, or raise DomainError when anything that G-1, G-2 and the consents ask for is missing."""
    if leaving.basis_code == CONSENT:
        if not leaving.asked and not leaving.to_the_person:
            raise DomainError("basis_needs_consent", "basis")
        for person_id in leaving.persons:
            for pair in leaving.asked:
                consents.require(uow, person_id, *pair, field="basis")
    if leaving.basis_code in KSP_BASES and not leaving.reason.strip():
        raise DomainError("basis_needs_reason", "reason")
    basis = check_basis(uow.bases.in_force(leaving.basis_code, uow.today), uow.today)
    check_purpose(leaving.purpose)
    if not leaving.recipient.strip():
        raise DomainError("recipient_missing", "recipient")
    return basis


def next_number(uow: UnitOfWork) -> str:
    """Return the number of the next paper, e.g. SSP-2026-0147. It is also the file's name: no name of a person."""
    prefix = f"SSP-{uow.today.year}-"
    return f"{prefix}{uow.disclosures.last_number(prefix) + 1:04d}"


def letterhead(uow: UnitOfWork, leaving: Leaving, number: str) -> Letterhead:
    """Return what stands on every paper; raises DomainError when the basis does not carry it (G-1)."""
    settings = uow.settings()
    return Letterhead(
        municipality=settings.municipality,
        unit=settings.unit,
        printed_at=uow.now,
        printed_by=settings.consultant or uow.user,
        basis=check(uow, leaving).name,
        reference=number,
        demo=settings.demo,
    )


def register(uow: UnitOfWork, leaving: Leaving, *, number: str, sha256: str = "") -> Outcome[Disclosure]:
    """Register a disclosure just before it leaves; nothing may leave without this. There is nothing to undo.

    A paper keeps its number however often it is printed or saved. Raises KnownError("number_taken") when another paper
    has got the number since this one was gathered.
    """
    (stored,) = _register(uow, [Sealed(leaving=leaving, sha256=sha256)], number)
    return Outcome(stored, uow.recorder.changes())


def register_files(uow: UnitOfWork, files: Sequence[Sealed], *, number: str) -> Outcome[tuple[Disclosure, ...]]:
    """Register several files of one paper in one transaction: all of them or none."""
    return Outcome(_register(uow, files, number), uow.recorder.changes())


def _register(uow: UnitOfWork, files: Sequence[Sealed], number: str) -> tuple[Disclosure, ...]:
    stored = []
    for file in files:
        leaving = file.leaving
        check(uow, leaving)
        for other in uow.disclosures.numbered(number):
            if _paper(other) != _paper(leaving):
                raise KnownError("number_taken", number=number)
        disclosure = uow.disclosures.add(_disclosure(uow, leaving, number, file.sha256, ""))
        uow.log(
            Action.PRINT if leaving.channel is Channel.PRINT else Action.EXPORT,
            "disclosure",
            disclosure.id,
            document=leaving.document.value,
            basis=leaving.basis_code,
            persons=list(leaving.persons),
            fields=[field.value for field in leaving.fields],
            sha256=file.sha256,
        )
        stored.append(disclosure)
    return tuple(stored)


def _paper(one: Leaving | Disclosure) -> tuple[object, ...]:
    """Return what tells one paper from another."""
    return one.document, one.meeting_id, frozenset(one.persons)


def refuse(uow: UnitOfWork, leaving: Leaving, code: str) -> Outcome[Disclosure]:
    """Register that a disclosure was stopped and why; nothing left."""
    stored = uow.disclosures.add(_disclosure(uow, leaving, "", "", code))
    uow.log(
        Action.EXPORT_REFUSED,
        "disclosure",
        stored.id,
        document=leaving.document.value,
        reason=code,
        persons=list(leaving.persons),
    )
    return Outcome(stored, uow.recorder.changes())


def mark_failed(
    uow: UnitOfWork, disclosure_ids: Sequence[DisclosureId], code: str = "write_failed"
) -> Outcome[tuple[Disclosure, ...]]:
    """Note that what was registered could not be written or printed after all, so that nothing left."""
    stored = []
    for disclosure_id in disclosure_ids:
        stored.append(uow.disclosures.save(replace(uow.disclosures.get(disclosure_id), refused=code)))
        uow.log(Action.EXPORT_REFUSED, "disclosure", disclosure_id, reason=code)
    return Outcome(tuple(stored), uow.recorder.changes())


# -- the register ----------------------------------------------------------------------------------------------------


def count(uow: UnitOfWork) -> int:
    """Return how many disclosures there are, the stopped ones too."""
    return uow.disclosures.count()


def listed(uow: UnitOfWork, offset: int, limit: int) -> list[Disclosure]:
    """Return one window of all disclosures, newest first."""
    return uow.disclosures.page(offset, limit)


def page(uow: UnitOfWork, offset: int, limit: int) -> list[DisclosureView]:
    """Return one window of all disclosures with the words for their legal bases, newest first."""
    return [_view(uow, one) for one in listed(uow, offset, limit)]


def view(uow: UnitOfWork, disclosure_id: DisclosureId) -> DisclosureView:
    """Return one disclosure with the names of the persons it concerns, looked up now."""
    disclosure = uow.disclosures.get(disclosure_id)
    names, gone = names_of(uow, disclosure.persons)
    return replace(_view(uow, disclosure), persons=tuple(names.items()), gone=gone)


def names_of(uow: UnitOfWork, person_ids: Sequence[PersonId]) -> tuple[dict[PersonId, str], int]:
    """Return the present names by id, following merges, and how many of the persons are no longer here."""
    found = uow.persons.many(person_ids)
    names: dict[PersonId, str] = {}
    for person_id in person_ids:
        person = found.get(person_id)
        if person is not None and person.merged_into is not None:
            person = uow.persons.final(person_id)
        if person is not None:
            names[person.id] = person.name
    return names, sum(person_id not in found for person_id in person_ids)


def _view(uow: UnitOfWork, disclosure: Disclosure) -> DisclosureView:
    basis = uow.bases.in_force(disclosure.basis_code, disclosure.at.date())
    return DisclosureView(disclosure=disclosure, basis=basis.name if basis is not None else disclosure.basis_code)


def of_person(uow: UnitOfWork, person_id: PersonId) -> list[Disclosure]:
    """Return the disclosures that concern a person, newest first."""
    return uow.disclosures.of_person(person_id)


def _disclosure(uow: UnitOfWork, leaving: Leaving, number: str, sha256: str, refused: str) -> Disclosure:
    return Disclosure(
        at=uow.now,
        by=uow.user,
        document=leaving.document,
        channel=leaving.channel,
        number=number,
        recipient=leaving.recipient.strip(),
        purpose=leaving.purpose.strip(),
        basis_code=leaving.basis_code,
        fields=leaving.fields,
        persons=tuple(dict.fromkeys(leaving.persons)),
        meeting_id=leaving.meeting_id,
        copies=leaving.copies,
        expires_on=leaving.expires_on,
        sha256=sha256,
        refused=refused,
        topics=leaving.topics,
        recipient_id=leaving.recipient_id,
        content=leaving.content,
        reason=leaving.reason.strip(),
    )
