"""Chapter of the other forums: a meeting before and after it is held, its papers, a series, the year wheel."""

from sspdesk.domain.forums import ForumKind
from sspdesk.domain.meetings import Meeting
from sspdesk.i18n import _
from sspdesk.services import papers
from sspdesk.services.work import UnitOfWork
from sspdesk.tour.stage import Stage
from sspdesk.ui.forums.page import ForumsPage
from sspdesk.ui.forums.series_dialog import SeriesDialog
from sspdesk.ui.meeting.page import MeetingPage


def play(stage: Stage) -> None:
    """Prepare a meeting, look at one that was held, and go through the forums."""
    council = stage.run(_council)
    ahead = next(one for one in council if one.ahead)
    held = [one for one in council if one.locked][-1]
    stage.window.open_page("meeting", ahead.id)
    page = stage.page(MeetingPage)
    page.panel.table.select(lambda row: bool(row.files))
    stage.picture("lokalraad", _("A meeting ahead: who comes, the agenda with its times, and what is missing."))
    page.do("edit_item")
    stage.picture("lokalraad-punkt", _("One item: kind, minutes, who leads it, open or closed."))
    stage.close_dialogs()
    stage.window.open_page("meeting", held.id)
    page.panel.table.select(lambda row: bool(row.item.outcome))
    stage.picture("lokalraad-referat", _("Approved minutes are locked; what was agreed is a task."))
    agenda = stage.run(lambda uow: papers.agenda(uow, ahead.id))
    stage.camera.paper("lokalraad-dagsorden", _("The agenda of a forum without personal data."), agenda.render())
    minutes = stage.run(lambda uow: papers.minutes(uow, held.id))
    stage.camera.paper("lokalraad-referat-papir", _("The minutes in the house style."), minutes.render())
    _forums(stage, ahead)


def _council(uow: UnitOfWork) -> list[Meeting]:
    (forum,) = uow.forums.of_kind(ForumKind.LOCAL_COUNCIL)
    return uow.meetings.of_forum(forum.id)[::-1]


def _forums(stage: Stage, meeting: Meeting) -> None:
    stage.window.open_page("forums")
    page = stage.page(ForumsPage)
    stage.picture("fora", _("Every forum: who leads it, whether persons may be named, and what it has held."))
    page.open_forum(meeting.forum_id)
    stage.picture("forum", _("A forum's words, members and usual agenda can all be edited."))
    stage.close_dialogs()
    group = stage.run(lambda uow: uow.forums.wednesday_group())
    SeriesDialog.ask(page.context, page, group.id)
    stage.picture("serie", _("A series before it is stored: every date, what is skipped and why, both rhythms."))
    stage.close_dialogs()
    page.open_set_ups()
    stage.picture("opstillinger", _("Three ready-made ways to organise a municipality."))
    stage.close_dialogs()
    page.open_year_wheel()
    stage.picture("aarshjul-paamindelser", _("Reminders of the year wheel, switched on one by one."))
    stage.close_dialogs()
