"""The chapter of locks and oversight: a draft that came back, an extract of the log, the reviewer's view."""

from sspdesk.i18n import _
from sspdesk.services import drafts, log_extract, review
from sspdesk.services.log_extract import ExtractRequest
from sspdesk.services.review import Health
from sspdesk.tour.stage import Stage
from sspdesk.ui.disclosures.page import LOG, DisclosuresPage
from sspdesk.ui.papers.extract_dialog import ExtractDialog
from sspdesk.ui.persons.page import PersonsPage
from sspdesk.ui.review.window import LOG as REVIEW_LOG
from sspdesk.ui.review.window import ReviewWindow


def play(stage: Stage) -> None:
    """Type something, lose the desk, find it again; then let others look."""
    _draft(stage)
    _extract(stage)
    _review(stage)
    stage.window.show_help("uheld")
    stage.picture(
        "hjaelp-uheld", _("What to do when the computer is gone, the passphrase forgotten, the vault damaged.")
    )
    stage.close_dialogs()


def _draft(stage: Stage) -> None:
    window = stage.window
    window.open_page("persons", 1)
    course = stage.page(PersonsPage).person.course
    course.note_edit.setText(_("Calls home tomorrow"))
    window.draft_keeper.keep()
    kept = stage.run(drafts.load)
    course.note_edit.clear()
    window.draft_keeper.receive(kept)
    window.draft_keeper.follow(course)
    stage.picture("kladde", _("After the lock the half-written note is there again, on its page and in its field."))
    course.note_edit.clear()
    window.draft_keeper.keep()
    stage.quiet()


def _extract(stage: Stage) -> None:
    stage.window.open_page("disclosures")
    page = stage.page(DisclosuresPage)
    page.show_tab(LOG)
    ExtractDialog.ask(stage.window.context, page, stage.run(lambda uow: uow.persons.all()[0].id))
    stage.picture("log-indsigt", _("A person gets to know when and what for somebody looked."))
    stage.close_dialogs()
    request = ExtractRequest(
        person_id=stage.run(lambda uow: uow.persons.all()[0].id), recipient="Testine Modelsen", purpose=_("Trying it")
    )
    paper = stage.run(lambda uow: log_extract.gather(uow, request))
    stage.camera.paper("log-udskrift", _("The extract of the log."), paper.render())


def _review(stage: Stage) -> None:
    if stage.desk is None:
        return
    stage.desk.open_review()
    window = stage.dialog(ReviewWindow)
    window.resize(1366, 736)
    stage.picture("tilsyn", _("The reviewer's view: figures and settings, no case text, no names."), window)
    window.tabs.setCurrentIndex(REVIEW_LOG)
    stage.picture("tilsyn-log", _("The log as a reviewer sees it: persons are numbers."), window)
    window.end_button.click()
    stage.picture("tilsyn-slut", _("Back to the cases by the passphrase alone."), window)
    stage.close_dialogs()
    window.ended.emit()
    paper = stage.run(lambda uow: review.paper(uow, Health(), _("The head")))
    stage.camera.paper("tilsyn", _("The figures on paper."), paper.render())
