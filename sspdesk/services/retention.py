"""Deletion (PRO-11): proposes what is due, shows a dry run, holds with a reason, erases on approval, keeps receipts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sspdesk.domain.changes import ChangeSet, Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.exits import is_confidential
from sspdesk.domain.ids import HoldId, PersonId, ReceiptId
from sspdesk.domain.log import Action
from sspdesk.domain.papers import Letterhead
from sspdesk.domain.persons import age_band, age_on
from sspdesk.domain.retention import (
    NEEDS_FILING,
    PROPOSED,
    DeletionReason,
    Filing,
    Hold,
    HoldReason,
    Period,
    Receipt,
    RetentionKind,
    check_filing,
    check_hold,
)
from sspdesk.labels import retention as words
from sspdesk.reports.deletion_receipt import DeletionReceipt, ReceiptRow
from sspdesk.services.retention_kinds import Candidate, due_by, term
from sspdesk.storage.unit_of_work import UnitOfWork

LONGEST_TERM = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A record proposed for deletion, with what may stand in the way. ``name`` is for the screen only."""

    candidate: Candidate
    name: str
    hold: Hold | None = None
    filing: Filing | None = None

    @property
    def needs_filing(self) -> bool:
        """Whether it must be filed, or that waived, before it may go."""
        return self.candidate.kind in NEEDS_FILING and self.filing is None

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way."""
        return self.hold is None and not self.needs_filing


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """What would go: how many records were chosen, rows by table, and the names of persons who would be gone.

    What belongs to Exit goes too, and is counted only while Exit is open.
    """

    chosen: int
    counts: Mapping[str, int]
    persons: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many rows would go in all."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSummary:
    """What the first page shows: how many records of a kind are due, and since when the oldest is.

    ``kind`` is None for texts of the street team, which are removed while their observations stay.
    """

    kind: RetentionKind | None
    count: int
    due: date


# -- proposals -------------------------------------------------------------------------------------------------------


def proposals(uow: UnitOfWork, day: date | None = None) -> list[Proposal]:
    """Return what is due on ``day`` (today if not given), held records too."""
    candidates = due_by(uow, day or uow.today)
    names = {one.id: one.name for one in uow.persons.many(one.person_id for one in candidates).values()}
    holds = {(hold.kind, hold.row_id): hold for hold in uow.holds.all()}
    filings = {(filing.kind, filing.row_id): filing for filing in uow.filings.all()}
    return [
        Proposal(
            candidate=one,
            name=names.get(one.person_id, ""),
            hold=holds.get((one.table, one.row_id)) or holds.get(("person", one.person_id)),
            filing=filings.get((one.table, one.row_id)),
        )
        for one in candidates
    ]


def due_summary(uow: UnitOfWork, day: date | None = None) -> list[DueSummary]:
    """Return what is due and not held, kind by kind, for the page "I dag"."""
    found: dict[RetentionKind, list[date]] = {}
    for proposal in proposals(uow, day):
        if proposal.hold is None:
            found.setdefault(proposal.candidate.kind, []).append(proposal.candidate.due)
    return [DueSummary(kind=kind, count=len(days), due=min(days)) for kind, days in found.items()]


def terms(uow: UnitOfWork) -> list[tuple[RetentionKind, Period, Period]]:
    """Return every kind with the term in force and the proposed one."""
    return [(kind, term(uow, kind), PROPOSED[kind]) for kind in RetentionKind]


def set_term(uow: UnitOfWork, kind: RetentionKind, number: int) -> Outcome[int]:
    """Set the municipality's own term, counted in days or months as the proposed one is."""
    if not 1 <= number <= LONGEST_TERM:
        raise DomainError("term_not_a_number", kind.value)
    present = uow.settings()
    uow.save_settings(replace(present, retention_terms={**present.retention_terms, kind.value: number}))
    uow.log(Action.CHANGE, "setting")
    return uow.outcome(number)


# -- holding and filing ----------------------------------------------------------------------------------------------


def hold(
    uow: UnitOfWork, table: str, row_id: int, person_id: PersonId, *, reason: HoldReason, note: str, review_on: date
) -> Outcome[Hold]:
    """Keep a record, or a whole person (table ``person``), until the hold is lifted."""
    present = uow.holds.of_row(table, row_id)
    wanted = Hold(
        id=present.id if present else HoldId(0),
        kind=table,
        row_id=row_id,
        person_id=person_id,
        reason=reason,
        note=note.strip(),
        review_on=review_on,
        by=uow.user,
        at=uow.now,
    )
    stored = uow.holds.save(check_hold(wanted, uow.today))
    uow.log(Action.CHANGE, "retention_hold", stored.id, person=person_id)
    return uow.outcome(stored)


