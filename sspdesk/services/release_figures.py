"""The figures of releases: L-12 and the deadlines, with due windows and what is not known (domain.md §§ 4.1-4.3)."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

import sspdesk
from sspdesk.domain.intervals import Interval
from sspdesk.domain.release_figures import Count, Figure, PaperRow, on_paper
from sspdesk.domain.release_records import ContactPoint, Known, ReleaseContact
from sspdesk.domain.releases import Release
from sspdesk.domain.suppression import figure as alone
from sspdesk.domain.tasks import date_after
from sspdesk.labels import release_figures as words
from sspdesk.labels import talk_charts
from sspdesk.reports import release_figures as report
from sspdesk.reports.release_figures import FigureLine, ReleaseFigures
from sspdesk.services import paper_heads, tasks
from sspdesk.services.paper_heads import OpenPaper
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a period of releases."""

    first: date
    last: date
    released: int
    open_cases: int
    counts: tuple[Count, ...]


def figures(uow: UnitOfWork, first: date, last: date) -> Figures:
    """Return the figures of the releases from ``first`` to ``last``; deleted cases are not in them any more."""
    cases = uow.releases.released_between(first, last)
    contacts: dict[int, list[ReleaseContact]] = {}
    for one in uow.release_contacts.of_releases([case.id for case in cases]):
        contacts.setdefault(one.release_id, []).append(one)
    window = _Window(uow, cases, contacts)
    return Figures(
        first=first,
        last=last,
        released=len(cases),
        open_cases=len(uow.releases.listed()),
        counts=(
            window.with_plan(),
            window.plan_in_time(),
            window.contact(Figure.FIRST_CONTACT, ContactPoint.FIRST, Interval.RELEASE_CONTACT_1),
            window.contact(Figure.SECOND_CONTACT, ContactPoint.THREE_MONTHS, Interval.RELEASE_CONTACT_2),
            *(window.known(figure) for figure in (Figure.HOUSING, Figure.SUPPORT, Figure.OCCUPATION)),
        ),
    )


def usual_period(today: date) -> tuple[date, date]:
    """Return the year so far."""
    return date(today.year, 1, 1), today


# -- on paper --------------------------------------------------------------------------------------------------------


def paper(uow: UnitOfWork, first: date, last: date) -> OpenPaper[ReleaseFigures]:
    """Return a period's figures for paper, with their definitions and without small counts."""
    found = figures(uow, first, last)
    data = ReleaseFigures(
        paper=paper_heads.open_letterhead(uow),
        first=first,
        last=last,
        released=talk_charts.figure(alone(found.released)),
        open_cases=talk_charts.figure(alone(found.open_cases)),
        lines=tuple(_line(one) for one in on_paper(found.released, found.counts)),
        version=sspdesk.__version__,
    )
    return OpenPaper(data=data, draw=report.render, number=f"loesladelser-{first.isoformat()}-{last.isoformat()}")


def _line(row: PaperRow) -> FigureLine:
    one = row.count
    return FigureLine(
        name=words.name(one.figure),
        definition=words.definition(one.figure),
        share=words.share_alone(one) if row.shown else words.hidden(),
        part=words.number(one.part) if row.shown else "",
        whole=words.number(one.whole) if row.shown else "",
        unknown=talk_charts.figure(row.unknown) if row.shown else "",
        waiting=words.number(one.waiting) if row.shown else "",
    )


# -- counting --------------------------------------------------------------------------------------------------------

_ANSWER = {Figure.HOUSING: "housing", Figure.SUPPORT: "support", Figure.OCCUPATION: "occupation"}
_LATE = timedelta(days=14)
"""How long after its deadline a contact still counts as the one it was meant to be, for the three questions."""


class _Window:
    def __init__(self, uow: UnitOfWork, cases: list[Release], contacts: dict[int, list[ReleaseContact]]) -> None:
        self._uow, self._cases, self._contacts = uow, cases, contacts
        self._days = tasks.days(uow)

    def with_plan(self) -> Count:
        """L-12: released with a plan of action ready on or before the day of the release, of all released."""
        part = sum(
            one.planned_on is not None and one.released_on is not None and one.planned_on <= one.released_on
            for one in self._cases
        )
        return Count(figure=Figure.WITH_PLAN, part=part, whole=len(self._cases))

    def plan_in_time(self) -> Count:
        """D-GL2: a plan ready by its deadline, of those released whose imprisonment is known."""
        part = unknown = whole = 0
        for one in self._cases:
            if one.imprisoned_on is None:
                unknown += 1
                continue
            whole += 1
            due = self._due(one.imprisoned_on, Interval.RELEASE_PLAN)
            part += one.planned_on is not None and one.planned_on <= due
        return Count(figure=Figure.PLAN_IN_TIME, part=part, whole=whole + unknown, unknown=unknown)

    def _due(self, day: date, interval: Interval) -> date:
        rule = tasks.interval(self._uow, interval)
        return date_after(day, rule, self._days) or day

    def contact(self, figure: Figure, point: ContactPoint, interval: Interval) -> Count:
        """D-GL7: reached by the deadline, of those whose deadline has passed; without an entry it is unknown."""
        part = whole = waiting = unknown = 0
        for one in self._cases:
            due = self._due(one.released_on or date.max, interval)
            found = [two for two in self._contacts.get(one.id, []) if two.point is point]
            if due >= self._uow.today:
                waiting += 1
                continue
            whole += 1
            unknown += not found
            part += any(two.reached and two.day <= due for two in found)
        return Count(figure=figure, part=part, whole=whole, waiting=waiting, unknown=unknown)

    def known(self, figure: Figure) -> Count:
        """A roof, money, something to do: yes at three months, of those whose three months and two weeks passed."""
        part = whole = waiting = unknown = 0
        for one in self._cases:
            released = one.released_on or date.max - relativedelta(months=4)
            if released + relativedelta(months=3) + _LATE >= self._uow.today:
                waiting += 1
                continue
            whole += 1
            found = [two for two in self._contacts.get(one.id, []) if two.point is ContactPoint.THREE_MONTHS]
            answers = {getattr(two, _ANSWER[figure]) for two in found}
            unknown += not answers & {Known.YES, Known.NO}
            part += Known.YES in answers
        return Count(figure=figure, part=part, whole=whole, waiting=waiting, unknown=unknown)
