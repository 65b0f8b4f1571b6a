"""The folders of a restore, beside the vault; the lock screen looks at them without loading the database."""

import contextlib
import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.storage.header import ANY_COST, read_header

RESTORING, BEFORE = ".restoring", ".before-restore"
_KEPT = re.compile(re.escape(BEFORE) + r"-(?P<when>\d{8}-\d{6})(-\d+)?$")
_WHEN = "%Y%m%d-%H%M%S"


def kept_name(vault_folder: Path, now: datetime) -> Path:
    """Return a free name beside the vault for the vault of before a restore, with the time of the restore in it."""
    number, kept = 1, vault_folder.with_name(f"{vault_folder.name}{BEFORE}-{now:{_WHEN}}")
    while kept.exists():
        number += 1
        kept = vault_folder.with_name(f"{vault_folder.name}{BEFORE}-{now:{_WHEN}}-{number}")
    return kept


def let_go(vault_folder: Path, vault_id: str, now: datetime, days: int) -> None:
    """Delete what was kept of this very vault at a restore more than ``days`` ago, as a backup of that age is."""
    for path in vault_folder.parent.glob(f"{vault_folder.name}{BEFORE}-*"):
        found = _KEPT.search(path.name)
        with contextlib.suppress(OSError, ValueError, KnownError):
            if found is None or now - datetime.strptime(found["when"], _WHEN) <= timedelta(days=days):
                continue
            if read_header(path, ANY_COST).header.id == vault_id:
                shutil.rmtree(path)


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
