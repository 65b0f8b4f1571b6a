"""The sample lists, read as a person would read them."""

from datetime import date

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.domain.police_list import Field, ListRow
from sspdesk.exchange.police_list.interpreting import interpret
from sspdesk.exchange.police_list.layout import propose_layout
from sspdesk.exchange.tables.reading import read
from sspdesk.exchange.tables.workbook import Kind
from tests.exchange.lists import DATA, TODAY, rows_of, understood

WORKBOOK_PEOPLE = """
 6 Testine | Eksempelsen | 2001-03-19 | - | Havnsø Skole | Fiktivvej 1, 9999 Havnsø | -
 7 Prøvine | Skabelonsen | 2008-01-25 | 2501084001 | Kirkebakkeskolen | Fiktivvej 2, 9999 Havnsø | -
 8 Åse | Testgård | 2011-02-26 | - | Engvejens Skole | Fiktivvej 3, 9999 Havnsø | -
 9 Øjvind | Prøvesen | 2013-07-30 | - | Ungdomsskolen | Fiktivvej 4, 9999 Havnsø | -
10 Ægil | Opdigtsen | 2006-06-30 | - | Havnsø Skole | Fiktivvej 5, 9999 Havnsø | True
11 Demo | Fiktivsen | 2001-10-30 | 3010014005 | Kirkebakkeskolen | Fiktivvej 6, 9999 Havnsø | -
12 Muhamed | Demosen | 2012-09-09 | - | Engvejens Skole | Fiktivvej 7, 9999 Havnsø | -
13 Mohammed | Mustersen | 2009-11-24 | - | Ungdomsskolen | Fiktivvej 8, 9999 Havnsø | -
14 Sara | Påhitsen | 2005-01-27 | - | Havnsø Skole | Fiktivvej 9, 9999 Havnsø | -
15 Søren | Testgaard | 2016-01-02 | 0201164009 | Kirkebakkeskolen | Fiktivvej 10, 9999 Havnsø | -
16 Anna-Sofie | Eksempelsen | 2011-10-06 | - | Engvejens Skole | Fiktivvej 11, 9999 Havnsø | -
17 Ali | Skabelonsen | 2018-02-25 | - | Ungdomsskolen | Fiktivvej 12, 9999 Havnsø | -
18 Prøvine | Skabelonsen | 2008-01-25 | - | Kirkebakkeskolen | - | -
"""
WORKBOOK_CONTACTS = """
 6 2026-11-11 | - | sigtet | Sigtet | Hærværk på busstoppested | 12000-26 | True
 7 2026-11-12 | - | mistaenkt | Mistænkt | Butikstyveri, slik for 48 kr. | 12001-26 | False
 8 2026-11-13 | - | vidne | Vidne | Slagsmål ved stationen | 12002-26 | True
 9 2026-11-14 | 22:40:00 | forurettet | Forurettet | Hash i parken | 12003-26 | -
10 2026-11-15 | 02:15:00 | bekymrende_adfaerd | Bekymrende adfærd | Truffet kl. 02.15 i centrum | 12004-26 | True
11 2026-11-16 | - | andet | Kontakt | Knallertkørsel uden hjelm | 12005-26 | True
12 2026-11-17 | - | sigtet | Sigtet | Vidne til røveri mod jævnaldrende | 12006-26 | False
13 2026-11-18 | 22:40:00 | mistaenkt | Mistænkt | Trusler på Snapchat | 12007-26 | True
14 2026-11-19 | - | vidne | Vidne | Fyrværkeri – før tid | 12008-26 | -
15 2026-11-20 | - | forurettet | Forurettet | Hærværk på busstoppested | 12009-26 | True
16 2026-11-21 | - | bekymrende_adfaerd | Bekymrende adfærd | Butikstyveri, slik for 48 kr. | 12010-26 | True
17 2026-11-22 | 22:40:00 | andet | Kontakt | Slagsmål ved stationen | 12011-26 | False
18 2026-11-12 | - | vidne | Vidne | Samme person, anden hændelse | 12999-26 | -
"""
CSV_PEOPLE = """
 2 Øjvind | Mustersen | 2003-10-09 | 0910034000 | - | - | -
 3 Ægil | Påhitsen | 2007-09-02 | 0209074002 | - | - | -
 4 Demo | Testgaard | 2015-01-03 | 0301154002 | - | - | -
 5 Muhamed | Eksempelsen | 2011-02-25 | 2502114003 | - | - | -
 6 Mohammed | Skabelonsen | 2017-11-08 | 0811174004 | - | - | -
 7 Sara | Testgård | 2002-03-19 | 1903024005 | - | - | -
 8 Søren | Prøvesen | 2014-09-18 | 1809144006 | - | - | -
 9 Anna-Sofie | Opdigtsen | 2015-03-27 | 2703154007 | - | - | -
10 Ali | Fiktivsen | 2017-12-20 | 2012174008 | - | - | -
"""
CSV_CONTACTS = """
 2 2026-11-11 | - | sigtet | Sigtet | Hærværk på busstoppested | 12150-26 | -
 3 2026-11-12 | - | mistaenkt | Mistænkt | Butikstyveri, slik for 48 kr. | 12151-26 | -
 4 2026-11-13 | - | vidne | Vidne | Slagsmål ved stationen | 12152-26 | -
 5 2026-11-14 | - | forurettet | Forurettet | Hash i parken | 12153-26 | -
 6 2026-11-15 | 02:15:00 | bekymrende_adfaerd | Bekymrende adfærd | Truffet kl. 02.15 i centrum | 12154-26 | -
 7 2026-11-16 | - | andet | Kontakt | Knallertkørsel uden hjelm | 12155-26 | -
 8 2026-11-17 | - | sigtet | Sigtet | Vidne til røveri mod jævnaldrende | 12156-26 | -
 9 2026-11-18 | - | mistaenkt | Mistænkt | Trusler på Snapchat | 12157-26 | -
10 2026-11-19 | - | vidne | Vidne | Fyrværkeri - før tid | 12158-26 | -
"""
WORD_PEOPLE = """
 2 Mohammed | Prøvesen | 2007-12-25 | - | - | - | -
 3 Sara | Opdigtsen | 2015-04-30 | - | - | - | -
 4 Søren | Fiktivsen | 2017-08-25 | - | - | - | -
 5 Anna-Sofie | Demosen | 2001-12-22 | - | - | - | -
 6 Ali | Mustersen | 2001-07-26 | - | - | - | -
"""
WORD_CONTACTS = """
 2 2026-11-11 | - | sigtet | Sigtet | Hærværk på busstoppested | - | True
 3 2026-11-12 | - | mistaenkt | Mistænkt | Butikstyveri, slik for 48 kr. | - | True
 4 2026-11-13 | - | vidne | Vidne | Slagsmål ved stationen | - | False
 5 2026-11-14 | - | forurettet | Forurettet | Hash i parken | - | True
 6 2026-11-15 | 02:15:00 | bekymrende_adfaerd | Bekymrende adfærd | Truffet kl. 02.15 i centrum | - | True
"""
MAIL_PEOPLE = """
 2 Søren | Skabelonsen | 2014-11-08 | - | - | - | -
 3 Anna-Sofie | Testgård | 2007-05-23 | - | - | - | -
 4 Ali | Prøvesen | 2017-04-06 | - | - | - | -
 5 Fatima | Opdigtsen | 2015-09-17 | - | - | - | -
"""
MAIL_CONTACTS = """
 2 2026-11-11 | - | - | - | Hærværk på busstoppested | - | -
 3 2026-11-12 | - | - | - | Butikstyveri, slik for 48 kr. | - | -
 4 2026-11-13 | - | - | - | Slagsmål ved stationen | - | -
 5 2026-11-14 | - | - | - | Hash i parken | - | -
"""


