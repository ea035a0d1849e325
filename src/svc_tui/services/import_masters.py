"""Everything of an import that is no call: customers, items, people, queues, cards, lists; one record at a time.

A record is found by its code, or by B1's number; stubs that an earlier import made become the real thing.
"""

from collections.abc import Mapping
from typing import Any

from svc_tui.domain.phones import phone_key
from svc_tui.domain.text import fold, serial_columns
from svc_tui.errors import N_
from svc_tui.interchange.fields import CLASSES, LISTS
from svc_tui.interchange.records import BadValue, ById, Problem, Record, short
from svc_tui.services.import_calls import Counts
from svc_tui.services.import_refs import REFERRING, Directory, Resolver
from svc_tui.storage import importing as rows

CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("customer", "kind"): ("customer", "vendor", "lead"),
    ("item", "kind"): ("item", "labour", "travel"),
    ("equipment", "status"): ("active", "returned", "terminated", "loaned", "in_lab"),
    ("contract", "type"): ("customer", "group", "serial"),
    ("contract", "service_type"): ("regular", "warranty"),
    ("contract", "status"): ("draft", "approved", "on_hold", "terminated"),
    ("status", "class"): CLASSES,
}
MANDATORY = {
    "customer": ("code",), "item": ("code",), "item_group": ("name",), "person": (), "queue": ("code",),
    "equipment": ("customer", "item"), "contract": ("customer", "end"), "solution": ("solution",),
    **dict.fromkeys(LISTS, ("name",)),
}  # fmt: skip
NUMBERED = frozenset({"equipment", "contract", "solution"})


