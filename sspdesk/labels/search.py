"""Words for what the command field found: headings, and a title and a line of detail for each kind of record."""

from dataclasses import dataclass
from datetime import date

from sspdesk.domain.meetings import MeetingState
from sspdesk.domain.names import fold
from sspdesk.domain.persons import Relation
from sspdesk.domain.releases import ReleaseState
from sspdesk.domain.school_cases import SchoolCaseState
from sspdesk.domain.search import HitGroup, HitKind, RecordHit
from sspdesk.domain.street_team import Category, MatterKind
from sspdesk.domain.talks import TalkState
from sspdesk.domain.tasks import TaskKind
from sspdesk.domain.wednesday import Decision, Role
from sspdesk.i18n import N_, _
from sspdesk.labels import dates, people, releases, street_team, talks, tasks, wednesday
from sspdesk.labels.reports import upper_first

_GROUPS = {
    HitGroup.PARENTS: N_("Parents"),
    HitGroup.TALKS: N_("Talks"),
    HitGroup.RELEASES: N_("Releases"),
    HitGroup.TASKS: N_("Tasks"),
    HitGroup.NOTES: N_("Notes and remarks"),
    HitGroup.DOCUMENTS: N_("Documents"),
    HitGroup.CONTACTS: N_("Police contacts"),
    HitGroup.MEETINGS: N_("Meetings and forums"),
    HitGroup.CONSENTS: N_("Consents"),
    HitGroup.STREET: N_("Street team"),
}
_ICONS = {
    HitKind.PARENT: "users",
    HitKind.TALK: "messages-square",
    HitKind.CASE: "school",
    HitKind.TASK: "list-checks",
    HitKind.NOTE: "notebook-pen",
    HitKind.REMARK: "contact-round",
    HitKind.DOCUMENT: "file-text",
    HitKind.CONTACT: "shield",
    HitKind.MEETING: "calendar-days",
    HitKind.ITEM: "list-checks",
    HitKind.LINE: "users-round",
    HitKind.FORUM: "landmark",
    HitKind.CONSENT: "file-check-2",
    HitKind.OBSERVATION: "footprints",
    HitKind.MATTER: "flag",
    HitKind.RELEASE: "sunrise",
}
_BEFORE = 3
_LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class HitWords:
    """A hit in words. ``covered`` and ``safe`` stand instead of title and detail in discreet display."""

    title: str
    detail: str
    covered: str
    safe: str
    icon: str
    is_name: bool = False


def group(value: HitGroup) -> str:
    """Return the heading of a group."""
    return _(_GROUPS[value])


def count(shown: int, found: int, *, more: bool) -> str:
    """Return how many there are, e.g. "3", "5 af 12" or "5 af over 50"."""
    if more:
        return _("{shown} of more than {count}").format(shown=shown, count=dates.number(found))
    return dates.number(found) if found == shown else _("{shown} of {count}").format(shown=shown, count=found)


def passage(text: str, typed: str) -> str:
    """Return the text from a few words before the first one that was searched for."""
    words, wanted = text.split(), fold(typed).split()
    begins = [number for number, word in enumerate(words) if any(fold(word).startswith(one) for one in wanted)]
    start = max(0, begins[0] - _BEFORE) if begins else 0
    said = " ".join(words[start:])
    if len(said) > _LONGEST:
        said = said[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return f"… {said}" if start else said


def words(hit: RecordHit, typed: str, today: date) -> HitWords:
    """Return a hit as it is shown: whose or where, when, what it is, and the passage that was found."""
    when = dates.day_in_list(hit.day, today) if hit.day is not None else ""
    kind = _kind(hit)
    text = passage(hit.text, typed)
    if hit.kind in (HitKind.MEETING, HitKind.FORUM, HitKind.OBSERVATION, HitKind.MATTER):
        safe = _line(when, kind)
        detail = text if hit.kind is HitKind.FORUM else _line(when, kind, text)
        return HitWords(title=hit.place, detail=detail, covered=hit.place, safe=safe, icon=_ICONS[hit.kind])
    if hit.kind is HitKind.ITEM:
        where = _line(hit.place, when, _("Closed item") if hit.closed else "")
        return HitWords(
            title=text, detail=_line(where, hit.name), covered=_("Agenda item"), safe=where, icon=_ICONS[hit.kind]
        )
    where = _line(hit.place if hit.kind is HitKind.LINE else "", _when_due(hit, when))
    if hit.name:
        safe = _line(kind, where)
        detail = _line(kind if kind != hit.text else "", where, text)
        return HitWords(title=hit.name, detail=detail, covered=hit.name, safe=safe, icon=_ICONS[hit.kind], is_name=True)
    return HitWords(title=hit.text or kind, detail=where, covered=kind, safe=where, icon=_ICONS[hit.kind])


def _when_due(hit: RecordHit, when: str) -> str:
    if hit.kind is HitKind.TASK:
        if hit.closed:
            return _("done")
        return _("deadline {day}").format(day=when) if when else ""
    if hit.kind is HitKind.CONSENT:
        return _("withdrawn") if hit.closed else _("until {day}").format(day=when)
    return when


def _kind(hit: RecordHit) -> str:
    """Return the words for a hit's state, kind or role."""
    code = hit.code
    found = {
        HitKind.PARENT: lambda: upper_first(people.relation(Relation(code))),
        HitKind.TALK: lambda: talks.state(TalkState(code)),
        HitKind.CASE: lambda: _("School case: {state}").format(state=talks.case_state(SchoolCaseState(code))),
        HitKind.TASK: lambda: tasks.kind(TaskKind(code)),
        HitKind.REMARK: lambda: _("Remark"),
        HitKind.NOTE: lambda: _("Note"),
        HitKind.DOCUMENT: lambda: _("Document"),
        HitKind.CONTACT: lambda: wednesday.role(Role(code)),
        HitKind.MEETING: lambda: wednesday.meeting_state(MeetingState(code)),
        HitKind.LINE: lambda: wednesday.decision(Decision(code)) if code else "",
        HitKind.CONSENT: lambda: _("Consent"),
        HitKind.OBSERVATION: lambda: street_team.categories(tuple(Category(one) for one in code.split())),
        HitKind.RELEASE: lambda: releases.state(ReleaseState(code)),
        HitKind.MATTER: lambda: street_team.matter(MatterKind(code)),
    }
    return found[hit.kind]() if hit.kind in found else ""


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
