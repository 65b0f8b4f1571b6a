"""What other pages call to write a letter; each loads its dialog when it is wanted."""

from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.domain.ids import PersonId, TalkId
from sspdesk.domain.letters import LetterText
from sspdesk.i18n import _
from sspdesk.ui.context import PageContext


def write_letter(context: PageContext, parent: QWidget, talk_id: TalkId) -> None:
    """Open the letters and papers of a talk."""
    from sspdesk.ui.letters.dialog import LettersDialog  # noqa: PLC0415 - a letter is wanted now and then

    LettersDialog.ask(context, parent, talk_id)


def write_letter_to(context: PageContext, parent: QWidget, person_id: PersonId) -> None:
    """Open the letters of a person's talk: the newest open one, else the newest; say where there is none."""
    from sspdesk.services import letters  # noqa: PLC0415 - as above

    def found(talk_id: TalkId | None) -> None:
        if talk_id is None:
            context.say(_("There is no talk to write about. Begin one first."))
        else:
            write_letter(context, parent, talk_id)

    context.operations.query(parent, partial(letters.talk_of, person_id=person_id), found)


def edit_text(context: PageContext, parent: QWidget, which: LetterText) -> None:
    """Open the wording of one text."""
    from sspdesk.ui.letters.text_dialog import TextDialog  # noqa: PLC0415 - a wording is changed now and then

    TextDialog.ask(context, parent, which)


def resume_text(context: PageContext, parent: QWidget, subject: int) -> None:
    """Open the text whose unsaved wording is kept as a draft."""
    if 0 < subject <= len(LetterText):
        edit_text(context, parent, list(LetterText)[subject - 1])
