"""Words for the street team: categories, states, ages, sizes, moods, situational matters."""

from sspdesk.domain.street_team import (
    AgeBand,
    Category,
    MatterKind,
    MatterState,
    Observation,
    ObservationState,
    ShiftState,
)
from sspdesk.i18n import N_, _
from sspdesk.labels.dates import number

CATEGORIES = {
    Category.GATHERING: N_("Gathering of young people"),
    Category.DRUGS: N_("Nitrous oxide and drugs"),
    Category.VANDALISM: N_("Damage done"),
    Category.INSECURITY: N_("Insecurity"),
    Category.CONFLICT: N_("Conflict"),
    Category.NEW_GROUP: N_("New group"),
    Category.DIGITAL: N_("Online tendency"),
    Category.DARK_PLACE: N_("Dark or unsafe place"),
    Category.POSITIVE: N_("Positive activity"),
    Category.SEEKS_HELP: N_("Young person seeks help"),
    Category.SHOP: N_("Shop or business"),
    Category.HOUSING: N_("Housing association"),
    Category.MOPEDS: N_("Mopeds and noise"),
}
CATEGORY_ICONS = {
    Category.GATHERING: "users",
    Category.DRUGS: "leaf",
    Category.VANDALISM: "spray-can",
    Category.INSECURITY: "shield-alert",
    Category.CONFLICT: "hand",
    Category.NEW_GROUP: "users-round",
    Category.DIGITAL: "smartphone",
    Category.DARK_PLACE: "triangle-alert",
    Category.POSITIVE: "heart-handshake",
    Category.SEEKS_HELP: "door-open",
    Category.SHOP: "shopping-bag",
    Category.HOUSING: "house",
    Category.MOPEDS: "bike",
}
_STATES = {
    ObservationState.DRAFT: N_("Not yet read"),
    ObservationState.REVIEWED: N_("Read"),
    ObservationState.AGGREGATED: N_("Only numbers"),
}
STATE_ICONS = {
    ObservationState.DRAFT: "circle",
    ObservationState.REVIEWED: "circle-check",
    ObservationState.AGGREGATED: "archive",
}
_SHIFT_STATES = {
    ShiftState.PLANNED: N_("Planned"),
    ShiftState.WALKED: N_("Walked"),
    ShiftState.CANCELLED: N_("Cancelled"),
}
_MATTERS = {
    MatterKind.LIGHT: N_("Lighting"),
    MatterKind.PLANTING: N_("Planting"),
    MatterKind.WALK: N_("Neighbourhood walk"),
    MatterKind.CLEANING: N_("Clearing up"),
    MatterKind.OTHER: N_("Other measure"),
}
_MATTER_STATES = {
    MatterState.REPORTED: N_("Reported"),
    MatterState.ONGOING: N_("In progress"),
    MatterState.DONE: N_("Carried out"),
    MatterState.DROPPED: N_("Not possible"),
}
_MOODS = (N_("tense"), N_("uneasy"), N_("neutral"), N_("calm"), N_("good"))
ERRORS = {
    "observation_in_future": N_("The date lies ahead. An observation is something that was seen."),
    "category_missing": N_("Choose at least one theme."),
    "range_backwards": N_("The second number is lower than the first."),
    "size_cannot_be": N_("The group can be from 0 to 999."),
    "age_cannot_be": N_("An age is from 0 to 110."),
    "mood_cannot_be": N_("The mood is from 1 to 5."),
    "workers_missing": N_("Choose who walked the shift."),
    "shift_too_long": N_("A shift is at most 12 hours. Check the times."),
    "shift_was_walked": N_("There are observations on the shift. Delete or move them first."),
    "plan_ends_wrong": N_("The plan must end after its first day, and within a year."),
    "street_hours_out_of_bounds": N_("A worker's norm is from 1 to 37 hours a week."),
    "street_weeks_out_of_bounds": N_("A text can be kept from 1 to 52 weeks."),
    "responsible_missing": N_("Write who is to do it."),
    "names_in_text": N_("The text holds the name of a person in the vault. Observations are without names."),
    "names_in_report": N_(
        "The report holds the name of a person in the vault, in your text, a chosen sentence or a measure. Write it "
        "without the name: a report to the local council never names anybody."
    ),
    "observation_stripped": N_("The texts of this observation have been removed; only its numbers are kept."),
    "referral_without_purpose": N_("Write why the person is referred. It stands on the person, not here."),
}


def category(value: Category) -> str:
    """Return the words for a category."""
    return _(CATEGORIES[value])


def categories(values: tuple[Category, ...]) -> str:
    """Return the words for categories, with commas between."""
    return ", ".join(category(value) for value in values)


def state(value: ObservationState) -> str:
    """Return the words for an observation's state."""
    return _(_STATES[value])


def shift_state(value: ShiftState) -> str:
    """Return the words for a shift's state."""
    return _(_SHIFT_STATES[value])


def matter(value: MatterKind) -> str:
    """Return the words for a kind of situational matter."""
    return _(_MATTERS[value])


def matter_state(value: MatterState) -> str:
    """Return the words for how far a matter has come."""
    return _(_MATTER_STATES[value])


def age_band(value: AgeBand) -> str:
    """Return the words for an age band, e.g. "15-17 år"."""
    low, high = value.span
    return ages(low, high)


def ages(low: int | None, high: int | None) -> str:
    """Return a span of ages, e.g. "13–16 år", "fra 14 år", "til 17 år"; empty when nothing is known."""
    if low is not None and high is not None:
        return _("{low}–{high} years").format(low=low, high=high) if low != high else _("{low} years").format(low=low)
    if low is not None:
        return _("from {low} years").format(low=low)
    return _("up to {high} years").format(high=high) if high is not None else ""


def size(observation: Observation) -> str:
    """Return a group's size as the team wrote it, e.g. "8", "ca. 10", "5–6"; empty when nobody counted."""
    if observation.size is None:
        return ""
    text = number(observation.size)
    if observation.size_to is not None and observation.size_to != observation.size:
        text = f"{text}–{number(observation.size_to)}"
    return _("about {number}").format(number=text) if observation.estimated else text


def mood(value: int | None) -> str:
    """Return the words for a mood, e.g. "2 urolig"; empty when it is not known."""
    return f"{value} {_(_MOODS[value - 1])}" if value else ""


def band(first: int, hours: int = 2) -> str:
    """Return the words for a band of hours, e.g. "20–22"; past midnight from 0."""
    last = first + hours
    return f"{first % 24}–{last % 24 if last > 24 else last}"
