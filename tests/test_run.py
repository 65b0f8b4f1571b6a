"""run.py in a bare checkout: makes its environment, installs once, says in one sentence what keeps it from starting."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RUN_AFTER = "import sys, runpy; {}; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
PROGRAM = "import sys\nimport tiny_part\nprint('program', *sys.argv[1:])\nsys.exit(3)\n"


def _wheel(folder: Path) -> tuple[Path, str]:
    """Write a smallest wheel and return its path and SHA-256."""
    wheel = folder / "tiny_part-1.0-py3-none-any.whl"
    info = "tiny_part-1.0.dist-info/"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny_part.py", "")
        archive.writestr(info + "METADATA", "Metadata-Version: 2.1\nName: tiny-part\nVersion: 1.0\n")
        archive.writestr(info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(info + "RECORD", "")
    return wheel, hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with run.py, one locked part and a program that prints its arguments and ends with 3."""
    root = tmp_path / "et checkout"
    (root / "packaging").mkdir(parents=True)
    (root / "sspdesk").mkdir()
    shutil.copy(ROOT / "run.py", root)
    wheel, digest = _wheel(root)
    locked = f"--no-index\n--find-links {wheel.parent.as_uri()}\ntiny-part==1.0 --hash=sha256:{digest}\n"
    (root / "packaging" / "requirements.txt").write_text(locked, encoding="utf-8")
    (root / "sspdesk" / "__init__.py").write_text("", encoding="utf-8")
    (root / "sspdesk" / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    return root


def _run(
    root: Path, *arguments: str, cwd: Path | None = None, python: tuple[str, ...] = (sys.executable,)
) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [*python, str(root / "run.py"), *arguments],
        cwd=cwd or root,
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_installs_once_and_passes_verbs_and_exit_code_on(checkout: Path, tmp_path: Path) -> None:
    first = _run(checkout)
    assert (first.returncode, first.stderr) == (3, "")
    assert first.stdout.splitlines()[-1] == "program demo"
    assert "Henter og installerer" in first.stdout
    (checkout / "tiny_part-1.0-py3-none-any.whl").unlink()  # a second installation could not succeed
    for arguments in (["desk", "min boks.sspvault"], ["vault", "check", "x", "--json"], ["read-list", "liste.csv"]):
        later = _run(checkout, *arguments, cwd=tmp_path)
        assert (later.returncode, later.stdout) == (3, " ".join(["program", *arguments]) + "\n")


def test_a_changed_lock_file_is_installed_again_and_its_hashes_are_required(checkout: Path) -> None:
    assert _run(checkout).returncode == 3
    locked = checkout / "packaging" / "requirements.txt"
    text = locked.read_text(encoding="utf-8")
    locked.write_text(text.replace("sha256:", "sha256:" + "0" * 64 + " #"), encoding="utf-8")
    subprocess.run([str(checkout / ".venv" / "bin" / "pip"), "uninstall", "-q", "-y", "tiny-part"], check=True)
    refused = _run(checkout)
    assert refused.returncode == 2
    assert "Delene kunne ikke hentes" in refused.stderr
    assert "Traceback" not in refused.stderr
    locked.write_text(text, encoding="utf-8")
    assert _run(checkout).returncode == 3


def test_an_environment_of_another_python_is_made_anew(checkout: Path) -> None:
    assert _run(checkout).returncode == 3
    mark = checkout / ".venv" / "made-for"
    mark.write_text("3.9 linux", encoding="utf-8")
    again = _run(checkout)
    assert again.returncode == 3
    assert "Henter og installerer" in again.stdout
    assert mark.read_text(encoding="utf-8").startswith(f"3.{sys.version_info[1]} ")


@pytest.mark.skipif(sys.platform != "linux", reason="the sentence names apt")
def test_a_python_without_ensurepip_gets_one_sentence_with_the_command(checkout: Path) -> None:
    code = RUN_AFTER.format("sys.modules['ensurepip'] = None")
    blocked = _run(checkout, python=(sys.executable, "-c", code))
    assert blocked.returncode == 2
    assert len(blocked.stderr.splitlines()) == 1
    assert "sudo apt install python3-venv" in blocked.stderr
    assert not (checkout / ".venv").exists()


def test_an_old_python_gets_one_sentence(checkout: Path) -> None:
    code = RUN_AFTER.format("sys.version_info = (3, 9, 1)")
    refused = _run(checkout, python=(sys.executable, "-c", code))
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1
    assert "3.11" in refused.stderr


def test_wrong_use_and_help_install_nothing(checkout: Path) -> None:
    wrong = _run(checkout, "dekst")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Brug: python3 run.py" in wrong.stderr
    assert _run(checkout, "--help").returncode == 0
    assert not (checkout / ".venv").exists()


def test_the_lock_files_name_no_index(pytestconfig: pytest.Config) -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (pytestconfig.rootpath / "packaging" / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
