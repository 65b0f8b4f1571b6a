"""Corrects when a talk was held; the deadlines counted from it move along."""

from dataclasses import replace
from datetime import date, datetime

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import TalkId
from sspdesk.domain.log import Action
from sspdesk.domain.talks import Talk, TalkState, Transition, check_held_on, check_talk
from sspdesk.domain.tasks import Anchor, AnchorKind
from sspdesk.services import tasks
from sspdesk.storage.unit_of_work import UnitOfWork


def held_span(uow: UnitOfWork, talk: Talk) -> tuple[date, date]:
    """Return the first and the last day a talk can have been held: after what led to it, before what followed it."""
    moves = uow.transitions.of_talk(talk.id)
    at = _held_move(moves)
    before = [move.day for move in moves[:at]]
    after = [move.day for move in moves[at + 1 :]]
    after += [one.day for one in uow.follow_ups.of_talk(talk.id)]
    after += [one for one in (talk.notify_checked_on, talk.read_on) if one is not None]
    return max(before, default=date.min), min(after, default=uow.today)


def move_held(uow: UnitOfWork, talk_id: TalkId, at: datetime) -> Outcome[Talk]:
    """Correct when the talk was held; open follow-ups counted from it move along.

    Raises DomainError beside ``on`` when it lies ahead, before what led to it, or after what followed.
    """
    talk = uow.talks.get(talk_id)
    if talk.held_at is None:
        raise DomainError("talk_not_held")
    check_held_on(at.date(), held_span(uow, talk), uow.today)
    still_there = talk.state is TalkState.HELD
    changed = replace(talk, held_at=at, changed_on=at.date() if still_there else talk.changed_on)
    check_talk(changed, uow.today)
    stored = uow.talks.save(changed)
    moves = uow.transitions.of_talk(talk_id)
    uow.transitions.save(replace(moves[_held_move(moves)], day=at.date()))
    tasks.move_anchor(uow, Anchor(at.date(), AnchorKind.TALK_HELD, talk_id))
    uow.log(Action.CHANGE, "talk", talk_id, person=talk.person_id)
    return uow.outcome(stored)


def _held_move(moves: list[Transition]) -> int:
    return next(number for number, move in enumerate(moves) if move.to_state is TalkState.HELD)
