"""Institutions and the professionals around the table."""

from dataclasses import dataclass
from enum import StrEnum

from sspdesk.domain.ids import InstitutionId, ProfessionalId


class InstitutionKind(StrEnum):
    """What an institution is."""

    SCHOOL = "skole"
    YOUTH_EDUCATION = "ungdomsuddannelse"
    CLUB = "klub"
    AUTHORITY = "myndighed"
    OTHER = "andet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A school, club or authority."""

    id: InstitutionId = InstitutionId(0)
    name: str
    kind: InstitutionKind = InstitutionKind.SCHOOL
    phone: str = ""
    mail: str = ""
    active: bool = True


class ProfessionalRole(StrEnum):
    """A professional's part in the co-operation (domain.md § 1)."""

    CONSULTANT = "ssp_konsulent"
    POLICE = "lokalpoliti"
    TEACHER = "ssp_laerer"
    STREET_WORKER = "gadeplansmedarbejder"
    SOCIAL_WORKER = "socialraadgiver"
    HEAD_OF_SCHOOL = "skoleleder"
    YOUTH_GUIDANCE = "ungeindsats"
    OTHER = "andet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Professional:
    """A professional with name, role and authority."""

    id: ProfessionalId = ProfessionalId(0)
    name: str
    role: ProfessionalRole = ProfessionalRole.OTHER
    authority: str = ""
    institution_id: InstitutionId | None = None
    phone: str = ""
    mail: str = ""
    in_wednesday_group: bool = False
    active: bool = True
