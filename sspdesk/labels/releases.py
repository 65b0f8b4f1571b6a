"""Words for releases: stages, checklist, visits, contacts, what the consents say, and why something cannot be so."""

from collections.abc import Sequence
from datetime import date

from sspdesk.domain.consents import ConsentAnswer, ConsentAuthority, ConsentReason, ConsentTopic
from sspdesk.domain.release_records import (
    ContactPoint,
    CopyKind,
    ItemState,
    Known,
    PrintState,
    ReleaseContact,
    ReleaseItem,
    Section,
    VisitState,
)
from sspdesk.domain.releases import Custody, Ending, Release, ReleaseState
from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import consents, dates

_STATES = {
    ReleaseState.INMATE: N_("In prison"),
    ReleaseState.NOTIFIED: N_("Municipality notified"),
    ReleaseState.OWNER: N_("Plan owner named"),
    ReleaseState.TALK: N_("Talk and review"),
    ReleaseState.PLAN: N_("Plan of action"),
    ReleaseState.MEETINGS: N_("Release meetings"),
    ReleaseState.RELEASED: N_("Released"),
    ReleaseState.FOLLOW_UP: N_("Follow-up"),
    ReleaseState.CLOSED: N_("Case closed"),
}
STATE_ICONS = {
    ReleaseState.INMATE: "lock",
    ReleaseState.NOTIFIED: "megaphone",
    ReleaseState.OWNER: "user-check",
    ReleaseState.TALK: "messages-square",
    ReleaseState.PLAN: "notebook-pen",
    ReleaseState.MEETINGS: "users-round",
    ReleaseState.RELEASED: "sunrise",
    ReleaseState.FOLLOW_UP: "phone",
    ReleaseState.CLOSED: "circle-check",
}
_MOVES = {
    ReleaseState.NOTIFIED: N_("The municipality was notified"),
    ReleaseState.OWNER: N_("Name the plan owner"),
    ReleaseState.TALK: N_("The talk was held"),
    ReleaseState.PLAN: N_("The plan is ready"),
    ReleaseState.MEETINGS: N_("Begin the release meetings"),
    ReleaseState.RELEASED: N_("The citizen was released"),
    ReleaseState.FOLLOW_UP: N_("Begin the follow-up"),
    ReleaseState.CLOSED: N_("Close the case"),
}
_CUSTODY = {Custody.SENTENCE: N_("Serving a sentence"), Custody.REMAND: N_("Remand")}
_ENDINGS = {
    Ending.DONE: N_("Carried through"),
    Ending.DECLINED: N_("The citizen says no thanks"),
    Ending.MOVED: N_("Moved to another municipality"),
    Ending.STAYS: N_("Stays in prison"),
    Ending.OTHER: N_("Another reason"),
}
_SECTIONS = {
    Section.HOUSING: N_("Housing"),
    Section.SUPPORT: N_("Money to live on"),
    Section.WORK: N_("Work and education"),
    Section.HEALTH: N_("Health"),
    Section.SUBSTANCE: N_("Treatment of addiction"),
    Section.NETWORK: N_("Family and friends"),
    Section.PAPERS: N_("Papers and bank"),
    Section.DAY: N_("The day of release"),
}
_ITEM_STATES = {
    ItemState.OPEN: N_("Still open"),
    ItemState.DONE: N_("Taken care of"),
    ItemState.NOT_NEEDED: N_("Not needed"),
}
_VISITS = {
    VisitState.PLANNED: N_("Agreed visit"),
    VisitState.HELD: N_("Visit held"),
    VisitState.CANCELLED: N_("Visit cancelled"),
}
_POINTS = {
    ContactPoint.FIRST: N_("First contact after release"),
    ContactPoint.THREE_MONTHS: N_("Follow-up after 3 months"),
    ContactPoint.OTHER: N_("Another contact"),
}
_KNOWN = {Known.YES: N_("Yes, it is so"), Known.NO: N_("No, not yet"), Known.UNKNOWN: N_("Not known")}
_SHORT = {
    ReleaseState.INMATE: N_("Inmate"),
    ReleaseState.NOTIFIED: N_("Notification"),
    ReleaseState.OWNER: N_("Owner named"),
    ReleaseState.TALK: N_("Talk and review held"),
    ReleaseState.PLAN: N_("Plan of action"),
    ReleaseState.MEETINGS: N_("Meetings"),
    ReleaseState.RELEASED: N_("Release"),
    ReleaseState.FOLLOW_UP: N_("Follow-up"),
    ReleaseState.CLOSED: N_("Closed"),
}
_COPIES = {
    CopyKind.INVITATION: N_("Invitation"),
    CopyKind.AGENDA: N_("Agenda"),
    CopyKind.MINUTES: N_("Minutes"),
}
_PRINTS = {
    PrintState.NONE: N_("Not printed yet."),
    PrintState.CURRENT: N_("Printed {day}; it still holds."),
    PrintState.CHANGED: N_("Printed {day}; something on it has changed since. Print it anew."),
    PrintState.WITHDRAWN: N_("Printed {day}; the consent no longer covers all of it. Call it back."),
}
PURPOSE = N_("Co-ordination of a good release")
_POINTS_OF_LIST = (
    (Section.HOUSING, N_("Housing application sent"), 90),
    (Section.HOUSING, N_("A roof for the first night"), 14),
    (Section.HOUSING, N_("Address registered"), 7),
    (Section.SUPPORT, N_("Benefit applied for"), 28),
    (Section.SUPPORT, N_("Plan for debts and fines"), 21),
    (Section.WORK, N_("Job, education or activity agreed, with a start date"), 21),
    (Section.HEALTH, N_("Doctor and health card"), 28),
    (Section.HEALTH, N_("Medicine for the first days"), 3),
    (Section.SUBSTANCE, N_("Treatment handed over"), 14),
    (Section.NETWORK, N_("Contact person or mentor found"), 28),
    (Section.NETWORK, N_("Somebody to come home to"), 14),
    (Section.PAPERS, N_("Consent talked through and signed"), 60),
    (Section.PAPERS, N_("Identity papers"), 28),
    (Section.PAPERS, N_("Bank account and NemKonto"), 28),
    (Section.PAPERS, N_("MitID works"), 21),
    (Section.DAY, N_("Transport on the day agreed"), 7),
    (Section.DAY, N_("First appointment in the municipality"), 7),
    (Section.DAY, N_("Contact sheet handed over"), 1),
)
"""The usual points and how many days before the release they are due (P23, P24; the days are proposals)."""

