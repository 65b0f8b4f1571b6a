"""The fourth step: what will be stored, what to know about it, which meeting, unknown schools, and themes."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from sspdesk.domain.wednesday import Theme
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.services.school_texts import suggest_school
from sspdesk.ui import icons, theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.police_list.facts import facts
from sspdesk.ui.police_list.session import Session
from sspdesk.ui.police_list.theme_table import ThemeTable
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.date_edit import DateEdit
from sspdesk.ui.shared.fields import Option, SearchCombo
from sspdesk.ui.shared.form import FormRow
from sspdesk.ui.shared.panels import Panel

_CREATE = "create"
_NO_MEETING = 0


class ReviewStep(QWidget):
    """Shows the whole before it is stored; choices go straight into the session."""

    themes_changed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("review_step")
        self._context = context
        self._session: Session | None = None
        self._filling = False
        self.counts = Panel(_("What is stored"))
        self.counts.body.setSpacing(8)
        self.meeting_combo = SearchCombo(search=False)
        self.meeting_combo.setAccessibleName(_("Put the contacts on the list of"))
        self.meeting_row = FormRow(_("Put the contacts on the list of"), self.meeting_combo)
        self.undated_edit = DateEdit(today=lambda: context.now().date())
        self.undated_edit.setAccessibleName(_("Date of contacts that have none"))
        self.undated_row = FormRow(_("Date of contacts that have none"), self.undated_edit)
        self.choices = Panel(_("Choose"))
        self.choices.body.addWidget(self.meeting_row)
        self.choices.body.addWidget(self.undated_row)
        self.schools = QVBoxLayout()
        self.schools.setSpacing(12)
        self.choices.body.addLayout(self.schools)
        self.themes = ThemeTable(context.privacy)
        panel = Panel(_("Contacts"), detail=_("A theme is optional. It is never shown without the role."), padded=False)
        panel.body.addWidget(self.themes, 1)
        left = QWidget()
        left.setLayout(layouts.column(self.counts, self.choices, None, spacing=12, margins=(0, 0, 4, 0)))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(left)
        self._left = scroll
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 16, 16, 16)
        line.setSpacing(12)
        line.addWidget(scroll)
        line.addWidget(panel, 1)
        self.meeting_combo.value_changed.connect(self._on_meeting_chosen)
        self.undated_edit.value_changed.connect(self._on_undated_changed)
        self.themes.theme_chosen.connect(self._on_theme_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the table more than half of the width."""
        super().resizeEvent(event)
        self._left.setFixedWidth(min(theme.px(388), self.width() * 2 // 5))

    def show_session(self, session: Session) -> None:
        """Show what is decided now."""
        self._session = session
        self._filling = True
        self._show_counts(session)
        self._show_meetings(session)
        self.undated_row.setVisible(session.has_undated())
        self.undated_edit.set_value(session.undated)
        self._show_schools(session)
        kept = session.plan.kept() if session.plan is not None else []
        self.themes.show_rows(kept, session.themes)
        self._filling = False

    def clear(self) -> None:
        """Forget the list."""
        self._session = None
        self.themes.show_rows((), {})

    def _show_counts(self, session: Session) -> None:
        layouts.clear(self.counts.body)
        for icon, tint, words in facts(session):
            picture = QLabel()
            icons.set_picture(picture, icon, tint)
            line = layouts.row(picture, layouts.label(words, wrap=True, level="medium" if tint == "accent" else ""))
            line.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            self.counts.body.addLayout(line)

    def _show_meetings(self, session: Session) -> None:
        meetings = session.start.meetings if session.start is not None else ()
        options = [Option(int(one.id), dates.span(one.starts_at, one.ends_at)) for one in meetings]
        options.append(Option(_NO_MEETING, _("No meeting yet")))
        self.meeting_combo.set_options(options)
        self.meeting_combo.set_value(int(session.meeting_id or _NO_MEETING))

    def _show_schools(self, session: Session) -> None:
        layouts.clear(self.schools)
        unknown = session.unknown_schools()
        if not unknown or session.plan is None:
            return
        heading = ngettext("{count} school is not known", "{count} schools are not known", len(unknown))
        self.schools.addWidget(layouts.label(heading.format(count=len(unknown)), level="strong"))
        institutions = session.plan.review.institutions
        for school in unknown:
            suggested = suggest_school(school, institutions)
            likely = [suggested] if suggested is not None else []
            others = [one for one in institutions if one not in likely]
            options = [Option(None, _("Leave empty")), Option(_CREATE, _("Create “{school}”").format(school=school))]
            options += [Option(int(one.id), _("It is {school}").format(school=one.name)) for one in (*likely, *others)]
            combo = SearchCombo(options, search=False)
            combo.set_value(_CREATE if school in session.new_schools else session.schools.get(school))
            combo.setAccessibleName(school)
            combo.value_changed.connect(partial(self._on_school_chosen, school))
            self.schools.addWidget(FormRow(school, combo))

    def focus_first(self) -> None:
        """Go to the first choice."""
        self.meeting_combo.setFocus()

    def is_ready(self) -> bool:
        """Show and focus what is missing; return True if there is nothing."""
        session = self._session
        if session is None or not session.has_undated() or self.undated_edit.value is not None:
            self.undated_row.show_problem("")
            return True
        self.undated_row.show_problem(_("Write the date for contacts that have none, e.g. 9/12."))
        self.undated_edit.setFocus()
        return False

    def _on_meeting_chosen(self, meeting_id: int | None) -> None:
        if self._session is not None and not self._filling and self._session.start is not None:
            chosen = [one.id for one in self._session.start.meetings if one.id == meeting_id]
            self._session.meeting_id = chosen[0] if chosen else None

    def _on_undated_changed(self, value: object) -> None:
        if self._session is not None and not self._filling and self.undated_edit.value is not None:
            self._session.undated = self.undated_edit.value
        del value

    def _on_school_chosen(self, school: str, choice: object) -> None:
        session = self._session
        if session is None or session.plan is None or self._filling:
            return
        session.new_schools.discard(school)
        session.schools.pop(school, None)
        if choice == _CREATE:
            session.new_schools.add(school)
        for one in session.plan.review.institutions:
            if one.id == choice:
                session.schools[school] = one.id

    def _on_theme_chosen(self, row: int, chosen: Theme | None) -> None:
        if self._session is None:
            return
        if chosen is None:
            self._session.themes.pop(row, None)
        else:
            self._session.themes[row] = chosen
        self.themes.show_theme(row, chosen)
