"""Gathers the blank shift sheet (DOC-08), on paper and as a form to fill in on a computer."""

from sspdesk.domain.street_team import AgeBand, Category
from sspdesk.exchange.street_list import form
from sspdesk.labels import street_team as words
from sspdesk.reports import street_sheet
from sspdesk.reports.street_sheet import ShiftSheet
from sspdesk.services import paper_heads
from sspdesk.services.paper_heads import OpenPaper
from sspdesk.services.street_team import places
from sspdesk.storage.unit_of_work import UnitOfWork

FORM_NAME = "gadeteam-skema.xlsx"


def blank(uow: UnitOfWork) -> OpenPaper[ShiftSheet]:
    """Return the blank sheet with the municipality's places."""
    return OpenPaper(
        number="gadeteam-turskema",
        draw=street_sheet.render,
        data=ShiftSheet(
            paper=paper_heads.open_letterhead(uow),
            themes=tuple(words.category(one) for one in Category),
            ages=tuple(words.age_band(one) for one in AgeBand),
            places=tuple(place.name for place in places(uow))[:14],
        ),
    )


def empty_form(uow: UnitOfWork) -> bytes:
    """Return the form as a workbook; it imports back without choosing columns."""
    return form.render([place.name for place in places(uow)])
