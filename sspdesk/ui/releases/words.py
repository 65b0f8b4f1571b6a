"""How releases read on the screen: the list's cells, the stages with their days, a meeting's and a member's words."""

from datetime import date

from sspdesk.domain.meetings import MeetingState
from sspdesk.domain.releases import ORDER, Custody, Release, ReleaseState
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import releases as labels
from sspdesk.services.release_view import MeetingRow, MemberRow, ReleaseRow, ReleaseView
from sspdesk.ui.shared.cells import BadgeSpec, Cell
from sspdesk.ui.shared.stages import Stage

_TONES = {
    ReleaseState.INMATE: "warn",
    ReleaseState.RELEASED: "ok",
    ReleaseState.FOLLOW_UP: "ok",
    ReleaseState.CLOSED: "neutral",
}


def state_badge(state: ReleaseState) -> BadgeSpec:
    """Return a stage as a badge."""
    return BadgeSpec(labels.state(state), labels.STATE_ICONS[state], _TONES.get(state, "info"))


def name_cell(row: ReleaseRow) -> Cell:
    """Return who it is about, with age, and where they are under it."""
    case = row.case
    age = dates.age(row.age) if row.age is not None else ""
    place = case.institution if case.inside else ""
    second = " · ".join(one for one in (age, labels.custody(case.custody) if case.inside else "", place) if one)
    return Cell(text=row.name, second=second, is_name=True, strong=True)


def state_cell(row: ReleaseRow) -> Cell:
    """Return the stage."""
    return Cell(badges=(state_badge(row.case.state),))


def release_cell(row: ReleaseRow, today: date) -> Cell:
    """Return the day of the release and how far away it is."""
    day = row.case.release_day
    if day is None:
        return Cell(text="–", second=_("no day of release yet"), tint="muted")
    count, to = labels.countdown(row.case, today)
    return Cell(text=dates.day_in_list(day, today), second=f"{count} {to}")


def due_cell(row: ReleaseRow, today: date) -> Cell:
    """Return what is due next and when."""
    if row.due is None:
        return Cell(text=_("Nothing due"), tint="muted")
    late = row.due < today
    tint = "danger" if late else "warn" if row.due == today else "text"
    icon = "octagon-alert" if late else "clock" if row.due == today else "calendar-days"
    return Cell(
        text=dates.relative_day(row.due, today),
        second=row.what,
        tint=tint,
        icon=icon,
        icon_tint=tint if tint != "text" else "muted",
    )


def consent_cell(row: ReleaseRow) -> Cell:
    """Return how many of those with a function the consents keep out."""
    if not row.case.open:
        return Cell(text=labels.ending(row.case.ending) if row.case.ending else "", tint="muted")
    if not row.outside:
        return Cell(text="", tint="muted")
    words = ngettext("{count} without consent", "{count} without consent", row.outside)
    return Cell(badges=(BadgeSpec(words.format(count=row.outside), "ban", "danger"),))


# -- one case --------------------------------------------------------------------------------------------------------


def stages(view: ReleaseView, today: date) -> list[Stage]:
    """Return the stages with the day each was reached, or is expected."""
    reached = {move.to_state: move.day for move in view.moves}
    here = ORDER.index(view.case.state)
    found = []
    for number, state in enumerate(ORDER):
        if number == here:
            which = "ended" if state is ReleaseState.CLOSED else "current"
        else:
            been = state in reached or state is ReleaseState.INMATE
            which = "done" if number < here and been else "later"
        day = reached.get(state) or (view.case.expected_on if state is ReleaseState.RELEASED else None)
        detail = dates.day_in_list(day, today) if day is not None else ""
        found.append(Stage(title=labels.short_state(state), detail=detail, state=which))
    return found


def subtitle(view: ReleaseView) -> str:
    """Return the muted words beside the name: where, why, who leads."""
    case = view.case
    parts = [
        labels.custody(case.custody) if case.inside else "",
        case.institution if case.inside else "",
        _("prison service {name}").format(name=view.leading) if view.leading else "",
    ]
    return " · ".join(filter(None, parts))


def possible(case: Release) -> str:
    """Return the line under the count-down: the possible parole, where it is known and lies ahead."""
    if case.custody is Custody.REMAND or case.possible_on is None or not case.inside:
        return ""
    return _("possible parole {day}").format(day=dates.day_short(case.possible_on))


def meeting_badge(row: MeetingRow, today: date) -> BadgeSpec:
    """Return how a meeting stands."""
    meeting = row.meeting
    if meeting.state is MeetingState.CANCELLED:
        return BadgeSpec(_("cancelled"), "circle-x")
    if meeting.over:
        return BadgeSpec(_("held"), "circle-check", "ok")
    if meeting.starts_at.date() < today:
        return BadgeSpec(_("to be written up"), "triangle-alert", "warn")
    return BadgeSpec(dates.relative_day(meeting.starts_at.date(), today), "calendar-days", "accent")


def member_look(row: MemberRow, *, meeting: bool) -> tuple[str, str, str, str]:
    """Return icon, tint, what is said under the name, and what stands on the right."""
    if row.invited and not row.topics:
        return "ban", "danger", labels.why_not(row.missing), _("Must not take part")
    if row.topics:
        right = (_("Invited") if row.invited else _("May be invited")) if meeting else ""
        return "circle-check", "ok", labels.covered_by(row.topics), right
    if row.missing:
        return "ban", "danger", labels.why_not(row.missing), ""
    return "circle-minus", "muted", _("None of the meeting's topics"), ""
