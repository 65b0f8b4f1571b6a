"""The invented municipality: a believable year up to the day it is made, and nothing after it."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from sspdesk.demo import DEMO_PERSONS, make_demo_vault
from sspdesk.demo.casework import _wednesdays, fill
from sspdesk.demo.desk import LEFT
from sspdesk.demo.forum_year import in_holidays
from sspdesk.domain.talks import TalkState
from sspdesk.domain.tasks import DueGroup
from sspdesk.services import tasks
from sspdesk.storage.workspace import Workspace
from tests.vaults import PASSPHRASE, make_vault

_DAYS = (date(2026, 11, 22), date(2026, 11, 25), date(2027, 3, 5))


@pytest.mark.parametrize("today", _DAYS, ids=str)
def test_the_demo_is_of_its_day_cared_for_and_shows_talks_in_every_state(tmp_path: Path, today: date) -> None:
    vault = make_vault(tmp_path)
    fill(lambda now: Workspace(vault, now=now), DEMO_PERSONS, today, lambda _done, _total: None)
    workspace = Workspace(vault, now=lambda: datetime.combine(today, time(9)))
    contacts = workspace.run(lambda uow: uow.contacts.all())
    batches = workspace.run(lambda uow: uow.imports.all())
    states = {talk.state for talk in workspace.run(lambda uow: uow.talks.all())}
    due = {one.group: one.count for one in workspace.run(tasks.deadlines)}
    vault.close()
    assert len(contacts) > 100
    assert max(one.contact_date for one in contacts if one.contact_date) <= today
    assert max(one.received_on for one in contacts if one.received_on) <= today
    assert max(one.imported_at.date() for one in batches) <= today
    assert set(TalkState) - states == set()
    assert 1 <= due[DueGroup.OVERDUE] <= 2 * LEFT  # deadlines of Exit and of releases may have fallen due besides
    assert due[DueGroup.TODAY] + due[DueGroup.WEEK] >= 1


def test_the_wednesday_meetings_of_the_demo_lie_outside_the_holidays() -> None:
    assert [day for day in _wednesdays(date(2026, 11, 23)) if day.month == 10] == [date(2026, 10, 28)]
    assert _wednesdays(date(2026, 7, 1))[-1] == date(2026, 8, 12)
    for today in (date(2026, 11, 23), date(2027, 4, 1)):
        assert not [day for day in _wednesdays(today) if in_holidays(day)]
    assert in_holidays(date(2027, 3, 24))
    assert in_holidays(date(2026, 4, 1))


def test_a_demo_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    def break_off(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_demo_vault(tmp_path / "halv.sspvault", PASSPHRASE, persons=5, progress=break_off)
    assert list(tmp_path.iterdir()) == []
