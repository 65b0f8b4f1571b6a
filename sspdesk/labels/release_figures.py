"""Words for the figures of releases: names, definitions, shares."""

from sspdesk.domain.release_figures import Count, Figure
from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import dates

_NAMES = {
    Figure.WITH_PLAN: N_("L-12 Released with a plan"),
    Figure.PLAN_IN_TIME: N_("D-GL2 Plan within the deadline"),
    Figure.FIRST_CONTACT: N_("D-GL7 First contact in time"),
    Figure.SECOND_CONTACT: N_("D-GL7 Follow-up at 3 months in time"),
    Figure.HOUSING: N_("A roof at 3 months"),
    Figure.SUPPORT: N_("Money to live on at 3 months"),
    Figure.OCCUPATION: N_("Something to do at 3 months"),
}
_DEFINITIONS = {
    Figure.WITH_PLAN: N_("Plan of action ready on the day of release or before, of all released in the period."),
    Figure.PLAN_IN_TIME: N_("Plan ready within 4 weeks of the imprisonment, or your own term, of all released."),
    Figure.FIRST_CONTACT: N_("Reached within 2 weeks, or your own term, of those whose deadline has passed."),
    Figure.SECOND_CONTACT: N_("Reached within 3 months, or your own term, of those whose deadline has passed."),
    Figure.HOUSING: N_("Answered yes at 3 months, of those released over 3 months and 2 weeks ago."),
    Figure.SUPPORT: N_("Answered yes at 3 months, of those released over 3 months and 2 weeks ago."),
    Figure.OCCUPATION: N_("Answered yes at 3 months, of those released over 3 months and 2 weeks ago."),
}


def name(value: Figure) -> str:
    """Return what a figure is called."""
    return _(_NAMES[value])


def definition(value: Figure) -> str:
    """Return what is counted of what."""
    return _(_DEFINITIONS[value])


def share(part: int, whole: int) -> str:
    """Return a share, e.g. "64 % (7 af 11)"; a dash where there is nothing to share (domain.md § 4.1)."""
    if not whole:
        return "–"
    return _("{share} ({part} of {whole})").format(
        share=dates.percent(part / whole), part=dates.number(part), whole=dates.number(whole)
    )


def told(released: int, open_cases: int) -> str:
    """Return how many cases the figures rest on."""
    first = ngettext("{count} released in the period.", "{count} released in the period.", released)
    second = ngettext("{count} case is open now.", "{count} cases are open now.", open_cases)
    third = _("Cases that were deleted are not counted any more. Unknown ones count in the whole, never in the part.")
    return " ".join((first.format(count=released), second.format(count=open_cases), third))


def share_alone(count: Count) -> str:
    """Return a share without its numbers, e.g. "64 %"; a dash where there is nothing to share."""
    return "–" if count.share is None else dates.percent(count.share)


def number(value: int) -> str:
    """Return a number as it is written."""
    return dates.number(value)


def hidden() -> str:
    """Return what stands on paper for a figure that would tell of few."""
    return _("hidden")
