"""Hand-outs to SSP teachers (PRO-10, DOC-28): only their school's pupils, only their lines, only listed fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sspdesk.domain.changes import Outcome
from sspdesk.domain.consents import ConsentAnswer, ConsentAuthority, ConsentTopic
from sspdesk.domain.disclosures import HANDOUT_CHANNELS, HANDOUT_FIELDS, Channel, Disclosure, Document, Field
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import InstitutionId, LineId, MeetingId, PersonId, ProfessionalId
from sspdesk.domain.names import initials
from sspdesk.domain.neutral_line import check_neutral_line, words_of_address, words_of_name
from sspdesk.domain.papers import Handout, HandoutPupil, without_names
from sspdesk.domain.people import Institution, Professional
from sspdesk.domain.persons import Person, class_outdated
from sspdesk.domain.wednesday import MeetingLine, Role, Theme
from sspdesk.i18n import _
from sspdesk.labels.disclosures import HANDOUT_PURPOSE
from sspdesk.labels.wednesday import decision as decision_words
from sspdesk.labels.wednesday import role as role_words
from sspdesk.labels.wednesday import theme as theme_words
from sspdesk.services import consents, disclosures
from sspdesk.services.disclosures import Leaving, Sealed
from sspdesk.storage.unit_of_work import UnitOfWork

STANDARD_FIELDS = (Field.INITIALS, Field.CLASS, Field.TASK, Field.DEADLINE, Field.CALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeutralLine:
    """A neutral line of text for one pupil and why the teacher needs it."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutRequest:
    """What the consultant asks for. Every line is checked again when it is issued."""

    meeting_id: MeetingId
    school_id: InstitutionId
    teacher_id: ProfessionalId
    line_ids: tuple[LineId, ...]
    fields: tuple[Field, ...] = STANDARD_FIELDS
    basis_code: str = disclosures.DEFAULT_BASIS
    consent: ConsentTopic | None = None
    """What each pupil's consent must cover for the school, where it is the basis."""
    purpose: str = ""
    neutral_lines: Mapping[LineId, NeutralLine] = field(default_factory=dict)
    channel: Channel = Channel.PDF


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One line that was given to the teacher; ``blocked`` is the code of why it may not leave.

    ``consent`` is what the pupil's consents say, where they are the basis.
    """

    line_id: LineId
    person_id: PersonId
    number: int
    who: str
    name: str
    school_class: str
    task: str
    due: date | None
    protected: bool = False
    blocked: str = ""
    consent: ConsentAnswer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The hand-out was stopped; nothing left, the attempt is registered."""

    code: str
    disclosure: Disclosure


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A checked hand-out with its number, to be rendered, encrypted and then registered.

    ``discreet`` is the same with initials, for discreet display; it never leaves.
    """

    handout: Handout
    discreet: Handout
    leaving: Leaving
    number: str


def recipients(uow: UnitOfWork, meeting_id: MeetingId) -> list[tuple[Institution, Professional, int]]:
    """Return each school's teacher with the number of lines given to them at the meeting, most first."""
    given: dict[ProfessionalId, int] = {}
    for line in uow.lines.of_meeting(meeting_id):
        if line.responsible_id is not None:
            given[line.responsible_id] = given.get(line.responsible_id, 0) + 1
    people = uow.professionals.many(given)
    schools = uow.institutions.many(one.institution_id for one in people.values() if one.institution_id is not None)
    found = [
        (schools[one.institution_id], one, given[one.id]) for one in people.values() if one.institution_id in schools
    ]
    return sorted(found, key=lambda entry: (-entry[2], entry[0].name))


def topics(uow: UnitOfWork, meeting_id: MeetingId) -> list[ConsentTopic]:
    """Return what a hand-out can rest on a consent to: all that the listed pupils' consents name for a school."""
    persons = {_person(uow, line).id for line in uow.lines.of_meeting(meeting_id)}
    named = {pair for one in persons for full in uow.consents.of_person(one) for pair in full.pairs}
    return [one for one in ConsentTopic if one is ConsentTopic.TALK or (one, ConsentAuthority.SCHOOL) in named]


