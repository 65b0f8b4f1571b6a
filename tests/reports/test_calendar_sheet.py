"""The calendar on paper: sizes, words that stand on it, and what never does."""

import io
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from pypdfium2 import PdfDocument

from sspdesk.domain.forums import ForumKind
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.workdays import SchoolBreak
from sspdesk.reports import calendar_sheet
from sspdesk.reports.calendar_sheet import CalendarPaper
from sspdesk.services import calendar_paper, school_calendar, tasks
from sspdesk.services.tasks import NewTask
from sspdesk.services.work import UnitOfWork, Workspace
from tests.services.people_for_tests import save

FIRST, LAST = date(2026, 8, 1), date(2027, 7, 31)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    somebody = save(workspace)

    def fill(uow: UnitOfWork) -> None:
        (exit_forum,) = uow.forums.of_kind(ForumKind.EXIT)
        group = uow.forums.wednesday_group()
        for week in range(40):
            start = datetime(2026, 8, 12, 9) + timedelta(weeks=week)
            uow.meetings.add(
                Meeting(forum_id=group.id, starts_at=start, ends_at=start + timedelta(hours=2), title=somebody.name)
            )
        start = datetime(2026, 11, 19, 11)
        uow.meetings.add(
            Meeting(forum_id=exit_forum.id, starts_at=start, ends_at=start + timedelta(hours=1), place=somebody.name)
        )
        tasks.create(uow, NewTask(title=somebody.name, person_id=somebody.id, due=date(2026, 12, 1)))
        tasks.create(uow, NewTask(title="Ring til skolen", due=date(2026, 12, 1)))
        school_calendar.save(uow, SchoolBreak(name="Juleferie", first=date(2026, 12, 19), last=date(2027, 1, 3)))

    workspace.run(fill)
    return workspace


def paper(workspace: Workspace, *, large: bool, listed: bool = False) -> CalendarPaper:
    from sspdesk.ui.calendar import modes

    draw = None if listed else partial(modes.draw, modes.Mode.YEAR if large else modes.Mode.MONTH)
    first, last = (FIRST, LAST) if large or listed else modes.month_span(date(2026, 11, 1))
    return workspace.run(
        lambda uow: calendar_paper.gather(
            uow, title="skoleåret 2026/27", first=first, last=last, hidden=(), draw=draw, large=large
        )
    )


def words(pdf: bytes) -> str:
    document = PdfDocument(io.BytesIO(pdf))
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def size(pdf: bytes) -> tuple[int, int, int]:
    document = PdfDocument(io.BytesIO(pdf))
    try:
        width, height = document[0].get_size()
        return round(width), round(height), len(document)
    finally:
        document.close()


def test_the_school_year_is_one_sheet_of_a3_and_the_month_one_of_a4(filled: Workspace) -> None:
    year = calendar_sheet.render(paper(filled, large=True))
    month = calendar_sheet.render(paper(filled, large=False))
    assert size(year) == (1191, 842, 1)
    assert size(month) == (842, 595, 1)
    assert "Juleferie" in words(year)
    assert "9.00 Onsdagsgruppen" in words(month)
    assert "lige" in words(month)


def test_no_name_no_deadline_and_of_an_exit_meeting_only_that_one_is_busy(filled: Workspace) -> None:
    for large, listed in ((True, False), (False, False), (False, True)):
        text = words(calendar_sheet.render(paper(filled, large=large, listed=listed)))
        assert "Optaget" in text
        assert "Onsdagsgruppen" in text
        for secret in ("Testine", "Eksempelsen", "Exit", "Ring til skolen"):
            assert secret not in text.replace("af Testine Eksempelsen", ""), secret


def test_a_long_list_goes_on_over_pages_with_its_headings(filled: Workspace) -> None:
    pdf = calendar_sheet.render(paper(filled, large=False, listed=True))
    assert size(pdf)[2] == 2
    assert words(pdf).count("Hvad") == 2
    assert words(pdf).count("Onsdagsgruppen") >= 40
