"""100,000 observations filtered, counted and painted; the team's own sheet beside the police's list, row by row."""

import gc
import random
import statistics
import tempfile
import time
from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path

import xlsxwriter

from sspdesk.domain.matching import Choice
from sspdesk.domain.street_counts import Filter, Span
from sspdesk.domain.street_team import Category, Observation, Place, Shift, ShiftWorker
from sspdesk.exchange.police_list.interpreting import interpret as interpret_police
from sspdesk.exchange.police_list.layout import propose_layout
from sspdesk.exchange.street_list.headings import find_layout
from sspdesk.exchange.street_list.reading import interpret
from sspdesk.exchange.tables.reading import read
from sspdesk.services import police_import, police_list, street_import, street_team
from sspdesk.services.import_plan import Plan
from sspdesk.services.street_tendencies import tendencies
from sspdesk.storage.workspace import Workspace
from tests.benchmarks import bench_import
from tests.benchmarks.big_vault import open_big
from tests.benchmarks.harness import Row, in_turn, milliseconds
from tests.vaults import make_vault

COUNT, SHEET, STORED = 100_000, 5_000, 2_000
_TODAY = date.today()
_YEARS = 5
_AIM = "<= 200 ms"


def fill(workspace) -> None:
    """Store five years of 100,000 observations at twenty places."""
    chance = random.Random(1)

    def begin(uow):
        places = [
            street_team.save_place(uow, Place(name=f"Sted {at}", area=f"Område {at % 4}")).value.id for at in range(20)
        ]
        worker = uow.professionals.add(_worker()).id
        shifts = uow.shifts.add_many([Shift(day=_TODAY - timedelta(days=at)) for at in range(365 * _YEARS)])
        uow.shift_workers.add_many([ShiftWorker(shift_id=one, professional_id=worker) for one in shifts])
        return places, shifts

    places, shifts = workspace.run(begin)
    for _start in range(0, COUNT, 10_000):
        some = []
        for _number in range(10_000):
            back = chance.randrange(365 * _YEARS)
            some.append(
                Observation(
                    shift_id=shifts[back],
                    day=_TODAY - timedelta(days=back),
                    at=clock(chance.randrange(14, 24), 15),
                    place_id=chance.choice(places),
                    categories=tuple(chance.sample(list(Category), chance.choice((1, 1, 2)))),
                    size=chance.randrange(12),
                    text="Opdigtet observation",
                    recorded_on=_TODAY,
                )
            )
        workspace.run(lambda uow, some=some: uow.observations.add_many(some))


def _worker():
    from sspdesk.domain.people import Professional, ProfessionalRole

    return Professional(name="Gert Gadeeksempel", role=ProfessionalRole.STREET_WORKER)


def drawn(workspace, themes, hours, wanted) -> None:
    """Filter, count, lay out and paint both panels."""
    found = workspace.run(lambda uow: tendencies(uow, wanted))
    themes.show_tendencies(found)
    hours.show_tendencies(found)
    themes.grab()
    hours.grab()


def rows() -> list[Row]:
    """Return the figures."""
    from PySide6.QtWidgets import QApplication

    from sspdesk.ui.street_team.charts import HoursPanel, ThemePanel
    from sspdesk.ui.theme import Theme

    application = QApplication.instance() or QApplication([])
    Theme(application)
    found = []
    gc.disable()  # as in the desk, which collects garbage between events (ui/shared/garbage.py)
    with tempfile.TemporaryDirectory() as folder:
        vault = make_vault(Path(folder))
        workspace = Workspace(vault)
        fill(workspace)
        themes, hours = ThemePanel(), HoursPanel()
        for panel in (themes, hours):
            panel.resize(560, 236)
            panel.show()
        for name, days, more in (
            ("4 weeks", 28, {}),
            ("a year", 365, {}),
            ("a year, one area and theme", 365, {"area": "Område 1", "category": Category.CONFLICT}),
            ("all five years", 365 * _YEARS, {}),
        ):
            wanted = Filter(span=Span(first=_TODAY - timedelta(days=days - 1), last=_TODAY), **more)
            took = statistics.median(milliseconds(lambda wanted=wanted: drawn(workspace, themes, hours, wanted)))
            found.append(Row(f"100,000 observations, {name}: filtered, counted, painted", took, None, _AIM))
        wanted = Filter(span=Span(first=_TODAY - timedelta(days=27), last=_TODAY))
        page = statistics.median(milliseconds(lambda: workspace.run(lambda uow: street_team.rows(uow, wanted, 0, 200))))
        found.append(Row("the first 200 rows behind a number", page, None, _AIM))
        found += _imports(Path(folder), workspace)
        vault.close()
    gc.enable()
    return found


