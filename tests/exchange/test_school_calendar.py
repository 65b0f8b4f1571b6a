"""School holidays read from the municipality's list or calendar file."""

from datetime import date
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.school_calendar import read

DATA = Path(__file__).resolve().parents[1] / "data"


def test_the_sample_list_is_read_whole() -> None:
    found = read(DATA / "skoleferie-2026-27.csv")
    assert found.unread == ()
    assert [(one.name, one.first, one.last) for one in found.breaks][1:4] == [
        ("Efterårsferie", date(2026, 10, 10), date(2026, 10, 18)),
        ("Juleferie", date(2026, 12, 19), date(2027, 1, 3)),
        ("Vinterferie", date(2027, 2, 13), date(2027, 2, 21)),
    ]
    assert len(found.breaks) == 9


def test_danish_dates_other_headings_and_wrong_rows(tmp_path: Path) -> None:
    path = tmp_path / "ferie.csv"
    path.write_text(
        "Ferie;Startdato;Slutdato\nEfterårsferie;10.10.2026;18.10.2026\nVrøvl;31-02-2027;1-3-2027\n"
        "Bagvendt;05-05-2027;01-05-2027\nGrundlovsdag;05-06-2027;\n",
        encoding="cp1252",
    )
    found = read(path)
    assert [(one.name, one.first, one.last) for one in found.breaks] == [
        ("Efterårsferie", date(2026, 10, 10), date(2026, 10, 18)),
        ("Grundlovsdag", date(2027, 6, 5), date(2027, 6, 5)),
    ]
    assert [(one.row, one.code) for one in found.unread] == [(3, "break_date_unread"), (4, "break_ends_before")]


def test_a_calendar_file_gives_its_whole_days(tmp_path: Path) -> None:
    path = tmp_path / "ferie.ics"
    path.write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20270213\r\n"
        b"DTEND;VALUE=DATE:20270222\r\nSUMMARY:Vinterferie\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\n"
        b"DTSTART:20270301T090000\r\nSUMMARY:M\xc3\xb8de\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert [(one.name, one.first, one.last) for one in read(path).breaks] == [
        ("Vinterferie", date(2027, 2, 13), date(2027, 2, 21))
    ]


def test_a_list_without_holidays_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "tom.csv"
    path.write_text("Fra;Til;Navn\n", encoding="utf-8")
    with pytest.raises(KnownError) as refused:
        read(path)
    assert refused.value.code == "school_calendar_empty"
