"""Any sequence of persons, talks, consents, tasks, undo, redo, lock and reopen: the vault equals a plain model."""

import tempfile
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sspdesk.domain.changes import Outcome, UndoToken
from sspdesk.domain.consents import ConsentAuthority, ConsentTopic, Pair
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ConsentId, PersonId, TalkId, TaskId
from sspdesk.domain.talk_records import AnsweredBy, OfferAnswer, OfferChannel
from sspdesk.domain.talks import MOVES, Talk, TalkState
from sspdesk.domain.tasks import Rule, Source, SourceKind, TaskKind, date_after
from sspdesk.services import consents, persons, talk_records, talk_times, talks, tasks
from sspdesk.services.consents import NewConsent
from sspdesk.services.talks import NewTalk
from sspdesk.services.tasks import NewTask
from sspdesk.services.work import apply_undo
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.services.talk_world import Family, check, make_family, notify, step
from tests.vaults import copy_vault, reopen

START = datetime(2026, 11, 23, 9)
PAIRS: tuple[Pair, ...] = (
    (ConsentTopic.WELLBEING, ConsentAuthority.SCHOOL),
    (ConsentTopic.LEISURE, ConsentAuthority.CLUB),
    (ConsentTopic.TALK, ConsentAuthority.POLICE),
)


@dataclass(slots=True)
class Model:
    """What should be there: talks with their ways, consents with their pairs and ends, own tasks, the remark.

    ``held`` is the day each talk was held, which its follow-ups are counted from; ``overridden`` are follow-ups given
    another day, which stay where they are; ``renewed`` are consents whose reminder is done.
    """

    ways: dict[int, list[TalkState]] = field(default_factory=dict)
    checked: set[int] = field(default_factory=set)
    consents: dict[int, tuple[frozenset[Pair], date, date | None]] = field(default_factory=dict)
    tasks: dict[int, tuple[date | None, date | None]] = field(default_factory=dict)
    remark: str = ""
    renewed: set[int] = field(default_factory=set)
    held: dict[int, date] = field(default_factory=dict)
    overridden: dict[int, date] = field(default_factory=dict)

    def allowed(self, pair: Pair, day: date) -> bool:
        """Say whether any consent covers a pair on a day."""
        return any(
            pair in pairs and day <= end and (gone is None or day < gone) for pairs, end, gone in self.consents.values()
        )


