"""Any CSV through a mapping: rows become records, several rows of a key become a record with its history.

Rows of one key need not stand together: a first pass over the file notes where each key is seen last,
the second keeps only the keys that are still open. A row that cannot be read is left out with its reason;
the rows before and after it still tell the record's story.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Any

from svc_tui.errors import N_
from svc_tui.interchange.core.cells import unguarded
from svc_tui.interchange.core.delimited import Table
from svc_tui.interchange.core.fields import FIELDS, LINES, STAMPS
from svc_tui.interchange.core.files import Source
from svc_tui.interchange.core.records import BadValue, Event, Problem, Record, short
from svc_tui.interchange.csv.columns import check_table
from svc_tui.interchange.csv.field import Field
from svc_tui.interchange.csv.mapped_cells import BadCell, CellReader, Check
from svc_tui.interchange.csv.mapping import OWN_FIELD, ColumnMap
from svc_tui.interchange.csv.mapping_parts import PartsReader


class _State:
    """One row of a history, read."""

    __slots__ = ("at", "row", "values", "who")

    def __init__(self, at: datetime, row: int, who: str | None, values: tuple[Any, ...]) -> None:
        self.at, self.row, self.who, self.values = at, row, who, values


class MappedReader:
    """Reads one file through one mapping."""

    def __init__(
        self, source: Source, mapping: ColumnMap, zone: tzinfo, check: Check = lambda name, value: None,
        strict: bool = False,
    ) -> None:  # fmt: skip
        self.mapping = mapping
        self.table = Table(source, mapping.columns, mapping.skip)
        check_table(mapping, self.table)
        self.cells = CellReader(mapping, self.table, mapping.zone or zone, check, strict)
        self.names = tuple(one.name for one in mapping.fields)
        self.columns = {one.name: ", ".join(one.columns) or "-" for one in mapping.fields}
        self.columns |= mapping.parts.names
        kinds, getter = FIELDS[mapping.kind], self.cells.getter
        self.getters = [getter(one, kinds.get(one.name, "text")) for one in mapping.fields]
        self.line_getters = [(one.name, getter(one, LINES[one.name])) for one in mapping.parts.lines]
        self.parts = PartsReader(mapping.parts, self.cells.index, mapping.none)
        self.at = getter(Field("at", column=mapping.at), "instant") if mapping.at else None
        self.who = getter(Field("who", column=mapping.who), "text") if mapping.who else None

    def __iter__(self) -> Iterator[Record | Problem]:
        if self.mapping.at:
            yield from self._with_history()
        elif self.mapping.parts:
            yield from self._with_lines()
        else:
            yield from self._plain()
        yield from self.cells.tally.problems()

    # One row

    def _rows(self) -> Iterator[tuple[int, list[str] | Problem]]:
        """Data rows; what is wrong or to be told of one comes as its problem."""
        for number, cells in self.table.rows():
            self.cells.row = number
            yield number, cells

    def _key(self, cells: Sequence[str]) -> str:
        return "\x1f".join(_key_cell(cells[self.cells.index[name]].strip()) for name in self.mapping.key)

    def _no_key(self, number: int) -> Problem:
        return Problem(
            number,
            ", ".join(self.mapping.key),
            "",
            N_("The key is empty; the row belongs to no record."),
            rule="key",
        )

    def _problem(self, number: int, bad: BadCell) -> Problem:
        return Problem(number, bad.column, bad.value, bad.message, bad.details, rule="value")

    # Rows that are records

    def _plain(self) -> Iterator[Record | Problem]:
        seen: dict[str, tuple[int, int]] = {}
        for number, cells in self._rows():
            if isinstance(cells, Problem):
                yield cells
                continue
            key = str(number) if self.mapping.by_row else self._key(cells)
            if not key.strip("\x1f"):
                yield self._no_key(number)
                continue
            try:
                values = tuple([get(cells) for get in self.getters])
            except BadCell as bad:
                yield self._problem(number, bad)
                continue
            if not self.mapping.by_row:
                if key in seen:
                    if seen[key][1] != hash(values):
                        yield self._twice(number, key, seen[key][0])
                    continue
                seen[key] = (number, hash(values))
            yield self._record(number, key, dict(zip(self.names, values, strict=True)), ())

    def _twice(self, number: int, key: str, first: int) -> Problem:
        return Problem(
            number,
            ", ".join(self.mapping.key),
            short(key.replace("\x1f", " ")),
            N_(
                "{value} stands in row {first} already, with other values; without [history] a key has one row."
            ),
            {"first": first},
            rule="twice",
        )

    def _record(self, row: int, key: str, values: dict[str, Any], history: tuple[Event, ...]) -> Record:
        extra = {name: values.pop(name) for name in tuple(values) if name.startswith(OWN_FIELD)}
        told = {name: value for name, value in extra.items() if value is not None}
        return Record(self.mapping.kind, row, key.replace("\x1f", "/"), values, told, history, self.columns)

    # Rows that are lines of a contract

    def _with_lines(self) -> Iterator[Record | Problem]:
        """Rows of one key are one contract; each is a line of it. What they say of the contract must agree."""
        last = self._last_rows()
        waiting: dict[str, tuple[int, dict[str, Any], list[dict[str, Any]]]] = {}
        for number, cells in self._rows():
            if isinstance(cells, Problem):
                yield cells
                continue
            key = str(number) if self.mapping.by_row else self._key(cells)
            if not key.strip("\x1f"):
                yield self._no_key(number)
                continue
            try:
                values, line = self._contract(cells)
                first, known, lines = waiting.setdefault(key, (number, values, []))
                if known != values:
                    yield self._differs(number, key, first, known, values)
                elif line:
                    lines.append(line)
            except BadCell as bad:
                yield self._problem(number, bad)
            if last[key] == number and key in waiting:
                first, known, lines = waiting.pop(key)
                told = {"lines": lines} if self.mapping.parts.lines else {}
                yield self._record(first, key, {**known, **told}, ())

    def _contract(self, cells: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
        """What a row says of its contract, and of a line."""
        values = dict(zip(self.names, [get(cells) for get in self.getters], strict=True))
        parts = self.mapping.parts
        if parts.targets:
            values["targets"] = self.parts.targets(cells)
        if parts.hours:
            try:
                values["coverage"] = self.parts.coverage(cells)
            except BadValue as bad:
                raise BadCell(self.columns["coverage"], "", bad.message, bad.details) from bad
        line = {name: get(cells) for name, get in self.line_getters}
        card = line.get("equipment")
        if card is not None and not str(card).isdecimal():
            line["serial"] = line.get("serial") or line.pop("equipment")
            line.pop("equipment", None)
        return values, {name: value for name, value in line.items() if value is not None}

    def _differs(
        self, number: int, key: str, first: int, known: dict[str, Any], values: dict[str, Any]
    ) -> Problem:
        name = next(name for name, value in values.items() if value != known[name])
        message = N_("{key} says something else of this in row {first}; all rows of a contract must agree.")
        details = {"key": key.replace("\x1f", " "), "first": first}
        return Problem(
            number, self.columns.get(name, name), short(values[name] or ""), message, details, rule="twice"
        )

    # Rows that are states of a record

    def _last_rows(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, cells in self._rows():
            if not isinstance(cells, Problem):
                found[str(number) if self.mapping.by_row else self._key(cells)] = number
        return found

    def _with_history(self) -> Iterator[Record | Problem]:
        last = self._last_rows()
        waiting: dict[str, list[_State]] = {}
        for number, cells in self._rows():
            if isinstance(cells, Problem):
                yield cells
                continue
            key = str(number) if self.mapping.by_row else self._key(cells)
            if not key.strip("\x1f"):
                yield self._no_key(number)
                continue
            states = waiting.setdefault(key, [])
            try:
                states.append(self._state(number, cells))
            except BadCell as bad:
                yield self._problem(number, bad)
            if last[key] == number:
                del waiting[key]
                if states:
                    yield self._told(key, states)

    def _state(self, number: int, cells: Sequence[str]) -> _State:
        assert self.at is not None
        at = self.at(cells)
        if at is None:
            raise BadCell(self.mapping.at, "", N_("The instant of this change is missing."), {})
        who = self.who(cells) if self.who else None
        return _State(at, number, who, tuple([get(cells) for get in self.getters]))

    def _told(self, key: str, states: list[_State]) -> Record:
        """The record as its last row has it, and an entry for every field that differs from the row before."""
        states.sort(key=lambda one: one.at)
        first, last = states[0], states[-1]
        names, history = self.names, [Event(first.at, first.who, "", None, None, first.row, "created")]
        before = first.values
        for state in states[1:]:
            for name, old, new in zip(names, before, state.values, strict=True):
                if old != new and name not in STAMPS:
                    history.append(Event(state.at, state.who, name, old, new, state.row))
            before = state.values
        values = dict(zip(names, last.values, strict=True))
        values.setdefault("updated_at", last.at)
        if values.get("reported_at") is None:
            values["reported_at"] = first.at
        return self._record(first.row, key, values, tuple(history))


def _key_cell(cell: str) -> str:
    return unguarded(cell, code=True) if cell[:1] in ("=", "'") else cell
