"""The street team's form as a workbook (DOC-08): the headings the import knows, choices for places and themes."""

import io
from collections.abc import Sequence

from sspdesk.domain.street_list import SheetField
from sspdesk.domain.street_team import Category
from sspdesk.i18n import _
from sspdesk.labels import street_import as words
from sspdesk.labels import street_team

_ROWS = 200
_WIDTHS = {
    SheetField.PLACE: 24,
    SheetField.THEME: 26,
    SheetField.THEME_2: 26,
    SheetField.TEXT: 46,
    SheetField.ACTION: 28,
}


def render(places: Sequence[str]) -> bytes:
    """Return the empty form as xlsx bytes; nothing of a person is in it. It imports without choosing columns."""
    import xlsxwriter  # noqa: PLC0415 - only an export needs it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    clock = book.add_format({"num_format": "hh:mm"})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(_("Observations"))
    lists = book.add_worksheet(_("Choices"))
    themes = [street_team.category(one) for one in Category]
    for column, choices in enumerate((places, themes)):
        for row, choice in enumerate(choices):
            lists.write_string(row, column, choice)
    lists.hide()
    formats = {SheetField.DAY: day, SheetField.STARTS: clock, SheetField.ENDS: clock}
    for column, field in enumerate(SheetField):
        sheet.write_string(0, column, words.field(field), head)
        sheet.set_column(column, column, _WIDTHS.get(field, 13), formats.get(field, text))
        if field is SheetField.PLACE and places:
            _choices(sheet, column, f"='{_('Choices')}'!$A$1:$A${len(places)}")
        if field in (SheetField.THEME, SheetField.THEME_2):
            _choices(sheet, column, f"='{_('Choices')}'!$B$1:$B${len(themes)}")
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _choices(sheet: object, column: int, source: str) -> None:
    rule = {"validate": "list", "source": source, "error_type": "information"}
    sheet.data_validation(1, column, _ROWS, column, rule)  # type: ignore[attr-defined]
