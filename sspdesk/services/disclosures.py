"""Registers what leaves the desk (G-1): number, basis, purpose, recipient, fields, persons and the file's SHA-256."""

from dataclasses import dataclass, replace
from datetime import date

from sspdesk.domain.changes import Outcome
from sspdesk.domain.disclosures import (
    Channel,
    Disclosure,
    Document,
    Field,
    LegalBasis,
    check_basis,
    check_purpose,
)
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import DisclosureId, MeetingId, PersonId
from sspdesk.domain.log import Action
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


def bases(uow: UnitOfWork) -> list[LegalBasis]:
    """Return all legal bases, by code."""
    return sorted(uow.bases.all(), key=lambda basis: basis.code)


def usable_bases(uow: UnitOfWork) -> list[LegalBasis]:
    """Return the bases in force today that let something be passed on without a registered consent."""
    return [one for one in bases(uow) if one.allows_disclosure and one.valid_on(uow.today) and one.code != CONSENT]


def save_basis(uow: UnitOfWork, basis: LegalBasis) -> Outcome[LegalBasis]:
    """Store a legal basis; its code and name must be there and its validity must not end before it begins."""
    if not basis.code.strip() or not basis.name.strip():
        raise DomainError("name_missing", "name" if basis.code.strip() else "code")
    if basis.valid_from and basis.valid_to and basis.valid_to < basis.valid_from:
        raise DomainError("validity_ends_before_start", "valid_to")
    stored = uow.bases.save(basis)
    uow.log(Action.CHANGE if basis.id else Action.CREATE, "legal_basis", stored.id)
    return uow.outcome(stored)


def mark_checked(uow: UnitOfWork, basis_id: int) -> Outcome[LegalBasis]:
    """Note that the text of a basis was compared with the law today (G-6)."""
    basis = uow.bases.get(basis_id)
    return save_basis(uow, replace(basis, checked_on=uow.today, checked_by=uow.user))


def check(uow: UnitOfWork, leaving: Leaving) -> LegalBasis:
    """Return the legal basis, or raise DomainError when anything that G-1 and G-2 ask for is missing."""
    if leaving.basis_code == CONSENT:
        raise DomainError("basis_needs_consent", "basis")
    basis = check_basis(uow.bases.in_force(leaving.basis_code, uow.today), uow.today)
    check_purpose(leaving.purpose)
    if not leaving.recipient.strip():
        raise DomainError("recipient_missing", "recipient")
    return basis


def next_number(uow: UnitOfWork) -> str:
    """Return the number of the next paper, e.g. SSP-2026-0147. It is also the file's name: no name of a person."""
    prefix = f"SSP-{uow.today.year}-"
    return f"{prefix}{uow.disclosures.count_numbered(prefix) + 1:04d}"


def register(uow: UnitOfWork, leaving: Leaving, *, number: str, sha256: str = "") -> Outcome[Disclosure]:
    """Register a disclosure just before it leaves; nothing may leave without this."""
    check(uow, leaving)
    stored = uow.disclosures.add(_disclosure(uow, leaving, number, sha256, ""))
    action = Action.PRINT if leaving.channel is Channel.PRINT else Action.EXPORT
    uow.log(
        action,
        "disclosure",
        stored.id,
        document=leaving.document.value,
        basis=leaving.basis_code,
        persons=list(leaving.persons),
        fields=[field.value for field in leaving.fields],
        sha256=sha256,
    )
    return Outcome(stored, uow.recorder.changes())


def refuse(uow: UnitOfWork, leaving: Leaving, code: str) -> Outcome[Disclosure]:
    """Register that a disclosure was stopped and why; nothing left."""
    stored = uow.disclosures.add(_disclosure(uow, leaving, "", "", code))
    uow.log(Action.EXPORT_REFUSED, "disclosure", stored.id, document=leaving.document.value, reason=code)
    return Outcome(stored, uow.recorder.changes())


def mark_failed(uow: UnitOfWork, disclosure_id: DisclosureId) -> Outcome[Disclosure]:
    """Note that a registered file could not be written after all, so that nothing left."""
    stored = uow.disclosures.save(replace(uow.disclosures.get(disclosure_id), refused="write_failed"))
    uow.log(Action.EXPORT_REFUSED, "disclosure", disclosure_id, reason="write_failed")
    return Outcome(stored, uow.recorder.changes())


def listed(uow: UnitOfWork, offset: int, limit: int) -> list[Disclosure]:
    """Return one window of all disclosures, newest first."""
    return uow.disclosures.page(offset, limit)


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
    )
