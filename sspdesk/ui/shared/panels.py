"""Quiet containers: panel with header, empty state, message in the page, badge, key hint."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts, paint
from sspdesk.ui.shared.buttons import Button, Kind, repolish
from sspdesk.ui.shared.cells import BadgeSpec


class Panel(QFrame):
    """A white box with an optional header; add content to ``body``, and ``tools`` at the right of the header."""

    def __init__(
        self, title: str = "", *, detail: str = "", padded: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setProperty("role", "panel")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.title_label = layouts.label(title, level="panel")
        self.detail_label = layouts.label(detail, tone="muted")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        if title:
            self.setAccessibleName(title)
            line = layouts.row(self.title_label, self.detail_label, None, self.tools, margins=(11, 0, 11, 0))
            self.header = layouts.box(line, role="panel-header")
            self.header.setMinimumHeight(theme.px(40))
            outer.addWidget(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        if padded:
            self.body.setContentsMargins(12, 12, 12, 12)
        else:
            self.body.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self.body, 1)

    def set_detail(self, detail: str) -> None:
        """Change the muted words behind the title."""
        self.detail_label.setText(detail)


class EmptyState(QWidget):
    """What is missing, where it comes from, and one button; stands where a list would be."""

    pressed = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        words: str = "",
        *,
        action: str = "",
        action_icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("empty_state")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.picture = QLabel()
        icons.set_picture(self.picture, icon, "muted", 20)
        self.title_label = layouts.label(title, level="strong", wrap=True)
        self.words_label = layouts.label(words, tone="muted", wrap=True)
        self.button = Button(action, icon=action_icon, name="empty_state_button")
        if not action:  # never setVisible(True) without a parent: it opens a window
            self.button.hide()
        if not words:
            self.words_label.hide()
        for words_label in (self.title_label, self.words_label):
            words_label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = layouts.column(None, spacing=8, margins=(24, 24, 24, 24))
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.title_label)
        layout.addWidget(self.words_label)
        layout.addSpacing(4)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.setLayout(layout)
        self.button.clicked.connect(self.pressed)
        if action:
            self.setFocusProxy(self.button)

    def set_words(self, title: str, words: str = "") -> None:
        """Say something else."""
        self.title_label.setText(title)
        self.words_label.setText(words)
        self.words_label.setVisible(bool(words))
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)


_MESSAGE_ICONS = {"danger": "circle-alert", "warn": "triangle-alert", "ok": "circle-check", "info": "info"}


class InlineMessage(QFrame):
    """One line over the page: tone, bold fact, explanation and one action; at most one a page."""

    pressed = Signal()

    def __init__(
        self, fact: str = "", words: str = "", *, tone: str = "info", action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inline_message")
        self.setProperty("role", "message")
        self.picture = QLabel()
        self.fact_label = layouts.label(level="strong")
        self.words_label = layouts.label(wrap=True)
        self.action_button = Button(action, kind=Kind.LINK, name="inline_message_button")
        self.fact_label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setLayout(
            layouts.row(self.picture, self.fact_label, margins=(12, 7, 8, 7), spacing=8),
        )
        line = self.layout()
        assert isinstance(line, QHBoxLayout)  # noqa: S101 - just built above
        line.addWidget(self.words_label, 1)
        line.addWidget(self.action_button)
        self.action_button.clicked.connect(self.pressed)
        self._put(fact, words, tone=tone, action=action)

    def say(self, fact: str, words: str = "", *, tone: str = "info", action: str = "") -> None:
        """Say something else; shows itself."""
        self._put(fact, words, tone=tone, action=action)
        self.show()

    def _put(self, fact: str, words: str, *, tone: str, action: str) -> None:
        self.setProperty("tone", tone)
        repolish(self)
        icons.set_picture(self.picture, _MESSAGE_ICONS[tone], tone)
        self.fact_label.setText(fact)
        self.fact_label.setVisible(bool(fact))
        self.words_label.setText(words)
        self.action_button.set_words(action)
        self.action_button.setVisible(bool(action))
        self.setAccessibleName(f"{fact} {words}".strip())


class Badge(QWidget):
    """A word with an icon on a soft ground."""

    def __init__(self, text: str = "", icon: str = "", tone: str = "neutral", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("badge")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._spec = BadgeSpec(text, icon, tone)
        self.setAccessibleName(text)

    def set_badge(self, spec: BadgeSpec) -> None:
        """Show another badge."""
        self._spec = spec
        self.setAccessibleName(spec.text)
        self.updateGeometry()
        self.update()

    @property
    def spec(self) -> BadgeSpec:
        """What is shown."""
        return self._spec

    def sizeHint(self) -> QSize:
        return QSize(paint.badge_width(self._spec), paint.badge_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if icons.is_restyle(event):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.badge(painter, 0, self.height() // 2, self._spec)
        painter.end()


class KeyHint(QLabel):
    """A key drawn as on a keyboard, e.g. "Ctrl+Enter"."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self.setObjectName("key_hint")
        self.setProperty("role", "keyhint")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(keys)
