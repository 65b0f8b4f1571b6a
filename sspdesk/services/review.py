"""The reviewer's view: figures, settings and the log for the head or data protection officer. No case text, no names.

Whoever reviews has no key of their own, since every key opens everything; the owner opens the view or prints it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.errors import KnownError
from sspdesk.domain.log import Action, LogEntry, LogFilter
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import disclosures as disclosure_words
from sspdesk.labels import log as log_words
from sspdesk.labels import retention as retention_words
from sspdesk.labels import settings as settings_words
from sspdesk.labels.errors import explain
from sspdesk.labels.log import GROUP_ACTIONS, LogGroup
from sspdesk.labels.reports import upper_first
from sspdesk.reports import review as report
from sspdesk.reports.review import LogLine, ReviewReport, Section
from sspdesk.services import disclosures, retention, street_retention
from sspdesk.services.disclosures import Leaving
from sspdesk.services.paper_heads import basis_warning
from sspdesk.storage.unit_of_work import UnitOfWork

__all__ = ["BASIS", "Health", "ReviewPaper", "Section", "begin", "paper", "sections"]

BASIS = "DBF24"
_MOST = 2_000
_TABLES = ("person", "contact", "talk", "task", "note", "attachment", "guardian", "draft")


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What is known of the vault itself: latest backup and check, what the check found, how many may open it."""

    last_backup: datetime | None = None
    last_check: datetime | None = None
    found: int = 0
    passphrases: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPaper:
    """The figures ready to be rendered and registered."""

    report: ReviewReport
    leaving: Leaving
    number: str
    warning: str = ""

    @property
    def names(self) -> bool:
        """No person stands on it."""
        return False

    def render(self) -> bytes:
        """Return the figures as PDF; needs no database."""
        return report.render(self.report)

    def render_discreet(self) -> None:
        """Return nothing: there is nothing to mask."""


def begin(uow: UnitOfWork) -> None:
    """Log that the view is opened."""
    uow.log(Action.OPEN, "review")


def sections(uow: UnitOfWork, health: Health) -> tuple[Section, ...]:
    """Return the figures and settings, section by section."""
    return (
        _kept(uow),
        _left(uow),
        _deletion(uow),
        _used(uow),
        _vault(uow, health),
        _settings(uow),
    )


def paper(uow: UnitOfWork, health: Health, recipient: str, log: LogFilter | None = None) -> ReviewPaper:
    """Return the figures as a paper, with the entries of the log where a filter is given.

    Raises DomainError without a recipient (G-1).
    """
    entries = uow.log_entries(log, limit=_MOST) if log is not None else []
    leaving = Leaving(
        document=Document.REVIEW,
        channel=Channel.PDF,
        recipient=recipient,
        purpose=_(disclosure_words.REVIEW_PURPOSE),
        fields=(Field.FIGURES, Field.STAFF),
        persons=(),
        basis_code=BASIS,
    )
    number = disclosures.next_number(uow)
    return ReviewPaper(
        report=ReviewReport(
            paper=disclosures.letterhead(uow, leaving, number),
            recipient=recipient,
            sections=sections(uow, health),
            log=tuple(_line(entry) for entry in entries),
        ),
        leaving=leaving,
        number=number,
        warning=basis_warning(uow, leaving),
    )


def _line(entry: LogEntry) -> LogLine:
    return LogLine(
        at=datetime.fromisoformat(entry.at).replace(tzinfo=None),
        who=entry.user,
        what=log_words.what(entry),
        persons=log_words.persons(entry),
    )


# -- sections --------------------------------------------------------------------------------------------------------


def _kept(uow: UnitOfWork) -> Section:
    counts = uow.figures.row_counts()
    rows = [(upper_first(retention_words.table(name)), dates.number(counts[name])) for name in _TABLES]
    rows.append((_("Meetings"), dates.number(counts["meeting"])))
    overdue = uow.tasks.count_between(None, uow.today - relativedelta(days=1))
    rows.append((_("Open tasks past their deadline"), dates.number(overdue)))
    return Section(title=_("What is kept"), rows=tuple(rows))


