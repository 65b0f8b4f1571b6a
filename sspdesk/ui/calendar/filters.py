"""The row of filters: a box for each forum and each kind that is shown along, with its colour and its words."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QWidget

from sspdesk.domain.calendar import HOLIDAYS, Group
from sspdesk.domain.calendar_layout import fills
from sspdesk.i18n import _
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts


class _Box(QCheckBox):
    """One filter; its swatch follows the theme."""

    def __init__(self, group: Group, *, on: bool) -> None:
        super().__init__(group.title)
        self.choice = group
        self.setObjectName(f"filter_{group.key}")
        self.setAccessibleName(_("Show {what}").format(what=group.title))
        self.setChecked(on)
        self._restyle()

    def _restyle(self) -> None:
        side = theme.px(14)
        ratio = self.devicePixelRatio()
        picture = QPixmap(round(side * ratio), round(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        back, bar, _text = fills(self.choice.tone)
        painter.setPen(theme.color(bar))
        painter.setBrush(theme.color(back))
        rect = QRectF(0.5, 0.5, side - 1, side - 1)
        painter.drawRoundedRect(rect, 3, 3)
        if self.choice.key == HOLIDAYS:
            painter.setBrush(Qt.BrushStyle.BDiagPattern)
            painter.drawRoundedRect(rect, 3, 3)
        painter.end()
        self.setIconSize(QSize(side, side))
        self.setIcon(QIcon(picture))

    def changeEvent(self, event: object) -> None:
        super().changeEvent(event)  # type: ignore[arg-type]
        if icons.is_restyle(event):  # type: ignore[arg-type]
            self._restyle()


class FilterBar(QWidget):
    """All filters in one flow. ``changed`` tells that another group is hidden."""

    changed = Signal()

    def __init__(self, hidden: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar_filters")
        self.setAccessibleName(_("What is shown"))
        self._hidden = set(hidden)
        self._boxes: list[_Box] = []
        self._flow = layouts.FlowLayout(self, spacing=14)

    @property
    def hidden(self) -> frozenset[str]:
        """The groups that are switched off."""
        return frozenset(self._hidden)

    def switch_off(self, keys: Sequence[str]) -> None:
        """Switch these groups off and all others on, before any is shown."""
        self._hidden = {key for key in keys if key}

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Offer these groups; what was off stays off."""
        if [box.choice for box in self._boxes] == list(groups):
            return
        layouts.clear(self._flow)
        self._boxes = []
        for group in groups:
            box = _Box(group, on=group.key not in self._hidden)
            box.toggled.connect(self._on_toggled)
            self._boxes.append(box)
            self._flow.addWidget(box)

    def _on_toggled(self) -> None:
        shown = {box.choice.key for box in self._boxes}
        off = {box.choice.key for box in self._boxes if not box.isChecked()}
        self._hidden = (self._hidden - shown) | off
        self.changed.emit()
