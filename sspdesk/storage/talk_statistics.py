"""Counts the talks offered in a period, and says which talks lie behind a number; SQLite counts."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.street_counts import Span
from sspdesk.domain.talk_records import OfferAnswer
from sspdesk.domain.talk_statistics import NO_SCHOOL, Answer, Held, TalkCell, TalksMeant
from sspdesk.domain.talks import TalkOrigin
from sspdesk.domain.tasks import SourceKind, TaskKind
from sspdesk.storage import schema

_ANSWERS = {
    OfferAnswer.ACCEPTED.value: Answer.YES,
    OfferAnswer.DECLINED.value: Answer.NO,
    OfferAnswer.NO_REPLY.value: Answer.SILENT,
}


def _due_later(kind: TaskKind, today: date) -> sa.ColumnElement[bool]:
    """Return whether a talk has an open task of a kind whose day has not passed."""
    task = schema.task.c
    of_talk = sa.and_(task.source_kind == SourceKind.TALK, task.source_id == schema.talk.c.id)
    return sa.exists().where(of_talk, task.kind == kind, task.done_on.is_(None), task.due >= today)


def _facts(span: Span, today: date) -> sa.Subquery:
    """Return what is known of every talk first offered in a period."""
    offer, talk, person = schema.talk_offer.c, schema.talk.c, schema.person.c
    later = schema.talk_offer.alias("later")
    answer = (
        sa.select(sa.cast(later.c.answer, sa.String))
        .where(later.c.talk_id == talk.id, later.c.answer.is_not(None))
        .order_by(later.c.id.desc())  # a later offer has a higher id, and the index is in that order
        .limit(1)
        .scalar_subquery()
    )
    line, contact = schema.meeting_line, schema.contact
    held_day = sa.func.julianday(sa.func.date(talk.held_at))
    columns = (
        talk.id,
        sa.case((person.protected, NO_SCHOOL), else_=sa.func.coalesce(person.school_id, NO_SCHOOL)).label("school_id"),
        offer.offered_on,
        answer.label("answer"),
        talk.held_at.is_not(None).label("was_held"),
        _due_later(TaskKind.AWAIT_REPLY, today).label("reply_later"),
        _due_later(TaskKind.HOLD_TALK, today).label("hold_later"),
        sa.exists().where(later.c.talk_id == talk.id, later.c.number > 1).label("again"),
        (talk.origin == TalkOrigin.WEDNESDAY).label("listed"),
        sa.cast(held_day - sa.func.julianday(contact.c.received_on), sa.Integer).label("days"),
    )
    source = (
        schema.talk_offer.join(schema.talk, offer.talk_id == talk.id)
        .join(schema.person, talk.person_id == person.id)
        .outerjoin(line, talk.line_id == line.c.id)
        .outerjoin(contact, line.c.contact_id == contact.c.id)
    )
    first = sa.and_(offer.number == 1, offer.offered_on.between(span.first, span.last))
    select = sa.select(*columns).select_from(source).where(first)
    return select.limit(-1).subquery("facts")  # a limit keeps SQLite from asking the same of a talk several times


def _judged(span: Span, today: date) -> sa.Subquery:
    """Return the talks with their answer and what became of a yes, as ``domain.talk_statistics`` defines them."""
    facts = _facts(span, today).c
    answer = sa.case(
        (facts.was_held, Answer.YES.value),
        *((facts.answer == said, meant.value) for said, meant in _ANSWERS.items()),
        (facts.reply_later, Answer.WAITING.value),
        else_=Answer.UNKNOWN.value,
    )
    held = sa.case(
        (facts.was_held, Held.HELD.value),
        (facts.answer != OfferAnswer.ACCEPTED.value, None),
        (facts.answer.is_(None), None),
        (facts.hold_later, Held.WAITING.value),
        else_=Held.MISSING.value,
    )
    days = sa.case((sa.and_(facts.listed, facts.was_held), facts.days))
    return sa.select(
        facts.id, facts.school_id, facts.offered_on, answer.label("answer"), held.label("held"), facts.again,
        facts.listed, days.label("days"),
    ).subquery("judged")  # fmt: skip


def cells(connection: sa.Connection, span: Span, today: date) -> list[TalkCell]:
    """Return the talks first offered in a period, counted by everything a page or paper shows."""
    judged = _judged(span, today).c
    year, month = sa.extract("year", judged.offered_on), sa.extract("month", judged.offered_on)
    keys: tuple[Any, ...] = (
        *(judged.school_id, year.label("year"), month.label("month"), judged.answer, judged.held),
        *(judged.again, judged.listed, judged.days),
    )
    select = sa.select(*keys, sa.func.count()).group_by(*keys)
    return [
        TalkCell(
            *(row[0], row[1], row[2], Answer(row[3]), None if row[4] is None else Held(row[4])),
            *(bool(row[5]), bool(row[6]), row[7], row[8]),
        )
        for row in connection.execute(select)
    ]


def behind(meant: TalksMeant, today: date) -> sa.Select[Any]:
    """Return a select of the ids of the talks behind a number."""
    judged = _judged(meant.span, today).c
    select = sa.select(judged.id)
    if meant.school_id is not None:
        select = select.where(judged.school_id == meant.school_id)
    if meant.answer is not None:
        select = select.where(judged.answer == meant.answer.value)
    if meant.held is not None:
        select = select.where(judged.held == meant.held.value)
    if meant.again:
        select = select.where(judged.again)
    if meant.timed:
        select = select.where(judged.days.is_not(None))
    return select
