"""Keeps institutions and professionals."""

from dataclasses import replace

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ProfessionalId
from sspdesk.domain.log import Action
from sspdesk.domain.people import Institution, InstitutionKind, Professional, ProfessionalRole
from sspdesk.storage.unit_of_work import UnitOfWork


def institutions(uow: UnitOfWork, *, with_inactive: bool = False) -> list[Institution]:
    """Return institutions in Danish order."""
    return uow.institutions.listed(with_inactive=with_inactive)


def schools(uow: UnitOfWork) -> list[Institution]:
    """Return active schools in Danish order."""
    return [one for one in institutions(uow) if one.kind is InstitutionKind.SCHOOL]


def professionals(uow: UnitOfWork, *, with_inactive: bool = False) -> list[Professional]:
    """Return professionals in Danish order."""
    return uow.professionals.listed(with_inactive=with_inactive)


def save_institution(uow: UnitOfWork, institution: Institution) -> Outcome[Institution]:
    """Store an institution; its name must be there and not be used twice."""
    name = " ".join(institution.name.split())
    if not name:
        raise DomainError("name_missing", "name")
    if any(one.name == name and one.id != institution.id for one in institutions(uow, with_inactive=True)):
        raise DomainError("name_taken", "name")
    stored = uow.institutions.save(replace(institution, name=name))
    uow.log(Action.CHANGE if institution.id else Action.CREATE, "institution", stored.id)
    return uow.outcome(stored)


def save_professional(uow: UnitOfWork, professional: Professional) -> Outcome[Professional]:
    """Store a professional; an SSP teacher belongs to a school."""
    name = " ".join(professional.name.split())
    if not name:
        raise DomainError("name_missing", "name")
    if professional.role is ProfessionalRole.TEACHER and professional.institution_id is None:
        raise DomainError("teacher_without_school", "institution_id")
    stored = uow.professionals.save(replace(professional, name=name))
    uow.log(Action.CHANGE if professional.id else Action.CREATE, "professional", stored.id)
    return uow.outcome(stored)


def names(uow: UnitOfWork) -> dict[ProfessionalId, str]:
    """Return every professional's name by id, the inactive too."""
    return {one.id: one.name for one in professionals(uow, with_inactive=True)}


def oneself(uow: UnitOfWork) -> ProfessionalId | None:
    """Return the professional that is the user: the SSP consultant of the settings' name, else the only one."""
    consultants = [one for one in uow.professionals.listed() if one.role is ProfessionalRole.CONSULTANT]
    named = [one for one in consultants if one.name == uow.settings().consultant]
    found = named or (consultants if len(consultants) == 1 else [])
    return found[0].id if found else None
