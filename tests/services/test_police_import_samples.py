"""Every sample list through the real reader and the real vault: once, twice, and one after another."""

from datetime import date
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.domain.matching import Choice, LineState
from sspdesk.domain.persons import Person
from sspdesk.domain.wednesday import Role
from sspdesk.exchange.police_list.interpreting import interpret
from sspdesk.exchange.police_list.layout import propose_layout
from sspdesk.exchange.tables.reading import Clipboard, read
from sspdesk.services import police_import, police_list
from sspdesk.services.import_plan import Plan
from sspdesk.services.police_import import Imported, Order
from sspdesk.storage.workspace import Workspace

DATA = Path(__file__).resolve().parents[1] / "data"
TODAY = date(2026, 11, 23)
LISTS = {
    "politiliste-2026-11-25.xlsx": (13, 12),
    "politiliste-2026-12-09.csv": (9, 9),
    "politiliste-2026-12-16.docx": (5, 5),
    "politiliste-klippet-fra-mail.txt": (4, 4),
}
"""File -> contacts and persons in it."""


def plan_of(workspace: Workspace, source: Path | Clipboard) -> tuple[Plan, str]:
    workbook = read(source)
    listed = interpret(workbook, propose_layout(workbook), TODAY)
    plan = Plan(workspace.run(lambda uow: police_list.review(uow, listed.rows, listed.problems)))
    return plan, workbook.sha256


def store(workspace: Workspace, plan: Plan, sha256: str, name: str = "") -> Imported:
    order = Order(
        rows=plan.decided({}),
        file_name=name,
        sha256=sha256,
        meeting_id=None,
        undated=TODAY,
        schools=plan.review.schools,
    )
    return workspace.run(lambda uow: police_import.import_list(uow, order)).value


@pytest.mark.parametrize("name", LISTS)
def test_every_sample_list_is_stored_and_recognised(workspace: Workspace, name: str) -> None:
    contacts, persons = LISTS[name]
    plan, sha256 = plan_of(workspace, DATA / name)
    assert plan.counts().unanswered == 0
    done = store(workspace, plan, sha256, name)
    assert (done.contacts, done.persons, done.updated) == (contacts, persons, 0)
    again, same = plan_of(workspace, DATA / name)
    known = workspace.run(lambda uow: police_list.start(uow, same, ""))
    assert known.earlier is not None
    assert known.earlier.file_name == name
    assert {one.line for one in again.all_settled()} == {LineState.STORED}
    assert {one.choice for one in again.all_settled()} == {Choice.SKIP}


def test_the_pasted_list_reads_like_the_file(workspace: Workspace) -> None:
    text = (DATA / "politiliste-klippet-fra-mail.txt").read_text(encoding="utf-8")
    plan, sha256 = plan_of(workspace, Clipboard(text=text))
    assert store(workspace, plan, sha256).contacts == 4


def test_the_xlsx_holds_one_person_with_two_contacts_and_one_protected(workspace: Workspace) -> None:
    plan, sha256 = plan_of(workspace, DATA / "politiliste-2026-11-25.xlsx")
    store(workspace, plan, sha256)
    persons = {one.name: one for one in workspace.run(lambda uow: uow.persons.all())}
    twice = persons["Prøvine Skabelonsen"]
    contacts = workspace.run(lambda uow: uow.contacts.of_person(twice.id))
    assert [one.role for one in contacts] == [Role.WITNESS, Role.SUSPECTED]
    assert twice.cpr == "2501084001"
    assert [name for name, one in persons.items() if one.protected] == ["Ægil Opdigtsen"]
    assert {one.address for one in persons.values()} == {""}


def test_all_lists_after_each_other_ask_but_never_guess(workspace: Workspace) -> None:
    stored = 0
    for name in LISTS:
        plan, sha256 = plan_of(workspace, DATA / name)
        for one in plan.all_settled():
            if one.asks:
                plan.answer(one.number, Choice.NEW)
        stored += store(workspace, plan, sha256, name).contacts
    assert stored == sum(contacts for contacts, _persons in LISTS.values())
    names = [one.name for one in workspace.run(lambda uow: uow.persons.all())]
    assert len(names) == len(set(names))


def test_a_known_child_with_other_spelling_is_asked_about(workspace: Workspace) -> None:
    known = Person(first_name="Mohammed", last_name="Demosen", birth_date=date(2012, 9, 9), created_on=TODAY)
    stored = workspace.run(lambda uow: uow.persons.add(known))
    plan, _sha256 = plan_of(workspace, DATA / "politiliste-2026-11-25.xlsx")
    asked = [one for one in plan.all_settled() if one.asks]
    assert [one.row.first_name for one in asked] == ["Muhamed"]
    assert asked[0].candidates[0].person_id == stored.id


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("gadeteam-observationer-okt-nov-2026.xlsx", "list_no_name_column"),
        ("skoleferie-2026-27.csv", "list_no_table"),
        ("udvalgte-moeder-outlook.ics", "list_unknown_format"),
    ],
)
def test_other_files_are_refused_in_words(workspace: Workspace, name: str, code: str) -> None:
    with pytest.raises(KnownError) as refused:
        plan_of(workspace, DATA / name)
    assert refused.value.code == code
