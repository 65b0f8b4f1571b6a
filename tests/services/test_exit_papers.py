"""The papers of a case: what stands on them, the draft, how they leave without a mark; and the figures."""

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from pypdf import PdfReader

import sspdesk
from sspdesk.domain.disclosures import Channel, Document
from sspdesk.domain.errors import DomainError
from sspdesk.domain.exit_parts import Funds, LinkKind, PaperKind
from sspdesk.domain.exits import ExitState, OutcomeAnswer, OutcomePoint
from sspdesk.domain.ids import ExitCaseId
from sspdesk.labels import disclosures as disclosure_words
from sspdesk.reports import exit_figures as figures_report
from sspdesk.services import disclosures, exit_figures, exit_links, exit_papers, exit_parts, exits
from sspdesk.services.exit_papers import PaperRequest
from sspdesk.services.work import UnitOfWork, Workspace
from tests.conftest import Clock
from tests.services.exit_world import begin, focus, lead_to, make_around, open_door, step


@pytest.fixture(autouse=True)
def _opened(workspace: Workspace) -> None:
    open_door(workspace)


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def _request(case_id: int, paper: PaperKind, **facts: object) -> PaperRequest:
    return PaperRequest(case_id=case_id, paper=paper, recipient="Attrap Testrup", **facts)  # type: ignore[arg-type]


