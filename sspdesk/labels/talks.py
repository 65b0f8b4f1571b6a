"""Words for talks: states, moves, kinds, offers and answers, participants, agreements, and why a move is none."""

from datetime import date

from sspdesk.domain.school_cases import Measure, SchoolCaseState, Trigger
from sspdesk.domain.talk_records import (
    AgreementState,
    AnsweredBy,
    Offer,
    OfferAnswer,
    OfferChannel,
    ParticipantRole,
    Yes,
)
from sspdesk.domain.talks import NotifyCheck, TalkKind, TalkOrigin, TalkState
from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import dates

_STATES = {
    TalkState.RECOMMENDED: N_("Talk recommended"),
    TalkState.OFFERED: N_("Offered"),
    TalkState.ACCEPTED: N_("Said yes"),
    TalkState.DECLINED: N_("Said no"),
    TalkState.NO_REPLY: N_("No reply"),
    TalkState.PLANNED: N_("Time agreed"),
    TalkState.HELD: N_("Talk held"),
    TalkState.FOLLOW_UP: N_("Being followed up"),
    TalkState.CLOSED: N_("Talk closed"),
    TalkState.TO_NOTIFICATION: N_("Over to notification"),
    TalkState.TO_INFOHUS: N_("Over to Infohus"),
    TalkState.CANCELLED: N_("Talk cancelled"),
}
STATE_ICONS = {
    TalkState.RECOMMENDED: "circle",
    TalkState.OFFERED: "hourglass",
    TalkState.ACCEPTED: "circle-check",
    TalkState.DECLINED: "circle-minus",
    TalkState.NO_REPLY: "circle-slash",
    TalkState.PLANNED: "calendar-days",
    TalkState.HELD: "messages-square",
    TalkState.FOLLOW_UP: "circle-dot",
    TalkState.CLOSED: "circle-check",
    TalkState.TO_NOTIFICATION: "megaphone",
    TalkState.TO_INFOHUS: "shield",
    TalkState.CANCELLED: "circle-x",
}
STATE_TONES = {
    TalkState.RECOMMENDED: "warn",
    TalkState.OFFERED: "info",
    TalkState.ACCEPTED: "ok",
    TalkState.PLANNED: "ok",
    TalkState.HELD: "info",
    TalkState.FOLLOW_UP: "info",
}
_MOVES = {
    TalkState.OFFERED: N_("Offer the talk"),
    TalkState.ACCEPTED: N_("Write the answer"),
    TalkState.PLANNED: N_("Agree on a time"),
    TalkState.HELD: N_("The talk was held"),
    TalkState.FOLLOW_UP: N_("Follow up"),
    TalkState.CLOSED: N_("Close the talk"),
    TalkState.TO_NOTIFICATION: N_("Hand over to notification"),
    TalkState.TO_INFOHUS: N_("Hand over to Infohus"),
    TalkState.TO_EXIT: N_("Hand over to Exit"),
    TalkState.CANCELLED: N_("Cancel the talk"),
}
_KINDS = {
    TalkKind.PREVENTIVE: N_("Preventive talk"),
    TalkKind.CONCERN: N_("Talk about a concern"),
    TalkKind.RADICALISATION: N_("Talk about radicalisation"),
}
_ORIGINS = {
    TalkOrigin.WEDNESDAY: N_("The Wednesday group"),
    TalkOrigin.SCHOOL: N_("The school"),
    TalkOrigin.STREET_TEAM: N_("The street team"),
    TalkOrigin.DIRECT: N_("Direct enquiry"),
}
_CHANNELS = {
    OfferChannel.LETTER: N_("Letter"),
    OfferChannel.DIGITAL_POST: N_("Digital Post"),
    OfferChannel.PHONE: N_("By phone"),
    OfferChannel.IN_PERSON: N_("In person"),
    OfferChannel.HOME_VISIT: N_("Home visit"),
    OfferChannel.SCHOOL: N_("Through the school"),
}
_ANSWERS = {
    OfferAnswer.ACCEPTED: N_("Yes, gladly"),
    OfferAnswer.DECLINED: N_("No, thank you"),
    OfferAnswer.NO_REPLY: N_("No reply"),
}
_ANSWERED_BY = {
    AnsweredBy.YOUNG: N_("The young person"),
    AnsweredBy.PARENTS: N_("The parents"),
    AnsweredBy.BOTH: N_("The young person and the parents"),
}
_ROLES = {
    ParticipantRole.YOUNG: N_("the young person"),
    ParticipantRole.PARENT: N_("parent"),
    ParticipantRole.CONSULTANT: N_("SSP consultant, short"),
    ParticipantRole.TEACHER: N_("SSP teacher, short"),
    ParticipantRole.POLICE: N_("police officer"),
    ParticipantRole.STREET_WORKER: N_("street worker"),
    ParticipantRole.SOCIAL_WORKER: N_("social worker"),
    ParticipantRole.COMPANION: N_("companion of the family"),
    ParticipantRole.OTHER: N_("other participant"),
}
_YES = {
    Yes.NOT_ASKED: N_("Has not answered"),
    Yes.GIVEN: N_("Takes part"),
    Yes.REFUSED: N_("Does not want to take part"),
    Yes.NOT_NEEDED: N_("Not asked for a yes"),
}
_AGREEMENTS = {
    AgreementState.OPEN: N_("Agreement open"),
    AgreementState.KEPT: N_("Agreement kept"),
    AgreementState.NOT_KEPT: N_("Agreement not kept"),
}
_CHECKS = {
    NotifyCheck.NEEDED: N_("Yes, there is a duty to notify"),
    NotifyCheck.NOT_NEEDED: N_("No, nothing gives a duty to notify"),
}
_CASE_STATES = {
    SchoolCaseState.ENQUIRY: N_("Enquiry from the school"),
    SchoolCaseState.ASSESSMENT: N_("Being assessed"),
    SchoolCaseState.MEASURES: N_("Measures begun"),
    SchoolCaseState.FOLLOW_UP: N_("Being followed up"),
    SchoolCaseState.CLOSED: N_("Case closed"),
}
_TRIGGERS = {
    Trigger.CRIMINAL_ACT: N_("Criminal act"),
    Trigger.WITNESS: N_("Witness to an event"),
    Trigger.WORRYING_BEHAVIOUR: N_("Worrying behaviour seen"),
    Trigger.HARMFUL_NETWORK: N_("Other inappropriate behaviour or network"),
}
_MEASURES = {
    Measure.TALK: N_("Talk with pupil and parents"),
    Measure.MEDIATION: N_("Pupil and conflict mediation"),
    Measure.TEACHING: N_("Teaching in the class"),
    Measure.REFERRAL: N_("Taken to the Wednesday group"),
    Measure.NOTIFICATION: N_("Notification sent"),
}
ERRORS = {
    "talk_move_illegal": N_("The talk cannot go there from where it stands. Nothing was changed."),
    "talk_day_in_future": N_("The day lies in the future. Write the day it happened."),
    "talk_day_before_last": N_("The day lies before what happened last. Check the date."),
    "talk_day_after_next": N_("The day lies after what happened next. Check the date."),
    "parent_not_to_be_contacted": N_("This relative may not be contacted. It stands with the child's parents."),
    "decided_by_missing": N_("Write who decided: a person or a forum."),
    "answered_by_missing": N_("Choose who of the family answered."),
    "notify_check_missing": N_("Answer the check on the duty to notify before the talk goes on."),
    "notify_reason_missing": N_("Write in a line why there is a duty to notify."),
    "notification_missing": N_("Record the notification first: when it was sent, and to whom."),
    "notification_in_future": N_("The notification lies in the future. Write the day it was sent."),
    "receipt_day_cannot_be": N_("The receipt cannot lie before the notification or in the future. Check the date."),
    "read_day_cannot_be": N_("The family cannot have read the minutes before the talk or in the future."),
    "talk_needs_yes_young": N_("The young person is 15 or older and has not said yes. Write their answer first."),
    "talk_needs_yes_parent": N_("No holder of parental authority has said yes yet. Write their answer first."),
    "talk_not_held": N_("The talk has not been held yet. Write first that it was."),
    "talk_ended": N_("The talk has ended. Begin a new one, or offer it again."),
    "talk_there_already": N_("There is already an open talk. Go on with that one."),
    "participant_refused": N_(
        "This person has said no to taking part. Change the answer first if they came after all."
    ),
    "participant_there_already": N_("This person is on the talk already."),
    "young_stays": N_("The talk is about the young person, who stays on it."),
    "text_missing": N_("Write something first."),
    "school_move_illegal": N_("The case cannot go there from where it stands. Nothing was changed."),
    "measure_missing": N_("Choose what is to be done first."),
    "trigger_missing": N_("Choose what the school saw."),
    "reoffers_cannot_be": N_("A talk can be offered again no more than twice."),
}


