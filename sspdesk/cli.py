"""The command line for IT staff and scripts: vaults and police lists, in Danish or as JSON. Never imports Qt."""

import argparse
import getpass
import json
import locale
import platform
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from sspdesk import __version__
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.vault import Finding, InDoubtError, SecretKind, Severity, StrengthReason
from sspdesk.i18n import _
from sspdesk.labels import cli as words
from sspdesk.labels.police_list import problem_codes

if TYPE_CHECKING:
    from sspdesk.services.work import Workspace

GOOD, PROBLEM, WRONG_USE = 0, 1, 2
_DEMO_PERSONS, _MOST_PERSONS = 60, 100_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb found out: lines for people, the same for machines, and whether all is well."""

    lines: list[str]
    data: dict[str, object]
    ok: bool = True


class WrongUseError(Exception):
    """The command was used in a way that cannot work; its code says which, its text tells a person."""

    def __init__(self, code: str) -> None:
        super().__init__(words.wrong_use(code))
        self.code = code

    def finding(self) -> dict[str, str]:
        """Return the same for machines; what to do stands in the one sentence."""
        return {"code": self.code, "message": str(self), "action": ""}


def main(arguments: Sequence[str]) -> int:
    """Run one command. Return 0 when all is well, 1 when a problem was found, 2 for wrong use."""
    sys.excepthook = _report_bug
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = _parse(arguments)
    run: Callable[[argparse.Namespace], Answer] | None = getattr(options, "run", None)
    if run is None:  # a window's verb, written in a way that the parent did not take for one
        print(_("This verb takes no such arguments. See sspdesk --help."), file=sys.stderr)
        return WRONG_USE
    try:
        answer = run(options)
    except WrongUseError as error:
        print(error, file=sys.stderr)
        if options.json:
            _print_json({"ok": False, "vault": str(options.vault), "findings": [error.finding()]})
        return WRONG_USE
    except (DomainError, KnownError) as error:
        answer = _failed(options, error)
    if options.json:
        _print_json(answer.data)
    else:
        print("\n".join(answer.lines))
    return GOOD if answer.ok else PROBLEM


def _print_json(data: dict[str, object]) -> None:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    print(json.dumps(data, ensure_ascii=False))


def tour_folder(arguments: Sequence[str]) -> Path:
    """Return the folder that ``tour`` should write to; wrong use ends the program as everywhere."""
    folder: Path = _parse(arguments).out
    return folder


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    words.speak_danish()
    return _parser().parse_args(list(arguments))


# -- the grammar -------------------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    about = _("The desk of an SSP consultant.")
    parser = argparse.ArgumentParser(prog="sspdesk", description=about, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=__version__, help=_("show the version and exit"))
    verbs = parser.add_subparsers(metavar=_("VERB"), required=True)
    verbs.add_parser("demo", help=_("open the desk on a demo vault with invented persons"))
    desk = verbs.add_parser("desk", help=_("open the desk on your own vault"))
    desk.add_argument("vault", nargs="?", metavar=_("VAULT"), help=_("the vault's folder, NAME.sspvault"))
    tour = verbs.add_parser("tour", help=_("show the program in pictures and prints, without a screen"))
    tour.add_argument("out", type=Path, metavar=_("FOLDER"), help=_("where pictures and prints are written"))
    _add_vault_verbs(verbs.add_parser("vault", help=_("make, check, back up and restore vaults")))
    _add_read_list(verbs)
    return parser


def _add_vault_verbs(vault: argparse.ArgumentParser) -> None:
    verbs = vault.add_subparsers(metavar=_("VERB"), required=True)
    create = _verb(verbs, "create", _("make a new vault and print its recovery key, once"), _create)
    create.add_argument("--owner", default="", metavar=_("NAME"), help=_("your name in the vault's log"))
    _verb(verbs, "check", _("look at all of a vault without changing it"), _check)
    demo = _verb(verbs, "demo", _("make a vault of invented persons, for trials and measurements"), _demo)
    persons = _("how many persons, {standard} unless you say").format(standard=_DEMO_PERSONS)
    demo.add_argument("--persons", type=_persons, default=_DEMO_PERSONS, metavar=_("N"), help=persons)
    backup = _verb(verbs, "backup", _("make a verified backup of a vault in a folder"), _backup)
    backup.add_argument("folder", type=Path, metavar=_("FOLDER"), help=_("where the backup is written"))
    restore = _verb(verbs, "restore", _("make a new vault from a backup"), _restore, target=False)
    restore.add_argument("backup", type=Path, metavar=_("BACKUP"), help=_("the backup file, NAME.sspbackup"))
    restore.add_argument("vault", type=Path, metavar=_("NEWVAULT"), help=_("the new vault's folder, NAME.sspvault"))
    replace = _("put the backup in the place of a vault that is there, which is kept beside it")
    restore.add_argument("--replace", action="store_true", help=replace)
    _verb(verbs, "rotate", _("give a vault a new data key and a new recovery key, printed once"), _rotate)


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    help_words: str,
    run: Callable[[argparse.Namespace], Answer],
    *,
    target: bool = True,
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=help_words, description=help_words, allow_abbrev=False)
    if target:
        parser.add_argument("vault", type=Path, metavar=_("VAULT"), help=_("the vault's folder, NAME.sspvault"))
    parser.add_argument("--json", action="store_true", help=_("answer as JSON for machines"))
    parser.add_argument(
        "--passphrase-stdin", action="store_true", help=_("read the passphrase from the first line of standard input")
    )
    parser.set_defaults(run=run)
    return parser


def _add_read_list(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    about = _("show what is read out of a police list; needs no vault and keeps nothing")
    parser = verbs.add_parser(
        "read-list",
        help=about,
        description=about,
        epilog=_codes_help(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the list: xlsx, xls, ods, csv, docx or text"))
    parser.add_argument("--json", action="store_true", help=_("answer as JSON for machines"))
    parser.set_defaults(run=_read_list)


def _codes_help() -> str:
    lines = [_("Codes of problems (exit code 1 when there are any):")]
    width = max(len(code) for code in problem_codes())
    return "\n".join(lines + [f"  {code:<{width}}  {meaning}" for code, meaning in problem_codes().items()])


def _persons(text: str) -> int:
    number = int(text)
    if not 1 <= number <= _MOST_PERSONS:
        problem = _("{number} is not between 1 and {most}").format(number=number, most=_MOST_PERSONS)
        raise argparse.ArgumentTypeError(problem)
    return number


# -- the verbs ---------------------------------------------------------------------------------------------------------


def _create(options: argparse.Namespace) -> Answer:
    from sspdesk.services import vaults  # noqa: PLC0415 - loads the database, which help and wrong use need not
    from sspdesk.services.passphrases import strength  # noqa: PLC0415 - as above

    passphrase = _secret(options, _("Passphrase for the new vault: "), again=True)
    judged = strength(passphrase)
    weak = judged.reason in (StrengthReason.COMMON, StrengthReason.GUESSABLE) and judged.score > 0  # warn a script
    findings = vaults.place_findings(options.vault)
    owner = options.owner or getpass.getuser()
    vault, key = vaults.create(options.vault, passphrase, owner=owner, weak_allowed=weak, memory=vaults.memory_folder())
    vault.close()
    findings += [Finding(f"passphrase_{judged.reason}", Severity.NOTICE)] if weak else []
    lines = [
        *_finding_lines(findings),
        _("The vault is made: {path}").format(path=options.vault),
        _("Recovery key: {key}").format(key=key.text),
        _("Write it on paper and lock it away from the computer. It is shown this once only."),
    ]
    return Answer(lines, {**_vault_data(options, findings), "ok": True, "recovery_key": key.text})


def _check(options: argparse.Namespace) -> Answer:
    from sspdesk.services import vaults  # noqa: PLC0415 - as above

    secret = _secret(options, _("Passphrase or recovery key: "))
    findings = vaults.check(options.vault, secret, memory=vaults.memory_folder())
    ok = vaults.is_ok(findings)
    lines = _finding_lines(findings)
    if ok:
        lines.append(_("The vault is sound: {path}").format(path=options.vault))
    return Answer(lines, _vault_data(options, findings), ok=ok)


def _demo(options: argparse.Namespace) -> Answer:
    from sspdesk.demo import make_demo_vault  # noqa: PLC0415 - as above

    make_demo_vault(options.vault, _secret(options, _("Passphrase for the demo vault: ")), persons=options.persons)
    lines = [_("The demo vault with invented persons is made: {path}").format(path=options.vault)]
    return Answer(lines, _vault_data(options, []))


def _backup(options: argparse.Namespace) -> Answer:
    from sspdesk.services import session, vaults  # noqa: PLC0415 - as above

    secret = _secret(options, _("Passphrase or recovery key: "))
    workspace = _opened(options, secret)
    try:
        result = vaults.backup(workspace.vault, options.folder)
        workspace.run(lambda uow: session.backed_up(uow, result.size))
        workspace.run(lambda uow: session.locked(uow, "closed"))
    finally:
        workspace.close()
    lines = [_("The backup is made and checked: {path}").format(path=result.path)]
    return Answer(lines, {**_vault_data(options, []), "backup": str(result.path)})


def _opened(options: argparse.Namespace, secret: str) -> "Workspace":
    """Open the vault as the desk does, so that the log says when, by whom and with what."""
    from sspdesk.services import session, vaults  # noqa: PLC0415 - as above
    from sspdesk.services.work import Workspace  # noqa: PLC0415 - as above

    vault = vaults.open_vault(options.vault, secret, memory=vaults.memory_folder())
    workspace = Workspace(vault)
    try:
        workspace.run(lambda uow: session.unlocked(uow, vault.opened_with, 0))
    except BaseException:
        workspace.close()
        raise
    return workspace


def _restore(options: argparse.Namespace) -> Answer:
    from sspdesk.labels.retention import deleted_again  # noqa: PLC0415 - as above
    from sspdesk.services import restoring, vaults  # noqa: PLC0415 - as above

    secret = _secret(options, _("The backup's passphrase or recovery key: "))
    data: dict[str, object] = {}
    if options.replace and options.vault.exists():
        done = restoring.restore_over(options.backup, secret, options.vault)
        data = {"kept": str(done.kept), "deleted_again": done.deleted_again}
    else:
        vaults.restore(options.backup, secret, options.vault)
    lines = [
        _("The vault is restored and checked: {path}").format(path=options.vault),
        _("It opens with the passphrase of the day the backup was made."),
    ]
    if data:
        lines.append(_("The vault before it is kept: {path}").format(path=data["kept"]))
        again = deleted_again(done.deleted_again)
        lines += [again] if again else []
    return Answer(lines, {**_vault_data(options, []), **data})


def _rotate(options: argparse.Namespace) -> Answer:
    from sspdesk.services import session, vaults  # noqa: PLC0415 - as above

    secret = _secret(options, _("The owner's passphrase: "))
    if vaults.kind_of(secret) is SecretKind.RECOVERY:
        raise KnownError("passphrase_is_key")
    workspace = _opened(options, secret)
    if not workspace.vault.is_owners:  # before the log says that the keys were changed
        workspace.close()
        raise KnownError("not_the_owner")
    workspace.run(session.keys_rotated)
    key = vaults.rotate(workspace.vault, secret)  # closes the vault
    lines = [
        _("The vault has a new data key: {path}").format(path=options.vault),
        _("Recovery key: {key}").format(key=key.text),
        _("Write it on paper and lock it away from the computer. It is shown this once only."),
        _("Backups from before still open with the passphrases and the recovery key of their day."),
    ]
    return Answer(lines, {**_vault_data(options, []), "recovery_key": key.text})


def _read_list(options: argparse.Namespace) -> Answer:
    from sspdesk.exchange.police_list.report import read_list_report  # noqa: PLC0415 - as above

    report = read_list_report(options.file, date.today())
    return Answer(words.list_lines(report), dict(report), ok=not report["problems"])


# -- answers -----------------------------------------------------------------------------------------------------------


def _vault_data(options: argparse.Namespace, findings: Sequence[Finding]) -> dict[str, object]:
    from sspdesk.labels.vault import finding_words  # noqa: PLC0415 - as above

    told = []
    for finding in findings:
        message, action = finding_words(finding)
        told.append({"code": finding.code, "message": message, "action": action})
    sound = all(finding.severity is Severity.NOTICE for finding in findings)
    return {"ok": sound, "vault": str(options.vault), "findings": told}


def _finding_lines(findings: Sequence[Finding]) -> list[str]:
    from sspdesk.labels.vault import finding_words  # noqa: PLC0415 - as above

    return [" ".join(finding_words(finding)) for finding in findings]


def _failed(options: argparse.Namespace, error: DomainError | KnownError) -> Answer:
    several = error.findings if isinstance(error, InDoubtError) else ()
    findings = several or (Finding(error.code, Severity.ERROR, error.facts),)
    return Answer(_finding_lines(findings), _vault_data(options, findings), ok=False)


# -- secrets and bugs --------------------------------------------------------------------------------------------------


def _secret(options: argparse.Namespace, prompt: str, *, again: bool = False) -> str:
    """Return the passphrase from standard input's first line or a prompt, never from an argument."""
    if options.passphrase_stdin:
        secret = _decoded(sys.stdin.buffer.readline())
    elif sys.stdin is not None and sys.stdin.isatty():
        secret = getpass.getpass(prompt)
        if again and getpass.getpass(_("The same once more: ")) != secret:
            raise WrongUseError("passphrases_differ")
    else:
        secret = ""
    if not secret:
        raise WrongUseError("passphrase_missing")
    return secret


def _decoded(line: bytes) -> str:
    """Return a line as text: UTF-8 (Windows' shells may put a mark in front), else what the system speaks."""
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = line.decode(locale.getpreferredencoding(do_setlocale=False), "replace")
    return text.rstrip("\r\n")


def _report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in one sentence where the program went wrong: no traceback, and no values, which may be a person's."""
    frames = traceback.extract_tb(trace)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    text = _(words.BUG).format(kind=kind.__name__, place=f"{place}, {__version__}, Python {platform.python_version()}")
    print(text, file=sys.stderr)
