"""The wording of one letter: the text, the fields it may use, and how it looks filled in for an invented family."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QScrollArea, QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.letters import BLOCKS, LetterField, LetterText, OwnText, fields_for, required_in
from sspdesk.i18n import _
from sspdesk.labels import letters as words
from sspdesk.reports import letter as report
from sspdesk.reports.letter import Letter
from sspdesk.services import letter_sample, letter_texts
from sspdesk.services.letter_texts import TextView
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind, MenuButton
from sspdesk.ui.shared.pdf_pages import POINTS_PER_INCH, PdfPages

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_REST_MS = 400


class TextDialog(FormDialog):
    """Unsaved wording is kept as a draft; what cannot be so is told beside the text while it is written."""

    def __init__(self, context: PageContext, view: TextView, parent: QWidget | None = None) -> None:
        which = view.which
        super().__init__(
            context,
            words.text(which),
            _("Save the text"),
            words=_(
                "A line that starts with # is the title, with ## a heading, with - an item. Words between ** stand "
                "out. A line with a field that has nothing to say is left out."
            ),
            width=1040,
            subject=list(LetterText).index(which) + 1,
            parent=parent,
        )
        self._which = which
        self._pdf = b""
        self.text_edit = self.form.text("text", _("Text"), view.text, lines=22)
        self.form.setMinimumWidth(theme.px(500))
        self._build_fields()
        self._build_preview()
        self.body.removeWidget(self.form)
        left = layouts.column(self.form, layouts.row(self.fields_button, None, self.state_label), spacing=8)
        both = layouts.row(left, self.preview_area, spacing=12)
        both.setStretch(0, 5)
        both.setStretch(1, 4)
        self.body.addLayout(both, 1)
        self.add_history("letter_text", view.row_id)
        self._add_reset(view)
        self.save_button.setDefault(False)  # Enter makes a new line
        self.save_button.setShortcut("Ctrl+Return")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self.show_preview)
        self.text_edit.edited.connect(self._timer.start)
        self.show_preview()

    @classmethod
    def ask(cls, context: PageContext, parent: QWidget, which: LetterText) -> None:
        """Read the text in use and open the dialog."""

        def opened(view: TextView) -> None:
            cls(context, view, parent).open()

        context.operations.query(parent, partial(letter_texts.view, which=which), opened)

    # building
    def _build_fields(self) -> None:
        menu = QMenu(self)
        needed = required_in(self._which)
        for field in fields_for(self._which):
            told = f"{{{field.value}}}   {words.field(field)}"
            action = QAction(_("{field}, needed").format(field=told) if field in needed else told, menu)
            action.triggered.connect(partial(self._on_field_chosen, field))
            menu.addAction(action)
        self.fields_button = MenuButton(_("Insert a field"), menu, shortcut="Alt+F")

    def _build_preview(self) -> None:
        self.preview_label = QLabel()
        self.preview_label.setObjectName("letter_preview")
        self.preview_label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.preview_label.setAccessibleName(_("How the letter looks, with an invented family"))
        self.state_label = layouts.label(level="small", tone="muted")
        self.preview_area = QScrollArea()
        self.preview_area.setFrameShape(QFrame.Shape.NoFrame)
        self.preview_area.setWidgetResizable(True)
        self.preview_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview_area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.preview_area.setWidget(self.preview_label)
        self.preview_area.setAccessibleName(self.preview_label.accessibleName())
        self.preview_area.setMinimumWidth(theme.px(420))
        self.preview_area.viewport().installEventFilter(self)

    def _add_reset(self, view: TextView) -> None:
        self.reset_button = Button(
            _("Reset to the standard text"), kind=Kind.FLAT, icon="refresh-cw", name="reset_button"
        )
        self.reset_button.setVisible(view.own)
        self.reset_button.clicked.connect(self._on_reset_clicked)
        self.buttons.insertWidget(1 if view.row_id else 0, self.reset_button)

    # writing
    def _on_field_chosen(self, field: LetterField, _checked: bool = False) -> None:
        cursor = self.text_edit.textCursor()
        mark = f"{{{field.value}}}"
        alone = field in BLOCKS and bool(cursor.block().text().strip())
        cursor.insertText(f"\n\n{mark}\n\n" if alone else mark)
        self.text_edit.setFocus()

    def show_preview(self) -> None:
        """Show the text as it is now, filled in; a text that cannot be so keeps the last picture and says why."""
        which, text = self._which, self.form.value("text")

        def gather(uow: "UnitOfWork") -> Letter:
            return letter_sample.sample(uow, which, text)

        self.context.operations.query(self, gather, self._on_sample, self._on_wrong)

    def _on_sample(self, letter: Letter) -> None:
        self.form.clear_problems()
        self.context.operations.background(self, partial(report.render, letter), self._on_rendered)

    def _on_rendered(self, pdf: bytes) -> None:
        self._pdf = pdf
        count = self._show_picture()
        self.state_label.setText(_("Fits on one page") if count == 1 else _("Takes {count} pages").format(count=count))
        layouts.set_tone(self.state_label, "muted" if count == 1 else "warn")

    def _show_picture(self) -> int:
        """Show the first page as wide as there is room for, and return how many pages there are."""
        with PdfPages(self._pdf) as pages:
            ratio = self.devicePixelRatioF()
            width = self.preview_area.viewport().width()
            picture = pages.picture(0, width / pages.size(0).width() * POINTS_PER_INCH * ratio)
            picture.setDevicePixelRatio(ratio)
            self.preview_label.setPixmap(QPixmap.fromImage(picture))
            return len(pages)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.preview_area.viewport() and event.type() is QEvent.Type.Resize and self._pdf:
            self._show_picture()
        return super().eventFilter(watched, event)

    def done(self, result: int) -> None:
        self.preview_area.viewport().removeEventFilter(self)
        super().done(result)

    def _on_wrong(self, error: DomainError | KnownError) -> None:
        if isinstance(error, DomainError):
            self.form.mark_only(error)

    def save(self) -> None:
        wanted = OwnText(which=self._which, text=self.form.value("text"))
        self._store(wanted, _("The text is saved"))

    def _on_reset_clicked(self) -> None:
        self._store(OwnText(which=self._which), _("The standard text is used again"))

    def _store(self, wanted: OwnText, message: str) -> None:
        self.context.operations.command(
            self, partial(letter_texts.save, own=wanted), self.on_saved, self.show_problem, message=message
        )
