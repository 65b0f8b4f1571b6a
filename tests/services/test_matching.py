"""Matching on a real vault: what is sure, what is only possible, and what spelling, order and accents may not hide."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sspdesk.domain.ids import PersonId
from sspdesk.domain.matching import Basis, Certainty, Match
from sspdesk.domain.names import fold
from sspdesk.domain.persons import Person
from sspdesk.services import matching
from sspdesk.storage.workspace import Workspace

CREATED = date(2026, 1, 1)
BORN = date(2009, 2, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    row: int = 2
    first_name: str = "Testine"
    last_name: str = "Eksempelsen"
    birth_date: date | None = BORN
    cpr: str | None = None


@pytest.fixture
def stored(workspace: Workspace) -> Callable[..., PersonId]:
    def store(first: str, last: str, born: date | None = BORN, cpr: str | None = None) -> PersonId:
        person = Person(first_name=first, last_name=last, birth_date=born, cpr=cpr, created_on=CREATED)
        return workspace.run(lambda uow: uow.persons.add(person).id)

    return store


@pytest.fixture
def match(workspace: Workspace) -> Callable[..., list[Match]]:
    def run(*rows: Row) -> list[Match]:
        return workspace.run(lambda uow: matching.match(uow, rows))

    return run


Store = Callable[..., PersonId]
Run = Callable[..., Sequence[Match]]


def test_same_cpr_is_sure_whatever_the_spelling(stored: Store, match: Run) -> None:
    known = stored("Skabelone", "Skitsegaard", BORN, "0702094001")
    (found,) = match(Row(first_name="Skabelona", last_name="Skitsegård", cpr="0702094001"))
    assert found.certainty is Certainty.SURE
    assert found.best is not None
    assert (found.best.person_id, found.best.basis) == (known, Basis.CPR)


def test_same_cpr_under_quite_another_name_is_asked(stored: Store, match: Run) -> None:
    known = stored("Prøvine", "Modelsen", BORN, "0702094001")
    (found,) = match(Row(first_name="Attrap", last_name="Kladdebjerg", cpr="0702094001"))
    assert found.certainty is Certainty.POSSIBLE
    assert found.best is not None
    assert (found.best.person_id, found.best.basis) == (known, Basis.CPR_OTHER_NAME)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Åse", "Testgård"),
        ("AASE", "TESTGAARD"),
        ("Testgård", "Åse"),
        ("A\u030ase", "Testga\u030ard"),
    ],
)
def test_same_folded_name_and_birth_date_is_sure(stored: Store, match: Run, first: str, last: str) -> None:
    known = stored("Åse", "Testgaard")
    (found,) = match(Row(first_name=first, last_name=last))
    assert found.certainty is Certainty.SURE
    assert found.best is not None
    assert (found.best.person_id, found.best.basis) == (known, Basis.NAME_AND_BIRTH)


def test_two_who_fit_equally_well_are_asked(stored: Store, match: Run) -> None:
    both = {stored("Testine", "Eksempelsen"), stored("Testine", "Eksempelsen")}
    (found,) = match(Row())
    assert found.certainty is Certainty.POSSIBLE
    assert {one.person_id for one in found.candidates} == both


def test_cpr_beats_a_second_person_with_the_name(stored: Store, match: Run) -> None:
    stored("Testine", "Eksempelsen")
    known = stored("Testine", "Eksempelsen", BORN, "0702094001")
    (found,) = match(Row(cpr="0702094001"))
    assert found.certainty is Certainty.SURE
    assert found.best is not None
    assert found.best.person_id == known


@pytest.mark.parametrize(
    ("row", "basis"),
    [
        (Row(first_name="Testina"), Basis.SPELLING),
        (Row(first_name="Testine Maria"), Basis.SPELLING),
        (Row(cpr="0702094002"), Basis.CPR_DIFFERS),
        (Row(birth_date=date(2009, 7, 2)), Basis.NEAR_BIRTH),
        (Row(birth_date=date(2008, 2, 7), first_name="Testina"), Basis.NEAR_BIRTH),
        (Row(birth_date=None), Basis.NO_BIRTH),
        (Row(birth_date=None, first_name="Testina"), Basis.NO_BIRTH),
        (Row(birth_date=date(2013, 11, 30)), Basis.OTHER_BIRTH),
    ],
)
def test_what_only_looks_alike_is_possible_and_never_sure(stored: Store, match: Run, row: Row, basis: Basis) -> None:
    known = stored("Testine", "Eksempelsen", BORN, "0702094001")
    (found,) = match(row)
    assert found.certainty is Certainty.POSSIBLE
    assert found.best is not None
    assert (found.best.person_id, found.best.basis) == (known, basis)
    assert 0 < found.best.score < 1


@pytest.mark.parametrize(
    "row",
    [
        Row(first_name="Attrap"),
        Row(first_name="Prøvine"),
        Row(first_name="Testine", last_name="Kladdebjerg", birth_date=date(2013, 11, 30)),
        Row(birth_date=date(2013, 11, 30), cpr="3011134001"),
        Row(first_name="Eksempla", last_name="Skabelonsen"),
    ],
)
def test_others_are_new(stored: Store, match: Run, row: Row) -> None:
    stored("Testine", "Eksempelsen", BORN, "0702094001")
    (found,) = match(row)
    assert found.certainty is Certainty.NEW
    assert found.candidates == ()


def test_a_known_person_without_birth_date_is_possible(stored: Store, match: Run) -> None:
    known = stored("Testine", "Eksempelsen", None)
    (found,) = match(Row())
    assert found.certainty is Certainty.POSSIBLE
    assert found.best is not None
    assert (found.best.person_id, found.best.basis) == (known, Basis.NO_BIRTH)


def test_a_merged_person_is_no_candidate(workspace: Workspace, stored: Store, match: Run) -> None:
    kept, merged = stored("Prøvine", "Modelsen"), stored("Testine", "Eksempelsen")

    def merge(uow: object) -> None:
        assert hasattr(uow, "persons")
        person = uow.persons.get(merged)
        uow.persons.save(Person(**{name: getattr(person, name) for name in Person.__slots__} | {"merged_into": kept}))

    workspace.run(merge)
    assert match(Row())[0].certainty is Certainty.NEW


# -- the same person twice on one list -------------------------------------------------------------------------------


def test_a_new_person_who_stands_twice_is_one_person(match: Run) -> None:
    first, second, third = match(Row(row=2, cpr="0702094001"), Row(row=3), Row(row=4, cpr="0702094001"))
    assert first.certainty is Certainty.NEW
    for later in (second, third):
        assert later.certainty is Certainty.SURE
        assert later.best is not None
        assert (later.best.person_id, later.best.row) == (None, 2)


def test_a_known_person_is_found_again_through_an_earlier_row(stored: Store, match: Run) -> None:
    known = stored("Testine", "Eksempelsen", BORN)
    _first, second = match(
        Row(row=2, cpr="0702094001"), Row(row=3, first_name="Testina", birth_date=None, cpr="0702094001")
    )
    assert second.certainty is Certainty.SURE
    assert second.best is not None
    assert second.best.person_id == known


def test_two_new_rows_spelled_differently_are_asked(match: Run) -> None:
    _first, second = match(
        Row(row=2, first_name="Muhamed", last_name="Prøvesen"), Row(row=3, first_name="Mohammed", last_name="Prøvesen")
    )
    assert second.certainty is Certainty.POSSIBLE
    assert second.best is not None
    assert (second.best.row, second.best.basis) == (2, Basis.SPELLING)


def test_two_rows_with_nothing_but_the_same_name_are_asked(match: Run) -> None:
    _first, second = match(Row(row=2, birth_date=None), Row(row=3, birth_date=None))
    assert second.certainty is Certainty.POSSIBLE
    assert second.best is not None
    assert second.best.row == 2


def test_a_row_like_an_undecided_one_follows_it(stored: Store, match: Run) -> None:
    stored("Testina", "Eksempelsen", BORN)
    first, second = match(Row(row=2), Row(row=3))
    assert first.certainty is Certainty.POSSIBLE
    assert second.certainty is Certainty.SURE
    assert second.best is not None
    assert second.best.row == 2


def test_progress_can_stop_the_matching(workspace: Workspace) -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        workspace.run(lambda uow: matching.match(uow, [Row()], stop))


# -- what may not depend on how a name is written --------------------------------------------------------------------

FIRST = ("Muhamed", "Christian", "Søren", "Åse", "Anna-Sofie", "Zainab", "Øjvind", "Cathrine", "Ægil", "Yusuf")
LAST = ("Prøvesen", "Skabelonsen", "Testgaard", "von Eksempelsen", "Påhitsen", "Mustersen Modelsen")
SPELLINGS = {
    "Muhamed": ("Mohammed", "Mohamad", "MUHAMMED"),
    "Christian": ("Kristian", "CHRISTIAN"),
    "Søren": ("Sören", "Soeren", "SØREN"),
    "Åse": ("Aase", "åse", "A\u030ase"),
    "Anna-Sofie": ("Anna Sofie", "anna-sofie"),
    "Zainab": ("Zeinab", "Zeynep"),
    "Øjvind": ("Öjvind", "OEJVIND"),
    "Cathrine": ("Katrine", "Kathrine", "Catrine"),
    "Ægil": ("Aegil", "ægil"),
    "Yusuf": ("Youssef", "Yousef", "JUSUF"),
    "Prøvesen": ("Proevesen", "PRØVESEN"),
    "Skabelonsen": ("SKABELONSEN",),
    "Testgaard": ("Testgård", "testgård"),
    "von Eksempelsen": ("Von Eksempelsen",),
    "Påhitsen": ("Paahitsen", "Pa\u030ahitsen", "På\u0300hitsen"),
    "Mustersen Modelsen": ("Mustersen-Modelsen",),
}


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> "Crowd":
    from tests.vaults import make_vault

    folder: Path = tmp_path_factory.mktemp("crowd")
    return Crowd(Workspace(make_vault(folder)))


class Crowd:
    """Everybody of FIRST x LAST, each born on a day of their own."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        names = [(first, last) for first in FIRST for last in LAST]
        random.Random(4).shuffle(names)
        self.born = {
            name: date(2005, 1, 5 + 0).replace(year=2003 + place // 12, month=place % 12 + 1)
            for place, name in enumerate(names)
        }
        persons = [
            Person(first_name=first, last_name=last, birth_date=self.born[first, last], created_on=CREATED)
            for first, last in names
        ]
        ids = workspace.run(lambda uow: uow.persons.add_many(persons))
        self.ids = dict(zip(names, ids, strict=True))

    def match(self, row: Row) -> Match:
        return self.workspace.run(lambda uow: matching.match(uow, [row]))[0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_spelling_order_and_accents_never_hide_a_person(crowd: Crowd, data: st.DataObject) -> None:
    first, last = data.draw(st.sampled_from(FIRST)), data.draw(st.sampled_from(LAST))
    written = [
        data.draw(st.sampled_from((first, *SPELLINGS[first]))),
        data.draw(st.sampled_from((last, *SPELLINGS[last]))),
    ]
    if data.draw(st.booleans()):
        written.reverse()
    row = Row(first_name=written[0], last_name=written[1], birth_date=crowd.born[first, last])
    found = crowd.match(row)
    assert found.best is not None
    assert found.best.person_id == crowd.ids[first, last]
    words = sorted(fold(" ".join(written)).replace("-", " ").split())
    same_letters = words == sorted(fold(f"{first} {last}").replace("-", " ").split())
    assert found.certainty is (Certainty.SURE if same_letters else Certainty.POSSIBLE)


@settings(max_examples=100, deadline=None)
@given(st.dates(min_value=date(1930, 1, 1), max_value=date(2026, 12, 31)))
def test_near_dates_are_real_few_and_symmetric(born: date) -> None:
    near = matching.near_dates(born)
    assert born not in near
    assert 3 <= len(near) <= 11
    for other in near:
        assert born in matching.near_dates(other)
