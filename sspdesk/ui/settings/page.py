"""The page "Indstillinger": everything is saved as soon as a field is left; what cannot be so is told beside it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sspdesk.domain.changes import ChangeSet
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.settings import Settings
from sspdesk.i18n import _
from sspdesk.services import settings
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.letters.actions import resume_text
from sspdesk.ui.settings.check_panel import CheckPanel
from sspdesk.ui.settings.deletion_panel import DeletionPanel
from sspdesk.ui.settings.intervals_panel import IntervalsPanel
from sspdesk.ui.settings.keys_panel import KeysPanel
from sspdesk.ui.settings.letters_panel import LettersPanel
from sspdesk.ui.settings.panels import GroupPanel, LimitsPanel, LookPanel, MunicipalityPanel, SettingsPanel
from sspdesk.ui.settings.review_panel import ReviewPanel
from sspdesk.ui.settings.vault_panel import AboutPanel, BackupPanel, PassphrasePanel
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.form import focus_into
from sspdesk.ui.shared.page import Page

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork


class SettingsPage(Page):
    """Panels in two columns. The desk takes new settings over by itself: it hears of the change."""

    help_topic = "indstillinger"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Settings"), _("What you change is saved at once"), parent=parent)
        self._context = context
        self._stored = Settings()
        self._loaded = False
        self.municipality_panel = MunicipalityPanel()
        self.group_panel = GroupPanel(context)
        self.limits_panel = LimitsPanel()
        self.intervals_panel = IntervalsPanel()
        self.letters_panel = LettersPanel(context)
        self.look_panel = LookPanel()
        self.backup_panel = BackupPanel(context)
        self.check_panel = CheckPanel(context)
        self.deletion_panel = DeletionPanel(context)
        self.passphrase_panel = PassphrasePanel(context, self._local_names)
        self.review_panel = ReviewPanel(context)
        self.keys_panel = KeysPanel(context, self._local_names)
        self.panels: tuple[SettingsPanel, ...] = (
            self.municipality_panel,
            self.group_panel,
            self.limits_panel,
            self.intervals_panel,
            self.look_panel,
            self.backup_panel,
        )
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.save)
        for panel in self.panels:
            panel.finished.connect(self._timer.start)

    def _lay_out(self) -> None:
        left = layouts.column(
            self.municipality_panel,
            self.group_panel,
            self.limits_panel,
            self.intervals_panel,
            self.deletion_panel,
            None,
            spacing=12,
        )
        right = layouts.column(
            *(
                self.look_panel,
                self.backup_panel,
                self.check_panel,
                self.passphrase_panel,
                self.keys_panel,
                self.review_panel,
                self.letters_panel,
                AboutPanel(),
                None,
            ),
            spacing=12,
        )
        inside = QWidget()
        both = layouts.row(left, right, spacing=12)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        inside.setLayout(layouts.column(both, None, margins=(0, 0, 4, 0)))
        inside.setMaximumWidth(theme.px(1240))
        self.area = QScrollArea()
        self.area.setObjectName("settings_area")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setWidget(inside)
        self.body.addWidget(self.area)

    def _local_names(self) -> tuple[str, ...]:
        """Return names that an attacker would try first."""
        return self._stored.municipality, self._stored.consultant

    # showing
    def activate(self) -> None:
        self._context.operations.query(self, settings.load, self._on_loaded)
        self.backup_panel.show_last()
        self.check_panel.show_last()
        self.deletion_panel.show_due()
        self.keys_panel.show_deputies()
        self.letters_panel.show_texts()

    def refresh(self, changes: ChangeSet) -> None:
        self.backup_panel.show_last()
        self.check_panel.show_last()
        self.deletion_panel.show_due()
        if "letter_text" in changes.kinds:
            self.letters_panel.show_texts()
        if "setting" in changes.kinds:
            self._context.operations.query(self, settings.load, self._on_loaded)

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        return {"TextDialog": partial(resume_text, self._context, self)}

    def focus_first(self) -> None:
        focus_into(self.municipality_panel.form.row("municipality").widget)

    def _on_loaded(self, stored: Settings) -> None:
        """Show what is stored; what is typed and not saved (because it cannot be so) stays."""
        first, self._loaded = not self._loaded, True
        kept = set() if first else set(self._dirty())
        self._stored = stored
        for panel in self.panels:
            panel.show_settings(stored, kept)
            panel.form.mark_clean(kept)
            if first:
                panel.form.keep_drafts()

    # saving
    def may_leave(self) -> bool:
        self.save()
        return True

    def _dirty(self) -> dict[str, Any]:
        """Return what the fields say and the vault does not; a field that cannot be read says nothing."""
        said: dict[str, Any] = {}
        for panel in self.panels:
            said |= panel.values()
        return {name: value for name, value in said.items() if value != getattr(self._stored, name)}

    def save(self) -> None:
        """Save every field that was changed."""
        if not self._loaded:
            return
        dirty = self._dirty()  # reads the fields, which takes old problems away
        for panel in self.panels:
            panel.form.show_unreadable()
        self._save(dirty)

    def _save(self, dirty: dict[str, Any]) -> None:
        if not dirty:
            return
        wanted = replace(self._stored, **dirty)

        def work(uow: "UnitOfWork") -> "Outcome[Settings]":
            return settings.save(uow, wanted)

        self._context.operations.command(self, work, self._on_saved, self._refusal_of(dirty))

    def _on_saved(self, stored: Settings) -> None:
        self._stored = stored
        left = self._dirty()
        for panel in self.panels:
            panel.form.clear_saved(set(left))
            panel.form.mark_clean(left)

    def _refusal_of(self, dirty: dict[str, Any]) -> Callable[[DomainError | KnownError], None]:
        def refused(error: DomainError | KnownError) -> None:
            if not isinstance(error, DomainError) or error.field is None:
                self._context.operations.failed.emit(error)
                return
            for panel in self.panels:
                panel.form.mark(error)
            if error.field in dirty:  # the other fields are not to blame
                self._save({name: value for name, value in dirty.items() if name != error.field})

        return refused
