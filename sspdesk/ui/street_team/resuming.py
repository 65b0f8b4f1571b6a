"""How each editor of the page "Gadeteamet" is opened again after the lock."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from sspdesk.domain.ids import MatterId, ObservationId, PlaceId, ShiftId
from sspdesk.domain.people import Professional
from sspdesk.domain.street_team import Matter, Place
from sspdesk.services import street_shifts, street_team
from sspdesk.services.street_shifts import ShiftRow
from sspdesk.services.street_team import ObservationRow
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.page import Page
from sspdesk.ui.street_team.dialogs import ObservationDialog, PlaceDialog
from sspdesk.ui.street_team.matters_dialog import MatterDialog
from sspdesk.ui.street_team.referral_dialog import ReferralDialog
from sspdesk.ui.street_team.report_dialog import ReportDialog
from sspdesk.ui.street_team.shifts_dialog import ShiftDialog

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


def editors(
    context: PageContext, page: Page, places: Sequence[Place], workers: Sequence[Professional]
) -> Mapping[str, Callable[[int], object]]:
    """Return the editors by their names; 0 opens a new record."""
    query = context.operations.query

    def observation(row_id: int) -> None:
        def opened(row: ObservationRow) -> None:
            ObservationDialog(context, row, places, workers, page).open()

        query(page, lambda uow: street_team.row(uow, ObservationId(row_id)), opened)

    def shift(row_id: int) -> None:
        def opened(row: ShiftRow | None) -> None:
            ShiftDialog(context, row, workers, page).open()

        query(page, lambda uow: street_shifts.row(uow, ShiftId(row_id)), opened)

    def matter(row_id: int) -> None:
        def opened(one: Matter | None) -> None:
            MatterDialog(context, one, places, page).open()

        query(page, lambda uow: uow.matters.find(MatterId(row_id)), opened)

    def place(row_id: int) -> None:
        def work(uow: "UnitOfWork") -> tuple[Place, list[str]]:
            return uow.places.find(PlaceId(row_id)) or Place(name=""), street_team.areas(uow)

        query(page, work, lambda found: PlaceDialog(context, *found, page).open())

    return {
        "ObservationDialog": observation,
        "ShiftDialog": shift,
        "MatterDialog": matter,
        "PlaceDialog": place,
        "ReferralDialog": lambda _subject: ReferralDialog(context, page).open(),
        "ReportDialog": lambda _subject: ReportDialog(context, page).open(),
    }
