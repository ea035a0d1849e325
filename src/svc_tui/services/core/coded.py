"""Records that are known by a code, such as customers and queues: listed, found, written down, changed; once for all.

A kind says what is its own as a `CodedKind`; its service holds `CodedRecords` of it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from svc_tui.domain.core.notes import Note
from svc_tui.domain.core.text import begins_a_word, code_key, fold
from svc_tui.domain.query.keys import KeyTable
from svc_tui.domain.query.reader import Query, parse
from svc_tui.errors import Refused
from svc_tui.services.core.context import Context
from svc_tui.services.core.editing import settle
from svc_tui.services.core.fields import Field, Given, Values, read_fields
from svc_tui.storage.engine import read_models as reading
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.query import by_code as masters
from svc_tui.storage.query.hints import hinted
from svc_tui.storage.query.translator import Viewer

Record = TypeVar("Record")


@dataclass(frozen=True)
class Saved(Generic[Record]):
    """What a save left behind."""

    record: Record
    """The record as it stands now."""
    changed: tuple[str, ...] = ()
    """The fields that really moved."""
    warnings: tuple[Note, ...] = ()
    """Rules of kind W that were passed over."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a lookup: what is filled in, what is shown, and what tells it from its like."""

    code: str
    label: str
    hint: str = ""
    near: bool = False
    """It only has what was typed somewhere in it, or is only like it: enter does not take it."""


def nearest_first(found: Iterable[Choice], text: str) -> list[Choice]:
    """The very code first, then codes that begin as typed, then names with a word that does; others are only near."""
    wanted, key = fold(text.strip()), code_key(text)

    def far(choice: Choice) -> int:
        if code_key(choice.code) == key:
            return 0
        if fold(choice.code).startswith(wanted):
            return 1
        return 2 if begins_a_word(choice.label, wanted) else 3

    if not wanted:
        return list(found)
    ranked = sorted(((far(choice), at, choice) for at, choice in enumerate(found)), key=lambda each: each[:2])
    return [replace(choice, near=True) if place == 3 else choice for place, _at, choice in ranked]


@dataclass(frozen=True)
class Matches(Generic[Record]):
    """The records of a filter."""

    rows: tuple[Record, ...]
    """In order."""
    query: Query
    """The filter as it was read, with its warnings."""


def matching(
    context: Context, keys: KeyTable, model: type[Record], text: str, limit: int | None = None
) -> Matches[Record]:
    """The records of a filter text; without one those that its default scope leaves."""
    query = parse(text, keys)
    viewer = Viewer(now=context.now(), zone=context.zone, me=context.me)
    with context.store.read() as session:
        found = masters.rows(session=session, model=model, query=query, viewer=viewer, limit=limit)
        query = hinted(session, query, empty=not found)
    return Matches(tuple(found), query)


def as_typed(_unit: UnitOfWork, values: Values) -> Values:
    """Values that refer to nothing stand as they are."""
    return values


@dataclass(frozen=True)
class Beside:
    """What belongs to a record and is no column of it, such as the members of a queue."""

    present: Callable[[UnitOfWork, Given], Values]
    """The same as it stands, by the names of its fields; of a row that is new without a key."""
    read: Callable[[UnitOfWork, Values, Values], Values]
    """What was typed as it is kept; gets what stands too."""
    write: Callable[[UnitOfWork, Given, Values, Values], None]
    """Make of what stands what is wanted."""


@dataclass(frozen=True)
class CodedKind:
    """What is a kind's own."""

    table: str
    fields: Mapping[str, Field]
    needed: tuple[str, ...]
    """Fields that a new one cannot be without."""
    lacks: str
    """That one of them is missing (message id)."""
    written: str
    """What writing one down is called, with `{code}` (message id)."""
    changed: tuple[str, str]
    """What changing one is called, and several, with `{code}` (message ids)."""
    checked: Callable[[UnitOfWork, Values], Values] = as_typed
    """Values with what they refer to found. Raises NotFound, Refused."""
    completed: Callable[[Given, Values], Values] = lambda _row, changes: changes
    """A change with what reading it needs of the row as it stands."""
    beside: Beside | None = None
    warnings: Callable[[UnitOfWork, str, Values], Sequence[Note]] = lambda _unit, _code, _changed: ()
    """Rules of kind W that a change passed over."""
    given: Callable[[Context], Values] = lambda _context: {}
    """What a new one has where nothing is said."""
    filled: Callable[[Values], Values] = lambda _typed: {}
    """The same, from what was said."""


