"""Words for disclosures: documents, channels, fields, purposes, and why something may not leave."""

from datetime import date

from sspdesk.domain.disclosures import Channel, Document, Field, LegalBasis
from sspdesk.i18n import N_, _
from sspdesk.labels import consents

_DOCUMENTS = {
    Document.MEETING_LIST: N_("Meeting list"),
    Document.DECISION_MINUTES: N_("Decision minutes"),
    Document.AGENDA: N_("Agenda with meeting list"),
    Document.MINUTES: N_("Minutes"),
    Document.INVITATION: N_("Invitation to a talk, disclosed"),
    Document.TALK_MINUTES: N_("Minutes of a talk, disclosed"),
    Document.AGREEMENTS: N_("Sheet of agreements, disclosed"),
    Document.FOLLOW_UP: N_("Invitation to follow up, disclosed"),
    Document.HANDOUT: N_("Hand-out to an SSP teacher"),
    Document.PERSON_SUMMARY: N_("Person summary"),
    Document.ATTACHMENT: N_("Document"),
    Document.LOG_EXTRACT: N_("Extract of the log"),
    Document.REVIEW: N_("Review of SSP Desk"),
    Document.DAY_LIST: N_("Day list"),
    Document.CONSENT_FORM: N_("Consent form"),
    Document.RELEASE_CHECKLIST: N_("Checklist for a good release"),
    Document.RELEASE_AGENDA: N_("Agenda of a release meeting"),
    Document.RELEASE_MINUTES: N_("Minutes of a release meeting"),
    Document.RELEASE_INVITATION: N_("Invitation to a release meeting"),
    Document.CONTACT_SHEET: N_("Contact sheet for the citizen"),
}
_CHANNELS = {
    Channel.PRINT: N_("printed"),
    Channel.PDF: N_("encrypted PDF"),
    Channel.XLSX: N_("encrypted Excel sheet"),
    Channel.DOCX: N_("encrypted Word document"),
}
_FIELDS = {
    Field.INITIALS: N_("initials"),
    Field.NAME: N_("name"),
    Field.AGE: N_("age"),
    Field.BIRTH_DATE: N_("birth date"),
    Field.SCHOOL: N_("school"),
    Field.CLASS: N_("class"),
    Field.ROLE: N_("role"),
    Field.THEME: N_("theme"),
    Field.TASK: N_("task"),
    Field.DEADLINE: N_("deadline"),
    Field.CALL: N_("whom to call"),
    Field.NEUTRAL_LINE: N_("neutral line of text"),
    Field.DECISION: N_("decision"),
    Field.CASE_NUMBER: N_("case number"),
    Field.NOTE: N_("note"),
    Field.TIMELINE: N_("course of events"),
    Field.TASKS: N_("tasks"),
    Field.DUTY: N_("duty to inform"),
    Field.DISCLOSURES: N_("disclosures"),
    Field.CPR: N_("CPR number"),
    Field.ADDRESS: N_("address"),
    Field.PHONE: N_("phone"),
    Field.GUARDIANS: N_("parents"),
    Field.DOCUMENT: N_("the whole document"),
    Field.LOG: N_("when and why it was looked at"),
    Field.STAFF: N_("names of the staff"),
    Field.FIGURES: N_("figures without persons"),
    Field.MEETING: N_("time and place of the talk"),
    Field.TALK_MINUTES: N_("minutes of the talk as field"),
    Field.AGREEMENTS: N_("agreements of the talk"),
}

HANDOUT_PURPOSE = N_("Crime prevention: the SSP teacher follows up what the Wednesday group agreed.")
MEETING_PURPOSE = N_("Crime prevention: the Wednesday group's work with the list.")
DAY_LIST_PURPOSE = N_("Crime prevention: one's own work of the day.")
REVIEW_PURPOSE = N_("Supervision of how information is handled (articles 24 and 39).")
ACCESS_PURPOSE = N_("Answer to a request for access (article 15).")
FORUM_PURPOSE = N_("Crime prevention: the forum's work on the case.")
SUMMARY_PURPOSE = N_("Crime prevention: overview of what is kept about one person.")

