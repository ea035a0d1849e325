"""What imported values refer to: found in the store in any case or by B1's number, made as stubs on wish.

One `Directory` serves a whole import; a `Resolver` is one file's way into it.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard
from zoneinfo import ZoneInfo

from svc_tui.domain.core.money import above
from svc_tui.domain.core.text import code_key, serial_columns, serial_keys
from svc_tui.errors import N_
from svc_tui.interchange.core.records import BadValue, ById, Problem, Record, Tally, short
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.core.kinds import kinds
from svc_tui.storage.company import settings as setup
from svc_tui.storage.exchange import incoming as rows

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork

PEOPLE = {
    "assignee": "user",
    "manager": "user",
    "owner": "user",
    "technician": "employee",
    "person": "user",
    "stand_in": "user",
}
LISTS = frozenset({"origin", "type", "problem", "subtype"})
CODED = frozenset({*PEOPLE, "customer", "buyer", "queue", "item", "item_group", "group", "price_list", "vat"})
"""Fields that name a record by its code."""
REFERRING = frozenset({*CODED, *LISTS, "status", "contract", "equipment"})


class StatusInfo(NamedTuple):
    """What a status means."""

    name: str
    status_class: str
    pauses: bool


class Directory:
    """Everything that can be referred to, by the key of its code and by B1's number; stubs wait here to be written."""

    def __init__(self, unit: "UnitOfWork", tally: Tally | None = None) -> None:
        self.unit = unit
        self.tally = tally if tally is not None else Tally()
        self.record: Record | None = None
        """What is being read: warnings say where it stands."""
        session = unit.session
        self.codes: dict[str, dict[str, str]] = {}
        coded = [(kind.table, "code") for kind in kinds().values() if kind.key == ("code",)]
        for table, key in (*coded, ("item_group", "name")):
            found = rows.rows_of(session=session, table_name=table, names=(key,))
            self.codes[table] = {code_key(row[0]): row[0] for row in found}
        self.numbers: dict[str, dict[int, str]] = {
            "user": rows.pairs(session=session, table_name="person", key="user_id", value="code"),
            "employee": rows.pairs(session=session, table_name="person", key="employee_id", value="code"),
            "item_group": rows.pairs(session=session, table_name="item_group", key="number", value="name"),
        }
        self.customer_names = rows.pairs(session=session, table_name="customer", key="code", value="name")
        told = ("code", "blocked", "balance", "credit_limit", "merged_into")
        found = list(rows.rows_of(session=session, table_name="customer", names=told))
        self.stopped: set[str] = {row[0] for row in found if row[1] or above(row[2], row[3])}
        """Customers who are not to be served, or owe more than they may (SC-08)."""
        self.merged: dict[str, str] = {row[0]: row[4] for row in found if row[4]}
        """Customers who turned out to be others."""
        found = rows.rows_of(session=session, table_name="item", names=("code", "name", "group"))
        self.items: dict[str, tuple[str, str | None]] = {row[0]: (row[1], row[2]) for row in found}
        found = rows.rows_of(session=session, table_name="contact", names=("customer", "number", "name"))
        self.contacts: dict[tuple[str, int], str] = {
            (row[0], row[1]): row[2] for row in found if row[1] is not None
        }
        self.contracts = set(rows.pairs(session=session, table_name="contract", key="number", value="id"))
        self.solutions = set(rows.pairs(session=session, table_name="solution", key="number", value="id"))
        self.cards = set(rows.pairs(session=session, table_name="equipment", key="number", value="id"))
        self.numbered = {"contract": self.contracts, "solution": self.solutions, "equipment": self.cards}
        """The same by kind: numbers that are, or will be, in the store."""
        self.serials: dict[str, int] = {}
        """Cards by a serial as people read it."""
        self.exact_serials: dict[str, int] = {}
        """Cards by exactly this serial, case apart."""
        wanted = ("number", "serial", "manufacturer_serial")
        for number, *serials in rows.rows_of(session=session, table_name="equipment", names=wanted):
            self.know_serials(number, *serials)
        self._read_lists()
        self.waiting: dict[str, list[Values]] = {}
        self.made: dict[str, int] = {}

    def _read_lists(self) -> None:
        names = (
            "list",
            "name",
            "number",
            "status_class",
            "pauses_clock",
            "position",
            "locked",
            "description",
        )
        self.lists: dict[str, dict[str, list[str]]] = {}
        self.list_numbers: dict[tuple[str, int], str] = {}
        self.statuses: dict[str, StatusInfo] = {}
        self.position = 0
        for kind, name, number, status_class, pauses, position, locked, words in rows.rows_of(
            session=self.unit.session, table_name="list_entry", names=names
        ):
            self.know_entry(kind, name, number, status_class, bool(pauses))
            self.position = max(self.position, position)
            if locked and words:
                self.alias(kind, name, words)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The company's zone."""
        return setup.company(session=self.unit.session).zone

    def know_serials(self, number: int, *serials: str | None) -> None:
        """A card that bears these serials is, or will be, in the store."""
        for serial in serials:
            if serial:
                self.exact_serials[code_key(serial)] = number
                for key in serial_keys(serial):
                    self.serials.setdefault(key, number)

    def alias(self, kind: str, name: str, words: str) -> None:
        """What a company calls a built-in value; B1 translates their names."""
        known = self.lists.setdefault(kind, {}).setdefault(code_key(words), [])
        if name not in known:
            known.append(name)

    def know_entry(
        self, kind: str, name: str, number: int | None, status_class: str | None, pauses: bool
    ) -> None:
        """A value of a set-up list that is, or will be, in the store."""
        self.lists.setdefault(kind, {}).setdefault(code_key(name), []).append(name)
        if number is not None:
            self.list_numbers[kind, number] = name
        if kind == "status":
            self.statuses[name] = StatusInfo(name, status_class or "open", pauses)

    def by_case(self, name: str, typed: str, code: str) -> None:
        """A code that stands for another one of other case, since none is exactly so: told once with a count."""
        row, column = (self.record.row, self.record.column(name)) if self.record else (0, name)
        message = N_("{value} was taken for {code}, which differs in case alone ({count}).")
        self.tally.add(Problem(row, column, short(typed), message, {"code": code}, "warn", "case"))

    def territory(self, value: ById) -> str:
        """The territory of B1's number; an unknown one is listed under its number until the list comes."""
        known = self.list_numbers.get(("territory", value.id))
        return known if known is not None else self.add_entry("territory", str(value.id), value.id)

    def stub(self, table: str, row: dict[str, Any]) -> None:
        """Remember a row to be written before the next calls are."""
        self.waiting.setdefault(table, []).append(row)
        self.made[table] = self.made.get(table, 0) + 1

    def name_stub(self, table: str, code: str, name: str | None) -> None:
        """A better name for a stub that is not written yet."""
        row = next((row for row in reversed(self.waiting.get(table, [])) if row["code"] == code), None)
        if row is not None and name and row["name"] == code:
            row["name"] = name
            if table == "customer":
                self.customer_names[code] = name
            else:
                self.items[code] = (name, None)

    def write_stubs(self) -> None:
        """Write the stubs made since the last time."""
        for table, kind in kinds().items():
            if waiting := self.waiting.pop(table, []):
                rows.add(self.unit, table, rows.still_missing(self.unit, table, kind.key, waiting))

    def add_entry(
        self, kind: str, name: str, number: int | None = None, status_class: str | None = None
    ) -> str:
        """A new value of a set-up list."""
        self.position += 1
        pauses = status_class == "waiting"
        self.stub(
            "list_entry",
            {"list": kind, "name": name, "number": number, "status_class": status_class, "pauses_clock": pauses,
             "position": self.position},
        )  # fmt: skip
        self.know_entry(kind, name, number, status_class, pauses)
        return name


