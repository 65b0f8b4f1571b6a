"""Minutes, agreements, follow-ups, notifications and the school's cases, with what must be refused."""

from datetime import date, datetime, timedelta

import pytest

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import NotificationId
from sspdesk.domain.retention import RetentionKind
from sspdesk.domain.school_cases import SCHOOL_MOVES, Measure, SchoolCase, SchoolCaseState, Trigger
from sspdesk.domain.talk_records import AgreementState, Notification, OfferAnswer, OfferChannel
from sspdesk.domain.talks import Talk, TalkOrigin, TalkState
from sspdesk.domain.tasks import TaskKind
from sspdesk.domain.wednesday import Decision
from sspdesk.services import history, retention, school_cases, talk_records, talks, tasks, wednesday
from sspdesk.services.work import apply_undo
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.talk_world import DAY, Family, answer, begin, check, lead_to, make_family, notify, offer, step
from tests.services.wednesday_world import make_contact, make_world


@pytest.fixture
def family(workspace: Workspace) -> Family:
    return workspace.run(make_family)


@pytest.fixture
def held(workspace: Workspace, family: Family) -> Talk:
    return lead_to(workspace, begin(workspace, family).id, TalkState.HELD)


def _open(workspace: Workspace) -> list[tuple[TaskKind, str, date | None]]:
    return [(row.task.kind, row.task.title, row.task.due) for row in workspace.run(tasks.open_tasks)]


# -- minutes ---------------------------------------------------------------------------------------------------------


def test_the_minutes_have_three_phases_and_are_read_again_after_a_change(workspace: Workspace, held: Talk) -> None:
    def write(text: str) -> Talk:
        return workspace.run(lambda uow: talk_records.write_minutes(uow, held.id, text, "Vil møde kl. 8", "Klub")).value

    talk = write("Bor hos mor")
    assert (talk.mapping, talk.accountability, talk.measures) == ("Bor hos mor", "Vil møde kl. 8", "Klub")
    workspace.run(lambda uow: talk_records.mark_read(uow, held.id, DAY))
    assert write("Bor hos mor").read_on == DAY
    assert write("Bor hos far").read_on is None
    assert workspace.run(lambda uow: len(uow.text_hits("far")))
    for day in (date(2026, 11, 22), date(2026, 11, 24)):
        with pytest.raises(DomainError, match="read_day_cannot_be"):
            workspace.run(lambda uow, day=day: talk_records.mark_read(uow, held.id, day))
    with pytest.raises(DomainError, match="text_too_long") as caught:
        write("x" * 4001)
    assert caught.value.field == "mapping"


def test_nothing_is_written_of_a_talk_that_was_not_held(workspace: Workspace, family: Family) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.PLANNED)
    for work in (
        lambda uow: talk_records.write_minutes(uow, talk.id, "", "", ""),
        lambda uow: talk_records.mark_read(uow, talk.id, DAY),
        lambda uow: talk_records.save_agreement(uow, talk.id, "Klub"),
        lambda uow: talk_records.follow_up(uow, talk.id, DAY, OfferChannel.PHONE, "Ringet"),
    ):
        with pytest.raises(DomainError, match="talk_not_held"):
            workspace.run(work)


# -- agreements ------------------------------------------------------------------------------------------------------


def test_an_agreement_with_a_day_is_a_task_that_moves_and_ends_with_it(workspace: Workspace, held: Talk) -> None:
    made = workspace.run(
        lambda uow: talk_records.save_agreement(uow, held.id, "Møder i klubben", who="Testine", due=date(2026, 12, 1))
    )
    agreement = made.value
    assert _open(workspace) == [(TaskKind.AGREEMENT, "Møder i klubben", date(2026, 12, 1))]
    workspace.run(
        lambda uow: talk_records.save_agreement(
            uow, held.id, "Møder i klubben", who="Testine", due=date(2026, 12, 8), agreement_id=agreement.id
        )
    )
    assert [due for *_rest, due in _open(workspace)] == [date(2026, 12, 8)]
    done = workspace.run(lambda uow: talk_records.judge_agreement(uow, agreement.id, AgreementState.KEPT))
    assert _open(workspace) == []
    workspace.run(lambda uow: apply_undo(uow, done.undo))
    assert len(_open(workspace)) == 1
    workspace.run(lambda uow: talk_records.remove_agreement(uow, agreement.id))
    assert (_open(workspace), workspace.run(lambda uow: uow.agreements.count())) == ([], 0)


