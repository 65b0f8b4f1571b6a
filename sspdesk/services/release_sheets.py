"""Gathers the consent form (DOC-18), the checklist (DOC-19) and the citizen's contact sheet (DOC-22) of a release."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sspdesk.domain.consents import RELEASE_TOPICS, ConsentAuthority, ConsentTopic, needed_on
from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ReleaseId
from sspdesk.domain.names import initials
from sspdesk.domain.persons import Person
from sspdesk.domain.release_records import TOPIC_OF, ItemState, Section
from sspdesk.domain.releases import Release
from sspdesk.domain.tasks import TaskKind
from sspdesk.i18n import _
from sspdesk.labels import consents as consent_words
from sspdesk.labels import releases as words
from sspdesk.reports import release_sheets as report
from sspdesk.reports.release_sheets import Asked, Checklist, ConsentForm, ContactSheet, Helper, Point
from sspdesk.services import (
    consents,
    disclosures,
    paper_heads,
    release_checklist,
    release_deadlines,
    release_guard,
    release_meetings,
)
from sspdesk.services.disclosures import CONSENT, Leaving
from sspdesk.services.release_checklist import ItemRow
from sspdesk.services.release_meetings import Admission
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPaper:
    """One of the papers, ready to be rendered and registered."""

    make: Callable[[], bytes]
    make_discreet: Callable[[], bytes]
    leaving: Leaving
    number: str
    warning: str

    @property
    def names(self) -> bool:
        """The citizen's name stands on it."""
        return True

    def render(self) -> bytes:
        """Return the PDF; needs no database."""
        return self.make()

    def render_discreet(self) -> bytes:
        """Return the same with initials, for discreet display; it never leaves."""
        return self.make_discreet()


def _case(uow: UnitOfWork, release_id: ReleaseId) -> tuple[Release, Person]:
    case = uow.releases.get(release_id)
    return case, uow.persons.final(case.person_id)


def _contact(uow: UnitOfWork) -> str:
    settings = uow.settings()
    return " ".join(one for one in (settings.consultant or uow.user, settings.consultant_phone) if one)


def _short(person: Person) -> str:
    return initials(person.first_name, person.last_name)


def _to_the_citizen(document: Document, person: Person, *fields: Field) -> Leaving:
    return Leaving(
        document=document,
        channel=Channel.PRINT,
        recipient=_("the citizen"),
        purpose=_(words.PURPOSE),
        fields=fields,
        persons=(person.id,),
        basis_code=CONSENT,
        to_the_person=True,
    )


# -- consent form ----------------------------------------------------------------------------------------------------


def consent_form(uow: UnitOfWork, release_id: ReleaseId) -> SheetPaper:
    """Return the consent form (DOC-18): everybody with a function, each with their topics to tick."""
    person = _case(uow, release_id)[1]
    needed = needed_on(person.birth_date, uow.guardians.of_person(person.id), uow.today)
    leaving = _to_the_citizen(Document.CONSENT_FORM, person, Field.NAME, Field.BIRTH_DATE)
    number = disclosures.next_number(uow)
    data = ConsentForm(
        paper=disclosures.letterhead(uow, leaving, number),
        who=person.name,
        born=person.birth_date,
        asked=_asked(release_meetings.admissions(uow, release_id)),
        until=consents.usual_end(uow, uow.today),
        contact=_contact(uow),
        young=needed.young,
        parents=tuple(one.name for one in needed.parents) or (("",) if needed.minor else ()),
    )
    bare = replace(data, who=_short(person), born=None, parents=tuple("" for _one in data.parents))
    return SheetPaper(
        make=lambda: report.render_consent_form(data),
        make_discreet=lambda: report.render_consent_form(bare),
        leaving=leaving,
        number=number,
        warning="",
    )


def _asked(admissions: tuple[Admission, ...]) -> tuple[Asked, ...]:
    found = []
    for authority in ConsentAuthority:
        theirs = [one for one in admissions if one.member.authority is authority]
        topics = [topic for topic in RELEASE_TOPICS if any(topic in one.member.topics for one in theirs)]
        if theirs:
            found.append(
                Asked(
                    authority=consent_words.authority(authority),
                    who=", ".join(one.name for one in theirs),
                    topics=tuple(consent_words.topic(one) for one in topics),
                )
            )
    return tuple(found)


# -- checklist -------------------------------------------------------------------------------------------------------


def own_checklist(uow: UnitOfWork, release_id: ReleaseId) -> SheetPaper:
    """Return the whole checklist (DOC-19) for the consultant's own bag, registered like every paper with a name."""
    person = _case(uow, release_id)[1]
    settings = uow.settings()
    leaving = replace(
        _to_the_citizen(Document.RELEASE_CHECKLIST, person, Field.NAME, Field.TASKS),
        recipient=settings.consultant or uow.user,
        basis_code="RSL8",
        to_the_person=False,
    )
    return _checklist(uow, release_id, leaving, tuple(Section))


