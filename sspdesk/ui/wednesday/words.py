"""Sentences of meeting mode, put together from what the services return. Words for codes come from labels."""

from datetime import datetime, time

from sspdesk.domain.meetings import Meeting, MeetingState
from sspdesk.domain.people import ProfessionalRole
from sspdesk.domain.wednesday import PoliceContact, Role, Theme
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import people as people_labels
from sspdesk.labels import wednesday as labels
from sspdesk.services.wednesday_list import Colleague, HistoryEntry, LineDetail, LineRow, Origin

DOT = " · "


def joined(*parts: str) -> str:
    """Return the parts that are not empty with a dot between."""
    return DOT.join(part for part in parts if part)


def when_and_where(meeting: Meeting) -> str:
    """Return "ons. 25. nov. 2026 kl. 9.00 · uge 48 · Mødelokale Ankeret"."""
    return joined(dates.moment(meeting.starts_at), dates.week(meeting.starts_at.date()), meeting.place)


def progress(decided: int, lines: int) -> str:
    """Return "7 af 12 gennemgået"."""
    return _("{done} of {total} done").format(done=decided, total=lines)


def row_name(row: LineRow) -> str:
    """Return the person's name, or a word where a list gave none."""
    return row.name or _("Without a name")


def row_detail(row: LineRow, *, discreet: bool) -> str:
    """Return "14 år · Havnsø Skole, 8.B"; discreet display leaves the class out."""
    school = row.school or _("no school noted")
    if row.class_name and row.school and not discreet:
        school = f"{row.school}, {row.class_name}"
    return joined(dates.age(row.age) if row.age is not None else "", school)


def theme_and_role(theme: Theme | None, role: Role, age: int | None) -> str:
    """Return the theme with the role it must never be shown without, or the role alone. ``age`` at the contact."""
    words = labels.role(role, age)
    return joined(labels.theme(theme), words) if theme is not None else _upper(words)


def contact_line(contact: PoliceContact) -> str:
    """Return when and where the police met the person, and what else the list says."""
    at = dates.day(contact.contact_date)
    if contact.contact_time is not None:
        at = dates.moment(datetime.combine(contact.contact_date, contact.contact_time))
    informed = {True: _("the parents were informed"), False: _("the parents were not informed"), None: ""}
    return joined(
        _upper(at),
        contact.place,
        _("the police recommend a talk") if contact.talk_recommended else "",
        informed[contact.guardian_informed],
        _("on the list: »{words}«").format(words=contact.role_text) if _adds(contact) else "",
    )


def _adds(contact: PoliceContact) -> bool:
    known = labels.role(contact.role).casefold()
    return bool(contact.role_text) and contact.role_text.casefold() != known


def origin(value: Origin) -> str:
    """Return "Importeret man. 23. nov. 2026, række 9" or that the line was typed in."""
    day = dates.day(value.received_on)
    if not value.file_name:
        return _("Typed in {day}").format(day=day)
    if value.row is None:
        return _("Imported {day}").format(day=day)
    return _("Imported {day}, row {row}").format(day=day, row=value.row)


def earlier(detail: LineDetail) -> str:
    """Return "Tidligere: 1 politikontakt, 1 samtale", or nothing."""
    parts = []
    if detail.earlier_contacts:
        count = detail.earlier_contacts
        parts.append(ngettext("{count} police contact", "{count} police contacts", count).format(count=count))
    if detail.earlier_talks:
        count = detail.earlier_talks
        parts.append(ngettext("{count} talk", "{count} talks", count).format(count=count))
    return _("Earlier: {facts}").format(facts=", ".join(parts)) if parts else ""


def history_kind(entry: HistoryEntry) -> tuple[str, str]:
    """Return icon and kind of a history entry."""
    if entry.role is not None:
        return labels.THEME_ICONS[entry.theme] if entry.theme is not None else "shield", _("Police contact")
    return "users-round", _("The Wednesday group")


def history_outcome(entry: HistoryEntry) -> str:
    """Return what came of it: theme, role and place of a contact, or the decision."""
    if entry.role is not None:
        words = joined(theme_and_role(entry.theme, entry.role, entry.age), entry.place)
    elif entry.decision is None:
        words = _("Not decided, carried on")
    else:
        words = _("Decision: {decision}").format(decision=_lower(labels.decision(entry.decision)))
    return joined(words, _("no. {number} on this list").format(number=entry.number) if entry.number else "")


def colleague_role(colleague: Colleague) -> str:
    """Return where a colleague comes from in a word or two: the school of a teacher, else the role."""
    if colleague.role in (ProfessionalRole.TEACHER, ProfessionalRole.HEAD_OF_SCHOOL) and colleague.place:
        return colleague.place
    if colleague.role is ProfessionalRole.OTHER and colleague.place:
        return colleague.place
    return people_labels.professional_role(colleague.role)


def colleague_in_short(colleague: Colleague) -> str:
    """Return the word behind a first name on a chip."""
    short = {
        ProfessionalRole.POLICE: _("police"),
        ProfessionalRole.SOCIAL_WORKER: _("adviser"),
        ProfessionalRole.STREET_WORKER: _("street team"),
    }
    return short.get(colleague.role) or colleague_role(colleague)


def colleague_option(colleague: Colleague) -> str:
    """Return name and role for a choice."""
    return joined(colleague.name, colleague_role(colleague))


def phase(state: MeetingState) -> tuple[str, str]:
    """Return icon and tone of a meeting's state."""
    return {
        MeetingState.MINUTES_APPROVED: ("lock", "ok"),
        MeetingState.MINUTES_DRAFT: ("file-text", "warn"),
        MeetingState.HELD: ("circle-dot", "info"),
        MeetingState.CANCELLED: ("ban", "neutral"),
    }.get(state, ("calendar-days", "neutral"))


def time_span(start: datetime, end: datetime) -> str:
    """Return "kl. 9.00–11.00"."""
    return dates.clock_span(time(start.hour, start.minute), time(end.hour, end.minute))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
