"""Tables in HTML, as Excel, Outlook and browsers put them on the clipboard."""

from html.parser import HTMLParser

from sspdesk.exchange.tables.guards import MAX_DEPTH, MAX_FIELD, check_sheet, refuse
from sspdesk.exchange.tables.workbook import Cell, Sheet, filled_down, tidy

_BREAKS = frozenset({"br", "p", "div", "li"})
_UNSEEN = frozenset({"style", "script", "head", "title"})


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.merges: list[tuple[int, int, int]] = []
        self.taken: set[tuple[int, int]] = set()
        self.text: list[str] | None = None
        self.span = (1, 1)


class _Tables(HTMLParser):
    """Collects every table; a nested one stands on its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[_Table] = []
        self._open: list[_Table] = []
        self._unseen = 0
        self._size = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag == "table":
            if len(self._open) >= MAX_DEPTH:
                raise refuse("depth")
            table = _Table()
            self._open.append(table)
            self.done.append(table)
        elif self._open and tag == "tr":
            self._close_cell()
            self._open[-1].rows.append([])
        elif self._open and tag in {"td", "th"}:
            self._open_cell(dict(attrs))
        elif tag in _BREAKS:
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        if not self._open:
            return
        if tag in {"td", "th", "tr", "table"}:
            self._close_cell()
        if tag == "table":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].text is not None and not self._unseen:
            self._open[-1].text.append(data if data == "\n" else data.replace("\r", " ").replace("\n", " "))

    def _open_cell(self, attributes: dict[str, str | None]) -> None:
        self._close_cell()
        table = self._open[-1]
        if not table.rows:
            table.rows.append([])
        table.text = []
        table.span = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))

    def _close_cell(self) -> None:
        table = self._open[-1]
        if table.text is None:
            return
        row, cells = len(table.rows) - 1, table.rows[-1]
        while (row, len(cells)) in table.taken:
            cells.append(None)
        lines = (" ".join(line.split()) for line in "".join(table.text).split("\n"))
        text = "\n".join(line for line in lines if line)
        if len(text) > MAX_FIELD:
            raise refuse("field")
        down, across = table.span
        if down > 1:
            table.merges.append((row, row + down - 1, len(cells)))
            for below in range(row + 1, row + down):
                table.taken.update((below, len(cells) + right) for right in range(across))
        cells.extend([text, *([None] * (across - 1))])
        table.text = None
        self._size += across * down
        check_sheet(self._size, 0)

    def close(self) -> None:
        super().close()
        while self._open:
            self._close_cell()
            self._open.pop()


def _span(text: str | None) -> int:
    digits = (text or "").strip()[:4]
    return max(int(digits), 1) if digits.isascii() and digits.isdigit() else 1


def read_html(text: str) -> tuple[Sheet, ...]:
    """Return the tables of an HTML text, in their order; the same headings again continue the table before."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    sheets = []
    for table in parser.done:
        rows = filled_down([tidy(row) for row in table.rows], table.merges)
        while rows and not rows[-1]:
            rows.pop()
        sheets.append(Sheet(rows=tuple(rows)))
    return tuple(sheets)
