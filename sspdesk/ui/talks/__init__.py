"""The page "Samtaler": preventive talks and the school's cases.

page       the page: list on the left, one talk on the right; the school's cases behind the second choice
list_view  search, filters and the table, by what is next
pane       one talk: stages, what comes next, and its sections
sections   the sections: offers, participants, minutes, agreements, follow-ups, notification, what happened
moves      the dialogs of the moves, each with day, who decided, legal basis and note
dialogs    the small editors: minutes, participants, agreements, follow-ups, notification, the check
schools    the school's cases: list and editors
words      how talks read in tables and panes
"""
