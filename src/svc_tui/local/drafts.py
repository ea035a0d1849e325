"""Drafts: what a form holds, kept in a file of its own until it is saved or thrown away.

A draft is written to a temporary file, synced and renamed, readable by its owner alone; so a session that
ends at any moment leaves the old draft or the new one, never half of one.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Draft:
    """One unfinished form."""

    key: str
    """What it is a draft of, for example "call:10423" or "new call"."""
    saved_at: datetime
    fields: Mapping[str, str] = field(default_factory=dict)
    """What was typed, by field name."""


class Drafts:
    """The drafts in one directory, one file each."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def save(self, draft: Draft) -> None:
        """Keep a draft; replaces the one of the same key."""
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(draft.key)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        temporary.unlink(missing_ok=True)
        content = {"key": draft.key, "saved_at": draft.saved_at.isoformat(), "fields": dict(draft.fields)}
        fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        directory = os.open(self._directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    def load(self, key: str) -> Draft | None:
        """The draft of this key; None when there is none, or its file is damaged."""
        return _read(self._path(key))

    def every(self) -> list[Draft]:
        """All drafts, the newest first."""
        found = [draft for path in self._directory.glob("*.json") if (draft := _read(path))]
        return sorted(found, key=lambda draft: draft.saved_at, reverse=True)

    def discard(self, key: str) -> None:
        """Throw a draft away: it was saved, or nobody wants it. One that cannot be removed is offered again."""
        with suppress(OSError):
            self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._directory / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.json"


def _read(path: Path) -> Draft | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        fields = {str(name): str(value) for name, value in content["fields"].items()}
        return Draft(str(content["key"]), datetime.fromisoformat(content["saved_at"]), fields)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
