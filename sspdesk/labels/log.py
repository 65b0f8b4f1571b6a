"""Words for the access log: what was done, with what kind of record."""

from sspdesk.domain.log import Action
from sspdesk.i18n import N_, _

_ACTIONS = {
    Action.UNLOCK: N_("Unlocked"),
    Action.UNLOCK_FAILED: N_("Wrong passphrase"),
    Action.LOCK: N_("Locked"),
    Action.OPEN: N_("Opened"),
    Action.SEARCH: N_("Searched"),
    Action.SHOW_CPR: N_("Showed CPR"),
    Action.CREATE: N_("Created"),
    Action.CHANGE: N_("Changed"),
    Action.DELETE: N_("Deleted"),
    Action.UNDO: N_("Undone"),
    Action.PRINT: N_("Printed"),
    Action.EXPORT: N_("Handed out"),
    Action.EXPORT_REFUSED: N_("Hand-out stopped"),
    Action.IMPORT: N_("Imported"),
    Action.BACKUP: N_("Backup made"),
    Action.PASSPHRASE_CHANGED: N_("Passphrase changed"),
}
_KINDS = {
    "person": N_("person"),
    "guardian": N_("parent or relative"),
    "note": N_("short note"),
    "contact": N_("police contact"),
    "meeting": N_("meeting"),
    "meeting_line": N_("line on the meeting list"),
    "attendee": N_("attendance"),
    "addition": N_("addition to the minutes"),
    "task": N_("task item"),
    "talk": N_("talk"),
    "institution": N_("institution"),
    "professional": N_("professional"),
    "import_batch": N_("police list"),
    "merge": N_("merging of persons"),
    "disclosure": N_("disclosure"),
    "legal_basis": N_("legal basis"),
    "setting": N_("settings"),
    "vault": N_("vault"),
    "search": N_("search"),
}


def action(value: Action) -> str:
    """Return the words for what was done."""
    return _(_ACTIONS[value])


def kind(value: str) -> str:
    """Return the words for a kind of record."""
    return _(_KINDS[value])
