"""One cell at a time through a mapping: guards off, words replaced, a value of its shape made or a reason given.

What was read once is remembered, and what was told of it is counted again.
"""

import string
from collections.abc import Callable, Sequence
from datetime import tzinfo
from operator import itemgetter
from typing import Any

from svc_tui.errors import N_
from svc_tui.interchange.core.cells import CODES, shortened, unguarded
from svc_tui.interchange.core.delimited import Table
from svc_tui.interchange.core.fields import LINES, Shape
from svc_tui.interchange.core.records import BadValue, Problem, Tally, short
from svc_tui.interchange.core.values import of_shape, readings, text
from svc_tui.interchange.csv.field import Field
from svc_tui.interchange.csv.mapping import ColumnMap

Check = Callable[[str, Any], tuple[str, dict[str, Any]] | None]
"""Asked once for each name and value: None when the store can take it, else a template and its values."""

Getter = Callable[[Sequence[str]], Any]
_KNOWN_VALUES = 50_000
_LONG = 200


class BadCell(Exception):
    """A cell of the row at hand cannot be taken."""

    def __init__(self, column: str, value: str, message: str, details: dict[str, Any]) -> None:
        super().__init__(message)
        self.column, self.value, self.message, self.details = column, value, message, details


class CellReader:
    """Makes the functions that take values out of rows."""

    def __init__(self, mapping: ColumnMap, table: Table, zone: tzinfo, check: Check, strict: bool) -> None:
        self.mapping, self.zone, self.check, self.strict = mapping, zone, check, strict
        self.places = {name: table.header.places(name) for name in mapping.columns}
        self.index = {name: places[0] for name, places in self.places.items()}
        self.tally = Tally()
        self.row = 0
        """The row at hand, for warnings."""

    def getter(self, one: Field, shape: Shape) -> Getter:
        """The function that takes a value of ours out of a row."""
        if one.column:
            return self._column(one, shape)
        if one.const is None:
            return self._template(one, shape)
        turn = of_shape(shape, self.mapping.dates, self.zone)
        try:
            value = self._accepted(one.name, turn(one.const)) if one.const else None
        except BadValue as error:
            return _raiser(BadCell("-", one.const, error.message, error.details))
        return lambda cells: value

    def _column(self, one: Field, shape: Shape) -> Getter:
        read = self._reading(one, shape)
        places = self.places[one.column]
        place, join, none = places[0], one.join, self.mapping.none
        known: dict[str, Any] = {}
        told: dict[str, Problem] = {}

        def get(cells: Sequence[str]) -> Any:
            raw = cells[place]
            if join is not None:
                raw = join.join(cell for cell in (cells[at].strip() for at in places) if cell not in none)
            if raw in known:
                if told and raw in told:
                    self.tally.add(told[raw])
                return known[raw]
            value, warning = read(raw)
            if warning is not None:
                self.tally.add(warning)
            if len(raw) < _LONG and len(known) < _KNOWN_VALUES:
                known[raw] = value
                if warning is not None:
                    told[raw] = warning
            return value

        return get

    def _reading(self, one: Field, shape: Shape) -> Callable[[str], tuple[Any, Problem | None]]:
        """The function that reads a cell of one field: its value, and what is to be told of it."""
        none, default = self.mapping.none, one.default
        is_code = one.name in CODES
        several = shape in ("instant", "date") and len(self.mapping.dates) > 1
        turn = of_shape(shape, self.mapping.dates, self.zone)

        def read(raw: str) -> tuple[Any, Problem | None]:
            warning = None
            try:
                cell = text(unguarded(raw, code=is_code and not self.mapping.own), lines=shape == "lines")
                if cell in one.values:
                    cell = one.values[cell]
                elif cell in none:
                    cell = default or ""
                elif (one.values or (one.only and cell not in one.only)) and default is not None:
                    cell = default
                elif one.only and cell not in one.only:
                    raise BadValue(N_("This is none of {choices}."), choices=", ".join(one.only))
                if cell and several:
                    warning = self._doubt(one.column, cell)
                elif cell and is_code:
                    warning = shortened(one.name, cell, self.row, one.column)
                value = turn(cell) if cell else None
                return self._accepted(one.name, value), warning
            except BadValue as error:
                raise BadCell(one.column, short(raw), error.message, error.details) from error

        return read

    def _doubt(self, column: str, cell: str) -> Problem | None:
        """A date that two forms read as different days. Raises BadValue where nothing may be doubtful."""
        found = readings(cell, self.mapping.dates)
        other = next((pair for pair in found if pair[1] != found[0][1]), None)
        if other is None:
            return None
        details = {
            "first": found[0][0], "first_day": found[0][1].isoformat(),
            "other": other[0], "other_day": other[1].isoformat(),
        }  # fmt: skip
        if self.strict:
            message = N_("It fits {first} ({first_day}) and {other} ({other_day}); say which with one form.")
            raise BadValue(message, **details)
        message = N_(
            '"{value}" fits {first} ({first_day}) and {other} ({other_day}); the form that stands first is taken '
            "({count})."
        )
        return Problem(self.row, column, cell, message, details, "warn", "two-dates")

    def _accepted(self, name: str, value: Any) -> Any:
        if self.mapping.parts and name not in LINES:
            return value
        if value is not None and (told := self.check(name, value)) is not None:
            raise BadValue(told[0], **told[1])
        return value

    def _template(self, one: Field, shape: Shape) -> Getter:
        turn = of_shape(shape, self.mapping.dates, self.zone)
        used = [(name, self.index[name]) for name in dict.fromkeys(one.columns)]
        take = itemgetter(*(place for _, place in used), used[0][1]) if used else (lambda cells: ())
        pieces = [(words, name) for words, name, _, _ in string.Formatter().parse(one.template)]
        none = self.mapping.none
        known: dict[tuple[str, ...], Any] = {}

        def get(cells: Sequence[str]) -> Any:
            raw = take(cells)
            if raw in known:
                return known[raw]
            found = {name: unguarded(cells[at]).strip() for name, at in used}
            found = {name: "" if cell in none else cell for name, cell in found.items()}
            try:
                filled = "".join(words + (found[name] if name else "") for words, name in pieces)
                filled = filled if any(found.values()) or not used else ""
                filled = text(filled, lines=True) if shape == "lines" else " ".join(text(filled).split())
                filled = one.values.get(filled, filled) or one.default or ""
                value = self._accepted(one.name, turn(filled)) if filled else None
            except BadValue as error:
                raise BadCell(
                    ", ".join(one.columns), short("".join(raw)), error.message, error.details
                ) from error
            if len(known) < _KNOWN_VALUES:
                known[raw] = value
            return value

        return get


def _raiser(problem: BadCell) -> Getter:
    def get(cells: Sequence[str]) -> Any:
        raise problem

    return get
