"""Gathers the person summary: the parts that were asked for; of a protected person no address, phone or school."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sspdesk.domain.cpr import formatted
from sspdesk.domain.disclosures import BOUNDED, Channel, Document, Field
from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.names import initials
from sspdesk.domain.papers import without_names, without_words
from sspdesk.domain.people import InstitutionKind
from sspdesk.domain.persons import DutyState, Guardian, Person
from sspdesk.domain.tasks import Task, bounded
from sspdesk.domain.timeline import Left, OfEffort, Responsible, TimelineEntry, TimelineKind
from sspdesk.domain.wednesday import PoliceContact
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import disclosures as disclosure_words
from sspdesk.labels import people as people_words
from sspdesk.labels import persons as words
from sspdesk.labels import tasks as task_words
from sspdesk.labels import wednesday as wednesday_words
from sspdesk.labels.reports import role_and_theme
from sspdesk.reports import person_summary as report
from sspdesk.reports.person_summary import DisclosureRow, GuardianRow, PersonSummary, TaskRow, TimelineRow
from sspdesk.services import disclosures, people
from sspdesk.services.disclosures import DEFAULT_BASIS, Leaving
from sspdesk.services.paper_heads import basis_warning
from sspdesk.services.person_view import PersonView, person_view
from sspdesk.storage.unit_of_work import UnitOfWork

STANDARD_PARTS = (Field.NAME, Field.BIRTH_DATE, Field.SCHOOL, Field.TIMELINE, Field.TASKS, Field.DUTY)
OPTIONAL_PARTS = (Field.GUARDIANS, Field.PHONE, Field.ADDRESS, Field.CPR, Field.NOTE, Field.DISCLOSURES)
"""What the summary holds only when it is ticked; of the CPR number the birth date is all that is printed."""
_SCHOOLS = frozenset({InstitutionKind.SCHOOL, InstitutionKind.YOUTH_EDUCATION})
_HIDDEN_WHEN_PROTECTED = frozenset({Field.SCHOOL, Field.CLASS, Field.ADDRESS, Field.PHONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRequest:
    """To whom the summary goes, what for, on which basis, and what is on it. Without ``NAME`` initials stand there."""

    person_id: PersonId
    recipient: str
    purpose: str
    basis_code: str = DEFAULT_BASIS
    parts: tuple[Field, ...] = STANDARD_PARTS


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPaper:
    """A person summary ready to be rendered and registered."""

    summary: PersonSummary
    leaving: Leaving
    number: str
    warning: str = ""
    discreet: PersonSummary

    @property
    def names(self) -> bool:
        """A summary holds free text, which may hold names."""
        return True

    def render(self) -> bytes:
        """Return the summary as PDF; needs no database."""
        return report.render(self.summary)

    def render_discreet(self) -> bytes:
        """Return the same with initials and without whereabouts, for discreet display; it never leaves."""
        return report.render(self.discreet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the dialog has to know before it can ask: whether the person is protected, and who works here."""

    protected: bool
    colleagues: tuple[str, ...]


def facts(uow: UnitOfWork, person_id: PersonId) -> Facts:
    """Return what the dialog needs."""
    return Facts(
        protected=uow.persons.final(person_id).protected,
        colleagues=tuple(one.name for one in people.professionals(uow)),
    )


def gather(uow: UnitOfWork, request: SummaryRequest) -> SummaryPaper:
    """Return the summary of one person; raises DomainError where recipient, purpose or basis will not do (G-1)."""
    view = person_view(uow, request.person_id)
    asked = set(request.parts) - (_HIDDEN_WHEN_PROTECTED if view.person.protected else frozenset())
    leaving = Leaving(
        document=Document.PERSON_SUMMARY,
        channel=Channel.PRINT,
        recipient=request.recipient,
        purpose=request.purpose,
        fields=_fields(view, asked),
        persons=(view.person.id,),
        basis_code=request.basis_code,
    )
    number = disclosures.next_number(uow)
    paper = disclosures.letterhead(uow, leaving, number)
    person = view.person
    data = PersonSummary(
        paper=paper,
        who=person.name if Field.NAME in asked else initials(person.first_name, person.last_name),
        born=person.birth_date if Field.BIRTH_DATE in asked else None,
        age=view.age,
        cpr=_masked(person.cpr) if Field.CPR in asked and person.cpr else "",
        school=view.school if Field.SCHOOL in asked else "",
        school_class=person.class_name if Field.SCHOOL in asked else "",
        address=person.address if Field.ADDRESS in asked else "",
        phone=person.phone if Field.PHONE in asked else "",
        protected=person.protected,
        duty_to_inform=_duty(person) if Field.DUTY in asked else "",
        note=person.note if Field.NOTE in asked else "",
        guardians=tuple(_guardian(one, Field.PHONE in asked) for one in view.guardians if Field.GUARDIANS in asked),
        timeline=tuple(
            _event(entry, view) for entry in view.timeline if _belongs(entry, asked) and not _of_a_release(entry)
        ),
        tasks=tuple(
            TaskRow(title=task_words.title(row.task), due=row.task.due, responsible=row.responsible, state=_("Open"))
            for row in view.open_tasks
            if Field.TASKS in asked and not bounded(row.task)
        ),
        disclosures=_disclosures(view, asked),
    )
    data = _cleaned(data, _fit_to_leave(uow, view, asked))
    uow.log(Action.OPEN, "person", person.id, document=Document.PERSON_SUMMARY.value)
    return SummaryPaper(
        summary=data,
        leaving=leaving,
        number=number,
        warning=basis_warning(uow, leaving),
        discreet=_discreet(data, view),
    )


