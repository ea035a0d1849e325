"""What SQLite asks Python while it filters: text folded, whole words, digits. Registered on every connection."""

from functools import lru_cache
from typing import Any

from svc_tui.domain.text import fold
from svc_tui.domain.words import contains_words, digits_of


def register(connection: Any) -> None:
    """Make the functions known to a connection of the SQLite module."""
    connection.create_function("svc_fold", 1, _fold, deterministic=True)
    connection.create_function("svc_words", 2, _words, deterministic=True)
    connection.create_function("svc_digits", 1, _digits, deterministic=True)


@lru_cache(maxsize=1024)
def _fold(text: Any) -> str:
    return fold(str(text)) if text is not None else ""


def _words(text: Any, wanted: Any) -> int:
    return int(text is not None and contains_words(str(text), str(wanted)))


def _digits(text: Any) -> str:
    return digits_of(str(text)) if text is not None else ""
