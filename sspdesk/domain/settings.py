"""The municipality's own choices, kept inside the vault."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings with the defaults of design.md § 3a."""

    municipality: str = ""
    unit: str = "SSP · Ungdomsskolen"
    consultant: str = ""
    consultant_phone: str = ""
    age_limit: int = 25
    age_limit_inclusive: bool = True
    idle_minutes: int = 5
    meeting_minutes: int = 30
    meeting_place: str = ""
    meeting_weekday: int = 2
    meeting_start: str = "09:00"
    meeting_end: str = "11:00"
    meeting_interval_weeks: int = 2
    handout_days: int = 30
    backup_folder: str = ""
    theme: str = "auto"
    text_size: int = 13
    demo: bool = False
