"""Words for consents: topics, authorities, forms, and why the answer is no."""

from sspdesk.domain.consents import (
    ConsentAnswer,
    ConsentAuthority,
    ConsentForm,
    ConsentGiver,
    ConsentReason,
    ConsentTopic,
    Pair,
)
from sspdesk.i18n import N_, _
from sspdesk.labels import dates

_TOPICS = {
    ConsentTopic.TALK: N_("Taking part in the talk"),
    ConsentTopic.MINUTES: N_("Minutes and agreements"),
    ConsentTopic.WELLBEING: N_("Well-being and absence"),
    ConsentTopic.LEISURE: N_("Leisure time"),
    ConsentTopic.HEALTH: N_("Health"),
    ConsentTopic.HOUSING: N_("Housing"),
    ConsentTopic.WORK: N_("Education and work"),
    ConsentTopic.ECONOMY: N_("Money"),
    ConsentTopic.NETWORK: N_("Family and friends"),
    ConsentTopic.SUBSTANCE: N_("Treatment of addiction"),
    ConsentTopic.OTHER: N_("Other topics"),
}
_AUTHORITIES = {
    ConsentAuthority.SCHOOL: N_("School, as authority"),
    ConsentAuthority.CLUB: N_("Club"),
    ConsentAuthority.SOCIAL_SERVICES: N_("Social services"),
    ConsentAuthority.POLICE: N_("Police"),
    ConsentAuthority.STREET_TEAM: N_("Street team"),
    ConsentAuthority.YOUTH_GUIDANCE: N_("Youth guidance"),
    ConsentAuthority.JOB_CENTRE: N_("Job centre"),
    ConsentAuthority.PRISON_SERVICE: N_("Prison and probation service"),
    ConsentAuthority.HEALTH_SERVICE: N_("Health service"),
    ConsentAuthority.TREATMENT: N_("Addiction treatment"),
    ConsentAuthority.HOUSING: N_("Housing association"),
    ConsentAuthority.OTHER: N_("Others"),
}
_FORMS = {
    ConsentForm.WRITTEN: N_("In writing"),
    ConsentForm.ORAL: N_("Orally"),
    ConsentForm.DIGITAL: N_("Digitally"),
}
ERRORS = {
    "consent_never": N_("No consent covers this. Ask for a consent, or choose another legal basis."),
    "consent_not_yet": N_("The consent does not hold yet. Wait, or choose another legal basis."),
    "consent_expired": N_("The consent has expired. Renew it, or choose another legal basis."),
    "consent_withdrawn": N_("The consent was withdrawn. Respect it, or choose another legal basis."),
    "consent_giver_missing": N_("Not everybody whose consent is needed has given it. Ask those who are missing."),
    "consent_parents_unknown": N_("No holder of parental authority is recorded. Record the parents first."),
    "consent_covers_nothing": N_("Choose at least one topic and one authority."),
    "consent_without_giver": N_("Choose who gives the consent."),
    "giver_without_custody": N_("Only a holder of parental authority can give it for the child."),
    "consent_in_future": N_("The consent cannot be given on a day in the future."),
    "consent_before_given": N_("The consent cannot hold before it was given."),
    "consent_ends_before": N_("The consent ends before it begins. Check the two dates."),
    "withdrawal_day_cannot_be": N_("The consent cannot be withdrawn before it was given or in the future."),
    "consent_would_widen": N_(
        "A consent never grows by itself. Ask for the rest, and write it as a consent of its own."
    ),
    "consent_already_withdrawn": N_("The consent is withdrawn. A new one is written by itself."),
}


def topic(value: ConsentTopic) -> str:
    """Return the words for a topic."""
    return _(_TOPICS[value])


def authority(value: ConsentAuthority) -> str:
    """Return the words for an authority."""
    return _(_AUTHORITIES[value])


def form(value: ConsentForm) -> str:
    """Return how a consent was given."""
    return _(_FORMS[value])


def giver(value: ConsentGiver) -> str:
    """Return who gave it."""
    return _("the young person") if value.is_young else value.name


def scope(pairs: frozenset[Pair]) -> list[tuple[str, str]]:
    """Return what a consent covers, by authority: ("Skole", "Trivsel og fravær, fritid")."""
    lines = []
    for one in ConsentAuthority:
        topics = [topic(what) for what in ConsentTopic if (what, one) in pairs]
        if topics:
            lines.append((authority(one), ", ".join([topics[0], *(words.lower() for words in topics[1:])])))
    return lines


def why(found: ConsentAnswer) -> str:
    """Return why the answer is yes or no, e.g. "Samtykket dækker ikke »Helbred« for kriminalforsorgen."."""
    what, whom = topic(found.topic), authority(found.authority).lower()
    if found.reason is ConsentReason.GIVEN and found.until is not None:
        return _("The consent covers »{topic}« for {authority} until {day}.").format(
            topic=what, authority=whom, day=dates.day(found.until)
        )
    if found.reason is ConsentReason.NEVER:
        return _("No consent covers »{topic}« for {authority}.").format(topic=what, authority=whom)
    if found.reason is ConsentReason.PARENTS_UNKNOWN:
        words = ERRORS["consent_parents_unknown"]
        return _(words)
    if found.reason is ConsentReason.GIVER_MISSING:
        names = [*([_("the young person")] if found.young_missing else []), *found.missing]
        return _("The consent to »{topic}« for {authority} lacks: {names}.").format(
            topic=what, authority=whom, names=", ".join(names)
        )
    dated = {
        ConsentReason.NOT_YET: _("The consent to »{topic}« for {authority} begins {day}."),
        ConsentReason.EXPIRED: _("The consent to »{topic}« for {authority} expired {day}."),
        ConsentReason.WITHDRAWN: _("The consent to »{topic}« for {authority} was withdrawn {day}."),
    }[found.reason]
    return dated.format(topic=what, authority=whom, day=dates.day(found.since) if found.since is not None else "")
