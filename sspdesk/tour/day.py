"""Last chapter: the first page of the day as the demo municipality has it, a deadline moved, the day list."""

from functools import partial

from sspdesk.i18n import _
from sspdesk.services import today
from sspdesk.tour.stage import Stage
from sspdesk.ui.tasks.dialog import ChangeTaskDialog
from sspdesk.ui.today.page import TodayPage


def play(stage: Stage) -> None:
    """Show the day."""
    stage.window.open_page("today")
    page = stage.page(TodayPage)
    page.activate()
    stage.picture("i-dag", _("The day: the week, what is due, the next meeting, and what is proposed for deletion."))
    row = page.deadlines.table.current
    if row is not None:
        page.set_deadline(row)
        dialog = stage.dialog(ChangeTaskDialog)
        stage.picture("i-dag-flyt-frist", _("A deadline is moved; what the rule gave stays beside it."))
        dialog.reject()
    for initials, slug in ((False, "dagsliste"), (True, "dagsliste-initialer")):
        paper = stage.run(partial(today.day_list, with_initials=initials))
        stage.camera.paper(slug, _("The day list."), paper.render())
