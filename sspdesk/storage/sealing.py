"""Judges a vault by its seal before anything touches the database, and keeps the seal while the vault is open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import Finding, InDoubtError, Severity
from sspdesk.storage import remembered, seal
from sspdesk.storage.header import Header
from sspdesk.storage.remembered import Remembered
from sspdesk.storage.seal import Digest, LogHead, Seal, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the seal says of a vault that is still closed.

    ``findings`` of severity WARNING put it in doubt. ``unsure``: only the full checks can tell whether the database is
    sound (after a crash, without a seal, or when it is not the sealed one). ``unsealed``: there is no seal, and this
    computer knows of none. ``seq`` is the highest counter known.
    """

    findings: tuple[Finding, ...] = ()
    unsure: bool = False
    unsealed: bool = False
    seq: int = 0
    log_head: LogHead | None = None

    def require(self, accepted: Collection[str]) -> None:
        """Raise InDoubtError unless every doubt was accepted."""
        doubts = tuple(one for one in self.findings if one.severity is not Severity.NOTICE)
        if any(one.code not in accepted for one in doubts):
            raise InDoubtError(doubts)


def judge(folder: Path, header: Header, key: bytes, digest: Digest, known: Remembered | None) -> Verdict:
    """Compare the database, its seal and what this computer remembers. ``key`` is the subkey ``seal``."""
    try:
        found = seal.read(folder, key)
        if found is not None and (found.vault_id, found.generation) != (header.id, header.generation):
            raise KnownError("seal_damaged")
    except KnownError as error:
        if error.code != "seal_damaged":
            raise
        return _without(folder, header, known, "seal_damaged")
    if found is None:
        return _without(folder, header, known, "seal_missing" if known else "")
    findings = []
    unsure = found.state is State.OPEN
    if _is_older(found, known):
        findings.append(Finding("vault_older", Severity.WARNING))
    if found.state is State.OPEN:
        findings.append(Finding("closed_unclean", Severity.NOTICE))
    elif log_left(folder / header.database) or not seal.fits(found, digest, key):
        unsure = True
        findings.append(Finding("seal_mismatch", Severity.WARNING))
    elif found.state is State.RESTORED:
        findings.append(Finding("vault_restored", Severity.NOTICE))
    seq = max(found.seq, known.seq if known else 0)
    return Verdict(findings=tuple(findings), unsure=unsure, seq=seq, log_head=found.log_head)


def with_checked(verdict: Verdict, found: Sequence[Finding]) -> Verdict:
    """Add what the full checks found. Damage outranks what the seal says: its words are for a file that can be read."""
    damaged = any(one.code == "database_damaged" for one in found)
    kept = () if damaged else verdict.findings
    return replace(verdict, findings=(*kept, *found))


def log_left(database: Path) -> bool:
    """Tell whether a write-ahead log or journal with something in it lies beside a database."""
    beside = (database.with_name(database.name + ending) for ending in ("-wal", "-journal"))
    return any(path.exists() and path.stat().st_size > 0 for path in beside)


def _is_older(found: Seal, known: Remembered | None) -> bool:
    if known is None or found.state is State.RESTORED:
        return False
    if found.generation != known.generation:
        return found.generation < known.generation
    return found.seq < known.seq or (found.seq == known.seq and found.sum != known.sum)


def _without(folder: Path, header: Header, known: Remembered | None, code: str) -> Verdict:
    """Judge a vault whose seal says nothing. After a key rotation that was cut off, the seal of the old key is left."""
    of_before = seal.generation_of(folder) < header.generation
    rotated = known is None or known.generation < header.generation
    seq = known.seq if known else 0
    if not code:
        return Verdict(unsure=True, unsealed=True, seq=seq)  # made by a version without seals, perhaps
    if code == "seal_damaged" and of_before and rotated and header.generation > 1:
        return Verdict(findings=(Finding("closed_unclean", Severity.NOTICE),), unsure=True, seq=seq)
    return Verdict(findings=(Finding(code, Severity.WARNING),), unsure=True, seq=seq)


class SealKeeper:
    """Keeps one open vault's seal: says ``open`` at once, counts commits, seals the file once it is closed.

    ``log_head`` is what the next clean close writes; it begins as the last one written.
    """

    def __init__(self, folder: Path, header: Header, key: bytes, *, verdict: Verdict, memory: Path | None) -> None:
        self._folder, self._header, self._key, self._memory = folder, header, key, memory
        self._seq = verdict.seq + 1
        self.log_head = verdict.log_head
        self._write(self._seal(State.OPEN))

    def count(self, engine: sa.Engine) -> None:
        """Count every commit of an engine from now on."""
        event.listen(engine, "commit", self._on_committed)

    def close(self, database: Path) -> None:
        """Seal the closed database. One that kept its write-ahead log stays ``open``, so that the log is checked.

        Raise KnownError where the seal cannot be written; the vault then counts as not properly closed.
        """
        if not log_left(database):
            self._seq += 1
            self._write(seal.closed(self._header, self._key, database, self._seq, self.log_head))

    def hand_over(self, header: Header, key: bytes, database: Path, log_head: LogHead | None) -> None:
        """Seal, closed, the database that a key rotation put in the place of the old one. Raise as ``close``."""
        self._header, self._key, self.log_head = header, key, log_head
        self.close(database)

    def _on_committed(self, _connection: sa.Connection) -> None:
        self._seq += 1

    def _seal(self, state: State) -> Seal:
        return Seal(
            vault_id=self._header.id,
            generation=self._header.generation,
            state=state,
            seq=self._seq,
            log_head=self.log_head,
        )

    def _write(self, fresh: Seal) -> None:
        written = seal.write(self._folder, fresh, self._key)
        known = Remembered(written.seq, written.generation, written.sum)
        remembered.remember(self._memory, self._header.id, known)
