"""All about one disclosure: to whom, why, what, on which basis, the whole fingerprint, and the persons behind it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from sspdesk.domain.ids import PersonId
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import disclosures as words
from sspdesk.labels.reports import upper_first
from sspdesk.services.disclosures import DisclosureView
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.panels import EmptyState, InlineMessage, Panel


class DisclosureDetail(Panel):
    """The right pane. Names follow discreet display; a press on one opens the person."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Disclosure"), padded=False, parent=parent)
        self._context = context
        self._view: DisclosureView | None = None
        self.setMinimumWidth(theme.px(280))
        self.stopped = InlineMessage(tone="danger")
        self.stopped.hide()
        self.empty = EmptyState("share-2", _("No disclosure chosen"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.persons_label = layouts.label(level="label")
        self._persons = QVBoxLayout()
        self._persons.setSpacing(2)
        self.person_buttons: list[Button] = []
        self.inside = QWidget()
        whole = layouts.column(
            *(self.stopped, self._grid, 4, self.persons_label, self._persons, None), margins=(12, 12, 12, 12)
        )
        self.inside.setLayout(whole)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.inside)
        for ground in (self.area.viewport(), self.inside):
            ground.setAutoFillBackground(False)  # the panel's own ground shows through
        self.body.addWidget(self.area)
        self.body.addWidget(self.empty)
        self.show_nothing()
        context.privacy.changed.connect(self._show_names)

    def show_nothing(self) -> None:
        """Say that nothing is chosen."""
        self._view = None
        self.area.hide()
        self.empty.show()
        self.set_detail("")

    def show_view(self, view: DisclosureView) -> None:
        """Show a disclosure."""
        self._view = view
        self.empty.hide()
        self.area.show()
        told = view.disclosure
        self.set_detail(told.number)
        if told.refused:
            self.stopped.say(_("Stopped"), words.refusal(told.refused), tone="danger")
        self.stopped.setVisible(bool(told.refused))
        layouts.clear(self._grid)
        facts = [
            (_("When"), dates.moment(told.at)),
            (_("By"), told.by),
            (_("Document"), upper_first(words.document(told.document))),
            (_("How"), upper_first(words.channel(told.channel))),
            (_("Receiver"), told.recipient),
            (_("Purpose"), told.purpose),
            (_("Legal basis"), view.basis),
            (_("What"), upper_first(words.fields(told.fields))),
            (_("Copies"), dates.number(told.copies) if told.copies > 1 else ""),
            (_("Delete by"), dates.day(told.expires_on) if told.expires_on else ""),
            (_("SHA-256"), _in_groups(told.sha256)),
        ]
        for place, (label, value) in enumerate((label, value) for label, value in facts if value):
            name = layouts.label(label, level="label")
            text = layouts.label(value, wrap=True, selectable=True)
            text.setAccessibleName(f"{label}: {value}")
            self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, place, 1, Qt.AlignmentFlag.AlignTop)
        self._show_persons(view)

    def _show_persons(self, view: DisclosureView) -> None:
        layouts.clear(self._persons)
        count = len(view.persons)
        told = ngettext("{count} person", "{count} persons", count).format(count=count)
        if view.gone:
            gone = ngettext("{count} no longer here", "{count} no longer here", view.gone).format(count=view.gone)
            told = f"{told} · {gone}"
        self.persons_label.setText(told)
        self.person_buttons = []
        for person_id, name in view.persons:
            button = Button(self._context.privacy.name(name), kind=Kind.LINK, name="person_button")
            button.clicked.connect(partial(self._on_person_pressed, person_id))
            self.person_buttons.append(button)
            self._persons.addLayout(layouts.row(button, None))

    def _show_names(self) -> None:
        if self._view is not None:
            for button, (_person_id, name) in zip(self.person_buttons, self._view.persons, strict=True):
                button.set_words(self._context.privacy.name(name))

    def _on_person_pressed(self, person_id: PersonId, _checked: bool = False) -> None:
        self._context.open_page("persons", person_id)


def _in_groups(sha256: str) -> str:
    """Return a fingerprint in groups of eight, which can be compared by eye and break over lines."""
    return " ".join(sha256[start : start + 8] for start in range(0, len(sha256), 8))
