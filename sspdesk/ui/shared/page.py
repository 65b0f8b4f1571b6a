"""What every page of the desk is: title, subtitle and actions on top, and the calls the shell makes to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from sspdesk.domain.changes import ChangeSet
from sspdesk.ui import theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.memory import DeskMemory


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something a page can do, shown in the command field (Ctrl+K)."""

    title: str
    run: Callable[[], object]
    icon: str = "arrow-right"
    keys: str = ""


class PageHeader(QFrame):
    """56 px on top of a page: title, muted subtitle, actions on the right. ``lined`` makes it a white strip."""

    def __init__(self, title: str, subtitle: str = "", *, lined: bool = False) -> None:
        super().__init__()
        self.setObjectName("page_header")
        self.setProperty("role", "page-header")
        self.setProperty("lined", lined)
        self.setMinimumHeight(theme.px(56))
        self.title_label = layouts.label(title, level="title")
        self.subtitle_label = layouts.label(subtitle, tone="muted")
        self.subtitle_label.setContentsMargins(0, theme.px(4), 0, 0)
        self.middle = QHBoxLayout()
        self.middle.setSpacing(8)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        line = layouts.row(
            self.title_label, self.subtitle_label, self.middle, None, self.tools, spacing=12, margins=(16, 8, 16, 8)
        )
        self.setLayout(line)

    def add_tools(self, *widgets: QWidget) -> None:
        """Put buttons at the right end."""
        for widget in widgets:
            self.tools.addWidget(widget)


class Page(QWidget):
    """Base of every page. Add content to ``body``; ``full_bleed`` leaves out the 16 px margin around it.

    The shell calls ``activate`` each time the page is shown, ``refresh`` with a ``ChangeSet`` after a command that may
    concern it, ``focus_first`` for the keyboard, and asks ``commands`` for the command field.
    """

    title_changed = Signal()
    status_changed = Signal()
    help_topic = "index"

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        *,
        lined: bool = False,
        full_bleed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName(type(self).__name__)
        self.setAccessibleName(title)
        self.key, self.record = "", None
        self._window_title = title
        self._status = ""
        self.header = PageHeader(title, subtitle, lined=lined)
        self.body = QVBoxLayout()
        self.body.setSpacing(0 if full_bleed else 12)
        if full_bleed:
            self.body.setContentsMargins(0, 0, 0, 0)
        else:
            self.body.setContentsMargins(16, 0, 16, 16)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addLayout(self.body, 1)

    @property
    def window_title(self) -> str:
        """What the window's title says: never a person's name."""
        return self._window_title

    def set_title(self, title: str, subtitle: str = "", *, window_title: str | None = None) -> None:
        """Change the heading. The window keeps its earlier title unless given a ``window_title`` (no names)."""
        self.header.title_label.setText(title)
        self.header.subtitle_label.setText(subtitle)
        if window_title is not None:
            self._window_title = window_title
            self.setAccessibleName(window_title)
        self.title_changed.emit()

    def set_subtitle(self, subtitle: str) -> None:
        """Change the muted words beside the title."""
        self.header.subtitle_label.setText(subtitle)

    @property
    def status(self) -> str:
        """What the status bar says instead of "Alt er gemt" while this page is shown, e.g. about a draft."""
        return self._status

    def set_status(self, status: str) -> None:
        """Say something in the status bar; an empty text gives it back to the desk."""
        self._status = status
        self.status_changed.emit()

    key: str
    """The page's key in ``ui.pages``; the main window sets it."""
    record: int | None
    """The record the page was opened with; the main window sets it."""

    @property
    def shown_record(self) -> int | None:
        """The record the page shows: what to open to come back here."""
        return self.record

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        """Return what opens each editor of the page again, by its name and given the id of what it edits."""
        return {}

    def resume(self, editor: str, subject: int) -> None:
        """Open the editor again in which the user was at lock; its draft then comes back by itself."""
        run = self.editors().get(editor.partition("/")[0])
        if run is not None:
            run(subject)

    def remember_in(self, memory: DeskMemory) -> None:
        """Stand as the user left the page on this computer, and keep changes there; called once."""

    @property
    def shown_to_others(self) -> bool:
        """Whether others look at the screen, as at a meeting: then contents of talks and notes stay out of a search."""
        return False

    def point_at(self, kind: str, record_id: int) -> None:
        """Choose one row of what is opened next (a note of a person, an item of a meeting) once it is there.

        Called just before ``open_record`` or ``open_all``; ``kind`` is the name of the record's table.
        """

    def open_record(self, record_id: int) -> None:
        """Show one record (a person, a meeting); called by ``PageContext.open_page`` before ``activate``."""

    def open_all(self) -> None:
        """Show the page without a certain record; called where ``open_page`` names none."""

    def activate(self) -> None:
        """Load what the page shows; called each time the user goes to it."""

    def refresh(self, changes: ChangeSet) -> None:
        """Load again what ``changes`` may have touched; called while the page is shown, else activate does it."""

    def focus_first(self) -> None:
        """Put the keyboard focus where work on the page begins."""
        self.setFocus()

    def commands(self) -> Sequence[Command]:
        """Return what the page can do, for the command field."""
        return ()

    def may_leave(self) -> bool:
        """Say whether the page may be left now; one with unsaved text may ask first and return False."""
        return True
