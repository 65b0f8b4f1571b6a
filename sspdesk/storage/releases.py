"""Release cases and what hangs on them."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from sspdesk.domain.ids import MeetingId, PersonId, ProfessionalId, ReleaseId
from sspdesk.domain.release_records import ReleaseContact, ReleaseItem, ReleaseMeeting, ReleaseMember, ReleaseVisit
from sspdesk.domain.releases import Release, ReleaseMove, ReleaseState
from sspdesk.domain.tasks import SourceKind
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import R, Repository

_HANGING = (SourceKind.RELEASE_ITEM, SourceKind.RELEASE_VISIT, SourceKind.RELEASE_MEMBER)


class ReleaseRepository(Repository[Release]):
    """The cases."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.release_case, Release)

    def of_person(self, person_id: PersonId) -> list[Release]:
        """Return a person's cases, newest first."""
        return self.where(self.table.c.person_id == person_id, order=(self.table.c.id.desc(),))

    def listed(self, *, closed: bool = False) -> list[Release]:
        """Return the open cases, or the closed ones, the next release first, those without a day last."""
        c = self.table.c
        which = c.state == ReleaseState.CLOSED if closed else c.state != ReleaseState.CLOSED
        day = sa.func.coalesce(c.released_on, c.expected_on)
        order: Sequence[object] = (c.changed_on.desc(), c.id) if closed else (day.is_(None), day, c.id)
        return self.where(which, order=order)

    def released_between(self, first: date, last: date) -> list[Release]:
        """Return the cases whose release lies in a period, the earliest first."""
        c = self.table.c
        return self.where(c.released_on >= first, c.released_on <= last, order=(c.released_on, c.id))

    def next_due(self, ids: Collection[ReleaseId]) -> dict[int, tuple[date, int]]:
        """Return each case's earliest open deadline and the id of its task, of the case and all that hangs on it."""
        task = schema.task.c
        found: dict[int, tuple[date, int]] = {}
        for kind, case in self._owners():
            select = (
                sa.select(case.label("release_id"), task.due, task.id)
                .where(task.source_kind == kind, task.done_on.is_(None), task.due.is_not(None), case.in_(ids))
                .order_by(task.due, task.id)
            )
            if kind is not SourceKind.RELEASE:
                hanging = schema.metadata.tables[kind.value]
                select = select.join_from(schema.task, hanging, hanging.c.id == task.source_id)
            for row in self._connection.execute(select):
                if row.release_id not in found or (row.due, row.id) < found[row.release_id]:
                    found[row.release_id] = (row.due, row.id)
        return found

    @staticmethod
    def _owners() -> list[tuple[SourceKind, sa.ColumnElement[int]]]:
        own: list[tuple[SourceKind, sa.ColumnElement[int]]] = [(SourceKind.RELEASE, schema.task.c.source_id)]
        return own + [(kind, schema.metadata.tables[kind.value].c.release_id) for kind in _HANGING]


class _OfRelease(Repository[R]):
    """Rows that belong to a case."""

    def of_release(self, release_id: ReleaseId) -> list[R]:
        """Return a case's rows, the oldest first."""
        return self.where(self.table.c.release_id == release_id)

    def of_releases(self, ids: Collection[ReleaseId]) -> list[R]:
        """Return the rows of several cases."""
        return self.where(self.table.c.release_id.in_(ids))


class ReleaseMoveRepository(_OfRelease[ReleaseMove]):
    """The moves of the cases."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.release_move, ReleaseMove)


class ReleaseItemRepository(_OfRelease[ReleaseItem]):
    """The checklists."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.release_item, ReleaseItem)

    def of_release(self, release_id: ReleaseId) -> list[ReleaseItem]:
        """Return a checklist in its order."""
        return self.where(self.table.c.release_id == release_id, order=(self.table.c.number, self.table.c.id))


class ReleaseVisitRepository(_OfRelease[ReleaseVisit]):
    """The visits in the prison."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.release_visit, ReleaseVisit)


class ReleaseContactRepository(_OfRelease[ReleaseContact]):
    """The contacts after the release."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.release_contact, ReleaseContact)


class ReleaseMemberRepository(_OfRelease[ReleaseMember]):
    """Who has a function in a release."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.release_member, ReleaseMember)

    def of_person(self, person_id: PersonId) -> list[ReleaseMember]:
        """Return everybody who has a function in a release of a person."""
        return self.where(self.table.c.person_id == person_id)

    def member(self, release_id: ReleaseId, professional_id: ProfessionalId) -> ReleaseMember | None:
        """Return a professional's place in a case, where they have one."""
        found = self.where(self.table.c.release_id == release_id, self.table.c.professional_id == professional_id)
        return found[0] if found else None


class ReleaseMeetingRepository(_OfRelease[ReleaseMeeting]):
    """Which meetings are release meetings of which case."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.release_meeting, ReleaseMeeting)

    def of_meeting(self, meeting_id: MeetingId) -> ReleaseMeeting | None:
        """Return the link of a meeting, where it is one of a release."""
        found = self.where(self.table.c.meeting_id == meeting_id)
        return found[0] if found else None
