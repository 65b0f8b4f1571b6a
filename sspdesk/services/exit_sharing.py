"""Asks the consents what a paper of Exit may hold for those who get it, and how the register calls them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sspdesk.domain.consents import ConsentAnswer, ConsentAuthority, ConsentTopic, Pair, answer
from sspdesk.domain.disclosures import LegalBasis
from sspdesk.domain.exit_parts import PaperKind
from sspdesk.domain.exit_sharing import NOTES_TOLD, must_be_told, topics_on
from sspdesk.domain.exits import SideKind
from sspdesk.domain.ids import ExitCaseId, PersonId
from sspdesk.i18n import _
from sspdesk.services import consents, disclosures, exit_views
from sspdesk.services.exit_views import CaseView
from sspdesk.storage.unit_of_work import UnitOfWork

Answers = Mapping[Pair, ConsentAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What stands on a paper, and what the consents say of each topic for each authority today."""

    paper: PaperKind
    topics: tuple[ConsentTopic, ...]
    answers: Answers

    def missing(self, authorities: Collection[ConsentAuthority]) -> tuple[ConsentAnswer, ...]:
        """Return for each topic that is not covered for all of them the first answer that says why."""
        found = []
        for topic in self.topics:
            no = [self.answers[topic, one] for one in authorities if not self.answers[topic, one].allowed]
            found += no[:1]
        return tuple(found)

    def told(self, authorities: Collection[ConsentAuthority]) -> tuple[ConsentTopic, ...]:
        """Return the topics the paper may hold for all of them; none where what it is for is not among them."""
        lacking = {one.topic for one in self.missing(authorities)}
        if must_be_told(self.paper) in lacking:
            return ()
        return tuple(one for one in self.topics if one not in lacking)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the question before a paper offers: legal bases, consent among them, and what it covers."""

    bases: tuple[LegalBasis, ...]
    sharing: Sharing


def sharing_of(uow: UnitOfWork, view: CaseView, paper: PaperKind) -> Sharing:
    """Return what a paper of a case holds, and what the person's consents say of it."""
    free = paper is PaperKind.INTERRUPTION or (
        paper is PaperKind.STATUS and (bool(view.ratings) or any(one.kind in NOTES_TOLD for one in view.notes))
    )
    areas = [row.focus.area for row in view.focus]
    topics = topics_on(paper, areas, free_text=free)
    return Sharing(paper=paper, topics=topics, answers=_answers(uow, view.person.id, topics))


def _answers(uow: UnitOfWork, person_id: PersonId, topics: Collection[ConsentTopic]) -> Answers:
    person = uow.persons.final(person_id)
    guardians, known = uow.guardians.of_person(person.id), uow.consents.of_person(person.id)
    pairs = [(topic, authority) for topic in topics for authority in ConsentAuthority]
    return {pair: answer(pair, uow.today, person.birth_date, guardians, known) for pair in pairs}


def asking(uow: UnitOfWork, case_id: ExitCaseId, paper: PaperKind) -> Asking:
    """Return the bases a paper can leave on, the consent first where it is in force, and what it covers.

    The bases about people being released are offered while the citizen is in custody (RPL § 115, stk. 1, nr. 3).
    """
    view = exit_views.view(uow, case_id)
    in_custody = view.side is not None and view.side.kind is SideKind.CUSTODY
    consent = disclosures.consent_basis(uow)
    usable = disclosures.usable_bases(uow, releases=in_custody)
    bases = [*([consent] if consent is not None else []), *usable]
    return Asking(bases=tuple(bases), sharing=sharing_of(uow, view, paper))


def require_told(
    uow: UnitOfWork, sharing: Sharing, person_id: PersonId, authorities: Collection[ConsentAuthority]
) -> tuple[ConsentTopic, ...]:
    """Return the topics a paper may hold for these authorities, or raise the DomainError that says why none."""
    told = sharing.told(authorities)
    if not told:
        needed = must_be_told(sharing.paper)
        lacking = [one for one in sharing.missing(authorities) if needed is None or one.topic is needed]
        consents.require(uow, person_id, lacking[0].topic, lacking[0].authority, field="basis")
    return told


def register_name(recipient: str) -> str:
    """Return what a recipient is called in the register, which everybody may read: nothing that tells of Exit."""
    return _("An authority; its name stands in the case") if "exit" in recipient.casefold() else recipient
