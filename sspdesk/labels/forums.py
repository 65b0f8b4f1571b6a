"""Words, icons and tones for forums, their agendas and series, and why a person is not offered for an agenda."""

from datetime import date, timedelta

from sspdesk.domain.agenda import ItemKind, ItemState
from sspdesk.domain.forums import ForumColour, ForumKind
from sspdesk.domain.series import HolidayPolicy, Series, SeriesRule
from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import dates

_KINDS = {
    ForumKind.DISTRICT_COUNCIL: N_("District council"),
    ForumKind.LOCAL_COUNCIL: N_("Local council"),
    ForumKind.CIRCLE: N_("SSP circle"),
    ForumKind.ASSOCIATION: N_("The SSP association"),
    ForumKind.NETWORK: N_("SSP network"),
    ForumKind.WEDNESDAY_GROUP: N_("The Wednesday group"),
    ForumKind.INFO_HOUSE: N_("Info house network"),
    ForumKind.INFO_HOUSE_CASE: N_("Info house, one case"),
    ForumKind.CO_ORDINATION_UNIT: N_("Co-ordination unit"),
    ForumKind.EXIT: N_("Exit co-operation"),
    ForumKind.RELEASE: N_("Release meeting"),
    ForumKind.STEERING: N_("Steering group"),
    ForumKind.STREET_TEAM: N_("The street team"),
    ForumKind.HANDOVER: N_("Hand-over meeting"),
    ForumKind.CO_ORDINATION: N_("Co-ordination committee"),
    ForumKind.LOCAL_GROUP: N_("SSP local group"),
    ForumKind.PROACTIVE: N_("Proactive unit"),
    ForumKind.OPERATIVE: N_("Operative unit"),
    ForumKind.REACTIVE: N_("Reactive unit"),
    ForumKind.OTHER: N_("Another forum"),
}
ICONS = {
    ForumKind.DISTRICT_COUNCIL: "landmark",
    ForumKind.LOCAL_COUNCIL: "landmark",
    ForumKind.NETWORK: "school",
    ForumKind.WEDNESDAY_GROUP: "users-round",
    ForumKind.INFO_HOUSE: "shield",
    ForumKind.INFO_HOUSE_CASE: "shield",
    ForumKind.EXIT: "door-open",
    ForumKind.RELEASE: "sunrise",
    ForumKind.STREET_TEAM: "footprints",
}
TONES = {
    ForumColour.TEAL: "accent",
    ForumColour.PLUM: "plum",
    ForumColour.AMBER: "warn",
    ForumColour.BLUE: "info",
    ForumColour.GREEN: "ok",
    ForumColour.GREY: "neutral",
}
_COLOURS = {
    ForumColour.TEAL: N_("Teal"),
    ForumColour.PLUM: N_("Plum"),
    ForumColour.AMBER: N_("Amber"),
    ForumColour.BLUE: N_("Blue"),
    ForumColour.GREEN: N_("Green"),
    ForumColour.GREY: N_("Grey"),
}
_ITEMS = {
    ItemKind.MINUTES: N_("Last minutes"),
    ItemKind.INFORMATION: N_("Information"),
    ItemKind.DISCUSSION: N_("Discussion"),
    ItemKind.DECISION: N_("For decision"),
    ItemKind.FOLLOW_UP: N_("Follow-up on agreements"),
    ItemKind.POLICE_LIST: N_("Contacts from the police"),
    ItemKind.PERSON: N_("Personal case (closed)"),
    ItemKind.OTHER_BUSINESS: N_("Any other business"),
}
_ITEM_STATES = {ItemState.ON_AGENDA: N_("On the agenda"), ItemState.ON_HOLD: N_("On hold")}
_RULES = {
    SeriesRule.WEEKS: N_("Every n-th week"),
    SeriesRule.EVEN_WEEKS: N_("Even weeks"),
    SeriesRule.ODD_WEEKS: N_("Odd weeks"),
    SeriesRule.MONTH_WEEKDAY: N_("A weekday of the month"),
    SeriesRule.BY_HAND: N_("Chosen dates"),
}
_NOT_OFFERED = {
    "forkert_forum": N_("this forum gets no personal data"),
    "intet_grundlag": N_("no legal basis in force"),
    "intet_samtykke": N_("no consent"),
    "en_sag_pr_moede": N_("one case a meeting"),
    "staar_der_allerede": N_("stands on the agenda"),
}
_POLICIES = {
    HolidayPolicy.SKIP: N_("Skip it"),
    HolidayPolicy.MOVE: N_("Move it to the next school week"),
    HolidayPolicy.KEEP: N_("Hold it all the same"),
}
ERRORS = {
    "forum_never_persons": N_("This forum gets no personal data. Persons cannot be named in it."),
    "forum_has_persons": N_("Persons stand on agendas of this forum. Take them off before persons may not be named."),
    "forum_in_use": N_("The forum has meetings ahead. Cancel them, or let it stay in use."),
    "wednesday_group_stays": N_("The Wednesday group is always there."),
    "meeting_length": N_("A meeting lasts between 5 minutes and a day."),
    "item_title_missing": N_("Write what the item is called."),
    "item_minutes": N_("Write a number of minutes between 0 and 600."),
    "person_not_in_this_forum": N_(
        "This forum gets no personal data, so an item cannot be tied to a person here. "
        "Take the case to a forum that may."
    ),
    "person_without_basis": N_("No legal basis in force lets this person be taken up in this forum."),
    "person_without_consent": N_("No consent lets this person's release be planned here. Ask for it first."),
    "one_case_a_meeting": N_("This forum takes one case a meeting. Plan a further meeting for this person."),
    "person_on_agenda": N_("The person stands on this agenda already."),
    "police_list_elsewhere": N_("Only the Wednesday group has the police's list."),
    "names_in_open_text": N_("The text holds the name of a person in the vault, and this forum gets no personal data."),
    "paper_not_read": N_("The program cannot read what stands in the file, and this forum gets no personal data."),
    "paper_known": N_("This file belongs to the item already."),
    "papers_stay": N_("The item has files, and the other forum gets no personal data. Take the files off first."),
    "item_has_actions": N_("Something was agreed on this item, so it stays on this meeting."),
    "no_earlier_agenda": N_("The forum has no earlier meeting with an agenda."),
    "action_missing": N_("Write what is to be done."),
    "meeting_began_already": N_("The meeting has begun or is over."),
    "feed_title_missing": N_("Write what is to be remembered."),
    "feed_days": N_("Choose between 0 and 365 days, and between 0 and 120 months."),
    "series_ends_before_start": N_("The last date lies before the first."),
    "series_too_long": N_("A series runs for four years at the most."),
    "series_interval": N_("Choose an interval from 1 to 26."),
    "series_without_dates": N_("Write at least one date."),
}


