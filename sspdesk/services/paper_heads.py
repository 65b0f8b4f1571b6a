"""How a meeting's papers are headed: as a disclosure with number and basis, or openly, and who sits at the table.

An open paper is one on which nobody stands.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sspdesk.domain.meetings import Attendance, Meeting
from sspdesk.domain.names import fold
from sspdesk.domain.papers import Letterhead
from sspdesk.labels import disclosures as disclosure_words
from sspdesk.labels import people as people_words
from sspdesk.services import disclosures
from sspdesk.services.agenda import AgendaView
from sspdesk.services.disclosures import Leaving
from sspdesk.services.wednesday_list import AttendeeRow, MeetingView
from sspdesk.storage.unit_of_work import UnitOfWork

D = TypeVar("D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """How a paper is headed: as a disclosure with a number, or as an open paper without persons."""

    letterhead: Letterhead
    leaving: Leaving | None
    number: str
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPaper(Generic[D]):
    """A paper on which nobody stands, ready to be rendered: its data and what draws them."""

    data: D
    draw: Callable[[D], bytes]
    number: str
    warning: str = ""

    @property
    def leaving(self) -> None:
        """Nothing of a person leaves with it."""
        return

    @property
    def names(self) -> bool:
        """No person stands on it."""
        return False

    def render(self) -> bytes:
        """Return the paper as PDF; needs no database."""
        return self.draw(self.data)

    def render_discreet(self) -> bytes:
        """Return the same: it is fit for discreet display."""
        return self.render()


def heading(uow: UnitOfWork, plan: AgendaView, leaving: Leaving) -> Heading:
    """Return how a paper is headed: openly where no person stands on it, except in Onsdagsgruppen."""
    if not leaving.persons and not plan.forum.has_police_list:
        return Heading(letterhead=open_letterhead(uow), leaving=None, number=file_word(plan))
    number = disclosures.next_number(uow)
    return Heading(
        letterhead=disclosures.letterhead(uow, leaving, number),
        leaving=leaving,
        number=number,
        warning=basis_warning(uow, leaving),
    )


def kept(uow: UnitOfWork, plan: AgendaView) -> Heading:
    """Return the heading of minutes that are kept and never leave as they are (a release meeting's)."""
    return Heading(letterhead=open_letterhead(uow), leaving=None, number=file_word(plan))


def open_letterhead(uow: UnitOfWork) -> Letterhead:
    """Return the letterhead of a paper on which no person stands."""
    settings = uow.settings()
    return Letterhead(
        municipality=settings.municipality,
        unit=settings.unit,
        printed_at=uow.now,
        printed_by=settings.consultant or uow.user,
        basis="",
        reference="",
        demo=settings.demo,
    )


def file_word(plan: AgendaView) -> str:
    """Return what an open paper's file is called: forum and date, as letters that every computer takes."""
    word = "-".join(re.findall(r"[a-z0-9]+", fold(plan.forum.name)))[:80]
    return f"{word}-{plan.meeting.starts_at:%Y-%m-%d}"


def basis_warning(uow: UnitOfWork, leaving: Leaving) -> str:
    """Return what is doubtful about the legal basis of a paper in words, or an empty text (G-6)."""
    return disclosure_words.basis_warning(disclosures.check(uow, leaving), uow.today)


def chair(uow: UnitOfWork, meeting: Meeting) -> str:
    """Return who leads a meeting."""
    if meeting.chair_id is None:
        return uow.settings().consultant
    return uow.professionals.get(meeting.chair_id).name


def people(view: MeetingView, *attendance: Attendance) -> tuple[str, ...]:
    """Return the professionals with one of these attendances, with their roles."""
    return tuple(_person(row) for row in view.attendees if row.attendee.attendance in attendance)


def _person(row: AttendeeRow) -> str:
    return f"{row.colleague.name} ({people_words.professional_role(row.colleague.role)})"
