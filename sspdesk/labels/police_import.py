"""Words for importing a police list: how sure a match is and why, what is asked, what became of a row."""

from sspdesk.domain.matching import Basis, Certainty, Choice
from sspdesk.i18n import N_, _

_CERTAINTIES = {
    Certainty.SURE: N_("Sure"),
    Certainty.POSSIBLE: N_("Possible"),
    Certainty.NEW: N_("New"),
}
CERTAINTY_ICONS = {
    Certainty.SURE: ("circle-check", "ok"),
    Certainty.POSSIBLE: ("triangle-alert", "warn"),
    Certainty.NEW: ("user-plus", "muted"),
}
_CHOICES = {
    Choice.SAME: N_("Same"),
    Choice.NEW: N_("New"),
    Choice.SKIP: N_("Skip"),
}
_BASES = {
    Basis.CPR: N_("same CPR number"),
    Basis.NAME_AND_BIRTH: N_("same name and birth date"),
    Basis.CPR_OTHER_NAME: N_("same CPR number, another name"),
    Basis.SPELLING: N_("spelled differently"),
    Basis.NEAR_BIRTH: N_("birth date is like it"),
    Basis.NO_BIRTH: N_("birth date missing"),
    Basis.CPR_DIFFERS: N_("another CPR number"),
    Basis.OTHER_BIRTH: N_("another birth date"),
}
_QUESTIONS = {
    Basis.CPR: N_("The CPR number is the same."),
    Basis.NAME_AND_BIRTH: N_("Name and birth date are the same, and more than one person has them."),
    Basis.CPR_OTHER_NAME: N_("The CPR number is the same, but the name is quite another."),
    Basis.SPELLING: N_("The birth date is the same, but the name is spelled differently."),
    Basis.NEAR_BIRTH: N_("The name is the same or alike, and the birth dates are easily mistaken for each other."),
    Basis.NO_BIRTH: N_("The name is the same or alike, but a birth date is missing."),
    Basis.CPR_DIFFERS: N_("Name and birth date are alike, but the CPR numbers differ."),
    Basis.OTHER_BIRTH: N_("The name is the same, but the birth date is another."),
}

ERRORS = {
    "rows_unanswered": N_("{count} rows still need an answer. Nothing was stored. Press F8 to go to the next one."),
    "source_not_deleted": N_(
        "{name} could not be deleted. The contacts are stored. "
        "Close the file in other programs, or delete it in its folder."
    ),
}


def certainty(value: Certainty) -> str:
    """Return the word for how sure a match is."""
    return _(_CERTAINTIES[value])


def choice(value: Choice) -> str:
    """Return the word on the button for what is done with a row."""
    return _(_CHOICES[value])


def basis(value: Basis) -> str:
    """Return in a few words what a match rests on."""
    return _(_BASES[value])


def question(value: Basis) -> str:
    """Return the sentence that says why the program asks."""
    return _(_QUESTIONS[value])
