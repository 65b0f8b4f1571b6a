"""The year wheel's reminders (domain.md § 2.4): each can be switched on, and is then a task that comes again."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.feeds import Feed
from sspdesk.domain.ids import FeedId
from sspdesk.domain.log import Action
from sspdesk.domain.tasks import DeadlineRule, Rule, Source, SourceKind, Task, TaskKind
from sspdesk.services import tasks
from sspdesk.services.tasks import NewTask
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """One reminder and, when it is switched on, the day of its open task."""

    feed: Feed
    reminded_on: date | None = None


def listed(uow: UnitOfWork) -> list[FeedRow]:
    """Return all reminders by date."""
    found = []
    for feed in uow.feeds.listed():
        tasks_open = uow.tasks.of_source(_source(feed), open_only=True)
        found.append(FeedRow(feed=feed, reminded_on=tasks_open[0].due if tasks_open else None))
    return found


def save(uow: UnitOfWork, feed: Feed) -> Outcome[Feed]:
    """Store a reminder of one's own or the changes of one; a switched-on one gets its task anew.

    Raises DomainError("feed_title_missing", "title") or ("feed_days", "days_before").
    """
    title = " ".join(feed.title.split())
    if not title:
        raise DomainError("feed_title_missing", "title")
    if not 0 <= feed.days_before <= 365 or not 0 <= feed.every_months <= 120:
        raise DomainError("feed_days", "days_before")
    stored = uow.feeds.save(replace(feed, title=title))
    tasks.drop_of(uow, _source(stored))
    if stored.active:
        _remind(uow, stored)
    uow.log(Action.CHANGE if feed.id else Action.CREATE, "feed", stored.id)
    return uow.outcome(stored)


def switch(uow: UnitOfWork, feed_id: FeedId, *, on: bool) -> Outcome[Feed]:
    """Switch a reminder on or off. One whose day has passed is put forward to the next time it comes round."""
    feed = uow.feeds.get(feed_id)
    while on and feed.due < uow.today:
        following = feed.next_due()
        if following is None:
            break
        feed = replace(feed, due=following)
    return save(uow, replace(feed, active=on))


def _remind(uow: UnitOfWork, feed: Feed) -> Task:
    """Make the task: it is due ``days_before`` the day, never in the past, and repeats as the reminder does."""
    due = max(feed.due - timedelta(days=feed.days_before), uow.today)
    return tasks.plan(
        uow,
        NewTask(
            kind=TaskKind.YEAR_WHEEL,
            title=feed.title,
            source=_source(feed),
            due=due,
            repeat=Rule(DeadlineRule.MONTHS, feed.every_months) if feed.every_months else None,
        ),
    )


def _source(feed: Feed) -> Source:
    return Source(SourceKind.FEED, feed.id)
