"""The citizen's consent decides a release: who is invited, what is taken up, what is printed, what is outdated."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from sspdesk.domain.agenda import AgendaItem
from sspdesk.domain.consents import ConsentAuthority
from sspdesk.domain.disclosures import Document
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import MeetingId, ReleaseMemberId
from sspdesk.domain.meetings import Attendance
from sspdesk.domain.release_records import CopyKind, PrintState
from sspdesk.domain.tasks import Source, SourceKind, TaskKind
from sspdesk.services import (
    agenda,
    consents,
    disclosures,
    minutes,
    open_papers,
    papers,
    release_meetings,
    release_papers,
    releases,
)
from sspdesk.services.release_meetings import NewMeeting, NewMember
from sspdesk.services.release_papers import OtherBasis, ReleasePaper
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.reports.layout import texts
from tests.services.forum_world import forum_of, item, planned
from tests.services.release_world import (
    FACTS,
    HEALTH,
    HOMES,
    HOUSING,
    JOBS,
    MONEY,
    PRISON,
    SUBSTANCE,
    TODAY,
    TREATMENT,
    USUAL,
    WORK,
    ReleaseWorld,
    give,
    make_citizen,
    make_colleague,
    make_world,
    meet,
    step,
)
from tests.services.wednesday_world import make_person

DAY = date(2026, 11, 27)


def _text(pdf: bytes) -> str:
    return " ".join(texts(pdf))


@pytest.fixture
def world(workspace: Workspace) -> ReleaseWorld:
    return workspace.run(make_world)


def _refused(workspace: Workspace, work: Callable[[UnitOfWork], object]) -> str:
    with pytest.raises(DomainError) as caught:
        workspace.run(work)
    return caught.value.code


def _ready(workspace: Workspace, world: ReleaseWorld) -> MeetingId:
    """Give the usual consents and plan a meeting about housing and work with everybody invited who may come."""

    def work(uow: UnitOfWork) -> MeetingId:
        give(uow, world.person, *USUAL)
        meeting = meet(uow, world.case)
        release_meetings.invite_all(uow, meeting)
        for one in uow.agenda.of_meeting(meeting):
            agenda.save_item(uow, replace(one, note=f"Om {one.title}"))
        return meeting

    return workspace.run(work)


def _print(workspace: Workspace, meeting: MeetingId, member: int, kind: CopyKind = CopyKind.AGENDA) -> str:
    """Print a copy and return its text."""

    def work(uow: UnitOfWork) -> str:
        paper = release_papers.copy(uow, meeting, member, kind)
        disclosures.register(uow, paper.leaving, number=paper.number)
        return _text(paper.render())

    return workspace.run(work)


# -- who comes in ----------------------------------------------------------------------------------------------------


def test_without_a_consent_nobody_comes_in_not_even_who_leads_the_case(
    workspace: Workspace, world: ReleaseWorld
) -> None:
    new = NewMeeting(starts_at=datetime(2026, 11, 27, 9), ends_at=datetime(2026, 11, 27, 10), topics=(HOUSING,))
    assert _refused(workspace, lambda uow: release_meetings.plan(uow, world.case, new)) == "release_topic_uncovered"
    workspace.run(lambda uow: give(uow, world.person, (HOUSING, HOMES)))
    meeting = workspace.run(lambda uow: release_meetings.plan(uow, world.case, new)).value.id
    assert workspace.run(lambda uow: release_meetings.invite_all(uow, meeting)).value == 1
    for outside in (world.prison, world.jobs, world.treatment):
        code = _refused(workspace, lambda uow, one=outside: release_meetings.invite(uow, meeting, one))
        assert code == "release_not_admitted"
        code = _refused(workspace, lambda uow, one=outside: release_papers.copy(uow, meeting, one, CopyKind.INVITATION))
        assert code == "release_not_admitted"


@pytest.mark.parametrize(
    ("pair", "member"),
    [((HOUSING, JOBS), "homes"), ((WORK, HOMES), "homes"), ((SUBSTANCE, HOMES), "homes"), ((HOUSING, PRISON), "homes")],
)
def test_both_the_topic_and_the_authority_must_stand_in_one_consent(
    workspace: Workspace, world: ReleaseWorld, pair: tuple[object, object], member: str
) -> None:
    def work(uow: UnitOfWork) -> None:
        give(uow, world.person, pair, (HOUSING, ConsentAuthority.SOCIAL_SERVICES))
        meeting = meet(uow, world.case, topics=(HOUSING,))
        release_meetings.invite(uow, meeting, getattr(world, member))

    assert _refused(workspace, work) == "release_not_admitted"


def test_a_consent_that_ends_before_the_meeting_does_not_let_in(workspace: Workspace, world: ReleaseWorld) -> None:
    def work(uow: UnitOfWork, until: date) -> int:
        give(uow, world.person, (HOUSING, PRISON), until=until)
        give(uow, world.person, (HOUSING, HOMES))
        meeting = meet(uow, world.case, topics=(HOUSING,))
        release_meetings.invite(uow, meeting, world.homes)
        return release_meetings.invite(uow, meeting, world.prison).value.id

    assert _refused(workspace, lambda uow: work(uow, date(2026, 11, 26))) == "release_not_admitted"
    assert workspace.run(lambda uow: work(uow, DAY))


def test_below_eighteen_the_parents_decide_too(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        person = make_citizen(uow, date(2009, 5, 1))
        case = releases.begin(uow, person, FACTS, step(date(2026, 3, 3))).value.id
        give(uow, person, (HOUSING, PRISON))
        new = NewMember(professional_id=make_colleague(uow, "Kim"), authority=PRISON, topics=(HOUSING,))
        release_meetings.save_member(uow, case, new)
        meet(uow, case, topics=(HOUSING,))

    assert _refused(workspace, work) == "release_topic_uncovered"


def test_asking_for_a_consent_is_one_task_that_is_done_when_it_is_given(
    workspace: Workspace, world: ReleaseWorld
) -> None:
    for _again in range(2):
        workspace.run(lambda uow: release_meetings.ask_for_consent(uow, world.treatment))
    source = Source(SourceKind.RELEASE_MEMBER, world.treatment)
    (task,) = workspace.run(lambda uow: uow.tasks.of_source(source))
    assert (task.kind, task.due) == (TaskKind.ASK_CONSENT, TODAY)
    assert "Behandling af misbrug" in task.title or "isbrug" in task.title
    workspace.run(lambda uow: give(uow, world.person, (SUBSTANCE, TREATMENT)))
    assert workspace.run(lambda uow: uow.tasks.get(task.id)).done_on == TODAY
    assert _refused(workspace, lambda uow: release_meetings.ask_for_consent(uow, world.treatment)) == (
        "release_nothing_to_ask"
    )


# -- no way around ---------------------------------------------------------------------------------------------------


def test_the_meeting_itself_lets_nobody_else_in(workspace: Workspace, world: ReleaseWorld, clock: Clock) -> None:
    meeting = _ready(workspace, world)
    outsider = workspace.run(lambda uow: make_colleague(uow, "Ukendt Udenfor"))
    treatment = workspace.run(lambda uow: uow.release_members.get(world.treatment)).professional_id
    assert _refused(workspace, lambda uow: minutes.add_guest(uow, meeting, outsider)) == "release_not_a_member"
    assert _refused(workspace, lambda uow: minutes.add_guest(uow, meeting, treatment)) == "release_not_admitted"
    consent = workspace.run(lambda uow: uow.consents.of_person(world.person))[0].consent.id
    clock.set(datetime(2026, 11, 27, 9, 30))
    workspace.run(lambda uow: minutes.start(uow, meeting))
    workspace.run(lambda uow: consents.withdraw(uow, consent, DAY))
    assert workspace.run(lambda uow: minutes.all_present(uow, meeting)).value == 0
    attendees = workspace.run(lambda uow: uow.attendees.of_meeting(meeting))
    assert len(attendees) == 3
    work = lambda uow: minutes.set_attendance(uow, attendees[0].id, Attendance.PRESENT)
    assert _refused(workspace, work) == "release_not_admitted"


def test_members_of_the_forum_are_not_invited_by_themselves(workspace: Workspace, world: ReleaseWorld) -> None:
    def work(uow: UnitOfWork) -> int:
        from sspdesk.services import forums

        forums.save(uow, forum_of(uow, ForumKind.RELEASE), member_ids=(make_colleague(uow, "Altid Medlem"),))
        give(uow, world.person, *USUAL)
        meeting = meet(uow, world.case)
        minutes.start(uow, meeting)
        return len(uow.attendees.of_meeting(meeting))

    assert workspace.run(work) == 0


def test_an_item_needs_its_topic_and_never_leaves_the_release(workspace: Workspace, world: ReleaseWorld) -> None:
    meeting = _ready(workspace, world)
    other = workspace.run(lambda uow: planned(uow, ForumKind.EXIT, hour=18))
    first = workspace.run(lambda uow: uow.agenda.of_meeting(meeting))[0]
    refused = lambda work: _refused(workspace, work)
    assert refused(lambda uow: item(uow, meeting, "Eventuelt")) == "release_item_needs_topic"
    assert refused(lambda uow: agenda.save_item(uow, replace(first, topic=None))) == "release_item_needs_topic"
    assert refused(lambda uow: agenda.save_item(uow, replace(first, topic=SUBSTANCE))) == "release_topic_uncovered"
    stranger = workspace.run(make_person)
    assert refused(lambda uow: agenda.save_item(uow, replace(first, person_id=stranger))) == "release_item_stays"
    assert refused(lambda uow: agenda.move_to(uow, first.id, other)) == "release_item_stays"
    workspace.run(lambda uow: agenda.put_on_hold(uow, first.id))
    assert refused(lambda uow: agenda.take_up(uow, other, first.id)) == "release_item_stays"
    assert refused(lambda uow: minutes.save_summary(uow, meeting, "Alle var enige")) == "release_text_needs_topic"
    assert refused(lambda uow: release_meetings.add_topic(uow, meeting, WORK)) == "release_topic_there"
    assert refused(lambda uow: release_meetings.add_topic(uow, meeting, HEALTH)) == "release_topic_uncovered"
    alone = workspace.run(lambda uow: planned(uow, ForumKind.RELEASE, hour=18))
    assert refused(lambda uow: agenda.move_to(uow, first.id, alone)) == "release_item_stays"
    tied = AgendaItem(meeting_id=alone, number=0, title="Bolig", person_id=world.person)
    assert refused(lambda uow: agenda.save_item(uow, tied)) == "release_meeting_without_case"


def test_what_everybody_gets_alike_is_refused(workspace: Workspace, world: ReleaseWorld) -> None:
    meeting = _ready(workspace, world)
    for gather in (
        papers.agenda,
        papers.minutes,
        open_papers.invitation,
        lambda uow, one: open_papers.room_sheet(uow, one, speaking=True),
        lambda uow, one: open_papers.room_sheet(uow, one, speaking=False),
    ):
        assert _refused(workspace, lambda uow, gather=gather: gather(uow, meeting)) == "release_papers_apart"


def test_one_citizens_agreements_never_come_to_anothers_meeting(workspace: Workspace, world: ReleaseWorld) -> None:
    meeting = _ready(workspace, world)
    first = workspace.run(lambda uow: uow.agenda.of_meeting(meeting))[0]
    workspace.run(lambda uow: agenda.add_action(uow, first.id, "Ring til boligselskabet"))

    def work(uow: UnitOfWork) -> tuple[int, int]:
        person = make_citizen(uow, last_name="Prøvesen")
        case = releases.begin(uow, person, FACTS, step(date(2026, 3, 3))).value.id
        give(uow, person, (HOUSING, PRISON))
        theirs = meet(uow, case, date(2026, 12, 1), (HOUSING,))
        own = meet(uow, world.case, date(2026, 12, 2), (HOUSING,))
        return len(agenda.view(uow, theirs).follow_up), len(agenda.view(uow, own).follow_up)

    assert workspace.run(work) == (0, 1)


# -- paper -----------------------------------------------------------------------------------------------------------


def test_every_copy_holds_only_what_its_recipient_may_see(workspace: Workspace, world: ReleaseWorld) -> None:
    meeting = _ready(workspace, world)
    prison, jobs = _print(workspace, meeting, world.prison), _print(workspace, meeting, world.jobs)
    homes = _print(workspace, meeting, world.homes)
    assert "Om Bolig" in prison
    assert "Om Uddannelse og arbejde" in prison or "Om" in prison
    assert "Om Bolig" not in jobs
    assert "Bo Byskitse" not in jobs, "who is there for a topic tells of the topic"
    assert "Jonna Jobprøve" in jobs
    assert "Om Bolig" in homes
    assert "Jonna Jobprøve" not in homes
    found = workspace.run(lambda uow: uow.disclosures.of_meeting(meeting))
    assert [(one.document, one.topics, one.basis_code) for one in found] == [
        (Document.RELEASE_AGENDA, (HOUSING, WORK), "SAMT"),
        (Document.RELEASE_AGENDA, (WORK,), "SAMT"),
        (Document.RELEASE_AGENDA, (HOUSING,), "SAMT"),
    ]


def test_minutes_go_by_topic_too_also_approved_ones(workspace: Workspace, world: ReleaseWorld, clock: Clock) -> None:
    meeting = _ready(workspace, world)
    clock.set(datetime(2026, 11, 27, 10))
    workspace.run(lambda uow: minutes.start(uow, meeting))
    workspace.run(lambda uow: minutes.all_present(uow, meeting))
    for one in workspace.run(lambda uow: uow.agenda.of_meeting(meeting)):
        workspace.run(
            lambda uow, one=one: agenda.set_outcome(
                uow, one.id, outcome=f"Sagt om {one.topic}", decision=f"Aftalt om {one.topic}"
            )
        )
        workspace.run(lambda uow, one=one: agenda.add_action(uow, one.id, f"Gør noget ved {one.topic}"))
    workspace.run(lambda uow: minutes.end_meeting(uow, meeting))
    assert "Udkast" in _print(workspace, meeting, world.jobs, CopyKind.MINUTES)
    workspace.run(lambda uow: minutes.approve_minutes(uow, meeting))
    jobs = _print(workspace, meeting, world.jobs, CopyKind.MINUTES)
    assert "Udkast" not in jobs
    for words in ("Sagt om", "Aftalt om", "Gør noget ved"):
        assert f"{words} {WORK}" in jobs
        assert f"{words} {HOUSING}" not in jobs


def test_withdrawing_outdates_what_was_printed_and_nothing_more_leaves(
    workspace: Workspace, world: ReleaseWorld
) -> None:
    meeting = _ready(workspace, world)
    for member in (world.prison, world.jobs, world.homes):
        _print(workspace, meeting, member)
    state = lambda member: workspace.run(lambda uow: release_papers.printed(uow, meeting, member, CopyKind.AGENDA))
    assert [state(one).state for one in (world.prison, world.jobs, world.homes)] == [PrintState.CURRENT] * 3
    gathered = workspace.run(lambda uow: release_papers.copy(uow, meeting, world.homes, CopyKind.AGENDA))
    consent = workspace.run(lambda uow: uow.consents.of_person(world.person))[0].consent
    pairs = frozenset({pair for pair in USUAL if pair != (HOUSING, HOMES)})
    workspace.run(lambda uow: consents.narrow(uow, consent.id, pairs=pairs, valid_to=consent.valid_to))
    assert (state(world.homes).state, state(world.homes).lost) == (PrintState.WITHDRAWN, (HOUSING,))
    assert state(world.prison).state is PrintState.CHANGED, "the copy names somebody who may not take part any more"
    assert state(world.jobs).state is PrintState.CURRENT
    late = lambda uow: disclosures.register(uow, gathered.leaving, number=gathered.number)
    assert _refused(workspace, late) == "consent_never", "a paper gathered before and printed after"
    assert "Bo Byskitse" not in _print(workspace, meeting, world.prison)
    assert state(world.prison).state is PrintState.CURRENT
    workspace.run(lambda uow: consents.withdraw(uow, consent.id, TODAY))
    for member in (world.prison, world.jobs, world.homes):
        assert state(member).state is PrintState.WITHDRAWN
        code = _refused(
            workspace, lambda uow, member=member: release_papers.copy(uow, meeting, member, CopyKind.AGENDA)
        )
        assert code == "release_not_admitted"
    workspace.run(lambda uow: release_meetings.take_off(uow, meeting, world.homes))
    assert len(workspace.run(lambda uow: uow.attendees.of_meeting(meeting))) == 2


def test_another_basis_is_for_one_copy_with_a_reason_and_for_the_ksp_parties_only(
    workspace: Workspace, world: ReleaseWorld
) -> None:
    meeting = _ready(workspace, world)
    workspace.run(lambda uow: give(uow, world.person, (MONEY, ConsentAuthority.SOCIAL_SERVICES)))
    workspace.run(lambda uow: release_meetings.add_topic(uow, meeting, MONEY))
    wanted = OtherBasis(code="RPL115-3A", reason="Løslades i morgen, og politiet skal vide det.", topics=(MONEY,))

    def copy(member: ReleaseMemberId, other: OtherBasis) -> Callable[[UnitOfWork], ReleasePaper]:
        return lambda uow: release_papers.copy(uow, meeting, member, CopyKind.AGENDA, other=other)

    assert _refused(workspace, copy(world.jobs, wanted)) == "release_not_ksp"
    assert _refused(workspace, copy(world.prison, replace(wanted, code="RPL115-1"))) == "release_not_ksp"
    assert _refused(workspace, copy(world.prison, replace(wanted, reason=" "))) == "basis_needs_reason"
    assert _refused(workspace, copy(world.prison, replace(wanted, topics=(HEALTH,)))) == "release_nothing_to_tell"
    paper = workspace.run(copy(world.prison, wanted))
    bare = replace(paper.leaving, reason="")
    assert _refused(workspace, lambda uow: disclosures.check(uow, bare)) == "basis_needs_reason"
    stored = workspace.run(lambda uow: disclosures.register(uow, paper.leaving, number=paper.number)).value
    assert (stored.topics, stored.basis_code, stored.reason) == ((MONEY,), "RPL115-3A", wanted.reason)
    text = _text(paper.render())
    assert "Bolig" not in text
    state = workspace.run(lambda uow: release_papers.printed(uow, meeting, world.prison, CopyKind.AGENDA)).state
    assert state is PrintState.CURRENT


def test_the_reason_goes_with_the_citizen(workspace: Workspace, world: ReleaseWorld) -> None:
    from sspdesk.services import retention

    meeting = _ready(workspace, world)
    other = OtherBasis(code="RPL115-3A", reason="Hemmelig begrundelse", topics=(HOUSING,))
    paper = workspace.run(lambda uow: release_papers.copy(uow, meeting, world.prison, CopyKind.AGENDA, other=other))
    stored = workspace.run(lambda uow: disclosures.register(uow, paper.leaving, number=paper.number)).value
    workspace.run(lambda uow: retention.erase_person(uow, world.person))
    left = workspace.run(lambda uow: uow.disclosures.get(stored.id))
    assert (left.reason, left.persons) == ("", ())
    assert workspace.run(lambda uow: uow.agenda.of_meeting(meeting)) == []
    assert workspace.run(lambda uow: uow.releases.all()) == []
