"""Asks what a calendar file is to hold: everything, the meetings of one forum, or those of one series."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sspdesk.domain.calendar_files import Scope
from sspdesk.i18n import _
from sspdesk.labels import calendar_files as labels
from sspdesk.labels import forums
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.form import Form, focus_into

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

Choice = tuple[str, Scope]


def choices(uow: "UnitOfWork") -> list[Choice]:
    """Return what can be exported, with its words: everything, each forum that has meetings, each series."""
    found: list[Choice] = [(_("All meetings of this school year and later"), Scope())]
    listed = [one for one in uow.forums.listed() if uow.meetings.of_forum(one.id)]
    found += [(labels.all_of(forum), Scope(forum_id=forum.id)) for forum in listed]
    for forum in listed:
        for series in uow.series.of_forum(forum.id):
            if series.active:
                found.append((labels.series_of(forum, forums.rhythm(series)), Scope(series_id=series.id)))
    return found


class ExportDialog(Dialog):
    """One choice, then the system asks where the file is to lie."""

    def __init__(self, found: Sequence[Choice], on_chosen: Callable[[Scope], None], *, parent: QWidget) -> None:
        super().__init__(
            _("SSP Desk – calendar"),
            _("Save a calendar file"),
            _(
                "The file holds names of forums, times and places, nothing else. Take it into your mail calendar; a "
                "later file changes what is there and calls off what is gone."
            ),
            width=520,
            parent=parent,
        )
        self._found, self._on_chosen = list(found), on_chosen
        self.form = Form()
        options = [Option(at, words) for at, (words, _scope) in enumerate(self._found)]
        self.form.combo("what", _("What it is to hold"), options, 0, search=False)
        self.body.addWidget(self.form)
        self.add_close_button(_("Cancel"))
        self.save_button = self.add_button(_("Choose where…"), kind=Kind.PRIMARY, icon="share-2", default=True)
        self.save_button.clicked.connect(self._on_save_pressed)
        focus_into(self.form)

    @classmethod
    def ask(cls, context: PageContext, parent: QWidget, on_chosen: Callable[[Scope], None]) -> None:
        """Read what there is and open the dialog."""
        context.operations.query(parent, choices, lambda found: cls(found, on_chosen, parent=parent).open())

    def _on_save_pressed(self) -> None:
        scope = self._found[int(self.form.value("what") or 0)][1]
        self.accept()
        self._on_chosen(scope)
