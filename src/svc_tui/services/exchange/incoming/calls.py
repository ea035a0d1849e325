"""Calls of an import: records become rows, histories become entries, five hundred at a time.

What is imported is a fact: a rule that would refuse a person only warns here, once with a count.
"""

import hashlib
import os
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from svc_tui.domain.core.text import serial_columns
from svc_tui.domain.core.uids import uuid7
from svc_tui.errors import N_
from svc_tui.interchange.core.fields import CALL
from svc_tui.interchange.core.records import BadValue, ById, Event, Problem, Record, Tally, short
from svc_tui.services.calls.edit import as_tags
from svc_tui.services.core.fields import Values
from svc_tui.services.exchange.incoming import b1_visits
from svc_tui.services.exchange.incoming.b1_calls import KnownActivities, kept, settle
from svc_tui.services.exchange.incoming.card_index import CardIndex
from svc_tui.services.exchange.incoming.clock import moved_by, recount
from svc_tui.services.exchange.incoming.history import clocks, derive, entries, pauses, since
from svc_tui.services.exchange.incoming.refs import REFERRING, Directory, Resolver
from svc_tui.services.exchange.incoming.sink import Counts
from svc_tui.storage.calls.rows import CallRecord
from svc_tui.storage.exchange import incoming as rows

SUBJECT = 254
BATCH = 200
PLAIN = frozenset(name for name in CALL if name not in {"history", "solutions", "tags", "number"})
EMPTY = {
    "description": "", "resolution": "", "reopened": 0, "reassigned": 0, "priority": "low", "customer_name": "",
}  # fmt: skip
NOT_COMPARED = frozenset({"updated_at", "number"})
DERIVED = frozenset({"closed_at", "resolved_at", "reopened", "reassigned", "paused_s"})


@dataclass
class _Read:
    """A record with its values as the store keeps them."""

    record: Record
    values: Values
    history: list[Event]
    uid: str = ""
    solutions: list[tuple[int, int]] = field(default_factory=list)
    visits: list[b1_visits.Wanted] = field(default_factory=list)


