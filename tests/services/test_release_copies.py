"""What stands on one recipient's copy: who took part in what, which other basis fits whom, and what is called back."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.release_records import CopyKind, PrintState, ReleaseItem, Section
from sspdesk.domain.releases import Custody
from sspdesk.labels import releases as releases_words
from sspdesk.services import (
    agenda,
    consents,
    disclosures,
    minutes,
    release_checklist,
    release_meetings,
    release_papers,
    release_sheets,
    releases,
)
from sspdesk.services.release_checklist import NewItem
from sspdesk.services.release_meetings import NewMember
from sspdesk.services.release_papers import OtherBasis
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.reports.layout import texts
from tests.services.release_world import (
    FACTS,
    HOMES,
    HOUSING,
    JOBS,
    MONEY,
    PRISON,
    USUAL,
    WORK,
    ReleaseWorld,
    give,
    make_world,
    meet,
)

DAY = date(2026, 11, 27)


@pytest.fixture
def world(workspace: Workspace) -> ReleaseWorld:
    return workspace.run(make_world)


def _meeting(uow: UnitOfWork, world: ReleaseWorld) -> MeetingId:
    give(uow, world.person, *USUAL)
    meeting = meet(uow, world.case)
    release_meetings.invite_all(uow, meeting)
    return meeting


def test_minutes_name_somebody_only_where_the_consent_of_that_day_let_them_hear(
    workspace: Workspace, world: ReleaseWorld, clock: Clock
) -> None:
    def more(uow: UnitOfWork) -> MeetingId:
        jobs = uow.release_members.get(world.jobs)
        wanted = NewMember(professional_id=jobs.professional_id, authority=JOBS, topics=(HOUSING, WORK))
        release_meetings.save_member(uow, world.case, wanted, world.jobs)
        return _meeting(uow, world)

    meeting = workspace.run(more)
    clock.set(datetime(2026, 11, 27, 9, 30))
    workspace.run(lambda uow: minutes.start(uow, meeting))
    workspace.run(lambda uow: minutes.all_present(uow, meeting))
    copy = workspace.run(lambda uow: release_papers.copy(uow, meeting, world.prison, CopyKind.MINUTES)).copy
    housing, work = (" ".join(item.people) for item in copy.items)
    assert "Jonna Jobprøve" not in housing, "a function in housing, and no consent to it"
    assert "Jonna Jobprøve" in work


@pytest.mark.parametrize(
    ("custody", "born", "fitting"),
    [
        (Custody.SENTENCE, date(2005, 2, 11), {"RPL115-3A"}),
        (Custody.SENTENCE, date(2008, 11, 23), {"RPL115-3A"}),  # 18 today
        (Custody.SENTENCE, date(2008, 11, 24), {"RPL115-3A", "RPL115-3B"}),
        (Custody.SENTENCE, None, {"RPL115-3A"}),
        (Custody.REMAND, date(2005, 2, 11), {"RPL115-3C"}),
    ],
)
def test_the_other_basis_speaks_of_somebody_like_the_citizen(
    workspace: Workspace, world: ReleaseWorld, custody: Custody, born: date | None, fitting: set[str]
) -> None:
    def work(uow: UnitOfWork) -> frozenset[str]:
        meeting = _meeting(uow, world)
        releases.correct(uow, world.case, replace(FACTS, custody=custody))
        uow.persons.save(replace(uow.persons.get(world.person), birth_date=born))
        for code in ("RPL115-3A", "RPL115-3B", "RPL115-3C"):
            other = OtherBasis(code=code, reason="Løslades i morgen", topics=(HOUSING,))
            if code in fitting:
                assert release_papers.copy(uow, meeting, world.prison, CopyKind.AGENDA, other=other).copy.items
            else:
                with pytest.raises(DomainError, match="release_basis_of_others"):
                    release_papers.copy(uow, meeting, world.prison, CopyKind.AGENDA, other=other)
        return release_papers.fitting_bases(uow, world.case)

    assert workspace.run(work) == fitting


def test_a_paper_is_called_back_also_where_its_topic_left_the_agenda_since(
    workspace: Workspace, world: ReleaseWorld
) -> None:
    def work(uow: UnitOfWork) -> list[PrintState]:
        meeting = _meeting(uow, world)
        paper = release_papers.copy(uow, meeting, world.homes, CopyKind.AGENDA)
        disclosures.register(uow, paper.leaving, number=paper.number)
        item = next(one for one in uow.agenda.of_meeting(meeting) if one.topic is HOUSING)
        agenda.put_on_hold(uow, item.id)
        states = [release_papers.printed(uow, meeting, world.homes, CopyKind.AGENDA).state]
        (consent,) = uow.consents.of_person(world.person)
        consents.narrow(
            uow,
            consent.consent.id,
            pairs=consent.pairs - {(HOUSING, HOMES)},
            valid_to=consent.consent.valid_to,
        )
        return [*states, release_papers.printed(uow, meeting, world.homes, CopyKind.AGENDA).state]

    assert workspace.run(work) == [PrintState.CHANGED, PrintState.WITHDRAWN]


def test_whoever_is_taken_off_the_case_with_a_paper_in_hand_leaves_a_task_to_get_it_back(
    workspace: Workspace, world: ReleaseWorld
) -> None:
    def work(uow: UnitOfWork) -> list[str]:
        meeting = _meeting(uow, world)
        paper = release_papers.copy(uow, meeting, world.homes, CopyKind.AGENDA)
        disclosures.register(uow, paper.leaving, number=paper.number)
        for member in (world.homes, world.jobs):
            release_meetings.remove_member(uow, member)
        return [one.title for one in uow.tasks.open_for(world.person) if one.title.startswith("Få")]

    assert workspace.run(work) == ["Få det udskrevne papir tilbage fra Bo Byskitse"]


def test_the_times_of_a_copy_do_not_tell_that_there_is_more(workspace: Workspace, world: ReleaseWorld) -> None:
    def work(uow: UnitOfWork) -> dict[str, tuple[str, bool]]:
        give(uow, world.person, *USUAL)
        prison = uow.release_members.get(world.prison)
        wanted = NewMember(professional_id=prison.professional_id, authority=PRISON, topics=(HOUSING, MONEY))
        release_meetings.save_member(uow, world.case, wanted, world.prison)
        meeting = meet(uow, world.case, topics=(HOUSING, WORK, MONEY))  # 9.30 to 10.30
        found = {}
        for name in ("prison", "jobs", "homes"):
            copy = release_papers.copy(uow, meeting, getattr(world, name), CopyKind.AGENDA).copy
            timed = any(item.starts is not None for item in copy.items)
            found[name] = (f"{copy.starts_at:%H.%M}-{copy.ends_at:%H.%M}", timed)
        only = meet(uow, world.case, date(2026, 12, 1), (HOUSING,))
        whole = release_papers.copy(uow, only, world.homes, CopyKind.INVITATION).copy
        found["whole"] = (f"{whole.starts_at:%H.%M}-{whole.ends_at:%H.%M}", True)
        return found

    assert workspace.run(work) == {
        "prison": ("09.30-10.30", False),  # work is talked about in between, so no times stand at the items
        "jobs": ("09.50-10.10", True),
        "homes": ("09.30-09.50", True),
        "whole": ("09.30-10.30", True),
    }


def test_the_contact_sheet_says_what_is_missing_in_the_citizens_own_words(
    workspace: Workspace, world: ReleaseWorld
) -> None:
    def work(uow: UnitOfWork) -> str:
        give(uow, world.person, *USUAL)
        release_checklist.add(uow, world.case, NewItem(section=Section.WORK, title="Praktik hos bageren"))
        return " ".join(texts(release_sheets.contact_sheet(uow, world.case).render()))

    told = workspace.run(work)
    for words in (
        "Dit MitID",
        "Din behandling fortsætter hjemme",
        "Praktik hos bageren",
        "torsdag den 17. december 2026",
    ):
        assert words in told
    for words in ("Behandling overdraget", "Kontaktark udleveret", "Samtykke talt igennem"):
        assert words not in told, "the municipality's own points"
    assert all(releases_words.for_citizen(item) != item.title for item in workspace.run(_usual))


def _usual(uow: UnitOfWork) -> list[ReleaseItem]:
    same = "Nogen at komme hjem til"
    return [one for one in uow.release_items.all() if one.title not in (same, "Praktik hos bageren")]