def candidates(
    uow: UnitOfWork,
    meeting_id: MeetingId,
    school_id: InstitutionId,
    teacher_id: ProfessionalId,
    consent: ConsentTopic | None = None,
) -> list[Candidate]:
    """Return the lines given to the teacher, each with why it may not leave if it may not.

    With ``consent`` only those whose consents cover that topic for the school may.
    """
    found = []
    for line in uow.lines.of_meeting(meeting_id):
        person = _person(uow, line)
        if line.responsible_id == teacher_id:
            told = None if consent is None else consents.check(uow, person.id, consent, ConsentAuthority.SCHOOL)
            reason = _blocked(uow, line, person, school_id, teacher_id)
            found.append(
                Candidate(
                    line_id=line.id,
                    person_id=person.id,
                    number=line.number,
                    who=initials(person.first_name, person.last_name),
                    name=person.name,
                    school_class=person.class_name,
                    task=_task(line),
                    due=line.due,
                    protected=person.protected,
                    blocked=reason or ("" if told is None or told.allowed else consents.refusal(told).code),
                    consent=told,
                )
            )
    return found


def prepare(uow: UnitOfWork, request: HandoutRequest) -> Outcome[Ready | Refused]:
    """Check everything and gather what leaves; a request that breaks a rule is refused, registered and logged."""
    leaving = _leaving(uow, request)
    try:
        _check_texts(uow, request)
        handout = _gather(uow, request, leaving)
        discreet = _gather(uow, _with_initials(request), leaving)
    except DomainError as error:
        stored = disclosures.refuse(uow, leaving, error.code)
        return Outcome(Refused(code=error.code, disclosure=stored.value), stored.changes)
    return Outcome(Ready(handout=handout, discreet=discreet, leaving=leaving, number=handout.paper.reference))


def _with_initials(request: HandoutRequest) -> HandoutRequest:
    return replace(request, fields=tuple(Field.INITIALS if one is Field.NAME else one for one in request.fields))


def issue(
    uow: UnitOfWork, request: HandoutRequest, ready: Ready, files: Mapping[Channel, str]
) -> Outcome[tuple[Disclosure, ...] | Refused]:
    """Register the hand-out just before its encrypted files are written; ``files`` holds the SHA-256 of each.

    Everything is checked once more: what breaks a rule now is refused, and KnownError("handout_changed") says that a
    line is no longer as it was shown.
    """
    try:
        if set(files) - HANDOUT_CHANNELS:
            raise DomainError("channel_not_allowed", "channel")
        _check_texts(uow, request)
        now = _gather(uow, request, ready.leaving)
    except DomainError as error:
        stored = disclosures.refuse(uow, ready.leaving, error.code)
        return Outcome(Refused(code=error.code, disclosure=stored.value), stored.changes)
    if replace(now, paper=ready.handout.paper, expires=ready.handout.expires) != ready.handout:
        raise KnownError("handout_changed")
    sealed = [
        Sealed(leaving=replace(ready.leaving, channel=channel), sha256=sha256) for channel, sha256 in files.items()
    ]
    registered = disclosures.register_files(uow, sealed, number=ready.number)
    return Outcome(registered.value, registered.changes)


def _gather(uow: UnitOfWork, request: HandoutRequest, leaving: Leaving) -> Handout:
    if set(request.fields) - HANDOUT_FIELDS:
        raise DomainError("field_not_allowed", "fields")
    if not {Field.INITIALS, Field.NAME} & set(request.fields):
        raise DomainError("nobody_named", "fields")
    if leaving.channel not in HANDOUT_CHANNELS:
        raise DomainError("channel_not_allowed", "channel")
    paper = disclosures.letterhead(uow, leaving, disclosures.next_number(uow))
    if not request.line_ids:
        raise DomainError("nobody_to_hand_out", "line_ids")
    settings = uow.settings()
    pupils = []
    for line_id in dict.fromkeys(request.line_ids):
        line = uow.lines.find(line_id)
        if line is None:
            raise DomainError("line_unknown", "line_ids")
        person = _person(uow, line)
        reason = _blocked(uow, line, person, request.school_id, request.teacher_id)
        if line.meeting_id != request.meeting_id:
            reason = "other_teacher"
        if reason:
            raise DomainError(reason, "line_ids")
        pupils.append(
            _pupil(request, line, person, " · ".join(filter(None, (settings.consultant, settings.consultant_phone))))
        )
    meeting = uow.meetings.get(request.meeting_id)
    return Handout(
        paper=paper,
        recipient=leaving.recipient,
        school=uow.institutions.get(request.school_id).name,
        meeting_date=meeting.starts_at.date(),
        purpose=leaving.purpose,
        expires=leaving.expires_on or uow.today,
        pupils=tuple(pupils),
    )


