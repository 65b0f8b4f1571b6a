"""Words for whether shared screens and screenshots show the desk."""

from sspdesk.i18n import N_, _

_STATES = {"hidden": N_("Hidden on shared screens"), "shown": N_("Shown on shared screens"), "impossible": ""}
_EXPLAINED = {
    "hidden": N_("Screenshots and shared screens leave this program out. Press to show it for a projector."),
    "shown": N_("Others can see this program on a shared screen. Press to hide it again."),
    "impossible": N_("On this system the program cannot keep itself out of screenshots and shared screens."),
}


def state(code: str) -> str:
    """Return what the switch says; nothing where the system cannot do it."""
    return _(_STATES[code]) if _STATES[code] else ""


def explained(code: str) -> str:
    """Return what it means and what one can do."""
    return _(_EXPLAINED[code])
