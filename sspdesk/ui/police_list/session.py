"""One import on its way: what was read and what the user chose so far; in memory only, dropped when it ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from sspdesk.domain.ids import InstitutionId, MeetingId
from sspdesk.domain.police_list import Field, ListProblem, ListRow, PoliceList
from sspdesk.domain.wednesday import Theme
from sspdesk.exchange.police_list.interpreting import interpret
from sspdesk.exchange.police_list.layout import Layout, heading_signature, propose_layout, with_columns
from sspdesk.exchange.police_list.lines import interpret_values
from sspdesk.exchange.tables.reading import Clipboard, read
from sspdesk.exchange.tables.workbook import Workbook
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.services.import_plan import Plan, with_mended
from sspdesk.services.police_import import Order
from sspdesk.services.police_list import Start
from sspdesk.services.school_texts import read_school
from sspdesk.ui.shared.progress import Progress

Source = Path | Clipboard


@dataclass(slots=True, kw_only=True)
class Session:
    """Everything between choosing a file and storing it."""

    source: Source
    workbook: Workbook
    layout: Layout
    proposed: Layout
    start: Start | None = None
    listed: PoliceList | None = None
    """What the list says with the present columns; None while it is being read."""
    rows: tuple[ListRow, ...] = ()
    problems: tuple[ListProblem, ...] = ()
    """Rows and problems of ``listed`` after what the user mended."""
    plan: Plan | None = None
    themes: dict[int, Theme] = field(default_factory=dict)
    keep_addresses: bool = False
    meeting_id: MeetingId | None = None
    undated: date
    schools: dict[str, InstitutionId] = field(default_factory=dict)
    new_schools: set[str] = field(default_factory=set)

    @property
    def file_name(self) -> str:
        """The file's name, or the words for the clipboard."""
        return self.workbook.name or _("The clipboard")

    @property
    def has_addresses(self) -> bool:
        """Whether a column holds home addresses."""
        return Field.ADDRESS in self.layout.columns

    @property
    def corrected(self) -> bool:
        """Whether the user changed the proposed columns."""
        return dict(self.layout.columns) != dict(self.proposed.columns)

    def unknown_schools(self) -> list[str]:
        """Return the schools of rows to be stored that are no known institution, as the list writes them."""
        if self.plan is None:
            return []
        written = {one.row.school for one in self.plan.kept()}
        said = {read_school(text).school for text in written if text}
        return sorted(said - self.plan.review.schools.keys() - {""})

    def has_undated(self) -> bool:
        """Whether a row to be stored has no date of contact."""
        return self.plan is not None and any(one.row.contact_date is None for one in self.plan.kept())

    def order(self) -> Order:
        """Return what is to be stored; raises DomainError("rows_unanswered")."""
        if self.plan is None:
            raise ValueError(self.workbook.kind)
        columns = {str(name): column for name, column in self.layout.columns.items()} if self.corrected else None
        return Order(
            rows=self.plan.decided(self.themes),
            file_name=self.workbook.name,
            sha256=self.workbook.sha256,
            meeting_id=self.meeting_id,
            undated=self.undated,
            keep_addresses=self.keep_addresses and self.has_addresses,
            schools={**self.plan.review.schools, **self.schools},
            new_schools=frozenset(self.new_schools),
            signature=heading_signature(self.layout),
            columns=columns,
        )


def opened(source: Source, today: date, progress: Progress) -> Session:
    """Read a file or the clipboard on the background thread; raises KnownError with a ``list_…`` code."""

    def step(share: float) -> None:
        progress(round(share * 100), 100)

    workbook = read(source, progress=step, cancelled=lambda: progress.is_cancelled)
    layout = propose_layout(workbook)
    return Session(source=source, workbook=workbook, layout=layout, proposed=layout, undated=today)


def with_remembered(session: Session, columns: Mapping[str, int] | None) -> Layout:
    """Return the layout with the columns the user corrected for a list with the same headings."""
    return session.layout if not columns else with_columns(session.workbook, session.layout, columns)


def reader(session: Session, layout: Layout, today: date) -> Callable[[], PoliceList]:
    """Return the work that reads the list with a layout; for the background thread."""
    workbook = session.workbook
    return lambda: interpret(workbook, layout, today)


def mend(session: Session, row: int, values: Mapping[Field, str], today: date) -> None:
    """Read a row again with corrected values: it becomes a readable row, or a problem with the next thing wrong."""
    found = interpret_values(values, today, row)
    others = tuple(one for one in session.problems if one.row != row)
    if isinstance(found, ListProblem):
        session.problems = tuple(sorted((*others, found), key=lambda one: one.row))
    else:
        session.problems, session.rows = others, with_mended(session.rows, found)


def questions_about(session: Session) -> list[tuple[str, str]]:
    """Return (heading, words) of what the user is asked before a list is read on: imported before, very long."""
    found = []
    earlier = session.start.earlier if session.start is not None else None
    if earlier is not None:
        heading = _("This list was imported {day}").format(day=dates.moment(earlier.imported_at))
        found.append((heading, _("You can read it again. Contacts that are stored already are proposed as skipped.")))
    if session.workbook.asks_first:
        rows = max(len(sheet.rows) for sheet in session.workbook.sheets)
        heading = _("The list has {count} rows").format(count=dates.number(rows))
        found.append((heading, _("That is far more than a police list usually has. Reading it takes a while.")))
    return found


def empty_clipboard(session: Session) -> bool:
    """Empty the clipboard if what was pasted is still on it; tell whether it was."""
    clipboard, pasted = QGuiApplication.clipboard(), session.source
    same = isinstance(pasted, Clipboard) and clipboard.text() == pasted.text
    if same:
        clipboard.clear()
    return same
