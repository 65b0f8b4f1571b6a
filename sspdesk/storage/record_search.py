"""Asks the search index for records of every kind at once: one query for what is found, one for each kind shown."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.exit_parts import LinkKind
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import PersonId
from sspdesk.domain.search import GROUP_OF, Found, FoundGroup, HitGroup, HitKind, RecordHit
from sspdesk.domain.talks import TalkState
from sspdesk.storage.search import NEWEST, SHOWN_PERSONS, person_hit, persons_sql, text_query

COUNTED = 50
"""So many hits of a kind are counted; beyond that it is "more"."""
_DAYS = ("meeting", "observation")
_CONTENT = (
    *("talk", "talk_agreement", "talk_follow_up", "school_case", "task", "note", "contact", "agenda_item"),
    *("addition", "meeting_line", "consent", "observation", "situational_matter", "guardian", "attachment"),
    *("release_case", "release_item", "release_visit", "release_contact"),
)
_OPEN = ("meeting", "forum")
_BY_NEARNESS = ("meeting", "agenda_item")
"""All that were counted are looked at: those of next year have the highest ids."""
_MATCH = "(SELECT rowid AS id FROM {source}_search WHERE {source}_search MATCH :{query}{newest}) AS x"
_NOT_EXIT = f"f.kind <> '{ForumKind.EXIT}'"
_OF_MEETING = "JOIN meeting AS m ON m.id = a.meeting_id JOIN forum AS f ON f.id = m.forum_id WHERE "
_OF_MEETING += _NOT_EXIT
_UNTIED = "NOT EXISTS (SELECT 1 FROM exit_link AS l WHERE l.kind = '{kind}' AND l.row_id = {id})"
_SHARED_TASK = "{untied} AND (k.source_kind IS NOT 'agenda_item' OR EXISTS "
_SHARED_TASK += "(SELECT 1 FROM agenda_item AS a {of_meeting} AND a.id = k.source_id))"
_SHARED_TASK = _SHARED_TASK.format(untied=_UNTIED.format(kind=LinkKind.TASK, id="k.id"), of_meeting=_OF_MEETING)
_NAMED_TASKS = "SELECT 'task', k.id, k.id FROM (SELECT * FROM task WHERE person_id IN (SELECT id FROM named) "
_NAMED_TASKS += "AND done_on IS NULL ORDER BY +id DESC LIMIT :limit) AS k WHERE {shared}"
_FINDS = "SELECT '{source}', x.id, {opens} FROM {match}"
_OWN = {
    "talk_agreement": ("a.talk_id", " JOIN talk_agreement AS a ON a.id = x.id"),
    "talk_follow_up": ("u.talk_id", " JOIN talk_follow_up AS u ON u.id = x.id"),
    "meeting": (
        "x.id",
        " JOIN meeting AS m ON m.id = x.id JOIN forum AS f ON f.id = m.forum_id WHERE "
        f"{_NOT_EXIT} AND {_UNTIED.format(kind=LinkKind.MEETING, id='x.id')}",
    ),
    "agenda_item": ("x.id", f" JOIN agenda_item AS a ON a.id = x.id {_OF_MEETING}"),
    "addition": ("a.meeting_id", f" JOIN addition AS a ON a.id = x.id {_OF_MEETING}"),
    "consent": ("x.id", " WHERE " + _UNTIED.format(kind=LinkKind.CONSENT, id="x.id")),
    "attachment": ("x.id", " WHERE " + _UNTIED.format(kind=LinkKind.ATTACHMENT, id="x.id")),
    "release_item": ("r.release_id", " JOIN release_item AS r ON r.id = x.id"),
    "release_visit": ("r.release_id", " JOIN release_visit AS r ON r.id = x.id"),
    "release_contact": ("r.release_id", " JOIN release_contact AS r ON r.id = x.id"),
    "school_case": ("x.id", " JOIN school_case AS c ON c.id = x.id WHERE c.state <> 'afsluttet'"),
    "task": (
        "x.id",
        " JOIN task AS k ON k.id = x.id WHERE (k.done_on IS NULL OR k.person_id IS NOT NULL OR "
        "k.source_kind IN ('meeting', 'agenda_item')) AND " + _SHARED_TASK,
    ),
}
"""What opens the record it belongs to. A closed case of the school and a done task of nobody stand on no screen; what
belongs to Exit is found there only."""
_FINDS_REMARK = (
    "SELECT 'person', id, id FROM "
    "(SELECT rowid AS id FROM person_search WHERE person_search MATCH '{{note}} : (' || :query || ')'{newest})"
)
_FINDS_NAMED = (
    "SELECT 'named', id, id FROM named",
    "SELECT 'talk', id, id FROM "
    "(SELECT id FROM talk WHERE person_id IN (SELECT id FROM named) ORDER BY +id DESC LIMIT :limit)",
    "SELECT 'release_case', id, id FROM release_case WHERE person_id IN (SELECT id FROM named)",
    _NAMED_TASKS.format(shared=_SHARED_TASK),
)
_OPENS = {
    **dict.fromkeys(("talk_agreement", "talk_follow_up"), HitKind.TALK),
    **dict.fromkeys(("release_item", "release_visit", "release_contact"), HitKind.RELEASE),
    "addition": HitKind.MEETING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """How the found rows of a table (``x``) are shown: SQL for each fact of a hit."""

    kind: HitKind
    day: str
    text: str
    id: str = "x.id"
    person: str = "p.id, p.first_name, p.last_name"
    code: str = "''"
    place: str = "''"
    meeting: str = "NULL"
    closed: str = "0"
    police_list: str = "0"
    joins: str = ""

    def sql(self, table: str) -> str:
        """Return the query for the ids in ``:ids``."""
        facts = (self.id, self.day, self.person, self.text, self.code, self.place, self.meeting, self.closed)
        columns = ", ".join((f"'{self.kind}'", *facts, self.police_list))
        return _SELECT.format(columns=columns, table=table, joins=self.joins)


_SELECT = "SELECT {columns} FROM {table} AS x {joins} WHERE x.id IN (SELECT value FROM json_each(:ids))"
_NOBODY = "NULL, '', ''"
_PERSON = "JOIN person AS p ON p.id = x.person_id"
_TALK = "JOIN talk AS t ON t.id = x.talk_id JOIN person AS p ON p.id = t.person_id"
_RELEASE = "JOIN release_case AS r ON r.id = x.release_id JOIN person AS p ON p.id = r.person_id"
_RELEASE_DAY = "coalesce({r}.released_on, {r}.expected_on, {r}.begun_on)"
_PLACE = "JOIN street_place AS s ON s.id = x.place_id"
_MEETING = "JOIN meeting AS m ON m.id = x.meeting_id JOIN forum AS f ON f.id = m.forum_id"
_TALK_DAY = "date(coalesce({t}.held_at, {t}.planned_at, {t}.changed_on))"
_POLICE_LIST = "f.kind = 'f01'".replace("f01", ForumKind.WEDNESDAY_GROUP)
_SHOWN = {
    "talk": _Shown(
        kind=HitKind.TALK,
        day=_TALK_DAY.format(t="x"),
        text="trim(x.reason || ' ' || x.mapping || ' ' || x.accountability || ' ' || x.measures)",
        code="x.state",
        joins=_PERSON,
    ),
    "talk_agreement": _Shown(
        kind=HitKind.TALK,
        id="t.id",
        day=_TALK_DAY.format(t="t"),
        text="trim(x.text || '. ' || x.who, ' .')",
        code="t.state",
        joins=_TALK,
    ),
    "talk_follow_up": _Shown(
        kind=HitKind.TALK, id="t.id", day=_TALK_DAY.format(t="t"), text="x.note", code="t.state", joins=_TALK
    ),
    "school_case": _Shown(
        kind=HitKind.CASE, day="x.received_on", text="trim(x.text || ' ' || x.note)", code="x.state", joins=_PERSON
    ),
    "task": _Shown(
        kind=HitKind.TASK,
        day="x.due",
        text="x.title",
        code="x.kind",
        meeting="m.id",
        closed="x.done_on IS NOT NULL",
        police_list=_POLICE_LIST,
        joins="LEFT " + _PERSON + " LEFT JOIN agenda_item AS i ON x.source_kind = 'agenda_item' AND i.id = x.source_id "
        "LEFT JOIN meeting AS m ON m.id = CASE x.source_kind WHEN 'meeting' THEN x.source_id ELSE i.meeting_id END "
        "LEFT JOIN forum AS f ON f.id = m.forum_id",
    ),
    "note": _Shown(kind=HitKind.NOTE, day="date(x.at)", text="x.text", joins=_PERSON),
    "person": _Shown(kind=HitKind.REMARK, day="x.created_on", person="x.id, x.first_name, x.last_name", text="x.note"),
    "contact": _Shown(
        kind=HitKind.CONTACT, day="x.contact_date", text="x.text", code="x.role", place="x.place", joins=_PERSON
    ),
    "meeting": _Shown(
        kind=HitKind.MEETING,
        day="date(x.starts_at)",
        person=_NOBODY,
        text="trim(x.title || ' ' || x.summary)",
        code="x.state",
        place="f.name",
        meeting="x.id",
        police_list=_POLICE_LIST,
        joins="JOIN forum AS f ON f.id = x.forum_id",
    ),
    "addition": _Shown(
        kind=HitKind.MEETING,
        id="m.id",
        day="date(m.starts_at)",
        person=_NOBODY,
        text="x.text",
        code="m.state",
        place="f.name",
        meeting="m.id",
        police_list=_POLICE_LIST,
        joins=_MEETING,
    ),
    "agenda_item": _Shown(
        kind=HitKind.ITEM,
        day="date(m.starts_at)",
        text="trim(x.title || '. ' || x.note || ' ' || x.outcome || ' ' || x.decision, ' .')",
        code="x.state",
        place="f.name",
        meeting="m.id",
        closed="x.closed",
        police_list=_POLICE_LIST,
        joins=_MEETING + " LEFT " + _PERSON,
    ),
    "meeting_line": _Shown(
        kind=HitKind.LINE,
        day="date(m.starts_at)",
        text="x.note",
        code="coalesce(x.decision, '')",
        place="f.name",
        meeting="m.id",
        police_list=_POLICE_LIST,
        joins=_MEETING + " JOIN contact AS c ON c.id = x.contact_id JOIN person AS p ON p.id = c.person_id",
    ),
    "forum": _Shown(
        kind=HitKind.FORUM,
        day="NULL",
        person=_NOBODY,
        text="x.purpose",
        place="x.name",
        police_list=_POLICE_LIST.replace("f.", "x."),
    ),
    "consent": _Shown(
        kind=HitKind.CONSENT, day="x.valid_to", text="x.note", closed="x.withdrawn_on IS NOT NULL", joins=_PERSON
    ),
    "guardian": _Shown(kind=HitKind.PARENT, day="NULL", text="x.name", code="x.relation", joins=_PERSON),
    "attachment": _Shown(
        kind=HitKind.DOCUMENT, day="date(x.added_at)", text="trim(x.title || '. ' || x.note, ' .')", joins=_PERSON
    ),
    "observation": _Shown(
        kind=HitKind.OBSERVATION,
        day="x.day",
        person=_NOBODY,
        text="trim(x.text || ' ' || x.action || ' ' || x.situational || ' ' || x.follow_up)",
        code="x.categories",
        place="s.name",
        joins=_PLACE,
    ),
    "situational_matter": _Shown(
        kind=HitKind.MATTER,
        day="x.reported_on",
        person=_NOBODY,
        text="x.what",
        code="x.kind",
        place="s.name",
        joins=_PLACE,
    ),
    "release_case": _Shown(
        kind=HitKind.RELEASE,
        day=_RELEASE_DAY.format(r="x"),
        text="trim(x.institution || '. ' || x.note, ' .')",
        code="x.state",
        joins=_PERSON,
    ),
    **{
        table: _Shown(
            kind=HitKind.RELEASE,
            id="r.id",
            day=_RELEASE_DAY.format(r="r"),
            text=text,
            code="r.state",
            joins=_RELEASE,
        )
        for table, text in (
            ("release_item", "trim(x.title || '. ' || x.note, ' .')"),
            ("release_visit", "trim(x.place || '. ' || x.note, ' .')"),
            ("release_contact", "x.note"),
        )
    },
}
SHOWN_SQL = {table: shown.sql(table) for table, shown in _SHOWN.items()}


def found_sql(words: str, *, content: bool = True) -> tuple[str, dict[str, Any]]:
    """Return the SQL that gives source, id and the id of the record it opens, and its values.

    Without ``content`` only persons, meetings and forums are looked for. No SQL where there are no words.
    """
    persons, values = persons_sql(words)
    if not persons:
        return "", {}
    parts = list(_FINDS_NAMED if content else _FINDS_NAMED[:1])
    parts += [_FINDS_REMARK.format(newest=NEWEST)] if content else []
    for source in (*_OPEN, *_CONTENT) if content else _OPEN:
        query = "dated" if source in _DAYS else "query"
        opens, more = _OWN.get(source, ("x.id", ""))
        match = _MATCH.format(source=source, query=query, newest=NEWEST)
        parts.append(_FINDS.format(source=source, opens=opens, match=match) + more)
    named = persons.replace(":query", ":persons")
    values = {**values, "persons": values["query"], "query": text_query(words), "dated": text_query(words, days=True)}
    return f"WITH named(id) AS MATERIALIZED ({named}{NEWEST}) {' UNION ALL '.join(parts)}", values


def find(connection: sa.Connection, words: str, shown: int, today: date, *, content: bool = True) -> Found:
    """Return the newest ``shown`` hits of every group with how many there are."""
    sql, values = found_sql(words, content=content)
    if not sql:
        return Found()
    sources: dict[str, dict[int, int]] = {}
    for source, row_id, opens in connection.exec_driver_sql(sql, {**values, "limit": COUNTED}):
        sources.setdefault(source, {})[row_id] = opens
    named = list(sources.pop("named", {}))
    rows = _rows(connection, SHOWN_PERSONS.format(found="SELECT value AS id FROM json_each(:ids)"), named[:shown])
    return Found(
        persons=tuple(person_hit(row, today) for row in rows),
        person_count=len(named),
        more_persons=len(named) >= COUNTED,
        groups=tuple(_groups(connection, sources, shown, today)),
    )


def _groups(
    connection: sa.Connection, sources: dict[str, dict[int, int]], shown: int, today: date
) -> Iterable[FoundGroup]:
    hits: dict[HitGroup, dict[tuple[HitKind, int], RecordHit]] = {}
    opened: dict[HitGroup, set[tuple[HitKind, int]]] = {}
    more: set[HitGroup] = set()
    for source, found in sources.items():
        kind = _OPENS.get(source) or HitKind(source)
        group = GROUP_OF[kind]
        opened.setdefault(group, set()).update((kind, one) for one in found.values())
        more |= {group} if len(found) >= COUNTED else set()
        newest = sorted(found, reverse=True)[: None if source in _BY_NEARNESS else shown]
        for row in _rows(connection, SHOWN_SQL[source], newest):
            hit = _hit(row)
            hits.setdefault(group, {}).setdefault((hit.kind, hit.id), hit)
    for group in HitGroup:
        if group in hits:
            nearest = sorted(hits[group].values(), key=partial(_order, today))
            yield FoundGroup(group=group, hits=tuple(nearest[:shown]), count=len(opened[group]), more=group in more)


def _order(today: date, hit: RecordHit) -> tuple[bool, int, int]:
    """Return what hits are sorted by: the newest first, meetings nearest today, open tasks by their deadline."""
    day = hit.day or today
    if GROUP_OF[hit.kind] is HitGroup.MEETINGS:
        return False, abs((day - today).days), -hit.id
    if hit.kind is HitKind.TASK and not hit.closed:
        return False, day.toordinal(), -hit.id
    return hit.closed and hit.kind is HitKind.TASK, -day.toordinal(), -hit.id


def _rows(connection: sa.Connection, sql: str, ids: Sequence[int]) -> list[Sequence[Any]]:
    return list(connection.exec_driver_sql(sql, {"ids": json.dumps(list(ids))})) if ids else []


def _hit(row: Sequence[Any]) -> RecordHit:
    kind, row_id, day, person_id, first, last, text, code, place, meeting_id, closed, police_list = row
    if kind == HitKind.TALK:
        code = TalkState(code).outward.value
    return RecordHit(
        kind=HitKind(kind),
        id=row_id,
        day=None if day is None else date.fromisoformat(day),
        person_id=None if person_id is None else PersonId(person_id),
        name=f"{first or ''} {last or ''}".strip(),
        text=text,
        code=code,
        place=place,
        meeting_id=meeting_id,
        closed=bool(closed),
        police_list=bool(police_list),
    )
