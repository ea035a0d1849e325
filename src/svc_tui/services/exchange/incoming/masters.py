"""Everything of an import that is no call: customers, items, people, queues, cards, lists; one record at a time.

A record is found by its code, or by B1's number; stubs that an earlier import made become the real thing.
"""

from typing import Any

from svc_tui.domain.core.text import code_key
from svc_tui.errors import N_
from svc_tui.interchange.core.records import BadValue, ById, Problem, Record, Tally, short
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.core.kinds import kinds
from svc_tui.services.exchange.incoming.b1_calls import KnownActivities, tidy
from svc_tui.services.exchange.incoming.call_index import CallIndex
from svc_tui.services.exchange.incoming.card_index import CardIndex
from svc_tui.services.exchange.incoming.company import add_keys
from svc_tui.services.exchange.incoming.kinds import INCOMING, key_of, know
from svc_tui.services.exchange.incoming.refs import REFERRING, Directory, Resolver
from svc_tui.services.exchange.incoming.sink import Counts
from svc_tui.storage.exchange import incoming as rows

OTHER_MEANING = frozenset({"status", "contract", "type", "problem", "origin"})
"""Names that are references to the lists of calls in some kinds, and words of its own in others."""
SYNONYMS = {"group": "item_group", "frozen": "on_hold"}
"""Other words for a choice."""


