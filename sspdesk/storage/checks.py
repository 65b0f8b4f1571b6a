"""Starts the helper process with a time limit, and checks a vault with it."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sspdesk
from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import Finding, SecretKind, Severity
from sspdesk.storage import keys, remembered, sealing
from sspdesk.storage.header import PROGRAM_BOUNDS, KdfBounds, read_header
from sspdesk.storage.seal import file_digest
from sspdesk.storage.vault_lock import VaultLock

Progress = Callable[[str], None]
Facts = dict[str, str | int]
Answer = dict[str, Any]  # one JSON line: a step, an error with its facts, or the result

_LEAST_SECONDS = 60.0
_BYTES_A_SECOND = 4_000_000
_SEALED_FROM = 3  # the first schema whose vaults were never without a seal
_UNCAUGHT = 1  # Python's exit code after an exception nobody caught


def time_limit(path: Path) -> float:
    """Return the seconds after which work on a file of this size is taken for hung."""
    return _LEAST_SECONDS + path.stat().st_size / _BYTES_A_SECOND


def run_helper(job: dict[str, str], *, seconds: float, progress: Progress | None = None) -> Facts:
    """Let the helper process do a job (see ``helper``) and return its answer.

    Raise what it reports; KnownError ``helper_late`` after ``seconds``, ``database_damaged`` when the file crashed it.
    """
    package = Path(sspdesk.__file__).resolve().parent.parent
    path = os.pathsep.join(part for part in (str(package), os.environ.get("PYTHONPATH", "")) if part)
    late = threading.Event()
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "sspdesk.storage.helper"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:

        def stop() -> None:
            late.set()
            process.kill()

        watchdog = threading.Timer(seconds, stop)
        watchdog.start()
        try:
            answer = _converse(process, job, progress)
            if answer is None and process.wait() == _UNCAUGHT and not late.is_set():
                raise RuntimeError("the helper process failed")
        finally:
            watchdog.cancel()
            process.kill()
    if answer is None:
        raise KnownError("helper_late" if late.is_set() else "database_damaged")
    if "error" in answer:
        raise KnownError(answer["error"], **answer["facts"])
    result: Facts = answer["result"]
    return result


def check_vault(
    folder: Path,
    secret: str,
    kind: SecretKind = SecretKind.PASSPHRASE,
    *,
    bounds: KdfBounds = PROGRAM_BOUNDS,
    newest_schema: int,
    memory: Path | None = None,
) -> list[Finding]:
    """Unlock a closed vault and look at all of it, changing nothing but taking in a crashed program's log.

    ``memory`` is the folder where this computer remembers the vaults it knows (see ``remembered``).
    Raise KnownError for what keeps it from being looked at: ``wrong_secret``, ``vault_in_use``, ``header_damaged``, ...
    """
    read_header(folder, bounds)
    lock = VaultLock(folder)
    lock.acquire()
    try:
        reading = read_header(folder, bounds)
        unlocked = keys.unlock(reading.header, kind, secret)
        database = folder / reading.header.database
        findings = list(reading.findings)
        if not database.exists() or database.stat().st_size == 0:
            raise KnownError("database_missing", path=str(database))
        key = keys.subkey(unlocked.data_key, b"seal")
        known = remembered.recall(memory, reading.header.id)
        verdict = sealing.judge(folder, reading.header, key, file_digest(database), known)
        subkeys = {label: keys.subkey(unlocked.data_key, label.encode()) for label in ("db", "log")}
        found = check_database(
            database, subkeys["db"], newest_schema, log_key=subkeys["log"], unsealed=verdict.unsealed
        )
        findings += sealing.with_checked(verdict, found).findings
    finally:
        lock.release()
    return findings


def check_database(
    database: Path,
    key: bytes,
    newest_schema: int | None = None,
    *,
    log_key: bytes | None = None,
    unsealed: bool = False,
) -> list[Finding]:
    """Let the helper process look at all of a database that nobody has open, and at its log where given that key.

    Raise KnownError ``helper_late``, ...
    """
    job = {"verb": "check", "database": str(database), "key": key.hex()}
    if log_key is not None:
        job["log_key"] = log_key.hex()
    return findings_in(run_helper(job, seconds=time_limit(database)), newest_schema, unsealed=unsealed)


def findings_in(facts: Facts, newest_schema: int | None = None, *, unsealed: bool = False) -> list[Finding]:
    """Return what the helper's check says in findings; a newer schema is one where ``newest_schema`` is given.

    ``unsealed``: no seal lies beside the database, which is odd from the schema on that came with the seal.
    """
    found = []
    if facts["pages"] or facts["structure"]:
        found.append(Finding("database_damaged", Severity.ERROR, {"pages": facts["pages"]}))
    elif facts["references"]:
        found.append(Finding("references_broken", Severity.ERROR, {"count": facts["references"]}))
    elif facts["search"]:
        found.append(Finding("search_damaged", Severity.ERROR, {"count": facts["search"]}))
    if facts.get("log_broken"):
        found.append(Finding("log_broken", Severity.ERROR, {"seq": facts["log_broken"]}))
    schema = int(facts["schema"])
    if unsealed and schema >= _SEALED_FROM:
        found.append(Finding("seal_missing", Severity.WARNING))
    if not found and newest_schema is not None and schema > newest_schema:
        found.append(Finding("newer_schema", Severity.ERROR, {"found": schema, "known": newest_schema}))
    return found


def _converse(process: "subprocess.Popen[bytes]", job: dict[str, str], progress: Progress | None) -> Answer | None:
    """Hand over the job and pass steps on until the answer comes; None when the helper ended without one."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("the helper needs pipes")
    try:
        process.stdin.write(json.dumps(job).encode() + b"\n")
        process.stdin.close()
    except BrokenPipeError:
        return None
    for line in process.stdout:
        said: Answer = json.loads(line)
        if "step" not in said:
            return said
        if progress is not None:
            progress(said["step"])
    return None