def state(value: TalkState) -> str:
    """Return the words for a state as it is read outside Exit."""
    return _(_STATES[value.outward])


def state_icon(value: TalkState) -> str:
    """Return the icon of a state."""
    return STATE_ICONS[value.outward]


def state_tone(value: TalkState) -> str:
    """Return the tone of a state; an ending is neutral, whatever it is."""
    return STATE_TONES.get(value, "neutral")


def move(value: TalkState) -> str:
    """Return what the button of a move says."""
    return _(_MOVES[value])


def kind(value: TalkKind) -> str:
    """Return the words for a kind of talk."""
    return _(_KINDS[value])


def origin(value: TalkOrigin) -> str:
    """Return the words for where a talk comes from."""
    return _(_ORIGINS[value])


def channel(value: OfferChannel) -> str:
    """Return the words for how a talk was offered or followed up."""
    return _(_CHANNELS[value])


def answer(value: OfferAnswer) -> str:
    """Return the words for a family's answer."""
    return _(_ANSWERS[value])


def answered_by(value: AnsweredBy) -> str:
    """Return who answered."""
    return _(_ANSWERED_BY[value])


def role(value: ParticipantRole) -> str:
    """Return the words for a participant's role."""
    return _(_ROLES[value])


def yes(value: Yes) -> str:
    """Return the words for a participant's yes or no."""
    return _(_YES[value])


