"""The consultant's own figures about talks: offered, answered, held, how long it took; by school and quarter."""

from dataclasses import dataclass

import sspdesk
from sspdesk.domain.street_counts import Span
from sspdesk.domain.talk_statistics import NO_SCHOOL, TalkCounts, by_quarter, by_school, counted
from sspdesk.domain.talk_summary import OTHERS, on_paper
from sspdesk.i18n import _
from sspdesk.labels import talk_charts
from sspdesk.reports import talk_statistics as report
from sspdesk.reports.talk_statistics import TalkFigures
from sspdesk.services import paper_heads
from sspdesk.services.paper_heads import OpenPaper
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolCounts:
    """One school's talks; without a name those of nobody's school."""

    school_id: int
    name: str
    counts: TalkCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkStatistics:
    """All that the page shows of a period."""

    span: Span
    total: TalkCounts
    quarters: tuple[tuple[Span, TalkCounts], ...]
    schools: tuple[SchoolCounts, ...]


def statistics(uow: UnitOfWork, span: Span) -> TalkStatistics:
    """Count the talks first offered in a period, as they stand today."""
    cells = uow.talks.cells(span, uow.today)
    schools = by_school(cells)
    names = uow.institutions.many(one for one in schools if one != NO_SCHOOL)
    return TalkStatistics(
        span=span,
        total=counted(cells),
        quarters=tuple(one for one in by_quarter(cells, span) if one[0].first <= uow.today or one[1].offered),
        schools=tuple(
            SchoolCounts(school_id=one, name=names[one].name if one in names else "", counts=counts)
            for one, counts in schools.items()
        ),
    )


def paper(uow: UnitOfWork, span: Span) -> OpenPaper[TalkFigures]:
    """Return a period's figures for paper: small counts hidden so that none can be computed (domain.md § 4.3)."""
    found = statistics(uow, span)
    shown = on_paper(
        found.total, {one.school_id: one.counts for one in found.schools}, [one for _q, one in found.quarters]
    )
    names = {one.school_id: one.name or _("Without a school") for one in found.schools} | {OTHERS: _("Other schools")}
    figures = TalkFigures(
        paper=paper_heads.open_letterhead(uow),
        period=talk_charts.period(span),
        first=span.first,
        last=span.last,
        shown=shown,
        schools=tuple(names[one] for one in shown.schools) if shown is not None else (),
        quarters=tuple(talk_charts.quarter(one) for one, _counts in found.quarters),
        version=sspdesk.__version__,
    )
    return OpenPaper(
        data=figures, draw=report.render, number=f"samtaler-{span.first.isoformat()}-{span.last.isoformat()}"
    )
