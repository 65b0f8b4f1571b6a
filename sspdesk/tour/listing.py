"""Second chapter: the police's list is read, its persons are matched, and it comes onto the meeting's list."""

import shutil
from datetime import date

from sspdesk.domain.matching import Certainty, Choice
from sspdesk.domain.persons import Person
from sspdesk.i18n import _
from sspdesk.resource import resource
from sspdesk.services import persons
from sspdesk.services.import_plan import Settled
from sspdesk.services.work import UnitOfWork
from sspdesk.tour.stage import MONDAY, Stage
from sspdesk.ui.police_list.page import ImportPage
from sspdesk.ui.shared.dialogs import ConfirmDialog

LIST = "politiliste-2026-11-25.xlsx"


def play(stage: Stage) -> None:
    """Import the sample list as a consultant does on Monday morning."""
    stage.set_time(MONDAY)
    _know_some(stage)
    source = stage.folder / LIST
    shutil.copyfile(resource("demo") / LIST, source)
    stage.window.open_page("import")
    page = stage.page(ImportPage)
    stage.picture("import-fil", _("The police's list is dropped, chosen or pasted here."))
    page.open_source(source)
    stage.picture("import-kolonner", _("The columns are found by headings and content, and can be corrected."))
    page.footer.primary_button.click()
    stage.picture("import-personer", _("Each row beside the persons the vault knows: certain, possible or new."))
    _answer(stage, page)
    page.footer.primary_button.click()
    stage.picture("import-gennemse", _("All in one view before it is stored. Until now nothing is."))
    page.footer.primary_button.click()
    stage.picture("import-gemt", _("Stored in one go, and undone in one."))
    page.done_step.delete_button.click()
    stage.picture("import-slet-fil", _("The source file is not encrypted: it can be deleted at once."))
    stage.dialog(ConfirmDialog).verb_button.click()
    stage.quiet()


def _know_some(stage: Stage) -> None:
    """Let the vault know three of the list's people: one exactly, one in another spelling, one with another day."""

    def work(uow: UnitOfWork) -> None:
        for first, last, born in _KNOWN:
            person = Person(first_name=first, last_name=last, birth_date=born, created_on=date(2026, 8, 17))
            persons.save_person(uow, person)

    stage.run(work)


_KNOWN = (
    ("Åse", "Testgård", date(2011, 2, 26)),
    ("Mohamed", "Demosen", date(2012, 9, 9)),
    ("Sara", "Påhitsen", date(2005, 1, 28)),
)


def _answer(stage: Stage, page: ImportPage) -> None:
    """Answer what is asked, as with the keys S and N: the likely one is the same, else it is somebody new."""
    step = page.match_step
    for _row in range(step.table.model.rowCount()):
        step.go_to_next()
        entry = step.table.current
        if not isinstance(entry, Settled) or not entry.asks:
            break
        choice = Choice.SAME if entry.candidates and entry.certainty is Certainty.POSSIBLE else Choice.NEW
        step.pane.answered.emit(choice, None)
    stage.quiet()
    stage.picture("import-besvaret", _("Every row is answered: same, new, or left out."))