def kind(value: ForumKind) -> str:
    """Return the words for a kind of forum."""
    return _(_KINDS[value])


def icon(value: ForumKind) -> str:
    """Return the icon of a kind of forum."""
    return ICONS.get(value, "users")


def colour(value: ForumColour) -> str:
    """Return the name of a colour."""
    return _(_COLOURS[value])


def item_kind(value: ItemKind) -> str:
    """Return the words for a kind of item."""
    return _(_ITEMS[value])


def item_state(value: ItemState) -> str:
    """Return the words for an item's state."""
    return _(_ITEM_STATES[value])


def rule(value: SeriesRule) -> str:
    """Return the words for a kind of rhythm."""
    return _(_RULES[value])


def policy(value: HolidayPolicy) -> str:
    """Return the words for what happens in holidays."""
    return _(_POLICIES[value])


def not_offered(code: str) -> str:
    """Return why a person cannot be taken up on an agenda."""
    return _(_NOT_OFFERED[code])


def weekday(value: int) -> str:
    """Return the name of a weekday, 0 for Monday."""
    return dates.weekday_name(date(2024, 1, 1) + timedelta(days=value))


def nth(value: int) -> str:
    """Return which of its weekdays in a month: "den 2." or "den sidste"."""
    return _("the last") if value == -1 else f"{value}."


def rhythm(series: Series) -> str:
    """Return the rhythm of a series in a few words, e.g. "hver 2. uge" or "1. tirsdag i måneden"."""
    if series.rule is SeriesRule.WEEKS:
        return ngettext("every week", "every {count} weeks", series.interval).format(count=series.interval)
    if series.rule is SeriesRule.MONTH_WEEKDAY:
        which = {"nth": nth(series.nth), "weekday": weekday(series.weekday)}
        if series.interval == 1:
            return _("{nth} {weekday} of the month").format(**which)
        return _("{nth} {weekday} every {count} months").format(count=series.interval, **which)
    if series.rule is SeriesRule.BY_HAND:
        return ngettext("{count} chosen date", "{count} chosen dates", len(series.days)).format(count=len(series.days))
    return rule(series.rule)
