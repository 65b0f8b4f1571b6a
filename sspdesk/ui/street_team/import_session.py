"""One sheet on its way: what was read and what the user chose so far; in memory only, dropped when it ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sspdesk.domain.ids import PlaceId, ProfessionalId
from sspdesk.domain.street_list import SheetField, SheetRow, StreetList
from sspdesk.exchange.street_list.headings import SheetLayout, find_layout, with_columns
from sspdesk.exchange.street_list.reading import interpret, values_of
from sspdesk.exchange.tables.reading import Clipboard, read
from sspdesk.exchange.tables.workbook import Workbook
from sspdesk.i18n import _
from sspdesk.services.street_import import SheetOrder, SheetReview, SheetStart
from sspdesk.ui.shared.progress import Progress

Source = Path | Clipboard


@dataclass(slots=True, kw_only=True)
class SheetSession:
    """Everything between choosing a file and storing it."""

    workbook: Workbook
    layout: SheetLayout
    proposed: SheetLayout
    start: SheetStart | None = None
    listed: StreetList | None = None
    """What the sheet says with the present columns; None while it is being read."""
    review: SheetReview | None = None
    mended: dict[int, dict[SheetField, str]] = field(default_factory=dict)
    """What the user wrote in place of a row's cells."""
    choices: dict[int, bool] = field(default_factory=dict)
    """Rows that the user takes along or skips, whatever is proposed."""
    names_confirmed: bool = False

    @property
    def file_name(self) -> str:
        """The file's name, or the words for the clipboard."""
        return self.workbook.name or _("The clipboard")

    @property
    def total(self) -> int:
        """How many rows the sheet has, readable or not."""
        return len(self.listed.rows) + len(self.listed.problems) if self.listed is not None else 0

    def takes(self, row: int) -> bool:
        """Say whether a readable row is stored: not one that is known, nor one with a name nobody has answered for."""
        if row in self.choices:
            return self.choices[row]
        if self.review is None or row in self.review.known:
            return False
        return self.names_confirmed or row not in self.review.named

    def taken(self) -> tuple[SheetRow, ...]:
        """Return the rows that are stored."""
        return tuple(row for row in self.listed.rows if self.takes(row.row)) if self.listed is not None else ()

    def said(self, row: int) -> dict[SheetField, str]:
        """Return what a row says, with what was mended."""
        return values_of(self.workbook, self.layout, row, self.mended)

    def mend(self, row: int, values: Mapping[SheetField, str]) -> None:
        """Keep what the user wrote in a row; the row is taken along then, be it one that was skipped."""
        there = values_of(self.workbook, self.layout, row, {})
        self.mended[row] = {one: text for one, text in values.items() if text != there[one]}
        self.choices.pop(row, None)

    def change_layout(self, layout: SheetLayout) -> None:
        """Read the sheet in another way; what was mended stands while the rows are the same."""
        if (layout.sheet, layout.header_row) != (self.layout.sheet, self.layout.header_row):
            self.mended.clear()
            self.choices.clear()
        self.layout = layout
        self.listed = self.review = None

    def order(
        self, places: Mapping[str, PlaceId | None], workers: Mapping[str, ProfessionalId | None]
    ) -> SheetOrder | None:
        """Return what is to be stored, with the places and workers its rows need; None before the review."""
        if self.review is None:
            return None
        rows = self.taken()
        written, codes = {row.place for row in rows}, {code for row in rows for code in row.workers}
        corrected = dict(self.layout.columns) != dict(self.proposed.columns)
        return SheetOrder(
            rows=rows,
            file_name=self.workbook.name,
            sha256=self.workbook.sha256,
            places={word: one for word, one in places.items() if word in written},
            workers={code: one for code, one in workers.items() if code in codes},
            names_confirmed=any(row.row in self.review.named for row in rows),
            signature=self.layout.signature,
            columns={str(one): at for one, at in self.layout.columns.items()} if corrected else None,
        )


def opened(source: Source, progress: Progress) -> SheetSession:
    """Read a file or the clipboard on the background thread; raises KnownError with the list's code."""

    def step(share: float) -> None:
        progress(round(share * 100), 100)

    workbook = read(source, progress=step, cancelled=lambda: progress.is_cancelled)
    layout = find_layout(workbook)
    return SheetSession(workbook=workbook, layout=layout, proposed=layout)


def with_remembered(session: SheetSession, columns: Mapping[str, int] | None) -> SheetLayout:
    """Return the layout with the columns the user corrected for a sheet with the same headings."""
    return session.layout if not columns else with_columns(session.workbook, session.layout, columns)


def listed(session: SheetSession, today: date, progress: Progress | None = None) -> StreetList:
    """Read the rows with the session's layout and what was mended; for the background thread."""
    return interpret(session.workbook, session.layout, today, session.mended, progress)