def _unknown(value: Any, known: Container[int]) -> TypeGuard[str | int]:
    """Is it a number that nothing in the store has."""
    text = str(value)
    return text.isascii() and text.isdecimal() and len(text) < 16 and int(text) not in known


@dataclass
class Resolver:
    """How one file's values become the store's: what it may make, and which statuses it brings."""

    directory: Directory
    create: frozenset[str]
    statuses: Mapping[str, str]
    b1: bool = False

    def __post_init__(self) -> None:
        self._known: dict[tuple[str, Any], Any] = {}

    def stubs_of(self, record: Record) -> None:
        """What a call tells of its card, contract, solutions and status, where the store lacks them."""
        values, directory = record.values, self.directory
        if record.status_class and values.get("status") and self._listed("status", values["status"]) is None:
            directory.add_entry("status", values["status"], None, record.status_class)
        customer, item = values.get("customer"), values.get("item")
        card, contract = values.get("equipment"), values.get("contract")
        if "equipment" in self.create and customer and item and card is not None:
            self._card_stub(values, customer, item)
        if "contract" in self.create and customer and _unknown(contract, directory.contracts):
            kind = "customer" if card is None else "serial"
            directory.contracts.add(int(contract))
            # Its hours are not known: counted around the clock, the call's due dates stand as they came.
            row = {"number": int(contract), "customer": self.code("customer", customer), "type": kind}
            directory.stub("contract", {**row, "coverage": "24/7"})
        if "solution" in self.create:
            for one in values.get("solutions") or ():
                number = one[1] if isinstance(one, tuple) else one
                if _unknown(number, directory.solutions):
                    directory.solutions.add(int(number))
                    directory.stub("solution", {"number": int(number), "solution": str(number)})

    def _card_stub(self, values: Given, customer: Any, item: Any) -> None:
        """The card that a call names by its number or, where it is no number, by its serial."""
        directory, card = self.directory, values["equipment"]
        serials = {name: values.get(name) for name in ("serial", "manufacturer_serial")}
        if _unknown(card, directory.cards) and str(card) not in serials.values():
            number = int(card)
        elif self._known_card(card, exactly=True) is None and not self.b1:
            number = directory.unit.next_number("equipment")
            serials["serial"] = serials["serial"] or str(card)
        else:
            return
        owner, item = self.code("customer", customer), self.code("item", item)
        row: dict[str, Any] = {"number": number, "customer": owner, "item": item}
        for name, serial in serials.items():
            row |= {name: serial, **serial_columns(name, serial)}
            directory.know_serials(number, serial)
        directory.cards.add(number)
        directory.unit.raise_number("equipment", number)
        directory.stub("equipment", row)

    def resolve(self, name: str, value: Any) -> Any:
        """The value as the store keeps it, made where it may be. Raises BadValue."""
        if value is None or name not in REFERRING:
            return value
        key = (name, value)
        if key not in self._known:
            self._known[key] = self._resolve(name, value, make=True)
        found = self._known[key]
        if found != value and name in CODED and isinstance(value, str):
            self.directory.by_case(name, value, found)
        return found

    def led(self, name: str, value: Any) -> Any:
        """The same; where it names a customer who turned out to be another, that one. Raises BadValue."""
        found = self.resolve(name, value)
        if name not in ("customer", "buyer") or found not in self.directory.merged:
            return found
        into = self.directory.merged[found]
        return into if code_key(into) in self.directory.codes["customer"] else found

    def check(self, name: str, value: Any) -> tuple[str, Values] | None:
        """Why the store cannot take a value; None when it can."""
        if name not in REFERRING or (name == "equipment" and name in self.create):
            return None  # a card is made with its call, which knows whose it is
        try:
            self._resolve(name, value, make=False)
        except BadValue as bad:
            return bad.message, bad.details
        return None

    def _resolve(self, name: str, value: Any, *, make: bool) -> Any:
        if name in PEOPLE:
            return (
                self._by_id(PEOPLE[name], value, make)
                if isinstance(value, ById)
                else self.code("person", value, make)
            )
        if name in {"customer", "buyer"}:
            return self.code("customer", value, make)
        if name in {"queue", "item", "price_list", "vat"}:
            return self.code(name, value, make)
        if name in {"item_group", "group"}:
            return self._group(value, make)
        if name == "status":
            return self._status(value, make)
        if name in LISTS:
            return self._entry(name, value, make)
        return self._contract(value) if name == "contract" else self._equipment(value)

    def code(self, table: str, value: Any, make: bool = True) -> str:
        """A code in any case; a stub where that is wished."""
        known = self.directory.codes[table]
        found = known.get(code_key(str(value)))
        if found is None:
            if table not in self.create:
                raise BadValue(kinds()[table].absent, code=value)
            found = str(value)
            if make:
                known[code_key(found)] = found
                self.directory.stub(table, {"code": found, "name": found, "stub": True})
        return found

    def _by_id(self, sort: str, value: ById, make: bool) -> str:
        known = self.directory.numbers[sort]
        if value.id in known:
            return known[value.id]
        code = f"{sort}-{value.id}"
        if "person" not in self.create:
            raise BadValue(kinds()["person"].absent, code=code)
        if make:
            known[value.id] = self.directory.codes["person"][code_key(code)] = code
            self.directory.stub("person", {"code": code, "name": code, f"{sort}_id": value.id, "stub": True,
                                           "roles": ["technician"] if sort == "employee" else []})  # fmt: skip
        return code

    def _group(self, value: Any, make: bool) -> str:
        directory = self.directory
        number = value.id if isinstance(value, ById) else None
        if number is not None and number in directory.numbers["item_group"]:
            return directory.numbers["item_group"][number]
        found = directory.codes["item_group"].get(code_key(str(value)))
        if found is None:
            found = str(value)
            if make:
                directory.codes["item_group"][code_key(found)] = found
                if number is not None:
                    directory.numbers["item_group"][number] = found
                directory.stub("item_group", {"name": found, "number": number})
        return found

    def _status(self, value: Any, make: bool) -> str:
        directory = self.directory
        if isinstance(value, ById):
            name = directory.list_numbers.get(("status", value.id))
            if name is None:
                raise BadValue(
                    N_(
                        "Status {number} means only what the company's own list says. Import its ServiceCallStatus "
                        "list first."
                    ),
                    number=value.id,
                )
            return name
        found = self._listed("status", str(value))
        if found is None:
            status_class = next(
                (to for one, to in self.statuses.items() if code_key(one) == code_key(str(value))), None
            )
            if status_class is None:
                message = N_(
                    "There is no status {code} in the list. Name it and its class under [statuses], or import the list."
                )
                raise BadValue(message, code=value)
            found = directory.add_entry("status", str(value), None, status_class) if make else str(value)
        return found

    def entry(self, list_name: str, value: Any) -> str:
        """A value of a set-up list by name or B1's number, made where the list lacks it."""
        key = (list_name, value)
        if key not in self._known:
            self._known[key] = self._entry(list_name, value, True)
        return str(self._known[key])

    def _entry(self, name: str, value: Any, make: bool) -> str:
        directory = self.directory
        number = value.id if isinstance(value, ById) else None
        if number is not None and (name, number) in directory.list_numbers:
            return directory.list_numbers[name, number]
        found = self._listed(name, str(value))
        if found is None:
            found = directory.add_entry(name, str(value), number) if make else str(value)
        return found

    def _listed(self, kind: str, name: str) -> str | None:
        found = self.directory.lists.get(kind, {}).get(code_key(name), [])
        if len(found) > 1 and name not in found:
            raise BadValue(N_("{code} may be {first} or {second} of the list; write it exactly."), code=name,
                           first=found[0], second=found[1])  # fmt: skip
        return name if name in found else found[0] if found else None

    def _contract(self, value: Any) -> int | None:
        text = str(value).strip().upper().removeprefix("K-")
        number = int(text) if text.isdecimal() and len(text) < 19 else None
        if number in self.directory.contracts:
            return number
        if self.b1:
            return None
        raise BadValue(kinds()["contract"].absent, code=value)

    def _equipment(self, value: Any) -> int:
        found = self._known_card(value)
        if found is None:
            raise BadValue(kinds()["equipment"].absent, code=value)
        return found

    def _known_card(self, value: Any, *, exactly: bool = False) -> int | None:
        """The card of this number, else of exactly this serial, else of one that people read so."""
        text = str(value).strip()
        number = int(text) if text.isdecimal() and len(text) < 19 else None
        if number is not None and number in self.directory.cards:
            return number
        if exactly or code_key(text) in self.directory.exact_serials:
            return self.directory.exact_serials.get(code_key(text))
        found = (self.directory.serials.get(key) for key in serial_keys(text))
        return next((card for card in found if card is not None), None)
