"""The report to the local council: no small count, no name, no free text but what was chosen; an annex on an agenda."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.street_counts import Span
from sspdesk.domain.street_team import Category, Matter, MatterKind, MatterState
from sspdesk.domain.suppression import Shown
from sspdesk.services import item_papers, settings, street_matters, street_releases, street_report, street_team
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.reports import layout
from tests.services.street_world import Streets, make_streets, see

NOVEMBER = Span(first=date(2026, 11, 1), last=date(2026, 11, 30))


@pytest.fixture
def streets(workspace: Workspace) -> Streets:
    return workspace.run(make_streets)


def fill(uow: UnitOfWork, streets: Streets) -> None:
    """Many gatherings at the station, some conflicts at the harbour, two of something at the square."""
    for number in range(21):
        place = streets.harbour if number % 3 == 0 else streets.station
        kind = Category.CONFLICT if number % 3 == 0 else Category.GATHERING
        see(uow, streets, day=date(2026, 11, 2 + number % 20), at=time(18 + number % 5), place_id=place,
            categories=(kind,), text="Stor gruppe. God tone!")  # fmt: skip
    for number in range(2):
        see(uow, streets, day=date(2026, 11, 3 + number), place_id=streets.square, categories=(Category.DRUGS,))
    street_team.review(uow, [one.id for one in uow.observations.all()])


def test_no_small_count_stands_on_the_paper(workspace: Workspace, streets: Streets) -> None:
    workspace.run(lambda uow: fill(uow, streets))
    paper = workspace.run(lambda uow: street_report.gather(uow, NOVEMBER))
    assert (paper.leaving, paper.names, paper.data.total) == (None, False, 23)
    table = paper.data.by_place
    assert table is not None
    shown = [one for row in (*table.cells, table.row_totals, table.column_totals) for one in row]
    assert not [one for one in shown if one.number is not None and 0 < one.number < 5]
    assert any(one.shown is Shown.FEW for one in shown)
    text = " ".join(layout.texts(paper.render()))
    assert "<5" in text
    assert "november 2026" in text
    assert "Stor gruppe" not in text


def test_a_chart_shows_no_theme_that_the_table_hides(workspace: Workspace, streets: Streets) -> None:
    workspace.run(lambda uow: fill(uow, streets))
    report = workspace.run(lambda uow: street_report.gather(uow, NOVEMBER)).data
    table = report.by_place
    assert table is not None
    for one in report.themes:
        assert one.now == table.row_totals[report.theme_names.index(one.theme)]


def test_only_chosen_sentences_that_were_read_and_name_nobody_can_come_along(
    workspace: Workspace, streets: Streets
) -> None:
    workspace.run(lambda uow: fill(uow, streets))

    def more(uow: UnitOfWork) -> None:
        see(uow, streets, text="Ikke læst endnu.")
        named = street_team.record(
            uow, street_team.Entry(day=date(2026, 11, 20), at=time(20), place_id=streets.station,
                                   worker_ids=streets.workers, categories=(Category.CONFLICT,),
                                   text="Testine var med. Rolig aften."), names_confirmed=True
        ).value  # fmt: skip
        street_team.review(uow, [named.id])

    workspace.run(more)
    found = workspace.run(lambda uow: street_report.sentences(uow, NOVEMBER))
    assert set(found) == {"Stor gruppe.", "God tone!", "Rolig aften."}
    paper = workspace.run(lambda uow: street_report.gather(uow, NOVEMBER, text="Kort.", chosen=("God tone!",)))
    text = " ".join(layout.texts(paper.render()))
    assert "God tone!" in text
    assert "Rolig aften" not in text


@pytest.mark.parametrize("where", ["text", "sentence", "matter"])
def test_a_name_stops_the_report_wherever_it_stands(workspace: Workspace, streets: Streets, where: str) -> None:
    said = "Testine og de andre"
    if where == "matter":
        matter = Matter(
            place_id=streets.station, kind=MatterKind.LIGHT, what="Lampe", responsible="Bent Eksempelsen",
            reported_on=date(2026, 11, 2),
        )  # fmt: skip
        with pytest.raises(DomainError, match="names_in_text"):
            workspace.run(lambda uow: street_matters.save(uow, matter))
        workspace.run(lambda uow: uow.matters.save(matter))
    text, chosen = (said if where == "text" else ""), ((said,) if where == "sentence" else ())
    with pytest.raises(DomainError, match="names_in_report"):
        workspace.run(lambda uow: street_report.gather(uow, NOVEMBER, text=text, chosen=chosen))


def test_matters_stand_with_who_does_them_and_how_far_they_are(workspace: Workspace, streets: Streets) -> None:
    def work(uow: UnitOfWork) -> None:
        for state, reported in ((MatterState.ONGOING, 2), (MatterState.DONE, 3)):
            street_matters.save(
                uow,
                Matter(place_id=streets.station, kind=MatterKind.LIGHT, what="Lampen ved stien", responsible="Driften",
                       state=state, reported_on=date(2026, 11, reported)),
            )  # fmt: skip

    workspace.run(work)
    text = " ".join(layout.texts(workspace.run(lambda uow: street_report.gather(uow, NOVEMBER)).render()))
    assert text.count("Lampen ved stien") == 2
    assert "I gang 2. nov. 2026" in text
    assert "Udført 23. nov. 2026" in text


def test_a_period_with_next_to_nothing_shows_no_table(workspace: Workspace, streets: Streets) -> None:
    workspace.run(lambda uow: see(uow, streets))
    report = workspace.run(lambda uow: street_report.gather(uow, NOVEMBER)).data
    assert (report.by_place, report.by_hour, report.themes) == (None, None, ())


def test_the_report_is_named_once_as_an_annex_of_the_meeting(workspace: Workspace, streets: Streets) -> None:
    def meeting(uow: UnitOfWork) -> Meeting:
        (council, *_others) = uow.forums.of_kind(ForumKind.LOCAL_COUNCIL)
        starts = datetime(2026, 12, 1, 9)
        return uow.meetings.save(Meeting(forum_id=council.id, starts_at=starts, ends_at=starts.replace(hour=11)))

    planned = workspace.run(meeting)
    assert [one.id for one in workspace.run(street_report.council_meetings)] == [planned.id]
    paper = workspace.run(lambda uow: street_report.gather(uow, NOVEMBER, text="Roligt."))
    pdf = paper.render()
    first = workspace.run(lambda uow: street_report.put_on_agenda(uow, planned.id, NOVEMBER, b"%PDF-1.7 old"))
    again = workspace.run(lambda uow: street_report.put_on_agenda(uow, planned.id, NOVEMBER, pdf)).value
    assert first.value.id == again.id
    assert again.papers == "", "the file itself is what the agenda names"
    (annex,) = workspace.run(lambda uow: item_papers.of_items(uow, [again.id]))[again.id]
    shown = workspace.run(lambda uow: item_papers.show(uow, annex.id))
    assert (shown.content, shown.may_leave) == (pdf, True)


OCTOBER = Span(first=date(2026, 10, 1), last=date(2026, 10, 31))
QUARTER = Span(first=date(2026, 10, 1), last=date(2026, 12, 31))


def test_a_quarter_has_no_tables_once_one_of_its_months_is_out(workspace: Workspace, streets: Streets) -> None:
    workspace.run(lambda uow: fill(uow, streets))
    for number in range(8):
        workspace.run(lambda uow, day=date(2026, 10, 5 + number): see(uow, streets, day=day))
    before = workspace.run(lambda uow: street_report.gather(uow, QUARTER)).data
    assert before.by_place is not None
    workspace.run(lambda uow: street_releases.remember(uow, OCTOBER))
    report = workspace.run(lambda uow: street_report.gather(uow, QUARTER)).data
    assert (report.by_place, report.by_hour, report.themes, report.total) == (None, None, (), 31)
    text = " ".join(layout.texts(workspace.run(lambda uow: street_report.gather(uow, QUARTER)).render()))
    assert "oktober 2026" in text
    assert workspace.run(lambda uow: street_report.doubts(uow, QUARTER)).told_for == (OCTOBER,)
    same = workspace.run(lambda uow: street_report.gather(uow, OCTOBER)).data
    assert same.by_place is not None, "the month itself may be printed again"
    november = workspace.run(lambda uow: street_report.gather(uow, NOVEMBER)).data
    assert november.by_place is not None, "a month beside it shares no days"


def test_a_total_is_hidden_where_the_rest_would_be_a_small_count(workspace: Workspace, streets: Streets) -> None:
    workspace.run(lambda uow: fill(uow, streets))
    workspace.run(lambda uow: see(uow, streets, day=date(2026, 10, 5)))
    workspace.run(lambda uow: street_releases.remember(uow, NOVEMBER))
    paper = workspace.run(lambda uow: street_report.gather(uow, QUARTER))
    assert paper.data.total is None
    assert "24" not in " ".join(layout.texts(paper.render())).replace("2024", "")
    workspace.run(lambda uow: street_releases.remember(uow, QUARTER))
    month = workspace.run(lambda uow: street_report.gather(uow, OCTOBER)).data
    assert (month.total, month.by_place) == (1, None)


def test_last_year_is_told_as_its_own_paper_told_it(workspace: Workspace, streets: Streets) -> None:
    workspace.run(lambda uow: fill(uow, streets))
    last_year = date(2025, 11, 3)
    for number in range(9):
        workspace.run(lambda uow, number=number: see(uow, streets, day=last_year + timedelta(days=number)))
    kinds = (Category.CONFLICT,)
    for day in (last_year, last_year + timedelta(days=1)):
        workspace.run(lambda uow, day=day: see(uow, streets, day=day, categories=kinds))
    theirs = workspace.run(lambda uow: street_report.gather(uow, NOVEMBER.year_before)).data
    ours = workspace.run(lambda uow: street_report.gather(uow, NOVEMBER)).data
    assert theirs.by_place is not None
    shown = dict(zip(theirs.theme_names, theirs.by_place.row_totals, strict=True))
    for one in ours.themes:
        if one.theme in shown:
            assert one.year_before == shown[one.theme]
        else:
            assert one.year_before.number in (None, 0)
    quarter = Span(first=date(2025, 10, 1), last=date(2025, 12, 31))
    workspace.run(lambda uow: street_releases.remember(uow, quarter))
    silent = workspace.run(lambda uow: street_report.gather(uow, NOVEMBER)).data
    assert {one.year_before.number for one in silent.themes} == {None}


def test_what_the_council_has_got_is_remembered_and_told_when_it_changes(
    workspace: Workspace, streets: Streets
) -> None:
    workspace.run(lambda uow: fill(uow, streets))
    workspace.run(lambda uow: street_releases.remember(uow, NOVEMBER))
    assert not workspace.run(lambda uow: street_report.doubts(uow, NOVEMBER)).changed
    chosen = workspace.run(lambda uow: replace(uow.settings(), municipality="Havnsø", street_released={}))
    workspace.run(lambda uow: settings.save(uow, chosen))
    workspace.run(lambda uow: see(uow, streets, day=date(2026, 11, 9)))
    assert workspace.run(lambda uow: street_report.doubts(uow, NOVEMBER)).changed
    assert workspace.run(lambda uow: street_releases.changed_since(uow, NOVEMBER)) == 1
    assert workspace.run(lambda uow: street_releases.changed_since(uow, OCTOBER)) == 0
