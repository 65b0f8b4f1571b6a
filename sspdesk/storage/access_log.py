"""The append-only, hash-chained access log (domain.md § 6.4): each entry's HMAC covers the one before it.

Triggers let it only grow. Expired entries leave through ``cut`` alone, which puts a signed entry in their place: how
many left and the chain value the next entry builds on. ``check`` looks at what came since the last verified mark and
at the head in the seal, ``verify`` at all of it. A new data key (rotation) needs ``sign_anew``, since entries are
signed with a key derived from it.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.errors import KnownError
from sspdesk.domain.exits import CONFIDENTIAL
from sspdesk.domain.log import PERSON_FACTS, Action, Expiry, LogEntry, LogFilter, LogState
from sspdesk.storage.schema import log, setting
from sspdesk.storage.seal import LogHead

_START = "0" * 64
_CUT = "cut"
_MARK = "log_mark"
_TRIGGERS = {
    "log_is_never_changed": "BEFORE UPDATE ON log",
    "log_is_never_deleted": "BEFORE DELETE ON log",
    "log_only_grows": "BEFORE INSERT ON log WHEN NEW.seq <= (SELECT max(seq) FROM log)",
}


# -- writing ---------------------------------------------------------------------------------------------------------


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
    before = head(connection) or LogHead(0, _START)
    fields = (before.seq + 1, _stamp(at), user, action.value, kind, object_id, _as_text(detail))
    _insert(connection, fields, _mac(key, before.mac, fields))


def head(connection: sa.Connection) -> LogHead | None:
    """Return the end of the chain; None while the log is empty."""
    last = connection.execute(sa.select(log).order_by(log.c.seq.desc()).limit(1)).first()
    return LogHead(last.seq, _link(last)) if last is not None else None


def cut(connection: sa.Connection, key: bytes, before: date, *, at: datetime, user: str) -> int:
    """Let the entries written before a day leave, and sign the cut as the new first entry; return how many left.

    Only the beginning of the chain can leave: an entry with a later day keeps all that follow it.
    """
    last = _last_expired(connection, before)
    if last is None:
        return 0
    first = connection.execute(sa.select(log).order_by(log.c.seq).limit(1)).one()
    earlier = int(_told_by_cut(first)["count"]) if _is_cut(first) else 0
    end = connection.execute(sa.select(log).where(log.c.seq == last)).one()
    gone = int(last) - int(first.seq) + (0 if _is_cut(first) else 1)
    if gone == 0:
        return 0
    detail = {"count": earlier + gone, "rows": gone, "before": before.isoformat(), "head": _link(end)}
    fields = (last, _stamp(at), user, Action.CUT.value, "log", None, _as_text(detail))
    _without_triggers(connection)
    connection.execute(log.delete().where(log.c.seq <= last))
    _insert(connection, fields, _mac(key, _CUT, fields))
    _with_triggers(connection)
    connection.execute(setting.delete().where(setting.c.name == _MARK))
    return gone


def sign_anew(connection: sa.Connection, old_key: bytes, new_key: bytes) -> int | None:
    """Sign the whole chain with a new key; return the first entry that did not fit under the old one, if any.

    For a key rotation, in the new file before it is checked: a log that was tampered with must not keep its vault
    under keys that somebody knows. The caller writes down what did not fit.
    """
    broken: int | None = None
    try:
        verify(connection, old_key)
    except KnownError as error:
        broken = int(error.facts["seq"])
    previous = _START
    _without_triggers(connection)
    for row in connection.execute(sa.select(log).order_by(log.c.seq)).all():
        if _is_cut(row):
            mac = _mac(new_key, _CUT, _fields(row))
            previous = str(_told_by_cut(row)["head"])
        else:
            mac = previous = _mac(new_key, previous, _fields(row))
        connection.execute(log.update().where(log.c.seq == row.seq).values(mac=mac))
    _with_triggers(connection)
    connection.execute(setting.delete().where(setting.c.name == _MARK))
    return broken


# -- checking --------------------------------------------------------------------------------------------------------


def verify(connection: sa.Connection, key: bytes) -> int:
    """Check the whole chain and return its length, or raise KnownError("log_broken", seq=…) at the first break."""
    return _walk(connection, key, None).entries


def check(connection: sa.Connection, key: bytes, sealed: LogHead | None) -> LogState:
    """Check what came since the last verified mark and that the head in the seal is still there; set a new mark.

    Raise KnownError ``log_broken`` at a break, ``log_shorter`` where entries are missing at the end.
    """
    state = _walk(connection, key, _read_mark(connection, key))
    if sealed is not None:
        _require(connection, sealed)
    end = head(connection)
    if end is not None:
        _write_mark(connection, key, end)
    return state


def _walk(connection: sa.Connection, key: bytes, mark: LogHead | None) -> LogState:
    """Check from the entry after ``mark``, or from the beginning."""
    select = sa.select(log).order_by(log.c.seq)
    previous, expected = (mark.mac, mark.seq + 1) if mark is not None else (_START, None)
    checked = 0
    for row in connection.execute(select if mark is None else select.where(log.c.seq > mark.seq)):
        if expected is None:
            expected = row.seq if _is_cut(row) else 1
            if _is_cut(row):
                _require_cut(key, row)
                previous, expected, checked = str(_told_by_cut(row)["head"]), row.seq + 1, 1
                continue
        if row.seq != expected or not hmac.compare_digest(row.mac, _mac(key, previous, _fields(row))):
            raise KnownError("log_broken", seq=expected)
        previous, expected, checked = row.mac, expected + 1, checked + 1
    first = connection.execute(sa.select(log).order_by(log.c.seq).limit(1)).first()
    total = int(connection.execute(sa.select(sa.func.count()).select_from(log)).scalar_one())
    gone = int(_told_by_cut(first)["count"]) if first is not None and _is_cut(first) else 0
    return LogState(entries=total, checked=checked, last=(expected or 1) - 1, cut=gone)


def _require_cut(key: bytes, row: Any) -> None:
    if not hmac.compare_digest(row.mac, _mac(key, _CUT, _fields(row))):
        raise KnownError("log_broken", seq=row.seq)


def _require(connection: sa.Connection, sealed: LogHead) -> None:
    """Raise KnownError unless the entry that was last at the latest clean close still stands there, or was cut."""
    row = connection.execute(sa.select(log).where(log.c.seq == sealed.seq)).first()
    if row is not None:
        if not hmac.compare_digest(_link(row), sealed.mac):
            raise KnownError("log_broken", seq=sealed.seq)
        return
    first = connection.execute(sa.select(log).order_by(log.c.seq).limit(1)).first()
    if first is None or not (_is_cut(first) and first.seq > sealed.seq):
        raise KnownError("log_shorter", seq=sealed.seq)


def _read_mark(connection: sa.Connection, key: bytes) -> LogHead | None:
    """Return the last verified entry, if the mark is ours and the entry is still as it was."""
    found = connection.execute(sa.select(setting.c.value).where(setting.c.name == _MARK)).scalar()
    if not isinstance(found, dict) or set(found) != {"seq", "mac", "sign"}:
        return None
    if not hmac.compare_digest(str(found["sign"]), _sign_mark(key, found["seq"], found["mac"])):
        return None
    row = connection.execute(sa.select(log).where(log.c.seq == found["seq"])).first()
    return LogHead(row.seq, _link(row)) if row is not None and _link(row) == found["mac"] else None


def _write_mark(connection: sa.Connection, key: bytes, end: LogHead) -> None:
    value = {"seq": end.seq, "mac": end.mac, "sign": _sign_mark(key, end.seq, end.mac)}
    connection.execute(setting.delete().where(setting.c.name == _MARK))
    connection.execute(setting.insert(), {"name": _MARK, "value": value})


# -- reading ---------------------------------------------------------------------------------------------------------


def entries(
    connection: sa.Connection, wanted: LogFilter, *, limit: int = 200, offset: int = 0, exit_open: bool = False
) -> list[LogEntry]:
    """Return entries, newest first; those of Exit's records only where it is open."""
    select = _visible(sa.select(log).order_by(log.c.seq.desc()).limit(limit).offset(offset), exit_open=exit_open)
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
        for row in connection.execute(_limited(select, wanted))
    ]


