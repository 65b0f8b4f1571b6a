"""Letters of the invented talks: some invitations went by post, some families have their minutes."""

from datetime import timedelta
from hashlib import sha256

from sspdesk.domain.ids import TalkId
from sspdesk.domain.letters import LetterKind
from sspdesk.services import disclosures, letter_facts, letters
from sspdesk.services.letters import LetterRequest
from sspdesk.services.work import UnitOfWork

_REPLY = timedelta(days=14)


def send(uow: UnitOfWork, talk_id: TalkId, kind: LetterKind) -> None:
    """Let one letter of a kind leave to everybody of the family who may have it."""
    facts = letter_facts.facts(uow, talk_id)
    for receiver in facts.receivers(kind)[: len(facts.family)]:
        if receiver.refused:
            continue
        request = LetterRequest(
            talk_id=talk_id,
            kind=kind,
            receiver=receiver.key,
            address=receiver.address,
            reply_by=uow.today + _REPLY,
        )
        paper = letters.gather(uow, request)
        digest = sha256(paper.render()).hexdigest()
        disclosures.register(uow, paper.leaving, number=paper.number, sha256=digest)
        letters.record_sent(uow, paper, offer=False)
