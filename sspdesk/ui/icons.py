"""Icons: Lucide SVG drawn in the colour of a token, cached by name, colour, size and pixel ratio; follow the theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from sspdesk.resource import resource
from sspdesk.ui import theme

_GAP = 4  # QPushButton leaves 4 px between icon and text; the design asks 8, so the picture carries the rest
_SPEC = "sspdeskIcon"


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=2048)
def _render(name: str, colour: str, size: int, ratio: float, gap: int) -> QPixmap:
    pixmap = QPixmap(round((size + gap) * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, tint: str = "muted", size: int = 16, ratio: float | None = None) -> QPixmap:
    """Return a picture of ``size`` (px for the 13 px text) for a screen with pixel ratio ``ratio``."""
    chosen = QGuiApplication.instance().devicePixelRatio() if ratio is None else ratio  # type: ignore[union-attr]
    return _render(name, theme.color(tint).name(), theme.px(size), chosen, 0)


def icon(name: str, tint: str = "muted", on: str | None = None, size: int = 16, gap: int = 0) -> QIcon:
    """Return an icon; ``on`` is the tint when checked, ``gap`` adds air to the right for push buttons."""
    result = QIcon()
    ratios = {1.0} | {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    for ratio in sorted(ratios):
        for wanted, mode, state in (
            (tint, QIcon.Mode.Normal, QIcon.State.Off),
            (on or tint, QIcon.Mode.Normal, QIcon.State.On),
            ("muted", QIcon.Mode.Disabled, QIcon.State.Off),
            ("muted", QIcon.Mode.Disabled, QIcon.State.On),
        ):
            result.addPixmap(_render(name, theme.color(wanted).name(), theme.px(size), ratio, gap), mode, state)
    return result


def paint(painter: QPainter, rect: QRectF, name: str, tint: str = "muted") -> None:
    """Draw an icon into a rectangle, sharp at the painter's own pixel ratio."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    side = round(rect.height())
    picture = _render(name, theme.color(tint).name(), side, ratio, 0)
    x = round(rect.left() * ratio) / ratio
    y = round(rect.top() * ratio) / ratio
    painter.drawPixmap(QRectF(x, y, side, side), picture, QRectF(picture.rect()))


def set_icon(
    target: QAbstractButton | QAction, name: str, tint: str = "text", on: str | None = None, size: int = 16
) -> None:
    """Give a button or action an icon that follows the theme."""
    target.setProperty(_SPEC, (name, tint, on or "", size))
    _draw(target)


def set_picture(label: QLabel, name: str, tint: str = "muted", size: int = 16) -> None:
    """Show an icon in a label; it follows the theme and is silent for screen readers (the text beside it says it)."""
    label.setProperty(_SPEC, (name, tint, "", size))
    _draw(label)


def _draw(target: QObject) -> None:
    name, tint, on, size = target.property(_SPEC)
    if isinstance(target, QLabel):
        target.setFixedSize(theme.px(size), theme.px(size))
        target.setPixmap(pixmap(name, tint, size, target.devicePixelRatioF()))
    elif isinstance(target, QAbstractButton):
        gap = _GAP if target.text() else 0
        target.setIcon(icon(name, tint, on or None, size, gap))
        target.setIconSize(QSize(theme.px(size) + gap, theme.px(size)))
    elif isinstance(target, QAction):
        target.setIcon(icon(name, tint, on or None, size))


class IconKeeper(QObject):
    """Draws every icon that was set with ``set_icon`` or ``set_picture`` anew when the theme or a screen changes."""

    def __init__(self, app: QApplication, owner: theme.Theme) -> None:
        super().__init__(owner)
        self._app = app
        owner.changed.connect(self.refresh)
        app.screenAdded.connect(self.refresh)

    def refresh(self) -> None:
        """Draw all icons again."""
        for widget in self._app.allWidgets():
            refresh_icons(widget)


def refresh_icons(widget: QWidget) -> None:
    """Draw the icons of one widget and its actions again."""
    if widget.property(_SPEC):
        _draw(widget)
    for action in widget.actions():
        if action.property(_SPEC):
            _draw(action)


def is_restyle(event: QEvent) -> bool:
    """Say whether an event means that own drawings have to be measured again (new font, style or palette)."""
    return event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.PaletteChange}
