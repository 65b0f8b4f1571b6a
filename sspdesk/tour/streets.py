"""Sixth chapter: the street team's tendencies, an evening typed from paper, a name that is asked about."""

import shutil
from datetime import time

from sspdesk.domain.street_counts import Filter
from sspdesk.domain.street_team import Category
from sspdesk.i18n import _
from sspdesk.resource import resource
from sspdesk.services import street_team
from sspdesk.tour.stage import Stage
from sspdesk.ui.street_team.charts import Shown
from sspdesk.ui.street_team.dialogs import ObservationDialog
from sspdesk.ui.street_team.import_page import StreetImportPage
from sspdesk.ui.street_team.page import StreetTeamPage

SHEET = "gadeteam-observationer-okt-nov-2026.xlsx"


def play(stage: Stage) -> None:
    """Read what the team saw, and add to it."""
    stage.window.open_page("street_team")
    page = stage.page(StreetTeamPage)
    stage.picture("gadeteam", _("The street team: themes by week, places by hour, and what lies behind."))
    for shown, name, words in (
        (Shown.WEEKDAYS, "gadeteam-ugedage", _("The same by weekday and hour.")),
        (Shown.COMPARED, "gadeteam-sammenlignet", _("This period against the last and the same last year.")),
    ):
        page.hours.switch.set_value(shown)
        page.hours.switch.value_changed.emit(shown)
        stage.picture(name, words)
    _type(stage, page)
    _look(stage, page)
    _import(stage, page)


def _type(stage: Stage, page: StreetTeamPage) -> None:
    entry = page.entry
    entry.workers_edit.setText("GG/MM")
    entry.workers_edit.set_value(entry.workers_edit.value)
    entry.time_edit.set_value(time(20, 30))
    entry.place_combo.setCurrentIndex(entry.place_combo.count() - 1)
    entry.theme_combo.set_value(Category.GATHERING)
    entry.size_edit.setText("ca. 10")
    person = stage.run(lambda uow: uow.persons.all(uow.persons.select().limit(1)))[0]
    entry.text_edit.setText(_("Talked with {name} and the others.").format(name=person.first_name))
    entry.enter()
    stage.picture("gadeteam-navn", _("A name in the text is asked about before anything is stored."))
    stage.close_dialogs()
    entry.text_edit.setText(_("Talked with the group about the club."))
    entry.enter()
    stage.picture("gadeteam-indtastet", _("Enter stores and starts the next: the evening stays, the time goes on."))


def _look(stage: Stage, page: StreetTeamPage) -> None:
    wanted = page.filters.value
    rows = stage.run(lambda uow: street_team.rows(uow, Filter(span=wanted.span), 0, 1))
    page.table.opened.emit(rows[0])
    stage.picture("gadeteam-observation", _("One observation with everything the paper sheet has."))
    stage.dialog(ObservationDialog).refer_button.click()
    stage.picture("gadeteam-henvis", _("A referral is a separate act with purpose and basis."))
    stage.close_dialogs()
    page.open_places()
    stage.picture("gadeteam-steder", _("The municipality's own places and areas."))
    stage.close_dialogs()
    stage.quiet()


def _import(stage: Stage, page: StreetTeamPage) -> None:
    source = stage.folder / SHEET
    shutil.copyfile(resource("demo") / SHEET, source)
    page.open_import()
    wizard = stage.page(StreetImportPage)
    wizard.open_source(source)
    stage.picture("gadeteam-import", _("The team's own sheet: every row, and what the vault does not know yet."))
    wizard.footer.primary_button.click()
    stage.picture("gadeteam-importeret", _("Stored with its shifts; rows that come again are recognised."))
    stage.window.open_page("street_team")
    stage.quiet()