def _visible(select: sa.Select[Any], *, exit_open: bool) -> sa.Select[Any]:
    return select if exit_open else select.where(sa.not_(log.c.kind.startswith(CONFIDENTIAL, autoescape=True)))


def count(connection: sa.Connection, wanted: LogFilter, *, exit_open: bool = False) -> int:
    """Return how many entries ``entries`` has in all."""
    select = _visible(sa.select(sa.func.count()).select_from(log), exit_open=exit_open)
    return int(connection.execute(_limited(select, wanted)).scalar_one())


def users(connection: sa.Connection) -> list[str]:
    """Return everybody who stands in the log."""
    return list(connection.execute(sa.select(log.c.user).distinct().order_by(log.c.user)).scalars())


def expired(connection: sa.Connection, before: date) -> Expiry | None:
    """Return what ``cut`` would let leave; None when there is nothing."""
    last = _last_expired(connection, before)
    if last is None:
        return None
    old = sa.and_(log.c.seq <= last, log.c.action != Action.CUT.value)
    days = sa.select(sa.func.count(), sa.func.min(_day()), sa.func.max(_day())).where(old)
    number, first, latest = connection.execute(days).one()
    if not number:
        return None
    return Expiry(count=number, first=date.fromisoformat(first), last=date.fromisoformat(latest), before=before)


