"""Gathers what the papers of a meeting show: invitation, agenda, minutes, and the sheets for the room."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sspdesk.domain.agenda import ItemKind
from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.meetings import Attendance
from sspdesk.domain.names import initials
from sspdesk.domain.papers import Copy, without_names, without_words
from sspdesk.domain.persons import Person
from sspdesk.i18n import _
from sspdesk.labels import wednesday as words
from sspdesk.labels.disclosures import FORUM_PURPOSE, MEETING_PURPOSE
from sspdesk.reports import agenda as agenda_report
from sspdesk.reports import minutes as minutes_report
from sspdesk.reports.agenda import Agenda, ListLine
from sspdesk.reports.minutes import AddedLater, DecisionLine, MinuteItem, Minutes
from sspdesk.services import paper_heads, paper_items, release_guard
from sspdesk.services.agenda import AgendaView
from sspdesk.services.agenda import view as agenda_view
from sspdesk.services.agenda_persons import basis_code
from sspdesk.services.disclosures import Leaving
from sspdesk.services.exit_intake import outside_name
from sspdesk.services.frozen_minutes import thaw
from sspdesk.services.wednesday_list import LineRow, MeetingView, meeting_view
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPaper:
    """An agenda ready to be rendered and registered: its data, its numbered copies, what leaves with it.

    ``warning`` says in words what is doubtful about the legal basis (G-6).
    """

    agenda: Agenda
    copies: tuple[Copy, ...]
    leaving: Leaving | None
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
    leaving: Leaving | None
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
    """Return the agenda (DOC-26), of Onsdagsgruppen with the numbered list (DOC-01).

    Persons stand as initials unless ``names``, one copy a recipient. Where no person stands on it, it is an open paper
    that needs no disclosure. A release meeting has papers of its own: DomainError("release_papers_apart").
    """
    release_guard.check_paper(uow, meeting_id)
    view = meeting_view(uow, meeting_id)
    plan = agenda_view(uow, meeting_id)
    persons = uow.persons.many(line.person_id for line in view.lines)
    leaving = _agenda_leaving(view, plan, names=names, recipients=recipients, channel=channel)
    heading = paper_heads.heading(uow, plan, leaving)
    paper = Agenda(
        paper=heading.letterhead,
        forum=plan.forum.name,
        starts_at=view.meeting.starts_at,
        ends_at=view.meeting.ends_at,
        place=view.meeting.place,
        chair=paper_heads.chair(uow, view.meeting),
        participants=paper_heads.people(view, Attendance.INVITED, Attendance.PRESENT),
        apologies=paper_heads.people(view, Attendance.APOLOGIES),
        items=paper_items.agenda_items(plan, names=names),
        lines=tuple(_list_line(line, persons[line.person_id], names=names) for line in view.lines),
        list_item=next((row.item.number for row in plan.rows if row.item.kind is ItemKind.POLICE_LIST), None),
        names=names and bool(leaving.persons),
        follow_up=paper_items.follow_up(uow, plan),
        personal=heading.leaving is not None,
    )
    copies = tuple(Copy(index, len(recipients), name) for index, name in enumerate(recipients, 1))
    return AgendaPaper(
        agenda=paper,
        copies=copies,
        leaving=heading.leaving,
        number=heading.number,
        warning=heading.warning,
        discreet=replace(
            paper,
            items=paper_items.agenda_items(plan, names=False),
            lines=tuple(_list_line(line, persons[line.person_id], names=False) for line in view.lines),
            names=False,
        ),
    )


def _agenda_leaving(
    view: MeetingView, plan: AgendaView, *, names: bool, recipients: tuple[str, ...], channel: Channel
) -> Leaving:
    tied = paper_items.persons(plan)
    shown = (Field.NAME if names else Field.INITIALS, Field.AGE, Field.SCHOOL, Field.ROLE, Field.THEME)
    return Leaving(
        document=Document.AGENDA,
        channel=channel,
        recipient=", ".join(recipients) or outside_name(plan.forum),
        purpose=_(MEETING_PURPOSE) if plan.forum.has_police_list else _(FORUM_PURPOSE),
        fields=shown if plan.forum.has_police_list else shown[:1],
        persons=tuple(dict.fromkeys([*(line.person_id for line in view.lines), *(one.id for one in tied)])),
        basis_code=basis_code(plan.forum),
        meeting_id=view.meeting.id,
        copies=max(1, len(recipients)),
    )


def possible_recipients(uow: UnitOfWork, meeting_id: MeetingId) -> tuple[str, ...]:
    """Return the names of those who get a numbered copy: everyone who did not send apologies."""
    view = meeting_view(uow, meeting_id)
    away = (Attendance.APOLOGIES, Attendance.ABSENT)
    return tuple(row.colleague.name for row in view.attendees if row.attendee.attendance not in away)


def minutes(uow: UnitOfWork, meeting_id: MeetingId, *, channel: Channel = Channel.PRINT) -> MinutesPaper:
    """Return the minutes (DOC-27, of Onsdagsgruppen DOC-02): initials and case number only, also in free text.

    A release meeting has papers of its own: DomainError("release_papers_apart").
    """
    release_guard.check_paper(uow, meeting_id)
    return gathered_minutes(uow, meeting_id, channel=channel)


def gathered_minutes(uow: UnitOfWork, meeting_id: MeetingId, *, channel: Channel = Channel.PRINT) -> MinutesPaper:
    """Return the minutes of any meeting, to be kept as they are when they are approved."""
    view = meeting_view(uow, meeting_id)
    plan = agenda_view(uow, meeting_id)
    tied = paper_items.persons(plan)
    persons = uow.persons.many(line.person_id for line in view.lines)
    everyone = [*persons.values(), *tied]
    listed = (Field.INITIALS, Field.CASE_NUMBER, Field.DECISION, Field.DEADLINE, Field.NOTE)
    leaving = Leaving(
        document=Document.DECISION_MINUTES if plan.forum.has_police_list else Document.MINUTES,
        channel=channel,
        recipient=outside_name(plan.forum),
        purpose=_(MEETING_PURPOSE) if plan.forum.has_police_list else _(FORUM_PURPOSE),
        fields=listed if plan.forum.has_police_list else (Field.INITIALS, Field.DECISION, Field.NOTE),
        persons=tuple(dict.fromkeys([*(line.person_id for line in view.lines), *(one.id for one in tied)])),
        basis_code=basis_code(plan.forum),
        meeting_id=meeting_id,
    )
    apart = uow.release_meetings.of_meeting(meeting_id) is not None
    heading = paper_heads.kept(uow, plan) if apart else paper_heads.heading(uow, plan, leaving)
    paper = Minutes(
        paper=heading.letterhead,
        forum=plan.forum.name,
        starts_at=view.meeting.starts_at,
        ends_at=view.meeting.ends_at,
        place=view.meeting.place,
        chair=paper_heads.chair(uow, view.meeting),
        present=paper_heads.people(view, Attendance.PRESENT),
        apologies=paper_heads.people(view, Attendance.APOLOGIES),
        absent=paper_heads.people(view, Attendance.ABSENT),
        items=(
            *_summary(without_names(view.meeting.summary, everyone)),
            *(_nameless(one, everyone) for one in paper_items.minute_items(uow, plan)),
        ),
        decisions=tuple(_decision_line(uow, view, line, persons) for line in view.lines),
        additions=tuple(
            AddedLater(at=one.at, by=one.by, text=without_names(one.text, everyone)) for one in view.additions
        ),
        approved_at=view.meeting.approved_at,
        approved_by=view.meeting.approved_by,
        personal=heading.leaving is not None,
    )
    approved = uow.approved.of_meeting(meeting_id)
    if approved is not None:
        paper = thaw(paper, approved.content)
    return MinutesPaper(minutes=paper, leaving=heading.leaving, number=heading.number, warning=heading.warning)


def _nameless(item: MinuteItem, persons: Collection[Person]) -> MinuteItem:
    """Return an item in whose texts the known persons stand as initials."""
    return replace(
        item,
        title=without_names(item.title, persons),
        text=without_names(item.text, persons),
        decision=without_names(item.decision, persons),
        actions=tuple(without_names(one, persons) for one in item.actions),
    )


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
