"""The unlock form: which vault, the passphrase or the recovery key, what went wrong, and how long to wait."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from sspdesk.domain.vault import SecretKind
from sspdesk.i18n import _, ngettext
from sspdesk.ui import icons, theme
from sspdesk.ui.shared.buttons import Button, Kind, repolish
from sspdesk.ui.shared.layouts import box, column, label, row, rule
from sspdesk.ui.unlock.glimpse import VaultGlimpse
from sspdesk.ui.unlock.message import Message
from sspdesk.ui.unlock.passphrase_edit import PassphraseEdit
from sspdesk.ui.unlock.vault_box import VaultBox

WIDTH = 400


class UnlockForm(QWidget):
    """Gives the secret on, shows the answer. Holds no secret longer than the field does."""

    secret_given = Signal(str, str)
    """The kind of secret and the secret; the owner answers with ``show_failure`` or closes the window."""
    other_vault_wanted = Signal()
    new_vault_wanted = Signal()
    retry_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unlock_form")
        self.setFixedWidth(theme.px(WIDTH))
        self._kind = SecretKind.PASSPHRASE
        self._failures = 0
        self._wait_left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._on_second_passed)
        self.title_label = label(_("Unlock"), level="title")
        self.vault_box = VaultBox()
        self.vault_box.other_vault_wanted.connect(self.other_vault_wanted)
        self.vault_box.new_vault_wanted.connect(self.new_vault_wanted)
        self.warning = Message("warn", "triangle-alert", "place_warning")
        self._make_secret_part()
        self._make_problem_part()
        vault_label = label(_("Vault"), level="label")
        vault_label.setBuddy(self.vault_box.change_button)
        self.setLayout(
            column(
                self.title_label, 16, vault_label, self.vault_box, self.warning, 8, self.problem_part, self.secret_part,
                spacing=4,
            )
        )  # fmt: skip

    def _make_secret_part(self) -> None:
        self.secret_label = label(level="label")
        self.passphrase_edit = PassphraseEdit(_("Passphrase"))
        self.recovery_edit = QLineEdit()
        self.recovery_edit.setObjectName("recovery_edit")
        self.recovery_edit.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.recovery_edit.setAccessibleName(_("Recovery key"))
        for edit in (self.passphrase_edit, self.recovery_edit):
            edit.setProperty("big", True)
            edit.returnPressed.connect(self._on_unlock_pressed)
            edit.textEdited.connect(self._on_secret_edited)
        self.demo_part, self.demo_label = self._demo_part()
        self.caps_lock = Message("warn", "arrow-big-up-dash", "caps_lock_hint")
        self.passphrase_edit.caps_lock_changed.connect(self._on_caps_lock_changed)
        self.error = Message("danger", "circle-alert", "unlock_error")
        self.checking = Message("info", "info", "checking_note")
        self.unlock_button = Button("", kind=Kind.PRIMARY, icon="lock-open", name="unlock_button")
        self.unlock_button.setProperty("big", True)
        self.unlock_button.clicked.connect(self._on_unlock_pressed)
        self.way_button = Button("", kind=Kind.LINK, icon="key-round", name="way_button")
        self.way_button.clicked.connect(self._on_way_pressed)
        self.restore_button = Button(
            _("Restore a backup …"), kind=Kind.LINK, icon="database-backup", name="restore_link"
        )
        self.restore_button.clicked.connect(self.restore_wanted)
        enter = label(_("Enter unlocks"), level="small", tone="muted")
        note = _(
            "Nobody can reset the passphrase. Without both passphrase and recovery key the vault cannot be opened."
        )
        self.secret_part = QWidget()
        self.secret_part.setLayout(
            column(
                self.secret_label, self.passphrase_edit, self.recovery_edit, self.caps_lock, self.error, self.checking,
                self.demo_part,
                12, self.unlock_button, 8, row(self.way_button, None, enter), row(self.restore_button, None),
                12, rule(), 8,
                label(note, level="small", tone="muted", wrap=True),
                spacing=4,
            )
        )  # fmt: skip
        self._show_kind(SecretKind.PASSPHRASE)

    def _demo_part(self) -> tuple[QFrame, QLabel]:
        picture = QLabel()
        icons.set_picture(picture, "info", "info")
        words = label(tone="info", level="medium", selectable=True)
        words.setObjectName("demo_passphrase")
        copy = Button(_("Copy"), kind=Kind.LINK, name="copy_demo_button")
        copy.clicked.connect(self._on_copy_pressed)
        title = label(_("Demo, invented persons. The passphrase is filled in:"), level="small", tone="info")
        line = row(picture, column(title, words, spacing=0), None, copy, spacing=8, margins=(10, 6, 6, 6))
        frame = box(line, role="message", name="demo_part")
        frame.setProperty("tone", "info")
        frame.hide()
        return frame, words

    def _make_problem_part(self) -> None:
        self.problem = Message("danger", "octagon-alert", "vault_problem")
        self.retry_button = Button(_("Look again"), kind=Kind.PRIMARY, icon="refresh-cw", name="retry_button")
        self.retry_button.clicked.connect(self.retry_wanted)
        restore = Button(_("Restore a backup …"), icon="database-backup", name="problem_restore_button")
        restore.clicked.connect(self.restore_wanted)
        new = Button(_("Make a new vault"), icon="plus", name="new_vault_button")
        new.clicked.connect(self.new_vault_wanted)
        self.problem_part = QWidget()
        self.problem_part.setLayout(
            column(self.problem, 8, row(self.retry_button, restore, new, None), margins=(0, 8, 0, 0))
        )
        self.problem_part.hide()

    # -- what the owner shows --------------------------------------------------------------------------------------

    def show_vault(self, glimpse: VaultGlimpse) -> None:
        """Show which vault this is, with empty fields."""
        self.vault_box.show_vault(glimpse.name, glimpse.path)
        self.show_state(glimpse)
        self.demo_part.setVisible(bool(glimpse.demo_passphrase))
        self.demo_label.setText(glimpse.demo_passphrase)
        self.passphrase_edit.setText(glimpse.demo_passphrase)
        self._failures = 0
        self._end_wait()
        self._show_kind(SecretKind.PASSPHRASE)

    def show_state(self, glimpse: VaultGlimpse) -> None:
        """Show what is wrong or risky with the vault; what is typed stays. A problem takes the passphrase's place."""
        self.warning.say(glimpse.warning)
        self.problem.say(glimpse.problem)
        self.problem_part.setVisible(bool(glimpse.problem))
        self.secret_part.setVisible(not glimpse.problem)

    def show_opening(self) -> None:
        """Show that the key is being derived; nothing can be pressed until the answer."""
        self._set_busy(True)
        self.error.say("")
        self.unlock_button.set_words(_("Unlocking …"), "hourglass")

    def show_checking(self) -> None:
        """Say that the whole vault is being looked at, as after a crash, which may take a minute."""
        self.checking.say(_("The vault was not closed properly last time, or was changed since. All of it is checked."))
        self.unlock_button.set_words(_("Checking the vault …"), "hourglass")

    def show_doubt(self) -> None:
        """Wait for what the user makes of the findings; what is typed stays."""
        self._set_busy(False)
        self.checking.say("")
        self._end_wait()

    def show_failure(self, words: str, *, wrong: bool) -> None:
        """Say why the vault did not open; ``wrong`` counts the secret and makes the next try wait."""
        from sspdesk.services.vaults import Delay  # noqa: PLC0415 - the screen is shown before that is loaded

        self._set_busy(False)
        self.checking.say("")
        self.error.say(words)
        self._mark(invalid=True)
        if wrong:
            self._failures += 1
        self._wait_left = Delay(self._failures).seconds if wrong else 0
        self._show_wait()
        self._edit().setFocus()
        self._edit().selectAll()

    def clear_secrets(self) -> None:
        """Empty both fields."""
        self.passphrase_edit.clear()
        self.passphrase_edit.hide_words()
        self.recovery_edit.clear()

    @property
    def seconds_to_wait(self) -> int:
        """The seconds until the next try is taken."""
        return self._wait_left

    # -- inside ----------------------------------------------------------------------------------------------------

    def _edit(self) -> QLineEdit:
        return self.passphrase_edit if self._kind is SecretKind.PASSPHRASE else self.recovery_edit

    def _show_kind(self, kind: SecretKind) -> None:
        self._kind = kind
        by_passphrase = kind is SecretKind.PASSPHRASE
        self.secret_label.setText(_("Passphrase") if by_passphrase else _("Recovery key (six groups of five)"))
        self.secret_label.setBuddy(self._edit())
        self.passphrase_edit.setVisible(by_passphrase)
        self.recovery_edit.setVisible(not by_passphrase)
        words = _("Use the recovery key") if by_passphrase else _("Use the passphrase")
        self.way_button.set_words(words, "key-round" if by_passphrase else "corner-down-left")
        self.caps_lock.say("")
        self.error.say("")
        self._mark(invalid=False)
        self._show_wait()
        self._edit().setFocus()

    def _mark(self, *, invalid: bool) -> None:
        for edit in (self.passphrase_edit, self.recovery_edit):
            edit.setProperty("invalid", invalid)
            repolish(edit)

    def _set_busy(self, busy: bool) -> None:
        for part in (
            self._edit(),
            self.unlock_button,
            self.way_button,
            self.restore_button,
            self.vault_box.change_button,
        ):
            part.setEnabled(not busy)

    def _show_wait(self) -> None:
        if self._wait_left:
            words = ngettext("Try again in {count} second", "Try again in {count} seconds", self._wait_left)
            self.unlock_button.set_words(words.format(count=self._wait_left), "hourglass")
            self.unlock_button.setEnabled(False)
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._end_wait()

    def _end_wait(self) -> None:
        self._wait_left = 0
        self._timer.stop()
        self.unlock_button.setEnabled(True)
        self.unlock_button.set_words(_("Unlock"), "lock-open")

    def _on_second_passed(self) -> None:
        self._wait_left -= 1
        self._show_wait()

    def _on_unlock_pressed(self) -> None:
        if self._wait_left or not self.unlock_button.isEnabled():
            return
        secret = self._edit().text()
        if not secret.strip():
            by_passphrase = self._kind is SecretKind.PASSPHRASE
            empty = _("Write the passphrase first.") if by_passphrase else _("Write the key first.")
            self.show_failure(empty, wrong=False)
            return
        self.passphrase_edit.hide_words()
        self.show_opening()
        self.secret_given.emit(self._kind, secret)

    def _on_secret_edited(self) -> None:
        self.error.say("")
        self._mark(invalid=False)

    def _on_caps_lock_changed(self, on: bool) -> None:
        self.caps_lock.say(_("Caps Lock is on") if on else "")

    def _on_way_pressed(self) -> None:
        other = SecretKind.RECOVERY if self._kind is SecretKind.PASSPHRASE else SecretKind.PASSPHRASE
        self._show_kind(other)

    def _on_copy_pressed(self) -> None:
        QGuiApplication.clipboard().setText(self.demo_label.text())
