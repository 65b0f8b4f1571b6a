"""The look: fonts, semantic colours, palette, style sheet from theme.toml and style.qss; follows light and dark."""

import re
import sys
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from sspdesk.resource import resource

FAMILY = "IBM Plex Sans"
BASE_SIZES = (13, 14, 16)
_WEIGHTS = ("Regular", "Medium", "SemiBold")
_READING_WEIGHTS = ("Italic", "Bold")


class Scheme(StrEnum):
    """What the user chose; SYSTEM follows the operating system."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(slots=True)
class _Look:
    """What the desk looks like now; read by ``color``, ``font`` and ``px`` at paint time."""

    tokens: dict[str, str] = field(default_factory=dict)
    base: int = 13
    dark: bool = False
    high_contrast: bool = False


_look = _Look()

_ROLES: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "alt",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "sel",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "head",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "input",
    QPalette.ColorRole.Shadow: "input",
}

# In high contrast the system palette rules: text is text, backgrounds are backgrounds, "on" things the highlight.
_SYSTEM: dict[str, QPalette.ColorRole] = {
    "bg": QPalette.ColorRole.Window,
    "side": QPalette.ColorRole.Window,
    "surface": QPalette.ColorRole.Base,
    "alt": QPalette.ColorRole.Base,
    "head": QPalette.ColorRole.Window,
    "sel": QPalette.ColorRole.Base,
    "soft": QPalette.ColorRole.Base,
    "neutral": QPalette.ColorRole.Window,
    "track": QPalette.ColorRole.Window,
    "toast": QPalette.ColorRole.Base,
    "accent": QPalette.ColorRole.Highlight,
    "accent_hover": QPalette.ColorRole.Highlight,
    "focus": QPalette.ColorRole.Highlight,
    "bar": QPalette.ColorRole.Highlight,
    "onaccent": QPalette.ColorRole.HighlightedText,
}


@cache
def tokens(scheme: str) -> dict[str, str]:
    """Return every colour token of ``light`` or ``dark`` as "#RRGGBB"."""
    with resource("theme.toml").open("rb") as file:
        both: dict[str, dict[str, str]] = tomllib.load(file)
    return both[scheme]


def color(token: str) -> QColor:
    """Return the present colour of a semantic token, e.g. ``color("muted")``."""
    if _look.high_contrast:
        role = _SYSTEM.get(token)
        if role is None:
            role = QPalette.ColorRole.Base if token.endswith("_soft") else QPalette.ColorRole.WindowText
        return QApplication.palette().color(role)
    return QColor((_look.tokens or tokens("light"))[token])


def px(value: int) -> int:
    """Return a length given for the 13 px text, grown with the text size the user chose."""
    return round(value * _look.base / 13)


def font(size: int = 13, weight: int = 400) -> QFont:
    """Return the desk's font; ``size`` in px as for the 13 px text, ``weight`` 400, 500 or 600."""
    chosen = QFont(FAMILY)
    chosen.setPixelSize(px(size))
    chosen.setWeight(QFont.Weight(weight))
    chosen.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return chosen


@cache
def load_reading_fonts() -> None:
    """Load bold and italic for running text; the desk itself does without, which saves time at start."""
    _load_fonts(_READING_WEIGHTS)


def _load_fonts(weights: tuple[str, ...]) -> None:
    for weight in weights:
        QFontDatabase.addApplicationFont(str(resource(f"fonts/{FAMILY.replace(' ', '')}-{weight}.ttf")))


def is_high_contrast() -> bool:
    """Say whether the operating system asks for its own high-contrast colours."""
    return _look.high_contrast


def style_sheet(palette: dict[str, str]) -> str:
    """Return style.qss with ``@token`` and ``@px(n)`` filled in from a token dict."""
    text = resource("style.qss").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"@px\((\d+)\)", lambda found: f"{px(int(found[1]))}px", text)
    return re.sub(r"@(\w+)", lambda found: palette[found[1]], text)


def system_high_contrast(app: QApplication) -> bool:
    """Ask the operating system whether high contrast is on (Windows' contrast themes; Qt's hint from 6.10)."""
    accessibility = getattr(app.styleHints(), "accessibility", None)
    if accessibility is not None:
        preference = accessibility().contrastPreference()
        if preference == Qt.ContrastPreference.HighContrast:
            return True
    if sys.platform != "win32":
        return False
    import winreg  # noqa: PLC0415 - exists on Windows only

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Control Panel\Accessibility\HighContrast") as key:
            flags, _kind = winreg.QueryValueEx(key, "Flags")
    except OSError:
        return False
    return bool(int(flags) & 1)


class Theme(QObject):
    """Puts the look on the application and keeps it in step with the operating system.

    ``changed`` is emitted after palette, style sheet and icons are new; own drawing reads ``color`` when it paints.
    """

    changed = Signal()

    def __init__(self, app: QApplication, *, base: int = 13, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = Scheme.SYSTEM
        _load_fonts(_WEIGHTS)
        _look.base = base
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self.set_scheme(scheme)

    @property
    def scheme(self) -> Scheme:
        """What the user chose."""
        return self._scheme

    def set_scheme(self, scheme: Scheme) -> None:
        """Show light, dark, or what the operating system shows."""
        self._scheme = scheme
        wanted = {
            Scheme.SYSTEM: Qt.ColorScheme.Unknown,
            Scheme.LIGHT: Qt.ColorScheme.Light,
            Scheme.DARK: Qt.ColorScheme.Dark,
        }
        self._app.styleHints().setColorScheme(wanted[scheme])
        self.apply()

    def set_base(self, base: int) -> None:
        """Set the text size to 13, 14 or 16 px; everything grows with it."""
        if base not in BASE_SIZES:
            raise ValueError(base)
        _look.base = base
        self.apply()

    def apply(self) -> None:
        """Put fonts, palette, style sheet and icons of the present choice on the application."""
        system = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        _look.dark = self._scheme is Scheme.DARK or (self._scheme is Scheme.SYSTEM and system)
        _look.tokens = tokens("dark" if _look.dark else "light")
        _look.high_contrast = system_high_contrast(self._app)
        self._app.setFont(font())
        if _look.high_contrast:
            self._app.setPalette(self._app.style().standardPalette())
            self._app.setStyleSheet("")
        else:
            self._app.setPalette(_palette(_look.tokens))
            self._app.setStyleSheet(style_sheet(_look.tokens))
        self.changed.emit()

    def _on_system_scheme_changed(self) -> None:
        self.apply()


def _palette(palette_tokens: dict[str, str]) -> QPalette:
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, QColor(palette_tokens[token]))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette_tokens["muted"]))
    return palette
