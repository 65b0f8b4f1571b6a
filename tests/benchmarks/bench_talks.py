"""The page of talks at full size (20,000 persons, 60,000 talks), against the same calls on plain sqlite3."""

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sspdesk.domain.ids import PersonId, TalkId
from sspdesk.domain.street_counts import Span
from sspdesk.domain.talk_records import AnsweredBy, Offer, OfferAnswer, OfferChannel
from sspdesk.domain.talk_statistics import Answer, TalksMeant
from sspdesk.domain.talks import TalkState
from sspdesk.domain.tasks import SourceKind, Task, TaskKind
from sspdesk.services import talk_list, talk_statistics
from sspdesk.services.talk_list import ListWish
from sspdesk.services.vaults import open_vault
from sspdesk.services.work import Workspace
from sspdesk.storage.unit_of_work import UnitOfWork
from tests.benchmarks.big_vault import PlainWorkspace, folder, plain_copy
from tests.benchmarks.harness import Row, in_turn
from tests.vaults import PASSPHRASE

_CHUNK = 20_000
_ANSWERS = {
    TalkState.CLOSED: OfferAnswer.ACCEPTED,
    TalkState.DECLINED: OfferAnswer.DECLINED,
    TalkState.NO_REPLY: OfferAnswer.NO_REPLY,
    TalkState.FOLLOW_UP: OfferAnswer.ACCEPTED,
}


def rows() -> list[Row]:
    """Return the figures."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary) / "talks.sspvault"
        shutil.copytree(folder(), place)
        workspace = Workspace(open_vault(place, PASSPHRASE))
        workspace.run(_add_offers)
        file = Path(temporary) / "plain.db"
        plain = plain_copy(workspace, file)
        workspace.run(lambda uow: _copy_rest(uow, plain))
        plain.close()
        same = PlainWorkspace(file)
        found = _measured(workspace, same)
        same.close()
        workspace.close()
    return found


def _add_offers(uow: UnitOfWork) -> None:
    """Give every talk its offer with the answer, and those that are followed up their deadline."""
    chance = random.Random(2026)
    offers, tasks = [], []
    for talk_id, person_id, state, day in uow._connection.exec_driver_sql(
        "SELECT id, person_id, state, recommended_on FROM talk WHERE id NOT IN (SELECT talk_id FROM talk_offer)"
    ).fetchall():
        offered = date.fromisoformat(day)
        said = _ANSWERS.get(TalkState(state))
        if said is None:
            continue
        offer = Offer(
            talk_id=TalkId(talk_id),
            person_id=PersonId(person_id),
            number=1,
            offered_on=offered,
            channel=OfferChannel.LETTER,
            answer=said,
            answered_on=offered,
            answered_by=None if said is OfferAnswer.NO_REPLY else AnsweredBy.BOTH,
        )
        offers.append(offer)
        if TalkState(state) is TalkState.FOLLOW_UP:
            due = uow.today + timedelta(days=chance.randrange(-30, 60))
            task = Task(kind=TaskKind.FOLLOW_UP, person_id=PersonId(person_id), due=due, created_on=offered)
            tasks.append(replace(task, source_kind=SourceKind.TALK, source_id=talk_id))
    for start in range(0, len(offers), _CHUNK):
        uow.offers.add_many(offers[start : start + _CHUNK])
    uow.tasks.add_many(tasks)


def _copy_rest(uow: UnitOfWork, plain: sqlite3.Connection) -> None:
    """Copy every table that the plain copy lacks the rows of."""
    plain.execute("PRAGMA foreign_keys = OFF")
    plain.execute("BEGIN")
    named = uow._connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE '%_search%' AND name NOT IN ('log', 'revision')"
    ).scalars()
    for table in list(named):
        if plain.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            continue
        found = uow._connection.exec_driver_sql(f"SELECT * FROM {table}")
        names = list(found.keys())
        marks = ", ".join("?" for _name in names)
        plain.executemany(f"INSERT INTO {table}({', '.join(names)}) VALUES({marks})", found.fetchall())
    plain.execute("COMMIT")


def _measured(workspace: Workspace, plain: PlainWorkspace) -> list[Row]:
    everything, ended = ListWish(everything=True), ListWish(group=talk_list.TalkGroup.ENDED)
    many = workspace.run(lambda uow: talk_list.count(uow, everything))
    talk = workspace.run(lambda uow: talk_list.page(uow, many // 2, 1, everything))[0].talk
    today = workspace.run(lambda uow: uow.today)
    year = Span(first=today - timedelta(days=364), last=today)
    declined = ListWish(everything=True, meant=TalksMeant(span=year, answer=Answer.NO))
    calls: list[tuple[str, Callable[[UnitOfWork], object], str]] = [
        ("the list as the page opens it", lambda uow: talk_list.open_rows(uow, ListWish()), "within 100 ms, <= 1.5x"),
        ("counts of every group", lambda uow: talk_list.counts(uow, ListWish()), "within 100 ms"),
        ("the number in the sidebar", talk_list.waiting, "within 100 ms"),
        ("how many there are", lambda uow: talk_list.count(uow, everything), ""),
        ("first window of 100", lambda uow: talk_list.page(uow, 0, 100, everything), "within 100 ms, <= 1.5x"),
        (
            "last window of 100",
            lambda uow: talk_list.page(uow, many - 100, 100, everything),
            "within 100 ms, <= 1.5x",
        ),
        ("ended ones, first window", lambda uow: talk_list.page(uow, 0, 100, ended), "within 100 ms, <= 1.5x"),
        ("one talk with all that hangs on it", lambda uow: talk_list.talk_view(uow, talk.id), "within 100 ms"),
        ("a person's talks", lambda uow: talk_list.of_person(uow, talk.person_id), ""),
        ("figures of a year", lambda uow: talk_statistics.statistics(uow, year), "within 500 ms, <= 1.5x"),
        ("the talks behind a figure", lambda uow: talk_list.page(uow, 0, 100, declined), "within 500 ms, <= 1.5x"),
    ]
    found = []
    for name, call, aim in calls:
        ours, base = in_turn(lambda call=call: workspace.run(call), lambda call=call: plain.run(call))
        found.append(Row(f"{many:,} talks, {name}", ours, base, aim))
    return found
