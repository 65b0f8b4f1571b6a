"""The folders of a restore, beside the vault; the lock screen looks at them without loading the database."""

import contextlib
from pathlib import Path

RESTORING, BEFORE = ".restoring", ".before-restore"


def finish_interrupted(vault_folder: Path) -> bool:
    """Complete an exchange that was cut off between its two renames; tell whether there was one."""
    beside = vault_folder.with_name(vault_folder.name + RESTORING)
    kept = list(vault_folder.parent.glob(f"{vault_folder.name}{BEFORE}*")) if vault_folder.parent.is_dir() else []
    if vault_folder.exists() or not kept or not (beside / "seal").exists():
        return False
    with contextlib.suppress(OSError):
        beside.rename(vault_folder)
        return True
    return False
