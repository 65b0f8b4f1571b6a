"""What the first run asks for before a vault is made, and the rules for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sspdesk.domain.errors import DomainError
from sspdesk.domain.people import ProfessionalRole

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "o", "ä": "a"})
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_GENERIC = {"kommune", "kommunes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolPlan:
    """A school and its SSP teacher, who may be unknown still; ``in_group``: the teacher sits in Onsdagsgruppen."""

    name: str
    teacher: str = ""
    phone: str = ""
    in_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPlan:
    """A member of Onsdagsgruppen besides the consultant and the teachers."""

    name: str
    role: ProfessionalRole
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRun:
    """Everything a new vault begins with."""

    municipality: str
    unit: str
    consultant: str
    phone: str = ""
    schools: tuple[SchoolPlan, ...] = ()
    members: tuple[MemberPlan, ...] = ()
    backup_folder: str = ""

    def local_names(self) -> tuple[str, ...]:
        """Return the names that a passphrase must not lean on."""
        return tuple(name for name in self._names() if name)

    def _names(self) -> Iterator[str]:
        yield from (self.municipality, self.unit, self.consultant)
        for school in self.schools:
            yield from (school.name, school.teacher)
        yield from (member.name for member in self.members)


def check_schools(schools: Sequence[SchoolPlan]) -> None:
    """Raise DomainError ``school_missing`` or ``school_twice`` on the field ``schools/<row>``."""
    seen: set[str] = set()
    for row, school in enumerate(schools):
        name = school.name.casefold()
        if not name:
            raise DomainError("school_missing", f"schools/{row}")
        if name in seen:
            raise DomainError("school_twice", f"schools/{row}", school=school.name)
        seen.add(name)


def vault_name(municipality: str) -> str:
    """Return the plain name of a vault's folder for a municipality: "Havnsø Kommune" gives "havnsoe"."""
    plain = municipality.lower().translate(_LETTERS)
    words = [word for word in _NOT_PLAIN.split(plain) if word and word not in _GENERIC]
    return "-".join(words) or "ssp"