class MasterSink:
    """Takes records of everything that is no call."""

    def __init__(self, directory: Directory) -> None:
        self.directory, self.unit = directory, directory.unit
        self.counts: dict[str, Counts] = {}

    def take(self, record: Record, resolver: Resolver) -> Problem | None:
        """Write one record; its problem, if it is rejected."""
        counts = self.counts.setdefault(record.kind, Counts())
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
        for name, value in record.values.items():
            try:
                choices = CHOICES.get((record.kind, name))
                if choices and value is not None:
                    value = str(value).casefold().replace(" ", "_")
                    if value not in choices:
                        raise BadValue(N_("This is none of {choices}."), choices=", ".join(choices))
                elif name in REFERRING and not (
                    record.kind in {"equipment", "contract", "solution"} and name in {"status", "contract"}
                ):
                    value = resolver.resolve(name, value)
                elif name == "members":
                    value = [resolver.resolve("manager", member) for member in value or ()]
                found[name] = value
            except BadValue as bad:
                raise BadValue(bad.message, **bad.details, _name=name, _value=record.values[name]) from bad
        return found

    def _write(self, record: Record, values: dict[str, Any], resolver: Resolver) -> str:
        if record.kind in LISTS:
            return self._list_entry(record, values)
        if record.kind == "person":
            return self._person(record, values)
        if record.kind == "item_group":
            return self._group(record, values)
        key = "number" if record.kind in NUMBERED else "code"
        children: dict[str, Any] = {
            name: values.pop(name) for name in ("contacts", "addresses", "members", "lines") if name in values
        }
        if record.kind == "contract":
            _contract_columns(values)
        if record.kind in NUMBERED:
            values[key] = self._number(record.kind, values.get(key))
        code = values.get(key)
        row_id = self._find(record.kind, key, code)
        self._need(record, values, row_id)
        _keys(values)
        outcome, _ = self._save(record, record.kind, row_id, values)
        if row_id is None:
            self._know(record.kind, values)
        moved = self._children(record, str(code), children)
        return "changed" if moved and outcome == "same" else outcome

    def _number(self, kind: str, value: Any) -> int:
        if value is None:
            return self.unit.next_number(kind)
        text = str(value).upper().removeprefix("K-")
        if not text.isdecimal() or len(text) > 18:
            raise BadValue(N_("This is no whole number."), _name="number", _value=value)
        self.unit.raise_number(kind, int(text))
        return int(text)

    def _find(self, table: str, key: str, code: Any) -> int | None:
        if code is None:
            return None
        if key == "code":
            code = self.directory.codes[table].get(fold(str(code)), code)
        return rows.id_of(session=self.unit.session, table_name=table, key=key, value=code)

    def _need(self, record: Record, values: Mapping[str, Any], row_id: int | None) -> None:
        for name in MANDATORY[record.kind]:
            if values.get(name) in (None, "") and (row_id is None or name in values):
                raise BadValue(
                    N_("{name} is missing; the record cannot stand without it."),
                    name=name,
                    _name=name,
                    _value="",
                )

    def _save(
        self, record: Record, table: str, row_id: int | None, values: dict[str, Any]
    ) -> tuple[str, int]:
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
        for name in ("code", "number", "name" if table in {"item_group", "list_entry"} else "code"):
            columns.pop(name, None)
        return ("changed" if rows.change(self.unit, table, row_id, columns) else "same"), row_id

    def _know(self, kind: str, values: Mapping[str, Any]) -> None:
        """What was written can be referred to by the records that follow."""
        directory = self.directory
        if kind in directory.codes:
            directory.codes[kind][fold(str(values["code"]))] = str(values["code"])
        if kind == "customer":
            directory.customer_names[values["code"]] = values.get("name") or ""
        elif kind == "item":
            directory.items[values["code"]] = (values.get("name") or "", values.get("group"))
        elif kind == "equipment":
            directory.cards.add(values["number"])
            for key in (values.get("serial_runs_key"), values.get("serial_key")):
                if key:
                    directory.serials[key] = values["number"]
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
        if "lines" in children and record.kind == "contract":
            known = rows.columns("contract_line") - {"id", "contract"}
            lines = [
                {key: value for key, value in one.items() if key in known} for one in children["lines"] or ()
            ]
            moved |= rows.replace_children(self.unit, "contract_line", {"contract": int(code)}, lines)
        return moved

    # Records that B1 knows by a number of its own

    def _person(self, record: Record, values: dict[str, Any]) -> str:
        directory, unit = self.directory, self.unit
        user, employee = values.get("user_id"), values.get("employee_id")
        by_user = directory.numbers["user"].get(user) if user is not None else None
        by_employee = directory.numbers["employee"].get(employee) if employee is not None else None
        by_code = directory.codes["person"].get(fold(str(values["code"]))) if values.get("code") else None
        code = by_code or by_user or by_employee
        for stub in {by_user, by_employee} - {code, None}:
            if (
                code is not None
                and stub is not None
                and rows.is_stub(session=unit.session, table_name="person", key="code", value=stub)
            ):
                rows.rename(unit, "person", "code", stub, code, onto=True)
        wanted = values.get("code") or code or _slug(values.get("name"), directory.codes["person"]) or (
            f"employee-{employee}" if employee is not None else f"user-{user}" if user is not None else None
        )  # fmt: skip
        if wanted is None:
            raise BadValue(
                N_("{name} is missing; the record cannot stand without it."),
                name="code",
                _name="code",
                _value="",
            )
        if (
            code is not None
            and fold(code) != fold(wanted)
            and rows.is_stub(session=unit.session, table_name="person", key="code", value=code)
        ):
            rows.rename(unit, "person", "code", code, wanted)
            code = wanted
        row_id = (
            None
            if code is None
            else rows.id_of(session=unit.session, table_name="person", key="code", value=code)
        )
        values["code"] = code or wanted
        values["roles"] = self._roles(record, values, row_id)
        if values["roles"] is None:
            del values["roles"]
        values.setdefault("name", values["code"])
        if row_id is not None and not record.values.get("name"):
            del values["name"]
        outcome, _ = self._save(record, "person", row_id, values)
        directory.codes["person"][fold(values["code"])] = values["code"]
        for sort, number in (("user", user), ("employee", employee)):
            if number is not None:
                directory.numbers[sort][number] = values["code"]
        return outcome

    def _roles(self, record: Record, values: Mapping[str, Any], row_id: int | None) -> list[str] | None:
        """Roles the file gives; B1's employees are technicians and its users dispatchers until told otherwise."""
        if values.get("roles") is not None:
            return list(values["roles"])
        if row_id is not None and not self.unit.row("person", row_id)["stub"]:
            return None
        if record.source != "b1":
            return None if row_id is not None else []
        return ["technician"] if values.get("employee_id") is not None else ["dispatcher"]

    def _group(self, record: Record, values: dict[str, Any]) -> str:
        directory, unit = self.directory, self.unit
        number, name = values.get("number"), values.get("name")
        old = directory.numbers["item_group"].get(number) if number is not None else None
        old = old or directory.codes["item_group"].get(fold(str(name)))
        row_id = (
            None
            if old is None
            else rows.id_of(session=unit.session, table_name="item_group", key="name", value=old)
        )
        self._need(record, values, row_id)
        renamed = old is not None and name and old != name
        if renamed:
            rows.rename(unit, "item_group", "name", str(old), str(name))
            rows.rename_in_calls(unit, "item_group", str(old), str(name))
        outcome, _ = self._save(record, "item_group", row_id, {"name": name or old, "number": number})
        directory.codes["item_group"][fold(str(name))] = str(name)
        if number is not None:
            directory.numbers["item_group"][number] = str(name)
        return "changed" if renamed else outcome

    def _list_entry(self, record: Record, values: dict[str, Any]) -> str:
        """A value of a set-up list. Built-in ones keep our name: the company's is only a translation."""
        directory, unit, kind = self.directory, self.unit, record.kind
        number, name = record.external_id, values.get("name")
        old = directory.list_numbers.get((kind, number)) if number is not None else None
        if old is None and name:
            old = next(iter(directory.lists.get(kind, {}).get(fold(name), [])), None)
        row_id = None if old is None else rows.entry_id(session=unit.session, list_name=kind, name=old)
        self._need(record, values, row_id)
        columns: dict[str, Any] = {
            "list": kind, "name": name, "number": number, "description": values.get("description") or "",
            "active": values.get("active", True),
        }  # fmt: skip
        if row_id is None:
            if kind == "status":
                columns["status_class"] = values.get("class") or "open"
                columns["pauses_clock"] = columns["status_class"] == "waiting"
            directory.position += 1
            self.unit.insert(
                "list_entry", {**columns, "position": directory.position, "extra": record.extra or None}
            )
            directory.know_entry(
                kind, str(name), number, columns.get("status_class"), bool(columns.get("pauses_clock"))
            )
            return "new"
        row = unit.row("list_entry", row_id)
        if row["locked"] and name:
            words = {"description": name} if fold(name) != fold(row["name"]) else {}
            directory.alias(kind, row["name"], name)
            return "changed" if rows.change(unit, "list_entry", row_id, words) else "same"
        if number is None:
            del columns["number"]
        columns = {key: value for key, value in columns.items() if key in {"name", "number"} or key in values}
        changed = rows.change(unit, "list_entry", row_id, columns)
        if "name" in changed:
            rows.rename_in_calls(unit, kind, row["name"], str(name))
            directory.know_entry(kind, str(name), number, row["status_class"], row["pauses_clock"])
        elif number is not None:
            directory.list_numbers[kind, number] = row["name"]
        return "changed" if changed else "same"


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


def _contract_columns(values: dict[str, Any]) -> None:
    """What a contract includes is three flags of its row."""
    if "includes" in values:
        words = {fold(word) for word in values.pop("includes") or ()}
        values |= {"include_parts": "parts" in words, "include_labour": bool({"labour", "labor"} & words),
                   "include_travel": "travel" in words}  # fmt: skip
    values.pop("holidays", None)


def _slug(name: Any, taken: Mapping[str, str]) -> str | None:
    """A code that people can type, from a name: `bruno.riva`."""
    words = [
        word
        for word in (
            "".join(char for char in part if char.isalnum()) for part in fold(str(name or "")).split()
        )
        if word
    ]
    code = ".".join(words)[:40]
    return code if code and code not in taken else None
