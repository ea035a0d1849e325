"""Column types and the columns that many tables share."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from pydantic import ConfigDict
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, SmallInteger
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel


class Instant(TypeDecorator[datetime]):
    """Aware UTC to the second: seconds since 1970 on SQLite, timestamptz elsewhere."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a zone reached the store")
        return int(value.timestamp()) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None or isinstance(value, datetime):
            return value
        return datetime.fromtimestamp(value, UTC)


class Json(JSON):
    """JSON whose None is SQL's NULL."""

    def __init__(self) -> None:
        super().__init__(none_as_null=True)


class Ranked(TypeDecorator[str]):
    """A word from a short ordered list, stored as its rank from 1, so that SQL sorts and compares it."""

    impl = SmallInteger
    cache_ok = True
    words: tuple[str, ...] = ()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> int | None:
        return None if value is None else self.words.index(value) + 1

    def process_result_value(self, value: int | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words[value - 1]


class Priority(Ranked):
    """low, medium, high."""

    cache_ok = True
    words = ("low", "medium", "high")


# The history of a record that an undo took away must never pass to the next one.
NEVER_REUSED = {"sqlite_autoincrement": True}


class Row(SQLModel):
    """What every table has. The pydantic schema waits for its first use: all of them cost 50 ms."""

    model_config = ConfigDict(defer_build=True)  # type: ignore[assignment]
    __table_args__: ClassVar[Any] = NEVER_REUSED
    """What the tables have in common for SQLite."""

    id: int | None = Field(default=None, primary_key=True)
    """Internal key, never shown and never reused."""


class Editable(Row):
    """What every row that people edit has."""

    version: int = 1
    """Counts the row's changes; a form saves only against the version it opened with."""
    change_seq: int = Field(default=0, index=True)
    """The store-wide number of the last change; other programs ask for rows above the one they saw."""
    updated_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the row was last changed."""
    extra: dict[str, Any] | None = Field(default=None, sa_type=Json)
    """Unknown and U_ fields of imported records, kept for the way back."""
