"""What can be filtered by: the keys and flags of each list, as data.

A key has one name (the stable one of scripts), short forms, Italian aliases, and a kind that says how its values
are read. The parser, the completion, the translation to SQL and the help page all read these tables.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Literal

from svc_tui.domain.core.text import fold
from svc_tui.domain.query.dates import Direction

Kind = Literal[
    "number",  # what people call a record by: exact, or compared by its digits
    "code",  # exact
    "ref",  # the code of another record: exact, else its name by word; @me where it is a person or a queue
    "name",  # a value of a set-up list: exact, else by word
    "text",  # by word
    "enum",  # one of a few words, ordered where it says so
    "instant",
    "date",
    "due",  # the next due instant, filtered by the time until then
    "left",  # the covered time left, or a date that the due instant is compared with
    "integer",
    "seconds",
    "amount",  # a decimal number: money or a percentage
    "flag",
    "serial",
    "tags",
    "presence",  # only has: and no:
]
ORDERED: frozenset[str] = frozenset(
    {"number", "instant", "date", "due", "left", "integer", "seconds", "amount"}
)


@dataclass(frozen=True, slots=True)
class Key:
    """A name that stands before the colon."""

    name: str
    kind: Kind
    help: str
    also: tuple[str, ...] = ()
    """Short forms and Italian aliases, folded."""
    column: str = ""
    """The column, where it is not called like the key."""
    ref: str = ""
    """The list its values come from: queue, person, customer, item, group, status, origin ..."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Enums: each value in its order, with what else it may be called. Names: the built-in ones alone."""
    ordered: bool = False
    """Enums: may be compared."""
    direction: Direction = "past"
    """Dates: which way a duration or a day name counts."""
    prefix: str = ""
    """Letters that may stand before an integer: `K-58`."""
    lifts_scope: bool = False
    """Asking by this key takes the default scope away."""
    role: str = ""
    """People: those with this role are offered first."""

    @property
    def source(self) -> str:
        """The column it reads."""
        return self.column or self.name

    @property
    def compares(self) -> bool:
        """May `<`, `>` and `..` be used."""
        return self.kind in ORDERED or self.ordered

    def word(self, text: str) -> str | None:
        """The enum's own word for what was typed."""
        typed = fold(text)
        return next((own for own, others in self.words.items() if typed == own or typed in others), None)


@dataclass(frozen=True, slots=True)
class Flag:
    """A word after `is:`."""

    name: str
    help: str
    also: tuple[str, ...] = ()
    lifts_scope: bool = False


@dataclass(frozen=True)
class KeyTable:
    """All that a list can be filtered by."""

    kind: str
    keys: tuple[Key, ...]
    flags: tuple[Flag, ...] = ()
    default_scope: str = ""
    """Filter text that holds unless the query says otherwise."""
    _keys: dict[str, Key] = field(init=False, repr=False, compare=False)
    _flags: dict[str, Flag] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = {word: key for key in reversed(self.keys) for word in (key.name, *key.also)}
        flags = {word: flag for flag in reversed(self.flags) for word in (flag.name, *flag.also)}
        object.__setattr__(self, "_keys", keys)
        object.__setattr__(self, "_flags", flags)

    def key(self, word: str) -> Key | None:
        """The key of this name or alias; case and accents do not count."""
        return self._keys.get(fold(word))

    def flag(self, word: str) -> Flag | None:
        """The flag of this name or alias."""
        return self._flags.get(fold(word))

    def close_key(self, word: str) -> str | None:
        """The key that was probably meant."""
        return _closest(word, [*self._keys, *SYNTAX])

    def close_flag(self, word: str) -> str | None:
        """The flag that was probably meant."""
        return _closest(word, self._flags)


SYNTAX: Mapping[str, str] = MappingProxyType(
    {
        "is": "is",
        "e": "is",
        "has": "has",
        "ha": "has",
        "no": "no",
        "senza": "no",
        "sort": "sort",
        "ordina": "sort",
    }
)
"""Keys with a meaning of their own in every list, with their Italian aliases."""


def _closest(word: str, words: Iterable[str]) -> str | None:
    found = get_close_matches(fold(word)[:40], list(words), n=1, cutoff=0.7)
    return found[0] if found else None
