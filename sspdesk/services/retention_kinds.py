"""Finds what is due for deletion, kind by kind; a new kind with a term adds its finder here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sspdesk.domain.ids import PersonId
from sspdesk.domain.retention import Period, RetentionKind, term_of
from sspdesk.domain.wednesday import Decision
from sspdesk.storage.retention import DueRow
from sspdesk.storage.unit_of_work import UnitOfWork

Finder = Callable[[UnitOfWork, date], list[DueRow]]
"""Returns the records whose last event lies on or before a day."""

_BARE_DAYS = 14
"""A person with nothing but their own facts is proposed after so many days, however long the term is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record whose term has passed, or will: what it is, whose, counted from when, and when it is due."""

    kind: RetentionKind
    table: str
    row_id: int
    person_id: PersonId
    since: date
    due: date


def _decided(*decisions: Decision) -> Finder:
    def find(uow: UnitOfWork, until: date) -> list[DueRow]:
        return uow.retention.contacts_by_last_action(decisions, until)

    return find


def _undecided(uow: UnitOfWork, until: date) -> list[DueRow]:
    return uow.retention.contacts_without_decision(until)


def _persons(uow: UnitOfWork, until: date) -> list[DueRow]:
    bare = max(until, uow.today - timedelta(days=_BARE_DAYS))
    return uow.retention.idle_persons(until, bare)


def _talks(uow: UnitOfWork, until: date) -> list[DueRow]:
    return uow.retention.talks_by_last_contact(until)


def _quiet_talks(uow: UnitOfWork, until: date) -> list[DueRow]:
    return uow.retention.talks_at_standstill(until)


def _quiet_school_cases(uow: UnitOfWork, until: date) -> list[DueRow]:
    return uow.retention.school_cases_by_year(until, closed=False)


def _school_cases(uow: UnitOfWork, until: date) -> list[DueRow]:
    return uow.retention.school_cases_by_year(until)


def _exit_cases(uow: UnitOfWork, until: date) -> list[DueRow]:
    """Return closed cases of Exit; none are seen while it is closed."""
    return uow.retention.exit_cases_closed(until) if uow.exit_door.is_open else []


def _releases(uow: UnitOfWork, until: date) -> list[DueRow]:
    return uow.retention.releases_ended(until)


_OTHERS = [one for one in Decision if one not in (Decision.NOT_RELEVANT, Decision.NO_ACTION)]
FINDERS: Mapping[RetentionKind, tuple[str, Finder]] = {
    RetentionKind.CONTACT_NOT_RELEVANT: ("contact", _decided(Decision.NOT_RELEVANT)),
    RetentionKind.CONTACT_NO_ACTION: ("contact", _decided(Decision.NO_ACTION)),
    RetentionKind.CONTACT_DECIDED: ("contact", _decided(*_OTHERS)),
    RetentionKind.CONTACT_UNDECIDED: ("contact", _undecided),
    RetentionKind.TALK: ("talk", _talks),
    RetentionKind.TALK_QUIET: ("talk", _quiet_talks),
    RetentionKind.SCHOOL_CASE: ("school_case", _school_cases),
    RetentionKind.SCHOOL_CASE_QUIET: ("school_case", _quiet_school_cases),
    RetentionKind.EXIT: ("exit_case", _exit_cases),
    RetentionKind.RELEASE: ("release_case", _releases),
    RetentionKind.PERSON: ("person", _persons),
}


def term(uow: UnitOfWork, kind: RetentionKind) -> Period:
    """Return the term in force for a kind."""
    return term_of(kind, uow.settings().retention_terms)


def latest_anchor(period: Period, day: date) -> date:
    """Return the latest day whose term has passed on ``day``."""
    guess = day - timedelta(days=period.days + period.months * 28)
    while period.after(guess) > day:
        guess -= timedelta(days=1)
    while period.after(guess + timedelta(days=1)) <= day:
        guess += timedelta(days=1)
    return guess


def due_by(uow: UnitOfWork, day: date) -> list[Candidate]:
    """Return every record whose term has passed on ``day``, kind by kind, the longest overdue first."""
    found = []
    for kind, (table, find) in FINDERS.items():
        period = term(uow, kind)
        for row_id, person_id, since in find(uow, latest_anchor(period, day)):
            found.append(
                Candidate(
                    kind=kind,
                    table=table,
                    row_id=row_id,
                    person_id=PersonId(person_id),
                    since=since,
                    due=max(since, min(period.after(since), day)),
                )
            )
    return found
