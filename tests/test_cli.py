"""The command line as IT staff use it: real processes, a real vault with the real key derivation, Danish and JSON."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sspdesk.domain.log import Action
from sspdesk.storage.vault import open_vault
from sspdesk.storage.workspace import Workspace

DATA = Path(__file__).resolve().parent / "data"
UNTOUCHED = "untouched.sspvault"
PROFILE = ("XDG_CONFIG_HOME", "LOCALAPPDATA")
PASSPHRASE = "kobber lampe sejlads nittende prøve"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.out)
        return data


def run(*arguments: str, stdin: bytes = b"") -> Ended:
    done = subprocess.run([sys.executable, "-m", "sspdesk", *arguments], input=stdin, capture_output=True, check=False)
    ended = Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in ended.err
    return ended


@pytest.fixture(scope="module", autouse=True)
def computer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A user profile of its own: the program remembers there which vaults it has seen."""
    with pytest.MonkeyPatch.context() as patch:
        for name in PROFILE:
            patch.setenv(name, str(tmp_path_factory.mktemp("profile")))
        yield


def vault(verb: str, *arguments: Path | str, secret: str = PASSPHRASE) -> Ended:
    return run("vault", verb, *map(str, arguments), "--passphrase-stdin", "--json", stdin=secret.encode() + b"\nmore\n")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault made by the command line itself, with its recovery key."""
    folder = tmp_path_factory.mktemp("cli") / "havnsoe.sspvault"
    ended = vault("create", folder, "--owner", "Testine Eksempelsen")
    assert (ended.code, ended.err) == (0, "")
    assert ended.data["ok"] is True
    assert ended.data["vault"] == str(folder)
    assert ended.data["findings"] == []
    shutil.copytree(folder, folder.with_name(UNTOUCHED))
    return folder, ended.data["recovery_key"]


@pytest.fixture
def own(made: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that vault as it was made, on a computer that has not seen it."""
    for name in PROFILE:
        monkeypatch.setenv(name, str(tmp_path / "profile"))
    return shutil.copytree(made[0].with_name(UNTOUCHED), tmp_path / "havnsoe.sspvault")


def test_a_made_vault_is_sound_for_passphrase_and_recovery_key(made: tuple[Path, str]) -> None:
    folder, key = made
    for secret in (PASSPHRASE, key, key.lower().replace("-", " ")):
        ended = vault("check", folder, secret=secret)
        assert (ended.code, ended.data) == (0, {"ok": True, "vault": str(folder), "findings": []})


def test_people_get_sentences(made: tuple[Path, str]) -> None:
    folder, _key = made
    ended = run("vault", "check", str(folder), "--passphrase-stdin", stdin=PASSPHRASE.encode())
    assert (ended.code, ended.out) == (0, f"Boksen er i orden: {folder}\n")
    wrong = run("vault", "check", str(folder), "--passphrase-stdin", stdin=b"forkert")
    assert (wrong.code, wrong.out) == (1, "Adgangskoden passer ikke. Prøv igen, eller brug gendannelsesnøglen.\n")


