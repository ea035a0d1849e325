"""Files that take a place only when they are whole, in the mode and group of what they stand for; room on a disk."""

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from svc_tui.storage.sqlite import engine as sqlite
from svc_tui.storage.sqlite.store_file import BESIDE, beside

AT_LEAST = 64 * 1024
"""With less room than this a disk is full: the index of a write-ahead log takes half of it."""

BACKUP = "copying"
"""The purpose of a backup that grows."""

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)


def adopt(descriptor: int, like: Path, most: int = 0o777) -> bool:
    """Give a file that was just made mode, group and access list of another. False where it may not have the group.

    Args:
        descriptor: The file, or directory, just made.
        like: Whose mode and group it gets.
        most: Permissions that it gets at most.
    """
    try:
        store = os.stat(like)
    except OSError:
        return True
    own = os.fstat(descriptor)
    kept = True
    if (own.st_uid, own.st_gid) != (store.st_uid, store.st_gid):
        try:
            os.fchown(descriptor, store.st_uid if os.geteuid() == 0 else -1, store.st_gid)
        except OSError:
            kept = own.st_gid == store.st_gid
    mode = stat.S_IMODE(store.st_mode) & most
    if not kept:  # another group gets no more than everybody
        mode &= 0o707 | (mode & 0o007) << 3
    os.fchmod(descriptor, mode | 0o600)  # whoever made it may write it, whatever the other says
    if hasattr(os, "getxattr") and most == 0o777:
        with suppress(OSError):
            name = "system.posix_acl_access"
            os.setxattr(descriptor, name, os.getxattr(like, name))
    return kept or not stat.S_IMODE(store.st_mode) & most & 0o070


def adopt_directory(directory: Path, store: Path) -> bool:
    """Give a directory to those who may use the store. False where it may not have the group."""
    descriptor = os.open(
        directory, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
    )
    try:
        kept = adopt(descriptor, store, 0o660)
        mode = stat.S_IMODE(os.fstat(descriptor).st_mode)
        os.fchmod(descriptor, mode | (mode & 0o440) >> 2)
        return kept
    finally:
        os.close(descriptor)


@contextmanager
def growing(
    target: Path, like: Path | None, purpose: str, *, private: bool = False
) -> Iterator[tuple[Path, bool]]:
    """A new empty file beside `target`, which the block fills and moves; what is left of it goes.

    What a killed program left behind goes first: it holds the lock of its file no longer.

    Args:
        target: What it is to become.
        like: The file whose mode and group it gets; none means its maker's alone.
        purpose: Part of its name.
        private: Others than owner and group get nothing.

    Yields: its path, and whether it could get the group.
    """
    clear(target, purpose, of_any=purpose == BACKUP)
    part, descriptor = _begin(target, purpose)
    try:
        yield part, like is None or adopt(descriptor, like, 0o660 if private else 0o777)
    finally:
        for each in (part, *beside(part, BESIDE)):
            with suppress(FileNotFoundError):
                each.unlink()
        os.close(descriptor)


def _begin(target: Path, purpose: str) -> tuple[Path, int]:
    """A new file with its lock; who clears at the same moment may have taken one for a dead program's."""
    while True:
        part = target.with_name(f"{target.name}.{purpose}-{uuid4().hex[:12]}")
        descriptor = os.open(part, _NEW, 0o600)
        try:
            _lock(descriptor)
        except BlockingIOError:
            os.close(descriptor)
            continue
        except OSError:  # no such locks here, so nobody clears either
            return part, descriptor
        if os.fstat(descriptor).st_nlink:
            return part, descriptor
        os.close(descriptor)


def clear(target: Path, *purposes: str, of_any: bool = False) -> None:
    """Remove what killed programs left of files that were growing.

    Args:
        target: What they were to become.
        purposes: Parts of their names.
        of_any: Also of what was to become another file beside it: a backup has another name each time.
    """
    name = ".+" if of_any else re.escape(target.name)
    left = re.compile(rf"{name}\.(?:{'|'.join(purposes)})-[0-9a-f]{{12}}")
    with suppress(OSError):
        for each in os.listdir(target.parent):
            if left.fullmatch(each):
                _clear(target.with_name(each))


def _clear(part: Path) -> None:
    with suppress(OSError):
        if os.lstat(part).st_nlink > 1:  # it has its place, under another name: that file may be open here
            part.unlink()
            return
        descriptor = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            _lock(descriptor)
            for each in (part, *beside(part, BESIDE)):
                with suppress(FileNotFoundError):
                    each.unlink()
        finally:
            os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Lock a file that grows. Raises OSError: a program that lives holds the lock, or there are no such locks here."""
    try:
        import fcntl
    except ImportError as error:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from error
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def place(part: Path, target: Path) -> bool:
    """Give a grown file its place, unless there is one already. Returns whether it got it."""
    keep(part)
    try:
        os.link(part, target)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if target.exists():
            return False
        os.rename(part, target)
    keep(target.parent)
    return True


def keep(path: Path) -> None:
    """See to it that a file, or what a directory lists, survives a loss of power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EBADF, errno.EROFS):  # no such thing there
            raise
    finally:
        os.close(descriptor)


def room(path: Path) -> int:
    """Bytes that may still be written to the disk of a file, also of one that is not there yet."""
    for each in (path, *path.parents):
        with suppress(OSError):
            disk = os.statvfs(each)
            return disk.f_bavail * disk.f_frsize
    return AT_LEAST


def is_full(path: Path) -> bool:
    """Is there no room left on the disk of a file."""
    return room(path) < AT_LEAST


def disk_of(path: Path) -> str:
    """Where the disk of a file is mounted."""
    return sqlite.mount_of(Path(os.path.realpath(path)), sqlite.mounts())[0] or "/"


def is_limited() -> bool:
    """Is there a limit on how long a file may grow, set for this process."""
    try:
        import resource
    except ImportError:
        return False
    return resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY
