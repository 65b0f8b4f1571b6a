"""The sections beside the focus areas: parties, meeting, consent, threat level, funds, ratings, notes, papers."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from sspdesk.domain.exit_parts import ExitNote, FundsAnswer, Party
from sspdesk.domain.exit_stages import outcome_due
from sspdesk.domain.exits import ENDED, OutcomePoint
from sspdesk.i18n import _, ngettext
from sspdesk.labels import consents as consent_words
from sspdesk.labels import dates
from sspdesk.labels import exits as labels
from sspdesk.services.exit_views import CaseView
from sspdesk.ui.persons.side_parts import side_line
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.privacy import Privacy


def _small(text: str, tone: str = "muted") -> QLabel:
    return layouts.label(text, level="small", tone=tone, wrap=True)


def _call(run: Callable[[Any], None], value: Any, _checked: bool = False) -> None:
    run(value)


def _pen(title: str, run: Callable[[Any], None], value: Any, *, enabled: bool = True) -> IconButton:
    pen = IconButton(title, "notebook-pen", bare=True)
    pen.setEnabled(enabled)
    pen.clicked.connect(partial(_call, run, value))
    return pen


def parties(
    view: CaseView, privacy: Privacy, today: date, edit: Callable[[Any], None], remind: Callable[[Any], None]
) -> list[QWidget]:
    """Return the parties with their signatures; who has not signed is asked with one press."""
    rows = []
    for one in view.parties:
        who = "" if one.name == labels.party(one.role) else privacy.name(one.name)
        name = layouts.label(labels.party(one.role), level="medium", wrap=True)
        if one.signed_on is not None:
            signed = _("Signed {day}").format(day=dates.day_in_list(one.signed_on, today))
            under = _small(_told(who, signed))
            pen = _pen(_("Edit the party"), edit, one, enabled=not privacy.discreet)
            rows.append(side_line("circle-check", "ok", name, under, button=pen))
            continue
        box = QWidget()
        pen = _pen(_("Edit the party"), edit, one, enabled=not privacy.discreet)
        buttons: list[QWidget] = [pen]
        if not view.draft:
            ask = Button(_("Ask again") if one.reminded_on else _("Ask"), compact=True, name="remind_button")
            ask.clicked.connect(partial(_call, remind, one))
            buttons.insert(0, ask)
        box.setLayout(layouts.row(*buttons, spacing=4))
        rows.append(
            side_line("hourglass", "warn", name, _small(_told(who, _missing(one, view, today)), "warn"), button=box)
        )
    return rows


def _told(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _missing(party: Party, view: CaseView, today: date) -> str:
    if view.draft:
        return _("The agreement is a draft")
    if party.reminded_on is None:
        return _("Missing")
    return _("Missing, asked {day}").format(day=dates.day_in_list(party.reminded_on, today))


def facts(view: CaseView, privacy: Privacy) -> list[QWidget]:
    """Return who is the way into the municipality, the programme and its approval, the note, what the age tells."""
    who = layouts.label(privacy.name(view.contact), level="medium", wrap=True)
    rows = [side_line("contact-round", "muted", who, _small(_("Contact person in the municipality")))]
    approved = view.case.approved_on
    told = _("Approved {day}").format(day=dates.plain_day(approved)) if approved is not None else ""
    under = _told(told, view.case.approval_reference)
    programme = layouts.label(labels.programme(view.case.programme), wrap=True)
    rows.append(side_line("file-check-2", "muted", programme, *([_small(under)] if under else [])))
    if view.case.note:
        rows.append(side_line("notebook-pen", "muted", _small(privacy.text(view.case.note, view.person.name), "text")))
    if view.warning is not None and view.case.open:
        rows.append(side_line("info", "warn", _small(labels.age_warning(view.warning), "warn")))
    return rows


def meetings(view: CaseView, today: date, show: Callable[[Any], None]) -> list[QWidget]:
    """Return the next status meeting, which opens in the calendar's own page, and how many were held."""
    rows: list[QWidget] = []
    following = view.next_meeting(today)
    if following is not None:
        title = QWidget()
        link = Button(dates.moment(following.starts_at), kind=Kind.LINK, name="meeting_button")
        link.clicked.connect(partial(_call, show, following))
        title.setLayout(layouts.row(link, None))
        invited = ngettext("{count} participant", "{count} participants", view.invited).format(count=view.invited)
        under = _told(dates.week(following.starts_at.date()), following.place, invited if view.invited else "")
        rows.append(side_line("calendar-days", "muted", title, _small(under)))
    held = sum(not one.ahead for one in view.meetings)
    if held:
        rows.append(_small(_("Held until now: {count}").format(count=dates.number(held))))
    return rows


