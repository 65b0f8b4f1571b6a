"""The street team: observations without names, shifts made by typing, referrals that leave no trace on the street."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sspdesk.domain.errors import DomainError
from sspdesk.domain.log import Action
from sspdesk.domain.people import Professional, ProfessionalRole
from sspdesk.domain.street_counts import Filter, Span
from sspdesk.domain.street_team import Category, ObservationState, Shift, ShiftState
from sspdesk.domain.tasks import SourceKind, TaskKind
from sspdesk.labels import street_charts
from sspdesk.services import street_referral, street_shifts, street_team, work
from sspdesk.services.street_names import names_in
from sspdesk.services.street_referral import Opens, Referral
from sspdesk.services.street_tendencies import tendencies
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.street_world import EVENING, Streets, entry, make_streets, see

WEEKS = Span(first=date(2026, 10, 26), last=date(2026, 11, 22))


@pytest.fixture
def streets(workspace: Workspace) -> Streets:
    return workspace.run(make_streets)


def test_an_evening_makes_one_shift_however_many_rows_are_typed(workspace: Workspace, streets: Streets) -> None:
    workspace.run(lambda uow: see(uow, streets))
    workspace.run(lambda uow: see(uow, streets, at=time(21, 15), worker_ids=streets.workers[::-1]))
    workspace.run(lambda uow: see(uow, streets, worker_ids=streets.workers[:1]))
    plan = workspace.run(lambda uow: street_shifts.plan(uow, WEEKS))
    assert sorted((len(row.workers), row.observations) for row in plan) == [(1, 1), (2, 2)]
    assert all(row.shift.state is ShiftState.WALKED for row in plan)


def test_typing_on_a_planned_shift_walks_it(workspace: Workspace, streets: Streets) -> None:
    planned = Shift(day=EVENING, starts=time(17), ends=time(22), state=ShiftState.PLANNED)
    workspace.run(lambda uow: street_shifts.save_shift(uow, planned, streets.workers))
    workspace.run(lambda uow: see(uow, streets))
    (row,) = workspace.run(lambda uow: street_shifts.plan(uow, WEEKS))
    assert (row.shift.state, row.shift.starts, row.observations) == (ShiftState.WALKED, time(17), 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Testine sad på bænken.", ("Testine",)),
        ("Talte med Eksempelsens storebror", ("Eksempelsens",)),
        ("TESTINE var der", ("TESTINE",)),
        ("En testine er ikke et navn med lille", ()),
        ("Gik over Mads Byes Plads", ()),
        ("Rolig aften, ingen unge.", ()),
    ],
)
def test_names_of_persons_are_found_in_a_text(
    workspace: Workspace, streets: Streets, text: str, found: tuple[str, ...]
) -> None:
    assert workspace.run(lambda uow: names_in(uow, (text,))) == found


@pytest.mark.parametrize("field", ["text", "action", "situational", "follow_up"])
def test_no_free_text_with_a_name_is_stored_unless_confirmed(
    workspace: Workspace, streets: Streets, field: str
) -> None:
    named = entry(streets, **{field: "Spurg Testine"})
    with pytest.raises(DomainError, match="names_in_text"):
        workspace.run(lambda uow: street_team.record(uow, named))
    assert workspace.run(lambda uow: uow.observations.count()) == 0
    stored = workspace.run(lambda uow: street_team.record(uow, named, names_confirmed=True)).value
    assert getattr(stored, field) == "Spurg Testine"
    entries = workspace.run(lambda uow: uow.log_entries(kind="observation"))
    assert entries[0].detail["confirmed"] is True
    assert "Spurg" not in str(entries)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"categories": ()}, "category_missing"),
        ({"day": date(2026, 11, 24)}, "observation_in_future"),
        ({"size": 6, "size_to": 5}, "range_backwards"),
        ({"age_from": 17, "age_to": 14}, "range_backwards"),
        ({"size": -1}, "size_cannot_be"),
        ({"age_to": 200}, "age_cannot_be"),
        ({"mood": 6}, "mood_cannot_be"),
        ({"worker_ids": ()}, "workers_missing"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    workspace: Workspace, streets: Streets, other: dict[str, object], code: str
) -> None:
    with pytest.raises(DomainError, match=code):
        workspace.run(lambda uow: see(uow, streets, **other))
    assert workspace.run(lambda uow: uow.shifts.count()) == 0


def test_undo_takes_an_observation_its_shift_and_its_task_back(workspace: Workspace, streets: Streets) -> None:
    outcome = workspace.run(lambda uow: street_team.record(uow, entry(streets, follow_up="Ring til driften")))
    (task,) = workspace.run(lambda uow: uow.tasks.open_by_deadline())
    assert (task.title, task.person_id, task.source_kind) == ("Ring til driften", None, SourceKind.OBSERVATION)
    token = outcome.undo
    assert token is not None
    workspace.run(lambda uow: work.apply_undo(uow, token))
    assert workspace.run(lambda uow: (uow.observations.count(), uow.shifts.count(), uow.tasks.count())) == (0, 0, 0)


@pytest.mark.parametrize("opens", list(Opens))
def test_a_referral_opens_something_and_leaves_the_observation_anonymous(
    workspace: Workspace, streets: Streets, opens: Opens
) -> None:
    seen = workspace.run(lambda uow: see(uow, streets, text="Ung spurgte om hjælp"))
    wanted = Referral(
        person_id=streets.person, opens=opens, purpose="Vil have hjælp til fritidsjob", basis_code="RPL115-1"
    )
    workspace.run(lambda uow: street_referral.refer(uow, wanted))

    def opened(uow: UnitOfWork) -> tuple[int, int, int]:
        tasks = [one for one in uow.tasks.of_person(streets.person) if one.kind is TaskKind.STREET_TEAM]
        return len(uow.contacts.of_person(streets.person)), len(uow.talks.of_person(streets.person)), len(tasks)

    assert workspace.run(opened) == tuple(int(opens is one) for one in Opens)
    assert workspace.run(lambda uow: uow.observations.get(seen.id)) == seen
    (entry_,) = workspace.run(lambda uow: uow.log_entries(kind="referral"))
    assert entry_.action is Action.CREATE
    assert entry_.person_ids == (streets.person,)
    assert "fritidsjob" not in str(entry_)
    assert not any("observation" in str(value) for value in entry_.detail.values())


def test_a_referral_needs_purpose_and_basis(workspace: Workspace, streets: Streets) -> None:
    for purpose, basis in (("  ", "RPL115-1"), ("Formål", "FINDES-IKKE")):
        wanted = Referral(person_id=streets.person, opens=Opens.TASK, purpose=purpose, basis_code=basis)
        with pytest.raises(DomainError):
            workspace.run(lambda uow, wanted=wanted: street_referral.refer(uow, wanted))  # type: ignore[misc]
    assert workspace.run(lambda uow: uow.tasks.of_person(streets.person)) == []


def test_no_table_of_the_street_team_has_a_key_to_a_person() -> None:
    from sspdesk.storage import schema

    tables = (
        schema.observation,
        schema.street_place,
        schema.street_shift,
        schema.street_shift_worker,
        schema.situational_matter,
    )
    targets = {key.column.table.name for table in tables for key in table.foreign_keys}
    assert targets == {"street_shift", "street_place", "import_batch", "professional"}


def test_reading_marks_drafts_and_only_drafts(workspace: Workspace, streets: Streets) -> None:
    first, second = (workspace.run(lambda uow: see(uow, streets)) for _ in range(2))
    assert workspace.run(lambda uow: street_team.review(uow, [first.id])).value == 1
    assert workspace.run(lambda uow: street_team.review(uow, [first.id, second.id])).value == 1
    states = {one.state for one in workspace.run(lambda uow: uow.observations.all())}
    assert states == {ObservationState.REVIEWED}


def test_each_number_is_the_number_of_observations_behind_it(workspace: Workspace, streets: Streets) -> None:
    def fill(uow: UnitOfWork) -> None:
        for days, hour, place, kinds in (
            (0, 20, streets.station, (Category.GATHERING, Category.CONFLICT)),
            (1, 0, streets.station, (Category.GATHERING,)),
            (8, 15, streets.harbour, (Category.POSITIVE,)),
            (9, 23, streets.square, (Category.GATHERING,)),
        ):
            see(uow, streets, day=EVENING - timedelta(days=days), at=time(hour, 5), place_id=place, categories=kinds)

    workspace.run(fill)
    view = workspace.run(lambda uow: tendencies(uow, Filter(span=WEEKS)))
    assert view.total == 4

    def behind(**more: object) -> int:
        return workspace.run(lambda uow: street_team.count(uow, Filter(span=WEEKS, **more)))  # type: ignore[arg-type]

    for place in view.places:
        for band, count in zip(view.bands, place.counts, strict=True):
            assert behind(place_id=place.place_id, hours=(band, band + 2)) == count
    for weekday, counts in enumerate(view.weekdays):
        for band, count in zip(view.bands, counts, strict=True):
            assert behind(weekday=weekday, hours=(band, band + 2)) == count
    for theme in view.themes:
        assert behind(category=theme.category) == sum(theme.counts[-view.columns.chosen :])
    assert behind(area="Bymidten") == 3
    assert behind(worker_id=streets.workers[0]) == 4
    assert sum(sum(row.counts) for row in view.places) == view.total


def test_a_period_is_compared_with_the_last_and_the_same_last_year(
    workspace: Workspace, streets: Streets, clock: Clock
) -> None:
    for day, kind in (
        (date(2026, 11, 3), Category.DRUGS),
        (date(2026, 10, 6), Category.CONFLICT),
        (date(2025, 11, 4), Category.CONFLICT),
        (date(2026, 11, 12), Category.CONFLICT),
    ):
        clock.set(datetime.combine(day, time(23)))
        workspace.run(lambda uow, day=day, kind=kind: see(uow, streets, day=day, categories=(kind,)))  # type: ignore[misc]
    view = workspace.run(lambda uow: tendencies(uow, Filter(span=WEEKS)))
    told = {one.category: (one.now, one.before, one.year_before, one.new) for one in view.compared}
    assert told == {Category.CONFLICT: (1, 1, 1, False), Category.DRUGS: (1, 0, 0, True)}


@given(
    first=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    days=st.integers(1, 400),
)
def test_the_period_before_joins_and_last_year_is_as_long(first: date, days: int) -> None:
    span = Span(first=first, last=first + timedelta(days=days - 1))
    assert span.before.last + timedelta(days=1) == span.first
    assert span.before.days == span.days
    assert abs(span.year_before.days - span.days) <= 1
    assert 363 <= (span.first - span.year_before.first).days <= 366


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    size=st.none() | st.integers(0, 999),
    estimated=st.booleans(),
    mood=st.none() | st.integers(1, 5),
    kinds=st.lists(st.sampled_from(Category), min_size=1, max_size=4, unique=True),
    at=st.times().map(lambda one: one.replace(microsecond=0)),
    text=st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40).map(str.strip),
)
def test_what_is_stored_comes_back_as_it_was(workspace: Workspace, **facts: object) -> None:
    kinds = facts.pop("kinds")
    streets = workspace.run(_streets_once)
    wanted = entry(streets, categories=tuple(kinds), **facts)  # type: ignore[arg-type]
    stored = workspace.run(lambda uow: street_team.record(uow, wanted, names_confirmed=True)).value
    for name, value in facts.items():
        assert getattr(stored, name) == value
    assert set(stored.categories) == set(kinds)  # type: ignore[call-overload]


def _streets_once(uow: UnitOfWork) -> Streets:
    places = street_team.places(uow)
    if not places:
        return make_streets(uow)
    found = {one.name: one.id for one in places}
    return Streets(
        station=found["Stationen"],
        harbour=found["Havnen"],
        square=found["Mads Byes Plads"],
        workers=tuple(one.id for one in street_team.workers(uow)),
        person=uow.persons.all()[0].id,
    )


def test_hours_are_counted_against_the_norm_and_missing_ends_are_told(workspace: Workspace, streets: Streets) -> None:
    late = Shift(day=EVENING, starts=time(20), ends=time(0, 30))
    open_end = Shift(day=EVENING - timedelta(days=1), starts=time(17))
    workspace.run(lambda uow: street_shifts.save_shift(uow, late, streets.workers))
    workspace.run(lambda uow: street_shifts.save_shift(uow, open_end, streets.workers[:1]))
    week = Span(first=date(2026, 11, 16), last=date(2026, 11, 22))
    gert, mona = workspace.run(lambda uow: street_shifts.hours(uow, week))
    assert (gert.hours, gert.shifts, gert.open_ends, gert.norm) == (4.5, 2, 1, 12)
    assert (mona.hours, mona.shifts, mona.open_ends) == (4.5, 1, 0)


def test_a_walked_shift_is_not_cancelled(workspace: Workspace, streets: Streets) -> None:
    seen = workspace.run(lambda uow: see(uow, streets))
    with pytest.raises(DomainError, match="shift_was_walked"):
        workspace.run(lambda uow: street_shifts.cancel_shift(uow, seen.shift_id))


def test_a_worker_who_left_still_stands_on_old_shifts(workspace: Workspace, streets: Streets) -> None:
    seen = workspace.run(lambda uow: see(uow, streets))
    gone = Professional(
        id=streets.workers[0], name="Gert Gadeeksempel", role=ProfessionalRole.STREET_WORKER, active=False
    )
    workspace.run(lambda uow: uow.professionals.save(gone))
    assert [one.name for one in workspace.run(street_team.workers)] == ["Mona Mønster"]
    assert "Gert Gadeeksempel" in workspace.run(lambda uow: street_team.row(uow, seen.id)).workers


@pytest.mark.parametrize(
    ("weeks", "step", "chosen"), [(1, 1, 1), (4, 1, 4), (53, 1, 53), (54, 4, 14), (212, 4, 53), (260, 13, 20)]
)
def test_long_periods_have_several_weeks_in_a_column(
    workspace: Workspace, streets: Streets, weeks: int, step: int, chosen: int
) -> None:
    last = EVENING + timedelta(days=6 - EVENING.weekday())
    span = Span(first=last - timedelta(days=7 * weeks - 1), last=last)
    for back in {0, 6, 7 * weeks - 7}:
        day = EVENING - timedelta(days=back)
        workspace.run(lambda uow, day=day: see(uow, streets, day=day))
    view = workspace.run(lambda uow: tendencies(uow, Filter(span=span)))
    assert (view.columns.step, view.columns.chosen) == (step, chosen)
    (theme,) = view.themes
    assert len(theme.counts) == len(view.columns.starts)
    columns = street_charts.spans(view.columns, view.wanted)[-chosen:]
    assert (columns[0].first, columns[-1].last) == (span.first, span.last)
    for column, counted in zip(columns, theme.counts[-chosen:], strict=True):
        behind = workspace.run(lambda uow, column=column: street_team.count(uow, Filter(span=column)))
        assert behind == counted
    assert sum(theme.counts[-chosen:]) == view.total
