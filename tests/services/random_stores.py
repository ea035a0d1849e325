"""Stores filled with anything that their columns may hold: every table that is moved, every column, every link."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from svc_tui.bootstrap import Services
from svc_tui.domain.core.phones import phone_key
from svc_tui.domain.core.text import clean, serial_columns, serial_key
from svc_tui.services.core.kinds import Below, RecordKind
from svc_tui.services.exchange.incoming.kinds import choices_of
from svc_tui.services.exchange.incoming.whole_kinds import CALL, FILES, KINDS, below
from svc_tui.storage.engine.unit_of_work import UnitOfWork
from svc_tui.storage.exchange import incoming as importing
from svc_tui.storage.exchange import whole as rows

WORDS = (
    "", "Door", " ends with a blank ", "two\nlines\n", "tab\there", "=cmd|calc", "'quoted'", '"', "null", "0007", "ünï",
    "日本語", "\u200b", "a,b;c", "{brace}", "\\N", "K-58", "\U0001f527", "-", "é", "[not a list]", "2026-01-01",
)  # fmt: skip
JSON: tuple[Any, ...] = (
    None,
    [],
    {},
    ["a", 1, None, True],
    {"U_Floor": "2", "n": [1.5, -3]},
    "text",
    0,
    {"value": [1]},
)
TEXTS = {
    "coverage": ("Mo-Fr 09:00-18:00", "24/7", "Mo-Fr,PH 09:00-18:00; Dec 24-Jan 06: off", "Mo-Su 22:00-06:00"),
    "hours": ("", "13:00-24:00", "00:00-08:00,17:30-24:00"), "unit_night": ("Mo-Su 22:00-06:00",),
    "queue.hours": ("Mo-Fr 08:00-18:00", "24/7"),
    "response": ("4h", "1d"), "resolution": ("8h", "2d"), "zone": ("Europe/Rome", "America/New_York"),
    "travel_time.origin": ("Nord", "Südtirol"),
    "opportunity_origin.kind": ("call", "equipment", "contract"), "opportunity_competitor.threat": ("low", "high"),
    "status_class": ("open", "waiting", "resolved", "closed"),
}  # fmt: skip
DISTINCT = {"opportunity_origin": "key", "opportunity_competitor": "name"}
"""Columns that differ below one record."""
CLOSED_DATES: tuple[list[str], ...] = (
    [],
    ["2026-12-25"],
    ["2026-12-24 13:00-24:00", "2026-12-25", "2027-02-28 00:00-09:30"],
)
AT = datetime(2024, 3, 1, tzinfo=UTC)
FIRST = ("setting", "closed_date", "list_entry", "person")


class Filler:
    """Fills a store that is empty."""

    def __init__(self, unit: UnitOfWork, random: Random, files: Path) -> None:
        self.unit, self.random, self.files = unit, random, files
        self.keys: dict[str, list[Any]] = {}
        """What can be referred to, by table."""
        self.ids: dict[str, dict[Any, int]] = {}
        session = unit.session
        self.statuses = [
            row[1]
            for row in rows.rows_of(session=session, table_name="list_entry", names=("list", "name"))
            if row[0] == "status"
        ]

    def everything(self, most: int) -> None:
        """Up to so many records of each kind, with up to three rows of each sort below."""
        late: list[tuple[RecordKind, Below, list[dict[str, Any]]]] = []
        for kind in KINDS.values():
            if kind.name == "counter":
                continue
            records = (self._record(kind, nth) for nth in range(self.random.randint(0, most)))
            made = [record for record in records if record]
            for one in below(kind):
                (late.append((kind, one, made)) if one.late else self._below(kind, one, made))
            self._history(kind, made)
        for kind, one, made in late:
            self._below(kind, one, made)
        for name in [kind.name for kind in KINDS.values() if kind.numbered]:
            self.unit.raise_number(name, 20_000 + self.random.randint(0, 9))
        importing.index(self.unit, sorted(self.ids.get("call", {}).values()))

    def _record(self, kind: RecordKind, nth: int) -> dict[str, Any]:
        values = self._row(kind.table)
        if not values:
            return {}
        key = kind.key[-1]
        values[key] = self._key(kind, nth)
        values |= {name: "Key" for name in kind.key[:-1] if values[name] == ""}
        if kind.name == "list_entry":
            values["list"] = self.random.choice(("status", "origin", "type", "solution_status", "territory"))
            if values["list"] == "status":
                self.statuses.append(values["name"])
        if kind.name == "person":
            values |= {"user_id": nth or None, "employee_id": None if nth % 2 else 100 + nth}
        if kind.name == "call":
            values |= {"uid": str(UUID(int=nth + 1)), "status": self.random.choice(self.statuses)}
            values["is_open"] = values["status_class"] != "closed"
            digits = "".join(char for char in values["number"] if char.isdecimal())
            values["number_order"] = int(digits[-15:] or 0)
            values["tags"] = self.random.choice(("", " vip ", " recall vip "))
        row_id = self._add(kind.table, values)
        if row_id is None:
            return {}
        self.keys.setdefault(kind.table, []).append(values[key])
        self.ids.setdefault(kind.table, {})[values[key]] = row_id
        return {**values, "id": row_id}

    def _key(self, kind: RecordKind, nth: int) -> Any:
        shape = rows.shapes(kind.table)[kind.key[-1]]
        if shape == "int":
            return (nth + 1) * self.random.randint(1, 7) + nth * 100
        if shape == "date":
            return date(2026, 1, 1) + timedelta(days=nth)
        if kind.name == "call":
            return self.random.choice((f"{10001 + nth}", f"00{nth + 1}", f"INC{nth}/7", str(10**17 + nth)))
        return f"{self.random.choice(('Key', 'key ', 'Ü-'))}{nth}"

    def _below(self, kind: RecordKind, one: Below, made: list[dict[str, Any]]) -> None:
        for above in made:
            if one.table == "stopwatch" and self.random.random() < 0.5:
                continue
            for line in range(1 if one.table == "stopwatch" else self.random.randint(0, 3)):
                values = self._row(one.table, one.links)
                if not values:
                    continue
                values[one.column] = above[one.by]
                if one is FILES:
                    values |= {"kind": rows.history_kind(kind.table), **self._file()}
                if "line" in values:
                    values["line"] = line + 1
                if one.table in DISTINCT:
                    values[DISTINCT[one.table]] += str(line)
                row_id = self._add(one.table, values)
                if one.table == "work" and row_id is not None:
                    self.ids.setdefault("work", {})[row_id] = row_id
                    self.keys.setdefault("work", []).append(row_id)

    def _file(self) -> dict[str, Any]:
        content = self.random.choice((b"", b"picture", b"\x00\x01"))
        sha256 = hashlib.sha256(content).hexdigest()
        self.files.mkdir(exist_ok=True)
        (self.files / sha256).write_bytes(content)
        return {"sha256": sha256, "size": len(content)}

    def _history(self, kind: RecordKind, made: list[dict[str, Any]]) -> None:
        entries = []
        for record in made:
            for _ in range(self.random.randint(0, 2)):
                entry = {
                    name: value
                    for name, value in self._row("history").items()
                    if name not in {"change_id", "undo_of"}
                }
                entries.append({**entry, "kind": rows.history_kind(kind.table), "object_id": record["id"]})
        rows.add_history(self.unit, entries)

    def _row(self, table: str, links: Any = None) -> dict[str, Any]:
        """Values for every column; none where it has to name a record and there is none."""
        references, empty = rows.references(table), rows.can_be_empty(table)
        links = links or (KINDS[table].links if table in KINDS else {})
        found: dict[str, Any] = {}
        for name, shape in rows.shapes(table).items():
            if name in {"id", "change_seq"} or name.endswith("_key"):
                continue
            target = (
                CALL
                if name in links and links[name][1] == CALL
                else "work"
                if name in links
                else references.get(name)
            )
            if target is not None:
                known = self.keys.get(target, [])
                value = (
                    self.random.choice(known)
                    if known and (name not in empty or self.random.random() < 0.7)
                    else None
                )
                found[name] = self.ids[target][value] if name in links and value is not None else value
                if found[name] is None and name not in empty:
                    return {}
            elif name in empty and self.random.random() < 0.3:
                found[name] = None
            else:
                found[name] = self._value(table, name, shape)
        for name in list(found):
            columns = importing.columns(table)
            if f"{name}_runs_key" in columns:
                found |= serial_columns(name, found[name])
            elif f"{name}_key" in columns:
                text = found[name]
                found[f"{name}_key"] = (
                    phone_key(text) if name in {"phone", "mobile"} else serial_key(text or "") or None
                )
        return found

    def _value(self, table: str, name: str, shape: str) -> Any:
        random = self.random
        if name == "extra":
            return random.choice([one for one in JSON if isinstance(one, dict)])
        if name == "closed_dates":
            return random.choice(CLOSED_DATES)
        if shape == "text":
            choices = choices_of(table, name) or (
                TEXTS.get(f"{table}.{name}", TEXTS.get(name))
                if name != "resolution" or table != CALL
                else None
            )
            return random.choice(choices) if choices else clean(random.choice(WORDS))
        simple: dict[str, Any] = {
            "int": random.choice((0, 1, -5, 2**40)), "yes": random.random() < 0.5,
            "date": date(2020, 2, 29) + timedelta(days=random.randint(0, 4000)),
            "instant": AT + timedelta(seconds=random.randint(-(10**9), 10**8)),
            "priority": random.choice(("low", "medium", "high")), "json": random.choice(JSON[1:]),
            "decimal": Decimal(random.choice(("0", "0.5", "20", "33.33", "9800.01", "99999999"))),
        }  # fmt: skip
        return simple[shape]

    def _add(self, table: str, values: dict[str, Any]) -> int | None:
        """The key of the new row; None where chance made one that stands there already."""
        row_id = rows.next_id(session=self.unit.session, table_name=table)
        try:
            rows.add(self.unit, table, [{**values, "id": row_id}])
        except IntegrityError as error:
            if "UNIQUE" not in str(error.orig):
                raise
            return None
        return row_id


def fill(services: Services, random: Random, most: int = 3) -> None:
    """Fill an empty store."""
    from svc_tui.locations import attachments_dir

    with services.context.write(undoable=False) as unit:
        Filler(unit, random, attachments_dir(services.store.path)).everything(most)
