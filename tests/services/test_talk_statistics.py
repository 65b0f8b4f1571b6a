"""The consultant's own figures: what counts where, the talks behind each number, and the paper without small counts."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sspdesk.domain.charts import Value
from sspdesk.domain.street_counts import Span
from sspdesk.domain.talk_records import AnsweredBy, OfferAnswer, OfferChannel
from sspdesk.domain.talk_statistics import NO_SCHOOL, Answer, Held, TalkCounts, TalksMeant
from sspdesk.domain.talk_summary import exact
from sspdesk.domain.talks import Talk, TalkState
from sspdesk.domain.wednesday import Decision
from sspdesk.labels import talk_charts
from sspdesk.services import talk_list, talk_statistics, talks, wednesday
from sspdesk.services.talk_list import ListWish
from sspdesk.services.talk_statistics import TalkStatistics
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.reports import layout
from tests.services.talk_world import DAY, Family, answer, begin, lead_to, make_family, offer, step
from tests.services.wednesday_world import MEETING_DAY, make_contact, make_world

YEAR = Span(first=date(2026, 1, 1), last=date(2026, 12, 31))


@pytest.fixture
def family(workspace: Workspace) -> Family:
    return workspace.run(make_family)


def _count(workspace: Workspace, span: Span = YEAR) -> TalkStatistics:
    return workspace.run(lambda uow: talk_statistics.statistics(uow, span))


def _behind(workspace: Workspace, meant: TalksMeant) -> list[int]:
    wish = ListWish(everything=True, meant=meant)
    found = workspace.run(lambda uow: talk_list.page(uow, 0, 100, wish))
    assert workspace.run(lambda uow: talk_list.count(uow, wish)) == len(found)
    return sorted(row.talk.id for row in found)


STATES = {
    TalkState.OFFERED: (Answer.WAITING, None),
    TalkState.ACCEPTED: (Answer.YES, Held.WAITING),
    TalkState.DECLINED: (Answer.NO, None),
    TalkState.NO_REPLY: (Answer.SILENT, None),
    TalkState.PLANNED: (Answer.YES, Held.WAITING),
    TalkState.HELD: (Answer.YES, Held.HELD),
    TalkState.FOLLOW_UP: (Answer.YES, Held.HELD),
    TalkState.CLOSED: (Answer.YES, Held.HELD),
}


@pytest.mark.parametrize("state", STATES)
def test_a_talk_counts_by_what_became_of_its_offer(workspace: Workspace, family: Family, state: TalkState) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, state)
    said, held = STATES[state]
    total = _count(workspace).total
    assert (total.offered, dict(total.answers)) == (1, {said: 1})
    assert dict(total.held) == ({held: 1} if held is not None else {})
    assert _behind(workspace, TalksMeant(span=YEAR, answer=said)) == [talk.id]
    assert _behind(workspace, TalksMeant(span=YEAR, answer=Answer.UNKNOWN)) == []


@pytest.mark.parametrize("state", [TalkState.RECOMMENDED, TalkState.CANCELLED, TalkState.TO_INFOHUS])
def test_a_talk_that_was_never_offered_does_not_count(workspace: Workspace, family: Family, state: TalkState) -> None:
    lead_to(workspace, begin(workspace, family).id, state)
    assert _count(workspace).total == TalkCounts()


def test_waiting_becomes_unknown_when_the_deadline_passes(workspace: Workspace, clock: Clock, family: Family) -> None:
    offered = lead_to(workspace, begin(workspace, family).id, TalkState.OFFERED)
    accepted = lead_to(workspace, begin(workspace, family).id, TalkState.ACCEPTED)
    before = _count(workspace).total
    assert (before.answers[Answer.WAITING], before.held[Held.WAITING]) == (1, 1)
    clock.set(clock.now + timedelta(days=40))
    after = _count(workspace).total
    assert (after.answers[Answer.UNKNOWN], after.held[Held.MISSING]) == (1, 1)
    assert _behind(workspace, TalksMeant(span=YEAR, answer=Answer.UNKNOWN)) == [offered.id]
    assert _behind(workspace, TalksMeant(span=YEAR, held=Held.MISSING)) == [accepted.id]


def test_a_talk_offered_again_counts_once_in_its_first_quarter(
    workspace: Workspace, clock: Clock, family: Family
) -> None:
    clock.set(datetime(2026, 9, 28, 9))
    day = clock.now.date()
    talk = workspace.run(lambda uow: talks.begin(uow, NEW(family), step(TalkState.RECOMMENDED, day))).value
    workspace.run(lambda uow: offer(uow, talk.id, day))
    workspace.run(lambda uow: answer(uow, talk.id, OfferAnswer.DECLINED, day, reoffers=1))
    clock.set(datetime(2026, 11, 23, 9))
    workspace.run(lambda uow: offer(uow, talk.id, DAY))
    found = _count(workspace)
    assert [(span.first, counts.offered) for span, counts in found.quarters] == [
        (date(2026, 1, 1), 0),
        (date(2026, 4, 1), 0),
        (date(2026, 7, 1), 1),
        (date(2026, 10, 1), 0),
    ]
    assert (found.total.again, found.total.answers[Answer.NO]) == (1, 1)
    assert _behind(workspace, TalksMeant(span=YEAR, again=True)) == [talk.id]
    workspace.run(lambda uow: answer(uow, talk.id, OfferAnswer.ACCEPTED, DAY))
    assert _count(workspace).total.answers[Answer.YES] == 1


def NEW(family: Family) -> talks.NewTalk:  # noqa: N802 - reads as the record it makes
    return talks.NewTalk(person_id=family.person, responsible_id=family.consultant.id)


def test_days_run_from_the_police_list_to_the_talk(workspace: Workspace, clock: Clock, family: Family) -> None:
    """Only the Wednesday group's talks have a list (domain.md § 4.2, L-03)."""
    world = workspace.run(make_world)

    def on_the_list(uow: UnitOfWork) -> Talk:
        contact = make_contact(uow, family.person)
        (line,) = wednesday.add_lines(uow, world.meeting, [contact])
        wednesday.decide(uow, line, Decision.OFFER_TALK, responsible_id=world.teacher.id)
        found = uow.talks.of_line(line)
        assert found is not None
        return found

    clock.set(datetime(2026, 11, 20, 9))
    talk = workspace.run(on_the_list)
    clock.set(datetime(2026, 12, 8, 16))
    day = clock.now.date()
    workspace.run(lambda uow: offer(uow, talk.id, MEETING_DAY))
    workspace.run(lambda uow: answer(uow, talk.id, OfferAnswer.ACCEPTED, day))
    workspace.run(lambda uow: talks.plan(uow, talk.id, clock.now, "", step(TalkState.PLANNED, day)))
    workspace.run(lambda uow: talks.hold(uow, talk.id, clock.now, step(TalkState.HELD, day)))
    direct = workspace.run(lambda uow: talks.begin(uow, NEW(family), step(TalkState.RECOMMENDED, day))).value
    workspace.run(lambda uow: offer(uow, direct.id, day))
    workspace.run(lambda uow: answer(uow, direct.id, OfferAnswer.ACCEPTED, day))
    workspace.run(lambda uow: talks.plan(uow, direct.id, clock.now, "", step(TalkState.PLANNED, day)))
    workspace.run(lambda uow: talks.hold(uow, direct.id, clock.now, step(TalkState.HELD, day)))
    total = _count(workspace).total
    assert (total.median_days, total.timed, total.held[Held.HELD]) == (18, 1, 2)
    assert _behind(workspace, TalksMeant(span=YEAR, timed=True)) == [talk.id]
    workspace.run(lambda uow: uow.talks.save(replace(uow.talks.get(talk.id), line_id=None)))
    assert (_count(workspace).total.median_days, _count(workspace).total.undated) == (None, 1)


