"""The page of one person: what stands on it, in which order, and what the log says about opening it."""

from dataclasses import replace
from datetime import date, datetime

from sspdesk.domain.consents import ConsentAuthority, ConsentTopic
from sspdesk.domain.disclosures import Channel, Disclosure, Document, Field
from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.persons import Guardian
from sspdesk.domain.school_cases import SchoolCase, Trigger
from sspdesk.domain.talk_records import OfferChannel
from sspdesk.domain.talks import TalkState
from sspdesk.domain.timeline import Created, Left, OnMeeting, Responsible, TimelineKind
from sspdesk.domain.wednesday import Decision
from sspdesk.labels import persons as words
from sspdesk.services import (
    consents,
    merging,
    person_summary,
    person_view,
    persons,
    school_cases,
    talk_records,
    tasks,
    wednesday,
)
from sspdesk.services.consents import NewConsent
from sspdesk.services.person_summary import STANDARD_PARTS, SummaryRequest
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services import talk_world
from tests.services.people_for_tests import contact, decided, meeting, save, school


def _disclosure(person_id: PersonId, **changes: object) -> Disclosure:
    made = Disclosure(
        at=datetime(2026, 11, 20, 8, 30),
        by="Testine",
        document=Document.PERSON_SUMMARY,
        channel=Channel.PRINT,
        number="SSP-2026-0001",
        recipient="Havnsø Skole",
        purpose="Forebyggelse",
        basis_code="RPL115-1",
        fields=(Field.NAME,),
        persons=(person_id,),
    )
    return replace(made, **changes)


def test_opening_is_logged_refreshing_is_not(workspace: Workspace) -> None:
    person = save(workspace)
    workspace.run(lambda uow: person_view.person_view(uow, person.id))
    view = workspace.run(lambda uow: person_view.open_person(uow, person.id))
    entries = workspace.run(lambda uow: uow.log_entries(kind="person", object_id=person.id))
    assert [entry.action for entry in entries] == [Action.OPEN, Action.CREATE]
    assert view.person == person


def test_the_head_of_the_page(workspace: Workspace, clock: Clock) -> None:
    at = school(workspace)
    person = save(workspace, school_id=at, class_name="8.B", protected=True)
    workspace.run(lambda uow: persons.save_guardian(uow, Guardian(person_id=person.id, name="Prøvus Eksempelsen")))
    view = workspace.run(lambda uow: person_view.person_view(uow, person.id))
    assert (view.age, view.school, view.class_outdated, view.over_age) == (14, "Havnsø Skole", False, False)
    assert [guardian.name for guardian in view.guardians] == ["Prøvus Eksempelsen"]
    assert (view.age_at(date(2026, 5, 14)), view.age_at(date(2026, 5, 15))) == (13, 14)
    clock.set(datetime(2038, 5, 15, 9))
    later = workspace.run(lambda uow: person_view.person_view(uow, person.id))
    assert (later.age, later.over_age, later.class_outdated) == (26, True, True)


def test_the_timeline_has_everything_newest_first(workspace: Workspace, clock: Clock) -> None:
    clock.set(datetime(2026, 11, 1, 8, 0))
    person = save(workspace)
    clock.set(datetime(2026, 11, 23, 9, 0))
    made = contact(workspace, person.id)
    old = meeting(workspace, 18)
    decided(workspace, made, old.id)
    waiting = contact(workspace, person.id, contact_date=date(2026, 11, 21), contact_time=None)
    coming = meeting(workspace, 25)
    workspace.run(lambda uow: wednesday.add_lines(uow, coming.id, [waiting.id]))
    workspace.run(lambda uow: uow.disclosures.add(_disclosure(person.id)))
    workspace.run(lambda uow: uow.disclosures.add(_disclosure(person.id, refused="other_school")))
    workspace.run(lambda uow: persons.add_note(uow, person.id, "Ringet til klubben."))
    view = workspace.run(lambda uow: person_view.person_view(uow, person.id))
    seen = [(entry.kind, entry.day.day, entry.clock is not None) for entry in view.timeline]
    assert seen == sorted(seen, key=lambda one: -one[1])
    assert [kind for kind, day, _clock in seen if day < 23] == [
        TimelineKind.CONTACT,
        TimelineKind.DISCLOSURE,
        TimelineKind.MEETING,
        TimelineKind.CONTACT,
        TimelineKind.RECORD,
    ]
    today = {kind for kind, day, _clock in seen if day == 23}
    assert today == {TimelineKind.NOTE, TimelineKind.MEETING, TimelineKind.TALK, TimelineKind.TASK}
    assert isinstance(view.timeline[-1].facts, Created)
    assert len(view.disclosures) == 1
    assert view.disclosures[0].basis.startswith("Retsplejeloven § 115")


def test_the_timelines_words(workspace: Workspace) -> None:
    person = save(workspace)
    decided(workspace, contact(workspace, person.id), meeting(workspace, 18).id)
    waiting = contact(workspace, person.id, contact_date=date(2026, 11, 21))
    coming = meeting(workspace, 25)
    workspace.run(lambda uow: wednesday.add_lines(uow, coming.id, [waiting.id]))
    workspace.run(lambda uow: uow.disclosures.add(_disclosure(person.id)))
    view = workspace.run(lambda uow: person_view.person_view(uow, person.id))
    said = [f"{words.timeline_title(entry)}: {words.timeline_text(entry)}" for entry in view.timeline]
    assert "Sat på Onsdagsgruppen: Kommer på mødet ons. 25. nov. 2026 kl. 9.00, punkt 1." in said
    assert "Onsdagsgruppen: Beslutning: tilbyd forebyggende samtale. Frist ons. 9. dec. 2026." in said
    assert "Politikontakt: Stod ved stationen, da en rude blev knust. Sted: Havnsø Station." in said
    assert any(line.startswith("Videregivelse: Personoversigt til Havnsø Skole, ") for line in said)
    assert all("None" not in line for line in said)


