"""Gathers what the Wednesday group's papers show: the agenda with the meeting list, and the decision minutes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.meetings import Attendance, Meeting, MeetingState
from sspdesk.domain.names import initials
from sspdesk.domain.papers import Copy, without_names, without_words
from sspdesk.domain.persons import Person
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import disclosures as disclosure_words
from sspdesk.labels import people as people_words
from sspdesk.labels import wednesday as words
from sspdesk.labels.disclosures import MEETING_PURPOSE
from sspdesk.reports import agenda as agenda_report
from sspdesk.reports import minutes as minutes_report
from sspdesk.reports.agenda import Agenda, AgendaItem, ListLine
from sspdesk.reports.minutes import AddedLater, DecisionLine, MinuteItem, Minutes
from sspdesk.services import disclosures
from sspdesk.services.disclosures import Leaving
from sspdesk.services.frozen_minutes import thaw
from sspdesk.services.wednesday_list import AttendeeRow, LineRow, MeetingView, meeting_view
from sspdesk.storage.unit_of_work import UnitOfWork

LIST_ITEM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPaper:
    """An agenda ready to be rendered and registered: its data, its numbered copies, what leaves with it.

    ``warning`` says in words what is doubtful about the legal basis (G-6).
    """

    agenda: Agenda
    copies: tuple[Copy, ...]
    leaving: Leaving
    number: str
    warning: str = ""
    discreet: Agenda

    @property
    def names(self) -> bool:
        """Whether the paper holds names of persons, not only initials."""
        return self.agenda.names

    def render_discreet(self) -> bytes:
        """Return the same with initials, for discreet display; it never leaves."""
        return agenda_report.render(self.discreet, self.copies)

    def render(self) -> bytes:
        """Return the agenda as PDF; needs no database."""
        return agenda_report.render(self.agenda, self.copies)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesPaper:
    """Minutes ready to be rendered and registered."""

    minutes: Minutes
    leaving: Leaving
    number: str
    warning: str = ""

    @property
    def names(self) -> bool:
        """Minutes never hold names of persons."""
        return False

    def render_discreet(self) -> bytes:
        """Return the minutes: they are fit for discreet display as they are."""
        return self.render()

    def render(self) -> bytes:
        """Return the minutes as PDF; needs no database."""
        return minutes_report.render(self.minutes)


def agenda(
    uow: UnitOfWork,
    meeting_id: MeetingId,
    *,
    names: bool = False,
    recipients: tuple[str, ...] = (),
    channel: Channel = Channel.PRINT,
) -> AgendaPaper:
    """Return the agenda with the numbered list (DOC-26, DOC-01): initials unless ``names``, one copy a recipient."""
    view = meeting_view(uow, meeting_id)
    persons = uow.persons.many(line.person_id for line in view.lines)
    number = disclosures.next_number(uow)
    shown = (Field.NAME if names else Field.INITIALS, Field.AGE, Field.SCHOOL, Field.ROLE, Field.THEME)
    leaving = Leaving(
        document=Document.AGENDA,
        channel=channel,
        recipient=", ".join(recipients) or uow.forums.get(view.meeting.forum_id).name,
        purpose=_(MEETING_PURPOSE),
        fields=shown,
        persons=tuple(line.person_id for line in view.lines),
        meeting_id=meeting_id,
        copies=max(1, len(recipients)),
    )
    paper = Agenda(
        paper=disclosures.letterhead(uow, leaving, number),
        forum=uow.forums.get(view.meeting.forum_id).name,
        starts_at=view.meeting.starts_at,
        ends_at=view.meeting.ends_at,
        place=view.meeting.place,
        chair=_chair(uow, view.meeting),
        participants=_people(view, Attendance.INVITED, Attendance.PRESENT),
        apologies=_people(view, Attendance.APOLOGIES),
        items=_items(uow, view),
        lines=tuple(_list_line(line, persons[line.person_id], names=names) for line in view.lines),
        list_item=LIST_ITEM,
        names=names,
    )
    copies = tuple(Copy(index, len(recipients), name) for index, name in enumerate(recipients, 1))
    return AgendaPaper(
        agenda=paper,
        copies=copies,
        leaving=leaving,
        number=number,
        warning=basis_warning(uow, leaving),
        discreet=replace(
            paper,
            lines=tuple(_list_line(line, persons[line.person_id], names=False) for line in view.lines),
            names=False,
        ),
    )


def possible_recipients(uow: UnitOfWork, meeting_id: MeetingId) -> tuple[str, ...]:
    """Return the names of those who get a numbered copy: everyone who did not send apologies."""
    view = meeting_view(uow, meeting_id)
    away = (Attendance.APOLOGIES, Attendance.ABSENT)
    return tuple(row.colleague.name for row in view.attendees if row.attendee.attendance not in away)


def minutes(uow: UnitOfWork, meeting_id: MeetingId, *, channel: Channel = Channel.PRINT) -> MinutesPaper:
    """Return the decision minutes (DOC-02): initials and case number only, also in what was typed as free text."""
    view = meeting_view(uow, meeting_id)
    persons = uow.persons.many(line.person_id for line in view.lines)
    number = disclosures.next_number(uow)
    leaving = Leaving(
        document=Document.DECISION_MINUTES,
        channel=channel,
        recipient=uow.forums.get(view.meeting.forum_id).name,
        purpose=_(MEETING_PURPOSE),
        fields=(Field.INITIALS, Field.CASE_NUMBER, Field.DECISION, Field.DEADLINE, Field.NOTE),
        persons=tuple(line.person_id for line in view.lines),
        meeting_id=meeting_id,
    )
    paper = Minutes(
        paper=disclosures.letterhead(uow, leaving, number),
        forum=uow.forums.get(view.meeting.forum_id).name,
        starts_at=view.meeting.starts_at,
        ends_at=view.meeting.ends_at,
        place=view.meeting.place,
        chair=_chair(uow, view.meeting),
        present=_people(view, Attendance.PRESENT),
        apologies=_people(view, Attendance.APOLOGIES),
        absent=_people(view, Attendance.ABSENT),
        items=_summary(without_names(view.meeting.summary, persons.values())),
        decisions=tuple(_decision_line(uow, view, line, persons) for line in view.lines),
        additions=tuple(
            AddedLater(at=one.at, by=one.by, text=without_names(one.text, persons.values())) for one in view.additions
        ),
        approved_at=view.meeting.approved_at,
        approved_by=view.meeting.approved_by,
    )
    approved = uow.approved.of_meeting(meeting_id)
    if approved is not None:
        paper = thaw(paper, approved.content)
    return MinutesPaper(minutes=paper, leaving=leaving, number=number, warning=basis_warning(uow, leaving))


def basis_warning(uow: UnitOfWork, leaving: Leaving) -> str:
    """Return what is doubtful about the legal basis of a paper in words, or an empty text (G-6)."""
    return disclosure_words.basis_warning(disclosures.check(uow, leaving), uow.today)


def _chair(uow: UnitOfWork, meeting: Meeting) -> str:
    if meeting.chair_id is None:
        return uow.settings().consultant
    return uow.professionals.get(meeting.chair_id).name


def _people(view: MeetingView, *attendance: Attendance) -> tuple[str, ...]:
    return tuple(_person(row) for row in view.attendees if row.attendee.attendance in attendance)


def _person(row: AttendeeRow) -> str:
    return f"{row.colleague.name} ({people_words.professional_role(row.colleague.role)})"


def _items(uow: UnitOfWork, view: MeetingView) -> tuple[AgendaItem, ...]:
    """Return the standard agenda of Onsdagsgruppen (domain.md § 2.3) with times that add up to the meeting's length."""
    minutes_before = _previous(uow, view.meeting)
    count = len(view.lines)
    contacts = ngettext("{count} contact from the police", "{count} contacts from the police", count)
    shares = (0.08, 0.08, 0.5, 0.14, 0.12, 0.08)
    entries = (
        (_("Welcome and minutes"), minutes_before),
        (_("News from the police"), _("Developments since last time, without names.")),
        (contacts.format(count=count), _("See the list below.")),
        (_("Who does what, and by when"), ""),
        (_("The street team"), _("Tendencies, without names.")),
        (_("Any other business and next meeting"), ""),
    )
    length = view.meeting.ends_at - view.meeting.starts_at
    items, passed = [], 0.0
    for number, ((title, note), share) in enumerate(zip(entries, shares, strict=True), 1):
        minutes_in = round(length.total_seconds() * passed / 300) * 5
        starts = view.meeting.starts_at + timedelta(minutes=minutes_in)
        items.append(AgendaItem(number=number, title=title, note=note, starts=starts.time()))
        passed += share
    return tuple(items)


