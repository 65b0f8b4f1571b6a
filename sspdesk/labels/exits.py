"""Words for Exit: states, stages, parties, focus areas, answers, what is due, and why something cannot be."""

from datetime import date

from sspdesk.domain.exit_parts import FocusArea, FocusStatus, FundsAnswer, NoteKind, PaperKind, PartyRole
from sspdesk.domain.exit_stages import DueKind, ExitDue, ExitStage, StageRow
from sspdesk.domain.exits import (
    AgeWarning,
    EnquirySource,
    ExitState,
    OutcomeAnswer,
    OutcomePoint,
    Programme,
    SideKind,
)
from sspdesk.i18n import N_, _
from sspdesk.labels import dates

_STATES = {
    ExitState.ENQUIRY: N_("Enquiry received"),
    ExitState.THREAT: N_("Waits for the threat assessment"),
    ExitState.VISITATION: N_("Visitation"),
    ExitState.APPROVED: N_("Approved, agreement in draft"),
    ExitState.AGREED: N_("Agreement signed"),
    ExitState.COURSE: N_("Course under way"),
    ExitState.COMPLETED: N_("Course completed"),
    ExitState.INTERRUPTED: N_("Course interrupted"),
    ExitState.CLOSED: N_("Exit case closed"),
}
_STAGES = {
    ExitStage.ENQUIRY: N_("Enquiry"),
    ExitStage.THREAT: N_("Threat"),
    ExitStage.VISITATION: N_("Visitation"),
    ExitStage.CONTACT_POINT: N_("Contact point"),
    ExitStage.AGREEMENT: N_("Agreement (stage)"),
    ExitStage.COURSE: N_("Course"),
    ExitStage.ENDED: N_("Ended (stage)"),
    ExitStage.THREE_MONTHS: N_("3 months"),
    ExitStage.TWELVE_MONTHS: N_("12 months"),
}
_PROGRAMMES = {
    Programme.EXIT: N_("Exit programme"),
    Programme.FRAMEWORK: N_("Framework model (En vej ud)"),
    Programme.KIV: N_("KIV (before 2016)"),
}
_SOURCES = {
    EnquirySource.CITIZEN: N_("The citizen"),
    EnquirySource.POLICE: N_("The police"),
    EnquirySource.PRISON_SERVICE: N_("The prison service"),
    EnquirySource.MUNICIPALITY: N_("The municipality"),
    EnquirySource.TALK: N_("A preventive talk"),
    EnquirySource.OTHER: N_("Others"),
}
_SIDES = {
    SideKind.CUSTODY: N_("In custody or serving a sentence"),
    SideKind.SAFE_HOUSE: N_("In a safe house"),
}
_AGES = {
    AgeWarning.MINOR: N_(
        "Under 18. The parents' consent is needed, and the talk with the social services comes first."
    ),
    AgeWarning.OLDER: N_("Over 25. The framework model knows no upper limit; check what the municipality offers."),
    AgeWarning.UNKNOWN: N_("The birth date is not known, so the age cannot be told."),
}
_POINTS = {OutcomePoint.THREE_MONTHS: N_("After 3 months"), OutcomePoint.TWELVE_MONTHS: N_("After 12 months")}
_QUESTIONS = {
    OutcomePoint.THREE_MONTHS: N_("In education or work, or in an activity towards it?"),
    OutcomePoint.TWELVE_MONTHS: N_("Not charged with new serious or violent crime?"),
}
_ANSWERS = {
    OutcomeAnswer.YES: N_("Yes"),
    OutcomeAnswer.NO: N_("No"),
    OutcomeAnswer.UNKNOWN: N_("Not known"),
}
_PARTIES = {
    PartyRole.CITIZEN: N_("The citizen (party)"),
    PartyRole.MUNICIPALITY: N_("The municipality (party)"),
    PartyRole.POLICE: N_("The police (party)"),
    PartyRole.PRISON_SERVICE: N_("The prison service (party)"),
    PartyRole.OTHER: N_("Another party"),
}
_AREAS = {
    FocusArea.HOUSING: N_("Housing"),
    FocusArea.WORK: N_("Work and education"),
    FocusArea.ECONOMY: N_("Economy"),
    FocusArea.NETWORK: N_("Network"),
    FocusArea.SUBSTANCE: N_("Substance abuse"),
    FocusArea.SECURITY: N_("Security"),
    FocusArea.HEALTH: N_("Health"),
    FocusArea.MENTAL_HEALTH: N_("Mental health"),
    FocusArea.FAMILY: N_("Family"),
    FocusArea.THINKING: N_("Patterns of thinking"),
    FocusArea.TAX: N_("Help from the tax agency"),
    FocusArea.POLICE_HELP: N_("Help from the police"),
    FocusArea.MINOR: N_("Special support for minors"),
    FocusArea.INMATE: N_("Special help for inmates"),
    FocusArea.OTHER: N_("Another area"),
}
AREA_ICONS = {
    FocusArea.HOUSING: "house",
    FocusArea.WORK: "briefcase",
    FocusArea.ECONOMY: "wallet",
    FocusArea.NETWORK: "users",
    FocusArea.SUBSTANCE: "pill",
    FocusArea.SECURITY: "shield-check",
    FocusArea.HEALTH: "heart-pulse",
    FocusArea.MENTAL_HEALTH: "heart-handshake",
    FocusArea.FAMILY: "house-heart",
    FocusArea.THINKING: "messages-square",
    FocusArea.TAX: "landmark",
    FocusArea.POLICE_HELP: "shield",
    FocusArea.MINOR: "hand",
    FocusArea.INMATE: "lock-open",
    FocusArea.OTHER: "circle",
}
_STATUSES = {
    FocusStatus.URGENT: N_("Urgent"),
    FocusStatus.UNDER_WAY: N_("Under way"),
    FocusStatus.WAITING: N_("Waits"),
    FocusStatus.NOT_BEGUN: N_("Not begun"),
    FocusStatus.DONE: N_("Managed"),
}
STATUS_LOOKS = {
    FocusStatus.URGENT: ("circle-alert", "danger"),
    FocusStatus.UNDER_WAY: ("circle-dot", "info"),
    FocusStatus.WAITING: ("hourglass", "warn"),
    FocusStatus.NOT_BEGUN: ("circle", "neutral"),
    FocusStatus.DONE: ("circle-check", "ok"),
}
"""Icon and tone of a status, the same on the screen everywhere."""
_FUNDS = {
    FundsAnswer.GRANTED: N_("Granted"),
    FundsAnswer.PARTLY: N_("Partly granted"),
    FundsAnswer.REFUSED: N_("Refused"),
}
_NOTES = {
    NoteKind.NOTE: N_("Note (Exit)"),
    NoteKind.STATUS: N_("Status (Exit)"),
    NoteKind.INTERRUPTION: N_("Interruption"),
}
_DUES = {
    DueKind.FOCUS: N_("Focus area"),
    DueKind.SIGNATURE: N_("Signature"),
    DueKind.MEETING: N_("Status meeting"),
    DueKind.OUTCOME_3: N_("Outcome after 3 months"),
    DueKind.OUTCOME_12: N_("Outcome after 12 months"),
}
_PAPERS = {
    PaperKind.AGREEMENT: N_("Exit agreement"),
    PaperKind.PLAN: N_("Action plan"),
    PaperKind.STATUS: N_("Status of the course"),
    PaperKind.INTERRUPTION: N_("Note of interruption"),
    PaperKind.FUNDS: N_("Application for funds"),
}
_LEVELS = (N_("Low (threat)"), N_("Raised (threat)"), N_("High (threat)"))
ERRORS = {
    "exit_closed": N_("Exit is closed. Open it with your passphrase first."),
    "exit_move_illegal": N_("The case does not stand where this step begins. Load it anew."),
    "exit_day_in_future": N_("The day lies in the future. Choose today or an earlier day."),
    "kiv_is_history": N_("KIV became part of Exit in 2015. Choose Exit or the framework model."),
    "exit_weeks_cannot_be": N_("Write a number of weeks from 1 to 520."),
    "exit_case_open": N_("There is an open case for this person already."),
    "exit_case_closed": N_("The case is closed and cannot be changed any more."),
    "exit_course_ended": N_("The course has ended, so its focus areas stand as they are."),
    "exit_threat_missing": N_(
        "The police have not assessed the threat yet. Until then the agreement is a draft: it cannot be signed or "
        "printed as final."
    ),
    "exit_police_contact_missing": N_("Write who at the police made the assessment."),
    "exit_level_unknown": N_("Choose a level from the list. The list is changed under Set up."),
    "exit_levels_cannot_be": N_("Write at least one level, and each only once."),
    "exit_number_cannot_be": N_("Write a whole number from {least} to {most}."),
    "exit_side_open": N_("Custody or safe house has not ended yet. Note the hand-over first."),
    "exit_side_open_already": N_("One is open already. End it first."),
    "exit_side_ended": N_("It has ended already."),
    "exit_side_ends_before": N_("It cannot end before it began, or in the future."),
    "exit_hand_over_missing": N_("Write what was handed over, and to whom."),
    "exit_interruption_reason": N_("Write why the course was interrupted."),
    "exit_closing_reason": N_("Write why the case is closed before there is an agreement."),
    "exit_interruption_by_move": N_("The note of an interruption is written where the course is interrupted."),
    "exit_signatures_missing": N_("Signatures are missing. Citizen, municipality and police must all have signed."),
    "exit_not_approved": N_("Det Nationale Exitkontaktpunkt has not approved the case yet."),
    "exit_signed_before_approval": N_("It cannot be signed before the day it was approved."),
    "exit_party_signed": N_("This party has signed already, so the name and role stand."),
    "exit_citizen_stays": N_("The citizen always stands in the agreement."),
    "exit_goal_missing": N_("Write the goal first."),
    "exit_fact_missing": N_("Write this first."),
    "exit_amount_cannot_be": N_("Write an amount in whole kroner."),
    "exit_granted_cannot_be": N_("What was granted does not fit the answer."),
    "exit_answer_day_cannot_be": N_("The answer cannot come before the application was sent, or in the future."),
    "exit_funds_sent": N_("The application was sent, so its amount and purpose stand."),
    "exit_not_ended": N_("The course has not ended yet."),
    "exit_outcome_early": N_("It is too early: the time after the end has not passed."),
    "exit_outcomes_missing": N_(
        "The outcomes after 3 and 12 months are missing. Write them first; »not known« is an answer too."
    ),
    "exit_item_stays": N_("An item of an Exit meeting stays in Exit."),
    "exit_not_interrupted": N_("The course was not interrupted, so there is no note of it."),
    "exit_funds_gone": N_("The application is not there any more."),
    "exit_forum_missing": N_("There is no forum for Exit. Set it up under Meetings."),
    "exit_consent_of_other": N_("The consent is somebody else's."),
}


