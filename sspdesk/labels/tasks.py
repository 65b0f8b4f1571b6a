"""Words for tasks and deadlines: what is to be done, how the day is found, why a deadline cannot be so."""

from datetime import date

from sspdesk.domain.intervals import Interval
from sspdesk.domain.tasks import AnchorKind, DeadlineRule, DueGroup, Rule, Shift, Task, TaskKind
from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import dates

_KINDS = {
    TaskKind.OFFER_TALK: N_("Offer a preventive talk"),
    TaskKind.STREET_TEAM: N_("The street team follows"),
    TaskKind.NOTIFICATION: N_("Send a notification"),
    TaskKind.DUTY_TO_INFORM: N_("Fulfil the duty to inform"),
    TaskKind.OWN: N_("Own task"),
    TaskKind.AWAIT_REPLY: N_("Ask for an answer to the offer"),
    TaskKind.HOLD_TALK: N_("Hold the talk"),
    TaskKind.FOLLOW_UP: N_("Follow the talk up"),
    TaskKind.REOFFER: N_("Offer the talk again"),
    TaskKind.AGREEMENT: N_("Keep an agreement"),
    TaskKind.CHASE_RECEIPT: N_("Ask for the receipt of the notification"),
    TaskKind.RENEW_CONSENT: N_("Renew the consent, or let it end"),
    TaskKind.MEETING_ACTION: N_("Action from a meeting"),
    TaskKind.YEAR_WHEEL: N_("Reminder of the year wheel"),
    TaskKind.ASK_CONSENT: N_("Ask the citizen for consent"),
    TaskKind.RELEASE_NOTICE: N_("Ask the prison for the notification"),
    TaskKind.RELEASE_PLAN: N_("Have the plan of action ready"),
    TaskKind.RELEASE_APPROACH: N_("The prison contacts the municipality"),
    TaskKind.RELEASE_PAROLE: N_("Ask for the decision on parole"),
    TaskKind.RELEASE_ACTIVE: N_("The municipality comes in for the last months"),
    TaskKind.RELEASE_EXPENSES: N_("Apply for single expenses and housing"),
    TaskKind.RELEASE_CONTACT_1: N_("First contact after release"),
    TaskKind.RELEASE_CONTACT_2: N_("Follow-up after 3 months"),
    TaskKind.RELEASE_ITEM: N_("Point of the checklist"),
    TaskKind.RELEASE_VISIT: N_("Visit in the prison"),
}
_RULES = {
    DeadlineRule.NEXT_MEETING: N_("The next meeting"),
    DeadlineRule.ONE_MONTH: N_("A month at most"),
    DeadlineRule.BY_HAND: N_("Chosen by hand"),
    DeadlineRule.DAYS: N_("Days"),
    DeadlineRule.WORKING_DAYS: N_("Working days"),
    DeadlineRule.SCHOOL_DAYS: N_("School days"),
    DeadlineRule.WEEKS: N_("Weeks"),
    DeadlineRule.MONTHS: N_("Months"),
}
_ANCHORS = {
    AnchorKind.DATE: N_("a chosen day"),
    AnchorKind.MEETING: N_("the meeting"),
    AnchorKind.TALK_ASSIGNED: N_("the talk was assigned"),
    AnchorKind.TALK_OFFERED: N_("the talk was offered"),
    AnchorKind.TALK_ANSWERED: N_("the answer to the offer"),
    AnchorKind.TALK_HELD: N_("the talk"),
    AnchorKind.NOTIFICATION_SENT: N_("the notification was sent"),
    AnchorKind.CONSENT_END: N_("the end of the consent"),
    AnchorKind.IMPRISONED: N_("the imprisonment"),
    AnchorKind.POSSIBLE_PAROLE: N_("the possible parole"),
    AnchorKind.EXPECTED_RELEASE: N_("the expected release"),
    AnchorKind.RELEASED: N_("the release"),
}
_INTERVALS = {
    Interval.TALK_OFFER: N_("Offer of a talk, from the day it is assigned"),
    Interval.TALK_REPLY: N_("Ask for an answer, from the offer"),
    Interval.TALK_HELD: N_("Hold the talk, from the yes"),
    Interval.TALK_FOLLOW_UP_1: N_("First follow-up, from the talk"),
    Interval.TALK_FOLLOW_UP_2: N_("Second follow-up, from the talk"),
    Interval.TALK_REOFFER_1: N_("Offer again after a no"),
    Interval.TALK_REOFFER_2: N_("Offer again a second time"),
    Interval.RECEIPT: N_("Ask for the receipt of a notification"),
    Interval.CONSENT_VALID: N_("A consent holds unless it says otherwise"),
    Interval.CONSENT_RENEWAL: N_("Reminder before a consent ends"),
    Interval.RELEASE_PLAN: N_("Release: plan of action, from the imprisonment"),
    Interval.RELEASE_APPROACH_LONG: N_("Release: contact before a parole over a year away"),
    Interval.RELEASE_APPROACH_SHORT: N_("Release: contact otherwise, from the imprisonment"),
    Interval.RELEASE_PAROLE: N_("Release: decision, before the possible parole"),
    Interval.RELEASE_ACTIVE: N_("Release: the municipality comes in before it"),
    Interval.RELEASE_EXPENSES: N_("Release: single expenses and housing before it"),
    Interval.RELEASE_CONTACT_1: N_("Release: first contact after it"),
    Interval.RELEASE_CONTACT_2: N_("Release: follow-up after it"),
}
_GROUPS = {
    DueGroup.OVERDUE: N_("Overdue"),
    DueGroup.TODAY: N_("Today"),
    DueGroup.WEEK: N_("This week"),
    DueGroup.LATER: N_("Later"),
    DueGroup.UNDATED: N_("Without a deadline"),
}
_LINKS = {
    TaskKind.OFFER_TALK: N_("Offer"),
    TaskKind.AWAIT_REPLY: N_("Answer"),
    TaskKind.HOLD_TALK: N_("Open it"),
    TaskKind.FOLLOW_UP: N_("Follow up"),
    TaskKind.REOFFER: N_("Offer again"),
    TaskKind.AGREEMENT: N_("Open it"),
    TaskKind.STREET_TEAM: N_("Open it"),
    TaskKind.NOTIFICATION: N_("Open it"),
    TaskKind.CHASE_RECEIPT: N_("Open it"),
    TaskKind.DUTY_TO_INFORM: N_("Answer"),
    TaskKind.RENEW_CONSENT: N_("Renew"),
    TaskKind.MEETING_ACTION: N_("Open it"),
    TaskKind.YEAR_WHEEL: N_("Open it"),
    TaskKind.ASK_CONSENT: N_("Open it"),
    TaskKind.RELEASE_NOTICE: N_("Open it"),
    TaskKind.RELEASE_PLAN: N_("Open it"),
    TaskKind.RELEASE_APPROACH: N_("Open it"),
    TaskKind.RELEASE_PAROLE: N_("Open it"),
    TaskKind.RELEASE_ACTIVE: N_("Open it"),
    TaskKind.RELEASE_EXPENSES: N_("Open it"),
    TaskKind.RELEASE_CONTACT_1: N_("Open it"),
    TaskKind.RELEASE_CONTACT_2: N_("Open it"),
    TaskKind.RELEASE_ITEM: N_("Open it"),
    TaskKind.RELEASE_VISIT: N_("Open it"),
    TaskKind.OWN: N_("Open it"),
}

