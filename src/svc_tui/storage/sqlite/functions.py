"""What SQLite asks Python while it filters: text folded, whole words, digits, when a contract really ends.

Registered on every connection.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from svc_tui.domain.core.buckets import part_of
from svc_tui.domain.core.text import code_key, fold
from svc_tui.domain.core.words import contains_words, digits_of
from svc_tui.domain.sla.entitlement import effective_end


def register(connection: Any) -> None:
    """Make the functions known to a connection of the SQLite module."""
    connection.create_function("svc_fold", 1, _fold, deterministic=True)
    connection.create_function("svc_key", 1, _key, deterministic=True)
    connection.create_function("svc_words", 2, _words, deterministic=True)
    connection.create_function("svc_digits", 1, _digits, deterministic=True)
    connection.create_function("svc_part", 3, _part, deterministic=True)
    connection.create_function("svc_effective_end", 2, _effective_end, deterministic=True)


@lru_cache(maxsize=1024)
def _fold(text: Any) -> str:
    return fold(str(text)) if text is not None else ""


@lru_cache(maxsize=1024)
def _key(text: Any) -> str:
    return code_key(str(text)) if text is not None else ""


def _words(text: Any, wanted: Any) -> int:
    return int(text not in (None, "") and contains_words(str(text), str(wanted)))


def _digits(text: Any) -> str:
    return digits_of(str(text)) if text is not None else ""


def _part(seconds: int | None, zone: str, part: str) -> int | None:
    return None if seconds is None else part_of(seconds, zone, part)


@lru_cache(maxsize=1 << 15)
def _effective_end(end: str | None, termination: str | None) -> str | None:
    if end is None:
        return None
    day = None if termination is None else date.fromisoformat(termination)
    return effective_end(date.fromisoformat(end), day).isoformat()
