"""One line on the right of meeting mode: who, what the police know, what was before, what the group decides."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QWidget

from sspdesk.i18n import _
from sspdesk.services.wednesday_list import LineDetail, MeetingView
from sspdesk.ui import theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.panels import EmptyState, KeyHint
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.wednesday.decision_form import Answer, DecisionForm
from sspdesk.ui.wednesday.facts import HistoryPanel, PersonHeader, PolicePanel


class LinePane(QWidget):
    """Signals say what the user wants for the line shown; the pane stores nothing itself."""

    save_pressed = Signal()
    skip_pressed = Signal()
    clear_pressed = Signal()
    person_pressed = Signal()
    withhold_pressed = Signal()
    edited = Signal()

    def __init__(self, privacy: Privacy, scope: QWidget, *, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("line_pane")
        self.setMinimumWidth(theme.px(520))
        self._privacy = privacy
        self.detail: LineDetail | None = None
        self.header = PersonHeader(privacy)
        self.police = PolicePanel(privacy)
        self.history = HistoryPanel(privacy)
        self.form = DecisionForm(privacy, scope, today=today)
        self.nothing = EmptyState("info", _("Choose a line on the left"))
        line = QWidget()
        line.setLayout(layouts.column(self._scrolling(), self._footer(), spacing=0))
        self._line = line
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(line)
        self.form.changed.connect(self.edited)
        self.form.group.decided.connect(self._on_decided)
        self.form.cleared.connect(self.clear_pressed)
        self.history.person_pressed.connect(self.person_pressed)
        self.police.withhold_pressed.connect(self.withhold_pressed)
        privacy.changed.connect(self._on_privacy_changed)

    def _scrolling(self) -> QScrollArea:
        content = QWidget()
        parts = layouts.column(self.header, self.police, self.history, 2, spacing=8, margins=(16, 10, 16, 10))
        parts.addWidget(self.form, 1)
        content.setLayout(parts)
        area = QScrollArea()
        area.setObjectName("line_scroll")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        self.scroll_area = area
        return area

    def _footer(self) -> QWidget:
        hints = layouts.row(spacing=6)
        hints_box = QWidget()
        hints_box.setProperty("toastPlace", True)  # the fields above are needed for the next line
        hints_box.setLayout(hints)
        for keys, text in (("↑ ↓", _("choose")), ("1–6", _("decision")), ("F9", _("discreet display"))):
            hints.addWidget(KeyHint(keys))
            hints.addWidget(layouts.label(text, level="small", tone="muted"))
            hints.addSpacing(6)
        hints.addStretch()
        self.skip_button = Button(_("Skip"), kind=Kind.FLAT, name="skip_button", shortcut="Alt+Down")
        self.save_button = Button(
            _("Save and next"), kind=Kind.PRIMARY, icon="corner-down-left", name="save_button", shortcut="Ctrl+Return"
        )
        keypad = QShortcut(QKeySequence("Ctrl+Enter"), self)
        keypad.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keypad.activated.connect(self.save_button.click)
        self.skip_button.clicked.connect(self.skip_pressed)
        self.save_button.clicked.connect(self.save_pressed)
        self.keys_label = layouts.label("Ctrl+Enter", level="small", tone="muted")
        line = layouts.row(
            hints_box, self.skip_button, self.save_button, self.keys_label, spacing=12, margins=(16, 9, 16, 9)
        )
        line.setStretch(0, 1)
        box = layouts.box(line, role="page-footer", name="line_footer")
        box.setMinimumHeight(theme.px(51))
        self.footer = box
        return box

    # what is shown
    def show_line(self, detail: LineDetail, view: MeetingView, draft: Answer | None) -> None:
        """Show a line with its stored answer, or the draft that was left without saving."""
        moved = self.detail is None or self.detail.row.line_id != detail.row.line_id
        self.detail = detail
        self._show_facts(detail)
        self.form.show_line(detail, view.colleagues, view.next_due, draft)
        locked = view.meeting.locked
        self.form.set_locked(locked)
        self.footer.setVisible(not locked)
        self.police.withhold_button.setVisible(not locked)
        self._stack.setCurrentWidget(self._line)
        if moved:
            self.scroll_area.verticalScrollBar().setValue(0)

    def show_nothing(self, words: str) -> None:
        """Show that no line is chosen."""
        self.detail = None
        self.nothing.set_words(words)
        self._stack.setCurrentWidget(self.nothing)

    def _show_facts(self, detail: LineDetail) -> None:
        self.header.show_line(detail)
        self.police.show_line(detail)
        self.history.show_line(detail)

    def _on_decided(self) -> None:
        """Bring what was suggested for the decision into sight."""
        self.scroll_area.ensureWidgetVisible(self.form.note_row, 0, theme.px(8))

    def _on_privacy_changed(self) -> None:
        if self.detail is not None:
            self._show_facts(self.detail)