_TO_CITIZEN = {
    N_("Housing application sent"): N_("Apply for a place to live"),
    N_("A roof for the first night"): N_("A place to sleep the first night"),
    N_("Address registered"): N_("Register your address"),
    N_("Benefit applied for"): N_("Apply for money to live on"),
    N_("Plan for debts and fines"): N_("A plan for what you owe"),
    N_("Job, education or activity agreed, with a start date"): N_("Something to do, and the day it begins"),
    N_("Doctor and health card"): N_("A doctor and your yellow card"),
    N_("Medicine for the first days"): N_("Your medicine for the first days"),
    N_("Treatment handed over"): N_("Go on with your treatment at home"),
    N_("Contact person or mentor found"): N_("Somebody who can support you"),
    N_("Somebody to come home to"): N_("Somebody to come home to"),
    N_("Identity papers"): N_("Your passport or other papers"),
    N_("Bank account and NemKonto"): N_("A bank account and NemKonto"),
    N_("MitID works"): N_("Your MitID"),
    N_("Transport on the day agreed"): N_("How you get home on the day"),
    N_("First appointment in the municipality"): N_("Your first appointment with us"),
    N_("Consent talked through and signed"): "",
    N_("Contact sheet handed over"): "",
}
"""The usual points in the citizen's words; what only the municipality does is left out."""

COLUMNS = {
    "begun_on": N_("Begun on"),
    "recipient_id": N_("Recipient"),
    "custody": N_("Held for"),
    "institution": N_("Prison"),
    "imprisoned_on": N_("Imprisoned"),
    "notified_on": N_("Municipality notified on"),
    "possible_on": N_("Possible parole"),
    "expected_on": N_("Expected release"),
    "expected_at": N_("Expected time of day"),
    "released_on": N_("Day of release"),
    "planned_on": N_("Plan of action ready on"),
    "owner": N_("Plan owner"),
    "leading_id": N_("Leads the case"),
    "ending": N_("How it ended"),
    "section": N_("Group"),
    "not_needed": N_("Not needed"),
    "reached": N_("Reached"),
    "housing": N_("A roof"),
    "support": N_("Money to live on"),
    "occupation": N_("Something to do"),
    "topics": N_("Topics"),
    "function": N_("Function"),
    "release_id": N_("Case of release"),
}
"""The columns of a release, for the history."""

