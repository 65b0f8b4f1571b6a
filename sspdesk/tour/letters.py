"""The letters of a talk in the tour: choosing, the paper, the wording, and one print of each kind."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import partial

from sspdesk.domain.ids import TalkId
from sspdesk.domain.letters import LetterKind, LetterText
from sspdesk.domain.talks import Talk, TalkState
from sspdesk.i18n import _
from sspdesk.services import letters
from sspdesk.services.letter_facts import YOUNG
from sspdesk.services.letters import LetterPaper, LetterRequest
from sspdesk.services.work import UnitOfWork
from sspdesk.tour.stage import Stage
from sspdesk.ui.letters.actions import edit_text
from sspdesk.ui.letters.dialog import LettersDialog
from sspdesk.ui.talks.page import TalksPage


def play(stage: Stage, page: TalksPage, found: Mapping[TalkState, Talk]) -> None:
    """Show the letters of a talk: choosing, the paper, the wording; and print one of each kind."""
    invited, followed = _family_of(stage, found[TalkState.RECOMMENDED]), _family_of(stage, found[TalkState.FOLLOW_UP])
    stage.window.open_page("talks", invited.id)
    page.pane.write_letters()
    dialog = stage.dialog(LettersDialog)
    stage.picture("brev-valg", _("A letter: which one, to whom, when and where; who gets none is told why."))
    dialog.show_button.click()
    stage.picture("brev-vist", _("The letter as it leaves, with the information page behind it."))
    stage.close_dialogs()
    edit_text(stage.window.context, page, LetterText.INVITATION_YOUNG)
    stage.picture("brev-tekst", _("The wording of a letter, with an invented family beside it."))
    stage.close_dialogs()
    for name, words, kind in (
        (
            "brev-invitation",
            _("The invitation, with the page of articles 13 and 14."),
            LetterKind.INVITATION,
        ),
        ("samtalereferat", _("The minutes of a talk, for the family to read."), LetterKind.MINUTES),
        ("aftaleark", _("The sheet of agreements, to be signed."), LetterKind.AGREEMENTS),
        ("brev-opfoelgning", _("The invitation to follow up."), LetterKind.FOLLOW_UP),
    ):
        talk = invited if kind is LetterKind.INVITATION else followed
        paper = stage.run(partial(_letter, talk_id=talk.id, kind=kind))
        stage.camera.paper(name, words, paper.render())


def _family_of(stage: Stage, usual: Talk) -> Talk:
    """Return a talk where the usual one stands whose person is under 15, so that parents get their letter."""

    def young(uow: UnitOfWork) -> Talk:
        same = [talk for talk in uow.talks.all() if talk.state is usual.state]
        return next((talk for talk in same if letters.start(uow, talk.id).facts.age in range(15)), usual)

    return stage.run(young)


def _letter(uow: UnitOfWork, talk_id: TalkId, kind: LetterKind) -> LetterPaper:
    """Return one letter to the first of the family who may have it, a parent before the child."""
    start = letters.start(uow, talk_id)
    free = [one for one in start.facts.receivers(kind) if not one.refused]
    first = min(free, key=lambda one: one.key == YOUNG)
    at = datetime.combine(start.today + timedelta(days=10), time(15))
    request = LetterRequest(
        talk_id=talk_id,
        kind=kind,
        receiver=first.key,
        address="" if first.by_hand else "Skabelonvej 7\n4999 Havnsø",
        on=at.date(),
        clock=at.time(),
        place="Ungdomsskolen",
        reply_by=letters.reply_before(start.reply_by, at.date(), start.today),
    )
    return letters.gather(uow, request)
