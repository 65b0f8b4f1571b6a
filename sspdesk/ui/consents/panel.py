"""A section with a person's consents: what each covers, until when, who gave it; to give, renew, change, withdraw."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.domain.ids import PersonId
from sspdesk.i18n import _
from sspdesk.labels import consents as labels
from sspdesk.labels import dates
from sspdesk.services import consents
from sspdesk.services.consents import ConsentView
from sspdesk.ui.consents import dialogs
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.side_parts import Section, side_line
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import IconButton

KINDS = frozenset({"consent", "consent_scope", "consent_giver", "guardian", "person"})
"""The kinds of change after which the section is to be loaded again."""


class ConsentsSection(Section):
    """Loads by itself: ``show_person`` once, then ``reload`` after a change of ``KINDS``."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("Consents"), _("New consent"))
        self.setObjectName("consents_section")
        self._context = context
        self._person_id: PersonId | None = None
        self._views: list[ConsentView] = []
        self._buttons: dict[int, QWidget] = {}
        self._wanted = 0
        self.link_pressed.connect(self.new_consent)
        context.privacy.changed.connect(self._fill)

    @property
    def _today(self) -> date:
        return self._context.now().date()

    def show_person(self, person_id: PersonId) -> None:
        """Show a person's consents."""
        self._person_id = person_id
        self.reload()

    def reload(self) -> None:
        """Load the consents as they are now."""
        person_id = self._person_id
        if person_id is not None:
            self._context.operations.query(
                self, lambda uow: consents.of_person(uow, person_id), partial(self._on_loaded, person_id)
            )

    def _on_loaded(self, person_id: PersonId, views: list[ConsentView]) -> None:
        if person_id == self._person_id:
            self._views = views
            self._fill()
            if self._wanted in self._buttons:
                self._buttons[self._wanted].setFocus()
            self._wanted = 0

    def point_at(self, consent_id: int) -> None:
        """Put the focus on a consent once it is shown."""
        self._wanted = consent_id

    def _fill(self) -> None:
        self._buttons = {}
        rows = [self._row(view) for view in self._views]
        holding = sum(view.holds for view in self._views)
        self.show_rows(rows, count=holding, empty=_("No consent written yet"))
        self.link_button.setEnabled(not self._context.privacy.discreet)

    def _row(self, view: ConsentView) -> QWidget:
        privacy, consent = self._context.privacy, view.full.consent
        icon, tint, said, tone = self._state(view)
        parts: list[QWidget] = []
        for authority, topics in labels.scope(view.full.pairs):
            head = layouts.label(authority, level="medium", wrap=True)
            parts += [head, layouts.label(topics, level="small", tone="muted", wrap=True)]
        givers = ", ".join(labels.giver(one) if one.is_young else privacy.name(one.name) for one in view.full.givers)
        parts.append(layouts.label(f"{labels.form(consent.form)}, {givers}", level="small", tone="muted", wrap=True))
        parts.append(layouts.label(said, level="small", tone=tone, wrap=True))
        button = IconButton(_("Edit consent"), "notebook-pen", bare=True)
        button.setEnabled(not privacy.discreet)
        button.clicked.connect(partial(self._on_edit_pressed, view))
        self._buttons[consent.id] = button
        return side_line(icon, tint, *parts, button=button)

    def _state(self, view: ConsentView) -> tuple[str, str, str, str]:
        """Return icon, tint, words and tone of how long a consent holds."""
        consent, today = view.full.consent, self._today
        if consent.withdrawn_on is not None:
            said = _("Withdrawn {day}").format(day=dates.day(consent.withdrawn_on))
            return "circle-x", "muted", said, "muted"
        if consent.valid_from > today:
            return "hourglass", "muted", _("Begins {day}").format(day=dates.day(consent.valid_from)), "muted"
        if not view.holds:
            return "circle-slash", "muted", _("Expired {day}").format(day=dates.day(consent.valid_to)), "muted"
        said = _("Ends {day}").format(day=dates.day(consent.valid_to))
        return ("clock-alert", "warn", said, "warn") if view.ends_soon else ("circle-check", "ok", said, "muted")

    # what the user does
    def new_consent(self) -> None:
        """Write a consent."""
        if self._person_id is not None:
            dialogs.ask_new(self._context, self._person_id, self)

    def change(self, consent_id: int) -> None:
        """Open the editor of a consent."""
        for view in self._views:
            if view.full.consent.id == consent_id:
                dialogs.ask_change(self._context, view.full, self)

    def renew(self, consent_id: int) -> None:
        """Open the form that gives a consent anew."""
        for view in self._views:
            if view.full.consent.id == consent_id:
                dialogs.ask_renewal(self._context, view.full, self)

    def _on_edit_pressed(self, view: ConsentView, _checked: bool = False) -> None:
        if view.holds or view.full.consent.withdrawn_on is None:
            dialogs.ask_change(self._context, view.full, self)
        else:
            dialogs.ask_renewal(self._context, view.full, self)