def _previous(uow: UnitOfWork, meeting: Meeting) -> str:
    earlier = [one for one in uow.meetings.of_forum(meeting.forum_id) if one.starts_at < meeting.starts_at]
    held = [one for one in earlier if one.state in (MeetingState.MINUTES_APPROVED, MeetingState.MINUTES_DRAFT)]
    if not held:
        return ""
    day = dates.day(held[0].starts_at.date())
    if held[0].locked:
        return _("The minutes of {day} are approved.").format(day=day)
    return _("The minutes of {day} wait for approval.").format(day=day)


def _list_line(line: LineRow, person: Person, *, names: bool) -> ListLine:
    return ListLine(
        number=line.number,
        who=person.name if names else initials(person.first_name, person.last_name),
        age=line.age,
        school="" if line.protected else line.school,
        role=words.role(line.role, line.age),
        theme=words.theme(line.theme) if line.theme else "",
        carried_from=line.carried_from,
    )


def _summary(text: str) -> tuple[MinuteItem, ...]:
    return (MinuteItem(number=0, title=_("In general"), text=text),) if text.strip() else ()


def _decision_line(uow: UnitOfWork, view: MeetingView, line: LineRow, persons: Mapping[int, Person]) -> DecisionLine:
    person = persons[line.person_id]
    responsible = next((one.name for one in view.colleagues if one.id == line.responsible_id), "")
    return DecisionLine(
        number=line.number,
        who=initials(person.first_name, person.last_name),
        case_number=uow.contacts.get(line.contact_id).reference,
        decision=words.decision(line.decision) if line.decision else "",
        responsible=responsible,
        due=line.due,
        note=without_names(_without_whereabouts(line.note, person, line.school), persons.values()),
    )


def _without_whereabouts(note: str, person: Person, school: str) -> str:
    """Return a note without the school, address and phone of a protected person."""
    if not person.protected:
        return note
    note = without_words(note, {school}, _("the school"))
    note = without_words(note, {person.address, person.address.partition(",")[0]}, _("the address"))
    return without_words(note, {person.phone}, _("the phone number"))
