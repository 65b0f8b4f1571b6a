"""How Exit's rows look: cells and badges of the list and of the focus areas, stages of the stepper."""

from datetime import date

from sspdesk.domain.exit_parts import Focus, FocusStatus
from sspdesk.domain.exit_stages import ExitDue
from sspdesk.domain.exits import ENDED, ExitState, SideKind
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import exits as labels
from sspdesk.services.exit_views import CaseRow, CaseView, FocusRow
from sspdesk.ui.shared.cells import BadgeSpec, Cell
from sspdesk.ui.shared.stages import Stage

_STATES = {
    ExitState.ENQUIRY: ("circle-dot", "info"),
    ExitState.THREAT: ("hourglass", "warn"),
    ExitState.VISITATION: ("circle-dot", "info"),
    ExitState.APPROVED: ("notebook-pen", "info"),
    ExitState.AGREED: ("circle-check", "ok"),
    ExitState.COURSE: ("circle-dot", "info"),
    ExitState.COMPLETED: ("circle-check", "ok"),
    ExitState.INTERRUPTED: ("circle-minus", "neutral"),
    ExitState.CLOSED: ("archive", "neutral"),
}


def state_badge(state: ExitState) -> BadgeSpec:
    """Return where a case stands."""
    icon, tone = _STATES[state]
    return BadgeSpec(labels.state(state), icon, tone)


def confidential_badge() -> BadgeSpec:
    """Return the badge of every page of Exit."""
    return BadgeSpec(_("Confidential beyond the rest"), "lock", "warn")


def side_badge(kind: SideKind) -> BadgeSpec:
    """Return the badge of a side state."""
    return BadgeSpec(labels.side(kind), "lock-keyhole" if kind is SideKind.CUSTODY else "shield", "plum")


# -- the list --------------------------------------------------------------------------------------------------------


def name_cell(row: CaseRow) -> Cell:
    """Return who a case is about, with its number."""
    age = "" if row.age is None else dates.age(row.age)
    number = _("case {number}").format(number=row.case.number)
    return Cell(text=row.name, detail=age, is_name=True, strong=row.case.open, second=number)


def state_cell(row: CaseRow) -> Cell:
    """Return where a case stands, with its side state."""
    badges = [state_badge(row.case.state)]
    if row.side is not None:
        badges.append(side_badge(row.side.kind))
    return Cell(badges=tuple(badges))


def stage_cell(row: CaseRow, today: date) -> Cell:
    """Return the stage that is worked on and its day."""
    if row.stage is None:
        return Cell(detail=dates.day_in_list(row.case.changed_on, today))
    detail = labels.stage_detail(row.stage, today, row.case.planned_weeks)
    return Cell(text=labels.stage(row.stage.stage), second=detail)


def due_cell(row: CaseRow, today: date) -> Cell:
    """Return what is due next, and when."""
    if row.due is None:
        return Cell(detail=_("nothing due"))
    return Cell(text=labels.due(row.due), second=due_words(row.due, today), tint=due_tint(row.due.day, today))


def due_words(due: ExitDue, today: date) -> str:
    """Return the day something is due, and how far it is away."""
    told = (dates.day_in_list(due.day, today), dates.relative_day(due.day, today))
    return " · ".join(dict.fromkeys(told))


def due_tint(day: date, today: date) -> str:
    """Return the colour of a deadline."""
    return "danger" if day < today else "warn" if day == today else "text"


# -- focus areas -----------------------------------------------------------------------------------------------------


def area_cell(row: FocusRow) -> Cell:
    """Return a focus area with its icon."""
    area = row.focus.area
    return Cell(text=labels.area(area), icon=labels.AREA_ICONS[area], strong=True, wrap=True)


def status_cell(row: FocusRow) -> Cell:
    """Return how an area stands."""
    icon, tone = labels.STATUS_LOOKS[row.focus.status]
    return Cell(badges=(BadgeSpec(labels.status(row.focus.status), icon, tone),))


def focus_due(row: FocusRow, today: date) -> Cell:
    """Return an area's deadline, or the day it was managed."""
    focus = row.focus
    if focus.status is FocusStatus.DONE and focus.done_on is not None:
        told = _("managed {day}").format(day=dates.day_in_list(focus.done_on, today))
        return Cell(text=told, tint="muted", wrap=True)
    if row.task_done_on is not None:
        told = _("The task is done. What is next?")
        return Cell(text=dates.day_in_list(focus.due, today) if focus.due else "", second=told, tint="ok")
    if focus.due is None:
        return Cell(detail=_("no deadline"))
    return Cell(text=dates.day_in_list(focus.due, today), tint=due_tint(focus.due, today))


def focus_summary(view: CaseView) -> str:
    """Return how many areas stand how, e.g. "1 haster, 4 i gang, 1 klaret"."""
    told = []
    for status in FocusStatus:
        count = sum(row.focus.status is status for row in view.focus)
        if count:
            told.append(f"{dates.number(count)} {labels.status(status).lower()}")
    return ", ".join(told)


def unused(view: CaseView, focus: Focus | None) -> set[object]:
    """Return the areas that are in the plan already."""
    return {row.focus.area for row in view.focus if focus is None or row.focus.id != focus.id}


# -- the stepper -----------------------------------------------------------------------------------------------------


def stages(view: CaseView, today: date) -> list[Stage]:
    """Return the rings of the stepper."""
    rings = []
    for row in view.stages:
        state = "done" if row.done else "current" if row.current else "later"
        if view.case.state is ExitState.INTERRUPTED and row.stage.value == "forloeb":
            state = "ended"
        detail = labels.stage_detail(row, today, view.case.planned_weeks)
        if view.case.state not in ENDED and not row.done and not row.current and row.week is None:
            detail = ""
        rings.append(Stage(title=labels.stage(row.stage), detail=detail, state=state))
    return rings
