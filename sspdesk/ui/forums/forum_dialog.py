"""The settings of one forum: words, rule about persons, members, and the usual agenda as lines of text."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sspdesk.domain.forums import NEVER_PERSONS, Forum, ForumColour, ForumKind
from sspdesk.domain.ids import ForumId, ProfessionalId
from sspdesk.domain.people import Professional
from sspdesk.i18n import _, ngettext
from sspdesk.labels import forums as labels
from sspdesk.services import forums, people
from sspdesk.services.forums import ForumView
from sspdesk.ui.context import PageContext
from sspdesk.ui.forums.usual_agenda import UsualAgenda
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.fields import CheckBox, Option
from sspdesk.ui.shared.names_question import NameQuestion

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_FACTS, _MEMBERS, _AGENDA = range(3)


class ForumDialog(FormDialog):
    """Edits a forum, or makes a new one."""

    def __init__(
        self, context: PageContext, view: ForumView, everyone: list[Professional], parent: QWidget | None = None
    ) -> None:
        forum = view.forum
        title = _("Edit forum") if forum.id else _("New forum")
        super().__init__(context, title, _("Save forum"), columns=2, width=680, subject=forum.id, parent=parent)
        self._forum = forum
        self.tabs = SegmentedControl(
            [
                Segment(_FACTS, _("The forum")),
                Segment(_MEMBERS, _("Members")),
                Segment(_AGENDA, _("Usual agenda")),
            ],
            name=_("What is shown"),
            value=_FACTS,
        )
        self.body.insertWidget(self.body.indexOf(self.form), self.tabs)
        self._add_facts(forum)
        self.members = MemberList(everyone, {one.id for one in view.members})
        self.agenda = UsualAgenda(forum, view.items)
        self.body.addWidget(self.members)
        self.body.addWidget(self.agenda)
        self.tabs.value_changed.connect(self._on_tab_chosen)
        self.form.changed.connect(lambda: self.agenda.set_length(self._minutes()))
        self._on_tab_chosen(_FACTS)
        self.add_history("forum", forum.id)

    def _add_facts(self, forum: Forum) -> None:
        form = self.form
        form.line("name", _("Name"), forum.name)
        kinds = [Option(kind, labels.kind(kind)) for kind in ForumKind if kind is not ForumKind.WEDNESDAY_GROUP]
        if forum.kind is ForumKind.WEDNESDAY_GROUP:
            kinds = [Option(forum.kind, labels.kind(forum.kind))]
        form.combo("kind", _("Kind"), kinds, forum.kind, search=False)
        form.line("chair", _("Chair"), forum.chair)
        form.line("cadence", _("How often"), forum.cadence)
        form.line("members", _("Who sits in it"), forum.members, span=2)
        form.line("purpose", _("Purpose"), forum.purpose, span=2)
        form.line("basis", _("Legal basis"), forum.basis)
        colours = [Option(one, labels.colour(one)) for one in ForumColour]
        form.combo("colour", _("Colour"), colours, forum.colour, search=False)
        form.time("usual_start", _("Usual time"), forum.usual_start)
        form.line("usual_minutes", _("Usual length in minutes"), str(forum.usual_minutes), max_length=4)
        form.line("place", _("Usual place"), forum.place, span=2)
        never = forum.kind in NEVER_PERSONS
        box = form.check(
            "may_name_persons",
            _("Persons may be named"),
            forum.may_name_persons,
            help=_("This forum gets no personal data. Persons cannot be named in it.") if never else "",
            span=2,
        )
        box.setEnabled(not never)
        form.check("active", _("In use"), forum.active, span=2)

    @classmethod
    def ask(cls, context: PageContext, page: QWidget, forum_id: ForumId | None) -> None:
        """Read a forum (None: a new one) and open its settings."""

        def work(uow: "UnitOfWork") -> tuple[ForumView, list[Professional]]:
            if forum_id is None:
                blank = ForumView(forum=Forum(name=""), members=(), items=(), ahead=0)
                return blank, people.professionals(uow)
            return forums.view(uow, forum_id), people.professionals(uow)

        def opened(found: tuple[ForumView, list[Professional]]) -> None:
            cls(context, found[0], found[1], page).open()

        context.operations.query(page, work, opened)

    def _minutes(self) -> int:
        text = str(self.form.value("usual_minutes"))
        return int(text) if text.isdigit() else 0

    def _on_tab_chosen(self, which: int) -> None:
        self.form.setVisible(which == _FACTS)
        self.members.setVisible(which == _MEMBERS)
        self.agenda.setVisible(which == _AGENDA)
        if which == _AGENDA:
            self.agenda.set_length(self._minutes())

    def save(self) -> None:
        values = self.form.values()
        if not self._minutes() or values["usual_start"] is None:
            self.tabs.set_value(_FACTS)
            self._on_tab_chosen(_FACTS)
            self.form.show_problems([("usual_minutes", _("Write a number of minutes."))])
            return
        values["usual_minutes"] = self._minutes()
        values["kind"] = ForumKind(values["kind"] or ForumKind.OTHER)
        values["colour"] = ForumColour(values["colour"] or ForumColour.GREY)
        wanted = Forum(id=self._forum.id, chair_id=self._forum.chair_id, **values)
        members, items = self.members.chosen, self.agenda.items(wanted.id)
        NameQuestion(
            self.context.operations,
            self,
            partial(forums.names_in, forum=wanted, items=items),
            lambda uow, confirmed: forums.save(uow, wanted, member_ids=members, items=items, names_confirmed=confirmed),
            done=self.on_saved,
            failed=self.show_problem,
            message=_("The forum is saved"),
        ).begin()


class MemberList(QWidget):
    """A box for every professional; those ticked are invited to every meeting."""

    def __init__(self, everyone: list[Professional], members: set[ProfessionalId]) -> None:
        super().__init__()
        self.setObjectName("member_list")
        self.count_label = layouts.label(level="label")
        self._boxes = {one.id: CheckBox(one.name, checked=one.id in members) for one in everyone}
        flow = layouts.FlowLayout(spacing=10)
        for box in self._boxes.values():
            box.toggled.connect(self._tell)
            flow.addWidget(box)
        inner = QWidget()
        inner.setLayout(flow)
        self.setLayout(layouts.column(self.count_label, inner, None, spacing=8))
        self._tell()

    def _tell(self) -> None:
        count = len(self.chosen)
        words = ngettext(
            "{count} member is invited to every meeting", "{count} members are invited to every meeting", count
        )
        self.count_label.setText(words.format(count=count) if count else _("Nobody is invited by themselves."))

    @property
    def chosen(self) -> set[ProfessionalId]:
        """Who is ticked."""
        return {one for one, box in self._boxes.items() if box.isChecked()}
