"""After the import: what was stored, with undo; the source file lies unencrypted and can be deleted from here."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from sspdesk.domain.errors import KnownError
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.services.police_import import Imported
from sspdesk.ui import icons, theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.panels import Panel


class DoneStep(QWidget):
    """``another_asked``: the user wants to import another list."""

    another_asked = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("done_step")
        self._context = context
        self._file: Path | None = None
        self._done: Imported | None = None
        self._undone = False
        self.picture = QLabel()
        self.title_label = layouts.label(level="panel")
        self.words_label = layouts.label(wrap=True)
        self.meeting_button = Button(
            _("Go to the meeting"), kind=Kind.PRIMARY, icon="arrow-right", name="go_to_meeting_button"
        )
        self.another_button = Button(_("Import another list"), icon="file-down", name="another_list_button")
        self.undo_button = Button(_("Undo the import"), icon="undo-2", name="undo_import_button")
        result = Panel()
        result.body.addLayout(layouts.row(self.picture, self.title_label, None))
        result.body.addWidget(self.words_label)
        result.body.addLayout(layouts.row(self.meeting_button, self.another_button, self.undo_button, None))
        self.source_panel = Panel(_("The source still lies on the computer"))
        self.source_label = layouts.label(wrap=True)
        self.delete_button = Button(
            _("Delete the file …"), kind=Kind.DANGER, icon="trash-2", name="delete_source_button"
        )
        self.source_panel.body.addWidget(self.source_label)
        self.source_panel.body.addLayout(layouts.row(self.delete_button, None))
        column = layouts.column(result, self.source_panel, None, spacing=12, margins=(16, 16, 16, 16))
        for panel in (result, self.source_panel):
            panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            panel.setMaximumWidth(theme.px(760))
        self.setLayout(column)
        self.another_button.clicked.connect(self.another_asked)
        self.meeting_button.clicked.connect(self._on_meeting_clicked)
        self.undo_button.clicked.connect(context.operations.undo)
        self.delete_button.clicked.connect(self._on_delete_clicked)

    def show_result(self, done: Imported, *, file: Path | None, clipboard_emptied: bool) -> None:
        """Show what was stored, and what became of the source."""
        self._done, self._file, self._undone = done, file, False
        self._show_stored(done)
        self._show_source(file, clipboard_emptied=clipboard_emptied)

    def _show_stored(self, done: Imported) -> None:
        icons.set_picture(self.picture, "circle-check", "ok", 20)
        stored = done.contacts + done.updated
        title = ngettext("{count} contact is stored", "{count} contacts are stored", stored)
        self.title_label.setText(title.format(count=dates.number(stored)))
        self.words_label.setText(" ".join(_sentences(done)))
        self.meeting_button.setVisible(done.batch.meeting_id is not None)
        self.undo_button.setVisible(True)

    def _show_source(self, file: Path | None, *, clipboard_emptied: bool) -> None:
        self.source_panel.setVisible(file is not None or clipboard_emptied)
        self.delete_button.setVisible(file is not None)
        if file is not None:
            words = _(
                "{name} is not encrypted. Anyone who gets hold of the computer can read it. "
                "Delete it here when you do not need it any more; a copy may still lie in your mail or in the bin."
            )
            self.source_panel.title_label.setText(_("The source still lies on the computer"))
            self.source_label.setText(words.format(name=file.name))
        elif clipboard_emptied:
            self.source_panel.title_label.setText(_("The clipboard is empty"))
            self.source_label.setText(
                _("What you pasted was taken off the clipboard. The mail it came from is untouched.")
            )

    def turn_back(self) -> None:
        """Say that the import was taken back, or done again."""
        self._undone = not self._undone
        if not self._undone and self._done is not None:
            self._show_stored(self._done)
            return
        icons.set_picture(self.picture, "undo-2", "muted", 20)
        self.title_label.setText(_("The import is undone"))
        self.words_label.setText(_("Nothing of the list is stored. The file was not changed."))
        self.meeting_button.hide()
        self.undo_button.hide()
        self.another_button.setFocus()

    def _on_meeting_clicked(self) -> None:
        if self._done is not None:
            self._context.open_page("wednesday", self._done.batch.meeting_id)

    def _on_delete_clicked(self) -> None:
        path = self._file
        if path is None:
            return
        words = _("The contacts stay in SSP Desk. The file {name} is deleted and cannot be fetched back here.")
        dialog = ConfirmDialog(
            _("Delete the file"),
            _("Delete the police's file?"),
            words.format(name=path.name),
            verb=_("Delete the file"),
            verb_icon="trash-2",
            parent=self,
        )
        dialog.confirmed.connect(partial(self._delete, path))
        dialog.open()

    def _delete(self, path: Path) -> None:
        self._context.operations.background(self, partial(delete_file, path), partial(self._on_deleted, path.name))

    def _on_deleted(self, name: str, _done: None) -> None:
        self.show_deleted(name)

    def show_deleted(self, name: str) -> None:
        """Say that the source file is deleted."""
        self.source_panel.title_label.setText(_("The file is deleted"))
        self.source_label.setText(_("{name} is deleted from its folder.").format(name=name))
        self.delete_button.hide()
        self.focus_next()

    def focus_next(self) -> None:
        """Go to what comes next."""
        button = self.meeting_button if not self.meeting_button.isHidden() else self.another_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)


def _sentences(done: Imported) -> list[str]:
    found = []
    if done.persons:
        words = ngettext("{count} new person was created.", "{count} new persons were created.", done.persons)
        found.append(words.format(count=dates.number(done.persons)))
    if done.updated:
        words = ngettext(
            "{count} contact was brought up to date.", "{count} contacts were brought up to date.", done.updated
        )
        found.append(words.format(count=dates.number(done.updated)))
    if done.completed:
        words = ngettext(
            "{count} known person got what was missing.", "{count} known persons got what was missing.", done.completed
        )
        found.append(words.format(count=dates.number(done.completed)))
    if done.cpr_left_out:
        words = ngettext(
            "{count} CPR number was left out, because it belongs to another person or does not fit. Look the person up "
            "and check it.",
            "{count} CPR numbers were left out, because they belong to other persons or do not fit. Look the persons "
            "up and check them.",
            done.cpr_left_out,
        )
        found.append(words.format(count=dates.number(done.cpr_left_out)))
    if done.batch.meeting_id is not None and done.contacts:
        found.append(_("The contacts stand on the list of the meeting."))
    return found


def delete_file(path: Path) -> None:
    """Delete the source file; raises KnownError("source_not_deleted")."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        raise KnownError("source_not_deleted", name=path.name) from None
