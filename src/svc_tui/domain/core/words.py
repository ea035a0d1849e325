"""Texts compared by word, as filters do: case, accents and punctuation do not count."""

import re
from functools import lru_cache

from svc_tui.domain.core.text import fold

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


def contains_words(text: str, wanted: str) -> bool:
    """Do the wanted words stand together in the text; a `*` at their end lets the last one go on."""
    sought = _sought(wanted)
    return bool(sought.strip()) and sought in f" {' '.join(words_of(text))} "


@lru_cache(maxsize=256)
def _sought(wanted: str) -> str:
    return f" {' '.join(words_of(wanted))}" + ("" if wanted.endswith("*") else " ")


def digits_of(text: str) -> str:
    """The digits of a phone number."""
    return "".join(char for char in text if char.isdecimal())
