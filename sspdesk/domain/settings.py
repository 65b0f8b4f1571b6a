"""The municipality's own choices, kept inside the vault."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings with the defaults of design.md § 3a."""

    municipality: str = ""
    unit: str = "SSP · Ungdomsskolen"
    consultant: str = ""
    consultant_phone: str = ""
    consultant_mail: str = ""
    municipality_address: str = ""
    """Where the municipality lives, on one line; it stands on letters."""
    dpo: str = ""
    """Name and contact of the municipality's data protection officer; an invitation cannot do without (art. 13, 14)."""
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
    log_months: int = 13
    street_hours: int = 12
    """Hours a week that each street worker is to walk (S004:187)."""
    street_strip_weeks: int = 13
    """Weeks after which the free texts of an observation are proposed for stripping."""
    street_released: Mapping[str, int] = field(default_factory=dict)
    """Periods whose counts the local council has got ("first/last" as ISO 8601), with the observations told of."""
    backup_folder: str = ""
    second_backup_folder: str = ""
    """A further place for backups, such as a USB stick: quiet when it is not there, a reminder after a week."""
    second_backup_at: str = ""
    """When the latest copy reached the second place (ISO 8601), also while it cannot be looked at."""
    former_backup_folders: Mapping[str, str] = field(default_factory=dict)
    """Folders that held backups before others were chosen, and since when: what outlives its use goes there too."""
    backup_days: int = 90
    """The age in days at which a backup is deleted; what was deleted in the vault lives on in it until then."""
    drilled_at: str = ""
    """When a restore was last tried with success (ISO 8601)."""
    retention_terms: Mapping[str, int] = field(default_factory=dict)
    """The municipality's own terms before deletion, by kind; in the unit of the proposed one (domain.retention)."""
    deputies: Mapping[str, str] = field(default_factory=dict)
    """Names of those with a passphrase of their own, by the key slot it opens."""
    theme: str = "auto"
    text_size: int = 13
    demo: bool = False
    exit_minutes: int = 10
    """Minutes after its last use before Exit closes by itself."""
    exit_capacity: int = 0
    """How many exit courses the municipality has room for at a time; 0: not set."""
    exit_levels: Sequence[str] = ()
    """The municipality's own levels of threat; none: the proposed ones."""
    calendar_id: str = ""
    """Makes the names of this vault's meetings its own in other calendars; made at the first export."""
    intervals: Mapping[str, int] = field(default_factory=dict)
    """The municipality's own amounts for intervals (``domain.intervals.Interval`` -> amount), where it has any."""
    reoffers: Mapping[str, int] = field(default_factory=dict)
    """How often a declined talk of a kind is offered again (``domain.talks.TalkKind`` -> 0 to 2), where changed."""
