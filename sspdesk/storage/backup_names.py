"""Names of backup files, and which of them have outlived their use."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.storage.header import ANY_COST

SUFFIX = ".sspbackup"
DAILY, WEEKLY, MONTHLY = 7, 4, 3
MOST_DAYS = 90
_NAME = re.compile(r"(?P<vault>.+)-(?P<when>\d{4}-\d{2}-\d{2}-\d{6})(-\d+)?\.sspbackup")
_WHEN = "%Y-%m-%d-%H%M%S"


def default_folder(vault_folder: Path) -> Path:
    """Return where backups go until the user chooses: beside the vault."""
    return vault_folder.parent / f"{vault_folder.stem}-sikkerhedskopier"


def last_backup(folder: Path, vault_name: str) -> datetime | None:
    """Return when the newest backup of this vault in ``folder`` was made, by its file name; None without one."""
    return max((when for _path, when in _backups(folder, vault_name)), default=None)


def made_at(path: Path) -> datetime | None:
    """Return when a backup was made, by its file's name; None for a renamed one."""
    name = _NAME.fullmatch(path.name)
    try:
        return datetime.strptime(name["when"], _WHEN) if name else None
    except ValueError:
        return None


def vault_of(path: Path) -> str:
    """Return the name of the vault a backup is of, by its file's name; a renamed file gives its own."""
    name = _NAME.fullmatch(path.name)
    return name["vault"] if name else path.stem


def newest(folder: Path, vault_name: str) -> Path | None:
    """Return the newest backup of a vault in a folder."""
    found = _backups(folder, vault_name)
    return max(found, key=lambda one: one[1])[0] if found else None


def outlived(made: Iterable[datetime], now: datetime, days: int = MOST_DAYS) -> set[datetime]:
    """Return the backups that may go: not the newest of 7 days, 4 weeks or 3 months, or older than ``days``."""
    newest_first = sorted(made, reverse=True)
    kept: set[datetime] = set()
    for count, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        newest_of: dict[tuple[int, ...], datetime] = {}
        for when in newest_first:
            newest_of.setdefault(period(when), when)
        kept.update(list(newest_of.values())[:count])
    oldest = now - timedelta(days=days)
    return {when for when in newest_first if when not in kept or when < oldest}


def let_go(folder: Path, vault_name: str, vault_id: str, now: datetime, days: int = MOST_DAYS) -> None:
    """Delete outlived backups of this very vault and what killed ones left; another vault's files are left alone."""
    for path in folder.glob(f"*{SUFFIX}.tmp*"):
        name = _NAME.fullmatch(path.name.partition(".tmp")[0])
        if name and name["vault"] == vault_name:
            path.unlink(missing_ok=True)
    from sspdesk.storage import container  # noqa: PLC0415 - the unlock screen, which only reads names, does without

    mine = []
    for path, when in _backups(folder, vault_name):
        try:
            if container.read_header(path, ANY_COST).id == vault_id:
                mine.append((path, when))
        except KnownError:
            continue
    gone = outlived((when for _path, when in mine), now, days)
    for path, when in mine:
        if when in gone:
            path.unlink(missing_ok=True)


def free_name(folder: Path, vault_name: str, when: datetime) -> Path:
    """Return a file name that no backup has yet; a second one in the same second gets a number."""
    stem, number = f"{vault_name}-{when:{_WHEN}}", 1
    target = folder / f"{stem}{SUFFIX}"
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}{SUFFIX}"
    return target


def _backups(folder: Path, vault_name: str) -> list[tuple[Path, datetime]]:
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        name = _NAME.fullmatch(path.name)
        if name and name["vault"] == vault_name:
            try:
                found.append((path, datetime.strptime(name["when"], _WHEN)))
            except ValueError:
                continue  # digits that are no date: not a name of ours
    return found


def _day(when: datetime) -> tuple[int, ...]:
    return (when.date().toordinal(),)


def _week(when: datetime) -> tuple[int, ...]:
    return when.isocalendar()[:2]


def _month(when: datetime) -> tuple[int, ...]:
    return (when.year, when.month)
