"""Onsdagsgruppen on screen: the meetings, meeting mode, minutes.

page          WednesdayPage: which meeting, the header, what is shown
toolbar       the buttons and the menu of the header, by the meeting's phase
mode          meeting mode: attendance, list and line side by side, and what happens between them
line_list     the list on the left
line_pane     one line on the right: header, police, history, decision, footer
facts         its panels with what the police and this forum know
decision_form its decision, responsible, deadline and note
attendance    the strip of chips
overview      all meetings
dialogs       planning, ending, approving, adding
typed_line    a contact typed at the meeting
words         sentences put together from what the services return
"""
