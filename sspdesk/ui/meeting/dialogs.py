"""The small dialogs of a meeting: an item with its person, an agreement, what waits, an addition, another meeting."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from sspdesk.domain.agenda import AgendaItem, ItemKind
from sspdesk.domain.ids import ItemId, PersonId
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import forums as labels
from sspdesk.services import agenda, agenda_persons, open_names
from sspdesk.services.agenda import AgendaView
from sspdesk.services.agenda_persons import Candidate
from sspdesk.services.wednesday_list import Colleague
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.meeting import words
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.names_question import NameQuestion
from sspdesk.ui.shared.panels import EmptyState
from sspdesk.ui.shared.table import RecordTable
from sspdesk.ui.wednesday.words import colleague_option


class ItemDialog(FormDialog):
    """One item of the agenda. Where persons may be named, it can be tied to one."""

    def __init__(
        self,
        context: PageContext,
        view: AgendaView,
        item: AgendaItem,
        colleagues: Sequence[Colleague],
        parent: QWidget | None = None,
    ) -> None:
        title = _("Edit item") if item.id else _("New item")
        super().__init__(context, title, _("Save item"), columns=2, width=600, subject=item.id, parent=parent)
        self._view, self._item = view, item
        form = self.form
        form.line("title", _("Item"), item.title, span=2)
        kinds = [Option(kind, labels.item_kind(kind)) for kind in words.kinds_of(view)]
        form.combo("kind", _("Kind"), kinds, item.kind, search=False)
        form.line("minutes", _("Duration (min.)"), str(item.minutes), max_length=3)
        form.text("note", _("Background"), item.note, lines=2, span=2)
        options = [Option(one.id, colleague_option(one)) for one in colleagues]
        form.combo("responsible_id", _("Responsible"), options, item.responsible_id, placeholder=_("Nobody chosen"))
        form.line("responsible", _("Or in words"), item.responsible, placeholder=_("Everyone"))
        form.line(
            "papers",
            _("Papers"),
            item.papers,
            span=2,
            help=_("Papers that are no files here. Files are added beside the agenda."),
        )
        form.check("closed", _("Closed item"), item.closed, help=self._closed_help(), span=2)
        if view.forum.may_name_persons:
            self.person = PersonPicker(context, view, item)
            form.add("person_id", _("Person"), self.person, get=lambda: self.person.person_id, span=2)
        self.add_history("agenda_item", item.id)

    def _closed_help(self) -> str:
        if self._view.forum.may_name_persons:
            return _("An item with a person is always closed.")
        return _("This forum gets no personal data: its papers show only the number of a closed item.")

    def save(self) -> None:
        values = self.form.values()
        minutes = str(values.pop("minutes"))
        if not minutes.isdigit():
            self.form.show_problems([("minutes", _("Write a number of minutes."))])
            return
        kind = ItemKind(values.pop("kind") or ItemKind.DISCUSSION)
        wanted = replace(self._item, **values, kind=kind, minutes=int(minutes))
        texts = tuple(open_names.words_of(wanted).values())
        NameQuestion(
            self.context.operations,
            self,
            partial(open_names.in_meeting, meeting_id=wanted.meeting_id, texts=texts, item_id=wanted.id),
            lambda uow, confirmed: agenda.save_item(uow, wanted, names_confirmed=confirmed),
            done=self.on_saved,
            failed=self.show_problem,
            message=_("The item is saved"),
        ).begin()


class PersonPicker(QWidget):
    """Finds persons by words and shows why one is not offered. ``person_id`` is the chosen one."""

    def __init__(self, context: PageContext, view: AgendaView, item: AgendaItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._meeting_id = context, view.meeting.id
        self.person_id: PersonId | None = item.person_id
        self.search_edit = QLineEdit()
        self.search_edit.setObjectName("agenda_person_edit")
        self.search_edit.setPlaceholderText(_("Search by name"))
        self.search_edit.setAccessibleName(_("Search for a person"))
        self.chosen_label = layouts.label(tone="muted", wrap=True)
        columns: tuple[Column[Candidate], ...] = (
            Column(title=_("Name"), cell=_name_cell),
            Column(title=_("Offered"), cell=_why_cell, width=250),
        )
        empty = EmptyState("search", _("Nobody found"), _("Write at least two letters of the name."))
        self.table = RecordTable(columns, name=_("Persons"), privacy=context.privacy, empty=empty, show_header=False)
        self.table.setFixedHeight(theme.px(112))
        self.table.set_rows([])
        self.setLayout(layouts.column(self.search_edit, self.table, self.chosen_label, spacing=4))
        self.setFocusProxy(self.search_edit)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._search)
        self.search_edit.textChanged.connect(lambda _text: self._timer.start())
        self.table.chosen.connect(self._on_chosen)
        self._tell("")
        present = next((row.person for row in view.rows if row.item.id == item.id and row.person is not None), None)
        if present is not None:
            self._tell(present.name)

    def _search(self) -> None:
        text = self.search_edit.text().strip()
        if len(text) < 2:
            self.table.set_rows([])
            return
        work = partial(agenda_persons.candidates, meeting_id=self._meeting_id, words=text)
        self._context.operations.query(self, work, self.table.set_rows)

    def _on_chosen(self, one: Candidate) -> None:
        if one.why_not is None:
            self.person_id = one.person_id
            self._tell(one.name)
        else:
            self.chosen_label.setText(
                _("{name} is not offered: {reason}.").format(
                    name=self._context.privacy.name(one.name), reason=labels.not_offered(one.why_not.value)
                )
            )

    def _tell(self, name: str) -> None:
        chosen = _("Chosen: {name}").format(name=self._context.privacy.name(name)) if name else _("Nobody is chosen.")
        self.chosen_label.setText(chosen)


def _name_cell(one: Candidate) -> Cell:
    return Cell(text=one.name, detail=dates.age(one.age) if one.age is not None else "", is_name=True)


def _why_cell(one: Candidate) -> Cell:
    if one.why_not is None:
        return Cell(badges=(BadgeSpec(_("can be chosen"), "circle-check", "ok"),))
    return Cell(badges=(BadgeSpec(labels.not_offered(one.why_not.value), "ban", "neutral"),))


class ActionDialog(FormDialog):
    """What was agreed: who does what, by when."""

    def __init__(
        self,
        context: PageContext,
        item_id: ItemId,
        title: str,
        colleagues: Sequence[Colleague],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            _("Add agreement"),
            _("Save agreement"),
            words=_("It becomes a task and returns under »Opfølgning« until it is done. {item}").format(item=title),
            columns=2,
            width=520,
            subject=item_id,
            parent=parent,
        )
        self._item_id = item_id
        self.form.text("title", _("What is to be done (without names of children)"), lines=2, span=2)
        options = [Option(one.id, colleague_option(one)) for one in colleagues]
        self.form.combo("responsible_id", _("Responsible"), options, placeholder=_("Myself"))
        self.form.date("due", _("By (empty: the next meeting)"), today=lambda: context.now().date())

    def save(self) -> None:
        values = self.form.values()
        item_id, title = self._item_id, str(values["title"])
        NameQuestion(
            self.context.operations,
            self,
            lambda uow: open_names.in_meeting(uow, uow.agenda.get(item_id).meeting_id, (title,), item_id),
            lambda uow, confirmed: agenda.add_action(
                uow,
                item_id,
                title,
                responsible_id=values["responsible_id"],
                due=values["due"],
                names_confirmed=confirmed,
            ),
            done=self.on_saved,
            failed=self.show_problem,
            message=_("The agreement is saved as a task"),
        ).begin()


class WaitingDialog(Dialog):
    """The forum's items that were put on hold; each can be taken up."""

    def __init__(self, context: PageContext, view: AgendaView, parent: QWidget) -> None:
        super().__init__(
            _("Items on hold"),
            _("Items that wait for a later meeting"),
            _("Take up what this meeting is to deal with."),
            width=520,
            parent=parent,
        )
        self._context, self._meeting_id = context, view.meeting.id
        columns: tuple[Column[AgendaItem], ...] = (
            Column(title=_("Item"), cell=lambda one: Cell(text=one.title, detail=one.note)),
            Column(title="", cell=lambda _one: Cell(action=_("Take up")), width=90),
        )
        self.table = RecordTable(columns, name=_("Items on hold"), privacy=context.privacy)
        self.table.setMinimumHeight(180)
        self.table.set_rows([one for one in view.waiting if one.meeting_id != view.meeting.id])
        self.body.addWidget(self.table)
        self.add_close_button(_("Close"), default=True)
        self.table.action_pressed.connect(lambda one, _column: self._take(one))
        self.table.opened.connect(self._take)

    def _take(self, one: AgendaItem) -> None:
        work = partial(agenda.take_up, meeting_id=self._meeting_id, item_id=one.id)
        self._context.operations.command(
            self, work, lambda _item: self.accept(), message=_("The item stands on the agenda")
        )
