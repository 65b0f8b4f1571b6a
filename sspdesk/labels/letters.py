"""Words for letters of preventive talks: kinds, readers, texts and their fields, and why one cannot be written."""

from sspdesk.domain.errors import DomainError
from sspdesk.domain.letters import LetterField, LetterKind, LetterText
from sspdesk.domain.talks import TalkOrigin
from sspdesk.i18n import N_, _
from sspdesk.labels.errors import explain

_KINDS = {
    LetterKind.INVITATION: N_("Letter of invitation"),
    LetterKind.MINUTES: N_("Minutes of the talk, paper"),
    LetterKind.AGREEMENTS: N_("Sheet of agreements"),
    LetterKind.FOLLOW_UP: N_("Invitation to follow up"),
}
_TEXTS = {
    LetterText.INVITATION_PARENTS: N_("Invitation, to parents"),
    LetterText.INVITATION_CHILD: N_("Invitation, to a child under 15"),
    LetterText.INVITATION_YOUNG: N_("Invitation, to a young person of 15 to 17"),
    LetterText.INVITATION_ADULT: N_("Invitation, from 18 years"),
    LetterText.INFORMATION_PARENTS: N_("Information page, to parents"),
    LetterText.INFORMATION_YOUNG: N_("Information page, to the young person"),
    LetterText.MINUTES: N_("Minutes, text around them"),
    LetterText.AGREEMENTS: N_("Sheet of agreements, text"),
    LetterText.FOLLOW_UP_PARENTS: N_("Follow-up, to parents"),
    LetterText.FOLLOW_UP_YOUNG: N_("Follow-up, to the young person"),
}
_FIELDS = {
    LetterField.NAME: N_("the receiver's name"),
    LetterField.FIRST_NAME: N_("the receiver's first name"),
    LetterField.CHILD: N_("first name of the child or young person"),
    LetterField.CHILD_NAME: N_("whole name of the child or young person"),
    LetterField.DATE: N_("today's date"),
    LetterField.REPLY_BY: N_("the day an answer is wanted by"),
    LetterField.HELD_ON: N_("the day the talk was held"),
    LetterField.CONSULTANT: N_("your name, field"),
    LetterField.CONTACT: N_("your name, phone and mail"),
    LetterField.MUNICIPALITY: N_("the municipality"),
    LetterField.UNIT: N_("your unit"),
    LetterField.ADDRESS: N_("the municipality's address"),
    LetterField.DPO: N_("the data protection officer"),
    LetterField.SOURCE: N_("a sentence that says who told us"),
    LetterField.KEPT: N_("a sentence that says when we delete it"),
    LetterField.MEETING: N_("a box: when, where, who (alone on a line)"),
    LetterField.MINUTES: N_("the three phases (alone on a line)"),
    LetterField.AGREEMENTS: N_("the table of agreements (alone on a line)"),
    LetterField.SIGNATURES: N_("lines to sign on (alone on a line)"),
}
_SOURCES = {
    TalkOrigin.WEDNESDAY: (
        N_("The police have told us in the SSP co-operation that they have been in contact with you."),
        N_("The police have told us in the SSP co-operation that they have been in contact with {child}."),
    ),
    TalkOrigin.SCHOOL: (
        N_("The school has told us that it would like you to get some help."),
        N_("The school has told us that it would like {child} to get some help."),
    ),
    TalkOrigin.STREET_TEAM: (
        N_("The street team has met you and told us about it."),
        N_("The street team has met {child} and told us about it."),
    ),
    TalkOrigin.DIRECT: (
        N_("Somebody has turned to us about you."),
        N_("Somebody has turned to us about {child}."),
    ),
}
INVITATION_PURPOSE = N_("Invitation to a voluntary talk, with the information of articles 13 and 14.")
MINUTES_PURPOSE = N_("The family reads and keeps the minutes of its own talk.")
AGREEMENTS_PURPOSE = N_("The family reads and signs what was agreed.")
FOLLOW_UP_PURPOSE = N_("Invitation to follow up a talk.")
SHARED_PURPOSE = N_("Crime prevention: whoever took part follows up the talk.")
_PURPOSES = {
    LetterKind.INVITATION: INVITATION_PURPOSE,
    LetterKind.MINUTES: MINUTES_PURPOSE,
    LetterKind.AGREEMENTS: AGREEMENTS_PURPOSE,
    LetterKind.FOLLOW_UP: FOLLOW_UP_PURPOSE,
}
ERRORS = {
    "letter_title_missing": N_("Begin with one title: a line that starts with # and a space."),
    "letter_field_unknown": N_("There is no field {name}. Choose one from the list, or write the words yourself."),
    "letter_field_elsewhere": N_("The field {name} has nothing to say in this text. Take it out."),
    "letter_field_required": N_("The field {name} is missing. The letter must say it."),
    "letter_block_not_alone": N_("The field {name} is a box of its own. Put it alone on a line."),
    "letter_brace_alone": N_("A brace has lost its partner. A field is written like {name}, with both."),
    "letter_only_to_adult": N_("The person is 18 or more. Letters go to the person only."),
    "letter_without_custody": N_("Has no custody, so the letter does not go here."),
    "letter_not_to_be_contacted": N_("May not be contacted."),
    "letter_child_needs_parent": N_("Under 15 years a parent is invited too, and there is none who may be."),
    "letter_parents_unknown": N_(
        "No parent who may be written to is known. Write the parents in the person's column first."
    ),
    "letter_talk_held": N_("The talk was held. Invite to follow up instead."),
    "letter_talk_ended": N_("The talk has ended. Begin a new one first."),
    "letter_no_minutes": N_("The minutes are empty. Write them first."),
    "letter_no_agreements": N_("Nothing was agreed yet. Write the agreements first."),
    "letter_dpo_missing": N_(
        "Write the data protection officer's contact in Settings first; the letter must name it (articles 13 and 14)."
    ),
    "letter_contact_missing": N_("Write your phone or mail in Settings first, so that the family can answer."),
    "letter_address_known": N_(
        "This is the child's address, and this parent must not be told it. Write the parent's own, or leave it empty."
    ),
    "letter_day_passed": N_("The day has passed. Choose a coming one."),
    "letter_reply_after_talk": N_("The answer is wanted after the proposed day. Choose a day before it."),
    "letter_receiver_gone": N_("Choose who is to have the letter."),
}


def kind(value: LetterKind) -> str:
    """Return the words for a letter."""
    return _(_KINDS[value])


def text(value: LetterText) -> str:
    """Return the name of a text."""
    return _(_TEXTS[value])


def field(value: LetterField) -> str:
    """Return what a field is filled with."""
    return _(_FIELDS[value])


def purpose(value: LetterKind) -> str:
    """Return what a letter to the family is for."""
    return _(_PURPOSES[value])


def source(origin: TalkOrigin, child: str) -> str:
    """Return the sentence that says who told us (art. 14, 2 f): of ``child``, or to the person ("dig") without one."""
    told = _SOURCES[origin][1 if child else 0]
    return _(told).format(child=child)


def why_not(code: str) -> str:
    """Return why somebody gets no letter."""
    return explain(DomainError(code))
