"""Third chapter: the Wednesday group meets, decides and ends; agenda, minutes and hand-out leave the desk."""

from sspdesk.domain.ids import MeetingId
from sspdesk.domain.wednesday import Decision
from sspdesk.i18n import _
from sspdesk.reports import handout as handout_report
from sspdesk.services import disclosures, handouts, meetings, papers, wednesday, wednesday_list
from sspdesk.services.work import UnitOfWork
from sspdesk.tour.stage import MONDAY, WEDNESDAY, Stage
from sspdesk.ui.papers.agenda_dialog import AgendaDialog
from sspdesk.ui.papers.handout_dialog import HandoutDialog
from sspdesk.ui.papers.handout_leaving import HandoutLeaving
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.wednesday.dialogs import TextDialog
from sspdesk.ui.wednesday.page import WednesdayPage

_KEPT = (Decision.OFFER_TALK, Decision.STREET_TEAM, Decision.NO_ACTION, Decision.OFFER_TALK, Decision.ALREADY_HELPED)


def play(stage: Stage) -> None:
    """Hold the meeting of Wednesday 25 November."""
    stage.set_time(MONDAY)
    page = _open(stage)
    stage.picture("onsdagsgruppen", _("The meeting two days ahead: the list is there, the agenda can be printed."))
    _agenda(stage, page)
    page.do("line")
    stage.picture("tilfoej-kontakt", _("A contact told at the meeting is typed in."))
    stage.close_dialogs()
    stage.set_time(WEDNESDAY)
    page.activate()
    _decide(stage, page)
    _end(stage, page)
    _handout(stage, page)
    page.show_all()
    stage.picture("alle-moeder", _("All meetings of the school year."))
    page.do("plan")
    stage.picture("planlaeg-moede", _("The next meeting is suggested from the settings."))
    stage.close_dialogs()


def _open(stage: Stage) -> WednesdayPage:
    stage.window.open_page("wednesday")
    page = stage.page(WednesdayPage)
    stage.settle()
    return page


def _agenda(stage: Stage, page: WednesdayPage) -> None:
    page.do("agenda")
    stage.picture("dagsorden-valg", _("Agenda: initials or names, and a numbered copy for each."))
    stage.dialog(AgendaDialog).show_button.click()
    stage.picture("dagsorden-vist", _("The agenda is looked at before it is printed or saved encrypted."))
    stage.close_dialogs()

    def gather(uow: UnitOfWork) -> papers.AgendaPaper:
        meeting_id = _meeting(uow)
        return papers.agenda(uow, meeting_id, recipients=papers.possible_recipients(uow, meeting_id))

    stage.camera.paper("dagsorden", _("The agenda with meeting list, numbered copies."), stage.run(gather).render())


def _meeting(uow: UnitOfWork) -> MeetingId:
    current = meetings.current(uow)
    if current is None:
        raise RuntimeError("no meeting")
    return current.id


def _decide(stage: Stage, page: WednesdayPage) -> None:
    """Decide on five lines, with a picture before and in the middle."""
    page.do("start")
    page.do("present")
    stage.quiet()
    stage.picture("moede-i-gang", _("Meeting mode: the list on the left, one contact and its decision on the right."))
    for number, decision in enumerate(_KEPT):
        button = page.mode.pane.form.group.buttons[decision.key - 1]
        button.click()
        if decision is Decision.OFFER_TALK:
            page.mode.pane.form.note_edit.insertPlainText(_("Talk with the parents present."))
        if number == 0:
            stage.picture("beslutning", _("A decision: one key, responsible and deadline are suggested."))
        page.mode.save()
    stage.picture("moede-beslutninger", _("Ctrl+Enter saves and goes on; the message offers to undo."))
    stage.quiet()
    stage.window.context.privacy.set_discreet(True)
    stage.picture("moede-diskret", _("Discreet display: initials, no CPR numbers, no classes."))
    stage.window.context.privacy.set_discreet(False)
    _finish(stage)
    page.activate()


def _finish(stage: Stage) -> None:
    """Give Havnsø Skole's teacher something to do, so that there is a hand-out whatever was drawn."""

    def work(uow: UnitOfWork) -> None:
        meeting_id = _meeting(uow)
        for row in wednesday_list.meeting_view(uow, meeting_id).lines:
            if row.decision is None:
                detail = wednesday_list.open_line(uow, row.line_id)
                due = wednesday_list.default_due(uow, uow.meetings.get(meeting_id))
                responsible = detail.suggested.get(Decision.OFFER_TALK)
                wednesday.decide(uow, row.line_id, Decision.OFFER_TALK, responsible_id=responsible, due=due)

    stage.run(work)


def _end(stage: Stage, page: WednesdayPage) -> None:
    page.do("end")
    stage.picture("afslut-moede", _("Ending the meeting: what stays open comes along to the next."))
    stage.dialog(ConfirmDialog).verb_button.click()
    stage.quiet()
    stage.picture("referatkladde", _("The minutes are a draft until they are approved."))
    page.do("approve")
    stage.picture("godkend-referat", _("Approving locks the minutes."))
    stage.dialog(TextDialog).submitted.emit()
    stage.quiet()
    meeting_id = _latest(stage)
    page.show_meeting(meeting_id)
    stage.picture("referat-laast", _("Approved: later changes are dated additions."))
    page.do("minutes")
    stage.picture("referat-vist", _("The decision minutes: initials and case numbers only."))
    stage.close_dialogs()
    minutes = stage.run(lambda uow: papers.minutes(uow, meeting_id))
    stage.camera.paper("beslutningsreferat", _("The decision minutes."), minutes.render())


def _latest(stage: Stage) -> MeetingId:
    def work(uow: UnitOfWork) -> MeetingId:
        return next(item.meeting.id for item in meetings.listed(uow) if item.meeting.starts_at == WEDNESDAY)

    return stage.run(work)


def _handout(stage: Stage, page: WednesdayPage) -> None:
    page.do("handout")
    dialog = stage.dialog(HandoutDialog)
    dialog.xlsx_box.setChecked(True)
    stage.picture("udlevering", _("Hand-out: one school, its teacher's lines, and only the fields that may leave."))
    dialog.basis.combo.set_value(disclosures.CONSENT)
    stage.picture("udlevering-samtykke", _("On consent every line says whether the pupil's consent covers it."))
    dialog.basis.combo.set_value(disclosures.DEFAULT_BASIS)
    request = dialog.request
    dialog.show_button.click()
    stage.picture("udlevering-vist", _("Exactly what leaves, looked at first."))
    folder = stage.folder / "udlevering"
    folder.mkdir()
    leaving = dialog.findChild(HandoutLeaving)
    if leaving is not None and request is not None:
        prepared = stage.run(lambda uow: handouts.prepare(uow, request)).value
        leaving.deliver_to(folder)
        stage.picture("udlevering-adgangskode", _("Encrypted and saved; the password is shown once."))
        if isinstance(prepared, handouts.Ready):
            pdf = handout_report.render(prepared.handout)
            stage.camera.paper("udlevering", _("The hand-out, here without encryption: the people are invented."), pdf)
    stage.close_dialogs()
    stage.quiet()
