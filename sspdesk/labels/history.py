"""Words for the history: what every column is called, and how its values read. Never used in the log."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import StrEnum

from sspdesk.domain.agenda import ItemKind, ItemState
from sspdesk.domain.attachments import AttachmentKind
from sspdesk.domain.consents import ConsentAuthority, ConsentForm, ConsentTopic
from sspdesk.domain.cpr import masked
from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.exit_parts import FocusArea, FocusStatus, FundsAnswer, NoteKind, PartyRole
from sspdesk.domain.exits import EnquirySource, ExitState, OutcomeAnswer, OutcomePoint, Programme, SideKind
from sspdesk.domain.forums import ForumColour, ForumKind
from sspdesk.domain.history import Change, FieldChange, Happened
from sspdesk.domain.letters import LetterText
from sspdesk.domain.meetings import Attendance, MeetingState
from sspdesk.domain.people import InstitutionKind, ProfessionalRole
from sspdesk.domain.persons import DutyState, Relation
from sspdesk.domain.release_records import ContactPoint, Known, Section, VisitState
from sspdesk.domain.releases import Custody, Ending, ReleaseState
from sspdesk.domain.retention import HoldReason
from sspdesk.domain.school_cases import Measure, SchoolCaseState, Trigger
from sspdesk.domain.series import HolidayPolicy, SeriesRule
from sspdesk.domain.street_team import Category, MatterKind, MatterState, ObservationState, ShiftState
from sspdesk.domain.talk_records import (
    AgreementState,
    AnsweredBy,
    OfferAnswer,
    OfferChannel,
    ParticipantRole,
    Yes,
)
from sspdesk.domain.talks import NotifyCheck, TalkKind, TalkOrigin, TalkState
from sspdesk.domain.tasks import AnchorKind, DeadlineRule, TaskKind
from sspdesk.domain.wednesday import ContactState, Decision, Role, Theme
from sspdesk.i18n import N_, _
from sspdesk.labels import (
    attachments,
    consents,
    dates,
    disclosures,
    exits,
    forums,
    letters,
    log,
    people,
    releases,
    retention,
    street_team,
    talks,
    tasks,
    wednesday,
)

_HAPPENED = {
    Happened.CREATED: N_("Created"),
    Happened.CHANGED: N_("Changed"),
    Happened.REMOVED: N_("Deleted"),
}
_COLUMNS = {
    **releases.COLUMNS,
    "basis": N_("Legal basis"),
    "cadence": N_("How often"),
    "chair": N_("Chair"),
    "closed": N_("Closed item"),
    "colour": N_("Colour"),
    "every_months": N_("Months between"),
    "interval": N_("Weeks or months between"),
    "may_name_persons": N_("Persons may be named"),
    "members": N_("Who sits in it"),
    "minutes": N_("Duration (min.)"),
    "moved_from": N_("Moved from"),
    "outcome": N_("What was said (in short)"),
    "papers": N_("Papers"),
    "policy": N_("On holidays"),
    "responsible": N_("Responsible"),
    "until": N_("Until"),
    "usual_minutes": N_("Usual length in minutes"),
    "usual_start": N_("Usual time"),
    "accountability": N_("Making responsible"),
    "active": N_("In use"),
    "added_at": N_("Added"),
    "added_by": N_("Added by"),
    "address": N_("Home address"),
    "allows_disclosure": N_("Allows disclosure"),
    "amount": N_("Length of the interval"),
    "anchor": N_("Counted from"),
    "anchor_kind": N_("Counted from what"),
    "answer": N_("Answer"),
    "answered_by": N_("Answered by"),
    "answered_on": N_("Answered on"),
    "attendance": N_("Attendance"),
    "authority": N_("Authority"),
    "basis_code": N_("Legal basis"),
    "birth_date": N_("Birth date"),
    "came": N_("Came"),
    "carried_from": N_("Carried over from"),
    "chair_id": N_("Chair"),
    "channel": N_("How"),
    "checked_by": N_("Checked by"),
    "checked_on": N_("Checked on"),
    "class_name": N_("Class"),
    "class_year": N_("Class in the school year from"),
    "code": N_("Code"),
    "computed": N_("Deadline by the rule"),
    "contact_date": N_("Date"),
    "contact_first": N_("To be contacted first"),
    "contact_time": N_("Time"),
    "cpr": N_("CPR"),
    "day": N_("Day"),
    "decided_at": N_("Decided at"),
    "decided_by": N_("Decided by"),
    "decision": N_("Decision"),
    "done_on": N_("Done on"),
    "due": N_("Deadline"),
    "duty_date": N_("Informed on"),
    "duty_reason": N_("Reason for the exemption"),
    "duty_state": N_("Duty to inform"),
    "ends_at": N_("Ends"),
    "expires_on": N_("Expires"),
    "first": N_("First day"),
    "first_name": N_("First name"),
    "form": N_("How it was given"),
    "from_state": N_("From"),
    "given_on": N_("Given on"),
    "guardian_informed": N_("Parents informed"),
    "has_custody": N_("Holds parental authority"),
    "held_at": N_("Held"),
    "import_id": N_("Imported list"),
    "in_wednesday_group": N_("Member of the Wednesday group"),
    "institution_id": N_("Institution"),
    "journal_number": N_("Journal number"),
    "kind": N_("Kind"),
    "last": N_("Last day"),
    "last_name": N_("Last name"),
    "leads": N_("Holds the talk"),
    "mail": N_("Mail"),
    "mapping": N_("Mapping"),
    "may_be_contacted": N_("May be contacted"),
    "may_know_address": N_("May know the address"),
    "measures": N_("Measures"),
    "meeting_id": N_("Meeting"),
    "merged_into": N_("Merged with"),
    "name": N_("Name"),
    "note": N_("Remark"),
    "notify_check": N_("Duty to notify"),
    "notify_reason": N_("Why there is a duty to notify"),
    "number": N_("Number"),
    "offer_by": N_("To be offered by"),
    "offered_on": N_("Offered on"),
    "officer": N_("Police officer"),
    "origin": N_("Where it comes from"),
    "override_reason": N_("Reason for another deadline"),
    "person_id": N_("Person"),
    "phone": N_("Phone"),
    "place": N_("Place"),
    "planned_at": N_("Planned for"),
    "protected": N_("Name and address protection"),
    "purpose": N_("Purpose"),
    "read_on": N_("Read by the family"),
    "reason": N_("What it is about"),
    "receipt_on": N_("Receipt"),
    "received_on": N_("Received on"),
    "recipient": N_("Recipient"),
    "recommended_on": N_("Recommended on"),
    "reference": N_("The police's reference"),
    "relation": N_("Relation"),
    "repeat_amount": N_("Length of the repetition"),
    "repeat_rule": N_("Comes again by"),
    "repeat_until": N_("Comes again until"),
    "responsible_id": N_("Responsible"),
    "role": N_("Role"),
    "role_text": N_("Role as written"),
    "rule": N_("How the deadline is set"),
    "school_id": N_("School"),
    "sent_on": N_("Sent on"),
    "short_text": N_("Wording in short"),
    "source": N_("Source"),
    "starts_at": N_("Begins"),
    "state": N_("State"),
    "summary": N_("Summary"),
    "talk_recommended": N_("Talk recommended"),
    "text": N_("Text"),
    "theme": N_("Theme"),
    "title": N_("Title"),
    "to_state": N_("To"),
    "topic": N_("Topic"),
    "triggers": N_("What the school saw"),
    "valid_from": N_("Valid from"),
    "valid_to": N_("Valid to"),
    "warning": N_("Warning"),
    "who": N_("Who does it"),
    "withdrawn_on": N_("Withdrawn on"),
    "withheld_reason": N_("Why it was not told"),
    "yes": N_("Taking part"),
    "area": N_("Area"),
    "at": N_("Time"),
    "categories": N_("Themes"),
    "size": N_("Number of young people"),
    "size_to": N_("Number, at most"),
    "estimated": N_("Estimated number"),
    "age_from": N_("Age from"),
    "age_to": N_("Age to"),
    "mood": N_("Mood"),
    "action": N_("What was done"),
    "situational": N_("The place itself"),
    "follow_up": N_("To follow up"),
    "starts": N_("From"),
    "ends": N_("To"),
    "route": N_("Route and areas"),
    "what": N_("What is needed"),
    "programme": N_("Programme"),
    "contact_id": N_("Contact person"),
    "approved_on": N_("Approved on"),
    "approval_reference": N_("The contact point's reference"),
    "planned_weeks": N_("Planned weeks"),
    "ended_on": N_("Ended on"),
    "police_contact": N_("Contact at the police"),
    "level": N_("Level"),
    "began_on": N_("Began on"),
    "led_by": N_("Led by"),
    "handed_over": N_("Handed over"),
    "signed_on": N_("Signed on"),
    "reminded_on": N_("Asked to sign on"),
    "status": N_("Status"),
    "goal": N_("Goal"),
    "next_step": N_("Next step"),
    "rater": N_("Rated by"),
    "notes": N_("Notes by domain"),
    "granted": N_("Granted amount"),
    "kroner": N_("Amount in kroner"),
    "point": N_("When"),
    "found_on": N_("Found on"),
    "approved_at": N_("Minutes approved"),
    "approved_by": N_("Approved by"),
    "case_number": N_("Journal number"),
    "copies": N_("Copies"),
    "days": N_("Dates chosen by hand"),
    "days_before": N_("Days before"),
    "document": N_("Document"),
    "file_name": N_("File"),
    "filed_on": N_("Filed on"),
    "nth": N_("Which in the month"),
    "notify_checked_on": N_("Duty to notify checked on"),
    "offered_by_id": N_("Offered by"),
    "place_id": N_("Place"),
    "professional_id": N_("Who"),
    "review_on": N_("To be looked at again"),
    "row_count": N_("Rows"),
    "teacher_id": N_("SSP teacher"),
    "waived_reason": N_("Why it is not filed"),
    "weekday": N_("Weekday"),
    "which": N_("Which text"),
    "reported_on": N_("Reported"),
}
ERRORS = {
    "not_restorable": N_("This follows rules of its own and cannot be put back here. Change it where it is decided."),
}
_ENUMS: Mapping[type[StrEnum], Callable[..., str]] = {
    ForumColour: forums.colour,
    ForumKind: forums.kind,
    HolidayPolicy: forums.policy,
    ItemKind: forums.item_kind,
    ItemState: forums.item_state,
    SeriesRule: forums.rule,
    Attendance: wednesday.attendance,
    Channel: disclosures.channel,
    ContactState: wednesday.state,
    Decision: wednesday.decision,
    Document: disclosures.document,
    DutyState: people.duty,
    Field: disclosures.field,
    InstitutionKind: people.institution_kind,
    MeetingState: wednesday.meeting_state,
    ProfessionalRole: people.professional_role,
    Relation: people.relation,
    Role: wednesday.role,
    AgreementState: talks.agreement_state,
    AnsweredBy: talks.answered_by,
    ConsentAuthority: consents.authority,
    ConsentForm: consents.form,
    ConsentTopic: consents.topic,
    LetterText: letters.text,
    Measure: talks.measure,
    NotifyCheck: talks.notify_check,
    OfferAnswer: talks.answer,
    OfferChannel: talks.channel,
    ParticipantRole: talks.role,
    SchoolCaseState: talks.case_state,
    TalkKind: talks.kind,
    TalkOrigin: talks.origin,
    TalkState: talks.state,
    TaskKind: tasks.kind,
    Trigger: talks.trigger,
    Yes: talks.yes,
    EnquirySource: exits.source,
    ExitState: exits.state,
    FocusArea: exits.area,
    FocusStatus: exits.status,
    FundsAnswer: exits.funds_answer,
    NoteKind: exits.note_kind,
    OutcomeAnswer: exits.outcome_answer,
    OutcomePoint: exits.point,
    PartyRole: exits.party,
    Programme: exits.programme,
    SideKind: exits.side,
    AnchorKind: tasks.anchor,
    DeadlineRule: tasks.rule,
    Theme: wednesday.theme,
    ContactPoint: releases.point,
    Custody: releases.custody,
    Ending: releases.ending,
    Known: releases.known,
    ReleaseState: releases.state,
    Section: releases.section,
    VisitState: releases.visit,
    Category: street_team.category,
    MatterKind: street_team.matter,
    MatterState: street_team.matter_state,
    ObservationState: street_team.state,
    ShiftState: street_team.shift_state,
    AttachmentKind: attachments.kind,
    HoldReason: retention.reason,
}


def happened(value: Happened) -> str:
    """Return the word for what was done."""
    return _(_HAPPENED[value])


def record(change: Change) -> str:
    """Return what the change is about, e.g. "Politikontakt"."""
    words = log.kind(change.kind)
    return f"{words[:1].upper()}{words[1:]}"


def shown(change: Change) -> tuple[FieldChange, ...]:
    """Return the fields a reader is shown."""
    return tuple(field for field in change.fields if field.name in _COLUMNS)


def facts(change: Change) -> tuple[FieldChange, ...]:
    """Return the fields of a removed record that held something, without the ids it pointed with."""
    held = (field for field in shown(change) if field.before not in (None, "", False, ()))
    return tuple(field for field in held if not field.name.endswith("_id"))


def column(name: str) -> str:
    """Return the words for a column."""
    return _(_COLUMNS[name])


def value(name: str, what: object) -> str:
    """Return how a value reads; CPR numbers stay masked."""
    if what is None or what in ("", ()):
        return _("(empty)")
    if name == "cpr":
        return masked(str(what))
    if name in _SPECIAL and isinstance(what, int):
        return _SPECIAL[name](what)
    if isinstance(what, tuple):
        return ", ".join(value(name, one) for one in what)
    return next((words(what) for kind, words in _READINGS if isinstance(what, kind)), str(what))


def is_shown(name: str) -> bool:
    """Tell whether a column is shown; what only ties rows together, or is worked out from others, is not."""
    return name in _COLUMNS


def has_words(kind: type[StrEnum]) -> bool:
    """Tell whether the values of an enum have words."""
    return kind in _ENUMS


_SPECIAL: Mapping[str, Callable[[int], str]] = {"weekday": forums.weekday, "nth": forums.nth}


def _code(what: StrEnum) -> str:
    words = _ENUMS.get(type(what))
    return words(what) if words is not None else str(what)


_READINGS: tuple[tuple[type, Callable[..., str]], ...] = (
    (bool, lambda what: _("yes") if what else _("no")),
    (StrEnum, _code),
    (datetime, dates.moment),
    (date, dates.day),
    (time, dates.clock),
)
"""How values read by type, the narrower types first (a moment is a date too)."""
