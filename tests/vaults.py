"""Vaults for tests: the real thing with a cheap key derivation."""

from collections.abc import Collection
from pathlib import Path

from sspdesk.domain.vault import SecretKind
from sspdesk.storage.header import KdfBounds, KdfParameters
from sspdesk.storage.recovery import RecoveryKey
from sspdesk.storage.vault import OpenVault, create, open_vault

CHEAP = KdfParameters(memory_kib=19 * 1024, rounds=1, lanes=1)
CHEAP_BOUNDS = KdfBounds(least_memory_kib=19 * 1024, least_rounds=1)
PASSPHRASE = "prøve kobber lampe sejlads nittende"
OWNER = "Testine Eksempelsen"
COMPLETE = {"lock", "seal", "vault-1.db", "vault.json", "vault.json.bak"}
"""The files of a closed vault."""


def make_vault_with_key(parent: Path, name: str = "havnsoe") -> tuple[OpenVault, RecoveryKey]:
    """Make ``parent/name.sspvault`` and return it open, with its recovery key. Close it."""
    return create(parent / f"{name}.sspvault", PASSPHRASE, owner=OWNER, kdf=CHEAP)


def make_vault(parent: Path, name: str = "havnsoe") -> OpenVault:
    """Make ``parent/name.sspvault`` and return it open. Close it."""
    return make_vault_with_key(parent, name)[0]


def reopen(
    folder: Path,
    secret: str = PASSPHRASE,
    kind: SecretKind = SecretKind.PASSPHRASE,
    *,
    memory: Path | None = None,
    accepted: Collection[str] = (),
) -> OpenVault:
    """Unlock a vault that ``make_vault`` made; ``memory`` is what a computer knows of it, none else."""
    return open_vault(folder, secret, kind, bounds=CHEAP_BOUNDS, memory=memory, accepted=accepted)