def test_the_agreement_is_a_draft_until_the_threat_is_assessed(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        wanted = _request(case.id, PaperKind.AGREEMENT)
        draft = _text(exit_papers.gather(uow, wanted).render())
        assert "UDKAST" in draft
        assert "Underskrifter" not in draft
        with pytest.raises(DomainError) as caught:
            exit_papers.gather(uow, replace(wanted, final=True))
        assert caught.value.code == "exit_threat_missing"
        lead_to(uow, case.id, ExitState.APPROVED)
        exit_parts.save_focus(uow, focus(case.id))
        final = _text(exit_papers.gather(uow, replace(wanted, final=True)).render())
        assert "UDKAST" not in final
        for told in ("Underskrifter", "Borgeren: Attrap Testrup", "Kommunen: Vibeke Skabelon", "Sted og dato", "Bolig"):
            assert told in final, told
        assert "Lavt" not in final, "the level stays with police and desk"

    workspace.run(work)


def test_plan_status_interruption_and_application(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        lead_to(uow, case.id, ExitState.COURSE)
        exit_parts.save_focus(uow, focus(case.id, due=date(2026, 12, 1)))
        funds = exit_parts.save_funds(uow, Funds(case_id=case.id, kroner=12_500, purpose="Indskud")).value
        text = {
            paper: _text(exit_papers.gather(uow, _request(case.id, paper, part=part)).render())
            for paper, part in ((PaperKind.PLAN, None), (PaperKind.STATUS, None), (PaperKind.FUNDS, funds.id))
        }
        assert "Svar fra boligrådgiveren" in text[PaperKind.PLAN]
        assert "Forløb i gang" in text[PaperKind.STATUS]
        assert "12.500 kr." in text[PaperKind.FUNDS]
        for paper, code in ((PaperKind.INTERRUPTION, "exit_not_interrupted"), (PaperKind.FUNDS, "exit_funds_gone")):
            with pytest.raises(DomainError) as caught:
                exit_papers.gather(uow, _request(case.id, paper))
            assert caught.value.code == code
        lead_to(uow, case.id, ExitState.INTERRUPTED)
        told = _text(exit_papers.gather(uow, _request(case.id, PaperKind.INTERRUPTION)).render())
        assert "Flyttede fra byen" in told

    workspace.run(work)


def test_a_paper_leaves_as_a_document_and_only_the_case_knows_which(workspace: Workspace) -> None:
    def leave(uow: UnitOfWork) -> None:
        case = begin(uow, make_around(uow))
        lead_to(uow, case.id, ExitState.COURSE)
        paper = exit_papers.gather(uow, _request(case.id, PaperKind.PLAN))
        discreet = _text(paper.render_discreet())
        assert "Testrup" not in discreet
        assert "A.T." in discreet.replace(" ", "")
        with pytest.raises(DomainError) as caught:
            exit_papers.gather(uow, replace(_request(case.id, PaperKind.PLAN), recipient=" "))
        assert caught.value.field == "recipient"
        disclosures.register(uow, replace(paper.leaving, channel=Channel.PRINT), number=paper.number, sha256="x")
        (link,) = uow.exits.links.rows(case.id, LinkKind.DISCLOSURE)
        assert (link.part, link.title) == ("DOC-14", f"{paper.number} Attrap Testrup")
        (left,) = exit_links.papers_of(uow, case.id)
        assert (left.paper, left.number, left.recipient) == (PaperKind.PLAN, paper.number, "Attrap Testrup")

    workspace.run(leave)
    workspace.exit_door.close()

    def closed(uow: UnitOfWork) -> None:
        (row,) = disclosures.page(uow, 0, 10)
        assert row.disclosure.document is Document.ATTACHMENT
        told = repr(row) + disclosure_words.document(row.disclosure.document)
        assert "exit" not in told.casefold()
        with pytest.raises(DomainError) as caught:
            exit_papers.gather(uow, _request(1, PaperKind.PLAN))
        assert caught.value.code == "exit_closed"
        with pytest.raises(DomainError):
            exit_figures.gather(uow)

    workspace.run(closed)


def test_the_figures_wait_for_their_day_and_hide_small_counts_on_paper(workspace: Workspace, clock: Clock) -> None:
    def fill(uow: UnitOfWork) -> None:
        for _number in range(2):
            case = begin(uow, make_around(uow))
            lead_to(uow, case.id, ExitState.COMPLETED)

    workspace.run(fill)
    first = workspace.run(exit_figures.gather)
    by_code = {row.code: row for row in first.rows}
    assert (by_code["IND-17"].value, by_code["IND-17"].waiting) == ("–", "2 afventer")
    clock.set(datetime(2027, 2, 2, 9))

    def answer(uow: UnitOfWork) -> None:
        case = uow.exits.cases.listed()[0]
        exits.record_outcome(
            uow, case.id, OutcomePoint.THREE_MONTHS, found_on=uow.today, answer=OutcomeAnswer.YES, source="Jobcenter"
        )

    workspace.run(answer)
    later = workspace.run(exit_figures.gather)
    row = {one.code: one for one in later.rows}["IND-17"]
    assert (row.value.replace("\xa0", " "), row.counted, row.waiting, row.paper) == (
        "50 %",
        "1 af 2",
        "1 ukendt",
        "skjult",
    )
    paper = _text(figures_report.render(later.report))
    assert "skjult" in paper
    assert "<5" in paper
    assert "50 %" not in paper
    assert "Sager modtaget 2026" in paper
    assert sspdesk.__version__ in paper
    assert "Ikke sigtet for ny alvorlig eller personfarlig kriminalitet inden for 12 måneder" in paper
    assert {one.code for one in later.rows} >= {"IND-16", "IND-17", "IND-18", "IND-19", "IND-20", "L-13"}
    assert workspace.run(lambda uow: step(uow.today).day) == date(2027, 2, 2)


@pytest.mark.parametrize(("active", "shown"), [(1, False), (4, False), (5, True)])
def test_the_places_in_use_are_hidden_on_paper_like_the_agreements_they_count(
    workspace: Workspace, active: int, shown: bool
) -> None:
    def work(uow: UnitOfWork) -> None:
        exits.set_up(uow, own_levels=("Lavt",), capacity=9, minutes=10)
        first = begin(uow, make_around(uow))
        first = lead_to(uow, first.id, ExitState.COURSE)
        for number in range(1, active):
            person = make_around(uow).person
            uow.exits.cases.add(replace(first, id=ExitCaseId(0), person_id=person, number=f"E-2026-9{number}"))
        counted = exit_figures.gather(uow)
        told = f"{active} af 9 pladser i brug"
        assert counted.rows[-1].counted == told
        assert (told in _text(figures_report.render(counted.report))) is shown

    workspace.run(work)
