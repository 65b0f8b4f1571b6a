"""The dialogs of consents: giving one with its topics and authorities, renewing, narrowing, withdrawing."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sspdesk.domain.consents import (
    ConsentAuthority,
    ConsentForm,
    ConsentTopic,
    FullConsent,
    Needed,
    Pair,
)
from sspdesk.domain.ids import PersonId
from sspdesk.domain.persons import Guardian
from sspdesk.i18n import _
from sspdesk.labels import consents as labels
from sspdesk.labels import people as people_words
from sspdesk.services import consents
from sspdesk.services.consents import NewConsent
from sspdesk.services.work import UnitOfWork
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.choices import Chip
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import CheckBox, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    needed: Needed
    guardians: tuple[Guardian, ...]
    usual_end: date
    today: date


def _gather(uow: UnitOfWork, person_id: PersonId) -> _Facts:
    return _Facts(
        needed=consents.needed(uow, person_id),
        guardians=tuple(one for one in uow.guardians.of_person(person_id) if one.has_custody),
        usual_end=consents.usual_end(uow, uow.today),
        today=uow.today,
    )


def ask_new(context: PageContext, person_id: PersonId, parent: QWidget) -> None:
    """Ask for a new consent."""
    context.operations.query(
        parent,
        lambda uow: _gather(uow, person_id),
        lambda facts: ConsentDialog(context, person_id, facts, parent=parent).open(),
    )


def ask_renewal(context: PageContext, full: FullConsent, parent: QWidget) -> None:
    """Ask for a consent anew: the same pairs or fewer."""
    person_id = full.consent.person_id
    context.operations.query(
        parent,
        lambda uow: _gather(uow, person_id),
        lambda facts: ConsentDialog(context, person_id, facts, renews=full, parent=parent).open(),
    )


def ask_change(context: PageContext, full: FullConsent, parent: QWidget) -> None:
    """Ask what of a consent is to go."""
    ChangeConsentDialog(context, full, parent).open()


class ScopeGrid(QWidget):
    """The pairs of a consent: first the authorities as chips, then a line of topics for each that is chosen.

    ``limit``: only these pairs may be chosen.
    """

    def __init__(self, chosen: frozenset[Pair] = frozenset(), limit: frozenset[Pair] | None = None) -> None:
        super().__init__()
        self.chips: dict[Pair, Chip] = {}
        self.authorities: dict[ConsentAuthority, Chip] = {}
        self._lines: dict[ConsentAuthority, QWidget] = {}
        whom = QWidget()
        flow = layouts.FlowLayout(whom)
        column = layouts.column(spacing=10, margins=(0, 4, 0, 4))
        for authority in ConsentAuthority:
            pairs = [(topic, authority) for topic in ConsentTopic if limit is None or (topic, authority) in limit]
            if pairs:
                chip = Chip(labels.authority(authority), on=any(pair in chosen for pair in pairs))
                chip.toggled.connect(partial(self._on_authority_toggled, authority))
                self.authorities[authority] = chip
                flow.addWidget(chip)
                column.addWidget(self._line(authority, pairs, chosen))
        column.addStretch()
        inside = QWidget()
        inside.setLayout(column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setMinimumHeight(theme.px(128))
        for ground in (area.viewport(), inside):
            ground.setAutoFillBackground(False)
        self.setLayout(layouts.column(whom, area, spacing=6))

    def _line(self, authority: ConsentAuthority, pairs: list[Pair], chosen: frozenset[Pair]) -> QWidget:
        topics = QWidget()
        flow = layouts.FlowLayout(topics)
        for pair in pairs:
            chip = Chip(labels.topic(pair[0]), on=pair in chosen)
            chip.setAccessibleName(f"{labels.authority(authority)}: {labels.topic(pair[0])}")
            self.chips[pair] = chip
            flow.addWidget(chip)
        line = QWidget()
        line.setLayout(layouts.column(layouts.label(labels.authority(authority), level="label"), topics, spacing=4))
        if not self.authorities[authority].isChecked():  # never setVisible(True) without a parent: it opens a window
            line.hide()
        self._lines[authority] = line
        return line

    def _on_authority_toggled(self, authority: ConsentAuthority, on: bool) -> None:
        """Show the topics of an authority; one that is left out covers nothing."""
        self._lines[authority].setVisible(on)
        for pair, chip in self.chips.items():
            if pair[1] is authority and not on:
                chip.setChecked(False)

    @property
    def value(self) -> frozenset[Pair]:
        """What is chosen."""
        return frozenset(pair for pair, chip in self.chips.items() if chip.isChecked())

    def set_value(self, chosen: frozenset[Pair]) -> None:
        """Choose these."""
        for authority, chip in self.authorities.items():
            chip.setChecked(any(pair[1] is authority for pair in chosen))
        for pair, chip in self.chips.items():
            chip.setChecked(pair in chosen)


class Givers(QWidget):
    """Who gives the consent: the young person and the holders of parental authority."""

    def __init__(self, facts: _Facts) -> None:
        super().__init__()
        self.young_box = CheckBox(_("The young person"), checked=facts.needed.young)
        self.boxes = {
            one.id: CheckBox(f"{one.name}, {people_words.relation(one.relation)}", checked=facts.needed.minor)
            for one in facts.guardians
        }
        flow = layouts.FlowLayout(self, spacing=16)
        for box in (self.young_box, *self.boxes.values()):
            flow.addWidget(box)

    @property
    def value(self) -> tuple[object, ...]:
        """Who is chosen, the young person first."""
        return (self.young_box.isChecked(), *(key for key, box in self.boxes.items() if box.isChecked()))

    def set_value(self, chosen: tuple[object, ...]) -> None:
        """Choose these."""
        young, *parents = chosen
        self.young_box.setChecked(bool(young))
        for key, box in self.boxes.items():
            box.setChecked(key in parents)


class ConsentDialog(FormDialog):
    """A consent as it is given, or given anew."""

    def __init__(
        self,
        context: PageContext,
        person_id: PersonId,
        facts: _Facts,
        *,
        renews: FullConsent | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Renew the consent") if renews else _("New consent")
        super().__init__(
            context,
            title,
            _("Save the consent"),
            words=_("It covers what is chosen here and nothing else. It can be withdrawn at any time."),
            columns=2,
            width=760,
            subject=renews.consent.id if renews else person_id,
            person_id=person_id,
            editor="RenewConsentDialog" if renews else "ConsentDialog",
            parent=parent,
        )
        self._person_id, self._renews = person_id, renews
        form, today = self.form, facts.today
        self.givers = Givers(facts)
        told = _needed_words(facts.needed)
        givers = self.givers
        form.add(
            "givers",
            _("Who gives it"),
            givers,
            get=lambda: givers.value,
            set=givers.set_value,
            help=told,
            span=2,
        )
        self.grid = ScopeGrid(renews.pairs if renews else frozenset(), renews.pairs if renews else None)
        grid = self.grid
        form.add("pairs", _("What, to whom"), grid, get=lambda: grid.value, set=grid.set_value, span=2)
        form.date("given_on", _("Given on"), today, prefer=Prefer.PAST, today=lambda: today)
        forms = [Option(one, labels.form(one)) for one in ConsentForm]
        form.combo("form", _("How it was given"), forms, ConsentForm.WRITTEN, search=False)
        start = form.date("valid_from", _("Valid from"), None, today=lambda: today)
        start.setPlaceholderText(_("The day it was given"))
        form.date("valid_to", _("Valid to"), facts.usual_end, prefer=Prefer.FUTURE, today=lambda: today)
        form.line("note", _("Note"), max_length=200, span=2)
        self.save_button.setShortcut("Ctrl+Return")

    def save(self) -> None:
        values, renews = self.form.values(), self._renews
        young, *parents = values["givers"]
        wanted = NewConsent(
            person_id=self._person_id,
            pairs=values["pairs"],
            young=young,
            guardian_ids=tuple(parents),
            given_on=values["given_on"] or self.context.now().date(),
            form=ConsentForm(values["form"] or ConsentForm.WRITTEN),
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
            note=values["note"],
        )
        self.context.operations.command(
            self,
            lambda uow: consents.renew(uow, renews.consent.id, wanted) if renews else consents.give(uow, wanted),
            self.on_saved,
            self.show_problem,
            message=_("The consent is saved"),
        )


def _needed_words(needed: Needed) -> str:
    if not needed.minor:
        return _("From 18 the young person alone gives it.")
    if needed.young:
        return _("From 15 the young person gives it together with the holders of parental authority.")
    return _("Below 15 every holder of parental authority gives it.")


class ChangeConsentDialog(FormDialog):
    """Covers less, ends earlier, is withdrawn or renewed. More is a consent of its own."""

    def __init__(self, context: PageContext, full: FullConsent, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Change the consent"),
            _("Save the consent"),
            words=_("A consent can become smaller, never larger. For more, write a new one."),
            columns=2,
            width=680,
            subject=full.consent.id,
            person_id=full.consent.person_id,
            parent=parent,
        )
        self._full = full
        consent, form = full.consent, self.form
        self.grid = ScopeGrid(full.pairs, full.pairs)
        grid = self.grid
        form.add("pairs", _("What, to whom"), grid, get=lambda: grid.value, set=grid.set_value, span=2)
        today = context.now().date()
        form.date("valid_to", _("Valid to"), consent.valid_to, today=lambda: today)
        form.line("note", _("Note"), consent.note, max_length=200)
        self.renew_button = Button(_("Renew…"), icon="refresh-cw", name="renew_button")
        self.withdraw_button = Button(
            _("Withdraw from today"), kind=Kind.DANGER, icon="circle-x", name="withdraw_button"
        )
        for button in (self.renew_button, self.withdraw_button):
            self.buttons.insertWidget(0, button)
        self.add_history("consent", consent.id)
        self.renew_button.clicked.connect(self._on_renew_pressed)
        self.withdraw_button.clicked.connect(self._on_withdraw_pressed)

    def save(self) -> None:
        values, number = self.form.values(), self._full.consent.id
        valid_to = values["valid_to"] or self._full.consent.valid_to
        self.context.operations.command(
            self,
            lambda uow: consents.narrow(uow, number, pairs=values["pairs"], valid_to=valid_to, note=values["note"]),
            self.on_saved,
            self.show_problem,
            message=_("The consent is saved"),
        )

    def _on_withdraw_pressed(self) -> None:
        number, today = self._full.consent.id, self.context.now().date()
        self.context.operations.command(
            self,
            lambda uow: consents.withdraw(uow, number, today),
            self.on_saved,
            self.show_problem,
            message=_("The consent is withdrawn"),
        )

    def _on_renew_pressed(self) -> None:
        parent = self.parentWidget()
        self.accept()
        if parent is not None:
            ask_renewal(self.context, self._full, parent)
