"""Whom an agenda may take up: the persons found by words, each with why it is not offered (domain.md § 2.2)."""

from dataclasses import dataclass
from enum import StrEnum

from sspdesk.domain.consents import RELEASE_TOPICS, ConsentAuthority
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import Forum, ForumKind
from sspdesk.domain.ids import MeetingId, PersonId
from sspdesk.domain.persons import Person, age_on
from sspdesk.services import consents
from sspdesk.services.disclosures import DEFAULT_BASIS
from sspdesk.storage.unit_of_work import UnitOfWork

RELEASE_BASIS = "RPL115-3A"
_BASES = {ForumKind.RELEASE: RELEASE_BASIS}
NEEDS_CONSENT = frozenset({ForumKind.RELEASE})
"""Forums where only what the citizen consented to may be taken up (KSP, domain.md § 2.1 F11)."""


class NotOffered(StrEnum):
    """Why a person cannot be taken up."""

    WRONG_FORUM = "forkert_forum"
    NO_BASIS = "intet_grundlag"
    NO_CONSENT = "intet_samtykke"
    ONE_CASE = "en_sag_pr_moede"
    ALREADY = "staar_der_allerede"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person found, and why they are not offered (None: they are)."""

    person_id: PersonId
    name: str
    age: int | None
    why_not: NotOffered | None = None


def basis_code(forum: Forum) -> str:
    """Return the legal basis persons are shared on in a forum."""
    return _BASES.get(forum.kind, DEFAULT_BASIS)


def candidates(uow: UnitOfWork, meeting_id: MeetingId, words: str, limit: int = 20) -> list[Candidate]:
    """Return the persons found by the words; the search is not logged here, a person taken up is."""
    forum = uow.forums.get(uow.meetings.get(meeting_id).forum_id)
    here = {one.person_id for one in uow.agenda.of_meeting(meeting_id) if one.person_id is not None}
    barred = _barred(uow, forum)
    persons = uow.persons.many(uow.find_persons(words, limit))
    return [
        Candidate(
            person_id=one.id,
            name=one.name,
            age=age_on(one.birth_date, uow.today) if one.birth_date is not None else None,
            why_not=barred or _why_not(uow, forum, one, here),
        )
        for one in persons.values()
    ]


def _barred(uow: UnitOfWork, forum: Forum) -> NotOffered | None:
    """Return why nobody at all can be taken up in a forum."""
    if not forum.may_name_persons:
        return NotOffered.WRONG_FORUM
    basis = uow.bases.in_force(basis_code(forum), uow.today)
    usable = basis is not None and basis.allows_disclosure and basis.valid_on(uow.today)
    return None if usable else NotOffered.NO_BASIS


def _why_not(uow: UnitOfWork, forum: Forum, person: Person, here: set[PersonId]) -> NotOffered | None:
    if person.id in here:
        return NotOffered.ALREADY
    if forum.kind is ForumKind.INFO_HOUSE_CASE and here:
        return NotOffered.ONE_CASE
    if forum.kind in NEEDS_CONSENT and not _has_consent(uow, person.id):
        return NotOffered.NO_CONSENT
    return None


def _has_consent(uow: UnitOfWork, person_id: PersonId) -> bool:
    """Whether the citizen lets the prison service take part in at least one area of the release."""
    return any(
        consents.check(uow, person_id, topic, ConsentAuthority.PRISON_SERVICE).allowed for topic in RELEASE_TOPICS
    )


def require(uow: UnitOfWork, meeting_id: MeetingId, person_id: PersonId) -> None:
    """Raise the DomainError that says why a person cannot be taken up at a meeting."""
    forum = uow.forums.get(uow.meetings.get(meeting_id).forum_id)
    person = uow.persons.final(person_id)
    here = {one.person_id for one in uow.agenda.of_meeting(meeting_id) if one.person_id is not None}
    found = _barred(uow, forum) or _why_not(uow, forum, person, here - {person.id})
    if found is not None:
        raise _REFUSALS[found]()


_REFUSALS = {
    NotOffered.WRONG_FORUM: lambda: DomainError("person_not_in_this_forum", "person_id"),
    NotOffered.NO_BASIS: lambda: DomainError("person_without_basis", "person_id"),
    NotOffered.NO_CONSENT: lambda: DomainError("person_without_consent", "person_id"),
    NotOffered.ONE_CASE: lambda: DomainError("one_case_a_meeting", "person_id"),
    NotOffered.ALREADY: lambda: DomainError("person_on_agenda", "person_id"),
}
