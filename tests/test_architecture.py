"""The house holds: imports point down, files stay small, texts are translated, pages have no colours of their own."""

import ast
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sspdesk
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.labels import errors as error_words
from sspdesk.labels import police_list

ROOT = Path(sspdesk.__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "sspdesk").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 50


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_imports_point_down() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=_names(SOURCES))
def test_a_file_is_short_and_says_what_it_is_for(path: Path) -> None:
    tree = _tree(path)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    if tree.body:
        assert ast.get_docstring(tree), "no line saying what the module is responsible for"
    too_long = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not too_long


def test_the_map_names_every_package() -> None:
    found = {
        path.stem for path in (ROOT / "sspdesk").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    named = set(re.findall(r"^    (\w+)  ", sspdesk.__doc__ or "", re.MULTILINE))
    assert named == found - {"__init__"}


def test_every_text_has_its_danish_words() -> None:
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "packaging" / "catalogue.py")
    catalogue = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(catalogue)
    assert catalogue.problems() == []


def test_every_error_code_has_words() -> None:
    codes = set()
    for path in SOURCES:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.args else None
                if node.func.id in {DomainError.__name__, KnownError.__name__} and isinstance(first, ast.Constant):
                    codes.add(first.value)
    assert codes
    assert codes - set(error_words.templates()) - set(police_list.problem_codes()) == set()


def test_no_colour_and_no_style_sheet_outside_the_theme() -> None:
    colour = re.compile(r"setStyleSheet|#[0-9A-Fa-f]{6}\b|QColor\(\s*[\"'\d]|Qt\.GlobalColor\.(?!transparent)")
    pages = [path for path in SOURCES if "ui" in path.relative_to(ROOT).parts and path.name != "theme.py"]
    assert pages
    assert [name for path, name in zip(pages, _names(pages), strict=True) if colour.search(path.read_text())] == []


def test_the_copy_that_copies_damage_is_never_used() -> None:
    """SQLite's own backup() reports success on a damaged page (security.md D6); only storage could call it."""
    storage = [path for path in SOURCES if "storage" in path.relative_to(ROOT).parts]
    assert [path.name for path in storage if re.search(r"(driver|connection|raw)\w*\.backup\(", path.read_text())] == []


def test_nothing_of_one_machine_or_registry_is_committed() -> None:
    hosts = "files[.]pythonhosted|py" + "pi[.]org|registry[.]npm" + "js|deb[.]deb" + "ian[.]org"
    done = subprocess.run(["git", "grep", "-nIE", hosts], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == ""


NOTHING_TO_LOSE = {
    "calendar/deeds.py": "one new date",
    "calendar/export_dialog.py": "one choice of what a file holds",
    "calendar/import_dialog.py": "what to import is chosen afresh from the file",
    "calendar/school_dialog.py": "a name and two dates that stand on the school's own list",
    "first_run/people_steps.py": "there is no vault yet",
    "first_run/vault_steps.py": "there is no vault yet",
    "letters/dialog.py": "who gets what is chosen afresh; an address must never wait for another receiver",
    "meeting/item_pane.py": "saved by itself when typing rests, and when the item or the page is left",
    "papers/handout_dialog.py": "what leaves is chosen afresh each time; neutral lines are kept",
    "settings/keys_dialogs.py": "a passphrase and a new key are never kept anywhere",
    "releases/figures_dialog.py": "the two days of a period",
    "retention/lists.py": "a term is saved when its field is left",
    "review/dialogs.py": "one line to whom the figures go",
    "street_team/mend_dialog.py": "a row of the same import",
    "street_team/import_rows.py": "an import on its way is dropped at lock, like the police list's",
    "wednesday/typed_line.py": "kept where it is opened, like every dialog of a meeting",
}
"""Modules with a form that keep no drafts themselves, and why."""


def test_every_form_keeps_its_drafts_or_says_why_not() -> None:
    folder = ROOT / "sspdesk" / "ui"
    without = set()
    for path in folder.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        has_form = re.search(r"\bForm\(|\w*FormDialog\):|TextDialog\(", text)
        if has_form and not re.search(r"keep_drafts\(|subject=", text):
            without.add(path.relative_to(folder).as_posix())
    told = "a form keeps its drafts with keep_drafts(subject, person_id=...), a FormDialog with subject= and person_id="
    assert without == NOTHING_TO_LOSE.keys(), told
