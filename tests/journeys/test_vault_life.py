"""Random lives of a vault: created in, changed, undone, locked, reopened, backed up; it always equals the model."""

import tempfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import KnownError
from sspdesk.domain.ids import NoteId, PersonId
from sspdesk.domain.persons import Guardian, Person
from sspdesk.domain.vault import SecretKind
from sspdesk.services import persons, vaults, work
from sspdesk.services.search import search
from sspdesk.services.work import UnitOfWork, Workspace
from tests.vaults import CHEAP_BOUNDS, PASSPHRASE, make_vault_with_key, reopen

NAMES = ("Testine", "Prøvine", "Åge-Prøve", "Søren-Test", "Fiktus")
LAST = ("Eksempelsen", "Skabelonsen", "Ægildsen-Prøve", "Testgård")
Model = dict[int, tuple[str, str, tuple[str, ...], tuple[str, ...]]]
"""Person -> first name, last name, notes and guardians in the order of their ids."""


def _now() -> datetime:
    return datetime(2026, 11, 23, 9)


def stored(uow: UnitOfWork) -> Model:
    """Return what the vault holds, in the model's shape."""
    return {
        person.id: (
            person.first_name,
            person.last_name,
            tuple(one.text for one in sorted(uow.notes.of_person(person.id), key=lambda one: one.id)),
            tuple(one.name for one in sorted(uow.guardians.of_person(person.id), key=lambda one: one.id)),
        )
        for person in uow.persons.all()
    }


class _StopError(Exception):
    """Somebody pulled the plug in the middle of a transaction."""


