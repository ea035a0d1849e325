"""Writers of one store take turns: two locks on files beside it, since SQLite's own waiting is unfair.

SQLite lets whoever waits look again after ever longer pauses: with fifty writers most wait for milliseconds, some for
ten seconds, and those fail. Here a writer locks `-queue`, then `-turn`, and lets the queue go once the turn is his:
whoever ends a turn cannot overtake the head of the queue, and the system wakes those behind it in their order. A lock
goes with its process, so that one who is killed holds nobody up. Threads take turns like processes.

The files are empty, are never removed, and matter to fairness alone: where they cannot be made, as in a directory
that is read-only or on a full disk, a writer goes on without a turn and SQLite says what is wrong.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from svc_tui.errors import N_, Unavailable

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # no such locks on this system: SQLite's own must do
    HAS_LOCKS = False
else:
    HAS_LOCKS = True

DEADLINE_S = 30.0
"""Nobody waits longer than this."""
PATIENCE_S = 1.0
"""Who waits longer than this is told."""
NAMES = ("-queue", "-turn")
"""What the files are called, behind the name of the store."""

Told = Callable[[bool], None]
"""Hears that a writer waits for its turn, and that the waiting is over."""


def silent(_waits: bool) -> None:
    """For those who tell nobody."""


class Turns:
    """The turns of the writers of one store."""

    def __init__(self, store: Path, told: Told = silent) -> None:
        """`told` is called by whoever waits, and must not wait itself: the turn may come meanwhile."""
        self._store = Path(os.path.realpath(store))
        self._told = told

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the turn for the block.

        Raises:
            Unavailable: others had it all the time.
        """
        descriptor = self._take()
        try:
            yield
        finally:
            if descriptor is not None:
                os.close(descriptor)

    def _take(self) -> int | None:
        """The descriptor that holds the turn; None where turns cannot be taken."""
        if not HAS_LOCKS:
            return None
        opened: list[int] = []
        try:
            for name in NAMES:
                opened.append(self._open(name))
        except OSError:
            for each in opened:
                os.close(each)
            return None
        queue, turn = opened
        if _at_once(queue) and _at_once(turn):
            os.close(queue)
            return turn
        return self._wait(_Waiter(queue, turn))

    def _wait(self, waiter: "_Waiter") -> int | None:
        try:
            if not waiter.came.wait(PATIENCE_S):
                self._told(True)
                try:
                    waiter.came.wait(DEADLINE_S - PATIENCE_S)
                finally:
                    self._told(False)
            if waiter.leaves():
                message = N_(
                    "{path} is busy: this write waited {seconds} seconds for its turn. Nothing was saved; try again."
                )
                raise Unavailable(message, path=self._store, seconds=round(DEADLINE_S))
        except BaseException:
            if not waiter.leaves():
                os.close(waiter.turn)
            raise
        return waiter.turn

    def _open(self, name: str) -> int:
        """One of the files, made where it is missing, for those who may write the store and nobody else."""
        path = f"{self._store}{name}"
        flags = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            descriptor = os.open(path, flags)
        except FileNotFoundError:
            descriptor = os.open(path, flags | os.O_CREAT, 0o600)
        with suppress(
            OSError
        ):  # made by another, who may not know of a group: he sees to it at his next turn
            store, own = os.stat(self._store), os.fstat(descriptor)
            writers = store.st_mode & 0o222 | 0o200
            mode = writers | writers << 1
            if own.st_uid == os.geteuid() and (own.st_mode & 0o777, own.st_gid) != (mode, store.st_gid):
                os.fchown(descriptor, -1, store.st_gid)
                os.fchmod(descriptor, mode)
        return descriptor


class _Waiter:
    """A thread that stands in the queue for another one, since who is blocked in a lock cannot look at the clock."""

    def __init__(self, queue: int, turn: int) -> None:
        self._queue = queue
        self.turn = turn
        """What holds the turn once it came."""
        self.came = threading.Event()
        self._left = False
        self._guard = threading.Lock()
        threading.Thread(target=self._stand, name="turn", daemon=True).start()

    def leaves(self) -> bool:
        """Wait no longer, unless the turn came: then it is to be used, or closed."""
        with self._guard:
            self._left = not self.came.is_set()
            return self._left

    def _stand(self) -> None:
        with suppress(OSError):
            flock(self._queue, LOCK_EX)
            if not self._left:
                flock(self.turn, LOCK_EX)
        os.close(self._queue)
        with self._guard:
            if self._left:
                os.close(self.turn)
            else:
                self.came.set()


def _at_once(descriptor: int) -> bool:
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except OSError:
        return False
    return True
