"""Words for the access log: what was done with what kind of record, and what of it is worth telling."""

from enum import StrEnum

from sspdesk.domain.disclosures import Document, Field
from sspdesk.domain.log import Action, Expiry, LogEntry
from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import dates, disclosures

_ACTIONS = {
    Action.UNLOCK: N_("Unlocked"),
    Action.UNLOCK_FAILED: N_("Wrong passphrase"),
    Action.LOCK: N_("Locked"),
    Action.CUT: N_("Older entries left"),
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
    Action.DRILL: N_("Restore tried"),
    Action.KEYS_ROTATED: N_("Keys changed"),
    Action.DEPUTY_ADDED: N_("Deputy let in"),
    Action.CHECK: N_("Vault checked"),
}
_KINDS = {
    "person": N_("person"),
    "guardian": N_("parent or relative"),
    "note": N_("short note"),
    "contact": N_("police contact"),
    "meeting": N_("meeting"),
    "agenda_item": N_("agenda item"),
    "agenda_paper": N_("paper of an agenda"),
    "forum": N_("forum"),
    "forum_item": N_("item of a usual agenda"),
    "forum_member": N_("member of a forum"),
    "series": N_("series of meetings"),
    "school_break": N_("school holiday"),
    "feed": N_("reminder of the year wheel"),
    "meeting_line": N_("line on the meeting list"),
    "attendee": N_("attendance"),
    "addition": N_("addition to the minutes"),
    "task": N_("task item"),
    "talk": N_("talk"),
    "talk_transition": N_("move of a talk"),
    "talk_offer": N_("offer of a talk"),
    "talk_participant": N_("participant in a talk"),
    "talk_agreement": N_("agreement"),
    "talk_follow_up": N_("follow-up of a talk"),
    "notification": N_("notification sent"),
    "school_case": N_("the school's case"),
    "release_case": N_("release"),
    "release_move": N_("move of a release"),
    "release_item": N_("point of a release's checklist"),
    "release_visit": N_("visit in the prison"),
    "release_contact": N_("contact after release"),
    "release_member": N_("function in a release"),
    "release_meeting": N_("meeting of a release"),
    "consent": N_("consent"),
    "consent_scope": N_("part of a consent"),
    "consent_giver": N_("giver of a consent"),
    "institution": N_("institution"),
    "professional": N_("professional"),
    "import_batch": N_("police list"),
    "merge": N_("merging of persons"),
    "disclosure": N_("disclosure"),
    "legal_basis": N_("legal basis"),
    "letter_text": N_("text of a letter"),
    "observation": N_("street-team observation"),
    "street_place": N_("place"),
    "street_shift": N_("street-team shift"),
    "situational_matter": N_("situational matter"),
    "referral": N_("referral of a person"),
    "street_report": N_("report of the street team"),
    "setting": N_("settings"),
    "vault": N_("vault"),
    "log": N_("log"),
    "review": N_("reviewer's view"),
    "attachment": N_("document"),
    "deletion_receipt": N_("receipt of a deletion"),
    "retention_hold": N_("hold of a deletion"),
    "filing": N_("filing in the case system"),
    "search": N_("search"),
    "exit": N_("Exit"),
    "exit_case": N_("exit case"),
    "exit_move": N_("move of an exit case"),
    "exit_threat": N_("threat assessment"),
    "exit_side": N_("custody or safe house"),
    "exit_party": N_("party of an exit agreement"),
    "exit_focus": N_("focus area"),
    "exit_rating": N_("LS/RNR rating"),
    "exit_funds": N_("application for funds"),
    "exit_note": N_("note of an exit case"),
    "exit_outcome": N_("outcome of an exit course"),
    "exit_link": N_("tie of an exit case"),
}
_VALUES = frozenset(document.value for document in Document)


class LogGroup(StrEnum):
    """Kinds of action that the log can be limited to."""

    ACCESS = "adgang"
    SEEN = "set"
    CHANGED = "aendret"
    LEFT = "videregivet"


