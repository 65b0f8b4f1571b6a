"""The words of papers and encrypted files: the legend of the decision boxes and what can go wrong with a file."""

from sspdesk.domain.wednesday import Decision
from sspdesk.i18n import N_
from sspdesk.labels import wednesday

ERRORS = {
    "file_not_writable": N_(
        "The file could not be saved in that folder. Your data are safe. "
        "Choose another folder, or close the file if it is open."
    ),
    "handout_text_without_reason": N_("Write why the teacher needs the line, or leave the line out."),
}


def decision_legend() -> str:
    """Return the line under the meeting list, e.g. "S = tilbyd forebyggende samtale · G = …"."""
    return " · ".join(f"{one.paper_letter} = {lower_first(wednesday.decision(one))}" for one in Decision)


def role_and_theme(role: str, theme: str) -> str:
    """Return the words for a role and its theme together, e.g. "Vidne, uro"; a theme never stands without the role."""
    return f"{upper_first(role)}, {lower_first(theme)}" if theme else upper_first(role)


def lower_first(words: str) -> str:
    """Return words to stand inside a line."""
    return words[:1].lower() + words[1:]


def upper_first(words: str) -> str:
    """Return words to begin a line."""
    return words[:1].upper() + words[1:]
