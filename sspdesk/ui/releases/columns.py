"""The three columns of a case: consent with who may be invited, the checklist, meetings with visits and contacts."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from sspdesk.domain.meetings import MeetingState
from sspdesk.domain.release_records import ItemState, VisitState
from sspdesk.i18n import _, ngettext
from sspdesk.labels import consents as consent_words
from sspdesk.labels import dates
from sspdesk.labels import releases as labels
from sspdesk.labels import tasks as task_words
from sspdesk.services.release_checklist import ItemRow
from sspdesk.services.release_view import MeetingRow, MemberRow, ReleaseView
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.releases import words
from sspdesk.ui.releases.parts import Column, heading, line
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.cells import BadgeSpec
from sspdesk.ui.shared.fields import CheckBox
from sspdesk.ui.shared.panels import Badge


class ConsentColumn(Column):
    """What the citizen said yes to, topic by topic, and who may therefore be invited."""

    member_chosen = Signal(object)
    consent_asked = Signal(object)
    invite_pressed = Signal(object)
    take_off_pressed = Signal(object)
    copy_pressed = Signal(object)
    add_pressed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("Consent"), _("New consent…"))
        self._context = context

    def show_case(self, view: ReleaseView, today: date) -> None:
        """Show a case's consents."""
        until = _("holds until {day}").format(day=dates.day(view.until)) if view.until else _("nothing given yet")
        self.set_detail(until)
        self.link_button.setEnabled(not self._context.privacy.discreet and view.case.open)
        self.show_parts([self._topics(view), *self._members(view, today)])

    def _topics(self, view: ReleaseView) -> QWidget:
        rows: list[layouts.Part] = [
            layouts.label(_("The citizen said yes to share:"), level="small", tone="muted"),
        ]
        wanted = {topic for row in view.members for topic in row.admission.member.topics}
        for topic, authorities in view.covered.items():
            lacking = [
                row.admission.member.authority
                for row in view.members
                if topic in row.admission.member.topics and row.admission.member.authority not in authorities
            ]
            if not authorities and topic not in wanted:
                continue
            flow = layouts.FlowLayout(spacing=4)
            for one in authorities:
                flow.addWidget(Badge(consent_words.authority(one), "check", "accent"))
            for one in dict.fromkeys(lacking):
                flow.addWidget(Badge(consent_words.authority(one), "x", "outline"))
            name = layouts.label(consent_words.topic(topic), level="medium", wrap=True)
            name.setFixedWidth(theme.px(128))
            pair = layouts.row(name, flow, spacing=8)
            pair.setStretch(1, 1)
            rows.append(pair)
        if len(rows) == 1:
            rows.append(layouts.label(_("Nothing yet. Nobody can be invited before a consent is written."), wrap=True))
        return layouts.box(layouts.column(*rows, spacing=6, margins=(12, 10, 12, 10)))

    def _members(self, view: ReleaseView, today: date) -> Iterator[QWidget]:
        coming = view.next
        title = _("Who takes part")
        detail = ""
        if coming is not None:
            title = _("Meeting {number}").format(number=coming.number)
            detail = dates.moment_short(coming.meeting.starts_at)
        add = self.add_pressed.emit if view.case.open else None
        yield heading(title, detail, link=_("Add…"), run=add)
        if not view.members:
            yield line("users-round", "muted", _("Nobody yet"), _("Add those with a function in the release."))
        for row in sorted(view.members, key=lambda one: not (one.invited and not one.topics)):
            yield self._member(view, row)  # who must not take part any more stands first
        yield line("info", "muted", _("Only people the consent covers get the invitation."), strong=False)

    def _member(self, view: ReleaseView, row: MemberRow) -> QWidget:
        privacy, member = self._context.privacy, row.admission.member
        icon, tint, said, right = words.member_look(row, meeting=view.next is not None)
        title = f"{privacy.name(row.admission.name)}, {consent_words.authority(member.authority).lower()}"
        blocked = tint == "danger"
        if row.outdated:
            outdated = _("The printed paper is outdated.")
            said = f"{said}. {outdated}"
        buttons = self._buttons(view, row, blocked=blocked)
        return line(
            icon,
            tint,
            title,
            said,
            right="" if buttons and blocked else right,
            tone="danger" if blocked else "warn" if row.outdated else "muted",
            role="blocked" if blocked else "",
            buttons=buttons,
        )

    def _buttons(self, view: ReleaseView, row: MemberRow, *, blocked: bool) -> list[QWidget]:
        found: list[tuple[QWidget, Callable[[], None]]] = []
        coming = view.next
        shown = view.case.open and not self._context.privacy.discreet
        if shown and coming is not None and coming.meeting.ahead and row.topics and not row.invited:
            found.append(
                (Button(_("Invite"), compact=True, name="invite_button"), lambda: self.invite_pressed.emit(row))
            )
        if shown and row.invited and not row.topics:
            off = Button(_("Take off"), compact=True, name="take_off_button")
            found.append((off, lambda: self.take_off_pressed.emit(row)))
        elif shown and blocked:
            ask = Button(_("Ask for consent"), compact=True, name="ask_consent_button")
            found.append((ask, lambda: self.consent_asked.emit(row)))
        if shown and coming is not None and row.topics:
            found.append(
                (IconButton(_("Print their paper"), "printer", bare=True), lambda: self.copy_pressed.emit(row))
            )
        if shown:
            edit = IconButton(_("Edit participant"), "notebook-pen", bare=True)
            found.append((edit, lambda: self.member_chosen.emit(row)))
        for button, run in found:
            button.clicked.connect(partial(_run, run))  # type: ignore[attr-defined]  # both kinds of button have it
        return [button for button, _run_it in found]


