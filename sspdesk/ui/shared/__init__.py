"""The parts every page is built from. Nothing here knows a feature.

operations      Operations (query, command, background, undo), InlineOperations for tests and the tour
progress        Progress (called by the work, stops it), ProgressRow (bar, counts, stop button)
form            Form (line, text, date, time, combo, check, read_only, add), focus_into
drafts          unsaved text in the vault: form.keep_drafts(subject, person_id=…), follow_drafts(source), Page.editors
fields          SearchCombo and Option, TextArea, ReadOnlyField, CheckBox
date_edit       DateEdit, TimeEdit; what they understand is in date_reading
table           RecordTable; cells: Column, Cell, BadgeSpec, GroupRow, RowSource, Sort; table_model: RecordTableModel
buttons         Button and Kind, IconButton, MenuButton, set_tip, repolish
choices         Chip, SegmentedControl and Segment, DecisionGroup and Decision
stepper         Stepper
timeline        Timeline and TimelineEntry
panels          Panel, EmptyState, InlineMessage, Badge, KeyHint
page            Page (base of every page), PageHeader, Command
splitter        Splitter; memory: DeskMemory keeps its place
dialogs         Dialog, ConfirmDialog; crash: CrashDialog
pdf_preview     PdfPreview (printing, saving by the caller)
garbage         GarbageKeeper: collects cycles between events; Operations with threads keep one
toast           Toast, MessageBar: the main window has one of each
privacy         Privacy (discreet display), mask_name, mask_cpr, mask_text
cpr_label       CprLabel; clipboard: ShortClipboard
layouts         row, column, label, rule, box, clear, FlowLayout
paint           badge, two_tone, text, key_hint, focus_ring, rounded, hline, share_bar for own drawing
"""
