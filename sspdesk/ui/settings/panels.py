"""The panels of plain settings: municipality, meeting rhythm, limits, look."""

import sys
from collections.abc import Collection
from datetime import time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from sspdesk.domain.errors import DomainError
from sspdesk.domain.settings import Settings
from sspdesk.i18n import _
from sspdesk.labels import capture
from sspdesk.labels import settings as words
from sspdesk.labels.errors import explain
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.form import Form
from sspdesk.ui.shared.panels import Panel


class SettingsForm(Form):
    """A form that marks problems without taking the focus away: one is on the way to the next field already."""

    def mark(self, error: DomainError) -> None:
        """Show an error beside its field, if the field is here."""
        if error.field in self._rows:
            self._rows[error.field].show_problem(explain(error))

    def show_unreadable(self) -> None:
        """Mark times that are none."""
        for field, told in self.unreadable():
            self._rows[field].show_problem(told)

    def clear_saved(self, unsaved: Collection[str]) -> None:
        """Take the problems of all fields away that are saved now."""
        wrong = {field for field, _told in self.unreadable()}
        for field, row in self._rows.items():
            if row.has_problem and field not in unsaved and field not in wrong:
                row.show_problem("")

    def number(self, field: str, label: str, *, help: str = "") -> "NumberEdit":  # noqa: A002 - as in Form
        """Add a whole number; its limits are the service's to judge."""
        edit = NumberEdit()
        return self.add(field, label, edit, get=lambda: edit.value, set=edit.set_value, help=help)

    def unreadable(self) -> list[tuple[str, str]]:
        """Return the fields that hold no time or no number."""
        found = super().unreadable()
        for field, row in self._rows.items():
            if isinstance(row.widget, NumberEdit) and row.widget.value is None:
                found.append((field, _("Write a whole number.")))
        return found


