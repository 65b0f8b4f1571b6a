"""The extract of the log for one person: when and what for, merged records included, nobody else, no text."""

import io
from collections.abc import Callable
from datetime import date, datetime

import pytest
from pypdf import PdfReader

from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.errors import DomainError
from sspdesk.domain.log import Action, LogFilter
from sspdesk.services import disclosures, log, log_extract, merging, persons, settings
from sspdesk.services.disclosures import Leaving
from sspdesk.services.log_extract import ExtractRequest
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.people_for_tests import save

NOTE = "Qvaksalver noterede rødgrød uden fløde"


def _request(person_id: int, **more: object) -> ExtractRequest:
    return ExtractRequest(person_id=person_id, recipient="Testine Eksempelsen", purpose="Svar på indsigt", **more)


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_it_says_when_and_what_for_and_nothing_of_others(workspace: Workspace, clock: Clock) -> None:
    person = save(workspace, first_name="Prøvine", last_name="Skabelonsen")
    other = save(workspace, first_name="Attrap", last_name="Attrapsen")
    clock.set(datetime(2026, 11, 23, 10, 5))
    workspace.run(lambda uow: persons.add_note(uow, person.id, NOTE))
    leaving = Leaving(
        document=Document.AGENDA,
        channel=Channel.PDF,
        recipient="Poul Prøvegaard",
        purpose="Forebyggelse i gruppen.",
        fields=(Field.INITIALS,),
        persons=(person.id, other.id),
    )
    workspace.run(lambda uow: disclosures.register(uow, leaving, number="SSP-2026-0001", sha256="ab" * 32))
    paper = workspace.run(lambda uow: log_extract.gather(uow, _request(person.id)))
    assert [row.at for row in paper.extract.rows][:2] == [datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 10, 5)]
    assert paper.extract.rows[-1].purpose == "Forebyggelse i gruppen. Til Poul Prøvegaard."
    text = _text(paper.render())
    assert "Udskrift af loggen" in text
    assert "Kriminalitetsforebyggelse" in text
    assert NOTE not in text
    assert "Attrap" not in text
    assert workspace.vault.user not in text.replace(paper.extract.paper.printed_by, "")
    assert "Prøvine Skabelonsen" in text
    assert "Prøvine" not in _text(paper.render_discreet())


def test_the_staff_stand_on_it_only_where_that_is_asked_for(workspace: Workspace) -> None:
    person = save(workspace)
    without = workspace.run(lambda uow: log_extract.gather(uow, _request(person.id)))
    named = workspace.run(lambda uow: log_extract.gather(uow, _request(person.id, staff=True)))
    assert {row.who for row in without.extract.rows} == {""}
    assert {row.who for row in named.extract.rows} == {workspace.vault.user}
    assert (Field.STAFF in without.leaving.fields, Field.STAFF in named.leaving.fields) == (False, True)


def test_records_merged_into_the_person_belong_to_it(workspace: Workspace) -> None:
    kept, gone = save(workspace), save(workspace, first_name="Testina")
    workspace.run(lambda uow: persons.add_note(uow, gone.id, NOTE))
    workspace.run(lambda uow: merging.merge(uow, kept.id, gone.id))
    assert workspace.run(lambda uow: log.ids_of(uow, kept.id)) == (kept.id, gone.id)
    paper = workspace.run(lambda uow: log_extract.gather(uow, _request(kept.id)))
    own = workspace.run(lambda uow: uow.count_log(person_id=kept.id))
    merged = workspace.run(lambda uow: uow.count_log(LogFilter(kind="person", object_id=gone.id)))
    assert merged >= 2
    assert len(paper.extract.rows) == own - 1 + merged  # less the note that the extract was made


def test_days_limit_it_and_its_making_is_logged_and_registered(workspace: Workspace, clock: Clock) -> None:
    person = save(workspace)
    clock.set(datetime(2026, 12, 1, 9))
    workspace.run(lambda uow: persons.add_note(uow, person.id, NOTE))
    request = _request(person.id, since=date(2026, 12, 1), until=date(2026, 12, 1))
    paper = workspace.run(lambda uow: log_extract.gather(uow, request))
    assert len(paper.extract.rows) == 1
    newest = workspace.run(lambda uow: uow.log_entries(limit=1))[0]
    assert (newest.action, newest.object_id, newest.detail) == (Action.OPEN, person.id, {"document": "LOGUDTRAEK"})
    stored = workspace.run(
        lambda uow: disclosures.register(uow, paper.leaving, number=paper.number, sha256="ab" * 32)
    ).value
    assert (stored.document, stored.basis_code) == (Document.LOG_EXTRACT, "DBF15")


@pytest.mark.parametrize(
    ("field", "value", "code"), [("recipient", " ", "recipient_missing"), ("purpose", "", "purpose_missing")]
)
def test_without_recipient_or_purpose_it_is_refused(workspace: Workspace, field: str, value: str, code: str) -> None:
    person = save(workspace)
    request = ExtractRequest(**{"person_id": person.id, "recipient": "x", "purpose": "y", field: value})
    with pytest.raises(DomainError, match=code):
        workspace.run(lambda uow: log_extract.gather(uow, request))


# -- what is old enough to leave -----------------------------------------------------------------------------------


@pytest.fixture
def old(workspace: Workspace, clock: Clock) -> Callable[[], object]:
    """A log with two entries from fourteen months ago."""
    clock.set(datetime(2025, 9, 20, 9))
    person = save(workspace)
    workspace.run(lambda uow: persons.add_note(uow, person.id, NOTE))
    clock.set(datetime(2026, 11, 23, 9))
    workspace.run(lambda uow: persons.add_note(uow, person.id, NOTE))
    return lambda: workspace.run(log.expiry)


def test_old_entries_are_proposed_and_leave_on_approval(workspace: Workspace, old: Callable[[], object]) -> None:
    found = old()
    assert (found.count, found.before) == (2, date(2025, 10, 23))
    assert workspace.run(lambda uow: log.let_expire(uow, found)).value == 2
    assert old() is None
    assert workspace.run(log.verify) == 3  # the cut, the note, that the old ones were deleted
    newest = workspace.run(lambda uow: uow.log_entries(limit=1))[0]
    assert (newest.action, newest.kind, newest.detail) == (Action.DELETE, "log", {"rows": 2})


def test_a_proposal_that_is_no_longer_true_deletes_nothing(workspace: Workspace, old: Callable[[], object]) -> None:
    found = old()
    workspace.run(lambda uow: log.let_expire(uow, found))
    with pytest.raises(DomainError, match="log_proposal_old"):
        workspace.run(lambda uow: log.let_expire(uow, found))


def test_the_term_is_a_setting_within_bounds(workspace: Workspace, old: Callable[[], object]) -> None:
    from dataclasses import replace

    present = replace(workspace.run(settings.load), municipality="Havnsø")
    workspace.run(lambda uow: settings.save(uow, replace(present, log_months=15)))
    assert old() is None
    with pytest.raises(DomainError, match="log_months_out_of_bounds"):
        workspace.run(lambda uow: settings.save(uow, replace(present, log_months=3)))
