"""Any sequence of merging, taking apart, moving, adding and undoing keeps every row with one living person."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sspdesk.domain.changes import UndoToken
from sspdesk.domain.wednesday import Decision
from sspdesk.services import merging, persons
from sspdesk.services.merging import MergeField, Side
from sspdesk.services.work import apply_undo
from sspdesk.storage.workspace import Workspace
from tests.services.people_for_tests import contact, decided, dump, meeting, save
from tests.vaults import copy_vault

_NUMBERS = st.integers(0, 1000)
_CHOICES = st.dictionaries(st.sampled_from(MergeField), st.sampled_from([Side.KEPT, Side.OTHER]))


class Merging(RuleBasedStateMachine):
    """Persons, contacts and notes under every command of the merging service, compared with a plain model."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.vault = copy_vault(Path(self.folder.name))
        self.workspace = Workspace(self.vault)
        self.meeting = meeting(self.workspace)
        self.alive = [save(self.workspace, first_name=name).id for name in ("Alfa", "Beta")]
        self.merged: dict[int, tuple[int, int, set[int]]] = {}
        self.owner: dict[int, int] = {}
        self.numbers = iter(range(10, 99))

    def teardown(self) -> None:
        if hasattr(self, "vault"):
            self.vault.close()
            self.folder.cleanup()

    def _pick(self, number: int) -> int:
        return self.alive[number % len(self.alive)]

    def _final(self, person_id: int) -> int:
        into = {other: kept for kept, other, _moved in self.merged.values()}
        while person_id in into:
            person_id = into[person_id]
        return person_id

    @rule()
    def add_person(self) -> None:
        number = next(self.numbers)
        cpr = f"15051240{number}"
        self.alive.append(save(self.workspace, first_name=f"Prøve{number}", cpr=cpr, phone=f"{number}").id)

    @rule(who=_NUMBERS, decision=st.none() | st.sampled_from(Decision))
    def add_contact(self, who: int, decision: Decision | None) -> None:
        person_id = self._pick(who)
        made = contact(self.workspace, person_id)
        if decision is not None:
            decided(self.workspace, made, self.meeting.id, decision)
        self.owner[made.id] = person_id

    @rule(who=_NUMBERS)
    def change_person(self, who: int) -> None:
        person = self.workspace.run(lambda uow: uow.persons.get(self._pick(who)))
        save(self.workspace, person, phone=person.phone + "0", address="Prøvevej 3")

    @precondition(lambda self: len(self.alive) > 1)
    @rule(who=_NUMBERS, step=st.integers(1, 20), choices=_CHOICES)
    def merge(self, who: int, step: int, choices: dict[MergeField, Side]) -> None:
        at = who % len(self.alive)
        kept, other = self.alive[at], self.alive[(at + 1 + step % (len(self.alive) - 1)) % len(self.alive)]
        before = self.workspace.run(dump)
        stored = self.workspace.run(lambda uow: merging.merge(uow, kept, other, choices)).value
        self.workspace.run(lambda uow: merging.take_apart(uow, stored.id))
        assert self.workspace.run(dump) == before, "merging and taking apart is not as if nothing had been"
        stored = self.workspace.run(lambda uow: merging.merge(uow, kept, other, choices)).value
        moved = {row for row, owner in self.owner.items() if owner == other}
        self.owner |= dict.fromkeys(moved, kept)
        self.merged[stored.id] = (kept, other, moved)
        self.alive.remove(other)

    @precondition(lambda self: self.merged)
    @rule(which=_NUMBERS)
    def take_apart(self, which: int) -> None:
        merge_id = list(self.merged)[which % len(self.merged)]
        kept, other, moved = self.merged[merge_id]
        holder = self._final(kept)
        back = {row for row in moved if self.owner[row] == holder}
        told = self.workspace.run(lambda uow: merging.take_apart(uow, merge_id)).value
        assert told.back.get("contact", 0) == len(back)
        del self.merged[merge_id]
        self.owner |= dict.fromkeys(back, other)
        self.alive.append(other)

    @precondition(lambda self: self.owner and len(self.alive) > 1)
    @rule(which=_NUMBERS, to=_NUMBERS)
    def move_contact(self, which: int, to: int) -> None:
        contact_id = list(self.owner)[which % len(self.owner)]
        target = self._pick(to)
        if target != self.owner[contact_id]:
            self.workspace.run(lambda uow: merging.move_contact(uow, contact_id, target))
            self.owner[contact_id] = target

    @precondition(lambda self: len(self.alive) > 1)
    @rule(who=_NUMBERS)
    def do_and_undo(self, who: int) -> None:
        kept, other = self._pick(who), self._pick(who + 1)
        before = self.workspace.run(dump)
        outcome = self.workspace.run(lambda uow: merging.merge(uow, kept, other))
        token = outcome.undo
        assert isinstance(token, UndoToken)
        self.workspace.run(lambda uow: apply_undo(uow, token))
        assert self.workspace.run(dump) == before

    @invariant()
    def every_row_is_with_one_living_person(self) -> None:
        if not hasattr(self, "workspace"):
            return
        rows = self.workspace.run(lambda uow: uow.contacts.all())
        assert {row.id: row.person_id for row in rows} == self.owner
        for person_id in {other for _kept, other, _moved in self.merged.values()}:
            assert self.workspace.run(lambda uow, one=person_id: uow.merges.rows_of(one)) == {}
        assert self.workspace.run(persons.count) == len(self.alive)
        for person_id in self.alive:
            duties = self.workspace.run(lambda uow, one=person_id: uow.tasks.open_duty(one))
            assert len(duties) <= 1

    @invariant()
    def the_search_finds_the_living_only(self) -> None:
        if hasattr(self, "workspace"):
            found = self.workspace.run(lambda uow: uow.find_persons("eksempelsen", 100))
            assert sorted(found) == sorted(self.alive)


Merging.TestCase.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)
TestMerging = Merging.TestCase
