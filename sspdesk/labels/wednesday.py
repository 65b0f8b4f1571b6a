"""Words for the Wednesday group: roles, themes, states, decisions, attendance and meeting states."""

from sspdesk.domain.meetings import Attendance, MeetingState
from sspdesk.domain.wednesday import ContactState, Decision, Role, Theme
from sspdesk.i18n import N_, _

CHARGED_FROM = 15
"""The age from which somebody can be charged with a crime (domain.md § 3.1)."""

_ROLES = {
    Role.CHARGED: N_("charged"),
    Role.SUSPECTED: N_("suspected"),
    Role.WITNESS: N_("witness"),
    Role.VICTIM: N_("victim"),
    Role.WORRYING_BEHAVIOUR: N_("worrying behaviour"),
    Role.HARMFUL_NETWORK: N_("inappropriate network"),
    Role.MET: N_("met/other"),
}
_THEMES = {
    Theme.VANDALISM: N_("Vandalism"),
    Theme.TRAFFIC: N_("Traffic"),
    Theme.UNREST: N_("Unrest"),
    Theme.SHOPLIFTING: N_("Shoplifting"),
    Theme.DRUGS: N_("Intoxicants"),
    Theme.DIGITAL: N_("Digital"),
    Theme.VIOLENCE: N_("Fight"),
    Theme.OTHER: N_("Other theme"),
}
THEME_ICONS = {
    Theme.VANDALISM: "spray-can",
    Theme.TRAFFIC: "bike",
    Theme.UNREST: "users",
    Theme.SHOPLIFTING: "shopping-bag",
    Theme.DRUGS: "leaf",
    Theme.DIGITAL: "smartphone",
    Theme.VIOLENCE: "hand",
    Theme.OTHER: "eye",
}
_STATES = {
    ContactState.RECEIVED: N_("Received"),
    ContactState.CLARIFIED: N_("Clarified"),
    ContactState.TALK_RECOMMENDED: N_("Talk recommended"),
    ContactState.OTHER_EFFORT: N_("Other effort"),
    ContactState.NOT_RELEVANT: N_("Not relevant, to be deleted"),
    ContactState.ASSIGNED: N_("Assigned"),
    ContactState.CLOSED: N_("Closed"),
}
_DECISIONS = {
    Decision.OFFER_TALK: N_("Offer a preventive talk"),
    Decision.STREET_TEAM: N_("The street team follows"),
    Decision.NOTIFICATION: N_("Notification"),
    Decision.ALREADY_HELPED: N_("Is already being helped"),
    Decision.NO_ACTION: N_("No action"),
    Decision.NOT_RELEVANT: N_("Not relevant"),
}
DECISION_ICONS = {
    Decision.OFFER_TALK: "messages-square",
    Decision.STREET_TEAM: "footprints",
    Decision.NOTIFICATION: "megaphone",
    Decision.ALREADY_HELPED: "heart-handshake",
    Decision.NO_ACTION: "circle-slash",
    Decision.NOT_RELEVANT: "trash-2",
}
_ATTENDANCE = {
    Attendance.INVITED: N_("invited"),
    Attendance.PRESENT: N_("present"),
    Attendance.APOLOGIES: N_("apologies"),
    Attendance.ABSENT: N_("absent"),
}
_MEETING_STATES = {
    MeetingState.PLANNED: N_("Planned"),
    MeetingState.INVITED: N_("Members invited"),
    MeetingState.AGENDA_SENT: N_("Agenda sent"),
    MeetingState.HELD: N_("Held"),
    MeetingState.MINUTES_DRAFT: N_("Minutes in draft"),
    MeetingState.MINUTES_APPROVED: N_("Minutes approved"),
    MeetingState.CANCELLED: N_("Cancelled"),
    MeetingState.MOVED: N_("Moved, members to be told"),
}

ERRORS = {
    "contact_in_future": N_("The date lies more than a month ahead. Check the year."),
    "contact_before_birth": N_("The contact lies before the person was born. Check the two dates."),
    "text_too_long": N_(
        "The text has {length} characters; there is room for {limit}. Keep to what the follow-up needs."
    ),
    "minutes_locked": N_("The minutes are approved and locked. Write a dated addition instead."),
    "ends_before_start": N_("The meeting ends before it begins. Check the times."),
    "meeting_overlaps": N_("There is already a meeting at that time. Choose another time, or open that meeting."),
    "meeting_cancelled": N_("The meeting is cancelled. Its lines come along into the next meeting."),
    "meeting_was_held": N_("The meeting was held, so it cannot be cancelled. End it, or write its minutes."),
    "meeting_has_decisions": N_("The group has decided at this meeting, so it cannot be cancelled. End it instead."),
    "meeting_ended_already": N_("The meeting has already been ended. Its minutes are a draft."),
    "meeting_not_ended": N_("End the meeting before you approve its minutes."),
    "minutes_not_locked": N_("The minutes are not approved yet. Change them directly."),
    "addition_empty": N_("Write what is to be added."),
    "due_before_meeting": N_("The deadline lies before the meeting. Choose a later day."),
    "decided_later": N_("A later meeting has decided on this line. Change the decision there."),
    "already_at_meeting": N_("This person is already on the list of those invited."),
    "member_stays": N_("Members of the group stay on the list. Mark them as apologies or absent instead."),
    "duty_needs_answer": N_("Write when the person was informed, or why not."),
    "duty_date_in_future": N_("The day the person was informed lies in the future."),
}


def role(value: Role, age: int | None = None) -> str:
    """Return the words for a role. Give the age at the contact, because a child under 15 cannot be charged."""
    if value is Role.CHARGED and age is not None and age < CHARGED_FROM:
        return _("suspected (under 15)")
    return _(_ROLES[value])


def theme(value: Theme) -> str:
    """Return the words for a theme. Never show it without the role."""
    return _(_THEMES[value])


def state(value: ContactState) -> str:
    """Return the words for a contact's state."""
    return _(_STATES[value])


def decision(value: Decision) -> str:
    """Return the words for a decision."""
    return _(_DECISIONS[value])


def attendance(value: Attendance) -> str:
    """Return the word for an attendance."""
    return _(_ATTENDANCE[value])


def meeting_state(value: MeetingState) -> str:
    """Return the words for a meeting's state."""
    return _(_MEETING_STATES[value])
