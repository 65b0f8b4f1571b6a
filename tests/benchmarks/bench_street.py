"""100,000 observations filtered, counted and painted; a 5,000-row sheet of the team's own read and recognised."""

import random
import statistics
import tempfile
import time
from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path

import xlsxwriter

from sspdesk.domain.street_counts import Filter, Span
from sspdesk.domain.street_team import Category, Observation, Place, Shift, ShiftWorker
from sspdesk.exchange.street_list.headings import find_layout
from sspdesk.exchange.street_list.reading import interpret
from sspdesk.exchange.tables.reading import read
from sspdesk.services import street_import, street_team
from sspdesk.services.street_tendencies import tendencies
from sspdesk.storage.workspace import Workspace
from tests.benchmarks.harness import Row, milliseconds
from tests.vaults import make_vault

COUNT, SHEET = 100_000, 5_000
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
        found += _sheet(Path(folder) / "skema.xlsx", workspace)
        vault.close()
    return found


def _sheet(path: Path, workspace) -> list[Row]:
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("Dato", "Start", "Sted", "Tema", "Antal unge", "Beskrivelse", "Medarbejdere"))
    for number in range(1, SHEET + 1):
        day = _TODAY - timedelta(days=number % 300)
        text = f"Opdigtet observation {number}"
        sheet.write_row(
            number, 0, (f"{day:%d-%m-%Y}", "21.30", f"Sted {number % 20}", "Konflikt", "ca. 10", text, "GG")
        )
    book.close()

    def review():
        workbook = read(path)
        listed = interpret(workbook, find_layout(workbook), _TODAY)
        return listed, workspace.run(lambda uow: street_import.review(uow, listed.rows, workbook.sha256))

    took = statistics.median(milliseconds(review, runs=3))
    listed, known = review()
    order = street_import.SheetOrder(
        rows=listed.rows, file_name="skema.xlsx", sha256="0" * 64, places=known.places, workers=known.workers
    )
    start = time.perf_counter()
    workspace.run(lambda uow: street_import.import_sheet(uow, order))
    stored = (time.perf_counter() - start) * 1000
    return [
        Row("5,000-row sheet of the team read and recognised", took, None, "the police list's speed"),
        Row("the same stored", stored, None, ""),
    ]
