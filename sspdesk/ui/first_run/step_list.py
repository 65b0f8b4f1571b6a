"""Where one is in the first run: the steps under each other, done with a check, the current one bold."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sspdesk.i18n import _
from sspdesk.ui import icons
from sspdesk.ui.shared.buttons import repolish
from sspdesk.ui.shared.layouts import label, row


class StepList(QWidget):
    """Shows, and cannot be pressed: the buttons below the page go back and on."""

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step_list")
        self._titles = titles
        self._lines: list[tuple[QLabel, QLabel]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for title in titles:
            mark, words = QLabel(), label(title)
            self._lines.append((mark, words))
            layout.addLayout(row(mark, words, None, spacing=12))
        self.set_current(0)

    def set_current(self, current: int) -> None:
        """Show which step (from 0) is being done."""
        for at, (mark, words) in enumerate(self._lines):
            done, now = at < current, at == current
            name = "circle-check" if done else "circle-dot" if now else "circle"
            icons.set_picture(mark, name, "ok" if done else "accent" if now else "input", 18)
            words.setProperty("level", "strong" if now else "")
            words.setProperty("tone", "" if done or now else "muted")
            repolish(words)
        words_now = _("Step {number} of {total}: {title}")
        self.setAccessibleName(
            words_now.format(number=current + 1, total=len(self._titles), title=self._titles[current])
        )
