"""What is asked before a list is read on, and how two sides are compared."""

from datetime import date, datetime
from pathlib import Path

import pytest

from sspdesk.domain.ids import PersonId
from sspdesk.domain.police_list import Field, ListProblem, ListRow
from sspdesk.domain.wednesday import ImportBatch, PoliceContact, Role
from sspdesk.exchange.police_list.layout import Layout
from sspdesk.exchange.tables.workbook import ASK_ABOVE_ROWS, Kind, Sheet, Workbook
from sspdesk.services.police_import import updated_contact
from sspdesk.services.police_list import Start
from sspdesk.ui.police_list import comparing
from sspdesk.ui.police_list.session import Session, mend, questions_about

TODAY = date(2026, 11, 23)


def session(rows: int = 2, earlier: ImportBatch | None = None) -> Session:
    sheet = Sheet(name="Ark1", rows=(("Navn",), *(("Testine Eksempelsen",),) * (rows - 1)))
    workbook = Workbook(name="liste.csv", kind=Kind.CSV, sha256="ab", sheets=(sheet,))
    layout = Layout(sheet=0, header_row=1, columns={Field.NAME: 0})
    start = Start(earlier=earlier, meetings=(), columns=None)
    return Session(
        source=Path("liste.csv"), workbook=workbook, layout=layout, proposed=layout, start=start, undated=TODAY
    )


def test_an_ordinary_list_asks_nothing() -> None:
    assert questions_about(session(ASK_ABOVE_ROWS)) == []


def test_a_very_long_list_asks_first() -> None:
    ((heading, _words),) = questions_about(session(ASK_ABOVE_ROWS + 1))
    assert heading == "Listen har 20.001 rækker"


def test_a_list_that_is_long_and_known_asks_twice() -> None:
    earlier = ImportBatch(file_name="x", sha256="ab", imported_at=datetime(2026, 11, 20, 8, 5), row_count=1)
    headings = [heading for heading, _words in questions_about(session(ASK_ABOVE_ROWS + 1, earlier))]
    assert headings == ["Listen blev importeret fre. 20. nov. 2026 kl. 8.05", "Listen har 20.001 rækker"]


def test_mending_moves_a_row_from_the_problems_to_the_rows() -> None:
    one = session()
    values = {Field.NAME: "Testine Eksempelsen", Field.CONTACT_DATE: "31-02-2026"}
    one.rows = (ListRow(row=5, first_name="Attrap"),)
    one.problems = (
        ListProblem(row=3, code="contact_date_impossible", field=Field.CONTACT_DATE, values=values),
        ListProblem(row=4, code="name_missing", field=Field.NAME, values={}),
    )
    mend(one, 3, values | {Field.CONTACT_DATE: "30-02-2026"}, TODAY)
    assert [problem.row for problem in one.problems] == [3, 4]
    assert one.problems[0].text == "30-02-2026"
    mend(one, 3, values | {Field.CONTACT_DATE: "11-11-2026"}, TODAY)
    assert [problem.row for problem in one.problems] == [4]
    assert [(row.row, row.first_name) for row in one.rows] == [(3, "Testine"), (5, "Attrap")]


@pytest.mark.parametrize(
    ("listed", "known", "marks"),
    [
        ("Skabelona Skitsegård", "Skabelone Skitsegaard", (((8, 9), (17, 18)), ((8, 9), (17, 19)))),
        ("Testine", "TESTINE", ((), ())),
        ("Testine", "", (((0, 7),), ())),
        ("İda", "Ida", (((0, 1),), ((0, 1),))),
    ],
)
def test_differing_letters_are_found(listed: str, known: str, marks: object) -> None:
    assert comparing.differing(listed, known) == marks


def test_an_update_compares_only_what_the_list_says() -> None:
    stored = PoliceContact(
        person_id=PersonId(1),
        contact_date=date(2026, 11, 11),
        role=Role.WITNESS,
        role_text="Vidne",
        text="Hærværk",
        place="Havnen",
        received_on=TODAY,
    )
    row = ListRow(row=2, first_name="Testine", contact_date=date(2026, 11, 11), text="Hærværk på skolen")
    fields = {one.title: one.same for one in comparing.with_contact(row, stored, updated_contact(stored, row))}
    assert fields == {"Dato for kontakt": True, "Rolle": None, "Sted": None, "Hvad der skete": False}
