"""The file of the store: where it lies, whether it is ours and still there, what stands beside it.

No file of an open store is opened here, not even to look at it: closing it would drop the locks that SQLite holds
for this process, and a write that was acknowledged would be lost.
"""

import errno
import os
import stat
import struct
import threading
from contextlib import suppress
from pathlib import Path

from svc_tui.errors import N_, Refused, Unavailable, of_file
from svc_tui.storage.sqlite.turns import NAMES

APPLICATION_ID = 0x53564354  # "SVCT": a file of ours, whatever its name
MAGIC = b"SQLite format 3\0"
LOGS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file, by the end of its name."""
BESIDE = (*LOGS, *NAMES)
"""What stands beside a store while it is in use."""
LONGEST_NAME = 200
"""Bytes of a name: those of what stands beside it are longer, and 255 is the most."""
LONGEST_PATH = 480
"""Bytes of a path: SQLite takes 512."""
_EMPTY = N_(
    "{path} is empty: it holds no store. Put a backup in its place with `svc-tui store restore BACKUP`, or make a "
    "new store of it with `svc-tui init`."
)
_DAMAGED = N_(
    "{path} is damaged or not a store. Run `svc-tui store check`, then `svc-tui store restore BACKUP`."
)
FOREIGN = N_(
    "{path} is a database of another program; it stays as it is. Name the store with --store, or SVC_TUI_STORE."
)
_GONE = N_(
    "{path} is gone: it was deleted or moved while svc-tui worked with it. Nothing more is saved. Put it back, or "
    "put a backup in its place with `svc-tui store restore BACKUP`."
)
_REPLACED = N_(
    "{path} is another file now: the store was replaced while svc-tui worked with it. Nothing more is saved. Open "
    "it anew to work with what is there."
)
_LOG_GONE = N_(
    "The write-ahead log of {path} was deleted or replaced while svc-tui worked with it. Nothing more is saved. End "
    "svc-tui everywhere, then run `svc-tui store check`."
)

Identity = tuple[int, int]
"""Device and inode: the same file, whatever its name."""

_open: dict[Path, int] = {}
"""The stores that this process has open, and how often."""
_guard = threading.Lock()


def locate(path: Path) -> Path:
    """The file that is meant, free of links; it may be missing.

    Raises:
        Unavailable: it cannot be a store: a loop of links, a link into nothing, a directory, a pipe, a long name.
    """
    try:
        real = Path(os.path.realpath(path))
        _refuse_dangling(path)
        found = os.stat(real)
    except FileNotFoundError:
        _refuse_long(real)
        return real
    except ValueError as error:  # a NUL in a settings file
        raise Unavailable(N_("{path} is no name of a file."), path=str(path).replace("\0", "?")) from error
    except OSError as error:
        raise of_file(error, path) from error
    if stat.S_ISDIR(found.st_mode):
        raise Unavailable(N_("{path} is a directory. Name the file of the store in it."), path=path)
    if not stat.S_ISREG(found.st_mode):
        raise Unavailable(N_("{path} is no ordinary file, so it cannot hold a store."), path=path)
    _refuse_long(real)
    return real


def _refuse_dangling(path: Path) -> None:
    """Raise where a link on the way leads nowhere: a store made there would not lie where it is looked for later."""
    for each in (path, *path.parents):
        if each.is_symlink():
            try:
                os.stat(each)
            except FileNotFoundError:
                message = N_(
                    "{path} is a link to {target}, where nothing is. Mend the link, or name another with --store."
                )
                raise Unavailable(message, path=each, target=os.readlink(each)) from None


def _refuse_long(real: Path) -> None:
    if len(os.fsencode(real.name)) > LONGEST_NAME or len(os.fsencode(real)) > LONGEST_PATH:
        raise of_file(OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG)), real)


class StoreFile:
    """The file of one open store."""

    def __init__(self, path: Path) -> None:
        """`path` as `locate` gives it.

        Raises:
            Unavailable: it is missing, empty, damaged, or another program's.
        """
        self.path = path
        try:
            self.identity = identity(path)
            with _guard:
                if path not in _open:
                    check_header(path)
                _open[path] = _open.get(path, 0) + 1
        except OSError as error:
            raise of_file(error, path) from error
        self._log: Identity | None = None
        self._held = True

    def release(self) -> None:
        """The store is closed."""
        with _guard:
            if self._held:
                self._held = False
                _open[self.path] -= 1
                if not _open[self.path]:
                    del _open[self.path]

    def note_log(self) -> None:
        """Remember the write-ahead log, now that a connection keeps it there."""
        with suppress(OSError):
            self._log = identity(self._beside("-wal"))

    def forget_log(self) -> None:
        """No connection keeps the log there any more."""
        self._log = None

    def look(self) -> None:
        """Is the file still the one that was opened.

        Raises:
            Unavailable: it was deleted, moved or replaced.
        """
        try:
            if identity(self.path) != self.identity:
                raise Unavailable(_REPLACED, path=self.path)
        except (FileNotFoundError, NotADirectoryError):
            raise Unavailable(_GONE, path=self.path) from None
        except OSError as error:
            raise of_file(error, self.path) from error
        if self._log is not None:
            try:
                here = identity(self._beside("-wal"))
            except OSError:
                here = None
            if here != self._log:
                raise Unavailable(_LOG_GONE, path=self.path)

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)


def identity(path: Path) -> Identity:
    """Device and inode of a file."""
    found = os.stat(path)
    return found.st_dev, found.st_ino


def check_header(path: Path) -> None:
    """Look at the first bytes of a file that this process has not open.

    Raises:
        Unavailable: it is empty, damaged, or another program's.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        head = os.read(descriptor, 100)
    finally:
        os.close(descriptor)
    if not head:
        raise Unavailable(_EMPTY, path=path)
    if len(head) < 100 or not head.startswith(MAGIC):
        raise Unavailable(_DAMAGED, path=path)
    if struct.unpack(">I", head[68:72])[0] != APPLICATION_ID:
        raise Unavailable(FOREIGN, path=path)


