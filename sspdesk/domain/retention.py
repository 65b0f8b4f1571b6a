"""How long every kind of record is kept, and what goes with what (PRO-11; domain.md §§ 3.11, 6.5; design.md § 3a).

``RULES`` names every table. One that is missing fails a test, so a new table gets its line here:

- ``Term((KIND, …))``: its rows are proposed for deletion by themselves, and go with their person; also add how they
  are found (``services/retention_kinds.py``).
- ``Follows("person")``: its rows go with the row that their foreign key points at. Where a table points at several,
  name those whose going takes the row along; a nullable key to any other erased row is emptied.
- ``Kept("why")``: nothing about persons stands in it, or it has a way of its own.

All terms are proposals that the municipality sets itself, never law.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import FilingId, HoldId, PersonId, ReceiptId


class RetentionKind(StrEnum):
    """A kind of record with a term of its own. Its value is the setting's name."""

    CONTACT_NOT_RELEVANT = "kontakt_ikke_relevant"
    CONTACT_NO_ACTION = "kontakt_ingen_handling"
    CONTACT_DECIDED = "kontakt_anden_beslutning"
    CONTACT_UNDECIDED = "kontakt_uden_beslutning"
    TALK = "samtale"
    TALK_QUIET = "samtale_gaaet_i_staa"
    SCHOOL_CASE = "skolesag"
    SCHOOL_CASE_QUIET = "skolesag_gaaet_i_staa"
    EXIT = "exitforloeb"
    RELEASE = "loesladelse"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A length of time, counted in days or in calendar months."""

    days: int = 0
    months: int = 0

    def after(self, day: date) -> date:
        """Return the day the time has passed since ``day``; the last day of a shorter month stands in for the 31st."""
        return day + relativedelta(days=self.days, months=self.months)


PROPOSED: Mapping[RetentionKind, Period] = {
    RetentionKind.CONTACT_NOT_RELEVANT: Period(days=14),
    RetentionKind.CONTACT_NO_ACTION: Period(days=14),
    RetentionKind.CONTACT_DECIDED: Period(months=6),
    RetentionKind.CONTACT_UNDECIDED: Period(months=6),
    RetentionKind.TALK: Period(months=24),
    RetentionKind.TALK_QUIET: Period(months=24),
    RetentionKind.SCHOOL_CASE: Period(months=6),
    RetentionKind.SCHOOL_CASE_QUIET: Period(months=12),
    RetentionKind.EXIT: Period(months=24),
    RetentionKind.RELEASE: Period(months=12),
    RetentionKind.PERSON: Period(months=6),
}
"""The terms before the municipality sets its own (domain.md § 6.5, design.md § 3a).

What nobody ended has a term too, counted from the last contact or deadline, so that nothing is kept for ever.
"""

NEEDS_FILING = frozenset(
    {
        RetentionKind.CONTACT_DECIDED,
        RetentionKind.TALK,
        RetentionKind.TALK_QUIET,
        RetentionKind.SCHOOL_CASE,
        RetentionKind.SCHOOL_CASE_QUIET,
        RetentionKind.EXIT,
        RetentionKind.RELEASE,
    }
)
"""Kinds that are deleted only once they are filed in the municipality's case system, or that is waived (P35, P37)."""


@dataclass(frozen=True, slots=True)
class Term:
    """The table's rows have terms of their own, one for each of these kinds, and go with the rows of ``owners`` too."""

    kinds: tuple[RetentionKind, ...]
    owners: tuple[str, ...] = ("person",)


@dataclass(frozen=True, slots=True)
class Follows:
    """The table's rows go with the rows of these tables that they point at."""

    owners: tuple[str, ...]

    def __init__(self, *owners: str) -> None:
        object.__setattr__(self, "owners", owners)


@dataclass(frozen=True, slots=True)
class Kept:
    """The table's rows stay, for a reason."""

    why: str


Rule = Term | Follows | Kept

