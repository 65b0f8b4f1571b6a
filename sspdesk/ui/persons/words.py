"""Cells, badges and sentences of the person pages, put together from what the services return."""

from datetime import date

from sspdesk.domain.persons import DutyState, Guardian
from sspdesk.domain.search import TextHit, TextKind
from sspdesk.domain.tasks import TaskKind
from sspdesk.domain.timeline import Responsible, TimelineEntry, TimelineKind
from sspdesk.domain.wednesday import PoliceContact
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates, people, tasks, wednesday
from sspdesk.labels import persons as labels
from sspdesk.services.person_view import PersonView
from sspdesk.services.persons import PersonRow
from sspdesk.services.tasks import TaskRow
from sspdesk.ui.shared import timeline
from sspdesk.ui.shared.cells import BadgeSpec, Cell

NOTHING = "–"


def protection_badge() -> BadgeSpec:
    """Return the badge of name-and-address protection."""
    return BadgeSpec(_("Address protection"), "shield-alert", "warn")


def over_age_badge() -> BadgeSpec:
    """Return the badge of somebody above the forum's age; a warning, never a block."""
    return BadgeSpec(_("Above the age limit"), "triangle-alert", "warn")


# -- the list --------------------------------------------------------------------------------------------------------


def name_cell(row: PersonRow) -> Cell:
    """Return the cell with name and warnings."""
    badges = []
    if row.person.protected:
        badges.append(protection_badge())
    if row.over_age:
        badges.append(over_age_badge())
    return Cell(text=row.person.name, is_name=True, strong=True, badges=tuple(badges))


def age_cell(row: PersonRow) -> Cell:
    """Return the cell with age and birth date."""
    if row.age is None or row.person.birth_date is None:
        return Cell(detail=_("unknown"))
    born = _("born {day}").format(day=dates.plain_day(row.person.birth_date))
    return Cell(text=dates.age(row.age), detail=born, hide_detail=True)


def class_cell(row: PersonRow) -> Cell:
    """Return the cell with the class; one of an earlier school year says so."""
    old = (BadgeSpec(_("last year"), "triangle-alert", "warn"),) if row.class_outdated else ()
    return Cell(detail=row.person.class_name or NOTHING, badges=old, hide_detail=True)


def school_cell(row: PersonRow) -> Cell:
    """Return the cell with the school."""
    return Cell(detail=row.school or NOTHING, hide_detail=True)


def created_cell(row: PersonRow) -> Cell:
    """Return the cell with the day the person was recorded."""
    return Cell(detail=dates.plain_day(row.person.created_on))


def text_hit_cell(hit: TextHit) -> Cell:
    """Return the cell of a found text: whose it is, where it stands and what it says."""
    day = dates.plain_day(hit.day)
    where = {
        TextKind.CONTACT: _("Police contact {day}").format(day=day),
        TextKind.NOTE: _("Note {day}").format(day=day),
        TextKind.REMARK: _("Remark"),
        TextKind.TALK: _("Talk {day}").format(day=day),
        TextKind.PARENT: _("Parent"),
        TextKind.DOCUMENT: _("Document {day}").format(day=day),
    }[hit.kind]
    role = f", {wednesday.role(hit.role)}" if hit.role is not None else ""
    text = " ".join(hit.text.split())
    return Cell(text=hit.name, is_name=True, strong=True, detail=f"{where}{role}", second=text, hide_detail=True)


# -- the person ------------------------------------------------------------------------------------------------------


def class_and_school(view: PersonView) -> str:
    """Return e.g. "8.B, Havnsø Skole", with the school year where the class is of an earlier one."""
    person = view.person
    class_name = person.class_name
    if view.class_outdated and person.class_year is not None:
        class_name = f"{class_name} ({person.class_year}/{(person.class_year + 1) % 100:02d})"
    elif view.class_outdated:
        class_name = _("{class_name} (unknown school year)").format(class_name=class_name)
    return ", ".join(part for part in (class_name, view.school) if part)


