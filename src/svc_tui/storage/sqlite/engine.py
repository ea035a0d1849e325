"""What only SQLite does: choosing a sound library, where its locks hold, full text; `connecting` makes connections.

The measurements behind each choice: SQLite before 3.51.3 can corrupt a WAL file when two processes reset it at
once; a plain BEGIN upgrades to a write lock without waiting; synchronous=NORMAL loses acknowledged commits.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Text, cast, func, select, type_coerce

from svc_tui.errors import N_, Unavailable

SOUND = (3, 51, 3)
NEEDED = (3, 43, 0)
BUSY_MS = 10_000
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "ncpfs"}
NETWORK_FUSE = ("fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone")


def driver() -> ModuleType:
    """The SQLite module to use: the standard library's where it is sound, else pysqlite3, else the former."""
    if sqlite3.sqlite_version_info >= SOUND:
        return sqlite3
    try:
        import pysqlite3
    except ImportError:
        return sqlite3
    return pysqlite3 if pysqlite3.sqlite_version_info >= sqlite3.sqlite_version_info else sqlite3


def is_sound(module: ModuleType) -> bool:
    """Is this library free of the WAL reset fault."""
    return bool(module.sqlite_version_info >= SOUND)


def writes_ahead() -> bool:
    """Is the store kept with a write-ahead log, so that readers and the writer do not wait for each other."""
    return is_sound(driver())


def mounts() -> list[str]:
    """The lines of /proc/self/mountinfo; none where there is no such file."""
    try:
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def mount_of(path: Path, mounts: Iterable[str]) -> tuple[str, str]:
    """Where the file system that `path` lies on is mounted, and its type; both empty where nothing tells.

    Args:
        path: An absolute, resolved path.
        mounts: Lines of /proc/self/mountinfo.
    """
    best, kind = "", ""
    for line in mounts:
        left, _, right = line.partition(" - ")
        fields, after = left.split(), right.split()
        if len(fields) < 5 or not after:
            continue
        point = fields[4].replace("\\040", " ")
        inside = str(path) == point or str(path).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, after[0]
    return best, kind


def network_mount(path: Path, mounts: Iterable[str]) -> str | None:
    """The type of the network file system that `path` lies on, if any; arguments as above."""
    kind = mount_of(path, mounts)[1]
    return kind if kind in NETWORK or kind.startswith(NETWORK_FUSE) else None


def refuse_network(path: Path) -> None:
    """Raise where the file would lie on a network file system: SQLite's locks do not hold there."""
    if kind := network_mount(path.resolve(), mounts()):
        message = N_(
            "The store {path} lies on a network file system ({kind}), where locks do not hold and writes get "
            "lost. Put it on a local disk and reach it through SSH, or name another with --store."
        )
        raise Unavailable(message, path=path, kind=kind)


def refuse_old(module: ModuleType) -> None:
    """Raise where the library lacks what the store needs."""
    if module.sqlite_version_info < NEEDED:
        message = N_(
            "SQLite {version} is too old for the store. Install the Python package pysqlite3 beside svc-tui."
        )
        raise Unavailable(message, version=module.sqlite_version)


def texts(values: Sequence[str]) -> ColumnElement[str]:
    """Many texts as a column of a table of their own, under one bound value: joined, each is looked up."""
    return cast(func.json_each(json.dumps(values)).table_valued("value").c.value, Text)


def one_of(column: ColumnElement[int], keys: Sequence[int]) -> ColumnElement[bool]:
    """Whether a column holds one of these keys, however many."""
    found = func.json_each(json.dumps(list(keys))).table_valued("value")
    return column.in_(select(found.c.value))


def seconds_of(column: ColumnElement[Any]) -> ColumnElement[int]:
    """An instant as seconds since 1970, as the column keeps it."""
    return type_coerce(column, BigInteger)


def part_of_day(column: ColumnElement[Any], zone: str, part: str) -> ColumnElement[int]:
    """The `hour` (0 to 23) or `weekday` (1 is Monday) of an instant in a zone."""
    return func.svc_part(seconds_of(column), zone, part, type_=BigInteger)
