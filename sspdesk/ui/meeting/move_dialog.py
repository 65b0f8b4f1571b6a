"""Asks to which meeting an item is to be moved; where it may not go, the reason stands in the dialog."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sspdesk.domain.ids import MeetingId
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.services import agenda, open_names
from sspdesk.services.agenda import AgendaView, ItemRow
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.names_question import NameQuestion

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


class MoveItemDialog(FormDialog):
    """One choice: the meeting."""

    def __init__(self, context: PageContext, row: ItemRow, options: list[Option], parent: QWidget) -> None:
        super().__init__(
            context, _("Move item"), _("Move item"), words=row.item.title, subject=row.item.id, parent=parent
        )
        self._item = row.item
        self.form.combo("meeting_id", _("To the meeting"), options)

    def save(self) -> None:
        meeting_id: MeetingId | None = self.form.value("meeting_id")
        if meeting_id is None:
            self.form.show_problems([("meeting_id", _("Choose a meeting."))])
            return
        item_id, texts = self._item.id, tuple(open_names.words_of(self._item).values())
        NameQuestion(
            self.context.operations,
            self,
            lambda uow: open_names.in_forum(uow, uow.meetings.get(meeting_id).forum_id, texts),
            lambda uow, confirmed: agenda.move_to(uow, item_id, meeting_id, names_confirmed=confirmed),
            done=self.on_saved,
            failed=self.show_problem,
            message=_("The item is moved"),
        ).begin()


def ask(context: PageContext, page: QWidget, view: AgendaView, row: ItemRow) -> None:
    """Read the meetings ahead of every forum and open the dialog."""

    def work(uow: "UnitOfWork") -> list[Option]:
        names = {one.id: one.name for one in uow.forums.listed(with_inactive=True)}
        ahead = [one for one in uow.meetings.where() if one.ahead and one.starts_at >= uow.now]
        return [
            Option(one.id, f"{names[one.forum_id]} · {dates.day(one.starts_at.date())}")
            for one in sorted(ahead, key=lambda one: one.starts_at)
            if one.id != view.meeting.id
        ]

    context.operations.query(page, work, lambda options: MoveItemDialog(context, row, options, page).open())
