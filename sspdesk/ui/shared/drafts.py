"""Drafts: what is typed and not saved is kept inside the vault every 5 s and at lock, and comes back after unlocking.

How an editor gets it:

- A form, in a dialog or on a page: ``form.keep_drafts(subject, person_id=...)`` once its fields are there. ``subject``
  is the id of the record it edits (0 for a new one, or the id of what the new one belongs to), ``person_id`` whom the
  text is about, so that it is erased with that person. ``FormDialog`` takes both as arguments. Nothing else is needed:
  fields are found by their names, secret ones are left out, saving or "Annullér" ends the draft, Esc keeps it, and a
  quiet line in the form says that it was brought back and lets one discard it. A form filled by the program after it
  was built calls ``form.mark_clean()`` then.
- Anything else (a note field on a page, the answers of a meeting): an object with the members of
  ``DraftSource``, given to ``follow_drafts(source)`` once; the main window tells what was brought back.
- A page says in ``Page.editors`` how each of its dialogs is opened again; a test asks for every form dialog.

A page without a main window (in tests) keeps none.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.drafts import Draft, DraftKey, Unsaved
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.ui.shared.page import Page

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork
    from sspdesk.ui.shared.operations import Operations

KEEP_MS = 5_000


class DraftSource(Protocol):
    """One editor with something to lose. ``editor`` names it within its page and never changes."""

    @property
    def editor(self) -> str:
        """The editor's name within its page."""

    @property
    def widget(self) -> QWidget:
        """The widget whose life is the editor's."""

    def unsaved(self) -> Mapping[str, Unsaved]:
        """Return what is unsaved now, by item; must not change what is shown."""

    def here(self) -> str:
        """Return the item where the user is."""

    def takes(self, item: str) -> bool:
        """Say whether a kept item belongs here."""

    def bring_back(self, draft: Draft, today: date) -> bool:
        """Show a draft; return False if it holds nothing that is not saved by now."""

    def discard(self, draft: Draft) -> None:
        """Take back what ``bring_back`` showed."""


