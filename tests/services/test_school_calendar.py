"""The school calendar: typing, reading a list with a preview, and what deadlines and series take from it."""

from datetime import date

import pytest

from sspdesk.domain.errors import DomainError
from sspdesk.domain.school_calendar import Fate, SchoolYear, school_year
from sspdesk.domain.workdays import SchoolBreak
from sspdesk.services import school_calendar, tasks
from sspdesk.services.work import Workspace, apply_undo

AUTUMN = SchoolBreak(name="Efterårsferie", first=date(2026, 10, 10), last=date(2026, 10, 18))
WINTER = SchoolBreak(name="Vinterferie", first=date(2027, 2, 13), last=date(2027, 2, 21))


def test_school_years_run_from_august_to_july() -> None:
    assert school_year(date(2026, 7, 31)) == SchoolYear(2025)
    assert school_year(date(2026, 8, 1)) == SchoolYear(2026)
    months = SchoolYear(2026).months
    assert (months[0], months[4], months[5], months[-1]) == (
        date(2026, 8, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 7, 1),
    )  # fmt: skip


def test_a_typed_holiday_counts_at_once_for_school_days(workspace: Workspace) -> None:
    stored = workspace.run(lambda uow: school_calendar.save(uow, SchoolBreak(
        name=" Efterårs  ferie", first=AUTUMN.first, last=AUTUMN.last)))  # fmt: skip
    assert stored.value.name == "Efterårs ferie"
    days = workspace.run(tasks.days)
    assert days.after(date(2026, 10, 9), 1, school=True) == date(2026, 10, 19)
    assert stored.undo is not None
    token = stored.undo
    workspace.run(lambda uow: apply_undo(uow, token))
    assert workspace.run(school_calendar.listed) == []


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (SchoolBreak(name=" ", first=date(2027, 1, 1), last=date(2027, 1, 2)), "break_name_missing"),
        (SchoolBreak(name="X", first=date(2027, 1, 3), last=date(2027, 1, 2)), "break_ends_before"),
        (SchoolBreak(name="X", first=date(2027, 1, 3), last=date(2027, 4, 2)), "break_too_long"),
        (SchoolBreak(name="X", first=date(2026, 10, 18), last=date(2026, 10, 20)), "break_overlaps"),
    ],
)
def test_what_cannot_be_a_holiday_is_refused(workspace: Workspace, wanted: SchoolBreak, code: str) -> None:
    workspace.run(lambda uow: school_calendar.save(uow, AUTUMN))
    with pytest.raises(DomainError) as refused:
        workspace.run(lambda uow: school_calendar.save(uow, wanted))
    assert refused.value.code == code
    assert len(workspace.run(school_calendar.listed)) == 1


def test_reading_the_same_list_twice_changes_nothing_and_a_new_date_takes_the_place(workspace: Workspace) -> None:
    first = workspace.run(lambda uow: school_calendar.take_over(uow, [AUTUMN, WINTER]))
    assert first.value == 2
    assert workspace.run(lambda uow: school_calendar.take_over(uow, [AUTUMN, WINTER])).value == 0
    later = SchoolBreak(name="Vinterferie", first=date(2027, 2, 20), last=date(2027, 2, 28))
    compared = workspace.run(lambda uow: school_calendar.compare(uow, [AUTUMN, later]))
    assert [one.fate for one in compared] == [Fate.SAME, Fate.REPLACES]
    changed = workspace.run(lambda uow: school_calendar.take_over(uow, [AUTUMN, later]))
    assert [(one.name, one.first) for one in workspace.run(school_calendar.listed)] == [
        ("Efterårsferie", AUTUMN.first), ("Vinterferie", later.first),
    ]  # fmt: skip
    assert changed.undo is not None
    token = changed.undo
    workspace.run(lambda uow: apply_undo(uow, token))
    assert [one.first for one in workspace.run(school_calendar.listed)] == [AUTUMN.first, WINTER.first]


def test_the_public_holidays_of_a_school_year_are_filled_in() -> None:
    found = dict(school_calendar.public_holidays(SchoolYear(2026)))
    assert {date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 28), date(2027, 6, 5)} <= set(found)
    assert date(2027, 4, 23) not in found  # store bededag, no holiday since 2024
