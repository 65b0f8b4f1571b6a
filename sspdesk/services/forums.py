"""Keeps the forums: who meets, who is invited, the usual agenda, and the three ready-made set-ups."""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from sspdesk.domain.agenda import ItemKind
from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import Forum, ForumColour, ForumItem, ForumKind, Member, check_forum
from sspdesk.domain.ids import ForumId, ProfessionalId
from sspdesk.domain.log import Action
from sspdesk.domain.people import Professional
from sspdesk.resource import resource
from sspdesk.services import open_names
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumView:
    """A forum with its members, its usual agenda and how many meetings it has ahead."""

    forum: Forum
    members: tuple[Professional, ...]
    items: tuple[ForumItem, ...]
    ahead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """One ready-made way to organise a municipality: its words, and the forums it uses."""

    code: str
    title: str
    text: str
    kinds: tuple[ForumKind, ...]


def listed(uow: UnitOfWork, *, with_inactive: bool = False) -> list[Forum]:
    """Return the forums in their order."""
    return uow.forums.listed(with_inactive=with_inactive)


def view(uow: UnitOfWork, forum_id: ForumId) -> ForumView:
    """Return a forum with all that its settings show."""
    forum = uow.forums.get(forum_id)
    return ForumView(
        forum=forum,
        members=tuple(members(uow, forum)),
        items=tuple(uow.forum_items.of_forum(forum_id)),
        ahead=sum(one.ahead and one.starts_at >= uow.now for one in uow.meetings.of_forum(forum_id)),
    )


def members(uow: UnitOfWork, forum: Forum) -> list[Professional]:
    """Return the active professionals who are invited to every meeting, in Danish order."""
    if forum.has_police_list:
        return uow.professionals.wednesday_group()
    wanted = {one.professional_id for one in uow.members.of_forum(forum.id)}
    return [one for one in uow.professionals.listed() if one.id in wanted]


def save(
    uow: UnitOfWork,
    forum: Forum,
    *,
    member_ids: Collection[ProfessionalId] | None = None,
    items: Sequence[ForumItem] | None = None,
    names_confirmed: bool = False,
) -> Outcome[Forum]:
    """Store a forum with its members and usual agenda (None: as they are).

    Raises DomainError("forum_never_persons"), ("forum_has_persons"), ("forum_in_use"), ("wednesday_group_stays"),
    ("name_missing"), ("name_taken"), ("person_not_in_this_forum"), or ("names_in_open_text") unless confirmed.
    """
    forum = check_forum(forum)
    others = [one for one in uow.forums.listed(with_inactive=True) if one.id != forum.id]
    if any(one.name.casefold() == forum.name.casefold() for one in others):
        raise DomainError("name_taken", "name")
    if forum.id:
        _check_change(uow, uow.forums.get(forum.id), forum)
    texts, known = _words(uow, forum, items or ())
    open_names.refuse(uow, forum, texts, known, confirmed=names_confirmed)
    stored = uow.forums.save(forum)
    if member_ids is not None:
        _set_members(uow, stored, set(member_ids))
    if items is not None:
        _set_items(uow, stored, items)
    uow.log(Action.CHANGE if forum.id else Action.CREATE, "forum", stored.id)
    return uow.outcome(stored)


def names_in(uow: UnitOfWork, forum: Forum, items: Sequence[ForumItem]) -> tuple[str, ...]:
    """Return the names of persons that ``save`` would stop at."""
    texts, known = _words(uow, forum, items)
    return open_names.found(uow, forum, texts.values(), known)


def _words(uow: UnitOfWork, forum: Forum, items: Sequence[ForumItem]) -> tuple[dict[str, str], list[str]]:
    """Return the texts a forum is to have, by field, and those that stand there already.

    A forum in which persons could be named till now brings the texts of all its agendas along.
    """
    texts = {
        "name": forum.name,
        "purpose": forum.purpose,
        "items": " . ".join(word for one in items for word in (one.title, one.note)),
    }
    before = uow.forums.get(forum.id) if forum.id else None
    if before is None:
        return texts, []
    if before.may_name_persons and not forum.may_name_persons:
        agendas = uow.agenda.of_meetings([one.id for one in uow.meetings.of_forum(forum.id)])
        texts["may_name_persons"] = " . ".join(word for one in agendas for word in open_names.words_of(one).values())
        return texts, []
    usual = uow.forum_items.of_forum(forum.id)
    return texts, [before.name, before.purpose, *(word for one in usual for word in (one.title, one.note))]


