"""Lets a long form scroll inside its dialog where the screen is too low for it; the buttons stay in sight."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from sspdesk.ui import theme
from sspdesk.ui.shared.form import Form

_LEAST = 160


class FormArea(QScrollArea):
    """Asks for the form's whole height, and is content with less."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.setObjectName("form_area")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self._form = form
        self.setWidget(form)
        for ground in (self.viewport(), form):
            ground.setAutoFillBackground(False)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def sizeHint(self) -> QSize:
        form = self._form
        layout = form.layout()
        width = max(form.sizeHint().width(), self.width())
        high = layout is not None and layout.hasHeightForWidth()
        height = layout.totalHeightForWidth(width) if layout is not None and high else form.sizeHint().height()
        return QSize(form.sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._form.minimumSizeHint().width(), theme.px(_LEAST))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handled = super().eventFilter(watched, event)
        if watched is self._form and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return handled

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Bring the field that is written in into sight, also where a problem led there."""
        if new is not None and self._form.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, theme.px(24))
