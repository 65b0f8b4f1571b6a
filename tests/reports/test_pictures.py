"""Pictures of the pages for preview and printing."""

import pytest

from sspdesk.reports import agenda
from sspdesk.reports.pictures import page_images
from tests.reports import examples


@pytest.mark.parametrize(("dpi", "width", "height"), [(72, 596, 842), (96, 794, 1123), (150, 1241, 1754)])
def test_every_page_is_a_picture_of_its_size(dpi: int, width: int, height: int) -> None:
    images = page_images(agenda.render(examples.AGENDA), dpi)
    assert len(images) == 2
    for image in images:
        assert (image.width, image.height) == (width, height)
        assert len(image.rgb) == width * height * 3


def test_paper_is_white_and_ink_is_black_without_colour() -> None:
    image = page_images(agenda.render(examples.AGENDA), 96)[0]
    assert image.rgb[:3] == b"\xff\xff\xff"
    pixels = {image.rgb[index : index + 3] for index in range(0, len(image.rgb), 3)}
    assert b"\x00\x00\x00" in pixels
    assert all(len(set(pixel)) == 1 for pixel in pixels)


def test_the_rule_under_the_header_is_where_the_mockup_has_it() -> None:
    image = page_images(agenda.render(examples.AGENDA), 96)[0]
    column = [image.rgb[(row * image.width + 400) * 3] for row in range(160)]
    dark = [row for row, value in enumerate(column) if value < 100]
    assert dark
    assert all(105 <= row <= 109 for row in dark)
