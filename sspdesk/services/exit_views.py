"""What Exit's screen shows: the list with stage and what is due, one case with all its parts, its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sspdesk.domain.consents import Consent, FullConsent, Pair
from sspdesk.domain.exit_parts import (
    ExitNote,
    Focus,
    FocusStatus,
    Funds,
    Party,
    Rating,
)
from sspdesk.domain.exit_stages import ExitDue, StageRow, current_stage, dues, stages, waiting
from sspdesk.domain.exits import (
    ACTIVE,
    AgeWarning,
    ExitCase,
    ExitMove,
    ExitOutcome,
    Side,
    Threat,
    age_warning,
)
from sspdesk.domain.history import Change
from sspdesk.domain.ids import ExitCaseId, PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.persons import Person, age_on
from sspdesk.services import exit_links, people
from sspdesk.services.exit_links import ExitDocument, LeftPaper
from sspdesk.services.history import named
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case in the list. ``name`` is for the screen only."""

    case: ExitCase
    name: str
    age: int | None
    stage: StageRow | None
    due: ExitDue | None
    side: Side | None
    draft: bool
    """Whether the agreement is a draft still: no threat assessment yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The list, and how the municipality's places are used."""

    rows: tuple[CaseRow, ...]
    active: int
    waiting: int
    capacity: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusRow:
    """A focus area, and whether its task was completed in the shared desk since."""

    focus: Focus
    task_done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One case with all its parts."""

    case: ExitCase
    person: Person
    age: int | None
    warning: AgeWarning | None
    contact: str
    stages: tuple[StageRow, ...]
    moves: tuple[ExitMove, ...]
    threats: tuple[Threat, ...]
    sides: tuple[Side, ...]
    parties: tuple[Party, ...]
    focus: tuple[FocusRow, ...]
    ratings: tuple[Rating, ...]
    funds: tuple[Funds, ...]
    notes: tuple[ExitNote, ...]
    outcomes: tuple[ExitOutcome, ...]
    meetings: tuple[Meeting, ...]
    invited: int
    """How many are invited to the next meeting."""
    consent: Consent | None
    consents: tuple[FullConsent, ...]
    documents: tuple[ExitDocument, ...]
    papers: tuple[LeftPaper, ...]
    dues: tuple[ExitDue, ...]

    @property
    def signed(self) -> int:
        """How many parties have signed."""
        return sum(one.signed_on is not None for one in self.parties)

    @property
    def covers(self) -> frozenset[Pair]:
        """What the consent that carries the course covers."""
        carrying = self.consent.id if self.consent is not None else None
        return next((one.pairs for one in self.consents if one.consent.id == carrying), frozenset())

    @property
    def draft(self) -> bool:
        """Whether the agreement is a draft that cannot be signed: no threat assessment yet."""
        return not self.threats

    @property
    def side(self) -> Side | None:
        """The side state that is open."""
        return next((one for one in self.sides if one.ended_on is None), None)

    def next_meeting(self, now: date) -> Meeting | None:
        """Return the next meeting."""
        return next((one for one in self.meetings if one.starts_at.date() >= now and one.ahead), None)


_ORDER = tuple(FocusStatus)


# -- the list --------------------------------------------------------------------------------------------------------


def overview(uow: UnitOfWork, words: str = "") -> Overview:
    """Return the cases, open ones first by what is due; ``words`` limits them by Exit's own index."""
    exits = uow.exits
    cases = exits.cases.listed()
    shown = cases
    if words.strip():
        found = exits.cases.matching(words)
        shown = [one for one in cases if one.id in found]
    ids = [one.id for one in shown]
    parts = _Parts(
        focus=exits.focus.by_case(ids),
        parties=exits.parties.by_case(ids),
        outcomes=exits.outcomes.by_case(ids),
        moves=exits.moves.by_case(ids),
        threats=exits.threats.by_case(ids),
        sides=exits.sides.by_case(ids),
    )
    persons = uow.persons.many(one.person_id for one in shown)
    rows = [_row(uow, one, parts, persons) for one in shown]
    rows.sort(key=lambda row: (not row.case.open, row.due.day if row.due else date.max, -row.case.id))
    settings = uow.settings()
    return Overview(
        rows=tuple(rows),
        active=sum(one.state in ACTIVE for one in cases),
        waiting=sum(waiting(one) for one in cases),
        capacity=settings.exit_capacity,
        minutes=settings.exit_minutes,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    focus: Mapping[ExitCaseId, list[Focus]]
    parties: Mapping[ExitCaseId, list[Party]]
    outcomes: Mapping[ExitCaseId, list[ExitOutcome]]
    moves: Mapping[ExitCaseId, list[ExitMove]]
    threats: Mapping[ExitCaseId, list[Threat]]
    sides: Mapping[ExitCaseId, list[Side]]


def _row(uow: UnitOfWork, case: ExitCase, parts: _Parts, persons: Mapping[int, Person]) -> CaseRow:
    person = _final(uow, persons[case.person_id])
    outcomes = parts.outcomes[case.id]
    rings = stages(case, parts.moves[case.id], parts.threats[case.id], outcomes, uow.today)
    at = current_stage(case, outcomes)
    waits = dues(case, parts.focus[case.id], parts.parties[case.id], outcomes, _coming(uow, case.id))
    return CaseRow(
        case=case,
        name=person.name,
        age=None if person.birth_date is None else age_on(person.birth_date, uow.today),
        stage=next((one for one in rings if one.stage is at), None),
        due=waits[0] if waits else None,
        side=next((one for one in parts.sides[case.id] if one.ended_on is None), None),
        draft=not parts.threats[case.id],
    )


def _final(uow: UnitOfWork, person: Person) -> Person:
    return person if person.merged_into is None else uow.persons.final(person.id)


def _coming(uow: UnitOfWork, case_id: ExitCaseId) -> list[date]:
    return [
        one.starts_at.date() for one in exit_links.meetings_of(uow, case_id) if one.ahead and one.starts_at >= uow.now
    ]


def count_due(uow: UnitOfWork) -> int:
    """Return how many open cases have something due today or before; 0 while Exit is closed, which goes on closing."""
    until = uow.exit_door.until
    if until is None:
        return 0
    rows = overview(uow).rows
    uow.exit_door.keep_until(until)
    return sum(row.due is not None and row.due.day <= uow.today for row in rows)


# -- one case --------------------------------------------------------------------------------------------------------


def view(uow: UnitOfWork, case_id: ExitCaseId) -> CaseView:
    """Return one case; raise KnownError("record_gone")."""
    exits = uow.exits
    case = exits.cases.get(case_id)
    person = uow.persons.final(case.person_id)
    age = None if person.birth_date is None else age_on(person.birth_date, uow.today)
    moves, threats = exits.moves.of_case(case_id), exits.threats.of_case(case_id)
    outcomes = exits.outcomes.of_case(case_id)
    focus = sorted(
        exits.focus.of_case(case_id), key=lambda one: (_ORDER.index(one.status), one.due or date.max, one.id)
    )
    parties = exits.parties.of_case(case_id)
    met = exit_links.meetings_of(uow, case_id)
    names = people.names(uow)
    coming = next((one for one in met if one.starts_at.date() >= uow.today and one.ahead), None)
    return CaseView(
        case=case,
        person=person,
        age=age,
        warning=age_warning(age),
        contact=names.get(case.contact_id, "") if case.contact_id is not None else _consultant(uow),
        stages=stages(case, moves, threats, outcomes, uow.today),
        moves=tuple(moves),
        threats=tuple(sorted(threats, key=lambda one: (one.day, one.id), reverse=True)),
        sides=tuple(exits.sides.of_case(case_id)),
        parties=tuple(parties),
        focus=tuple(_focus_row(uow, case, one) for one in focus),
        ratings=tuple(reversed(exits.ratings.of_case(case_id))),
        funds=tuple(exits.funds.of_case(case_id)),
        notes=tuple(sorted(exits.notes.of_case(case_id), key=lambda one: (one.day, one.id), reverse=True)),
        outcomes=tuple(outcomes),
        meetings=tuple(met),
        invited=len(uow.attendees.of_meeting(coming.id)) if coming is not None else 0,
        consent=exit_links.consent_of(uow, case_id),
        consents=tuple(uow.consents.of_person(person.id)),
        documents=tuple(exit_links.documents(uow, case_id)),
        papers=tuple(exit_links.papers_of(uow, case_id)),
        dues=dues(case, focus, parties, outcomes, _coming(uow, case_id)),
    )


def _consultant(uow: UnitOfWork) -> str:
    return uow.settings().consultant or uow.user


def opened(uow: UnitOfWork, case_id: ExitCaseId) -> CaseView:
    """Return one case and write in the log that it was opened."""
    found = view(uow, case_id)
    uow.log(Action.OPEN, "exit_case", case_id, person=found.case.person_id)
    return found


def _focus_row(uow: UnitOfWork, case: ExitCase, focus: Focus) -> FocusRow:
    task = exit_links.task_of(uow, case, f"focus:{focus.id}") if focus.status is not FocusStatus.DONE else None
    return FocusRow(focus=focus, task_done_on=task.done_on if task is not None else None)


def possible_persons(uow: UnitOfWork, words: str) -> list[Person]:
    """Return persons found by name, for a new enquiry."""
    found = uow.persons.many(PersonId(one) for one in uow.find_persons(words, 20))
    return list(found.values())


def history(uow: UnitOfWork, case_id: ExitCaseId) -> list[Change]:
    """Return what happened to a case and its parts, the newest first, also to parts that were removed."""
    rows = uow.exits.rows_of(case_id)
    removed = uow.history.removed_of("case_id", case_id)
    parts = {*rows, *removed}
    changes = [change for kind, row_id in parts if kind != "exit_link" for change in uow.history.of_row(kind, row_id)]
    return named(uow, sorted(changes, key=lambda one: one.id, reverse=True))