class MasterSink:
    """Takes records of everything that is no call."""

    def __init__(
        self, directory: Directory, tally: Tally | None = None, cards: CardIndex | None = None
    ) -> None:
        self.directory, self.unit = directory, directory.unit
        self.tally = tally if tally is not None else Tally()
        self.cards = cards or CardIndex(directory)
        self.calls = CallIndex(directory)
        self.counts: dict[str, Counts] = {}
        self._highest: dict[str, int] = {}

    def take(self, record: Record, resolver: Resolver) -> Problem | None:
        """Write one record; its problem, if it is rejected."""
        counts = self.counts.setdefault(record.kind, Counts())
        self.directory.record = record
        try:
            values = self._values(record, resolver)
            self.directory.write_stubs()
            outcome = self._write(record, values, resolver)
        except BadValue as bad:
            counts.rejected += 1
            name, value = bad.details.pop("_name", ""), bad.details.pop("_value", "")
            return Problem(
                record.row,
                record.column(name) if name else "",
                short(value),
                bad.message,
                bad.details,
                rule="reference",
            )
        counts.new += outcome == "new"
        counts.changed += outcome == "changed"
        counts.same += outcome == "same"
        return None

    def _values(self, record: Record, resolver: Resolver) -> Values:
        """Our names resolved against the store, choices checked."""
        found: Values = {}
        incoming = INCOMING[record.kind]
        for name, value in record.values.items():
            try:
                choices = incoming.choices.get(name)
                if choices and value is not None:
                    value = str(value).casefold().replace(" ", "_")
                    value = SYNONYMS.get(value, value)
                    if value not in choices:
                        raise BadValue(N_("This is none of {choices}."), choices=", ".join(choices))
                elif name in REFERRING and not (incoming.own_words and name in OTHER_MEANING):
                    value = resolver.led(name, value)
                elif name == "members":
                    value = [resolver.resolve("manager", member) for member in value or ()]
                elif name == "customers":
                    value = [resolver.resolve("customer", customer) for customer in value or ()]
                elif name == "who" and value is not None:
                    value = resolver.resolve("assignee", value)
                elif name == "reviewer" and value is not None:
                    value = resolver.resolve("owner", value)
                elif name == "territory" and isinstance(value, ById):
                    value = self.directory.territory(value)
                found[name] = value
            except BadValue as bad:
                raise BadValue(bad.message, **bad.details, _name=name, _value=record.values[name]) from bad
        return found

    def _write(self, record: Record, values: Values, resolver: Resolver) -> str:
        incoming = INCOMING[record.kind]
        if incoming.write is not None:
            return incoming.write(self, record, values)
        key = key_of(record.kind)
        if incoming.find is not None and values.get(key) is None and record.source != "b1":
            values[key] = incoming.find(self, values)
        if key == "number":
            values[key] = self._number(record, values.get(key))
        code = values.get(key)
        row_id = self._find(record.kind, key, code)
        self.need(record, values, row_id)
        prepare = incoming.prepare
        below = prepare(self, record, values, resolver, row_id) if prepare else {}
        add_keys(values)
        outcome, _ = self.save(record, record.kind, row_id, values)
        if row_id is None:
            know(self.directory, record.kind, values)
        if incoming.written is not None:
            incoming.written(self, values, below)
        moved = False
        for table, lines in below.items():
            moved |= rows.replace_children(self.unit, table, {record.kind: code}, lines)
        return "changed" if moved and outcome == "same" else outcome

    def finish(self) -> None:
        """What can be settled only when everything has come."""
        self._raise_numbers()
        if self.calls.named:
            tidy(self.unit, KnownActivities(self.directory), self.calls.named)

    def warn(self, record: Record, rule: str, message: str, column: str = "", **details: Any) -> None:
        """A rule that a fact breaks: told once with a count."""
        self.tally.add(Problem(record.row, column, "", message, details, "warn", rule))

    def _number(self, record: Record, value: Any) -> int:
        kind = record.kind
        if value is None:
            if INCOMING[kind].brings_number or record.source == "b1":
                raise BadValue(N_("{name} is missing; the record cannot stand without it."), name="number",
                               _name="number", _value="")  # fmt: skip
            self._raise_numbers()
            return self.unit.next_number(kind)
        text = str(value).upper().removeprefix("K-")
        if not text.isdecimal() or len(text) > 18:
            raise BadValue(N_("This is no whole number."), _name="number", _value=value)
        if kinds()[kind].numbered:
            self._highest[kind] = max(self._highest.get(kind, 0), int(text))
        if kind == "equipment":  # stubs of cards draw numbers on their own
            self._raise_numbers()
        return int(text)

    def _raise_numbers(self) -> None:
        """Running numbers go on after the imported ones."""
        for kind, number in self._highest.items():
            self.unit.raise_number(kind, number)
        self._highest.clear()

    def _find(self, table: str, key: str, code: Any) -> int | None:
        if code is None:
            return None
        if key == "code":
            typed, code = code, self.directory.codes[table].get(code_key(str(code)), code)
            if code != typed:
                self.directory.by_case(key, str(typed), code)
        return rows.id_of(session=self.unit.session, table_name=table, key=key, value=code)

    def need(self, record: Record, values: Given, row_id: int | None) -> None:
        for name in INCOMING[record.kind].mandatory:
            if values.get(name) in (None, "") and (row_id is None or name in values):
                raise BadValue(
                    N_("{name} is missing; the record cannot stand without it."),
                    name=name,
                    _name=name,
                    _value="",
                )

    def save(self, record: Record, table: str, row_id: int | None, values: Values) -> tuple[str, int]:
        """New, changed or the same; and the row's key."""
        known = rows.columns(table)
        columns = {name: _plain(value) for name, value in values.items() if name in known}
        if row_id is None:
            columns = {name: value for name, value in columns.items() if value is not None}
        else:
            empty = rows.fill(table, {})
            columns = {name: empty[name] if value is None else value for name, value in columns.items()}
        if row_id is None:
            return "new", self.unit.insert(table, {**columns, "extra": record.extra or None})
        row = self.unit.row(table, row_id)
        extra = {**(row["extra"] or {}), **record.extra}
        if extra != (row["extra"] or {}):
            columns["extra"] = extra
        if row.get("stub"):
            columns["stub"] = False
        for name in ("code", "number", key_of(table)):
            columns.pop(name, None)
        return ("changed" if rows.change(self.unit, table, row_id, columns) else "same"), row_id


def _plain(value: Any) -> Any:
    if isinstance(value, ById):
        return value.id
    return list(value) if isinstance(value, tuple) else value
