"""The crash dialog: says what is safe, and gives a report of versions and places in the code, never values."""

import importlib.metadata
import platform
import sys
import traceback
from collections.abc import Iterator
from pathlib import PurePath

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sspdesk.i18n import _
from sspdesk.ui import theme
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.clipboard import copy_lasting
from sspdesk.ui.shared.dialogs import Dialog

_PARTS = ("sspdesk", "PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "reportlab", "pikepdf")


def crash_report(error: BaseException) -> str:
    """Return versions and the places the error came through. Neither its message nor any value: they may hold names."""
    return "\n".join([*_versions(), "", *_places(error)])


def _versions() -> Iterator[str]:
    yield f"Python {platform.python_version()} · {platform.system()} {platform.release()} · {platform.machine()}"
    for part in _PARTS:
        try:
            yield f"{part} {importlib.metadata.version(part)}"
        except importlib.metadata.PackageNotFoundError:
            continue


def _places(error: BaseException) -> Iterator[str]:
    chain: BaseException | None = error
    while chain is not None:
        for frame in traceback.extract_tb(chain.__traceback__):
            yield f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        kind = type(chain)
        yield f"{kind.__module__}.{kind.__qualname__}"
        chain = chain.__cause__ or (None if chain.__suppress_context__ else chain.__context__)


def _short(path: str) -> str:
    """Return the path from the package on: a home folder may carry a name."""
    parts = PurePath(path).parts
    for start in ("sspdesk", "site-packages", "tests", f"python{sys.version_info.major}.{sys.version_info.minor}"):
        if start in parts:
            return "/".join(parts[parts.index(start) :])
    return parts[-1] if parts else ""


class CrashDialog(Dialog):
    """Shown for a bug. Everything saved is safe; the report can be copied and sent without a person's data in it."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Something went wrong in the program"),
            _("The program made a mistake"),
            _(
                "What you did last was not carried out. Everything that was saved is safe. "
                "Try again, and send the report below to the people behind the program if it happens twice."
            ),
            icon="circle-alert",
            tint="danger",
            width=560,
            parent=parent,
        )
        self.report_edit = QPlainTextEdit(crash_report(error))
        self.report_edit.setObjectName("report_edit")
        self.report_edit.setProperty("role", "field")
        self.report_edit.setReadOnly(True)
        self.report_edit.setTabChangesFocus(True)
        self.report_edit.setAccessibleName(_("Report"))
        self.report_edit.setMinimumHeight(theme.px(180))
        self.body.addWidget(self.report_edit)
        self.copy_button = self.add_button(_("Copy the report"), icon="copy")
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.close_button = self.add_button(_("Go on"), kind=Kind.PRIMARY, default=True)
        self.close_button.clicked.connect(self.accept)

    def _on_copy_clicked(self) -> None:
        copy_lasting(self.report_edit.toPlainText())
        self.copy_button.set_words(_("Copied"), "check")
