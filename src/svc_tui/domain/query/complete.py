"""Tab completion of the filter language: keys, flags and values that fit what stands before the cursor.

Values that live in the data (queues, people, statuses ...) come from the caller, by list and beginning.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from svc_tui.domain.core.text import fold
from svc_tui.domain.query.dates import WORDS
from svc_tui.domain.query.keys import SYNTAX, Key, KeyTable
from svc_tui.domain.query.tree import quoted
from svc_tui.errors import N_

ValuesOf = Callable[[str, str], Iterable[str]]
"""The values of a list (`Key.ref`, or the key's name) that begin with a text."""

MOST = 50
_SYNTAX_HELP = {
    "is": N_("A state: open, overdue, mine ..."),
    "has": N_("The key has a value"),
    "no": N_("The key has no value"),
    "sort": N_("Sort by the key, with - downwards"),
}
_KEYED = re.compile(r"([^\W\d][\w.]*):")
_OPERATOR = re.compile(r">=|<=|>|<|=")


@dataclass(frozen=True, slots=True)
class Completion:
    """What would replace `text[start:end]`."""

    text: str
    start: int
    end: int
    help: str = ""
    """A template of the catalogue; empty where the text says it all."""


def complete(text: str, cursor: int, keys: KeyTable, values_of: ValuesOf) -> list[Completion]:
    """What may stand at the cursor, best first; the end of each replaces up to the cursor."""
    cursor = max(0, min(cursor, len(text)))
    start = _token_start(text, cursor)
    found = _KEYED.match(text, start, cursor)
    if found is None:
        typed = text[start:cursor]
        return [Completion(f"{name}:", start, cursor, help_) for name, help_ in _names(typed, keys)][:MOST]
    own, key = SYNTAX.get(fold(found[1])), keys.key(found[1])
    if own is None and key is None:
        return []
    piece = _piece_start(text, found.end(), cursor)
    if own:
        return _own_values(own, text, piece, cursor, keys)
    return _values(key, text, piece, cursor, values_of) if key else []


def _token_start(text: str, cursor: int) -> int:
    """Where the term under the cursor begins, behind its minus and parentheses."""
    start, in_quotes = 0, False
    for at in range(cursor):
        if text[at] == '"':
            in_quotes = not in_quotes
        elif not in_quotes and (text[at].isspace() or text[at] in "()|"):
            start = at + 1
    while start < cursor and text[start] == "-":
        start += 1
    return start


def _piece_start(text: str, at: int, cursor: int) -> int:
    """Where the value under the cursor begins, behind the commas outside quotes."""
    start, in_quotes = at, False
    for index in range(at, cursor):
        if text[index] == '"':
            in_quotes = not in_quotes
        elif text[index] == "," and not in_quotes:
            start = index + 1
    return start


def _names(typed: str, keys: KeyTable) -> list[tuple[str, str]]:
    """Names of keys that begin so; an alias only where no name does."""
    folded = fold(typed)
    own = [(name, help_) for name, help_ in _SYNTAX_HELP.items() if name.startswith(folded)]
    names = own + [(key.name, key.help) for key in keys.keys if key.name.startswith(folded)]
    seen = {name for name, _ in names}
    others = [
        (alias, key.help)
        for key in keys.keys
        if folded and key.name not in seen
        for alias in key.also
        if alias.startswith(folded)
    ]
    return names + others


def _own_values(own: str, text: str, start: int, cursor: int, keys: KeyTable) -> list[Completion]:
    """Flags after `is:`, key names after `has:`, `no:` and `sort:`."""
    if own == "sort" and text[start:cursor].startswith("-"):
        start += 1
    typed = fold(text[start:cursor])
    if own == "is":
        choices = [(flag.name, flag.help, flag.also) for flag in keys.flags]
    else:
        choices = [
            (key.name, key.help, key.also) for key in keys.keys if own != "sort" or key.kind != "presence"
        ]
    fitting = [(name, help_) for name, help_, _ in choices if name.startswith(typed)] or [
        (name, help_) for name, help_, also in choices if any(alias.startswith(typed) for alias in also)
    ]
    return [Completion(name, start, cursor, help_) for name, help_ in fitting][:MOST]


def _values(key: Key, text: str, start: int, cursor: int, values_of: ValuesOf) -> list[Completion]:
    if key.compares and (found := _OPERATOR.match(text, start, cursor)):
        start = found.end()
    if key.compares and (split := text.rfind("..", start, cursor)) >= 0:
        start = split + 2
    typed = text[start:cursor].strip('"')
    folded = fold(typed)
    fixed = [word for word in _fixed_values(key) if fold(word).startswith(folded)]
    living = (
        [quoted(value) for value in values_of(key.role or key.ref or key.name, typed)]
        if _has_values(key)
        else []
    )
    return [Completion(value, start, cursor) for value in dict.fromkeys([*fixed, *living])][:MOST]


def _fixed_values(key: Key) -> list[str]:
    """Words of the language itself."""
    if key.kind == "enum":
        return list(key.words)
    if key.kind == "flag":
        return ["yes", "no"]
    if key.kind in ("instant", "date", "due", "left"):
        return list(WORDS)
    return ["@me"] if key.ref in ("person", "queue") else []


def _has_values(key: Key) -> bool:
    return bool(key.ref) or key.kind in ("code", "name", "tags")
