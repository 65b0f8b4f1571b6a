"""Every form is opened again after the lock where the user was, with what was typed, ticked and chosen in it."""

import importlib
import pkgutil
from datetime import date, time

import sspdesk.ui
from sspdesk.domain.consents import ConsentAuthority, ConsentTopic
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.persons import Person
from sspdesk.domain.school_cases import Trigger
from sspdesk.domain.street_team import Category, Place
from sspdesk.domain.talk_records import OfferChannel
from sspdesk.domain.talks import TalkState
from sspdesk.services import street_team
from sspdesk.storage.workspace import Workspace
from sspdesk.ui import pages
from sspdesk.ui.consents.dialogs import ConsentDialog
from sspdesk.ui.meeting.dialogs import ItemDialog
from sspdesk.ui.meeting.page import MeetingPage
from sspdesk.ui.persons.page import PersonsPage
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.street_team.matters_dialog import MatterDialog
from sspdesk.ui.talks.dialogs import AgreementDialog, NewTalkDialog
from sspdesk.ui.talks.moves import OfferDialog
from sspdesk.ui.talks.page import TalksPage
from sspdesk.ui.talks.schools import NewCaseDialog
from tests.services.forum_world import planned
from tests.services.talk_world import begin, lead_to, make_family
from tests.ui.shared.days import Day

WORDS = "Aftaler at ringe igen på onsdag"


def _forms() -> set[str]:
    """Return the names of all form dialogs of the program, those with forms of their own beneath them left out."""
    for module in pkgutil.walk_packages(sspdesk.ui.__path__, "sspdesk.ui."):
        importlib.import_module(module.name)
    found: set[str] = set()
    waiting = [FormDialog]
    while waiting:
        kind = waiting.pop()
        own = [one for one in kind.__subclasses__() if one.__module__.startswith("sspdesk.")]
        waiting += own
        if not own:
            found.add(kind.__name__)
    return found


def test_every_form_has_a_page_that_opens_it_again(day: Day, person: Person) -> None:
    known: set[str] = set()
    for entry in pages.entries():
        day.window.open_page(entry.key, person.id if entry.key == "persons" else None)
        known |= set(day.window.current_page().editors())
        if entry.key == "persons":
            day.window.open_page("persons", None)
            known |= set(day.window.current_page().editors())
    assert _forms() - known == set()


def _typed(dialog: FormDialog, field: str) -> str:
    edit = dialog.form.row(field).widget
    assert dialog.focusWidget() is edit
    return str(dialog.form.value(field))


def _type(dialog: FormDialog, field: str, text: str = WORDS) -> None:
    dialog.form.row(field).widget.setFocus()
    dialog.form.set_value(field, text)


def test_an_agreement_of_a_talk_comes_back_on_that_talk(day: Day, workspace: Workspace) -> None:
    family = workspace.run(make_family)
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.HELD)
    begin(workspace, family)
    day.window.open_page("talks", talk.id)
    page = day.window.current_page()
    assert isinstance(page, TalksPage)
    page.pane.new_agreement()
    _type(day.dialog(AgreementDialog), "text")
    day.lock()
    assert day.window.current_page().shown_record == talk.id
    assert _typed(day.dialog(AgreementDialog), "text") == WORDS


def test_a_move_comes_back_with_what_was_chosen(day: Day, workspace: Workspace) -> None:
    talk = begin(workspace, workspace.run(make_family))
    day.window.open_page("talks", talk.id)
    page = day.window.current_page()
    assert isinstance(page, TalksPage)
    page.pane.next_move()
    dialog = day.dialog(OfferDialog)
    dialog.form.set_value("channel", OfferChannel.PHONE)
    _type(dialog, "note")
    day.lock()
    again = day.dialog(OfferDialog)
    assert _typed(again, "note") == WORDS
    assert again.form.value("channel") == OfferChannel.PHONE


def test_a_new_talk_comes_back_with_its_person_and_is_erased_with_them(
    day: Day, person: Person, workspace: Workspace
) -> None:
    day.window.open_page("talks", None)
    page = day.window.current_page()
    assert isinstance(page, TalksPage)
    page.new_talk()
    dialog = day.dialog(NewTalkDialog)
    dialog.choose.set_person(person.id)
    _type(dialog, "reason")
    day.lock()
    again = day.dialog(NewTalkDialog)
    assert again.choose.person_id == person.id
    assert again.choose.current is not None
    assert _typed(again, "reason") == WORDS
    (kept,) = [one for one in workspace.run(lambda uow: uow.drafts.all()) if not one.key.is_place]
    assert kept.person_id == person.id


def test_a_case_of_a_school_comes_back_with_what_the_school_saw(day: Day, workspace: Workspace) -> None:
    workspace.run(make_family)
    day.window.open_page("talks", None)
    page = day.window.current_page()
    assert isinstance(page, TalksPage)
    page.cases.new_case()
    dialog = day.dialog(NewCaseDialog)
    seen = (Trigger.WITNESS, Trigger.HARMFUL_NETWORK)
    dialog.form.set_value("triggers", seen)
    _type(dialog, "text")
    day.lock()
    again = day.dialog(NewCaseDialog)
    assert set(again.form.value("triggers")) == set(seen)
    assert _typed(again, "text") == WORDS


def test_a_consent_comes_back_with_its_pairs_and_givers(day: Day, workspace: Workspace) -> None:
    family = workspace.run(make_family)
    day.window.open_page("persons", family.person)
    page = day.window.current_page()
    assert isinstance(page, PersonsPage)
    page.person.consents.new_consent()
    dialog = day.dialog(ConsentDialog)
    pairs = frozenset(
        {(ConsentTopic.WELLBEING, ConsentAuthority.POLICE), (ConsentTopic.LEISURE, ConsentAuthority.SCHOOL)}
    )
    dialog.grid.set_value(pairs)
    dialog.givers.set_value((True, family.mother))
    _type(dialog, "note")
    day.lock()
    again = day.dialog(ConsentDialog)
    assert again.grid.value == pairs
    assert again.givers.value == (True, family.mother)
    assert _typed(again, "note") == WORDS


def test_an_item_of_an_agenda_comes_back_on_its_meeting(day: Day, workspace: Workspace) -> None:
    meeting_id = workspace.run(lambda uow: planned(uow, ForumKind.LOCAL_COUNCIL))
    day.window.open_page("meeting", meeting_id)
    page = day.window.current_page()
    assert isinstance(page, MeetingPage)
    page.do("add_item")
    _type(day.dialog(ItemDialog), "title")
    day.lock()
    assert day.window.current_page().shown_record == meeting_id
    assert _typed(day.dialog(ItemDialog), "title") == WORDS


def test_a_measure_at_a_place_comes_back_without_the_list_around_it(day: Day, workspace: Workspace) -> None:
    workspace.run(lambda uow: street_team.save_place(uow, Place(name="Prøvetorvet")))
    day.window.open_page("street_team", None)
    page = day.window.current_page()
    page.resume("MatterDialog", 0)
    _type(day.dialog(MatterDialog), "what")
    day.lock()
    assert _typed(day.dialog(MatterDialog), "what") == WORDS


def test_the_row_of_an_evening_comes_back_with_what_stays_from_row_to_row(day: Day, workspace: Workspace) -> None:
    place = workspace.run(lambda uow: street_team.save_place(uow, Place(name="Prøvetorvet"))).value
    day.window.open_page("street_team", None)
    entry = day.window.current_page().entry
    entry.day_edit.setText("20/11")
    entry.time_edit.setText("2115")
    entry.place_combo.set_value(place.id)
    entry.theme_combo.set_value(Category.CONFLICT)
    entry.size_edit.setText("ca. 10")
    entry.text_edit.setText(WORDS)
    day.lock()
    again = day.window.current_page().entry
    assert again is not entry
    assert (again.text_edit.text(), again.size_edit.text()) == (WORDS, "ca. 10")
    assert (again.place_combo.value, again.theme_combo.value) == (place.id, Category.CONFLICT)
    assert (again.day_edit.value, again.time_edit.value) == (date(2026, 11, 20), time(21, 15))
