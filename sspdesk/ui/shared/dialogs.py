"""Dialogs: freed when closed, buttons with named verbs, no nested event loop; confirming, also by typing a number."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from sspdesk.i18n import _
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.drafts import keeper_of


class Dialog(QDialog):
    """Base of every dialog: heading, text, ``body`` for content, ``buttons`` at the lower right.

    Show it with ``open()``. It is freed on close and keeps no data. ``window_title`` holds no names. Unsaved text in a
    form with drafts (``ui.shared.drafts``) goes with the close button and stays as a draft with Esc.
    """

    def __init__(
        self,
        window_title: str,
        heading: str = "",
        words: str = "",
        *,
        icon: str = "",
        tint: str = "muted",
        width: int = 440,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._dropped = False
        self.setObjectName(type(self).__name__)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(window_title)
        self.setAccessibleName(heading or window_title)
        self.setAccessibleDescription(words)
        self.setMinimumWidth(theme.px(width))
        self.heading_label = layouts.label(heading, level="panel", wrap=True)
        if not heading:  # never setVisible(True) without a parent: it opens a window
            self.heading_label.hide()
        self.words_label = layouts.label(words, wrap=True)
        if not words:
            self.words_label.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch()
        content = layouts.column(self.heading_label, self.words_label, self.body, spacing=6)
        top = layouts.row(spacing=12)
        if icon:
            picture = QLabel()
            icons.set_picture(picture, icon, tint, 20)
            top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(content, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(16)
        outer.addLayout(top, 1)
        outer.addLayout(self.buttons)

    def add_button(self, text: str, *, kind: Kind = Kind.NORMAL, icon: str = "", default: bool = False) -> Button:
        """Add a button at the right end; ``default`` answers Enter."""
        button = Button(text, kind=kind, icon=icon)
        button.setAutoDefault(default)
        button.setDefault(default)
        self.buttons.addWidget(button)
        return button

    def add_close_button(self, text: str, *, default: bool = False) -> Button:
        """Add a button that closes the dialog without doing anything."""
        button = self.add_button(text, default=default)
        button.clicked.connect(self.discard)
        return button

    def discard(self) -> None:
        """Close without doing anything and without keeping what was typed as a draft."""
        self._dropped = True
        self.reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Give wrapped words exactly their height: Qt guesses it for another width, or forgets it on a low screen."""
        super().showEvent(event)
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None and layout.hasHeightForWidth() else 0
        guessed = self.height() == self.sizeHint().height()
        if needed > self.height() or (needed and guessed):
            self.resize(self.width(), needed)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._grow()
        return handled

    def _grow(self) -> None:
        """Become as high as the content asks for, e.g. when a problem is told beside a field; never smaller."""
        layout = self.layout()
        if layout is not None:
            room = self.screen().availableGeometry().height() - theme.px(40)
            wanted = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
            if self.height() < min(wanted, room):
                self.resize(self.width(), min(wanted, room))

    def done(self, result: int) -> None:
        keeper = keeper_of(self)
        if keeper is not None:
            keeper.leave(self, keep=result == QDialog.DialogCode.Rejected and not self._dropped)
        super().done(result)
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if event.isAccepted():
            self.deleteLater()


class ConfirmDialog(Dialog):
    """Asks before something that cannot be taken back. ``confirmed`` is emitted for the verb; the default is "Behold".

    With ``number`` the user must type it first (how many are deleted).
    """

    confirmed = Signal()

    def __init__(
        self,
        window_title: str,
        heading: str,
        words: str,
        *,
        verb: str,
        verb_icon: str = "",
        keep: str = "",
        danger: bool = True,
        number: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(window_title, heading, words, width=420, parent=parent)
        self._number = number
        self.number_edit = QLineEdit()
        self.number_edit.setObjectName("number_edit")
        self.number_edit.setMaximumWidth(theme.px(96))
        if number is not None:
            label = layouts.label(_("Type {number} to confirm").format(number=number), level="label")
            label.setBuddy(self.number_edit)
            self.number_edit.setAccessibleName(label.text())
            edit = layouts.row(self.number_edit, None)
            self.body.addLayout(layouts.column(label, edit, spacing=4, margins=(0, 6, 0, 0)))
        self.keep_button = self.add_close_button(keep or _("Keep"), default=True)
        self.verb_button = self.add_button(verb, kind=Kind.DANGER if danger else Kind.PRIMARY, icon=verb_icon)
        self.verb_button.clicked.connect(self._on_verb_clicked)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.number_edit if self._number is not None else self.keep_button).setFocus()

    def _on_verb_clicked(self) -> None:
        if self._number is not None and self.number_edit.text().strip() != str(self._number):
            self.number_edit.setProperty("invalid", True)
            self.number_edit.style().polish(self.number_edit)
            self.number_edit.setFocus()
            return
        self.confirmed.emit()
        self.accept()
