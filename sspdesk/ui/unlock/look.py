"""Gathers what the lock screen shows: first what this computer knows, then what a look at the vault's files adds."""

from dataclasses import replace
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.ui.computer import LockReason, Memory, moment
from sspdesk.ui.unlock.glimpse import VaultGlimpse


def known(folder: Path, memory: Memory, *, after_lock: bool = False, demo_passphrase: str = "") -> VaultGlimpse:
    """Return what this computer knows of a vault without looking at it; ``after_lock``: the desk has just locked it."""
    seen = VaultGlimpse(name=folder.stem, path=str(folder), demo_passphrase=demo_passphrase)
    if memory.vault != str(folder):
        return seen
    seen = replace(seen, municipality=memory.municipality, idle_minutes=memory.idle_minutes)
    if not after_lock:
        return seen
    reason = LockReason(memory.lock_reason) if memory.lock_reason in set(LockReason) else LockReason.ASKED
    return replace(
        seen, locked_at=moment(memory.locked_at), lock_reason=reason, unsaved=memory.unsaved, drafts=memory.drafts
    )


def look(seen: VaultGlimpse, memory: Memory) -> VaultGlimpse:
    """Add what the vault's own files tell: whether it can be opened, times, and what is unwise about its place."""
    from sspdesk.labels.errors import explain  # noqa: PLC0415 - the screen is shown before this is loaded
    from sspdesk.labels.vault import finding_words  # noqa: PLC0415 - as above
    from sspdesk.services import restoring, vaults  # noqa: PLC0415 - as above

    folder = Path(seen.path)
    restoring.finish_interrupted(folder)
    mine = memory.vault == seen.path and memory.backup_folder
    try:
        info = vaults.read_info(folder, Path(memory.backup_folder) if mine else None)
    except KnownError as error:
        return replace(seen, problem=explain(error))
    return replace(
        seen,
        warning="\n".join(" ".join(finding_words(finding)) for finding in info.findings),
        backup_at=info.last_backup,
        saved_at=info.last_saved if seen.locked_at else None,
    )
