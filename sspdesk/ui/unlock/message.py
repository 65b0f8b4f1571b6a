"""One soft line with an icon, as the start screens say things."""

from functools import cached_property

from PySide6.QtWidgets import QFrame, QLabel

from sspdesk.ui import icons
from sspdesk.ui.shared.layouts import label, row


class Message(QFrame):
    """One soft line with an icon: Caps Lock, a wrong passphrase, a risky place. Hidden while it has nothing to say.

    Its parts are made when it first speaks: most never do, and the lock screen is to be there at once.
    """

    def __init__(self, tone: str, icon: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "message")
        self.setProperty("tone", tone)
        self._tone, self._icon = tone, icon
        self.hide()

    @cached_property
    def words(self) -> QLabel:
        """The label with the sentence."""
        picture = QLabel()
        icons.set_picture(picture, self._icon, self._tone)
        words = label(tone=self._tone, level="medium", wrap=True)
        line = row(picture, words, spacing=8, margins=(10, 6, 10, 6))
        line.setStretch(1, 1)
        self.setLayout(line)
        return words

    def say(self, words: str) -> None:
        """Show a sentence; nothing hides the line."""
        if words:
            self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
