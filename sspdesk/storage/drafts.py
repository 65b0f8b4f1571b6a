"""Drafts in the vault: written past the recorder, so that what was never saved leaves no history and no undo."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from sspdesk.domain.drafts import Draft, DraftKey
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.schema import draft


class DraftRepository:
    """Unsaved text by the place it belongs to."""

    def __init__(self, recorder: Recorder) -> None:
        self._connection = recorder.connection

    def all(self) -> list[Draft]:
        """Return every draft, newest first."""
        rows = self._connection.execute(sa.select(draft).order_by(draft.c.at.desc(), draft.c.id.desc()))
        return [
            Draft(
                key=DraftKey(page=row.page, editor=row.editor, item=row.item),
                at=datetime.fromisoformat(row.at),
                record=row.record,
                person_id=row.person_id,
                fields=row.fields,
            )
            for row in rows
        ]

    def keep(self, one: Draft) -> None:
        """Store a draft in the place of the one before it."""
        self.remove(one.key)
        values = {
            "at": one.at.isoformat(timespec="seconds"),
            "record": one.record,
            "person_id": one.person_id,
            "fields": dict(one.fields),
        }
        self._connection.execute(draft.insert(), _columns(one.key) | values)

    def remove(self, key: DraftKey) -> None:
        """Erase a draft; one that is not there is no error."""
        self._connection.execute(draft.delete().filter_by(**_columns(key)))

    def remove_places(self) -> None:
        """Forget where the user was."""
        self._connection.execute(draft.delete().where(draft.c.editor == ""))

    def remove_before(self, moment: datetime) -> int:
        """Erase what is older and return how many drafts that were."""
        old = draft.c.at < moment.isoformat(timespec="seconds")
        return self._connection.execute(draft.delete().where(old)).rowcount

    def remove_of(self, person_ids: Iterable[int]) -> int:
        """Erase the drafts about persons and return how many that were."""
        return self._connection.execute(draft.delete().where(draft.c.person_id.in_(list(person_ids)))).rowcount


def _columns(key: DraftKey) -> dict[str, object]:
    return {"page": key.page, "editor": key.editor, "item": key.item}
