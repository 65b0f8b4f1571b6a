"""Asks how the agenda is to be: initials or names, and who gets a numbered copy."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from sspdesk.domain.ids import MeetingId
from sspdesk.i18n import _, ngettext
from sspdesk.services import papers
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.fields import CheckBox
from sspdesk.ui.shared.panels import InlineMessage

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


class AgendaDialog(Dialog):
    """The choices before the agenda is shown; it closes when the paper is asked for."""

    def __init__(
        self, context: PageContext, meeting_id: MeetingId, recipients: tuple[str, ...], *, parent: QWidget
    ) -> None:
        super().__init__(
            _("Agenda"),
            _("Agenda with meeting list"),
            _("Each copy carries its number and its receiver's name. Collect the copies after the meeting."),
            width=520,
            parent=parent,
        )
        self._context, self._meeting_id, self._owner = context, meeting_id, parent
        self.names_control = SegmentedControl(
            [Segment(False, _("Initials")), Segment(True, _("Full names"))],
            name=_("On the list"),
            value=False,
        )
        self.names_control.setObjectName("names_control")
        self.names_control.value_changed.connect(self._on_names_changed)
        self.warning = InlineMessage(tone="warn")
        self.warning.hide()
        self.boxes = [CheckBox(name, checked=True) for name in recipients]
        self.count_label = layouts.label(level="label")
        self.all_button = Button(_("All"), kind=Kind.LINK, name="all_button")
        self.none_button = Button(_("None"), kind=Kind.LINK, name="none_button")
        self.all_button.clicked.connect(partial(self._tick, True))
        self.none_button.clicked.connect(partial(self._tick, False))
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, box in enumerate(self.boxes):
            box.toggled.connect(self._show_count)
            grid.addWidget(box, place // 2, place % 2)
        self.body.addSpacing(4)
        self.body.addLayout(layouts.column(layouts.label(_("On the list"), level="label"), self.names_control))
        self.body.addWidget(self.warning)
        self.body.addLayout(layouts.row(self.count_label, None, self.all_button, self.none_button))
        self.body.addLayout(grid)
        self.add_close_button(_("Cancel"))
        self.show_button = self.add_button(_("Show the agenda"), kind=Kind.PRIMARY, default=True)
        self.show_button.clicked.connect(self._on_show_pressed)
        self._show_count()
        self.show_button.setFocus()

    @classmethod
    def ask(cls, context: PageContext, parent: QWidget, meeting_id: MeetingId) -> None:
        """Read who may get a copy and open the dialog."""

        def work(uow: "UnitOfWork") -> tuple[str, ...]:
            return papers.possible_recipients(uow, meeting_id)

        def opened(recipients: tuple[str, ...]) -> None:
            cls(context, meeting_id, recipients, parent=parent).open()

        context.operations.query(parent, work, opened)

    @property
    def recipients(self) -> tuple[str, ...]:
        """Who gets a numbered copy."""
        return tuple(box.text() for box in self.boxes if box.isChecked())

    def _tick(self, on: bool, _checked: bool = False) -> None:
        for box in self.boxes:
            box.setChecked(on)

    def _show_count(self) -> None:
        count = len(self.recipients)
        words = ngettext("{count} numbered copy for", "{count} numbered copies for", count).format(count=count)
        self.count_label.setText(words if count else _("One copy without a number"))

    def _on_names_changed(self, names: bool) -> None:
        fact = _("Full names come on the paper.")
        self.warning.say(fact, _("Give it only to those who need the names."), tone="warn")
        self.warning.setVisible(names)

    def _on_show_pressed(self) -> None:
        gather = partial(
            papers.agenda,
            meeting_id=self._meeting_id,
            names=bool(self.names_control.value),
            recipients=self.recipients,
        )
        PaperFlow(self._context, self._owner, _("Agenda")).start(gather)
        self.accept()
