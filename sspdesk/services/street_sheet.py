"""Gathers the blank shift sheet (DOC-08), on paper and as a form to fill in on a computer."""

from dataclasses import dataclass

from sspdesk.domain.street_team import AgeBand, Category
from sspdesk.exchange.street_list import form
from sspdesk.labels import street_team as words
from sspdesk.reports import street_sheet
from sspdesk.reports.street_sheet import ShiftSheet
from sspdesk.services import paper_heads
from sspdesk.services.street_team import places
from sspdesk.storage.unit_of_work import UnitOfWork

FORM_NAME = "gadeteam-skema.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPaper:
    """The blank sheet ready to be rendered: an open paper."""

    sheet: ShiftSheet
    number: str = "gadeteam-turskema"
    warning: str = ""

    @property
    def leaving(self) -> None:
        """Nothing of a person leaves with it."""
        return

    @property
    def names(self) -> bool:
        """Nobody stands on it."""
        return False

    def render(self) -> bytes:
        """Return the sheet as PDF; needs no database."""
        return street_sheet.render(self.sheet)

    def render_discreet(self) -> bytes:
        """Return the same: it is fit for discreet display."""
        return self.render()


def blank(uow: UnitOfWork) -> SheetPaper:
    """Return the blank sheet with the municipality's places."""
    return SheetPaper(
        sheet=ShiftSheet(
            paper=paper_heads.open_letterhead(uow),
            themes=tuple(words.category(one) for one in Category),
            ages=tuple(words.age_band(one) for one in AgeBand),
            places=tuple(place.name for place in places(uow))[:14],
        )
    )


def empty_form(uow: UnitOfWork) -> bytes:
    """Return the form as a workbook; it imports back without choosing columns."""
    return form.render([place.name for place in places(uow)])
