"""Consents: whose is needed at which age, what they cover and how long, and that none ever widens."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sspdesk.domain.consents import (
    Consent,
    ConsentAuthority,
    ConsentForm,
    ConsentGiver,
    ConsentReason,
    ConsentTopic,
    FullConsent,
    Pair,
    answer,
)
from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ConsentId, GuardianId, PersonId
from sspdesk.domain.persons import Guardian
from sspdesk.domain.tasks import TaskKind
from sspdesk.labels import consents as words
from sspdesk.labels.errors import templates
from sspdesk.services import consents, disclosures, persons, talk_participants, tasks
from sspdesk.services.consents import NewConsent
from sspdesk.services.work import apply_undo
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.talk_world import Family, begin, make_family

SCHOOL: Pair = (ConsentTopic.WELLBEING, ConsentAuthority.SCHOOL)
CLUB: Pair = (ConsentTopic.LEISURE, ConsentAuthority.CLUB)
TODAY = date(2026, 11, 23)


@pytest.fixture
def family(workspace: Workspace) -> Family:
    return workspace.run(make_family)


def _wanted(family: Family, **changes: object) -> NewConsent:
    plain = NewConsent(
        person_id=family.person,
        pairs=frozenset({SCHOOL}),
        guardian_ids=(family.mother, family.father),
        given_on=TODAY,
    )
    return replace(plain, **changes)


def _give(workspace: Workspace, family: Family, **changes: object) -> FullConsent:
    return workspace.run(lambda uow: consents.give(uow, _wanted(family, **changes))).value


def _reason(workspace: Workspace, family: Family, pair: Pair = SCHOOL, day: date = TODAY) -> ConsentReason:
    return workspace.run(lambda uow: consents.check(uow, family.person, *pair, day)).reason


# -- whose -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "young", "parents", "allowed"),
    [
        (date(2012, 5, 15), False, (True, True), True),  # 14: both parents
        (date(2012, 5, 15), False, (True, False), False),
        (date(2012, 5, 15), True, (False, False), False),
        (date(2010, 5, 15), True, (True, True), True),  # 16: the young person and both parents
        (date(2010, 5, 15), False, (True, True), False),
        (date(2010, 5, 15), True, (True, False), False),
        (date(2008, 5, 15), True, (False, False), True),  # 18: the young person alone
        (date(2008, 5, 15), False, (True, True), False),
        (None, True, (True, True), True),  # unknown age: both sides
        (None, False, (True, True), False),
    ],
)
def test_whose_consent_is_needed(
    workspace: Workspace, born: date | None, young: bool, parents: tuple[bool, bool], allowed: bool
) -> None:
    family = workspace.run(lambda uow: make_family(uow, born))
    givers = tuple(one for one, gives in zip((family.mother, family.father), parents, strict=True) if gives)
    _give(workspace, family, young=young, guardian_ids=givers)
    found = workspace.run(lambda uow: consents.check(uow, family.person, *SCHOOL))
    assert found.allowed is allowed
    assert found.reason is (ConsentReason.GIVEN if allowed else ConsentReason.GIVER_MISSING)


def test_the_rights_shift_with_the_birthday(workspace: Workspace, family: Family) -> None:
    """Born 15 May 2012: from 15 May 2027 the young person is asked too, whatever the parents gave."""
    _give(workspace, family, valid_to=date(2027, 12, 31))
    assert _reason(workspace, family, day=date(2027, 5, 14)) is ConsentReason.GIVEN
    found = workspace.run(lambda uow: consents.check(uow, family.person, *SCHOOL, date(2027, 5, 15)))
    assert (found.reason, found.young_missing, found.missing) == (ConsentReason.GIVER_MISSING, True, ())


def test_two_consents_together_can_be_enough_and_who_is_missing_is_named(workspace: Workspace, family: Family) -> None:
    _give(workspace, family, guardian_ids=(family.mother,))
    found = workspace.run(lambda uow: consents.check(uow, family.person, *SCHOOL))
    assert found.missing == ("Prøvus Testsen",)
    _give(workspace, family, guardian_ids=(family.father,), valid_to=date(2027, 1, 31))
    found = workspace.run(lambda uow: consents.check(uow, family.person, *SCHOOL))
    assert (found.allowed, found.until) == (True, date(2027, 1, 31))


def test_a_child_without_recorded_holders_of_parental_authority_is_not_shared_about(workspace: Workspace) -> None:
    family = workspace.run(make_family)
    _give(workspace, family)
    for parent in (family.mother, family.father):
        workspace.run(
            lambda uow, parent=parent: uow.guardians.save(replace(uow.guardians.get(parent), has_custody=False))
        )
    assert _reason(workspace, family) is ConsentReason.PARENTS_UNKNOWN
    with pytest.raises(DomainError, match="giver_without_custody"):
        _give(workspace, family)


def test_a_parent_taken_off_the_person_leaves_the_name_and_no_longer_counts(
    workspace: Workspace, family: Family
) -> None:
    given = _give(workspace, family)
    gone = workspace.run(lambda uow: persons.remove_guardian(uow, family.father))
    names = [giver.name for giver in workspace.run(lambda uow: uow.consents.full(given.consent.id)).givers]
    assert names == ["Eksempeline Testsen", "Prøvus Testsen"]
    assert not any(giver.is_young for giver in workspace.run(lambda uow: uow.consents.full(given.consent.id)).givers)
    workspace.run(lambda uow: apply_undo(uow, gone.undo))
    assert _reason(workspace, family) is ConsentReason.GIVEN


# -- what and how long -----------------------------------------------------------------------------------------------


def test_a_consent_covers_its_pairs_and_nothing_beside_them(workspace: Workspace, family: Family) -> None:
    _give(workspace, family, pairs=frozenset({SCHOOL, CLUB}))
    for topic in ConsentTopic:
        for authority in ConsentAuthority:
            wanted = ConsentReason.GIVEN if (topic, authority) in (SCHOOL, CLUB) else ConsentReason.NEVER
            assert _reason(workspace, family, (topic, authority)) is wanted


def test_a_consent_begins_ends_and_is_withdrawn(workspace: Workspace, family: Family, clock: Clock) -> None:
    given = _give(workspace, family, valid_from=date(2026, 12, 1), valid_to=date(2027, 1, 31))
    assert _reason(workspace, family, day=date(2026, 11, 30)) is ConsentReason.NOT_YET
    assert _reason(workspace, family, day=date(2027, 1, 31)) is ConsentReason.GIVEN
    assert _reason(workspace, family, day=date(2027, 2, 1)) is ConsentReason.EXPIRED
    clock.set(datetime(2026, 12, 10, 9))
    done = workspace.run(lambda uow: consents.withdraw(uow, given.consent.id, date(2026, 12, 10)))
    assert _reason(workspace, family, day=date(2026, 12, 9)) is ConsentReason.GIVEN
    assert _reason(workspace, family, day=date(2026, 12, 10)) is ConsentReason.WITHDRAWN
    with pytest.raises(DomainError, match="consent_already_withdrawn"):
        workspace.run(lambda uow: consents.withdraw(uow, given.consent.id, date(2026, 12, 10)))
    workspace.run(lambda uow: apply_undo(uow, done.undo))
    assert _reason(workspace, family, day=date(2026, 12, 10)) is ConsentReason.GIVEN


def test_a_consent_holds_a_year_unless_it_says_otherwise(workspace: Workspace, family: Family) -> None:
    assert _give(workspace, family).consent.valid_to == date(2027, 11, 22)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"pairs": frozenset()}, "consent_covers_nothing", "pairs"),
        ({"guardian_ids": ()}, "consent_without_giver", "givers"),
        ({"given_on": date(2026, 11, 24)}, "consent_in_future", "given_on"),
        ({"valid_from": date(2026, 11, 22)}, "consent_before_given", "valid_from"),
        ({"valid_to": date(2026, 11, 22)}, "consent_ends_before", "valid_to"),
    ],
)
def test_a_consent_that_cannot_be_so_is_refused(
    workspace: Workspace, family: Family, changes: dict[str, object], code: str, field: str
) -> None:
    with pytest.raises(DomainError, match=code) as caught:
        _give(workspace, family, **changes)
    assert caught.value.field == field
    assert workspace.run(lambda uow: uow.consents.count()) == 0


# -- never wider -----------------------------------------------------------------------------------------------------


def test_a_change_only_narrows(workspace: Workspace, family: Family) -> None:
    given = _give(workspace, family, pairs=frozenset({SCHOOL, CLUB}), valid_to=date(2027, 1, 31))
    number = given.consent.id
    for pairs, valid_to, field in (
        (frozenset({SCHOOL, (ConsentTopic.HEALTH, ConsentAuthority.SCHOOL)}), date(2027, 1, 31), "pairs"),
        (frozenset({SCHOOL}), date(2027, 2, 1), "valid_to"),
    ):
        with pytest.raises(DomainError, match="consent_would_widen") as caught:
            workspace.run(
                lambda uow, pairs=pairs, valid_to=valid_to: consents.narrow(uow, number, pairs=pairs, valid_to=valid_to)
            )
        assert caught.value.field == field
    workspace.run(lambda uow: consents.narrow(uow, number, pairs=frozenset({SCHOOL}), valid_to=date(2026, 12, 31)))
    assert _reason(workspace, family, CLUB) is ConsentReason.NEVER
    assert _reason(workspace, family, day=date(2027, 1, 1)) is ConsentReason.EXPIRED


def test_a_renewal_covers_no_more_than_what_it_renews_and_its_reminder_is_done(
    workspace: Workspace, family: Family, clock: Clock
) -> None:
    given = _give(workspace, family, valid_to=date(2027, 1, 31))
    clock.set(datetime(2027, 1, 4, 9))
    later = date(2027, 1, 4)
    with pytest.raises(DomainError, match="consent_would_widen"):
        workspace.run(
            lambda uow: consents.renew(
                uow, given.consent.id, _wanted(family, pairs=frozenset({SCHOOL, CLUB}), given_on=later)
            )
        )
    workspace.run(lambda uow: consents.renew(uow, given.consent.id, _wanted(family, given_on=later)))
    assert _reason(workspace, family, day=date(2027, 5, 14)) is ConsentReason.GIVEN
    open_now = [row.task.due for row in workspace.run(tasks.open_tasks)]
    assert open_now == [date(2027, 5, 7)]  # a week before she turns 15 and is asked herself


@given(
    asked=st.tuples(st.sampled_from(ConsentTopic), st.sampled_from(ConsentAuthority)),
    pairs=st.sets(st.tuples(st.sampled_from(ConsentTopic), st.sampled_from(ConsentAuthority)), max_size=8),
    day=st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 1, 1)),
    withdrawn=st.none() | st.dates(min_value=date(2026, 11, 1), max_value=date(2027, 6, 1)),
    custody=st.booleans(),
)
def test_no_yes_without_a_consent_that_names_the_pair_and_holds_that_day(
    asked: Pair, pairs: set[Pair], day: date, withdrawn: date | None, custody: bool
) -> None:
    person = PersonId(1)
    parents = [
        Guardian(id=GuardianId(1), person_id=person, name="Mor"),
        Guardian(id=GuardianId(2), person_id=person, name="Far", has_custody=custody),
    ]
    consent = Consent(
        id=ConsentId(1),
        person_id=person,
        given_on=date(2026, 11, 1),
        form=ConsentForm.ORAL,
        valid_from=date(2026, 11, 1),
        valid_to=date(2027, 6, 1),
        withdrawn_on=withdrawn,
    )
    giver = ConsentGiver(consent_id=ConsentId(1), person_id=person, guardian_id=GuardianId(1), name="Mor")
    known = [FullConsent(consent=consent, pairs=frozenset(pairs), givers=(giver,))]
    found = answer(asked, day, date(2016, 5, 15), parents, known)
    holds = consent.valid_from <= day <= consent.valid_to and (withdrawn is None or day < withdrawn)
    assert found.allowed is (asked in pairs and holds and not custody)


# -- reminders and asking --------------------------------------------------------------------------------------------


def _reminders(workspace: Workspace) -> list[date | None]:
    found = workspace.run(tasks.open_tasks)
    assert {row.task.kind for row in found} <= {TaskKind.RENEW_CONSENT}
    return [row.task.due for row in found]


def test_a_reminder_comes_before_the_end_moves_with_it_and_goes_with_the_consent(
    workspace: Workspace, family: Family
) -> None:
    given = _give(workspace, family, valid_to=date(2027, 3, 31))
    assert _reminders(workspace) == [date(2027, 3, 24)]
    workspace.run(
        lambda uow: consents.narrow(uow, given.consent.id, pairs=frozenset({SCHOOL}), valid_to=date(2027, 2, 28))
    )
    assert _reminders(workspace) == [date(2027, 2, 19)]
    workspace.run(lambda uow: consents.withdraw(uow, given.consent.id, TODAY))
    assert _reminders(workspace) == []


def test_asking_for_what_no_consent_covers_raises_the_reason(workspace: Workspace, family: Family) -> None:
    with pytest.raises(DomainError, match="consent_never") as caught:
        workspace.run(lambda uow: consents.require(uow, family.person, *SCHOOL, field="basis"))
    assert caught.value.field == "basis"
    given = _give(workspace, family)
    assert workspace.run(lambda uow: consents.require(uow, family.person, *SCHOOL)).consents == (given.consent.id,)


def test_every_refusal_has_words_and_every_answer_a_sentence(workspace: Workspace, family: Family) -> None:
    known = templates()
    for reason in ConsentReason:
        if reason is not ConsentReason.GIVEN:
            assert consents._REFUSALS[reason](None).code in known
    found = workspace.run(lambda uow: consents.check(uow, family.person, *SCHOOL))
    for reason in ConsentReason:
        shown = words.why(replace(found, reason=reason, until=TODAY, since=TODAY, missing=("Prøvus Testsen",)))
        assert "{" not in shown
        assert shown.endswith(".")


def test_a_consent_to_the_talk_lets_the_school_in(workspace: Workspace, family: Family) -> None:
    talk = begin(workspace, family)
    _give(workspace, family, pairs=frozenset({(ConsentTopic.TALK, ConsentAuthority.SCHOOL)}))
    invited = workspace.run(lambda uow: talk_participants.invite(uow, talk.id, family.teacher.id)).value
    assert invited.basis_code == "SAMT"


def test_the_consents_that_hold_come_first_and_those_that_end_soon_say_so(workspace: Workspace, family: Family) -> None:
    late = _give(workspace, family, valid_to=date(2027, 3, 31))
    soon = _give(workspace, family, valid_to=date(2026, 11, 28))
    gone = _give(workspace, family, pairs=frozenset({CLUB}))
    workspace.run(lambda uow: consents.withdraw(uow, gone.consent.id, TODAY))
    shown = workspace.run(lambda uow: consents.of_person(uow, family.person))
    assert [view.full.consent.id for view in shown] == [soon.consent.id, late.consent.id, gone.consent.id]
    assert [(view.holds, view.ends_soon) for view in shown] == [(True, True), (True, False), (False, False)]


def test_what_leaves_on_consent_asks_every_persons_consents(workspace: Workspace, family: Family) -> None:
    leaving = disclosures.Leaving(
        document=Document.PERSON_SUMMARY,
        channel=Channel.PDF,
        recipient="Prøveskolen",
        purpose="Aftale om trivsel",
        fields=(Field.INITIALS,),
        persons=(family.person,),
        basis_code=disclosures.CONSENT,
    )
    with pytest.raises(DomainError, match="basis_needs_consent"):
        workspace.run(lambda uow: disclosures.check(uow, leaving))
    asked = replace(leaving, consent=SCHOOL)
    with pytest.raises(DomainError, match="consent_never"):
        workspace.run(lambda uow: disclosures.check(uow, asked))
    _give(workspace, family)
    assert workspace.run(lambda uow: disclosures.check(uow, asked)).code == disclosures.CONSENT
    with pytest.raises(DomainError, match="consent_never"):
        workspace.run(lambda uow: disclosures.check(uow, replace(leaving, consent=CLUB)))
