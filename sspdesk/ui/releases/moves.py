"""The dialogs of a case's moves: the next stage, the release, the ending. Each asks who decided, on what, and why."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from sspdesk.domain.releases import Ending, Release, ReleaseState
from sspdesk.domain.talks import Step
from sspdesk.i18n import _
from sspdesk.labels import releases as labels
from sspdesk.services import releases
from sspdesk.services.releases import USUAL_BASIS
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.form import Form
from sspdesk.ui.talks.moves import MoveFacts, Work


def add_step(form: Form, facts: MoveFacts, *, day_label: str = "", columns: int = 2) -> None:
    """Add the four facts of a move to a form of two or three columns."""
    form.date("day", day_label or _("Day"), facts.today, prefer=Prefer.PAST, today=lambda: facts.today)
    who = form.line("decided_by", _("Decided by"), facts.consultant, max_length=80)
    who.setPlaceholderText(_("A person or a forum"))
    options = [Option(one.code, one.name) for one in facts.bases]
    form.combo("basis_code", _("Legal basis"), options, USUAL_BASIS, search=False, span=1 if columns == 3 else 2)
    form.text("step_note", _("Note, only what is needed"), lines=1, span=columns)


def read_step(values: dict[str, Any], today: date) -> Step:
    """Return the move's facts from a form's values."""
    return Step(
        day=values.get("day") or today,
        decided_by=values["decided_by"],
        basis_code=values["basis_code"] or "",
        note=values["step_note"],
    )


class ReleaseMoveDialog(FormDialog):
    """One move of a case."""

    def __init__(
        self, context: PageContext, case: Release, facts: MoveFacts, to: ReleaseState, parent: QWidget | None = None
    ) -> None:
        verb = labels.move(to)
        super().__init__(
            context,
            verb,
            verb,
            columns=2,
            width=540,
            subject=case.id,
            person_id=case.person_id,
            editor=f"ReleaseMoveDialog.{to.value}",
            parent=parent,
        )
        self.case, self.facts, self.to = case, facts, to
        self.save_button.setShortcut("Ctrl+Return")
        form = self.form
        if to is ReleaseState.OWNER:
            form.line("owner", _("Plan owner"), case.owner, max_length=80, span=2)
        if to is ReleaseState.CLOSED:
            endings = [one for one in Ending if one is not Ending.DONE or case.released_on is not None]
            options = [Option(one, labels.ending(one)) for one in endings]
            chosen = Ending.DONE if case.released_on is not None else None
            form.combo("ending", _("How it ended"), options, chosen, search=False, span=2)
        days = {ReleaseState.RELEASED: _("Day of release"), ReleaseState.NOTIFIED: _("Notified on")}
        add_step(form, facts, day_label=days.get(to, ""))

    def _work(self, values: dict[str, Any], step: Step) -> Work:
        release_id, to = self.case.id, self.to
        if to is ReleaseState.RELEASED:
            return lambda uow: releases.release(uow, release_id, step)
        if to is ReleaseState.CLOSED:
            ending = Ending(values["ending"])
            return lambda uow: releases.close(uow, release_id, ending, step)
        return lambda uow: releases.advance(uow, release_id, to, step, owner=values.get("owner"))

    def save(self) -> None:
        values = self.form.values()
        if self.to is ReleaseState.CLOSED and values["ending"] is None:
            self.form.show_problems([("ending", _("Choose how the case ended."))])
            return
        self.context.operations.command(
            self,
            self._work(values, read_step(values, self.facts.today)),
            self.on_saved,
            self.show_problem,
            message=_("The case is saved"),
        )
