"""What leaves with an Exit paper, told in the topics and authorities that consents are given in."""

from collections.abc import Collection, Mapping
from typing import Final

from sspdesk.domain.consents import ConsentAuthority, ConsentTopic
from sspdesk.domain.exit_parts import FocusArea, NoteKind, PaperKind, PartyRole

TOPICS: Final[Mapping[FocusArea, ConsentTopic]] = {
    FocusArea.HOUSING: ConsentTopic.HOUSING,
    FocusArea.WORK: ConsentTopic.WORK,
    FocusArea.ECONOMY: ConsentTopic.ECONOMY,
    FocusArea.NETWORK: ConsentTopic.NETWORK,
    FocusArea.SUBSTANCE: ConsentTopic.SUBSTANCE,
    FocusArea.SECURITY: ConsentTopic.OTHER,
    FocusArea.HEALTH: ConsentTopic.HEALTH,
    FocusArea.MENTAL_HEALTH: ConsentTopic.HEALTH,
    FocusArea.FAMILY: ConsentTopic.NETWORK,
    FocusArea.THINKING: ConsentTopic.OTHER,
    FocusArea.TAX: ConsentTopic.ECONOMY,
    FocusArea.POLICE_HELP: ConsentTopic.OTHER,
    FocusArea.MINOR: ConsentTopic.OTHER,
    FocusArea.INMATE: ConsentTopic.OTHER,
    FocusArea.OTHER: ConsentTopic.OTHER,
}
"""Which topic a focus area is told under; what has none of its own needs a consent to "other topics"."""
FREE_TEXT = ConsentTopic.OTHER
"""Notes and ratings may touch on anything, so they are told only where "other topics" are covered too."""
NOTES_TOLD = (NoteKind.STATUS, NoteKind.INTERRUPTION)
"""The notes that stand on a status (DOC-15)."""
AUTHORITIES: Final[Mapping[PartyRole, ConsentAuthority | None]] = {
    PartyRole.CITIZEN: None,
    PartyRole.MUNICIPALITY: None,
    PartyRole.POLICE: ConsentAuthority.POLICE,
    PartyRole.PRISON_SERVICE: ConsentAuthority.PRISON_SERVICE,
    PartyRole.OTHER: ConsentAuthority.OTHER,
}
"""Whom a party stands for; the citizen and the contact person's own municipality need no consent to be told."""
CONTACT_POINT = (ConsentAuthority.POLICE, ConsentAuthority.PRISON_SERVICE, ConsentAuthority.OTHER)
"""Who sits in Det Nationale Exitkontaktpunkt: Rigspolitiet, Kriminalforsorgen, and KL (S004:332)."""


def topics_on(paper: PaperKind, areas: Collection[FocusArea], *, free_text: bool) -> tuple[ConsentTopic, ...]:
    """Return the topics a paper holds; one that says no more than that there is a course is about "other topics"."""
    if paper is PaperKind.FUNDS:
        return (ConsentTopic.ECONOMY,)
    found = {TOPICS[one] for one in areas}
    if free_text or not found:
        found.add(FREE_TEXT)
    return tuple(one for one in ConsentTopic if one in found)


def must_be_told(paper: PaperKind) -> ConsentTopic | None:
    """Return the topic without which a paper says nothing: of the others, what is not covered can be left out."""
    return {PaperKind.FUNDS: ConsentTopic.ECONOMY, PaperKind.INTERRUPTION: FREE_TEXT}.get(paper)
