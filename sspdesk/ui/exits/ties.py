"""The dialogs of a case's meetings, consent, side states and outcomes."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.domain.exit_parts import PaperKind
from sspdesk.domain.exit_stages import outcome_due
from sspdesk.domain.exits import ExitOutcome, OutcomeAnswer, OutcomePoint, Side, SideKind
from sspdesk.domain.ids import ConsentId
from sspdesk.exchange.attachments import IncomingDocument
from sspdesk.i18n import _
from sspdesk.labels import consents as consent_words
from sspdesk.labels import dates
from sspdesk.labels import exits as labels
from sspdesk.services import exit_links, exits
from sspdesk.services.exit_links import StatusMeeting
from sspdesk.services.exit_views import CaseView
from sspdesk.ui.context import PageContext
from sspdesk.ui.exits.parts import PartDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option


class MeetingDialog(PartDialog):
    """A status meeting in the calendar, where it says only that one is busy."""

    def __init__(self, context: PageContext, view: CaseView, parent: QWidget | None = None) -> None:
        told = _("It is a meeting of the forum for Exit. Everywhere else in the desk it only says that you are busy.")
        super().__init__(
            context,
            _("Call a status meeting"),
            _("Plan the meeting"),
            subject=view.case.id,
            person_id=view.person.id,
            words=told,
            columns=2,
            width=520,
            parent=parent,
        )
        self._case_id = view.case.id
        form = self.form
        form.date("day", _("Day"), self.today + timedelta(days=14), prefer=Prefer.FUTURE, today=lambda: self.today)
        form.line("place", _("Place"), max_length=80)
        form.time("starts", _("From"), time(10))
        form.time("ends", _("To"), time(11))

    def save(self) -> None:
        values = self.form.values()
        day = values["day"] or self.today
        wanted = StatusMeeting(
            starts_at=datetime.combine(day, values["starts"] or time(10)),
            ends_at=datetime.combine(day, values["ends"] or time(11)),
            place=values["place"],
        )
        case_id = self._case_id
        self.run(lambda uow: exit_links.plan_meeting(uow, case_id, wanted), _("The meeting is planned"))


class ConsentDialog(PartDialog):
    """Which of the person's consents carries the course."""

    def __init__(self, context: PageContext, view: CaseView, parent: QWidget | None = None) -> None:
        told = _(
            "Consents are given and withdrawn on the person's page. Here you choose the one that carries the course."
        )
        super().__init__(
            context,
            _("Consent"),
            _("Choose the consent"),
            subject=view.case.id,
            person_id=view.person.id,
            words=told,
            width=520,
            parent=parent,
        )
        self._case_id = view.case.id
        options = [
            Option(
                one.consent.id,
                _("Given {given}, holds until {until}").format(
                    given=dates.day(one.consent.given_on),
                    until=dates.day(one.consent.withdrawn_on or one.consent.valid_to),
                ),
            )
            for one in view.consents
        ]
        self._covers = {one.consent.id: one.pairs for one in view.consents}
        chosen = view.consent.id if view.consent is not None else None
        combo = self.form.combo("consent", _("Consent"), options, chosen, search=False)
        self.scope_label = layouts.label(wrap=True, tone="muted")
        self.form.add("scope", _("What it covers"), self.scope_label)
        combo.value_changed.connect(self._on_consent_chosen)
        self._on_consent_chosen(chosen)

    def _on_consent_chosen(self, chosen: ConsentId | None) -> None:
        scope = consent_words.scope(self._covers.get(chosen, frozenset())) if chosen is not None else []
        self.scope_label.setText("\n".join(f"{who}: {what}" for who, what in scope))
        self.form.row("scope").setVisible(bool(scope))

    def save(self) -> None:
        chosen = self.form.value("consent")
        if chosen is None:
            self.form.show_problems([("consent", _("Choose a consent."))])
            return
        consent_id, case_id = ConsentId(chosen), self._case_id
        self.run(lambda uow: exit_links.link_consent(uow, case_id, consent_id), _("The consent is chosen"))