ERRORS = {
    "release_move_illegal": N_("The case cannot go on to that stage from here."),
    "release_open_already": N_("This person has an open case already. Open that one."),
    "release_closed": N_("The case is closed and cannot be changed."),
    "release_day_in_future": N_("This day lies in the future. Write the day it happened."),
    "release_before_imprisoned": N_("This day lies before the imprisonment. Check the two dates."),
    "release_notified_missing": N_("Write when the municipality was notified."),
    "release_owner_missing": N_("Write who answers for the plan of action."),
    "release_day_missing": N_("Write the day of the release."),
    "release_ending_missing": N_("Choose how the case ended."),
    "release_ending_cannot_be": N_("Nobody has been released yet, so the case was not carried through."),
    "sentence_days_cannot_be": N_("Write the length of the sentence in whole days."),
    "visit_lies_ahead": N_("The visit lies ahead and has not been held yet."),
    "release_contact_before": N_("The contact lies before the release."),
    "release_contact_not_reached": N_("Nobody was reached, so the three questions have no answer yet."),
    "release_member_without_topic": N_("Choose at least one topic this person has a function in."),
    "release_topic_is_none": N_("That topic does not belong to a release."),
    "release_member_already": N_("This person takes part already."),
    "release_member_is_another": N_("Another person is added by themselves."),
    "release_nothing_to_ask": N_("The consent covers everything here already."),
    "release_meeting_without_topic": N_("Choose at least one topic for the meeting."),
    "release_topic_uncovered": N_(
        "The consent covers this topic for nobody on the day of the meeting. Ask for consent, or leave the topic out."
    ),
    "release_topic_there": N_("This topic stands on the agenda already."),
    "release_forum_missing": N_("Release meetings have no forum in use. Take it into use under Settings, Forums."),
    "release_not_a_member": N_("This person has no function in the release. Add them on the case first."),
    "release_not_admitted": N_(
        "Cannot be invited: the consent covers none of the meeting's topics for this authority. Ask for consent."
    ),
    "release_was_there": N_("This person was at the meeting and stays in its record."),
    "release_item_stays": N_("What is talked about at a release meeting stays there and cannot go to another meeting."),
    "release_meeting_without_case": N_(
        "Plan the meeting from the person's case under Release. Then it can be taken up."
    ),
    "release_item_needs_topic": N_(
        "At a release meeting every item belongs to a topic of the consent. Add it from the case under Release."
    ),
    "release_text_needs_topic": N_(
        "At a release meeting every text belongs to an item, so that only those with consent get it. Write it there."
    ),
    "release_papers_apart": N_(
        "A release meeting has a paper for each recipient with only what they may see. Print it from the case under "
        "Release."
    ),
    "basis_needs_reason": N_("Write why this is shared without a consent."),
    "release_not_ksp": N_("Only the police, the prison service and social services can get something on this basis."),
    "release_basis_of_others": N_(
        "That basis is about others: litra a about the sentenced, b about the sentenced under 18, c about remand."
    ),
    "release_nothing_to_tell": N_("There is nothing this recipient may see. Nothing was printed."),
}


def state(value: ReleaseState) -> str:
    """Return the words for a stage."""
    return _(_STATES[value])


def move(value: ReleaseState) -> str:
    """Return the words of the button that leads to a stage."""
    return _(_MOVES[value])


def custody(value: Custody) -> str:
    """Return why somebody is held."""
    return _(_CUSTODY[value])


def ending(value: Ending) -> str:
    """Return how a case ended."""
    return _(_ENDINGS[value])


def section(value: Section) -> str:
    """Return the heading of a group of the checklist."""
    return _(_SECTIONS[value])


def item_state(value: ItemState) -> str:
    """Return what became of a point."""
    return _(_ITEM_STATES[value])


def visit(value: VisitState) -> str:
    """Return what became of a visit."""
    return _(_VISITS[value])


def point(value: ContactPoint) -> str:
    """Return which contact after the release it is."""
    return _(_POINTS[value])