def _discreet(data: PersonSummary, view: PersonView) -> PersonSummary:
    """Return the summary as discreet display may show it: names of the person and the family as initials."""
    family = [replace(view.person, first_name=one.name, last_name="") for one in view.guardians]
    hidden = [view.person, *family]
    bare = replace(
        data,
        who=initials(view.person.first_name, view.person.last_name),
        cpr="",
        school="",
        school_class="",
        address="",
        phone="",
        guardians=tuple(replace(one, phone="") for one in data.guardians),
    )
    return _cleaned(bare, lambda text: without_names(text, hidden))


def _cleaned(data: PersonSummary, clean: Callable[[str], str]) -> PersonSummary:
    """Return the summary with every text that somebody wrote cleaned."""
    return replace(
        data,
        note=clean(data.note),
        duty_to_inform=clean(data.duty_to_inform),
        guardians=tuple(replace(one, name=clean(one.name)) for one in data.guardians),
        timeline=tuple(replace(one, text=clean(one.text)) for one in data.timeline),
        tasks=tuple(replace(one, title=clean(one.title)) for one in data.tasks),
        disclosures=tuple(replace(one, recipient=clean(one.recipient)) for one in data.disclosures),
    )


def _fit_to_leave(uow: UnitOfWork, view: PersonView, asked: set[Field]) -> Callable[[str], str]:
    """Return what takes from a text the name that was not asked for, and a protected person's whereabouts."""
    person = view.person
    schools: set[str] = set()
    if person.protected:
        schools = {one.name for one in uow.institutions.listed(with_inactive=True) if one.kind in _SCHOOLS}
    unnamed = []
    if Field.NAME not in asked:
        merged = [replace(person, first_name=merge.name, last_name="") for merge in view.merges]
        unnamed = [person, *merged]

    def clean(text: str) -> str:
        if person.protected:
            text = without_words(text, schools | {view.school}, _("the school"))
            text = without_words(text, {person.address, person.address.partition(",")[0]}, _("the address"))
            text = without_words(text, {person.phone}, _("the phone number"))
        return without_names(text, unnamed)

    return clean


def _fields(view: PersonView, asked: set[Field]) -> tuple[Field, ...]:
    """Return what really leaves: initials where the name was not asked for, role and theme with the timeline."""
    more = {Field.AGE} if view.age is not None else set()
    if Field.NAME not in asked:
        more.add(Field.INITIALS)
    if Field.SCHOOL in asked:
        more.add(Field.CLASS)
    if Field.TIMELINE in asked:
        more |= {Field.ROLE, Field.THEME, Field.DECISION}
    return tuple(one for one in Field if one in asked | more)


def _masked(cpr: str) -> str:
    return f"{formatted(cpr)[:7]}••••"


def _duty(person: Person) -> str:
    told = people_words.duty(person.duty_state)
    if person.duty_state is DutyState.FULFILLED and person.duty_date is not None:
        return f"{told}, {dates.plain_day(person.duty_date)}"
    return f"{told}: {person.duty_reason}" if person.duty_reason else told


def _guardian(guardian: Guardian, phone: bool) -> GuardianRow:
    minded = []
    if not guardian.may_be_contacted:
        minded.append(_("May not be contacted."))
    if not guardian.may_know_address:
        minded.append(_("May not be told the address."))
    return GuardianRow(
        name=guardian.name,
        relation=people_words.relation(guardian.relation),
        phone=guardian.phone if phone else "",
        note=" ".join(minded),
    )


def _belongs(entry: TimelineEntry, asked: set[Field]) -> bool:
    if Field.TIMELINE not in asked or isinstance(entry.facts, OfEffort):  # what happens around a talk stays here
        return False
    part = {
        TimelineKind.NOTE: Field.NOTE,
        TimelineKind.TASK: Field.TASKS,
        TimelineKind.DISCLOSURE: Field.DISCLOSURES,
        TimelineKind.DOCUMENT: Field.DOCUMENT,
    }
    return part.get(entry.kind, Field.TIMELINE) in asked


def _of_a_release(entry: TimelineEntry) -> bool:
    """Tell whether an event belongs to a release, which leaves only by its own papers, within the consents (G-4)."""
    facts = entry.facts
    if isinstance(facts, Responsible):
        return isinstance(facts.what, Task) and bounded(facts.what)
    return isinstance(facts, Left) and facts.disclosure.document in BOUNDED


def _event(entry: TimelineEntry, view: PersonView) -> TimelineRow:
    when: date | datetime = entry.day if entry.clock is None else datetime.combine(entry.day, entry.clock)
    told = words.timeline_text(entry)
    if isinstance(entry.facts, PoliceContact):
        contact = entry.facts
        theme = wednesday_words.theme(contact.theme) if contact.theme else ""
        role = wednesday_words.role(contact.role, view.age_at(contact.contact_date))
        told = f"{role_and_theme(role, theme)}. {told}".strip()
    return TimelineRow(when=when, title=words.timeline_title(entry), text=told)


def _disclosures(view: PersonView, asked: set[Field]) -> tuple[DisclosureRow, ...]:
    """Return what left, without the papers of a release: that one left already tells of it."""
    shown = [one for one in view.disclosures if one.disclosure.document not in BOUNDED]
    return tuple(_left(one) for one in shown if Field.DISCLOSURES in asked)


def _left(left: Left) -> DisclosureRow:
    return DisclosureRow(
        when=left.disclosure.at,
        recipient=left.disclosure.recipient,
        fields=disclosure_words.fields(left.disclosure.fields),
        basis=left.basis,
    )
