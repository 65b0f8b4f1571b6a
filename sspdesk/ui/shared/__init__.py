"""The parts every page is built from. Nothing here knows a feature.

operations      Operations (query, command, background, undo), InlineOperations for tests and the tour
progress        Progress (called by the work, stops it), ProgressRow (bar, counts, stop button)
form            Form (line, text, date, time, combo, check, read_only, add), focus_into
fields          SearchCombo and Option, TextArea, ReadOnlyField, CheckBox
date_edit       DateEdit, TimeEdit; what they understand is in date_reading
table           RecordTable; cells: Column, Cell, BadgeSpec, GroupRow, RowSource, Sort; table_model: RecordTableModel
buttons         Button and Kind, IconButton, MenuButton, set_tip, repolish
panels          Panel, EmptyState, InlineMessage, Badge, KeyHint
page            Page (base of every page), PageHeader, Command
privacy         Privacy (discreet display), mask_name, mask_cpr, mask_text
layouts         row, column, label, rule, box, clear, FlowLayout
paint           badge, two_tone, text, key_hint, focus_ring, rounded, hline, share_bar for own drawing
"""
