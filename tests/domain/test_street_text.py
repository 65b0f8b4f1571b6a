"""What the street team writes by hand is read, and what cannot be read is told apart from nothing."""

import pytest

from sspdesk.domain.street_text import Size, code_of, read_ages, read_codes, read_size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("8", Size(8)),
        ("8.0", Size(8)),
        ("ca. 10", Size(10, None, True)),
        ("Cirka 10 unge", Size(10, None, True)),
        ("5-6", Size(5, 6)),
        ("ca. 5 – 6", Size(5, 6, True)),
        ("10+", Size(10, None, True)),
        ("", Size()),
        ("?", Size()),
        ("mange", None),
        ("6-5", None),
        ("1000", None),
    ],
)
def test_a_size(text: str, size: Size | None) -> None:
    assert read_size(text) == size


def test_ages() -> None:
    assert read_ages("14-16 år") == (14, 16)
    assert read_ages("15") == (15, 15)
    assert read_ages("") == (None, None)
    assert read_ages("unge") is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("AB/CD", ("AB", "CD")),
        ("CD, EF", ("CD", "EF")),
        ("Gert og Mona", ("Gert", "Mona")),
        ("AB+AB", ("AB",)),
        ("", ()),
    ],
)
def test_several_workers_in_a_cell(text: str, codes: tuple[str, ...]) -> None:
    assert read_codes(text) == codes
    assert code_of("Gert Gadeeksempel") == "GG"
