"""Any sequence of consents, withdrawals, days, invitations, meetings and prints: nobody ever receives a topic they were
not admitted to at that moment."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sspdesk.domain.agenda import AgendaItem
from sspdesk.domain.consents import RELEASE_TOPICS, ConsentTopic, Pair
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ConsentId, MeetingId, ReleaseMemberId
from sspdesk.domain.meetings import Attendance
from sspdesk.domain.release_records import CopyKind, PrintState
from sspdesk.labels import consents as words
from sspdesk.services import agenda, consents, disclosures, minutes, release_meetings, release_papers, release_sheets
from sspdesk.services.release_papers import OtherBasis, ReleasePaper
from sspdesk.services.work import apply_undo
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.services.release_world import (
    HOMES,
    HOUSING,
    JOBS,
    MONEY,
    PRISON,
    SUBSTANCE,
    TREATMENT,
    WORK,
    ReleaseWorld,
    give,
    make_world,
    meet,
)
from tests.vaults import copy_vault

START = datetime(2026, 11, 23, 9)
MEETING = date(2026, 11, 27)
FUNCTIONS: dict[str, tuple[object, tuple[ConsentTopic, ...]]] = {
    "prison": (PRISON, (HOUSING, WORK, MONEY)),
    "jobs": (JOBS, (WORK,)),
    "homes": (HOMES, (HOUSING,)),
    "treatment": (TREATMENT, (SUBSTANCE,)),
}
PAIRS: tuple[Pair, ...] = (
    *((topic, authority) for authority, topics in FUNCTIONS.values() for topic in topics),
    (SUBSTANCE, JOBS),
    (HOUSING, TREATMENT),
)
TOPICS = (HOUSING, WORK, MONEY, SUBSTANCE)
FIRST: tuple[set[Pair], ...] = (
    {(HOUSING, PRISON), (WORK, JOBS)},
    {(HOUSING, HOMES), (WORK, PRISON)},
    {(MONEY, PRISON)},
)
"""The consents given at the start; treatment and its topic are outside."""


@dataclass(slots=True)
class Given:
    """A consent as the model knows it."""

    pairs: frozenset[Pair]
    first: date
    last: date
    gone: date | None = None

    def covers(self, pair: Pair, day: date) -> bool:
        """Say whether it covers a pair on a day."""
        return pair in self.pairs and self.first <= day <= self.last and (self.gone is None or day < self.gone)


@dataclass(slots=True)
class Model:
    """Consents, the topics on the agenda, and who was let in; nothing else decides."""

    given: dict[int, Given] = field(default_factory=dict)
    topics: set[ConsentTopic] = field(default_factory=set)
    invited: set[str] = field(default_factory=set)

    def covered(self, pair: Pair, day: date) -> bool:
        """Say whether a pair is covered on a day, and still on the day of the meeting where that lies ahead."""
        days = {day, max(day, MEETING)}
        return all(any(one.covers(pair, when) for one in self.given.values()) for when in days)

    def admitted(self, who: str, day: date) -> set[ConsentTopic]:
        """Return what somebody may hear about on a day."""
        authority, topics = FUNCTIONS[who]
        return {topic for topic in topics if topic in self.topics and self.covered((topic, authority), day)}


class Release(RuleBasedStateMachine):
    """Everything that can happen to one release meeting."""

    @initialize()
    def begin(self) -> None:
        """Make a vault with the case."""
        self.folder = tempfile.TemporaryDirectory()
        self.now = START
        self.vault = copy_vault(Path(self.folder.name))
        self.workspace = Workspace(self.vault, now=lambda: self.now)
        self.world: ReleaseWorld = self.workspace.run(make_world)
        self.model = Model()
        self.meeting: MeetingId | None = None
        self._start_deep()

    def _start_deep(self) -> None:
        """Begin where there is much to lose: consents that end on different days, a planned meeting, people invited."""
        for number, pairs in enumerate(FIRST):
            self.give(pairs, (90, 4, 2)[number])
        self.plan({HOUSING, WORK})
        self.invite_everybody()
        for who in ("prison", "homes"):
            self._print(who, CopyKind.AGENDA)

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    def _member(self, who: str) -> ReleaseMemberId:
        return getattr(self.world, who)

    @contextmanager
    def _refused_unless(self, allowed: bool) -> Iterator[None]:
        """Expect a refusal exactly where the model does not allow it."""
        refused = ""
        try:
            yield
        except DomainError as error:
            refused = error.code
        assert bool(refused) != allowed, refused or "let through"

    # -- consents and days -------------------------------------------------------------------------------------------

    @rule(pairs=st.sets(st.sampled_from(PAIRS), min_size=1), days=st.sampled_from((0, 2, 4, 90)))
    def give(self, pairs: set[Pair], days: int) -> None:
        """The citizen gives a consent."""
        last = self.today + timedelta(days=days)
        stored = self.workspace.run(lambda uow: give(uow, self.world.person, *pairs, until=last))
        self.model.given[stored.consent.id] = Given(frozenset(pairs), self.today, last)

    @precondition(lambda self: any(one.gone is None for one in self.model.given.values()))
    @rule(data=st.data(), undone=st.booleans())
    def withdraw(self, data: st.DataObject, undone: bool) -> None:
        """The citizen takes a consent back; perhaps that was a slip and is undone."""
        chosen = data.draw(st.sampled_from([key for key, one in self.model.given.items() if one.gone is None]))
        outcome = self.workspace.run(lambda uow: consents.withdraw(uow, ConsentId(chosen), self.today))
        if undone:
            self.workspace.run(lambda uow: apply_undo(uow, outcome.undo))
        else:
            self.model.given[chosen].gone = self.today

    @precondition(lambda self: any(one.gone is None and len(one.pairs) > 1 for one in self.model.given.values()))
    @rule(data=st.data())
    def narrow(self, data: st.DataObject) -> None:
        """The citizen takes one pair out of a consent."""
        known = [key for key, one in self.model.given.items() if one.gone is None and len(one.pairs) > 1]
        chosen = data.draw(st.sampled_from(known))
        one = self.model.given[chosen]
        left = one.pairs - {data.draw(st.sampled_from(sorted(one.pairs)))}
        self.workspace.run(lambda uow: consents.narrow(uow, ConsentId(chosen), pairs=left, valid_to=one.last))
        one.pairs = left

    @rule(days=st.integers(1, 3))
    def days_pass(self, days: int) -> None:
        """Some days pass."""
        self.now += timedelta(days=days)

    # -- the meeting -------------------------------------------------------------------------------------------------

    def _coverable(self, topic: ConsentTopic) -> bool:
        return any(self.model.covered(pair, self.today) for pair in PAIRS if pair[0] is topic)

    @precondition(lambda self: self.meeting is None and self.today <= MEETING)
    @rule(topics=st.sets(st.sampled_from(TOPICS), min_size=1))
    def plan(self, topics: set[ConsentTopic]) -> None:
        """Plan the meeting with some topics."""
        with self._refused_unless(all(self._coverable(one) for one in topics)):
            self.meeting = self.workspace.run(lambda uow: meet(uow, self.world.case, MEETING, tuple(topics)))
            self.workspace.run(self._mark)
            self.model.topics = set(topics)

    def _mark(self, uow: UnitOfWork) -> None:
        """Write into each item what only those admitted to its topic may read."""
        for item in uow.agenda.of_meeting(self.meeting or MeetingId(0)):
            agenda.save_item(uow, replace(item, note=f"Mærke-{item.topic}"))
            agenda.set_outcome(uow, item.id, outcome=f"Mærke-{item.topic}", decision=f"Mærke-{item.topic}")

    @precondition(lambda self: self.meeting is not None)
    @rule(topic=st.sampled_from(TOPICS))
    def add_topic(self, topic: ConsentTopic) -> None:
        """Take up a further topic."""
        with self._refused_unless(topic not in self.model.topics and self._coverable(topic)):
            self.workspace.run(lambda uow: release_meetings.add_topic(uow, self.meeting, topic))
            self.workspace.run(self._mark)
            self.model.topics.add(topic)

    @precondition(lambda self: self.meeting is not None)
    @rule(who=st.sampled_from(sorted(FUNCTIONS)), as_guest=st.booleans())
    def invite(self, who: str, as_guest: bool) -> None:
        """Invite somebody, from the case or as a guest at the meeting."""
        allowed = who not in self.model.invited and bool(self.model.admitted(who, self.today))

        def work(uow: UnitOfWork) -> object:
            if as_guest:
                professional = uow.release_members.get(self._member(who)).professional_id
                return minutes.add_guest(uow, self.meeting, professional)
            return release_meetings.invite(uow, self.meeting, self._member(who))

        with self._refused_unless(allowed):
            self.workspace.run(work)
            self.model.invited.add(who)

    @precondition(lambda self: self.meeting is not None)
    @rule()
    def invite_everybody(self) -> None:
        """Invite all who may come."""
        new = {who for who in FUNCTIONS if self.model.admitted(who, self.today)} - self.model.invited
        assert self.workspace.run(lambda uow: release_meetings.invite_all(uow, self.meeting)).value == len(new)
        self.model.invited |= new

    @precondition(lambda self: self.model.invited)
    @rule()
    def all_are_here(self) -> None:
        """Mark everybody as present: never somebody the consents keep out now."""
        before = {one.id: one.attendance for one in self._attendees()}
        self.workspace.run(lambda uow: minutes.all_present(uow, self.meeting))
        members = self.workspace.run(lambda uow: uow.release_members.of_release(self.world.case))
        who_is = {
            member.professional_id: who for who in FUNCTIONS for member in members if member.id == self._member(who)
        }
        for one in self._attendees():
            if one.attendance is Attendance.PRESENT and before[one.id] is Attendance.INVITED:
                assert self.model.admitted(who_is[one.professional_id], self.today)

    def _attendees(self) -> list:
        return self.workspace.run(lambda uow: uow.attendees.of_meeting(self.meeting))

    # -- paper -------------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.meeting is not None)
    @rule(who=st.sampled_from(sorted(FUNCTIONS)), kind=st.sampled_from(CopyKind))
    def print(self, who: str, kind: CopyKind) -> None:
        """Print somebody's copy."""
        if self._gather(who, kind) is not None:
            self._print(who, kind)

    @precondition(lambda self: self._readers())
    @rule(data=st.data(), kind=st.sampled_from(CopyKind))
    def withdraw_while_it_lies_on_the_screen(self, data: st.DataObject, kind: CopyKind) -> None:
        """The paper is gathered and looked at; then a consent it stands on is taken back; then it is to be printed."""
        who = data.draw(st.sampled_from(self._readers()))
        paper = self._gather(who, kind)
        assert paper is not None
        pair = (data.draw(st.sampled_from(sorted(paper.leaving.topics))), FUNCTIONS[who][0])
        for key, one in self.model.given.items():
            if one.covers(pair, self.today):
                self.workspace.run(lambda uow, key=key: consents.withdraw(uow, ConsentId(key), self.today))
                one.gone = self.today
        with self._refused_unless(False):
            self.workspace.run(lambda uow: disclosures.register(uow, paper.leaving, number=paper.number))

    def _readers(self) -> list[str]:
        return [who for who in FUNCTIONS if self.meeting is not None and self.model.admitted(who, self.today)]

    def _gather(self, who: str, kind: CopyKind) -> ReleasePaper | None:
        admitted = self.model.admitted(who, self.today)
        paper: ReleasePaper | None = None
        with self._refused_unless(bool(admitted)):
            paper = self.workspace.run(lambda uow: release_papers.copy(uow, self.meeting, self._member(who), kind))
        if paper is not None:
            self._holds_only(paper, admitted)
        return paper

    def _print(self, who: str, kind: CopyKind) -> None:
        paper = self._gather(who, kind)
        assert paper is not None
        self.workspace.run(lambda uow: disclosures.register(uow, paper.leaving, number=paper.number))

    @rule()
    def checklist_of_the_prison(self) -> None:
        """The service that leads the case gets the groups of the checklist it is admitted to, and no others."""
        topics = {topic for topic in RELEASE_TOPICS if self._covered_today((topic, PRISON))}
        with self._refused_unless(bool(topics)):
            sheet = self.workspace.run(lambda uow: release_sheets.prison_checklist(uow, self.world.case))
            assert set(sheet.leaving.topics) == topics

    @precondition(lambda self: len(self.model.topics) > 1)
    @rule(data=st.data())
    def leave_out(self, data: st.DataObject) -> None:
        """Keep a topic for a later meeting; what was printed of it has been told all the same."""
        topic = data.draw(st.sampled_from(sorted(self.model.topics)))
        item = next(one for one in self.workspace.run(self._items) if one.topic is topic)
        self.workspace.run(lambda uow: agenda.put_on_hold(uow, item.id))
        self.model.topics.discard(topic)

    def _items(self, uow: UnitOfWork) -> list[AgendaItem]:
        return [one for one in uow.agenda.of_meeting(self.meeting or MeetingId(0)) if one.on_agenda]

    def _covered_today(self, pair: Pair) -> bool:
        return any(one.covers(pair, self.today) for one in self.model.given.values())

    def _holds_only(self, paper: ReleasePaper, topics: set[ConsentTopic]) -> None:
        told = repr((paper.copy.items, paper.discreet.items))
        assert set(paper.leaving.topics) == topics
        for topic in TOPICS:
            assert (words.topic(topic) in told) == (topic in topics)
            assert f"Mærke-{topic}" not in told or topic in topics

    @precondition(lambda self: self.meeting is not None)
    @rule(who=st.sampled_from(("prison", "jobs")), topic=st.sampled_from(TOPICS), reason=st.sampled_from(("", "Akut")))
    def print_on_another_basis(self, who: str, topic: ConsentTopic, reason: str) -> None:
        """Only the KSP parties, only with a reason, only the chosen topics."""
        other = OtherBasis(code="RPL115-3A", reason=reason, topics=(topic,))
        allowed = who == "prison" and bool(reason) and topic in self.model.topics
        with self._refused_unless(allowed):
            paper = self.workspace.run(
                lambda uow: release_papers.copy(uow, self.meeting, self._member(who), CopyKind.AGENDA, other=other)
            )
            self._holds_only(paper, {topic})

    @invariant()
    def nobody_has_more_than_the_model_lets_them(self) -> None:
        """The attendance is what the model let in; a print that says more than its recipient may see now is marked."""
        if getattr(self, "meeting", None) is not None:
            self.workspace.run(self._compare)

    def _compare(self, uow: UnitOfWork) -> None:
        assert self.meeting is not None
        assert len(uow.attendees.of_meeting(self.meeting)) == len(self.model.invited)
        for who, (authority, _topics) in FUNCTIONS.items():
            found = release_papers.printed(uow, self.meeting, self._member(who), CopyKind.AGENDA)
            if found.disclosure is None:
                assert found.state is PrintState.NONE
                continue
            lost = {one for one in found.disclosure.topics if not self.model.covered((one, authority), self.today)}
            assert (found.state is PrintState.WITHDRAWN) == bool(lost)
            assert set(found.lost) == lost
            if self.model.admitted(who, self.today) != set(found.disclosure.topics):
                assert found.outdated, "another agenda than the one they hold"

    def teardown(self) -> None:
        """Close the vault."""
        self.workspace.close()
        self.folder.cleanup()


Release.TestCase.settings = settings(
    max_examples=8, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)
TestRelease = Release.TestCase
