"""The page "Exit": its door, the list of cases, one case, and the dialogs of its moves and parts.

door          the passphrase that opens Exit
list_view     every case with stage and what is due
case_pane     one case: stages, focus areas, and the side column
resuming      how each dialog is opened again after the lock
asking        the next move, the menu, and which dialog a part has
side          the sections of the side column
moves         the dialogs of the moves from enquiry to closing
parts         the dialogs of focus areas, parties, funds, ratings, notes
ties          the dialogs of meetings, consents, side states and outcomes
paper_dialog  to whom a paper goes
figures_dialog  the figures
"""
