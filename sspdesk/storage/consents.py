"""Consents with the pairs they cover and who gave them."""

from collections.abc import Collection

from sspdesk.domain.consents import Consent, ConsentGiver, ConsentScope, FullConsent
from sspdesk.domain.ids import ConsentId, GuardianId, PersonId
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository


class ConsentRepository(Repository[Consent]):
    """All consents."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.consent, Consent)
        self.scopes = Repository(recorder, schema.consent_scope, ConsentScope)
        self.givers = Repository(recorder, schema.consent_giver, ConsentGiver)

    def full(self, consent_id: ConsentId) -> FullConsent:
        """Return one consent with its pairs and givers."""
        return self._full([self.get(consent_id)])[0]

    def of_person(self, person_id: PersonId) -> list[FullConsent]:
        """Return a person's consents with their pairs and givers, the latest first."""
        found = self.where(
            self.table.c.person_id == person_id, order=(self.table.c.given_on.desc(), self.table.c.id.desc())
        )
        return self._full(found)

    def _full(self, consents: Collection[Consent]) -> list[FullConsent]:
        ids = [one.id for one in consents]
        scopes = self.scopes.where(self.scopes.table.c.consent_id.in_(ids))
        givers = self.givers.where(self.givers.table.c.consent_id.in_(ids))
        return [
            FullConsent(
                consent=one,
                pairs=frozenset(scope.pair for scope in scopes if scope.consent_id == one.id),
                givers=tuple(giver for giver in givers if giver.consent_id == one.id),
            )
            for one in consents
        ]

    def scopes_of(self, consent_id: ConsentId) -> list[ConsentScope]:
        """Return the rows of the pairs a consent covers."""
        return self.scopes.where(self.scopes.table.c.consent_id == consent_id)

    def given_by(self, guardian_id: GuardianId) -> list[ConsentGiver]:
        """Return where a parent stands as giver."""
        return self.givers.where(self.givers.table.c.guardian_id == guardian_id)
