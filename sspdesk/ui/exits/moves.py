"""The dialogs of a case's moves: each asks for day, who decided, legal basis and note, besides what is its own."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.exits import EnquirySource, ExitCase, ExitState, Programme, Threat
from sspdesk.domain.ids import PersonId
from sspdesk.domain.talks import Step, TalkState
from sspdesk.i18n import N_, _
from sspdesk.labels import exits as labels
from sspdesk.services import exits
from sspdesk.services.exits import NewEnquiry
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.choose_person import ChoosePerson
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.form import Form
from sspdesk.ui.talks.moves import MoveFacts, add_step, read_step

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork

Work = Callable[["UnitOfWork"], "Outcome[Any]"]
TITLES: Mapping[ExitState, str] = {
    ExitState.THREAT: N_("Ask the police for the threat assessment"),
    ExitState.VISITATION: N_("Write the threat assessment"),
    ExitState.APPROVED: N_("Write the approval"),
    ExitState.AGREED: N_("Let the agreement stand"),
    ExitState.COURSE: N_("Begin the course"),
    ExitState.COMPLETED: N_("End the course as completed"),
    ExitState.INTERRUPTED: N_("Interrupt the course"),
    ExitState.CLOSED: N_("Close the case"),
}


class EnquiryDialog(FormDialog):
    """Receives an enquiry: from whom, about whom; ``received`` carries the case."""

    received = Signal(object)

    def __init__(self, context: PageContext, facts: MoveFacts, parent: QWidget | None = None) -> None:
        super().__init__(
            context, _("New enquiry"), _("Receive the enquiry"), subject=0, columns=2, width=620, parent=parent
        )
        self._facts = facts
        self._person_id: PersonId | None = None
        form = self.form
        self.choose = ChoosePerson(context, without=PersonId(0))
        self.choose.table.setMinimumHeight(theme.px(96))
        form.add("person_id", _("About whom"), self.choose, span=2)
        self.choose.chosen.connect(self._on_person_chosen)
        sources = [Option(one, labels.source(one)) for one in EnquirySource if one is not EnquirySource.TALK]
        form.combo("source", _("From whom"), sources, EnquirySource.CITIZEN, search=False)
        form.date("received_on", _("Received on"), facts.today, prefer=Prefer.PAST, today=lambda: facts.today)
        programmes = [Option(one, labels.programme(one)) for one in Programme]
        form.combo("programme", _("Programme"), programmes, Programme.EXIT, search=False)
        people = [Option(one.id, one.name) for one in facts.colleagues]
        form.combo("contact_id", _("Contact person in the municipality"), people, placeholder=_("You"))
        add_step(form, facts, TalkState.ACCEPTED, day=False)
        self.save_button.setShortcut("Ctrl+Return")

    def _on_person_chosen(self, person_id: int) -> None:
        self._person_id = PersonId(person_id)

    def save(self) -> None:
        values = self.form.values()
        if self._person_id is None:
            self.form.show_problems([("person_id", _("Point out whom it is about."))])
            return
        wanted = NewEnquiry(
            person_id=self._person_id,
            received_on=values["received_on"] or self._facts.today,
            programme=values["programme"] or Programme.EXIT,
            source=values["source"] or EnquirySource.OTHER,
            contact_id=values["contact_id"],
            note=values["note"],
        )
        step = read_step(values | {"note": ""}, self._facts.today)
        self.context.operations.command(
            self,
            lambda uow: exits.receive(uow, wanted, step),
            self._on_received,
            self.show_problem,
            message=_("The enquiry is received"),
        )

    def _on_received(self, case: ExitCase) -> None:
        self.received.emit(case)
        self.accept()


class CaseMoveDialog(FormDialog):
    """One move of a case; its form begins with what is the move's own."""

    to = ExitState.CLOSED

    def __init__(
        self,
        context: PageContext,
        case: ExitCase,
        facts: MoveFacts,
        levels: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        title = self.title()
        super().__init__(
            context,
            title,
            title,
            subject=case.id,
            person_id=case.person_id,
            words=self.told(),
            columns=2,
            width=560,
            parent=parent,
        )
        self.case, self.facts, self.levels = case, facts, levels
        self.save_button.setShortcut("Ctrl+Return")
        self.build(self.form)
        add_step(self.form, facts, TalkState.ACCEPTED)

    def title(self) -> str:
        """Return what the move is called."""
        return _(TITLES[self.to])

    def told(self) -> str:
        """Return a sentence about the move."""
        return ""

    def build(self, form: Form) -> None:
        """Add what is this move's own."""

    def work(self, values: dict[str, Any], step: Step) -> Work:
        """Return the command."""
        raise NotImplementedError

    def save(self) -> None:
        values = self.form.values()
        self.context.operations.command(
            self,
            self.work(values, read_step(values, self.facts.today)),
            self.on_saved,
            self.show_problem,
            message=_("The case is saved"),
        )


class AskPoliceDialog(CaseMoveDialog):
    """The police are asked to assess the threat."""

    to = ExitState.THREAT

    def work(self, values: dict[str, Any], step: Step) -> Work:
        case_id = self.case.id
        return lambda uow: exits.ask_police(uow, case_id, step)


class AssessDialog(CaseMoveDialog):
    """The police's answer: contact and level; the grounds are never written here."""

    to = ExitState.VISITATION

    def told(self) -> str:
        return _("Only the day, the contact and the level. The grounds for the level are not written here.")

    def build(self, form: Form) -> None:
        form.line("police_contact", _("Contact at the police"), max_length=80)
        form.combo("level", _("Level"), [Option(one, one) for one in self.levels], search=False)

    def work(self, values: dict[str, Any], step: Step) -> Work:
        case_id = self.case.id
        threat = Threat(
            case_id=case_id, day=step.day, police_contact=values["police_contact"], level=values["level"] or ""
        )
        return lambda uow: exits.assess(uow, case_id, threat, step)


class ApproveDialog(CaseMoveDialog):
    """Det Nationale Exitkontaktpunkt approved the citizen."""

    to = ExitState.APPROVED

    def build(self, form: Form) -> None:
        form.line("reference", _("The contact point's reference"), max_length=40, span=2)

    def work(self, values: dict[str, Any], step: Step) -> Work:
        case_id, reference = self.case.id, values["reference"]
        return lambda uow: exits.approve(uow, case_id, reference, step)


class AgreeDialog(CaseMoveDialog):
    """The agreement stands."""

    to = ExitState.AGREED

    def told(self) -> str:
        return _("Citizen, municipality and police must have signed; that is written under »Parties and signatures«.")

    def work(self, values: dict[str, Any], step: Step) -> Work:
        case_id = self.case.id
        return lambda uow: exits.agree(uow, case_id, step)


class BeginDialog(CaseMoveDialog):
    """The course begins."""

    to = ExitState.COURSE

    def build(self, form: Form) -> None:
        form.line("planned_weeks", _("Planned weeks, about"), str(self.case.planned_weeks), max_length=3, span=2)

    def work(self, values: dict[str, Any], step: Step) -> Work:
        case_id, weeks = self.case.id, whole(values["planned_weeks"])
        return lambda uow: exits.begin(uow, case_id, step, planned_weeks=weeks)


class CompleteDialog(CaseMoveDialog):
    """The course is completed."""

    to = ExitState.COMPLETED

    def told(self) -> str:
        return _("The outcomes are then looked for after 3 and 12 months.")

    def work(self, values: dict[str, Any], step: Step) -> Work:
        case_id = self.case.id
        return lambda uow: exits.complete(uow, case_id, step)


class InterruptDialog(CaseMoveDialog):
    """The course is interrupted; the note is the note of interruption."""

    to = ExitState.INTERRUPTED

    def told(self) -> str:
        return _("The note says why, in a neutral line. It is printed as the note of interruption.")

    def work(self, values: dict[str, Any], step: Step) -> Work:
        case_id = self.case.id
        return lambda uow: exits.interrupt(uow, case_id, step)


class CloseCaseDialog(CaseMoveDialog):
    """The case is closed."""

    to = ExitState.CLOSED

    def work(self, values: dict[str, Any], step: Step) -> Work:
        case_id = self.case.id
        return lambda uow: exits.close(uow, case_id, step)


def whole(text: str) -> int:
    """Return a whole number as it is typed, with or without dots; 0 where it is none."""
    digits = text.replace(".", "").replace(" ", "").strip()
    return int(digits) if digits.isdecimal() else 0