def consent(view: CaseView, today: date) -> list[QWidget]:
    """Return the consent that carries the course."""
    one = view.consent
    if one is None:
        return [side_line("triangle-alert", "warn", _small(_("No consent is chosen yet"), "warn"))]
    if one.valid_on(today):
        told = _("Holds until {day}").format(day=dates.day(one.valid_to))
        scope = consent_words.scope(view.covers)
        whom = _small(_("Covers {authorities}").format(authorities=", ".join(who.lower() for who, _what in scope)))
        whom.setToolTip("\n".join(f"{who}: {what}" for who, what in scope))
        return [side_line("circle-check", "ok", layouts.label(told, wrap=True), *([whom] if scope else []))]
    ended = one.withdrawn_on or one.valid_to
    told = _("Does not hold any more since {day}").format(day=dates.day(ended))
    return [side_line("triangle-alert", "warn", layouts.label(told, wrap=True))]


def threats(view: CaseView, today: date) -> list[QWidget]:
    """Return the police's assessments, the latest first, and that the grounds are not written."""
    rows: list[QWidget] = []
    for number, one in enumerate(view.threats):
        first = layouts.label(one.level, level="medium" if number == 0 else "", wrap=True)
        under = f"{dates.day_in_list(one.day, today)} · {one.police_contact}"
        rows.append(side_line("shield", "muted", first, _small(under)))
    if not rows:
        rows.append(side_line("hourglass", "warn", _small(_("Not assessed yet. The agreement is a draft."), "warn")))
    rows.append(side_line("scale", "muted", _small(_("The grounds for the level are not written here."))))
    return rows


def sides(view: CaseView, today: date, end: Callable[[Any], None]) -> list[QWidget]:
    """Return custody and safe house."""
    rows = []
    for one in reversed(view.sides):
        led = _("led by {who}").format(who=one.led_by) if one.led_by else ""
        if one.ended_on is None:
            under = " · ".join(
                part for part in (_("since {day}").format(day=dates.day_in_list(one.began_on, today)), led) if part
            )
            button = Button(_("Hand-over…"), compact=True, name="hand_over_button")
            button.clicked.connect(partial(_call, end, one))
            first = layouts.label(labels.side(one.kind), level="medium", wrap=True)
            rows.append(side_line("lock-keyhole", "warn", first, _small(under), button=button))
            continue
        span = f"{dates.day_in_list(one.began_on, today)} – {dates.day_in_list(one.ended_on, today)}"
        parts = [layouts.label(labels.side(one.kind), wrap=True), _small(span)]
        if one.handed_over:
            parts.append(_small(one.handed_over))
        rows.append(side_line("lock-open", "muted", *parts))
    return rows


def outcomes(view: CaseView, today: date, ask: Callable[[Any], None]) -> list[QWidget]:
    """Return what was found 3 and 12 months after the end, or when it can be told."""
    ended = view.case.ended_on
    if ended is None:
        return []
    found = {one.point: one for one in view.outcomes}
    rows = []
    for point in OutcomePoint:
        one, due = found.get(point), outcome_due(ended, point)
        title = layouts.label(labels.point(point), wrap=True)
        button = Button(_("Change…") if one else _("Write…"), compact=True, name=f"outcome_{point.months}_button")
        button.clicked.connect(partial(_call, ask, point))
        if one is not None:
            told = _small(f"{labels.question(point)} {labels.outcome_answer(one.answer)}")
            rows.append(side_line("circle-check", "ok", title, told, button=button if view.case.open else None))
        elif due <= today:
            told = _small(_("Can be told since {day}").format(day=dates.day_in_list(due, today)), "warn")
            rows.append(side_line("clock", "warn", title, told, button=button if view.case.open else None))
        else:
            told = _small(_("Waits until {day}").format(day=dates.day(due)))
            rows.append(side_line("hourglass", "muted", title, told))
    return rows


