"""A read that can be stopped: SQLite asks every so many steps whether anybody still wants the answer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

STEPS = 50_000
"""Steps of SQLite's machine between two questions: a few milliseconds."""


@contextmanager
def stoppable(session: Session, stopped: Callable[[], bool]) -> Iterator[None]:
    """Within it statements end with an error once `stopped` says so; it is asked in the thread that reads."""
    connection = session.connection().connection.driver_connection
    assert connection is not None
    connection.set_progress_handler(stopped, STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
