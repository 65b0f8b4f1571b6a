"""The first run: asks step by step, writes nothing before the last one, and gives the open vault on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QStackedWidget, QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.first_run import FirstRun
from sspdesk.i18n import _
from sspdesk.labels.errors import explain
from sspdesk.services import first_run
from sspdesk.ui import icons
from sspdesk.ui.first_run.people_steps import MembersStep, MunicipalityStep, SchoolsStep
from sspdesk.ui.first_run.step import Step
from sspdesk.ui.first_run.step_list import StepList
from sspdesk.ui.first_run.vault_steps import ConfirmStep, PassphraseStep, PlaceStep, SheetStep
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.layouts import box, column, row
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.unlock.side import Side

if TYPE_CHECKING:
    from sspdesk.services.session import OpenVault, RecoveryKey

_WIDTH = 600


class FirstRunWindow(QWidget):
    """Seven steps. ``vault_made`` carries the open vault; ``left``: one wants back to the lock screen;
    ``closed``: the user closed the window."""

    vault_made = Signal(object)
    left = Signal()
    restore_wanted = Signal()
    closed = Signal()

    def __init__(
        self,
        operations: Operations,
        base: Path,
        *,
        can_leave: bool = False,
        make: "Callable[[Path, str, FirstRun, RecoveryKey], OpenVault]" = first_run.set_up,
        now: Callable[[], datetime] = datetime.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._operations, self._make, self._now, self._can_leave = operations, make, now, can_leave
        self.setObjectName("first_run_window")
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("SSP Desk – first run"))
        self.setWindowIcon(icons.icon("brand", "accent", size=32))
        self.resize(1366, 736)
        self.setMinimumSize(1180, 680)
        self.municipality = MunicipalityStep()
        self.schools = SchoolsStep()
        self.members = MembersStep(self.schools)
        self.place = PlaceStep(base, partial(self.municipality.value, "municipality"))
        self.passphrase = PassphraseStep(self._local_names)
        self.sheet = SheetStep()
        self.sheet.sheet_wanted.connect(self._on_sheet_wanted)
        self.confirm = ConfirmStep(self.sheet)
        self.steps: tuple[Step, ...] = (
            *(self.municipality, self.schools, self.members, self.place, self.passphrase, self.sheet, self.confirm),
        )
        self._build()
        self._go_to(0)

    def _build(self) -> None:
        side = Side()
        facts = [
            ("hard-drive", _("Everything stays on this computer. The program sends nothing out.")),
            ("save", _("Nothing is written before the last step. You can go back to any of them.")),
        ]
        side.show_words("", _("Welcome.\nLet us make your vault."), facts)
        self.step_list = StepList([step.title for step in self.steps])
        side.add_below(self.step_list)
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(_scrolling(step))
        self.back_button = Button(_("Back"), icon="chevron-left", name="back_button")
        self.back_button.clicked.connect(self._on_back_pressed)
        self.next_button = Button(_("Next"), kind=Kind.PRIMARY, icon="arrow-right", name="next_button")
        self.next_button.clicked.connect(self._on_next_pressed)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.next_button.click)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back_button.click)
        self.restore_button = Button(
            _("I have a backup …"), icon="database-backup", kind=Kind.FLAT, name="restore_link"
        )
        self.restore_button.clicked.connect(self.restore_wanted)
        foot = box(
            row(self.back_button, self.restore_button, None, self.next_button, margins=(56, 12, 32, 12)),
            role="page-footer",
        )
        page = column(self.stack, foot, spacing=0)
        middle = row(side, page, spacing=0)
        middle.setStretch(0, 34)
        middle.setStretch(1, 66)
        self.setLayout(middle)

    @property
    def current(self) -> int:
        """The number of the step on the screen, from 0."""
        return self.stack.currentIndex()

    def plan(self) -> FirstRun:
        """Return what has been filled in so far."""
        schools = tuple(
            replace(school, in_group=self.members.is_in_group(school.name)) for school in self.schools.schools()
        )
        return FirstRun(
            municipality=self.municipality.value("municipality"),
            unit=self.municipality.value("unit"),
            consultant=self.municipality.value("consultant"),
            phone=self.municipality.value("phone"),
            schools=schools,
            members=self.members.members(),
            backup_folder=self.place.backup_folder(),
        )

    def _local_names(self) -> tuple[str, ...]:
        return self.plan().local_names()

    def _go_to(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self.step_list.set_current(number)
        self.back_button.setEnabled(number > 0 or self._can_leave)
        last = number == len(self.steps) - 1
        self.next_button.set_words(_("Make the vault") if last else _("Next"), "lock" if last else "arrow-right")
        self.steps[number].enter()

    def _on_back_pressed(self) -> None:
        if self.current:
            self._go_to(self.current - 1)
        elif self._can_leave:
            self.left.emit()

    def _on_next_pressed(self) -> None:
        if not self.steps[self.current].is_ready():
            return
        if self.current + 1 < len(self.steps):
            self._go_to(self.current + 1)
            return
        self._set_busy(True)
        passphrase = self.passphrase.fields.passphrase
        make = partial(self._make, self.place.vault_folder, passphrase, self.plan(), self.sheet.key)
        self._operations.background(self, make, self._on_vault_made, self._on_vault_refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter from a field, as every wizard does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.steps[self.current].enter_goes_on:
            self.next_button.click()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _set_busy(self, busy: bool) -> None:
        self.back_button.setEnabled(not busy)
        self.next_button.setEnabled(not busy)
        self.stack.setEnabled(not busy)
        words = _("Making the vault …") if busy else _("Make the vault")
        self.next_button.set_words(words, "hourglass" if busy else "lock")

    def _on_vault_made(self, vault: object) -> None:
        self.passphrase.fields.clear()
        self.vault_made.emit(vault)

    def _on_vault_refused(self, error: DomainError | KnownError) -> None:
        self._set_busy(False)
        self.confirm.message.say(explain(error))

    # -- the sheet ---------------------------------------------------------------------------------------------------

    def _on_sheet_wanted(self) -> None:
        self.sheet.print_button.setEnabled(False)
        render = partial(_recovery_sheet, self.plan(), self.place.vault_folder.stem, self.sheet.key, self._now())
        self._operations.background(self, render, self._on_sheet_rendered)

    def _on_sheet_rendered(self, pdf: bytes) -> None:
        from sspdesk.ui.shared.pdf_preview import PdfPreview  # noqa: PLC0415 - not before a paper is shown

        self.sheet.print_button.setEnabled(True)
        note = _("The sheet names nobody, but it is a key. The print queue may keep a copy: fetch it at once.")
        preview = PdfPreview(pdf, _("Recovery sheet"), note=note, parent=self)
        preview.save_requested.connect(partial(self._choose_file, pdf))
        preview.open()

    def _choose_file(self, pdf: bytes) -> None:
        title = _("Save the recovery sheet, unencrypted")
        dialog = QFileDialog(self, title, str(Path.home() / _("recovery-sheet.pdf")), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(partial(self.save_sheet, pdf))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_sheet(self, pdf: bytes, path: str) -> None:
        """Write the sheet where the user asked for it, readable by this user only."""
        try:
            first_run.save_sheet(Path(path), pdf)
        except KnownError as error:
            self.sheet.message.say(explain(error))
        else:
            self.sheet.message.say("")


def _scrolling(step: Step) -> QScrollArea:
    """Return a step in a place that scrolls when the window is low; the fields keep a readable width."""
    frame = QFrame()
    frame.setProperty("role", "surface")
    step.setMaximumWidth(_WIDTH)
    frame.setLayout(row(step, None, margins=(56, 48, 32, 24)))
    frame.layout().setStretch(0, 1)  # type: ignore[union-attr]  # it has just been set
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(frame)
    return area


def _recovery_sheet(plan: FirstRun, vault_name: str, key: "RecoveryKey", now: datetime) -> bytes:
    from sspdesk.domain.papers import Letterhead  # noqa: PLC0415 - papers and reportlab are loaded when one is wanted
    from sspdesk.reports import recovery_sheet  # noqa: PLC0415 - as above

    paper = Letterhead(municipality=plan.municipality, unit=plan.unit, printed_at=now, printed_by=plan.consultant)
    sheet = recovery_sheet.RecoverySheet(paper=paper, vault_name=vault_name, groups=key.groups, made_at=now)
    return recovery_sheet.render(sheet)
