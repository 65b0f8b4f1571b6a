"""The small dialogs of a meeting: planning, ending, approving, adding to minutes, guests, what was not shared."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels.errors import explain
from sspdesk.services.meetings import MeetingPlan
from sspdesk.services.wednesday_list import Colleague, MeetingView
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.dialogs import ConfirmDialog, Dialog
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.form import Form, focus_into
from sspdesk.ui.shared.panels import InlineMessage
from sspdesk.ui.wednesday import words


class FormDialog(Dialog):
    """A form with one verb. ``submitted`` asks to store; then ``accept`` it, or ``refuse`` with what came back."""

    submitted = Signal()

    def __init__(
        self,
        window_title: str,
        heading: str,
        text: str = "",
        *,
        verb: str,
        columns: int = 1,
        width: int = 480,
        parent: QWidget,
    ) -> None:
        super().__init__(window_title, heading, text, width=width, parent=parent)
        self.form = Form(columns=columns)
        self.message = InlineMessage(tone="danger")
        self.message.hide()
        self.body.addSpacing(4)
        self.body.addWidget(self.message)
        self.body.addWidget(self.form)
        self.add_close_button(_("Cancel"))
        self.verb_button = self.add_button(verb, kind=Kind.PRIMARY, default=True)
        self.verb_button.clicked.connect(self._on_verb_clicked)

    def keep_drafts(self, deed: str, subject: int, *, person_id: int | None = None) -> None:
        """Keep what is unsaved here; ``deed`` is what the page does to open this dialog again."""
        self.setObjectName(deed)
        self.form.keep_drafts(subject, person_id=person_id)

    def problems(self) -> list[tuple[str, str]]:
        """Return (field, sentence) of what is missing."""
        return []

    def _on_verb_clicked(self) -> None:
        self.message.hide()
        if not self.form.is_readable():
            return
        problems = self.problems()
        self.form.show_problems(problems)
        if not problems:
            self.submitted.emit()

    def refuse(self, error: DomainError | KnownError) -> None:
        """Show why it was not stored: beside its field, or above the form."""
        if not (isinstance(error, DomainError) and self.form.show_error(error)):
            self.message.say("", explain(error), tone="danger")


class MeetingDialog(FormDialog):
    """When and where a meeting is held, and with ``theme`` what about. ``plan`` is what was written."""

    def __init__(
        self,
        heading: str,
        wanted: MeetingPlan,
        colleagues: Sequence[Colleague],
        *,
        verb: str,
        today: Callable[[], date],
        theme: bool = False,
        parent: QWidget,
    ) -> None:
        super().__init__(_("SSP Desk – meeting"), heading, verb=verb, columns=2, parent=parent)
        self._wanted = wanted
        form = self.form
        if theme:
            form.line("title", _("Theme (without names)"), wanted.title, span=2)
        form.date("day", _("Date"), wanted.starts_at.date(), prefer=Prefer.FUTURE, today=today, span=2)
        form.time("starts_at", _("From"), wanted.starts_at.time())
        form.time("ends_at", _("To"), wanted.ends_at.time())
        form.line("place", _("Place"), wanted.place, span=2)
        options = [Option(one.id, words.colleague_option(one)) for one in colleagues]
        form.combo("chair_id", _("Chair"), options, wanted.chair_id, placeholder=_("Nobody chosen"), span=2)
        focus_into(form.row("day").widget)

    def problems(self) -> list[tuple[str, str]]:
        missing = {
            "day": _("Write the date of the meeting."),
            "starts_at": _("Write when it begins."),
            "ends_at": _("Write when it ends."),
        }
        return [(field, sentence) for field, sentence in missing.items() if self.form.value(field) is None]

    @property
    def plan(self) -> MeetingPlan:
        """What was written; only after ``submitted``."""
        value = self.form.value
        return MeetingPlan(
            forum_id=self._wanted.forum_id,
            title=value("title") if "title" in self.form.fields() else self._wanted.title,
            starts_at=datetime.combine(value("day"), value("starts_at")),
            ends_at=datetime.combine(value("day"), value("ends_at")),
            place=value("place"),
            chair_id=value("chair_id"),
        )


class TextDialog(FormDialog):
    """One text. ``text`` is what was written; with ``needed`` it may not be empty."""

    def __init__(
        self,
        window_title: str,
        heading: str,
        explanation: str,
        *,
        label: str,
        value: str = "",
        verb: str,
        needed: str = "",
        lines: int = 3,
        parent: QWidget,
    ) -> None:
        super().__init__(window_title, heading, explanation, verb=verb, parent=parent)
        self._needed = needed
        self.form.text("text", label, value, lines=lines)
        focus_into(self.form.row("text").widget)

    def problems(self) -> list[tuple[str, str]]:
        return [("text", self._needed)] if self._needed and not self.text else []

    @property
    def text(self) -> str:
        """What was written."""
        return str(self.form.value("text"))


class GuestDialog(FormDialog):
    """Choose a professional from outside the group. ``guest_id`` is who was chosen."""

    def __init__(self, colleagues: Sequence[Colleague], *, parent: QWidget) -> None:
        super().__init__(
            _("SSP Desk – meeting"),
            _("Who else takes part?"),
            _("Before the meeting the guest is invited, then present. New professionals are added in Settings."),
            verb=_("Add guest"),
            parent=parent,
        )
        options = [Option(one.id, words.colleague_option(one)) for one in colleagues]
        self.form.combo("professional_id", _("Professional"), options)

    def problems(self) -> list[tuple[str, str]]:
        return [("professional_id", _("Choose who is here."))] if self.form.value("professional_id") is None else []


def end_dialog(view: MeetingView, drafts: int, parent: QWidget) -> ConfirmDialog:
    """Return the question before a meeting is ended: what happens to lines without a decision."""
    lines = [_("The minutes become a draft that you can still change.")]
    if view.undecided:
        count = view.undecided
        lines.insert(
            0,
            ngettext(
                "{count} line has no decision. It comes along into the next meeting.",
                "{count} lines have no decision. They come along into the next meeting.",
                count,
            ).format(count=count),
        )
    if drafts:
        lines.append(
            ngettext(
                "{count} line has changes that are not saved. They are not in the minutes.",
                "{count} lines have changes that are not saved. They are not in the minutes.",
                drafts,
            ).format(count=drafts)
        )
    return ConfirmDialog(
        _("SSP Desk – meeting"),
        _("End the meeting?"),
        " ".join(lines),
        verb=_("End meeting"),
        verb_icon="check",
        keep=_("Go on with the meeting"),
        danger=False,
        parent=parent,
    )


def approve_dialog(view: MeetingView, parent: QWidget) -> TextDialog:
    """Return the dialog that approves minutes, with the general text."""
    facts = _("{decided} of {total} lines have a decision. {present} of {invited} were present.").format(
        decided=view.decided, total=len(view.lines), present=view.present, invited=len(view.attendees)
    )
    lock = _("Approved minutes are locked. Later changes are dated additions.")
    return TextDialog(
        _("SSP Desk – minutes"),
        _("Approve the minutes of {day}").format(day=dates.day(view.meeting.starts_at.date())),
        f"{facts} {lock}",
        label=_("General text in the minutes (without names)"),
        value=view.meeting.summary,
        verb=_("Approve minutes"),
        parent=parent,
    )


def cancel_dialog(view: MeetingView, parent: QWidget) -> ConfirmDialog:
    """Return the question before a meeting is cancelled."""
    return ConfirmDialog(
        _("SSP Desk – meeting"),
        _("Cancel the meeting of {day}?").format(day=dates.day(view.meeting.starts_at.date())),
        _("Its lines come along into the next meeting. You can undo it."),
        verb=_("Cancel meeting"),
        verb_icon="ban",
        keep=_("Keep the meeting"),
        parent=parent,
    )
