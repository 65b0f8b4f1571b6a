"""Puts a picture on an A4 page, so that a scanned document is looked at, printed and encrypted like any paper."""

import io

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_MARGIN = 28


def picture_page(content: bytes) -> bytes:
    """Return a PDF of one page with the picture as large as it goes, lying when it is wider than high."""
    picture = ImageReader(io.BytesIO(content))
    width, height = picture.getSize()
    page = landscape(A4) if width > height else A4
    room = (page[0] - 2 * _MARGIN, page[1] - 2 * _MARGIN)
    scale = min(room[0] / width, room[1] / height)
    size = (width * scale, height * scale)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=page, pageCompression=1, invariant=1, lang="da-DK")
    canvas.setTitle("SSP Desk")
    canvas.drawImage(picture, (page[0] - size[0]) / 2, (page[1] - size[1]) / 2, *size, mask="auto")
    canvas.showPage()
    canvas.save()
    return out.getvalue()
