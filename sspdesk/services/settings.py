"""Reads and changes the municipality's settings."""

from dataclasses import replace
from datetime import date, time

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.intervals import check_intervals
from sspdesk.domain.log import Action
from sspdesk.domain.settings import Settings
from sspdesk.domain.talks import check_reoffers
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
    if not 6 <= settings.log_months <= 60:
        raise DomainError("log_months_out_of_bounds", "log_months")
    if not 1 <= settings.street_hours <= 37:
        raise DomainError("street_hours_out_of_bounds", "street_hours")
    if not 1 <= settings.street_strip_weeks <= 52:
        raise DomainError("street_weeks_out_of_bounds", "street_strip_weeks")
    if not 10 <= settings.age_limit <= 30:
        raise DomainError("age_limit_out_of_bounds", "age_limit")
    if not 1 <= settings.backup_days <= 3650:
        raise DomainError("backup_days_out_of_bounds", "backup_days")
    if not 1 <= settings.meeting_interval_weeks <= 8:
        raise DomainError("interval_out_of_bounds", "meeting_interval_weeks")
    if time.fromisoformat(settings.meeting_end) <= time.fromisoformat(settings.meeting_start):
        raise DomainError("ends_before_start", "meeting_end")
    check_intervals(settings.intervals)
    check_reoffers(settings.reoffers)
    before = uow.settings()
    folders = _former_folders(before, settings, uow.today)
    kept = replace(settings, street_released=before.street_released, former_backup_folders=folders)  # nobody's choice
    uow.save_settings(kept)
    uow.log(Action.CHANGE, "setting")
    return uow.outcome(kept)


def _former_folders(before: Settings, settings: Settings, today: date) -> dict[str, str]:
    """Return the folders that held backups and are not chosen any more."""
    left = {folder: today.isoformat() for folder in (before.backup_folder, before.second_backup_folder) if folder}
    chosen = (settings.backup_folder, settings.second_backup_folder)
    known = {**left, **before.former_backup_folders}
    return {folder: since for folder, since in known.items() if folder not in chosen}
