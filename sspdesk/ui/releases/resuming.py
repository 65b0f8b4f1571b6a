"""How each editor of the page "God løsladelse" is opened again after the lock."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from sspdesk.domain.releases import ReleaseState
from sspdesk.services.release_view import ReleaseView

if TYPE_CHECKING:
    from sspdesk.ui.releases.page import ReleasesPage


def editors(page: "ReleasesPage") -> Mapping[str, Callable[[int], object]]:
    """Return the editors of the case that is shown and of a new one, by their names; 0 is a new record."""
    case = page.case
    moves = {f"ReleaseMoveDialog.{to.value}": partial(_run, partial(case.ask_move, to)) for to in ReleaseState}
    return {
        **moves,
        "ReleaseMoveDialog": partial(_run, case.next_move),
        "NewReleaseDialog": partial(_run, page.new_release),
        "FactsDialog": partial(_run, case.edit_facts),
        "MeetingDialog": partial(_run, case.new_meeting),
        "ItemDialog": partial(_of, page, _items, case.edit_item),
        "VisitDialog": partial(_of, page, _visits, case.edit_visit),
        "ContactDialog": partial(_of, page, _contacts, case.edit_contact),
        "MemberDialog": partial(_of, page, _members, case.edit_member),
        "TopicDialog": partial(_of, page, _meetings, case.add_topic),
        "CopyDialog": partial(_of, page, _meetings, case.show_papers),
        "ChangeTaskDialog": partial(_of, page, _deadlines, case.edit_task),
    }


Pairs = Iterable[tuple[int, Any]]


def _items(view: ReleaseView) -> Pairs:
    return ((row.item.id, row) for row in view.items)


def _visits(view: ReleaseView) -> Pairs:
    return ((one.id, one) for one in view.visits)


def _contacts(view: ReleaseView) -> Pairs:
    return ((one.id, one) for one in view.contacts)


def _members(view: ReleaseView) -> Pairs:
    return ((row.admission.member.id, row) for row in view.members)


def _meetings(view: ReleaseView) -> Pairs:
    return ((row.meeting.id, row) for row in view.meetings)


def _deadlines(view: ReleaseView) -> Pairs:
    return ((row.task.id, row) for row in view.deadlines)


def _run(run: Callable[[], object], _subject: int) -> None:
    run()


def _of(page: "ReleasesPage", pairs: Callable[[ReleaseView], Pairs], run: Callable[[Any], object], row_id: int) -> None:
    """Open the editor of a row that is still there; 0 is a new one."""
    view = page.case.view
    if view is None:
        return
    found = dict(pairs(view)).get(row_id)
    if found is not None or not row_id:
        run(found)
