"""Who has which call open, told from session to session by small files beside the store; nothing is written into it.

A session that has something open keeps a file of its own in the directory `NAME-here`, with its person and the calls,
and holds the file's lock as long as it lives. Who looks tries the lock: one that can be had belongs to a session that
is gone, killed ones too, and its file is removed. A notice, never a lock on a call: where the files cannot be made, as
in a directory that is read-only or on a system without such locks, nobody is told and everything else goes on.
"""

import json
import os
import stat
import time
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from svc_tui.storage.sqlite.growing import adopt, adopt_directory

try:
    from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock
except ImportError:  # no such locks on this system
    HAS_LOCKS = False
else:
    HAS_LOCKS = os.open in os.supports_dir_fd

SUFFIX = "-here"
"""What the directory is called, behind the name of the store."""
MOST_FILES = 500
MOST_BYTES = 4096
MOST_CALLS = 100
LEFT_S = 60.0
"""A file that was begun and never got its name, as by a session that was killed just then, goes after so long."""


@dataclass(frozen=True, slots=True)
class Here:
    """What another session has open."""

    person: str
    """Code of who sits there."""
    open: frozenset[int]
    """Keys of the calls whose page is open."""
    editing: frozenset[int]
    """Keys of the calls whose form is open."""


class Presence:
    """What one session tells, and what it knows of the others. For one thread."""

    def __init__(self, store: Path) -> None:
        self._store = Path(os.path.realpath(store))
        self._directory = Path(f"{self._store}{SUFFIX}")
        self._file: int | None = None
        """Holds the lock of the own file."""
        self._name = ""
        self._length = 0
        self._said: tuple[str, frozenset[int], frozenset[int]] | None = None
        self._seen: dict[str, Here] = {}
        self.here: tuple[Here, ...] = ()
        """The other sessions as they were seen last."""

    # --- telling

    def say(self, person: str, open: Collection[int], editing: Collection[int]) -> None:
        """Tell others what is open here; of nothing the file goes."""
        wanted = (person, frozenset(open), frozenset(editing))
        if wanted == self._said or not HAS_LOCKS:
            return
        if not open and not editing:
            self.leave()
            return
        told = {"person": person, "open": sorted(open)[:MOST_CALLS], "editing": sorted(editing)[:MOST_CALLS]}
        try:
            self._write(json.dumps(told).encode())
            self._said = wanted
        except OSError:
            self.leave()

    def leave(self) -> None:
        """Nothing is open here any more."""
        if self._file is not None:
            with suppress(OSError), self._opened() as directory:
                os.unlink(self._name, dir_fd=directory)
            os.close(self._file)
            with suppress(OSError):  # others are there
                os.rmdir(self._directory)
        self._file, self._name, self._length, self._said = None, "", 0, None

    def _write(self, content: bytes) -> None:
        if self._file is None:
            self._begin(content)
            return
        # One write, never shorter than what stands there: a reader sees what was or what is.
        os.pwrite(self._file, content.ljust(self._length), 0)
        self._length = max(self._length, len(content))

    def _begin(self, content: bytes) -> None:
        """Make the own file, locked and written before it has the name under which others look at it."""
        for last in (False, True):
            try:
                self._make_directory()
                with self._opened() as directory:
                    self._make(content, directory)
                return
            except FileNotFoundError:  # the last one who left took the directory away
                if last:
                    raise

    def _make(self, content: bytes, directory: int) -> None:
        name = uuid.uuid4().hex
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW
        file = os.open(f".{name}", flags, 0o600, dir_fd=directory)
        try:
            flock(file, LOCK_EX | LOCK_NB)
            adopt(file, self._store, 0o660)
            os.pwrite(file, content, 0)
            os.rename(f".{name}", name, src_dir_fd=directory, dst_dir_fd=directory)
        except BaseException:
            os.close(file)
            with suppress(OSError):
                os.unlink(f".{name}", dir_fd=directory)
            raise
        self._file, self._name, self._length = file, name, len(content)

    def _make_directory(self) -> None:
        with suppress(FileExistsError):
            os.mkdir(self._directory, 0o700)
            adopt_directory(self._directory, self._store)

    @contextmanager
    def _opened(self) -> Iterator[int]:
        """The directory, which is no link to another one."""
        directory = os.open(self._directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            yield directory
        finally:
            os.close(directory)

    # --- looking

    def look(self) -> bool:
        """See who is there; whether that is another picture than before. Takes microseconds a session."""
        if not HAS_LOCKS:
            return False
        seen: dict[str, Here] = {}
        with suppress(OSError), self._opened() as directory:
            for name in sorted(os.listdir(directory))[:MOST_FILES]:
                if name == self._name:
                    continue
                with suppress(OSError):
                    found = self._read(name, directory)
                    if found is not None:
                        seen[name] = found
        self._seen = seen
        before, self.here = self.here, tuple(seen.values())
        return before != self.here

    def _read(self, name: str, directory: int) -> Here | None:
        """What a file tells; None, and the file removed, where its session is gone."""
        file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=directory)
        try:
            told = os.fstat(file)
            if not stat.S_ISREG(told.st_mode):
                return None
            if name.startswith("."):
                if time.time() - told.st_mtime > LEFT_S and _nobody_holds(file):
                    os.unlink(name, dir_fd=directory)
                return None
            if _nobody_holds(file):
                os.unlink(name, dir_fd=directory)
                return None
            return _understood(os.pread(file, MOST_BYTES, 0)) or self._seen.get(name)
        finally:
            os.close(file)


def _nobody_holds(file: int) -> bool:
    try:
        flock(file, LOCK_SH | LOCK_NB)
    except OSError:
        return False
    return True


def _understood(content: bytes) -> Here | None:
    """What is written there; None where it is none of ours."""
    try:
        told = json.loads(content)
        person, opened, editing = told["person"], told["open"], told["editing"]
        if isinstance(person, str) and all(type(each) is int for each in (*opened, *editing)):
            return Here(person, frozenset(opened), frozenset(editing))
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    return None
