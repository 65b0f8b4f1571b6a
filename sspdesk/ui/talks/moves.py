"""The dialogs of a talk's moves. Each asks for day, who decided, legal basis and note, besides what is its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from sspdesk.domain.disclosures import LegalBasis
from sspdesk.domain.talk_records import AnsweredBy, OfferAnswer, OfferChannel
from sspdesk.domain.talks import Step, Talk, TalkState, usual_basis
from sspdesk.domain.tasks import DeadlineRule, Rule
from sspdesk.i18n import _
from sspdesk.labels import talks as labels
from sspdesk.services import disclosures, talks
from sspdesk.services.wednesday_list import Colleague, colleagues
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.form import Form

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork

Work = Callable[["UnitOfWork"], "Outcome[Any]"]
_FORTNIGHT = "hver_14_dag"
_MONTHLY = "hver_maaned"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """What the dialogs offer: legal bases in force, colleagues, the consultant's name, how often to offer again."""

    bases: tuple[LegalBasis, ...]
    colleagues: tuple[Colleague, ...]
    consultant: str
    today: date
    reoffers: int = 0


def gather(uow: "UnitOfWork", talk: Talk | None = None) -> MoveFacts:
    """Read what the dialogs offer."""
    settings = uow.settings()
    return MoveFacts(
        bases=tuple(one for one in disclosures.bases(uow) if one.valid_on(uow.today)),
        colleagues=colleagues(uow),
        consultant=settings.consultant or uow.user,
        today=uow.today,
        reoffers=talks.usual_reoffers(uow, talk) if talk is not None else 0,
    )


def add_step(form: Form, facts: MoveFacts, to: TalkState, *, day: bool = True, decided_by: str = "") -> None:
    """Add the four facts of a move to a form of two columns."""
    if day:
        form.date("day", _("Day"), facts.today, prefer=Prefer.PAST, today=lambda: facts.today)
    who = form.line("decided_by", _("Decided by"), decided_by or facts.consultant, max_length=80, span=1 if day else 2)
    who.setPlaceholderText(_("A person or a forum"))
    options = [Option(one.code, one.name) for one in facts.bases]
    form.combo("basis_code", _("Legal basis"), options, usual_basis(to), search=False, span=2)
    form.text("note", _("Note, only what is needed"), lines=1, span=2)


def read_step(values: dict[str, Any], day: date) -> Step:
    """Return the move's facts from a form's values."""
    return Step(
        day=values.get("day") or day,
        decided_by=values["decided_by"],
        basis_code=values["basis_code"] or "",
        note=values["note"],
    )


