"""How each editor of a person is opened again after the lock."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from sspdesk.domain.persons import Note
from sspdesk.ui.letters.actions import resume_text
from sspdesk.ui.papers.actions import show_log_extract
from sspdesk.ui.persons.efforts import edit_notification

if TYPE_CHECKING:
    from sspdesk.ui.context import PageContext
    from sspdesk.ui.persons.person_pane import PersonPane


def editors(context: "PageContext", pane: "PersonPane") -> Mapping[str, Callable[[int], object]]:
    """Return the editors of the person shown, by their names."""
    view = pane.view
    if view is None:
        return {}
    of_person: dict[str, Callable[[], object]] = {
        "PersonDialog": pane.edit,
        "DutyDialog": pane.answer_duty,
        "TaskDialog": pane.new_task,
        "SummaryDialog": pane.print_summary,
        "NewTalkDialog": pane.new_talk,
        "PersonNotificationDialog": pane.write_notification,
        "ConsentDialog": pane.consents.new_consent,
        "ExtractDialog": partial(show_log_extract, context, pane, view.person.id),
    }
    notes = [entry.facts for entry in view.timeline if isinstance(entry.facts, Note)]
    return {
        **{name: partial(_run, run) for name, run in of_person.items()},
        "GuardianDialog": lambda row_id: pane.edit_guardian(_one(view.guardians, row_id)),
        "NoteDialog": partial(_of, notes, pane.edit_note),
        "NotificationDialog": partial(edit_notification, context, pane),
        "TextDialog": partial(resume_text, context, pane),
        "ChangeConsentDialog": pane.consents.change,
        "RenewConsentDialog": pane.consents.renew,
        "DocumentDialog": partial(_of_document, pane, pane.documents.change_current),
        "LeavingDialog": partial(_of_document, pane, pane.documents.let_current_leave),
    }


def _run(run: Callable[[], object], _subject: int) -> None:
    run()


def _of_document(pane: "PersonPane", run: Callable[[], object], row_id: int) -> None:
    pane.tabs.setCurrentWidget(pane.documents)
    if pane.documents.table.select(lambda document: document.id == row_id):
        run()


def _one(listed: Iterable[Any], row_id: int) -> Any:
    return next((one for one in listed if one.id == row_id), None)


def _of(listed: Iterable[Any], run: Callable[[Any], object], row_id: int) -> None:
    found = _one(listed, row_id)
    if found is not None:
        run(found)
