"""The head of a person's page: name, badges, age, class and school, CPR for ten seconds, and the actions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sspdesk.i18n import _
from sspdesk.labels import dates, retention
from sspdesk.services.person_view import PersonView
from sspdesk.ui import icons, theme
from sspdesk.ui.persons import words
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton
from sspdesk.ui.shared.clipboard import ShortClipboard
from sspdesk.ui.shared.cpr_label import CprLabel
from sspdesk.ui.shared.panels import Badge
from sspdesk.ui.shared.privacy import Privacy

COURSE, TALKS, CONTACTS, DOCUMENTS, DISCLOSURES, LOG = range(6)


class ElidedLabel(QLabel):
    """One line that is shortened at the end where there is no room."""

    def __init__(self, *, level: str = "", tone: str = "") -> None:
        super().__init__()
        self._words = ""
        self._has_tip = False
        self._about = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("level", level)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_words(self, text: str, *, tip: bool = False, about: str = "") -> None:
        """Show a text, as much of it as there is room for; the whole of it as a tip where it was shortened.

        ``about`` is a tip that says more, however much room there is.
        """
        self._words = text
        self._has_tip = tip
        self._about = about
        self.setAccessibleName(text)
        self.setMaximumWidth(self.fontMetrics().horizontalAdvance(text) + 8)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        short = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        self.setText(short)
        self.setToolTip(self._about or (self._words if self._has_tip and short != self._words else ""))


class PersonHeader(QFrame):
    """Shows who it is; every action is a signal."""

    back_pressed = Signal()
    edit_pressed = Signal()
    print_pressed = Signal()
    talk_pressed = Signal()
    letters_pressed = Signal()
    notification_pressed = Signal()
    history_pressed = Signal()
    delete_pressed = Signal()
    merge_pressed = Signal()
    apart_pressed = Signal()
    move_pressed = Signal()
    cpr_requested = Signal()
    tab_chosen = Signal(int)

    def __init__(self, privacy: Privacy, clipboard: ShortClipboard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("person_header")
        self.setProperty("role", "strip")
        self._privacy = privacy
        self._view: PersonView | None = None
        self.back_button = IconButton(_("All persons"), "chevron-left", bare=True)
        self.name_label = ElidedLabel(level="title")
        self.protection_badge = Badge()
        self.protection_badge.set_badge(words.protection_badge())
        self.age_badge = Badge()
        self.age_badge.set_badge(words.over_age_badge())
        self.age_label = layouts.label()
        self.class_label = ElidedLabel()
        self.cpr_title = layouts.label(_("CPR"))
        self.cpr_label = CprLabel(privacy, clipboard)
        self.edit_button = Button(_("Edit"), icon="notebook-pen", shortcut="Ctrl+E", name="edit_button")
        self.print_button = Button(_("Person summary"), icon="printer", shortcut="Ctrl+P", name="print_button")
        self.more_button = IconButton(_("More actions"), "ellipsis-vertical")
        self.term_label = ElidedLabel(tone="muted")
        self.tabs = self._build_tabs()
        self._build_menu()
        self._build()
        self._connect()

    def _build_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setObjectName("person_tabs")
        tabs.setAccessibleName(_("Parts of the person's page"))
        tabs.setExpanding(False)
        tabs.setUsesScrollButtons(False)
        for title in (*(_("Course"), _("Talks"), _("Police contacts"), _("Documents"), _("Disclosures"), _("Log")),):
            tabs.addTab(title)
        return tabs

    def _build_menu(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(_("More actions"))
        self.talk_action = self._action(menu, _("New talk…"), "messages-square")
        self.letters_action = self._action(menu, _("Letters and papers…"), "file-text")
        self.notification_action = self._action(menu, _("Notification sent…"), "megaphone")
        self.history_action = self._action(menu, _("History…"), "history")
        self.merge_action = self._action(menu, _("Merge with another person…"), "users-round")
        self.apart_action = self._action(menu, _("Take apart…"), "equal-not")
        self.move_action = self._action(menu, _("Move a contact…"), "arrow-right")
        self.delete_action = self._action(menu, _("Delete person…"), "trash-2")
        self.more_button.setMenu(menu)
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _action(self, menu: QMenu, title: str, icon: str) -> QAction:
        action = menu.addAction(title)
        icons.set_icon(action, icon, "text")
        return action

    def _build(self) -> None:
        self.badges_box = QWidget()
        self.badges_box.setLayout(layouts.row(self.protection_badge, self.age_badge, spacing=12))
        self._names = layouts.row(self.name_label, self.badges_box, None, spacing=12)
        self._names.setStretch(0, 1)
        facts = layouts.row(
            self.age_label, self.class_label, self.cpr_title, self.cpr_label, None, spacing=theme.px(16)
        )
        facts.setStretch(1, 1)
        facts_box = QWidget()
        facts_box.setLayout(facts)
        facts_box.setMinimumHeight(theme.px(28))
        left = QGridLayout()
        left.setHorizontalSpacing(8)
        left.setVerticalSpacing(2)
        left.addWidget(self.back_button, 0, 0)
        left.addLayout(self._names, 0, 1)
        left.addWidget(facts_box, 1, 1)
        left.setColumnStretch(1, 1)
        self._buttons = layouts.row(self.edit_button, self.print_button, self.more_button, spacing=12)
        top = layouts.row(left, self._buttons, spacing=16)
        top.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        self._tab_line = layouts.row(self.tabs, None, self.term_label)
        self._tab_line.setStretch(2, 1)
        layout.addLayout(self._tab_line)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_pressed)
        self.edit_button.clicked.connect(self.edit_pressed)
        self.print_button.clicked.connect(self.print_pressed)
        self.talk_action.triggered.connect(self.talk_pressed)
        self.letters_action.triggered.connect(self.letters_pressed)
        self.notification_action.triggered.connect(self.notification_pressed)
        self.history_action.triggered.connect(self.history_pressed)
        self.delete_action.triggered.connect(self.delete_pressed)
        self.merge_action.triggered.connect(self.merge_pressed)
        self.apart_action.triggered.connect(self.apart_pressed)
        self.move_action.triggered.connect(self.move_pressed)
        self.cpr_label.reveal_requested.connect(self.cpr_requested)
        self.tabs.currentChanged.connect(self.tab_chosen)
        self._privacy.changed.connect(self._fill)

    def show_view(self, view: PersonView) -> None:
        """Show another person, or the same one as they are now."""
        other = self._view is None or self._view.person.id != view.person.id
        cpr_changed = other or self._view is None or self._view.person.cpr != view.person.cpr
        self._view = view
        if cpr_changed:
            self.cpr_label.set_cpr(view.person.cpr or "")
        if other:
            self.tabs.setCurrentIndex(COURSE)
        self._fill()

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        self.name_label.set_words(self._privacy.name(view.person.name), tip=not self._privacy.discreet)
        self.protection_badge.setVisible(view.person.protected)
        self.age_badge.setVisible(view.over_age)
        self.badges_box.setVisible(view.person.protected or view.over_age)
        self._place_badges()
        self.age_label.setText(dates.age(view.age) if view.age is not None else _("Age unknown"))
        place = self._privacy.detail(words.class_and_school(view))
        self.class_label.set_words(place)
        self.class_label.setVisible(bool(place))
        self.apart_action.setVisible(bool(view.merges))
        self.move_action.setVisible(bool(view.contacts))
        talks = f"{_('Talks')} {len(view.talks)}"
        self.tabs.setTabText(TALKS, talks if view.talks else _("Talks"))
        contacts = _("Police contacts {count}").format(count=len(view.contacts))
        self.tabs.setTabText(CONTACTS, contacts if view.contacts else _("Police contacts"))
        left = _("Disclosures {count}").format(count=len(view.disclosures))
        papers = f"{_('Documents')} {len(view.documents)}"
        self.tabs.setTabText(DOCUMENTS, papers if view.documents else _("Documents"))
        self.tabs.setTabText(DISCLOSURES, left if view.disclosures else _("Disclosures"))
        self.term_label.set_words(retention.person_term(view.term), about=retention.person_terms(view.term))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_badges()

    def _place_badges(self) -> None:
        """Put the badges beside the name, or at the end of the tabs where a long name needs the whole line."""
        margins = 32 + 16 + 8 + self.back_button.sizeHint().width()
        room = self.width() - margins - self._buttons.sizeHint().width()
        needed = self.name_label.maximumWidth() + 12 + self.badges_box.sizeHint().width()
        line = self._names if needed <= room else self._tab_line
        if line.indexOf(self.badges_box) < 0:
            other = self._tab_line if line is self._names else self._names
            other.removeWidget(self.badges_box)
            line.insertWidget(1 if line is self._names else 2, self.badges_box)

    def keep_actions(self, possible: bool) -> None:
        """Allow or forbid what would show names in clear."""
        for widget in (self.edit_button, self.print_button, self.more_button):
            widget.setEnabled(possible)
