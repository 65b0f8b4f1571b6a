"""The hand-out to an SSP teacher: school, lines, options; then exactly what leaves, and only then the files."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sspdesk.domain.consents import ConsentAuthority, ConsentTopic
from sspdesk.domain.disclosures import Channel, Field, LegalBasis
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.people import Institution, Professional
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import disclosures as words
from sspdesk.labels.errors import explain
from sspdesk.labels.reports import upper_first
from sspdesk.services import disclosures, handouts, settings
from sspdesk.services.handouts import Candidate, HandoutRequest, Refused
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.basis_choice import BasisChoice
from sspdesk.ui.papers.handout_leaving import HandoutLeaving
from sspdesk.ui.papers.handout_pupils import PupilList
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.choices import Chip
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.fields import CheckBox
from sspdesk.ui.shared.form import Form
from sspdesk.ui.shared.panels import EmptyState, InlineMessage, Panel
from sspdesk.ui.shared.table import RecordTable

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

Recipient = tuple[Institution, Professional, int]

_CHOSEN_FIELDS = (Field.CLASS, Field.TASK, Field.DEADLINE, Field.CALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    recipients: list[Recipient]
    bases: list[LegalBasis]
    topics: list[ConsentTopic]
    today: date
    days: int


class HandoutDialog(Dialog):
    """Closes itself when the files are written. ``Ctrl+Enter`` shows what leaves."""

    def __init__(self, context: PageContext, meeting_id: MeetingId, start: _Start, *, parent: QWidget) -> None:
        until = dates.day(start.today + timedelta(days=start.days))
        super().__init__(
            _("Hand-out to an SSP teacher"),
            _("Hand-out to an SSP teacher"),
            _(
                "Only the school's own pupils, whose line was given to that teacher. "
                "The hand-out must be deleted by {day}."
            ).format(day=until),
            width=980,
            parent=parent,
        )
        self._context, self._meeting_id, self._owner = context, meeting_id, parent
        self._recipient: Recipient | None = None
        self.setMinimumHeight(theme.px(560))
        self.resize(theme.px(980), min(theme.px(700), self.screen().availableGeometry().height() - 48))
        self.message = InlineMessage(tone="danger")
        self.message.hide()
        self.body.addWidget(self.message)
        self._build_recipients(start.recipients)
        self._build_options(start)
        self._build_right()
        self.empty = EmptyState(
            "school",
            _("No line was given to an SSP teacher"),
            _("Choose a teacher as responsible for a line of the meeting, then it can be handed out."),
        )
        whole = layouts.row(self.recipient_panel, self.right_area, spacing=12)
        whole.setStretch(1, 1)
        self.body.addLayout(whole, 1)
        self.body.addWidget(self.empty, 1)
        self.summary_label = layouts.label(tone="muted")
        self.buttons.insertWidget(0, self.summary_label)
        self.cancel_button = self.add_close_button(_("Cancel"))
        self.show_button = self.add_button(_("See what leaves …"), kind=Kind.PRIMARY, icon="file-lock")
        self.show_button.setShortcut("Ctrl+Return")
        self.show_button.clicked.connect(self._on_show_pressed)
        self._show_state(bool(start.recipients))

    @classmethod
    def ask(cls, context: PageContext, parent: QWidget, meeting_id: MeetingId) -> None:
        """Read the meeting's recipients and open the dialog."""

        def work(uow: "UnitOfWork") -> _Start:
            consent = disclosures.consent_basis(uow)
            return _Start(
                recipients=handouts.recipients(uow, meeting_id),
                bases=[*disclosures.usable_bases(uow), *([consent] if consent is not None else [])],
                topics=handouts.topics(uow, meeting_id),
                today=uow.today,
                days=settings.load(uow).handout_days,
            )

        def opened(start: _Start) -> None:
            cls(context, meeting_id, start, parent=parent).open()

        context.operations.query(parent, work, opened)

    # building
    def _build_recipients(self, recipients: list[Recipient]) -> None:
        columns: list[Column[Recipient]] = [
            Column(title=_("School and teacher"), cell=lambda one: Cell(text=one[0].name, second=one[1].name)),
            Column(title=_("Lines"), cell=lambda one: Cell(text=str(one[2])), width=56, align_right=True),
        ]
        self.recipient_table: RecordTable[Recipient] = RecordTable(columns, name=_("School and teacher"), row_height=44)
        self.recipient_table.chosen.connect(self._on_recipient_chosen)
        self.recipient_table.set_rows(recipients)
        self.recipient_panel = Panel(padded=False)
        self.recipient_panel.setFixedWidth(theme.px(272))
        self.recipient_panel.body.addWidget(self.recipient_table)

    def _build_options(self, start: _Start) -> None:
        self.form = Form(columns=2)
        self.names_box = self.form.check(
            "names", _("Full names instead of initials"), help=_("Protected pupils keep their initials.")
        )
        self.names_box.toggled.connect(self._on_names_toggled)
        self.chips = {field: Chip(upper_first(words.field(field)), on=True) for field in _CHOSEN_FIELDS}
        flow = QWidget()
        line = layouts.FlowLayout(flow)
        for chip in self.chips.values():
            line.addWidget(chip)
        self.form.add("fields", _("What leaves besides"), flow)
        pairs = [(one, ConsentAuthority.SCHOOL) for one in start.topics]
        basis = BasisChoice(start.bases, start.today, name=_("Legal basis"), pairs=pairs)
        self.basis = self.form.add("basis", _("Legal basis"), basis, span=2)
        self.basis.changed.connect(self._load_candidates)
        self.purpose_edit = self.form.line("purpose", _("Purpose"), _(words.HANDOUT_PURPOSE), span=2)
        self.pdf_box = CheckBox(_("Encrypted PDF"), checked=True)
        self.xlsx_box = CheckBox(_("Encrypted Excel sheet"))
        files = QWidget()
        files.setLayout(layouts.row(self.pdf_box, self.xlsx_box, None, spacing=16))
        self.form.add("files", _("Files"), files, span=2)

    def _build_right(self) -> None:
        self.pupils = PupilList(self._context.privacy)
        self.pupils.changed.connect(self._show_summary)
        self.lines_panel = Panel(_("Lines"), padded=False)
        self.lines_panel.body.addWidget(self.pupils)
        options = Panel(_("How it leaves"))
        options.body.addWidget(self.form)
        inside = QWidget()
        inside.setLayout(layouts.column(self.lines_panel, options, None, spacing=12, margins=(0, 0, 4, 0)))
        self.right_area = QScrollArea()
        self.right_area.setObjectName("handout_area")
        self.right_area.setFrameShape(QFrame.Shape.NoFrame)
        self.right_area.setWidgetResizable(True)
        self.right_area.setWidget(inside)

    def _show_state(self, any_recipient: bool) -> None:
        self.empty.setVisible(not any_recipient)
        for part in (self.recipient_panel, self.right_area, self.show_button, self.summary_label):
            part.setVisible(any_recipient)
        if any_recipient:
            self.recipient_table.view.select_row(0)
            self.recipient_table.setFocus()
        else:
            self.cancel_button.set_words(_("Close"))

    # choosing
    def _on_recipient_chosen(self, recipient: Recipient) -> None:
        self._recipient = recipient
        self._load_candidates()

    @property
    def _consent(self) -> ConsentTopic | None:
        """What each pupil's consent must cover, where it is the basis."""
        return None if self.basis.consent is None else self.basis.consent[0]

    def _load_candidates(self) -> None:
        """Show the lines of the chosen teacher, each with why it may not leave on the chosen basis."""
        if self._recipient is None:
            return
        (school, teacher, _count), topic = self._recipient, self._consent

        def work(uow: "UnitOfWork") -> list[Candidate]:
            return handouts.candidates(uow, self._meeting_id, school.id, teacher.id, topic)

        self._context.operations.query(self, work, partial(self._on_candidates, self._recipient, topic))

    def _on_candidates(self, recipient: Recipient, topic: ConsentTopic | None, candidates: list[Candidate]) -> None:
        if recipient is not self._recipient or topic is not self._consent:
            return
        self.message.hide()
        self.lines_panel.set_detail(f"{recipient[1].name}, {recipient[0].name}")
        self.pupils.set_candidates(candidates, names=self.names_box.isChecked())

    def _on_names_toggled(self, names: bool) -> None:
        self.pupils.show_names(names)

    def _show_summary(self) -> None:
        count, left_out = len(self.pupils.chosen), len(self.pupils.rows) - len(self.pupils.chosen)
        told = [ngettext("{count} pupil leaves", "{count} pupils leave", count).format(count=count)]
        if left_out:
            told.append(ngettext("{count} left out", "{count} left out", left_out).format(count=left_out))
        self.summary_label.setText(" · ".join(told))

    @property
    def request(self) -> HandoutRequest | None:
        """What is asked for now, or None while no recipient is chosen."""
        if self._recipient is None:
            return None
        neutral = self.pupils.neutral_lines
        fields = [Field.NAME if self.names_box.isChecked() else Field.INITIALS]
        fields += [field for field, chip in self.chips.items() if chip.isChecked()]
        if neutral:
            fields.append(Field.NEUTRAL_LINE)
        return HandoutRequest(
            meeting_id=self._meeting_id,
            school_id=self._recipient[0].id,
            teacher_id=self._recipient[1].id,
            line_ids=self.pupils.chosen,
            fields=tuple(fields),
            basis_code=self.basis.code,
            consent=self._consent,
            purpose=self.form.value("purpose"),
            neutral_lines=neutral,
            channel=self.channels[0] if self.channels else Channel.PDF,
        )

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Which files are to be made."""
        boxes = {Channel.PDF: self.pdf_box, Channel.XLSX: self.xlsx_box}
        return tuple(channel for channel, box in boxes.items() if box.isChecked())

    # leaving
    def _on_show_pressed(self) -> None:
        request = self.request
        self.message.hide()
        self.form.clear_problems()
        if request is None or self.pupils.show_missing_reasons():
            return
        if not self.channels:
            self.form.show_problems([("files", _("Choose at least one file."))])
            return
        leaving = HandoutLeaving(self._context, self, request, self.channels)
        leaving.refused.connect(self._on_refused)
        leaving.failed.connect(self._on_failed)
        leaving.delivered.connect(self.accept)
        leaving.start()

    def _on_refused(self, refused: Refused) -> None:
        self.message.say(_("Nothing was handed out."), words.reason(refused.code), tone="danger")
        row = {"purpose": "purpose", "basis": "basis", "consent": "basis"}.get(refused.code.split("_")[0])
        if row is not None:
            self.form.show_problems([(row, words.reason(refused.code))])

    def _on_failed(self, error: DomainError | KnownError) -> None:
        self.message.say(_("Nothing was handed out."), explain(error), tone="danger")
