"""Customers and queues of an import: the rows below them, and the columns by which phones and serials are found."""

from collections.abc import Mapping
from typing import Any

from svc_tui.domain.core.phones import phone_key
from svc_tui.domain.core.text import serial_columns
from svc_tui.domain.sla.opening import plain_hours
from svc_tui.interchange.core.records import Record
from svc_tui.services.core.fields import Values
from svc_tui.services.exchange.incoming.cards import readable
from svc_tui.services.exchange.incoming.refs import Resolver
from svc_tui.services.exchange.incoming.sink import Below, Sink
from svc_tui.storage.exchange import incoming as rows


def add_keys(values: Values) -> None:
    """The columns by which phones and serials are found."""
    for name in ("phone", "mobile"):
        if name in values:
            values[f"{name}_key"] = phone_key(values[name])
    for name in ("serial", "manufacturer_serial"):
        if name in values:
            values |= serial_columns(name, values[name])


def customer(sink: Sink, _record: Record, values: Values, _resolver: Resolver, _row_id: int | None) -> Below:
    """Contacts and addresses, where a file speaks of them."""
    below: Below = {}
    for name, table in (("contacts", "contact"), ("addresses", "address")):
        if name in values:
            below[table] = [_columns(table, one) for one in values.pop(name) or ()]
    for one in below.get("contact", ()):
        if one.get("number") is not None:
            sink.directory.contacts[str(values["code"]), one["number"]] = one.get("name") or ""
    return below


def _columns(table: str, told: Mapping[str, Any]) -> Values:
    known = rows.columns(table) - {"id", "customer"}
    found = {name: value for name, value in told.items() if name in known}
    add_keys(found)
    return found


def queue(sink: Sink, _record: Record, values: Values, _resolver: Resolver, row_id: int | None) -> Below:
    """Its members, where a file speaks of them; its hours as they are kept. Raises BadValue."""
    if values.get("hours") is not None:
        values["hours"] = readable("hours", values["hours"], plain_hours)
    if "position" in values:
        values["position"] = values["position"] or 0
    if "members" not in values:
        return {}
    people = dict.fromkeys(values.pop("members") or ())
    kept = _absences(sink, row_id)
    return {"queue_member": [line for one in people for line in kept.get(one, [{"person": one}])]}


def _absences(sink: Sink, row_id: int | None) -> dict[str, list[Values]]:
    """The members as they stand, with their absences: a list of people says nothing of those of who stays."""
    found: dict[str, list[Values]] = {}
    if row_id is None:
        return found
    code, names = sink.unit.row("queue", row_id)["code"], ("person", "absent_from", "absent_to", "stand_in")
    wanted = ("queue", *names)
    for queue_code, *told in rows.rows_of(session=sink.unit.session, table_name="queue_member", names=wanted):
        if queue_code == code:
            found.setdefault(told[0], []).append(dict(zip(names, told, strict=True)))
    return found
