"""Keeps consents and answers the one question everything that shares or invites asks: may this be shared, and why."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from sspdesk.domain.changes import Outcome
from sspdesk.domain.consents import (
    Consent,
    ConsentAnswer,
    ConsentAuthority,
    ConsentForm,
    ConsentGiver,
    ConsentReason,
    ConsentScope,
    ConsentTopic,
    FullConsent,
    Needed,
    Pair,
    answer,
    check_consent,
    check_narrowing,
    last_day,
    needed_on,
)
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ConsentId, GuardianId, PersonId
from sspdesk.domain.intervals import Interval
from sspdesk.domain.log import Action
from sspdesk.domain.tasks import Anchor, AnchorKind, Source, SourceKind, TaskKind
from sspdesk.services import tasks
from sspdesk.services.tasks import NewTask
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConsent:
    """A consent as it is given: by the young person, by these parents, or both; None for the usual length."""

    person_id: PersonId
    pairs: frozenset[Pair]
    young: bool = False
    guardian_ids: tuple[GuardianId, ...] = ()
    given_on: date
    form: ConsentForm = ConsentForm.WRITTEN
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """A consent as a list shows it: who gave it, and whether it holds today."""

    full: FullConsent
    holds: bool
    ends_soon: bool


# -- asking ----------------------------------------------------------------------------------------------------------


def check(
    uow: UnitOfWork, person_id: PersonId, topic: ConsentTopic, authority: ConsentAuthority, day: date | None = None
) -> ConsentAnswer:
    """Return whether a topic may be shared with an authority on a day (today), and why, from the consents alone.

    The young person's is needed from 15, that of every holder of parental authority below 18, as on that day.
    """
    person = uow.persons.final(person_id)
    return answer(
        (topic, authority),
        day or uow.today,
        person.birth_date,
        uow.guardians.of_person(person.id),
        uow.consents.of_person(person.id),
    )


def require(
    uow: UnitOfWork,
    person_id: PersonId,
    topic: ConsentTopic,
    authority: ConsentAuthority,
    *,
    day: date | None = None,
    field: str | None = None,
) -> ConsentAnswer:
    """Return the answer where it is yes, else raise the DomainError that says why not."""
    found = check(uow, person_id, topic, authority, day)
    if not found.allowed:
        raise refusal(found, field)
    return found


def refusal(found: ConsentAnswer, field: str | None = None) -> DomainError:
    """Return the DomainError that says why the answer is no."""
    return _REFUSALS[found.reason](field)


_REFUSALS = {
    ConsentReason.NEVER: lambda field: DomainError("consent_never", field),
    ConsentReason.NOT_YET: lambda field: DomainError("consent_not_yet", field),
    ConsentReason.EXPIRED: lambda field: DomainError("consent_expired", field),
    ConsentReason.WITHDRAWN: lambda field: DomainError("consent_withdrawn", field),
    ConsentReason.GIVER_MISSING: lambda field: DomainError("consent_giver_missing", field),
    ConsentReason.PARENTS_UNKNOWN: lambda field: DomainError("consent_parents_unknown", field),
}


def answers(uow: UnitOfWork, person_id: PersonId) -> list[ConsentAnswer]:
    """Return the answer today for every topic and authority a person's consents name, those that hold first."""
    named = {pair for one in uow.consents.of_person(uow.persons.final(person_id).id) for pair in one.pairs}
    found = [check(uow, person_id, topic, authority) for topic, authority in sorted(named)]
    return sorted(found, key=lambda one: not one.allowed)


def needed(uow: UnitOfWork, person_id: PersonId, day: date | None = None) -> Needed:
    """Return whose consent a person's sharing needs on a day (today)."""
    person = uow.persons.final(person_id)
    return needed_on(person.birth_date, uow.guardians.of_person(person.id), day or uow.today)


def of_person(uow: UnitOfWork, person_id: PersonId) -> list[ConsentView]:
    """Return a person's consents: those that hold first, the next to end on top; then the others, latest first."""
    remind = tasks.interval(uow, Interval.CONSENT_RENEWAL)
    person = uow.persons.final(person_id)
    found = []
    for full in uow.consents.of_person(person.id):
        holds = full.consent.valid_on(uow.today)
        left = (last_day(full, person.birth_date) - uow.today).days
        found.append(ConsentView(full=full, holds=holds, ends_soon=holds and left <= abs(remind.amount)))
    return sorted(found, key=lambda view: (not view.holds, view.full.consent.valid_to if view.holds else date.min))


def usual_end(uow: UnitOfWork, start: date) -> date:
    """Return the last day of a consent that says nothing else."""
    months = tasks.interval(uow, Interval.CONSENT_VALID).amount
    return start + relativedelta(months=months, days=-1)


# -- giving, narrowing, withdrawing ----------------------------------------------------------------------------------


def give(uow: UnitOfWork, wanted: NewConsent) -> Outcome[FullConsent]:
    """Store a consent, with a reminder before it ends. Raises DomainError beside the field that cannot be so."""
    stored = _give(uow, wanted)
    uow.log(Action.CREATE, "consent", stored.consent.id, person=stored.consent.person_id)
    return uow.outcome(stored)


