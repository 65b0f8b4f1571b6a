"""Gathers the papers of a case (DOC-13 to DOC-17): agreement, plan, status, interruption, application for funds.

They leave through the register like every paper, as "Dokument": the register carries no mark of Exit. Which paper a
number was stands with the case.
"""

from dataclasses import dataclass, replace

from sspdesk.domain.consents import ConsentAuthority, ConsentTopic, Pair
from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.exit_parts import ExitLink, LinkKind, PaperKind
from sspdesk.domain.exit_sharing import FREE_TEXT, TOPICS
from sspdesk.domain.exits import require_threat
from sspdesk.domain.ids import ExitCaseId, ExitFundsId
from sspdesk.domain.names import initials
from sspdesk.i18n import _
from sspdesk.labels import exits as words
from sspdesk.labels.disclosures import FORUM_PURPOSE
from sspdesk.reports import exit_papers as report
from sspdesk.reports.exit_papers import ExitSheet
from sspdesk.services import disclosures, exit_paper_blocks, exit_sharing, exit_views
from sspdesk.services.disclosures import CONSENT, DEFAULT_BASIS, Leaving
from sspdesk.services.exit_views import CaseView
from sspdesk.services.paper_heads import basis_warning
from sspdesk.storage.unit_of_work import UnitOfWork

Paper = PaperKind
__all__ = ["ExitPaper", "Paper", "PaperRequest", "gather"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRequest:
    """Which paper of a case, to whom, on which basis. ``part`` is the application a DOC-17 is about.

    ``authorities`` are whom the recipients stand for besides the citizen and the municipality itself: where the basis
    is consent, it is asked for each of them. ``final`` asks for an agreement that can be signed: without the police's
    assessment it is a draft only.
    """

    case_id: ExitCaseId
    paper: PaperKind
    recipient: str
    authorities: tuple[ConsentAuthority, ...] = ()
    basis_code: str = DEFAULT_BASIS
    reason: str = ""
    """Why a basis without consent is used, where the law asks for it (RPL § 115, stk. 1, nr. 3)."""
    part: ExitFundsId | None = None
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitPaper:
    """A paper ready to be rendered and registered."""

    sheet: ExitSheet
    leaving: Leaving
    number: str
    warning: str = ""
    discreet: ExitSheet

    @property
    def names(self) -> bool:
        """The citizen's name stands on it."""
        return True

    def render(self) -> bytes:
        """Return the paper as PDF; needs no database."""
        return report.render(self.sheet)

    def render_discreet(self) -> bytes:
        """Return the same with initials, for discreet display; it never leaves."""
        return report.render(self.discreet)


def gather(uow: UnitOfWork, request: PaperRequest) -> ExitPaper:
    """Return a paper; on consent it holds only what is covered for everybody who gets it.

    Raises DomainError("exit_threat_missing") for a final agreement without the assessment, the one that says why no
    consent covers it (field "basis"), or what else the legal basis lacks.
    """
    whole = exit_views.view(uow, request.case_id)
    if request.final and request.paper is PaperKind.AGREEMENT:
        require_threat(whole.threats)
    told = _told(uow, whole, request)
    view = whole if told is None else _narrowed(whole, told)
    leaving = _leaving(whole, request, told)
    number = disclosures.next_number(uow)
    sheet = ExitSheet(
        paper=disclosures.letterhead(uow, leaving, number),
        title=words.paper(request.paper),
        who=view.person.name,
        born=view.person.birth_date,
        case_number=view.case.number,
        draft=request.paper is PaperKind.AGREEMENT and view.draft,
        recipient=request.recipient,
        blocks=exit_paper_blocks.blocks(uow, view, request.paper, request.part),
        signatures=exit_paper_blocks.signatures(view, request.paper),
        signing=exit_paper_blocks.signing(view, request.paper),
        left_out=_left_out(uow, whole, request.paper, told),
    )
    _remember(uow, request, number)
    who = initials(view.person.first_name, view.person.last_name)
    parties = tuple(replace(one, name=_initials(one.name)) for one in sheet.signatures)
    discreet = replace(sheet, who=who, born=None, recipient="", blocks=(), signatures=parties)
    return ExitPaper(
        sheet=sheet, leaving=leaving, number=number, warning=basis_warning(uow, leaving), discreet=discreet
    )


def _told(uow: UnitOfWork, view: CaseView, request: PaperRequest) -> tuple[ConsentTopic, ...] | None:
    """Return the topics the consents let the paper hold; None where no consent is asked."""
    if request.basis_code != CONSENT or not request.authorities:
        return None
    sharing = exit_sharing.sharing_of(uow, view, request.paper)
    return exit_sharing.require_told(uow, sharing, view.person.id, request.authorities)


def _narrowed(view: CaseView, told: tuple[ConsentTopic, ...]) -> CaseView:
    free = FREE_TEXT in told
    return replace(
        view,
        focus=tuple(row for row in view.focus if TOPICS[row.focus.area] in told),
        notes=view.notes if free else (),
        ratings=view.ratings if free else (),
    )


def _left_out(uow: UnitOfWork, view: CaseView, paper: PaperKind, told: tuple[ConsentTopic, ...] | None) -> str:
    """Return the line that something is not on the paper; what it is would tell it after all."""
    if told is None or told == exit_sharing.sharing_of(uow, view, paper).topics:
        return ""
    return _("What the consent does not cover for everybody who gets this paper is left out.")


def _leaving(view: CaseView, request: PaperRequest, told: tuple[ConsentTopic, ...] | None) -> Leaving:
    pairs: tuple[Pair, ...] = tuple((topic, one) for topic in told or () for one in request.authorities)
    return Leaving(
        document=Document.ATTACHMENT,
        channel=Channel.PRINT,
        recipient=exit_sharing.register_name(request.recipient),
        purpose=_(FORUM_PURPOSE),
        fields=(Field.DOCUMENT,),
        persons=(view.person.id,),
        basis_code=request.basis_code,
        pairs=pairs,
        to_the_person=request.basis_code == CONSENT and not request.authorities,
        reason=request.reason,
    )


def _initials(name: str) -> str:
    first, _space, last = name.partition(" ")
    return initials(first, last)


def _remember(uow: UnitOfWork, request: PaperRequest, number: str) -> None:
    """Keep with the case which paper the number is and who gets it; of one that never left only the last is kept."""
    title = f"{number} {' '.join(request.recipient.split())}"
    link = ExitLink(case_id=request.case_id, kind=LinkKind.DISCLOSURE, row_id=0, part=request.paper.value, title=title)
    for one in uow.exits.links.rows(request.case_id, LinkKind.DISCLOSURE):
        if one.title.partition(" ")[0] == number:
            uow.exits.links.remove(one.id)
    uow.exits.links.add(link)
