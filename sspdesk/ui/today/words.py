"""Words for how ready the next meeting is."""

from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.services.next_meeting import Ready, ReadyStep


def ready(step: Ready) -> tuple[str, str]:
    """Return a step's line and its muted detail, e.g. ("Dagsorden ikke klar", "2 mangler ansvarlig")."""
    words = {
        ReadyStep.LIST: _list,
        ReadyStep.INVITED: _invited,
        ReadyStep.MINUTES: _minutes,
        ReadyStep.AGENDA: _agenda,
        ReadyStep.PRINTED: _printed,
    }
    return words[step.step](step)


def _list(step: Ready) -> tuple[str, str]:
    if not step.done:
        return _("Contact list not imported"), ""
    told = ngettext("{count} contact", "{count} contacts", step.count)
    return _("Contact list imported"), told.format(count=dates.number(step.count))


def _invited(step: Ready) -> tuple[str, str]:
    if step.warn:
        return _("The meeting has moved; tell the participants"), ""
    told = _("{count} of {all} come").format(count=step.count, all=step.of) if step.of else ""
    return (_("Participants invited"), told) if step.done else (_("Participants not invited"), told)


def _minutes(step: Ready) -> tuple[str, str]:
    day = dates.day_short(step.day) if step.day is not None else ""
    return (_("Last minutes approved"), day) if step.done else (_("Last minutes not approved"), day)


def _printed(step: Ready) -> tuple[str, str]:
    return (_("Agenda printed"), "") if step.done else (_("Agenda not printed"), "")


def _agenda(step: Ready) -> tuple[str, str]:
    if step.done:
        return _("Agenda ready"), ""
    if step.count:
        told = ngettext("{count} lacks somebody responsible", "{count} lack somebody responsible", step.count)
        return _("Agenda not ready"), told.format(count=step.count)
    if step.of:
        told = ngettext("{count} minute too long", "{count} minutes too long", step.of)
        return _("Agenda not ready"), told.format(count=step.of)
    return _("Agenda not ready"), _("It is empty")
