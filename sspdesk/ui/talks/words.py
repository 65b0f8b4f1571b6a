"""How talks read in the list and in the pane: cells, badges, stages, who takes part."""

from datetime import date

from sspdesk.domain.talk_records import FAMILY, Participant, Yes
from sspdesk.domain.talks import ENDED, TalkState
from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import talks as labels
from sspdesk.services.talk_list import TalkGroup, TalkRow, TalkView
from sspdesk.ui.shared.cells import BadgeSpec, Cell, GroupRow
from sspdesk.ui.shared.stages import Stage

_GROUPS = {
    TalkGroup.TO_OFFER: (N_("To be offered"), "circle", "warn"),
    TalkGroup.WAITING: (N_("Waiting for an answer"), "hourglass", "info"),
    TalkGroup.TO_HOLD: (N_("To be held"), "calendar-days", "ok"),
    TalkGroup.FOLLOWED: (N_("Followed up"), "circle-dot", "info"),
    TalkGroup.ENDED: (N_("Ended"), "circle-check", "muted"),
}
_PATH = (
    (TalkState.RECOMMENDED, N_("Recommended")),
    (TalkState.OFFERED, N_("Offered")),
    (TalkState.ACCEPTED, N_("Answer, as a stage")),
    (TalkState.PLANNED, N_("Planned")),
    (TalkState.HELD, N_("Held, as a stage")),
    (TalkState.FOLLOW_UP, N_("Follow-up, as a stage")),
    (TalkState.CLOSED, N_("Ended")),
)


def group(value: TalkGroup) -> str:
    """Return the words for what is next."""
    return _(_GROUPS[value][0])


def group_row(value: TalkGroup, count: int) -> GroupRow:
    """Return a heading of the list."""
    title, icon, tint = _GROUPS[value]
    said = ngettext("{count} talk", "{count} talks", count).format(count=count)
    return GroupRow(title=_(title), detail=said, icon=icon, tint=tint)


def name_cell(row: TalkRow) -> Cell:
    """Return whom the talk is about; under it what it is and from where."""
    parts = [labels.kind(row.talk.kind), row.place]
    age = dates.age(row.age) if row.age is not None else ""
    return Cell(text=row.name, detail=age, is_name=True, strong=True, second=" · ".join(filter(None, parts)))


def state_badge(state: TalkState) -> BadgeSpec:
    """Return a talk's state as a badge."""
    return BadgeSpec(labels.state(state), labels.state_icon(state), labels.state_tone(state))


def state_cell(row: TalkRow) -> Cell:
    """Return the state, and who has the talk."""
    return Cell(badges=(state_badge(row.talk.state),))


def responsible_cell(row: TalkRow) -> Cell:
    """Return who holds the talk."""
    return Cell(text=row.responsible or _("you"), is_name=bool(row.responsible), tint="muted")


def due_cell(row: TalkRow, today: date) -> Cell:
    """Return the next deadline, or the day it ended."""
    if row.due is None:
        shown = row.talk.changed_on if row.talk.state in ENDED else None
        return Cell(detail=dates.day_in_list(shown, today) if shown is not None else "")
    return Cell(badges=(due_badge(row.due, today),))


def due_badge(due: date, today: date) -> BadgeSpec:
    """Return a deadline as a badge: passed, today, or the date."""
    said = dates.relative_day(due, today)
    if due < today:
        return BadgeSpec(said, "octagon-alert", "danger")
    return BadgeSpec(said, "clock" if due == today else "calendar-days", "warn" if due == today else "neutral")


def stages(view: TalkView, today: date) -> list[Stage]:
    """Return the stages of a talk with the day each was reached; an ending takes the place of what is left."""
    state = view.talk.state.outward
    path = [one for one, _title in _PATH]
    answered = (TalkState.DECLINED, TalkState.NO_REPLY)
    here = path.index(TalkState.ACCEPTED) if state in answered else path.index(state) if state in path else -1
    if here < 0:
        here = len(path) - 1
    found = []
    for number, (stage, title) in enumerate(_PATH):
        day = _day_of(view, stage)
        detail = dates.day_in_list(day, today) if day is not None else ""
        shown = "done" if number < here and day is not None else "later"
        words = _(title)
        if number == here:
            shown = "ended" if state in ENDED else "current"
            words = labels.state(state) if state in ENDED or state is TalkState.ACCEPTED else words
            here_on = day if day is not None and state is TalkState.PLANNED else view.talk.changed_on
            detail = dates.day_in_list(here_on, today)
        elif number > here and state in ENDED:
            detail = ""
        found.append(Stage(title=words, detail=detail, state=shown))
    return found


def _day_of(view: TalkView, stage: TalkState) -> date | None:
    if stage is TalkState.PLANNED and view.talk.planned_at is not None:
        return view.talk.planned_at.date()
    if stage is TalkState.HELD and view.talk.held_at is not None:
        return view.talk.held_at.date()
    return view.reached(stage)


def participant_lines(one: Participant) -> tuple[str, str, str, str]:
    """Return a participant's role, the line under the name, its tone and an icon."""
    parts, tone, icon = [], "muted", "user-round"
    if one.leads:
        parts.append(_("holds the talk"))
    if one.role in FAMILY:
        parts.append(labels.yes(one.yes))
        icon, tone = {
            Yes.GIVEN: ("circle-check", "ok"),
            Yes.REFUSED: ("circle-minus", "muted"),
            Yes.NOT_ASKED: ("hourglass", "warn"),
            Yes.NOT_NEEDED: ("user-round", "muted"),
        }[one.yes]
    elif one.basis_code:
        parts.append(_("on consent") if one.basis_code == "SAMT" else _("on a legal basis"))
    if one.came is not None:
        parts.append(_("came") if one.came else _("did not come"))
    return labels.role(one.role), " · ".join(parts), tone, icon
