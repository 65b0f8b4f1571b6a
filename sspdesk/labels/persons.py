"""Words for persons: what the timeline says, the fields that are merged, and why something cannot be so."""

from collections.abc import Mapping

from sspdesk.domain.attachments import Attachment
from sspdesk.domain.persons import Merge, Note
from sspdesk.domain.school_cases import SchoolCase
from sspdesk.domain.talk_records import FollowUp, Notification
from sspdesk.domain.talks import Talk, TalkState
from sspdesk.domain.tasks import Task
from sspdesk.domain.timeline import Left, OfEffort, OnMeeting, Responsible, TimelineEntry, TimelineKind
from sspdesk.domain.wednesday import PoliceContact
from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import consents, dates, disclosures, talks, tasks, wednesday

_KINDS = {
    TimelineKind.CONTACT: N_("Police contacts"),
    TimelineKind.MEETING: N_("The Wednesday group"),
    TimelineKind.SCHOOL: N_("The school's cases"),
    TimelineKind.TALK: N_("Talks"),
    TimelineKind.NOTIFICATION: N_("Notifications"),
    TimelineKind.CONSENT: N_("Consents"),
    TimelineKind.TASK: N_("Tasks"),
    TimelineKind.DISCLOSURE: N_("Disclosures"),
    TimelineKind.NOTE: N_("Notes"),
    TimelineKind.DOCUMENT: N_("Documents"),
    TimelineKind.RECORD: N_("Recorded facts"),
}
KIND_ICONS = {
    TimelineKind.CONTACT: "shield",
    TimelineKind.MEETING: "users-round",
    TimelineKind.SCHOOL: "school",
    TimelineKind.TALK: "messages-square",
    TimelineKind.NOTIFICATION: "megaphone",
    TimelineKind.CONSENT: "file-check-2",
    TimelineKind.TASK: "list-checks",
    TimelineKind.DISCLOSURE: "share-2",
    TimelineKind.NOTE: "notebook-pen",
    TimelineKind.DOCUMENT: "file-text",
    TimelineKind.RECORD: "contact-round",
}
_MERGE_FIELDS = {
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "birth_date": N_("Birth date"),
    "cpr": N_("CPR"),
    "school": N_("School and class"),
    "protected": N_("Name and address protection"),
    "address": N_("Home address"),
    "phone": N_("Phone"),
    "note": N_("Remark"),
    "duty": N_("Duty to inform"),
}
ERRORS = {
    "cpr_chars": N_("A CPR number has digits only. Correct it, e.g. 150512-1234."),
    "cpr_length": N_("A CPR number has 10 digits. Here are {digits}."),
    "cpr_date": N_("The first six digits are no date of birth. Check the CPR number."),
    "cpr_taken": N_("Another person has this CPR number. Open that person, or merge the two if they are one."),
    "born_after_contact": N_("The police met the person before this birth date. Check the date."),
    "contact_first_forbidden": N_("Someone who may not be contacted cannot be the one to contact first."),
    "note_empty": N_("Write the note first."),
    "note_too_long": N_(
        "The note has {length} characters; there is room for {limit}. Longer texts belong in the case."
    ),
    "merge_same_person": N_("This is the same person. Choose another one."),
    "class_not_chosen": N_("{rows} pupils have no new class yet. Write it, choose that they leave, or leave them out."),
}


def timeline_kind(value: TimelineKind) -> str:
    """Return the words for a kind of entry, as the filter shows it."""
    return _(_KINDS[value])


def merge_field(value: str) -> str:
    """Return the words for a field that is chosen when merging."""
    return _(_MERGE_FIELDS[value])


def moved_together(counts: Mapping[str, int]) -> str:
    """Return what moves between persons, e.g. "3 politikontakter, 1 samtale"; what hangs on these goes unsaid."""
    return ", ".join(filter(None, (moved(table, count) for table, count in counts.items())))


def moved(table: str, count: int) -> str:
    """Return e.g. "3 politikontakter" for rows that move between persons; empty for parts of other records."""
    words = {
        "contact": ngettext("{count} police contact", "{count} police contacts", count),
        "guardian": ngettext("{count} parent or relative", "{count} parents or relatives", count),
        "note": ngettext("{count} note", "{count} notes", count),
        "task": ngettext("{count} task", "{count} tasks", count),
        "talk": ngettext("{count} talk", "{count} talks", count),
        "school_case": ngettext("{count} case of the school", "{count} cases of the school", count),
        "consent": ngettext("{count} consent", "{count} consents", count),
        "notification": ngettext("{count} notification", "{count} notifications", count),
        "attachment": ngettext("{count} document", "{count} documents", count),
        "disclosure_person": ngettext("{count} disclosure", "{count} disclosures", count),
    }
    return words.get(table, "").format(count=count)


def timeline_title(entry: TimelineEntry) -> str:
    """Return an entry's heading."""
    facts = entry.facts
    if isinstance(facts, PoliceContact):
        return _("Police contact")
    if isinstance(facts, OnMeeting):
        return _("The Wednesday group") if facts.line.decision is not None else _("Put on the Wednesday group's list")
    if isinstance(facts, Responsible):
        return _talk_or_task(facts.what)
    if isinstance(facts, Left | OfEffort):
        return _("Disclosure") if isinstance(facts, Left) else _effort_title(facts)
    if isinstance(facts, Note | Attachment):
        return _("Note") if isinstance(facts, Note) else _("Document")
    return _("Merged with another record") if isinstance(facts, Merge) else _("Recorded")


