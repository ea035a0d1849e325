"""Lines that tell everything of a record, as `export all` writes them: made again as they were, five hundred at a time.

In an empty store every column becomes what the line says, version and stamps too. Elsewhere a line changes what
differs; what it does not speak of stays.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path
from typing import Any

from svc_tui.errors import N_
from svc_tui.interchange.core.records import BadValue, Problem, Record, Tally, short
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.core.kinds import RecordKind
from svc_tui.services.exchange.incoming.clock import counted_here, recount
from svc_tui.services.exchange.incoming.kinds import know
from svc_tui.services.exchange.incoming.refs import Directory, Resolver
from svc_tui.services.exchange.incoming.sink import Counts
from svc_tui.services.exchange.incoming.whole_below import Beneath, Files
from svc_tui.services.exchange.incoming.whole_kinds import KINDS
from svc_tui.services.exchange.incoming.whole_values import Read, Reader, call_columns
from svc_tui.storage.calls.rows import CallRecord
from svc_tui.storage.exchange import incoming as importing
from svc_tui.storage.exchange import whole as rows
from svc_tui.storage.solutions.followers import SolutionUse

NOT_CHANGED = frozenset({"version", "updated_at", "uid", "number", "stub", "created_by"})
"""What a line never changes in a record that people work with."""


class WholeSink:
    """Takes whole lines and writes them."""

    def __init__(self, directory: Directory, tally: Tally, zone: tzinfo, files: Files) -> None:
        self.directory, self.unit, self.tally, self.zone = directory, directory.unit, tally, zone
        self.fresh = rows.is_empty(session=self.unit.session)
        self.counts: dict[str, Counts] = {}
        self.beneath = Beneath(directory, tally, files)
        self._readers: dict[str, Reader] = {}
        self._batch: list[Read] = []
        self._keys: set[tuple[Any, ...]] = set()
        self._nth: Counter[tuple[Any, ...]] = Counter()
        self._named: dict[str, set[int]] = {}
        self._index: set[int] = set()

    def take(self, record: Record, resolver: Resolver, folder: Path) -> Iterator[Problem]:
        """Add one line; problems of the batch come out when it is full or another kind begins."""
        kind = KINDS.get(record.kind)
        if kind is None:
            message = N_("There is no kind of record {value}.")
            yield Problem(record.row, "whole", short(record.kind), message, rule="kind")
            return
        if self._batch and (self._batch[0].kind is not kind or len(self._batch) >= rows.PAGE):
            yield from self.flush()
        self.directory.record = record
        try:
            if kind.name == "call":
                resolver.stubs_of(record)
            read = self._reader(kind, resolver).read(record, folder)
            self._fits(read)
        except BadValue as bad:
            yield self._rejected(record, bad)
            return
        mark = rows.mark(kind.table, kind.key, read.key) if kind.unique else read.key
        if mark in self._keys:
            yield from self.flush()
        self._keys.add(mark)
        self._batch.append(read)

    def _reader(self, kind: RecordKind, resolver: Resolver) -> Reader:
        known = self._readers.get(kind.name)
        if known is None or known.resolver is not resolver:
            known = self._readers[kind.name] = Reader(kind, resolver, self.zone, self.tally)
        return known

    def _fits(self, read: Read) -> None:
        """B1's numbers of people are one person's alone. Raises BadValue."""
        if read.kind.name != "person":
            return
        for name, sort in (("user_id", "user"), ("employee_id", "employee")):
            number = read.values.get(name)
            other = self.directory.numbers[sort].get(number) if number is not None else None
            if other not in (None, read.key[0]):
                message = N_("{value} is the number of {other} already.")
                raise BadValue(message, other=other, _name=name, _value=number)

    def _rejected(self, record: Record, bad: BadValue) -> Problem:
        self.counts.setdefault(record.kind, Counts()).rejected += 1
        name, value = bad.details.pop("_name", ""), bad.details.pop("_value", "")
        return Problem(record.row, name, short(value), bad.message, bad.details, rule="value")

    # Writing

    def flush(self) -> Iterator[Problem]:
        """Write what waits."""
        batch, self._batch, self._keys = self._batch, [], set()
        if not batch:
            return
        kind = batch[0].kind
        counts = self.counts.setdefault(kind.name, Counts())
        self.directory.write_stubs()
        self.beneath.point(batch)
        present = self._present(kind, batch)
        made: list[Read] = []
        known: list[Read] = []
        next_id = rows.next_id(session=self.unit.session, table_name=kind.table)
        for read in batch:
            row = present.get(id(read))
            if row is not None:
                read.row_id, read.row = row["id"], row
                known.append(read)
            elif missing := self._missing(read):
                counts.rejected += 1
                message = N_("{name} is missing; the record cannot stand without it.")
                yield Problem(read.record.row, missing, "", message, {"name": missing}, rule="missing")
            else:
                read.row_id, next_id = next_id, next_id + 1
                read.row = rows.fill(kind.table, {**read.values, "id": read.row_id})
                made.append(read)
        rows.add(self.unit, kind.table, [read.row for read in made])
        counts.new += len(made)
        self._history(kind, made, known)
        for read in known:
            read.changed = self._update(read)
        yield from self.beneath.write(kind, made, known)
        for read in known:
            if read.changed and kind.name == "call" and not self.fresh:
                self.unit.stamp("call", read.row["id"])
                recount(self.unit, CallRecord(**read.row), read.moved)
            counts.changed += read.changed
            counts.same += not read.changed
        self._remember(kind, batch, made)

    def _present(self, kind: RecordKind, batch: list[Read]) -> dict[int, Values]:
        """The store's row of each line that has one, by identity of what was read."""
        session, found = self.unit.session, dict[int, Values]()
        key, marks = kind.key, [read.key for read in batch]
        if kind.unique:
            key = rows.marked_by(kind.table, kind.key)
            marks = [rows.mark(kind.table, kind.key, each) for each in marks]
        of_key: dict[tuple[Any, ...], list[Values]] = {}
        for row in rows.present(session=session, table_name=kind.table, key=key, values=marks):
            of_key.setdefault(tuple(row[name] for name in key), []).append(row)
        for read, mark in zip(batch, marks, strict=True):
            nth = 0
            if not kind.unique:
                nth = self._nth[(kind.name, *read.key)]
                self._nth[(kind.name, *read.key)] += 1
            rows_of_key = of_key.get(mark, [])
            if nth < len(rows_of_key):
                found[id(read)] = rows_of_key[nth]
        if kind.name == "call":
            asked = {
                read.values["uid"]: read for read in batch if id(read) not in found and "uid" in read.values
            }
            for uid, row in importing.calls(session=session, key="uid", values=list(asked)).items():
                found[id(asked[uid])] = row
        return found

    def _missing(self, read: Read) -> str:
        """A column that a new record needs and that the line lacks."""
        table = read.kind.table
        if read.kind.name == "call":
            call_columns(read.values, self.directory, self.unit.at)
        filled = rows.fill(table, read.values)
        empty = (name for name, value in filled.items() if value is None)
        return next((name for name in empty if name not in rows.can_be_empty(table) and name != "id"), "")

    def _update(self, read: Read) -> bool:
        """Bring a known record up to date; in an empty store, make it what the line says."""
        assert read.row_id is not None
        empty, kept = rows.fill(read.kind.table, {}), rows.can_be_empty(read.kind.table)
        values = {
            name: empty.get(name) if value is None and name not in kept else value
            for name, value in read.values.items()
        }
        if read.kind.unique:
            values = {name: value for name, value in values.items() if name not in read.kind.key}
        if read.kind.name == "counter":
            values = {"value": max(values.get("value") or 0, read.row["value"])}
        moved = {name: value for name, value in values.items() if read.row[name] != value}
        if self.fresh or read.kind.name == "counter":
            if moved:
                rows.put(self.unit, read.kind.table, read.row_id, moved)
            return bool(moved or read.fresh_history)
        ours = counted_here(CallRecord(**read.row)) if read.kind.name == "call" else set[str]()
        moved = {name: value for name, value in moved.items() if name not in NOT_CHANGED and name not in ours}
        if moved and read.row.get("stub"):
            moved["stub"] = bool(values.get("stub"))
        log = not read.fresh_history
        changed = importing.change(self.unit, read.kind.table, read.row_id, moved, log=log) if moved else {}
        read.moved = frozenset(changed)
        return bool(changed or read.fresh_history)

    def _history(self, kind: RecordKind, made: list[Read], known: list[Read]) -> None:
        """Entries of new records; of known ones those that the store has not."""
        name = rows.history_kind(kind.table)
        told = rows.told(
            session=self.unit.session, kind=name, ids=[read.row_id for read in known if read.row_id]
        )
        entries: list[Given] = []
        for read in (*made, *known):
            here = told.get(read.row_id or 0, [])
            if self.fresh and here and read.history is not None and here != read.history:
                rows.remove(self.unit, "history", {"kind": name, "object_id": read.row_id})
                here = []
            stands = Counter(tuple(entry.values()) for entry in here)
            for entry in read.history or ():
                mark = tuple(entry.values())
                if stands[mark]:
                    stands[mark] -= 1
                else:
                    read.fresh_history = True
                    entries.append({**entry, "kind": name, "object_id": read.row_id})
        rows.add_history(self.unit, entries)

    def _remember(self, kind: RecordKind, batch: list[Read], made: list[Read]) -> None:
        """What was written can be referred to, found and counted on."""
        for read in batch:
            if read.row_id is None:
                continue
            know(self.directory, kind.name, {**read.row, **read.values})
            if kind.brought:
                self._named.setdefault(kind.name, set()).add(read.row_id)
            if kind.name == "activity" and (call := read.values.get("call_id", read.row.get("call_id"))):
                self._index.add(call)
        if kind.name == "call":
            self._index |= {read.row_id for read in made if read.row_id}
        if kind.numbered:
            numbers = [int(str(read.key[0])) for read in made if _counts(read.key[0])]
            self.unit.raise_number(kind.name, max(numbers, default=0))
        for read in batch:
            read.lighten()

    def finish(self) -> None:
        """What had to wait for the last line: rows that name calls, the index of words, what a new store came with."""
        for read in self.beneath.finish():
            if not read.is_new:
                self.counts[read.kind.name].changed += 1
                self.counts[read.kind.name].same -= 1
        if self.fresh:
            for name, named in self._named.items():
                self._take_away(KINDS[name], named)
            if "solution" in self.counts:
                self.unit.following.of(SolutionUse).as_told()  # the lines of solutions say it
        waiting = sorted(self._index)
        for start in range(0, len(waiting), rows.PAGE):
            importing.index(self.unit, waiting[start : start + rows.PAGE])
            self.unit.rest()

    def _take_away(self, kind: RecordKind, named: set[int]) -> None:
        """In an empty store: what it came with and the file does not name."""
        names = ("id", "locked") if kind.name == "list_entry" else ("id", "id")
        found = list(rows.rows_of(session=self.unit.session, table_name=kind.table, names=names))
        for row_id, locked in found:
            if row_id not in named and not (kind.name == "list_entry" and locked):
                rows.remove(self.unit, kind.table, {"id": row_id})
                history = {"kind": rows.history_kind(kind.table), "object_id": row_id}
                rows.remove(self.unit, "history", history)


def _counts(number: object) -> bool:
    text = str(number)
    return text.isascii() and text.isdecimal() and len(text) < 10
