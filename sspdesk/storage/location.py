"""Recognises places where a vault should not lie: synchronised folders, network drives, sticks, read-only folders."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sspdesk.domain.vault import Finding, Severity
from sspdesk.storage.header import HEADER_NAME, TWIN_NAME

_SYNCED = (
    *("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "owncloud", "syncthing"),
    *("synology drive", "synologydrive", "pclouddrive", "megasync", "box sync", "sharepoint", "tresorit"),
)
_SYNCED_EXACTLY = {"box", "mega", "mobile documents", "cloudstorage", "my drive", "mit drev"}
_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_SYNC_MARKS = (".dropbox", ".dropbox.cache", ".stfolder", ".nextcloudsync.log", ".owncloudsync.log", ".tmp.driveupload")
_NETWORK_SYSTEMS = {
    *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "fuse.sshfs", "davfs", "afpfs", "webdav", "9p", "ncpfs"),
    *("fuse.rclone", "fuse.gvfsd-fuse", "glusterfs", "ceph", "afs"),
}
_STICK_POINTS = ("/media/", "/run/media/", "/Volumes/")
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4  # Windows: GetDriveTypeW
_OURS = re.compile(
    r"vault\.json(\.bak)?(\.tmp)?|vault-[0-9]{1,9}\.db(-wal|-shm|-journal|\.tmp)?|seal(\.tmp)?|lock|"
    r"room\.tmp|(backup|check)\.copy(-wal|-shm|-journal)?",
)
_NAMED_LIKE_OURS = ("vault", "seal")


class Mount(NamedTuple):
    """A file system: the device it comes from, where it hangs, its kind, and how it was mounted."""

    device: str = ""
    point: str = ""
    system: str = ""
    options: tuple[str, ...] = ()


def look_at(folder: Path, environment: Mapping[str, str] = os.environ, mounts: str | None = None) -> list[Finding]:
    """Return what is unwise about a place for a vault, which need not exist yet.

    ``synced_folder``, ``network_folder``, ``removable_drive``, ``read_only_place``, ``conflict_copies``. ``mounts``
    stands for the system's own list of file systems.
    """
    place = folder.resolve()
    mount = mount_of(place, _mounts() if mounts is None else mounts)
    found = []
    if _is_synced(place, environment):
        found.append("synced_folder")
    if _is_network(place, mount):
        found.append("network_folder")
    elif _is_removable(place, mount):
        found.append("removable_drive")
    findings = [Finding(code, Severity.NOTICE, {"path": str(folder)}) for code in found]
    if _is_read_only(place, mount):
        findings.append(Finding("read_only_place", Severity.WARNING, {"path": str(folder)}))
    copies = conflict_copies(folder)
    if copies:
        findings.append(Finding("conflict_copies", Severity.WARNING, {"path": str(folder), "count": len(copies)}))
    return findings


def conflict_copies(folder: Path) -> list[Path]:
    """Return files beside ours that a synchronising program made, or somebody who copied.

    ``vault-1 (Copy of LAPTOP).db``, ``vault-1 - Kopi.db``, ``vault-1-LAPTOP.db``, ``vault.sync-conflict-….json``.
    """
    if not any((folder / name).exists() for name in (HEADER_NAME, TWIN_NAME)):
        return []
    named = (path for path in folder.iterdir() if path.name.casefold().startswith(_NAMED_LIKE_OURS))
    return sorted(path for path in named if not _OURS.fullmatch(path.name))


def mount_of(place: Path, mounts: str) -> Mount:
    """Return the file system that holds ``place``, from /proc/self/mounts (Linux) or ``mount`` (macOS)."""
    best = Mount()
    for line in mounts.splitlines():
        mount = _linux_mount(line) or _mac_mount(line)
        if mount and place.is_relative_to(mount.point) and len(mount.point) >= len(best.point):
            best = mount
    return best


def _linux_mount(line: str) -> Mount | None:
    parts = line.split(" ")
    if len(parts) < 4 or parts[1] == "on":
        return None
    point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), parts[1])
    return Mount(parts[0], point, parts[2], tuple(parts[3].split(",")))


def _mac_mount(line: str) -> Mount | None:
    found = re.fullmatch(r"(.+?) on (/.*) \(([^)]*)\)", line)
    if found is None:
        return None
    system, *options = found[3].split(", ")
    return Mount(found[1], found[2], system, tuple("ro" if one == "read-only" else one for one in options))


def _mounts() -> str:
    """Return the system's list of file systems, empty where there is none (Windows knows drives instead)."""
    if sys.platform == "linux":
        return Path("/proc/self/mounts").read_text("utf-8", "replace")
    if sys.platform == "darwin":
        import subprocess  # noqa: PLC0415 - macOS only

        return subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5).stdout
    return ""


def _is_synced(place: Path, environment: Mapping[str, str]) -> bool:
    roots = [Path(environment[name]) for name in _SYNC_VARIABLES if environment.get(name)]
    names = [part.lower() for part in place.parts[1:]]
    return (
        any(place.is_relative_to(root) for root in roots)
        or any(name.startswith(_SYNCED) or name in _SYNCED_EXACTLY for name in names)
        or any((above / mark).exists() for above in place.parents for mark in _SYNC_MARKS)
    )


def _is_network(place: Path, mount: Mount) -> bool:
    if sys.platform == "win32":
        return place.anchor.startswith("\\\\") or _windows_drive(place) == _DRIVE_REMOTE
    return mount.system in _NETWORK_SYSTEMS


def _is_removable(place: Path, mount: Mount) -> bool:
    if sys.platform == "win32":
        return _windows_drive(place) == _DRIVE_REMOVABLE
    if f"{mount.point}/".startswith(_STICK_POINTS):
        return True
    device = Path("/sys/class/block") / Path(mount.device).name
    if not mount.device.startswith("/dev/") or not device.exists():
        return False
    real = device.resolve()
    flags = (real / "removable", real.parent / "removable")
    return any(flag.exists() and flag.read_text().strip() == "1" for flag in flags) or "/usb" in str(real)


def _is_read_only(place: Path, mount: Mount) -> bool:
    there = next(path for path in (place, *place.parents) if path.exists())
    return "ro" in mount.options or not os.access(there, os.W_OK)


def _windows_drive(place: Path) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes  # noqa: PLC0415 - Windows only

    return int(ctypes.windll.kernel32.GetDriveTypeW(place.anchor))
