"""Drawing that several parts share: badges, two-tone text, key hints, focus rings; sharp at every pixel ratio."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from sspdesk.ui import icons, theme
from sspdesk.ui.shared.cells import BadgeSpec

_GAP = 5


def badge_colours(tone: str) -> tuple[str, str]:
    """Return the tokens (background, text) of a badge's tone; "outline" has no background of its own."""
    if tone in {"danger", "warn", "ok", "info", "plum"}:
        return f"{tone}_soft", tone
    if tone == "accent":
        return "soft", "accent"
    return ("surface", "muted") if tone == "outline" else ("neutral", "text")


def badge_width(spec: BadgeSpec) -> int:
    """Return how wide a badge is drawn."""
    text = QFontMetrics(theme.font(12, 500)).horizontalAdvance(spec.text)
    return text + theme.px(14) + (theme.px(13) + _GAP if spec.icon else 0)


def badge_height() -> int:
    """Return how high a badge is drawn."""
    return theme.px(20)


def badge(painter: QPainter, left: int, centre: int, spec: BadgeSpec) -> int:
    """Draw a badge with its left edge and vertical centre given; return its width."""
    width, height = badge_width(spec), badge_height()
    top = centre - height // 2
    background, text = badge_colours(spec.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if spec.tone == "outline" or theme.is_high_contrast():
        painter.setPen(theme.color("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(left + 0.5, top + 0.5, width - 1, height - 1), 3, 3)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(background))
        painter.drawRoundedRect(QRectF(left, top, width, height), 3, 3)
    x = left + theme.px(7)
    if spec.icon:
        side = theme.px(13)
        icons.paint(painter, QRectF(x, centre - side / 2, side, side), spec.icon, text)
        x += side + _GAP
    painter.setFont(theme.font(12, 500))
    painter.setPen(theme.color(text))
    painter.drawText(QRect(x, top, width, height), Qt.AlignmentFlag.AlignVCenter, spec.text)
    painter.restore()
    return width


def text(
    painter: QPainter,
    rect: QRect,
    words: str,
    *,
    tint: str = "text",
    weight: int = 400,
    size: int = 13,
    right: bool = False,
) -> int:
    """Draw one line, shortened with … where it does not fit; return the width it took."""
    if rect.width() <= 0 or not words:
        return 0
    font = theme.font(size, weight)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(theme.color(tint))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)
    return min(metrics.horizontalAdvance(shown), rect.width())


def two_lines(painter: QPainter, rect: QRect, words: str, *, tint: str = "text", weight: int = 400) -> int:
    """Draw text in one line, or in two where it does not fit; the second is shortened. Return the width taken."""
    metrics = QFontMetrics(theme.font(13, weight))
    parts = words.split(" ")
    count = len(parts)
    while count > 1 and metrics.horizontalAdvance(" ".join(parts[:count])) > rect.width():
        count -= 1
    if count == len(parts):
        return text(painter, rect, words, tint=tint, weight=weight)
    height = metrics.lineSpacing()
    top = rect.top() + (rect.height() - 2 * height) // 2
    lines = (" ".join(parts[:count]), " ".join(parts[count:]))
    places = (QRect(rect.left(), top + height * number, rect.width(), height) for number in (0, 1))
    return max(text(painter, at, line, tint=tint, weight=weight) for at, line in zip(places, lines, strict=True))


def two_tone(painter: QPainter, rect: QRect, words: str, detail: str, *, tint: str = "text", weight: int = 400) -> int:
    """Draw text and, muted behind it, a detail; the detail is shortened first. Return the width taken."""
    used = text(painter, rect, words, tint=tint, weight=weight)
    if not detail:
        return used
    gap = _GAP if used else 0
    rest = QRect(rect.left() + used + gap, rect.top(), rect.width() - used - gap, rect.height())
    if rest.width() < theme.px(16):
        return used
    return used + gap + text(painter, rest, detail, tint="muted")


def key_hint(painter: QPainter, right: int, centre: int, words: str, *, on_accent: bool = False) -> int:
    """Draw a key ("Enter", "3") with its right edge given; return its width."""
    font = theme.font(12, 500)
    width = max(QFontMetrics(font).horizontalAdvance(words) + theme.px(12), theme.px(20))
    height = theme.px(18)
    box = QRectF(right - width + 0.5, centre - height / 2 + 0.5, width - 1, height - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.color("line"))
    painter.setBrush(theme.color("surface" if on_accent else "alt"))
    painter.drawRoundedRect(box, 3, 3)
    painter.setFont(font)
    painter.setPen(theme.color("text" if on_accent else "muted"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()
    return width


def focus_ring(painter: QPainter, rect: QRect, radius: float = 4, *, tint: str = "focus") -> None:
    """Draw the 2 px focus border just inside a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color(tint), 2))
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def rounded(painter: QPainter, rect: QRect, fill: QColor, border: QColor, radius: float = 4) -> None:
    """Draw a filled box with a sharp 1 px border."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(border)
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()


def hline(painter: QPainter, left: int, right: int, y: int, tint: str = "line") -> None:
    """Draw a sharp 1 px line (without antialiasing, else it blurs to 2 px)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRect(left, y, right - left, 1), theme.color(tint))
    painter.restore()


def share_bar(painter: QPainter, left: int, centre: int, share: float, width: int) -> None:
    """Draw a small bar that is filled to ``share`` (0-1)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    top = QPointF(left, centre - 2.5)
    painter.setBrush(theme.color("track"))
    painter.drawRoundedRect(QRectF(top.x(), top.y(), width, 5), 2.5, 2.5)
    if share > 0:
        painter.setBrush(theme.color("bar"))
        painter.drawRoundedRect(QRectF(top.x(), top.y(), width * min(share, 1), 5), 2.5, 2.5)
    painter.restore()