def lift(uow: UnitOfWork, hold_id: HoldId) -> Outcome[None]:
    """Lift a hold; the record is proposed again when it is due."""
    found = uow.holds.get(hold_id)
    uow.holds.remove(hold_id)
    uow.log(Action.CHANGE, "retention_hold", hold_id, person=found.person_id)
    return uow.outcome(None)


def file(uow: UnitOfWork, filing: Filing) -> Outcome[Filing]:
    """Note that a record is filed in the case system, or why it need not be."""
    present = uow.filings.of_row(filing.kind, filing.row_id)
    checked = check_filing(filing, uow.today)
    stored = uow.filings.save(_renamed(checked, uow, present))
    uow.log(Action.CHANGE, "filing", stored.id, person=filing.person_id)
    return uow.outcome(stored)


def _renamed(filing: Filing, uow: UnitOfWork, present: Filing | None) -> Filing:
    return Filing(
        id=present.id if present else filing.id,
        kind=filing.kind,
        row_id=filing.row_id,
        person_id=filing.person_id,
        case_number=filing.case_number.strip(),
        filed_on=filing.filed_on,
        waived_reason=filing.waived_reason.strip(),
        by=uow.user,
        at=uow.now,
    )


# -- deleting --------------------------------------------------------------------------------------------------------


def dry_run(uow: UnitOfWork, chosen: Sequence[Candidate]) -> DryRun:
    """Return exactly what ``erase`` would take, without changing anything."""
    rows = _closure(uow, chosen)
    return _told(uow, rows, len(chosen))


def dry_run_person(uow: UnitOfWork, person_id: PersonId) -> DryRun:
    """Return what erasing a whole person would take (art. 17)."""
    person = uow.persons.final(person_id)
    return _told(uow, uow.retention.with_all_that_follows({"person": [person.id]}), 1)


def _told(uow: UnitOfWork, rows: dict[str, set[int]], chosen: int) -> DryRun:
    gone = uow.persons.many(PersonId(one) for one in rows.get("person", ()))
    names = tuple(sorted(one.name for one in gone.values() if one.merged_into is None))
    seen = {name: ids for name, ids in sorted(rows.items()) if uow.exit_door.is_open or not is_confidential(name)}
    return DryRun(chosen=chosen, counts={name: len(ids) for name, ids in seen.items()}, persons=names)


def erase(uow: UnitOfWork, chosen: Sequence[Candidate]) -> Outcome[Receipt]:
    """Erase what is proposed, for good. Raise DomainError("not_proposed") for what is not due, held, or not filed.

    A person of whom nothing is left but their own facts goes along. It cannot be undone.
    """
    ready = {(one.candidate.table, one.candidate.row_id) for one in proposals(uow) if one.ready}
    if not chosen or any((one.table, one.row_id) not in ready for one in chosen):
        raise DomainError("not_proposed")
    _count_not_relevant(uow, chosen)
    return _erased(uow, _closure(uow, chosen), DeletionReason.TERM)


def erase_person(uow: UnitOfWork, person_id: PersonId) -> Outcome[Receipt]:
    """Erase a whole person at their request (art. 17). Raise DomainError("person_held") while anything is held."""
    person = uow.persons.final(person_id)
    rows = uow.retention.with_all_that_follows({"person": [person.id]})
    if rows.get("retention_hold"):
        raise DomainError("person_held")
    return _erased(uow, rows, DeletionReason.REQUEST)


def _closure(uow: UnitOfWork, chosen: Sequence[Candidate]) -> dict[str, set[int]]:
    """Return the rows of the chosen records, and the persons of whom only the facts themselves would be left."""
    wanted: dict[str, set[int]] = {}
    for one in chosen:
        wanted.setdefault(one.table, set()).add(one.row_id)
    rows = uow.retention.with_all_that_follows(wanted)
    emptied = [one.person_id for one in chosen if one.table != "person" and _left_empty(uow, one.person_id, rows)]
    if emptied:
        wanted.setdefault("person", set()).update(emptied)
        rows = uow.retention.with_all_that_follows(wanted)
    return rows


