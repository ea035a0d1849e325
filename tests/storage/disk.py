"""A disk of tests: what SQLite writes passes here, can fail at the n-th call, and is written down for power cuts.

SQLite's own seam for this is the VFS. Every file of the library that the store uses gets a copy of its table of
methods, in which writing, syncing and truncating come here first; all else is SQLite's as it is.
"""

import ctypes
import gc
import random
from collections.abc import Iterator
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Self

from svc_tui.storage.sqlite import engine as sqlite

FULL, IO_WRITE, IO_SYNC, IO_TRUNCATE = 13, 778, 1034, 1546
SECTOR = 512
_WORD = ctypes.sizeof(c_void_p)
_CLOSE, _WRITE, _TRUNCATE, _SYNC = 1, 3, 4, 5
_METHODS = 19
"""Words of `sqlite3_io_methods` up to its version 3; the first holds the version."""

_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Close = CFUNCTYPE(c_int, c_void_p)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)

_LEFT: list[Any] = []
"""Disks whose files a failing test left open: SQLite still calls them."""


class _Vfs(Structure):
    _fields_ = [
        ("version", c_int), ("file_size", c_int), ("longest", c_int), ("next", c_void_p), ("name", c_char_p),
        ("data", c_void_p), ("open", c_void_p), ("rest", c_void_p * 15),
    ]  # fmt: skip


@dataclass
class Deed:
    """One thing that was done to a file."""

    kind: str
    """write, truncate, sync, or said: what the program was told is kept."""
    path: str = ""
    at: int = 0
    data: bytes = b""


@dataclass
class Disk:
    """While it is entered, all files that SQLite opens lie on this disk."""

    deeds: list[Deed] = field(default_factory=list)
    count: int = 0
    """Calls so far; set it to 0 before an act."""
    fail_at: int = 0
    """The call that fails, 0 for none."""
    lasting: bool = True
    """It fails from then on (a full disk), or this once (a bad moment)."""
    recording: bool = False

    def __enter__(self) -> Self:
        module = sqlite.driver()
        name = "_sqlite3" if module.__name__ == "sqlite3" else f"{module.__name__}._sqlite3"
        self._library = ctypes.CDLL(str(import_module(name).__file__))
        find = self._library.sqlite3_vfs_find
        find.restype = POINTER(_Vfs)
        self._real = find(None)
        self._tables: dict[int, Any] = {}
        self._files: dict[int, tuple[str, Any]] = {}
        self._kept = (_Open(self._open), _Close(self._close), _Write(self._write), _Truncate(self._truncate),
                      _Sync(self._sync))  # fmt: skip
        self._mine = _Vfs()
        ctypes.memmove(byref(self._mine), self._real, ctypes.sizeof(_Vfs))
        self._mine.name = b"disk-of-tests"
        self._mine.open = ctypes.cast(self._kept[0], c_void_p).value
        self._library.sqlite3_vfs_register(byref(self._mine), 1)
        return self

    def __exit__(self, *_: object) -> None:
        self._library.sqlite3_vfs_unregister(byref(self._mine))
        self._library.sqlite3_vfs_register(self._real, 1)
        for _pass in range(3):  # a connection that was let go of may wait in a cycle, and its pool for that
            gc.collect()
        if self._files:
            _LEFT.append(self)
            raise AssertionError(f"still open: {[path for path, _ in self._files.values()]}")

    def say(self, text: str) -> None:
        """Note that the program was told something is kept."""
        self.deeds.append(Deed("said", text))

    def _open(self, _vfs: int, name: int, file: int, flags: int, out: int) -> int:
        code = int(
            _Open(self._real.contents.open)(ctypes.addressof(self._real.contents), name, file, flags, out)
        )
        if code == 0:
            slot = c_void_p.from_address(file)
            real = int(slot.value or 0)
            table = self._tables.get(real)
            if table is None:
                table = self._tables[real] = (c_void_p * _METHODS).from_buffer_copy(
                    ctypes.string_at(real, _METHODS * _WORD)
                )
                for place, mine in zip((_CLOSE, _WRITE, _TRUNCATE, _SYNC), self._kept[1:], strict=True):
                    table[place] = ctypes.cast(mine, c_void_p).value
            path = ctypes.string_at(name).decode() if name else ""
            self._files[file] = (path, (c_void_p * _METHODS).from_address(real))
            slot.value = ctypes.addressof(table)
        return code

    def _close(self, file: int) -> int:
        _, real = self._files.pop(file)
        return int(_Close(real[_CLOSE])(file))

    def _fails(self, path: str) -> bool:
        if not path:
            return False  # temporary, in memory
        self.count += 1
        return bool(self.fail_at) and (
            self.count >= self.fail_at if self.lasting else self.count == self.fail_at
        )

    def _write(self, file: int, data: int, size: int, at: int) -> int:
        path, real = self._files[file]
        if self._fails(path):
            return FULL if self.lasting else IO_WRITE
        if self.recording:
            self.deeds.append(Deed("write", path, at, ctypes.string_at(data, size)))
        return int(_Write(real[_WRITE])(file, data, size, at))

    def _truncate(self, file: int, size: int) -> int:
        path, real = self._files[file]
        if self._fails(path):
            return IO_TRUNCATE
        if self.recording:
            self.deeds.append(Deed("truncate", path, size))
        return int(_Truncate(real[_TRUNCATE])(file, size))

    def _sync(self, file: int, flags: int) -> int:
        path, real = self._files[file]
        if self._fails(path):
            return IO_SYNC
        if self.recording:
            self.deeds.append(Deed("sync", path))
        return int(_Sync(real[_SYNC])(file, flags))


@dataclass
class _Platter:
    """A file: what is safe, and what was written since and may be lost."""

    safe: bytearray = field(default_factory=bytearray)
    loose: list[Deed] = field(default_factory=list)


def power_cuts(
    deeds: list[Deed], before: dict[str, bytes], cuts: list[int], chance: random.Random
) -> Iterator[tuple[set[str], dict[str, bytes]]]:
    """What was said, and what the files hold after the power went before the deed of each number.

    Of what was written after a file's last sync any part may be there or not, in any order, by sectors.
    """
    files = {path: _Platter(bytearray(content)) for path, content in before.items()}
    said: set[str] = set()
    wanted = set(cuts)
    for number, deed in enumerate(deeds):
        if number in wanted:
            yield set(said), {path: _after(file, chance) for path, file in files.items()}
        if deed.kind == "said":
            said.add(deed.path)
            continue
        file = files.setdefault(deed.path, _Platter())
        if deed.kind == "sync":
            for each in file.loose:
                _do(file.safe, each, range(0, len(each.data), SECTOR))
            file.loose.clear()
        else:
            file.loose.append(deed)


def _after(file: _Platter, chance: random.Random) -> bytes:
    content = bytearray(file.safe)
    share = chance.choice((0.0, 0.3, 0.7, 1.0))
    for deed in file.loose:
        sectors = range(0, len(deed.data), SECTOR)
        whole = chance.random() < 0.8
        if whole:
            kept = list(sectors) if chance.random() < share else []
        else:
            kept = [start for start in sectors if chance.random() < share]
        if deed.kind != "truncate" or chance.random() < share:
            _do(content, deed, kept)
    return bytes(content)


def _do(content: bytearray, deed: Deed, sectors: Any) -> None:
    if deed.kind == "truncate":
        del content[deed.at :]
        return
    for start in sectors:
        piece = deed.data[start : start + SECTOR]
        place = deed.at + start
        if len(content) < place:
            content.extend(bytes(place - len(content)))
        content[place : place + len(piece)] = piece
