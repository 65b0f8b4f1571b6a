"""The usual agenda of a forum, one line an item: title, kind, minutes, who leads it, and whether it is closed."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from sspdesk.domain.agenda import ItemKind
from sspdesk.domain.forums import Forum, ForumItem
from sspdesk.domain.ids import ForumId
from sspdesk.i18n import _
from sspdesk.labels import forums as labels
from sspdesk.ui import theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.fields import CheckBox, Option, SearchCombo


class _Line:
    """The widgets of one item."""

    def __init__(self, item: ForumItem, kinds: Sequence[Option]) -> None:
        self.item = item
        self.title = QLineEdit(item.title)
        self.title.setAccessibleName(_("Item"))
        self.kind = SearchCombo(kinds, search=False)
        self.kind.set_value(item.kind)
        self.kind.setAccessibleName(_("Kind"))
        self.kind.setMinimumWidth(theme.px(150))
        self.minutes = QLineEdit(str(item.minutes))
        self.minutes.setMaxLength(3)
        self.minutes.setFixedWidth(theme.px(44))
        self.minutes.setAccessibleName(_("Minutes"))
        self.closed = CheckBox(_("closed"), checked=item.closed)
        self.up = IconButton(_("Move the item up"), "chevron-up", compact=True, bare=True)
        self.gone = IconButton(_("Remove the item"), "trash-2", compact=True, bare=True)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """The widgets in their order."""
        return self.title, self.kind, self.minutes, self.closed, self.up, self.gone

    def read(self) -> ForumItem:
        """Return what the line says."""
        text = self.minutes.text().strip()
        return replace(
            self.item,
            title=self.title.text().strip(),
            kind=ItemKind(self.kind.value or ItemKind.DISCUSSION),
            minutes=int(text) if text.isdigit() else 0,
            closed=self.closed.isChecked(),
        )


class UsualAgenda(QWidget):
    """Edits the items; ``items`` is what they say now."""

    def __init__(self, forum: Forum, items: Sequence[ForumItem]) -> None:
        super().__init__()
        self.setObjectName("usual_agenda")
        self._forum = forum
        self._length = forum.usual_minutes
        self._kinds = [
            Option(kind, labels.item_kind(kind))
            for kind in ItemKind
            if (kind is not ItemKind.POLICE_LIST or forum.has_police_list)
            and (kind is not ItemKind.PERSON or forum.may_name_persons)
        ]
        self._lines = [_Line(item, self._kinds) for item in items]
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self.sum_label = layouts.label(tone="muted")
        self.add_button = Button(_("Add item"), kind=Kind.FLAT, icon="plus", name="add_usual_item_button")
        self.add_button.clicked.connect(self._on_add_pressed)
        self.setLayout(layouts.column(self._grid, layouts.row(self.add_button, None, self.sum_label), None, spacing=8))
        for line in self._lines:
            self._connect(line)
        self._lay()

    def _connect(self, line: _Line) -> None:
        line.minutes.textChanged.connect(self._tell)
        line.up.clicked.connect(lambda: self._on_up_pressed(line))
        line.gone.clicked.connect(lambda: self._on_gone_pressed(line))

    def _lay(self) -> None:
        for row, line in enumerate(self._lines):
            for column, part in enumerate(line.parts):
                self._grid.addWidget(part, row, column)
            line.up.setEnabled(row > 0)
        self._tell()

    def _on_add_pressed(self) -> None:
        line = _Line(ForumItem(forum_id=self._forum.id, number=0, title=""), self._kinds)
        self._lines.append(line)
        self._connect(line)
        self._lay()
        line.title.setFocus()

    def _on_up_pressed(self, line: _Line) -> None:
        place = self._lines.index(line)
        self._lines.insert(place - 1, self._lines.pop(place))
        self._lay()

    def _on_gone_pressed(self, line: _Line) -> None:
        self._lines.remove(line)
        for part in line.parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._lay()

    def set_length(self, minutes: int) -> None:
        """Compare the sum with the usual length of a meeting."""
        self._length = minutes
        self._tell()

    def _tell(self) -> None:
        planned = sum(line.read().minutes for line in self._lines)
        words = _("{planned} of {length} minutes").format(planned=planned, length=self._length)
        self.sum_label.setText(words)
        layouts.set_tone(self.sum_label, "muted" if planned == self._length else "warn")

    def items(self, forum_id: ForumId) -> list[ForumItem]:
        """Return the items as they are written."""
        return [replace(line.read(), forum_id=forum_id) for line in self._lines]
