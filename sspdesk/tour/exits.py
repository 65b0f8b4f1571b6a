"""Seventh chapter: the door of Exit, the cases, one case, its papers and figures; and the door again."""

from dataclasses import replace

from sspdesk import tour
from sspdesk.domain.consents import ConsentAuthority
from sspdesk.domain.exit_parts import PaperKind
from sspdesk.domain.exit_sharing import CONTACT_POINT
from sspdesk.domain.exits import ExitState
from sspdesk.domain.ids import ExitCaseId
from sspdesk.i18n import _
from sspdesk.reports import exit_figures as figures_report
from sspdesk.services import exit_figures, exit_papers, exit_views
from sspdesk.services.disclosures import CONSENT
from sspdesk.services.exit_papers import PaperRequest
from sspdesk.tour.stage import Stage
from sspdesk.ui.exits.page import ExitsPage


def play(stage: Stage) -> None:
    """Open Exit, look at everything, close it."""
    stage.window.open_page("exits")
    page = stage.page(ExitsPage)
    stage.picture("exit-doer", _("Exit asks for the passphrase once more; until then the desk says nothing of it."))
    page.door.passphrase_edit.setText(tour.PASSPHRASE)
    page.door.try_to_open()
    stage.picture("exit-sager", _("Every case with where it stands and what is due; how the places are used."))
    _case(stage, page)
    _dialogs(stage, page)
    _others(stage, page)
    _papers(stage, page)
    page.close_exit()
    stage.picture("exit-lukket", _("Closed again: names and cases are gone from the screen."))
    stage.quiet()


def _ids(stage: Stage) -> dict[ExitState, ExitCaseId]:
    rows = stage.run(exit_views.overview).rows
    return {row.case.state: row.case.id for row in reversed(rows)} | {
        row.case.state: row.case.id for row in rows if row.name == "Attrap Testrup"
    }


def _case(stage: Stage, page: ExitsPage) -> None:
    page.open_case(_ids(stage)[ExitState.COURSE])
    stage.picture("exit", _("One case: the stages, the focus areas of »En vej ud«, parties and signatures."))
    stage.window.context.privacy.set_discreet(True)
    stage.picture("exit-diskret", _("The same in discreet display."))
    stage.window.context.privacy.set_discreet(False)
    bar = page.case.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    stage.picture("exit-mere", _("Further down: funds, ratings, notes and signed papers."))
    bar.setValue(0)


def _dialogs(stage: Stage, page: ExitsPage) -> None:
    view = page.case.view
    if view is None:
        raise RuntimeError("no case is shown")
    for what, part, name, words in (
        ("focus", view.focus[0].focus, "exit-omraade", _("A focus area: goal, next step, who, by when.")),
        ("party", view.parties[-1], "exit-part", _("A party of the agreement, and when they signed.")),
        ("meeting", None, "exit-moede", _("A status meeting; elsewhere it only says that you are busy.")),
        ("funds", view.funds[0], "exit-midler", _("An application for funds and its answer.")),
        ("side", None, "exit-varetaegt", _("Custody or safe house, with who leads.")),
    ):
        page.actions_.ask(what, part)
        stage.picture(name, words)
        stage.close_dialogs()
    page.actions_.show_history()
    stage.picture("exit-historik", _("Who changed what when, in the case and all its parts."))
    stage.close_dialogs()


def _others(stage: Stage, page: ExitsPage) -> None:
    ids = _ids(stage)
    page.open_case(ids[ExitState.THREAT])
    stage.picture("exit-udkast", _("Without the police's assessment the agreement is a draft."))
    page.actions_.next_move()
    stage.picture("exit-vurdering", _("The assessment: day, contact and level, never the grounds."))
    stage.close_dialogs()
    page.open_case(ids[ExitState.INTERRUPTED])
    stage.picture("exit-udfald", _("After the end the outcomes are looked for."))
    page.actions_.next_move()
    stage.picture("exit-udfald-svar", _("An outcome; »not known« is an answer too."))
    stage.close_dialogs()
    page.show_list()
    page.new_enquiry()
    stage.picture("exit-henvendelse", _("A new enquiry."))
    stage.close_dialogs()
    page.set_up()
    stage.picture("exit-opsaetning", _("The levels of threat, the places, and when Exit closes by itself."))
    stage.close_dialogs()
    page.actions_.show_figures()
    stage.picture("exit-tal", _("Exit's figures; what has not come to its day yet waits."))
    stage.close_dialogs()


def _papers(stage: Stage, page: ExitsPage) -> None:
    ids = _ids(stage)
    page.open_case(ids[ExitState.COURSE])
    page.actions_.print(PaperKind.AGREEMENT)
    stage.picture("exit-papir", _("To whom a paper goes; the register does not say that it is of Exit."))
    stage.close_dialogs()
    request = PaperRequest(
        case_id=ids[ExitState.COURSE],
        paper=PaperKind.AGREEMENT,
        recipient="Attrap Testrup, Poul Prøvegaard",
        authorities=(ConsentAuthority.POLICE,),
        basis_code=CONSENT,
    )
    names = {
        PaperKind.AGREEMENT: "exit-aftale",
        PaperKind.PLAN: "exit-handlingsplan",
        PaperKind.STATUS: "exit-status",
        PaperKind.FUNDS: "exit-midleransoegning",
    }
    view = page.case.view
    for paper, name in names.items():
        part = view.funds[0].id if view is not None and paper is PaperKind.FUNDS else None
        wanted = replace(request, paper=paper, part=part)
        if part is not None:
            wanted = replace(wanted, recipient="Det Nationale Exitkontaktpunkt", authorities=CONTACT_POINT)
        made = stage.run(lambda uow, wanted=wanted: exit_papers.gather(uow, wanted))  # type: ignore[misc]
        stage.camera.paper(name, _("A paper of the case."), made.render())
    citizen = replace(request, recipient=_("The citizen"), authorities=())
    draft = replace(citizen, case_id=ids[ExitState.THREAT])
    made = stage.run(lambda uow: exit_papers.gather(uow, draft))
    stage.camera.paper("exit-aftale-udkast", _("The agreement as a draft, without lines to sign on."), made.render())
    ended = replace(citizen, case_id=ids[ExitState.INTERRUPTED], paper=PaperKind.INTERRUPTION)
    made = stage.run(lambda uow: exit_papers.gather(uow, ended))
    stage.camera.paper("exit-afbrydelse", _("The note of interruption."), made.render())
    counted = stage.run(exit_figures.gather)
    words = _("The figures on paper, with their definitions.")
    stage.camera.paper("exit-tal-papir", words, figures_report.render(counted.report))
