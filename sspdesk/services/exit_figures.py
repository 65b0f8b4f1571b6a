"""Counts Exit's figures, for the screen in full, and for paper with small counts hidden."""

from dataclasses import dataclass, replace
from functools import partial

import sspdesk
from sspdesk.domain.exit_figures import LEAST, Share, agreements, by_programme, older_share, outcome_share
from sspdesk.domain.exits import ExitState, OutcomePoint, Programme
from sspdesk.domain.log import Action
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import exits as words
from sspdesk.reports.exit_figures import FiguresReport, ReportRow
from sspdesk.services.exit_views import overview
from sspdesk.services.paper_heads import open_letterhead
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure in words: its number, of how many, what waits, what it was before, and how it is counted."""

    code: str
    title: str
    value: str
    counted: str = ""
    waiting: str = ""
    baseline: str = ""
    definition: str = ""
    paper: str = ""
    """The number as it may stand on paper."""
    whole: bool = True
    """Whether what stands beside the number may stand on paper too: it tells of nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPaper:
    """The figures for the screen, and the report that is printed."""

    rows: tuple[FigureRow, ...]
    report: FiguresReport


def gather(uow: UnitOfWork) -> FiguresPaper:
    """Count the figures over every case in the vault."""
    rows = (*_outcomes(uow), *_programmes(uow), _older(uow), *_agreements(uow), _places(uow))
    uow.log(Action.OPEN, "exit_case", None, rows=len(rows))
    return FiguresPaper(
        rows=rows,
        report=FiguresReport(
            paper=open_letterhead(uow),
            period=_period(uow),
            version=sspdesk.__version__,
            rows=tuple(
                ReportRow(
                    code=one.code,
                    title=one.title,
                    value=one.paper,
                    counted=one.counted if one.whole and one.paper == one.value else "",
                    waiting=one.waiting if one.whole and one.paper == one.value else "",
                    baseline=one.baseline,
                    definition=one.definition,
                )
                for one in rows
            ),
        ),
    )


def _outcomes(uow: UnitOfWork) -> list[FigureRow]:
    cases = uow.exits.cases.listed()
    found = uow.exits.outcomes.by_case(one.id for one in cases)
    answers = {case_id: {one.point: one.answer for one in rows} for case_id, rows in found.items()}
    share = partial(outcome_share, cases, answers, today=uow.today)
    return [
        _share(
            "IND-16",
            _("Not charged within a year"),
            share(OutcomePoint.TWELVE_MONTHS),
            baseline=_("Copenhagen, early 2014: 42 %"),
            definition=_(
                "Not charged with new serious or violent crime within 12 months after the course ended, of all whose "
                "course ended at least 12 months ago. The figure is a success rate."
            ),
        ),
        _share(
            "IND-17",
            _("In education or work after 3 months"),
            share(OutcomePoint.THREE_MONTHS),
            baseline=_("Copenhagen, early 2014: 45 %"),
            definition=_(
                "In education, work or an activity towards it 3 months after the course ended, of all whose course "
                "ended at least 3 months ago."
            ),
        ),
    ]


def _share(code: str, title: str, one: Share, *, baseline: str = "", definition: str = "") -> FigureRow:
    value = "–" if one.share is None else dates.percent(one.share)
    counted = _("{good} of {counted}").format(good=dates.number(one.good), counted=dates.number(one.counted))
    waits = []
    if one.unknown:
        waits.append(_("{count} not known").format(count=dates.number(one.unknown)))
    if one.waiting:
        waits.append(_("{count} wait").format(count=dates.number(one.waiting)))
    return FigureRow(
        code=code,
        title=title,
        value=value,
        counted=counted,
        waiting=", ".join(waits),
        baseline=baseline,
        definition=definition,
        paper=value if one.share is None or one.fit_for_paper else _("hidden"),
    )


def _count(code: str, title: str, count: int, definition: str, baseline: str = "") -> FigureRow:
    value = dates.number(count)
    paper = value if count == 0 or count >= LEAST else f"<{LEAST}"
    return FigureRow(code=code, title=title, value=value, paper=paper, definition=definition, baseline=baseline)


def _programmes(uow: UnitOfWork) -> list[FigureRow]:
    cases = uow.exits.cases.listed()
    moves = uow.exits.moves.by_case(one.id for one in cases)
    begun = {key for key, rows in moves.items() if any(one.to_state is ExitState.COURSE for one in rows)}
    told = _("Courses that were begun, by programme.")
    before = {
        Programme.EXIT: _("Copenhagen 2010-2014: 80"),
        Programme.FRAMEWORK: _("Copenhagen 2010-2014: 14"),
        Programme.KIV: _("Copenhagen 2010-2014: 72"),
    }
    counts = by_programme(cases, begun)
    rows = [
        _count(
            "IND-18", _("Courses: {programme}").format(programme=words.programme(one)), counts[one], told, before[one]
        )
        for one in Programme
    ]
    gain = FigureRow(
        code="IND-19",
        title=_("Gain for each citizen (information only)"),
        value="–",
        paper="–",
        baseline=_("Copenhagen's analysis of 2014: up to 298,000 kr. where 40 % succeed"),
        definition=_("An outside analysis of costs and benefits; it is not counted here."),
    )
    return [*rows, gain]


def _older(uow: UnitOfWork) -> FigureRow:
    cases = uow.exits.cases.listed()
    persons = uow.persons.many(one.person_id for one in cases)
    born = {int(key): uow.persons.final(one.id).birth_date for key, one in persons.items()}
    return _share(
        "IND-20",
        _("Enquiries from persons over 25"),
        older_share(cases, born),
        baseline=_("Copenhagen 2015: about 10 %"),
        definition=_("Enquiries from persons over 25 on the day it was received, of all enquiries."),
    )


def _agreements(uow: UnitOfWork) -> list[FigureRow]:
    cases = uow.exits.cases.listed()
    ends = (ExitState.COMPLETED, ExitState.INTERRUPTED)
    ended_as = {
        key: one.to_state
        for key, rows in uow.exits.moves.by_case(one.id for one in cases).items()
        for one in rows
        if one.to_state in ends
    }
    found = agreements(cases, ended_as)
    told = _("Agreements by how they stand today; a closed case counts by how its course ended.")
    return [
        _count("L-13", _("Exit agreements: active"), found.active, told),
        _count("L-13", _("Exit agreements: completed"), found.completed, told),
        _count("L-13", _("Exit agreements: interrupted"), found.interrupted, told),
    ]


def _places(uow: UnitOfWork) -> FigureRow:
    told = overview(uow)
    row = _count("", _("Waiting for an agreement"), told.waiting, _("Enquiries before the agreement."))
    if not told.capacity:
        return row
    used = _("{used} of {places} places in use")
    counted = used.format(used=dates.number(told.active), places=dates.number(told.capacity))
    return replace(row, counted=counted, whole=told.active == 0 or told.active >= LEAST)


def _period(uow: UnitOfWork) -> str:
    """Return the years the cases were received in; a day would tell of one of them."""
    years = sorted({one.received_on.year for one in uow.exits.cases.listed()})
    return "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
