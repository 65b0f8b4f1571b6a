"""The about box: version, licence, and whose work the desk stands on."""

import importlib.metadata

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sspdesk import __version__
from sspdesk.i18n import _
from sspdesk.ui import theme
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.dialogs import Dialog

_SHIPPED = (("IBM Plex Sans", "OFL-1.1"), ("Lucide", "ISC"))
_PARTS = (
    "PySide6-Essentials",
    "pypdfium2",
    "SQLAlchemy",
    "sqlcipher3",
    "cryptography",
    "reportlab",
    "pikepdf",
    "python-calamine",
    "xlsxwriter",
    "msoffcrypto-tool",
    "python-docx",
    "charset-normalizer",
    "rapidfuzz",
    "python-stdnum",
    "python-dateutil",
    "holidays",
    "Babel",
    "platformdirs",
    "segno",
    "zxcvbn",
)


def licences() -> list[str]:
    """Return one line for each thing the desk is built on: name, version, licence as its makers state it."""
    lines = [f"{name} · {licence}" for name, licence in _SHIPPED]
    for part in _PARTS:
        try:
            about = importlib.metadata.metadata(part)
        except importlib.metadata.PackageNotFoundError:
            continue
        stated = _stated(about)
        lines.append(f"{part} {about['Version']}" + (f" · {stated}" if stated else ""))
    return lines


def _stated(about: importlib.metadata.PackageMetadata) -> str:
    """Return the licence as metadata states it: expression, else classifier, else the first line of the free text."""
    for field in ("License-Expression", "Classifier", "License"):
        for line in about.get_all(field) or ():
            if field != "Classifier" or line.startswith("License ::"):
                return str(line).splitlines()[0].rsplit("::", 1)[-1].strip()
    return ""


class AboutDialog(Dialog):
    """Freed on close."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("About SSP Desk"),
            f"SSP Desk {__version__}",
            _("Desktop program for the SSP consultant of a Danish municipality. Licence: MPL-2.0."),
            icon="brand",
            tint="accent",
            width=520,
            parent=parent,
        )
        parts = QPlainTextEdit("\n".join(licences()))
        parts.setObjectName("licences_edit")
        parts.setProperty("role", "field")
        parts.setReadOnly(True)
        parts.setTabChangesFocus(True)
        parts.setAccessibleName(_("Built on"))
        parts.setMinimumHeight(theme.px(220))
        self.body.addWidget(parts)
        close = self.add_button(_("Close"), kind=Kind.PRIMARY, default=True)
        close.clicked.connect(self.accept)
