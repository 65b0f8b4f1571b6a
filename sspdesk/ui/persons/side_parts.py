"""The single rows of a person's right column: a section with its link, a parent, a task, a disclosure."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from sspdesk.domain.persons import Guardian
from sspdesk.domain.timeline import Left
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import persons as labels
from sspdesk.services.tasks import TaskRow
from sspdesk.ui import icons, theme
from sspdesk.ui.persons import words
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.fields import CheckBox
from sspdesk.ui.shared.privacy import Privacy


class Section(QFrame):
    """A heading with a count and a link on the right, and rows under it."""

    link_pressed = Signal()

    def __init__(self, title: str, link: str = "") -> None:
        super().__init__()
        self.setObjectName("side_section")
        self.setAccessibleName(title)
        self.title_label = layouts.label(title, level="panel")
        self.count_label = layouts.label(tone="muted")
        self.link_button = Button(link, kind=Kind.LINK, name="section_link")
        self.link_button.setVisible(bool(link))
        self.link_button.clicked.connect(self.link_pressed)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(10)
        head = layouts.row(self.title_label, self.count_label, None, self.link_button)
        inner = layouts.column(head, self.rows, spacing=6, margins=(12, 8, 12, 12))
        self.setLayout(layouts.column(inner, layouts.rule(), spacing=0))

    def show_rows(self, rows: list[QWidget], *, count: int | None = None, empty: str = "") -> None:
        """Show rows, or a muted sentence when there are none."""
        layouts.clear(self.rows)
        self.count_label.setText("" if not count else dates.number(count))
        for row in rows:
            self.rows.addWidget(row)
            row.show()  # now, not with the next turn of the event loop, so that it can take the focus
        if not rows and empty:
            self.rows.addWidget(layouts.label(empty, level="small", tone="muted", wrap=True))


def _picture(name: str, tint: str = "muted") -> QLabel:
    picture = QLabel()
    icons.set_picture(picture, name, tint, 16)
    picture.setFixedWidth(theme.px(18))
    return picture


def _line(picture: QWidget, *parts: QWidget, button: QWidget | None = None) -> QWidget:
    """Return a row: picture, words under each other, and a button on the right."""
    box = QWidget()
    text = layouts.column(*parts, spacing=0)  # with a stretch below, the whole section would grow
    line = layouts.row(picture, text, spacing=6)
    line.setStretch(1, 1)
    line.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
    if button is not None:
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    box.setLayout(line)
    return box


def side_line(icon: str, tint: str, *parts: QWidget, button: QWidget | None = None) -> QWidget:
    """Return a row: picture, words under each other, and a button on the right."""
    return _line(_picture(icon, tint), *parts, button=button)


def guardian_row(guardian: Guardian, privacy: Privacy, edit_button: IconButton) -> QWidget:
    """Return a parent's row; discreet display leaves phone and mail out."""
    said, details = words.guardian_lines(guardian)
    name = layouts.label(f"{privacy.name(guardian.name)}, {said}", level="medium", wrap=True)
    parts: list[QWidget] = [name]
    shown = privacy.detail(details)
    if shown:
        parts.append(layouts.label(shown, level="small", tone="muted", wrap=True))
    if not guardian.may_know_address:
        warning = layouts.label(_("Must not be told the address"), level="small", tone="warn", wrap=True)
        shield = QLabel()
        icons.set_picture(shield, "shield-alert", "warn", 14)
        line = layouts.row(shield, warning, spacing=4)
        line.setStretch(1, 1)
        box = QWidget()
        box.setLayout(line)
        parts.append(box)
    return _line(_picture("user-round"), *parts, button=edit_button)


def disclosure_row(left: Left, privacy: Privacy, school: str) -> QWidget:
    """Return a disclosure's row: to whom, when and on which basis; discreet display shortens the school's name."""
    disclosure = left.disclosure
    recipient = privacy.text(disclosure.recipient, school)
    to = layouts.label(_("To {recipient}").format(recipient=recipient), wrap=True)
    under = f"{dates.day(disclosure.at.date())} · {labels.basis_words(left.basis)}"
    return _line(_picture("share-2"), to, layouts.label(under, level="small", tone="muted", wrap=True))


class TaskBox(QWidget):
    """An open task; Space or a press on its square says that it is done."""

    done = Signal(object)

    def __init__(self, row: TaskRow, title: str, under: str, tone: str) -> None:
        super().__init__()
        self._row = row
        self.box = _EnterBox("")
        self.box.setObjectName("task_box")
        self.box.setAccessibleName(_("Done: {task}").format(task=title))
        self.box.setFixedWidth(theme.px(28))
        name = layouts.label(title, wrap=True)
        line = layouts.label(under, level="small", tone=tone, wrap=True)
        line.setVisible(bool(under))
        text = layouts.column(name, line, spacing=0, margins=(0, 4, 0, 0))
        inner = layouts.row(self.box, text, spacing=0)
        inner.setStretch(1, 1)
        inner.setAlignment(self.box, Qt.AlignmentFlag.AlignTop)
        self.setLayout(inner)
        self.box.clicked.connect(self._on_box_clicked)

    @property
    def row(self) -> TaskRow:
        """The task."""
        return self._row

    def _on_box_clicked(self) -> None:
        if self.box.isChecked():
            self.done.emit(self._row)

    def take_back(self) -> None:
        """Show the task as open again, where it could not be completed here."""
        self.box.setChecked(False)


class _EnterBox(CheckBox):
    """A check box that Enter presses too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        QCheckBox.keyPressEvent(self, event)
