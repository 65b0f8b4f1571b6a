"""Tasks with deadlines: rule, anchor, computed date and the reason for any override (domain.md § 3.0)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import LineId, PersonId, ProfessionalId, TaskId
from sspdesk.domain.workdays import Days


class TaskKind(StrEnum):
    """What is to be done."""

    OFFER_TALK = "tilbyd_samtale"
    STREET_TEAM = "gadeteam_foelger"
    NOTIFICATION = "underretning"
    DUTY_TO_INFORM = "oplysningspligt"
    OWN = "egen"
    AWAIT_REPLY = "svar_paa_tilbud"
    HOLD_TALK = "afhold_samtale"
    FOLLOW_UP = "opfoelgning"
    REOFFER = "genudbud"
    AGREEMENT = "aftale"
    CHASE_RECEIPT = "kvittering"
    RENEW_CONSENT = "forny_samtykke"
    MEETING_ACTION = "moedeaktion"
    YEAR_WHEEL = "aarshjul"
    ASK_CONSENT = "bed_om_samtykke"
    RELEASE_NOTICE = "loesladelse_underretning"
    RELEASE_PLAN = "loesladelse_handleplan"
    RELEASE_APPROACH = "loesladelse_kontakt_til_kommunen"
    RELEASE_PAROLE = "loesladelse_proeve"
    RELEASE_ACTIVE = "loesladelse_kommunen_ind"
    RELEASE_EXPENSES = "loesladelse_udgifter"
    RELEASE_CONTACT_1 = "loesladelse_foerste_kontakt"
    RELEASE_CONTACT_2 = "loesladelse_opfoelgning"
    RELEASE_ITEM = "loesladelse_tjekliste"
    RELEASE_VISIT = "loesladelse_besoeg"


class DueGroup(StrEnum):
    """When an open task is due, seen from today."""

    OVERDUE = "overskredet"
    TODAY = "i_dag"
    WEEK = "denne_uge"
    LATER = "senere"
    UNDATED = "uden_frist"


class DeadlineRule(StrEnum):
    """How a deadline follows from its anchor."""

    NEXT_MEETING = "naeste_moede"
    ONE_MONTH = "en_maaned"
    BY_HAND = "valgt"
    DAYS = "dage"
    WORKING_DAYS = "hverdage"
    SCHOOL_DAYS = "skoledage"
    WEEKS = "uger"
    MONTHS = "maaneder"


class AnchorKind(StrEnum):
    """What a deadline is counted from; with the id of the record where there is one."""

    DATE = "dato"
    MEETING = "moede"
    TALK_ASSIGNED = "samtale_tildelt"
    TALK_OFFERED = "samtale_tilbudt"
    TALK_ANSWERED = "samtale_besvaret"
    TALK_HELD = "samtale_afholdt"
    NOTIFICATION_SENT = "underretning_sendt"
    CONSENT_END = "samtykke_udloeber"
    IMPRISONED = "indsaettelse"
    POSSIBLE_PAROLE = "mulig_proeveloesladelse"
    EXPECTED_RELEASE = "forventet_loesladelse"
    RELEASED = "loesladelse"


class SourceKind(StrEnum):
    """The kind of record a task hangs on, besides a line of a meeting (``line_id``); the value is its table's name."""

    MEETING = "meeting"
    ITEM = "agenda_item"
    FEED = "feed"
    TALK = "talk"
    CONSENT = "consent"
    NOTIFICATION = "notification"
    OBSERVATION = "observation"
    AGREEMENT = "talk_agreement"
    RELEASE = "release_case"
    RELEASE_ITEM = "release_item"
    RELEASE_VISIT = "release_visit"
    RELEASE_MEMBER = "release_member"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its amount, negative before the anchor: ``Rule(MONTHS, -3)``, three months before a release."""

    rule: DeadlineRule
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day a deadline is counted from, and the record that day belongs to, so that moving it moves the deadline."""

    day: date
    kind: AnchorKind = AnchorKind.DATE
    id: int | None = None


_BOUNDED = frozenset({SourceKind.RELEASE, SourceKind.RELEASE_ITEM, SourceKind.RELEASE_VISIT, SourceKind.RELEASE_MEMBER})


@dataclass(frozen=True, slots=True)
class Source:
    """The record a task hangs on."""

    kind: SourceKind
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something somebody must do by a date.

    ``computed`` is what the rule gives (None for a deadline chosen by hand); ``due`` is what holds, and where the two
    differ ``override_reason`` says why. A done task with ``repeat_rule`` is followed by the next one.
    """

    id: TaskId = TaskId(0)
    kind: TaskKind = TaskKind.OWN
    person_id: PersonId | None = None
    line_id: LineId | None = None
    source_kind: SourceKind | None = None
    source_id: int | None = None
    title: str = ""
    rule: DeadlineRule = DeadlineRule.BY_HAND
    amount: int = 0
    anchor_kind: AnchorKind = AnchorKind.DATE
    anchor_id: int | None = None
    anchor: date | None = None
    computed: date | None = None
    due: date | None = None
    override_reason: str = ""
    responsible_id: ProfessionalId | None = None
    repeat_rule: DeadlineRule | None = None
    repeat_amount: int = 0
    repeat_until: date | None = None
    done_on: date | None = None
    created_on: date

    @property
    def overridden(self) -> bool:
        """Whether the deadline is another than the rule gives."""
        return self.computed is not None and self.due != self.computed


def bounded(task: Task) -> bool:
    """Tell whether a task leaves only within the citizen's consents: of a release, or agreed on a person (G-4)."""
    agreed = task.kind is TaskKind.MEETING_ACTION and task.person_id is not None
    return agreed or task.source_kind in _BOUNDED