def agreement_state(value: AgreementState) -> str:
    """Return what became of an agreement."""
    return _(_AGREEMENTS[value])


def notify_check(value: NotifyCheck) -> str:
    """Return the answer to the check on the duty to notify."""
    return _(_CHECKS[value])


def case_state(value: SchoolCaseState) -> str:
    """Return the words for the state of a school's case."""
    return _(_CASE_STATES[value])


def trigger(value: Trigger) -> str:
    """Return what the school saw."""
    return _(_TRIGGERS[value])


def measure(value: Measure) -> str:
    """Return the words for a measure."""
    return _(_MEASURES[value])


def offer_line(offer: Offer, today: date) -> tuple[str, str]:
    """Return an offer in words and the line under it: "Brev, man. 2. nov.", "Nej tak, forældrene, fre. 6. nov."."""
    first = f"{channel(offer.channel)}, {dates.day_in_list(offer.offered_on, today)}"
    if offer.number > 1:
        first = _("Offer no. {number}: {what}").format(number=offer.number, what=first)
    if offer.answer is None:
        return first, _("Waiting for an answer")
    parts = [answer(offer.answer)]
    if offer.answered_by is not None:
        parts.append(answered_by(offer.answered_by).lower())
    if offer.answered_on is not None:
        parts.append(dates.day_in_list(offer.answered_on, today))
    return first, ", ".join(parts)


def reoffers(count: int) -> str:
    """Return how often a talk is to be offered again."""
    if count == 0:
        return _("Do not offer again")
    return ngettext("Offer again {count} time", "Offer again {count} times", count).format(count=count)
