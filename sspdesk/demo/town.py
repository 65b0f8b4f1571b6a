"""The invented municipality: Havnsø Kommune (fiktiv), its schools and the people around the table."""

from dataclasses import dataclass, replace

from sspdesk.domain.people import Institution, InstitutionKind, Professional, ProfessionalRole
from sspdesk.services import people, settings
from sspdesk.services.work import UnitOfWork

MUNICIPALITY = "Havnsø Kommune (fiktiv)"
CONSULTANT = "Vibeke Skabelon"
SCHOOLS = (
    ("Havnsø Skole", "Lars Lærereksempel"),
    ("Strandskolen", "Stine Skoleeksempel"),
    ("Fjordskolen", "Frida Fagprøve"),
    ("Kirkebakkeskolen", "Karl Kridtprøve"),
    ("Engvejens Skole", "Elna Elevprøve"),
)
_MEMBERS = (
    ("Poul Prøvegaard", ProfessionalRole.POLICE, "Vestkysten Politi (fiktiv kreds)"),
    ("Rikke Rollespil", ProfessionalRole.SOCIAL_WORKER, "Center for Børn og Unge"),
    ("Gert Gadeeksempel", ProfessionalRole.STREET_WORKER, "Gadeteamet"),
    ("Mona Mønster", ProfessionalRole.STREET_WORKER, "Gadeteamet"),
    ("Jonna Jobprøve", ProfessionalRole.YOUTH_GUIDANCE, "Ungeindsatsen"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """Who is who: schools by id, the teacher of each, and the group's other members."""

    schools: tuple[Institution, ...]
    teachers: tuple[Professional, ...]
    chair: Professional
    police: Professional
    social_worker: Professional
    street_worker: Professional
    gymnasium: Institution


def found(uow: UnitOfWork) -> Town:
    """Make the municipality in an empty vault."""
    wanted = replace(
        settings.load(uow),
        municipality=MUNICIPALITY,
        consultant=CONSULTANT,
        consultant_phone="00 00 00 10",
        consultant_mail="ssp@havnsoe.example",
        municipality_address="Rådhustorvet 1, 4999 Havnsø",
        dpo="Dorte Dataeksempel, 00 00 00 11, dpo@havnsoe.example",
        meeting_place="Mødelokale Ankeret",
        demo=True,
    )
    settings.save(uow, wanted)
    schools, teachers = [], []
    for name, teacher in SCHOOLS:
        school = people.save_institution(uow, Institution(name=name)).value
        schools.append(school)
        teachers.append(_professional(uow, teacher, ProfessionalRole.TEACHER, name, school))
    gymnasium = Institution(name="Havnsø Gymnasium", kind=InstitutionKind.YOUTH_EDUCATION)
    chair = _professional(uow, CONSULTANT, ProfessionalRole.CONSULTANT, "Ungdomsskolen")
    police, social_worker, street_worker, *_others = [
        _professional(uow, name, role, authority) for name, role, authority in _MEMBERS
    ]
    return Town(
        schools=tuple(schools),
        teachers=tuple(teachers),
        chair=chair,
        police=police,
        social_worker=social_worker,
        street_worker=street_worker,
        gymnasium=people.save_institution(uow, gymnasium).value,
    )


def _professional(
    uow: UnitOfWork, name: str, role: ProfessionalRole, authority: str, school: Institution | None = None
) -> Professional:
    wanted = Professional(
        name=name,
        role=role,
        authority=authority,
        institution_id=school.id if school else None,
        phone="00 00 00 00",
        mail="fiktiv@havnsoe.example",
        in_wednesday_group=True,
    )
    return people.save_professional(uow, wanted).value
