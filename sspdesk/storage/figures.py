"""Counts for the reviewer's view: how many rows of a kind there are, and who did how much. No row is read."""

from datetime import date

import sqlalchemy as sa

from sspdesk.domain.log import Action
from sspdesk.storage import schema


class Figures:
    """Counts in one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def row_counts(self) -> dict[str, int]:
        """Return how many rows every table has; records merged into another person do not count."""
        found = {}
        for table in schema.metadata.sorted_tables:
            select = sa.select(sa.func.count()).select_from(table)
            if table is schema.person:
                select = select.where(table.c.merged_into.is_(None))
            found[table.name] = int(self._connection.execute(select).scalar_one())
        return found

    def disclosure_counts(self, since: date) -> dict[tuple[str, bool], int]:
        """Return how many disclosures there were of a document since a day, and how many were stopped."""
        table = schema.disclosure
        stopped = table.c.refused != ""
        select = sa.select(table.c.document, stopped, sa.func.count()).where(
            sa.func.date(table.c.at) >= since.isoformat()
        )
        rows = self._connection.execute(select.group_by(table.c.document, stopped))
        return {(str(getattr(row[0], "value", row[0])), bool(row[1])): int(row[2]) for row in rows}

    def action_counts(self, since: date) -> dict[tuple[str, Action], int]:
        """Return how often each user did what since a day."""
        log = schema.log
        day = sa.func.substr(log.c.at, 1, 10)
        select = sa.select(log.c.user, log.c.action, sa.func.count()).where(day >= since.isoformat())
        rows = self._connection.execute(select.group_by(log.c.user, log.c.action))
        return {(row[0], Action(row[1])): int(row[2]) for row in rows}
