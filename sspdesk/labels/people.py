"""Words for persons' relations and duty states, institutions and professionals' roles."""

from sspdesk.domain.people import InstitutionKind, ProfessionalRole
from sspdesk.domain.persons import DutyState, Relation
from sspdesk.i18n import N_, _

_KINDS = {
    InstitutionKind.SCHOOL: N_("School"),
    InstitutionKind.YOUTH_EDUCATION: N_("Youth education"),
    InstitutionKind.CLUB: N_("Club"),
    InstitutionKind.AUTHORITY: N_("Authority"),
    InstitutionKind.OTHER: N_("Other institution"),
}
_ROLES = {
    ProfessionalRole.CONSULTANT: N_("SSP consultant"),
    ProfessionalRole.POLICE: N_("local police"),
    ProfessionalRole.TEACHER: N_("SSP teacher"),
    ProfessionalRole.STREET_WORKER: N_("street worker"),
    ProfessionalRole.SOCIAL_WORKER: N_("social worker"),
    ProfessionalRole.HEAD_OF_SCHOOL: N_("head of school"),
    ProfessionalRole.YOUTH_GUIDANCE: N_("youth guidance"),
    ProfessionalRole.OTHER: N_("other role"),
}
_RELATIONS = {
    Relation.MOTHER: N_("mother"),
    Relation.FATHER: N_("father"),
    Relation.STEP_PARENT: N_("step-parent"),
    Relation.FOSTER_PARENT: N_("foster parent"),
    Relation.GRANDPARENT: N_("grandparent"),
    Relation.SIBLING: N_("sibling"),
    Relation.OTHER: N_("other relation"),
}
_DUTY = {
    DutyState.MISSING: N_("Missing"),
    DutyState.FULFILLED: N_("Fulfilled"),
    DutyState.EXEMPT: N_("Exempt"),
}

ERRORS = {
    "name_missing": N_("The name is missing."),
    "name_taken": N_("There is already one with this name."),
    "teacher_without_school": N_("An SSP teacher belongs to a school. Choose the school."),
    "municipality_missing": N_("Write the name of the municipality."),
    "idle_out_of_bounds": N_("The desk can lock after 1 to 15 minutes."),
    "meeting_idle_out_of_bounds": N_(
        "In a meeting the desk can lock after at most 60 minutes, and no sooner than otherwise."
    ),
    "backup_days_out_of_bounds": N_("Write a number of days from 1 to 3650; at most 90 is advised."),
    "handout_days_out_of_bounds": N_("A hand-out can be valid for 1 to 180 days."),
    "age_limit_out_of_bounds": N_("The age limit lies between 10 and 30 years."),
    "log_months_out_of_bounds": N_("The log is kept between 6 and 60 months."),
    "interval_out_of_bounds": N_("The group meets every week, or at least every eighth week."),
    "cpr_and_birth_date_differ": N_("The birth date does not fit the CPR number. Check both."),
    "born_in_future": N_("The birth date lies in the future."),
    "duty_date_missing": N_("Write the date when the information was given."),
    "duty_reason_missing": N_("Write the reason for the exemption (databeskyttelsesloven § 22)."),
}


def institution_kind(value: InstitutionKind) -> str:
    """Return the words for an institution's kind."""
    return _(_KINDS[value])


def professional_role(value: ProfessionalRole) -> str:
    """Return the words for a professional's role."""
    return _(_ROLES[value])


def relation(value: Relation) -> str:
    """Return the words for a relation."""
    return _(_RELATIONS[value])


def duty(value: DutyState) -> str:
    """Return the words for the duty to inform."""
    return _(_DUTY[value])
