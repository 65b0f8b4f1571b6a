"""Words for deletion: kinds of record, terms, reasons to hold, tables in the dry run, and what stands in the way."""

from sspdesk.domain.exits import is_confidential
from sspdesk.domain.retention import DeletionReason, HoldReason, Period, PersonTerm, RetentionKind
from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import dates

_KINDS = {
    RetentionKind.CONTACT_NOT_RELEVANT: N_("Contacts that are not relevant"),
    RetentionKind.CONTACT_NO_ACTION: N_("Contacts without action"),
    RetentionKind.CONTACT_DECIDED: N_("Contacts whose effort has ended"),
    RetentionKind.CONTACT_UNDECIDED: N_("Contacts that no meeting decided on"),
    RetentionKind.TALK: N_("Talks that have ended"),
    RetentionKind.TALK_QUIET: N_("Talks at a standstill"),
    RetentionKind.SCHOOL_CASE: N_("The school's cases that are closed"),
    RetentionKind.SCHOOL_CASE_QUIET: N_("The school's cases at a standstill"),
    RetentionKind.EXIT: N_("Exit cases that are closed"),
    RetentionKind.RELEASE: N_("Releases that are closed"),
    RetentionKind.PERSON: N_("Persons without anything open"),
}
_ANCHORS = {
    RetentionKind.CONTACT_NOT_RELEVANT: N_("after the decision"),
    RetentionKind.CONTACT_NO_ACTION: N_("after the decision"),
    RetentionKind.CONTACT_DECIDED: N_("after the last action"),
    RetentionKind.CONTACT_UNDECIDED: N_("after it was received"),
    RetentionKind.TALK: N_("after the last contact"),
    RetentionKind.TALK_QUIET: N_("after the last contact or deadline"),
    RetentionKind.SCHOOL_CASE: N_("after the end of that school year"),
    RetentionKind.SCHOOL_CASE_QUIET: N_("after the end of that school year"),
    RetentionKind.EXIT: N_("after the course ended"),
    RetentionKind.RELEASE: N_("after the release"),
    RetentionKind.PERSON: N_("after the last entry"),
}
_REASONS = {
    HoldReason.NOT_FILED: N_("Not filed in the case system yet"),
    HoldReason.ACCESS_REQUEST: N_("Open access request"),
    HoldReason.OTHER: N_("Another reason"),
}
_DELETED = {
    DeletionReason.TERM: N_("The term had passed"),
    DeletionReason.REQUEST: N_("At the person's request (art. 17)"),
    DeletionReason.REPLAY: N_("Deleted again after a backup was restored"),
    DeletionReason.STRIPPED: N_("Texts of observations removed; the numbers stay"),
}
_TABLES = {
    "person": N_("persons"),
    "contact": N_("police contacts"),
    "release_case": N_("releases"),
    "talk": N_("talks"),
    "meeting_line": N_("lines on meeting lists"),
    "guardian": N_("parents and relatives"),
    "note": N_("short notes"),
    "task": N_("tasks"),
    "attachment": N_("documents"),
    "agenda_paper": N_("papers of agendas"),
    "merge": N_("mergings of persons"),
    "meeting": N_("meetings"),
    "disclosure": N_("disclosures"),
    "professional": N_("professionals"),
    "institution": N_("institutions"),
    "disclosure_person": N_("mentions in disclosures"),
    "draft": N_("unsaved texts"),
    "retention_hold": N_("holds"),
    "filing": N_("filings"),
    "observation": N_("observations of the street team"),
}
_CONFIDENTIAL = N_("other records")
"""What the rows of Exit are called wherever tables are counted: nothing tells what they are."""
ERRORS = {
    "not_proposed": N_("Something chosen is not due any more, is held, or is not filed. Look the list through again."),
    "person_held": N_("Something about this person is held. Lift the hold first."),
    "filing_missing": N_("Write the case number, or why it need not be filed."),
    "filing_date_missing": N_("Write when it was filed."),
    "filing_in_future": N_("The day it was filed lies in the future."),
    "term_not_a_number": N_("Write a whole number from 1 to 1200."),
    "hold_note_missing": N_("Write the reason."),
    "hold_review_past": N_("Choose a later day to look again."),
}


def kind(value: RetentionKind) -> str:
    """Return the words for a kind with a term of its own."""
    return _(_KINDS[value])


def due(value: RetentionKind | None) -> str:
    """Return the words for what is due; None stands for the street team's texts."""
    return kind(value) if value is not None else _("Texts of the street team's observations")


def anchor(value: RetentionKind) -> str:
    """Return what its term is counted from, e.g. "efter beslutningen"."""
    return _(_ANCHORS[value])


def reason(value: HoldReason) -> str:
    """Return the words for a reason to hold."""
    return _(_REASONS[value])


def receipt_reason(value: DeletionReason) -> str:
    """Return why something was deleted."""
    return _(_DELETED[value])


def period(value: Period) -> str:
    """Return a length of time, e.g. "14 dage"."""
    if value.months:
        return ngettext("{count} month", "{count} months", value.months).format(count=value.months)
    return ngettext("{count} day", "{count} days", value.days).format(count=value.days)


def deleted_again(count: int | None) -> str:
    """Return what became of the deletions made since a backup, once it is restored; None: they could not be read."""
    if count is None:
        return _("What was deleted since could not be read from the vault before it. Delete it again by hand.")
    if not count:
        return ""
    told = ngettext(
        "{count} record deleted since was deleted again.", "{count} records deleted since were deleted again.", count
    )
    return told.format(count=dates.number(count))


def knows_table(name: str) -> bool:
    """Tell whether the rows of a table mean something to a reader."""
    return name in _TABLES


def table(name: str) -> str:
    """Return the words for the rows of a table in the dry run and on the receipt."""
    if is_confidential(name):
        return _(_CONFIDENTIAL)
    return _(_TABLES[name]) if name in _TABLES else name


def person_term(term: PersonTerm) -> str:
    """Return when the last of a person's records is due; an empty text where they have none."""
    if term.held:
        return _("Deletion held back")
    if term.waits:
        return _("Deletion term not running yet")
    return _("Deletion term {day}").format(day=dates.day(term.last)) if term.last is not None else ""


def person_terms(term: PersonTerm) -> str:
    """Return every day on which records of a person are due, kind by kind, as a tip."""
    lines = [_("{what}: {day}").format(what=kind(one), day=dates.day(day)) for one, day in term.days]
    more = _("What is under way gets its term when it ends.") if term.waits else ""
    return "\n".join([*lines, *([more] if more else [])])
