"""Search as a Dane types: every spelling, every prefix, persons and texts; the log never holds the words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sspdesk.domain import names
from sspdesk.domain.log import Action
from sspdesk.domain.names import fold
from sspdesk.domain.people import Institution
from sspdesk.domain.search import TextKind
from sspdesk.domain.wednesday import Role, Theme
from sspdesk.services import merging, people, persons, search
from sspdesk.services.work import apply_undo
from sspdesk.storage.workspace import Workspace
from tests.services.people_for_tests import TESTINE, contact, save, school
from tests.vaults import make_vault


def _names(workspace: Workspace, words: str) -> list[str]:
    return [hit.name for hit in workspace.run(lambda uow: search.search(uow, words)).persons]


def _texts(workspace: Workspace, words: str) -> list[tuple[TextKind, int]]:
    return [(hit.kind, hit.id) for hit in workspace.run(lambda uow: search.search(uow, words)).texts]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("Åse", "Ågård", "aase aagaard"),
        ("Aase", "Aagaard", "åse ÅGÅRD"),
        ("Søren", "Ærø", "soeren aeroe"),
        ("René", "Müller", "rene muller"),
        ("Mohammed", "Hussein", "muhamed husain"),
        ("Muhamed", "Hosseini", "Mohammed"),
        ("Mohammed", "Skabelonsen", "muham"),
        ("Christian", "Prøvesen", "kristia"),
        ("Kathrine", "Prøvesen", "Cathrine"),
        ("Anne-Marie", "O’Prøvesen", "marie o'prø"),
        ("Testine", "von Eksempelsen", "von eks testi"),
        ("Łukasz", "Yılmaz", "lukasz yilmaz"),
        ("Дарья", "Прøвесен", "дар"),
    ],
)
def test_a_name_is_found_in_any_spelling(workspace: Workspace, first: str, last: str, words: str) -> None:
    save(workspace, first_name=first, last_name=last)
    save(workspace, first_name="Bo", last_name="Zebrasen")
    assert _names(workspace, words) == [f"{first} {last}"]


@pytest.mark.parametrize(
    "words", ["15.05.2012", "15/5-12", "150512", "15.05", "150512-40", "1505124006", "testine 150512"]
)
def test_a_birth_date_or_cpr_finds_the_person(workspace: Workspace, words: str) -> None:
    save(workspace, cpr="1505124006")
    save(workspace, first_name="Bo", birth_date=date(2013, 1, 2))
    assert _names(workspace, words) == ["Testine Eksempelsen"]


def test_the_same_first_digits_find_those_with_and_without_cpr(workspace: Workspace) -> None:
    save(workspace, cpr="1505124006")
    save(workspace, first_name="Tvillinge")
    assert _names(workspace, "150512") == ["Tvillinge Eksempelsen", "Testine Eksempelsen"]


def test_school_and_class_find_a_person_but_never_a_protected_one(workspace: Workspace) -> None:
    at = school(workspace)
    save(workspace, school_id=at, class_name="8.B")
    hidden = save(
        workspace, first_name="Beskyttede", school_id=at, class_name="8.B", protected=True, phone="00 00 00 01"
    )
    assert _names(workspace, "havnsoe 8.b") == ["Testine Eksempelsen"]
    (hit,) = workspace.run(lambda uow: search.search(uow, "beskyt")).persons
    assert (hit.protected, hit.school, hit.class_name, hit.age) == (True, "", "8.B", 14)
    assert "00 00 00 01" not in repr(hit)
    save(workspace, hidden, protected=False)
    assert len(_names(workspace, "havnsø")) == 2


def test_texts_are_found_in_contacts_notes_and_remarks(workspace: Workspace) -> None:
    person = save(workspace, note="Bor skiftevis hos sin mor")
    made = contact(workspace, person.id, text="Ved læskuret", place="Å-stien", reference="5100-77-26")
    note = workspace.run(lambda uow: persons.add_note(uow, person.id, "Læser gerne i klubben")).value
    assert _texts(workspace, "læs") == [(TextKind.NOTE, note.id), (TextKind.CONTACT, made.id)]
    assert _texts(workspace, "laeskuret aa") == [(TextKind.CONTACT, made.id)]
    assert _texts(workspace, "5100-77") == [(TextKind.CONTACT, made.id)]
    assert _texts(workspace, "skiftevis") == [(TextKind.REMARK, person.id)]
    (hit,) = workspace.run(lambda uow: search.search(uow, "læskuret")).texts
    assert (hit.person_id, hit.name, hit.day) == (person.id, person.name, date(2026, 11, 13))
    assert (hit.role, hit.theme, hit.place) == (Role.WITNESS, Theme.VANDALISM, "Å-stien")
    assert _names(workspace, "skiftevis") == []


def test_a_changed_or_undone_record_is_found_as_it_is_now(workspace: Workspace) -> None:
    person = save(workspace)
    outcome = workspace.run(lambda uow: persons.save_person(uow, replace(person, last_name="Skabelonsen")))
    assert (_names(workspace, "eksempel"), _names(workspace, "skabelon")) == ([], ["Testine Skabelonsen"])
    workspace.run(lambda uow: apply_undo(uow, outcome.undo))
    assert (_names(workspace, "eksempel"), _names(workspace, "skabelon")) == (["Testine Eksempelsen"], [])


def test_a_renamed_school_is_found_by_its_new_name_only(workspace: Workspace) -> None:
    at = school(workspace)
    save(workspace, school_id=at)
    workspace.run(lambda uow: people.save_institution(uow, Institution(id=at, name="Strandskolen")))
    assert (_names(workspace, "havnsø"), _names(workspace, "strandsk")) == ([], ["Testine Eksempelsen"])


def test_a_merged_person_leaves_the_search_also_by_cpr(workspace: Workspace) -> None:
    kept, other = save(workspace), save(workspace, first_name="Testina", cpr="1505124006")
    workspace.run(lambda uow: merging.merge(uow, kept.id, other.id, {merging.MergeField.CPR: merging.Side.KEPT}))
    assert (_names(workspace, "testina"), _names(workspace, "1505124006")) == ([], [])


def test_hits_are_the_newest_and_no_more_than_asked_for(workspace: Workspace) -> None:
    for number in range(5):
        person = save(workspace, first_name=f"Prøve{number}")
        contact(workspace, person.id)
    hits = workspace.run(lambda uow: search.search(uow, "st", limit=3))
    assert len(hits.texts) == 3
    names = [hit.name for hit in workspace.run(lambda uow: search.search_persons(uow, "prøve", 2)).persons]
    assert names == ["Prøve4 Eksempelsen", "Prøve3 Eksempelsen"]


@pytest.mark.parametrize("words", ["", "  ", "-", '"', "''", "*", "(", "{note} :", "^", "NEAR(", ".", "§ !"])
def test_signs_alone_find_nothing_and_break_nothing(workspace: Workspace, words: str) -> None:
    save(workspace)
    hits = workspace.run(lambda uow: search.search(uow, words))
    assert (hits.persons, workspace.run(lambda uow: persons.count(uow, words="-"))) == ((), 1)


def test_a_search_is_logged_with_numbers_only(workspace: Workspace) -> None:
    person = save(workspace)
    hits = workspace.run(lambda uow: search.search(uow, "testine"))
    before = len(workspace.run(lambda uow: uow.log_entries()))
    workspace.run(lambda uow: search.record_search(uow, hits))
    workspace.run(lambda uow: search.record_search(uow, hits, person.id))
    opened, rested = workspace.run(lambda uow: uow.log_entries())[: -before or None]
    assert (rested.action, rested.kind, rested.object_id, rested.detail) == (Action.SEARCH, "search", None, {"hits": 1})
    assert (opened.action, opened.kind, opened.object_id, opened.detail) == (
        Action.SEARCH,
        "person",
        person.id,
        {"hits": 1},
    )


# -- properties ------------------------------------------------------------------------------------------------------

_LETTERS = "abcdefghijklmnopqrstuvwxyzæøåéüöäçñ"
_NAME = st.text(alphabet=_LETTERS, min_size=1, max_size=12).map(str.capitalize)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("search")
    vault = make_vault(folder)
    yield Workspace(vault)
    vault.close()


@settings(max_examples=60, deadline=None)
@given(data=st.data(), first=_NAME, last=_NAME)
def test_any_stored_name_is_found_by_any_prefix_of_its_words(
    shared: Workspace, data: st.DataObject, first: str, last: str
) -> None:
    stored = shared.run(lambda uow: uow.persons.add(replace(TESTINE, first_name=first, last_name=last)))
    begun = [word[: data.draw(st.integers(1, len(word)))] for word in (first, last)]
    words = " ".join(data.draw(st.permutations(begun)))
    for spelling in (words, words.upper(), fold(words), words.replace("å", "aa"), words.replace("aa", "å")):
        found = shared.run(lambda uow, spelling=spelling: uow.find_persons(spelling, 1))
        assert found == [stored.id]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_known_spelling_finds_any_other_also_half_typed(shared: Workspace, data: st.DataObject) -> None:
    spellings = data.draw(st.sampled_from([group.split() for group in names._GROUPS]))
    stored = data.draw(st.sampled_from(spellings)).capitalize()
    typed = data.draw(st.sampled_from([one for one in spellings if len(one) > 3] or spellings))
    person = shared.run(lambda uow: uow.persons.add(replace(TESTINE, first_name=stored)))
    typed = typed[: data.draw(st.integers(4, len(typed)))] if len(typed) > 3 else stored
    assert person.id in shared.run(lambda uow: uow.find_persons(f"{typed} eksempelsen", 500))


@settings(max_examples=40, deadline=None)
@given(
    name=st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf")), min_size=1, max_size=40),
    words=st.text(max_size=30),
)
def test_no_name_and_no_words_break_the_search(shared: Workspace, name: str, words: str) -> None:
    shared.run(lambda uow: uow.persons.add(replace(TESTINE, first_name=name)))
    hits = shared.run(lambda uow: search.search(uow, words))
    listed = shared.run(lambda uow: persons.page(uow, 0, 5, words=words))
    assert len(hits.persons) <= 20
    assert len(listed) <= 5


@settings(max_examples=30, deadline=None)
@given(word=st.text(alphabet=_LETTERS + "0123456789", min_size=1, max_size=15), data=st.data())
def test_any_word_of_a_text_is_found_by_its_beginning(shared: Workspace, word: str, data: st.DataObject) -> None:
    person = shared.run(lambda uow: uow.persons.add(TESTINE))
    made = contact(shared, person.id, text=f"Mødt, {word}; gik.")
    begun = word[: data.draw(st.integers(1, len(word)))]
    assert shared.run(lambda uow: uow.find_contacts(f"{begun} mødt", 1)) == [made.id]
