"""The sections of one talk: what comes next, offers, participants, minutes, agreements, follow-ups, what happened."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from sspdesk.domain.talk_records import Agreement, AgreementState
from sspdesk.domain.tasks import Task
from sspdesk.i18n import _
from sspdesk.labels import consents, dates
from sspdesk.labels import talks as labels
from sspdesk.labels import tasks as task_labels
from sspdesk.labels.errors import explain
from sspdesk.services.consents import refusal
from sspdesk.services.talk_list import TalkView
from sspdesk.ui.persons.side_parts import side_line
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.panels import Badge
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.talks import words

_AGREEMENT_LOOK = {
    AgreementState.OPEN: ("circle", "muted"),
    AgreementState.KEPT: ("circle-check", "ok"),
    AgreementState.NOT_KEPT: ("circle-minus", "muted"),
}


def _small(text: str, tone: str = "muted") -> QLabel:
    return layouts.label(text, level="small", tone=tone, wrap=True)


def deadlines(view: TalkView, today: date, edit: Callable[[Task], None]) -> list[QWidget]:
    """Return the talk's open deadlines: what, how the day is found, and a badge."""
    rows = []
    for row in view.tasks:
        task = row.task
        told = [task_labels.how_found(task, today, row.moved), task.override_reason, task_labels.repeats(task)]
        badge = Badge()
        if task.due is not None:
            badge.set_badge(words.due_badge(task.due, today))
        badge.setVisible(task.due is not None)
        said = " · ".join(part for part in told if part)
        when = QWidget()
        when.setLayout(layouts.row(badge, None))
        parts = [layouts.label(task_labels.title(task), wrap=True), when]
        if said:
            parts.append(_small(said))
        pen = IconButton(_("Change the task"), "notebook-pen", bare=True)
        pen.clicked.connect(partial(_call, edit, task))
        rows.append(side_line("list-checks", "muted", *parts, button=pen))
    return rows


def offers(view: TalkView, today: date) -> list[QWidget]:
    """Return the offers with their answers."""
    rows = []
    for offer in view.offers:
        first, second = labels.offer_line(offer, today)
        icon = "hourglass" if offer.answer is None else "messages-square"
        rows.append(side_line(icon, "muted", layouts.label(first, wrap=True), _small(second)))
    return rows


def participants(view: TalkView, privacy: Privacy, edit: Callable[[int], None]) -> list[QWidget]:
    """Return everybody who takes part."""
    rows = []
    for one in view.participants:
        role, under, tone, icon = words.participant_lines(one)
        name = layouts.label(f"{privacy.name(one.name)}, {role}", wrap=True)
        button = IconButton(_("Edit participant"), "notebook-pen", bare=True)
        button.setEnabled(not privacy.discreet)
        button.clicked.connect(partial(_call, edit, one.id))
        parts = [name, *([_small(under)] if under else [])]
        told = view.uncovered.get(one.id)
        if told is not None:
            icon, tone = "ban", "danger"
            said = explain(refusal(told)) if privacy.discreet else consents.why(told)
            parts.append(_small(said, "danger"))
        rows.append(side_line(icon, tone, *parts, button=button))
    return rows


def minutes(view: TalkView, privacy: Privacy) -> list[QWidget]:
    """Return the three phases as they are written; discreet display leaves them out."""
    talk = view.talk
    phases = (
        (_("1. Mapping"), talk.mapping),
        (_("2. Making responsible"), talk.accountability),
        (_("3. Measures"), talk.measures),
    )
    rows: list[QWidget] = []
    for title, text in phases:
        box = QWidget()
        shown = privacy.text(text, view.person.name) if text else _("Nothing written yet")
        body = layouts.label(shown, wrap=True, selectable=True, tone="" if text else "muted")
        body.setAccessibleName(f"{title}: {shown}")
        box.setLayout(layouts.column(layouts.label(title, level="label"), body, spacing=2))
        rows.append(box)
    return rows


