"""What a page is given through its constructor: the way to data, privacy, messages, navigation and the lock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sspdesk.domain.vault import Finding
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.privacy import Privacy

if TYPE_CHECKING:
    from sspdesk.services.session import RecoveryKey
    from sspdesk.services.work import Outcome, UnitOfWork


@dataclass(frozen=True, kw_only=True)
class VaultActions:
    """What the settings page may do with the open vault itself.

    ``change_passphrase(uow, present, new)`` runs in a command, since it logs; it raises KnownError("wrong_secret") for
    a wrong present passphrase and DomainError for a weak new one. ``review`` opens the reviewer's view.
    ``drill`` tries a restore. ``confirm`` raises KnownError("wrong_secret") unless the passphrase fits. ``rotate``
    changes the keys and locks the desk; only for the owner (``is_owners``).
    """

    folder: Path
    last_backup: Callable[[], datetime | None]
    back_up: Callable[[], None]
    change_passphrase: "Callable[[UnitOfWork, str, str], None]"
    last_check: Callable[[], datetime | None]
    check_found: Callable[[], tuple[Finding, ...]]
    check_now: Callable[[], None]
    review: Callable[[], None]
    drill: Callable[[], None]
    confirm: Callable[[str], None]
    deputies: "Callable[[UnitOfWork], Sequence[str]]"
    add_deputy: "Callable[[UnitOfWork, str, str], Outcome[None]]"
    rotate: "Callable[[str, RecoveryKey], None]"
    is_owners: bool = True


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """Shared by all pages; there are no singletons.

    ``open_page(key, record_id)`` goes to a page: "wednesday" (record: meeting), "import" (record: meeting),
    "persons" (record: person), "people", "disclosures" (record: disclosure), "settings".
    ``say(text)`` shows a message; ``operations`` adds the undo link itself when ``say`` follows a command.
    ``vault`` is there while a vault is open (only tests go without one).
    ``meeting_lock(True)`` lets the idle lock wait for the longer time of a meeting, ``False`` ends that.
    """

    operations: Operations
    privacy: Privacy
    open_page: Callable[[str, int | None], None]
    say: Callable[[str], None]
    meeting_lock: Callable[[bool], None]
    now: Callable[[], datetime] = datetime.now
    demo: bool = False
    vault: VaultActions | None = None
