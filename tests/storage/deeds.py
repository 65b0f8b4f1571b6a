"""What a child does when it is killed, or when the disk is full: deeds of the vault, loaded once and forked."""

from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.encrypted import write_exactly
from sspdesk.services import persons, restoring, vaults
from sspdesk.storage import backup, rotation
from sspdesk.storage.recovery import generate
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.vault import open_vault
from sspdesk.storage.workspace import Workspace
from tests.vaults import CHEAP, CHEAP_BOUNDS, PASSPHRASE, reopen

NEW = "en helt anden adgangskode ved vandet"

Ready = Callable[[], None]


def _change_passphrase(folder: Path, ready: Ready) -> None:
    vault = reopen(folder)
    ready()
    vault.change_passphrase(NEW)


def _rotate(folder: Path, ready: Ready) -> None:
    vault = reopen(folder)
    ready()
    rotation.rotate(vault, NEW, generate(), kdf=CHEAP)


def _back_up(folder: Path, ready: Ready) -> None:
    vault = reopen(folder)
    ready()
    backup.backup(vault, folder.parent / "kopier")


def _restore(folder: Path, ready: Ready) -> None:
    file = vaults.newest_backup(folder.parent / "kopier", folder)
    assert file is not None
    ready()
    restoring.restore_over(file, PASSPHRASE, folder, bounds=CHEAP_BOUNDS)


def _migrate(folder: Path, ready: Ready) -> None:
    ready()
    open_vault(folder, PASSPHRASE, bounds=CHEAP_BOUNDS).close()


def _export(folder: Path, ready: Ready) -> None:
    ready()
    write_exactly(folder.parent / "SSP-2026-0001.pdf", b"%PDF" * 200_000)


_DEEDS = {
    "passphrase": _change_passphrase,
    "rotate": _rotate,
    "backup": _back_up,
    "restore": _restore,
    "migrate": _migrate,
    "export": _export,
}


def do(pipe: Connection, what: str, folder: Path) -> None:
    """Send "ready" when the deed begins and "done" when it is acknowledged."""
    _DEEDS[what](folder, lambda: pipe.send("ready"))
    pipe.send("done")


def do_when_full(pipe: Connection, what: str, folder: Path, limit: int) -> None:
    """Do the deed, or save again and again, where no file may grow beyond so many bytes.

    Send the error's code, or nothing, and how many saves were acknowledged.
    """
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    done = 0
    try:
        if what == "save":
            workspace = Workspace(reopen(folder))
            for number in range(2_000):
                workspace.run(partial(_note, number=number))
                done += 1
        else:
            _DEEDS[what](folder, lambda: None)
    except KnownError as error:
        pipe.send((error.code, done))
    else:
        pipe.send(("", done))


def _note(uow: UnitOfWork, number: int) -> None:
    persons.add_note(uow, uow.persons.all()[0].id, f"{number} " + "x" * 200)