class VaultLife(RuleBasedStateMachine):
    """One vault on the disk, one model in memory, and the models that undo and redo lead to."""

    @initialize()
    def make(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="sspdesk-life-")
        self.vault, self.key = make_vault_with_key(Path(self.folder.name))
        self.workspace = Workspace(self.vault, now=_now)
        self.model: Model = {}
        self.undos: list[tuple[work.UndoToken, Model]] = []
        self.redos: list[tuple[work.UndoToken, Model]] = []
        self.backups = 0

    def teardown(self) -> None:
        self.vault.close()
        self.folder.cleanup()

    def _command(self, outcome: Outcome[object], after: Model) -> None:
        assert outcome.undo is not None
        self.undos.append((outcome.undo, self.model))
        self.redos.clear()
        self.model = after

    def _some(self, number: int) -> PersonId:
        return PersonId(sorted(self.model)[number % len(self.model)])

    # -- what the consultant does --------------------------------------------------------------------------------------

    @rule(first=st.sampled_from(NAMES), last=st.sampled_from(LAST))
    def create(self, first: str, last: str) -> None:
        person = Person(first_name=first, last_name=last, created_on=date(2026, 11, 23))
        outcome = self.workspace.run(lambda uow: persons.save_person(uow, person))
        self._command(outcome, self.model | {outcome.value.id: (first, last, (), ())})

    @precondition(lambda self: self.model)
    @rule(number=st.integers(0, 50), last=st.sampled_from(LAST))
    def rename(self, number: int, last: str) -> None:
        person_id = self._some(number)
        first, before, notes, guardians = self.model[person_id]
        if before == last:
            return

        def work_(uow: UnitOfWork) -> Outcome[Person]:
            return persons.save_person(uow, replace(persons.find(uow, person_id), last_name=last))

        self._command(self.workspace.run(work_), self.model | {person_id: (first, last, notes, guardians)})

    @precondition(lambda self: self.model)
    @rule(number=st.integers(0, 50), text=st.text("abc æøå\n", min_size=1, max_size=40).filter(str.strip))
    def write_note(self, number: int, text: str) -> None:
        person_id = self._some(number)
        first, last, notes, guardians = self.model[person_id]
        outcome = self.workspace.run(lambda uow: persons.add_note(uow, person_id, text))
        self._command(outcome, self.model | {person_id: (first, last, (*notes, text.strip()), guardians)})

    @precondition(lambda self: any(row[2] for row in self.model.values()))
    @rule(number=st.integers(0, 50))
    def remove_note(self, number: int) -> None:
        having = [person_id for person_id, row in sorted(self.model.items()) if row[2]]
        person_id = PersonId(having[number % len(having)])
        first, last, notes, guardians = self.model[person_id]
        ids = sorted(one.id for one in self.workspace.run(lambda uow: uow.notes.of_person(person_id)))
        outcome = self.workspace.run(lambda uow: persons.remove_note(uow, NoteId(ids[0])))
        self._command(outcome, self.model | {person_id: (first, last, notes[1:], guardians)})

    @precondition(lambda self: self.model)
    @rule(number=st.integers(0, 50), name=st.sampled_from(NAMES))
    def add_guardian(self, number: int, name: str) -> None:
        person_id = self._some(number)
        first, last, notes, guardians = self.model[person_id]
        guardian = Guardian(person_id=person_id, name=name)
        outcome = self.workspace.run(lambda uow: persons.save_guardian(uow, guardian))
        self._command(outcome, self.model | {person_id: (first, last, notes, (*guardians, name))})

    @precondition(lambda self: self.undos)
    @rule()
    def undo(self) -> None:
        token, before = self.undos.pop()
        outcome = self.workspace.run(lambda uow: work.apply_undo(uow, token))
        assert outcome.undo is not None
        self.redos.append((outcome.undo, self.model))
        self.model = before

    @precondition(lambda self: self.redos)
    @rule()
    def redo(self) -> None:
        token, after = self.redos.pop()
        outcome = self.workspace.run(lambda uow: work.apply_undo(uow, token))
        assert outcome.undo is not None
        self.undos.append((outcome.undo, self.model))
        self.model = after

    # -- what happens to the vault -------------------------------------------------------------------------------------

    @precondition(lambda self: self.model)
    @rule(number=st.integers(0, 50))
    def break_off(self, number: int) -> None:
        """A bug in the middle of a transaction: nothing of it stays, in the lists or in the search."""
        person_id = self._some(number)

        def work_(uow: UnitOfWork) -> None:
            persons.add_note(uow, person_id, "afbrudtnote")
            persons.save_person(uow, replace(persons.find(uow, person_id), first_name="Afbrudtine"))
            raise _StopError

        with pytest.raises(_StopError):
            self.workspace.run(work_)
        for words in ("Afbrudtine", "afbrudtnote"):
            hits = self.workspace.run(lambda uow, words=words: search(uow, words))
            assert (hits.persons, hits.texts) == ((), ())

    @rule(by_key=st.booleans())
    def lock_and_reopen(self, by_key: bool) -> None:
        """Locking forgets what can be undone, and nothing else."""
        self.vault.close()
        with pytest.raises(KnownError, match="wrong_secret"):
            reopen(self.vault.folder, "en helt forkert sætning her")
        secret = (self.key.text, SecretKind.RECOVERY) if by_key else (PASSPHRASE, SecretKind.PASSPHRASE)
        self.vault = reopen(self.vault.folder, *secret)
        self.workspace = Workspace(self.vault, now=_now)
        self.undos.clear()
        self.redos.clear()

    @precondition(lambda self: self.backups < 1 and self.model)
    @rule()
    def back_up_and_restore(self) -> None:
        """The backup, restored elsewhere, is the vault as it was."""
        self.backups += 1
        place = Path(self.folder.name)
        made = vaults.backup(self.vault, place / "kopier")
        vaults.restore(made.path, PASSPHRASE, place / "hentet.sspvault", bounds=CHEAP_BOUNDS)
        copy_of = reopen(place / "hentet.sspvault")
        try:
            assert Workspace(copy_of).run(stored) == self.model
        finally:
            copy_of.close()

    @invariant()
    def the_vault_is_the_model(self) -> None:
        if hasattr(self, "workspace"):
            assert self.workspace.run(stored) == self.model


VaultLife.TestCase.settings = settings(
    max_examples=10, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestVaultLife = VaultLife.TestCase
