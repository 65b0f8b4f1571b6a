"""Found texts have words for wherever they stand."""

from datetime import date

import pytest

from sspdesk.domain.ids import PersonId
from sspdesk.domain.search import TextHit, TextKind
from sspdesk.ui.persons.words import text_hit_cell


@pytest.mark.parametrize("kind", TextKind)
def test_every_kind_of_text_says_where_it_stands(kind: TextKind) -> None:
    hit = TextHit(kind=kind, id=1, person_id=PersonId(1), name="Testine", day=date(2026, 11, 23), text="Klub")
    assert text_hit_cell(hit).detail
