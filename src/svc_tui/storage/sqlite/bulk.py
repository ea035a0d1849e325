"""Filling a new store with very many rows: no journal, no indexes until the end, full text in one go.

Only for a file that nobody else has open and that is thrown away when this fails; values come as SQLite keeps
them (instants as seconds, priorities as ranks).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from svc_tui.storage.sqlite import call_index
from svc_tui.storage.sqlite import engine as sqlite
from svc_tui.storage.tables import table
from svc_tui.storage.tables.columns import FOLDS, Priority

PART = 20_000
"""Calls that are indexed between two reports."""

PRAGMAS = (
    "journal_mode=OFF",
    "synchronous=OFF",
    "foreign_keys=OFF",
    "cache_size=-48000",
    "locking_mode=EXCLUSIVE",
)
IN_ORDER = ("history_object", "ix_activity_call_id", "ix_call_solution_call_id", "ix_call_pause_call_id")
"""Indexes that grow at their end only: kept while rows come in, which costs less than sorting them in memory."""

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


class Bulk:
    """An open file that is being filled."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._statements: dict[str, str] = {}

    def add(self, table_name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Write rows whose values stand in the order of `columns`."""
        statement = self._statements.get(table_name)
        if statement is None:
            names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
            statement = f'INSERT INTO "{table_name}" ({names}) VALUES ({marks})'
            self._statements[table_name] = statement
        self._connection.executemany(statement, rows)

    def count_use(self, solutions: Sequence[tuple[int, int, int]]) -> None:
        """Write how often, and when last, each solution was used: count, instant, number."""
        self._connection.executemany(
            "UPDATE solution SET used = ?, last_used_at = ? WHERE number = ?", solutions
        )

    def draw_units(self, contracts: Sequence[tuple[int, int]]) -> None:
        """Add to what each contract used of its prepaid units: quantity, number."""
        self._connection.executemany("UPDATE contract SET used = used + ? WHERE number = ?", contracts)

    def set_number(self, name: str, value: int) -> None:
        """The last running number that was given."""
        self._connection.execute("UPDATE counter SET value = ? WHERE name = ?", (value, name))


def call_columns() -> list[str]:
    """The columns of a call, in the order in which they are written; its number has no letters."""
    return [column.name for column in table("call").c if FOLDS not in column.info]


def rank(priority: str) -> int:
    """A priority as the store keeps it."""
    return Priority.words.index(priority) + 1


@contextmanager
def filling(path: Path, progress: Progress) -> Iterator[Bulk]:
    """Open a new store for filling; index it and make it sound again when the block ends.

    Args:
        path: A store that has been made and closed.
        progress: Told, after the block, how many calls are in the full-text index.
    """
    connection = sqlite.driver().connect(str(path), isolation_level=None)
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        )
        dropped = [(name, statement) for name, statement in indexes.fetchall() if name not in IN_ORDER]
        for name, _ in dropped:
            connection.execute(f'DROP INDEX "{name}"')
        connection.execute("BEGIN")
        yield Bulk(connection)
        connection.execute("COMMIT")
        for _, statement in dropped:
            connection.execute(statement)
        _index_text(connection, progress)
        connection.execute("PRAGMA locking_mode=NORMAL").fetchall()
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    finally:
        connection.close()


def _index_text(connection: Any, progress: Progress) -> None:
    """The full-text rows of all calls, in parts."""
    last = connection.execute("SELECT coalesce(max(id), 0) FROM call").fetchone()[0]
    columns = ", ".join(call_index.COLUMNS)
    statement = f"INSERT INTO call_fts(rowid, {columns}) {call_index.CALL_TEXT} WHERE c.id BETWEEN ? AND ?"
    connection.execute("BEGIN")
    progress(0, last)
    for start in range(1, last + 1, PART):
        connection.execute(statement, (start, min(last, start + PART - 1)))
        progress(min(last, start + PART - 1), last)
    connection.execute("COMMIT")
