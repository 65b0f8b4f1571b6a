"""Consents as data: who gave what to whom and how long, whose is needed, and the one answer that sharing asks for.

A consent is a set of pairs, topic and authority. It only ever narrows; what it does not name it does not cover.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ConsentGiverId, ConsentId, ConsentScopeId, GuardianId, PersonId
from sspdesk.domain.persons import Guardian, age_on


class ConsentTopic(StrEnum):
    """What a consent is about; the last seven are the areas of a release (domain.md § 3.7)."""

    TALK = "samtale"
    MINUTES = "referat"
    WELLBEING = "trivsel_og_fravaer"
    LEISURE = "fritid"
    HEALTH = "helbred"
    HOUSING = "bolig"
    WORK = "uddannelse_og_beskaeftigelse"
    ECONOMY = "oekonomi"
    NETWORK = "netvaerk"
    SUBSTANCE = "misbrug"
    OTHER = "andet"


RELEASE_TOPICS = tuple(ConsentTopic)[-7:]
"""The areas a release can be planned in."""


class ConsentAuthority(StrEnum):
    """Whom a consent lets take part."""

    SCHOOL = "skole"
    CLUB = "klub"
    SOCIAL_SERVICES = "socialforvaltning"
    POLICE = "politi"
    STREET_TEAM = "gadeteam"
    YOUTH_GUIDANCE = "ungeindsats"
    JOB_CENTRE = "jobcenter"
    PRISON_SERVICE = "kriminalforsorgen"
    HEALTH_SERVICE = "sundhedsvaesen"
    TREATMENT = "misbrugsbehandling"
    HOUSING = "boligselskab"
    OTHER = "andre"


class ConsentForm(StrEnum):
    """How a consent was given."""

    WRITTEN = "skriftligt"
    ORAL = "mundtligt"
    DIGITAL = "digitalt"


Pair = tuple[ConsentTopic, ConsentAuthority]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentScope:
    """One pair that a consent covers."""

    id: ConsentScopeId = ConsentScopeId(0)
    consent_id: ConsentId
    person_id: PersonId
    topic: ConsentTopic
    authority: ConsentAuthority

    @property
    def pair(self) -> Pair:
        """Topic and authority."""
        return self.topic, self.authority


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiver:
    """Somebody who gave a consent: a parent, or the young person (``guardian_id`` and ``name`` empty)."""

    id: ConsentGiverId = ConsentGiverId(0)
    consent_id: ConsentId
    person_id: PersonId
    guardian_id: GuardianId | None = None
    name: str = ""

    @property
    def is_young(self) -> bool:
        """Whether the young person gave it."""
        return self.guardian_id is None and not self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One consent; its pairs and givers are rows of their own."""

    id: ConsentId = ConsentId(0)
    person_id: PersonId
    given_on: date
    form: ConsentForm
    valid_from: date
    valid_to: date
    withdrawn_on: date | None = None
    note: str = ""

    def valid_on(self, day: date) -> bool:
        """Whether it holds on a day; it ends on the day it is withdrawn."""
        return self.valid_from <= day <= self.valid_to and (self.withdrawn_on is None or day < self.withdrawn_on)