def _check_texts(uow: UnitOfWork, request: HandoutRequest) -> None:
    """Raise DomainError("handout_text_forbidden") when what somebody typed holds what may never leave (issue § 8)."""
    listed = {
        person.id: person for line in uow.lines.of_meeting(request.meeting_id) for person in (_person(uow, line),)
    }
    for line in uow.lines.many(request.line_ids).values():
        person, contact = _person(uow, line), uow.contacts.get(line.contact_id)
        guardians = uow.guardians.of_person(person.id)
        words = words_of_address(person.address)
        words |= {word for one in guardians for word in words_of_name(one.name)}
        words |= {word for one in (listed | {person.id: person}).values() for word in words_of_name(one.name)}
        if Field.NAME in request.fields and not person.protected:
            words -= words_of_name(person.name)
        numbers = [person.phone, *(one.phone for one in guardians)]
        check_neutral_line(request.purpose, words=words, numbers=numbers)
        neutral = request.neutral_lines.get(line.id) if Field.NEUTRAL_LINE in request.fields else None
        if neutral is not None:
            words |= {role_words(one) for one in Role if one is not Role.MET} | {contact.role_text}
            words |= {theme_words(contact.theme)} if contact.theme not in (None, Theme.OTHER) else set()
            check_neutral_line(f"{neutral.text}\n{neutral.reason}", words=words, numbers=numbers)


def _pupil(request: HandoutRequest, line: MeetingLine, person: Person, call: str) -> HandoutPupil:
    asked = frozenset(request.fields)
    named = Field.NAME in asked and not person.protected
    neutral = request.neutral_lines.get(line.id) if Field.NEUTRAL_LINE in asked else None
    text, reason = (neutral.text, neutral.reason) if neutral else ("", "")
    return HandoutPupil(
        who=person.name if named else initials(person.first_name, person.last_name),
        school_class=person.class_name if Field.CLASS in asked else "",
        task=_task(line) if Field.TASK in asked else "",
        due=line.due if Field.DEADLINE in asked else None,
        call=call if Field.CALL in asked else "",
        text=text if named else without_names(text, [person]),
        reason=reason if named else without_names(reason, [person]),
    )


def _leaving(uow: UnitOfWork, request: HandoutRequest) -> Leaving:
    teacher = uow.professionals.get(request.teacher_id)
    school = uow.institutions.get(request.school_id)
    persons = [_person(uow, line) for line in uow.lines.many(request.line_ids).values()]
    fields = request.fields
    if Field.NAME in fields and Field.INITIALS not in fields and any(person.protected for person in persons):
        fields = (Field.INITIALS, *fields)
    return Leaving(
        document=Document.HANDOUT,
        channel=request.channel,
        recipient=f"{teacher.name}, {school.name}",
        purpose=request.purpose.strip() or _(HANDOUT_PURPOSE),
        fields=fields,
        persons=tuple(person.id for person in persons),
        basis_code=request.basis_code,
        meeting_id=request.meeting_id,
        consent=(request.consent, ConsentAuthority.SCHOOL) if request.consent is not None else None,
        topics=(request.consent,) if request.consent is not None else (),
        expires_on=uow.today + timedelta(days=uow.settings().handout_days),
    )


def _blocked(
    uow: UnitOfWork, line: MeetingLine, person: Person, school_id: InstitutionId, teacher_id: ProfessionalId
) -> str:
    """Return the code of the first rule that keeps a line from leaving, or an empty text."""
    if person.school_id != school_id:
        return "other_school"
    if line.responsible_id != teacher_id or uow.professionals.get(teacher_id).institution_id != school_id:
        return "other_teacher"
    if line.decision is None:
        return "not_decided"
    if line.withheld_reason.strip():
        return "basis_missing"
    if class_outdated(person, uow.today):
        return "class_outdated"
    return ""


def _person(uow: UnitOfWork, line: MeetingLine) -> Person:
    return uow.persons.final(uow.contacts.get(line.contact_id).person_id)


def _task(line: MeetingLine) -> str:
    return "" if line.decision is None else decision_words(line.decision)