ERRORS = {
    "basis_missing": N_("There is no legal basis for this. Choose one, or leave the person out."),
    "basis_not_for_sharing": N_("This provision does not let the municipality pass anything on. Choose another basis."),
    "basis_not_in_force": N_("This legal basis is not in force today. Choose one that is."),
    "basis_needs_consent": N_("No consent is registered. Choose another legal basis."),
    "validity_ends_before_start": N_("The validity ends before it begins. Check the two dates."),
    "purpose_missing": N_("Write what the information is to be used for."),
    "purpose_is_investigation": N_(
        "The information may not be passed on for the investigation of crimes (retsplejeloven § 115, stk. 2). "
        "Change the purpose."
    ),
    "field_not_allowed": N_("This kind of information may not leave in a hand-out to an SSP teacher."),
    "nobody_named": N_("Choose whether the pupils stand with initials or with names. Nothing was handed out."),
    "channel_not_allowed": N_("A hand-out leaves as an encrypted file only. Nothing was handed out."),
    "line_unknown": N_("A line is no longer on the meeting's list. Nothing was handed out."),
    "other_school": N_("A pupil goes to another school. Nothing was handed out."),
    "other_teacher": N_("A line was not given to this teacher. Nothing was handed out."),
    "handout_text_forbidden": N_(
        "A text holds what may not leave: a CPR number, a phone number, an address, a parent, the role, the theme, or "
        "the name of somebody on the list. Write it without. Nothing was handed out."
    ),
    "class_outdated": N_("A pupil's class is from last school year. Move the classes up first."),
    "nobody_to_hand_out": N_("No line from this meeting was given to a teacher at this school."),
    "not_decided": N_("A line has no decision yet. Nothing was handed out."),
    "recipient_missing": N_("Write who receives it."),
    "write_failed": N_("The file could not be written. Nothing left the desk."),
    "print_failed": N_("The printer did not take the paper. Nothing left the desk."),
    "number_taken": N_(
        "Another paper has got the number {number} in the meantime. Nothing left the desk. Open the paper again."
    ),
    "handout_changed": N_(
        "A line was changed after you saw the hand-out. Nothing was handed out. Look at it again before it leaves."
    ),
    "file_exists": N_("{path} is already there, and it was not touched. Choose another folder."),
}
_BLOCKED = {
    "other_school": N_("goes to another school"),
    "other_teacher": N_("was not given to this teacher"),
    "not_decided": N_("has no decision yet"),
    "basis_missing": N_("may not be passed on, as noted at the meeting"),
    "class_outdated": N_("the class is from last school year; move the classes up first"),
}


def document(value: Document) -> str:
    """Return the words for a document."""
    return _(_DOCUMENTS[value])


def channel(value: Channel) -> str:
    """Return the words for how it left."""
    return _(_CHANNELS[value])


def field(value: Field) -> str:
    """Return the words for a kind of fact."""
    return _(_FIELDS[value])


def fields(values: tuple[Field, ...]) -> str:
    """Return kinds of fact as a list, e.g. "initialer, klasse, opgave"."""
    return ", ".join(field(value) for value in values)


def refusal(code: str) -> str:
    """Return why a disclosure was stopped."""
    return _({**consents.ERRORS, **ERRORS}[code])


def reason(code: str) -> str:
    """Return why a disclosure was stopped, without the sentence that nothing was handed out, which stands before it."""
    return refusal(code).removesuffix(_("Nothing was handed out.")).strip()


def blocked(code: str) -> str:
    """Return in a few words why a line of the hand-out may not leave."""
    return _(_BLOCKED[code]) if code in _BLOCKED else refusal(code)


def basis_warning(basis: LegalBasis, today: date) -> str:
    """Return what is doubtful about a basis: nobody has checked its text for a year (G-6); empty when nothing is."""
    if not basis.outdated(today):
        return ""
    words = _("Nobody has checked the text of the legal basis for over a year.")
    return f"{words} {basis.warning[:1].upper()}{basis.warning[1:]}." if basis.warning else words
