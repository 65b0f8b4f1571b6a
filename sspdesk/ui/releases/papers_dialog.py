"""Chooses a paper of a release meeting and its recipient: each gets only what they may see."""

from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.domain.consents import ConsentTopic
from sspdesk.domain.disclosures import LegalBasis
from sspdesk.domain.ids import ReleaseId, ReleaseMemberId
from sspdesk.domain.release_records import CopyKind, PrintState
from sspdesk.i18n import _
from sspdesk.labels import consents as consent_words
from sspdesk.labels import releases as labels
from sspdesk.services import disclosures, release_papers
from sspdesk.services.release_papers import OtherBasis, ReleasePaper
from sspdesk.services.release_view import MeetingRow, MemberRow, ReleaseView
from sspdesk.services.work import UnitOfWork
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.releases.meeting_dialogs import topics
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.fields import Option


def ask(
    context: PageContext, parent: QWidget, view: ReleaseView, row: MeetingRow, member: MemberRow | None = None
) -> None:
    """Ask which paper and for whom."""

    def opened(bases: list[LegalBasis]) -> None:
        CopyDialog(context, view, row, bases=bases, member=member, parent=parent).open()

    context.operations.query(parent, partial(_ksp_bases, view.case.id), opened)


def _ksp_bases(release_id: ReleaseId, uow: UnitOfWork) -> list[LegalBasis]:
    fitting = release_papers.fitting_bases(uow, release_id)
    return [one for one in disclosures.usable_bases(uow, releases=True) if one.code in fitting]


class CopyDialog(FormDialog):
    """Which paper, for whom; the other basis (KSP) opens with its topics and the reason it needs."""

    def __init__(
        self,
        context: PageContext,
        view: ReleaseView,
        row: MeetingRow,
        *,
        bases: list[LegalBasis],
        member: MemberRow | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            _("Papers of meeting {number}").format(number=row.number),
            _("Show the paper"),
            words=_("Every recipient gets a paper of their own, with only the topics the consent covers for them."),
            columns=2,
            width=600,
            subject=row.meeting.id,
            person_id=view.person.id,
            parent=parent,
        )
        self._view, self._row = view, row
        self._covers = {one.code: one.short_text for one in bases}
        form = self.form
        kinds = [CopyKind.INVITATION, CopyKind.AGENDA] if row.meeting.ahead else [CopyKind.AGENDA, CopyKind.MINUTES]
        options = [Option(one, labels.copy_kind(one)) for one in kinds]
        form.combo("kind", _("Which paper"), options, kinds[0] if row.meeting.ahead else kinds[-1], search=False)
        people = [Option(one.admission.member.id, self._who(one)) for one in view.members]
        chosen = member.admission.member.id if member is not None else None
        form.combo("member", _("Recipient"), people, chosen)
        self.state_label = layouts.label(wrap=True, tone="muted")
        form.add("state", "", self.state_label, span=2)
        codes = [Option("", _("Consent")), *(Option(one.code, one.name) for one in bases)]
        form.combo("basis", _("Legal basis"), codes, "", search=False, span=2)
        self.covers_label = layouts.label(wrap=True, tone="muted", level="small")
        form.add("covers", "", self.covers_label, span=2)
        chips = topics((), row.topics)
        form.add("topics", _("Topics on this basis"), chips, get=lambda: chips.value, set=chips.set_value, span=2)
        form.text("reason", _("Why it is shared without a consent"), lines=2, span=2)
        for field in ("kind", "member", "basis"):
            form.row(field).widget.value_changed.connect(self._on_changed)  # type: ignore[attr-defined]  # combos
        self._on_changed()

    def _who(self, row: MemberRow) -> str:
        member = row.admission.member
        return f"{row.admission.name}, {consent_words.authority(member.authority).lower()}"

    @property
    def _member(self) -> MemberRow | None:
        wanted = self.form.value("member")
        return next((one for one in self._view.members if one.admission.member.id == wanted), None)

    def _on_changed(self, _value: object = None) -> None:
        other = bool(self.form.value("basis"))
        for field in ("covers", "topics", "reason"):
            self.form.row(field).setVisible(other)
        self.covers_label.setText(self._covers.get(str(self.form.value("basis")), ""))
        row, kind = self._member, CopyKind(self.form.value("kind"))
        if row is None:
            self.state_label.setText(_("Choose who gets the paper."))
        elif not other and not self._admitted(row):
            self.state_label.setText(labels.why_not(row.missing) if row.missing else _("None of the meeting's topics"))
        else:
            meeting_id, member_id = self._row.meeting.id, row.admission.member.id
            self.context.operations.query(
                self, lambda uow: release_papers.printed(uow, meeting_id, member_id, kind), self._on_printed
            )

    def _admitted(self, row: MemberRow) -> bool:
        return any(topic in self._row.topics for topic in row.admission.topics)

    def _on_printed(self, printed: release_papers.Printed) -> None:
        day = printed.disclosure.at.date() if printed.disclosure is not None else None
        told = labels.print_state(printed.state, day)
        if printed.state is PrintState.WITHDRAWN:
            told = f"{told} {labels.why_lost(printed.lost)}"
        self.state_label.setText(told)

    def save(self) -> None:
        values, row = self.form.values(), self._member
        if row is None:
            self.form.show_problems([("member", _("Choose who gets the paper."))])
            return
        other = None
        if values["basis"]:
            chosen: tuple[ConsentTopic, ...] = values["topics"]
            if not chosen:
                self.form.show_problems([("topics", _("Choose the topics that leave on this basis."))])
                return
            other = OtherBasis(code=values["basis"], reason=values["reason"], topics=chosen)
        kind = CopyKind(values["kind"])
        work = partial(_gather, self._row, row.admission.member.id, kind, other)
        self.context.operations.query(self, work, partial(self._on_gathered, kind), self.show_problem)

    def _on_gathered(self, kind: CopyKind, paper: ReleasePaper) -> None:
        parent = self.parentWidget()
        if parent is not None:
            PaperFlow(self.context, parent, labels.copy_kind(kind)).show(paper)
        self.accept()


def _gather(
    row: MeetingRow, member_id: ReleaseMemberId, kind: CopyKind, other: OtherBasis | None, uow: UnitOfWork
) -> ReleasePaper:
    return release_papers.copy(uow, row.meeting.id, member_id, kind, other=other)