def _lines(rows: tuple[ListRow, ...], *names: str) -> str:
    lines = []
    for row in rows:
        values = ["-" if getattr(row, name) is None else str(getattr(row, name)) for name in names]
        lines.append(f"{row.row:2} {' | '.join(values)}".replace("| 0700-10263-", "| "))
    return "\n".join(["", *lines, ""])


@pytest.mark.parametrize(
    ("name", "people", "contacts"),
    [
        ("politiliste-2026-11-25.xlsx", WORKBOOK_PEOPLE, WORKBOOK_CONTACTS),
        ("politiliste-2026-12-09.csv", CSV_PEOPLE, CSV_CONTACTS),
        ("politiliste-2026-12-16.docx", WORD_PEOPLE, WORD_CONTACTS),
        ("politiliste-klippet-fra-mail.txt", MAIL_PEOPLE, MAIL_CONTACTS),
    ],
)
def test_every_row_says_what_a_person_would_read(name: str, people: str, contacts: str) -> None:
    rows = rows_of(DATA / name)
    assert _lines(rows, "first_name", "last_name", "birth_date", "cpr", "school", "address", "protected") == people
    assert (
        _lines(rows, "contact_date", "contact_time", "role", "role_text", "text", "reference", "talk_recommended")
        == contacts
    )
    assert {row.place for row in rows} == {None}
    assert {row.note for row in rows} <= {None, "Navne- og adressebeskyttet"}


def test_the_layout_of_the_workbook() -> None:
    workbook, layout, found = understood(DATA / "politiliste-2026-11-25.xlsx")
    assert (workbook.kind, workbook.sheets[layout.sheet].name) == (Kind.XLSX, "Uge 46-47")
    assert (layout.header_row, layout.header_rows, layout.headings[3]) == (5, 1, "Adresse")
    assert layout.columns == {
        Field.CONTACT_DATE: 0, Field.NAME: 1, Field.BIRTH_DATE: 2, Field.ADDRESS: 3, Field.SCHOOL: 4, Field.ROLE: 5,
        Field.TEXT: 6, Field.REFERENCE: 7, Field.TALK_RECOMMENDED: 8, Field.NOTE: 9,
    }  # fmt: skip
    assert not found.asks_first
    assert found.other_lists == ()


def test_a_date_without_a_year_is_the_latest_one_not_after_today() -> None:
    workbook = read(DATA / "politiliste-klippet-fra-mail.txt")
    read_on_the_13th = interpret(workbook, propose_layout(workbook), date(2026, 11, 13))
    assert [row.contact_date for row in read_on_the_13th.rows] == [
        date(2026, 11, 11), date(2026, 11, 12), date(2026, 11, 13), date(2025, 11, 14),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("gadeteam-observationer-okt-nov-2026.xlsx", "list_no_name_column"),
        ("skoleferie-2026-27.csv", "list_no_table"),
    ],
)
def test_other_files_are_no_police_lists(name: str, code: str) -> None:
    workbook = read(DATA / name)
    with pytest.raises(KnownError) as caught:
        interpret(workbook, propose_layout(workbook), TODAY)
    assert caught.value.code == code
