"""Settings are saved as they are left, told beside the field when they cannot be so, and there after reopening."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from sspdesk.domain.changes import ChangeSet
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.log import Action, LogFilter
from sspdesk.domain.settings import Settings
from sspdesk.domain.vault import Finding, SecretKind, Severity
from sspdesk.services import session, settings, vaults
from sspdesk.services.work import UnitOfWork
from sspdesk.storage.vault import OpenVault
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext, VaultActions
from sspdesk.ui.settings.keys_dialogs import DeputyDialog, RotationDialog
from sspdesk.ui.settings.page import SettingsPage
from sspdesk.ui.settings.panels import NumberEdit
from sspdesk.ui.settings.vault_panel import PassphraseDialog
from sspdesk.ui.shared.operations import InlineExecutor, InlineOperations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.theme import Theme
from sspdesk.ui.vault_care import VaultCare
from tests.vaults import CHEAP, PASSPHRASE, make_vault, reopen

NEW = "kabinet-vandfald-umulig-teglsten-oboist"


class Room:
    """A settings page on a vault of its own."""

    def __init__(self, qtbot: QtBot, vault: OpenVault) -> None:
        self.qtbot, self.vault = qtbot, vault
        self.workspace = Workspace(vault, now=lambda: datetime(2026, 11, 23, 9))
        first = replace(Settings(), municipality="Havnsø Kommune (fiktiv)")
        self.workspace.run(lambda uow: uow.save_settings(first))
        self.operations = InlineOperations(self.workspace.run)
        self.said: list[str] = []
        self.opened: list[str] = []
        self.failed: list[DomainError | KnownError] = []
        self.changes: list[ChangeSet] = []
        self.backups: list[str] = []
        self.checks: list[str] = []
        self.checked: datetime | None = None
        self.drills: list[str] = []
        self.agreed: list[tuple[str, str]] = []
        self.care = VaultCare(
            self.operations, InlineExecutor(), vault, self.workspace, lambda: vaults.begin_backup(vault)
        )
        self.found: tuple[Finding, ...] = ()
        self.operations.failed.connect(self.failed.append)
        self.operations.changed.connect(self.changes.append)
        self.operations.told.connect(lambda words, _undo: self.said.append(words))
        self.page = SettingsPage(
            PageContext(
                operations=self.operations,
                privacy=Privacy(),
                open_page=lambda key, _record: self.opened.append(key),
                say=self.said.append,
                meeting_lock=lambda _on: None,
                now=lambda: datetime(2026, 11, 23, 9),
                vault=VaultActions(
                    folder=vault.folder,
                    last_backup=lambda: None,
                    back_up=lambda: self.backups.append("now"),
                    change_passphrase=self._change_passphrase,
                    last_check=lambda: self.checked,
                    check_found=lambda: self.found,
                    check_now=lambda: self.checks.append("now"),
                    review=lambda: self.checks.append("review"),
                    drill=lambda: self.drills.append("now"),
                    confirm=lambda secret: vaults.confirm_passphrase(self.vault, secret),
                    deputies=self.care.deputies,
                    add_deputy=self.care.add_deputy,
                    rotate=lambda passphrase, key: self.agreed.append((passphrase, key.text)),
                ),
            )
        )
        qtbot.addWidget(self.page)
        self.page.show()
        self.page.activate()

    def _change_passphrase(self, uow: UnitOfWork, present: str, new: str) -> None:
        vaults.confirm_passphrase(self.vault, present)
        vaults.change_passphrase(self.vault, new, kdf=CHEAP)
        session.passphrase_changed(uow)

    @property
    def stored(self) -> Settings:
        return self.workspace.run(settings.load)

    def type(self, panel: str, field: str, text: str) -> None:
        """Type into a line and leave it."""
        edit = getattr(self.page, panel).form.row(field).widget
        edit.setText(text)
        edit.editingFinished.emit()
        self.qtbot.wait(1)

    def problem(self, panel: str, field: str) -> str:
        row = getattr(self.page, panel).form.row(field)
        return row.error_label.text() if row.has_problem else ""


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Room:
    vault = make_vault(tmp_path)
    room = Room(qtbot, vault)
    yield room
    room.operations.close()
    vault.close()
    assert room.failed == []


def test_what_is_typed_is_there_after_reopening(room: Room, theme: Theme, tmp_path: Path) -> None:
    room.type("municipality_panel", "consultant", "Vibeke Skabelon")
    room.type("group_panel", "meeting_start", "9.30")
    room.page.group_panel.weeks_combo.set_value(1)
    room.page.look_panel.theme_control._buttons[2].click()
    room.page.save()
    folder = room.vault.folder
    room.vault.close()
    again = reopen(folder)
    stored = Workspace(again).run(settings.load)
    again.close()
    assert (stored.consultant, stored.meeting_start, stored.meeting_interval_weeks, stored.theme) == (
        "Vibeke Skabelon",
        "09:30",
        1,
        "dark",
    )
    assert stored.municipality == "Havnsø Kommune (fiktiv)"


def test_every_change_is_logged_and_told_to_the_desk(room: Room) -> None:
    room.type("municipality_panel", "unit", "Ungdomsskolen")
    assert "setting" in room.changes[-1].kinds
    entry = room.workspace.run(lambda uow: uow.log_entries(limit=1))[0]
    assert (entry.action, entry.kind) == (Action.CHANGE, "setting")
    before = len(room.changes)
    room.type("municipality_panel", "unit", "Ungdomsskolen")
    assert len(room.changes) == before


@pytest.mark.parametrize(
    ("panel", "field", "text", "told"),
    [
        ("municipality_panel", "municipality", " ", "Skriv kommunens navn."),
        ("limits_panel", "idle_minutes", "40", "1 til 15 minutter"),
        ("limits_panel", "meeting_minutes", "3", "60 minutter"),
        ("limits_panel", "handout_days", "0", "1 til 180 dage"),
        ("limits_panel", "handout_days", "snart", "Skriv et helt tal."),
        ("group_panel", "age_limit", "99", "mellem 10 og 30"),
        ("group_panel", "meeting_end", "8.00", "slutter"),
        ("group_panel", "meeting_start", "25.99", "25.99"),
    ],
)
def test_what_cannot_be_so_is_told_beside_its_field_and_not_saved(
    room: Room, panel: str, field: str, text: str, told: str
) -> None:
    before = room.stored
    room.type(panel, field, text)
    assert told in room.problem(panel, field)
    assert room.stored == before


def test_a_wrong_field_does_not_keep_another_from_being_saved(room: Room) -> None:
    room.type("limits_panel", "idle_minutes", "40")
    room.type("municipality_panel", "consultant", "Vibeke Skabelon")
    assert (room.stored.idle_minutes, room.stored.consultant) == (5, "Vibeke Skabelon")
    assert room.problem("limits_panel", "idle_minutes")
    assert room.page.limits_panel.form.value("idle_minutes") == 40
    room.type("limits_panel", "idle_minutes", "10")
    assert room.stored.idle_minutes == 10
    assert not room.problem("limits_panel", "idle_minutes")


def test_two_fields_that_hang_together_are_saved_when_both_fit(room: Room) -> None:
    room.type("limits_panel", "meeting_minutes", "10")
    room.type("limits_panel", "idle_minutes", "15")
    assert room.problem("limits_panel", "meeting_minutes")
    assert room.stored.idle_minutes == 5
    room.type("limits_panel", "meeting_minutes", "45")
    assert (room.stored.idle_minutes, room.stored.meeting_minutes) == (15, 45)
    assert not room.problem("limits_panel", "meeting_minutes")


def test_the_age_limit_says_what_it_means(room: Room) -> None:
    control = room.page.group_panel.inclusive_control
    assert [button.text() for button in control._buttons] == ["til og med 25 år", "under 25 år"]
    room.type("group_panel", "age_limit", "24")
    control._buttons[1].click()
    room.page.save()
    assert [button.text() for button in control._buttons] == ["til og med 24 år", "under 24 år"]
    assert (room.stored.age_limit, room.stored.age_limit_inclusive) == (24, False)


def test_numbers_are_counted_with_the_arrow_keys(room: Room, qtbot: QtBot) -> None:
    edit = room.page.limits_panel.form.row("idle_minutes").widget
    assert isinstance(edit, NumberEdit)
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.value == 6
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert edit.value == 5


def test_the_backup_folder_is_shown_and_can_be_moved_back(room: Room, tmp_path: Path) -> None:
    panel = room.page.backup_panel
    beside = panel.folder_edit.text()
    assert beside == str(vaults.backup_folder(room.vault.folder))
    panel._on_folder_chosen(str(tmp_path))
    room.page.save()
    assert room.stored.backup_folder == str(tmp_path)
    panel.beside_button.click()
    room.page.save()
    assert room.stored.backup_folder == ""
    assert panel.folder_edit.text() == beside


def test_a_backup_can_be_asked_for(room: Room) -> None:
    assert room.page.backup_panel.last_badge.spec.tone == "warn"
    room.page.backup_panel.now_button.click()
    assert room.backups == ["now"]


def test_members_and_schools_are_one_press_away(room: Room) -> None:
    room.page.group_panel.people_button.click()
    assert room.opened == ["people"]


def _dialog(room: Room) -> PassphraseDialog:
    room.page.passphrase_panel.change_button.click()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PassphraseDialog) and one.isVisible()]
    return dialog


def _fill(dialog: PassphraseDialog, present: str, new: str) -> None:
    dialog.present_edit.setText(present)
    dialog.fields.passphrase_edit.setText(new)
    dialog.fields.again_edit.setText(new)
    dialog.change_button.click()


def test_a_new_passphrase_needs_the_present_one(room: Room, theme: Theme) -> None:
    dialog = _dialog(room)
    _fill(dialog, "noget helt andet end den rette", NEW)
    assert dialog.isVisible()
    assert dialog.present_row.error_label.text() == "Det er ikke den nuværende adgangskode."
    _fill(dialog, PASSPHRASE, "sommerferie2026")
    assert dialog.isVisible()
    _fill(dialog, PASSPHRASE, NEW)
    assert room.said == ["Den nye adgangskode gælder nu"]
    entry = room.workspace.run(lambda uow: uow.log_entries(limit=1))[0]
    assert entry.action is Action.PASSPHRASE_CHANGED
    room.vault.close()
    with pytest.raises(KnownError, match="wrong_secret"):
        reopen(room.vault.folder)
    reopen(room.vault.folder, NEW).close()


def test_the_weekly_check_says_when_it_was_and_can_be_made_now(room: Room) -> None:
    panel = room.page.check_panel
    assert (panel.last_badge.spec.text, panel.last_badge.spec.tone) == ("Ikke efterset endnu", "warn")
    room.checked = datetime(2026, 11, 20, 14, 2)
    room.page.refresh(ChangeSet(kinds=frozenset({"check"})))
    told = ("Efterset fre. 20. nov. 2026 kl. 14.02, intet galt", "ok")
    assert (panel.last_badge.spec.text, panel.last_badge.spec.tone) == told
    room.found = (Finding("database_damaged", Severity.ERROR),)
    room.page.refresh(ChangeSet(kinds=frozenset({"check"})))
    assert panel.last_badge.spec.tone == "danger"
    panel.now_button.click()
    assert room.checks == ["now"]


def test_the_reviewers_view_is_one_press_away(room: Room) -> None:
    room.page.review_panel.open_button.click()
    assert room.checks == ["review"]


# -- keys, deputies, the second place and the drill ------------------------------------------------------------------


def _shown(room: Room, kind: type[QDialog]) -> QDialog:
    (found,) = [one for one in room.page.findChildren(kind) if one.isVisible()]
    return found


def test_a_deputy_is_let_in_and_stands_in_the_list(room: Room) -> None:
    panel = room.page.keys_panel
    panel.add_button.click()
    dialog = _shown(room, DeputyDialog)
    assert isinstance(dialog, DeputyDialog)
    dialog.give_button.click()
    assert dialog.isVisible()
    dialog.name_edit.setText("Vikar Vikarsen")
    for edit in (dialog.fields.passphrase_edit, dialog.fields.again_edit):
        edit.setText("sildeben tagsten kompas roer ugle")
    dialog.give_button.click()
    assert room.vault.slots[-1].kind is SecretKind.PASSPHRASE
    assert len(room.vault.slots) == 3
    assert len(panel.remove_buttons) == 1
    logged = room.workspace.run(lambda uow: uow.log_entries(LogFilter(actions=(Action.DEPUTY_ADDED,))))
    assert len(logged) == 1
    assert "Vikar" not in str(logged[0].detail)


def test_new_keys_need_the_present_passphrase_a_new_one_and_the_sheet(room: Room) -> None:
    room.page.keys_panel.rotate_button.click()
    dialog = _shown(room, RotationDialog)
    assert isinstance(dialog, RotationDialog)
    dialog.secret.present_edit.setText("en forkert adgangskode i dag")
    for edit in (dialog.secret.fields.passphrase_edit, dialog.secret.fields.again_edit):
        edit.setText("sildeben tagsten kompas roer ugle")
    dialog.go_on()
    assert dialog.secret.present_row.has_problem
    dialog.secret.present_edit.setText(PASSPHRASE)
    dialog.go_on()
    assert dialog.stack.currentWidget() is dialog.sheet
    dialog.go_on()
    for edit in dialog.confirm.edits:
        edit.setText("AAAAA")
    dialog.go_on()
    assert room.agreed == []
    for edit, number in zip(dialog.confirm.edits, dialog.confirm.asked, strict=True):
        edit.setText(dialog.sheet.key.groups[number])
    dialog.go_on()
    assert room.agreed == [("sildeben tagsten kompas roer ugle", dialog.sheet.key.text)]


def test_removing_a_deputy_changes_the_keys_and_keeps_the_passphrase(room: Room) -> None:
    room.page.keys_panel.rotate("Vikar Vikarsen")
    dialog = _shown(room, RotationDialog)
    assert isinstance(dialog, RotationDialog)
    assert not dialog.secret.fields.isVisible()
    dialog.secret.present_edit.setText(PASSPHRASE)
    dialog.go_on()
    assert dialog.stack.currentWidget() is dialog.sheet
    assert dialog.secret.passphrase == PASSPHRASE


def test_a_second_place_is_kept_and_the_drill_tells_its_day(room: Room, tmp_path: Path) -> None:
    panel = room.page.backup_panel
    panel.choose_second(str(tmp_path / "usb"))
    room.qtbot.wait(1)
    assert room.stored.second_backup_folder == str(tmp_path / "usb")
    room.type("backup_panel", "backup_days", "30")
    assert room.stored.backup_days == 30
    panel.drill_button.click()
    assert room.drills == ["now"]
    room.care.drill()
    assert room.stored.drilled_at
    room.page.activate()
    assert "Gendannelse prøvet" in panel.drill_label.text()
