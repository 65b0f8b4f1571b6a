"""The words of the desk's frame: its keyboard, what it remembers of backups, and how long until it locks."""

from datetime import datetime

from sspdesk.i18n import N_, _, ngettext
from sspdesk.labels import dates

SHORTCUTS: tuple[tuple[str, str], ...] = (
    ("Ctrl+K", N_("Search or give a command")),
    ("Ctrl+N", N_("New …")),
    ("Ctrl+1 … Ctrl+9", N_("The pages of the sidebar")),
    ("F9", N_("Discreet display")),
    ("Ctrl+L", N_("Lock now")),
    ("Ctrl+Z / Ctrl+Y", N_("Undo / redo")),
    ("Ctrl+Enter", N_("Save and next")),
    ("Ctrl+S", N_("Save now")),
    ("Ctrl+P / Ctrl+Shift+P", N_("Print / save as PDF")),
    ("↑ ↓  Enter", N_("Choose a row, open it")),
    ("1–6", N_("Decision in a meeting, while no text field has the focus")),
    ("S N O", N_("Same, new, skip when importing")),
    ("F6 / Shift+F6", N_("Next / previous pane")),
    ("F8 / Shift+F8", N_("Next / previous problem")),
    ("Alt+← / Alt+→", N_("Back / forward")),
    ("Space", N_("Tick a box or a chip")),
    ("Esc", N_("Close a popup, clear a search")),
    ("F1", N_("Help for the page")),
)


def backup_state(last: datetime | None, now: datetime) -> tuple[str, str]:
    """Return the words for the latest backup and their tone: "ok" up to a week old, then "warn"."""
    if last is None:
        return _("No backup yet"), "warn"
    if last.date() == now.date():
        return _("Backup today at {time}").format(time=dates.clock(last)), "ok"
    words = _("Backup {day}").format(day=dates.day_in_list(last.date(), now.date()))
    return words, "ok" if (now - last).days < 7 else "warn"


def check_state(last: datetime | None, now: datetime, *, found: int) -> tuple[str, str]:
    """Return the words for the latest check of the whole vault and their tone: "ok", or "warn" when it is overdue."""
    if found:
        return _("The check found something wrong"), "danger"
    if last is None:
        return _("Not checked yet"), "warn"
    words = _("Checked {day}, nothing wrong").format(day=dates.moment(last))
    return words, "ok" if (now - last).days < 14 else "warn"


def saved_state(at: datetime | None) -> str:
    """Return what the status bar says about saving."""
    return _("Everything is saved") if at is None else _("Everything is saved · at {time}").format(time=dates.clock(at))


def today_and_week(now: datetime) -> str:
    """Return date, time and week for the status bar."""
    return f"{dates.moment(now)} · {dates.week(now.date())}"


def lock_after(minutes: int) -> str:
    """Return after how long without use the desk locks."""
    return ngettext("locks after {count} minute", "locks after {count} min", minutes).format(count=minutes)


def lock_soon() -> str:
    """Return the warning one minute before the lock."""
    return _("locks in 1 min")