class DraftKeeper(QObject):
    """Knows every editor that is open and keeps what is unsaved in it. A child of the main window."""

    told = Signal(bool, object)
    """Whether something waits to be kept, and when drafts were last kept (None: nothing is unsaved)."""
    brought_back = Signal(object, object)
    """A source that tells nothing itself, and the drafts it shows again."""
    left = Signal()
    """A dialog was left with unsaved text, which is kept."""

    def __init__(self, operations: "Operations", now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._now = operations, now
        self._sources: list[DraftSource] = []
        self._stored: dict[DraftKey, Mapping[str, object]] = {}
        self._awaiting: dict[DraftKey, Draft] = {}
        self._kept_at: datetime | None = None
        self._refused = self._stopped = False
        self._timer = QTimer(self)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep)
        self._timer.start()

    # editors
    def follow(self, source: DraftSource) -> None:
        """Keep what is unsaved in an editor from now on, and give it back what was kept for it."""
        self._sources.append(source)
        self._offer(source)

    def note(self) -> None:
        """Hear that something was typed."""
        if not self._stopped:
            self.told.emit(True, self._kept_at)

    def leave(self, widget: QWidget, *, keep: bool) -> None:
        """Let go of the editors in a dialog that closes; ``keep`` lets their drafts wait for it to be opened again."""
        if self._stopped:
            return
        mine = [source for source in self._live() if source.widget is widget or widget.isAncestorOf(source.widget)]
        if not mine:
            return
        unsaved = self._collect(mine) if keep else {}
        self._sources = [source for source in self._sources if source not in mine]
        self._awaiting |= unsaved
        self.keep()
        if unsaved:
            self.left.emit()

    def _live(self) -> list[DraftSource]:
        self._sources = [source for source in self._sources if shiboken6.isValid(source.widget)]
        return self._sources

    def _collect(self, sources: Iterable[DraftSource]) -> dict[DraftKey, Draft]:
        found = {}
        for source in sources:
            page, record = place_of(source.widget)
            for item, unsaved in source.unsaved().items():
                key = DraftKey(page=page, editor=source.editor, item=item)
                found[key] = Draft(
                    key=key, at=self._now(), record=record, person_id=unsaved.person_id, fields=unsaved.fields
                )
        return found

    def source_at(self, focus: QWidget, dialog: QWidget | None) -> DraftSource | None:
        """Return the editor that has the focus, or the one in the dialog that is open."""
        around = [one for one in self._live() if one.widget is focus or one.widget.isAncestorOf(focus)]
        inside = [one for one in self._live() if dialog is not None and dialog.isAncestorOf(one.widget)]
        return next(iter((*around, *inside)), None)

    # keeping
    @property
    def waiting(self) -> list[Draft]:
        """The drafts that no open editor shows, newest first."""
        return sorted(self._awaiting.values(), key=lambda one: one.at, reverse=True)

    def keep(self) -> None:
        """Keep what changed since the last time, and erase what was saved or discarded."""
        if self._stopped:
            return
        fresh, gone = self._changes()
        if not fresh and not gone:
            self._tell()
            return
        before = dict(self._stored)
        self._note_stored(fresh, gone)
        self._operations.query(self, partial(_keep, fresh, gone), self._on_kept, partial(self._on_refused, before))

    def _changes(self) -> tuple[list[Draft], list[DraftKey]]:
        present = self._collect(self._live()) | self._awaiting
        fresh = [one for key, one in present.items() if self._stored.get(key) != one.fields]
        return fresh, [key for key in self._stored if key not in present]

    def _note_stored(self, fresh: Iterable[Draft], gone: Iterable[DraftKey]) -> None:
        for key in gone:
            del self._stored[key]
        for one in fresh:
            self._stored[one.key] = one.fields

    def _on_kept(self, at: datetime) -> None:
        self._refused = False
        self._kept_at = at
        self._tell()

    def _on_refused(self, before: dict[DraftKey, Mapping[str, object]], error: DomainError | KnownError) -> None:
        """Try again with the next turn; say why only once."""
        self._stored = before
        if not self._refused:
            self._refused = True
            self._operations.failed.emit(error)

    def _tell(self) -> None:
        if not self._stored:
            self._kept_at = None
        self.told.emit(self._refused, self._kept_at)

    def gather(self) -> tuple[list[Draft], list[DraftKey]]:
        """Return what is still to be kept and to be erased, for the last time: nothing is kept afterwards."""
        if self._stopped:
            return [], []
        changes = self._changes()
        self._stopped = True
        self._timer.stop()
        return changes

    @property
    def has_unsaved(self) -> bool:
        """Say whether an open editor holds something unsaved, or a draft waits for its editor."""
        return bool(self._awaiting or self._collect(self._live()))

    # bringing back
    def receive(self, drafts: Iterable[Draft]) -> None:
        """Take over what the vault kept, and give it to the editors that are open."""
        for one in drafts:
            self._awaiting[one.key] = one
            self._stored[one.key] = one.fields
        for source in tuple(self._live()):
            self._offer(source)

    def _offer(self, source: DraftSource) -> None:
        page, _record = place_of(source.widget)
        mine = [
            one
            for key, one in self._awaiting.items()
            if key.page == page and key.editor == source.editor and source.takes(key.item)
        ]
        back = []
        for one in mine:
            del self._awaiting[one.key]
            if source.bring_back(one, self._now().date()):
                back.append(one)
                self._kept_at = self._kept_at or one.at
        if back:
            self._tell()
            self.brought_back.emit(source, back)

    def discard(self, drafts: Sequence[Draft]) -> None:
        """Erase drafts that nobody wants back."""
        for one in drafts:
            self._awaiting.pop(one.key, None)
        self.keep()


def keeper_of(widget: QWidget) -> DraftKeeper | None:
    """Return the keeper of the main window that a widget or dialog belongs to."""
    ancestor: QWidget | None = widget
    while ancestor is not None:
        keeper = getattr(ancestor, "draft_keeper", None)
        if isinstance(keeper, DraftKeeper):
            return keeper
        ancestor = ancestor.parentWidget()
    return None


def follow_drafts(source: DraftSource) -> None:
    """Keep the drafts of an editor, where its window has a keeper."""
    keeper = keeper_of(source.widget)
    if keeper is not None:
        keeper.follow(source)


def note_typed(widget: QWidget) -> None:
    """Let the status bar say that something is not kept yet."""
    keeper = keeper_of(widget)
    if keeper is not None:
        keeper.note()


def place_of(widget: QWidget) -> tuple[str, int]:
    """Return the key and the record of the page that a widget or dialog belongs to; an empty key for none."""
    ancestor: QWidget | None = widget
    while ancestor is not None and not isinstance(ancestor, Page):
        ancestor = ancestor.parentWidget()
    return (ancestor.key, ancestor.shown_record or 0) if ancestor is not None else ("", 0)


def _keep(fresh: Sequence[Draft], gone: Sequence[DraftKey], uow: "UnitOfWork") -> datetime:
    from sspdesk.services import drafts  # noqa: PLC0415 - keeps storage out of the unlock screen

    now = uow.now
    drafts.keep(uow, [replace(one, at=now) for one in fresh], gone)
    return now
