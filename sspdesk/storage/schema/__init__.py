"""The tables, one module a feature, gathered in one MetaData."""

from sspdesk.storage.schema.attachments import agenda_paper, attachment, attachment_content
from sspdesk.storage.schema.base import metadata
from sspdesk.storage.schema.consents import consent, consent_giver, consent_scope
from sspdesk.storage.schema.disclosures import disclosure, disclosure_person, legal_basis
from sspdesk.storage.schema.drafts import draft
from sspdesk.storage.schema.exits import (
    exit_case,
    exit_focus,
    exit_funds,
    exit_link,
    exit_move,
    exit_note,
    exit_outcome,
    exit_party,
    exit_rating,
    exit_side,
    exit_threat,
)
from sspdesk.storage.schema.feeds import feed
from sspdesk.storage.schema.forums import forum, forum_item, forum_member, series
from sspdesk.storage.schema.letters import letter_text
from sspdesk.storage.schema.meetings import addition, agenda_item, approved_minutes, attendee, meeting, meeting_line
from sspdesk.storage.schema.people import institution, professional
from sspdesk.storage.schema.persons import guardian, merge, note, person
from sspdesk.storage.schema.releases import (
    release_case,
    release_contact,
    release_item,
    release_meeting,
    release_member,
    release_move,
    release_visit,
)
from sspdesk.storage.schema.retention import anonymous_count, deleted_row, deletion_receipt, filing, retention_hold
from sspdesk.storage.schema.school_calendar import school_break
from sspdesk.storage.schema.street_team import (
    observation,
    situational_matter,
    street_place,
    street_shift,
    street_shift_worker,
)
from sspdesk.storage.schema.system import log, remembered_columns, revision, setting
from sspdesk.storage.schema.talks import (
    notification,
    school_case,
    talk,
    talk_agreement,
    talk_follow_up,
    talk_offer,
    talk_participant,
    talk_transition,
)
from sspdesk.storage.schema.tasks import task
from sspdesk.storage.schema.wednesday import contact, import_batch

__all__ = [
    "addition",
    "agenda_item",
    "agenda_paper",
    "anonymous_count",
    "approved_minutes",
    "attachment",
    "attachment_content",
    "attendee",
    "consent",
    "consent_giver",
    "consent_scope",
    "contact",
    "deleted_row",
    "deletion_receipt",
    "disclosure",
    "disclosure_person",
    "draft",
    "exit_case",
    "exit_focus",
    "exit_funds",
    "exit_link",
    "exit_move",
    "exit_note",
    "exit_outcome",
    "exit_party",
    "exit_rating",
    "exit_side",
    "exit_threat",
    "feed",
    "filing",
    "forum",
    "forum_item",
    "forum_member",
    "guardian",
    "import_batch",
    "institution",
    "legal_basis",
    "letter_text",
    "log",
    "meeting",
    "meeting_line",
    "merge",
    "metadata",
    "note",
    "notification",
    "observation",
    "person",
    "professional",
    "release_case",
    "release_contact",
    "release_item",
    "release_meeting",
    "release_member",
    "release_move",
    "release_visit",
    "remembered_columns",
    "retention_hold",
    "revision",
    "school_break",
    "school_case",
    "series",
    "setting",
    "situational_matter",
    "street_place",
    "street_shift",
    "street_shift_worker",
    "talk",
    "talk_agreement",
    "talk_follow_up",
    "talk_offer",
    "talk_participant",
    "talk_transition",
    "task",
]
