"""Gathers the first page of the day, and the day list that can be printed."""

from dataclasses import dataclass, replace

from sspdesk.domain.calendar import EntryKind, Period
from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.names import initials
from sspdesk.domain.persons import Person
from sspdesk.domain.tasks import DueGroup
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import tasks as words
from sspdesk.labels.disclosures import DAY_LIST_PURPOSE
from sspdesk.reports import day_list as report
from sspdesk.reports.day_list import DayEntry, DayList, DayTask
from sspdesk.services import calendar, disclosures, next_meeting, paper_heads, retention, street_retention, tasks
from sspdesk.services.disclosures import Leaving
from sspdesk.services.next_meeting import NextMeeting
from sspdesk.services.paper_heads import basis_warning
from sspdesk.services.retention import DueSummary
from sspdesk.services.street_names import NameFinder
from sspdesk.services.tasks import Due, TaskRow
from sspdesk.storage.unit_of_work import UnitOfWork

_SHOWN = 60
_PRINTED = (DueGroup.OVERDUE, DueGroup.TODAY, DueGroup.WEEK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Everything the first page shows."""

    week: Period
    """The week's appointments; its deadlines stand below."""
    deadlines: tuple[Due, ...]
    meeting: NextMeeting | None
    deletions: tuple[DueSummary, ...]

    def of(self, group: DueGroup) -> Due:
        """Return the deadlines of one group."""
        return next(one for one in self.deadlines if one.group is group)


def view(uow: UnitOfWork, *, mine: bool = False) -> Today:
    """Return the page as it is now; ``mine`` leaves out what somebody else is responsible for."""
    return Today(
        week=_week(uow),
        deadlines=tasks.deadlines(uow, mine=mine, limit=_SHOWN),
        meeting=next_meeting.find(uow),
        deletions=(*retention.due_summary(uow), *street_retention.due(uow)),
    )


def _week(uow: UnitOfWork) -> Period:
    found = calendar.week(uow, uow.today)
    return replace(found, entries=tuple(one for one in found.entries if one.kind is not EntryKind.TASK))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayListPaper:
    """The day list ready to be rendered. Without initials nobody stands on it, and it leaves openly."""

    data: DayList
    leaving: Leaving | None
    number: str
    warning: str = ""

    @property
    def names(self) -> bool:
        """Initials at most stand on it."""
        return False

    def render(self) -> bytes:
        """Return the PDF; needs no database."""
        return report.render(self.data)

    def render_discreet(self) -> bytes:
        """Return the same: it is fit for discreet display as it is."""
        return self.render()


def day_list(uow: UnitOfWork, *, with_initials: bool) -> DayListPaper:
    """Return the day's list: appointments and deadlines of the week, without names or with initials."""
    found = view(uow)
    rows = [(due.group, row) for due in found.deadlines if due.group in _PRINTED for row in due.rows]
    ids = [row.task.person_id for _group, row in rows if row.task.person_id is not None] if with_initials else []
    persons = uow.persons.many(ids)
    leaving = None
    number, warning = _("day list"), ""
    head = paper_heads.open_letterhead(uow)
    if ids:
        leaving = Leaving(
            document=Document.DAY_LIST,
            channel=Channel.PRINT,
            recipient=uow.settings().consultant or uow.user,
            purpose=_(DAY_LIST_PURPOSE),
            fields=(Field.INITIALS, Field.TASK, Field.DEADLINE),
            persons=tuple(dict.fromkeys(ids)),
        )
        number = disclosures.next_number(uow)
        head, warning = disclosures.letterhead(uow, leaving, number), basis_warning(uow, leaving)
    finder = NameFinder(uow, colleagues=True)
    data = DayList(
        paper=head,
        day=uow.today,
        entries=tuple(
            DayEntry(day=entry.day, clock=entry.starts.time() if entry.timed else None, title=entry.title)
            for entry in found.week.entries
            if entry.day >= uow.today and not entry.cancelled
        ),
        tasks=tuple(_task(group, row, persons, finder) for group, row in rows),
        initials=with_initials,
    )
    return DayListPaper(data=data, leaving=leaving, number=number, warning=warning)


def _task(group: DueGroup, row: TaskRow, persons: dict[int, Person], finder: NameFinder) -> DayTask:
    """Return a deadline as it is printed; one about a person, or naming one, stands with the words for its kind."""
    person = persons.get(row.task.person_id) if row.task.person_id is not None else None
    told = words.title(row.task)
    about_a_person = row.task.person_id is not None or bool(finder.found([told]))
    return DayTask(
        group=words.due_group(group),
        title=words.kind(row.task.kind) if about_a_person else told,
        who=initials(person.first_name, person.last_name) if person is not None else "",
        due=dates.day(row.task.due) if row.task.due is not None else "",
        responsible=row.responsible,
    )