def _run(run: Callable[[], None], _checked: bool = False) -> None:
    run()


class ChecklistColumn(Column):
    """The checklist by group; a square ticks a point, its words open it."""

    ticked = Signal(object, bool)
    item_chosen = Signal(object)

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("Checklist"), _("New point…"))
        self._context = context
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.px(72))
        self.bar.setMaximumHeight(theme.px(6))
        self.bar.setAccessibleName(_("Taken care of"))
        self.tools.insertWidget(0, self.bar)

    def show_case(self, view: ReleaseView, today: date) -> None:
        """Show a case's checklist."""
        done, needed = view.done, view.needed
        self.set_detail(_("{done} of {all}").format(done=done, all=needed))
        self.bar.setRange(0, max(1, needed))
        self.bar.setValue(done)
        discreet = self._context.privacy.discreet
        self.link_button.setEnabled(view.case.open and not discreet)
        self.show_parts(self._parts(view, today))

    def _parts(self, view: ReleaseView, today: date) -> Iterator[QWidget]:
        for section in labels.sections():
            rows = [row for row in view.items if row.item.section is section]
            if rows:
                done = sum(row.state is ItemState.DONE for row in rows)
                needed = sum(row.state is not ItemState.NOT_NEEDED for row in rows)
                yield heading(labels.section(section), _("{done} of {all}").format(done=done, all=needed))
                for row in rows:
                    yield self._row(view, row, today)

    def _row(self, view: ReleaseView, row: ItemRow, today: date) -> QWidget:
        privacy = self._context.privacy
        title = privacy.text(row.item.title, view.person.name)
        box = CheckBox("", checked=row.state is ItemState.DONE)
        box.setObjectName("point_box")
        box.setAccessibleName(_("Done: {task}").format(task=title))
        box.setFixedWidth(theme.px(28))
        box.setEnabled(view.case.open and row.state is not ItemState.NOT_NEEDED)
        box.clicked.connect(partial(self._on_ticked, row, box))
        late = row.state is ItemState.OPEN and row.due is not None and row.due <= today
        open_it = IconButton(_("Edit point"), "notebook-pen", bare=True)
        open_it.setEnabled(not privacy.discreet and view.case.open)
        open_it.clicked.connect(partial(self._on_chosen, row))
        dropped = row.state is ItemState.NOT_NEEDED
        words_label = layouts.label(title, tone="muted" if dropped else "", wrap=True)
        tone = "danger" if late and row.due is not None and row.due < today else "warn" if late else "muted"
        said = layouts.label(self._said(row, today), level="small", tone=tone)
        content = layouts.row(box, words_label, said, open_it, spacing=4, margins=(12, 1, 8, 1))
        content.setStretch(1, 1)
        return layouts.box(content)

    def _said(self, row: ItemRow, today: date) -> str:
        if row.state is ItemState.NOT_NEEDED:
            return labels.item_state(row.state)
        if row.state is ItemState.DONE and row.done_on is not None:
            return dates.day_in_list(row.done_on, today)
        who = self._context.privacy.name(row.responsible) if row.responsible else ""
        when = _("by {day}").format(day=dates.day_in_list(row.due, today)) if row.due is not None else ""
        return ", ".join(one for one in (who, when) if one)

    def _on_ticked(self, row: ItemRow, box: CheckBox, _checked: bool = False) -> None:
        self.ticked.emit(row, box.isChecked())

    def _on_chosen(self, row: ItemRow, _checked: bool = False) -> None:
        self.item_chosen.emit(row)


