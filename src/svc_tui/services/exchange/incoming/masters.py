"""Everything of an import that is no call: customers, items, people, queues, cards, lists; one record at a time.

A record is found by its code, or by B1's number; stubs that an earlier import made become the real thing.
"""

from collections.abc import Mapping
from typing import Any

from svc_tui.domain.core.phones import phone_key
from svc_tui.domain.core.text import code_key, serial_columns
from svc_tui.errors import N_
from svc_tui.interchange.core.fields import LISTS
from svc_tui.interchange.core.records import BadValue, ById, Problem, Record, Tally, short
from svc_tui.services.core.kinds import kinds
from svc_tui.services.exchange.incoming import people as import_people
from svc_tui.services.exchange.incoming import solutions as import_solutions
from svc_tui.services.exchange.incoming.b1_calls import KnownActivities, tidy
from svc_tui.services.exchange.incoming.call_index import CallIndex
from svc_tui.services.exchange.incoming.card_index import CardIndex
from svc_tui.services.exchange.incoming.kinds import INCOMING, key_of
from svc_tui.services.exchange.incoming.refs import REFERRING, Directory, Resolver
from svc_tui.services.exchange.incoming.sink import Counts
from svc_tui.storage.exchange import incoming as rows

OTHER_MEANING = frozenset({"status", "contract", "type", "problem"})
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

    def _values(self, record: Record, resolver: Resolver) -> dict[str, Any]:
        """Our names resolved against the store, choices checked."""
        found: dict[str, Any] = {}
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
                    value = resolver.resolve(name, value)
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

    def _write(self, record: Record, values: dict[str, Any], resolver: Resolver) -> str:
        if record.kind in LISTS:
            return import_people.list_entry(self, record, values)
        if record.kind == "person":
            return import_people.person(self, record, values)
        if record.kind == "item_group":
            return import_people.group(self, record, values)
        incoming, key = INCOMING[record.kind], key_of(record.kind)
        children: dict[str, Any] = {
            name: values.pop(name) for name in ("contacts", "addresses", "members") if name in values
        }
        if record.kind == "equipment" and values.get(key) is None and record.source != "b1":
            values[key] = self._card(values)
        if record.kind == "solution" and values.get(key) is None and record.source != "b1":
            values[key] = import_solutions.same(self.unit, values)
        if key == "number":
            values[key] = self._number(record, values.get(key))
        code = values.get(key)
        row_id = self._find(record.kind, key, code)
        self.need(record, values, row_id)
        prepare = incoming.prepare
        below = prepare(self, record, values, resolver, row_id) if prepare else {}
        _keys(values)
        outcome, _ = self.save(record, record.kind, row_id, values)
        self._know(record.kind, values, new=row_id is None)
        if record.kind == "equipment":
            others = below.get("equipment_customer")
            self.cards.put(values, None if others is None else [one["customer"] for one in others])
        moved = self._children(record, str(code), children)
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

    def _card(self, values: Mapping[str, Any]) -> int | None:
        """A card that a file does not number is known by its serial, item and owner."""
        serial, maker = values.get("serial"), values.get("manufacturer_serial")
        if not serial and not maker:
            message = N_("A card without a number needs a serial to be known by.")
            raise BadValue(message, _name="serial", _value="")
        return self.cards.of(serial, maker, values.get("item"), values.get("customer"), exactly=True)

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

    def need(self, record: Record, values: Mapping[str, Any], row_id: int | None) -> None:
        for name in INCOMING[record.kind].mandatory:
            if values.get(name) in (None, "") and (row_id is None or name in values):
                raise BadValue(
                    N_("{name} is missing; the record cannot stand without it."),
                    name=name,
                    _name=name,
                    _value="",
                )

    def save(self, record: Record, table: str, row_id: int | None, values: dict[str, Any]) -> tuple[str, int]:
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

    def _know(self, kind: str, values: Mapping[str, Any], *, new: bool) -> None:
        """What was written can be referred to by the records that follow."""
        directory = self.directory
        if not new:
            return
        if kind in directory.codes:
            directory.codes[kind][code_key(str(values["code"]))] = str(values["code"])
        if kind == "customer":
            directory.customer_names[values["code"]] = values.get("name") or ""
        elif kind == "item":
            directory.items[values["code"]] = (values.get("name") or "", values.get("group"))
        elif kind == "equipment":
            directory.cards.add(values["number"])
            directory.know_serials(values["number"], values.get("serial"), values.get("manufacturer_serial"))
        elif kind == "contract":
            directory.contracts.add(values["number"])
        elif kind == "solution":
            directory.solutions.add(values["number"])

    def _children(self, record: Record, code: str, children: Mapping[str, Any]) -> bool:
        moved = False
        for name, table in (("contacts", "contact"), ("addresses", "address")):
            if name in children and record.kind == "customer":
                known = rows.columns(table) - {"id", "customer"}
                told = [
                    {key: value for key, value in one.items() if key in known} for one in children[name] or ()
                ]
                for one in told:
                    _keys(one)
                    if name == "contacts" and one.get("number") is not None:
                        self.directory.contacts[code, one["number"]] = one.get("name") or ""
                moved |= rows.replace_children(self.unit, table, {"customer": code}, told)
        if "members" in children and record.kind == "queue":
            members = [{"person": person} for person in dict.fromkeys(children["members"] or ())]
            moved |= rows.replace_children(self.unit, "queue_member", {"queue": code}, members)
        return moved


def _plain(value: Any) -> Any:
    if isinstance(value, ById):
        return value.id
    return list(value) if isinstance(value, tuple) else value


def _keys(values: dict[str, Any]) -> None:
    """The columns by which phones and serials are found."""
    for name in ("phone", "mobile"):
        if name in values:
            values[f"{name}_key"] = phone_key(values[name])
    for name in ("serial", "manufacturer_serial"):
        if name in values:
            values |= serial_columns(name, values[name])
