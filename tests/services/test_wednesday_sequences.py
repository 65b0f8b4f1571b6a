"""Any sequence of decisions, undo, redo and lock: the reopened vault equals a plain model of what should be there."""

import tempfile
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sspdesk.domain.changes import UndoToken
from sspdesk.domain.ids import ContactId, LineId
from sspdesk.domain.tasks import TaskKind, one_month_after
from sspdesk.domain.wednesday import KEEPS_LONGER, NEEDS_RESPONSIBLE, Decision, state_after
from sspdesk.services import duty, wednesday, wednesday_list
from sspdesk.services.work import apply_undo
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.vault import OpenVault
from sspdesk.storage.workspace import Workspace
from tests.services.wednesday_world import MEETING_DAY, NEXT_DAY, World, make_contact, make_person, make_world
from tests.vaults import copy_vault, reopen

OWNERS = (0, 0, 1, 2)
"""Which of three persons each of the four lines concerns: the first stands on the list twice."""


@dataclass(slots=True)
class ModelLine:
    """A line as it should be."""

    decision: Decision | None = None
    responsible: bool = False
    due: date | None = None
    note: str = ""
    decided_on: date | None = None


@dataclass(slots=True)
class Model:
    """The list, the duty tasks (person -> line they stand on) and the fulfilled duties as they should be."""

    lines: list[ModelLine] = field(default_factory=lambda: [ModelLine() for _line in OWNERS])
    duty: dict[int, tuple[int, date]] = field(default_factory=dict)
    fulfilled: set[int] = field(default_factory=set)

    def follow_duty(self, person: int) -> None:
        """Do what the duty's task should do."""
        keeping = [
            (line.decided_on, at)
            for at, line in enumerate(self.lines)
            if OWNERS[at] == person and line.decision in KEEPS_LONGER
        ]
        if person in self.fulfilled or not keeping:
            self.duty.pop(person, None)
        elif person not in self.duty or self.duty[person][0] not in {at for _day, at in keeping}:
            day, at = min(keeping, key=lambda one: (one[0] or MEETING_DAY, one[1]))
            self.duty[person] = (at, one_month_after(day or MEETING_DAY))


