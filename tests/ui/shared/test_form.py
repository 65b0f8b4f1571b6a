"""Forms: labels and names for everyone, problems beside their field, F8, dates and choices as typed."""

from datetime import date, time

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.domain.errors import DomainError
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.date_edit import DateEdit
from sspdesk.ui.shared.fields import Option, SearchCombo
from sspdesk.ui.shared.form import Form
from sspdesk.ui.theme import Theme
from tests.ui.conftest import free_deleted

TODAY = date(2026, 11, 25)


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> Form:
    form = Form(columns=2)
    qtbot.addWidget(form)
    form.line("name", "Navn", "Testine", help="For- og efternavn")
    form.combo("responsible", "Ansvarlig", [Option(1, "Lars Lærereksempel"), Option(2, "Gert Gadeeksempel")])
    form.date("due", "Frist", date(2026, 12, 9), today=lambda: TODAY)
    form.time("at", "Klokken", time(9, 30))
    form.text("note", "Note", "Lars ringer.", span=2)
    form.check("done", "Klaret")
    form.read_only("case", "Sag", "E-2026-02")
    form.resize(600, 500)
    form.show()
    return form


def _field(form: Form, name: str) -> QWidget:
    found = form.findChild(QWidget, f"{name}_field")
    assert isinstance(found, QWidget)
    return found


def test_every_field_has_label_buddy_and_accessible_name(form: Form) -> None:
    for name, label in [
        ("name", "Navn"),
        ("responsible", "Ansvarlig"),
        ("due", "Frist"),
        ("at", "Klokken"),
        ("note", "Note"),
    ]:
        row = form.row(name)
        assert (row.label.text(), row.label.buddy()) == (label, _field(form, name))
        assert _field(form, name).accessibleName() == label
    assert _field(form, "done").accessibleName() == "Klaret"
    assert _field(form, "name").accessibleDescription() == "For- og efternavn"
    assert form.row("name").help_label.isVisible()


def test_values_are_read_in_their_own_kind(form: Form) -> None:
    assert form.values() == {
        "name": "Testine",
        "responsible": None,
        "due": date(2026, 12, 9),
        "at": time(9, 30),
        "note": "Lars ringer.",
        "done": False,
        "case": "E-2026-02",
    }


def test_a_domain_error_stands_beside_its_field_until_it_is_mended(form: Form, qtbot: QtBot) -> None:
    assert form.show_error(DomainError("name_missing", "name"))
    row = form.row("name")
    assert (row.error_label.text(), row.error_line.isVisible()) == ("Navnet mangler.", True)
    assert _field(form, "name").accessibleDescription() == "Navnet mangler."
    assert form.focusWidget() is _field(form, "name")
    qtbot.keyClicks(_field(form, "name"), "x")
    assert not row.has_problem
    assert _field(form, "name").accessibleDescription() == "For- og efternavn"
    assert not form.show_error(DomainError("name_missing", "somewhere_else"))