def _give(uow: UnitOfWork, wanted: NewConsent) -> FullConsent:
    person = uow.persons.final(wanted.person_id)
    start = wanted.valid_from or wanted.given_on
    consent = Consent(
        person_id=person.id,
        given_on=wanted.given_on,
        form=wanted.form,
        valid_from=start,
        valid_to=wanted.valid_to or usual_end(uow, start),
        note=wanted.note.strip(),
    )
    parents = {one.id: one for one in uow.guardians.of_person(person.id)}
    givers = [ConsentGiver(consent_id=ConsentId(0), person_id=person.id)] if wanted.young else []
    for guardian_id in wanted.guardian_ids:
        parent = parents.get(guardian_id)
        if parent is None or not parent.has_custody:
            raise DomainError("giver_without_custody", "givers")
        givers.append(
            ConsentGiver(consent_id=ConsentId(0), person_id=person.id, guardian_id=parent.id, name=parent.name)
        )
    check_consent(consent, wanted.pairs, len(givers), uow.today)
    stored = uow.consents.add(consent)
    uow.consents.givers.add_many([replace(giver, consent_id=stored.id) for giver in givers])
    _add_pairs(uow, stored, wanted.pairs)
    _remind(uow, stored)
    _finish_asking(uow, stored)
    return uow.consents.full(stored.id)


def _add_pairs(uow: UnitOfWork, consent: Consent, pairs: Collection[Pair]) -> None:
    uow.consents.scopes.add_many(
        [
            ConsentScope(consent_id=consent.id, person_id=consent.person_id, topic=topic, authority=authority)
            for topic, authority in sorted(pairs)
        ]
    )


def _finish_asking(uow: UnitOfWork, consent: Consent) -> None:
    """Complete the tasks to ask for what is covered now: everything somebody with a function in a release lacked."""
    for member in uow.release_members.of_person(consent.person_id):
        if all(check(uow, member.person_id, topic, member.authority).allowed for topic in member.topics):
            tasks.finish_of(uow, Source(SourceKind.RELEASE_MEMBER, member.id), TaskKind.ASK_CONSENT)


def _source(consent: Consent) -> Source:
    return Source(SourceKind.CONSENT, consent.id)


def _remind(uow: UnitOfWork, consent: Consent) -> None:
    """Keep the one task that reminds of the end, or of the birthday that ends it; a passed consent has none."""
    tasks.drop_of(uow, _source(consent))
    end = last_day(uow.consents.full(consent.id), uow.persons.get(consent.person_id).birth_date)
    if consent.withdrawn_on is not None or end < uow.today:
        return
    tasks.plan(
        uow,
        NewTask(
            kind=TaskKind.RENEW_CONSENT,
            person_id=consent.person_id,
            source=_source(consent),
            rule=tasks.interval(uow, Interval.CONSENT_RENEWAL),
            anchor=Anchor(end, AnchorKind.CONSENT_END, consent.id),
        ),
    )


def narrow(
    uow: UnitOfWork,
    consent_id: ConsentId,
    *,
    pairs: frozenset[Pair],
    valid_to: date,
    note: str | None = None,
) -> Outcome[FullConsent]:
    """Cover less or end earlier. More is a consent of its own: DomainError("consent_would_widen")."""
    before = uow.consents.full(consent_id)
    _still_open(before.consent)
    after = replace(before.consent, valid_to=valid_to, note=before.consent.note if note is None else note.strip())
    check_narrowing(before, after, pairs)
    check_consent(after, pairs, len(before.givers), uow.today)
    stored = uow.consents.save(after)
    for scope in uow.consents.scopes_of(consent_id):
        if scope.pair not in pairs:
            uow.consents.scopes.remove(scope.id)
    if stored.valid_to != before.consent.valid_to:
        _remind(uow, stored)
    uow.log(Action.CHANGE, "consent", consent_id, person=stored.person_id)
    return uow.outcome(uow.consents.full(consent_id))


def withdraw(uow: UnitOfWork, consent_id: ConsentId, day: date) -> Outcome[FullConsent]:
    """Record that a consent was taken back; from that day on it covers nothing."""
    before = uow.consents.full(consent_id)
    _still_open(before.consent)
    after = replace(before.consent, withdrawn_on=day)
    check_consent(after, before.pairs, len(before.givers), uow.today)
    stored = uow.consents.save(after)
    _remind(uow, stored)
    uow.log(Action.CHANGE, "consent", consent_id, person=stored.person_id, withdrawn=True)
    return uow.outcome(uow.consents.full(consent_id))


def renew(uow: UnitOfWork, consent_id: ConsentId, wanted: NewConsent) -> Outcome[FullConsent]:
    """Give a consent anew for the same or fewer pairs, from today on or later; its reminder is done.

    Renewing never widens: another pair is asked for by itself, DomainError("consent_would_widen").
    """
    before = uow.consents.full(consent_id)
    if not wanted.pairs <= before.pairs:
        raise DomainError("consent_would_widen", "pairs")
    stored = _give(uow, replace(wanted, person_id=before.consent.person_id))
    tasks.finish_of(uow, _source(before.consent), TaskKind.RENEW_CONSENT)
    uow.log(Action.CREATE, "consent", stored.consent.id, person=stored.consent.person_id, renews=consent_id)
    return uow.outcome(stored)


def _still_open(consent: Consent) -> None:
    if consent.withdrawn_on is not None:
        raise DomainError("consent_already_withdrawn")


def let_go_of_parent(uow: UnitOfWork, guardian_id: GuardianId) -> None:
    """Keep the name where a parent is taken off the person; a consent of theirs no longer counts as a parent's."""
    for giver in uow.consents.given_by(guardian_id):
        uow.consents.givers.save(replace(giver, guardian_id=None))
