"""Words for the import of the street team's own sheet: its columns, and what is wrong with a row."""

from sspdesk.domain.street_list import SheetField, SheetProblem
from sspdesk.i18n import N_, _

FIELDS = {
    SheetField.DAY: N_("Date"),
    SheetField.STARTS: N_("Start"),
    SheetField.ENDS: N_("End"),
    SheetField.PLACE: N_("Place"),
    SheetField.SIZE: N_("Number of young people"),
    SheetField.AGE_FROM: N_("Age from"),
    SheetField.AGE_TO: N_("Age to"),
    SheetField.THEME: N_("Theme"),
    SheetField.THEME_2: N_("Theme 2"),
    SheetField.MOOD: N_("Mood (1-5)"),
    SheetField.TEXT: N_("Description"),
    SheetField.ACTION: N_("Action"),
    SheetField.SITUATIONAL: N_("The place itself"),
    SheetField.FOLLOW_UP: N_("To follow up"),
    SheetField.WORKERS: N_("Workers"),
}
_PROBLEMS = {
    "value_missing": N_("Nothing stands here, but it must be there."),
    "date_unreadable": N_("»{value}« is not a date that can be read."),
    "date_impossible": N_("The date »{value}« does not exist."),
    "date_future": N_("The date »{value}« lies ahead."),
    "time_unreadable": N_("»{value}« is not a time of day."),
    "number_unreadable": N_("»{value}« is not a number that can be."),
    "range_backwards": N_("»{value}« is lower than the number before it."),
    "theme_unknown": N_("The theme »{value}« is not known."),
}
ERRORS = {
    "street_sheet_without_headings": N_(
        "No headings of a street-team sheet were found. It needs at least Dato, Start, Sted, Tema and Medarbejdere."
    ),
    "street_columns_missing": N_("These columns are missing: {columns}. Nothing is stored."),
}


def field(value: SheetField) -> str:
    """Return the heading of a column."""
    return _(FIELDS[value])


def sentence(value: SheetProblem) -> str:
    """Return what is wrong with a cell, in words that quote it."""
    return _(_PROBLEMS[value.code]).format(value=value.value)


def problem(value: SheetProblem) -> str:
    """Return what is wrong with a row: its column, and in words that quote its value."""
    return f"{field(value.field)}: {sentence(value)}"


def row_problem(value: SheetProblem) -> str:
    """Return the same with the row's number."""
    return _("Row {row}: {texts}").format(row=value.row, texts=problem(value))
