"""The strip of chips over meeting mode: who is here, who sent apologies, who is missing, and guests."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from sspdesk.domain.meetings import Attendance
from sspdesk.i18n import _
from sspdesk.services.wednesday_list import AttendeeRow
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import IconButton
from sspdesk.ui.shared.choices import Chip
from sspdesk.ui.wednesday import words

_NEXT = {
    Attendance.INVITED: Attendance.PRESENT,
    Attendance.PRESENT: Attendance.APOLOGIES,
    Attendance.APOLOGIES: Attendance.INVITED,
    Attendance.ABSENT: Attendance.PRESENT,
}


class AttendeeChip(Chip):
    """One person: a press or Space goes on from present to apologies to not here; the menu chooses directly."""

    attendance_chosen = Signal(object)
    removed = Signal()

    def __init__(self, row: AttendeeRow, *, short_name: str) -> None:
        super().__init__(short_name, detail=words.colleague_in_short(row.colleague))
        self.row = row
        self._attendance = row.attendee.attendance
        self._started = False
        self.setObjectName(f"attendee_{row.attendee.id}_chip")
        self.setToolTip(f"{row.colleague.name}{words.DOT}{words.colleague_role(row.colleague)}")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self.clicked.connect(self._on_clicked)

    def show_row(self, row: AttendeeRow, *, locked: bool, started: bool) -> None:
        """Show what is stored now; before the meeting nobody is missing yet."""
        self.row = row
        self._attendance = row.attendee.attendance
        self._started = started
        self.setEnabled(not locked)
        self._show()

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet if the person is here."""
        return self._attendance is Attendance.INVITED

    def show_detail(self, shown: bool) -> None:
        """Show the word behind the name, or leave it out where there is no room; apologies and absence always stay."""
        away = self._attendance is Attendance.APOLOGIES
        self.set_detail(words.colleague_in_short(self.row.colleague) if shown else "")
        self.set_off("circle-minus" if away else "circle", self._away_word() if shown or not self.is_open else "")
        here = self._attendance is Attendance.PRESENT
        self.setAccessibleDescription(_("present") if here else self._away_word())

    def _show(self) -> None:
        self.setChecked(self._attendance is Attendance.PRESENT)
        self.show_detail(True)

    def _away_word(self) -> str:
        if self._attendance is Attendance.APOLOGIES:
            return _("apologies")
        if self._attendance is Attendance.ABSENT:
            return _("absent")
        return _("missing") if self._started else _("invited")

    def _on_clicked(self) -> None:
        self._attendance = _NEXT[self._attendance]
        self._show()
        self.attendance_chosen.emit(self._attendance)

    def _on_menu_requested(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, icon, text in (
            (Attendance.PRESENT, "circle-check", _("Present")),
            (Attendance.APOLOGIES, "circle-minus", _("Apologies")),
            (Attendance.ABSENT, "circle-x", _("Absent")),
        ):
            action = menu.addAction(text)
            icons.set_icon(action, icon, "muted")
            action.triggered.connect(partial(self.attendance_chosen.emit, value))
        if self.row.guest:
            menu.addSeparator()
            action = menu.addAction(_("Take the guest off the list"))
            icons.set_icon(action, "x", "muted")
            action.triggered.connect(self.removed)
        menu.popup(self.mapToGlobal(place))


class AttendanceStrip(QWidget):
    """ "6 af 8 til stede", a chip for everyone invited, and a button for guests."""

    attendance_chosen = Signal(object, object)
    guest_removed = Signal(object)
    guest_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("attendance_strip")
        self.count_label = layouts.label(level="strong")
        self.guest_button = IconButton(_("Add guest"), "user-plus", compact=True, bare=True)
        self._chips: list[AttendeeChip] = []
        self._flow = layouts.FlowLayout(spacing=5)
        self._flow_box = QWidget()
        self._flow_box.setLayout(self._flow)
        policy = self._flow_box.sizePolicy()
        policy.setHeightForWidth(True)
        self._flow_box.setSizePolicy(policy)
        line = layouts.row(self.count_label, self._flow_box, self.guest_button, spacing=9, margins=(16, 8, 12, 7))
        line.setStretch(1, 1)
        frame = layouts.box(line, role="strip", name="attendance_frame")
        frame.setMinimumHeight(theme.px(44))
        self.setLayout(layouts.column(frame, spacing=0))
        self.guest_button.clicked.connect(self.guest_asked)

    @property
    def chips(self) -> Sequence[AttendeeChip]:
        """The chips in order."""
        return self._chips

    def show_rows(self, rows: Sequence[AttendeeRow], *, locked: bool, started: bool) -> None:
        """Show who was invited. Chips of the same people stay, so that nothing blinks and the keyboard stays put."""
        if _people(rows) != _people([chip.row for chip in self._chips]):
            self._build(rows)
        for chip, row in zip(self._chips, rows, strict=True):
            chip.show_row(row, locked=locked, started=started)
        present = sum(row.attendee.attendance is Attendance.PRESENT for row in rows)
        self.count_label.setText(_("{present} of {invited} present").format(present=present, invited=len(rows)))
        self.guest_button.setVisible(not locked)
        self._fit()

    def _build(self, rows: Sequence[AttendeeRow]) -> None:
        layouts.clear(self._flow)
        short = _short_names([row.colleague.name for row in rows])
        self._chips = [AttendeeChip(row, short_name=name) for row, name in zip(rows, short, strict=True)]
        for chip in self._chips:
            chip.attendance_chosen.connect(partial(self._tell, chip))
            chip.removed.connect(partial(self.guest_removed.emit, chip.row.attendee.id))
            self._flow.addWidget(chip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave words behind names out where the chips would need a second line with them.

        First those of everyone nothing is known of yet, then the longest of those who are here.
        """
        for chip in self._chips:
            chip.show_detail(True)
        if self._fits():
            return
        for chip in self._chips:
            chip.show_detail(not chip.is_open)
        for chip in sorted(self._chips, key=lambda one: one.sizeHint().width(), reverse=True):
            if not self._fits():
                chip.show_detail(False)

    def _fits(self) -> bool:
        room = self.width() - self.count_label.sizeHint().width() - theme.px(76)
        return sum(chip.sizeHint().width() + self._flow.spacing() for chip in self._chips) <= room

    def _tell(self, chip: AttendeeChip, attendance: Attendance) -> None:
        self.attendance_chosen.emit(chip.row.attendee.id, attendance)

    def focus_first(self) -> None:
        """Put the keyboard on the first chip."""
        target: Callable[[], None] = self._chips[0].setFocus if self._chips else self.guest_button.setFocus
        target()


def _people(rows: Sequence[AttendeeRow]) -> list[tuple[object, ...]]:
    return [(row.attendee.id, row.colleague, row.guest) for row in rows]


def _short_names(names: Sequence[str]) -> list[str]:
    """Return first names; where two are the same, with the initial of the last name."""
    firsts = [name.split()[0] if name.split() else name for name in names]
    return [
        f"{first} {name.split()[-1][0]}." if firsts.count(first) > 1 and len(name.split()) > 1 else first
        for first, name in zip(firsts, names, strict=True)
    ]
