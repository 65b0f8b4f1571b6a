"""The one list of the desk's pages and of what "Ny" offers. A page is imported when it is first built.

To add one: a ``_build_...`` function with a local import, its entry in ``entries``, its module in ``HEAVY``.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from sspdesk.i18n import _
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.page import Page
from sspdesk.ui.shell.entries import NewAction, PageEntry

OpenPage = Callable[[str, int | None], None]

FIRST = "today"
"""The page opened after unlocking."""

HEAVY = (
    "sspdesk.services.vaults",
    "sspdesk.storage.vault",
    "sspdesk.services.session",
    "sspdesk.ui.shell.window",
    "sspdesk.ui.today.page",
    "sspdesk.ui.wednesday.page",
    "sspdesk.ui.persons.page",
    "sspdesk.ui.talks.page",
    "sspdesk.ui.releases.page",
    "sspdesk.ui.police_list.page",
    "sspdesk.ui.papers.actions",
    "sspdesk.ui.disclosures.page",
    "sspdesk.ui.calendar.page",
    "sspdesk.ui.settings.page",
    "sspdesk.ui.people.page",
    "sspdesk.ui.forums.page",
    "sspdesk.ui.meeting.page",
    "sspdesk.ui.retention.page",
    "sspdesk.ui.street_team.page",
    "sspdesk.ui.street_team.import_page",
    "sspdesk.ui.exits.page",
)
"""What the lock screen does without. A worker imports it while the passphrase is typed, in this order."""


def _build_today(context: PageContext) -> Page:
    from sspdesk.ui.today.page import TodayPage  # noqa: PLC0415 - imported when it is first shown

    return TodayPage(context)


def _build_wednesday(context: PageContext) -> Page:
    from sspdesk.ui.wednesday.page import WednesdayPage  # noqa: PLC0415 - imported when it is first shown

    return WednesdayPage(context)


def _build_persons(context: PageContext) -> Page:
    from sspdesk.ui.persons.page import PersonsPage  # noqa: PLC0415 - imported when it is first shown

    return PersonsPage(context)


def _build_talks(context: PageContext) -> Page:
    from sspdesk.ui.talks.page import TalksPage  # noqa: PLC0415 - imported when it is first shown

    return TalksPage(context)


def _build_releases(context: PageContext) -> Page:
    from sspdesk.ui.releases.page import ReleasesPage  # noqa: PLC0415 - imported when it is first shown

    return ReleasesPage(context)


def _build_people(context: PageContext) -> Page:
    from sspdesk.ui.people.page import PeoplePage  # noqa: PLC0415 - imported when it is first shown

    return PeoplePage(context)


def _build_import(context: PageContext) -> Page:
    from sspdesk.ui.police_list.page import ImportPage  # noqa: PLC0415 - imported when it is first shown

    return ImportPage(context)


def _build_disclosures(context: PageContext) -> Page:
    from sspdesk.ui.disclosures.page import DisclosuresPage  # noqa: PLC0415 - imported when it is first shown

    return DisclosuresPage(context)


def _build_calendar(context: PageContext) -> Page:
    from sspdesk.ui.calendar.page import CalendarPage  # noqa: PLC0415 - imported when it is first shown

    return CalendarPage(context)


def _build_settings(context: PageContext) -> Page:
    from sspdesk.ui.settings.page import SettingsPage  # noqa: PLC0415 - imported when it is first shown

    return SettingsPage(context)


def _build_street_import(context: PageContext) -> Page:
    from sspdesk.ui.street_team.import_page import StreetImportPage  # noqa: PLC0415 - imported when it is first shown

    return StreetImportPage(context)


def _build_street_team(context: PageContext) -> Page:
    from sspdesk.ui.street_team.page import StreetTeamPage  # noqa: PLC0415 - imported when it is first shown

    return StreetTeamPage(context)


def _build_retention(context: PageContext) -> Page:
    from sspdesk.ui.retention.page import RetentionPage  # noqa: PLC0415 - imported when it is first shown

    return RetentionPage(context)


def _build_exits(context: PageContext) -> Page:
    from sspdesk.ui.exits.page import ExitsPage  # noqa: PLC0415 - imported when it is first shown

    return ExitsPage(context)


def _build_meeting(context: PageContext) -> Page:
    from sspdesk.ui.meeting.page import MeetingPage  # noqa: PLC0415 - imported when it is first shown

    return MeetingPage(context)


def _build_forums(context: PageContext) -> Page:
    from sspdesk.ui.forums.page import ForumsPage  # noqa: PLC0415 - imported when it is first shown

    return ForumsPage(context)


def _meetings() -> tuple[PageEntry, ...]:
    return (
        PageEntry(
            key="meeting",
            title=_("Meeting"),
            icon="calendar-days",
            build=_build_meeting,
            place="hidden",
            parent="calendar",
        ),
        PageEntry(
            key="forums", title=_("Forums"), icon="landmark", build=_build_forums, place="hidden", parent="calendar"
        ),
    )


def entries() -> tuple[PageEntry, ...]:
    """Return the pages in the order of the sidebar."""
    return (
        PageEntry(key="today", title=_("Today"), icon="list-checks", build=_build_today),
        PageEntry(key="wednesday", title=_("The Wednesday group"), icon="users-round", build=_build_wednesday),
        PageEntry(key="persons", title=_("Persons"), icon="contact-round", build=_build_persons),
        PageEntry(key="talks", title=_("Talks"), icon="messages-square", build=_build_talks),
        PageEntry(
            key="people",
            title=_("Professionals and institutions"),
            icon="briefcase",
            build=_build_people,
            place="hidden",
            parent="persons",
        ),
        PageEntry(
            key="import",
            title=_("Import contact list"),
            icon="file-down",
            build=_build_import,
            place="hidden",
            parent="wednesday",
        ),
        PageEntry(key="street_team", title=_("Street team"), icon="footprints", build=_build_street_team),
        PageEntry(
            key="street_import",
            title=_("Import the street team's sheet"),
            icon="file-down",
            build=_build_street_import,
            place="hidden",
            parent="street_team",
        ),
        PageEntry(key="exits", title=_("Exit"), icon="lock", build=_build_exits),
        PageEntry(key="releases", title=_("Good release"), icon="sunrise", build=_build_releases),
        PageEntry(key="calendar", title=_("Calendar"), icon="calendar-days", build=_build_calendar),
        *_meetings(),
        PageEntry(key="disclosures", title=_("Disclosures"), icon="share-2", build=_build_disclosures),
        PageEntry(
            key="retention",
            title=_("Deletion"),
            icon="trash-2",
            build=_build_retention,
            place="hidden",
            parent="settings",
        ),
        PageEntry(key="settings", title=_("Settings"), icon="settings", build=_build_settings, place="bottom"),
    )


def new_actions(open_page: OpenPage) -> tuple[NewAction, ...]:
    """Return what "Ny" offers."""
    return (
        NewAction(title=_("New meeting…"), icon="calendar-plus", run=partial(open_page, "meeting", 0)),
        NewAction(title=_("New person"), icon="user-plus", run=partial(open_page, "persons", 0)),
        NewAction(title=_("New talk"), icon="messages-square", run=partial(open_page, "talks", 0)),
        NewAction(title=_("New release"), icon="sunrise", run=partial(open_page, "releases", 0)),
        NewAction(title=_("Import contact list"), icon="file-down", run=partial(open_page, "import", None)),
    )


def warm_up() -> None:
    """Import what the desk needs once it is unlocked."""
    for module in HEAVY:
        import_module(module)
