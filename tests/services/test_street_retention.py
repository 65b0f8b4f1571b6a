"""Old texts are stripped by proposal: the words are gone from table and history, the numbers and a receipt stay."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from sspdesk.domain.errors import DomainError
from sspdesk.domain.street_team import ObservationState
from sspdesk.domain.tasks import Source, SourceKind
from sspdesk.services import retention, street_retention, street_team, tasks, today
from sspdesk.services.street_team import Entry
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.street_world import EVENING, Streets, entry, make_streets, see

MARKER = "kirsebærmarkør"


@pytest.fixture
def streets(workspace: Workspace) -> Streets:
    return workspace.run(make_streets)


def pass_weeks(clock: Clock, weeks: int) -> None:
    clock.set(datetime.combine(EVENING + timedelta(weeks=weeks, days=1), datetime.min.time()))


def test_texts_are_proposed_after_the_set_weeks_and_not_before(
    workspace: Workspace, streets: Streets, clock: Clock
) -> None:
    seen = workspace.run(lambda uow: see(uow, streets, text=MARKER))
    workspace.run(lambda uow: see(uow, streets))
    pass_weeks(clock, 12)
    assert workspace.run(street_retention.proposal).ids == ()
    pass_weeks(clock, 13)
    found = workspace.run(street_retention.proposal)
    assert (found.ids, found.oldest, found.weeks) == ((seen.id,), EVENING, 13)


def test_stripping_leaves_numbers_a_receipt_and_no_word(
    workspace: Workspace, streets: Streets, clock: Clock, tmp_path: Path
) -> None:
    seen = workspace.run(lambda uow: see(uow, streets, text=MARKER, size=7, follow_up=f"Ring om {MARKER}"))
    changed: Entry = entry(streets, text=f"{MARKER} igen", size=7, follow_up=f"Ring om {MARKER}")
    workspace.run(lambda uow: street_team.change(uow, seen.id, changed))
    pass_weeks(clock, 14)
    assert workspace.run(street_retention.proposal).ids == (), "an open follow-up waits"
    (task,) = workspace.run(lambda uow: uow.tasks.of_source(Source(SourceKind.OBSERVATION, seen.id)))
    workspace.run(lambda uow: tasks.complete(uow, task.id))
    found = workspace.run(street_retention.proposal)
    outcome = workspace.run(lambda uow: street_retention.strip(uow, found))
    assert outcome.ends_undo
    kept = workspace.run(lambda uow: uow.observations.get(seen.id))
    assert (kept.texts, kept.size, kept.state) == (("", "", "", ""), 7, ObservationState.AGGREGATED)
    (receipt,) = workspace.run(retention.receipts)
    assert receipt.counts == {"observation": 1, "task": 1}
    assert set(receipt.digests) == {"observation", "task"}
    for kind in ("observation", "task"):
        changes = workspace.run(lambda uow, kind=kind: uow.history.of_row(kind, seen.id))  # type: ignore[misc]
        assert MARKER not in str(changes)


def test_only_what_is_proposed_is_stripped(workspace: Workspace, streets: Streets, clock: Clock) -> None:
    workspace.run(lambda uow: see(uow, streets, text=MARKER))
    early = workspace.run(street_retention.proposal)
    forged = street_retention.StripProposal(
        ids=(workspace.run(lambda uow: uow.observations.all())[0].id,), before=date(2030, 1, 1), weeks=13
    )
    for wanted in (early, forged):
        with pytest.raises(DomainError, match="not_proposed"):
            workspace.run(lambda uow, wanted=wanted: street_retention.strip(uow, wanted))  # type: ignore[misc]


def test_a_stripped_observation_is_changed_no_more(workspace: Workspace, streets: Streets, clock: Clock) -> None:
    seen = workspace.run(lambda uow: see(uow, streets, text=MARKER))
    pass_weeks(clock, 14)
    workspace.run(lambda uow: street_retention.strip(uow, street_retention.proposal(uow)))
    with pytest.raises(DomainError, match="observation_stripped"):
        workspace.run(lambda uow: street_team.change(uow, seen.id, entry(streets, text="Nyt")))


def test_due_texts_are_told_on_the_first_page(workspace: Workspace, streets: Streets, clock: Clock) -> None:
    workspace.run(lambda uow: see(uow, streets, text="Højt råb ved læskuret"))
    workspace.run(lambda uow: see(uow, streets, text=""))
    pass_weeks(clock, 12)
    assert [one for one in workspace.run(today.view).deletions if one.kind is None] == []
    pass_weeks(clock, 13)
    (told,) = (one for one in workspace.run(today.view).deletions if one.kind is None)
    assert (told.count, told.due) == (1, EVENING + timedelta(weeks=13))
    workspace.run(lambda uow: street_retention.strip(uow, street_retention.proposal(uow)))
    assert workspace.run(street_retention.due) == []