def _check_change(uow: UnitOfWork, before: Forum, after: Forum) -> None:
    if before.kind is ForumKind.WEDNESDAY_GROUP:
        if after.kind is not before.kind or not after.active or not after.may_name_persons:
            raise DomainError("wednesday_group_stays", "active")
        return
    if before.active and not after.active:
        ahead = [one for one in uow.meetings.of_forum(before.id) if one.ahead and one.starts_at >= uow.now]
        if ahead:
            raise DomainError("forum_in_use", "active")
    if before.may_name_persons and not after.may_name_persons:
        items = uow.agenda.of_meetings([one.id for one in uow.meetings.of_forum(before.id)])
        if any(one.person_id is not None or one.kind is ItemKind.PERSON for one in items):
            raise DomainError("forum_has_persons", "may_name_persons")


def _set_members(uow: UnitOfWork, forum: Forum, wanted: set[ProfessionalId]) -> None:
    if forum.has_police_list:
        for one in uow.professionals.listed(with_inactive=True):
            if one.in_wednesday_group != (one.id in wanted):
                uow.professionals.save(replace(one, in_wednesday_group=one.id in wanted))
        return
    present = {one.professional_id: one for one in uow.members.of_forum(forum.id)}
    for professional_id, member in present.items():
        if professional_id not in wanted:
            uow.members.remove(member.id)
    uow.members.add_many(
        [Member(forum_id=forum.id, professional_id=one) for one in sorted(wanted) if one not in present]
    )


def _set_items(uow: UnitOfWork, forum: Forum, wanted: Sequence[ForumItem]) -> None:
    kept = {one.id for one in wanted if one.id}
    for old in uow.forum_items.of_forum(forum.id):
        if old.id not in kept:
            uow.forum_items.remove(old.id)
    for number, one in enumerate(wanted, 1):
        title = " ".join(one.title.split())
        if not title:
            raise DomainError("item_title_missing", "title")
        if one.kind is ItemKind.PERSON and not forum.may_name_persons:
            raise DomainError("person_not_in_this_forum", "kind")
        if one.kind is ItemKind.POLICE_LIST and not forum.has_police_list:
            raise DomainError("police_list_elsewhere", "kind")
        uow.forum_items.save(replace(one, forum_id=forum.id, number=number, title=title))


# -- the three set-ups -----------------------------------------------------------------------------------------------


def set_ups() -> tuple[SetUp, ...]:
    """Return the three ready-made ways to organise a municipality."""
    return tuple(
        SetUp(
            code=one["code"],
            title=one["title"],
            text=one["text"],
            kinds=tuple(ForumKind(kind) for kind in one["forums"]),
        )
        for one in _templates()["setup"]
    )


def apply_set_up(uow: UnitOfWork, code: str) -> Outcome[int]:
    """Bring the forums of a set-up into use and make those that are missing; return how many came.

    Nothing is taken away: forums that the set-up does not use stay as they are.
    """
    chosen = next(one for one in set_ups() if one.code == code)
    known = {one["kind"]: one for one in _templates()["forum"]}
    came = 0
    for kind in chosen.kinds:
        there = uow.forums.of_kind(kind)
        if there and there[0].active:
            continue
        if there:
            uow.forums.save(replace(there[0], active=True))
        else:
            _make(uow, known[kind.value])
        came += 1
    uow.log(Action.CHANGE, "forum", None, came=came)
    return uow.outcome(came)


def _make(uow: UnitOfWork, words: dict[str, Any]) -> None:
    forum = uow.forums.add(
        Forum(
            kind=ForumKind(words["kind"]),
            name=words["name"],
            colour=ForumColour(words["colour"]),
            chair=words["chair"],
            members=words["members"],
            purpose=words["purpose"],
            basis=words["basis"],
            cadence=words["cadence"],
            usual_start=time.fromisoformat(words["start"]),
            usual_minutes=words["minutes"],
            may_name_persons=words.get("persons", False),
        )
    )
    uow.forum_items.add_many(
        [
            ForumItem(forum_id=forum.id, number=number, kind=ItemKind(kind), title=title, minutes=minutes)
            for number, (kind, title, minutes) in enumerate(words["agenda"], 1)
        ]
    )


def _templates() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(resource("forums.toml").read_text(encoding="utf-8"))
