"""The intervals deadlines follow unless the municipality sets its own, each with where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sspdesk.domain.errors import DomainError
from sspdesk.domain.tasks import DeadlineRule, Rule


class Interval(StrEnum):
    """One interval the settings know."""

    TALK_OFFER = "tilbud_om_samtale"
    TALK_HELD = "samtale_afholdt"
    TALK_FOLLOW_UP_1 = "opfoelgning_1"
    TALK_FOLLOW_UP_2 = "opfoelgning_2"
    TALK_REOFFER_1 = "genudbud_1"
    TALK_REOFFER_2 = "genudbud_2"
    TALK_REPLY = "svar_paa_tilbud"
    RECEIPT = "kvittering"
    CONSENT_VALID = "samtykke_gyldigt"
    CONSENT_RENEWAL = "samtykke_fornyes"
    RELEASE_PLAN = "loesladelse_handleplan"
    RELEASE_APPROACH_LONG = "loesladelse_kontakt_lang"
    RELEASE_APPROACH_SHORT = "loesladelse_kontakt_kort"
    RELEASE_PAROLE = "loesladelse_proeve"
    RELEASE_ACTIVE = "loesladelse_kommunen_ind"
    RELEASE_EXPENSES = "loesladelse_udgifter"
    RELEASE_CONTACT_1 = "loesladelse_kontakt_1"
    RELEASE_CONTACT_2 = "loesladelse_kontakt_2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """The rule of an interval. ``proposal``: nobody's law or agreement, only what the program proposes."""

    rule: Rule
    proposal: bool = True
    source: str = ""


def _days(amount: int) -> Default:
    return Default(rule=Rule(DeadlineRule.DAYS, amount))


def _road_map(rule: DeadlineRule, amount: int, source: str = "Køreplan for god løsladelse") -> Default:
    return Default(rule=Rule(rule, amount), proposal=False, source=source)


DEFAULTS: Mapping[Interval, Default] = {
    Interval.TALK_OFFER: _days(7),
    Interval.TALK_REPLY: _days(14),
    Interval.TALK_HELD: _days(21),
    Interval.TALK_FOLLOW_UP_1: _days(30),
    Interval.TALK_FOLLOW_UP_2: _days(90),
    Interval.TALK_REOFFER_1: Default(rule=Rule(DeadlineRule.MONTHS, 3)),
    Interval.TALK_REOFFER_2: Default(rule=Rule(DeadlineRule.MONTHS, 6)),
    Interval.RECEIPT: Default(rule=Rule(DeadlineRule.WORKING_DAYS, 6), proposal=False, source="barnets lov"),
    Interval.CONSENT_VALID: Default(rule=Rule(DeadlineRule.MONTHS, 12)),
    Interval.CONSENT_RENEWAL: Default(rule=Rule(DeadlineRule.DAYS, -7)),
    Interval.RELEASE_PLAN: _road_map(DeadlineRule.WEEKS, 4),
    Interval.RELEASE_APPROACH_LONG: _road_map(DeadlineRule.MONTHS, -12),
    Interval.RELEASE_APPROACH_SHORT: _road_map(DeadlineRule.WEEKS, 4),
    Interval.RELEASE_PAROLE: _road_map(DeadlineRule.WEEKS, -4, "løsladelsesbekendtgørelsen"),
    Interval.RELEASE_ACTIVE: Default(rule=Rule(DeadlineRule.MONTHS, -6)),
    Interval.RELEASE_EXPENSES: _road_map(DeadlineRule.MONTHS, -3, "løsladelsesbekendtgørelsen"),
    Interval.RELEASE_CONTACT_1: Default(rule=Rule(DeadlineRule.WEEKS, 2)),
    Interval.RELEASE_CONTACT_2: Default(rule=Rule(DeadlineRule.MONTHS, 3)),
}
"""Domain.md §§ 3.2, 3.7 and 3.9. The unit is fixed; the settings hold another amount where the municipality has one."""


def rule_of(interval: Interval, own: Mapping[str, int]) -> Rule:
    """Return the rule in force: the municipality's own amount in the interval's unit, else the default."""
    default = DEFAULTS[interval].rule
    return Rule(default.rule, own.get(interval.value, default.amount))


LONGEST = 1000
"""The largest amount of days, weeks or months an interval may have."""


def check_intervals(own: Mapping[str, int]) -> None:
    """Raise DomainError("interval_cannot_be") beside the interval whose amount is none."""
    for name, amount in own.items():
        default = DEFAULTS[Interval(name)].rule
        if not 1 <= (amount if default.amount > 0 else -amount) <= LONGEST:
            raise DomainError("interval_cannot_be", name, least=1, most=LONGEST)
