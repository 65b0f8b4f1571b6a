"""The releases: the list, one with its next meeting, what the consents let in, papers for each recipient, figures."""

from functools import partial

from sspdesk.domain.ids import MeetingId, ReleaseMemberId
from sspdesk.domain.release_records import CopyKind
from sspdesk.domain.releases import ReleaseState
from sspdesk.i18n import _
from sspdesk.services import release_figures, release_papers, release_sheets
from sspdesk.services.release_papers import ReleasePaper
from sspdesk.services.work import UnitOfWork
from sspdesk.tour.stage import Stage
from sspdesk.ui.releases.page import ReleasesPage


def play(stage: Stage) -> None:
    """Show the releases."""
    stage.window.open_page("releases")
    page = stage.page(ReleasesPage)
    page.show_list()
    stage.picture("loesladelser", _("Releases by day, with their stage, what is due, and whom no consent lets in."))
    for name, words, show in (
        ("ny-loesladelse", _("A new release: the days are typed, deadlines follow them."), page.new_release),
        ("loesladelser-tal", _("The figures with their definitions; what has not passed waits."), page.show_figures),
    ):
        show()
        stage.picture(name, words)
        stage.close_dialogs()
    figures = stage.run(lambda uow: release_figures.paper(uow, *release_figures.usual_period(uow.today)))
    stage.camera.paper("loesladelser-tal", _("The figures on paper; small counts are hidden."), figures.render())
    cases = stage.run(lambda uow: {one.state: one for one in uow.releases.all()})
    _one(stage, page, cases[ReleaseState.MEETINGS].id)
    for state, name in (
        (ReleaseState.TALK, "loesladelse-samtale"),
        (ReleaseState.FOLLOW_UP, "loesladelse-opfoelgning"),
    ):
        stage.window.open_page("releases", cases[state].id)
        stage.picture(name, _("The same page at another stage."))
    page.show_list()


def _one(stage: Stage, page: ReleasesPage, release_id: int) -> None:
    stage.window.open_page("releases", release_id)
    stage.picture(
        "loesladelse", _("One release: the consent decides who is invited; a paper printed before is marked.")
    )
    stage.window.context.privacy.set_discreet(True)
    stage.picture("loesladelse-diskret", _("The same page in discreet display."))
    stage.window.context.privacy.set_discreet(False)
    view = page.case.view
    if view is None or view.next is None:
        return
    coming = view.next
    for name, words, show in (
        ("loesladelse-fakta", _("The facts of a release; its deadlines move with them."), page.case.edit_facts),
        (
            "loesladelse-deltager",
            _("A participant with authority and topics; only a consent lets in."),
            page.case.add_member,
        ),
        ("loesladelse-moede", _("A meeting takes up only what the consent covers."), page.case.new_meeting),
        ("loesladelse-besoeg", _("A visit in the prison."), page.case.new_visit),
        ("loesladelse-trin", _("The next stage asks who decided, and on what."), page.case.next_move),
        ("loesladelse-papirer", _("Each recipient gets a paper of their own."), lambda: page.case.show_papers(coming)),
    ):
        show()
        stage.picture(name, words)
        stage.close_dialogs()
    meeting = coming.meeting.id
    for row in view.members[:2]:
        member = row.admission.member.id
        slug = f"loesladelse-dagsorden-{'ab'[view.members.index(row)]}"
        paper = stage.run(partial(_copy, meeting, member, CopyKind.AGENDA))
        stage.camera.paper(slug, _("The agenda as one recipient gets it."), paper.render())
    held = view.meetings[-1].meeting.id
    member = view.members[0].admission.member.id
    copy = stage.run(partial(_copy, held, member, CopyKind.MINUTES))
    stage.camera.paper("loesladelse-referat", _("The minutes as one recipient gets them."), copy.render())
    for slug, told, gather in (
        ("loesladelse-samtykke", _("The consent form."), release_sheets.consent_form),
        ("loesladelse-tjekliste", _("The checklist."), release_sheets.own_checklist),
        ("loesladelse-kontaktark", _("The citizen's contact sheet."), release_sheets.contact_sheet),
    ):
        sheet = stage.run(partial(gather, release_id=view.case.id))
        stage.camera.paper(slug, told, sheet.render())


def _copy(meeting: MeetingId, member: ReleaseMemberId, kind: CopyKind, uow: UnitOfWork) -> ReleasePaper:
    return release_papers.copy(uow, meeting, member, kind)
