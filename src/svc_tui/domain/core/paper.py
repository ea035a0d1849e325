"""A page to hand over, as data: what stands on it and in which order.

Who knows a noun makes one of its facts; who writes a file form writes any of them. All words are ready to be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who hands the page over."""

    name: str = ""
    """The company."""
    lines: Sequence[str] = ()
    """Its address, its numbers."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels and their values, one a line; what has no value is left out by the writers."""

    title: str
    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks of labels and values that stand side by side."""

    parts: Sequence[Pairs]


@dataclass(frozen=True, slots=True)
class Prose:
    """Text of people, its lines kept."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is to be seen first."""

    label: str
    value: str
    beneath: str = ""
    """What it is made of."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers in a row."""

    title: str
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    share: float = 1.0
    """Its part of the width, against those of the others."""
    right: bool = False
    """Numbers stand at the right."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads, which stand again on each page."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] | None = None
    """The last row, which adds up."""
    blank: int = 0
    """Rows that are left empty, to be filled in by hand."""
    note: str = ""
    """What stands beneath."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A line to sign on."""

    label: str
    """Who signs."""
    name: str = ""
    """The name of who signed already."""
    beneath: str = ""
    """When that was, and what proves it."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, side by side."""

    said: str
    """What is agreed by signing."""
    signers: Sequence[Signer]


Block: TypeAlias = Pairs | Beside | Prose | Figures | Table | Signatures


@dataclass(frozen=True, slots=True)
class Paper:
    """One page to hand over, of as many sheets as it takes."""

    head: Letterhead
    title: str
    """What it is and of which record: `Service order 10423`."""
    subtitle: str
    """The subject, the period."""
    blocks: Sequence[Block]
    foot: str = ""
    """What stands at the bottom of each sheet, beside its number: when it was printed."""
    language: str = "en"
    """The language of its words."""
    lacking: str = ""
    """What is said where the font of a form lacks signs."""