class ConsentReason(StrEnum):
    """Why the answer is what it is."""

    GIVEN = "givet"
    NEVER = "aldrig"
    NOT_YET = "ikke_endnu"
    EXPIRED = "udloebet"
    WITHDRAWN = "trukket"
    GIVER_MISSING = "mangler_nogen"
    PARENTS_UNKNOWN = "foraeldre_ukendt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAnswer:
    """Whether something may be shared with an authority on a day, and why.

    ``until`` is the last day the yes holds; ``since`` the day a consent ended or begins; ``missing`` are the parents
    who have not given it, and ``young_missing`` says that the young person has not.
    """

    topic: ConsentTopic
    authority: ConsentAuthority
    day: date
    reason: ConsentReason
    until: date | None = None
    since: date | None = None
    missing: tuple[str, ...] = ()
    young_missing: bool = False
    consents: tuple[ConsentId, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether it may."""
        return self.reason is ConsentReason.GIVEN


@dataclass(frozen=True, slots=True, kw_only=True)
class FullConsent:
    """A consent with its pairs and givers."""

    consent: Consent
    pairs: frozenset[Pair]
    givers: tuple[ConsentGiver, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """Whose consent is needed on a day: the young person's from 15, every holder of parental authority's below 18."""

    young: bool
    parents: tuple[Guardian, ...]
    minor: bool


def needed_on(born: date | None, guardians: Iterable[Guardian], day: date) -> Needed:
    """Return whose consent is needed; a person of unknown age is asked for like one of 15 to 17, both sides."""
    age = None if born is None else age_on(born, day)
    minor = age is None or age < 18
    parents = tuple(one for one in guardians if one.has_custody) if minor else ()
    return Needed(young=age is None or age >= 15, parents=parents, minor=minor)


def answer(
    pair: Pair, day: date, born: date | None, guardians: Iterable[Guardian], known: Iterable[FullConsent]
) -> ConsentAnswer:
    """Return whether the known consents let this topic be shared with this authority on this day, and why."""
    topic, authority = pair
    naming = [one for one in known if pair in one.pairs]
    holding = [one for one in naming if one.consent.valid_on(day)]
    if not holding:
        reason, since = _why_not(naming, day)
        return ConsentAnswer(topic=topic, authority=authority, day=day, reason=reason, since=since)
    needed = needed_on(born, guardians, day)
    givers = [giver for one in holding for giver in one.givers]
    young_missing = needed.young and not any(giver.is_young for giver in givers)
    have = {giver.guardian_id for giver in givers if giver.guardian_id is not None}
    missing = tuple(parent.name for parent in needed.parents if parent.id not in have)
    ids = tuple(one.consent.id for one in holding)
    if young_missing or missing:
        reason = ConsentReason.GIVER_MISSING
    elif needed.minor and not needed.parents:
        reason = ConsentReason.PARENTS_UNKNOWN
    else:
        reason = ConsentReason.GIVEN
    return ConsentAnswer(
        topic=topic,
        authority=authority,
        day=day,
        reason=reason,
        until=min(last_day(one, born) for one in holding) if reason is ConsentReason.GIVEN else None,
        missing=missing,
        young_missing=young_missing,
        consents=ids,
    )


def last_day(full: FullConsent, born: date | None) -> date:
    """Return the last day a consent is enough: where the young person did not give it, at most until they turn 15.

    One given later by the parents alone ends the day before they turn 18.
    """
    consent = full.consent
    if born is None or any(giver.is_young for giver in full.givers):
        return consent.valid_to
    shifts = [born + relativedelta(years=age) for age in (15, 18)]
    coming = [day - timedelta(days=1) for day in shifts if day > consent.valid_from]
    return min([consent.valid_to, *coming])


def _why_not(naming: list[FullConsent], day: date) -> tuple[ConsentReason, date | None]:
    """Return why none of the consents that name the pair holds; the latest one tells."""
    if not naming:
        return ConsentReason.NEVER, None
    latest = max((one.consent for one in naming), key=lambda one: (one.given_on, one.id))
    if latest.withdrawn_on is not None and latest.withdrawn_on <= day:
        return ConsentReason.WITHDRAWN, latest.withdrawn_on
    if latest.valid_from > day:
        return ConsentReason.NOT_YET, latest.valid_from
    return ConsentReason.EXPIRED, latest.valid_to


def check_consent(consent: Consent, pairs: Iterable[Pair], givers: int, today: date) -> None:
    """Raise DomainError beside the fact that cannot be so."""
    if not list(pairs):
        raise DomainError("consent_covers_nothing", "pairs")
    if not givers:
        raise DomainError("consent_without_giver", "givers")
    if consent.given_on > today:
        raise DomainError("consent_in_future", "given_on")
    if consent.valid_from < consent.given_on:
        raise DomainError("consent_before_given", "valid_from")
    if consent.valid_to < consent.valid_from:
        raise DomainError("consent_ends_before", "valid_to")
    if consent.withdrawn_on is not None and not consent.given_on <= consent.withdrawn_on <= today:
        raise DomainError("withdrawal_day_cannot_be", "withdrawn_on")


def check_narrowing(before: FullConsent, consent: Consent, pairs: Iterable[Pair]) -> None:
    """Raise DomainError("consent_would_widen") when a change covers more, longer or earlier than was given."""
    old = before.consent
    if not set(pairs) <= before.pairs:
        raise DomainError("consent_would_widen", "pairs")
    if consent.valid_to > old.valid_to:
        raise DomainError("consent_would_widen", "valid_to")
    if consent.valid_from < old.valid_from:
        raise DomainError("consent_would_widen", "valid_from")
