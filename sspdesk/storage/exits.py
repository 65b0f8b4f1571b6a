"""Exit's rows and its own search, behind a door: closed, there is no way to them (domain.md § 3.6)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa

from sspdesk.domain.errors import DomainError
from sspdesk.domain.exit_parts import ExitLink, ExitNote, Focus, Funds, LinkKind, Party, Rating
from sspdesk.domain.exits import ExitCase, ExitMove, ExitOutcome, Side, Threat
from sspdesk.domain.ids import ExitCaseId, PersonId
from sspdesk.storage import schema, search, search_index
from sspdesk.storage.attachments import AttachmentRepository
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import R, Repository


class ExitDoor:
    """Whether Exit is open: opened with the passphrase, it closes by itself some minutes after it was last used.

    It is no second encryption. It keeps what belongs to Exit out of sight of whoever stands at the open desk.
    """

    def __init__(self, confirm: Callable[[str], None], now: Callable[[], datetime]) -> None:
        self._confirm, self._now = confirm, now
        self._minutes = 0
        self._until: datetime | None = None

    def open(self, passphrase: str, minutes: int) -> None:
        """Open with the passphrase of the vault; raise KnownError("wrong_secret") when it is not."""
        self._confirm(passphrase)
        self.leave_open(minutes)

    def leave_open(self, minutes: int) -> None:
        """Open without asking: for the program's own work on invented data, and after the passphrase was right."""
        self._minutes = minutes
        self._until = self._now() + timedelta(minutes=minutes)

    def close(self) -> None:
        """Close at once."""
        self._until = None

    @property
    def is_open(self) -> bool:
        """Whether Exit may be seen now."""
        return self._until is not None and self._now() < self._until

    @property
    def until(self) -> datetime | None:
        """When it closes by itself; None while it is closed."""
        return self._until if self.is_open else None

    def keep_until(self, until: datetime | None) -> None:
        """Take back that it was used, for a look that nobody asked for."""
        self._until = until

    def use(self) -> None:
        """Count the minutes anew, or raise DomainError("exit_closed")."""
        if not self.is_open:
            raise DomainError("exit_closed")
        self.leave_open(self._minutes)


class CaseRepository(Repository[ExitCase]):
    """Exit cases."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.exit_case, ExitCase)

    def of_person(self, person_id: PersonId) -> list[ExitCase]:
        """Return a person's cases, the newest first."""
        return self.where(self.table.c.person_id == person_id, order=(self.table.c.id.desc(),))

    def listed(self) -> list[ExitCase]:
        """Return every case, the newest first."""
        return self.where(order=(self.table.c.received_on.desc(), self.table.c.id.desc()))

    def last_number(self, prefix: str) -> int:
        """Return the highest number in use under a prefix."""
        select = sa.select(self.table.c.number).where(self.table.c.number.startswith(prefix, autoescape=True))
        numbers = [int(one.removeprefix(prefix)) for one in self._connection.execute(select).scalars()]
        return max(numbers, default=0)

    def matching(self, words: str, limit: int = 200) -> set[ExitCaseId]:
        """Return the cases whose texts or person hold all the words, from Exit's own index."""
        query = search.text_query(words)
        if not query:
            return set()
        found: set[ExitCaseId] = set()
        owner = {"exit_case": "id", "exit_focus": "case_id", "exit_note": "case_id"}
        for kind in search_index.EXIT_TEXTS:
            sql = (
                f"SELECT t.{owner[kind]} FROM {kind}_search AS s JOIN {kind} AS t ON t.id = s.rowid "  # noqa: S608 - literals
                f"WHERE {kind}_search MATCH :query LIMIT :limit"
            )
            found |= set(self._connection.execute(sa.text(sql), {"query": query, "limit": limit}).scalars())
        persons = search.matching_persons(words)
        if persons is not None:
            select = sa.select(self.table.c.id).where(self.table.c.person_id.in_(persons))
            found |= set(self._connection.execute(select).scalars())
        return found


class OfCase(Repository[R]):
    """Rows that belong to a case."""

    def of_case(self, case_id: ExitCaseId) -> list[R]:
        """Return a case's rows, the oldest first."""
        return self.where(self.table.c.case_id == case_id)

    def by_case(self, case_ids: Iterable[ExitCaseId]) -> dict[ExitCaseId, list[R]]:
        """Return the rows of several cases."""
        found: dict[ExitCaseId, list[R]] = {case_id: [] for case_id in case_ids}
        for row in self.where(self.table.c.case_id.in_(list(found))):
            found[cast(Any, row).case_id].append(row)
        return found


class LinkRepository(OfCase[ExitLink]):
    """What a case points at in the shared desk."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.exit_link, ExitLink)

    def rows(self, case_id: ExitCaseId, kind: LinkKind, part: str | None = None) -> list[ExitLink]:
        """Return a case's links of a kind, the oldest first."""
        found = self.where(self.table.c.case_id == case_id, self.table.c.kind == kind)
        return [one for one in found if part is None or one.part == part]

    def of_row(self, kind: LinkKind, row_id: int) -> ExitLink | None:
        """Return the link to a record of the shared desk."""
        found = self.where(self.table.c.kind == kind, self.table.c.row_id == row_id)
        return found[0] if found else None


class Exits:
    """Every repository of Exit."""

    def __init__(self, recorder: Recorder) -> None:
        self.cases = CaseRepository(recorder)
        self.moves: OfCase[ExitMove] = OfCase(recorder, schema.exit_move, ExitMove)
        self.threats: OfCase[Threat] = OfCase(recorder, schema.exit_threat, Threat)
        self.sides: OfCase[Side] = OfCase(recorder, schema.exit_side, Side)
        self.parties: OfCase[Party] = OfCase(recorder, schema.exit_party, Party)
        self.focus: OfCase[Focus] = OfCase(recorder, schema.exit_focus, Focus)
        self.ratings: OfCase[Rating] = OfCase(recorder, schema.exit_rating, Rating)
        self.funds: OfCase[Funds] = OfCase(recorder, schema.exit_funds, Funds)
        self.notes: OfCase[ExitNote] = OfCase(recorder, schema.exit_note, ExitNote)
        self.outcomes: OfCase[ExitOutcome] = OfCase(recorder, schema.exit_outcome, ExitOutcome)
        self.links = LinkRepository(recorder)
        self.documents = AttachmentRepository(recorder, within_exit=True)

    def rows_of(self, case_id: ExitCaseId) -> list[tuple[str, int]]:
        """Return table and number of everything a case consists of."""
        parts: Sequence[OfCase[Any]] = (
            *(self.moves, self.threats, self.sides, self.parties, self.focus),
            *(self.ratings, self.funds, self.notes, self.outcomes, self.links),
        )
        return [("exit_case", case_id), *((one.table.name, row.id) for one in parts for row in one.of_case(case_id))]