def _left(uow: UnitOfWork) -> Section:
    counts = uow.figures.disclosure_counts(_a_year_ago(uow.today))
    rows = []
    for document in Document:
        done, stopped = counts.get((document.value, False), 0), counts.get((document.value, True), 0)
        if done or stopped:
            told = dates.number(done)
            if stopped:
                told += ngettext(" and {count} stopped", " and {count} stopped", stopped).format(count=stopped)
            rows.append((disclosure_words.document(document), told))
    return Section(title=_("What left in the last 12 months"), rows=tuple(rows), empty=_("Nothing left."))


def _deletion(uow: UnitOfWork) -> Section:
    due = (*retention.due_summary(uow), *street_retention.due(uow))
    rows = [(retention_words.due(one.kind), _due(one.count, one.due)) for one in due]
    rows.append((_("Held with a reason"), dates.number(len(retention.held(uow)))))
    since = _a_year_ago(uow.today)
    receipts = [one for one in retention.receipts(uow) if one.at.date() >= since]
    gone = sum(sum(one.counts.values()) for one in receipts)
    rows.append((_("Deletions in the last 12 months"), _times(len(receipts), gone)))
    return Section(title=_("Deletion"), rows=tuple(rows))


def _due(count: int, since: date) -> str:
    return _("{count} proposed, the oldest since {day}").format(count=dates.number(count), day=dates.plain_day(since))


def _times(times: int, rows: int) -> str:
    told = ngettext("{count} time", "{count} times", times).format(count=dates.number(times))
    return _("{times}, {rows} rows in all").format(times=told, rows=dates.number(rows))


def _used(uow: UnitOfWork) -> Section:
    counts = uow.figures.action_counts(uow.today - relativedelta(days=30))
    rows = []
    for user in sorted({user for user, _action in counts}):
        told = []
        for group in LogGroup:
            number = sum(counts.get((user, action), 0) for action in GROUP_ACTIONS[group])
            told.append(f"{log_words.group(group)}: {dates.number(number)}")
        rows.append((user, " · ".join(told)))
    wrong = sum(number for (_user, action), number in counts.items() if action is Action.UNLOCK_FAILED)
    rows.append((_("Times a wrong passphrase was tried"), dates.number(wrong)))
    return Section(title=_("Who used the program in the last 30 days"), rows=tuple(rows))


def _vault(uow: UnitOfWork, health: Health) -> Section:
    try:
        state = uow.check_log()
        whole = _("{count} entries, whole").format(count=dates.number(state.entries))
        if state.cut:
            whole = _("{told}; {cut} older ones were deleted").format(told=whole, cut=dates.number(state.cut))
    except KnownError as error:
        whole = explain(error)
    never = _("never")
    checked = dates.moment(health.last_check) if health.last_check else never
    if health.found:
        checked += " · " + ngettext("{count} finding", "{count} findings", health.found).format(count=health.found)
    rows = (
        (_("Log"), whole),
        (_("Latest backup"), dates.moment(health.last_backup) if health.last_backup else never),
        (_("Latest check of the whole vault"), checked),
        (_("What opens it"), _opened_by(health.passphrases)),
    )
    return Section(title=_("The vault"), rows=rows)


def _opened_by(passphrases: int) -> str:
    return ngettext(
        "{count} passphrase, and the recovery key on paper",
        "{count} passphrases, and the recovery key on paper",
        passphrases,
    ).format(count=passphrases)


def _settings(uow: UnitOfWork) -> Section:
    chosen = uow.settings()
    rows = [
        (_("Municipality"), chosen.municipality),
        (_("Unit"), chosen.unit),
        (_("Locks after"), _minutes(chosen.idle_minutes)),
        (_("In a meeting after"), _minutes(chosen.meeting_minutes)),
        (_("Days of a hand-out"), dates.number(chosen.handout_days)),
        (_("Months the log is kept"), dates.number(chosen.log_months)),
        (_("Age limit in years"), dates.number(chosen.age_limit)),
        (_("The Wednesday group"), settings_words.rhythm(chosen.meeting_interval_weeks)),
        (_("Backups go to a place of their own"), _("yes") if chosen.backup_folder else _("no")),
    ]
    for kind, term, _proposed in retention.terms(uow):
        told = f"{retention_words.period(term)} {retention_words.anchor(kind)}"
        rows.append((_("Deleted: {what}").format(what=retention_words.due(kind)), told))
    return Section(title=_("Settings"), rows=tuple(rows))


def _minutes(count: int) -> str:
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)


def _a_year_ago(today: date) -> date:
    return today - relativedelta(months=12)
