"""The letters and papers of a talk: which one, to whom, when and where; why not is said beside it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import TalkId
from sspdesk.domain.letters import LetterKind, LetterText, Reader, fulfils_duty, texts_of, usual_kind
from sspdesk.domain.persons import DutyState
from sspdesk.i18n import _
from sspdesk.labels import consents as consent_words
from sspdesk.labels import dates
from sspdesk.labels import letters as words
from sspdesk.labels.errors import explain
from sspdesk.services import letters
from sspdesk.services.letter_facts import Receiver
from sspdesk.services.letters import OFFERED_BY_LETTER, LetterPaper, LetterRequest, LetterStart, Recorded
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.letters.actions import edit_text
from sspdesk.ui.papers.basis_choice import BasisChoice
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Kind, MenuButton
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.form import Form
from sspdesk.ui.shared.panels import InlineMessage, Panel
from sspdesk.ui.shared.table import RecordTable

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork

_DATED = frozenset({LetterKind.INVITATION, LetterKind.FOLLOW_UP})
_ICONS = {
    LetterKind.INVITATION: "messages-square",
    LetterKind.MINUTES: "file-text",
    LetterKind.AGREEMENTS: "list-checks",
    LetterKind.FOLLOW_UP: "calendar-days",
}


class LettersDialog(Dialog):
    """Stays open while one letter after the other is shown, printed or saved. ``Ctrl+Enter`` shows the letter."""

    def __init__(self, context: PageContext, talk_id: TalkId, start: LetterStart, *, parent: QWidget) -> None:
        super().__init__(_("Letters and papers"), _("Letters and papers"), width=880, parent=parent)
        self._context, self._talk_id, self._start = context, talk_id, start
        self._receiver: Receiver | None = None
        segments = [Segment(kind, words.kind(kind), _ICONS[kind]) for kind in LetterKind]
        self.kind_control = SegmentedControl(segments, name=_("Which letter"), value=usual_kind(start.facts.talk))
        self.kind_control.setObjectName("kind_control")
        self.message = InlineMessage(tone="danger")
        self.message.hide()
        self._build_receivers()
        self._build_form()
        both = layouts.row(self.receiver_panel, self.form_panel, spacing=12)
        both.setStretch(1, 1)
        self.body.addLayout(layouts.row(self.kind_control, None))
        self.body.addWidget(self.message)
        self.body.addLayout(both, 1)
        self.text_menu = QMenu(self)
        self.text_button = MenuButton(_("Edit the text"), self.text_menu, shortcut="Alt+T")
        self.buttons.insertWidget(0, self.text_button)
        self.add_close_button(_("Close"))
        self.show_button = self.add_button(_("Show the letter"), kind=Kind.PRIMARY, icon="file-text", default=True)
        self.show_button.setShortcut("Ctrl+Return")
        self.kind_control.value_changed.connect(self._on_kind_changed)
        self.show_button.clicked.connect(self._on_show_pressed)
        self._fill()
        self.receiver_table.setFocus()

    @classmethod
    def ask(cls, context: PageContext, parent: QWidget, talk_id: TalkId) -> None:
        """Read what the dialog needs and open it."""

        def opened(start: LetterStart) -> None:
            cls(context, talk_id, start, parent=parent).open()

        context.operations.query(parent, partial(letters.start, talk_id=talk_id), opened)

    # building
    def _build_receivers(self) -> None:
        columns: list[Column[Receiver]] = [Column(title=_("To whom"), cell=self._cell)]
        self.receiver_table: RecordTable[Receiver] = RecordTable(
            columns, name=_("To whom"), privacy=self._context.privacy, row_height=44
        )
        self.receiver_table.chosen.connect(self._on_receiver_chosen)
        self.receiver_table.opened.connect(self._on_show_pressed)
        self.receiver_panel = Panel(padded=False)
        self.receiver_panel.setFixedWidth(theme.px(304))
        self.receiver_panel.setMinimumHeight(theme.px(320))
        self.receiver_panel.body.addWidget(self.receiver_table)

    def _cell(self, one: Receiver) -> Cell:
        sent = one.sent_on.get(self.kind)
        told = _("sent {day}").format(day=dates.day_in_list(sent, self._start.today)) if sent else ""
        blocked = bool(one.refused) or (one.consent is not None and not one.consent.allowed)
        if one.refused:
            told = _("gets no letter")
        elif blocked and not told:
            told = _("no consent")
        icon = "ban" if one.refused else "circle-check" if sent else "circle"
        return Cell(
            text=one.name,
            second=" · ".join(part for part in (one.detail, told) if part),
            icon=icon,
            icon_tint="ok" if sent and not one.refused else "muted",
            tint="muted" if one.refused else "text",
            is_name=True,
        )

    def _build_form(self) -> None:
        start, talk = self._start, self._start.facts.talk
        self.form = Form(columns=2)
        planned = talk.planned_at
        coming = planned is not None and planned.date() >= start.today
        on = planned.date() if planned is not None and coming else start.follow_up_on
        self.form.date("on", _("Proposed day"), on, prefer=Prefer.FUTURE, today=lambda: start.today)
        self.form.time("clock", _("Time"), planned.time() if planned is not None and coming else None)
        self.form.line(
            "place", _("Proposed place"), talk.place, help=_("Empty: it is found together with the family"), span=2
        )
        self.form.date(
            "reply_by", _("Answer by"), start.reply_by, prefer=Prefer.FUTURE, today=lambda: start.today, span=2
        )
        self.form.text(
            "address", _("Address on the envelope"), lines=3, span=2, help=_("Empty: the letter is handed over")
        )
        self.form.read_only("own_basis", _("Legal basis"), span=2)
        self.basis = BasisChoice(start.bases, start.today, name=_("Another legal basis"))
        self.basis.combo.set_value(None)
        self.form.add("basis", _("Another legal basis"), self.basis, span=2)
        self.offer_box = self.form.check("offer", _("Record that the talk is offered by letter"), True, span=2)
        self.note_label = layouts.label(level="small", tone="warn", wrap=True)
        self.duty_label = layouts.label(level="small", tone="muted", wrap=True)
        self.form_panel = Panel()
        self.form_panel.body.addWidget(self.note_label)
        self.form_panel.body.addWidget(self.form)
        self.form_panel.body.addWidget(self.duty_label)
        self.form_panel.body.addStretch(1)

    # showing
    @property
    def kind(self) -> LetterKind:
        """The letter that is chosen."""
        return LetterKind(self.kind_control.value)

    @property
    def receiver(self) -> Receiver | None:
        """Who is chosen."""
        return self._receiver

    def _fill(self) -> None:
        """Show the receivers of the chosen letter; the first who may have it and has not is chosen."""
        kept = self._receiver.key if self._receiver is not None else ""
        found = self._start.facts.receivers(self.kind)
        self.receiver_table.set_rows(found)
        free = [one for one in found if not one.refused]
        waiting = [one for one in free if self.kind not in one.sent_on]
        wanted = next((one.key for one in found if one.key == kept), "")
        first = next((one.key for one in [*waiting, *free, *found]), "")
        self.receiver_table.select(lambda one: one.key == (wanted or first))
        self._show_fields()

    def _on_kind_changed(self, _kind: LetterKind) -> None:
        self.form.clear_problems()
        self._fill()

    def _on_receiver_chosen(self, receiver: Receiver) -> None:
        other = self._receiver is None or self._receiver.key != receiver.key
        self._receiver = receiver
        if other:
            self.form.clear_problems()
            self.form.set_value("address", receiver.address)
            self.form.mark_clean()
        self._show_fields()

    def _show_fields(self) -> None:
        kind, receiver, start = self.kind, self._receiver, self._start
        code = start.why[kind]
        if code:
            self.message.say("", words.why_not(code), tone="warn")
        else:
            self.message.hide()
        shared = receiver is not None and receiver.reader is Reader.PROFESSIONAL
        refused = receiver is None or bool(receiver.refused)
        dated = kind in _DATED and not refused
        for field in ("on", "clock", "place", "reply_by"):
            self.form.row(field).setVisible(dated)
        self.form.row("address").setVisible(dated and receiver is not None and not receiver.by_hand)
        offered = kind is LetterKind.INVITATION and start.facts.talk.state in OFFERED_BY_LETTER
        self.form.row("offer").setVisible(offered and dated)
        consent = receiver.consent if shared and receiver is not None else None
        self.form.row("basis").setVisible(consent is not None and not consent.allowed)
        self.form.row("own_basis").setVisible(not refused and (consent is None or consent.allowed))
        told = start.basis_names[kind] if consent is None else consent_words.why(consent)
        self.form.set_value("own_basis", told)
        self.note_label.setText(self._note(receiver))
        self.note_label.setVisible(bool(self.note_label.text()))
        self.duty_label.setText(self._duty(receiver))
        self.duty_label.setVisible(bool(self.duty_label.text()))
        self._fill_texts()

    def _note(self, receiver: Receiver | None) -> str:
        if receiver is None:
            return ""
        if receiver.refused:
            return words.why_not(receiver.refused)
        if receiver.consent is not None and not receiver.consent.allowed:
            return consent_words.why(receiver.consent)
        if self.kind in _DATED and receiver.by_hand:
            return _("Name and address protection: the address never stands on the letter. Hand it over in person.")
        if self.kind in _DATED and not receiver.may_know_address:
            return _("This parent must not be told the child's address. Write the parent's own, or hand it over.")
        return ""

    def _duty(self, receiver: Receiver | None) -> str:
        facts = self._start.facts
        if self.kind is not LetterKind.INVITATION or receiver is None or receiver.refused:
            return ""
        if facts.person.duty_state is not DutyState.MISSING:
            return _("The duty to inform is answered already.")
        if fulfils_duty(self.kind, receiver.reader, facts.age):
            return _("When the letter leaves, the duty to inform is fulfilled. It can be undone.")
        return _("This letter does not fulfil the duty to inform; the one to whoever must be informed does.")

    # leaving
    @property
    def request(self) -> LetterRequest | None:
        """What is asked for now; None while nobody is chosen."""
        if self._receiver is None:
            return None
        value, dated = self.form.value, self.kind in _DATED
        return LetterRequest(
            talk_id=self._talk_id,
            kind=self.kind,
            receiver=self._receiver.key,
            address=value("address") if dated else "",
            on=value("on") if dated else None,
            clock=value("clock") if dated else None,
            place=value("place") if dated else "",
            reply_by=value("reply_by") if dated else None,
            basis_code=self.basis.code,
        )

    def _keep_reply_before(self) -> None:
        """Move the proposed day for an answer before the day that was typed; one that was chosen is left alone."""
        on, by, start = self.form.value("on"), self.form.value("reply_by"), self._start
        if on is not None and by == start.reply_by and by > on >= start.today:
            self.form.set_value("reply_by", letters.reply_before(by, on, start.today))

    def _on_show_pressed(self, *_pressed: object) -> None:
        self._keep_reply_before()
        request = self.request
        if request is None or not self.form.is_readable():
            return
        gather = partial(letters.gather, request=request)
        self._context.operations.query(self, gather, self._on_gathered, self._on_refused)

    def _on_gathered(self, paper: LetterPaper) -> None:
        left = partial(self._on_left, paper)
        PaperFlow(self._context, self, words.kind(paper.request.kind), on_left=left).show(paper)

    def _on_refused(self, error: DomainError | KnownError) -> None:
        if not (isinstance(error, DomainError) and self.form.show_error(error)):
            self.message.say("", explain(error), tone="danger")

    def _on_left(self, paper: LetterPaper) -> None:
        """Record what the letter has done, and show who has got it by now."""
        offer = self.form.value("offer")

        def work(uow: "UnitOfWork") -> "Outcome[Recorded]":
            return letters.record_sent(uow, paper, offer=offer)

        self._context.operations.command(self, work, self._on_recorded)

    def _on_recorded(self, recorded: Recorded) -> None:
        if recorded.informed and recorded.offered:
            self._context.say(_("The duty to inform is fulfilled, and the talk is offered"))
        elif recorded.informed:
            self._context.say(_("The duty to inform is fulfilled"))
        elif recorded.offered:
            self._context.say(_("The talk is offered"))
        self.reload()

    def reload(self) -> None:
        """Read who has got what by now."""
        work = partial(letters.start, talk_id=self._talk_id)
        self._context.operations.query(self, work, self._on_reloaded)

    def _on_reloaded(self, start: LetterStart) -> None:
        self._start = start
        self._receiver = None
        self._fill()

    def _fill_texts(self) -> None:
        """Offer the texts that the chosen letter is made of."""
        self.text_menu.clear()
        reader = self._receiver.reader if self._receiver is not None else Reader.PARENT
        for which in texts_of(self.kind, reader):
            action = QAction(f"{words.text(which)}…", self.text_menu)
            action.triggered.connect(partial(self._on_text_chosen, which))
            self.text_menu.addAction(action)

    def _on_text_chosen(self, which: LetterText, _checked: bool = False) -> None:
        edit_text(self._context, self, which)
