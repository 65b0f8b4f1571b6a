"""What this computer remembers between two starts, in one small JSON file without anything personal."""

import contextlib
import json
import os
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple


class LockReason(StrEnum):
    """Why the desk locked itself."""

    ASKED = "asked"
    IDLE = "idle"
    SLEEP = "sleep"
    SCREEN = "screen"
    USER = "user"


class Memory(NamedTuple):
    """The last vault and what its unlock screen may say about it: the municipality, times, look and window place."""

    vault: str = ""
    municipality: str = ""
    geometry: str = ""
    locked_at: str = ""
    lock_reason: str = ""
    unsaved: bool = False
    drafts: bool = False
    backup_folder: str = ""
    idle_minutes: int = 5
    theme: str = "auto"
    text_size: int = 13


class Computer:
    """Reads and writes the memory; a file that cannot be read or written costs comfort, never data."""

    def __init__(self, path: Path, memory: Memory | None = None) -> None:
        self.path = path
        self.memory = memory or Memory()

    @classmethod
    def load(cls, path: Path) -> "Computer":
        """Read the file; a missing or damaged one gives the defaults."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = None
        if not isinstance(found, dict):
            return cls(path)
        defaults = Memory()._asdict()
        fitting = (name for name in defaults if type(found.get(name)) is type(defaults[name]))
        known: dict[str, Any] = {name: found[name] for name in fitting}
        return cls(path, Memory(**known))

    def remember(self, **changes: str | int) -> None:
        """Change some of what is remembered and write it, so that a crash leaves the old file or the new one."""
        if not changes.keys() <= set(Memory._fields):
            raise TypeError(sorted(changes))
        values: dict[str, Any] = dict(changes)
        self.memory = self.memory._replace(**values)
        fresh = self.path.with_name(self.path.name + ".new")
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("w", encoding="utf-8") as file:
                file.write(json.dumps(self.memory._asdict(), indent=1))
                file.flush()
                os.fsync(file.fileno())  # else the new name may point to nothing after a power cut
            fresh.chmod(0o600)
            os.replace(fresh, self.path)  # noqa: PTH105 - the plain name of the atomic call


def default_path() -> Path:
    """Return where this user's own computer memory lies."""
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed for the demo

    return user_config_path("SSP Desk", appauthor=False) / "computer.json"


def moment(text: str) -> datetime | None:
    """Return a remembered time, or None where there is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