def test_a_line_that_moved_on_undecided_is_said_once(workspace: Workspace) -> None:
    person = save(workspace)
    made = contact(workspace, person.id)
    first, second = meeting(workspace, 11), meeting(workspace, 25)
    workspace.run(lambda uow: wednesday.add_lines(uow, first.id, [made.id]))
    workspace.run(lambda uow: wednesday.add_lines(uow, second.id, [made.id]))
    view = workspace.run(lambda uow: person_view.person_view(uow, person.id))
    lines = [entry.facts for entry in view.timeline if isinstance(entry.facts, OnMeeting)]
    assert [line.meeting_id for line in lines] == [second.id]


def test_a_done_task_stands_on_its_day_and_leaves_the_open_ones(workspace: Workspace, clock: Clock) -> None:
    person = save(workspace)
    decided(workspace, contact(workspace, person.id), meeting(workspace).id, Decision.STREET_TEAM)
    view = workspace.run(lambda uow: person_view.person_view(uow, person.id))
    assert len(view.open_tasks) == 2
    clock.set(datetime(2026, 11, 30, 9))
    street = next(row.task for row in view.open_tasks if row.task.kind.value == "gadeteam_foelger")
    workspace.run(lambda uow: tasks.complete(uow, street.id))
    after = workspace.run(lambda uow: person_view.person_view(uow, person.id))
    assert street.id not in {row.task.id for row in after.open_tasks}
    newest = after.timeline[0]
    assert (newest.day, isinstance(newest.facts, Responsible), words.timeline_title(newest)) == (
        date(2026, 11, 30),
        True,
        "Opgave klaret",
    )


def test_a_merged_person_leads_to_the_kept_one_and_the_merge_is_listed(workspace: Workspace) -> None:
    kept, other = save(workspace), save(workspace, first_name="Testina")
    workspace.run(lambda uow: merging.merge(uow, kept.id, other.id))
    view = workspace.run(lambda uow: person_view.open_person(uow, other.id))
    assert view.person.id == kept.id
    assert [merge.name for merge in view.merges] == ["Testina Eksempelsen"]


def test_a_disclosure_knows_its_basis_also_when_the_row_is_gone(workspace: Workspace) -> None:
    person = save(workspace)
    workspace.run(lambda uow: uow.disclosures.add(_disclosure(person.id, basis_code="UKENDT")))
    view = workspace.run(lambda uow: person_view.person_view(uow, person.id))
    left = view.timeline[0].facts if isinstance(view.timeline[0].facts, Left) else view.timeline[1].facts
    assert isinstance(left, Left)
    assert left.basis == "UKENDT"


def test_what_was_done_with_the_family_stands_on_the_timeline_and_not_on_the_summary(workspace: Workspace) -> None:
    family = workspace.run(talk_world.make_family)
    talk = talk_world.lead_to(workspace, talk_world.begin(workspace, family).id, TalkState.HELD)
    called = talk_world.DAY
    case = SchoolCase(
        person_id=family.person,
        school_id=family.school.id,
        triggers=(Trigger.WITNESS,),
        text="Så en slåskamp",
        received_on=called,
        changed_on=date.min,
    )
    wanted = NewConsent(
        person_id=family.person,
        pairs=frozenset({(ConsentTopic.WELLBEING, ConsentAuthority.SCHOOL)}),
        guardian_ids=(family.mother, family.father),
        given_on=called,
        valid_to=date(2027, 1, 31),
    )

    def work(uow: UnitOfWork) -> None:
        talk_records.follow_up(uow, talk.id, called, OfferChannel.PHONE, "Det går godt")
        school_cases.receive(uow, case, talk_world.step(TalkState.RECOMMENDED))
        talk_world.notify(uow, talk.id)
        consents.withdraw(uow, consents.give(uow, wanted).value.consent.id, called)

    workspace.run(work)
    view = workspace.run(lambda uow: person_view.person_view(uow, family.person))
    said = [f"{words.timeline_title(entry)}: {words.timeline_text(entry)}" for entry in view.timeline]
    for line in (
        "Opfølgning på samtale: Telefon: Det går godt",
        "Skolens sag: Henvendelse. Vidne til en hændelse. Så en slåskamp",
        "Underretning sendt: Til Modtagelsen. Ingen kvittering endnu.",
        "Samtykke givet: Skole: trivsel og fravær. Gælder til søn. 31. jan. 2027.",
        "Samtykke trukket tilbage: Skole: trivsel og fravær.",
    ):
        assert line in said
    kinds = {entry.kind for entry in view.timeline}
    assert {TimelineKind.SCHOOL, TimelineKind.NOTIFICATION, TimelineKind.CONSENT, TimelineKind.TALK} <= kinds
    request = SummaryRequest(person_id=family.person, recipient="Skolen", purpose="Opfølgning", parts=STANDARD_PARTS)
    printed = repr(workspace.run(lambda uow: person_summary.gather(uow, request)).summary.timeline)
    for secret in ("Det går godt", "slåskamp", "Modtagelsen", "trivsel"):
        assert secret not in printed
