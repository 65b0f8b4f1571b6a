"""Puts a row of the list beside a person, an earlier row or a stored contact: field by field, letter by letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from sspdesk.domain.names import fold
from sspdesk.domain.police_list import Field, ListRow
from sspdesk.domain.wednesday import PoliceContact
from sspdesk.i18n import N_, _
from sspdesk.labels import dates, wednesday
from sspdesk.labels import police_list as words
from sspdesk.services.police_list import Candidate, born_of

Spans = tuple[tuple[int, int], ...]


class Kind(StrEnum):
    """How a value is shown, and what discreet display does with it."""

    NAME = "name"
    CPR = "cpr"
    HIDDEN = "hidden"
    PLAIN = "plain"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One field of the comparison. ``same`` is None where one side has nothing to compare."""

    title: str
    listed: str
    known: str
    kind: Kind
    same: bool | None
    listed_marks: Spans = ()
    known_marks: Spans = ()
    """Letters (from, to) that differ, to be shown bold."""

    @property
    def differs(self) -> bool:
        """Whether to mark the field: the values differ, or just one side has one."""
        return self.same is False or (self.same is None and bool(self.listed) != bool(self.known))


_NAME = N_("Name")
_BORN = N_("Born")
_CPR = N_("CPR")
_SCHOOL = N_("School")
_ADDRESS = N_("Address")


def with_person(row: ListRow, candidate: Candidate, *, addresses: bool) -> list[Compared]:
    """Compare a row with a stored person; the address only where the list has it and the user keeps it."""
    person = candidate.person
    school = ", ".join(part for part in (candidate.school, person.class_name) if part)
    return _persons(
        _Side(_name(row), born_of(row), row.cpr or "", row.school or "", row.address or ""),
        _Side(person.name, person.birth_date, person.cpr or "", school, person.address),
        addresses=addresses,
    )


def with_row(row: ListRow, earlier: ListRow, *, addresses: bool) -> list[Compared]:
    """Compare a row with an earlier one of the same list."""
    return _persons(
        *(
            _Side(_name(one), born_of(one), one.cpr or "", one.school or "", one.address or "")
            for one in (row, earlier)
        ),
        addresses=addresses,
    )


def with_contact(row: ListRow, stored: PoliceContact, updated: PoliceContact) -> list[Compared]:
    """Compare what a later list says with the stored contact it would change; what the list leaves empty stays."""
    found = []
    for field, listed, known in (
        (Field.CONTACT_DATE, _day(updated.contact_date) if row.contact_date else "", _day(stored.contact_date)),
        (Field.CONTACT_TIME, dates.clock(row.contact_time) if row.contact_time else "", _time(stored)),
        (Field.ROLE, _role(updated) if row.role or row.role_text else "", _role(stored)),
        (Field.PLACE, row.place or "", stored.place),
        (Field.TEXT, (row.text and updated.text) or "", stored.text),
        (Field.REFERENCE, row.reference or "", stored.reference),
        (Field.TALK_RECOMMENDED, _yes_no(row.talk_recommended), _yes_no(stored.talk_recommended)),
        (Field.NOTE, row.note or "", stored.note),
    ):
        if listed or known:
            kind = Kind.TEXT if field in (Field.TEXT, Field.NOTE, Field.PLACE) else Kind.PLAIN
            same = None if not listed else listed == known
            found.append(Compared(title=words.field_label(field), listed=listed, known=known, kind=kind, same=same))
    return found


def changes_only(fields: Sequence[Compared]) -> list[Compared]:
    """Return the fields in which the list says something else."""
    return [one for one in fields if one.same is False]


@dataclass(frozen=True, slots=True)
class _Side:
    name: str
    born: date | None
    cpr: str
    school: str
    address: str


def _persons(listed: _Side, known: _Side, *, addresses: bool) -> list[Compared]:
    marks = differing(listed.name, known.name)
    found = [
        Compared(
            title=_(_NAME),
            listed=listed.name,
            known=known.name,
            kind=Kind.NAME,
            same=fold(listed.name) == fold(known.name),
            listed_marks=marks[0],
            known_marks=marks[1],
        ),
        _field(_BORN, _plain_day(listed.born), _plain_day(known.born), Kind.PLAIN),
        _field(_CPR, listed.cpr, known.cpr, Kind.CPR),
        _field(_SCHOOL, listed.school, known.school, Kind.HIDDEN),
    ]
    if addresses and listed.address:
        found.append(_field(_ADDRESS, listed.address, known.address, Kind.HIDDEN))
    return found


def _field(title: str, listed: str, known: str, kind: Kind) -> Compared:
    same = fold(listed) == fold(known) if listed and known else None
    return Compared(title=_(title), listed=listed, known=known, kind=kind, same=same)


def differing(one: str, other: str) -> tuple[Spans, Spans]:
    """Return for both texts which letters (from, to) the other does not have there; case does not count."""
    first, second = [], []
    matcher = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False)
    if len(one.casefold()) != len(one) or len(other.casefold()) != len(other):
        matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, start, end, from_, to in matcher.get_opcodes():
        if tag != "equal":
            first += [(start, end)] if end > start else []
            second += [(from_, to)] if to > from_ else []
    return tuple(first), tuple(second)


def _name(row: ListRow) -> str:
    return f"{row.first_name or ''} {row.last_name or ''}".strip()


def _plain_day(value: date | None) -> str:
    return dates.plain_day(value) if value is not None else ""


def _day(value: date) -> str:
    return dates.day(value)


def _time(contact: PoliceContact) -> str:
    return dates.clock(contact.contact_time) if contact.contact_time else ""


def _role(contact: PoliceContact) -> str:
    return contact.role_text or wednesday.role(contact.role)


def _yes_no(value: bool | None) -> str:
    return "" if value is None else _("yes") if value else _("no")
