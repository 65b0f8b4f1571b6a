"""The log can only grow, a changed entry breaks its chain, and old entries leave under a signed cut alone."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from sspdesk.domain.errors import KnownError
from sspdesk.domain.log import Action, LogFilter
from sspdesk.storage import access_log
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.vaults import reopen


def _log_three(workspace: Workspace) -> None:
    for number in (1, 2, 3):
        workspace.run(lambda uow, number=number: uow.log(Action.OPEN, "person", number))


def test_entries_come_newest_first_with_who_and_what(workspace: Workspace) -> None:
    _log_three(workspace)
    entries = workspace.run(lambda uow: uow.log_entries())
    assert [(entry.action, entry.kind, entry.object_id) for entry in entries] == [
        (Action.OPEN, "person", number) for number in (3, 2, 1)
    ]
    assert {entry.user for entry in entries} == {workspace.vault.user}
    assert workspace.run(lambda uow: uow.verify_log()) == 3


_REPLACED = (
    "INSERT OR REPLACE INTO log (seq, at, user, action, kind, detail, mac) "
    "VALUES (2, '2026-01-01', 'x', 'aabnet', 'person', '{}', 'x')"
)


@pytest.mark.parametrize("statement", ["UPDATE log SET object_id = 9", "DELETE FROM log WHERE seq = 2", _REPLACED])
def test_no_entry_can_be_changed_or_deleted(workspace: Workspace, statement: str) -> None:
    _log_three(workspace)
    with pytest.raises(IntegrityError):
        workspace.run(lambda uow: uow._connection.exec_driver_sql(statement))
    assert workspace.run(lambda uow: uow.verify_log()) == 3


@pytest.mark.parametrize(
    "statement",
    ["UPDATE log SET object_id = 9 WHERE seq = 2", "DELETE FROM log WHERE seq = 2", "UPDATE log SET mac = 'x'"],
)
def test_a_change_behind_the_triggers_is_noticed(workspace: Workspace, statement: str) -> None:
    _log_three(workspace)

    _tamper(workspace, statement)
    with pytest.raises(KnownError, match="log_broken"):
        workspace.run(lambda uow: uow.verify_log())


def _tamper(workspace: Workspace, *statements: str) -> None:
    """Write past the triggers, as somebody with the key and another program could."""

    def work(uow: UnitOfWork) -> None:
        access_log._without_triggers(uow._connection)
        for statement in statements:
            uow._connection.exec_driver_sql(statement)
        access_log._with_triggers(uow._connection)

    workspace.run(work)


# -- since the last mark, and the head in the seal -----------------------------------------------------------------


def test_a_check_looks_only_at_what_came_since_the_last_one(workspace: Workspace) -> None:
    _log_three(workspace)
    assert workspace.run(lambda uow: uow.check_log()).checked == 3
    assert workspace.run(lambda uow: uow.check_log()).checked == 0
    workspace.run(lambda uow: uow.log(Action.OPEN, "person", 4))
    state = workspace.run(lambda uow: uow.check_log())
    assert (state.checked, state.entries, state.last) == (1, 4, 4)


def test_an_entry_changed_after_the_mark_breaks_the_check(workspace: Workspace) -> None:
    _log_three(workspace)
    workspace.run(lambda uow: uow.check_log())
    workspace.run(lambda uow: uow.log(Action.OPEN, "person", 4))
    _tamper(workspace, "UPDATE log SET object_id = 9 WHERE seq = 4")
    with pytest.raises(KnownError, match="log_broken"):
        workspace.run(lambda uow: uow.check_log())


def test_a_mark_that_was_moved_by_hand_is_not_believed(workspace: Workspace) -> None:
    _log_three(workspace)
    workspace.run(lambda uow: uow.check_log())
    _tamper(
        workspace,
        "UPDATE log SET object_id = 9 WHERE seq = 2",
        "UPDATE setting SET value = json_set(value, '$.seq', 3, '$.sign', 'x') WHERE name = 'log_mark'",
    )
    with pytest.raises(KnownError, match="log_broken"):
        workspace.run(lambda uow: uow.check_log())


@pytest.fixture
def closed(workspace: Workspace) -> Iterator[Callable[[], Workspace]]:
    """Close the vault and open it again, as often as asked."""
    opened: list[Workspace] = [workspace]

    def again() -> Workspace:
        opened[-1].close()
        opened.append(Workspace(reopen(workspace.vault.folder)))
        return opened[-1]

    yield again
    for one in opened[1:]:
        one.vault.close()


def test_entries_missing_at_the_end_are_noticed_by_the_head_in_the_seal(
    workspace: Workspace, closed: Callable[[], Workspace]
) -> None:
    _log_three(workspace)
    again = closed()
    assert again.vault.log_head is not None
    assert again.vault.log_head.seq == 3
    assert again.run(lambda uow: uow.check_log()).last == 3
    _tamper(again, "DELETE FROM log WHERE seq = 3", "DELETE FROM setting WHERE name = 'log_mark'")
    assert again.run(lambda uow: uow.verify_log()) == 2  # the chain alone sees nothing
    with pytest.raises(KnownError, match="log_shorter"):
        again.run(lambda uow: uow.check_log())


def test_another_end_than_the_sealed_one_is_noticed(workspace: Workspace, closed: Callable[[], Workspace]) -> None:
    _log_three(workspace)
    again = closed()
    _tamper(again, "DELETE FROM log WHERE seq = 3")
    again.run(lambda uow: uow.log(Action.OPEN, "person", 7))
    with pytest.raises(KnownError, match="log_broken"):
        again.run(lambda uow: uow.check_log())


# -- the signed cut ------------------------------------------------------------------------------------------------


@pytest.fixture
def year(workspace: Workspace, clock: Clock) -> Workspace:
    """A log with an entry every thirty days from 1 June 2025 on, fourteen in all."""
    for number in range(14):
        clock.set(datetime(2025, 6, 1, 9) + timedelta(days=30 * number))
        workspace.run(lambda uow, number=number: uow.log(Action.OPEN, "person", number))
    return workspace


BEFORE = date(2025, 9, 1)


def test_old_entries_leave_and_a_signed_entry_says_how_many(year: Workspace) -> None:
    found = year.run(lambda uow: uow.expired_log(BEFORE))
    assert found is not None
    assert (found.count, found.first, found.last) == (4, date(2025, 6, 1), date(2025, 8, 30))
    assert year.run(lambda uow: uow.cut_log(BEFORE)) == 4
    entries = year.run(lambda uow: uow.log_entries())
    assert [entry.seq for entry in entries] == list(range(14, 3, -1))
    first = entries[-1]
    assert (first.action, first.detail["count"], first.detail["before"]) == (Action.CUT, 4, "2025-09-01")
    assert year.run(lambda uow: uow.verify_log()) == 11
    assert year.run(lambda uow: uow.expired_log(BEFORE)) is None
    assert year.run(lambda uow: uow.cut_log(BEFORE)) == 0


def test_a_second_cut_counts_on_and_the_log_goes_on_after_all_left(year: Workspace, clock: Clock) -> None:
    year.run(lambda uow: uow.cut_log(BEFORE))
    assert year.run(lambda uow: uow.cut_log(date(2030, 1, 1))) == 10
    (only,) = year.run(lambda uow: uow.log_entries())
    assert (only.seq, only.detail["count"], only.detail["rows"]) == (14, 14, 10)
    year.run(lambda uow: uow.log(Action.OPEN, "person", 99))
    assert year.run(lambda uow: uow.verify_log()) == 2
    state = year.run(lambda uow: uow.check_log())
    assert (state.entries, state.last, state.cut) == (2, 15, 14)


def test_after_a_cut_the_log_can_still_only_grow(year: Workspace) -> None:
    year.run(lambda uow: uow.cut_log(BEFORE))
    for statement in ("UPDATE log SET object_id = 9", "DELETE FROM log WHERE seq = 4", _REPLACED):
        with pytest.raises(IntegrityError):
            year.run(lambda uow, statement=statement: uow._connection.exec_driver_sql(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET detail = json_set(detail, '$.count', 3) WHERE seq = 4",
        "UPDATE log SET detail = json_set(detail, '$.head', mac) WHERE seq = 4",
        "DELETE FROM log WHERE seq = 4",
        "DELETE FROM log WHERE seq IN (4, 5)",
        "UPDATE log SET action = 'aabnet' WHERE seq = 4",
        "UPDATE log SET object_id = 9 WHERE seq = 9",
    ],
)
def test_a_cut_that_was_tampered_with_is_noticed(year: Workspace, statement: str) -> None:
    year.run(lambda uow: uow.cut_log(BEFORE))
    _tamper(year, statement)
    with pytest.raises(KnownError, match="log_broken"):
        year.run(lambda uow: uow.verify_log())


def test_entries_cannot_be_hidden_behind_a_cut_made_without_the_key(year: Workspace) -> None:
    def forge(uow: UnitOfWork) -> None:
        access_log.cut(uow._connection, b"another key", date(2025, 12, 1), at=uow.now, user=uow.user)

    year.run(forge)
    with pytest.raises(KnownError, match="log_broken"):
        year.run(lambda uow: uow.verify_log())


def test_an_entry_of_a_clock_that_ran_ahead_keeps_what_follows_it(workspace: Workspace, clock: Clock) -> None:
    for moment in (datetime(2025, 1, 1), datetime(2027, 1, 1), datetime(2025, 2, 1)):
        clock.set(moment)
        workspace.run(lambda uow: uow.log(Action.OPEN, "person", 1))
    assert workspace.run(lambda uow: uow.cut_log(BEFORE)) == 1
    assert workspace.run(lambda uow: uow.verify_log()) == 3


def test_a_cut_log_stands_up_to_the_head_sealed_before_it(year: Workspace, closed: Callable[[], Workspace]) -> None:
    again = closed()
    again.run(lambda uow: uow.cut_log(date(2030, 1, 1)))
    assert again.run(lambda uow: uow.check_log()).cut == 14
    assert closed().run(lambda uow: uow.check_log()).cut == 14


def test_a_new_key_signs_the_whole_chain_anew(year: Workspace) -> None:
    year.run(lambda uow: uow.cut_log(BEFORE))
    old, new = year._log_key, b"n" * 32

    def rotate(connection: sa.Connection) -> None:
        assert access_log.sign_anew(connection, old, new) is None, "nothing was broken"
        assert access_log.verify(connection, new) == 11

    with year.vault.engine.begin() as connection:
        rotate(connection)
    with pytest.raises(KnownError, match="log_broken"), year.vault.engine.begin() as connection:
        access_log.verify(connection, old)


# -- filters -------------------------------------------------------------------------------------------------------


def test_the_log_is_limited_to_days_users_and_persons(year: Workspace) -> None:
    def seqs(**wanted: object) -> list[int]:
        return [entry.seq for entry in year.run(lambda uow: uow.log_entries(LogFilter(**wanted)))]

    assert seqs(since=date(2025, 7, 1), until=date(2025, 8, 30)) == [4, 3, 2]
    assert seqs(person_ids=(3, 5)) == [6, 4]
    assert seqs(user="nobody") == []
    assert seqs(user=year.vault.user, until=date(2025, 6, 1)) == [1]
    assert year.run(lambda uow: uow.log_users()) == [year.vault.user]