class MoveDialog(FormDialog):
    """One move of a talk. ``moved`` is told by the page itself: it hears of every change."""

    to = TalkState.CLOSED
    asks_day = True

    def __init__(
        self,
        context: PageContext,
        talk: Talk,
        facts: MoveFacts,
        *,
        title: str = "",
        words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        verb = title or labels.move(self.to)
        super().__init__(
            context,
            verb,
            verb,
            words=words,
            columns=2,
            width=540,
            subject=talk.id,
            person_id=talk.person_id,
            parent=parent,
        )
        self.talk, self.facts = talk, facts
        self.save_button.setShortcut("Ctrl+Return")
        self.build(self.form)
        add_step(self.form, facts, self.to, day=self.asks_day, decided_by=self.who_decides())

    def who_decides(self) -> str:
        """Return who is proposed as having decided; empty is the consultant."""
        return ""

    def build(self, form: Form) -> None:
        """Add what is this move's own."""

    def work(self, values: dict[str, Any], step: Step) -> Work:
        """Return the command."""
        raise NotImplementedError

    def done_words(self) -> str:
        """Return what is told when it is done; never a name."""
        return _("The talk is saved")

    def save(self) -> None:
        values = self.form.values()
        self.context.operations.command(
            self,
            self.work(values, read_step(values, self.facts.today)),
            self.on_saved,
            self.show_problem,
            message=self.done_words(),
        )


class OfferDialog(MoveDialog):
    """The talk is offered, or offered again."""

    to = TalkState.OFFERED

    def build(self, form: Form) -> None:
        channels = [Option(one, labels.channel(one)) for one in OfferChannel]
        form.combo("channel", _("How"), channels, OfferChannel.LETTER, search=False)
        people = [Option(one.id, one.name) for one in self.facts.colleagues]
        form.combo("offered_by_id", _("Offered by"), people, self.talk.responsible_id, placeholder=_("You"))

    def work(self, values: dict[str, Any], step: Step) -> Work:
        talk_id, channel = self.talk.id, OfferChannel(values["channel"] or OfferChannel.LETTER)
        return lambda uow: talks.offer(uow, talk_id, channel, step, values["offered_by_id"])

    def done_words(self) -> str:
        return _("The offer is saved")


_ANSWERED = {
    OfferAnswer.ACCEPTED: TalkState.ACCEPTED,
    OfferAnswer.DECLINED: TalkState.DECLINED,
    OfferAnswer.NO_REPLY: TalkState.NO_REPLY,
}


class AnswerDialog(MoveDialog):
    """What the family answered; a no is a normal ending."""

    to = TalkState.ACCEPTED

    def build(self, form: Form) -> None:
        allowed = [OfferAnswer.ACCEPTED, OfferAnswer.DECLINED]
        if self.talk.state is TalkState.OFFERED:
            allowed.append(OfferAnswer.NO_REPLY)
        elif self.talk.state in (TalkState.ACCEPTED, TalkState.PLANNED):
            allowed = [OfferAnswer.DECLINED]
        segments = [Segment(one, labels.answer(one)) for one in allowed]
        value = allowed[0] if len(allowed) == 1 else None
        self.answer_control = SegmentedControl(segments, name=_("The answer"), value=value)
        control = self.answer_control
        form.add("answer", _("The answer"), control, get=lambda: control.value, set=control.set_value, span=2)
        who = [Option(one, labels.answered_by(one)) for one in AnsweredBy]
        form.combo("answered_by", _("Answered by"), who, search=False)
        times = [Option(count, labels.reoffers(count)) for count in range(3)]
        form.combo("reoffers", _("After a no or silence"), times, self.facts.reoffers, search=False)
        control.value_changed.connect(self._on_answer_changed)
        self._on_answer_changed()

    def _on_answer_changed(self) -> None:
        said = self.answer_control.value
        self.form.row("answered_by").setEnabled(said is not OfferAnswer.NO_REPLY)
        self.form.row("reoffers").setEnabled(said is not OfferAnswer.ACCEPTED)
        if "basis_code" in self.form.fields() and said is not None:
            self.form.set_value("basis_code", usual_basis(_ANSWERED[OfferAnswer(said)]))

    def save(self) -> None:
        if self.answer_control.value is None:
            self.form.show_problems([("answer", _("Choose what the family answered."))])
            return
        super().save()

    def work(self, values: dict[str, Any], step: Step) -> Work:
        talk_id, said = self.talk.id, OfferAnswer(values["answer"])
        by = values["answered_by"] if said is not OfferAnswer.NO_REPLY else None
        again = values["reoffers"] or 0
        return lambda uow: talks.answer(uow, talk_id, said, step, answered_by=by, reoffers=again)

    def done_words(self) -> str:
        return _("The answer is saved")


class PlanDialog(MoveDialog):
    """A time and a place are agreed on, or moved."""

    to = TalkState.PLANNED

    def build(self, form: Form) -> None:
        at = self.talk.planned_at
        form.date("on", _("The talk is on"), at.date() if at else None, prefer=Prefer.FUTURE, today=self._today)
        form.time("clock", _("Time"), at.time() if at else time(15))
        place = form.line("place", _("Place"), self.talk.place, max_length=80, span=2)
        place.setPlaceholderText(_("As the family wishes: at home, at the school …"))

    def _today(self) -> date:
        return self.facts.today

    def save(self) -> None:
        if self.form.value("on") is None:
            self.form.show_problems([("on", _("Choose the day of the talk."))])
            return
        super().save()

    def work(self, values: dict[str, Any], step: Step) -> Work:
        at = datetime.combine(values["on"], values["clock"] or time(15))
        talk_id, place = self.talk.id, values["place"]
        return lambda uow: talks.plan(uow, talk_id, at, place, step)

    def done_words(self) -> str:
        return _("The time is saved")


class HoldDialog(MoveDialog):
    """The talk was held."""

    to = TalkState.HELD
    asks_day = False

    def build(self, form: Form) -> None:
        at = self.talk.planned_at
        day = min(at.date(), self.facts.today) if at else self.facts.today
        form.date("on", _("Held on"), day, prefer=Prefer.PAST, today=lambda: self.facts.today)
        form.time("clock", _("Time"), at.time() if at else None)

    def save(self) -> None:
        if self.form.value("on") is None:
            self.form.show_problems([("on", _("Choose the day of the talk."))])
            return
        super().save()

    def work(self, values: dict[str, Any], step: Step) -> Work:
        at, talk_id = datetime.combine(values["on"], values["clock"] or time()), self.talk.id
        return lambda uow: talks.hold(uow, talk_id, at, step)

    def done_words(self) -> str:
        return _("The talk is held. Its minutes can be written.")


class BeginFollowUpDialog(MoveDialog):
    """Follow-up begins: after the settings' intervals, or again and again."""

    to = TalkState.FOLLOW_UP

    def build(self, form: Form) -> None:
        options = [
            Option(2, _("Twice, as the settings say")),
            Option(1, _("Once, as the settings say")),
            Option(_FORTNIGHT, _("Every two weeks")),
            Option(_MONTHLY, _("Every month")),
            Option(0, _("Without a deadline")),
        ]
        form.combo("times", _("When"), options, 2, search=False, span=2)

    def work(self, values: dict[str, Any], step: Step) -> Work:
        talk_id, times = self.talk.id, values["times"]
        every = {_FORTNIGHT: Rule(DeadlineRule.WEEKS, 2), _MONTHLY: Rule(DeadlineRule.MONTHS, 1)}.get(times)
        count = times if isinstance(times, int) else 0
        return lambda uow: talks.begin_follow_up(uow, talk_id, step, times=count, every=every)

    def done_words(self) -> str:
        return _("The follow-up has begun")


class CloseDialog(MoveDialog):
    """The talk is closed."""

    to = TalkState.CLOSED

    def work(self, values: dict[str, Any], step: Step) -> Work:
        talk_id = self.talk.id
        return lambda uow: talks.close(uow, talk_id, step)

    def done_words(self) -> str:
        return _("The talk is closed")


class FallThroughDialog(MoveDialog):
    """The agreed time fell through; the family's yes stands."""

    to = TalkState.ACCEPTED

    def work(self, values: dict[str, Any], step: Step) -> Work:
        talk_id = self.talk.id
        return lambda uow: talks.fall_through(uow, talk_id, step)

    def done_words(self) -> str:
        return _("The time fell through. Find a new one.")


class LeaveDialog(MoveDialog):
    """A side exit: cancelled, over to notification, Infohus or Exit."""

    def work(self, values: dict[str, Any], step: Step) -> Work:
        talk_id, to = self.talk.id, self.to
        return lambda uow: talks.leave(uow, talk_id, to, step)

    def done_words(self) -> str:
        return _("The talk has ended")


class CancelDialog(LeaveDialog):
    """The talk is cancelled."""

    to = TalkState.CANCELLED


class ToNotificationDialog(LeaveDialog):
    """A notification takes over."""

    to = TalkState.TO_NOTIFICATION


class ToInfohusDialog(LeaveDialog):
    """Infohus takes over."""

    to = TalkState.TO_INFOHUS


class ToExitDialog(LeaveDialog):
    """Exit takes over; outside Exit the talk reads as ended."""

    to = TalkState.TO_EXIT