def funds(view: CaseView, today: date, edit: Callable[[Any], None], printed: Callable[[Any], None]) -> list[QWidget]:
    """Return the applications for funds."""
    looks = {FundsAnswer.GRANTED: ("circle-check", "ok"), FundsAnswer.PARTLY: ("circle-check", "ok"),
             FundsAnswer.REFUSED: ("circle-minus", "muted")}  # fmt: skip
    rows = []
    for one in view.funds:
        icon, tint = looks[one.answer] if one.answer is not None else ("wallet", "muted")
        first = layouts.label(f"{labels.amount(one.kroner)}, {one.purpose}", wrap=True)
        if one.answer is not None:
            granted = f" · {labels.amount(one.granted or 0)}" if one.answer is FundsAnswer.PARTLY else ""
            under = f"{labels.funds_answer(one.answer)}{granted}"
        elif one.sent_on is not None:
            under = _("Sent {day}, no answer yet").format(day=dates.day_in_list(one.sent_on, today))
        else:
            under = _("Not sent yet")
        box = QWidget()
        paper = IconButton(_("Print the application"), "printer", bare=True)
        paper.clicked.connect(partial(_call, printed, one))
        box.setLayout(layouts.row(paper, _pen(_("Edit the application"), edit, one), spacing=0))
        rows.append(side_line(icon, tint, first, _small(under), button=box))
    return rows


def ratings(view: CaseView, today: date) -> list[QWidget]:
    """Return the LS/RNR ratings."""
    rows = []
    for one in view.ratings:
        parts = [layouts.label(one.level, wrap=True), _small(f"{dates.day_in_list(one.day, today)} · {one.rater}")]
        if one.notes:
            parts.append(_small(one.notes))
        rows.append(side_line("list-checks", "muted", *parts))
    return rows


def notes(view: CaseView, privacy: Privacy, today: date, edit: Callable[[ExitNote], None]) -> list[QWidget]:
    """Return the notes, the newest first."""
    rows = []
    for one in view.notes:
        head = layouts.label(labels.note_kind(one.kind), level="medium", wrap=True)
        text = privacy.text(one.text, view.person.name)
        pen = _pen(_("Edit the note"), edit, one, enabled=not privacy.discreet)
        rows.append(
            side_line(
                "notebook-pen",
                "muted",
                head,
                _small(dates.day_in_list(one.day, today)),
                _small(text, "text"),
                button=pen,
            )
        )
    return rows


def documents(view: CaseView, today: date, show: Callable[[Any], None], remove: Callable[[Any], None]) -> list[QWidget]:
    """Return the signed papers that were scanned in."""
    rows = []
    for one in view.documents:
        title = QWidget()
        link = Button(one.link.title, kind=Kind.LINK, name="document_button")
        link.clicked.connect(partial(_call, show, one))
        title.setLayout(layouts.row(link, None))
        bin_button = IconButton(_("Remove the document"), "trash-2", bare=True)
        bin_button.clicked.connect(partial(_call, remove, one))
        day = dates.day_in_list(one.attachment.added_at.date(), today)
        paper = labels.paper(one.paper) if one.paper is not None else ""
        under = _told(paper if paper != one.link.title else "", _("scanned in {day}").format(day=day))
        rows.append(side_line("file-check-2", "muted", title, _small(under), button=bin_button))
    return rows


def papers(view: CaseView, privacy: Privacy, today: date) -> list[QWidget]:
    """Return the papers that left, with number and recipient."""
    rows = []
    for one in view.papers:
        under = _told(dates.day_in_list(one.at.date(), today), one.number)
        to = privacy.text(one.recipient, *(party.name for party in view.parties))
        rows.append(
            side_line("share-2", "muted", layouts.label(labels.paper(one.paper), wrap=True), _small(under), _small(to))
        )
    return rows


def has_outcomes(view: CaseView) -> bool:
    """Tell whether the outcomes are worth a section."""
    return view.case.state in ENDED or bool(view.outcomes) or view.case.ended_on is not None
