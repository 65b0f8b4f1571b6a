"""Keeps the school calendar: the municipality's holidays, read from a file or typed, beside the public ones."""

from collections.abc import Sequence
from datetime import date, timedelta

from sspdesk.domain.changes import Outcome
from sspdesk.domain.ids import BreakId
from sspdesk.domain.log import Action
from sspdesk.domain.school_calendar import Fate, ReadBreak, SchoolYear, check_break, compared
from sspdesk.domain.workdays import Days, SchoolBreak, public_holiday
from sspdesk.storage.unit_of_work import UnitOfWork


def days(uow: UnitOfWork) -> Days:
    """Return what tells working days, school days and holidays apart."""
    return Days(breaks=uow.school_breaks.listed())


def listed(uow: UnitOfWork) -> list[SchoolBreak]:
    """Return the school holidays by date."""
    return uow.school_breaks.listed()


def of_year(uow: UnitOfWork, year: SchoolYear) -> list[SchoolBreak]:
    """Return the holidays with a day in a school year, by date."""
    return uow.school_breaks.touching(year.first, year.last)


def public_holidays(year: SchoolYear) -> list[tuple[date, str]]:
    """Return the public holidays of a school year; the program knows them, they are not stored."""
    found = (year.first + timedelta(days=after) for after in range((year.last - year.first).days + 1))
    return [(day, name) for day in found if (name := public_holiday(day))]


def save(uow: UnitOfWork, wanted: SchoolBreak) -> Outcome[SchoolBreak]:
    """Store a new or changed holiday; raises DomainError beside the field."""
    stored = uow.school_breaks.save(check_break(wanted, uow.school_breaks.listed()))
    uow.log(Action.CHANGE if wanted.id else Action.CREATE, "school_break", stored.id)
    return uow.outcome(stored)


def remove(uow: UnitOfWork, break_id: BreakId) -> Outcome[None]:
    """Take a holiday out of the calendar."""
    uow.school_breaks.remove(break_id)
    uow.log(Action.DELETE, "school_break", break_id)
    return uow.outcome(None)


def compare(uow: UnitOfWork, found: Sequence[SchoolBreak]) -> tuple[ReadBreak, ...]:
    """Tell what storing the holidays of a file would change; changes nothing."""
    return compared(found, uow.school_breaks.listed())


def take_over(uow: UnitOfWork, found: Sequence[SchoolBreak]) -> Outcome[int]:
    """Store the holidays of a file, in place of those they stand for; the answer is how many were new or changed."""
    changed = 0
    for read in compared(found, uow.school_breaks.listed()):
        if read.fate is Fate.SAME:
            continue
        for old in read.replaces:
            if uow.school_breaks.find(old.id) is not None:  # one long holiday may stand for parts of two new ones
                uow.school_breaks.remove(old.id)
        uow.school_breaks.add(check_break(read.found, uow.school_breaks.listed()))
        changed += 1
    uow.log(Action.IMPORT, "school_break", None, rows=changed)
    return uow.outcome(changed)
