"""The recovery sheet can be typed and scanned, and explains itself on one page."""

import segno

from sspdesk.reports import recovery_sheet
from sspdesk.reports.pictures import page_images
from tests.reports import examples, layout

DPI = 288


def test_the_key_stands_in_its_groups_on_one_page() -> None:
    pages = layout.texts(recovery_sheet.render(examples.RECOVERY))
    assert len(pages) == 1
    squeezed = pages[0].replace(" ", "")
    assert all(group in squeezed for group in examples.RECOVERY.groups)
    for words in ("Til boksen »havnsoe.sspvault«", "30 tegn", "De sidste 4 tegn er en kontrol", "din leder", "kuvert"):
        assert words in pages[0]


def test_the_key_is_not_in_the_properties_or_in_the_words_of_the_data() -> None:
    assert examples.RECOVERY.groups[0] not in repr(examples.RECOVERY)


def test_the_square_code_is_the_key() -> None:
    """Read the printed modules back and compare them with the code of the key, module by module."""
    image = page_images(recovery_sheet.render(examples.RECOVERY), DPI)[0]
    matrix = segno.make_qr("-".join(examples.RECOVERY.groups), error="q").matrix
    side = _code_side(image.width)
    left, top = _corner(image.rgb, image.width, image.height, side)
    step = side / len(matrix)
    for line, modules in enumerate(matrix):
        for column, module in enumerate(modules):
            x, y = int(left + (column + 0.5) * step), int(top + (line + 0.5) * step)
            dark = image.rgb[(y * image.width + x) * 3] < 128
            assert dark == bool(module), (line, column)


def _code_side(width: int) -> float:
    return recovery_sheet.KeyPanel._QR * width / 595.28


def _corner(rgb: bytes, width: int, height: int, side: float) -> tuple[float, float]:
    """Return where the code begins: its first dark pixel from above, in the columns where only the code stands."""
    right = width * (595.28 - 45 - recovery_sheet.KeyPanel._PAD) / 595.28
    left = right - side
    frame = int(height * 0.20)
    for row in range(frame, height // 2):
        pixel = (row * width + int(left + side * 0.02)) * 3
        if rgb[pixel] < 128:
            return left, float(row)
    raise AssertionError("no code on the sheet")