class NumberEdit(QLineEdit):
    """A whole number; the arrow keys count up and down."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(4)

    @property
    def value(self) -> int | None:
        """The number, or None when the text is none."""
        text = self.text().strip()
        return int(text) if text.isascii() and text.isdigit() else None

    def set_value(self, value: int) -> None:
        """Show a number."""
        self.setText(str(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self.value is not None:
            self.set_value(max(0, self.value + step))
            return
        super().keyPressEvent(event)


class SettingsPanel(Panel):
    """A panel with a form whose field names are those of ``Settings``. ``finished``: a field was left or chosen."""

    finished = Signal()

    def __init__(self, title: str, *, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.form = SettingsForm(columns=columns)
        self.body.addWidget(self.form)

    def values(self) -> dict[str, Any]:
        """Return what the fields say, by the name of the setting; unreadable ones are left out."""
        return {name: value for name, value in self.form.values().items() if value is not None}

    def show_settings(self, stored: Settings, kept: Collection[str]) -> None:
        """Show what is stored, but leave the fields in ``kept`` as they are."""
        for field in self.form.values():
            if field not in kept and self.form.value(field) != getattr(stored, field):
                self.form.set_value(field, getattr(stored, field))

    def _watch_line(self, edit: QLineEdit) -> None:
        edit.editingFinished.connect(self.finished)


class MunicipalityPanel(SettingsPanel):
    """Whose desk it is; it stands on every paper."""

    def __init__(self) -> None:
        super().__init__(_("Municipality and you"))
        for field, label in (
            ("municipality", _("Municipality")),
            ("unit", _("Unit")),
            ("consultant", _("Your name")),
            ("consultant_phone", _("Your phone")),
            ("consultant_mail", _("Your mail")),
            ("municipality_address", _("The municipality's address")),
        ):
            self._watch_line(self.form.line(field, label))
        told = _("Name, phone and mail. Stands on every invitation (articles 13 and 14).")
        self._watch_line(self.form.line("dpo", _("Data protection officer"), help=told, span=2))


class GroupPanel(SettingsPanel):
    """When and where the group meets, and whom it is for."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("The Wednesday group"))
        self._context = context
        form = self.form
        days = [Option(number, words.weekday(number)) for number in range(7)]
        weeks = [Option(count, words.rhythm(count)) for count in range(1, 9)]
        self.weekday_combo = form.combo("meeting_weekday", _("Weekday"), days, search=False)
        self.weeks_combo = form.combo("meeting_interval_weeks", _("How often"), weeks, search=False)
        self.start_edit = form.time("meeting_start", _("Begins"))
        self.end_edit = form.time("meeting_end", _("Ends"))
        self._watch_line(form.line("meeting_place", _("Place"), span=2))
        self.age_edit = form.number("age_limit", _("Age limit in years"))
        self.inclusive_control = SegmentedControl([Segment(True, ""), Segment(False, "")], name=_("Age limit means"))
        control = self.inclusive_control
        form.add("age_limit_inclusive", _("Age limit means"), control, get=lambda: control.value, set=control.set_value)
        self.people_button = Button(
            _("Members, schools and SSP teachers"), kind=Kind.LINK, icon="briefcase", name="people_button"
        )
        self.body.addLayout(layouts.row(self.people_button, None))
        self.people_button.clicked.connect(self._on_people_pressed)
        for combo in (self.weekday_combo, self.weeks_combo):
            combo.value_changed.connect(self.finished)
        for edit in (self.start_edit, self.end_edit):
            self._watch_line(edit)
        self._watch_line(self.age_edit)
        self.age_edit.textChanged.connect(self._on_age_changed)
        control.value_changed.connect(self.finished)

    def values(self) -> dict[str, Any]:
        said = super().values()
        return {name: value.strftime("%H:%M") if isinstance(value, time) else value for name, value in said.items()}

    def show_settings(self, stored: Settings, kept: Collection[str]) -> None:
        for edit, name in ((self.start_edit, "meeting_start"), (self.end_edit, "meeting_end")):
            if name not in kept and edit.is_readable:
                edit.set_value(time.fromisoformat(getattr(stored, name)))
        super().show_settings(stored, {*kept, "meeting_start", "meeting_end"})

    def _on_age_changed(self, age: str) -> None:
        self.inclusive_control.set_label(True, _("up to and including {age}").format(age=age))
        self.inclusive_control.set_label(False, _("under {age}").format(age=age))

    def _on_people_pressed(self) -> None:
        self._context.open_page("people", None)


class LimitsPanel(SettingsPanel):
    """When the desk locks, and how long a hand-out is good for."""

    def __init__(self) -> None:
        super().__init__(_("Lock and hand-outs"))
        for field, label, told in (
            ("idle_minutes", _("Locks after minutes"), _("1 to 15, without use")),
            ("meeting_minutes", _("In a meeting after"), _("at most 60")),
            ("handout_days", _("Days of a hand-out"), _("stands on every page")),
            ("log_months", _("Months the log is kept"), _("6 to 60, then proposed for deletion")),
            ("street_hours", _("Hours a week of a street worker"), _("the norm of the shift plan")),
            ("street_strip_weeks", _("Weeks a street-team text is kept"), _("then proposed for removal")),
        ):
            self._watch_line(self.form.number(field, label, help=told))
        if sys.platform == "linux":
            told = capture.explained("impossible")
            self.body.addWidget(layouts.label(told, level="small", tone="muted", wrap=True))


class LookPanel(SettingsPanel):
    """Light or dark, and the size of the text."""

    def __init__(self) -> None:
        super().__init__(_("Appearance"), columns=1)
        themes = [Segment(code, words.theme(code)) for code in words.THEMES]
        sizes = [Segment(size, words.text_size(size)) for size in theme.BASE_SIZES]
        self.theme_control = self._control("theme", _("Colours"), themes)
        self.size_control = self._control("text_size", _("Text size"), sizes)

    def _control(self, field: str, label: str, segments: list[Segment]) -> SegmentedControl:
        control = SegmentedControl(segments, name=label)
        self.form.add(field, label, control, get=lambda: control.value, set=control.set_value)
        control.value_changed.connect(self.finished)
        return control
