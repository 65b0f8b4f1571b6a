"""Remembers how the windows stand on this computer (sizes, splitters): numbers, nothing about persons."""

import json
from pathlib import Path

Remembered = int | str | bool | list[int]


class DeskMemory:
    """A small JSON file. Without a path, or with an unreadable one, everything is kept for this run only."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._kept: dict[str, Remembered] = _read(path) if path is not None else {}

    def numbers(self, key: str) -> list[int] | None:
        """Return the numbers kept under a key."""
        found = self._kept.get(key)
        if isinstance(found, list) and all(isinstance(number, int) for number in found):
            return found
        return None

    def word(self, key: str, default: str = "") -> str:
        """Return the word kept under a key."""
        found = self._kept.get(key)
        return found if isinstance(found, str) else default

    def number(self, key: str, default: int) -> int:
        """Return the number kept under a key."""
        found = self._kept.get(key)
        return found if isinstance(found, int) else default

    def keep(self, key: str, value: Remembered) -> None:
        """Keep something; a disk that cannot be written is no reason to disturb anyone."""
        if self._kept.get(key) == value:
            return
        self._kept[key] = value
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".new")
            fresh.write_text(json.dumps(self._kept, indent=1, sort_keys=True), encoding="utf-8")
            fresh.replace(self._path)
        except OSError:
            self._path = None


def _read(path: Path) -> dict[str, Remembered]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
