"""People, item groups and set-up lists of an import: records that B1 knows by numbers of its own.

Each is found by that number or by its name; a stub made under a number becomes the real thing.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.text import code_key, fold
from svc_tui.errors import N_
from svc_tui.interchange.core.records import BadValue, Record
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.exchange.incoming import b1_visits
from svc_tui.services.exchange.incoming.sink import Sink
from svc_tui.storage.exchange import incoming as rows

if TYPE_CHECKING:
    from svc_tui.services.exchange.incoming.refs import Directory


def person(sink: Sink, record: Record, values: Values) -> str:
    directory, unit = sink.directory, sink.unit
    user, employee = values.get("user_id"), values.get("employee_id")
    by_user = directory.numbers["user"].get(user) if user is not None else None
    by_employee = directory.numbers["employee"].get(employee) if employee is not None else None
    by_code = directory.codes["person"].get(code_key(str(values["code"]))) if values.get("code") else None
    if by_code is not None and by_code != values["code"]:
        directory.by_case("code", str(values["code"]), by_code)
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
        and code_key(code) != code_key(wanted)
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
    values["roles"] = _roles(sink, record, values, row_id)
    if values["roles"] is None:
        del values["roles"]
    values.setdefault("name", values["code"])
    if row_id is not None and not record.values.get("name"):
        del values["name"]
    if row_id is not None and record.source == "b1":
        _names_of_both(record, values, unit.row("person", row_id))
    outcome, _ = sink.save(record, "person", row_id, values)
    if b1_visits.absences(unit, record, str(values["code"])) and outcome == "same":
        outcome = "changed"
    directory.codes["person"][code_key(values["code"])] = values["code"]
    for sort, number in (("user", user), ("employee", employee)):
        if number is not None:
            directory.numbers[sort][number] = values["code"]
    return outcome


def _names_of_both(record: Record, values: Values, row: Mapping[str, Any]) -> None:
    """Someone who is user and employee goes by the employee's name; another one of the user is kept."""
    name = values.get("name")
    if row["stub"] or not name or name == row["name"]:
        return
    if record.column("name") == "UserName" and row["employee_id"] is not None:
        record.extra["UserName"] = values.pop("name")
    elif values.get("employee_id") is not None and row["employee_id"] is None and row["user_id"] is not None:
        record.extra.setdefault("UserName", row["name"])


def _roles(sink: Sink, record: Record, values: Given, row_id: int | None) -> list[str] | None:
    """Roles the file gives; B1's employees are technicians and its users dispatchers until told otherwise."""
    if values.get("roles") is not None:
        return list(values["roles"])
    row = sink.unit.row("person", row_id) if row_id is not None else None
    if row is not None and not row["stub"]:
        joins = record.source == "b1" and values.get("employee_id") is not None and row["employee_id"] is None
        return [*row["roles"], "technician"] if joins and "technician" not in row["roles"] else None
    if record.source != "b1":
        return None if row_id is not None else []
    return ["technician"] if values.get("employee_id") is not None else ["dispatcher"]


def group(sink: Sink, record: Record, values: Values) -> str:
    directory, unit = sink.directory, sink.unit
    number, name = values.get("number"), values.get("name")
    old = directory.numbers["item_group"].get(number) if number is not None else None
    old = old or directory.codes["item_group"].get(code_key(str(name)))
    row_id = (
        None
        if old is None
        else rows.id_of(session=unit.session, table_name="item_group", key="name", value=old)
    )
    sink.need(record, values, row_id)
    renamed = old is not None and name and old != name
    if renamed:
        rows.rename(unit, "item_group", "name", str(old), str(name))
        rows.rename_value(unit, "item_group", str(old), str(name))
    outcome, _ = sink.save(record, "item_group", row_id, {"name": name or old, "number": number})
    directory.codes["item_group"][code_key(str(name))] = str(name)
    if number is not None:
        directory.numbers["item_group"][number] = str(name)
    return "changed" if renamed else outcome


def list_entry(sink: Sink, record: Record, values: Values) -> str:
    """A value of a set-up list. Built-in ones keep our name: the company's is only a translation."""
    directory, unit, kind = sink.directory, sink.unit, record.kind
    number = record.external_id
    old, name = _known_entry(directory, kind, number, values.get("name"))
    values = {**values, "name": name}
    row_id = None if old is None else rows.entry_id(session=unit.session, list_name=kind, name=old)
    sink.need(record, values, row_id)
    if row_id is None:
        return _new_entry(sink, record, values, number)
    row = unit.row("list_entry", row_id)
    extra = {**(row["extra"] or {}), **record.extra} or None
    if row["locked"] and name:
        columns: Values = {"description": name} if code_key(name) != code_key(row["name"]) else {}
        directory.alias(kind, row["name"], name)
    else:
        columns = {key: values[key] for key in ("name", "description", "active") if key in values}
        columns = {key: "" if value is None else value for key, value in columns.items()}
        columns |= {} if number is None else {"number": number}
    changed = rows.change(unit, "list_entry", row_id, {**columns, "extra": extra})
    if "name" in changed:
        rows.rename_value(unit, kind, row["name"], str(name))
        directory.know_entry(kind, str(name), number, row["status_class"], row["pauses_clock"])
    elif number is not None:
        directory.list_numbers[kind, number] = row["name"]
    return "changed" if changed else "same"


def _known_entry(
    directory: "Directory", kind: str, number: int | None, name: str | None
) -> tuple[str | None, str | None]:
    """What the store calls a value, if it has it, and what it is to be called: a name that is taken gets its number."""
    by_number = directory.list_numbers.get((kind, number)) if number is not None else None
    by_name = next(iter(directory.lists.get(kind, {}).get(code_key(name), [])), None) if name else None
    if by_name is None or by_name == by_number:
        return by_number, name
    its_number = next(
        (one for (of, one), told in directory.list_numbers.items() if (of, told) == (kind, by_name)), None
    )
    if by_number is None and (number is None or its_number in (None, number)):
        return by_name, name
    return by_number, f"{name} ({number})"


def _new_entry(sink: Sink, record: Record, values: Given, number: int | None) -> str:
    directory, kind = sink.directory, record.kind
    columns: Values = {
        "list": kind, "name": values["name"], "number": number, "description": values.get("description") or "",
        "active": values.get("active") is not False,
    }  # fmt: skip
    if kind == "status":
        columns["status_class"] = values.get("class") or "open"
        columns["pauses_clock"] = columns["status_class"] == "waiting"
    directory.position += 1
    sink.unit.insert("list_entry", {**columns, "position": directory.position, "extra": record.extra or None})
    directory.know_entry(
        kind, str(values["name"]), number, columns.get("status_class"), bool(columns.get("pauses_clock"))
    )
    return "new"


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
