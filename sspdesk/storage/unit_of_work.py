"""One transaction's way to every repository, the log and the change record."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Generic, TypeVar

import sqlalchemy as sa

from sspdesk.domain.changes import Outcome
from sspdesk.domain.log import Action, Expiry, LogEntry, LogFilter, LogState
from sspdesk.domain.search import Found, PersonHit, TextHit
from sspdesk.domain.settings import Settings
from sspdesk.storage import access_log, record_search, schema, search
from sspdesk.storage.agenda import AgendaRepository
from sspdesk.storage.attachments import AgendaPaperRepository, AttachmentRepository
from sspdesk.storage.consents import ConsentRepository
from sspdesk.storage.disclosures import BasisRepository, DisclosureRepository
from sspdesk.storage.drafts import DraftRepository
from sspdesk.storage.exits import ExitDoor, Exits
from sspdesk.storage.feeds import FeedRepository
from sspdesk.storage.figures import Figures
from sspdesk.storage.forums import ForumItemRepository, ForumRepository, MemberRepository, SeriesRepository
from sspdesk.storage.history import HistoryReader
from sspdesk.storage.letters import OwnTextRepository
from sspdesk.storage.meetings import (
    AdditionRepository,
    ApprovedMinutesRepository,
    AttendeeRepository,
    LineRepository,
    MeetingRepository,
)
from sspdesk.storage.people import InstitutionRepository, ProfessionalRepository
from sspdesk.storage.persons import GuardianRepository, MergeRepository, NoteRepository, PersonRepository
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.releases import (
    ReleaseContactRepository,
    ReleaseItemRepository,
    ReleaseMeetingRepository,
    ReleaseMemberRepository,
    ReleaseMoveRepository,
    ReleaseRepository,
    ReleaseVisitRepository,
)
from sspdesk.storage.retention import FilingRepository, HoldRepository, RetentionStore
from sspdesk.storage.school_calendar import SchoolBreakRepository
from sspdesk.storage.seal import LogHead
from sspdesk.storage.street_team import (
    MatterRepository,
    ObservationRepository,
    PlaceRepository,
    ShiftRepository,
    ShiftWorkerRepository,
)
from sspdesk.storage.talks import (
    AgreementRepository,
    FollowUpRepository,
    NotificationRepository,
    OfferRepository,
    ParticipantRepository,
    SchoolCaseRepository,
    TalkRepository,
    TransitionRepository,
)
from sspdesk.storage.tasks import TaskRepository
from sspdesk.storage.wednesday import ContactRepository, ImportRepository

T = TypeVar("T")
R = TypeVar("R")


class _Made(Generic[R]):
    """A repository that is made when it is first asked for: a search must not pay for sixteen of them."""

    def __init__(self, kind: Callable[[Recorder], R]) -> None:
        self._kind = kind

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, uow: "UnitOfWork", owner: type) -> R:
        made = self._kind(uow.recorder)
        uow.__dict__[self._name] = made
        return made


class UnitOfWork:
    """Everything a service may do in one transaction. ``user`` is the log name of whoever unlocked the vault."""

    persons = _Made(PersonRepository)
    guardians = _Made(GuardianRepository)
    notes = _Made(NoteRepository)
    merges = _Made(MergeRepository)
    institutions = _Made(InstitutionRepository)
    professionals = _Made(ProfessionalRepository)
    contacts = _Made(ContactRepository)
    imports = _Made(ImportRepository)
    forums = _Made(ForumRepository)
    members = _Made(MemberRepository)
    forum_items = _Made(ForumItemRepository)
    series = _Made(SeriesRepository)
    meetings = _Made(MeetingRepository)
    agenda = _Made(AgendaRepository)
    feeds = _Made(FeedRepository)
    school_breaks = _Made(SchoolBreakRepository)
    attendees = _Made(AttendeeRepository)
    lines = _Made(LineRepository)
    additions = _Made(AdditionRepository)
    approved = _Made(ApprovedMinutesRepository)
    tasks = _Made(TaskRepository)
    talks = _Made(TalkRepository)
    transitions = _Made(TransitionRepository)
    offers = _Made(OfferRepository)
    participants = _Made(ParticipantRepository)
    agreements = _Made(AgreementRepository)
    follow_ups = _Made(FollowUpRepository)
    notifications = _Made(NotificationRepository)
    school_cases = _Made(SchoolCaseRepository)
    releases = _Made(ReleaseRepository)
    release_moves = _Made(ReleaseMoveRepository)
    release_items = _Made(ReleaseItemRepository)
    release_visits = _Made(ReleaseVisitRepository)
    release_contacts = _Made(ReleaseContactRepository)
    release_members = _Made(ReleaseMemberRepository)
    release_meetings = _Made(ReleaseMeetingRepository)
    consents = _Made(ConsentRepository)
    bases = _Made(BasisRepository)
    disclosures = _Made(DisclosureRepository)
    letter_texts = _Made(OwnTextRepository)
    attachments = _Made(AttachmentRepository)
    papers = _Made(AgendaPaperRepository)
    drafts = _Made(DraftRepository)
    places = _Made(PlaceRepository)
    shifts = _Made(ShiftRepository)
    shift_workers = _Made(ShiftWorkerRepository)
    observations = _Made(ObservationRepository)
    matters = _Made(MatterRepository)
    holds = _Made(HoldRepository)
    filings = _Made(FilingRepository)
    _exits = _Made(Exits)

    def __init__(
        self,
        connection: sa.Connection,
        *,
        user: str,
        log_key: bytes,
        now: Callable[[], datetime],
        log_head: LogHead | None = None,
        exit_door: ExitDoor | None = None,
    ) -> None:
        self.exit_door = exit_door or ExitDoor(lambda _passphrase: None, now)
        self.recorder = Recorder(connection, user, now)
        self.user = user
        self._connection = connection
        self._log_key, self._log_head = log_key, log_head
        self._now = now
        self._settings: Settings | None = None

    @property
    def exits(self) -> Exits:
        """The way to Exit's rows; raise DomainError("exit_closed") while its door is closed."""
        self.exit_door.use()
        return self._exits

    @property
    def exit_intake(self) -> Exits:
        """The way to hand something over to Exit, and to let it follow what happens outside; nothing of it is shown."""
        return self._exits

    @property
    def now(self) -> datetime:
        """The local time, to the second."""
        return self._now().replace(microsecond=0)

    @property
    def today(self) -> date:
        """The local date."""
        return self._now().date()

    # -- outcome ---------------------------------------------------------------------------------------------------

    def outcome(self, value: T) -> Outcome[T]:
        """Return a command's answer with what it changed and how to take it back."""
        return Outcome(value, self.recorder.changes(), self.recorder.undo_token())

    # -- log -------------------------------------------------------------------------------------------------------

    def log(self, action: Action, kind: str, object_id: int | None = None, **detail: object) -> None:
        """Write one log entry. ``detail`` holds ids, counts and codes only, never names, search words or texts."""
        access_log.append(
            self._connection,
            self._log_key,
            at=self._now(),
            user=self.user,
            action=action,
            kind=kind,
            object_id=object_id,
            detail=detail,
        )

    def log_entries(
        self,
        wanted: LogFilter | None = None,
        *,
        kind: str | None = None,
        object_id: int | None = None,
        actions: Collection[Action] = (),
        person_id: int | None = None,
        limit: int = 200,
        offset: int = 0,
    ) -> list[LogEntry]:
        """Return log entries, newest first: those of a filter, or of the other arguments."""
        persons = () if person_id is None else (person_id,)
        plain = LogFilter(kind=kind, object_id=object_id, actions=actions, person_ids=persons)
        is_open = self.exit_door.is_open
        return access_log.entries(self._connection, wanted or plain, limit=limit, offset=offset, exit_open=is_open)

    def count_log(
        self, wanted: LogFilter | None = None, *, actions: Collection[Action] = (), person_id: int | None = None
    ) -> int:
        """Return how many log entries there are."""
        persons = () if person_id is None else (person_id,)
        plain = LogFilter(actions=actions, person_ids=persons)
        return access_log.count(self._connection, wanted or plain, exit_open=self.exit_door.is_open)

    def log_users(self) -> list[str]:
        """Return everybody who stands in the log."""
        return access_log.users(self._connection)

    @property
    def figures(self) -> Figures:
        """Counts for the reviewer's view."""
        return Figures(self._connection)

    def verify_log(self) -> int:
        """Check the log's whole chain and return its length; raise KnownError("log_broken") at a break."""
        return access_log.verify(self._connection, self._log_key)

    def check_log(self) -> LogState:
        """Check what came since the last check, and the head in the seal (``access_log.check``)."""
        return access_log.check(self._connection, self._log_key, self._log_head)

    def expired_log(self, before: date) -> Expiry | None:
        """Return the log entries from before a day, as far as they may leave; None when there are none."""
        return access_log.expired(self._connection, before)

    def cut_log(self, before: date) -> int:
        """Let the entries from before a day leave under a signed cut; return how many."""
        return access_log.cut(self._connection, self._log_key, before, at=self._now(), user=self.user)

    # -- history ---------------------------------------------------------------------------------------------------

    @property
    def history(self) -> HistoryReader:
        """Who changed what when."""
        return HistoryReader(self._connection)

    # -- deletion --------------------------------------------------------------------------------------------------

    @property
    def retention(self) -> RetentionStore:
        """What is due, and the erasing of it."""
        return RetentionStore(self._connection, self._log_key)

    # -- settings --------------------------------------------------------------------------------------------------

    def settings(self) -> Settings:
        """Return the municipality's settings."""
        if self._settings is not None:
            return self._settings
        known = {field.name for field in fields(Settings)}
        rows = self._connection.execute(sa.select(schema.setting.c.name, schema.setting.c.value))
        self._settings = replace(Settings(), **{row.name: row.value for row in rows if row.name in known})
        return self._settings

    def save_settings(self, settings: Settings) -> None:
        """Store the settings that differ from what is stored."""
        present, self._settings = self.settings(), None
        table = schema.setting
        for field in fields(Settings):
            value = getattr(settings, field.name)
            if value != getattr(present, field.name):
                self._connection.execute(table.delete().where(table.c.name == field.name))
                self._connection.execute(table.insert(), {"name": field.name, "value": value})
                self.recorder.touch("setting")

    # -- remembered columns ----------------------------------------------------------------------------------------

    def remembered_columns(self, signature: str) -> Mapping[str, int] | None:
        """Return the columns a user corrected for a list with these headings."""
        table = schema.remembered_columns
        select = sa.select(table.c.columns).where(table.c.signature == signature)
        found: Mapping[str, int] | None = self._connection.execute(select).scalar()
        return found

    def remember_columns(self, signature: str, columns: Mapping[str, int]) -> None:
        """Keep the columns for the next list with these headings."""
        table = schema.remembered_columns
        self._connection.execute(table.delete().where(table.c.signature == signature))
        self._connection.execute(table.insert(), {"signature": signature, "columns": dict(columns)})

    # -- search ----------------------------------------------------------------------------------------------------

    def find_persons(self, words: str, limit: int = 20) -> list[int]:
        """Return ids of persons found by name, spelling variant, school, birth date or CPR, newest first."""
        return search.find_persons(self._connection, words, limit)

    def find_contacts(self, words: str, limit: int = 20) -> list[int]:
        """Return ids of contacts found by text, place or reference, newest first."""
        return search.find_contacts(self._connection, words, limit)

    def person_hits(self, words: str, limit: int = 20) -> tuple[PersonHit, ...]:
        """Return found persons as they are shown, newest first, in one query."""
        return search.person_hits(self._connection, words, limit, self.today)

    def text_hits(self, words: str, limit: int = 20) -> tuple[TextHit, ...]:
        """Return the contacts, notes and remarks whose texts were found, newest first, in one query."""
        return search.text_hits(self._connection, words, limit)

    def find_records(self, words: str, shown: int, *, content: bool = True) -> Found:
        """Return what the words find of every kind, the newest ``shown`` of each group."""
        return record_search.find(self._connection, words, shown, self.today, content=content)
