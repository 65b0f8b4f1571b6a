"""The command palette (Ctrl+K): actions, pages and everything found in groups, by keyboard alone."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from sspdesk.domain.search import Found, PersonHit, RecordHit
from sspdesk.i18n import _
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shell import hits as found_rows
from sspdesk.ui.shell.entries import CommandHit, HitProvider, RecordSearch, Search
from sspdesk.ui.shell.history import Place
from sspdesk.ui.shell.palette_list import HitList

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

WIDTH = 720
REST_MS = 3000
_PER_GROUP = 6


class CommandPalette(QFrame):
    """A list over the window. ``place_chosen`` carries the ``Place`` of a hit.

    A search is logged once: when a hit is opened or after 3 s of rest; how many were found, never the words.
    ``among_others`` says whether others see the screen: then only persons and meetings are looked for.
    """

    place_chosen = Signal(object)
    closed = Signal()

    def __init__(
        self,
        operations: Operations,
        privacy: Privacy,
        *,
        providers: Sequence[HitProvider],
        search: Search | None,
        record_search: RecordSearch | None,
        among_others: Callable[[], bool] = lambda: False,
        today: Callable[[], date] = date.today,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("command_palette")
        self.setAccessibleName(_("Search and commands"))
        self._operations = operations
        self._providers = tuple(providers)
        self._search = search
        self._record_search = record_search
        self._among_others = among_others
        self._today = today
        self._asked = 0
        self._in_flight = False
        self._waiting: str | None = None
        self._found = Found()
        self._rows: list[CommandHit] = []
        self.edit = QLineEdit()
        self.edit.setObjectName("command_edit")
        self.edit.setProperty("role", "bare")
        self.edit.setPlaceholderText(_("Search or type a command"))
        self.edit.setAccessibleName(_("Search or type a command"))
        self.hits = HitList(privacy)
        self.empty_label = layouts.label(tone="muted")
        self.empty_label.setContentsMargins(12, 8, 12, 12)
        self.foot_label = layouts.label(tone="muted", level="small")
        self.foot = layouts.box(layouts.row(self.foot_label, margins=(12, 5, 12, 6)), role="page-footer")
        self._lay_out()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rested)
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.installEventFilter(self)
        self.hits.clicked.connect(self._on_hit_clicked)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]
        self.hide()

    def _lay_out(self) -> None:
        picture = QLabel()
        icons.set_picture(picture, "search")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(layouts.row(picture, self.edit, margins=(11, 3, 12, 3)))
        column.addWidget(layouts.rule())
        column.addWidget(self.hits)
        column.addWidget(self.empty_label)
        column.addWidget(self.foot)

    def open_under(self, field: QWidget, text: str = "") -> None:
        """Show the palette over ``field`` with what was typed so far."""
        over = self.parentWidget()
        if over is None:
            return
        place = field.mapTo(over, field.rect().topLeft())
        self.setFixedWidth(max(theme.px(WIDTH), field.width()))
        self.setAutoFillBackground(theme.is_high_contrast())  # there no style sheet paints it
        self.move(place)
        self.edit.setText(text)
        self._on_text_changed(text)
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Hide the palette and forget what was typed and found."""
        if self.isHidden():
            return
        self._rest.stop()
        self._asked += 1
        self._waiting = None
        self._rows = []
        self._found = Found()
        self.hide()
        self.edit.clear()
        self.hits.show_hits([], "")
        self.closed.emit()

    def _on_text_changed(self, text: str) -> None:
        words = text.strip()
        self._asked += 1
        self._rows = [] if not words else self._rows
        self._show(words)
        self._rest.stop()
        if words and self._search is not None:
            self._ask(words)

    def _ask(self, words: str) -> None:
        """One question is under way at a time; only the latest words wait."""
        search = self._search
        if search is None:
            return
        if self._in_flight:
            self._waiting = words
            return
        self._in_flight = True
        work: Callable[[UnitOfWork], Found] = partial(_call, search, words, not self._among_others())
        self._operations.query(self, work, partial(self._on_found, self._asked, words), self._on_search_failed)

    def _on_found(self, asked: int, words: str, found: Found) -> None:
        self._in_flight = False
        if asked == self._asked:
            self._found = found
            self._rows = found_rows.rows(found, words, self._today(), self._choose)
            self._show(words)
            self._rest.start()
        waiting, self._waiting = self._waiting, None
        if waiting is not None and waiting == self.edit.text().strip():
            self._ask(waiting)

    def _on_search_failed(self, error: object) -> None:
        self._in_flight = False
        self._operations.failed.emit(error)

    def _choose(self, hit: PersonHit | RecordHit, place: Place) -> None:
        self._record(hit)
        self.place_chosen.emit(place)

    def _record(self, opened: PersonHit | RecordHit | None) -> None:
        if self._record_search is not None:
            work = partial(_record, self._record_search, self._found, opened)
            self._operations.query(self, work, self._on_recorded)

    def _on_recorded(self, _nothing: None) -> None:
        """Nothing to show: the search stands in the log."""

    def _show(self, words: str) -> None:
        found: list[CommandHit] = []
        for provider in self._providers:
            found.extend(provider(words)[:_PER_GROUP])
        found.extend(self._rows)
        self.hits.show_hits(found, words)
        self.empty_label.setText(_("Nothing found. Try another word."))
        self.empty_label.setVisible(bool(words) and not found)
        self._tell()
        self.adjustSize()

    def _tell(self) -> None:
        """Say which keys there are, and at a meeting what is left out."""
        hit = self.hits.current()
        told = [_("↑ ↓ choose"), _("Ctrl+↓ next group"), _("Enter opens")] if hit is not None else []
        told += [_("Ctrl+Enter opens the person")] if hit is not None and hit.second is not None else []
        if self._among_others():
            told = [_("Others see the screen: only persons and meetings are searched.")]
        self.foot_label.setText(" · ".join(told))
        self.foot.setVisible(bool(told))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and watched is self.edit:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                move = self.hits.step_group if far else self.hits.step
                move(1 if event.key() == Qt.Key.Key_Down else -1)
                self.edit.setAccessibleDescription(self.hits.current_words())
                self._tell()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._run(self.hits.current(), second=far)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_palette()
                return True
        return super().eventFilter(watched, event)

    def _on_hit_clicked(self, index: QModelIndex) -> None:
        self._run(self.hits.hit_at(index.row()))

    def _run(self, hit: CommandHit | None, *, second: bool = False) -> None:
        if hit is None:
            return
        run = hit.second if second and hit.second is not None else hit.run
        found = self._found
        self.close_palette()
        self._found = found
        run()
        self._found = Found()

    def _on_rested(self) -> None:
        self._record(None)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not self.isHidden() and now is not None and now is not self and not self.isAncestorOf(now):
            self.close_palette()


def _call(search: Search, words: str, content: bool, uow: "UnitOfWork") -> Found:
    return search(uow, words, content)


def _record(record: RecordSearch, found: Found, opened: PersonHit | RecordHit | None, uow: "UnitOfWork") -> None:
    record(uow, found, opened)
