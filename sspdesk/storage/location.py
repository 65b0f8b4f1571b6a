"""Recognises places where a vault should not lie: network drives and folders that a program synchronises."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from sspdesk.domain.vault import Finding, Severity
from sspdesk.storage.header import HEADER_NAME

_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "owncloud", "syncthing")
_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK_SYSTEMS = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "fuse.sshfs", "davfs", "afpfs", "webdav"}
_DRIVE_REMOTE = 4  # Windows: GetDriveTypeW


def look_at(folder: Path, environment: Mapping[str, str] = os.environ) -> list[Finding]:
    """Return what is unwise about the folder's place: ``synced_folder``, ``network_folder``, ``conflict_copies``."""
    found = []
    place = folder.resolve()
    if _is_synced(place, environment):
        found.append(Finding("synced_folder", Severity.NOTICE, {"path": str(folder)}))
    if _is_network(place):
        found.append(Finding("network_folder", Severity.NOTICE, {"path": str(folder)}))
    copies = conflict_copies(folder)
    if copies:
        found.append(Finding("conflict_copies", Severity.WARNING, {"path": str(folder), "count": len(copies)}))
    return found


def conflict_copies(folder: Path) -> list[Path]:
    """Return files that a synchronising program made beside ours, such as ``vault-1 (Copy of LAPTOP).db``."""
    ours = {path for path in folder.glob("vault-*.db") if path.stem.removeprefix("vault-").isdigit()}
    ours.add(folder / HEADER_NAME)
    found = {path for pattern in ("vault*.db", "vault*.json") for path in folder.glob(pattern)}
    return sorted(found - ours)


def _is_synced(place: Path, environment: Mapping[str, str]) -> bool:
    roots = [Path(environment[name]) for name in _SYNC_VARIABLES if environment.get(name)]
    return any(place.is_relative_to(root) for root in roots) or any(
        part.lower().startswith(_SYNCED) for part in place.parts
    )


def _is_network(place: Path) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        return place.anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE
    mounts = Path("/proc/self/mounts")
    return mounts.exists() and file_system(place, mounts.read_text("utf-8", "replace")) in _NETWORK_SYSTEMS


def file_system(place: Path, mounts: str) -> str:
    """Return the kind of file system that holds ``place``, from the lines of /proc/self/mounts."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        _device, point, system, *_rest = line.split(" ")
        mounted = Path(point.replace("\\040", " "))
        if place.is_relative_to(mounted) and len(mounted.parts) > best:
            best, kind = len(mounted.parts), system
    return kind
