"""The tree of a filter: what was asked, without a word of SQL; printed, it reads back as an equal tree."""

import re
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
Op = Literal["=", "==", "<", "<=", ">", ">=", "..", "none", "me"]

_BARE = re.compile(r'[^\s()|,"<>=@][^\s()|,"]*')


@dataclass(frozen=True, slots=True)
class Test:
    """One value after a colon: equal to, exactly (`==`), compared with, between, missing, or me."""

    __test__ = False  # not a test of pytest's

    op: Op
    text: str = ""
    upper: str = ""
    """The other end of `..`."""

    def __str__(self) -> str:
        if self.op == "none":
            return "none"
        if self.op == "me":
            return "@me"
        if self.op == "..":
            return f"{quoted(self.text)}..{quoted(self.upper)}"
        return {"=": "", "==": "="}.get(self.op, self.op) + quoted(self.text)


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word, searched everywhere."""

    text: str
    prefix: bool = False
    span: Span = field(default=(0, 0), compare=False, repr=False)

    def __str__(self) -> str:
        return self.text + ("*" if self.prefix else "")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together in this order."""

    text: str
    span: Span = field(default=(0, 0), compare=False, repr=False)

    def __str__(self) -> str:
        return _in_quotes(self.text)


@dataclass(frozen=True, slots=True)
class Number:
    """`#10423`: that call, whatever its status."""

    number: str
    span: Span = field(default=(0, 0), compare=False, repr=False)

    def __str__(self) -> str:
        return f"#{self.number}"


@dataclass(frozen=True, slots=True)
class Term:
    """`key:value,value`: any of the values. `key` is the key's own name, or `is`, `has`, `no`."""

    key: str
    tests: tuple[Test, ...]
    span: Span = field(default=(0, 0), compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.key}:{','.join(str(test) for test in self.tests)}"


@dataclass(frozen=True, slots=True)
class Not:
    """The true complement of its part."""

    part: "Node"
    span: Span = field(default=(0, 0), compare=False, repr=False)

    def __str__(self) -> str:
        return f"-({self.part})" if isinstance(self.part, And | Or) else f"-{self.part}"


@dataclass(frozen=True, slots=True)
class And:
    """All of its parts; without parts, everything."""

    parts: tuple["Node", ...] = ()
    span: Span = field(default=(0, 0), compare=False, repr=False)

    def __str__(self) -> str:
        return " ".join(f"({p})" if isinstance(p, And | Or) else str(p) for p in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Any of its parts."""

    parts: tuple["Node", ...]
    span: Span = field(default=(0, 0), compare=False, repr=False)

    def __str__(self) -> str:
        return " OR ".join(f"({p})" if isinstance(p, Or) else str(p) for p in self.parts)


Node = Word | Phrase | Number | Term | Not | And | Or


def leaves(node: Node) -> list[Word | Phrase | Number | Term]:
    """What stands in a tree, left to right."""
    if isinstance(node, Not):
        return leaves(node.part)
    if isinstance(node, And | Or):
        return [leaf for part in node.parts for leaf in leaves(part)]
    return [node]


def quoted(text: str) -> str:
    """A value as it must be typed to be read as it is."""
    special = text.lower() == "none" or ".." in text or not _BARE.fullmatch(text)
    return _in_quotes(text) if special else text


def _in_quotes(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