def test_the_school_of_a_protected_person_is_not_counted(workspace: Workspace, family: Family) -> None:
    lead_to(workspace, begin(workspace, family).id, TalkState.HELD)
    assert [(one.name, one.counts.offered) for one in _count(workspace).schools] == [("Prøveskolen", 1)]
    workspace.run(lambda uow: uow.persons.save(replace(uow.persons.get(family.person), protected=True)))
    assert [(one.school_id, one.name) for one in _count(workspace).schools] == [(NO_SCHOOL, "")]


def _many(workspace: Workspace, family: Family) -> None:
    """Store twenty talks of one family in every state, each begun on its own."""
    for state, count in ((TalkState.CLOSED, 7), (TalkState.DECLINED, 6), (TalkState.NO_REPLY, 2), (TalkState.HELD, 5)):
        for _turn in range(count):
            lead_to(workspace, begin(workspace, family).id, state)


def test_every_number_opens_exactly_the_talks_it_counts(workspace: Workspace, family: Family) -> None:
    _many(workspace, family)
    found = _count(workspace)
    values: list[Value] = [row.value for row in talk_charts.figure_rows(exact(found.total), found.span)]
    for group in talk_charts.quarter_groups(found.quarters):
        values += [group.now, *([group.before] if group.before is not None else [])]
    for school in found.schools:
        meant = TalksMeant(span=found.span, school_id=school.school_id)
        values += talk_charts.table_row(school.name, school.counts, meant).values
    counted = [one for one in values if one.number is not None]
    assert len(counted) > 20
    for one in counted:
        assert isinstance(one.key, TalksMeant)
        assert len(_behind(workspace, one.key)) == one.number, one.name


def test_the_paper_hides_small_counts_and_names_nobody(workspace: Workspace, family: Family) -> None:
    _many(workspace, family)
    paper = workspace.run(lambda uow: talk_statistics.paper(uow, YEAR))
    assert (paper.leaving, paper.names, paper.render_discreet()) == (None, False, paper.render())
    text = " ".join(layout.texts(paper.render()))
    assert "Samtaler tilbudt 20" in text
    assert "Ikke reageret <5" in text
    assert "Sagt nej skjult" in text
    assert "SSP Desk" in text
    assert "Eksempeline" not in text
    for definition in (row.note for row in talk_charts.figure_rows(exact(TalkCounts()), None)):
        assert definition in text


def test_a_paper_of_next_to_nothing_shows_nothing(workspace: Workspace, family: Family) -> None:
    lead_to(workspace, begin(workspace, family).id, TalkState.HELD)
    paper = workspace.run(lambda uow: talk_statistics.paper(uow, YEAR))
    assert paper.data.shown is None
    assert "For få samtaler" in " ".join(layout.texts(paper.render()))


def test_an_offer_to_another_channel_changes_no_count(workspace: Workspace, family: Family) -> None:
    """What a yes is stands with the latest offer, whoever gave it."""
    talk = begin(workspace, family)
    workspace.run(lambda uow: talks.offer(uow, talk.id, OfferChannel.PHONE, step(TalkState.OFFERED)))
    workspace.run(
        lambda uow: talks.answer(
            uow, talk.id, OfferAnswer.ACCEPTED, step(TalkState.ACCEPTED), answered_by=AnsweredBy.PARENTS
        )
    )
    workspace.run(
        lambda uow: talks.answer(
            uow, talk.id, OfferAnswer.DECLINED, step(TalkState.DECLINED), answered_by=AnsweredBy.PARENTS
        )
    )
    total = _count(workspace).total
    assert (total.answers[Answer.NO], total.answers[Answer.YES], dict(total.held)) == (1, 0, {})
