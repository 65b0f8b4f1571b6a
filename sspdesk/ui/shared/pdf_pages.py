"""Turns PDF bytes into pictures with pypdfium2, for the preview and the printer. For the UI thread only."""

from types import TracebackType
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72


class PdfPages:
    """An open PDF. Close it, or use it with ``with``."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # noqa: PLC0415 - a large library that only the preview needs

        self._document: Any = pypdfium2.PdfDocument(data)

    def __len__(self) -> int:
        return len(self._document)

    def __enter__(self) -> "PdfPages":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the document."""
        self._document.close()

    def size(self, number: int) -> QSizeF:
        """Return the size of a page (from 0) in points."""
        width, height = self._document.get_page_size(number)
        return QSizeF(width, height)

    def words(self, most_pages: int = 100) -> str:
        """Return what stands on the first pages; empty where there is nothing but pictures."""
        found = []
        for number in range(min(len(self), most_pages)):
            page = self._document[number]
            layer = page.get_textpage()
            found.append(str(layer.get_text_bounded()))
            layer.close()
            page.close()
        return "\n".join(found).strip()

    def picture(self, number: int, dots_per_inch: float) -> QImage:
        """Return a page (from 0) as a picture."""
        page = self._document[number]
        bitmap = page.render(scale=dots_per_inch / POINTS_PER_INCH, prefer_bgrx=True)
        view = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
        picture = view.copy()  # the buffer dies with the bitmap
        bitmap.close()
        page.close()
        return picture
