"""Gathers the papers of a case (DOC-13 to DOC-17): agreement, plan, status, interruption, application for funds.

They leave through the register like every paper, as "Dokument": the register carries no mark of Exit. Which paper a
number was stands with the case.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.errors import DomainError
from sspdesk.domain.exit_parts import ExitLink, LinkKind, NoteKind, PaperKind
from sspdesk.domain.exits import require_threat
from sspdesk.domain.ids import ExitCaseId, ExitFundsId
from sspdesk.domain.names import initials
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import exits as words
from sspdesk.labels.disclosures import FORUM_PURPOSE
from sspdesk.reports import exit_papers as report
from sspdesk.reports.exit_papers import Block, ExitSheet, Signature
from sspdesk.services import disclosures, exit_views
from sspdesk.services.disclosures import DEFAULT_BASIS, Leaving
from sspdesk.services.exit_views import CaseView
from sspdesk.services.paper_heads import basis_warning
from sspdesk.storage.unit_of_work import UnitOfWork

Paper = PaperKind
__all__ = ["ExitPaper", "Paper", "PaperRequest", "gather"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRequest:
    """Which paper of a case, to whom, on which basis. ``part`` is the application a DOC-17 is about.

    ``final`` asks for an agreement that can be signed: without the police's assessment it is a draft only.
    """

    case_id: ExitCaseId
    paper: PaperKind
    recipient: str
    basis_code: str = DEFAULT_BASIS
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
    """Return a paper; raise DomainError("exit_threat_missing") for a final agreement without the assessment."""
    view = exit_views.view(uow, request.case_id)
    if request.final and request.paper is PaperKind.AGREEMENT:
        require_threat(view.threats)
    leaving = Leaving(
        document=Document.ATTACHMENT,
        channel=Channel.PRINT,
        recipient=request.recipient,
        purpose=_(FORUM_PURPOSE),
        fields=(Field.DOCUMENT,),
        persons=(view.person.id,),
        basis_code=request.basis_code,
    )
    number = disclosures.next_number(uow)
    sheet = ExitSheet(
        paper=disclosures.letterhead(uow, leaving, number),
        title=words.paper(request.paper),
        who=view.person.name,
        born=view.person.birth_date,
        case_number=view.case.number,
        draft=request.paper is PaperKind.AGREEMENT and view.draft,
        recipient=request.recipient,
        blocks=_blocks(view, request, uow),
        signatures=_signatures(view) if request.paper is PaperKind.AGREEMENT else (),
    )
    _remember(uow, request, number)
    who = initials(view.person.first_name, view.person.last_name)
    parties = tuple(replace(one, name=_initials(one.name)) for one in sheet.signatures)
    discreet = replace(sheet, who=who, born=None, recipient="", blocks=(), signatures=parties)
    return ExitPaper(
        sheet=sheet, leaving=leaving, number=number, warning=basis_warning(uow, leaving), discreet=discreet
    )


def _initials(name: str) -> str:
    first, _space, last = name.partition(" ")
    return initials(first, last)


def _remember(uow: UnitOfWork, request: PaperRequest, number: str) -> None:
    """Keep with the case which paper the number is; one that never left leaves no trace but its number."""
    link = ExitLink(case_id=request.case_id, kind=LinkKind.DISCLOSURE, row_id=0, part=request.paper.value, title=number)
    known = uow.exits.links.rows(request.case_id, LinkKind.DISCLOSURE, request.paper.value)
    if not any(one.title == number for one in known):
        uow.exits.links.add(link)


def _blocks(view: CaseView, request: PaperRequest, uow: UnitOfWork) -> tuple[Block, ...]:
    build: dict[PaperKind, Callable[[], tuple[Block, ...]]] = {
        PaperKind.AGREEMENT: lambda: _agreement(view),
        PaperKind.PLAN: lambda: (_course(view), _plan(view)),
        PaperKind.STATUS: lambda: _status(view, uow),
        PaperKind.INTERRUPTION: lambda: _interruption(view),
        PaperKind.FUNDS: lambda: _funds(view, request),
    }
    return tuple(one for one in build[request.paper]() if one.facts or one.rows or one.text)


def _agreement(view: CaseView) -> tuple[Block, ...]:
    latest = view.threats[0] if view.threats else None
    assessed = _("assessed {day}").format(day=dates.day(latest.day)) if latest is not None else _("not assessed yet")
    consent = view.consent
    until = _("holds until {day}").format(day=dates.day(consent.valid_to)) if consent is not None else ""
    facts = (
        (_("Programme"), words.programme(view.case.programme)),
        (_("Contact person"), view.contact),
        (_("Approved by the contact point"), dates.day(view.case.approved_on) if view.case.approved_on else ""),
        (_("Threat level"), assessed),
        (_("Consent"), until),
        (_("Length"), _("about {weeks} weeks").format(weeks=view.case.planned_weeks)),
    )
    terms = _(
        "It is voluntary to take part, and the citizen can stop at any time. The parties share only what is needed for "
        "the plan. The plan is looked through at every status meeting. What is shared must not be used to investigate."
    )
    return (
        Block(title=_("The agreement"), facts=facts),
        _plan(view),
        Block(title=_("What the parties agree on"), text=terms),
    )


def _course(view: CaseView) -> Block:
    facts = (
        (_("Programme"), words.programme(view.case.programme)),
        (_("State"), words.state(view.case.state)),
        (_("Contact person"), view.contact),
    )
    return Block(facts=facts)


def _plan(view: CaseView) -> Block:
    rows = tuple(
        (
            words.area(row.focus.area),
            words.status(row.focus.status),
            row.focus.goal,
            row.focus.next_step,
            row.focus.responsible,
            dates.day(row.focus.due) if row.focus.due else "–",
        )
        for row in view.focus
    )
    heads = (_("Area"), _("Status"), _("Goal"), _("Next step"), _("Responsible"), _("Deadline"))
    return Block(title=_("Focus areas"), heads=heads, rows=rows, widths=(92, 62, 150, 150, 110, 110))


def _status(view: CaseView, uow: UnitOfWork) -> tuple[Block, ...]:
    notes = tuple(
        (dates.day(one.day), one.text) for one in view.notes if one.kind in (NoteKind.STATUS, NoteKind.INTERRUPTION)
    )
    ratings = tuple((dates.day(one.day), one.rater, one.level, one.notes) for one in view.ratings)
    following = view.next_meeting(uow.today)
    facts = ((_("Next status meeting"), dates.moment(following.starts_at) if following is not None else ""),)
    return (
        _course(view),
        _plan(view),
        Block(title=_("Status"), heads=(_("Day"), _("Status")), rows=notes, widths=(130, 544)),
        Block(
            title=_("LS/RNR"),
            heads=(_("Day"), _("Rated by"), _("Level"), _("Notes by domain")),
            rows=ratings,
            widths=(130, 130, 90, 324),
        ),
        Block(facts=facts),
    )


def _interruption(view: CaseView) -> tuple[Block, ...]:
    found = next((one for one in view.notes if one.kind is NoteKind.INTERRUPTION), None)
    if found is None:
        raise DomainError("exit_not_interrupted")
    facts = ((_("Interrupted on"), dates.day(found.day)), (_("Contact person"), view.contact))
    return Block(title=_("Interruption"), facts=facts), Block(title=_("Why"), text=found.text), _plan(view)


def _funds(view: CaseView, request: PaperRequest) -> tuple[Block, ...]:
    one = next((row for row in view.funds if row.id == request.part), None)
    if one is None:
        raise DomainError("exit_funds_gone")
    approved = view.case.approved_on
    side = view.side
    facts = (
        (_("Amount"), words.amount(one.kroner)),
        (_("Purpose"), one.purpose),
        (_("Approved by the contact point"), dates.day(approved) if approved else ""),
        (_("The contact point's reference"), view.case.approval_reference),
        (_("Now"), words.side(side.kind) if side is not None else ""),
        (_("Contact person"), view.contact),
    )
    return (Block(title=_("Application"), facts=facts),)


def _signatures(view: CaseView) -> tuple[Signature, ...]:
    return tuple(
        Signature(role=words.party(one.role), name=one.name, signed=dates.day(one.signed_on) if one.signed_on else "")
        for one in view.parties
    )