def state(value: ExitState) -> str:
    """Return the words for where a case stands."""
    return _(_STATES[value])


def stage(value: ExitStage) -> str:
    """Return the word under a ring of the stepper."""
    return _(_STAGES[value])


def stage_detail(row: StageRow, today: date, weeks: int) -> str:
    """Return what stands under a ring: its day, or which week a course is in."""
    if row.current and row.week is not None:
        return _("week {week} of about {weeks}").format(week=row.week, weeks=weeks)
    return "" if row.day is None else dates.day_in_list(row.day, today)


def programme(value: Programme) -> str:
    """Return the name of a programme."""
    return _(_PROGRAMMES[value])


def source(value: EnquirySource) -> str:
    """Return who turned to the municipality."""
    return _(_SOURCES[value])


def side(value: SideKind) -> str:
    """Return the words for a side state."""
    return _(_SIDES[value])


def age_warning(value: AgeWarning) -> str:
    """Return what is worth knowing of an age."""
    return _(_AGES[value])


def point(value: OutcomePoint) -> str:
    """Return when an outcome is looked for."""
    return _(_POINTS[value])


def question(value: OutcomePoint) -> str:
    """Return what is asked then, with the good outcome as yes."""
    return _(_QUESTIONS[value])


def outcome_answer(value: OutcomeAnswer) -> str:
    """Return what was found."""
    return _(_ANSWERS[value])


def party(value: PartyRole) -> str:
    """Return the words for a party."""
    return _(_PARTIES[value])


def area(value: FocusArea) -> str:
    """Return the name of a focus area."""
    return _(_AREAS[value])


def status(value: FocusStatus) -> str:
    """Return how an area stands."""
    return _(_STATUSES[value])


def funds_answer(value: FundsAnswer) -> str:
    """Return the answer to an application for funds."""
    return _(_FUNDS[value])


def note_kind(value: NoteKind) -> str:
    """Return what a note is."""
    return _(_NOTES[value])


def due_kind(value: DueKind) -> str:
    """Return what is due."""
    return _(_DUES[value])


def due(value: ExitDue) -> str:
    """Return what is due, a focus area by its name."""
    return area(value.focus.area) if value.focus is not None else due_kind(value.kind)


def paper(value: PaperKind) -> str:
    """Return the name of a paper."""
    return _(_PAPERS[value])


def proposed_levels() -> tuple[str, ...]:
    """Return the levels of threat before the municipality writes its own."""
    return tuple(_(one) for one in _LEVELS)


def amount(kroner: int) -> str:
    """Return an amount, e.g. "12.500 kr."."""
    return _("{kroner} kr.").format(kroner=dates.number(kroner))
