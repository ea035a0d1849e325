"""The one path of every change: row, version, change sequence, history and undo journal in one transaction.

A `UnitOfWork` lives inside `Store.write`. Services name tables by their names, so no table class leaves this package.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from svc_tui.errors import N_, NotFound, SvcError
from svc_tui.storage.engine import acts
from svc_tui.storage.engine.journal import as_text as as_text
from svc_tui.storage.engine.journal import from_json as from_json
from svc_tui.storage.engine.journal import to_json as to_json
from svc_tui.storage.engine.moved import Moved
from svc_tui.storage.engine.statements import adding, by_column, changing, drawing, stamping
from svc_tui.storage.tables import table as table
from svc_tui.storage.tables.columns import events_of, keys_of, kind_of, with_keys


def _journal(
    table_name: str,
    row_id: int,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    version: int | None,
) -> dict[str, Any]:
    return {"table_name": table_name, "row_id": row_id, "version": version, "before": before, "after": after}


Found = TypeVar("Found")


class Following(Protocol):
    """What keeps up with the rows of a unit of work: `engine.followers.Followers`."""

    def before(self, unit: "UnitOfWork", row: Moved) -> None: ...
    def touch(self, row: Moved) -> None: ...
    def loading(self, unit: "UnitOfWork", table_name: str) -> None: ...
    def settle(self, unit: "UnitOfWork", *, last: bool) -> None: ...
    def mark(self) -> Any: ...
    def back(self, mark: Any) -> None: ...
    def kept(self, table_name: str) -> frozenset[str]: ...
    def of(self, kind: type[Found]) -> Found: ...


class UnitOfWork:
    """One act of one person, to be committed as a whole."""

    def __init__(
        self,
        session: Session,
        following: Following,
        *,
        who: str,
        at: datetime,
        undoable: bool = True,
        kind: str = "act",
        undo_of: int | None = None,
        seq: int | None = None,
    ) -> None:
        self.session = session
        self.following = following
        self.who = who
        self.at = at
        self.ready: Callable[[], None] = lambda: None
        """Begins a burst of long work, where none is open."""
        self.rest: Callable[[], None] = lambda: None
        """Said at a seam of long work: others may write here, if it has taken long."""
        self.takes_in = False
        """It takes in what happened elsewhere, and perhaps long ago: a file."""
        self.others_wrote = False
        """Somebody else wrote since long work began."""
        self._seq = self.next_number("change_seq") if seq is None else seq
        self.undoable = undoable
        """False where the act is not to be undone (imports): it keeps no journal."""
        self.kind = kind
        self.undo_of = undo_of
        self.title: str = ""
        self.title_values: dict[str, Any] = {}
        self._written: int | None = None
        """The key of the act's own row, once it is written."""
        self._read: dict[tuple[str, int], dict[str, Any]] = {}
        """Rows that were read or written here, and so stand as they are known."""
        self._bumped: set[tuple[str, int]] = set()
        self._rows: list[dict[str, Any]] = []
        self._history: list[dict[str, Any]] = []

    @property
    def seq(self) -> int:
        """The change sequence of what is written now."""
        self.ready()
        return self._seq

    @seq.setter
    def seq(self, value: int) -> None:
        self._seq = value

    @property
    def change_id(self) -> int | None:
        """The key of the act, for its journal and its undoing; None where it is not to be undone."""
        return self._act() if self.undoable else None

    def _act(self) -> int:
        """The row of the act, written when it is first needed: by then the act has mostly found its name."""
        if self._written is None:
            values = {
                "at": self.at, "who": self.who, "kind": self.kind, "undo_of": self.undo_of, "undoable": self.undoable,
                "title": self.title, "title_values": self.title_values,
            }  # fmt: skip
            self._written = int(self.session.execute(adding("change", key_only=True), values).scalar_one())
            self._named = (self.title, self.title_values)
        return self._written

    @property
    def changed(self) -> bool:
        """Has anything been written."""
        return bool(self._rows or self._history)

    @property
    def touched(self) -> frozenset[str]:
        """Tables of the rows that were written."""
        return frozenset(row["table_name"] for row in self._rows)

    def call_it(self, title: str, **values: Any) -> None:
        """Name the act for the undo list: a template of the catalogue and its values."""
        self.title, self.title_values = title, values

    def next_number(self, name: str) -> int:
        """Draw the next running number: call, contract, equipment, solution, activity."""
        return int(self.session.execute(drawing(), {"counted": name}).scalar_one())

    def raise_number(self, name: str, at_least: int) -> None:
        """Let a running number go on after an imported one."""
        counter = table("counter")
        where = (counter.c.name == name) & (counter.c.value < at_least)
        self.session.execute(update(counter).where(where).values(value=at_least))

    def row(self, table_name: str, row_id: int) -> dict[str, Any]:
        """The present row, all columns. Raises NotFound."""
        if known := self._read.get((table_name, row_id)):
            return dict(known)
        found = self.session.execute(by_column(table_name, "id"), {"wanted": row_id}).mappings().first()
        if found is None:
            raise NotFound(N_("That record is gone: {table} {row}."), table=table_name, row=row_id)
        return dict(found)

    def knows(self, table_name: str, row: Mapping[str, Any]) -> None:
        """This row was just read here: it need not be read again while it is changed through this unit alone."""
        self._read[table_name, row["id"]] = dict(row)

    def forget(self) -> None:
        """Rows were changed past this unit: what it knows of them is not true any more."""
        self._read.clear()

    def moved(self, since: int, tables: Collection[str]) -> bool:
        """Whether another act than this one, after the act `since`, touched these tables."""
        return acts.moved(session=self.session, since=since, tables=tables)

    def insert(self, table_name: str, values: Mapping[str, Any], *, log: str | None = "created") -> int:
        """Add a row, stamp it, and return its key. `log` names the history event; None logs nothing."""
        t = table(table_name)
        self.following.before(self, Moved(table_name, None, new=values, names=values.keys()))
        stamped = {**with_keys(t, values), **self._stamp(t)}
        # Defaults live in the table class; Core fills them from the column. What cannot be undone keeps no journal,
        # and need not come back for it.
        statement = adding(table_name, key_only=not self.undoable)
        written = dict(self.session.execute(statement, stamped).mappings().one())
        row_id = int(written["id"])
        self._bumped.add((table_name, row_id))
        after = {name: to_json(value) for name, value in written.items() if name != "id"}
        self._rows.append(_journal(table_name, row_id, None, after, written.get("version")))
        if log and "version" in t.c:
            self.log(kind_of(t), row_id, log, new=self._name_of(values))
        self.following.touch(Moved(table_name, row_id, new=values, names=values.keys()))
        return row_id

    def update(
        self, table_name: str, row_id: int, values: Mapping[str, Any], *, log: bool = True
    ) -> dict[str, Any]:
        """Change a row. Returns what really changed (new values); nothing is written when nothing does."""
        t = table(table_name)
        now = self.row(table_name, row_id)
        changed = {name: value for name, value in with_keys(t, values).items() if now[name] != value}
        if not changed:
            return {}
        row = Moved(table_name, row_id, now, {**now, **changed}, changed.keys())
        self.following.before(self, row)
        stamp = {} if (table_name, row_id) in self._bumped else self._stamp(t, now.get("version"))
        self._bumped.add((table_name, row_id))
        self.session.execute(changing(table_name), {**changed, **stamp, "row_key": row_id})
        if (table_name, row_id) in self._read:
            self._read[table_name, row_id] = {**now, **changed, **stamp}
        before = {name: to_json(now[name]) for name in changed}
        after = {name: to_json(value) for name, value in changed.items()}
        self._rows.append(
            _journal(table_name, row_id, before, after, stamp.get("version", now.get("version")))
        )
        if log and "version" in t.c:
            events = events_of(t)
            for name, value in changed.items():
                if name in events and (old := as_text(now[name])) != (new := as_text(value)):
                    event, emptied = events[name]
                    told = emptied if new is None else event
                    self.log(kind_of(t), row_id, told, field=name, old=old, new=new)
        self.following.touch(row)
        return {name: value for name, value in changed.items() if name not in keys_of(t)}

    def delete(self, table_name: str, row_id: int) -> None:
        """Remove a row."""
        t = table(table_name)
        now = self.row(table_name, row_id)
        row = Moved(table_name, row_id, now, names=now.keys())
        self.following.before(self, row)
        if self.following.kept(table_name):  # which a follower may have brought up to date
            self._read.pop((table_name, row_id), None)
            now = self.row(table_name, row_id)
        self.session.execute(delete(t).where(t.c.id == row_id))
        self._read.pop((table_name, row_id), None)
        before = {name: to_json(value) for name, value in now.items() if name != "id"}
        self._rows.append(_journal(table_name, row_id, before, None, now.get("version")))
        if "version" in t.c:
            self.log(kind_of(t), row_id, "deleted", old=self._name_of(now))
        self.following.touch(row)

    def restore(self, table_name: str, row_id: int, values: Mapping[str, Any]) -> None:
        """Put a deleted row back under its old key (undo)."""
        t = table(table_name)
        row = Moved(table_name, row_id, new=values, names=values.keys())
        self.following.before(self, row)
        stamp = self._stamp(t, values.get("version"))
        self.session.execute(insert(t).values(id=row_id, **{**with_keys(t, values), **stamp}))
        after = {name: to_json(value) for name, value in values.items()}
        self._rows.append(_journal(table_name, row_id, None, after, stamp.get("version")))
        if "version" in t.c:
            self.log(kind_of(t), row_id, "restored", new=self._name_of(values))
        self.following.touch(row)

    def log(
        self,
        kind: str,
        object_id: int,
        event: str,
        *,
        field: str | None = None,
        old: str | None = None,
        new: str | None = None,
    ) -> None:
        """Add a line to a record's history."""
        self._history.append(
            {
                "kind": kind, "object_id": object_id, "at": self.at, "who": self.who, "event": event,
                "field": field, "old": old, "new": new,
            }
        )  # fmt: skip

    def load(self, table_name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add many rows at once, without journal: imports and the demo bring their own history."""
        if rows:
            self.following.loading(self, table_name)
            self.session.execute(insert(table(table_name)), [dict(row) for row in rows])

    def highest(self, table_name: str) -> int:
        """The highest key of a table: what comes in from now on lies above it."""
        return int(
            self.session.execute(select(func.coalesce(func.max(table(table_name).c.id), 0))).scalar_one()
        )

    def ids_above(self, table_name: str, key: int) -> Sequence[int]:
        """The keys of a table's rows above one."""
        t = table(table_name).c
        return self.session.execute(select(t.id).where(t.id > key).order_by(t.id)).scalars().all()

    def settle(self, *, last: bool = True) -> None:
        """Write history and journal, and what follows from the rows; the store calls it before it commits.

        Not `last`: long work goes on, with nothing to settle, and knows no row.
        """
        self.flush()
        self.following.settle(self, last=last)
        self._bumped.clear()
        self._read.clear()

    def unwritten(self) -> None:
        """What was written since the last burst is rolled back, the row of the act too where it was new."""
        self._written = None

    def flush(self) -> None:
        """Write the act with its name, history and journal."""
        act = self._act()
        if self._named != (self.title, self.title_values):
            named = {"title": self.title, "title_values": self.title_values}
            self.session.execute(changing("change"), {**named, "row_key": act})
        if self._history:
            links = {"change_id": self.change_id, "undo_of": self.undo_of}
            self.session.execute(insert(table("history")), [{**entry, **links} for entry in self._history])
        if self._rows and self.undoable:
            rows = [{**row, "change_id": act} for row in self._rows]
            self.session.execute(insert(table("change_row")), rows)
        self._history, self._rows = [], []

    @contextmanager
    def attempt(self, *, alone: bool = False) -> Iterator[None]:
        """One row of a bulk act: what is refused inside leaves no trace, and the rest goes on.

        With `alone` it is the only one: what is refused ends the whole act, which leaves no trace either.
        """
        if alone:
            yield
            return
        rows, history = len(self._rows), len(self._history)
        bumped, marked = set(self._bumped), self.following.mark()
        savepoint = self.session.begin_nested()
        try:
            yield
        except SvcError:
            savepoint.rollback()
            self.forget()
            del self._rows[rows:], self._history[history:]
            self._bumped = bumped
            self.following.back(marked)
            raise
        savepoint.commit()

    def _stamp(self, t: Table, version: int | None = None) -> dict[str, Any]:
        if "version" not in t.c:
            return {}
        return {"version": (version or 0) + 1, "change_seq": self.seq, "updated_at": self.at}

    @staticmethod
    def _name_of(values: Mapping[str, Any]) -> str | None:
        for name in ("number", "code", "name"):
            if values.get(name) is not None:
                return str(values[name])
        return None

    def stamp(self, table_name: str, row_id: int) -> None:
        """Count a change of what hangs on a row as one of the row: who edits it meanwhile is told."""
        self._stamp_row(table_name, row_id)

    def _stamp_row(self, table_name: str, row_id: int) -> None:
        if (table_name, row_id) not in self._bumped:
            self._bumped.add((table_name, row_id))
            self._read.pop((table_name, row_id), None)
            stamp = {"change_seq": self.seq, "updated_at": self.at, "row_key": row_id}
            self.session.execute(stamping(table_name), stamp)
