"""The line under an import: what is stored (nothing yet), how many rows wait, back, and the button that goes on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel

from sspdesk.i18n import _
from sspdesk.ui import icons
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind


class Footer(QFrame):
    """``primary_pressed``, ``back_pressed`` and ``problem_pressed`` are its buttons."""

    primary_pressed = Signal()
    back_pressed = Signal()
    problem_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_footer")
        self.setProperty("role", "page-footer")
        picture = QLabel()
        icons.set_picture(picture, "info", "muted")
        self.fact_label = layouts.label(_("Nothing is stored yet."), level="medium")
        self.note_label = layouts.label(tone="muted", wrap=True)
        self.problem_button = Button("", kind=Kind.LINK, icon="triangle-alert", name="next_problem_button")
        self.back_button = Button(_("Back"), name="back_button")
        self.primary_button = Button("", kind=Kind.PRIMARY, shortcut="Ctrl+Return", name="primary_button")
        buttons = (self.problem_button, self.back_button, self.primary_button)
        line = layouts.row(picture, self.fact_label, self.note_label, *buttons, margins=(16, 9, 16, 9))
        line.setStretch(2, 1)
        self.setLayout(line)
        self.primary_button.clicked.connect(self.primary_pressed)
        self.back_button.clicked.connect(self.back_pressed)
        self.problem_button.clicked.connect(self.problem_pressed)

    def show_file(self, name: str) -> None:
        """Offer to go on with the file that was chosen before."""
        self.note_label.setText(_("The file itself is not changed."))
        self.problem_button.hide()
        self.back_button.hide()
        self.primary_button.set_words(_("Go on with {file}").format(file=name), "arrow-right")

    def show_step(self, words: str, note: str = "", *, icon: str = "arrow-right") -> None:
        """Offer to go on (or to store), with what is worth knowing before."""
        self.back_button.show()
        self.problem_button.hide()
        self.note_label.setText(" ".join(part for part in (note, _("The file itself is not changed.")) if part))
        self.primary_button.set_words(words, icon)