ERRORS = {
    "task_title_missing": N_("Write what is to be done."),
    "due_in_past": N_("The deadline has passed already. Choose a later day."),
    "due_missing": N_("This task follows a rule and needs a deadline. Choose a day."),
    "duty_due_is_law": N_(
        "The month to inform the person is law and cannot be moved. Write when they were told, or why not."
    ),
    "override_without_reason": N_("Write why the deadline is another than the rule gives."),
    "repeat_cannot_be": N_("Choose how often the task comes again, at least every day."),
    "repeat_without_deadline": N_("A task that comes again needs its first deadline."),
    "repeat_ends_before": N_("The last repetition lies before the deadline. Choose a later day."),
    "task_done": N_("The task is done. Open it again before you change it."),
    "task_follows": N_("This task follows from what was decided. Mark it as done, or change what it follows from."),
    "interval_cannot_be": N_("Write a whole number from {least} to {most}."),
}


def kind(value: TaskKind) -> str:
    """Return the words for what a task asks for; one of OWN has its own title."""
    return _(_KINDS[value])


def title(task: Task) -> str:
    """Return what a task asks for: its own title, or the words for its kind."""
    return task.title or kind(task.kind)


def due_group(value: DueGroup) -> str:
    """Return the heading of a group of deadlines."""
    return _(_GROUPS[value])


