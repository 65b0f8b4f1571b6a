"""Talks and what hangs on them, the school's cases and notifications; the list of talks is sorted and cut in SQL."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.ids import LineId, PersonId, ProfessionalId, TalkId
from sspdesk.domain.school_cases import SchoolCase, SchoolCaseState
from sspdesk.domain.street_counts import Span
from sspdesk.domain.talk_records import Agreement, FollowUp, Notification, Offer, Participant
from sspdesk.domain.talk_statistics import TalkCell, TalksMeant
from sspdesk.domain.talks import Talk, TalkState, Transition
from sspdesk.domain.tasks import SourceKind, TaskKind
from sspdesk.storage import schema, search, talk_statistics
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import R, Repository

_NEVER = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkFilter:
    """What the list of talks is limited to. ``mine``: those without responsible, or whose responsible is this one.

    ``meant`` are the talks behind a number, as they stand ``on`` a day.
    """

    states: tuple[TalkState, ...] = ()
    mine: ProfessionalId | None = None
    school_id: int | None = None
    words: str = ""
    meant: TalksMeant | None = None
    on: date = date.min


class TalkRepository(Repository[Talk]):
    """Preventive talks."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.talk, Talk)

    def of_person(self, person_id: PersonId) -> list[Talk]:
        """Return a person's talks, newest first."""
        return self.where(self.table.c.person_id == person_id, order=(self.table.c.id.desc(),))

    def of_line(self, line_id: LineId) -> Talk | None:
        """Return the talk a line's decision recommended."""
        rows = self.where(self.table.c.line_id == line_id)
        return rows[0] if rows else None

    def of_school_case(self, case_id: int) -> list[Talk]:
        """Return the talks that came of a school's case."""
        return self.where(self.table.c.school_case_id == case_id)

    def planned_between(self, first: date, last: date) -> list[Talk]:
        """Return talks planned on the days ``first`` to ``last``, the earliest first."""
        c = self.table.c
        day = sa.func.date(c.planned_at)
        return self.where(
            c.state == TalkState.PLANNED, day >= first.isoformat(), day <= last.isoformat(), order=(c.planned_at,)
        )

    # -- the list --------------------------------------------------------------------------------------------------

    def _due(self) -> sa.ColumnElement[date]:
        """Return the earliest open deadline of a talk, or that of the decision which recommended it."""
        task = schema.task.c
        of_talk = sa.and_(task.source_kind == SourceKind.TALK, task.source_id == self.table.c.id)
        of_line = sa.and_(task.line_id == self.table.c.line_id, task.kind == TaskKind.OFFER_TALK)
        earliest = [
            sa.select(sa.func.min(task.due)).where(which, task.done_on.is_(None)).scalar_subquery()
            for which in (of_talk, of_line)
        ]
        return sa.func.min(*(sa.func.coalesce(one, sa.literal(_NEVER, sa.Date)) for one in earliest))

    def _limited(self, select: sa.Select[Any], wanted: TalkFilter) -> sa.Select[Any]:
        c = self.table.c
        if wanted.states:
            select = select.where(c.state.in_(wanted.states))
        if wanted.mine is not None:
            select = select.where(sa.or_(c.responsible_id.is_(None), c.responsible_id == wanted.mine))
        found = search.matching_persons(wanted.words)
        if found is not None:
            select = select.where(c.person_id.in_(found))
        if wanted.school_id is not None:
            person = schema.person.c
            select = select.where(c.person_id.in_(sa.select(person.id).where(person.school_id == wanted.school_id)))
        if wanted.meant is not None:
            select = select.where(c.id.in_(talk_statistics.behind(wanted.meant, wanted.on)))
        return select

    def count_listed(self, wanted: TalkFilter) -> int:
        """Return how many talks the list shows."""
        select = self._limited(sa.select(sa.func.count()).select_from(self.table), wanted)
        return int(self._connection.execute(select).scalar_one())

    def count_by_state(self, wanted: TalkFilter) -> dict[TalkState, int]:
        """Return how many talks are in each state, whatever states the filter names."""
        plain = replace(wanted, states=())
        select = self._limited(sa.select(self.table.c.state, sa.func.count()), plain).group_by(self.table.c.state)
        return {row[0]: row[1] for row in self._connection.execute(select)}

    def page(self, offset: int, limit: int, wanted: TalkFilter, *, by_due: bool) -> list[tuple[Talk, date | None]]:
        """Return one window of the list with each talk's next deadline: by deadline, or the latest changed first."""
        c, due = self.table.c, self._due().label("due")
        order: Sequence[Any] = (due, c.id) if by_due else (c.changed_on.desc(), c.id.desc())
        columns = (c.id, due) if by_due else (c.id,)
        window = self._limited(sa.select(*columns), wanted).order_by(*order).limit(limit).offset(offset)
        ids = [row.id for row in self._connection.execute(window)]
        dues = {row.id: row.due for row in self._connection.execute(sa.select(c.id, due).where(c.id.in_(ids)))}
        talks = self.many(ids)
        return [(talks[talk_id], _day(dues[talk_id])) for talk_id in ids]

    def count_due(self, until: date, mine: ProfessionalId | None) -> int:
        """Return how many talks have an open deadline on or before a day."""
        task, talk = schema.task.c, self.table.c
        passed = sa.and_(task.due <= until, task.done_on.is_(None))
        hanging = sa.select(task.source_id).where(task.source_kind == SourceKind.TALK, passed)
        offered = sa.select(talk.id).join(schema.task, task.line_id == talk.line_id)
        offers = offered.where(task.kind == TaskKind.OFFER_TALK, passed)
        select = sa.select(sa.func.count()).select_from(self.table).where(talk.id.in_(sa.union(hanging, offers)))
        return int(self._connection.execute(self._limited(select, TalkFilter(mine=mine))).scalar_one())

    def cells(self, span: Span, today: date) -> list[TalkCell]:
        """Return the talks first offered in a period, counted by everything a page or paper shows."""
        return talk_statistics.cells(self._connection, span, today)


