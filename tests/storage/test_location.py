"""Places where a vault should not lie are recognised before it is made or opened, and conflict copies are found."""

import os
from pathlib import Path

import pytest

from sspdesk.storage.location import conflict_copies, look_at, mount_of
from tests.vaults import make_vault

LINUX = r"""/dev/mapper/rod / ext4 rw,relatime 0 0
//server/fælles /mnt/p\040drev cifs rw,relatime,vers=3.1 0 0
/dev/sdb1 /media/ssp/KOPI vfat rw,nosuid 0 0
/dev/sdc1 /mnt/arkiv ext4 ro,relatime 0 0
server:/hjem /home nfs4 rw 0 0
"""
MAC = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)
//ssp@server/faelles on /Volumes/faelles (smbfs, nodev, nosuid)
/dev/disk4s1 on /Volumes/KOPI (msdos, local, nodev)
"""


def codes(folder: Path, mounts: str = "", **environment: str) -> list[str]:
    return [finding.code for finding in look_at(folder, environment, mounts)]


@pytest.mark.parametrize(
    "inside",
    [
        *("OneDrive - Havnsø Kommune", "Dropbox", "Google Drive", "iCloud Drive", "Nextcloud", "SharePoint - SSP"),
        *("Library/Mobile Documents/com~apple~CloudDocs", "Library/CloudStorage/Box-Box", "MEGA", "Box"),
    ],
)
def test_folders_that_a_program_synchronises_are_known_by_their_names(tmp_path: Path, inside: str) -> None:
    assert codes(tmp_path / inside / "havnsoe.sspvault") == ["synced_folder"]


def test_and_by_the_system_and_by_what_the_program_leaves_in_them(tmp_path: Path) -> None:
    assert codes(tmp_path / "x", OneDrive=str(tmp_path)) == ["synced_folder"]
    (tmp_path / "Arbejde").mkdir()
    (tmp_path / "Arbejde" / ".stfolder").mkdir()
    assert codes(tmp_path / "Arbejde" / "SSP" / "x") == ["synced_folder"]
    assert codes(tmp_path / "Andet" / "x") == []
    assert codes(tmp_path / "Boxe og bokse" / "x") == []


@pytest.mark.parametrize(
    ("mounts", "place", "found"),
    [
        (LINUX, "/mnt/p drev/SSP/x", ["network_folder"]),
        (LINUX, "/home/ssp/x", ["network_folder"]),
        (LINUX, "/media/ssp/KOPI/x", ["removable_drive"]),
        (LINUX, "/mnt/arkiv/x", ["read_only_place"]),
        (LINUX, "/srv/x", []),
        (MAC, "/Volumes/faelles/x", ["network_folder"]),
        (MAC, "/Volumes/KOPI/x", ["removable_drive"]),
        (MAC, "/System/Volumes/Data/Users/x", []),
    ],
)
def test_drives_are_known_by_the_systems_own_list(mounts: str, place: str, found: list[str]) -> None:
    told = set(codes(Path(place), mounts))
    writable = os.access(next(path for path in Path(place).parents if path.exists()), os.W_OK)
    assert told - (set() if writable else {"read_only_place"}) == set(found)


def test_a_file_system_over_another_counts() -> None:
    assert mount_of(Path("/home/ssp"), LINUX + "tmpfs /home tmpfs rw 0 0\n").system == "tmpfs"
    assert mount_of(Path("/mnt/p drev/a"), LINUX).device == "//server/fælles"


CONFLICTS = (
    *("vault-1 (Copy of LAPTOP).db", "vault-1 - Kopi.db", "vault-1-BÆRBAR.db", "vault.sync-conflict-20261127.json"),
    *("vault (1).json", "vault.json (SSP's conflicted copy 2026-11-27)", "seal - Copy", "Vault-1 (konflikt).DB"),
)


@pytest.mark.parametrize("name", CONFLICTS)
def test_conflict_copies_are_found(tmp_path: Path, name: str) -> None:
    vault = make_vault(tmp_path)
    (vault.folder / name).write_bytes(b"x")
    assert [path.name for path in conflict_copies(vault.folder)] == [name]
    assert codes(vault.folder) == ["conflict_copies"]
    vault.close()


def test_what_is_ours_or_nobodys_is_no_conflict_copy(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    for name in ("vault-2.db", "vault.json.tmp", "backup.copy", "check.copy-wal", "noter.txt", "seal.tmp"):
        (vault.folder / name).write_bytes(b"x")
    assert conflict_copies(vault.folder) == []
    vault.close()
    (tmp_path / "vault (1).txt").write_bytes(b"x")
    assert conflict_copies(tmp_path) == []  # no vault, so nothing to be in conflict with
