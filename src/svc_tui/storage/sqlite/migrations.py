"""Numbered steps from one schema to the next; a new file and an old file end up identical.

A step never changes once released. `PRAGMA user_version` holds the number of the last step done; a store with a
higher number than this program knows is refused.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from svc_tui.errors import N_, Unavailable
from svc_tui.storage.sqlite.store_file import APPLICATION_ID

WRITTEN = Path(__file__).parent / "steps"


def _first(connection: Connection) -> None:
    """All tables as of release 0.1, the full-text index, the built-in lists and the running numbers."""
    _run(connection, "001_tables.sql", "001_contents.sql")


def _queues(connection: Connection) -> None:
    """Queues that are worked from a board: moves, rules, levels, activities on any record, messages that wait."""
    _run(connection, "003_queues.sql")


def _planning(connection: Connection) -> None:
    """Visits, absences, ways between territories, working hours of people."""
    _run(connection, "004_planning.sql")


def _sales(connection: Connection) -> None:
    """Opportunities and hints; prices, fees and what was handed over; what planning still lacked."""
    _run(connection, "005_planning.sql", "005_sales.sql", "005_prices.sql", "005_fees.sql", "005_billing.sql")


def _run(connection: Connection, *names: str) -> None:
    """Do what files of statements say."""
    for name in names:
        for statement in _statements((WRITTEN / name).read_text(encoding="utf-8")):
            connection.exec_driver_sql(statement)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would commit before the first one."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _nothing(_connection: Connection) -> None:
    """The tables stay as they are."""


@dataclass(frozen=True)
class Step:
    """From one schema to the next."""

    name: str
    run: Callable[[Connection], None] = _nothing
    anew: frozenset[str] = frozenset()
    """Tables from whose rows all that follows is made anew afterwards: the program writes it otherwise now."""


RELEASED = 5
"""Steps up to this number stand in people's stores and never change."""
STEPS: tuple[Step, ...] = (
    Step("0.1: calls, customers, contracts", _first),
    Step("0.2: whole words of solutions beside their stems", anew=frozenset({"solution"})),
    Step("0.3: queues, routing, escalation, activities, messages", _queues),
    Step("0.4: visits, absences, working hours", _planning),
    Step("0.5: opportunities, hints, prices, billing", _sales),
)
CURRENT = len(STEPS)
Anew = Callable[[Connection, frozenset[str]], None]
"""Makes anew what follows from the rows of these tables, in the transaction of the connection."""


def version_of(connection: Connection) -> int:
    """Number of the last step done; 0 for an empty file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def refuse_newer(found: int, path: str) -> None:
    """Raise where the store was written by a newer program."""
    if found > CURRENT:
        message = N_(
            "The store {path} was written by a newer svc-tui (schema {found}, this program knows {known}). "
            "Install that version."
        )
        raise Unavailable(message, path=path, found=found, known=CURRENT)


def migrate(engine: Engine, path: str, anew: Anew = lambda _connection, _tables: None) -> list[str]:
    """Bring the store to the current schema; several starters at once are safe. Returns the steps done.

    Args:
        engine: The store's.
        path: The store, for sentences.
        anew: Called once after the last step, for a store that had rows before.
    """
    done: list[str] = []
    with engine.execution_options(write=True).begin() as connection:
        found = version_of(connection)
        refuse_newer(found, path)
        for number, step in enumerate(STEPS[found:], start=found + 1):
            step.run(connection)
            connection.exec_driver_sql(f"PRAGMA user_version={number}")
            done.append(step.name)
        if found and (tables := frozenset[str]().union(*(step.anew for step in STEPS[found:]))):
            anew(connection, tables)
        if done:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                message = N_("The migration of {path} would break {count} references; nothing was changed.")
                raise Unavailable(message, path=path, count=len(broken))
    return done
