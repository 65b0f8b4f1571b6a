"""What this computer remembers of a vault's seal, outside the vault's folder: a counter and no secret.

A folder that is put back whole, seal and all, looks sound in itself; only somebody outside can tell that it is old.
"""

import contextlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from sspdesk.storage.atomic import write_atomic

_MOST_BYTES = 1024
_ID = re.compile(r"[0-9a-f-]{36}")


@dataclass(frozen=True, slots=True)
class Remembered:
    """The last seal of a vault that this computer saw: its counter, its generation and its sum."""

    seq: int
    generation: int
    sum: str


def default_folder() -> Path:
    """Return where this user's own computer keeps its memory of vaults."""
    from platformdirs import user_config_path  # noqa: PLC0415 - the unlock screen need not load it

    return user_config_path("SSP Desk", appauthor=False) / "vaults"


def recall(folder: Path | None, vault_id: str) -> Remembered | None:
    """Return what is remembered of a vault; a file that cannot be read counts as none."""
    if folder is None:
        return None
    try:
        with _path(folder, vault_id).open("rb") as file:
            found = json.loads(file.read(_MOST_BYTES).decode())
        return Remembered(int(found["seq"]), int(found["generation"]), str(found["sum"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def remember(folder: Path | None, vault_id: str, seal: Remembered) -> None:
    """Keep the seal's counter; where that cannot be written, the next opening knows less and nothing is lost."""
    if folder is None:
        return
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomic(_path(folder, vault_id), json.dumps(asdict(seal)).encode())


def _path(folder: Path, vault_id: str) -> Path:
    if not _ID.fullmatch(vault_id):
        raise ValueError("no vault's id")
    return folder / f"{vault_id}.json"