class CallSink:
    """Takes records of calls and writes them in batches."""

    def __init__(self, directory: Directory, tally: Tally, cards: CardIndex | None = None) -> None:
        self.directory, self.unit, self.tally = directory, directory.unit, tally
        self.cards = cards or CardIndex(directory)
        self._activities = KnownActivities(directory)
        self.counts = Counts()
        self.made = array("q")
        """The keys of new calls."""
        self._batch: list[_Read] = []
        self._numbers: set[str] = set()
        self._same_rows: Counter[str] = Counter()
        self._next_id = 0
        self._highest = 0

    def take(self, record: Record, resolver: Resolver) -> Iterator[Problem]:
        """Add one record; problems of the batch come out when it is full."""
        try:
            read = self._read(record, resolver)
        except BadValue as bad:
            column = bad.details.pop("_name", "")
            self.counts.rejected += 1
            value = short(bad.details.pop("_value", ""))
            yield Problem(
                record.row, record.column(column), value, bad.message, bad.details, rule="reference"
            )
            return
        number = read.values.get("number")
        if number in self._numbers:
            yield from self.flush()
        if number:
            self._numbers.add(number)
        self._batch.append(read)
        if len(self._batch) >= BATCH:
            yield from self.flush()

    def _read(self, record: Record, resolver: Resolver) -> _Read:
        values: Values = {}
        self.directory.record = record
        resolver.stubs_of(record)
        for name, value in record.values.items():
            try:
                if name == "contact" and isinstance(value, ById):
                    values["contact_number"] = value.id
                elif name == "tags":
                    values["tags"] = as_tags(
                        [" ".join(tag.replace(" - ", " ").split()) for tag in value or ()]
                    )
                elif name == "territory" and isinstance(value, ById):
                    values[name] = self.directory.territory(value)
                elif name in PLAIN or name in {"number", "manufacturer_serial"}:
                    resolved = resolver.led(name, value) if name in REFERRING else value
                    values[name] = EMPTY.get(name) if resolved is None else resolved
            except BadValue as bad:
                raise BadValue(bad.message, **bad.details, _name=name, _value=value) from bad
        if record.source == "b1":
            settle(record, values, self.cards)
        self._copy_names(values)
        history = [self._event(event, resolver) for event in record.history]
        visits = b1_visits.of(record, resolver, self.directory)
        read = _Read(record, values, history, "", _solutions(record.values.get("solutions")), visits)
        if not values.get("number"):
            content = repr(sorted((name, str(value)) for name, value in record.values.items()))
            digest = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
            self._same_rows[digest] += 1
            read.uid = str(uuid5(NAMESPACE_OID, f"{digest}:{self._same_rows[digest]}"))
        return read

    def _copy_names(self, values: Values) -> None:
        """Names that a call copies from its customer, item and contact."""
        directory, customer = self.directory, values.get("customer")
        if customer:
            directory.name_stub("customer", customer, values.get("customer_name"))
            if not values.get("customer_name"):
                values["customer_name"] = directory.customer_names.get(customer) or customer
            if (number := values.get("contact_number")) is not None:
                values["contact"] = directory.contacts.get((customer, number)) or values.get("contact")
        if item := values.get("item"):
            directory.name_stub("item", item, values.get("item_name"))
            name, group = directory.items.get(item, (None, None))
            if not values.get("item_name"):
                values["item_name"] = name
            if not values.get("item_group"):
                values["item_group"] = group
        for name in ("serial", "manufacturer_serial"):
            if name in values:
                values |= serial_columns(name, values[name])

    def _event(self, event: Event, resolver: Resolver) -> Event:
        if event.field not in REFERRING:
            return event
        try:
            old, new = resolver.resolve(event.field, event.old), resolver.resolve(event.field, event.new)
        except BadValue:
            return event  # what a history names and the store does not know stays as it was told
        return Event(event.at, event.who, event.field, old, new, event.row, event.event)

    # Writing

    def flush(self) -> Iterator[Problem]:
        """Write what waits."""
        batch, self._batch, self._numbers = self._batch, [], set()
        if not batch:
            return
        self.directory.write_stubs()
        self._next_id = rows.next_id(session=self.unit.session, table_name="call")
        present = self._present(batch)
        told = rows.history_of(session=self.unit.session, ids=[row.id for row in present.values()])
        new: list[Values] = []
        history: list[Values] = []
        stood: list[Values] = []
        indexed: list[int] = []
        for read in batch:
            row = present.get(id(read))
            problem = self._fault(read, row)
            if problem is not None:
                self.counts.rejected += 1
                yield problem
            elif row is None:
                made = self._new_row(read)
                new.append(made)
                history.extend(entries(read.history, made["reported_at"], made["id"], made["number"]))
                stood.extend(
                    {"call_id": made["id"], **pause} for pause in pauses(read.history, self.directory)
                )
                indexed.append(made["id"])
                self.counts.new += 1
            elif (
                self._changed(read, row, told.get(row.id, []), history)
                | self._attached(read, row)
                | (bool(read.visits) and b1_visits.write(self.unit, row.id, read.visits))
            ):
                self.counts.changed += 1
            else:
                self.counts.same += 1
        rows.add(self.unit, "call", new)
        rows.add(self.unit, "history", history)
        rows.add(self.unit, "call_pause", stood)
        keys = {row["number"]: row["id"] for row in new}
        rows.add(
            self.unit, "call_solution", [line for row in batch for line in self._solution_lines(row, keys)]
        )
        for read in batch:
            key = keys.get(str(read.values.get("number"))) if read.visits else None
            if key is not None:
                b1_visits.write(self.unit, key, read.visits)
        rows.index(self.unit, indexed)
        self.made.extend(indexed)
        if self._highest:
            self.unit.raise_number("call", self._highest)
            self._highest = 0
        self.unit.rest()

    def _present(self, batch: list[_Read]) -> dict[int, CallRecord]:
        """The store's row of each record that has one, by identity of what was read."""
        session = self.unit.session
        found: dict[int, CallRecord] = {}
        for key in ("b1", "number", "uid"):
            asked = {value: read for read in batch if (value := _key(read, key)) is not None}
            if asked:
                for value, row in rows.calls(session=session, key=key, values=list(asked)).items():
                    found.setdefault(id(asked[value]), CallRecord(**row))
        return found

    def _fault(self, read: _Read, row: CallRecord | None) -> Problem | None:
        record, values = read.record, read.values
        if row is not None:
            theirs = (row.extra or {}).get("ServiceCallID")
            if (
                record.external_id is not None
                and theirs is not None
                and str(theirs) != str(record.external_id)
            ):
                message = N_("{value} is the number of another call, with the ServiceCallID {other}.")
                return Problem(
                    record.row, record.column("number"), short(values["number"]), message, {"other": theirs}
                )
        for name in ("customer", "subject"):
            missing = not values.get(name) and (row is None or name in values)
            if missing:
                message = N_("{column} is missing; a call needs a customer and a subject.")
                return Problem(record.row, record.column(name), "", message, rule="SC-01")
        return None

    def _new_row(self, read: _Read) -> Values:
        record, values = read.record, dict(read.values)
        unit = self.unit
        number = str(values.get("number") or unit.next_number("call"))
        digits = "".join(char for char in number if char.isdecimal() and char.isascii())[-15:]
        if number.isdecimal() and len(number) < 10:
            self._highest = max(self._highest, int(number))
        status = self.directory.statuses[values.get("status") or "Open"]
        history = read.history
        if values.get("reported_at") is None:
            known = [at for at in (values.get("closed_at"), values.get("resolved_at")) if at]
            values["reported_at"] = min([*known, *(event.at for event in history[:1])], default=unit.at)
            self._warn(
                record,
                "reported",
                N_(
                    "A call does not say when it was reported; the earliest instant it names is taken ({count})."
                ),
            )
        derive(values, history, self.directory)
        subject = values["subject"]
        if len(subject) > SUBJECT:
            values["description"] = f"{subject}\n\n{values.get('description') or ''}".strip()
            values["subject"] = subject[: SUBJECT - 3] + "..."
            self._warn(
                record,
                "subject",
                N_(
                    "A subject is longer than {limit} signs; the whole of it went into the description ({count})."
                ),
                limit=SUBJECT,
            )
        row_id, self._next_id = self._next_id, self._next_id + 1
        first = history[0].who if history else None
        row = {
            **values, **clocks(values, status.status_class), "id": row_id, "number": number,
            "number_order": int(digits or 0),
            "uid": read.uid or uuid7(unit.at, os.urandom(10)), "status": status.name,
            "status_class": status.status_class, "is_open": status.status_class != "closed",
            "created_by": values.get("created_by") or first, "extra": record.extra or None,
            "updated_at": values.get("updated_at") or unit.at, "covered": values.get("contract") is not None,
        }  # fmt: skip
        if status.pauses and row["is_open"]:
            row["paused_since"] = since(history, status.name) or values["reported_at"]
        self._rules(record, row)
        return row

    def _changed(
        self, read: _Read, row: CallRecord, told: list[tuple[Any, ...]], history: list[Values]
    ) -> bool:
        """Bring a known call up to date; entries that the store has already are not written again."""
        values = {name: value for name, value in read.values.items() if name not in NOT_COMPARED}
        if read.history:
            derive(values, read.history, self.directory)
        values = {
            name: value
            for name, value in values.items()
            if name in CallRecord._fields and self._told(name, read)
        }
        if len(values.get("subject") or "") > SUBJECT:
            del values["subject"]
            values.pop("description", None)
        for name in ("status", "reported_at"):
            if values.get(name, name) is None:
                del values[name]
        if "status" in values:
            status = self.directory.statuses[values["status"]]
            values |= {
                "status": status.name,
                "status_class": status.status_class,
                "is_open": status.status_class != "closed",
            }
        extra = kept(read.record, row, self._activities)
        if extra != (row.extra or {}):
            values["extra"] = extra
        moved = moved_by(self.directory, row, values, read.history)
        known = Counter(told)
        fresh = []
        for entry in entries(read.history, None, row.id, row.number) if read.history else ():
            key = (entry["at"], entry["who"], entry["event"], entry["field"], entry["old"], entry["new"])
            if known[key]:
                known[key] -= 1
            else:
                fresh.append(entry)
        history.extend(fresh)
        changed = rows.change(self.unit, "call", row.id, moved, log=not fresh)
        recount(self.unit, row, changed)
        if fresh:
            self.unit.stamp("call", row.id)
        return bool(changed or fresh)

    def _attached(self, read: _Read, row: CallRecord) -> bool:
        """Attach the solutions that a file names and a known call lacks; none is taken away."""
        if not read.solutions:
            return False
        known = set(rows.numbers_of_solutions(session=self.unit.session, ids=[row.id]).get(row.id, ()))
        lines = [line for line in self._lines_of(read, row.id) if line["solution"] not in known]
        if lines:
            rows.add(self.unit, "call_solution", lines)
            self.unit.stamp("call", row.id)
        return bool(lines)

    @staticmethod
    def _told(name: str, read: _Read) -> bool:
        """Does the file itself speak of this column; copies of a customer's name were made once and stay."""
        given = read.record.values
        if name == "contact_number":
            return "contact" in given
        if name == "contact":
            return name in given and not isinstance(given[name], ById)
        return name.removesuffix("_key").removesuffix("_runs") in given or (
            bool(read.history) and name in DERIVED
        )

    def _solution_lines(self, read: _Read, new: Mapping[str, int]) -> Iterator[Values]:
        """Attached solutions of a new call, as far as the store has them."""
        key = new.get(str(read.values.get("number"))) if read.solutions else None
        if key is not None:
            yield from self._lines_of(read, key)

    def _lines_of(self, read: _Read, call_id: int) -> Iterator[Values]:
        for line, number in read.solutions:
            if number in self.directory.solutions:
                yield {"call_id": call_id, "solution": number, "line": line}
            else:
                message = N_("A call names a solution that the store lacks; it is left out ({count}).")
                self._warn(read.record, "solution", message)

    # Rules that only warn

    def _rules(self, record: Record, row: Mapping[str, Any]) -> None:
        if (
            row["status_class"] == "closed"
            and not row.get("resolution")
            and not record.values.get("solutions")
        ):
            self._warn(
                record, "SC-20", N_("A closed call has neither a resolution nor a solution ({count}).")
            )
        if row.get("closed_at") and row["closed_at"] < row["reported_at"]:
            self._warn(record, "SC-22", N_("A call was closed before it was reported ({count})."))

        if row["is_open"] and row["customer"] in self.directory.stopped:
            message = N_(
                "An open call is of a customer who is not to be served or above the limit ({count})."
            )
            self._warn(record, "SC-08", message)

    def _warn(self, record: Record, rule: str, message: str, **details: Any) -> None:
        self.tally.add(Problem(record.row, "", "", message, details, "warn", rule))


def _key(read: _Read, key: str) -> Any:
    if key == "uid":
        return read.uid or None
    told = read.record.columns.get("number") == "ServiceCallID"
    if key == "b1":
        return read.record.external_id if told else None
    return str(read.values["number"]) if read.values.get("number") else None


def _solutions(value: Any) -> list[tuple[int, int]]:
    """(line, number): B1's pairs, or plain numbers of our own; what is no number is 0, which no store has."""
    return [
        one if isinstance(one, tuple) else (line, int(one) if str(one).isdecimal() else 0)
        for line, one in enumerate(value or ())
    ]
