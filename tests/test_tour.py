"""The tour as a newcomer runs it: without a screen, in a fresh home; pictures, prints, and one line about each."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QImage

from tests.reports import layout

ROOT = Path(__file__).resolve().parent.parent
CODE = "import sys; from sspdesk.__main__ import main; sys.exit(main())"


def _run(out: Path, home: Path) -> subprocess.CompletedProcess[str]:
    for name in ("home", "tmp"):
        (home / name).mkdir(exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "DISPLAY"))}
    environment |= {"HOME": str(home / "home"), "TMPDIR": str(home / "tmp"), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", CODE, "tour", str(out)]
    return subprocess.run(
        command, env=environment, cwd=home / "home", capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.journey
def test_the_tour_shows_every_screen_and_every_print(tmp_path: Path) -> None:
    out = tmp_path / "rundtur"
    done = _run(out, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    *lines, last = done.stdout.splitlines()
    files = sorted(path.name for path in out.iterdir())
    assert [line.split(": ")[0] for line in lines] == files
    assert last == f"{len(files)} filer ligger i {out}"
    assert all(re.fullmatch(r"\d{3}-[a-z-]+\.(png|pdf): .{10,}\.", line) for line in lines)
    pictures = [QImage(str(out / name)) for name in files if name.endswith(".png")]
    assert {(picture.width(), picture.height()) for picture in pictures} == {(1366, 736)}
    prints = {name[4:-4]: _text(out / name) for name in files if name.endswith(".pdf")}
    assert prints.keys() == {
        "dagsliste",
        "dagsliste-initialer",
        "gadeteam-tendenser",
        "gadeteam-turskema",
        "loesladelser-tal",
        "loesladelse-dagsorden-a",
        "loesladelse-dagsorden-b",
        "loesladelse-referat",
        "loesladelse-samtykke",
        "loesladelse-tjekliste",
        "loesladelse-kontaktark",
        "gendannelsesark",
        "dagsorden",
        "beslutningsreferat",
        "udlevering",
        "personresume",
        "samtaler-tal-papir",
        "sletteprotokol",
        "moedekalender",
        "aarshjul",
        "lokalraad-dagsorden",
        "lokalraad-referat-papir",
        "log-udskrift",
        "tilsyn",
        "exit-aftale",
        "exit-aftale-udkast",
        "exit-handlingsplan",
        "exit-status",
        "exit-midleransoegning",
        "exit-afbrydelse",
        "exit-tal-papir",
        "brev-invitation",
        "samtalereferat",
        "aftaleark",
        "brev-opfoelgning",
    }
    for name, words in (
        ("dagsorden", "Dagsorden: Onsdagsgruppen"),
        ("beslutningsreferat", "Tilbyd forebyggende samtale"),
        ("udlevering", "Udlevering til SSP-lærer"),
        ("aarshjul", "Mødekalender"),
        ("brev-invitation", "Det er frivilligt."),
        ("samtalereferat", "1. Kortlægning"),
        ("aftaleark", "Vi har læst aftalerne og er enige"),
        ("brev-opfoelgning", "Skal vi tale sammen igen?"),
        ("log-udskrift", "Udskrift af loggen"),
        ("tilsyn", "Tilsyn med SSP Desk"),
    ):
        assert words in prints[name], name
        assert "Demo, opdigtede personer" in prints[name], name
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_folder_that_cannot_be_written_gives_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("ikke en mappe", encoding="utf-8")
    done = _run(tmp_path / "fil" / "ud", tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    (sentence,) = done.stderr.splitlines()
    assert "Vælg en anden mappe" in sentence
    assert list((tmp_path / "tmp").iterdir()) == []


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) > 0
    return " ".join(layout.texts(path.read_bytes()))
