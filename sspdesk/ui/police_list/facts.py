"""What to know before a list is stored: how many contacts and persons, what is skipped, what to be warned of."""

from sspdesk.domain.wednesday import MAX_TEXT
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.services.import_plan import Settled
from sspdesk.ui.police_list.session import Session


def facts(session: Session) -> list[tuple[str, str, str]]:
    """Return (icon, tint, sentence) for everything worth knowing before the list is stored."""
    plan = session.plan
    if plan is None:
        return []
    counts, kept = plan.counts(), plan.kept()
    fresh = counts.stored - counts.updates
    found = [("users-round", "accent", _contacts(fresh, kept))]
    if counts.newcomers:
        words = ngettext("{count} new person is created", "{count} new persons are created", counts.newcomers)
        found.append(("user-plus", "muted", words.format(count=dates.number(counts.newcomers))))
    if counts.updates:
        words = ngettext(
            "{count} contact is brought up to date", "{count} contacts are brought up to date", counts.updates
        )
        found.append(("refresh-cw", "muted", words.format(count=dates.number(counts.updates))))
    if counts.skipped - counts.problems:
        skipped = counts.skipped - counts.problems
        words = ngettext("{count} row is skipped", "{count} rows are skipped", skipped)
        found.append(("skip-forward", "muted", words.format(count=dates.number(skipped))))
    return found + _warnings(session, kept)


def _contacts(fresh: int, kept: list[Settled]) -> str:
    persons = {one.person_id or -(one.newcomer or 0) for one in kept if not one.updates}
    contacts = ngettext("{count} contact", "{count} contacts", fresh).format(count=dates.number(fresh))
    return ngettext("{contacts} about {count} person", "{contacts} about {count} persons", len(persons)).format(
        contacts=contacts, count=dates.number(len(persons))
    )


def _warnings(session: Session, kept: list[Settled]) -> list[tuple[str, str, str]]:
    plan = session.plan
    assert plan is not None  # noqa: S101 - the caller has it
    found: list[tuple[str, str, str]] = []
    problems = len(plan.review.problems)
    if problems:
        words = ngettext("{count} row with an error is left out", "{count} rows with errors are left out", problems)
        found.append(("circle-alert", "danger", words.format(count=dates.number(problems))))
    over = sum(one.number in plan.review.over_age for one in kept)
    if over:
        words = ngettext(
            "{count} contact is about a person above the age limit",
            "{count} contacts are about persons above the age limit",
            over,
        )
        found.append(("triangle-alert", "warn", words.format(count=dates.number(over))))
    long = sum(len(one.row.text or "") > MAX_TEXT for one in kept)
    if long:
        words = ngettext(
            "{count} text is shortened to {limit} characters; all of it stands in the note",
            "{count} texts are shortened to {limit} characters; all of it stands in the note",
            long,
        )
        found.append(("info", "info", words.format(count=dates.number(long), limit=MAX_TEXT)))
    protected = sum(bool(one.row.protected) for one in kept)
    if protected:
        words = ngettext(
            "{count} person has name and address protection",
            "{count} persons have name and address protection",
            protected,
        )
        found.append(("shield-alert", "warn", words.format(count=dates.number(protected))))
    if session.has_addresses:
        kept_words = (
            _("Home addresses are kept, as you chose") if session.keep_addresses else _("Home addresses are left out")
        )
        found.append(("house", "muted", kept_words))
    return found
