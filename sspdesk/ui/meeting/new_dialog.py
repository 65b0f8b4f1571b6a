"""Plans one meeting of a forum: the forum's usual time, length and place stand there to begin with."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.domain.forums import Forum, ForumKind
from sspdesk.domain.ids import ForumId, ReleaseId
from sspdesk.domain.meetings import Meeting
from sspdesk.i18n import _
from sspdesk.services import forums, meetings, open_names, release_meetings
from sspdesk.services.meetings import MeetingPlan
from sspdesk.services.release_meetings import NewMeeting
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.names_question import NameQuestion

Made = Callable[[Meeting], None]


class NewMeetingDialog(FormDialog):
    """Asks for forum, day, time and place."""

    def __init__(
        self,
        context: PageContext,
        known: Sequence[Forum],
        day: date,
        on_made: Made,
        parent: QWidget,
        *,
        forum_id: ForumId | None = None,
        cases: Sequence[tuple[ReleaseId, str]] = (),
    ) -> None:
        super().__init__(
            context,
            _("Plan meeting"),
            _("Plan meeting"),
            words=_("The forum's members are invited, and its usual agenda is set up."),
            columns=2,
            width=520,
            subject=0,
            parent=parent,
        )
        self._known = {one.id: one for one in known}
        self._on_made = on_made
        form = self.form
        form.combo("forum_id", _("Forum"), [Option(one.id, one.name) for one in known], span=2)
        name = context.privacy.name
        form.combo(
            "release_id",
            _("The release it is about"),
            [Option(one, name(who)) for one, who in cases],
            help=_("It takes up every topic the citizen's consent covers on the day."),
            span=2,
        )
        form.row("release_id").hide()
        form.date("day", _("Date"), day, prefer=Prefer.FUTURE, today=lambda: context.now().date(), span=2)
        form.time("starts_at", _("From"), time(9))
        form.time("ends_at", _("To"), time(10))
        form.line("place", _("Place"), span=2)
        form.line("title", _("Theme (without names)"), span=2)
        form.mark_clean()
        self._forum: Forum | None = None
        form.changed.connect(self._follow_forum)
        if forum_id is not None:
            form.set_value("forum_id", forum_id)
            self._follow_forum()
            form.mark_clean()

    @classmethod
    def ask(
        cls,
        context: PageContext,
        page: QWidget,
        on_made: Made,
        day: date | None = None,
        forum_id: ForumId | None = None,
    ) -> None:
        """Read the forums in use and open the dialog, with a day and a forum to begin with."""
        chosen = day or context.now().date() + timedelta(days=1)

        def opened(found: tuple[Sequence[Forum], Sequence[tuple[ReleaseId, str]]]) -> None:
            cls(context, found[0], chosen, on_made, page, forum_id=forum_id, cases=found[1]).open()

        context.operations.query(page, lambda uow: (forums.listed(uow), release_meetings.open_cases(uow)), opened)

    def _follow_forum(self) -> None:
        forum = self._known.get(ForumId(self.form.value("forum_id") or 0))
        if forum is None or forum is self._forum:
            return
        self._forum = forum
        release = forum.kind is ForumKind.RELEASE
        self.words_label.setText(
            _("Nobody is invited yet: the citizen's consent decides who can be.")
            if release
            else _("The forum's members are invited, and its usual agenda is set up.")
        )
        self.form.row("release_id").setVisible(release)
        self.form.row("title").setVisible(not release)
        start = datetime.combine(date(2000, 1, 1), forum.usual_start)
        self.form.set_value("starts_at", forum.usual_start)
        self.form.set_value("ends_at", (start + timedelta(minutes=forum.usual_minutes)).time())
        self.form.set_value("place", forum.place)

    def save(self) -> None:
        value = self.form.value
        wanted = {
            "forum_id": _("Choose a forum."),
            "day": _("Write the date of the meeting."),
            "starts_at": _("Write when it begins."),
            "ends_at": _("Write when it ends."),
        }
        missing = [(field, words) for field, words in wanted.items() if value(field) is None]
        if missing:
            self.form.show_problems(missing)
            return
        forum = self._known[value("forum_id")]
        if forum.kind is ForumKind.RELEASE:
            self._plan_release()
            return
        plan = MeetingPlan(
            forum_id=forum.id,
            title=value("title"),
            starts_at=datetime.combine(value("day"), value("starts_at")),
            ends_at=datetime.combine(value("day"), value("ends_at")),
            place=value("place"),
            chair_id=forum.chair_id,
        )
        NameQuestion(
            self.context.operations,
            self,
            partial(open_names.in_forum, forum_id=forum.id, texts=(plan.title, plan.place)),
            lambda uow, confirmed: meetings.plan(uow, plan, names_confirmed=confirmed),
            done=self._stored,
            failed=self.show_problem,
            message=_("The meeting is planned"),
        ).begin()

    def _plan_release(self) -> None:
        """Plan a meeting of a release: it belongs to a case, and the consents decide what it takes up."""
        value = self.form.value
        release_id = value("release_id")
        if release_id is None:
            self.form.show_problems([("release_id", _("Choose whose release it is about."))])
            return
        new = NewMeeting(
            starts_at=datetime.combine(value("day"), value("starts_at")),
            ends_at=datetime.combine(value("day"), value("ends_at")),
            place=value("place"),
        )
        self.context.operations.command(
            self,
            lambda uow: release_meetings.plan_usual(uow, ReleaseId(release_id), new),
            self._stored,
            self.show_problem,
            message=_("The meeting is planned"),
        )

    def _stored(self, meeting: Meeting) -> None:
        self.on_saved(meeting)
        self._on_made(meeting)