@pytest.mark.parametrize("line", [PASSPHRASE.encode() + b"\r\n", b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\n"])
def test_the_first_line_is_read_as_windows_shells_write_it(made: tuple[Path, str], line: bytes) -> None:
    assert run("vault", "check", str(made[0]), "--passphrase-stdin", stdin=line).code == 0


def test_a_wrong_passphrase_is_a_finding(made: tuple[Path, str]) -> None:
    ended = vault("check", made[0], secret="kobber lampe sejlads nittende")
    assert ended.code == 1
    assert ended.data == {
        "ok": False,
        "vault": str(made[0]),
        "findings": [
            {
                "code": "wrong_secret",
                "message": "Adgangskoden passer ikke.",
                "action": "Prøv igen, eller brug gendannelsesnøglen.",
            }
        ],
    }


def test_a_damaged_header_twin_is_a_problem(made: tuple[Path, str]) -> None:
    twin = made[0] / "vault.json.bak"
    sound = twin.read_bytes()
    twin.write_bytes(sound[:-20])
    try:
        ended = vault("check", made[0])
        assert (ended.code, ended.data["ok"]) == (1, False)
        assert [finding["code"] for finding in ended.data["findings"]] == ["header_twin_damaged"]
        assert all(ended.data["findings"][0].values())
    finally:
        twin.write_bytes(sound)


def test_a_vault_in_use_is_a_problem_and_says_who(made: tuple[Path, str]) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom sspdesk.storage.vault_lock import VaultLock\n"
        "lock = VaultLock(Path(sys.argv[1]))\nlock.acquire()\nprint('held', flush=True)\nsys.stdin.readline()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(made[0])], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        ended = vault("check", made[0])
        holder.communicate(b"\n")
    assert ended.code == 1
    assert ended.data["findings"][0]["code"] == "vault_in_use"
    assert str(holder.pid) in ended.data["findings"][0]["message"]
    assert vault("check", made[0]).code == 0


def test_a_vault_put_back_whole_is_told_and_not_backed_up(
    made: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in PROFILE:
        monkeypatch.setenv(name, str(tmp_path / "profile"))
    folder, older = tmp_path / "havnsoe.sspvault", tmp_path / "older"
    shutil.copytree(made[0], folder)
    assert vault("backup", folder, tmp_path / "copies").code == 0
    shutil.copytree(folder, older)
    assert vault("backup", folder, tmp_path / "copies").code == 0
    kept = list((tmp_path / "copies").iterdir())
    shutil.rmtree(folder)
    older.rename(folder)
    for ended in (vault("check", folder), vault("backup", folder, tmp_path / "copies")):
        assert (ended.code, ended.data["ok"]) == (1, False)
        assert [finding["code"] for finding in ended.data["findings"]] == ["vault_older"]
        assert "gendan den seneste sikkerhedskopi" in ended.data["findings"][0]["action"]
    assert list((tmp_path / "copies").iterdir()) == kept


def test_a_flipped_byte_in_the_database_is_a_problem(made: tuple[Path, str]) -> None:
    database = made[0] / "vault-1.db"
    sound = database.read_bytes()
    database.write_bytes(sound[:9000] + bytes([sound[9000] ^ 1]) + sound[9001:])
    try:
        ended = vault("check", made[0])
        assert (ended.code, ended.data["findings"][0]["code"]) == (1, "database_damaged")
    finally:
        database.write_bytes(sound)


def test_a_restore_over_a_vault_keeps_the_one_before_and_new_keys_open_it(
    made: tuple[Path, str], own: Path, tmp_path: Path
) -> None:
    folder, old_key = own, made[1]
    backup = vault("backup", folder, tmp_path / "kopier")
    rotated = vault("rotate", folder)
    assert (rotated.code, rotated.data["ok"]) == (0, True)
    key = rotated.data["recovery_key"]
    assert key != old_key
    assert vault("check", folder, secret=key).code == 0
    assert vault("check", folder, secret=old_key).code == 1
    refused = vault("restore", backup.data["backup"], folder)
    assert (refused.code, refused.data["findings"][0]["code"]) == (1, "folder_taken")
    restored = vault("restore", backup.data["backup"], folder, "--replace")
    assert (restored.code, restored.data["deleted_again"]) == (0, 0)
    assert vault("check", folder, secret=old_key).code == 0
    assert vault("check", restored.data["kept"], secret=key).code in (0, 1)


def test_backup_and_restore_give_a_vault_that_opens(made: tuple[Path, str], tmp_path: Path) -> None:
    folder, key = made
    backup = vault("backup", folder, tmp_path / "kopier")
    assert backup.code == 0
    file = Path(backup.data["backup"])
    assert file.parent == tmp_path / "kopier"
    fresh = tmp_path / "ny.sspvault"
    refused = vault("restore", file, fresh, secret="forkert kode")
    assert (refused.code, refused.data["findings"][0]["code"], fresh.exists()) == (1, "wrong_secret", False)
    restored = vault("restore", file, fresh, secret=key)
    assert (restored.code, restored.data) == (0, {"ok": True, "vault": str(fresh), "findings": []})
    assert vault("check", fresh).code == 0
    taken = vault("restore", file, fresh)
    assert (taken.code, taken.data["findings"][0]["code"]) == (1, "folder_taken")


def test_what_the_command_line_does_stands_in_the_log(own: Path, tmp_path: Path) -> None:
    folder = own
    vault("backup", folder, tmp_path / "kopier")
    key = vault("rotate", folder).data["recovery_key"]
    assert vault("rotate", folder, secret=key).data["findings"][0]["code"] == "passphrase_is_key"
    opened = Workspace(open_vault(folder, PASSPHRASE))
    told = [entry.action for entry in opened.run(lambda uow: uow.log_entries(limit=20))]
    opened.close()
    assert told == [Action.KEYS_ROTATED, Action.UNLOCK, Action.LOCK, Action.BACKUP, Action.UNLOCK]


def test_a_deputy_changes_no_keys_and_the_log_does_not_say_so(own: Path) -> None:
    folder = own
    opened = open_vault(folder, PASSPHRASE)
    opened.add_deputy("Vikar Vikarsen", "stedfortræderens egne fem lange ord")
    opened.close()
    ended = vault("rotate", folder, secret="stedfortræderens egne fem lange ord")
    assert (ended.code, ended.data["findings"][0]["code"]) == (1, "not_the_owner")
    workspace = Workspace(open_vault(folder, PASSPHRASE))
    told = [entry.action for entry in workspace.run(lambda uow: uow.log_entries(limit=5))]
    workspace.close()
    assert told == [Action.UNLOCK]


def test_a_check_looks_at_the_log_as_well(own: Path, tmp_path: Path) -> None:
    folder = own
    vault("backup", folder, tmp_path / "kopier")
    opened = open_vault(folder, PASSPHRASE)
    with opened.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER log_is_never_changed")
        connection.exec_driver_sql("UPDATE log SET user = 'En anden' WHERE seq = 1")
    opened.close()
    assert [one["code"] for one in vault("check", folder).data["findings"]] == ["log_broken"]


def test_an_unwise_place_is_told_when_a_vault_is_made_there(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive" / "havnsoe.sspvault"
    folder.parent.mkdir()
    ended = vault("create", folder)
    assert (ended.code, ended.data["ok"]) == (0, True)
    assert [one["code"] for one in ended.data["findings"]] == ["synced_folder"]


def test_a_demo_vault_of_a_given_size_opens_with_the_given_passphrase(tmp_path: Path) -> None:
    folder = tmp_path / "demo.sspvault"
    ended = vault("demo", folder, "--persons", "12", secret="let kode")
    assert (ended.code, ended.data) == (0, {"ok": True, "vault": str(folder), "findings": []})
    assert vault("check", folder, secret="let kode").code == 0


def test_a_guessable_passphrase_is_made_with_a_warning(tmp_path: Path) -> None:
    warned = vault("create", tmp_path / "gætbar.sspvault", secret="Meget-hemmelig-2026!")
    assert (warned.code, warned.data["ok"]) == (0, True)
    assert warned.data["findings"][0]["code"] == "passphrase_common"


def test_what_cannot_be_made_is_explained_and_leaves_nothing(tmp_path: Path) -> None:
    weak = vault("create", tmp_path / "svag.sspvault", secret="sommerferie2026")
    assert weak.code == 1
    assert weak.data["findings"][0]["code"].startswith("passphrase_")
    assert list(tmp_path.iterdir()) == []
    nowhere = vault("create", tmp_path / "findes ikke" / "n.sspvault")
    assert (nowhere.code, nowhere.data["findings"][0]["code"]) == (1, "path_missing")
    missing = vault("check", tmp_path / "n.sspvault")
    assert (missing.code, missing.data["findings"][0]["code"]) == (1, "vault_missing")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["dekst"], "findes ikke"),
        (["vault"], "her mangler"),
        (["vault", "check"], "her mangler: BOKS"),
        (["vault", "check", "x", "--hurtigt"], "ukendte argumenter: --hurtigt"),
        (["vault", "create", "x", "hemmelig kode"], "ukendte argumenter"),
        (["vault", "demo", "x", "--persons", "mange"], "'mange' kan ikke bruges her"),
        (["vault", "demo", "x", "--persons", "0"], "ligger ikke mellem 1 og"),
        (["vault", "check", "x"], "Adgangskoden mangler"),
        (["vault", "check", "x", "--passphrase-stdin"], "Adgangskoden mangler"),
        (["desk", "x", "y"], "ukendte argumenter: y"),
        (["desk", "--", "x"], "--help"),
        (["tour"], "her mangler: MAPPE"),
        (["read-list"], "her mangler: FIL"),
    ],
)
def test_wrong_use_is_said_in_danish_with_exit_code_2(arguments: list[str], words: str) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    for english in ("usage", "error", "required", "invalid", "argument:"):
        assert english not in ended.err


ROW_KEYS = [
    *(
        "row",
        "first_name",
        "last_name",
        "birth_date",
        "cpr",
        "contact_date",
        "contact_time",
        "role",
        "role_text",
        "place",
    ),
    *("text", "reference", "school", "address", "talk_recommended", "protected", "note"),
]


def test_a_police_list_is_read_as_promised_and_needs_no_vault() -> None:
    ended = run("read-list", str(DATA / "politiliste-2026-11-25.xlsx"), "--json")
    assert (ended.code, ended.err) == (0, "")
    report = ended.data
    assert list(report) == ["file", "sheet", "header_row", "columns", "rows", "problems"]
    assert (report["header_row"], report["problems"]) == (5, [])
    assert [list(row) for row in report["rows"]] == [ROW_KEYS] * len(report["rows"])
    first = report["rows"][0]
    assert (first["row"], first["last_name"], first["birth_date"], first["role"]) == (
        6,
        "Eksempelsen",
        "2001-03-19",
        "sigtet",
    )


def test_a_police_list_for_people_names_rows_and_counts() -> None:
    ended = run("read-list", str(DATA / "politiliste-2026-11-25.xlsx"))
    assert ended.code == 0
    assert "Række 6: Testine, Eksempelsen, 2001-03-19" in ended.out
    assert "linjer læst." in ended.out.splitlines()[-1]


def test_a_line_that_cannot_be_read_and_a_file_that_cannot_are_problems(tmp_path: Path) -> None:
    bad = tmp_path / "liste.csv"
    bad.write_text("Navn;Født;Dato\nTestine Eksempelsen;31-02-2011;3/11-26\n", encoding="utf-8")
    ended = run("read-list", str(bad), "--json")
    assert (ended.code, ended.data["rows"]) == (1, [])
    assert [(problem["row"], problem["code"]) for problem in ended.data["problems"]] == [(2, "birth_date_impossible")]
    gone = run("read-list", str(tmp_path / "væk.xlsx"), "--json")
    assert gone.code == 1
    assert [(problem["row"], problem["code"]) for problem in gone.data["problems"]] == [(None, "list_missing")]
    assert run("read-list", str(tmp_path / "væk.xlsx")).code == 1


def test_the_help_of_read_list_names_every_code() -> None:
    ended = run("read-list", "--help")
    assert ended.code == 0
    assert all(
        f"  {code} " in ended.out for code in ("name_missing", "contact_in_future", "list_password", "list_bomb")
    )


def test_help_is_danish_and_complete() -> None:
    ended = run("--help")
    assert ended.code == 0
    for verb in ("demo", "desk", "tour", "vault", "read-list"):
        assert verb in ended.out.split()
    inner = run("vault", "--help")
    for verb in ("create", "check", "demo", "backup", "restore"):
        assert verb in inner.out.split()
    assert run("vault", "restore", "--help").code == 0


def test_the_command_line_never_loads_qt(made: tuple[Path, str]) -> None:
    code = (
        "import sys\nfrom sspdesk import cli\n"
        "code = cli.main(['vault', 'check', sys.argv[1], '--passphrase-stdin', '--json'])\n"
        "print(code, *sorted(name for name in sys.modules if 'PySide' in name or 'shiboken' in name))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(made[0])], input=PASSPHRASE.encode(), capture_output=True, check=True
    )
    assert done.stdout.decode().splitlines()[-1] == "0"


def test_a_bug_is_one_sentence_without_values(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom sspdesk import cli\nfrom sspdesk.services import vaults\n"
        "def broken(*given, **_more):\n    raise ValueError('Testine Eksempelsen', *given)\n"
        "vaults.check = broken\n"
        "cli.main(['vault', 'check', sys.argv[1], '--passphrase-stdin'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], input=b"x", capture_output=True, check=False)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert "Testine" not in said
    assert "Traceback" not in said
    assert "ValueError" in said
    assert len(said.splitlines()) == 1


def test_wrong_use_is_json_too_where_json_was_asked_for(tmp_path: Path) -> None:
    ended = vault("check", tmp_path / "a.sspvault", secret="")
    assert ended.code == 2
    assert (ended.data["ok"], ended.data["findings"][0]["code"]) == (False, "passphrase_missing")