def _write_sheet(path: Path, rows: int) -> None:
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("Dato", "Start", "Sted", "Tema", "Antal unge", "Beskrivelse", "Medarbejdere"))
    for number in range(1, rows + 1):
        day = _TODAY - timedelta(days=number % 300)
        text = f"Opdigtet observation {number}"
        sheet.write_row(
            number, 0, (f"{day:%d-%m-%Y}", "21.30", f"Sted {number % 20}", "Konflikt", "ca. 10", text, "GG")
        )
    book.close()


def _street_review(path: Path, workspace):
    workbook = read(path)
    listed = interpret(workbook, find_layout(workbook), _TODAY)
    return listed, workspace.run(lambda uow: street_import.review(uow, listed.rows, workbook.sha256))


def _store_sheet(path: Path, workspace) -> int:
    listed, known = _street_review(path, workspace)
    order = street_import.SheetOrder(
        rows=listed.rows,
        file_name=path.name,
        sha256="0" * 64,
        places={**known.places, **dict.fromkeys(known.new_places)},
        workers={**known.workers, **dict.fromkeys(known.new_workers)},
    )
    return workspace.run(lambda uow: street_import.import_sheet(uow, order)).value.observations


def _write_police_list(path: Path, rows: int) -> None:
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("Navn", "Født", "Dato", "Tid", "Rolle", "Sted", "Hændelse"))
    for number in range(1, rows + 1):
        born, day = date(2009, 1, 1) + timedelta(days=number), _TODAY - timedelta(days=number % 20)
        told = ("21.30", "Vidne", "Havnen", f"Opdigtet hændelse {number}")
        sheet.write_row(number, 0, (f"{_name(number)}, Pap", f"{born:%d-%m-%Y}", f"{day:%d-%m-%Y}", *told))
    book.close()


def _name(number: int) -> str:
    """Return an invented last name of its own; a name with digits is not read."""
    return "Kulis" + "".join(chr(ord("a") + number // 26**at % 26) for at in range(3))


def _store_police_list(path: Path, workspace) -> int:
    workbook = read(path)
    layout = propose_layout(workbook)
    found = interpret_police(workbook, layout, _TODAY)
    plan = Plan(workspace.run(lambda uow: police_list.review(uow, found.rows, found.problems)))
    for row in found.rows:  # whoever is nearly spelled like another is answered: they are new
        if plan.settled(row.row).choice is None:
            plan.answer(row.row, Choice.NEW)
    order = police_import.Order(
        rows=plan.decided({}), file_name=path.name, sha256="1" * 64, meeting_id=None, undated=_TODAY
    )
    return workspace.run(lambda uow: police_import.import_list(uow, order)).value.contacts


def _imports(folder: Path, workspace) -> list[Row]:
    """Both lists of 5,000 rows looked up in the vault with 20,000 persons; then 2,000 rows of each stored."""
    sheet, police = folder / "skema.xlsx", folder / "politiliste.xlsx"
    _write_sheet(sheet, SHEET)
    big = open_big()
    bench_import.write_list(police, big)
    ours, theirs = in_turn(lambda: _street_review(sheet, big), lambda: bench_import.matched(police, big), runs=5)
    big.close()
    _write_sheet(sheet, STORED)
    _write_police_list(police, STORED)
    took = []
    for work, path in ((_store_sheet, sheet), (_store_police_list, police)):
        start = time.perf_counter()
        stored = work(path, workspace)
        took.append((time.perf_counter() - start) * 1000)
        assert stored == STORED, (path.name, stored)
    return [
        Row("5,000 rows of the team read and recognised; police list", ours, theirs, "<= the police list's"),
        Row("  a row of it, in microseconds", ours / SHEET * 1000, theirs / SHEET * 1000, "", "us"),
        Row("2,000 rows of the team read and stored; police list", took[0], took[1], "<= the police list's"),
        Row("  a row of it, in microseconds", took[0] / STORED * 1000, took[1] / STORED * 1000, "", "us"),
    ]
