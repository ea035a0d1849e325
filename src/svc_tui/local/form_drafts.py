"""Drafts of one store and person: which are still being typed in a running program, and which wait.

A program that keeps drafts holds a lock on a file of its own; the lock goes with the process, however it
ends, so the next start knows whose drafts nobody is typing any more.
"""

import fcntl
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from svc_tui.errors import N_, Unavailable
from svc_tui.local.drafts import Draft, Drafts

_STORE, _WHO, _FORM, _RECORD, _PROCESS = ".store", ".who", ".form", ".record", ".process"


class FormDrafts:
    """The drafts of the forms of one person on one store."""

    def __init__(self, directory: Path, store: Path | str, who: str) -> None:
        self._directory = directory
        self._drafts = Drafts(directory)
        self._store = str(store)
        self._who = who
        self._process = str(os.getpid())
        self._lock: int | None = None

    def keep(self, form: str, record: str, fields: Mapping[str, str], at: datetime) -> str:
        """Write what a form holds; `record` is empty for a new one. Returns the draft's key.

        Raises:
            Unavailable: the disk is full, or the directory cannot be written.
        """
        key = f"{self._process}:{self._who}:{form}:{record}:{self._store}"
        own = {_STORE: self._store, _WHO: self._who, _FORM: form, _RECORD: record, _PROCESS: self._process}
        try:
            self._hold()
            self._drafts.save(Draft(key, at, {**fields, **own}))
        except OSError as error:
            message = N_("What you type is not kept as a draft ({detail}): {path}. Save it before you leave.")
            raise Unavailable(message, detail=error.strerror, path=self._directory) from error
        return key

    def discard(self, key: str) -> None:
        """The form was saved, or nobody wants what it held."""
        self._drafts.discard(key)

    def waiting(self) -> list[Draft]:
        """Drafts that no running program is typing, our own that were left included; the newest first."""
        if not self._directory.is_dir():
            return []
        return [
            draft
            for draft in self._drafts.every()
            if draft.fields.get(_STORE) == self._store
            and draft.fields.get(_WHO) == self._who
            and not self._is_typed(draft.fields.get(_PROCESS, ""))
        ]

    def of(self, form: str, record: str) -> Draft | None:
        """The newest waiting draft of one form and record."""
        for draft in self.waiting():
            if form_of(draft) == (form, record):
                return draft
        return None

    def close(self) -> None:
        """This program keeps no more drafts."""
        if self._lock is not None:
            with suppress(OSError):
                self._path(self._process).unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = None

    def _hold(self) -> None:
        if self._lock is None:
            self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock = os.open(self._path(self._process), _FLAGS, 0o600)
            with suppress(BlockingIOError):  # this process holds it already
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _is_typed(self, process: str) -> bool:
        """Whether another program that is running keeps it."""
        if process == self._process or not process.isdecimal():
            return False
        path = self._path(process)
        try:
            handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        else:
            path.unlink(missing_ok=True)
            return False
        finally:
            os.close(handle)

    def _path(self, process: str) -> Path:
        return self._directory / f"{process}.open"


_FLAGS = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC


def form_of(draft: Draft) -> tuple[str, str]:
    """Which form a draft belongs to, and of which record."""
    return draft.fields.get(_FORM, ""), draft.fields.get(_RECORD, "")


def typed(draft: Draft) -> dict[str, str]:
    """What was typed, by field."""
    return {name: value for name, value in draft.fields.items() if not name.startswith(".")}


def extra(draft: Draft, name: str) -> str:
    """Something that the form keeps beside its fields, such as the version it was opened with."""
    return draft.fields.get(f".{name}", "")
