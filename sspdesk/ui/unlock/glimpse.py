"""What the unlock screen may say about a vault before it is open."""

from dataclasses import dataclass
from datetime import datetime

from sspdesk.ui.computer import LockReason


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultGlimpse:
    """A vault as seen from outside: its place, and what is known from the last time on this computer.

    ``problem`` is a sentence when the vault cannot be opened at all (missing, damaged), ``warning`` when its place is
    risky. ``locked_at`` is only set when the desk has just locked itself.
    """

    name: str
    path: str
    municipality: str = ""
    problem: str = ""
    warning: str = ""
    saved_at: datetime | None = None
    unsaved: bool = False
    drafts: bool = False
    locked_at: datetime | None = None
    lock_reason: LockReason = LockReason.ASKED
    backup_at: datetime | None = None
    idle_minutes: int = 5
    demo_passphrase: str = ""
