"""The append-only, hash-chained access log (D-log, domain.md § 6.4): each entry's HMAC covers the one before it."""

import hashlib
import hmac
import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.errors import KnownError
from sspdesk.domain.log import PERSON_FACTS, Action, LogEntry
from sspdesk.storage.schema import log

_START = "0" * 64


def _mac(key: bytes, previous: str, fields: tuple[object, ...]) -> str:
    text = json.dumps([previous, *fields], ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def append(
    connection: sa.Connection,
    key: bytes,
    *,
    at: datetime,
    user: str,
    action: Action,
    kind: str,
    object_id: int | None,
    detail: Mapping[str, object],
) -> None:
    """Add one entry. ``detail`` holds ids, counts and codes, never names or texts."""
    last = connection.execute(sa.select(log.c.seq, log.c.mac).order_by(log.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq + 1, last.mac) if last else (1, _START)
    stamp = at.astimezone().isoformat(timespec="seconds")
    words = json.dumps(detail, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    mac = _mac(key, previous, (seq, stamp, user, action.value, kind, object_id, words))
    connection.execute(
        log.insert(),
        {"seq": seq, "at": stamp, "user": user, "action": action.value, "kind": kind, "object_id": object_id}
        | {"detail": words, "mac": mac},
    )


def verify(connection: sa.Connection, key: bytes) -> int:
    """Check the whole chain and return its length, or raise KnownError("log_broken", seq=…) at the first break."""
    previous, expected = _START, 1
    for row in connection.execute(sa.select(log).order_by(log.c.seq)):
        fields = (row.seq, row.at, row.user, row.action, row.kind, row.object_id, row.detail)
        if row.seq != expected or not hmac.compare_digest(row.mac, _mac(key, previous, fields)):
            raise KnownError("log_broken", seq=expected)
        previous, expected = row.mac, expected + 1
    return expected - 1


def entries(
    connection: sa.Connection,
    *,
    kind: str | None = None,
    object_id: int | None = None,
    actions: Collection[Action] = (),
    person_id: int | None = None,
    limit: int = 200,
    offset: int = 0,
) -> list[LogEntry]:
    """Return entries, newest first: of one object, of some actions, about one person, or all."""
    select = sa.select(log).order_by(log.c.seq.desc()).limit(limit).offset(offset)
    return [
        LogEntry(
            seq=row.seq,
            at=row.at,
            user=row.user,
            action=Action(row.action),
            kind=row.kind,
            object_id=row.object_id,
            detail=json.loads(row.detail),
        )
        for row in connection.execute(_limited(select, kind, object_id, actions, person_id))
    ]


def count(connection: sa.Connection, *, actions: Collection[Action] = (), person_id: int | None = None) -> int:
    """Return how many entries ``entries`` has in all."""
    select = sa.select(sa.func.count()).select_from(log)
    return int(connection.execute(_limited(select, None, None, actions, person_id)).scalar_one())


def _limited(
    select: sa.Select[Any],
    kind: str | None,
    object_id: int | None,
    actions: Collection[Action],
    person_id: int | None,
) -> sa.Select[Any]:
    if kind is not None:
        select = select.where(log.c.kind == kind)
    if object_id is not None:
        select = select.where(log.c.object_id == object_id)
    if actions:
        select = select.where(log.c.action.in_([action.value for action in actions]))
    if person_id is not None:
        own = sa.and_(log.c.kind == "person", log.c.object_id == person_id)
        single = [sa.func.json_extract(log.c.detail, f"$.{name}") == person_id for name in PERSON_FACTS]
        many = sa.func.json_each(log.c.detail, "$.persons").table_valued("value")
        select = select.where(sa.or_(own, *single, sa.exists(sa.select(many.c.value).where(many.c.value == person_id))))
    return select