def is_open(path: Path) -> bool:
    """Whether this process has the store open."""
    with _guard:
        return path in _open


def is_empty(path: Path) -> bool:
    """A file without a byte in it: what a crash or `touch` leaves."""
    try:
        return os.stat(path).st_size == 0
    except OSError:
        return False


def refuse_open(path: Path) -> None:
    """Raise Refused where the file belongs to a store that this process has open: opening it would drop its locks."""
    try:
        asked = identity(path)
    except (OSError, ValueError):
        return  # whoever opens it says what is wrong
    with _guard:
        stores = list(_open)
    for store in stores:
        for each in (store, *beside(store, BESIDE)):
            with suppress(OSError):
                if identity(each) == asked:
                    message = N_(
                        "{path} belongs to the store that is in use, {store}. Make a copy of the store with "
                        "`svc-tui store backup` and take that."
                    )
                    raise Refused(message, path=path, store=store)


def beside(path: Path, suffixes: tuple[str, ...] = LOGS) -> list[Path]:
    """The files beside a store."""
    return [path.with_name(path.name + suffix) for suffix in suffixes]


def left_beside(path: Path) -> list[Path]:
    """What tells that a store stood here: put aside by a restore or a migration, or a log that it left."""
    try:
        names = os.listdir(path.parent)
    except OSError:
        return []
    aside = [name for name in names if name.startswith((f"{path.name}.replaced-", f"{path.name}.before-"))]
    stores = [path.with_name(name) for name in sorted(aside) if not name.endswith(LOGS)]
    logs = [each for each in beside(path, ("-wal", "-journal")) if not is_empty(each) and each.exists()]
    return stores + logs


def refuse_lost(path: Path) -> None:
    """Raise where a store is missing that was here: a new empty one in its place would hide that."""
    if is_open(path):
        raise Unavailable(_GONE, path=path)
    for each in left_beside(path):
        if each.name.endswith(LOGS):
            message = N_(
                "There is no store at {path}, but {beside} is there, which belongs to one. Put the store back, or "
                "move that file away first."
            )
            raise Unavailable(message, path=path, beside=each)
        message = N_(
            "There is no store at {path}, but {beside} stands beside it, which was put aside. Put it back with "
            "`svc-tui store restore {beside}`, or move it away first."
        )
        raise Unavailable(message, path=path, beside=each)