class ScanDialog(PartDialog):
    """Which of the case's papers was signed and scanned in, and what it is called."""

    def __init__(
        self, context: PageContext, view: CaseView, incoming: IncomingDocument, parent: QWidget | None = None
    ) -> None:
        told = _("It is kept in the vault and seen in Exit only. Shred the copy in the scanner's folder.")
        super().__init__(
            context,
            _("Scanned paper"),
            _("Keep the paper"),
            subject=view.case.id,
            person_id=view.person.id,
            words=told,
            width=520,
            parent=parent,
        )
        self._case_id, self._incoming = view.case.id, incoming
        papers: list[PaperKind | None] = [*PaperKind, None]
        options = [Option(one, labels.paper(one) if one is not None else _("Another paper")) for one in papers]
        first = PaperKind.AGREEMENT
        if any(one.paper is first for one in view.documents):
            first = PaperKind.STATUS
        combo = self.form.combo("paper", _("Which paper"), options, first, search=False)
        self.form.line("title", _("Title"), _signed(first), max_length=80)
        combo.value_changed.connect(self._on_paper_chosen)

    def _on_paper_chosen(self, paper: PaperKind | None) -> None:
        self.form.set_value("title", _signed(paper) if paper is not None else self._incoming.title)

    def save(self) -> None:
        values, case_id = self.form.values(), self._case_id
        incoming, paper = replace(self._incoming, title=values["title"]), values["paper"]
        self.run(
            lambda uow: exit_links.keep_document(uow, case_id, incoming, paper),
            _("The paper is kept"),
        )


def _signed(paper: PaperKind) -> str:
    return _("{paper}, signed").format(paper=labels.paper(paper))


class EnterSideDialog(PartDialog):
    """Custody or safe house begins."""

    def __init__(self, context: PageContext, view: CaseView, parent: QWidget | None = None) -> None:
        told = _("In custody and while serving, the prison service leads until the hand-over.")
        super().__init__(
            context,
            _("Custody or safe house"),
            _("Save it"),
            subject=view.case.id,
            person_id=view.person.id,
            words=told,
            columns=2,
            width=520,
            parent=parent,
        )
        self._case_id = view.case.id
        kinds = [Option(one, labels.side(one)) for one in SideKind]
        self.form.combo("kind", _("Which"), kinds, SideKind.CUSTODY, search=False)
        self.form.date("began_on", _("Began on"), self.today, prefer=Prefer.PAST, today=lambda: self.today)
        self.form.line("led_by", _("Led by"), placeholder=_("The prison service leads in custody"), span=2)

    def save(self) -> None:
        values, case_id = self.form.values(), self._case_id
        kind, began = values["kind"] or SideKind.CUSTODY, values["began_on"] or self.today
        self.run(lambda uow: exits.enter_side(uow, case_id, kind, began, values["led_by"]), _("It is saved"))


class LeaveSideDialog(PartDialog):
    """Custody or safe house ends, with the hand-over."""

    def __init__(self, context: PageContext, view: CaseView, side: Side, parent: QWidget | None = None) -> None:
        title = _("Hand-over") if side.kind is SideKind.CUSTODY else _("The stay has ended")
        super().__init__(
            context, title, _("Save the hand-over"), subject=side.id, person_id=view.person.id, width=520, parent=parent
        )
        self._side = side
        self.form.date("ended_on", _("Ended on"), self.today, prefer=Prefer.PAST, today=lambda: self.today)
        self.form.text("handed_over", _("What is handed over, and to whom"), lines=3)

    def save(self) -> None:
        values, side_id = self.form.values(), self._side.id
        ended = values["ended_on"] or self.today
        self.run(lambda uow: exits.leave_side(uow, side_id, ended, values["handed_over"]), _("It is saved"))


class OutcomeDialog(PartDialog):
    """What was found 3 or 12 months after the end."""

    def __init__(
        self, context: PageContext, view: CaseView, point: OutcomePoint, parent: QWidget | None = None
    ) -> None:
        self._case_id, self._point = view.case.id, point
        due = outcome_due(view.case.ended_on or self._now(context), point)
        told = _("Can be told from {day}. »Not known« counts as an answer too.").format(day=dates.day(due))
        super().__init__(
            context,
            labels.point(point),
            _("Save the outcome"),
            subject=point.months,
            person_id=view.person.id,
            words=told,
            width=540,
            parent=parent,
        )
        present: ExitOutcome | None = next((one for one in view.outcomes if one.point is point), None)
        answers = [Segment(one, labels.outcome_answer(one)) for one in OutcomeAnswer]
        self.answer = SegmentedControl(answers, name=labels.question(point), value=present.answer if present else None)
        self.form.add(
            "answer", labels.question(point), self.answer, get=lambda: self.answer.value, set=self.answer.set_value
        )
        found = present.found_on if present else max(due, self.today) if due <= self.today else due
        self.form.date("found_on", _("Found on"), found, prefer=Prefer.PAST, today=lambda: self.today)
        self.form.line("source", _("Who told it"), present.source if present else "", max_length=80)

    @staticmethod
    def _now(context: PageContext) -> date:
        return context.now().date()

    def save(self) -> None:
        values = self.form.values()
        if values["answer"] is None:
            self.form.show_problems([("answer", _("Choose an answer."))])
            return
        work = partial(
            exits.record_outcome,
            case_id=self._case_id,
            point=self._point,
            found_on=values["found_on"] or self.today,
            answer=values["answer"],
            source=values["source"],
        )
        self.run(work, _("The outcome is saved"))