def agreements(
    view: TalkView,
    privacy: Privacy,
    today: date,
    edit: Callable[[Agreement], None],
    judge: Callable[[Agreement, AgreementState], None],
) -> list[QWidget]:
    """Return what was agreed, with buttons to say whether it was kept."""
    rows = []
    for one in view.agreements:
        icon, tint = _AGREEMENT_LOOK[one.state]
        due = dates.day_in_list(one.due, today) if one.due is not None else ""
        told = " · ".join(filter(None, (privacy.text(one.who, view.person.name), due, _judged(one))))
        parts: list[QWidget] = [layouts.label(privacy.text(one.text, view.person.name), wrap=True)]
        if told:
            late = one.state is AgreementState.OPEN and one.due is not None and one.due < today
            parts.append(_small(told, "danger" if late else "muted"))
        buttons = QWidget()
        tools: list[QWidget] = []
        if one.state is AgreementState.OPEN:
            for verb, state in ((_("Kept"), AgreementState.KEPT), (_("Not kept"), AgreementState.NOT_KEPT)):
                button = Button(verb, kind=Kind.LINK)
                button.clicked.connect(partial(_call, judge, one, state))
                tools.append(button)
        else:
            button = Button(_("Open again"), kind=Kind.LINK)
            button.clicked.connect(partial(_call, judge, one, AgreementState.OPEN))
            tools.append(button)
        pen = IconButton(_("Edit agreement"), "notebook-pen", bare=True)
        pen.setEnabled(not privacy.discreet)
        pen.clicked.connect(partial(_call, edit, one))
        buttons.setLayout(layouts.row(*tools, pen, spacing=8))
        rows.append(side_line(icon, tint, *parts, button=buttons))
    return rows


def _short(basis: str) -> str:
    """Return a legal basis without what stands in brackets behind it."""
    return basis.split(" (", maxsplit=1)[0]


def _judged(one: Agreement) -> str:
    return "" if one.state is AgreementState.OPEN else labels.agreement_state(one.state).lower()


def follow_ups(view: TalkView, privacy: Privacy, today: date, remove: Callable[[int], None]) -> list[QWidget]:
    """Return the contacts after the talk, the latest first."""
    rows = []
    for one in sorted(view.follow_ups, key=lambda entry: (entry.day, entry.id), reverse=True):
        told = f"{dates.day_in_list(one.day, today)} · {labels.channel(one.channel)}"
        button = IconButton(_("Remove the follow-up"), "trash-2", bare=True)
        button.clicked.connect(partial(_call, remove, one.id))
        note = layouts.label(privacy.text(one.note, view.person.name), wrap=True)
        rows.append(side_line("phone", "muted", note, _small(told), button=button))
    return rows


def notifications(view: TalkView, today: date, edit: Callable[[int], None]) -> list[QWidget]:
    """Return the check on the duty to notify, and the notifications that were sent."""
    talk, rows = view.talk, []
    if talk.notify_check is not None and talk.notify_checked_on is not None:
        told = dates.day_in_list(talk.notify_checked_on, today)
        check = layouts.label(labels.notify_check(talk.notify_check), wrap=True)
        rows.append(
            side_line("circle-check", "ok", check, _small(" · ".join(filter(None, (told, talk.notify_reason)))))
        )
    for one in view.notifications:
        sent = _("Sent {day} to {recipient}").format(day=dates.day_in_list(one.sent_on, today), recipient=one.recipient)
        parts = [
            _("receipt {day}").format(day=dates.day_in_list(one.receipt_on, today)) if one.receipt_on else "",
            _("journal no. {number}").format(number=one.journal_number) if one.journal_number else "",
        ]
        told = " · ".join(filter(None, parts)) or _("No receipt yet")
        button = IconButton(_("Edit the notification"), "notebook-pen", bare=True)
        button.clicked.connect(partial(_call, edit, one.id))
        icon, tint = ("circle-check", "ok") if one.receipt_on else ("hourglass", "warn")
        rows.append(side_line(icon, tint, layouts.label(sent, wrap=True), _small(told), button=button))
    return rows


def course(view: TalkView, privacy: Privacy, today: date) -> list[QWidget]:
    """Return every move, the latest first: day, who decided, on which basis, and the note."""
    rows = []
    for move in reversed(view.transitions):
        moved = move.from_state is move.to_state
        name = layouts.label(_("The time was moved") if moved else labels.state(move.to_state), level="medium")
        told = " · ".join(
            (
                dates.day_in_list(move.day, today),
                move.decided_by,
                _short(view.bases.get(move.basis_code, move.basis_code)),
            )
        )
        parts: list[QWidget] = [name, _small(told)]
        if move.note:
            parts.append(layouts.label(privacy.text(move.note, view.person.name), wrap=True))
        rows.append(side_line(labels.state_icon(move.to_state), "muted", *parts))
    return rows


def _call(run: Callable[..., None], *values: object) -> None:
    run(*[value for value in values if not isinstance(value, bool)])