def test_an_ended_talk_asks_for_none_of_its_agreements(workspace: Workspace, held: Talk) -> None:
    made = workspace.run(
        lambda uow: talk_records.save_agreement(uow, held.id, "Møder i klubben", due=date(2026, 12, 1))
    ).value
    workspace.run(lambda uow: check(uow, held.id))
    closed = workspace.run(lambda uow: talks.close(uow, held.id, step(TalkState.CLOSED)))
    assert _open(workspace) == []
    workspace.run(lambda uow: talk_records.judge_agreement(uow, made.id, AgreementState.KEPT))
    workspace.run(lambda uow: talk_records.judge_agreement(uow, made.id, AgreementState.OPEN))
    assert _open(workspace) == []
    assert closed.value.state is TalkState.CLOSED


@pytest.mark.parametrize(("text", "code"), [("  ", "text_missing"), ("x" * 501, "text_too_long")])
def test_an_agreement_is_a_line(workspace: Workspace, held: Talk, text: str, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        workspace.run(lambda uow: talk_records.save_agreement(uow, held.id, text))


def test_a_follow_up_lies_between_the_talk_and_today(workspace: Workspace, held: Talk) -> None:
    for day, code in ((date(2026, 11, 22), "talk_day_before_last"), (date(2026, 11, 24), "talk_day_in_future")):
        with pytest.raises(DomainError, match=code):
            workspace.run(lambda uow, day=day: talk_records.follow_up(uow, held.id, day, OfferChannel.PHONE, "Ringet"))


def test_an_earlier_wording_of_minutes_and_agreements_can_be_put_back(workspace: Workspace, held: Talk) -> None:
    for text in ("Bor hos mor", "Bor hos far"):
        workspace.run(lambda uow, text=text: talk_records.write_minutes(uow, held.id, text, "", ""))
    made = workspace.run(lambda uow: talk_records.save_agreement(uow, held.id, "Klub")).value
    workspace.run(lambda uow: talk_records.save_agreement(uow, held.id, "Klub og lektier", agreement_id=made.id))
    for kind, row_id, name in (("talk", held.id, "mapping"), ("talk_agreement", made.id, "text")):
        changes = workspace.run(lambda uow, kind=kind, row_id=row_id: history.of_record(uow, kind, row_id))
        latest = next(one for one in changes if any(field.name == name and field.restorable for field in one.fields))
        workspace.run(lambda uow, latest=latest, name=name: history.restore(uow, latest.id, name))
    assert workspace.run(lambda uow: uow.talks.get(held.id)).mapping == "Bor hos mor"
    assert workspace.run(lambda uow: uow.agreements.get(made.id)).text == "Klub"


# -- notifications ---------------------------------------------------------------------------------------------------


def test_a_notification_is_chased_after_six_working_days_until_its_receipt(
    workspace: Workspace, held: Talk, clock: Clock
) -> None:
    sent = workspace.run(lambda uow: notify(uow, held.id)).value
    assert _open(workspace) == [(TaskKind.CHASE_RECEIPT, "", date(2026, 12, 1))]
    earlier = Notification(
        id=sent.id, person_id=sent.person_id, talk_id=held.id, sent_on=date(2026, 11, 20), recipient="Modtagelsen"
    )
    workspace.run(lambda uow: talk_records.notify(uow, earlier))
    assert [due for *_rest, due in _open(workspace)] == [date(2026, 11, 30)]
    clock.set(datetime(2026, 11, 25, 9))
    for receipt, code in ((date(2026, 11, 19), "receipt_day_cannot_be"), (date(2026, 11, 26), "receipt_day_cannot_be")):
        with pytest.raises(DomainError, match=code):
            workspace.run(
                lambda uow, receipt=receipt: talk_records.notify(
                    uow,
                    Notification(
                        id=sent.id,
                        person_id=sent.person_id,
                        sent_on=date(2026, 11, 20),
                        recipient="Modtagelsen",
                        receipt_on=receipt,
                    ),
                )
            )
    received = Notification(
        id=sent.id,
        person_id=sent.person_id,
        talk_id=held.id,
        sent_on=date(2026, 11, 20),
        recipient="Modtagelsen",
        receipt_on=date(2026, 11, 25),
        journal_number="2026-117",
    )
    workspace.run(lambda uow: talk_records.notify(uow, received))
    assert _open(workspace) == []
    workspace.run(lambda uow: talk_records.remove_notification(uow, NotificationId(sent.id)))
    assert workspace.run(lambda uow: (uow.notifications.count(), uow.tasks.count())) == (0, 3)


@pytest.mark.parametrize(
    ("sent_on", "recipient", "code"),
    [(date(2026, 11, 24), "Modtagelsen", "notification_in_future"), (DAY, " ", "recipient_missing")],
)
def test_a_notification_says_when_and_to_whom(
    workspace: Workspace, family: Family, sent_on: date, recipient: str, code: str
) -> None:
    with pytest.raises(DomainError, match=code):
        workspace.run(
            lambda uow: talk_records.notify(
                uow, Notification(person_id=family.person, sent_on=sent_on, recipient=recipient)
            )
        )


def test_a_notification_answers_the_wednesday_groups_task(workspace: Workspace, family: Family, clock: Clock) -> None:
    def decided(uow: UnitOfWork) -> None:
        world = make_world(uow)
        (line,) = wednesday.add_lines(uow, world.meeting, [make_contact(uow, family.person)])
        wednesday.decide(uow, line, Decision.NOTIFICATION)

    workspace.run(decided)
    clock.set(datetime(2026, 11, 26, 9))
    workspace.run(
        lambda uow: talk_records.notify(
            uow, Notification(person_id=family.person, sent_on=date(2026, 11, 26), recipient="Modtagelsen")
        )
    )
    assert {kind for kind, *_rest in _open(workspace)} == {TaskKind.DUTY_TO_INFORM, TaskKind.CHASE_RECEIPT}


# -- the school's cases ----------------------------------------------------------------------------------------------


def _case(workspace: Workspace, family: Family) -> SchoolCase:
    fresh = SchoolCase(
        person_id=family.person,
        school_id=family.school.id,
        teacher_id=family.teacher.id,
        triggers=(Trigger.WITNESS, Trigger.WORRYING_BEHAVIOUR),
        text="Uro i frikvartererne",
        received_on=DAY,
        changed_on=date.min,
    )
    return workspace.run(lambda uow: school_cases.receive(uow, fresh, step(TalkState.RECOMMENDED))).value


def test_a_schools_case_goes_its_way_and_no_other(workspace: Workspace, family: Family) -> None:
    ways = {
        SchoolCaseState.ENQUIRY: [],
        SchoolCaseState.ASSESSMENT: [SchoolCaseState.ASSESSMENT],
        SchoolCaseState.MEASURES: [SchoolCaseState.ASSESSMENT, SchoolCaseState.MEASURES],
        SchoolCaseState.FOLLOW_UP: [SchoolCaseState.ASSESSMENT, SchoolCaseState.MEASURES, SchoolCaseState.FOLLOW_UP],
        SchoolCaseState.CLOSED: [SchoolCaseState.CLOSED],
    }
    facts = step(TalkState.RECOMMENDED)
    for state, way in ways.items():
        case = _case(workspace, family)
        for to in way:
            workspace.run(
                lambda uow, to=to, case=case: school_cases.move(uow, case.id, to, facts, measures=(Measure.TALK,))
            )
        for to in SchoolCaseState:
            if to in SCHOOL_MOVES[state]:
                done = workspace.run(lambda uow, to=to, case=case: school_cases.move(uow, case.id, to, facts))
                assert done.value.state is to
                workspace.run(lambda uow, done=done: apply_undo(uow, done.undo))
            else:
                with pytest.raises(DomainError, match="school_move_illegal"):
                    workspace.run(lambda uow, to=to, case=case: school_cases.move(uow, case.id, to, facts))


def test_a_schools_case_names_what_was_seen_and_what_is_done(workspace: Workspace, family: Family) -> None:
    case = _case(workspace, family)
    facts = step(TalkState.RECOMMENDED)
    workspace.run(lambda uow: school_cases.move(uow, case.id, SchoolCaseState.ASSESSMENT, facts))
    with pytest.raises(DomainError, match="measure_missing"):
        workspace.run(lambda uow: school_cases.move(uow, case.id, SchoolCaseState.MEASURES, facts))
    with pytest.raises(DomainError, match="trigger_missing"):
        workspace.run(
            lambda uow: school_cases.receive(
                uow,
                SchoolCase(person_id=family.person, school_id=family.school.id, received_on=DAY, changed_on=date.min),
                facts,
            )
        )


def test_a_talk_comes_of_a_schools_case_led_by_its_teacher(workspace: Workspace, family: Family) -> None:
    case = _case(workspace, family)
    facts = step(TalkState.RECOMMENDED)
    with pytest.raises(DomainError, match="measure_missing"):
        workspace.run(lambda uow: school_cases.begin_talk(uow, case.id, facts))
    workspace.run(lambda uow: school_cases.move(uow, case.id, SchoolCaseState.ASSESSMENT, facts))
    workspace.run(
        lambda uow: school_cases.move(uow, case.id, SchoolCaseState.MEASURES, facts, measures=(Measure.TALK,))
    )
    talk = workspace.run(lambda uow: school_cases.begin_talk(uow, case.id, facts)).value
    assert (talk.origin, talk.school_case_id, talk.responsible_id) == (TalkOrigin.SCHOOL, case.id, family.teacher.id)
    assert talk.reason == "Uro i frikvartererne"
    with pytest.raises(DomainError, match="talk_there_already"):
        workspace.run(lambda uow: school_cases.begin_talk(uow, case.id, facts))


def test_a_notification_decided_on_with_the_school_becomes_a_task_once(workspace: Workspace, family: Family) -> None:
    case, facts = _case(workspace, family), step(TalkState.RECOMMENDED)
    workspace.run(lambda uow: school_cases.move(uow, case.id, SchoolCaseState.ASSESSMENT, facts))
    measures = (Measure.NOTIFICATION,)
    for to in (SchoolCaseState.MEASURES, SchoolCaseState.FOLLOW_UP):
        workspace.run(lambda uow, to=to: school_cases.move(uow, case.id, to, facts, measures=measures))
    assert [(kind, due) for kind, _title, due in _open(workspace)] == [(TaskKind.NOTIFICATION, DAY)]


# -- how long they are kept ------------------------------------------------------------------------------------------


def test_an_ended_talk_is_proposed_for_deletion_after_its_term_with_its_tasks(
    workspace: Workspace, family: Family, clock: Clock
) -> None:
    talk = lead_to(workspace, begin(workspace, family).id, TalkState.CLOSED)
    kept = lead_to(workspace, begin(workspace, family).id, TalkState.FOLLOW_UP)

    def due(day: date) -> list[int]:
        clock.set(datetime(day.year, day.month, day.day, 9))
        found = workspace.run(retention.proposals)
        return [one.candidate.row_id for one in found if one.candidate.table == "talk"]

    assert due(date(2028, 11, 22)) == []
    assert due(date(2028, 11, 23)) == [talk.id]
    assert kept.id not in due(date(2029, 2, 18))


def test_a_talk_that_nobody_ends_is_proposed_once_its_last_deadline_has_been_quiet_for_the_term(
    workspace: Workspace, family: Family, clock: Clock
) -> None:
    followed = lead_to(workspace, begin(workspace, family).id, TalkState.FOLLOW_UP)  # last follow-up: 19 Feb. 2027
    again = begin(workspace, family)
    workspace.run(lambda uow: offer(uow, again.id))
    workspace.run(lambda uow: answer(uow, again.id, OfferAnswer.DECLINED, reoffers=1))  # offered again: 23 Feb. 2027

    def due(day: date) -> list[tuple[RetentionKind, int]]:
        clock.set(datetime(day.year, day.month, day.day, 9))
        return [(one.candidate.kind, one.candidate.row_id) for one in workspace.run(retention.proposals)]

    assert due(date(2029, 2, 18)) == []
    assert due(date(2029, 2, 19)) == [(RetentionKind.TALK_QUIET, followed.id)]
    assert due(date(2029, 2, 23)) == [(RetentionKind.TALK_QUIET, one.id) for one in (followed, again)]
    clock.set(datetime(2029, 2, 23, 9))
    workspace.run(
        lambda uow: talk_records.follow_up(uow, followed.id, date(2029, 2, 22), OfferChannel.PHONE, "Det går godt")
    )
    assert due(date(2029, 2, 23)) == [(RetentionKind.TALK_QUIET, again.id)]


def test_a_schools_case_that_nobody_closes_is_proposed_a_year_after_its_school_year(
    workspace: Workspace, family: Family, clock: Clock
) -> None:
    case = _case(workspace, family)

    def due(day: date) -> list[tuple[RetentionKind, int]]:
        clock.set(datetime(day.year, day.month, day.day, 9))
        return [(one.candidate.kind, one.candidate.row_id) for one in workspace.run(retention.proposals)]

    assert due(date(2028, 7, 30)) == []
    assert due(date(2028, 7, 31)) == [(RetentionKind.SCHOOL_CASE_QUIET, case.id)]


@pytest.mark.parametrize(
    ("closed", "kept"), [(date(2026, 12, 1), date(2028, 1, 30)), (date(2027, 7, 31), date(2028, 1, 30))]
)
def test_a_closed_schools_case_is_proposed_half_a_year_after_its_school_year(
    workspace: Workspace, family: Family, clock: Clock, closed: date, kept: date
) -> None:
    case = _case(workspace, family)
    clock.set(datetime(closed.year, closed.month, closed.day, 9))
    facts = step(TalkState.RECOMMENDED, closed)
    workspace.run(lambda uow: school_cases.move(uow, case.id, SchoolCaseState.CLOSED, facts))
    assert workspace.run(retention.proposals) == []
    assert workspace.run(lambda uow: retention.proposals(uow, kept)) == []
    (found,) = workspace.run(lambda uow: retention.proposals(uow, kept + timedelta(days=1)))
    assert (found.candidate.kind, found.candidate.row_id) == (RetentionKind.SCHOOL_CASE, case.id)