def prison_checklist(uow: UnitOfWork, release_id: ReleaseId) -> SheetPaper:
    """Return the checklist (DOC-19) for the prison service: only the groups whose topic the consent covers for it.

    Raises DomainError("release_not_admitted").
    """
    case, person = _case(uow, release_id)
    prison = ConsentAuthority.PRISON_SERVICE
    topics: tuple[ConsentTopic, ...] = tuple(
        topic for topic in RELEASE_TOPICS if release_guard.allowed(uow, case.person_id, topic, prison)
    )
    sections = tuple(one for one in Section if TOPIC_OF[one] in topics)
    shown = tuple(dict.fromkeys(TOPIC_OF[one] for one in sections))
    if not sections:
        raise DomainError("release_not_admitted")
    leading = uow.professionals.find(case.leading_id) if case.leading_id is not None else None
    service = consent_words.authority(prison)
    leaving = Leaving(
        document=Document.RELEASE_CHECKLIST,
        channel=Channel.PRINT,
        recipient=f"{leading.name}, {service.lower()}" if leading is not None else service,
        purpose=_(words.PURPOSE),
        fields=(Field.NAME, Field.TASKS),
        persons=(person.id,),
        basis_code=CONSENT,
        pairs=tuple((topic, prison) for topic in shown),
        topics=shown,
        recipient_id=case.leading_id,
    )
    return _checklist(uow, release_id, leaving, sections)


def _checklist(uow: UnitOfWork, release_id: ReleaseId, leaving: Leaving, sections: tuple[Section, ...]) -> SheetPaper:
    case, person = _case(uow, release_id)
    number = disclosures.next_number(uow)
    rows = [row for row in release_checklist.rows(uow, release_id) if row.state is not ItemState.NOT_NEEDED]
    groups = tuple(
        (words.section(section), tuple(_point(row) for row in rows if row.item.section is section))
        for section in sections
        if any(row.item.section is section for row in rows)
    )
    data = Checklist(
        paper=disclosures.letterhead(uow, leaving, number),
        who=person.name,
        recipient=leaving.recipient,
        release=case.release_day,
        groups=groups,
    )
    bare = replace(data, who=_short(person))
    return SheetPaper(
        make=lambda: report.render_checklist(data),
        make_discreet=lambda: report.render_checklist(bare),
        leaving=leaving,
        number=number,
        warning=paper_heads.basis_warning(uow, leaving),
    )


def _point(row: ItemRow) -> Point:
    done = row.state is ItemState.DONE
    return Point(
        title=row.item.title,
        done=done,
        due=row.done_on if done else row.due,
        responsible=row.responsible,
        note=row.item.note,
    )


# -- contact sheet ---------------------------------------------------------------------------------------------------


def contact_sheet(uow: UnitOfWork, release_id: ReleaseId) -> SheetPaper:
    """Return the citizen's contact sheet (DOC-22) in plain words: who helps with what, and what is still to do."""
    case, person = _case(uow, release_id)
    leaving = _to_the_citizen(Document.CONTACT_SHEET, person, Field.NAME, Field.STAFF, Field.TASKS)
    number = disclosures.next_number(uow)
    settings = uow.settings()
    rows = release_checklist.rows(uow, release_id)
    first = next(
        (
            task.due
            for task in uow.tasks.of_source(release_deadlines.source(case), open_only=True)
            if task.kind is TaskKind.RELEASE_CONTACT_1
        ),
        None,
    )
    data = ContactSheet(
        paper=disclosures.letterhead(uow, leaving, number),
        who=person.name,
        release=case.release_day,
        contact=settings.consultant or uow.user,
        phone=settings.consultant_phone,
        first_contact=first,
        helpers=tuple(_helper(uow, one) for one in release_meetings.admissions(uow, release_id) if one.admitted),
        to_do=tuple(filter(None, (words.for_citizen(row.item) for row in rows if row.state is ItemState.OPEN))),
    )
    bare = replace(data, who=_short(person))
    return SheetPaper(
        make=lambda: report.render_contact_sheet(data),
        make_discreet=lambda: report.render_contact_sheet(bare),
        leaving=leaving,
        number=number,
        warning="",
    )


def _helper(uow: UnitOfWork, one: Admission) -> Helper:
    colleague = uow.professionals.get(one.member.professional_id)
    return Helper(
        name=colleague.name,
        authority=consent_words.authority(one.member.authority).lower(),
        helps_with=words.helps_with(one.topics),
        phone=colleague.phone,
    )
