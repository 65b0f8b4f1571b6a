"""The look: readable in light and dark, every token filled in, one place for colours, follows the choice live."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QPushButton

from sspdesk.resource import resource
from sspdesk.ui import icons, theme
from sspdesk.ui.theme import Scheme, Theme

UI = Path(theme.__file__).parent

TEXT_ON = [
    *[("text", ground) for ground in ("bg", "side", "surface", "alt", "head", "sel", "soft", "neutral")],
    *[("muted", ground) for ground in ("bg", "side", "surface", "alt", "head", "sel", "soft", "neutral")],
    *[("accent", ground) for ground in ("bg", "surface", "alt", "sel", "soft", "head")],
    *[(tone, ground) for tone in ("danger", "warn", "ok", "info", "plum") for ground in ("surface", "bg", "alt")],
    *[(tone, f"{tone}_soft") for tone in ("danger", "warn", "ok", "info", "plum")],
    *[("text", f"{tone}_soft") for tone in ("danger", "warn", "ok", "info", "plum")],
    *[("accent", f"{tone}_soft") for tone in ("danger", "warn", "ok", "info")],
    *[(f"heat{step}_text", f"heat{step}") for step in range(5)],
    ("onaccent", "accent"),
    ("onaccent", "accent_hover"),
    ("toast_text", "toast"),
    ("toast_link", "toast"),
    ("danger", "sel"),
    ("warn", "side"),
    ("ok", "side"),
]
_HEAVY = ["sqlalchemy", "sqlcipher3", "reportlab", "pypdfium2", "pikepdf", "sspdesk.storage", "sspdesk.exchange"]
EDGES = [("input", "surface"), ("input", "bg"), ("focus", "surface"), ("focus", "bg"), ("focus", "side")]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_on_its_ground(scheme: str) -> None:
    tokens = theme.tokens(scheme)
    weak = {pair: round(_contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in TEXT_ON}
    assert {pair: value for pair, value in weak.items() if value < 4.5} == {}
    edges = {pair: round(_contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in EDGES}
    assert {pair: value for pair, value in edges.items() if value < 3} == {}


def test_light_and_dark_know_the_same_tokens_and_only_them() -> None:
    light, dark = theme.tokens("light"), theme.tokens("dark")
    assert list(light) == list(dark)
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in [*light.values(), *dark.values()])


def test_the_style_sheet_is_filled_in_completely() -> None:
    sheet = theme.style_sheet(theme.tokens("dark"))
    assert "@" not in sheet
    assert theme.tokens("dark")["accent"] in sheet


def test_colours_and_style_sheets_stand_nowhere_else() -> None:
    found = [
        f"{path.relative_to(UI)}:{number}"
        for path in UI.rglob("*.py")
        if path.name != "theme.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"setStyleSheet|#[0-9A-Fa-f]{6}\b|QColor\(\s*[\"'0-9]|GlobalColor\.(?!transparent)", line)
    ]
    assert found == []


def test_tokens_used_in_code_exist() -> None:
    known = set(theme.tokens("light"))
    used = {
        token
        for path in UI.rglob("*.py")
        for token in re.findall(r"theme\.color\(\"(\w+)\"\)", path.read_text(encoding="utf-8"))
    }
    assert used <= known


def test_dark_is_shown_at_once_and_icons_follow(theme: Theme, qapp: QApplication) -> None:
    button = QPushButton("Gem")
    icons.set_icon(button, "save", "text")
    before = button.icon().pixmap(20, 16).toImage()
    theme.set_scheme(Scheme.DARK)
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == "#1C2425"
    assert button.icon().pixmap(20, 16).toImage() != before
    theme.set_scheme(Scheme.LIGHT)
    assert button.icon().pixmap(20, 16).toImage() == before


def test_the_text_size_grows_fonts_and_heights(theme: Theme, qapp: QApplication) -> None:
    from sspdesk.ui import theme as look

    assert (look.px(32), look.font(12).pixelSize()) == (32, 12)
    theme.set_base(16)
    assert (look.px(32), look.font(12).pixelSize(), qapp.font().pixelSize()) == (39, 15, 16)
    with pytest.raises(ValueError, match="15"):
        theme.set_base(15)


def test_plex_is_really_the_font(theme: Theme, qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == "IBM Plex Sans"


def test_every_icon_named_in_the_screens_is_shipped() -> None:
    names = {path.stem for path in resource("icons").glob("*.svg")}
    asked = {
        found
        for path in UI.rglob("*.py")
        for found in re.findall(
            r"(?:icon=|set_picture\([\w.]+, |set_icon\([\w.]+, )\"([a-z0-9-]+)\"", path.read_text(encoding="utf-8")
        )
    }
    assert asked
    assert asked <= names


def test_the_look_and_the_parts_load_without_database_or_paper() -> None:
    parts = [f"sspdesk.ui.shared.{path.stem}" for path in (UI / "shared").glob("*.py") if path.stem != "__init__"]
    code = (
        f"import sys, importlib\n"
        f"for name in {['sspdesk.ui.theme', 'sspdesk.ui.icons', *parts]!r}: importlib.import_module(name)\n"
        f"print([name for name in {_HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[]"
