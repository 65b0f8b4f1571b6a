"""The register of disclosures: numbers, what fails, who it concerns, legal bases, and the log in words."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from sspdesk.domain.disclosures import KSP_BASES, Channel, Document, Field, LegalBasis
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action, LogFilter
from sspdesk.labels import disclosures as words
from sspdesk.labels import log as log_words
from sspdesk.services import disclosures, handouts, log, merging, papers, persons
from sspdesk.services.disclosures import Leaving, Sealed
from sspdesk.services.handouts import HandoutRequest, Ready, Refused
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services import wednesday_world as world
from tests.services.test_handouts import Town


def _leaving(*person_ids: PersonId, document: Document = Document.PERSON_SUMMARY) -> Leaving:
    return Leaving(
        document=document,
        channel=Channel.PDF,
        recipient="Lars Lærereksempel",
        purpose="Forebyggelse",
        fields=(Field.INITIALS,),
        persons=person_ids,
    )


@pytest.fixture
def person(workspace: Workspace) -> PersonId:
    return workspace.run(world.make_person)


def test_numbers_go_up_within_a_year_and_begin_anew_in_the_next(
    workspace: Workspace, clock: Clock, person: PersonId
) -> None:
    for number in ("SSP-2026-0009", "SSP-2026-0010", "SSP-2026-10200"):
        workspace.run(lambda uow, number=number: disclosures.register(uow, _leaving(person), number=number))
    assert workspace.run(disclosures.next_number) == "SSP-2026-10201"
    clock.set(datetime(2027, 1, 4, 9))
    assert workspace.run(disclosures.next_number) == "SSP-2027-0001"


def test_a_number_that_another_paper_has_got_meanwhile_is_refused(workspace: Workspace, person: PersonId) -> None:
    workspace.run(lambda uow: disclosures.register(uow, _leaving(person), number="SSP-2026-0001"))
    other = _leaving(person, document=Document.AGENDA)
    with pytest.raises(KnownError, match="number_taken"):
        workspace.run(lambda uow: disclosures.register(uow, other, number="SSP-2026-0001"))
    assert workspace.run(disclosures.count) == 1


def test_a_number_belongs_to_the_persons_it_was_made_for(workspace: Workspace, person: PersonId) -> None:
    other = workspace.run(lambda uow: world.make_person(uow, "Prøvine Skabelonsen"))
    workspace.run(lambda uow: disclosures.register(uow, _leaving(person), number="SSP-2026-0001"))
    workspace.run(lambda uow: disclosures.register(uow, _leaving(person), number="SSP-2026-0001"))
    with pytest.raises(KnownError, match="number_taken"):
        workspace.run(lambda uow: disclosures.register(uow, _leaving(other), number="SSP-2026-0001"))


def test_two_files_are_registered_together_or_not_at_all(workspace: Workspace, person: PersonId) -> None:
    good, bad = _leaving(person), replace(_leaving(person), purpose="Efterforskning")
    with pytest.raises(DomainError, match="purpose_is_investigation"):
        workspace.run(
            lambda uow: disclosures.register_files(
                uow, [Sealed(leaving=good, sha256="aa"), Sealed(leaving=bad, sha256="bb")], number="SSP-2026-0001"
            )
        )
    assert workspace.run(disclosures.count) == 0
    assert workspace.run(lambda uow: log.count(uow, LogFilter())) == 0


def test_what_could_not_be_written_stands_as_stopped(workspace: Workspace, person: PersonId) -> None:
    stored = workspace.run(lambda uow: disclosures.register(uow, _leaving(person), number="SSP-2026-0001")).value
    workspace.run(lambda uow: disclosures.mark_failed(uow, [stored.id]))
    (row,) = workspace.run(lambda uow: disclosures.page(uow, 0, 10))
    assert row.disclosure.refused == "write_failed"
    assert "Intet" in words.refusal(row.disclosure.refused)
    newest = workspace.run(lambda uow: log.page(uow, LogFilter(), 0, 1))[0]
    assert newest.entry.action is Action.EXPORT_REFUSED


def test_a_disclosure_shows_the_persons_of_today(workspace: Workspace, person: PersonId) -> None:
    other = workspace.run(lambda uow: world.make_person(uow, "Prøvine Skabelonsen"))
    leaving = _leaving(person, other)
    stored = workspace.run(lambda uow: disclosures.register(uow, leaving, number="SSP-2026-0001")).value
    shown = workspace.run(lambda uow: disclosures.view(uow, stored.id))
    assert shown.basis == "Retsplejeloven § 115, stk. 1, nr. 1 (SSP)"
    assert shown.persons == ((person, "Testine Eksempelsen"), (other, "Prøvine Skabelonsen"))
    workspace.run(lambda uow: merging.merge(uow, person, other, {}))
    assert workspace.run(lambda uow: disclosures.view(uow, stored.id)).persons == ((person, "Testine Eksempelsen"),)


# -- legal bases -----------------------------------------------------------------------------------------------------


def test_a_basis_is_checked_when_it_is_saved(workspace: Workspace) -> None:
    basis = LegalBasis(code=" BL133B ", name="Barnets lov § 133 b", valid_from=date(2027, 1, 1))
    stored = workspace.run(lambda uow: disclosures.save_basis(uow, basis)).value
    assert stored.code == "BL133B"
    assert "BL133B" not in [one.code for one in workspace.run(disclosures.usable_bases)]
    for changes, field in (({"name": " "}, "name"), ({"valid_to": date(2026, 1, 1)}, "valid_to")):
        with pytest.raises(DomainError) as caught:
            workspace.run(lambda uow, changes=changes: disclosures.save_basis(uow, replace(stored, **changes)))
        assert caught.value.field == field


def test_the_bases_about_people_being_released_are_offered_for_a_release_only(workspace: Workspace) -> None:
    usual = {one.code for one in workspace.run(disclosures.usable_bases)}
    release = {one.code for one in workspace.run(lambda uow: disclosures.usable_bases(uow, releases=True))}
    assert release - usual == KSP_BASES
    assert usual < release


def test_a_basis_counts_as_checked_for_a_year(workspace: Workspace, clock: Clock) -> None:
    (basis,) = [one for one in workspace.run(disclosures.bases) if one.code == "RPL115-1"]
    assert words.basis_warning(basis, clock().date()).endswith("kontrollér gældende tekst.")
    checked = workspace.run(lambda uow: disclosures.mark_checked(uow, basis.id)).value
    assert words.basis_warning(checked, clock().date()) == ""
    assert words.basis_warning(checked, date(2027, 11, 23)) == ""
    assert words.basis_warning(checked, date(2027, 11, 24)) != ""


# -- hand-outs are checked again when they leave ---------------------------------------------------------------------


def _ready(workspace: Workspace, request: HandoutRequest) -> Ready:
    ready = workspace.run(lambda uow: handouts.prepare(uow, request)).value
    assert isinstance(ready, Ready)
    return ready


def test_both_files_of_a_hand_out_stand_with_one_number(workspace: Workspace) -> None:
    town = workspace.run(Town)
    ready = _ready(workspace, town.request())
    files = {Channel.PDF: "aa", Channel.XLSX: "bb"}
    issued = workspace.run(lambda uow: handouts.issue(uow, town.request(), ready, files)).value
    assert not isinstance(issued, Refused)
    assert [(one.number, one.channel, one.sha256) for one in issued] == [
        ("SSP-2026-0001", Channel.PDF, "aa"),
        ("SSP-2026-0001", Channel.XLSX, "bb"),
    ]
    assert workspace.run(disclosures.next_number) == "SSP-2026-0002"


def test_a_line_changed_after_the_preview_does_not_leave(workspace: Workspace) -> None:
    town = workspace.run(Town)
    ready = _ready(workspace, town.request())
    line = workspace.run(lambda uow: uow.lines.get(town.lines[0]))
    workspace.run(lambda uow: uow.lines.save(replace(line, due=date(2026, 12, 16))))
    with pytest.raises(KnownError, match="handout_changed"):
        workspace.run(lambda uow: handouts.issue(uow, town.request(), ready, {Channel.PDF: "aa"}))
    assert workspace.run(disclosures.count) == 0


def test_a_pupil_who_changed_school_after_the_preview_is_refused(workspace: Workspace) -> None:
    town = workspace.run(Town)
    ready = _ready(workspace, town.request())
    person = workspace.run(lambda uow: uow.persons.get(town.persons[0]))
    workspace.run(lambda uow: uow.persons.save(replace(person, school_id=town.schools[1])))
    refused = workspace.run(lambda uow: handouts.issue(uow, town.request(), ready, {Channel.PDF: "aa"})).value
    assert isinstance(refused, Refused)
    assert refused.code == "other_school"
    assert workspace.run(lambda uow: disclosures.page(uow, 0, 9))[0].disclosure.sha256 == ""


def test_a_line_for_another_schools_pupil_is_shown_as_blocked(workspace: Workspace) -> None:
    town = workspace.run(Town)
    line = workspace.run(lambda uow: uow.lines.get(town.lines[1]))
    workspace.run(lambda uow: uow.lines.save(replace(line, responsible_id=town.teachers[0])))
    found = workspace.run(lambda uow: handouts.candidates(uow, town.meeting, town.schools[0], town.teachers[0]))
    assert [one.blocked for one in found] == ["", "other_school"]
    assert words.blocked("other_school") == "går på en anden skole"


def test_names_of_protected_pupils_are_registered_as_initials(workspace: Workspace) -> None:
    town = workspace.run(Town)
    protected = workspace.run(lambda uow: town.add_pupil(uow, 0, protected=True))
    ready = _ready(workspace, town.request(town.lines[0], protected, fields=(Field.NAME, Field.TASK)))
    assert ready.leaving.fields == (Field.INITIALS, Field.NAME, Field.TASK)


# -- the log ---------------------------------------------------------------------------------------------------------


def test_the_log_is_limited_to_a_kind_of_action_or_a_person(workspace: Workspace, person: PersonId) -> None:
    other = workspace.run(lambda uow: world.make_person(uow, "Prøvine Skabelonsen"))

    def work(uow: UnitOfWork) -> None:
        uow.log(Action.UNLOCK, "vault")
        uow.log(Action.OPEN, "person", other)
        uow.log(Action.CHANGE, "meeting_line", 7, person=person)
        uow.log(Action.SEARCH, "search", hits=3)

    workspace.run(work)
    workspace.run(lambda uow: disclosures.register(uow, _leaving(person, other), number="SSP-2026-0001"))
    left = log_words.GROUP_ACTIONS[log_words.LogGroup.LEFT]
    (only,) = workspace.run(lambda uow: log.page(uow, log.asked(uow, actions=left), 0, 9))
    assert only.entry.action is Action.EXPORT
    mine = workspace.run(lambda uow: log.page(uow, log.asked(uow, person_id=person), 0, 9))
    assert [row.entry.action for row in mine] == [Action.EXPORT, Action.CHANGE]
    assert workspace.run(lambda uow: log.count(uow, log.asked(uow, person_id=person))) == 2
    assert workspace.run(lambda uow: log.count(uow, LogFilter())) == 5
    assert workspace.run(log.verify) == 5
    assert mine[0].persons == ((person, "Testine Eksempelsen"), (other, "Prøvine Skabelonsen"))


def test_every_group_and_action_has_words(workspace: Workspace) -> None:
    grouped = [action for actions in log_words.GROUP_ACTIONS.values() for action in actions]
    assert sorted(grouped) == sorted(Action)
    assert set(log_words.ICONS) == set(Action)


def test_an_entry_is_told_without_names(workspace: Workspace, person: PersonId) -> None:
    workspace.run(lambda uow: disclosures.register(uow, _leaving(person), number="SSP-2026-0001"))
    workspace.run(lambda uow: disclosures.refuse(uow, _leaving(person), "other_school"))
    refused, done = workspace.run(lambda uow: log.page(uow, LogFilter(), 0, 2))
    assert log_words.what(done.entry) == "Udleveret · videregivelse"
    assert log_words.facts(done.entry) == "Personoversigt · initialer"
    assert log_words.facts(refused.entry).startswith("Personoversigt · En elev går på en anden skole")
    assert "Eksempelsen" not in repr(done.entry.detail)


def test_showing_a_cpr_number_stands_with_the_person(workspace: Workspace, person: PersonId) -> None:
    workspace.run(lambda uow: uow.persons.save(replace(uow.persons.get(person), cpr="1505124000")))
    workspace.run(lambda uow: persons.show_cpr(uow, person))
    (row,) = workspace.run(lambda uow: log.page(uow, log.asked(uow, person_id=person), 0, 9))
    assert (row.entry.action, row.persons) == (Action.SHOW_CPR, ((person, "Testine Eksempelsen"),))


def test_minutes_and_agenda_of_one_meeting_are_two_papers(workspace: Workspace) -> None:
    meeting = workspace.run(world.make_world).meeting
    first = workspace.run(lambda uow: papers.agenda(uow, meeting))
    workspace.run(lambda uow: disclosures.register(uow, first.leaving, number=first.number))
    second = workspace.run(lambda uow: papers.minutes(uow, meeting))
    assert second.number != first.number
