"""The sentences said before any window is there: what keeps the desk from starting, and how to mend it."""

from sspdesk.i18n import N_, _

NO_SCREEN = N_(
    "There is no screen to show SSP Desk on. Start it from the desktop, or have it shown in pictures with: {command}"
)
MISSING_LIBRARIES = N_("SSP Desk needs parts of Linux that are not here. Fetch them with: {command}")
DEMO_IN_PREPARATION = N_("Making a demo vault with invented persons. It is wiped when you close SSP Desk.")
DEMO_FAILED = N_("The demo vault could not be made in {folder}. Make room on the disk, and try again.")
DESK_STOPPED = N_("SSP Desk stopped unexpectedly. Everything that was saved is safe. Start it again.")

ERRORS = {
    "school_missing": N_("An SSP teacher belongs to a school. Write the school, or empty the row."),
    "school_twice": N_("{school} is written twice. Empty one of the rows."),
}


def sentence(text: str, **facts: str) -> str:
    """Return the Danish sentence with its facts put in."""
    return _(text).format(**facts)
