"""What every reader yields: plain records in our stable names, and problems with their place.

Readers are generators, so a file of any length passes through without sitting in memory. What makes a
whole file unreadable is raised as `Refused` instead: then nothing of it may enter.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from svc_tui.domain.core.text import MARK
from svc_tui.errors import N_

Severity = Literal["reject", "warn", "note"]
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ById:
    """A reference by the number another system gave it (a B1 user, status, item group ...)."""

    id: int

    def __str__(self) -> str:
        return str(self.id)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of an imported history; `field` is empty for the making of the record."""

    at: datetime
    who: str | None
    field: str
    old: Any
    new: Any
    row: int = 0
    event: str = "changed"


@dataclass(frozen=True, slots=True)
class Record:
    """One record as a file tells it. A name that the file does not speak of is missing from `values`;
    a name whose place is empty is there with None."""

    kind: str
    row: int
    key: str
    values: dict[str, Any]
    extra: dict[str, Any] = field(default_factory=dict)
    history: tuple[Event, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    source: Literal["csv", "b1", "own", "whole"] = "csv"
    external_id: int | None = None
    status_class: str = ""
    """What the status of a call means, where the file says it of each call."""

    def column(self, name: str) -> str:
        """What the file calls this name."""
        return self.columns.get(name, name)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row: a sentence template for the catalogue, its values and its place."""

    row: int
    column: str
    value: str
    message: str
    details: dict[str, Any] = field(default_factory=dict)
    severity: Severity = "reject"
    rule: str = ""

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, in the language of `translate`."""
        return translate(self.message).format(**{"column": self.column, "value": self.value, **self.details})

    def place(self, translate: Callable[[str], str] = str) -> str:
        """Row and column, as people count them."""
        if not self.row:
            return ""
        if not self.column:
            return translate(N_("row {row}")).format(row=self.row)
        return translate(N_("row {row}, {column}")).format(row=self.row, column=self.column)


class BadValue(ValueError):
    """A single value that cannot be read; the reader turns it into a `Problem` with its place."""

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


def short(value: object, limit: int = 60) -> str:
    """A value for a message: one line, cut at a length that a status line bears."""
    text = " ".join(shown(str(value)[: 20 * limit]).split())
    return text if len(text) <= limit else text[: limit - 3] + "..."


def shown(text: str) -> str:
    """A text in which what could not be decoded is replaced by a sign that can be written anywhere."""
    return _HALVES.sub(MARK, text)


class Tally:
    """Warnings counted instead of repeated: one sentence for each rule and name, with how often and where first."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], Problem] = {}
        self._count: dict[tuple[str, str], int] = {}

    def add(self, problem: Problem) -> None:
        """Count one more of this rule and column."""
        key = (problem.rule, problem.column)
        self._first.setdefault(key, problem)
        self._count[key] = self._count.get(key, 0) + 1

    def problems(self) -> Iterator[Problem]:
        """One problem each, with `count` among its values."""
        for key, problem in self._first.items():
            yield replace(problem, details={**problem.details, "count": self._count[key]})
