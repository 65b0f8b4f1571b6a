"""What a page is given through its constructor: the way to data, privacy, messages, navigation and the lock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.privacy import Privacy


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """Shared by all pages; there are no singletons.

    ``open_page(key, record_id)`` goes to a page: "wednesday" (record: meeting), "import" (record: meeting),
    "persons" (record: person), "disclosures", "log", "settings".
    ``say(text)`` shows a message; an outcome's undo link is shown by ``operations`` itself when ``say`` follows a command.
    ``meeting_lock(True)`` lets the idle lock wait for the longer time of a meeting, ``False`` ends that.
    """

    operations: Operations
    privacy: Privacy
    open_page: Callable[[str, int | None], None]
    say: Callable[[str], None]
    meeting_lock: Callable[[bool], None]
    now: Callable[[], datetime] = datetime.now
    demo: bool = False
