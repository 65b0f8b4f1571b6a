"""Vaults for tests: the real thing with a cheap key derivation."""

import shutil
import tempfile
from collections.abc import Collection
from functools import cache
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


@cache
def _empty() -> tuple[tempfile.TemporaryDirectory[str], Path]:
    home = tempfile.TemporaryDirectory(prefix="sspdesk-tests-")
    vault = make_vault(Path(home.name))
    vault.close()
    return home, vault.folder


def copy_vault(parent: Path) -> OpenVault:
    """Return a copy of an empty vault, open: a tenth of the cost of making one. Close it. All copies have one id."""
    _home, folder = _empty()
    return reopen(shutil.copytree(folder, parent / folder.name))


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