_SATURDAY = 5
REPEATING = frozenset({DeadlineRule.DAYS, DeadlineRule.WEEKS, DeadlineRule.MONTHS})
"""The rules a task can come again by."""


def one_month_after(anchor: date) -> date:
    """Return the last day of the month allowed for the duty to inform (GDPR art. 14(3)(a))."""
    return anchor + relativedelta(months=1)


def date_after(anchor: date, rule: Rule, days: Days) -> date | None:
    """Return the day a rule gives; None for one chosen by hand.

    A count of days, weeks or months that ends on a weekend or holiday ends on the working day before (never before
    the anchor); the month of the duty to inform and a meeting's day are what they are.
    """
    if rule.rule is DeadlineRule.BY_HAND:
        return None
    if rule.rule is DeadlineRule.NEXT_MEETING:
        return anchor
    if rule.rule is DeadlineRule.ONE_MONTH:
        return one_month_after(anchor)
    if rule.rule in (DeadlineRule.WORKING_DAYS, DeadlineRule.SCHOOL_DAYS):
        return days.after(anchor, rule.amount, school=rule.rule is DeadlineRule.SCHOOL_DAYS)
    plain = anchor + _plain(rule)
    open_day = days.not_later(plain)
    return open_day if open_day >= anchor or plain < anchor else plain


def _plain(rule: Rule) -> timedelta | relativedelta:
    if rule.rule is DeadlineRule.MONTHS:
        return relativedelta(months=rule.amount)
    return timedelta(days=rule.amount) if rule.rule is DeadlineRule.DAYS else timedelta(weeks=rule.amount)


@dataclass(frozen=True, slots=True)
class Shift:
    """Why a deadline is not where counting alone would put it: ``plain``, the day it was counted to, and holidays.

    Without ``plain`` only working or school days were counted, and the named holidays were passed over.
    """

    plain: date | None
    names: tuple[str, ...]


def shifted(task: Task, days: Days) -> Shift | None:
    """Return what moved the deadline a rule gave; None where nothing did."""
    if task.anchor is None or task.computed is None or task.rule is DeadlineRule.ONE_MONTH:
        return None
    if task.rule in (DeadlineRule.WORKING_DAYS, DeadlineRule.SCHOOL_DAYS):
        first, last = sorted((task.anchor, task.computed))
        names = _names(first, last, days, school=task.rule is DeadlineRule.SCHOOL_DAYS)
        return Shift(None, names) if names else None
    if task.rule not in REPEATING:
        return None
    plain = task.anchor + _plain(Rule(task.rule, task.amount))
    return Shift(plain, _names(task.computed, plain, days)) if plain > task.computed else None


def _names(after: date, until: date, days: Days, *, school: bool = False) -> tuple[str, ...]:
    """Return the holidays, each once, among the days after one up to another; weekends have no name."""
    found = (after + timedelta(days=count) for count in range(1, (until - after).days + 1))
    closed = [day for day in found if day.weekday() < _SATURDAY and not days.is_open(day, school=school)]
    return tuple(dict.fromkeys(days.name(day) for day in closed))


def next_due(task: Task, today: date, days: Days) -> date | None:
    """Return when a repeated task comes again: counted from its deadline, the first day after ``today``.

    None when it does not repeat or the last repetition is behind.
    """
    if task.repeat_rule is None or task.due is None:
        return None
    turn = 1
    while True:
        found = date_after(task.due, Rule(task.repeat_rule, task.repeat_amount * turn), days)
        if found is None or (task.repeat_until is not None and found > task.repeat_until):
            return None
        if found > today:
            return found
        turn += 1


def check_task(task: Task) -> None:
    """Raise DomainError beside the field: an override without its reason, or a repetition that cannot be."""
    if task.overridden and not task.override_reason.strip():
        raise DomainError("override_without_reason", "reason")
    if task.repeat_rule is not None:
        if task.repeat_rule not in REPEATING or task.repeat_amount < 1:
            raise DomainError("repeat_cannot_be", "repeat")
        if task.due is None:
            raise DomainError("repeat_without_deadline", "due")
        if task.repeat_until is not None and task.repeat_until < task.due:
            raise DomainError("repeat_ends_before", "repeat_until")
