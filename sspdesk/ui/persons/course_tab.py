"""The tab "Forløb": a quick note, the filter of kinds, and the timeline of everything that concerns the person."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QShowEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from sspdesk.domain.drafts import Draft, Unsaved
from sspdesk.domain.ids import PersonId
from sspdesk.domain.timeline import Responsible, TimelineEntry, TimelineKind
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import persons as labels
from sspdesk.services.person_view import PersonView
from sspdesk.services.persons import MAX_NOTE
from sspdesk.ui import icons
from sspdesk.ui.persons import words
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import MenuButton
from sspdesk.ui.shared.date_edit import name_inner_buttons
from sspdesk.ui.shared.drafts import follow_drafts, note_typed
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.timeline import Timeline


class CourseTab(QWidget):
    """``note_entered`` carries the words of a new note; ``entry_opened`` the entry the user opened."""

    note_entered = Signal(str)
    entry_opened = Signal(object)

    def __init__(self, privacy: Privacy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("course_tab")
        self._view: PersonView | None = None
        self._kind: TimelineKind | None = None
        self._drafts: dict[PersonId, str] = {}
        self._followed = False
        self.note_edit = QLineEdit()
        self.note_edit.setObjectName("note_edit")
        self.note_edit.setPlaceholderText(_("Write a short note. Enter saves."))
        self.note_edit.setAccessibleName(_("Short note"))
        self.note_edit.setMaxLength(MAX_NOTE)
        pen = QAction(_("Short note"), self.note_edit)
        icons.set_icon(pen, "notebook-pen", "muted")
        self.note_edit.addAction(pen, QLineEdit.ActionPosition.LeadingPosition)
        name_inner_buttons(self.note_edit)
        self.time_label = layouts.label(tone="muted", level="small")
        self.filter_button = MenuButton(_("All kinds"), self._build_menu(), icon="filter")
        self.timeline = Timeline(name=_("Course"), privacy=privacy)
        line = layouts.row(self.note_edit, self.filter_button, spacing=8)
        line.setStretch(0, 1)
        inside = layouts.row(None, self.time_label, margins=(0, 0, 10, 0))
        self.note_edit.setLayout(inside)
        layout = layouts.column(line, self.timeline, spacing=8, margins=(16, 12, 16, 0))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.note_edit)
        self.note_edit.returnPressed.connect(self._on_note_entered)
        self.note_edit.textChanged.connect(self._on_note_changed)
        self.timeline.opened.connect(self.entry_opened)

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(_("Kinds shown"))
        self._kinds = group = QActionGroup(menu)
        for kind in (None, *TimelineKind):
            action = menu.addAction(_("All kinds") if kind is None else labels.timeline_kind(kind))
            action.setCheckable(True)
            action.setChecked(kind is None)
            action.setData(kind)
            group.addAction(action)
            action.triggered.connect(partial(self._on_kind_chosen, kind))
        return menu

    def show_view(self, view: PersonView, now: datetime) -> None:
        """Show the person's timeline; a note half written waits until its person is shown again."""
        if self._view is None or self._view.person.id != view.person.id:
            self._keep_draft()
            self.note_edit.setText(self._drafts.pop(view.person.id, ""))
        self._view = view
        self.time_label.setText(dates.moment_short(now))
        self._fill()

    def _keep_draft(self) -> None:
        if self._view is not None and self.has_draft:
            self._drafts[self._view.person.id] = self.note_edit.text()

    # as a source of drafts (ui.shared.drafts)
    editor = "note"

    @property
    def widget(self) -> QWidget:
        """The tab itself."""
        return self

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._followed:
            self._followed = True
            follow_drafts(self)

    def unsaved(self) -> Mapping[str, Unsaved]:
        """Return the half-written notes, one item a person."""
        found = dict(self._drafts)
        if self._view is not None and self.has_draft:
            found[self._view.person.id] = self.note_edit.text()
        return {f"{one}.{one}": Unsaved(fields={"text": text}, person_id=one) for one, text in found.items()}

    def here(self) -> str:
        """Return the item of the person shown."""
        return f"{self._view.person.id}.{self._view.person.id}" if self._view is not None else ""

    def takes(self, item: str) -> bool:
        """Say whether an item is a person's note."""
        return item.partition(".")[0].isdigit()

    def bring_back(self, draft: Draft, today: date) -> bool:
        """Put a half-written note into the field of its person."""
        self._put(PersonId(draft.key.subject), str(draft.fields.get("text", "")))
        return True

    def discard(self, draft: Draft) -> None:
        """Empty the field again."""
        self._put(PersonId(draft.key.subject), "")

    def _put(self, person_id: PersonId, text: str) -> None:
        if self._view is not None and self._view.person.id == person_id:
            self.note_edit.setText(text)
        elif text:
            self._drafts[person_id] = text
        else:
            self._drafts.pop(person_id, None)

    @property
    def has_draft(self) -> bool:
        """Whether a note is being written."""
        return bool(self.note_edit.text().strip())

    def note_saved(self) -> None:
        """Empty the note field."""
        self.note_edit.clear()

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        names = (view.person.name, *(guardian.name for guardian in view.guardians), view.school)
        entries = [entry for entry in view.timeline if self._kind is None or entry.kind is self._kind]
        created = _("No older events. Recorded {day}.").format(day=dates.day(view.person.created_on))
        shown = [words.shown(entry, names) for entry in entries if entry is not view.timeline[-1]]
        end = created if self._kind is None else _("No older events")
        self.timeline.set_entries(shown, end)

    def point_at(self, facts: type, record_id: int) -> bool:
        """Choose the entry of a record, whatever kinds are shown now; return False where there is none."""
        self.show_kind(None)

        def found(entry: TimelineEntry) -> bool:
            what = entry.facts.what if isinstance(entry.facts, Responsible) else entry.facts
            return isinstance(what, facts) and getattr(what, "id", None) == record_id

        return self.timeline.select(found)

    def show_kind(self, kind: TimelineKind | None) -> None:
        """Show one kind of event, or all."""
        for action in self._kinds.actions():
            action.setChecked(action.data() == kind)
        self._on_kind_chosen(kind)

    def _on_kind_chosen(self, kind: TimelineKind | None) -> None:
        self._kind = kind
        self.filter_button.set_words(_("All kinds") if kind is None else labels.timeline_kind(kind))
        self._fill()

    def _on_note_changed(self, text: str) -> None:
        self.time_label.setVisible(not text)
        note_typed(self)

    def _on_note_entered(self) -> None:
        if self.has_draft:
            self.note_entered.emit(self.note_edit.text())
