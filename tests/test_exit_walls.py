"""By construction: who may name Exit's tables, and who may go past its door; a new name here is a decision."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "sspdesk"
OWN = re.compile(r"(^|/)(exits?|exit_\w+)(/|\.py$|_)")
"""Exit's own modules carry its name in every layer."""
TABLES = re.compile(r"\bexit_(?:case|move|threat|side|party|focus|rating|funds|note|outcome|link)\b")
KNOW_THE_TABLES = {
    "storage/schema/__init__.py",  # lists every table
    "storage/search_index.py",  # keeps Exit's own index, which only storage.exits asks
    "storage/attachments.py",  # leaves Exit's scanned papers out of the person's documents
    "storage/record_search.py",  # leaves what is tied to Exit out of the search
    "storage/search.py",  # leaves them out of the search of documents
    "storage/meetings.py",  # lets a meeting of Exit carry on from the same case's only
    "storage/persons.py",  # moves a case with its person when two are merged
    "storage/erasing.py",  # erases a case with all that was made for it
    "storage/retention.py",  # never proposes a person who has a case, and proposes closed cases while Exit is open
    "services/retention_kinds.py",  # the same
    "domain/retention.py",  # the rule of each table
    "labels/log.py",  # the words of the log's lines, which are shown while Exit is open
    "ui/counts.py",  # the number in the sidebar, 0 while Exit is closed
}


def _naming(pattern: re.Pattern[str]) -> dict[str, str]:
    """Return the modules whose code holds a pattern; docstrings and comments do not count."""
    files = ((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py"))
    return {name: code for name, text in files if pattern.search(text) and pattern.search(code := _code(text))}


def _code(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            node.value = ast.Constant(value="")
    return ast.unparse(tree)


def test_nobody_else_names_the_tables_of_exit() -> None:
    assert {name for name in _naming(TABLES) if not OWN.search(name)} == KNOW_THE_TABLES


def test_only_a_talk_that_is_handed_over_passes_the_closed_door() -> None:
    past = _naming(re.compile(r"\buow\.exit_intake\b|\b_exits\b"))
    assert set(past) == {"services/exit_intake.py", "storage/unit_of_work.py"}
    used = {
        name: {
            one.strip() for part in re.findall(r"exit_intake(?:\.| import )([\w, ]+)", code) for one in part.split(",")
        }
        for name, code in _naming(re.compile(r"\bservices(?:\.| import .*)exit_intake")).items()
        if not OWN.search(name)
    }
    assert [name for name, names in used.items() if "hand_over" in names] == ["services/talks.py"]
    assert set().union(*used.values()) <= {"is_exit", "require_open", "outside_name", "hand_over"}
