"""Gathers one person's extract of the log for the right of access (art. 15): when and what for, not other persons.

The Court of Justice (C-579/21): the data subject may know when and for which purposes somebody looked; the names of the
staff only where that is needed to use one's rights, so they are left out unless they are asked for.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.ids import DisclosureId, PersonId
from sspdesk.domain.log import Action, LogEntry
from sspdesk.domain.names import initials
from sspdesk.i18n import _
from sspdesk.labels import log as words
from sspdesk.reports import log_extract as report
from sspdesk.reports.log_extract import ExtractRow, LogExtract
from sspdesk.services import disclosures
from sspdesk.services.disclosures import Leaving
from sspdesk.services.log import asked
from sspdesk.services.paper_heads import basis_warning
from sspdesk.storage.unit_of_work import UnitOfWork

BASIS = "DBF15"
_MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractRequest:
    """Whose extract, to whom, on which basis, of which days; ``staff`` puts the names of the staff on it."""

    person_id: PersonId
    recipient: str
    purpose: str
    basis_code: str = BASIS
    since: date | None = None
    until: date | None = None
    staff: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractPaper:
    """An extract ready to be rendered and registered."""

    extract: LogExtract
    leaving: Leaving
    number: str
    warning: str = ""
    discreet: LogExtract

    @property
    def names(self) -> bool:
        """The person's name stands on it."""
        return True

    def render(self) -> bytes:
        """Return the extract as PDF; needs no database."""
        return report.render(self.extract)

    def render_discreet(self) -> bytes:
        """Return the same with initials, for discreet display; it never leaves."""
        return report.render(self.discreet)


def gather(uow: UnitOfWork, request: ExtractRequest) -> ExtractPaper:
    """Return the extract; raises DomainError where recipient, purpose or basis will not do (G-1)."""
    person = uow.persons.final(request.person_id)
    staff = (Field.STAFF,) if request.staff else ()
    leaving = Leaving(
        document=Document.LOG_EXTRACT,
        channel=Channel.PDF,
        recipient=request.recipient,
        purpose=request.purpose,
        fields=(Field.NAME, Field.LOG, *staff),
        persons=(person.id,),
        basis_code=request.basis_code,
    )
    number = disclosures.next_number(uow)
    wanted = asked(uow, person_id=person.id, since=request.since, until=request.until)
    entries = uow.log_entries(wanted, limit=_MOST)
    extract = LogExtract(
        paper=disclosures.letterhead(uow, leaving, number),
        who=person.name,
        born=person.birth_date,
        since=request.since,
        until=request.until,
        kept_months=uow.settings().log_months,
        rows=tuple(_row(uow, entry, request.staff) for entry in reversed(entries)),
        staff=request.staff,
    )
    uow.log(Action.OPEN, "person", person.id, document=Document.LOG_EXTRACT.value)
    return ExtractPaper(
        extract=extract,
        leaving=leaving,
        number=number,
        warning=basis_warning(uow, leaving),
        discreet=replace(extract, who=initials(person.first_name, person.last_name), born=None),
    )


def _row(uow: UnitOfWork, entry: LogEntry, staff: bool) -> ExtractRow:
    what = words.what(entry)
    facts = words.facts(entry)
    return ExtractRow(
        at=datetime.fromisoformat(entry.at).replace(tzinfo=None),
        what=f"{what}: {facts}" if facts else what,
        purpose=_purpose(uow, entry),
        who=entry.user if staff else "",
    )


def _purpose(uow: UnitOfWork, entry: LogEntry) -> str:
    """Return what it was done for: of what left, the registered purpose and to whom; else the desk's own."""
    if entry.kind == "disclosure" and entry.object_id is not None:
        left = uow.disclosures.find(DisclosureId(entry.object_id))
        if left is not None:
            return f"{left.purpose} {_('To {recipient}').format(recipient=left.recipient)}."
    return words.purpose(entry)