def test_f8_goes_through_the_problems_and_around(form: Form, qtbot: QtBot) -> None:
    form.show_problems([("name", "Navnet mangler."), ("note", "Skriv uden navne.")])
    form.window().activateWindow()
    assert form.focusWidget() is _field(form, "name")
    qtbot.keyClick(form, Qt.Key.Key_F8)
    assert form.focusWidget() is _field(form, "note")
    qtbot.keyClick(form, Qt.Key.Key_F8)
    assert form.focusWidget() is _field(form, "name")
    qtbot.keyClick(form, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert form.focusWidget() is _field(form, "note")


def test_a_date_is_typed_freely_and_shown_in_full(form: Form, qtbot: QtBot) -> None:
    edit = _field(form, "due")
    assert isinstance(edit, DateEdit)
    edit.clear()
    qtbot.keyClicks(edit, "3/1")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert (edit.text(), form.value("due")) == ("søn. 3. jan. 2027", date(2027, 1, 3))
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert form.value("due") == date(2027, 1, 4)
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert form.value("due") == date(2026, 12, 28)


def test_a_date_that_does_not_exist_is_kept_marked_and_explained(form: Form, qtbot: QtBot) -> None:
    edit = _field(form, "due")
    assert isinstance(edit, DateEdit)
    edit.clear()
    qtbot.keyClicks(edit, "31-02-2011")
    assert form.value("due") is None
    assert edit.text() == "31-02-2011"
    assert not form.is_readable()
    assert form.row("due").error_label.text() == "Datoen 31-02-2011 findes ikke. Ret den, f.eks. 9/12."
    edit.clear()
    assert form.is_readable()


def test_the_calendar_gives_a_day_back_and_is_freed(form: Form, qtbot: QtBot) -> None:
    edit = _field(form, "due")
    assert isinstance(edit, DateEdit)
    edit.calendar_action.trigger()
    popup = edit._popup
    assert popup is not None
    popup.calendar.activated.emit(popup.calendar.selectedDate().addDays(7))
    free_deleted()
    assert not shiboken6.isValid(popup)
    assert form.value("due") == date(2026, 12, 16)


def test_any_part_of_a_choice_can_be_typed_and_nonsense_chooses_nothing(form: Form, qtbot: QtBot) -> None:
    combo = _field(form, "responsible")
    assert isinstance(combo, SearchCombo)
    line = combo.line
    assert line is not None
    assert line.accessibleName() == "Ansvarlig"
    qtbot.keyClicks(line, "gade")
    line.editingFinished.emit()
    assert (form.value("responsible"), line.text()) == (2, "Gert Gadeeksempel")
    line.setText("hvem som helst")
    line.editingFinished.emit()
    assert line.text() == "Gert Gadeeksempel"
    line.clear()
    line.editingFinished.emit()
    assert form.value("responsible") is None


def test_the_wheel_never_changes_a_choice(form: Form, qtbot: QtBot) -> None:
    combo = _field(form, "responsible")
    assert isinstance(combo, SearchCombo)
    combo.set_value(1)
    centre = combo.rect().center().toPointF()
    down, none = combo.mapToGlobal(combo.rect().center()) * 0, Qt.MouseButton.NoButton
    event = QWheelEvent(
        centre, centre, down, combo.rect().topLeft() - combo.rect().bottomLeft(), none,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, event)
    assert combo.value == 1


def test_changes_are_noticed(form: Form, qtbot: QtBot) -> None:
    heard: list[bool] = []
    form.changed.connect(lambda: heard.append(True))
    assert not form.is_dirty
    qtbot.keyClicks(_field(form, "note"), "Ny linje")
    assert form.is_dirty
    assert heard


def test_tab_leaves_the_text_and_a_read_only_field_says_so(form: Form, qtbot: QtBot) -> None:
    note = _field(form, "note")
    note.setFocus()
    qtbot.keyClick(note, Qt.Key.Key_Tab)
    assert form.focusWidget() is not note
    assert form.value("note") == "Lars ringer."
    case = _field(form, "case")
    qtbot.keyClicks(case, "x")
    assert form.value("case") == "E-2026-02"
    assert [button.accessibleName() for button in case.findChildren(QWidget) if button.accessibleName()] == [
        "Kan ikke ændres her"
    ]


def test_words_on_the_form_are_never_taken_as_markup(form: Form) -> None:
    form.row("name").show_problem("<b>31-02</b>")
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in form.findChildren(QLabel) if label.text())


def test_a_combo_gives_back_the_very_value_it_was_given(form: Form) -> None:
    combo = form.combo("kind", "Art", [Option(None, "Ingen"), Option(Kind.PRIMARY, "Første")], Kind.PRIMARY)
    assert combo.value is Kind.PRIMARY
    combo.set_value(None)
    assert combo.value is None
    combo.set_options([Option(Kind.FLAT, "Flad")])
    combo.set_value("flat")
    assert combo.value is Kind.FLAT