RULES: Mapping[str, Rule] = {
    "person": Term((RetentionKind.PERSON,), owners=()),
    "contact": Term(
        (
            RetentionKind.CONTACT_NOT_RELEVANT,
            RetentionKind.CONTACT_NO_ACTION,
            RetentionKind.CONTACT_DECIDED,
            RetentionKind.CONTACT_UNDECIDED,
        )
    ),
    "talk": Term((RetentionKind.TALK, RetentionKind.TALK_QUIET)),
    "talk_transition": Follows("talk", "person"),
    "talk_offer": Follows("talk", "person"),
    "talk_participant": Follows("talk", "person"),
    "talk_agreement": Follows("talk", "person"),
    "talk_follow_up": Follows("talk", "person"),
    "notification": Follows("talk", "person"),
    "school_case": Term((RetentionKind.SCHOOL_CASE, RetentionKind.SCHOOL_CASE_QUIET)),
    "exit_case": Term((RetentionKind.EXIT,)),
    "exit_move": Follows("exit_case"),
    "exit_threat": Follows("exit_case"),
    "exit_side": Follows("exit_case"),
    "exit_party": Follows("exit_case"),
    "exit_focus": Follows("exit_case"),
    "exit_rating": Follows("exit_case"),
    "exit_funds": Follows("exit_case"),
    "exit_note": Follows("exit_case"),
    "exit_outcome": Follows("exit_case"),
    "exit_link": Follows("exit_case"),
    "release_case": Term((RetentionKind.RELEASE,)),
    "release_move": Follows("release_case", "person"),
    "release_item": Follows("release_case", "person"),
    "release_visit": Follows("release_case", "person"),
    "release_contact": Follows("release_case", "person"),
    "release_member": Follows("release_case", "person"),
    "release_meeting": Follows("release_case", "person"),
    "consent": Follows("person"),
    "consent_scope": Follows("consent", "person"),
    "consent_giver": Follows("consent", "person"),
    "attachment": Follows("person"),
    "draft": Follows("person"),
    "guardian": Follows("person"),
    "note": Follows("person"),
    "merge": Follows("person"),
    "task": Follows("person", "meeting_line"),
    "meeting_line": Follows("contact"),
    "disclosure_person": Follows("person"),
    "retention_hold": Follows("person"),
    "filing": Follows("person"),
    "attachment_content": Kept("swept once no document points at it"),
    "disclosure": Kept("says that something left, without the person; accountability (art. 5(2))"),
    "approved_minutes": Kept("minutes without names; the line of a deleted person is emptied"),
    "agenda_item": Follows("person", "release_case"),
    "agenda_paper": Follows("agenda_item"),
    "forum": Kept("who meets on what basis, no persons"),
    "forum_member": Kept("professionals in forums"),
    "forum_item": Kept("usual agendas"),
    "series": Kept("rhythms of meetings"),
    "school_break": Kept("the school calendar"),
    "feed": Kept("reminders of the year wheel"),
    "meeting": Kept("dates and places of meetings, no persons"),
    "attendee": Kept("professionals at meetings"),
    "addition": Kept("dated additions to approved minutes, initials only"),
    "import_batch": Kept("name, hash and day of a list, no persons"),
    "observation": Kept("no person stands in it; its free texts are stripped by proposal after a set number of weeks"),
    "street_place": Kept("the municipality's list of places"),
    "street_shift": Kept("when the street team walked, no citizens"),
    "street_shift_worker": Kept("which professionals walked"),
    "situational_matter": Kept("what a place needs, no persons"),
    "institution": Kept("schools and authorities"),
    "professional": Kept("professionals around the table"),
    "legal_basis": Kept("law"),
    "letter_text": Kept("the municipality's wording of letters, with fields instead of persons"),
    "setting": Kept("the municipality's choices"),
    "remembered_columns": Kept("headings of lists"),
    "revision": Kept("the history of a row goes with its row"),
    "log": Kept("has a term and a way of its own: the signed cut"),
    "deletion_receipt": Kept("counters and hashes only (DOC-29)"),
    "deleted_row": Kept("numbers of rows only, for backups that still hold them"),
    "anonymous_count": Kept("counters of contacts that were not relevant, without persons"),
}


class HoldReason(StrEnum):
    """Why something is not deleted yet although its term has passed."""

    NOT_FILED = "ikke_journaliseret"
    ACCESS_REQUEST = "indsigtsanmodning"
    OTHER = "andet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Keeps a record, and all that goes with it, until it is lifted. ``review_on`` is when to look again."""

    id: HoldId = HoldId(0)
    kind: str
    row_id: int
    person_id: PersonId
    reason: HoldReason
    note: str = ""
    review_on: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTerm:
    """When a person's records are due if nothing more happens: the last of them, and kind by kind.

    ``waits`` is set while the term of one of them does not run yet.
    """

    last: date | None
    waits: bool = False
    held: bool = False
    days: tuple[tuple[RetentionKind, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """That a record is filed in the municipality's case system (ESDH), or why it need not be."""

    id: FilingId = FilingId(0)
    kind: str
    row_id: int
    person_id: PersonId
    case_number: str = ""
    filed_on: date | None = None
    waived_reason: str = ""
    by: str
    at: datetime


class DeletionReason(StrEnum):
    """Why rows were deleted."""

    TERM = "frist"
    REQUEST = "anmodning"
    REPLAY = "genafspillet"
    STRIPPED = "tekst_fjernet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a deletion took: how many rows by table, and keyed hashes of them. It names nobody (DOC-29)."""

    id: ReceiptId = ReceiptId(0)
    at: datetime
    by: str
    reason: DeletionReason
    counts: dict[str, int]
    digests: dict[str, str]


def check_filing(filing: Filing, today: date) -> Filing:
    """Return a filing, or raise DomainError when it has neither case number nor reason, or lies in the future."""
    if not filing.case_number.strip() and not filing.waived_reason.strip():
        raise DomainError("filing_missing", "case_number")
    if filing.case_number.strip() and filing.filed_on is None:
        raise DomainError("filing_date_missing", "filed_on")
    if filing.filed_on is not None and filing.filed_on > today:
        raise DomainError("filing_in_future", "filed_on")
    return filing


def check_hold(hold: Hold, today: date) -> Hold:
    """Return a hold, or raise DomainError when another reason is not told or the next look lies in the past."""
    if hold.reason is HoldReason.OTHER and not hold.note.strip():
        raise DomainError("hold_note_missing", "note")
    if hold.review_on <= today:
        raise DomainError("hold_review_past", "review_on")
    return hold


def term_of(kind: RetentionKind, chosen: Mapping[str, int]) -> Period:
    """Return the municipality's own term (counted as the proposed one is), or the proposed one."""
    proposed = PROPOSED[kind]
    number = chosen.get(kind.value)
    if number is None:
        return proposed
    return Period(days=number) if proposed.days else Period(months=number)
