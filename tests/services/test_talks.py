"""The preventive talk: every legal move, every refused one, and the tasks that follow its state."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.talk_records import AnsweredBy, OfferAnswer, OfferChannel, ParticipantRole, Yes
from sspdesk.domain.talks import ENDED, MOVES, NotifyCheck, Talk, TalkKind, TalkState
from sspdesk.domain.tasks import DeadlineRule, Rule, Source, SourceKind, TaskKind
from sspdesk.domain.wednesday import Decision
from sspdesk.services import settings, talk_list, talk_participants, talk_records, talk_times, talks, tasks, wednesday
from sspdesk.services.talk_list import ListWish
from sspdesk.services.work import apply_undo
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.talk_world import (
    DAY,
    HELD,
    Family,
    answer,
    begin,
    check,
    hold,
    lead_to,
    make_family,
    notify,
    offer,
    plan,
    step,
)
from tests.services.wednesday_world import make_contact, make_world


@pytest.fixture
def family(workspace: Workspace) -> Family:
    return workspace.run(make_family)


def _open(workspace: Workspace, talk_id: int) -> list[tuple[TaskKind, date | None]]:
    source = Source(SourceKind.TALK, talk_id)
    found = workspace.run(lambda uow: uow.tasks.of_source(source, open_only=True))
    return [(task.kind, task.due) for task in found]


def _try(workspace: Workspace, talk_id: int, to: TalkState) -> Outcome[Talk]:
    """Try a move by the verb that makes it."""
    facts = step(to)
    verbs = {
        TalkState.OFFERED: lambda uow: talks.offer(uow, talk_id, OfferChannel.PHONE, facts),
        TalkState.PLANNED: lambda uow: talks.plan(uow, talk_id, HELD, "", facts),
        TalkState.HELD: lambda uow: talks.hold(uow, talk_id, HELD, facts),
        TalkState.FOLLOW_UP: lambda uow: talks.begin_follow_up(uow, talk_id, facts),
        TalkState.CLOSED: lambda uow: talks.close(uow, talk_id, facts),
    }
    answers = {
        TalkState.ACCEPTED: OfferAnswer.ACCEPTED,
        TalkState.DECLINED: OfferAnswer.DECLINED,
        TalkState.NO_REPLY: OfferAnswer.NO_REPLY,
    }

    def verb(uow: UnitOfWork) -> Outcome[Talk]:
        if to in answers:
            return talks.answer(uow, talk_id, answers[to], facts, answered_by=AnsweredBy.BOTH)
        return verbs[to](uow) if to in verbs else talks.leave(uow, talk_id, to, facts)

    return workspace.run(verb)


@pytest.mark.parametrize("state", TalkState)
def test_every_legal_move_is_made_and_every_other_one_refused(
    workspace: Workspace, family: Family, state: TalkState
) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, state)
    assert talk.state is state
    if state in (TalkState.HELD, TalkState.FOLLOW_UP):
        workspace.run(lambda uow: check(uow, talk.id))
    workspace.run(lambda uow: notify(uow, talk.id))
    before = workspace.run(lambda uow: uow.talks.get(talk.id))
    for to in TalkState:
        legal = to in MOVES[state]
        if state is TalkState.PLANNED and to in (TalkState.PLANNED, TalkState.ACCEPTED):
            continue  # a planned talk is moved to another time; it falls through by a verb of its own
        if legal:
            made = _try(workspace, talk.id, to)
            after = workspace.run(lambda uow: uow.talks.get(talk.id))
            moves = workspace.run(lambda uow: uow.transitions.of_talk(talk.id))
            assert (after.state, moves[-1].from_state, moves[-1].to_state) == (to, state, to)
            workspace.run(lambda uow, made=made: apply_undo(uow, made.undo))
            assert workspace.run(lambda uow: uow.talks.get(talk.id)) == before
        else:
            with pytest.raises(DomainError, match="talk_move_illegal"):
                _try(workspace, talk.id, to)
            assert workspace.run(lambda uow: uow.talks.get(talk.id)) == before


def test_a_move_tells_day_who_decided_basis_and_note(workspace: Workspace, family: Family) -> None:
    talk = begin(workspace, family)
    told = step(TalkState.OFFERED, decided_by=" Onsdagsgruppen ", note=" Ring efter kl. 16. ")
    workspace.run(lambda uow: talks.offer(uow, talk.id, OfferChannel.PHONE, told))
    first, second = workspace.run(lambda uow: uow.transitions.of_talk(talk.id))
    assert (first.from_state, first.to_state, first.decided_by) == (None, TalkState.RECOMMENDED, "Vibeke Skabelon")
    assert (second.decided_by, second.basis_code, second.note) == ("Onsdagsgruppen", "RPL115-1", "Ring efter kl. 16.")
    assert (second.day, second.at, second.person_id) == (DAY, datetime(2026, 11, 23, 9), family.person)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"day": date(2026, 11, 24)}, "talk_day_in_future", "day"),
        ({"day": date(2026, 11, 22)}, "talk_day_before_last", "day"),
        ({"decided_by": " "}, "decided_by_missing", "decided_by"),
        ({"basis_code": "ØNSKE"}, "basis_missing", "basis_code"),
        ({"basis_code": "PDL"}, "basis_not_in_force", "basis_code"),
    ],
)
def test_a_move_lacking_a_fact_is_refused(
    workspace: Workspace, family: Family, changes: dict[str, object], code: str, field: str
) -> None:
    talk = begin(workspace, family)
    with pytest.raises(DomainError, match=code) as caught:
        workspace.run(lambda uow: talks.offer(uow, talk.id, OfferChannel.LETTER, step(TalkState.OFFERED, **changes)))
    assert caught.value.field == field
    assert workspace.run(lambda uow: uow.talks.get(talk.id)).state is TalkState.RECOMMENDED


def test_the_tasks_follow_the_talk_from_recommendation_to_its_end(workspace: Workspace, family: Family) -> None:
    talk = begin(workspace, family)
    assert _open(workspace, talk.id) == [(TaskKind.OFFER_TALK, date(2026, 11, 30))]
    workspace.run(lambda uow: offer(uow, talk.id))
    assert _open(workspace, talk.id) == [(TaskKind.AWAIT_REPLY, date(2026, 12, 7))]
    workspace.run(lambda uow: answer(uow, talk.id, OfferAnswer.ACCEPTED))
    assert _open(workspace, talk.id) == [(TaskKind.HOLD_TALK, date(2026, 12, 14))]
    workspace.run(lambda uow: plan(uow, talk.id))
    assert _open(workspace, talk.id) == [(TaskKind.HOLD_TALK, HELD.date())]
    workspace.run(lambda uow: hold(uow, talk.id))
    assert _open(workspace, talk.id) == []
    workspace.run(lambda uow: check(uow, talk.id))
    workspace.run(lambda uow: talks.begin_follow_up(uow, talk.id, step(TalkState.FOLLOW_UP)))
    assert _open(workspace, talk.id) == [
        (TaskKind.FOLLOW_UP, date(2026, 12, 23)),
        (TaskKind.FOLLOW_UP, date(2027, 2, 19)),  # 21 February is a Sunday
    ]
    done = workspace.run(lambda uow: talk_records.follow_up(uow, talk.id, DAY, OfferChannel.PHONE, "Det går godt"))
    assert [due for _kind, due in _open(workspace, talk.id)] == [date(2027, 2, 19)]
    workspace.run(lambda uow: apply_undo(uow, done.undo))
    assert len(_open(workspace, talk.id)) == 2
    workspace.run(lambda uow: talks.close(uow, talk.id, step(TalkState.CLOSED)))
    assert _open(workspace, talk.id) == []


def test_the_follow_ups_move_with_the_day_the_talk_was_held(workspace: Workspace, family: Family, clock: Clock) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.HELD)
    clock.set(datetime(2026, 12, 2, 9))
    moved = workspace.run(lambda uow: talk_times.move_held(uow, talk.id, datetime(2026, 12, 1, 15)))
    assert moved.value.changed_on == date(2026, 12, 1)
    workspace.run(lambda uow: check(uow, talk.id))
    with pytest.raises(DomainError, match="talk_day_before_last"):
        workspace.run(lambda uow: talks.begin_follow_up(uow, talk.id, step(TalkState.FOLLOW_UP)))
    later = step(TalkState.FOLLOW_UP, date(2026, 12, 2))
    workspace.run(lambda uow: talks.begin_follow_up(uow, talk.id, later))
    assert _open(workspace, talk.id)[0] == (TaskKind.FOLLOW_UP, date(2026, 12, 30))  # 31 December is a holiday
    workspace.run(lambda uow: talk_times.move_held(uow, talk.id, datetime(2026, 11, 24, 15)))
    assert _open(workspace, talk.id)[0] == (TaskKind.FOLLOW_UP, date(2026, 12, 23))  # 24 December is a holiday
    held = [
        one for one in workspace.run(lambda uow: uow.transitions.of_talk(talk.id)) if one.to_state is TalkState.HELD
    ]
    assert [one.day for one in held] == [date(2026, 11, 24)]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 11, 22), "talk_day_before_last"),  # the family's yes is of the 23rd
        (date(2026, 11, 26), "talk_day_after_next"),  # the check on the duty to notify is of the 25th
        (date(2026, 12, 3), "talk_day_in_future"),
    ],
)
def test_a_talk_cannot_have_been_held_before_what_led_to_it_or_after_what_followed(
    workspace: Workspace, family: Family, clock: Clock, day: date, code: str
) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.HELD)
    clock.set(datetime(2026, 11, 25, 9))
    workspace.run(lambda uow: check(uow, talk.id))
    clock.set(datetime(2026, 12, 2, 9))
    before = workspace.run(lambda uow: uow.talks.get(talk.id))
    with pytest.raises(DomainError, match=code) as caught:
        workspace.run(lambda uow: talk_times.move_held(uow, talk.id, datetime.combine(day, datetime.min.time())))
    assert caught.value.field == "on"
    assert workspace.run(lambda uow: uow.talks.get(talk.id)) == before


def test_moving_the_agreed_time_is_written_with_who_asked_for_it_and_why(workspace: Workspace, family: Family) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.PLANNED)
    told = step(TalkState.PLANNED, decided_by="Moren", note="Har vagt den dag")
    at = datetime(2026, 11, 30, 16)
    moved = workspace.run(lambda uow: talks.plan(uow, talk.id, at, "Skolen", told)).value
    assert (moved.planned_at, moved.place, moved.state) == (at, "Skolen", TalkState.PLANNED)
    last = workspace.run(lambda uow: uow.transitions.of_talk(talk.id))[-1]
    assert (last.from_state, last.to_state) == (TalkState.PLANNED, TalkState.PLANNED)
    assert (last.decided_by, last.note) == ("Moren", "Har vagt den dag")
    assert _open(workspace, talk.id) == [(TaskKind.HOLD_TALK, at.date())]
    with pytest.raises(DomainError, match="decided_by_missing"):
        workspace.run(lambda uow: talks.plan(uow, talk.id, at, "", step(TalkState.PLANNED, decided_by=" ")))


def test_going_over_to_exit_is_taken_back_and_done_again_while_exit_is_closed(
    workspace: Workspace, family: Family
) -> None:
    talk = begin(workspace, family)
    left = workspace.run(lambda uow: talks.leave(uow, talk.id, TalkState.TO_EXIT, step(TalkState.TO_EXIT)))
    back = workspace.run(lambda uow: apply_undo(uow, left.undo))
    assert workspace.run(lambda uow: uow.talks.get(talk.id)).state is TalkState.RECOMMENDED
    workspace.run(lambda uow: apply_undo(uow, back.undo))
    assert workspace.run(lambda uow: uow.talks.get(talk.id)).state is TalkState.TO_EXIT
    assert workspace.run(lambda uow: len(uow.exit_intake.cases.of_person(family.person))) == 1


def test_only_a_holder_of_parental_authority_says_yes_for_a_child(workspace: Workspace, family: Family) -> None:
    def without_custody(uow: UnitOfWork) -> None:
        for one in uow.guardians.of_person(family.person):
            uow.guardians.save(replace(one, has_custody=one.id == family.father))

    talk = begin(workspace, family)
    workspace.run(without_custody)
    for one in workspace.run(lambda uow: uow.participants.of_talk(talk.id)):
        if one.guardian_id == family.father:
            workspace.run(lambda uow, one=one: talk_participants.remove(uow, one.id))
    lead_to(workspace, talk.id, TalkState.PLANNED)
    with pytest.raises(DomainError, match="talk_needs_yes_parent"):
        workspace.run(lambda uow: hold(uow, talk.id))
    father = workspace.run(lambda uow: talk_participants.add_parent(uow, talk.id, family.father)).value
    workspace.run(lambda uow: talk_participants.change(uow, father.id, yes=Yes.GIVEN, came=None, leads=False))
    assert workspace.run(lambda uow: hold(uow, talk.id)).value.state is TalkState.HELD


def test_a_follow_up_can_come_again_and_again(workspace: Workspace, family: Family) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.HELD)
    workspace.run(lambda uow: check(uow, talk.id))
    fortnight = Rule(DeadlineRule.WEEKS, 2)
    workspace.run(lambda uow: talks.begin_follow_up(uow, talk.id, step(TalkState.FOLLOW_UP), every=fortnight))
    assert _open(workspace, talk.id) == [(TaskKind.FOLLOW_UP, date(2026, 12, 7))]
    workspace.run(lambda uow: talk_records.follow_up(uow, talk.id, DAY, OfferChannel.PHONE, "Ringet"))
    assert _open(workspace, talk.id) == [(TaskKind.FOLLOW_UP, date(2026, 12, 21))]


def test_a_no_and_silence_end_the_talk_and_it_is_offered_again_only_where_that_was_chosen(
    workspace: Workspace, family: Family, clock: Clock
) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.DECLINED)
    assert talk.state in ENDED
    assert _open(workspace, talk.id) == []
    again = begin(workspace, family, kind=TalkKind.RADICALISATION)
    assert workspace.run(lambda uow: talks.usual_reoffers(uow, again)) == 2
    workspace.run(lambda uow: offer(uow, again.id))
    workspace.run(lambda uow: answer(uow, again.id, OfferAnswer.DECLINED, reoffers=2))
    assert _open(workspace, again.id) == [
        (TaskKind.REOFFER, date(2027, 2, 23)),
        (TaskKind.REOFFER, date(2027, 5, 21)),  # 23 May is a Sunday
    ]
    clock.set(datetime(2027, 2, 23, 9))
    later = date(2027, 2, 23)
    workspace.run(lambda uow: offer(uow, again.id, later))
    offers = workspace.run(lambda uow: uow.offers.of_talk(again.id))
    assert [(one.number, one.answer, one.answered_by) for one in offers] == [
        (1, OfferAnswer.DECLINED, AnsweredBy.BOTH),
        (2, None, None),
    ]
    workspace.run(lambda uow: answer(uow, again.id, OfferAnswer.DECLINED, later, reoffers=2))
    assert [kind for kind, _due in _open(workspace, again.id)] == [TaskKind.REOFFER]  # the second one, not two more
    workspace.run(lambda uow: talks.close(uow, again.id, step(TalkState.CLOSED, later)))
    assert _open(workspace, again.id) == []


def test_the_settings_choose_re_offers_for_each_kind(workspace: Workspace, family: Family) -> None:
    talk = begin(workspace, family)

    def choose(uow: UnitOfWork, count: int) -> None:
        settings.save(uow, replace(settings.load(uow), municipality="Havnsø", reoffers={"forebyggende": count}))

    assert workspace.run(lambda uow: talks.usual_reoffers(uow, talk)) == 0
    workspace.run(lambda uow: choose(uow, 1))
    assert workspace.run(lambda uow: talks.usual_reoffers(uow, talk)) == 1
    with pytest.raises(DomainError, match="reoffers_cannot_be"):
        workspace.run(lambda uow: choose(uow, 3))


def test_an_answer_says_who_gave_it(workspace: Workspace, family: Family) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.OFFERED)
    with pytest.raises(DomainError, match="answered_by_missing"):
        workspace.run(lambda uow: talks.answer(uow, talk.id, OfferAnswer.DECLINED, step(TalkState.DECLINED)))
    workspace.run(
        lambda uow: talks.answer(
            uow, talk.id, OfferAnswer.DECLINED, step(TalkState.DECLINED), answered_by=AnsweredBy.PARENTS
        )
    )
    yes = {one.role: one.yes for one in workspace.run(lambda uow: uow.participants.of_talk(talk.id))}
    assert (yes[ParticipantRole.PARENT], yes[ParticipantRole.YOUNG]) == (Yes.REFUSED, Yes.NOT_ASKED)


@pytest.mark.parametrize(
    ("born", "by", "code"),
    [
        (date(2012, 5, 15), AnsweredBy.YOUNG, "talk_needs_yes_parent"),
        (date(2012, 5, 15), AnsweredBy.PARENTS, None),
        (date(2010, 5, 15), AnsweredBy.PARENTS, "talk_needs_yes_young"),
        (date(2010, 5, 15), AnsweredBy.BOTH, None),
        (date(2007, 5, 15), AnsweredBy.YOUNG, None),
        (None, AnsweredBy.YOUNG, "talk_needs_yes_parent"),
    ],
)
def test_a_talk_is_held_with_those_whose_yes_it_needs(
    workspace: Workspace, born: date | None, by: AnsweredBy, code: str | None
) -> None:
    family = workspace.run(lambda uow: make_family(uow, born))
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.OFFERED)
    workspace.run(
        lambda uow: talks.answer(uow, talk.id, OfferAnswer.ACCEPTED, step(TalkState.ACCEPTED), answered_by=by)
    )
    workspace.run(lambda uow: plan(uow, talk.id))
    if code is None:
        assert workspace.run(lambda uow: hold(uow, talk.id)).value.state is TalkState.HELD
    else:
        with pytest.raises(DomainError, match=code):
            workspace.run(lambda uow: hold(uow, talk.id))


def test_a_time_can_be_moved_and_can_fall_through(workspace: Workspace, family: Family) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.PLANNED)
    later = datetime(2026, 12, 1, 14)
    workspace.run(lambda uow: talks.plan(uow, talk.id, later, "Skolen", step(TalkState.PLANNED)))
    assert _open(workspace, talk.id) == [(TaskKind.HOLD_TALK, later.date())]
    assert len(workspace.run(lambda uow: uow.transitions.of_talk(talk.id))) == 5
    planned = workspace.run(lambda uow: uow.talks.planned_between(later.date(), later.date()))
    assert [one.id for one in planned] == [talk.id]
    fallen = workspace.run(lambda uow: talks.fall_through(uow, talk.id, step(TalkState.ACCEPTED))).value
    assert (fallen.state, fallen.planned_at) == (TalkState.ACCEPTED, None)
    assert _open(workspace, talk.id) == [(TaskKind.HOLD_TALK, date(2026, 12, 14))]


def test_a_talk_goes_no_further_before_the_duty_to_notify_was_checked(workspace: Workspace, family: Family) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.HELD)
    for to in (TalkState.CLOSED, TalkState.FOLLOW_UP, TalkState.TO_INFOHUS):
        with pytest.raises(DomainError, match="notify_check_missing"):
            _try(workspace, talk.id, to)
    with pytest.raises(DomainError, match="notify_reason_missing"):
        workspace.run(lambda uow: talk_records.check_duty_to_notify(uow, talk.id, NotifyCheck.NEEDED, " "))
    workspace.run(lambda uow: check(uow, talk.id, NotifyCheck.NEEDED))
    for to in (TalkState.CLOSED, TalkState.FOLLOW_UP, TalkState.TO_NOTIFICATION):
        with pytest.raises(DomainError, match="notification_missing"):
            _try(workspace, talk.id, to)
    workspace.run(lambda uow: notify(uow, talk.id))
    _try(workspace, talk.id, TalkState.CLOSED)
    assert workspace.run(lambda uow: uow.talks.get(talk.id)).state is TalkState.CLOSED


def test_over_to_exit_reads_closed_from_outside(workspace: Workspace, family: Family) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.TO_EXIT)
    assert talk.state.outward is TalkState.CLOSED
    entries = workspace.run(lambda uow: uow.log_entries(kind="talk", object_id=talk.id))
    assert [entry.detail.get("state") for entry in entries if "state" in entry.detail] == ["afsluttet"]


def test_undo_takes_a_move_back_with_its_tasks(workspace: Workspace, family: Family) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.OFFERED)
    before = workspace.run(
        lambda uow: (uow.talks.get(talk.id), uow.transitions.all(), uow.offers.all(), uow.tasks.all())
    )
    done = workspace.run(lambda uow: answer(uow, talk.id, OfferAnswer.ACCEPTED))
    workspace.run(lambda uow: apply_undo(uow, done.undo))
    after = workspace.run(
        lambda uow: (uow.talks.get(talk.id), uow.transitions.all(), uow.offers.all(), uow.tasks.all())
    )
    assert after == before


# -- participants ----------------------------------------------------------------------------------------------------


def test_the_family_and_the_leader_are_on_the_talk_from_the_start(workspace: Workspace, family: Family) -> None:
    talk = begin(workspace, family)
    found = workspace.run(lambda uow: uow.participants.of_talk(talk.id))
    assert [(one.role, one.name, one.leads) for one in found] == [
        (ParticipantRole.YOUNG, "Testine Eksempelsen", False),
        (ParticipantRole.PARENT, "Eksempeline Testsen", False),
        (ParticipantRole.PARENT, "Prøvus Testsen", False),
        (ParticipantRole.CONSULTANT, "Vibeke Skabelon", True),
    ]


def test_an_adults_parents_are_not_invited_by_themselves(workspace: Workspace) -> None:
    family = workspace.run(lambda uow: make_family(uow, date(2007, 5, 15)))
    talk = begin(workspace, family)
    roles = [one.role for one in workspace.run(lambda uow: uow.participants.of_talk(talk.id))]
    assert ParticipantRole.PARENT not in roles


def test_a_professional_is_invited_on_a_consent_or_a_legal_basis_and_told_why_not(
    workspace: Workspace, family: Family
) -> None:
    talk = begin(workspace, family)
    police = family.police.id
    asked = workspace.run(lambda uow: talk_participants.may_invite(uow, talk.id, police))
    assert asked is not None
    assert not asked.allowed
    with pytest.raises(DomainError, match="consent_never") as caught:
        workspace.run(lambda uow: talk_participants.invite(uow, talk.id, police))
    assert caught.value.field == "basis_code"
    for basis, code in (("RPL115A", "basis_not_for_sharing"), ("SAMT", "consent_never"), ("ØNSKE", "basis_missing")):
        with pytest.raises(DomainError, match=code):
            workspace.run(lambda uow, basis=basis: talk_participants.invite(uow, talk.id, police, basis_code=basis))
    invited = workspace.run(
        lambda uow: talk_participants.invite(uow, talk.id, police, leads=True, basis_code="RPL115-1")
    ).value
    assert (invited.role, invited.leads, invited.basis_code) == (ParticipantRole.POLICE, True, "RPL115-1")
    with pytest.raises(DomainError, match="participant_there_already"):
        workspace.run(lambda uow: talk_participants.invite(uow, talk.id, police, basis_code="RPL115-1"))


def test_a_companion_comes_with_the_family_and_the_young_person_stays(workspace: Workspace, family: Family) -> None:
    talk = begin(workspace, family)
    added = workspace.run(
        lambda uow: talk_participants.add_own(uow, talk.id, ParticipantRole.COMPANION, "Bodil Bisidder")
    ).value
    workspace.run(lambda uow: talk_participants.remove(uow, added.id))
    young = workspace.run(lambda uow: uow.participants.of_talk(talk.id))[0]
    with pytest.raises(DomainError, match="young_stays"):
        workspace.run(lambda uow: talk_participants.remove(uow, young.id))


def test_who_came_is_told_after_the_talk_and_not_of_those_who_said_no(workspace: Workspace, family: Family) -> None:
    talk = begin(workspace, family)
    mother = workspace.run(lambda uow: uow.participants.of_talk(talk.id))[1]

    def change(yes: Yes, came: bool | None) -> None:
        workspace.run(lambda uow: talk_participants.change(uow, mother.id, yes=yes, came=came, leads=False))

    with pytest.raises(DomainError, match="talk_not_held"):
        change(Yes.GIVEN, True)
    lead_to(workspace, talk.id, TalkState.HELD)
    with pytest.raises(DomainError, match="participant_refused"):
        change(Yes.REFUSED, True)
    change(Yes.GIVEN, True)
    assert workspace.run(lambda uow: uow.participants.get(mother.id)).came


def test_an_ended_talk_takes_no_more_participants(workspace: Workspace, family: Family) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.DECLINED)
    with pytest.raises(DomainError, match="talk_ended"):
        workspace.run(lambda uow: talk_participants.invite(uow, talk.id, family.police.id, basis_code="RPL115-1"))


def test_tasks_are_open_tasks_of_the_person_too(workspace: Workspace, family: Family) -> None:
    talk = begin(workspace, family)
    (row,) = workspace.run(lambda uow: tasks.open_tasks_of(uow, family.person))
    assert (row.task.source_id, row.responsible) == (talk.id, "Vibeke Skabelon")


# -- the list --------------------------------------------------------------------------------------------------------


def test_the_list_comes_by_deadline_or_latest_change_in_windows(workspace: Workspace, family: Family) -> None:
    made = [lead_to(workspace, begin(workspace, family).id, state) for state in TalkState]
    wish = ListWish(everything=True)
    whole = workspace.run(lambda uow: talk_list.page(uow, 0, 100, wish))
    windows = [workspace.run(lambda uow, at=at: talk_list.page(uow, at, 5, wish)) for at in (0, 5, 10)]
    assert [row.talk.id for window in windows for row in window] == [row.talk.id for row in whole]
    assert {row.talk.id for row in whole} == {talk.id for talk in made}
    open_now = workspace.run(lambda uow: talk_list.page(uow, 0, 100, ListWish()))
    assert [row.talk.state for row in open_now if row.due is not None] == [
        *(TalkState.PLANNED, TalkState.RECOMMENDED, TalkState.OFFERED, TalkState.ACCEPTED, TalkState.FOLLOW_UP)
    ]
    assert all(row.talk.open for row in open_now)
    counts = workspace.run(lambda uow: talk_list.counts(uow, ListWish()))
    assert sum(counts.values()) == len(TalkState)


def test_what_waits_today_is_counted_also_where_the_wednesday_group_asks_for_it(
    workspace: Workspace, family: Family, clock: Clock
) -> None:
    begin(workspace, family)

    def decided(uow: UnitOfWork) -> None:
        world = make_world(uow)
        (line,) = wednesday.add_lines(uow, world.meeting, [make_contact(uow, family.person)])
        wednesday.decide(uow, line, Decision.OFFER_TALK)

    workspace.run(decided)
    assert workspace.run(talk_list.waiting) == 0
    clock.set(datetime(2026, 11, 30, 9))
    assert workspace.run(talk_list.waiting) == 1
    clock.set(datetime(2026, 12, 9, 9))
    assert workspace.run(talk_list.waiting) == 2
