"""The small forms of deletion: hold with a reason, note the filing; and the approval that needs the number typed."""

from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.domain.ids import PersonId
from sspdesk.domain.retention import Filing, HoldReason
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import retention as labels
from sspdesk.services import retention
from sspdesk.services.retention import DryRun, Proposal
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.fields import Option

_LOOK_AGAIN = timedelta(days=90)
_PERSONS_TOLD = 6


class HoldDialog(FormDialog):
    """Why a record is kept although its term has passed, and when to look again."""

    def __init__(self, context: PageContext, proposal: Proposal, parent: QWidget | None = None) -> None:
        words = _("It is not deleted until the hold is lifted, however long its term has passed.")
        self._one = one = proposal.candidate
        super().__init__(
            context,
            _("Hold back"),
            _("Hold back"),
            words=words,
            subject=one.row_id,
            person_id=one.person_id,
            parent=parent,
        )
        held = proposal.hold
        reasons = [Option(why, labels.reason(why)) for why in HoldReason]
        self.form.combo("reason", _("Reason"), reasons, held.reason if held else HoldReason.NOT_FILED, search=False)
        self.form.text("note", _("More about it"), held.note if held else "", lines=2)
        again = held.review_on if held else context.now().date() + _LOOK_AGAIN
        self.form.date("review_on", _("Look again on"), again, prefer=Prefer.FUTURE, today=context.now().date)

    def save(self) -> None:
        """Store the hold."""
        values, one = self.form.values(), self._one
        work = partial(
            retention.hold,
            table=one.table,
            row_id=one.row_id,
            person_id=one.person_id,
            reason=HoldReason(values["reason"] or HoldReason.OTHER),
            note=values["note"],
            review_on=values["review_on"] or self.context.now().date(),
        )
        self.context.operations.command(self, work, self.on_saved, self.show_problem, message=_("It is held back"))


class FilingDialog(FormDialog):
    """That a record is filed in the case system, or why it need not be."""

    def __init__(self, context: PageContext, proposal: Proposal, parent: QWidget | None = None) -> None:
        words = _("SSP Desk is a working tool, not the archive. What must be kept belongs in the case system.")
        self._one = one = proposal.candidate
        title, verb = _("Filed in the case system"), _("Save")
        super().__init__(context, title, verb, words=words, subject=one.row_id, person_id=one.person_id, parent=parent)
        filed = proposal.filing
        self.form.line("case_number", _("Number in the case system"), filed.case_number if filed else "")
        day = filed.filed_on if filed else None
        self.form.date("filed_on", _("Filed on"), day, prefer=Prefer.PAST, today=context.now().date)
        reason = filed.waived_reason if filed else ""
        self.form.text("waived_reason", _("Or: why it need not be filed"), reason, lines=2)

    def save(self) -> None:
        """Store the filing."""
        values, one = self.form.values(), self._one
        filing = Filing(
            kind=one.table, row_id=one.row_id, person_id=one.person_id, by="", at=self.context.now(), **values
        )
        work = partial(retention.file, filing=filing)
        self.context.operations.command(self, work, self.on_saved, self.show_problem, message=_("It is saved"))


def approve(parent: QWidget, told: DryRun, discreet: bool, heading: str) -> ConfirmDialog:
    """Return the dialog that says exactly what goes, asks for the number, and has "Behold" as its default."""
    counts = [f"{labels.table(name)}: {dates.number(count)}" for name, count in told.counts.items()]
    lines = [" · ".join(counts)]
    if told.persons and not discreet:
        names = ", ".join(told.persons[:_PERSONS_TOLD])
        left = len(told.persons) - _PERSONS_TOLD
        more = _(" and {count} more").format(count=left) if left > 0 else ""
        lines.append(_("Of these persons nothing is left: {names}{more}.").format(names=names, more=more))
    lines.append(_("It is erased for good, with its history and its place in the search. It cannot be undone."))
    lines.append(
        _("Backups still hold it until they are {days} days old; a restored one deletes it again.").format(days=90)
    )
    return ConfirmDialog(
        _("Delete"),
        heading,
        "\n\n".join(lines),
        verb=_("Delete"),
        verb_icon="trash-2",
        number=told.chosen,
        parent=parent,
    )


def ask_to_erase_person(context: PageContext, parent: QWidget, person_id: PersonId) -> None:
    """Show what erasing a whole person takes, and do it once the number is typed (art. 17)."""

    def told(dry: DryRun) -> None:
        heading = _("Delete this person and everything about them?")
        dialog = approve(parent, dry, context.privacy.discreet, heading)
        dialog.confirmed.connect(erase)
        dialog.open()

    def erase() -> None:
        context.operations.command(
            parent, partial(retention.erase_person, person_id=person_id), message=_("The person is deleted")
        )

    context.operations.query(parent, partial(retention.dry_run_person, person_id=person_id), told)
