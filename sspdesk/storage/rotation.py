"""Gives a vault a new data key: everything is written anew under it, then one header replace switches over (D4).

Old copies of the vault, backups too, stay readable with the secrets of their day: a rotation protects what comes.
"""

import contextlib
from dataclasses import replace
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import SecretKind
from sspdesk.storage import atomic, keys, recovery
from sspdesk.storage.checks import Progress, run_helper, time_limit
from sspdesk.storage.connection import checkpoint
from sspdesk.storage.engine import borrowed
from sspdesk.storage.header import Header, KdfParameters
from sspdesk.storage.seal import LogHead
from sspdesk.storage.vault import COPY_NAME, ROTATED_NAME, OpenVault


def rotate(
    vault: OpenVault,
    passphrase: str,
    recovery_key: recovery.RecoveryKey,
    *,
    kdf: KdfParameters | None = None,
    progress: Progress | None = None,
) -> None:
    """Put the vault under a new data key, with slots for the user's passphrase and the new recovery key only.

    Deputies have to be let in again: their passphrases are not known here. ``kdf`` None measures this machine; a
    derivation never gets cheaper. The vault is closed afterwards, also when this fails; killed at any moment, it opens
    as it was before or after. A log that does not fit is signed anew with an entry that says so.
    Call it outside a transaction. Raise KnownError ``not_the_owner``, ``disk_full``, ``backup_source_damaged``, ...
    """
    folder, data_key = vault.folder, keys.new_data_key()
    generation = vault.header.generation + 1
    bare = Header(id=vault.header.id, generation=generation, database=f"vault-{generation}.db", slots=())
    cost = keys.raised_parameters(vault.passphrase_cost, kdf)
    secrets = ((SecretKind.PASSPHRASE, passphrase), (SecretKind.RECOVERY, recovery_key.text))
    slots = tuple(keys.make_slot(kind, secret, data_key, vault.user, header=bare, kdf=cost) for kind, secret in secrets)
    try:
        if not vault.is_owners:
            raise KnownError("not_the_owner")
        head = _write_anew(vault, folder / ROTATED_NAME, data_key, progress)
        with atomic.file_errors(folder):
            atomic.replace(folder / ROTATED_NAME, folder / bare.database)
            atomic.sync_folder(folder)
        vault.switch_to(replace(bare, slots=slots), data_key, head)
    finally:
        vault.close()


def _write_anew(vault: OpenVault, target: Path, data_key: bytes, progress: Progress | None) -> LogHead | None:
    """Let the helper write the database under the new key while nobody else can write."""
    copy = vault.folder / COPY_NAME
    try:
        with borrowed(vault.engine) as connection:
            checkpoint(connection)
            job = {"verb": "copy", "source": str(vault.database_path), "target": str(copy)}
            run_helper(job, seconds=time_limit(vault.database_path))
            job = {
                "verb": "rekey",
                "copy": str(copy),
                "target": str(target),
                "key": vault.subkey(b"db").hex(),
                "new_key": keys.subkey(data_key, b"db").hex(),
                "log_key": vault.subkey(b"log").hex(),
                "new_log_key": keys.subkey(data_key, b"log").hex(),
                "user": vault.user,
            }
            facts = run_helper(job, seconds=4 * time_limit(copy), progress=progress)
    finally:
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)
    return LogHead(int(facts["seq"]), str(facts["mac"])) if facts else None
