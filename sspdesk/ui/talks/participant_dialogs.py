"""Who takes part in a talk: adding a participant with consent or legal basis, and their yes or no."""

from typing import Any

from PySide6.QtWidgets import QWidget

from sspdesk.domain.errors import DomainError
from sspdesk.domain.people import ProfessionalRole
from sspdesk.domain.persons import Guardian
from sspdesk.domain.talk_records import FAMILY, Participant, ParticipantRole, Yes
from sspdesk.domain.talks import Talk
from sspdesk.i18n import _
from sspdesk.labels import consents as consent_words
from sspdesk.labels import talks as labels
from sspdesk.labels.errors import explain
from sspdesk.services import talk_participants
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.talks.dialogs import add_remove
from sspdesk.ui.talks.moves import MoveFacts

_NOT_TO_BE_CONTACTED = DomainError("parent_not_to_be_contacted")


class AddParticipantDialog(FormDialog):
    """Invites a professional, or writes somebody the family brings; says why a consent does not cover it."""

    def __init__(
        self,
        context: PageContext,
        talk: Talk,
        facts: MoveFacts,
        guardians: tuple[Guardian, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            _("Add a participant"),
            _("Add the participant"),
            width=520,
            subject=talk.id,
            person_id=talk.person_id,
            parent=parent,
        )
        self._talk = talk
        roles = {one.id: one.role for one in facts.colleagues}
        self._not_to_be_contacted = {one.id for one in guardians if not one.may_be_contacted}
        self._consultants = {key for key, role in roles.items() if role is ProfessionalRole.CONSULTANT}
        form = self.form
        options = [Option(("professional_id", one.id), one.name, "briefcase") for one in facts.colleagues]
        options += [Option(("guardian_id", one.id), one.name, "user-round") for one in guardians]
        options += [
            Option(("role", one), _("{who}, by name").format(who=labels.role(one).capitalize()), "users")
            for one in (ParticipantRole.COMPANION, ParticipantRole.OTHER)
        ]
        self.who_combo = form.combo("who", _("Who"), options)
        form.line("name", _("Name"), max_length=80)
        form.check("leads", _("Holds the talk"))
        bases = [one for one in facts.bases if one.allows_disclosure]
        form.combo("basis_code", _("Legal basis"), [Option(one.code, one.name) for one in bases], search=False)
        for field in ("who", "basis_code"):
            form.row(field).help_label.setWordWrap(True)
        self.who_combo.value_changed.connect(self._on_who_changed)
        self._on_who_changed()

    def _who(self) -> tuple[str, Any]:
        """Return what kind of participant is chosen, and which."""
        return self.who_combo.value or ("", None)

    def _on_who_changed(self) -> None:
        kind, value = self._who()
        self.form.row("name").setVisible(kind == "role")
        why_not = explain(_NOT_TO_BE_CONTACTED) if kind == "guardian_id" and value in self._not_to_be_contacted else ""
        self.form.row("who").help_label.setText(why_not)
        self.form.row("who").help_label.setVisible(bool(why_not))
        for field in ("leads", "basis_code"):
            self.form.row(field).setVisible(kind == "professional_id")
        if kind == "professional_id":
            self.form.row("basis_code").setVisible(value not in self._consultants)
            talk_id = self._talk.id
            self.context.operations.query(
                self, lambda uow: talk_participants.may_invite(uow, talk_id, value), self._on_asked
            )

    def _on_asked(self, answer: Any) -> None:
        row = self.form.row("basis_code")
        said = "" if answer is None else consent_words.why(answer)
        row.help_label.setText(said)
        row.help_label.setVisible(bool(said))
        row.widget.setEnabled(answer is not None and not answer.allowed)

    def save(self) -> None:
        values, talk_id = self.form.values(), self._talk.id
        kind, value = self._who()

        def work(uow: Any) -> Any:
            if kind == "professional_id":
                basis = values["basis_code"] or ""
                return talk_participants.invite(uow, talk_id, value, leads=values["leads"], basis_code=basis)
            if kind == "guardian_id":
                return talk_participants.add_parent(uow, talk_id, value)
            return talk_participants.add_own(uow, talk_id, value, values["name"])

        if not kind:
            self.form.show_problems([("who", _("Choose who is to take part."))])
            return
        self.context.operations.command(
            self, work, self.on_saved, self.show_problem, message=_("The participant is added")
        )


class ParticipantDialog(FormDialog):
    """A participant's yes or no, whether they hold the talk, and whether they came."""

    def __init__(
        self, context: PageContext, participant: Participant, *, held: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            _("Edit participant"),
            _("Save the participant"),
            subject=participant.id,
            person_id=participant.person_id,
            parent=parent,
        )
        self._participant = participant
        form = self.form
        if participant.role in FAMILY or participant.role is ParticipantRole.COMPANION:
            options = [Option(one, labels.yes(one)) for one in Yes if one is not Yes.NOT_NEEDED]
            form.combo("yes", _("Taking part"), options, participant.yes, search=False)
        else:
            form.check("leads", _("Holds the talk"), participant.leads)
        if held:
            segments = [Segment(True, _("Came")), Segment(False, _("Did not come"))]
            control = SegmentedControl(segments, name=_("Was there"), value=participant.came)
            form.add("came", _("Was there"), control, get=lambda: control.value, set=control.set_value)
        if participant.role is not ParticipantRole.YOUNG:
            add_remove(self, _("Take off the talk"), self._on_remove_clicked)

    def save(self) -> None:
        before, values = self._participant, self.form.values()
        yes, leads = values.get("yes") or before.yes, values.get("leads", before.leads)
        came = values.get("came", before.came)
        self.context.operations.command(
            self,
            lambda uow: talk_participants.change(uow, before.id, yes=yes, came=came, leads=leads),
            self.on_saved,
            self.show_problem,
            message=_("The participant is saved"),
        )

    def _on_remove_clicked(self) -> None:
        gone = self._participant.id
        self.context.operations.command(
            self,
            lambda uow: talk_participants.remove(uow, gone),
            self.on_saved,
            self.show_problem,
            message=_("The participant is taken off"),
        )
