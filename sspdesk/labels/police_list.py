"""Words for the police list: its fields, what can be wrong with a line, and why a file cannot be read."""

from sspdesk.domain.police_list import Field, ListProblem
from sspdesk.i18n import N_, _

_FIELDS = {
    Field.NAME: N_("Name"),
    Field.FIRST_NAME: N_("First name"),
    Field.MIDDLE_NAME: N_("Middle name"),
    Field.LAST_NAME: N_("Last name"),
    Field.BIRTH_DATE: N_("Birth date"),
    Field.CPR: N_("CPR number"),
    Field.CONTACT_DATE: N_("Date of contact"),
    Field.CONTACT_TIME: N_("Time of contact"),
    Field.ROLE: N_("Role"),
    Field.PLACE: N_("Place"),
    Field.TEXT: N_("What happened"),
    Field.REFERENCE: N_("The police's reference"),
    Field.SCHOOL: N_("School"),
    Field.ADDRESS: N_("Home address"),
    Field.TALK_RECOMMENDED: N_("Talk recommended"),
    Field.PROTECTED: N_("Name and address protected"),
    Field.NOTE: N_("Remark"),
}

_PROBLEMS = {
    "name_missing": N_("Row {row}: The name is missing."),
    "name_unreadable": N_("Row {row}: “{text}” cannot be read as a name."),
    "contact_date_unreadable": N_("Row {row}: “{text}” cannot be read as a date."),
    "contact_date_impossible": N_("Row {row}: The date {text} does not exist."),
    "contact_in_future": N_("Row {row}: The date of contact {text} is more than 31 days ahead."),
    "contact_before_birth": N_("Row {row}: The date of contact {text} is before the birth date."),
    "birth_date_unreadable": N_("Row {row}: “{text}” cannot be read as a birth date."),
    "birth_date_impossible": N_("Row {row}: The birth date {text} does not exist."),
    "birth_in_future": N_("Row {row}: The birth date {text} has not come yet."),
    "birth_dates_differ": N_("Row {row}: The birth date {text} does not fit the CPR number or the other birth date."),
    "cpr_chars": N_("Row {row}: The CPR number has other signs than digits."),
    "cpr_length": N_("Row {row}: The CPR number must have ten digits."),
    "cpr_date": N_("Row {row}: The CPR number does not start with a birth date."),
}

ERRORS = {
    "list_missing": N_("The file {name} is not there any more. Nothing was imported. Choose the file again."),
    "list_not_a_file": N_("{name} is not a file. Nothing was imported. Choose the file with the list."),
    "list_unreadable": N_(
        "The file {name} cannot be opened: you may not read it, or the disk does not answer. Nothing was imported."
    ),
    "list_in_use": N_(
        "The file {name} is open in another program. Nothing was imported. Close it there and try again."
    ),
    "list_not_as_named": N_(
        "The file is called .{ending}, but its content is something else. Nothing was imported. "
        "Ask for the list again, or save it anew from the program it was made in."
    ),
    "list_unknown_format": N_(
        "This kind of file cannot be read. Nothing was imported. Use xlsx, xls, ods, csv or docx, "
        "or copy the table and paste it."
    ),
    "list_corrupt": N_("The file is damaged and cannot be read. Nothing was imported. Ask for the list again."),
    "list_empty": N_("The file is empty. Nothing was imported. Ask for the list again."),
    "list_only_headings": N_("The list has headings but no rows. Nothing was imported."),
    "list_password": N_(
        "The file is protected with a password. Nothing was imported. Open it in Excel or Word, "
        "save it without a password and choose it again."
    ),
    "list_bomb": N_(
        "The file is far larger than a list can be when it is unpacked, or built in an unusual way, "
        "so it was not opened. Nothing was imported. Ask the sender for an ordinary list."
    ),
    "list_too_slow": N_("It took too long to read the file, so reading was stopped. Nothing was imported."),
    "list_cancelled": N_("Reading the file was cancelled. Nothing was imported."),
    "list_no_table": N_("No list of people was found. Nothing was imported. Check that it is the right file."),
    "list_no_name_column": N_("No column with names was found. Nothing was imported. Point out the column with names."),
}

_UNREAD_LIST = N_("“{name}” in the same file looks like a list too and was not read.")

_CODES = {
    "name_missing": N_("the line has no name"),
    "name_unreadable": N_("the name cannot be read"),
    "contact_date_unreadable": N_("the date of contact cannot be read"),
    "contact_date_impossible": N_("the date of contact does not exist"),
    "contact_in_future": N_("the date of contact is more than 31 days ahead"),
    "contact_before_birth": N_("born after the contact"),
    "birth_date_unreadable": N_("the birth date cannot be read"),
    "birth_date_impossible": N_("the birth date does not exist"),
    "birth_in_future": N_("the birth date has not come yet"),
    "birth_dates_differ": N_("birth date and CPR number do not fit each other"),
    "cpr_chars": N_("the CPR number has other signs than digits"),
    "cpr_length": N_("the CPR number does not have ten digits"),
    "cpr_date": N_("the CPR number does not start with a birth date"),
    "other_list_not_read": N_("another sheet or table looks like a list too and was not read"),
    "list_missing": N_("the file is not there"),
    "list_not_a_file": N_("the path is not a file"),
    "list_unreadable": N_("the file cannot be opened"),
    "list_in_use": N_("the file is open in another program"),
    "list_not_as_named": N_("the content is not what the file's ending says"),
    "list_unknown_format": N_("this kind of file cannot be read"),
    "list_corrupt": N_("the file is damaged"),
    "list_empty": N_("the file is empty"),
    "list_only_headings": N_("the list has headings but no rows"),
    "list_password": N_("the file is protected with a password"),
    "list_bomb": N_("the file is too large, or built to overload a program"),
    "list_too_slow": N_("reading took too long"),
    "list_cancelled": N_("reading was cancelled"),
    "list_no_table": N_("no list of people was found"),
    "list_no_name_column": N_("no column with names was found"),
}


def field_label(field: Field) -> str:
    """Return the Danish name of a list's field."""
    return _(_FIELDS[field])


def describe(problem: ListProblem) -> str:
    """Return the Danish sentence for a line that could not be read, with its row number."""
    return _(_PROBLEMS[problem.code]).format(row=problem.row, text=problem.text)


def problem_codes() -> dict[str, str]:
    """Return every code that ``read-list`` may give with its Danish explanation, for the command line's help."""
    return {code: _(words) for code, words in _CODES.items()}


def explain_unread_list(name: str) -> str:
    """Return the Danish sentence for a further list in the same file."""
    return _(_UNREAD_LIST).format(name=name)
