"""Persons on screen: the list with its search, and the page of one person.

page            PersonsPage: list or person, and every dialog that starts from either
list_view       the list: search field, school filter, windowed table, texts that were found
person_pane     one person: header, tabs, right column
person_header   name, badges, age, class, CPR and the actions
course_tab      quick note, filter and timeline (Forløb)
tables          the tabs with police contacts, disclosures and the log
side_column     parents, duty to inform, open tasks, disclosures
side_parts      the single rows of the right column
person_dialog   the editor of a person
small_dialogs   parent, duty to inform, note and task
choose_person   field and list to point out another person
merge_dialog    two persons side by side; side_choice: one value of the two
apart_dialogs   taking a merge apart, moving a contact, possible duplicates
class_dialog    classes move up
words           sentences and cells put together from what the services return
"""
