"""Turns any expected error into Danish words: what happened, what is safe, what to do."""

import pkgutil
from importlib import import_module

from sspdesk import labels
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.i18n import N_, _

ERRORS = {
    "record_gone": N_("What you were working on has been deleted or merged since. Nothing else was changed."),
    "undo_stale": N_("This can no longer be undone, because it was changed afterwards. Nothing was changed now."),
    "disk_full": N_(
        "The disk is full. Nothing was stored just now; what was saved before is safe. Free some space and try again."
    ),
    "disk_error": N_(
        "The disk does not let the program write. What was saved before is safe. Check the disk and try again."
    ),
    "log_broken": N_(
        "The log does not fit together from entry {seq}. Make a copy of the vault and tell your IT department."
    ),
    "log_shorter": N_(
        "The log ends before entry {seq}, which was there when the vault was last closed. Make a copy of the vault and "
        "tell your IT department."
    ),
    "log_proposal_old": N_("The log has changed since the proposal was made. Nothing was deleted. Look at it again."),
    "newer_schema": N_("This vault was made by a newer version of SSP Desk. Nothing was changed. Update the program."),
}


def templates() -> dict[str, str]:
    """Return every error code with its English sentence: ``ERRORS`` of this and of every feature's label module."""
    found = dict(ERRORS)
    for feature in pkgutil.iter_modules(labels.__path__):
        found.update(getattr(import_module(f"sspdesk.labels.{feature.name}"), "ERRORS", {}))
    return found


def explain(error: DomainError | KnownError) -> str:
    """Return the Danish sentence for an expected error."""
    return _(templates()[error.code]).format(**error.facts)