class Casework(RuleBasedStateMachine):
    """Everything that can happen to one family's talks, consents and tasks."""

    @initialize()
    def begin(self) -> None:
        """Make a vault with the family."""
        self.folder = tempfile.TemporaryDirectory()
        self.now = START
        self.vault = copy_vault(Path(self.folder.name))
        self.workspace = Workspace(self.vault, now=lambda: self.now)
        self.family: Family = self.workspace.run(make_family)
        self.model = Model()
        self.undo: list[tuple[UndoToken, Model]] = []
        self.redo: list[tuple[UndoToken, Model]] = []

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    def _do(self, work: object, after: Model) -> object:
        """Run a command and note how it is taken back and what should be there after it."""
        outcome: Outcome[object] = self.workspace.run(work)
        if outcome.undo is not None:
            self.undo.append((outcome.undo, deepcopy(self.model)))
            self.redo.clear()
        self.model = after
        return outcome.value

    # -- persons and tasks -------------------------------------------------------------------------------------------

    @rule(text=st.sampled_from(("", "Ring til mor", "Skolen er orienteret")))
    def write_a_remark(self, text: str) -> None:
        """Change the person."""
        after = deepcopy(self.model)
        after.remark = text

        def work(uow: UnitOfWork) -> Outcome[object]:
            return persons.save_person(uow, replace(uow.persons.get(self.family.person), note=text))

        self._do(work, after)

    @rule(days=st.none() | st.integers(min_value=0, max_value=60))
    def make_a_task(self, days: int | None) -> None:
        """Make a task of one's own."""
        due = None if days is None else self.today + timedelta(days=days)
        after = deepcopy(self.model)
        made = self._do(
            lambda uow: tasks.create(uow, NewTask(title="Ring", person_id=self.family.person, due=due)), after
        )
        after.tasks[made.id] = (due, None)

    @precondition(lambda self: self.model.tasks)
    @rule(data=st.data())
    def complete_or_open_a_task(self, data: st.DataObject) -> None:
        """Tick a task off, or open it again."""
        number = data.draw(st.sampled_from(sorted(self.model.tasks)))
        due, done = self.model.tasks[number]
        after = deepcopy(self.model)
        after.tasks[number] = (due, None if done else self.today)
        verb = tasks.reopen if done else tasks.complete
        self._do(lambda uow: verb(uow, TaskId(number)), after)

    # -- consents ----------------------------------------------------------------------------------------------------

    @rule(pairs=st.frozensets(st.sampled_from(PAIRS), min_size=1), days=st.integers(min_value=0, max_value=90))
    def give_a_consent(self, pairs: frozenset[Pair], days: int) -> None:
        """Both parents give a consent."""
        end = self.today + timedelta(days=days)
        after = deepcopy(self.model)
        wanted = NewConsent(
            person_id=self.family.person,
            pairs=pairs,
            guardian_ids=(self.family.mother, self.family.father),
            given_on=self.today,
            valid_to=end,
        )
        made = self._do(lambda uow: consents.give(uow, wanted), after)
        after.consents[made.consent.id] = (pairs, end, None)

    @precondition(lambda self: any(gone is None for _pairs, _end, gone in self.model.consents.values()))
    @rule(data=st.data(), withdraw=st.booleans())
    def narrow_or_withdraw_a_consent(self, data: st.DataObject, withdraw: bool) -> None:
        """Cover less, or nothing more."""
        open_ones = [number for number, one in self.model.consents.items() if one[2] is None]
        number = data.draw(st.sampled_from(sorted(open_ones)))
        pairs, end, _gone = self.model.consents[number]
        after = deepcopy(self.model)
        if withdraw:
            after.consents[number] = (pairs, end, self.today)
            self._do(lambda uow: consents.withdraw(uow, ConsentId(number), self.today), after)
            return
        fewer = data.draw(st.sets(st.sampled_from(sorted(pairs)), min_size=1))
        after.consents[number] = (frozenset(fewer), end, None)
        self._do(lambda uow: consents.narrow(uow, ConsentId(number), pairs=frozenset(fewer), valid_to=end), after)

    @precondition(lambda self: self.model.consents)
    @rule(data=st.data(), longer=st.booleans())
    def try_to_widen_a_consent(self, data: st.DataObject, longer: bool) -> None:
        """Cover more pairs or more days, by changing or renewing: always refused, and nothing changes."""
        number = data.draw(st.sampled_from(sorted(self.model.consents)))
        pairs, end, _gone = self.model.consents[number]
        wider = frozenset(PAIRS) if not longer else pairs
        if wider == pairs and not longer:
            return
        end += timedelta(days=1 if longer else 0)
        with pytest.raises(DomainError):
            self.workspace.run(lambda uow: consents.narrow(uow, ConsentId(number), pairs=wider, valid_to=end))
        if not longer:
            with pytest.raises(DomainError):
                self.workspace.run(lambda uow: consents.renew(uow, ConsentId(number), self._wanted(wider, end)))

    def _wanted(self, pairs: frozenset[Pair], end: date) -> NewConsent:
        return NewConsent(
            person_id=self.family.person,
            pairs=pairs,
            guardian_ids=(self.family.mother, self.family.father),
            given_on=self.today,
            valid_to=max(end, self.today),
        )

    @precondition(lambda self: self.model.consents)
    @rule(data=st.data(), days=st.integers(min_value=0, max_value=60))
    def renew_a_consent(self, data: st.DataObject, days: int) -> None:
        """Give a consent anew for the same pairs or fewer: the new one stands by itself, the old reminder is done."""
        number = data.draw(st.sampled_from(sorted(self.model.consents)))
        pairs, _end, _gone = self.model.consents[number]
        fewer = frozenset(data.draw(st.sets(st.sampled_from(sorted(pairs)), min_size=1)))
        end = self.today + timedelta(days=days)
        after = deepcopy(self.model)
        after.renewed.add(number)
        wanted = self._wanted(fewer, end)
        made = self._do(lambda uow: consents.renew(uow, ConsentId(number), wanted), after)
        after.consents[made.consent.id] = (fewer, end, None)

    # -- talks -------------------------------------------------------------------------------------------------------

    @rule()
    def begin_a_talk(self) -> None:
        """Begin a talk."""
        after = deepcopy(self.model)
        wanted = NewTalk(person_id=self.family.person, responsible_id=self.family.consultant.id)
        made = self._do(lambda uow: talks.begin(uow, wanted, step(TalkState.RECOMMENDED, self.today)), after)
        after.ways[made.id] = [TalkState.RECOMMENDED]

    @precondition(lambda self: self.model.ways)
    @rule(data=st.data(), to=st.sampled_from(TalkState))
    def move_a_talk(self, data: st.DataObject, to: TalkState) -> None:
        """Try any move: a legal one is made, every other is refused and changes nothing."""
        self._move(TalkId(data.draw(st.sampled_from(sorted(self.model.ways)))), to)

    @rule()
    def lead_a_talk_to_follow_up(self) -> None:
        """Go the whole way at once, which chance seldom does."""
        self.begin_a_talk()
        number = TalkId(max(self.model.ways))
        for to in (TalkState.OFFERED, TalkState.ACCEPTED, TalkState.PLANNED):
            self._move(number, to)
        self.now += timedelta(days=1)  # room to correct the day it was held, both ways
        self._move(number, TalkState.HELD)
        self.now += timedelta(days=1)
        self._check(number)
        self._move(number, TalkState.FOLLOW_UP)

    def _move(self, number: TalkId, to: TalkState) -> None:
        way = self.model.ways[number]
        if way[-1] is TalkState.PLANNED and to in (TalkState.PLANNED, TalkState.ACCEPTED):
            return  # a planned time is moved, or falls through, by verbs of their own
        after = deepcopy(self.model)
        after.ways[number] = [*way, to]
        legal = to in MOVES[way[-1]]
        if way[-1] is TalkState.HELD and to is not TalkState.TO_NOTIFICATION:
            legal = legal and number in self.model.checked
        if to is TalkState.TO_NOTIFICATION:
            legal = False  # nothing was sent
        if legal:
            if to is TalkState.HELD:
                after.held[number] = self.today
            self._do(lambda uow: self._made(uow, number, to), after)
        else:
            with pytest.raises(DomainError):
                self.workspace.run(lambda uow: self._made(uow, number, to))

    def _made(self, uow: UnitOfWork, number: TalkId, to: TalkState) -> Outcome[object]:
        facts = step(to, self.today)
        answers = {
            TalkState.ACCEPTED: OfferAnswer.ACCEPTED,
            TalkState.DECLINED: OfferAnswer.DECLINED,
            TalkState.NO_REPLY: OfferAnswer.NO_REPLY,
        }
        if to in answers:
            by = AnsweredBy.PARENTS if to is not TalkState.NO_REPLY else None
            return talks.answer(uow, number, answers[to], facts, answered_by=by, reoffers=1)
        if to is TalkState.OFFERED:
            return talks.offer(uow, number, OfferChannel.LETTER, facts)
        if to is TalkState.PLANNED:
            return talks.plan(uow, number, self.now, "Hjemme", facts)
        if to is TalkState.HELD:
            return talks.hold(uow, number, self.now, facts)
        if to is TalkState.FOLLOW_UP:
            return talks.begin_follow_up(uow, number, facts)
        return talks.close(uow, number, facts) if to is TalkState.CLOSED else talks.leave(uow, number, to, facts)

    @precondition(lambda self: any(way[-1] is TalkState.HELD for way in self.model.ways.values()))
    @rule(data=st.data())
    def answer_the_check(self, data: st.DataObject) -> None:
        """Answer the check on the duty to notify."""
        held = [number for number, way in self.model.ways.items() if way[-1] is TalkState.HELD]
        self._check(TalkId(data.draw(st.sampled_from(sorted(held)))))

    def _check(self, number: TalkId) -> None:
        after = deepcopy(self.model)
        after.checked.add(number)
        self._do(lambda uow: check(uow, number), after)

    @precondition(lambda self: self.model.held)
    @rule(data=st.data(), back=st.integers(min_value=0, max_value=20))
    def correct_the_day_a_talk_was_held(self, data: st.DataObject, back: int) -> None:
        """Move the anchor: what is counted from it moves along, what was overridden stays."""
        number = TalkId(data.draw(st.sampled_from(sorted(self.model.held))))
        led, followed = self.workspace.run(lambda uow: self._around_held(uow, number))
        at = max(led, min(followed, self.now - timedelta(days=back)))
        after = deepcopy(self.model)
        after.held[number] = at.date()
        for task in self.workspace.run(lambda uow: uow.tasks.of_source(Source(SourceKind.TALK, number))):
            rule, known = Rule(task.rule, task.amount), self.workspace.run(tasks.days)
            if task.id in after.overridden and after.overridden[task.id] == date_after(at.date(), rule, known):
                del after.overridden[task.id]  # what was chosen by hand is now what the rule gives
        self._do(lambda uow: talk_times.move_held(uow, number, at), after)
        one_day = timedelta(days=1)
        for wrong in (self.now + one_day, led - one_day, followed + one_day):
            with pytest.raises(DomainError, match="talk_day"):
                self.workspace.run(lambda uow, wrong=wrong: talk_times.move_held(uow, number, wrong))

    def _around_held(self, uow: UnitOfWork, number: TalkId) -> tuple[datetime, datetime]:
        """Return when the move before a talk was held, and the first thing after it."""
        moves = uow.transitions.of_talk(number)
        at = next(place for place, move in enumerate(moves) if move.to_state is TalkState.HELD)
        later = [move.day for move in moves[at + 1 :]] + [one.day for one in uow.follow_ups.of_talk(number)]
        checked = uow.talks.get(number).notify_checked_on
        days = (moves[at - 1].day, min([self.now.date(), *later, *([checked] if checked else [])]))
        return datetime.combine(days[0], self.now.time()), datetime.combine(days[1], self.now.time())

    @precondition(lambda self: any(way[-1] is TalkState.FOLLOW_UP for way in self.model.ways.values()))
    @rule(data=st.data(), days=st.integers(min_value=0, max_value=200))
    def give_a_follow_up_another_day(self, data: st.DataObject, days: int) -> None:
        """Override a computed deadline, which asks for the reason."""
        followed = [one for one, way in self.model.ways.items() if way[-1] is TalkState.FOLLOW_UP]
        open_ones = self.workspace.run(
            lambda uow: [
                task
                for number in followed
                for task in uow.tasks.of_source(Source(SourceKind.TALK, number), open_only=True)
                if task.kind is TaskKind.FOLLOW_UP
            ]
        )
        task = data.draw(st.sampled_from(open_ones))
        due = self.today + timedelta(days=days)
        after = deepcopy(self.model)
        if due == task.computed:
            after.overridden.pop(task.id, None)
        else:
            after.overridden[task.id] = due
            with pytest.raises(DomainError, match="override_without_reason"):
                self.workspace.run(lambda uow: tasks.set_deadline(uow, task.id, due))
        self._do(lambda uow: tasks.set_deadline(uow, task.id, due, "Familien er bortrejst"), after)

    # -- back, forth, away -------------------------------------------------------------------------------------------

    @precondition(lambda self: self.undo)
    @rule()
    def take_back(self) -> None:
        """Undo the latest command."""
        token, before = self.undo.pop()
        outcome = self.workspace.run(lambda uow: apply_undo(uow, token))
        if outcome.undo is not None:
            self.redo.append((outcome.undo, deepcopy(self.model)))
        self.model = before

    @precondition(lambda self: self.redo)
    @rule()
    def do_again(self) -> None:
        """Redo what was undone last."""
        token, before = self.redo.pop()
        outcome = self.workspace.run(lambda uow: apply_undo(uow, token))
        if outcome.undo is not None:
            self.undo.append((outcome.undo, deepcopy(self.model)))
        self.model = before

    @rule(days=st.integers(min_value=1, max_value=7))
    def let_time_pass(self, days: int) -> None:
        """Go on to a later day, in the end before the child turns 15 in May; what was done stays as it is."""
        self.now += timedelta(days=days)

    @rule()
    def lock_and_reopen(self) -> None:
        """Lock, which forgets what could be undone, and open again."""
        folder = self.vault.folder
        self.workspace.close()
        self.vault = reopen(folder)
        self.workspace = Workspace(self.vault, now=lambda: self.now)
        self.undo.clear()
        self.redo.clear()

    # -- what holds always -------------------------------------------------------------------------------------------

    @invariant()
    def vault_equals_model(self) -> None:
        """Compare everything."""
        if not hasattr(self, "workspace"):
            return
        self.workspace.run(self._compare)

    def _compare(self, uow: UnitOfWork) -> None:
        found = {talk.id: talk for talk in uow.talks.of_person(PersonId(self.family.person))}
        assert {number: talk.state for number, talk in found.items()} == {
            number: way[-1] for number, way in self.model.ways.items()
        }
        for number, way in self.model.ways.items():
            assert [move.to_state for move in uow.transitions.of_talk(TalkId(number))] == way
        own = {task.id: (task.due, task.done_on) for task in uow.tasks.all() if task.kind is TaskKind.OWN}
        assert own == self.model.tasks
        assert uow.persons.get(self.family.person).note == self.model.remark
        for pair in PAIRS:
            answer = consents.check(uow, self.family.person, *pair)
            assert answer.allowed == self.model.allowed(pair, self.today), pair
        reminders = [task for task in uow.tasks.all() if task.kind is TaskKind.RENEW_CONSENT and task.done_on is None]
        standing = {number for number, one in self.model.consents.items() if one[2] is None}
        assert {task.source_id for task in reminders} == standing - self.model.renewed
        for pair in PAIRS:
            covering = [one for one in consents.of_person(uow, self.family.person) if pair in one.full.pairs]
            assert len(covering) == sum(pair in pairs for pairs, _end, _gone in self.model.consents.values())
        self._compare_follow_ups(uow, found)
        for task in uow.tasks.all():
            if task.kind in (TaskKind.OFFER_TALK, TaskKind.AWAIT_REPLY, TaskKind.HOLD_TALK) and task.done_on is None:
                wanted = {
                    TaskKind.OFFER_TALK: {TalkState.RECOMMENDED},
                    TaskKind.AWAIT_REPLY: {TalkState.OFFERED},
                    TaskKind.HOLD_TALK: {TalkState.ACCEPTED, TalkState.PLANNED},
                }[task.kind]
                assert found[TalkId(task.source_id or 0)].state in wanted

    def _compare_follow_ups(self, uow: UnitOfWork, found: dict[int, Talk]) -> None:
        """Follow-ups stand where the rule puts them from the day the talk was held, or where they were put by hand."""
        known = tasks.days(uow)
        assert {number: one.held_at.date() for number, one in found.items() if one.held_at} == self.model.held
        for task in uow.tasks.all():
            if task.kind is not TaskKind.FOLLOW_UP or task.done_on is not None:
                continue
            held = self.model.held[task.source_id or 0]
            assert (task.anchor, task.computed) == (held, date_after(held, Rule(task.rule, task.amount), known))
            assert task.due == self.model.overridden.get(task.id, task.computed)

    def teardown(self) -> None:
        """Reopen once more and compare."""
        try:
            self.lock_and_reopen()
            self.vault_equals_model()
        finally:
            self.workspace.close()
            self.folder.cleanup()


Casework.TestCase.settings = settings(
    max_examples=12, stateful_step_count=22, deadline=None, suppress_health_check=list(HealthCheck)
)
TestCasework = Casework.TestCase


def test_a_notification_lets_the_talk_over(workspace: Workspace) -> None:
    """What the machine leaves out: with a notification recorded the talk may go over to it."""
    family = workspace.run(make_family)
    wanted = NewTalk(person_id=family.person)
    talk = workspace.run(lambda uow: talks.begin(uow, wanted, step(TalkState.RECOMMENDED))).value
    workspace.run(lambda uow: notify(uow, talk.id))
    gone = workspace.run(
        lambda uow: talks.leave(uow, talk.id, TalkState.TO_NOTIFICATION, step(TalkState.TO_NOTIFICATION))
    ).value
    assert gone.state is TalkState.TO_NOTIFICATION
    assert workspace.run(lambda uow: talk_records.remove_notification(uow, uow.notifications.all()[0].id)).undo
