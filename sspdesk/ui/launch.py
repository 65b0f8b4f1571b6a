"""What the parent tells the desk at start, in one line on its standard input, which then stays open as a lifeline."""

import json
import os
from typing import NamedTuple

LOCKED = 75  # the desk's exit code when it locked itself: the parent starts a fresh process without keys


class LaunchNote(NamedTuple):
    """Which vault to open and where this computer's settings lie; ``demo_passphrase`` only ever opens invented data."""

    vault: str | None = None
    memory: str | None = None
    demo_passphrase: str | None = None
    after_lock: bool = False

    def line(self) -> bytes:
        """Return the note as one line for the child's standard input."""
        return json.dumps(self._asdict()).encode() + b"\n"


def read_note(descriptor: int) -> LaunchNote:
    """Read the note from a file descriptor; an empty or closed one gives the defaults."""
    text = b""
    while not text.endswith(b"\n"):
        piece = os.read(descriptor, 1)
        if not piece:
            return LaunchNote()
        text += piece
    return LaunchNote(**json.loads(text))
