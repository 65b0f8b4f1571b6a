"""Reads and changes the municipality's settings."""

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.log import Action
from sspdesk.domain.settings import Settings
from sspdesk.storage.unit_of_work import UnitOfWork


def load(uow: UnitOfWork) -> Settings:
    """Return the settings."""
    return uow.settings()


def save(uow: UnitOfWork, settings: Settings) -> Outcome[Settings]:
    """Store the settings; raises DomainError beside the field that cannot be so."""
    if not settings.municipality.strip():
        raise DomainError("municipality_missing", "municipality")
    if not 1 <= settings.idle_minutes <= 15:
        raise DomainError("idle_out_of_bounds", "idle_minutes")
    if not settings.idle_minutes <= settings.meeting_minutes <= 60:
        raise DomainError("meeting_idle_out_of_bounds", "meeting_minutes")
    if not 1 <= settings.handout_days <= 180:
        raise DomainError("handout_days_out_of_bounds", "handout_days")
    uow.save_settings(settings)
    uow.log(Action.CHANGE, "setting")
    return uow.outcome(settings)
