"""Column types and the columns that many tables share."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar

from pydantic import ConfigDict
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, SmallInteger, Table
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

from svc_tui.domain.core.text import code_key


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

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        return _read  # not `process_result_value`: a call has a dozen instants, and a list thousands of calls


def _read(value: Any) -> datetime | None:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) else value


class Json(JSON):
    """JSON whose None is SQL's NULL."""

    def __init__(self) -> None:
        super().__init__(none_as_null=True)


class Exact(TypeDecorator[Decimal]):
    """A decimal number, kept as a whole number of its smallest parts: SQL sorts, compares and sums exactly."""

    impl = BigInteger
    cache_ok = True
    places = 0
    """Digits behind the point that are kept."""

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value.scaleb(self.places).to_integral_value())

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.places)


class Money(Exact):
    """An amount of any currency, in thousandths: no currency has more decimals, and amounts of two that differ in
    theirs (JPY none, KWD three) are sorted and compared by what people read. They are never summed together."""

    cache_ok = True
    places = 3


class Percent(Exact):
    """A percentage, in hundredths of a percent."""

    cache_ok = True
    places = 2


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


FOLDS = "folds"
"""What a column says of itself that keeps the key of another one."""


def folded(name: str, **more: Any) -> Any:
    """A column that keeps the key of the code or name in column `name` (`domain.core.text.code_key`).

    A table that has one, called `NAME_key`, is found and kept unique in any case: every insert fills it, the recorded
    path renews it (`UnitOfWork`), `read_models.same` looks it up. Nobody else writes it, no file or history tells it.
    """
    kwargs = {
        "default": lambda context: code_key(context.get_current_parameters()[name]),
        "info": {FOLDS: name},
    }
    return Field(sa_column_kwargs=kwargs, **more)


def folded_number() -> Any:
    """The same of numbers, which are mostly digits: kept only where it is not the number itself."""

    def key_of(context: Any) -> str | None:
        return other_key(context.get_current_parameters()["number"])

    return Field(nullable=True, sa_column_kwargs={"default": key_of, "info": {FOLDS: "number"}})


def other_key(number: str) -> str | None:
    """The key of a number, none where the number is its own."""
    key = code_key(number)
    return None if key == number else key


@cache
def keys_of(table: Table) -> dict[str, str]:
    """The columns of a table that keep keys, each with the column whose key it is."""
    return {column.name: column.info[FOLDS] for column in table.c if FOLDS in column.info}


def with_keys(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values to write, with the keys of the codes and names among them."""
    found = dict(values)
    for key, name in keys_of(table).items():
        if values.get(name) is not None:
            found[key] = (other_key if table.c[key].nullable else code_key)(values[name])
    return found


# What a column says of itself to the recorded path.
_SILENT, _EVENT, _PART_OF, _REFERS = "silent", "event", "part of", "refers"


def silent(**more: Any) -> Any:
    """A column of bookkeeping that no history tells: derived from what is told, or of no interest to a reader."""
    return Field(sa_column_kwargs={"info": {_SILENT: True}}, **more)


def told_as(event: str, *, emptied: str | None = None, refers: str | None = None, **more: Any) -> Any:
    """A column whose change has an event of its own in the history, and another one where it is `emptied`."""
    info: dict[str, Any] = {_EVENT: (event, emptied or event)}
    return Field(sa_column_kwargs={"info": info if refers is None else {**info, _REFERS: refers}}, **more)


def refers_to(target: str, **more: Any) -> Any:
    """A column that holds what another table's records are called, as `customer.code`, and is no foreign key: what it
    names may be gone, or come later in a file. Who gives a record another name finds it (`references`)."""
    return Field(sa_column_kwargs={"info": {_REFERS: target}}, **more)


def references(tables: Iterable[Table], target: str) -> tuple[tuple[str, str], ...]:
    """Every column that names a record of another table, as table and column: foreign keys, and what `refers_to` it."""
    found = []
    for table in tables:
        for column in table.c:
            keys = {key.target_fullname for key in column.foreign_keys}
            if target in keys or column.info.get(_REFERS) == target:
                found.append((table.name, column.name))
    return tuple(sorted(found))


def part_of(table_name: str, **more: Any) -> Any:
    """A column that names the record of which the row is a part: undo speaks of that record."""
    return Field(sa_column_kwargs={"info": {_PART_OF: table_name}}, **more)


CHANGED = "changed"
"""The event of a column that has none of its own."""


@cache
def events_of(table: Table) -> dict[str, tuple[str, str]]:
    """The columns that a history tells: what the event is called, and what where the column was emptied."""
    told = (column for column in table.c if _SILENT not in column.info and FOLDS not in column.info)
    return {column.name: column.info.get(_EVENT, (CHANGED, CHANGED)) for column in told}


@cache
def whole_of(table: Table) -> dict[str, str]:
    """The columns that name the record of which a row is a part, each with its table."""
    return {column.name: column.info[_PART_OF] for column in table.c if _PART_OF in column.info}


# The history of a record that an undo took away must never pass to the next one.
NEVER_REUSED = {"sqlite_autoincrement": True}

# What a table says of itself to the recorded path.
_KIND, _RECORD, _UNWATCHED = "kind", "record", "unwatched"


def said(*, kind: str | None = None, record: str | None = None, unwatched: bool = False) -> dict[str, Any]:
    """What a table says of itself, for its `__table_args__`.

    Args:
        kind: What its records are called in the history, where that is not its name.
        record: The column that names one of its records: an act on many can be taken back for some of them.
        unwatched: No fact that an import brings: running numbers go on, indexes are made anew.
    """
    told = {_KIND: kind, _RECORD: record, _UNWATCHED: unwatched}
    return {**NEVER_REUSED, "info": {name: value for name, value in told.items() if value}}


def kind_of(table: Table) -> str:
    """What the records of a table are called in the history."""
    return str(table.info.get(_KIND, table.name))


def record_key(table: Table) -> str | None:
    """The column by which a record of the table is one of many in an act; none where an act on many is one piece."""
    return table.info.get(_RECORD)


def is_watched(table: Table) -> bool:
    """Does an import that is taken back restore the rows of the table."""
    return _UNWATCHED not in table.info


class Row(SQLModel):
    """What every table has. The pydantic schema waits for its first use: all of them cost 50 ms."""

    model_config = ConfigDict(defer_build=True)  # type: ignore[assignment]
    __table_args__: ClassVar[Any] = NEVER_REUSED
    """What the tables have in common for SQLite."""

    id: int | None = silent(default=None, primary_key=True)
    """Internal key, never shown and never reused."""


class Editable(Row):
    """What every row that people edit has."""

    version: int = silent(default=1)
    """Counts the row's changes; a form saves only against the version it opened with."""
    change_seq: int = silent(default=0, index=True)
    """The store-wide number of the last change; other programs ask for rows above the one they saw."""
    updated_at: datetime | None = silent(default=None, sa_type=Instant)
    """When the row was last changed."""
    extra: dict[str, Any] | None = Field(default=None, sa_type=Json)
    """Unknown and U_ fields of imported records, kept for the way back."""
