"""The words for the vault: errors, findings of a check and passphrase strength."""

from sspdesk.domain.vault import Finding, Strength, StrengthReason
from sspdesk.i18n import N_, _
from sspdesk.labels import errors

# Every sentence ends with what to do: the last sentence is a finding's action.
ERRORS = {
    "vault_missing": N_("There is no vault at {path}. Nothing was changed. Choose another folder."),
    "not_a_vault": N_("{path} is not a vault. Nothing was changed. Choose the folder whose name ends in .sspvault."),
    "vault_in_use": N_("The vault is already open: {who}, since {since}. Nothing was changed. Close it there first."),
    "wrong_secret": N_("The passphrase does not fit. Try again, or use the recovery key."),
    "recovery_length": N_("The recovery key has {length} characters, and you typed {typed}. Look at the sheet again."),
    "recovery_character": N_("The recovery key holds only digits and letters, never U. Look at the sheet again."),
    "recovery_typo": N_("The recovery key is mistyped in one place or more. Compare it with the sheet again."),
    "header_damaged": N_(
        "Both copies of the vault's key file are damaged, so it cannot be opened. Nothing was changed. "
        "Restore the latest backup."
    ),
    "kdf_refused": N_(
        "The vault's key settings are outside what the program allows; somebody may have changed them. "
        "Nothing was changed. Restore the latest backup."
    ),
    "vault_newer": N_("The vault was made by a newer version of SSP Desk. Nothing was changed. Update the program."),
    "database_missing": N_(
        "The passphrase fits, but the vault's database is missing or empty. Nothing was changed. "
        "Put the file back, or restore the latest backup."
    ),
    "database_damaged": N_(
        "The passphrase fits, but the vault's database is damaged or belongs to another vault. Nothing was changed. "
        "Restore the latest backup."
    ),
    "database_locked": N_("Another program holds the vault's database. Nothing was changed. Close it and try again."),
    "not_encrypted": N_(
        "The database cannot be encrypted on this computer. Nothing was stored. Install SSP Desk again."
    ),
    "references_broken": N_(
        "Records in the vault point to others that are gone ({count}). The rest is sound. Restore the latest backup."
    ),
    "search_damaged": N_(
        "The search index does not fit the records. The records themselves are sound, but a search may miss some. "
        "Restore the latest backup."
    ),
    "seal_damaged": N_(
        "The vault's seal is damaged. It says what the vault looked like when it was closed, so nobody can tell "
        "whether old pages were put back. Every page was checked and can be read. "
        "See whether the latest entries are there, or restore the latest backup."
    ),
    "seal_missing": N_(
        "The vault's seal is gone. It says what the vault looked like when it was closed, so nobody can tell "
        "whether old pages were put back. Every page was checked and can be read. "
        "See whether the latest entries are there, or restore the latest backup."
    ),
    "seal_mismatch": N_(
        "The vault's database is not the one that was closed last. A program that synchronises or copies files may "
        "have put older contents back. Every page was checked and can be read. "
        "See whether the latest entries are there, or restore the latest backup."
    ),
    "vault_older": N_(
        "This vault is older than the one this computer saw last. Somebody, or a program that synchronises files, may "
        "have put a copy back. See whether the latest entries are there, or restore the latest backup."
    ),
    "closed_unclean": N_(
        "The program did not close properly last time. Everything was checked, and what was saved is there. "
        "There is nothing you need to do."
    ),
    "vault_restored": N_(
        "This vault was restored from a backup. What was written after the backup was made is not in it. "
        "There is nothing you need to do."
    ),
    "copied_before_update": N_(
        "The vault was brought up to date for this version of the program. A backup from before lies at {path}. "
        "There is nothing you need to do."
    ),
    "drill_failed": N_(
        "The backup does not hold the same rows as the vault. Your data is stored in the vault. "
        "Make another backup, best on another drive, and have the vault checked."
    ),
    "slots_full": N_("There are already {most} ways into the vault. Nothing was changed. Remove a deputy first."),
    "not_the_owner": N_(
        "Only the owner of the vault lets deputies in, removes them and changes the keys. Nothing was changed. "
        "Unlock with the owner's passphrase or the recovery key."
    ),
    "passphrase_is_key": N_(
        "That is a recovery key, and the vault needs a passphrase of the owner's own. Nothing was changed. "
        "Give the passphrase."
    ),
    "passphrase_taken": N_("This passphrase already opens the vault. Nothing was changed. Use another one."),
    "folder_taken": N_("There is already something at {path}. Nothing was changed. Choose a new folder."),
    "folder_read_only": N_(
        "You may not write at {path}. Nothing was changed. Choose another folder, or ask your IT department for access."
    ),
    "path_missing": N_("There is nothing at {path}. Nothing was changed. Check the place, or plug in the drive."),
    "memory_short": N_(
        "The computer has less than {mebibytes} MB of free memory, which unlocking needs. Nothing was changed. "
        "Close other programs and try again."
    ),
    "user_name_long": N_("The name is too long for the key file. Nothing was stored. Use at most {most} characters."),
    "header_twin_damaged": N_(
        "The copy of the vault's key file is missing or damaged; the key file itself is sound. "
        "Open the vault in the program, which writes a new copy."
    ),
    "header_twin_stale": N_(
        "The copy of the vault's key file is older than the key file, as after an interrupted change of passphrase. "
        "Open the vault in the program, which writes a new copy."
    ),
    "header_main_damaged": N_(
        "The vault's key file is missing or damaged; its copy is sound and was used. "
        "Open the vault in the program, which writes the key file anew."
    ),
    "synced_folder": N_(
        "The folder is synchronised with other computers, which can mix up the vault's files. "
        "Use a folder that is on this computer only."
    ),
    "network_folder": N_(
        "The folder lies on a network drive, where a lost connection can damage the vault. "
        "Use a folder on this computer."
    ),
    "removable_drive": N_(
        "The folder lies on a drive that can be pulled out; if it is lost or pulled too early, work is lost with it. "
        "Keep the vault on this computer, and the backups on the drive."
    ),
    "read_only_place": N_(
        "Nothing can be written in the folder, so a vault can be neither made nor opened there. "
        "Choose another folder, or ask your IT department for access."
    ),
    "conflict_copies": N_(
        "Beside the vault's files lie copies that a synchronising program made ({count}). "
        "Open the vault and see whether everything is there before you delete them."
    ),
    "backup_missing": N_("There is no backup at {path}. Nothing was changed. Choose another file."),
    "backup_damaged": N_("The backup {path} is damaged or not a backup. Nothing was changed. Choose an older backup."),
    "backup_folder_missing": N_(
        "The backup was not made: {path} is not there. Your data is stored on the computer. "
        "Plug in the drive, or choose another folder."
    ),
    "backup_inside_vault": N_(
        "The backup was not made: {path} lies inside the vault's own folder, and would be lost with it. "
        "Choose a folder outside the vault, best on another drive."
    ),
    "backup_source_damaged": N_(
        "The backup was not made, because the vault itself did not pass the check. Older backups are untouched. "
        "Have the vault checked now."
    ),
    "helper_late": N_(
        "The check of the vault's files took too long and was stopped; they may be damaged. Nothing was changed. "
        "Restore the latest backup."
    ),
    "passphrase_empty": N_("There is no passphrase yet. Type one, or have one proposed."),
    "passphrase_short": N_("The passphrase is too short. Use at least 14 characters, or have one proposed."),
    "passphrase_common": N_(
        "The passphrase is made of words and numbers that are tried first. Use five words that have nothing to do with "
        "each other, or have one proposed."
    ),
    "passphrase_guessable": N_("The passphrase is easy to guess. Make it longer, or have one proposed."),
}

_STRENGTHS = (N_("Very weak"), N_("Weak"), N_("Fair"), N_("Nearly there"), N_("Strong"))


def finding_words(finding: Finding) -> tuple[str, str]:
    """Return what was found and what to do about it."""
    message, _separator, action = _(errors.templates()[finding.code]).rpartition(". ")
    return f"{message}.".format(**finding.facts), action.format(**finding.facts)


def strength_word(strength: Strength) -> str:
    """Return one word or two for the meter under the passphrase."""
    return _(_STRENGTHS[strength.score])


def strength_advice(strength: Strength) -> str:
    """Return what would make a passphrase good enough; empty when it is."""
    return "" if strength.reason is StrengthReason.GOOD else _(ERRORS[f"passphrase_{strength.reason}"])
