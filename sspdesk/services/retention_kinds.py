"""Finds what is due for deletion, kind by kind; a new kind with a term adds its finder here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sspdesk.domain.ids import PersonId
from sspdesk.domain.retention import Period, PersonTerm, RetentionKind, term_of
from sspdesk.domain.wednesday import Decision
from sspdesk.storage.retention import DueRow, RetentionStore
from sspdesk.storage.unit_of_work import UnitOfWork

Finder = Callable[[RetentionStore, date], list[DueRow]]
"""Returns the records of a store, or of one person in it, whose last event lies on or before a day."""

_BARE_DAYS = 14
"""A person with nothing but their own facts is proposed after so many days, however long the term is."""
_ALWAYS = date(9000, 1, 1)
"""Later than any last event, and early enough to add a term to."""


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
    return lambda store, until: store.contacts_by_last_action(decisions, until)


_OTHERS = [one for one in Decision if one not in (Decision.NOT_RELEVANT, Decision.NO_ACTION)]
_RECORDS: Mapping[RetentionKind, tuple[str, Finder]] = {
    RetentionKind.CONTACT_NOT_RELEVANT: ("contact", _decided(Decision.NOT_RELEVANT)),
    RetentionKind.CONTACT_NO_ACTION: ("contact", _decided(Decision.NO_ACTION)),
    RetentionKind.CONTACT_DECIDED: ("contact", _decided(*_OTHERS)),
    RetentionKind.CONTACT_UNDECIDED: ("contact", RetentionStore.contacts_without_decision),
    RetentionKind.TALK: ("talk", RetentionStore.talks_by_last_contact),
    RetentionKind.TALK_QUIET: ("talk", RetentionStore.talks_at_standstill),
    RetentionKind.SCHOOL_CASE: ("school_case", RetentionStore.school_cases_by_year),
    RetentionKind.SCHOOL_CASE_QUIET: ("school_case", partial(RetentionStore.school_cases_by_year, closed=False)),
    RetentionKind.RELEASE: ("release_case", RetentionStore.releases_ended),
}


def _finders(uow: UnitOfWork) -> Mapping[RetentionKind, tuple[str, Finder]]:
    """Return the finders of all kinds; no case of Exit is found while it is closed."""
    bare = uow.today - timedelta(days=_BARE_DAYS)
    exits = {RetentionKind.EXIT: ("exit_case", RetentionStore.exit_cases_closed)} if uow.exit_door.is_open else {}

    def persons(store: RetentionStore, until: date) -> list[DueRow]:
        return store.idle_persons(until, max(until, bare))

    return {**_RECORDS, **exits, RetentionKind.PERSON: ("person", persons)}


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
    for kind, (table, find) in _finders(uow).items():
        period = term(uow, kind)
        for row_id, person_id, since in find(uow.retention, latest_anchor(period, day)):
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


def of_person(uow: UnitOfWork, person_id: PersonId) -> PersonTerm:
    """Return when a person's records are due if nothing more happens.

    Only records with a term of their own count. Exit's never do, and a person without records has no term here, so
    nothing tells who is in Exit.
    """
    store = uow.retention.of_person(person_id)
    running: dict[tuple[str, int], date] = {}
    days: dict[RetentionKind, date] = {}
    for kind, (table, find) in _RECORDS.items():
        period = term(uow, kind)
        for row_id, _person, since in find(store, _ALWAYS):
            running[table, row_id] = period.after(since)
            days[kind] = max(days.get(kind, date.min), period.after(since))
    waits = any(
        (table, one.id) not in running
        for table, records in (
            ("contact", uow.contacts.of_person(person_id)),
            ("talk", uow.talks.of_person(person_id)),
            ("school_case", uow.school_cases.of_person(person_id)),
            ("release_case", uow.releases.of_person(person_id)),
        )
        for one in records
    )
    return PersonTerm(
        last=None if waits else max(running.values(), default=None),
        waits=waits,
        held=any(hold.person_id == person_id for hold in uow.holds.all()),
        days=tuple(days.items()),
    )
