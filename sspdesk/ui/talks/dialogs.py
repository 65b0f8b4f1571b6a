"""The small editors of a talk: beginning one, minutes, agreements, follow-ups, the duty to notify."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.ids import PersonId
from sspdesk.domain.talk_records import Agreement, Notification, OfferChannel
from sspdesk.domain.talks import NotifyCheck, Talk, TalkKind, TalkOrigin, TalkState
from sspdesk.i18n import _
from sspdesk.labels import talks as labels
from sspdesk.services import talk_records, talk_times, talks
from sspdesk.services.talks import NewTalk
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.choose_person import ChoosePerson
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.talks.moves import MoveFacts, add_step, read_step


def add_remove(dialog: FormDialog, verb: str, run: Callable[[], None]) -> None:
    """Offer to remove what is being edited, at the lower left."""
    button = dialog.add_button(verb, kind=Kind.DANGER, icon="trash-2")
    dialog.buttons.removeWidget(button)
    dialog.buttons.insertWidget(0, button)
    button.clicked.connect(run)


class NewTalkDialog(FormDialog):
    """Begins a talk: with whom, of what kind, from where, who holds it; ``begun`` carries it."""

    begun = Signal(object)

    def __init__(
        self,
        context: PageContext,
        facts: MoveFacts,
        *,
        person_id: PersonId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            _("New talk"),
            _("Begin the talk"),
            columns=2,
            width=620,
            subject=person_id or 0,
            person_id=person_id,
            parent=parent,
        )
        self._facts = facts
        self._person_id = person_id
        form = self.form
        self.choose = ChoosePerson(context, without=PersonId(0))
        self.choose.table.setMinimumHeight(theme.px(96))
        if person_id is None:
            choose = self.choose
            form.add("person", _("Talk with"), choose, get=lambda: choose.person_id, set=choose.set_person, span=2)
        kinds = [Option(one, labels.kind(one)) for one in TalkKind]
        form.combo("kind", _("Kind"), kinds, TalkKind.PREVENTIVE, search=False)
        origins = [Option(one, labels.origin(one)) for one in TalkOrigin if one is not TalkOrigin.WEDNESDAY]
        form.combo("origin", _("Where it comes from"), origins, TalkOrigin.DIRECT, search=False)
        form.line("reason", _("What it is about, in a neutral line"), max_length=280, span=2)
        people = [Option(one.id, one.name) for one in facts.colleagues]
        form.combo("responsible_id", _("Holds the talk"), people, placeholder=_("You"), span=2)
        add_step(form, facts, TalkState.RECOMMENDED)
        self.save_button.setShortcut("Ctrl+Return")

    def save(self) -> None:
        values = self.form.values()
        person_id = self._person_id or values["person"]
        if person_id is None:
            self.form.show_problems([("person", _("Point out whom the talk is with."))])
            return
        wanted = NewTalk(
            person_id=person_id,
            kind=values["kind"] or TalkKind.PREVENTIVE,
            origin=values["origin"] or TalkOrigin.DIRECT,
            reason=values["reason"],
            responsible_id=values["responsible_id"],
        )
        step = read_step(values, self._facts.today)
        self.choose.record(wanted.person_id)
        self.context.operations.command(
            self,
            lambda uow: talks.begin(uow, wanted, step),
            self._on_begun,
            self.show_problem,
            message=_("The talk has begun"),
        )

    def _on_begun(self, talk: Talk) -> None:
        self.begun.emit(talk)
        self.accept()


class MinutesDialog(FormDialog):
    """The minutes in three phases. Unsaved text is kept as a draft."""

    def __init__(self, context: PageContext, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Minutes of the talk"),
            _("Save the minutes"),
            words=_("Write what the follow-up needs. The family may read it, so write as you would say it to them."),
            width=760,
            subject=talk.id,
            person_id=talk.person_id,
            parent=parent,
        )
        self._talk = talk
        form = self.form
        form.text(
            "mapping",
            _("1. Mapping"),
            talk.mapping,
            lines=5,
            help=_("The problem, the background and the young person's own story"),
        )
        form.text(
            "accountability",
            _("2. Making responsible"),
            talk.accountability,
            lines=4,
            help=_("What the young person and the parents commit to"),
        )
        form.text(
            "measures", _("3. Measures"), talk.measures, lines=4, help=_("Advice, support, other effort, and by whom")
        )
        self.save_button.setShortcut("Ctrl+Return")

    def save(self) -> None:
        values, talk_id = self.form.values(), self._talk.id
        self.context.operations.command(
            self,
            lambda uow: talk_records.write_minutes(uow, talk_id, **values),
            self.on_saved,
            self.show_problem,
            message=_("The minutes are saved"),
        )


class ReadDialog(FormDialog):
    """The day the family read the minutes."""

    def __init__(self, context: PageContext, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Read by the family"),
            _("Save the day"),
            subject=talk.id,
            person_id=talk.person_id,
            parent=parent,
        )
        self._talk_id = talk.id
        today = context.now().date()
        self.form.date("read_on", _("Read on"), talk.read_on or today, prefer=Prefer.PAST, today=lambda: today)

    def save(self) -> None:
        day, talk_id = self.form.value("read_on"), self._talk_id
        self.context.operations.command(
            self,
            lambda uow: talk_records.mark_read(uow, talk_id, day),
            self.on_saved,
            self.show_problem,
            message=_("The day is saved"),
        )


class HeldDialog(FormDialog):
    """Corrects when the talk was held; the follow-ups counted from it move along."""

    def __init__(self, context: PageContext, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Correct when it was held"),
            _("Save the time"),
            words=_("Follow-ups counted from that day move along."),
            columns=2,
            subject=talk.id,
            person_id=talk.person_id,
            parent=parent,
        )
        self._talk_id = talk.id
        at, today = talk.held_at, context.now().date()
        self.form.date("on", _("Held on"), at.date() if at else None, prefer=Prefer.PAST, today=lambda: today)
        self.form.time("clock", _("Time"), at.time() if at else None)

    def save(self) -> None:
        day, clock, talk_id = self.form.value("on"), self.form.value("clock"), self._talk_id
        if day is None:
            self.form.show_problems([("on", _("Choose the day of the talk."))])
            return
        at = datetime.combine(day, clock or time())
        self.context.operations.command(
            self,
            lambda uow: talk_times.move_held(uow, talk_id, at),
            self.on_saved,
            self.show_problem,
            message=_("The time is saved"),
        )


class AgreementDialog(FormDialog):
    """An agreement: what, who does it, by when."""

    def __init__(
        self, context: PageContext, talk: Talk, agreement: Agreement | None = None, parent: QWidget | None = None
    ) -> None:
        title = _("Edit agreement") if agreement else _("New agreement")
        super().__init__(
            context,
            title,
            _("Save the agreement"),
            subject=agreement.id if agreement else talk.id,
            person_id=talk.person_id,
            editor="AgreementDialog" if agreement else "NewAgreementDialog",
            parent=parent,
        )
        self._talk_id, self._id = talk.id, agreement.id if agreement else None
        today = context.now().date()
        form = self.form
        form.text("text", _("What was agreed"), agreement.text if agreement else "", lines=2)
        form.line("who", _("Who does it"), agreement.who if agreement else "", max_length=80)
        due = agreement.due if agreement else None
        form.date(
            "due", _("By when"), due, prefer=Prefer.FUTURE, today=lambda: today, help=_("A day makes a task of it")
        )
        if agreement is not None:
            self.add_history("talk_agreement", agreement.id)
            add_remove(self, _("Remove the agreement"), self._on_remove_clicked)

    def save(self) -> None:
        values, talk_id, number = self.form.values(), self._talk_id, self._id
        self.context.operations.command(
            self,
            lambda uow: talk_records.save_agreement(
                uow, talk_id, values["text"], who=values["who"], due=values["due"], agreement_id=number
            ),
            self.on_saved,
            self.show_problem,
            message=_("The agreement is saved"),
        )

    def _on_remove_clicked(self) -> None:
        gone = self._id
        if gone is not None:
            self.context.operations.command(
                self,
                lambda uow: talk_records.remove_agreement(uow, gone),
                self.on_saved,
                self.show_problem,
                message=_("The agreement is removed"),
            )


class FollowUpDialog(FormDialog):
    """A contact with the family after the talk."""

    def __init__(self, context: PageContext, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Write a follow-up"),
            _("Save the follow-up"),
            columns=2,
            subject=talk.id,
            person_id=talk.person_id,
            parent=parent,
        )
        self._talk_id = talk.id
        today = context.now().date()
        self.form.date("day", _("Day"), today, prefer=Prefer.PAST, today=lambda: today)
        channels = [Option(one, labels.channel(one)) for one in OfferChannel]
        self.form.combo("channel", _("How"), channels, OfferChannel.PHONE, search=False)
        self.form.text("note", _("Note, only what is needed"), lines=3, span=2)
        self.save_button.setShortcut("Ctrl+Return")

    def save(self) -> None:
        values, talk_id = self.form.values(), self._talk_id
        day: date = values["day"] or self.context.now().date()
        channel = OfferChannel(values["channel"] or OfferChannel.PHONE)
        self.context.operations.command(
            self,
            lambda uow: talk_records.follow_up(uow, talk_id, day, channel, values["note"]),
            self.on_saved,
            self.show_problem,
            message=_("The follow-up is saved"),
        )


class CheckDialog(FormDialog):
    """The check on the duty to notify at the end of a talk (barnets lov § 133)."""

    def __init__(self, context: PageContext, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Check of the duty to notify"),
            _("Save the answer"),
            words=_("Did anything in the talk give a duty to notify? The notification itself is not written here."),
            subject=talk.id,
            person_id=talk.person_id,
            parent=parent,
        )
        self._talk_id = talk.id
        segments = [Segment(one, labels.notify_check(one)) for one in reversed(NotifyCheck)]
        control = SegmentedControl(segments, name=_("Duty to notify"), value=talk.notify_check)
        self.form.add("notify_check", _("Duty to notify"), control, get=lambda: control.value, set=control.set_value)
        self.form.line("notify_reason", _("Why, in a line"), talk.notify_reason, max_length=200)

    def save(self) -> None:
        values, talk_id = self.form.values(), self._talk_id
        if values["notify_check"] is None:
            self.form.show_problems([("notify_check", _("Choose yes or no."))])
            return
        self.context.operations.command(
            self,
            lambda uow: talk_records.check_duty_to_notify(
                uow, talk_id, values["notify_check"], values["notify_reason"]
            ),
            self.on_saved,
            self.show_problem,
            message=_("The check is saved"),
        )


class NotificationDialog(FormDialog):
    """That a notification was sent: when, to whom, the receipt and the journal number. Never its text."""

    def __init__(self, context: PageContext, notification: Notification, parent: QWidget | None = None) -> None:
        fresh = "NewNotificationDialog" if notification.talk_id else "PersonNotificationDialog"
        super().__init__(
            context,
            _("Notification sent, title"),
            _("Save the notification"),
            words=_("The text is in the municipality's own system. Here stands only that it was sent."),
            columns=2,
            subject=notification.id or notification.talk_id or notification.person_id,
            person_id=notification.person_id,
            editor="NotificationDialog" if notification.id else fresh,
            parent=parent,
        )
        self._notification = notification
        today = context.now().date()
        form = self.form
        form.date("sent_on", _("Sent on"), notification.sent_on, prefer=Prefer.PAST, today=lambda: today)
        form.line("recipient", _("To"), notification.recipient, max_length=80)
        form.date("receipt_on", _("Receipt"), notification.receipt_on, prefer=Prefer.PAST, today=lambda: today)
        form.line("journal_number", _("Journal number"), notification.journal_number, max_length=40)
        if notification.id:
            add_remove(self, _("Remove the notification"), self._on_remove_clicked)

    def save(self) -> None:
        values = self.form.values()
        wanted = replace(self._notification, **{**values, "sent_on": values["sent_on"] or self.context.now().date()})
        self.context.operations.command(
            self,
            lambda uow: talk_records.notify(uow, wanted),
            self.on_saved,
            self.show_problem,
            message=_("The notification is saved"),
        )

    def _on_remove_clicked(self) -> None:
        gone = self._notification.id
        self.context.operations.command(
            self,
            lambda uow: talk_records.remove_notification(uow, gone),
            self.on_saved,
            self.show_problem,
            message=_("The notification is removed"),
        )
