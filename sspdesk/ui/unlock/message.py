"""One soft line with an icon, as the start screens say things."""

from PySide6.QtWidgets import QFrame, QLabel

from sspdesk.ui import icons
from sspdesk.ui.shared.layouts import label, row


class Message(QFrame):
    """One soft line with an icon: Caps Lock, a wrong passphrase, a risky place. Hidden while it has nothing to say."""

    def __init__(self, tone: str, icon: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "message")
        self.setProperty("tone", tone)
        picture = QLabel()
        icons.set_picture(picture, icon, tone)
        self.words = label(tone=tone, level="medium", wrap=True)
        line = row(picture, self.words, spacing=8, margins=(10, 6, 10, 6))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def say(self, words: str) -> None:
        """Show a sentence; nothing hides the line."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