class SideColumn(Column):
    """Meetings, deadlines, visits in the prison, contacts after the release."""

    meeting_opened = Signal(object)
    papers_pressed = Signal(object)
    topic_pressed = Signal(object)
    visit_chosen = Signal(object)
    contact_chosen = Signal(object)
    task_chosen = Signal(object)

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("Meetings"), _("New meeting…"))
        self._context = context

    def show_case(self, view: ReleaseView, today: date) -> None:
        """Show what is beside a case."""
        self.link_button.setEnabled(view.case.open and not self._context.privacy.discreet)
        self.set_detail(dates.number(len(view.meetings)) if view.meetings else "")
        self.show_parts(self._parts(view, today))

    def _parts(self, view: ReleaseView, today: date) -> Iterator[QWidget]:
        if not view.meetings:
            yield line("calendar-days", "muted", _("No meeting yet"), _("A meeting takes up what the consent covers."))
        for row in view.meetings:
            yield self._meeting(view, row, today)
        yield heading(_("Deadlines"))
        for task in view.deadlines:
            due = task.task.due
            late = due is not None and due < today
            button = IconButton(_("Change the deadline"), "calendar-clock", bare=True)
            button.clicked.connect(partial(_run, partial(self.task_chosen.emit, task)))
            yield line(
                "octagon-alert" if late else "clock",
                "danger" if late else "muted",
                task_words.title(task.task),
                dates.day_in_list(due, today) if due is not None else "",
                tone="danger" if late else "muted",
                strong=False,
                buttons=[button] if view.case.open else [],
            )
        if not view.deadlines:
            yield line("circle-check", "ok", _("No deadlines"), strong=False)
        yield from self._visits(view, today)
        yield from self._contacts(view, today)

    def _meeting(self, view: ReleaseView, row: MeetingRow, today: date) -> QWidget:
        meeting = row.meeting
        title = layouts.label(_("Meeting {number}").format(number=row.number), level="strong")
        badge = Badge()
        badge.set_badge(words.meeting_badge(row, today))
        moment = f"{dates.moment_short(meeting.starts_at)} · {dates.week(meeting.starts_at.date())}"
        topics = ", ".join(consent_words.topic(one) for one in row.topics)
        invited = ngettext("{count} invited", "{count} invited", row.invited).format(count=row.invited)
        parts: list[layouts.Part] = [
            layouts.row(title, None, badge),
            layouts.label(moment, level="small", tone="muted", wrap=True),
            layouts.label(" · ".join(filter(None, (meeting.place, invited))), level="small", tone="muted", wrap=True),
            layouts.label(topics, level="small", tone="muted", wrap=True),
        ]
        if row.outdated:
            told = ngettext("{count} printed paper is outdated", "{count} printed papers are outdated", row.outdated)
            outdated = Badge()
            outdated.set_badge(BadgeSpec(told.format(count=row.outdated), "triangle-alert", "warn"))
            parts.append(layouts.row(outdated, None))
        for decision in row.decisions[:2]:
            parts.append(layouts.label(self._context.privacy.text(decision, view.person.name), wrap=True))
        links = [(_("Open it"), self.meeting_opened)]
        if meeting.state is not MeetingState.CANCELLED:
            links.append((_("Papers…"), self.papers_pressed))
        if meeting.ahead and view.case.open:
            links.append((_("Topic…"), self.topic_pressed))
        line_of_links = layouts.row(spacing=10)
        for said, signal in links:
            button = Button(said, kind=Kind.LINK, name="meeting_link")
            button.setEnabled(not self._context.privacy.discreet or signal is self.meeting_opened)
            button.clicked.connect(partial(_run, partial(signal.emit, row)))
            line_of_links.addWidget(button)
        line_of_links.addStretch()
        parts.append(line_of_links)
        inner = layouts.box(layouts.column(*parts, spacing=1, margins=(12, 8, 12, 6)))
        return layouts.box(layouts.column(inner, layouts.rule(), spacing=0))

    def _visits(self, view: ReleaseView, today: date) -> Iterator[QWidget]:
        can = view.case.open and view.case.inside
        yield heading(_("Visits"), link=_("New visit…"), run=partial(self.visit_chosen.emit, None) if can else None)
        icons = {VisitState.PLANNED: "calendar-days", VisitState.HELD: "circle-check", VisitState.CANCELLED: "circle-x"}
        for visit in view.visits:
            button = IconButton(_("Edit visit"), "notebook-pen", bare=True)
            button.setEnabled(not self._context.privacy.discreet)
            button.clicked.connect(partial(_run, partial(self.visit_chosen.emit, visit)))
            yield line(
                icons[visit.state],
                "ok" if visit.state is VisitState.HELD else "muted",
                dates.moment_short(visit.at),
                " · ".join(filter(None, (labels.visit(visit.state).lower(), visit.place))),
                strong=False,
                buttons=[button] if view.case.open else [],
            )
        if not view.visits:
            yield line("lock", "muted", _("No visit written"), strong=False)

    def _contacts(self, view: ReleaseView, today: date) -> Iterator[QWidget]:
        released = view.case.released_on is not None
        run = partial(self.contact_chosen.emit, None) if released and view.case.open else None
        yield heading(_("After the release"), link=_("Write a contact…"), run=run)
        if not released:
            yield line("hourglass", "muted", _("Begins with the release"), strong=False)
        for contact in view.contacts:
            button = IconButton(_("Edit contact"), "notebook-pen", bare=True)
            button.setEnabled(not self._context.privacy.discreet)
            button.clicked.connect(partial(_run, partial(self.contact_chosen.emit, contact)))
            said = labels.answers(contact) if contact.reached else _("no contact")
            yield line(
                "phone" if contact.reached else "circle-slash",
                "ok" if contact.reached else "warn",
                f"{labels.point(contact.point)}, {dates.day_in_list(contact.day, today)}",
                said,
                strong=False,
                buttons=[button] if view.case.open else [],
            )
