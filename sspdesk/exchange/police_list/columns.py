"""Gives every field its column: by heading, and by content where headings are missing, loose or double."""

from collections.abc import Mapping, Sequence

from sspdesk.domain.police_list import NAME_FIELDS, Field
from sspdesk.exchange.police_list.contents import Likeness, likeness
from sspdesk.exchange.police_list.headings import field_of
from sspdesk.exchange.tables.workbook import Cell

_MOSTLY = 0.6


def assigned(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Mapping[Field, int]:
    """Return field -> 0-based column for a table's headings and rows; empty headings mean: by content alone."""
    width = max([len(headings), *(len(row) for row in rows[:200])], default=0)
    lines = [row for row in rows[:400] if len(row) - row.count(None) > 1] or rows[:400]
    looks = [likeness([row[column] if column < len(row) else None for row in lines]) for column in range(width)]
    named = [field_of(headings[column]) if column < len(headings) else (None, 0) for column in range(width)]
    columns: dict[Field, int] = {}
    for sure in (2, 1):
        for column, (field, how_sure) in enumerate(named):
            if field is not None and how_sure == sure:
                _claim(columns, _corrected(field, sure, looks[column]), column, looks)
    _by_content(columns, named, looks)
    _split_names(columns, headings, looks)
    return columns


def _corrected(field: Field, sure: int, look: Likeness) -> Field:
    """Return the field that a column is, where its values speak plainly against the heading."""
    loose_text = field is Field.TEXT and sure == 1
    better = (
        (Field.CONTACT_DATE, (field is Field.CONTACT_TIME or loose_text) and look.date > _MOSTLY),
        (Field.CONTACT_TIME, field is Field.CONTACT_DATE and look.clock > _MOSTLY and look.date < 0.3),
        (Field.ROLE, field is Field.TEXT and look.role > 0.8),
        (Field.TEXT, field is Field.ROLE and sure == 1 and look.role < 0.3),
        (Field.NAME, loose_text and look.name > 0.8),
    )
    return next((other for other, fits in better if fits and look.filled), field)


def _claim(columns: dict[Field, int], field: Field, column: int, looks: Sequence[Likeness]) -> None:
    """Give a field its column; of two, the one that looks right stays, and a second text becomes the note."""
    if field not in columns:
        columns[field] = column
        return
    held = columns[field]
    if field is Field.CONTACT_DATE and looks[column].date > _MOSTLY:
        if looks[held].date <= _MOSTLY:
            columns[field] = column
        elif Field.BIRTH_DATE not in columns and abs(looks[held].median_year - looks[column].median_year) >= 4:
            older, newer = sorted((held, column), key=lambda index: looks[index].median_year)
            columns[Field.BIRTH_DATE], columns[field] = older, newer
    elif looks[held].filled == 0 and looks[column].filled > 0:
        columns[field] = column
    elif field is Field.TEXT and Field.NOTE not in columns:
        columns[Field.NOTE] = column


def _by_content(
    columns: dict[Field, int], named: Sequence[tuple[Field | None, int]], looks: Sequence[Likeness]
) -> None:
    """Give fields that no heading named the column whose values look like them."""
    free = [column for column, (_field, sure) in enumerate(named) if sure == 0 and looks[column].filled > 0]
    dated = sorted((column for column in free if looks[column].date > _MOSTLY), key=lambda c: looks[c].median_year)
    if Field.CONTACT_DATE not in columns and dated:
        newest = dated[-1]
        if Field.BIRTH_DATE in columns or Field.CPR in columns or len(dated) > 1 or looks[newest].year_span <= 2:
            columns[Field.CONTACT_DATE] = dated.pop()
    if Field.BIRTH_DATE not in columns and Field.CPR not in columns and dated and _older(dated[0], columns, looks):
        columns[Field.BIRTH_DATE] = dated[0]
    for field, kind in (
        (Field.CPR, "cpr"), (Field.REFERENCE, "reference"), (Field.ROLE, "role"), (Field.CONTACT_TIME, "clock"),
        (Field.SCHOOL, "school"), (Field.ADDRESS, "address"),
    ):  # fmt: skip
        fitting = [c for c in free if c not in columns.values() and getattr(looks[c], kind) > _MOSTLY]
        if field not in columns and fitting:
            columns[field] = fitting[0]
    if not NAME_FIELDS & columns.keys():
        names = [c for c in free if c not in columns.values() and looks[c].name > _MOSTLY]
        if names:
            columns[Field.NAME] = max(names, key=lambda c: (looks[c].name, -c))


def _older(column: int, columns: Mapping[Field, int], looks: Sequence[Likeness]) -> bool:
    """Tell whether a column of dates lies years before the contacts, as birth dates do."""
    contact = columns.get(Field.CONTACT_DATE)
    return (
        looks[column].year_span > 2 if contact is None else looks[contact].median_year - looks[column].median_year >= 4
    )


def _split_names(columns: dict[Field, int], headings: Sequence[str], looks: Sequence[Likeness]) -> None:
    """Read one heading over two columns of single words (``Navn`` merged) as first and last name."""
    column = columns.get(Field.NAME)
    if column is None or {Field.FIRST_NAME, Field.LAST_NAME} & columns.keys() or column + 1 >= len(looks):
        return
    following = headings[column + 1] if column + 1 < len(headings) else ""
    one_each = looks[column].one_word > 0.7 and looks[column + 1].one_word > 0.7
    if one_each and not following and column + 1 not in columns.values():
        del columns[Field.NAME]
        columns[Field.FIRST_NAME], columns[Field.LAST_NAME] = column, column + 1