class CodedRecords(Generic[Record]):
    """The records of a kind, written down and changed."""

    def __init__(self, context: Context, kind: CodedKind, find: Callable[[str], Record]) -> None:
        self._context, self._kind, self._find = context, kind, find

    def new(self, values: Mapping[str, object]) -> Saved[Record]:
        """Write one down.

        Raises:
            Refused: something it needs is missing, or its code is taken.
        """
        kind = self._kind
        typed = read_fields(kind.fields, {**kind.given(self._context), **values}, today=self._context.today)
        if not all(typed.get(name) for name in kind.needed):
            raise Refused(kind.lacks)
        code = typed["code"]
        with self._context.write() as unit:
            reading.refuse_taken(unit, kind.table, "code", code)
            columns, wanted, present = self._apart(unit, kind.checked(unit, typed), {"code": code})
            kept = {k: v for k, v in columns.items() if v is not None}
            row_id = unit.insert(kind.table, {**kind.filled(typed), **kept})
            if kind.beside is not None:
                kind.beside.write(unit, {"id": row_id, "code": code}, present, {**present, **wanted})
            unit.call_it(kind.written, code=code)
        return Saved(self._find(code), tuple(typed))

    def set(
        self,
        code: str,
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> Saved[Record]:
        """Change the fields of one.

        Args:
            code: In any case.
            values: What is wanted, as it was typed.
            if_version: The version the edit began with; None changes whatever stands.
            base: The values the edit began with.

        Raises:
            Conflict: someone else changed it in between.
        """
        return self.set_all([code], values, if_version, base)[0]

    def set_all(
        self,
        codes: Sequence[str],
        values: Mapping[str, object],
        if_version: int | None = None,
        base: Given | None = None,
    ) -> list[Saved[Record]]:
        """Change the same fields of several as one act: all of them or none. Raises as `set` does."""
        kind = self._kind
        fields = {name: field for name, field in kind.fields.items() if name != "code"}
        typed = read_fields(fields, values, today=self._context.today)
        moved: list[tuple[str, tuple[str, ...], tuple[Note, ...]]] = []
        with self._context.write() as unit:
            for code in codes:
                row = reading.row_of(unit, kind.table, "code", code)
                changed = self._change(unit, row, typed, if_version, base)
                warnings = tuple(kind.warnings(unit, row["code"], changed))
                moved.append((row["code"], tuple(name for name in changed if name in kind.fields), warnings))
            unit.call_it(kind.changed[len(codes) != 1], code=", ".join(code for code, *_ in moved))
        return [Saved(self._find(code), changed, warnings) for code, changed, warnings in moved]

    def _change(
        self,
        unit: UnitOfWork,
        row: Given,
        typed: Values,
        if_version: int | None,
        base: Given | None,
    ) -> Values:
        kind = self._kind
        columns, wanted, present = self._apart(unit, typed, row)
        if base is not None and kind.beside is not None:
            base = {
                **base,
                **kind.beside.read(unit, {k: v for k, v in base.items() if k in present}, present),
            }
        changes = settle(
            unit, kind.table, {**row, **present}, {**columns, **wanted}, name=row["code"], if_version=if_version,
            base=base,
        )  # fmt: skip
        wanted = {name: changes.pop(name) for name in present if name in changes}
        if changes:
            changes = {**kind.checked(unit, kind.completed(row, changes)), "stub": False}
        changed = dict(unit.update(kind.table, row["id"], changes))
        wanted = {name: value for name, value in wanted.items() if value != present[name]}
        if wanted and kind.beside is not None:
            kind.beside.write(unit, row, present, {**present, **wanted})
        return {**changed, **wanted}

    def _apart(self, unit: UnitOfWork, typed: Values, row: Given) -> tuple[Values, Values, Values]:
        """Columns; what is wanted of what stands beside; and that as it stands."""
        beside = self._kind.beside
        if beside is None:
            return typed, {}, {}
        present = beside.present(unit, row)
        wanted = beside.read(unit, {name: typed[name] for name in present if name in typed}, present)
        return {name: value for name, value in typed.items() if name not in present}, wanted, present
