"""One word for one thing, all the way: in the program, on paper and in the help."""

import ast
import re
from pathlib import Path

import pytest

from sspdesk.labels import log

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "resources" / "locale" / "da" / "LC_MESSAGES" / "sspdesk.po"


@pytest.mark.parametrize(
    ("word", "instead"),
    [
        ("grundlag:", "hjemmel"),
        ("sagsnr", "journalnr."),
        ("sagsnummer", "journalnummer"),
        ("uddrag", "udlevering"),
        ("udtræk", "udlevering"),
    ],
)
def test_one_word_for_one_thing(word: str, instead: str) -> None:
    danish = [part for part in CATALOGUE.read_text(encoding="utf-8").split("\n\n") if "msgstr" in part]
    texts = {part[:60]: part.split("msgstr", 1)[1] for part in danish}
    texts |= {page.name: page.read_text(encoding="utf-8") for page in (ROOT / "resources" / "help").glob("*.md")}
    found = [place for place, text in texts.items() if re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE)]
    assert found == [], f"say {instead}"


def test_every_kind_that_a_service_logs_has_words() -> None:
    logged = set()
    for path in (ROOT / "sspdesk" / "services").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "log":
                logged |= {one.value for one in node.args[1:2] if isinstance(one, ast.Constant)}
    assert len(logged) > 10
    assert [kind for kind in sorted(logged) if not log.has_words(kind)] == []