_GROUPS = {
    LogGroup.ACCESS: N_("Locks and passphrases"),
    LogGroup.SEEN: N_("Seen and searched"),
    LogGroup.CHANGED: N_("Changed and deleted"),
    LogGroup.LEFT: N_("Printed and handed out"),
}
GROUP_ACTIONS = {
    LogGroup.ACCESS: (
        Action.UNLOCK,
        Action.UNLOCK_FAILED,
        Action.LOCK,
        Action.PASSPHRASE_CHANGED,
        Action.CUT,
        Action.DRILL,
        Action.KEYS_ROTATED,
        Action.DEPUTY_ADDED,
        Action.BACKUP,
        Action.CHECK,
    ),
    LogGroup.SEEN: (Action.OPEN, Action.SEARCH, Action.SHOW_CPR),
    LogGroup.CHANGED: (Action.CREATE, Action.CHANGE, Action.DELETE, Action.UNDO, Action.IMPORT),
    LogGroup.LEFT: (Action.PRINT, Action.EXPORT, Action.EXPORT_REFUSED),
}
ICONS = {
    Action.UNLOCK: "lock-open",
    Action.UNLOCK_FAILED: "triangle-alert",
    Action.LOCK: "lock",
    Action.CUT: "archive",
    Action.OPEN: "eye",
    Action.SEARCH: "search",
    Action.SHOW_CPR: "eye",
    Action.CREATE: "plus",
    Action.CHANGE: "notebook-pen",
    Action.DELETE: "trash-2",
    Action.UNDO: "undo-2",
    Action.PRINT: "printer",
    Action.EXPORT: "share-2",
    Action.EXPORT_REFUSED: "ban",
    Action.IMPORT: "file-down",
    Action.BACKUP: "database-backup",
    Action.PASSPHRASE_CHANGED: "key-round",
    Action.DRILL: "refresh-cw",
    Action.KEYS_ROTATED: "key-round",
    Action.DEPUTY_ADDED: "user-plus",
    Action.CHECK: "shield-check",
}


def group(value: LogGroup) -> str:
    """Return the words for a group of actions."""
    return _(_GROUPS[value])


def what(entry: LogEntry) -> str:
    """Return what was done with what, e.g. "Åbnede · person"; never a name."""
    if entry.action in GROUP_ACTIONS[LogGroup.ACCESS] and entry.kind != "exit":
        return action(entry.action)
    words = kind(entry.kind) if entry.kind in _KINDS else entry.kind
    return f"{action(entry.action)} · {words}"


def purpose(entry: LogEntry) -> str:
    """Return what an entry was done for; of what left, the register of disclosures knows more."""
    if entry.action in (Action.DELETE, Action.CUT):
        return _("Deletion when the information is no longer needed")
    return _("Crime prevention (SSP co-operation)")


def facts(entry: LogEntry) -> str:
    """Return what of an entry's facts is worth telling: document and fields, why it was stopped, how many."""
    detail, told = entry.detail, []
    document = detail.get("document")
    if document in _VALUES:
        told.append(disclosures.document(Document(str(document))))
    reason = detail.get("reason")
    if isinstance(reason, str) and reason in disclosures.ERRORS:
        told.append(disclosures.refusal(reason))
    fields = detail.get("fields")
    if isinstance(fields, list):
        known = {one.value: one for one in Field}
        told.append(disclosures.fields(tuple(known[one] for one in fields if one in known)))
    for name, words in (("hits", _hits), ("rows", _rows)):
        count = detail.get(name)
        if isinstance(count, int):
            told.append(words(count))
    found = detail.get("found")
    if isinstance(found, list):
        told.append(_findings(len(found)))
    return " · ".join(told)


def _findings(count: int) -> str:
    if count == 0:
        return _("nothing found wrong")
    return ngettext("{count} finding", "{count} findings", count).format(count=count)


def persons(entry: LogEntry) -> str:
    """Return whom an entry is about, by number: "person nr. 7", "3 personer"."""
    ids = entry.person_ids
    if len(ids) == 1:
        return _("person no. {number}").format(number=ids[0])
    return ngettext("{count} person", "{count} persons", len(ids)).format(count=len(ids)) if ids else ""


def expired(count: int) -> str:
    """Return that entries are older than the term."""
    return ngettext(
        "{count} entry of the log is older than it is to be kept",
        "{count} entries of the log are older than they are to be kept",
        count,
    ).format(count=dates.number(count))


def proposal(found: Expiry) -> str:
    """Return what the proposal to delete old entries means."""
    return _(
        "They are from {first} to {last}. They leave for good. A signed entry stays in their place that says how many "
        "left, so that the log still shows that nothing else is missing."
    ).format(first=dates.plain_day(found.first), last=dates.plain_day(found.last))


def _hits(count: int) -> str:
    return ngettext("{count} hit", "{count} hits", count).format(count=count)


def _rows(count: int) -> str:
    return ngettext("{count} row", "{count} rows", count).format(count=count)


def action(value: Action) -> str:
    """Return the words for what was done."""
    return _(_ACTIONS[value])


def knows(value: str) -> bool:
    """Tell whether a kind of record has words."""
    return value in _KINDS


def kind(value: str) -> str:
    """Return the words for a kind of record."""
    return _(_KINDS[value])


def has_words(value: str) -> bool:
    """Say whether there are words for a kind of record."""
    return value in _KINDS