def _day(value: date) -> date | None:
    return None if value == _NEVER else value


class _OfTalk(Repository[R]):
    """Rows that belong to a talk."""

    def of_talk(self, talk_id: TalkId) -> list[R]:
        """Return a talk's rows, the oldest first."""
        return self.where(self.table.c.talk_id == talk_id)

    def give_to(self, talk_id: TalkId, person_id: PersonId) -> None:
        """Give a talk's rows to another person."""
        for row in self.of_talk(talk_id):
            self._recorder.update(self.table, row.id, {"person_id": person_id})

    def of_talks(self, talk_ids: Collection[TalkId]) -> list[R]:
        """Return the rows of several talks."""
        return self.where(self.table.c.talk_id.in_(talk_ids))


class TransitionRepository(_OfTalk[Transition]):
    """The moves of talks."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.talk_transition, Transition)


class OfferRepository(_OfTalk[Offer]):
    """The offers of talks."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.talk_offer, Offer)


class ParticipantRepository(_OfTalk[Participant]):
    """Who takes part in talks."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.talk_participant, Participant)

    def of_guardian(self, guardian_id: int) -> list[Participant]:
        """Return a parent's participations."""
        return self.where(self.table.c.guardian_id == guardian_id)


class AgreementRepository(_OfTalk[Agreement]):
    """What was agreed at talks."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.talk_agreement, Agreement)


class FollowUpRepository(_OfTalk[FollowUp]):
    """The contacts after talks."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.talk_follow_up, FollowUp)


class NotificationRepository(_OfTalk[Notification]):
    """That notifications were sent."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.notification, Notification)

    def of_person(self, person_id: PersonId) -> list[Notification]:
        """Return a person's notifications, the latest first."""
        return self.where(self.table.c.person_id == person_id, order=(self.table.c.sent_on.desc(),))


class SchoolCaseRepository(Repository[SchoolCase]):
    """The school's cases."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.school_case, SchoolCase)

    def of_person(self, person_id: PersonId) -> list[SchoolCase]:
        """Return a person's cases, newest first."""
        return self.where(self.table.c.person_id == person_id, order=(self.table.c.id.desc(),))

    def open_cases(self, limit: int = 500) -> list[SchoolCase]:
        """Return the open cases, the one longest untouched first."""
        c = self.table.c
        select = self.select().where(c.state != SchoolCaseState.CLOSED).order_by(c.changed_on, c.id).limit(limit)
        return self.all(select)
