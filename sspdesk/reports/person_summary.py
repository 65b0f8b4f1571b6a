"""The summary of one person: facts, timeline, tasks, disclosures; a protected address never gets on the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reportlab.platypus import Flowable, Spacer

from sspdesk.domain.papers import Copy, Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import house, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianRow:
    """A guardian: name and relation, phone, and what must be minded (e.g. must not be told the address)."""

    name: str
    relation: str
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One event of the timeline; a time of day is printed when ``when`` is a datetime."""

    when: date | datetime
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task with its state in words."""

    title: str
    due: date | None = None
    responsible: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRow:
    """One disclosure: when, to whom, what fields, on which legal basis."""

    when: datetime
    recipient: str
    fields: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSummary:
    """All that is printed about one person. ``cpr`` comes already masked.

    When ``protected``, address, phone and school are not printed, even if they are given.
    """

    paper: Letterhead
    who: str
    born: date | None = None
    age: int | None = None
    cpr: str = ""
    school: str = ""
    school_class: str = ""
    address: str = ""
    phone: str = ""
    protected: bool = False
    duty_to_inform: str = ""
    note: str = ""
    guardians: tuple[GuardianRow, ...] = ()
    timeline: tuple[TimelineRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    disclosures: tuple[DisclosureRow, ...] = ()


def render(data: PersonSummary, copies: Sequence[Copy] = ()) -> bytes:
    """Return the summary as PDF; the file's title holds no name."""
    sheet = house.Sheet(
        paper=data.paper,
        title=_("Person summary"),
        running=f"{_('Person summary')} · {data.who}",
        footer=house.basis_footer(data.paper),
    )
    age = f" · {dates.age(data.age)}" if data.age is not None else ""
    story = [
        *parts.title(data.who, f"{_('Person summary')}{age}"),
        *_facts(data),
        *_tasks(data.tasks),
        *_timeline(data.timeline),
        *_disclosures(data.disclosures),
    ]
    return house.build(sheet, story, [Copy(*copy) for copy in copies])


def _facts(data: PersonSummary) -> list[Flowable]:
    open_to_print = not data.protected
    rows = [
        (_("Born"), dates.plain_day(data.born) if data.born else ""),
        (_("CPR"), data.cpr),
        (_("School"), ", ".join(part for part in (data.school, data.school_class) if part) if open_to_print else ""),
        (_("Address"), data.address if open_to_print else ""),
        (_("Phone"), data.phone if open_to_print else ""),
        (_("Protection"), "" if open_to_print else _protection()),
        *((_("Parent"), _guardian(guardian, open_to_print)) for guardian in data.guardians),
        (_("Duty to inform"), data.duty_to_inform),
        (_("Note"), data.note),
    ]
    return [parts.facts(rows, label_width=86)]


def _protection() -> str:
    return _("Name and address protection. Address, phone and school are left out of this paper.")


def _guardian(guardian: GuardianRow, open_to_print: bool) -> str:
    phone = guardian.phone if open_to_print else ""
    told = (f"{guardian.name} ({guardian.relation})" if guardian.relation else guardian.name, phone)
    line = ", ".join(part for part in told if part)
    return f"{line}. {guardian.note}" if guardian.note else line


def _tasks(tasks: Sequence[TaskRow]) -> list[Flowable]:
    if not tasks:
        return []
    rows = [[dates.day(task.due) if task.due else "–", task.title, task.responsible, task.state] for task in tasks]
    heads = [_("Deadline"), _("Task"), _("Responsible"), _("State")]
    return [*parts.section(_("Tasks")), parts.table(heads, rows, [130, 274, 160, 110])]


def _timeline(timeline: Sequence[TimelineRow]) -> list[Flowable]:
    if not timeline:
        return []
    rows = []
    for event in timeline:
        what: list[Flowable] = [parts.text(event.title, parts.STRONG)]
        if event.text.strip():
            what.append(parts.text(event.text))
        when = [parts.text(dates.day(event.when))]
        if isinstance(event.when, datetime):
            when.append(parts.text(dates.clock_span(event.when.time(), None), parts.NOTE))
        rows.append([when, what])
    return [
        *parts.section(_("Timeline")),
        parts.table([_("Date"), _("Event")], rows, [130, 544]),
        Spacer(1, 4),
        parts.text(_("No older events"), parts.SMALL),
    ]


def _disclosures(disclosures: Sequence[DisclosureRow]) -> list[Flowable]:
    if not disclosures:
        return []
    rows = [[dates.day(row.when), row.recipient, row.fields, row.basis] for row in disclosures]
    heads = [_("Date"), _("Recipient"), _("What was disclosed"), _("Legal basis")]
    return [*parts.section(_("Disclosures")), parts.table(heads, rows, [130, 180, 204, 160])]
