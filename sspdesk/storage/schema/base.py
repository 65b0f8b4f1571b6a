"""The shared MetaData and the column types that turn codes into enums."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa

metadata = sa.MetaData()


class Code(sa.types.TypeDecorator[StrEnum]):
    """An enum stored as its Danish code."""

    impl = sa.String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


class Codes(sa.types.TypeDecorator[tuple[StrEnum, ...]]):
    """A tuple of enums stored as codes with a space between."""

    impl = sa.String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: tuple[StrEnum, ...] | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else " ".join(item.value for item in value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[StrEnum, ...] | None:
        return None if value is None else tuple(self.kind(code) for code in value.split())


class Days(sa.types.TypeDecorator[tuple[date, ...]]):
    """A tuple of dates stored as ISO dates with a space between."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: tuple[date, ...] | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else " ".join(day.isoformat() for day in value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[date, ...] | None:
        return None if value is None else tuple(date.fromisoformat(day) for day in value.split())


def key() -> sa.Column[int]:
    """An id that is never used again, also after the row was deleted."""
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def text(name: str) -> sa.Column[str]:
    """A text that is never NULL."""
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def reference(name: str, target: str, *, nullable: bool = False) -> sa.Column[int]:
    """A foreign key with an index."""
    return sa.Column(name, sa.ForeignKey(f"{target}.id"), nullable=nullable, index=True)