def link(value: TaskKind) -> str:
    """Return the one or two words of the link that leads to where a task is handled."""
    return _(_LINKS[value])


def rule(value: DeadlineRule) -> str:
    """Return the words for a rule."""
    return _(_RULES[value])


def anchor(value: AnchorKind) -> str:
    """Return what a deadline is counted from."""
    return _(_ANCHORS[value])


def interval(value: Interval) -> str:
    """Return what an interval is for."""
    return _(_INTERVALS[value])


def amount(value: Rule) -> str:
    """Return a length, e.g. "6 hverdage"; negative amounts without their sign."""
    count = abs(value.amount)
    words = {
        DeadlineRule.DAYS: ngettext("{count} day", "{count} days", count),
        DeadlineRule.WORKING_DAYS: ngettext("{count} working day", "{count} working days", count),
        DeadlineRule.SCHOOL_DAYS: ngettext("{count} school day", "{count} school days", count),
        DeadlineRule.WEEKS: ngettext("{count} week", "{count} weeks", count),
        DeadlineRule.MONTHS: ngettext("{count} month", "{count} months", count),
        DeadlineRule.ONE_MONTH: ngettext("{count} month", "{count} months", 1),
    }
    shown = 1 if value.rule is DeadlineRule.ONE_MONTH else count
    return words[value.rule].format(count=dates.number(shown)) if value.rule in words else rule(value.rule)


def how_found(task: Task, today: date, moved: Shift | None = None) -> str:
    """Return how the deadline is found, e.g. "21 dage efter svaret på tilbuddet, man. 2. nov."; empty by hand.

    What moved it stands behind: "… · rykket frem fra tors. 24. dec. (Juleaftensdag)".
    """
    found = _counted(task, today)
    return " · ".join(part for part in (found, _moved(moved, today)) if part) if found else ""


def _moved(moved: Shift | None, today: date) -> str:
    if moved is None:
        return ""
    names = _(" and ").join(moved.names)
    if moved.plain is None:
        return _("without {names}").format(names=names)
    day = dates.day_in_list(moved.plain, today)
    if not names:
        return _("earlier than {day}, a weekend").format(day=day)
    return _("earlier than {day} ({names})").format(day=day, names=names)


def _counted(task: Task, today: date) -> str:
    if task.anchor is None or task.computed is None:
        return ""
    if task.rule is DeadlineRule.NEXT_MEETING:
        return rule(task.rule)
    day = dates.day_in_list(task.anchor, today)
    words = _("{length} before {anchor}, {day}") if task.amount < 0 else _("{length} after {anchor}, {day}")
    if task.anchor_kind is AnchorKind.DATE:
        words = _("{length} before {day}") if task.amount < 0 else _("{length} after {day}")
    length = amount(Rule(task.rule, task.amount))
    return words.format(length=length, anchor=anchor(task.anchor_kind), day=day)


def repeats(task: Task) -> str:
    """Return how often a task comes again, e.g. "igen hver 2 uger"; empty when it does not."""
    if task.repeat_rule is None:
        return ""
    return _("again every {length}").format(length=amount(Rule(task.repeat_rule, task.repeat_amount)))
