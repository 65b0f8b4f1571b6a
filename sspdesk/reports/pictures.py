"""Pictures of a PDF's pages for preview and printing, made by PDFium."""

from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pypdfium2

_PDFIUM = Lock()
"""PDFium may be used by one thread at a time."""


class PageImage(NamedTuple):
    """One page as a picture: ``rgb`` holds height x width x 3 bytes without gaps between the rows."""

    width: int
    height: int
    rgb: bytes


def page_images(pdf: bytes, dpi: int = 96, password: str | None = None) -> list[PageImage]:
    """Return every page of a PDF as a picture at ``dpi``; nothing is written to disk."""
    import pypdfium2  # noqa: PLC0415 - loads a library of 7 MB that only preview and printing need

    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf, password=password)
        try:
            return [_image(page, dpi) for page in document]
        finally:
            document.close()


def _image(page: "pypdfium2.PdfPage", dpi: int) -> PageImage:
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True)
    try:
        row, pixels = bitmap.width * 3, memoryview(bitmap.buffer)
        rows = (pixels[line * bitmap.stride : line * bitmap.stride + row] for line in range(bitmap.height))
        return PageImage(bitmap.width, bitmap.height, b"".join(rows))
    finally:
        bitmap.close()
        page.close()