def _effort_title(facts: OfEffort) -> str:
    if isinstance(facts, SchoolCase):
        return _("The school's case")
    if isinstance(facts, FollowUp):
        return _("Follow-up after a talk")
    if isinstance(facts, Notification):
        return _("Notification sent, title")
    return _("Consent withdrawn") if facts.withdrawn else _("Consent given")


def _effort_text(facts: OfEffort) -> str:
    if isinstance(facts, SchoolCase):
        seen = ", ".join(talks.trigger(one) for one in facts.triggers)
        done = ", ".join(talks.measure(one) for one in facts.measures).lower()
        measures = _("Measures: {measures}.").format(measures=done) if done else ""
        return " ".join(filter(None, (f"{talks.case_state(facts.state)}.", f"{seen}.", facts.text, measures)))
    if isinstance(facts, FollowUp):
        return f"{talks.channel(facts.channel)}: {facts.note}"
    if isinstance(facts, Notification):
        receipt = facts.receipt_on
        told = _("Receipt {day}.").format(day=dates.day(receipt)) if receipt is not None else _("No receipt yet.")
        return _("To {recipient}. {receipt}").format(recipient=facts.recipient, receipt=told)
    scope = consents.scope(facts.full.pairs)
    covered = "; ".join(f"{authority}: {topics.lower()}" for authority, topics in scope)
    if facts.withdrawn:
        return f"{covered}."
    return _("{covered}. Until {day}.").format(covered=covered, day=dates.day(facts.full.consent.valid_to))


def _talk_or_task(what: Task | Talk) -> str:
    if isinstance(what, Talk):
        return talks.kind(what.kind)
    return _("Task done") if what.done_on is not None else _("Task")


def timeline_text(entry: TimelineEntry) -> str:
    """Return an entry's words. They may hold case text and professionals' names."""
    facts = entry.facts
    if isinstance(facts, PoliceContact):
        return contact_text(facts)
    if isinstance(facts, OnMeeting):
        return _meeting_text(facts)
    if isinstance(facts, Responsible):
        return _responsible_text(facts)
    if isinstance(facts, Left | OfEffort):
        return disclosure_text(facts) if isinstance(facts, Left) else _effort_text(facts)
    if isinstance(facts, Note | Attachment):
        return facts.text if isinstance(facts, Note) else facts.title
    both = _("Everything from two records stands here. They can be taken apart again.")
    return both if isinstance(facts, Merge) else ""


def contact_text(contact: PoliceContact) -> str:
    """Return what the police told about a contact: the text, and the place where the text does not name it."""
    words = contact.text.strip()
    named = contact.place.casefold() in words.casefold()
    place = "" if named else _("Place: {place}.").format(place=contact.place)
    return " ".join(part for part in (words, place) if part)


def disclosure_text(left: Left) -> str:
    """Return to whom something left, how and on which basis."""
    disclosure = left.disclosure
    return _("{document} to {recipient}, {channel}. Legal basis: {basis}.").format(
        document=disclosures.document(disclosure.document),
        recipient=disclosure.recipient,
        channel=disclosures.channel(disclosure.channel),
        basis=basis_words(left.basis),
    )


def basis_words(name: str) -> str:
    """Return a legal basis's name with its § kept together with the number."""
    return name.replace("§ ", f"§{dates.NBSP}")


def _meeting_text(facts: OnMeeting) -> str:
    line = facts.line
    if line.decision is None:
        when = dates.moment(facts.starts_at)
        return _("Comes up at the meeting {when}, item {number}.").format(when=when, number=line.number)
    parts = [_("Decision: {decision}.").format(decision=wednesday.decision(line.decision).lower())]
    if facts.responsible:
        parts.append(_("Responsible: {name}.").format(name=facts.responsible))
    if line.due is not None:
        parts.append(_("Deadline {day}.").format(day=dates.day(line.due)))
    if line.note:
        parts.append(line.note)
    return " ".join(parts)


def _responsible_text(facts: Responsible) -> str:
    what = facts.what
    parts = [f"{tasks.title(what)}." if isinstance(what, Task) else f"{talks.state(what.state)}."]
    if facts.responsible:
        parts.append(_("Responsible: {name}.").format(name=facts.responsible))
    if isinstance(what, Task):
        due = what.due if what.done_on is None else None
    else:
        due = what.offer_by if what.state is TalkState.RECOMMENDED else None
    if due is not None:
        parts.append(_("Deadline {day}.").format(day=dates.day(due)))
    return " ".join(parts)


def log_detail(detail: Mapping[str, object]) -> str:
    """Return what a log entry about a person says besides the action; ids and numbers only."""
    if "hits" in detail:
        count = int(str(detail["hits"]))
        return ngettext("{count} hit", "{count} hits", count).format(count=count)
    known = {
        "guardian": _("parent or relative"),
        "note": _("short note"),
        "merged": _("merged with another record"),
        "taken_apart": _("record taken apart"),
        "taken_apart_from": _("record taken apart"),
        "contact": _("police contact moved"),
        "duty": _("duty to inform"),
    }
    return next((words for key, words in known.items() if key in detail), "")
