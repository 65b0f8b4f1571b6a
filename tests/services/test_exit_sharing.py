"""Consent decides what a paper of Exit may hold for those who get it, and the register says nothing of Exit."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from sspdesk.domain.consents import ConsentAuthority, ConsentTopic
from sspdesk.domain.disclosures import KSP_BASES, Channel
from sspdesk.domain.errors import DomainError
from sspdesk.domain.exit_parts import FocusArea, Funds, NoteKind, PaperKind, PartyRole
from sspdesk.domain.exit_sharing import AUTHORITIES, CONTACT_POINT, TOPICS
from sspdesk.domain.exits import ExitState, SideKind
from sspdesk.domain.ids import ExitCaseId
from sspdesk.domain.tasks import TaskKind
from sspdesk.services import consents, disclosures, exit_links, exit_papers, exit_parts, exit_sharing, exits
from sspdesk.services.consents import NewConsent
from sspdesk.services.exit_papers import PaperRequest
from sspdesk.services.work import UnitOfWork, Workspace
from tests.services.exit_world import Around, begin, focus, lead_to, make_around, open_door

POLICE, PRISON = ConsentAuthority.POLICE, ConsentAuthority.PRISON_SERVICE
GIVEN = date(2026, 8, 4)


@pytest.fixture(autouse=True)
def _opened(workspace: Workspace) -> None:
    open_door(workspace)


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def _case(uow: UnitOfWork) -> tuple[ExitCaseId, Around]:
    around = make_around(uow)
    case = begin(uow, around)
    lead_to(uow, case.id, ExitState.COURSE)
    exit_parts.save_focus(uow, focus(case.id, goal="Egen bolig"))
    exit_parts.save_focus(uow, focus(case.id, FocusArea.SUBSTANCE, goal="Ingen hash"))
    exit_parts.write_note(uow, case.id, NoteKind.STATUS, date(2026, 11, 2), "Møder op hver gang")
    return case.id, around


def _give(uow: UnitOfWork, around: Around, *pairs: tuple[ConsentTopic, ConsentAuthority]) -> int:
    wanted = NewConsent(person_id=around.person, pairs=frozenset(pairs), given_on=GIVEN, young=True)
    return consents.give(uow, wanted).value.consent.id


def _wanted(case_id: ExitCaseId, paper: PaperKind, *authorities: ConsentAuthority) -> PaperRequest:
    return PaperRequest(
        case_id=case_id, paper=paper, recipient="Poul Prøvegaard", basis_code="SAMT", authorities=authorities
    )


def test_a_paper_on_consent_holds_only_what_is_covered_for_everybody_who_gets_it(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case_id, around = _case(uow)
        with pytest.raises(DomainError) as caught:
            exit_papers.gather(uow, _wanted(case_id, PaperKind.PLAN, POLICE))
        assert (caught.value.code, caught.value.field) == ("consent_never", "basis")
        _give(uow, around, (ConsentTopic.HOUSING, POLICE), (ConsentTopic.SUBSTANCE, POLICE),
              (ConsentTopic.HOUSING, PRISON))  # fmt: skip
        both = exit_papers.gather(uow, _wanted(case_id, PaperKind.STATUS, POLICE, PRISON))
        told = _text(both.render())
        assert "Egen bolig" in told
        for secret in ("Ingen hash", "Misbrug", "Møder op hver gang"):
            assert secret not in told, secret
        assert "er udeladt" in told
        assert set(both.leaving.pairs) == {(ConsentTopic.HOUSING, POLICE), (ConsentTopic.HOUSING, PRISON)}
        police = _text(exit_papers.gather(uow, _wanted(case_id, PaperKind.PLAN, POLICE)).render())
        assert "Ingen hash" in police
        assert "er udeladt" not in police

    workspace.run(work)


def test_a_withdrawn_consent_stops_a_paper_that_was_gathered_before(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case_id, around = _case(uow)
        consent_id = _give(uow, around, (ConsentTopic.HOUSING, POLICE))
        paper = exit_papers.gather(uow, _wanted(case_id, PaperKind.AGREEMENT, POLICE))
        consents.withdraw(uow, consent_id, uow.today)
        with pytest.raises(DomainError) as caught:
            disclosures.register(uow, replace(paper.leaving, channel=Channel.PRINT), number=paper.number, sha256="x")
        assert caught.value.code == "consent_withdrawn"

    workspace.run(work)


def test_the_citizen_gets_everything_and_needs_no_consent(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case_id, _around = _case(uow)
        told = _text(exit_papers.gather(uow, _wanted(case_id, PaperKind.STATUS)).render())
        assert all(one in told for one in ("Egen bolig", "Ingen hash", "Møder op hver gang"))

    workspace.run(work)


def test_an_application_and_an_interruption_do_not_leave_without_what_they_are_for(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case_id, around = _case(uow)
        funds = exit_parts.save_funds(uow, Funds(case_id=case_id, kroner=100, purpose="Indskud")).value
        lead_to(uow, case_id, ExitState.INTERRUPTED)
        _give(uow, around, *((ConsentTopic.HOUSING, one) for one in CONTACT_POINT))
        for paper, part in ((PaperKind.INTERRUPTION, None), (PaperKind.FUNDS, funds.id)):
            with pytest.raises(DomainError) as caught:
                exit_papers.gather(uow, replace(_wanted(case_id, paper, *CONTACT_POINT), part=part))
            assert caught.value.code == "consent_never", paper
        _give(uow, around, *((ConsentTopic.ECONOMY, one) for one in CONTACT_POINT))
        asked = replace(_wanted(case_id, PaperKind.FUNDS, *CONTACT_POINT), part=funds.id)
        assert "Indskud" in _text(exit_papers.gather(uow, asked).render())

    workspace.run(work)


def test_ksp_takes_a_reason(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case_id, _around = _case(uow)
        wanted = replace(_wanted(case_id, PaperKind.PLAN, PRISON), basis_code="RPL115-3A")
        with pytest.raises(DomainError) as caught:
            exit_papers.gather(uow, wanted)
        assert caught.value.field == "reason"
        assert "Ingen hash" in _text(exit_papers.gather(uow, replace(wanted, reason="Løslades på fredag")).render())

    workspace.run(work)


def test_the_register_does_not_name_the_contact_point_and_the_case_does(workspace: Workspace) -> None:
    def leave(uow: UnitOfWork) -> ExitCaseId:
        case_id, _around = _case(uow)
        named = PaperRequest(case_id=case_id, paper=PaperKind.PLAN, recipient="Det Nationale Exitkontaktpunkt")
        exit_papers.gather(uow, replace(named, paper=PaperKind.AGREEMENT))
        paper = exit_papers.gather(uow, named)
        assert paper.sheet.recipient == named.recipient
        disclosures.register(uow, paper.leaving, number=paper.number, sha256="x")
        (left,) = exit_links.papers_of(uow, case_id)
        assert (left.paper, left.recipient) == (PaperKind.PLAN, named.recipient), "the one looked at before never left"
        return case_id

    workspace.run(leave)
    workspace.exit_door.close()
    told = workspace.run(lambda uow: repr(disclosures.page(uow, 0, 10)))
    assert "En myndighed" in told
    assert "exit" not in told.casefold()


def test_asking_for_consent_makes_one_neutral_task_that_the_consent_completes(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case_id, around = _case(uow)
        exit_links.ask_consent(uow, case_id)
        exit_links.ask_consent(uow, case_id)
        (task,) = [one for one in uow.tasks.all() if one.kind is TaskKind.ASK_CONSENT]
        assert (task.title, task.source_kind, task.person_id, task.due) == ("", None, around.person, uow.today)
        consent_id = _give(uow, around, (ConsentTopic.HOUSING, POLICE))
        exit_links.link_consent(uow, case_id, consent_id)  # type: ignore[arg-type]
        assert uow.tasks.get(task.id).done_on == uow.today

    workspace.run(work)


def test_every_area_and_party_is_told_under_a_topic_and_an_authority(workspace: Workspace) -> None:
    assert set(TOPICS) == set(FocusArea)
    assert set(AUTHORITIES) == set(PartyRole)

    def work(uow: UnitOfWork) -> None:
        case_id, _around = _case(uow)
        asking = exit_sharing.asking(uow, case_id, PaperKind.STATUS)
        assert asking.bases[0].code == "SAMT"
        assert not KSP_BASES & {one.code for one in asking.bases}
        exits.enter_side(uow, case_id, SideKind.CUSTODY, uow.today)
        inside = exit_sharing.asking(uow, case_id, PaperKind.STATUS)
        assert {one.code for one in inside.bases} >= KSP_BASES
        assert asking.sharing.topics == (ConsentTopic.HOUSING, ConsentTopic.SUBSTANCE, ConsentTopic.OTHER)

    workspace.run(work)
