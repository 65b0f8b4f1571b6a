"""The municipality's own wording of letters."""

from sspdesk.domain.letters import LetterText, OwnText
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository


class OwnTextRepository(Repository[OwnText]):
    """At most one row for each text: the service changes the one that is there."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.letter_text, OwnText)

    def of(self, which: LetterText) -> OwnText | None:
        """Return the own wording of a text, or None while it never had one."""
        found = self.where(self.table.c.which == which)
        return found[0] if found else None
