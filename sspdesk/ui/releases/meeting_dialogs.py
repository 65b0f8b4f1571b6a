"""Who takes part in a release and its meetings: the dialogs of a participant, of a meeting, and of a topic."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.consents import RELEASE_TOPICS, ConsentAuthority, ConsentTopic
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.releases import Release
from sspdesk.i18n import _
from sspdesk.labels import consents as consent_words
from sspdesk.services import release_meetings
from sspdesk.services.release_meetings import NewMeeting, NewMember
from sspdesk.services.release_view import MeetingRow, MemberRow, ReleaseView
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.releases.parts import ChipChoice
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.talks.dialogs import add_remove
from sspdesk.ui.talks.moves import MoveFacts


def topics(chosen: Sequence[ConsentTopic] = (), offered: Sequence[ConsentTopic] = RELEASE_TOPICS) -> ChipChoice:
    """Return the topics of a release as chips."""
    return ChipChoice([(one, consent_words.topic(one)) for one in offered], chosen)


class MemberDialog(FormDialog):
    """Somebody with a function in the release. It admits them to nothing: only the consent does."""

    def __init__(
        self,
        context: PageContext,
        case: Release,
        facts: MoveFacts,
        row: MemberRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        member = row.admission.member if row is not None else None
        super().__init__(
            context,
            _("Edit participant") if member else _("New participant"),
            _("Save the participant"),
            words=_("Being on this list lets nobody in. The citizen's consent to topic and authority does."),
            columns=2,
            width=560,
            subject=member.id if member else 0,
            person_id=case.person_id,
            parent=parent,
        )
        self._case, self._member = case, member
        form = self.form
        people = [Option(one.id, one.name) for one in facts.colleagues]
        who = form.combo("professional_id", _("Professional"), people, member.professional_id if member else None)
        who.setEnabled(member is None)
        authorities = [Option(one, consent_words.authority(one)) for one in ConsentAuthority]
        form.combo("authority", _("Authority"), authorities, member.authority if member else None)
        chips = topics(member.topics if member else ())
        form.add("topics", _("Has a function in"), chips, get=lambda: chips.value, set=chips.set_value, span=2)
        form.line("function", _("Function, in a few words"), member.function if member else "", max_length=80, span=2)
        if member is not None:
            self.add_history("release_member", member.id)
            add_remove(self, _("Remove the participant"), self._on_remove_clicked)

    def save(self) -> None:
        values, case, member = self.form.values(), self._case, self._member
        for field, problem in (
            ("professional_id", _("Choose the professional.")),
            ("authority", _("Choose the authority the consent is to name.")),
        ):
            if values[field] is None:
                self.form.show_problems([(field, problem)])
                return
        wanted = NewMember(
            professional_id=values["professional_id"],
            authority=ConsentAuthority(values["authority"]),
            topics=values["topics"],
            function=values["function"],
        )
        self.context.operations.command(
            self,
            lambda uow: release_meetings.save_member(uow, case.id, wanted, member.id if member else None),
            self.on_saved,
            self.show_problem,
            message=_("The participant is saved"),
        )

    def _on_remove_clicked(self) -> None:
        member = self._member
        if member is not None:
            self.context.operations.command(
                self,
                lambda uow: release_meetings.remove_member(uow, member.id),
                self.on_saved,
                self.show_problem,
                message=_("The participant is removed"),
            )


class MeetingDialog(FormDialog):
    """A release meeting to plan; only topics that the consent covers are offered. ``planned`` carries it."""

    planned = Signal(object)

    def __init__(self, context: PageContext, view: ReleaseView, parent: QWidget | None = None) -> None:
        offered = [topic for topic, who in view.covered.items() if who]
        words = "" if offered else _("The consent covers no topic yet. Write the citizen's consent first.")
        super().__init__(
            context,
            _("New release meeting"),
            _("Plan the meeting"),
            words=words,
            columns=2,
            width=540,
            subject=0,
            person_id=view.person.id,
            parent=parent,
        )
        self._case = view.case
        form, today = self.form, context.now().date()
        form.date("on", _("The meeting is on"), None, today=lambda: today)
        form.time("clock", _("Time"), time(9, 30))
        form.line("minutes", _("Duration (min.)"), "60", max_length=3)
        form.line("place", _("Place"), view.case.institution, max_length=80)
        chips = topics(offered, offered)
        form.add("topics", _("What is taken up"), chips, get=lambda: chips.value, set=chips.set_value, span=2)
        self.save_button.setShortcut("Ctrl+Return")

    def save(self) -> None:
        values, case = self.form.values(), self._case
        minutes = str(values["minutes"])
        if values["on"] is None:
            self.form.show_problems([("on", _("Choose the day of the meeting."))])
            return
        if not minutes.isdigit() or int(minutes) < 5:
            self.form.show_problems([("minutes", _("Write a number of minutes."))])
            return
        start = datetime.combine(values["on"], values["clock"] or time(9, 30))
        new = NewMeeting(
            starts_at=start,
            ends_at=start + timedelta(minutes=int(minutes)),
            place=values["place"],
            topics=values["topics"],
        )
        self.context.operations.command(
            self,
            lambda uow: release_meetings.plan(uow, case.id, new),
            self._on_planned,
            self.show_problem,
            message=_("The meeting is planned"),
        )

    def _on_planned(self, meeting: Meeting) -> None:
        self.planned.emit(meeting)
        self.accept()


class TopicDialog(FormDialog):
    """A further topic of a meeting."""

    def __init__(self, context: PageContext, view: ReleaseView, row: MeetingRow, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Take up a topic"),
            _("Add the topic"),
            subject=row.meeting.id,
            person_id=view.person.id,
            parent=parent,
        )
        self._meeting_id = row.meeting.id
        offered = [topic for topic, who in view.covered.items() if who and topic not in row.topics]
        options = [Option(one, consent_words.topic(one)) for one in offered]
        self.form.combo("topic", _("Topic"), options, search=False)
        self.form.line("minutes", _("Duration (min.)"), "15", max_length=3)

    def save(self) -> None:
        values, meeting_id = self.form.values(), self._meeting_id
        topic, minutes = values["topic"], str(values["minutes"])
        if topic is None:
            self.form.show_problems([("topic", _("Choose a topic that the consent covers."))])
            return
        self.context.operations.command(
            self,
            lambda uow: release_meetings.add_topic(
                uow, meeting_id, ConsentTopic(topic), int(minutes) if minutes.isdigit() else 15
            ),
            self.on_saved,
            self.show_problem,
            message=_("The topic is on the agenda"),
        )