def why_lost(topics: Sequence[ConsentTopic]) -> str:
    """Return what on a printed paper is no longer covered."""
    return _("No longer covered: {topics}.").format(topics=quoted(topics))


def known(value: Known) -> str:
    """Return an answer that may be unknown."""
    return _(_KNOWN[value])


def usual_points() -> list[tuple[Section, str, int]]:
    """Return the usual checklist: group, point, days before the release."""
    return [(group, _(title), days) for group, title, days in _POINTS_OF_LIST]


def call_back(name: str) -> str:
    """Return the title of the task to get a printed paper back."""
    return _("Get the printed paper back from {name}").format(name=name)


def for_citizen(item: ReleaseItem) -> str:
    """Return a point in the citizen's words: one of one's own as it was written; "" where it is none of theirs."""
    plain = {_(title): said for title, said in _TO_CITIZEN.items()}
    said = plain.get(item.title)
    if said is None:
        return item.title
    return _(said) if said else ""


def helps_with(topics: Sequence[ConsentTopic]) -> str:
    """Return what somebody helps with, e.g. "Bolig, økonomi og helbred"."""
    first, *others = (consents.topic(one) for one in topics)
    names = [first, *(one[:1].lower() + one[1:] for one in others)]
    return first if not others else _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def ask_for(topics: Sequence[ConsentTopic], authority: ConsentAuthority) -> str:
    """Return the title of the task to ask for a consent, e.g. "Bed om samtykke: Bolig til boligselskab"."""
    return _("Ask for consent: {topics} to {authority}").format(
        topics=", ".join(consents.topic(one) for one in topics), authority=consents.authority(authority).lower()
    )


def countdown(case: Release, today: date) -> tuple[str, str]:
    """Return the count-down and what it counts to: ("24 dage", "til løsladelse")."""
    day = case.release_day
    if day is None:
        return "–", _("no day of release yet")
    days = abs((day - today).days)
    number = ngettext("{count} day", "{count} days", days).format(count=dates.number(days))
    if case.released_on is not None:
        return number, _("since the release")
    if day < today:
        return number, _("past the expected release")
    return (_("Today"), _("is the expected release")) if day == today else (number, _("to the release"))


def covered_by(topics: Sequence[ConsentTopic]) -> str:
    """Return what lets somebody in, e.g. "Dækket af »Bolig« og »Økonomi«"."""
    return _("Covered by {topics}").format(topics=quoted(topics))


def quoted(topics: Sequence[ConsentTopic]) -> str:
    """Return topics as a Danish list in quotation marks."""
    names = [f"»{consents.topic(one)}«" for one in topics]
    return names[0] if len(names) == 1 else _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def why_not(answers: Sequence[ConsentAnswer]) -> str:
    """Return why somebody is kept out: the consent does not cover it, has ended, was withdrawn."""
    withdrawn = [one for one in answers if one.reason is ConsentReason.WITHDRAWN]
    if withdrawn and withdrawn[0].since is not None:
        return _("The consent to {topics} was withdrawn {day}").format(
            topics=quoted([one.topic for one in withdrawn]), day=dates.day_short(withdrawn[0].since)
        )
    if len(answers) == 1 and answers[0].reason is not ConsentReason.NEVER:
        return consents.why(answers[0]).rstrip(".")
    return _("The consent does not cover {topics}").format(topics=quoted([one.topic for one in answers]))


def short_state(value: ReleaseState) -> str:
    """Return the few words of a stage that fit the line of stages."""
    return _(_SHORT[value])


def sections() -> tuple[Section, ...]:
    """Return the groups of the checklist in their order."""
    return tuple(Section)


def answers(contact: ReleaseContact) -> str:
    """Return the three answers, e.g. "Tag over hovedet: ja · Forsørgelse: ja · Noget at lave: ukendt"."""
    said = (
        (_("A roof"), contact.housing),
        (_("Money to live on"), contact.support),
        (_("Something to do"), contact.occupation),
    )
    return " · ".join(f"{what}: {known(answer).lower()}" for what, answer in said)


def print_state(value: PrintState, day: date | None) -> str:
    """Return whether a printed copy still holds."""
    when = dates.plain_day(day) if day is not None else ""
    return _(_PRINTS[value]).format(day=when)


def copy_kind(value: CopyKind) -> str:
    """Return which paper of a meeting it is."""
    return _(_COPIES[value])