def _left_empty(uow: UnitOfWork, person_id: PersonId, rows: Mapping[str, set[int]]) -> bool:
    """Tell whether nothing of a person is left but facts, parents and the duty to inform once ``rows`` are gone."""
    if any(one.kind == "person" for one in uow.holds.where(uow.holds.table.c.person_id == person_id)):
        return False
    return all(not ids - rows.get(name, set()) for name, ids in uow.retention.own_rows(person_id).items())


def _erased(uow: UnitOfWork, rows: dict[str, set[int]], reason: DeletionReason) -> Outcome[Receipt]:
    counts = {name: len(ids) for name, ids in sorted(rows.items())}
    receipt = uow.retention.erase(rows, Receipt(at=uow.now, by=uow.user, reason=reason, counts=counts, digests={}))
    uow.log(Action.DELETE, "deletion_receipt", receipt.id, rows=sum(counts.values()))
    changes = ChangeSet(frozenset({*rows, "deletion_receipt"}), frozenset(rows.get("person", ())))
    return Outcome(receipt, changes, ends_undo=True)


def _count_not_relevant(uow: UnitOfWork, chosen: Iterable[Candidate]) -> None:
    for one in chosen:
        if one.kind is RetentionKind.CONTACT_NOT_RELEVANT:
            contact = uow.contacts.get(one.row_id)
            born = uow.persons.get(contact.person_id).birth_date
            band = age_band(age_on(born, contact.contact_date)) if born is not None else ""
            month = f"{contact.contact_date:%Y-%m}"
            uow.retention.count_anonymously(month, band, contact.role.value)


# -- receipts and restored backups -----------------------------------------------------------------------------------


def receipts(uow: UnitOfWork) -> list[Receipt]:
    """Return every deletion's receipt, newest first."""
    return uow.retention.receipts()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionList:
    """What a restored vault must be told: the numbers of deleted rows, and the highest numbers ever given out."""

    rows: Mapping[str, Sequence[int]]
    highest: Mapping[str, int]


def deletion_list(uow: UnitOfWork) -> DeletionList:
    """Return the present vault's deletions. It holds numbers only."""
    return DeletionList(rows=uow.retention.deleted_rows(), highest=uow.retention.highest_numbers())


def replay(uow: UnitOfWork, deletions: DeletionList) -> Outcome[int]:
    """Delete again, in a vault just restored from a backup, what was deleted since; return how many rows went.

    Numbers are never given out twice, also not by the restored vault: a later restore must not take a new record for a
    deleted one.
    """
    known = {name: ids for name, ids in deletions.rows.items() if uow.retention.knows(name)}
    rows = uow.retention.with_all_that_follows(known)
    count = sum(len(ids) for ids in rows.values())
    if count:
        counts = {name: len(ids) for name, ids in sorted(rows.items())}
        receipt = Receipt(at=uow.now, by=uow.user, reason=DeletionReason.REPLAY, counts=counts, digests={})
        uow.retention.erase(rows, receipt)
        uow.log(Action.DELETE, "deletion_receipt", None, rows=count)
    uow.retention.note_deleted(known)
    uow.retention.raise_numbers(deletions.highest)
    return Outcome(count, ChangeSet(frozenset(rows)), ends_undo=True)


def receipt_paper(uow: UnitOfWork, receipt_id: ReceiptId) -> DeletionReceipt:
    """Return a receipt as it is printed (DOC-29). Nobody is named on it, so it is no disclosure."""
    receipt = uow.retention.receipt(receipt_id)
    chosen = uow.settings()
    return DeletionReceipt(
        paper=Letterhead(
            municipality=chosen.municipality,
            unit=chosen.unit,
            printed_at=uow.now,
            printed_by=chosen.consultant or uow.user,
            demo=chosen.demo,
        ),
        number=receipt.id,
        at=receipt.at,
        by=receipt.by,
        reason=words.receipt_reason(receipt.reason),
        rows=tuple(
            ReceiptRow(what=words.table(name), count=count, digest=receipt.digests.get(name, ""))
            for name, count in sorted(receipt.counts.items())
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRecord:
    """A hold with the name of its person, for the screen only."""

    hold: Hold
    name: str


def held(uow: UnitOfWork) -> list[HeldRecord]:
    """Return every hold, the one to be looked at first first."""
    seen = [one for one in uow.holds.all() if uow.exit_door.is_open or not is_confidential(one.kind)]
    holds = sorted(seen, key=lambda one: (one.review_on, one.id))
    names = {one.id: one.name for one in uow.persons.many(one.person_id for one in holds).values()}
    return [HeldRecord(hold=one, name=names.get(one.person_id, "")) for one in holds]