class Decisions(RuleBasedStateMachine):
    """Decide, take back, fulfil, undo, redo, lock and reopen."""

    @initialize()
    def begin(self) -> None:
        """Make a vault with one meeting of four lines."""
        self.folder = tempfile.TemporaryDirectory()
        self.now = datetime(2026, 11, 25, 9, 0)
        self.vault: OpenVault = copy_vault(Path(self.folder.name))
        self.workspace = Workspace(self.vault, now=lambda: self.now)
        self.world, self.line_ids = self.workspace.run(self._fill)
        self.model = Model()
        self.undo: list[tuple[UndoToken, Model]] = []
        self.redo: list[tuple[UndoToken, Model]] = []

    @staticmethod
    def _fill(uow: UnitOfWork) -> tuple[World, list[LineId]]:
        world = make_world(uow)
        persons = [make_person(uow, name) for name in ("Testine Prøve", "Prøvine Prøve", "Attrap Prøve")]
        contacts: list[ContactId] = [make_contact(uow, persons[owner]) for owner in OWNERS]
        return world, wednesday.add_lines(uow, world.meeting, contacts)

    def _did(self, token: UndoToken | None, before: Model) -> None:
        if token is not None:
            self.undo.append((token, before))
            self.redo.clear()

    @rule(
        at=st.integers(0, 3),
        decision=st.sampled_from([None, *Decision]),
        responsible=st.booleans(),
        due=st.sampled_from([None, NEXT_DAY, date(2026, 12, 1)]),
        note=st.sampled_from(["", "Ring til mor", "Ræv & gås »æøå«"]),
    )
    def decide(self, at: int, decision: Decision | None, responsible: bool, due: date | None, note: str) -> None:
        """Decide on a line a day later than the last time."""
        self.now += timedelta(days=1)
        before = deepcopy(self.model)
        line = self.model.lines[at]
        acts = decision in NEEDS_RESPONSIBLE
        if decision is not line.decision:
            line.decided_on = self.now.date() if decision is not None else None
        line.decision, line.note = decision, note
        line.responsible, line.due = responsible and acts, (due or NEXT_DAY) if acts else None
        self.model.follow_duty(OWNERS[at])
        who = self.world.teacher.id if responsible else None
        outcome = self.workspace.run(
            lambda uow: wednesday.decide(uow, self.line_ids[at], decision, responsible_id=who, due=due, note=note)
        )
        self._did(outcome.undo, before)

    @rule(person=st.integers(0, 2))
    def fulfil(self, person: int) -> None:
        """Inform a person."""
        before = deepcopy(self.model)
        self.model.fulfilled.add(person)
        self.model.follow_duty(person)
        line_id = self.line_ids[OWNERS.index(person)]

        def work(uow: UnitOfWork) -> UndoToken | None:
            owner = uow.contacts.get(uow.lines.get(line_id).contact_id).person_id
            return duty.fulfil_duty(uow, owner, MEETING_DAY).undo

        self._did(self.workspace.run(work), before)

    @precondition(lambda self: self.undo)
    @rule()
    def take_back(self) -> None:
        """Undo the latest change."""
        token, before = self.undo.pop()
        again = self.workspace.run(lambda uow: apply_undo(uow, token)).undo
        assert again is not None
        self.redo.append((again, self.model))
        self.model = before

    @precondition(lambda self: self.redo)
    @rule()
    def do_again(self) -> None:
        """Redo the latest undone change."""
        token, after = self.redo.pop()
        again = self.workspace.run(lambda uow: apply_undo(uow, token)).undo
        assert again is not None
        self.undo.append((again, self.model))
        self.model = after

    @rule()
    def lock_and_reopen(self) -> None:
        """Close the vault and open it anew; what could be undone is forgotten."""
        folder = self.vault.folder
        self.workspace.close()
        self.vault = reopen(folder)
        self.workspace = Workspace(self.vault, now=lambda: self.now)
        self.undo.clear()
        self.redo.clear()

    @invariant()
    def vault_equals_model(self) -> None:
        """Compare everything a decision touches."""
        self.workspace.run(self._compare)

    def _compare(self, uow: UnitOfWork) -> None:
        view = wednesday_list.meeting_view(uow, self.world.meeting)
        assert view.decided == sum(line.decision is not None for line in self.model.lines)
        for at, (row, wanted) in enumerate(zip(view.lines, self.model.lines, strict=True)):
            who = self.world.teacher.id if wanted.responsible else None
            assert (row.decision, row.responsible_id, row.due, row.note) == (
                wanted.decision,
                who,
                wanted.due,
                wanted.note,
            )
            assert uow.contacts.get(row.contact_id).state is state_after(wanted.decision, who)
            open_here = [one for one in uow.tasks.of_line(row.line_id) if one.kind is not TaskKind.DUTY_TO_INFORM]
            acts = wanted.decision in NEEDS_RESPONSIBLE
            assert [(one.due, one.responsible_id, one.done_on) for one in open_here] == (
                [(wanted.due, who, None)] if acts else []
            )
            talk = uow.talks.of_line(row.line_id)
            assert (talk is not None) == (wanted.decision is Decision.OFFER_TALK)
            if talk is not None:
                assert (talk.offer_by, talk.recommended_on) == (wanted.due, wanted.decided_on)
            self._compare_duty(uow, OWNERS[at], row)

    def _compare_duty(self, uow: UnitOfWork, person: int, row: wednesday_list.LineRow) -> None:
        found = [(one.line_id, one.due) for one in uow.tasks.open_duty(row.person_id)]
        wanted = self.model.duty.get(person)
        assert found == ([(self.line_ids[wanted[0]], wanted[1])] if wanted else [])

    def teardown(self) -> None:
        """Reopen once more and compare."""
        try:
            self.lock_and_reopen()
            self.vault_equals_model()
        finally:
            self.workspace.close()
            self.folder.cleanup()


Decisions.TestCase.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestDecisions = Decisions.TestCase
