"""The words of coverage text: days, months, open and closed, in English and Italian, in full or shortened."""

from collections.abc import Sequence

from svc_tui.domain.core.text import fold

_WEEKDAYS = (
    ("monday", "lunedi"),
    ("tuesday", "martedi"),
    ("wednesday", "mercoledi"),
    ("thursday", "giovedi"),
    ("friday", "venerdi"),
    ("saturday", "sabato"),
    ("sunday", "domenica"),
)
_MONTHS = (
    ("january", "gennaio"),
    ("february", "febbraio"),
    ("march", "marzo"),
    ("april", "aprile"),
    ("may", "maggio"),
    ("june", "giugno"),
    ("july", "luglio"),
    ("august", "agosto"),
    ("september", "settembre"),
    ("october", "ottobre"),
    ("november", "novembre"),
    ("december", "dicembre"),
)
OFF = frozenset({"off", "closed", "chiuso", "chiusa", "chiusi"})
ON = frozenset({"on", "open", "aperto", "aperta", "aperti"})
HOLIDAYS = frozenset({"ph", "festivi", "festivo"})


def plain(word: str) -> str:
    """The word as it is compared: neither case nor accents, nor the apostrophe of `lunedi'`."""
    return fold(word).rstrip("'\u2019")


def weekday(word: str) -> int | None:
    """The weekday that a word of two letters or more begins, Monday 0; `mar` is one too."""
    return _begun(_WEEKDAYS, plain(word), 2)


def month(word: str) -> int | None:
    """The month that a word of three letters or more begins, January 1; `mar` is one too."""
    found = _begun(_MONTHS, plain(word), 3)
    return None if found is None else found + 1


def _begun(names: Sequence[Sequence[str]], word: str, shortest: int) -> int | None:
    if len(word) < shortest:
        return None
    for place, each in enumerate(names):
        if any(name.startswith(word) for name in each):
            return place
    return None
