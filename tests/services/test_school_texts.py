"""Schools as police lists write them: the class apart, known schools found, likely ones suggested."""

import pytest

from sspdesk.domain.ids import InstitutionId
from sspdesk.domain.people import Institution
from sspdesk.services.school_texts import match_schools, read_school, suggest_school

SCHOOLS = [
    Institution(id=InstitutionId(1), name="Havnsø Skole"),
    Institution(id=InstitutionId(2), name="Kirkebakkeskolen"),
    Institution(id=InstitutionId(3), name="Havnsø Gymnasium"),
]


@pytest.mark.parametrize(
    ("text", "school", "class_name"),
    [
        ("Engvejens Skole, 8.b", "Engvejens Skole", "8.b"),
        ("8B Engvejens Skole", "Engvejens Skole", "8.B"),
        ("Engvejens Skole 9. klasse", "Engvejens Skole", "9"),
        ("Engvejens Skole (7)", "Engvejens Skole", "7"),
        ("Havnsø Gymn., 1.g", "Havnsø Gymn.", "1.g"),
        ("10. klasse-centret", "10. klasse-centret", ""),
        ("3. Maj Skolen", "3. Maj Skolen", ""),
        ("Skolen på Vej 5", "Skolen på Vej 5", ""),
        ("  Havnsø \u00a0Skole ", "Havnsø Skole", ""),
        ("", "", ""),
    ],
)
def test_school_and_class_are_taken_apart(text: str, school: str, class_name: str) -> None:
    found = read_school(text)
    assert (found.school, found.class_name) == (school, class_name)


def test_a_known_school_is_found_whatever_the_case_and_spelling() -> None:
    texts = ["HAVNSOE SKOLE", "kirkebakkeskolen", "Ukendt Skole", "Havnsø Gymn."]
    assert match_schools(texts, SCHOOLS) == {"HAVNSOE SKOLE": 1, "kirkebakkeskolen": 2}


@pytest.mark.parametrize(
    ("text", "name"), [("Havnsø Gymn.", "Havnsø Gymnasium"), ("Kirkebakke skole", "Kirkebakkeskolen")]
)
def test_a_like_school_is_suggested(text: str, name: str) -> None:
    found = suggest_school(text, SCHOOLS)
    assert found is not None
    assert found.name == name


def test_nothing_is_suggested_where_nothing_is_like_it() -> None:
    assert suggest_school("Ungdomsskolen", SCHOOLS) is None
    assert suggest_school("Ungdomsskolen", []) is None