def _last_expired(connection: sa.Connection, before: date) -> int | None:
    """Return the number of the last entry that nothing younger stands before."""
    young = sa.and_(_day() >= before.isoformat(), log.c.action != Action.CUT.value)
    first = connection.execute(sa.select(sa.func.min(log.c.seq)).where(young)).scalar()
    select = sa.select(sa.func.max(log.c.seq))
    return connection.execute(select if first is None else select.where(log.c.seq < first)).scalar()


def _day() -> sa.ColumnElement[str]:
    return sa.func.substr(log.c.at, 1, 10)


def _limited(select: sa.Select[Any], wanted: LogFilter) -> sa.Select[Any]:
    if wanted.kind is not None:
        select = select.where(log.c.kind == wanted.kind)
    if wanted.object_id is not None:
        select = select.where(log.c.object_id == wanted.object_id)
    if wanted.actions:
        select = select.where(log.c.action.in_([action.value for action in wanted.actions]))
    if wanted.user:
        select = select.where(log.c.user == wanted.user)
    if wanted.since is not None:
        select = select.where(_day() >= wanted.since.isoformat())
    if wanted.until is not None:
        select = select.where(_day() <= wanted.until.isoformat())
    if wanted.person_ids:
        ids = list(wanted.person_ids)
        own = sa.and_(log.c.kind == "person", log.c.object_id.in_(ids))
        single = [sa.func.json_extract(log.c.detail, f"$.{name}").in_(ids) for name in PERSON_FACTS]
        many = sa.func.json_each(log.c.detail, "$.persons").table_valued("value")
        select = select.where(sa.or_(own, *single, sa.exists(sa.select(many.c.value).where(many.c.value.in_(ids)))))
    return select


# -- inner parts -----------------------------------------------------------------------------------------------------


def _mac(key: bytes, previous: str, fields: tuple[object, ...]) -> str:
    text = json.dumps([previous, *fields], ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _sign_mark(key: bytes, seq: int, mac: str) -> str:
    return hmac.new(key, f"mark {seq} {mac}".encode(), hashlib.sha256).hexdigest()


def _stamp(at: datetime) -> str:
    return at.astimezone().isoformat(timespec="seconds")


def _as_text(detail: Mapping[str, object]) -> str:
    return json.dumps(detail, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _fields(row: Any) -> tuple[object, ...]:
    return row.seq, row.at, row.user, row.action, row.kind, row.object_id, row.detail


def _insert(connection: sa.Connection, fields: tuple[object, ...], mac: str) -> None:
    names = ("seq", "at", "user", "action", "kind", "object_id", "detail")
    connection.execute(log.insert(), dict(zip(names, fields, strict=True)) | {"mac": mac})


def _is_cut(row: Any) -> bool:
    return bool(row.action == Action.CUT.value)


def _told_by_cut(row: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(row.detail)
    return told


def _link(row: Any) -> str:
    """Return the value the entry after this one builds on: a cut hands on that of the last entry that left."""
    return str(_told_by_cut(row)["head"]) if _is_cut(row) else str(row.mac)


def _without_triggers(connection: sa.Connection) -> None:
    """Let the log be changed until ``_with_triggers``, in this transaction only."""
    for name in _TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")


def _with_triggers(connection: sa.Connection) -> None:
    for name, when in _TRIGGERS.items():
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, 'append-only'); END")
