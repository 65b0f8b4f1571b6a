"""Sixth chapter: the street team's tendencies, an evening typed from paper, a name that is asked about."""

import shutil
from datetime import time

from sspdesk.domain.street_counts import Filter
from sspdesk.domain.street_list import SheetField
from sspdesk.domain.street_team import Category
from sspdesk.i18n import _
from sspdesk.resource import resource
from sspdesk.services import street_report, street_sheet, street_team
from sspdesk.tour.stage import Stage
from sspdesk.ui.street_team.charts import Shown
from sspdesk.ui.street_team.dialogs import ObservationDialog
from sspdesk.ui.street_team.import_page import StreetImportPage
from sspdesk.ui.street_team.page import StreetTeamPage
from sspdesk.ui.street_team.report_dialog import ReportDialog

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
    _report(stage, page)
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
    page.open_shifts()
    stage.picture("gadeteam-vagtplan", _("The shift plan, and each worker's hours against the norm."))
    stage.close_dialogs()
    page.open_matters()
    stage.picture("gadeteam-tiltag", _("Light, planting and walks, with who does them."))
    stage.close_dialogs()
    stage.quiet()


_OWN_SHEET = """Dato;Kl;Sted;Hvad handlede det om;Unge;Makker
fre. d. 20. nov. 2026;kl. 20-22;Stationen;Samling af unge;ca. 10;Gert & Mona
fre. d. 20. nov. 2026;sent;Havnen;Lattergas;5-6;Gert & Mona
31-02-2026;21.15;Havnen;Konflikt;4;Ali
"""
"""A sheet as another team might write it; invented like everything here."""


def _report(stage: Stage, page: StreetTeamPage) -> None:
    page.open_report()
    dialog = stage.dialog(ReportDialog)
    dialog.form.set_value("text", _("Calm month. The path by the park is dark, and older people go around it."))
    for box in dialog.sentence_boxes[:2]:
        box.setChecked(True)
    stage.picture("gadeteam-lokalraad", _("The report to the local council: your text, and sentences one by one."))
    span, text, chosen = dialog.span, dialog.form.value("text"), dialog.chosen
    stage.close_dialogs()
    paper = stage.run(lambda uow: street_report.gather(uow, span, text=text, chosen=chosen))
    words = _("Counts under 5 are hidden, and more where a total would tell.")
    stage.camera.paper("gadeteam-tendenser", words, paper.render())

    sheet = stage.run(street_sheet.blank)
    stage.camera.paper("gadeteam-turskema", _("The blank shift sheet for the evening."), sheet.render())


def _import(stage: Stage, page: StreetTeamPage) -> None:
    source = stage.folder / SHEET
    shutil.copyfile(resource("demo") / SHEET, source)
    page.open_import()
    wizard = stage.page(StreetImportPage)
    wizard.open_source(source)
    stage.picture("gadeteam-import", _("The team's own sheet: every row, and what the vault does not know yet."))
    own = stage.folder / "gadeteam-eget-skema.csv"
    own.write_text(_OWN_SHEET, encoding="utf-8")
    wizard.open_source(own)
    wizard.columns_step.columns.combos[3].set_value(SheetField.THEME)
    stage.picture("gadeteam-kolonner", _("A sheet with other headings: you point out what the columns hold."))
    wizard.columns_step.columns.combos[5].set_value(SheetField.WORKERS)
    wizard.footer.primary_button.click()
    wizard.rows_step.go_to_next()
    stage.picture("gadeteam-raekke", _("A row that cannot be read is mended before anything is stored."))
    stage.close_dialogs()
    wizard.open_source(source)
    wizard.footer.primary_button.click()
    stage.picture("gadeteam-importeret", _("Stored with its shifts; rows that come again are recognised."))
    stage.window.open_page("street_team")
    stage.quiet()
