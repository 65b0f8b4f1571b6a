"""What stands on each paper of a case (DOC-13 to DOC-17), and who signs it."""

from collections.abc import Callable

from sspdesk.domain.errors import DomainError
from sspdesk.domain.exit_parts import Focus, FocusStatus, NoteKind, PaperKind, Party, PartyRole
from sspdesk.domain.exit_sharing import NOTES_TOLD
from sspdesk.domain.ids import ExitFundsId
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import exits as words
from sspdesk.reports.exit_papers import Block, Signature
from sspdesk.services.exit_views import CaseView
from sspdesk.storage.unit_of_work import UnitOfWork


def blocks(uow: UnitOfWork, view: CaseView, paper: PaperKind, part: ExitFundsId | None) -> tuple[Block, ...]:
    """Return what stands on a paper; ``part`` is the application a DOC-17 is about: DomainError("exit_funds_gone")."""
    build: dict[PaperKind, Callable[[], tuple[Block, ...]]] = {
        PaperKind.AGREEMENT: lambda: _agreement(view),
        PaperKind.PLAN: lambda: (_course(view), _plan(view)),
        PaperKind.STATUS: lambda: _status(view, uow),
        PaperKind.INTERRUPTION: lambda: _interruption(view),
        PaperKind.FUNDS: lambda: _funds(view, part),
    }
    return tuple(one for one in build[paper]() if one.facts or one.rows or one.text or one.points)


def _agreement(view: CaseView) -> tuple[Block, ...]:
    latest = view.threats[0] if view.threats else None
    assessed = _("assessed {day}").format(day=dates.day(latest.day)) if latest is not None else _("not assessed yet")
    consent = view.consent
    until = _("holds until {day}").format(day=dates.day(consent.valid_to)) if consent is not None else ""
    facts = (
        (_("Parties"), ", ".join(_party(one) for one in view.parties)),
        (_("Programme"), words.programme(view.case.programme)),
        (_("Contact person"), view.contact),
        (_("Approved by the contact point"), dates.day(view.case.approved_on) if view.case.approved_on else ""),
        (_("Threat level"), assessed),
        (_("Consent"), until),
        (_("Length"), _("about {weeks} weeks").format(weeks=view.case.planned_weeks)),
    )
    terms = (
        _(
            "It is voluntary to take part. The citizen can stop at any time, and can take the consent back by telling "
            "the contact person."
        ),
        _("The parties share only what is needed for the plan, and only what the consent or the law covers."),
        _("What is shared must not be used to investigate criminal cases."),
        _("The contact person is the way into the municipality and co-ordinates its authorities."),
        _("The plan is looked through at every status meeting, and is changed when the parties agree on it."),
        _("The citizen gets a copy of the agreement, and can see what the municipality has written down."),
    )
    return (
        Block(title=_("The agreement"), facts=facts),
        _plan(view),
        Block(title=_("What the parties agree on"), points=terms),
    )


def _party(one: Party) -> str:
    role = words.party(one.role)
    return role if one.name == role else f"{role} ({one.name})"


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
            row.focus.responsible or view.contact,
            _due(row.focus),
        )
        for row in view.focus
    )
    heads = (_("Area"), _("Status"), _("Goal"), _("Next step"), _("Responsible"), _("Deadline"))
    text = "" if rows else _("No focus areas are agreed on yet.")
    return Block(title=_("Focus areas"), heads=heads, rows=rows, widths=(98, 58, 150, 150, 116, 102), text=text)


def _due(focus: Focus) -> str:
    if focus.status is FocusStatus.DONE and focus.done_on is not None:
        return _("managed {day}").format(day=dates.plain_day(focus.done_on))
    return dates.plain_day(focus.due) if focus.due is not None else "–"


def _status(view: CaseView, uow: UnitOfWork) -> tuple[Block, ...]:
    notes = tuple((dates.day(one.day), one.text) for one in view.notes if one.kind in NOTES_TOLD)
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
    plan = (_plan(view),) if view.focus else ()
    return Block(title=_("Interruption"), facts=facts), Block(title=_("Why"), text=found.text), *plan


def _funds(view: CaseView, part: ExitFundsId | None) -> tuple[Block, ...]:
    one = next((row for row in view.funds if row.id == part), None)
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


_SIGNERS = {
    PaperKind.PLAN: (PartyRole.CITIZEN, PartyRole.MUNICIPALITY),
    PaperKind.STATUS: (PartyRole.CITIZEN, PartyRole.MUNICIPALITY),
    PaperKind.INTERRUPTION: (PartyRole.CITIZEN, PartyRole.MUNICIPALITY),
    PaperKind.FUNDS: (PartyRole.MUNICIPALITY,),
}
"""Who signs the papers beside the agreement, which every party signs."""


def signatures(view: CaseView, paper: PaperKind) -> tuple[Signature, ...]:
    """Return the lines of a paper: the agreement's with the days they were signed on."""
    if paper is not PaperKind.AGREEMENT:
        signers = [one for role in _SIGNERS[paper] for one in view.parties if one.role is role]
        return tuple(Signature(role=words.party(one.role), name=one.name) for one in signers)
    return tuple(
        Signature(role=words.party(one.role), name=one.name, signed=dates.day(one.signed_on) if one.signed_on else "")
        for one in view.parties
    )


def signing(view: CaseView, paper: PaperKind) -> str:
    """Return what the signatures of a paper say; an application says it itself."""
    if paper is PaperKind.AGREEMENT:
        told = _("With their signatures the parties agree to this exit agreement, case {number}.")
        return told.format(number=view.case.number)
    return "" if paper is PaperKind.FUNDS else _("The signatures say that the paper was gone through together.")
