"""Keeps holds, filings, receipts, the numbers of deleted rows and the counters; finds records by their last event."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from sspdesk.domain.retention import Filing, Hold, Receipt
from sspdesk.domain.tasks import TaskKind
from sspdesk.domain.wednesday import Decision
from sspdesk.storage import schema
from sspdesk.storage.erasing import Eraser, Rows
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository

DueRow = tuple[int, int, date]
"""A record's id, its person's id, and the day its term is counted from."""


_ABOUT_THE_PERSON = frozenset({"guardian", "disclosure_person", "retention_hold", "filing"})


class HoldRepository(Repository[Hold]):
    """Holds."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.retention_hold, Hold)

    def of_row(self, kind: str, row_id: int) -> Hold | None:
        """Return the hold on a record."""
        found = self.where(self.table.c.kind == kind, self.table.c.row_id == row_id)
        return found[0] if found else None


class FilingRepository(Repository[Filing]):
    """Filings in the case system."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.filing, Filing)

    def of_row(self, kind: str, row_id: int) -> Filing | None:
        """Return the filing of a record."""
        found = self.where(self.table.c.kind == kind, self.table.c.row_id == row_id)
        return found[0] if found else None


class RetentionStore:
    """What has no history of its own: receipts, numbers of deleted rows, counters; and the erasing itself."""

    def __init__(self, connection: sa.Connection, key: bytes, *, person_id: int | None = None) -> None:
        self._connection = connection
        self._eraser = Eraser(connection, key)
        self._key, self._person_id = key, person_id

    def of_person(self, person_id: int) -> "RetentionStore":
        """Return the same, finding what is due of one person only."""
        return RetentionStore(self._connection, self._key, person_id=person_id)

    def with_all_that_follows(self, wanted: Mapping[str, Iterable[int]]) -> Rows:
        """Return the wanted rows that exist, and every row that goes with them."""
        return self._eraser.with_all_that_follows(wanted)

    def erase(self, rows: Rows, receipt: Receipt) -> Receipt:
        """Erase the rows, and store the receipt with their hashes and the numbers of the rows."""
        return self._stored(receipt, self._eraser.erase(rows), rows)

    def strip(
        self, name: str, ids: set[int], emptied: Mapping[str, object], receipt: Receipt, *, also: Rows
    ) -> Receipt:
        """Empty columns of rows for good and erase ``also``; the rows stay, so a restored backup proposes them anew."""
        digests = self._eraser.strip(name, ids, emptied)
        if also:
            digests |= self._eraser.erase(also)
        return self._stored(receipt, digests, also)

    def _stored(self, receipt: Receipt, digests: Mapping[str, str], rows: Rows) -> Receipt:
        values = {
            "at": receipt.at,
            "by": receipt.by,
            "reason": receipt.reason,
            "counts": receipt.counts,
            "digests": dict(digests),
        }
        stored = self._connection.execute(schema.deletion_receipt.insert(), values)
        receipt_id = int(stored.lastrowid)
        self._note_numbers(rows, receipt_id)
        return self.receipt(receipt_id)

    def note_deleted(self, rows: Mapping[str, Iterable[int]]) -> None:
        """Keep numbers of rows that another vault deleted, for the next restore; no new receipt."""
        first = self.receipts()
        if first:
            self._note_numbers({name: set(ids) for name, ids in rows.items()}, first[0].id)

    def knows(self, name: str) -> bool:
        """Tell whether there is such a table."""
        return name in schema.metadata.tables

    def own_rows(self, person_id: int) -> dict[str, set[int]]:
        """Return the rows that make a person worth keeping: all of theirs but the facts around the person itself."""
        found: dict[str, set[int]] = {}
        for table in schema.metadata.sorted_tables:
            if "person_id" in table.c and table.name not in _ABOUT_THE_PERSON:
                select = sa.select(table.c.id).where(table.c.person_id == person_id)
                if table is schema.task:
                    select = select.where(table.c.kind != TaskKind.DUTY_TO_INFORM, table.c.done_on.is_(None))
                found[table.name] = set(self._connection.execute(select).scalars())
        return found

    def _note_numbers(self, rows: Rows, receipt_id: int) -> None:
        numbers = [
            {"kind": name, "row_id": row_id, "receipt_id": receipt_id} for name, ids in rows.items() for row_id in ids
        ]
        if numbers:
            self._connection.execute(schema.deleted_row.insert().prefix_with("OR IGNORE"), numbers)

    def receipt(self, receipt_id: int) -> Receipt:
        """Return one receipt."""
        table = schema.deletion_receipt
        return _receipt(self._connection.execute(sa.select(table).where(table.c.id == receipt_id)).one())

    def receipts(self) -> list[Receipt]:
        """Return every receipt, newest first."""
        table = schema.deletion_receipt
        return [_receipt(row) for row in self._connection.execute(sa.select(table).order_by(table.c.id.desc()))]

    def count_anonymously(self, month: str, age_band: str, role: str) -> None:
        """Count one contact that was not relevant, without the person."""
        table = schema.anonymous_count.c
        same = sa.and_(table.month == month, table.age_band == age_band, table.role == role)
        change = schema.anonymous_count.update().where(same).values(number=table.number + 1)
        if self._connection.execute(change).rowcount == 0:
            values = {"month": month, "age_band": age_band, "role": role, "number": 1}
            self._connection.execute(schema.anonymous_count.insert(), values)

    # -- deletions and restored backups ------------------------------------------------------------------------------

    def deleted_rows(self) -> dict[str, list[int]]:
        """Return the numbers of all deleted rows by table."""
        table = schema.deleted_row
        found: dict[str, list[int]] = {}
        for row in self._connection.execute(sa.select(table.c.kind, table.c.row_id).order_by(table.c.id)):
            found.setdefault(row.kind, []).append(row.row_id)
        return found

    def highest_numbers(self) -> dict[str, int]:
        """Return the highest number each table has given out, which a restored vault must not give out again."""
        rows = self._connection.execute(sa.text("SELECT name, seq FROM sqlite_sequence"))
        return {row.name: int(row.seq) for row in rows}

    def raise_numbers(self, highest: Mapping[str, int]) -> None:
        """Never give out a number again up to these."""
        known = self.highest_numbers()
        for name, number in highest.items():
            if name not in schema.metadata.tables:
                continue
            if name not in known:
                statement = "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"
            elif known[name] < number:
                statement = "UPDATE sqlite_sequence SET seq = :seq WHERE name = :name"
            else:
                continue
            self._connection.execute(sa.text(statement), {"name": name, "seq": number})

    # -- what is due -------------------------------------------------------------------------------------------------

    def contacts_by_last_action(self, decisions: Sequence[Decision], until: date) -> list[DueRow]:
        """Return contacts whose last decision is one of these and whose last action lies on or before ``until``.

        The last action is the latest of the decision's day and the day a task of the contact's lines was done; one
        with an open task, or that still waits on a meeting's list, has no last action yet.
        """
        return self._due(_CONTACTS_DECIDED, until, decisions=[one.value for one in decisions])

    def contacts_without_decision(self, until: date) -> list[DueRow]:
        """Return contacts that no meeting ever decided on and that came on or before ``until``; on no open list."""
        return self._due(_CONTACTS_UNDECIDED, until)

    def talks_by_last_contact(self, until: date) -> list[DueRow]:
        """Return talks that have ended, with nothing open, whose last contact lies on or before ``until``."""
        return self._due(_TALKS_ENDED, until)

    def talks_at_standstill(self, until: date) -> list[DueRow]:
        """Return talks nobody ended, or with something still open, whose last contact and deadline lie behind."""
        return self._due(_TALKS_QUIET, until)

    def school_cases_by_year(self, until: date, *, closed: bool = True) -> list[DueRow]:
        """Return closed cases of schools, or those that are not, by the end of the school year of their last move."""
        return self._due(_SCHOOL_CASES, until, closed=closed)

    def exit_cases_closed(self, until: date) -> list[DueRow]:
        """Return closed cases of Exit by the day the course ended, or the case was closed where there was none."""
        return self._due(_EXIT_CASES_CLOSED, until)

    def releases_ended(self, until: date) -> list[DueRow]:
        """Return closed release cases with nothing open, by the release, or by their ending where none came."""
        return self._due(_RELEASES_ENDED, until)

    def idle_persons(self, until: date, bare_until: date) -> list[DueRow]:
        """Return persons with no record that has a term of its own and no open task, by their last entry.

        One with nothing at all beside the facts themselves counts from the day it was made, by ``bare_until``.
        """
        return self._due(PERSONS_IDLE, until, bare_until=bare_until.isoformat())

    def _due(self, statement: str, until: date, **more: object) -> list[DueRow]:
        if self._person_id is not None:
            statement = _WHOSE.sub(r"AND \1 = :whose", statement)
            more["whose"] = self._person_id
        query = sa.text(statement)
        if "decisions" in more:
            query = query.bindparams(sa.bindparam("decisions", expanding=True))
        rows = self._connection.execute(query, {"until": until.isoformat(), **more})
        return [(row.id, row.person_id, date.fromisoformat(row.since[:10])) for row in rows]


def _receipt(row: sa.Row[tuple[object, ...]]) -> Receipt:
    return Receipt(**{str(name): value for name, value in row._mapping.items()})


_WHOSE = re.compile(r"/\* AND (\S+) \*/")
"""Marks in the statements below where a person's own records are asked for."""
_CONTACTS_DECIDED = """
WITH last AS (
    SELECT line.contact_id AS contact_id, line.id AS line_id, line.decision AS decision, line.decided_at AS decided_at
    FROM meeting_line AS line
    WHERE line.decided_at = (SELECT max(other.decided_at) FROM meeting_line AS other
                             WHERE other.contact_id = line.contact_id)
)
SELECT contact.id AS id, contact.person_id AS person_id,
       max(date(last.decided_at), coalesce((SELECT max(task.done_on) FROM task JOIN meeting_line AS own
           ON own.id = task.line_id WHERE own.contact_id = contact.id), '')) AS since
FROM contact JOIN last ON last.contact_id = contact.id
WHERE last.decision IN :decisions /* AND contact.person_id */
  AND NOT EXISTS (SELECT 1 FROM task JOIN meeting_line AS own ON own.id = task.line_id
                  WHERE own.contact_id = contact.id AND task.done_on IS NULL AND task.kind <> 'oplysningspligt')
  AND NOT EXISTS (SELECT 1 FROM meeting_line AS waiting WHERE waiting.contact_id = contact.id
                  AND waiting.decision IS NULL)
GROUP BY contact.id HAVING since <= :until ORDER BY since, contact.id
"""
_CONTACTS_UNDECIDED = """
SELECT contact.id AS id, contact.person_id AS person_id, contact.received_on AS since
FROM contact
WHERE contact.received_on <= :until /* AND contact.person_id */
  AND NOT EXISTS (SELECT 1 FROM meeting_line AS line JOIN meeting ON meeting.id = line.meeting_id
                  WHERE line.contact_id = contact.id
                    AND (line.decision IS NOT NULL OR meeting.state NOT IN ('referat_i_udkast', 'referat_godkendt',
                                                                            'aflyst')))
ORDER BY since, contact.id
"""
_TALKS_ENDED = """
SELECT talk.id AS id, talk.person_id AS person_id,
       max(talk.changed_on,
           coalesce((SELECT max(one.day) FROM talk_follow_up AS one WHERE one.talk_id = talk.id), ''),
           coalesce((SELECT max(task.done_on) FROM task
                     WHERE task.source_kind = 'talk' AND task.source_id = talk.id), '')) AS since
FROM talk
WHERE talk.state IN ('afslaaet', 'ikke_reageret', 'afsluttet', 'aflyst', 'til_underretning', 'til_infohus', 'til_exit')
  AND talk.changed_on <= :until /* AND talk.person_id */
  AND NOT EXISTS (SELECT 1 FROM task WHERE task.source_kind = 'talk' AND task.source_id = talk.id
                  AND task.done_on IS NULL)
  AND NOT EXISTS (SELECT 1 FROM notification JOIN task ON task.source_kind = 'notification'
                  AND task.source_id = notification.id
                  WHERE notification.talk_id = talk.id AND task.done_on IS NULL)
GROUP BY talk.id HAVING since <= :until ORDER BY since, talk.id
"""
_TALKS_QUIET = """
WITH hanging AS (
    SELECT task.source_id AS talk_id, task.done_on, task.due, task.created_on FROM task
    WHERE task.source_kind = 'talk'
    UNION ALL
    SELECT notification.talk_id, task.done_on, task.due, task.created_on FROM notification JOIN task
    ON task.source_kind = 'notification' AND task.source_id = notification.id
)
SELECT talk.id AS id, talk.person_id AS person_id,
       max(talk.changed_on, coalesce(date(talk.planned_at), ''),
           coalesce((SELECT max(one.day) FROM talk_follow_up AS one WHERE one.talk_id = talk.id), ''),
           coalesce((SELECT max(one.due) FROM talk_agreement AS one WHERE one.talk_id = talk.id), ''),
           coalesce((SELECT max(coalesce(hanging.done_on, hanging.due, hanging.created_on)) FROM hanging
                     WHERE hanging.talk_id = talk.id), '')) AS since
FROM talk
WHERE talk.changed_on <= :until /* AND talk.person_id */
  AND (talk.state NOT IN ('afslaaet', 'ikke_reageret', 'afsluttet', 'aflyst', 'til_underretning', 'til_infohus',
                          'til_exit')
       OR EXISTS (SELECT 1 FROM hanging WHERE hanging.talk_id = talk.id AND hanging.done_on IS NULL))
GROUP BY talk.id HAVING since <= :until ORDER BY since, talk.id
"""
_SCHOOL_CASES = """
SELECT id, person_id,
       (CAST(strftime('%Y', changed_on) AS INTEGER) + (strftime('%m', changed_on) >= '08')) || '-07-31' AS since
FROM school_case WHERE (state = 'afsluttet') = :closed AND since <= :until /* AND person_id */ ORDER BY since, id
"""
_EXIT_CASES_CLOSED = """
SELECT id, person_id, coalesce(ended_on, changed_on) AS since
FROM exit_case WHERE state = 'lukket' AND since <= :until /* AND person_id */ ORDER BY since, id
"""
_RELEASES_ENDED = """
SELECT one.id AS id, one.person_id AS person_id, coalesce(one.released_on, one.changed_on) AS since
FROM release_case AS one
WHERE one.state = 'afsluttet' /* AND one.person_id */
  AND NOT EXISTS (SELECT 1 FROM task WHERE task.source_kind = 'release_case' AND task.source_id = one.id
                  AND task.done_on IS NULL)
  AND since <= :until ORDER BY since, one.id
"""
PERSONS_IDLE = """
SELECT person.id AS id, person.id AS person_id,
       max(person.created_on,
           coalesce((SELECT max(date(note.at)) FROM note WHERE note.person_id = person.id), ''),
           coalesce((SELECT max(date(attachment.added_at)) FROM attachment
                     WHERE attachment.person_id = person.id), ''),
           coalesce((SELECT max(coalesce(consent.withdrawn_on, consent.valid_to)) FROM consent
                     WHERE consent.person_id = person.id), ''),
           coalesce((SELECT max(date(meeting.starts_at)) FROM agenda_item JOIN meeting
                     ON meeting.id = agenda_item.meeting_id WHERE agenda_item.person_id = person.id), ''),
           coalesce((SELECT max(one.sent_on) FROM notification AS one WHERE one.person_id = person.id), ''),
           coalesce((SELECT max(task.done_on) FROM task WHERE task.person_id = person.id), '')) AS since,
       EXISTS (SELECT 1 FROM note WHERE note.person_id = person.id)
           OR EXISTS (SELECT 1 FROM attachment WHERE attachment.person_id = person.id)
           OR EXISTS (SELECT 1 FROM consent WHERE consent.person_id = person.id)
           OR EXISTS (SELECT 1 FROM agenda_item WHERE agenda_item.person_id = person.id)
           OR EXISTS (SELECT 1 FROM notification WHERE notification.person_id = person.id)
           OR EXISTS (SELECT 1 FROM task WHERE task.person_id = person.id) AS has_entries
FROM person
WHERE person.merged_into IS NULL /* AND person.id */
  AND NOT EXISTS (SELECT 1 FROM contact WHERE contact.person_id = person.id)
  AND NOT EXISTS (SELECT 1 FROM talk WHERE talk.person_id = person.id)
  AND NOT EXISTS (SELECT 1 FROM school_case WHERE school_case.person_id = person.id)
  AND NOT EXISTS (SELECT 1 FROM exit_case WHERE exit_case.person_id = person.id)
  AND NOT EXISTS (SELECT 1 FROM agenda_item JOIN meeting ON meeting.id = agenda_item.meeting_id
                  WHERE agenda_item.person_id = person.id AND (agenda_item.state = 'udsat'
                      OR meeting.state NOT IN ('referat_i_udkast', 'referat_godkendt', 'aflyst')))
  AND NOT EXISTS (SELECT 1 FROM release_case WHERE release_case.person_id = person.id)
  AND NOT EXISTS (SELECT 1 FROM task WHERE task.person_id = person.id AND task.done_on IS NULL
                  AND task.kind <> 'oplysningspligt')
  AND CASE WHEN has_entries THEN since <= :until ELSE since <= :bare_until END
ORDER BY since, person.id
"""
