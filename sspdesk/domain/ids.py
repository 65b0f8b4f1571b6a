"""Typed ids, so that a person's id cannot be handed where a meeting's is asked for."""

from typing import NewType

PersonId = NewType("PersonId", int)
GuardianId = NewType("GuardianId", int)
NoteId = NewType("NoteId", int)
MergeId = NewType("MergeId", int)
InstitutionId = NewType("InstitutionId", int)
ProfessionalId = NewType("ProfessionalId", int)
ContactId = NewType("ContactId", int)
ImportId = NewType("ImportId", int)
MeetingId = NewType("MeetingId", int)
LineId = NewType("LineId", int)
AttendanceId = NewType("AttendanceId", int)
AdditionId = NewType("AdditionId", int)
ApprovedId = NewType("ApprovedId", int)
TaskId = NewType("TaskId", int)
TalkId = NewType("TalkId", int)
DisclosureId = NewType("DisclosureId", int)
BasisId = NewType("BasisId", int)
AttachmentId = NewType("AttachmentId", int)