def guardian_lines(guardian: Guardian) -> tuple[str, str]:
    """Return what is said beside a parent's name and in the line under it."""
    parts = []
    if guardian.contact_first:
        parts.append(_("Contact first"))
    if not guardian.may_be_contacted:
        parts.append(_("Must not be contacted"))
    if guardian.phone:
        parts.append(_("phone {number}").format(number=guardian.phone))
    if guardian.mail:
        parts.append(guardian.mail)
    custody = "" if guardian.has_custody else _("without custody")
    said = ", ".join(part for part in (people.relation(guardian.relation), custody) if part)
    return said, " · ".join(parts)


def duty_badge(view: PersonView) -> BadgeSpec:
    """Return the badge of the duty to inform."""
    icon, tone = {
        DutyState.MISSING: ("triangle-alert", "warn"),
        DutyState.FULFILLED: ("circle-check", "ok"),
        DutyState.EXEMPT: ("scale", "info"),
    }[view.person.duty_state]
    return BadgeSpec(people.duty(view.person.duty_state), icon, tone)


def duty_line(view: PersonView, today: date) -> str:
    """Return when the duty was fulfilled, why it is not, or by when it must be."""
    person = view.person
    if person.duty_state is DutyState.FULFILLED and person.duty_date is not None:
        return _("Informed {day}").format(day=dates.day(person.duty_date))
    if person.duty_state is DutyState.EXEMPT:
        return person.duty_reason
    due = _duty_due(view)
    return "" if due is None else _("To be done by {day}").format(day=dates.day_in_list(due, today))


def duty_tone(view: PersonView, today: date) -> str:
    """Return the tone of that line: a passed deadline stands out."""
    due = _duty_due(view)
    missing = view.person.duty_state is DutyState.MISSING
    return "danger" if missing and due is not None and due < today else "muted"


def _duty_due(view: PersonView) -> date | None:
    kinds = {TaskKind.DUTY_TO_INFORM}
    return next((row.task.due for row in view.open_tasks if row.task.kind in kinds), None)


def task_lines(row: TaskRow, today: date) -> tuple[str, str, str]:
    """Return a task's title, the line under it and that line's tone."""
    task = row.task
    parts, tone = [], "muted"
    if task.due is not None:
        parts.append(dates.day_in_list(task.due, today))
        if task.due < today:
            days = (today - task.due).days
            parts.append(ngettext("{count} day overdue", "{count} days overdue", days).format(count=dates.number(days)))
            tone = "danger"
        elif task.due == today:
            parts, tone = [_("today")], "warn"
    if row.responsible:
        parts.append(row.responsible)
    return tasks.title(task), " · ".join(parts), tone


def role_and_theme(contact: PoliceContact) -> BadgeSpec:
    """Return the badge with theme and role; a theme is never shown without the role."""
    role = wednesday.role(contact.role)
    if contact.theme is None:
        return BadgeSpec(role, "user-round")
    return BadgeSpec(f"{wednesday.theme(contact.theme)} · {role}", wednesday.THEME_ICONS[contact.theme])


def shown(entry: TimelineEntry, names: tuple[str, ...]) -> timeline.TimelineEntry:
    """Return a timeline entry as the screen shows it; ``names`` are masked in discreet display."""
    facts = entry.facts
    year = str(entry.day.year)
    if entry.clock is not None:
        year = _("{day} at {time}").format(day=year, time=dates.clock(entry.clock))
    done = isinstance(facts, Responsible) and getattr(facts.what, "done_on", None) is not None
    tint = {TimelineKind.MEETING: "accent", TimelineKind.CONTACT: "text"}.get(entry.kind, "muted")
    return timeline.TimelineEntry(
        when=(dates.day_short(entry.day), year),
        icon="circle-check" if done else labels.KIND_ICONS[entry.kind],
        title=labels.timeline_title(entry),
        text=labels.timeline_text(entry),
        badges=(role_and_theme(facts),) if isinstance(facts, PoliceContact) else (),
        tint="ok" if done else tint,
        names=names,
        record=entry,
    )
