"""Activities of an import, and the look-up of the call that each belongs to."""

from typing import TYPE_CHECKING

from svc_tui.errors import N_
from svc_tui.interchange.core.records import BadValue, Record
from svc_tui.services.core.fields import Values
from svc_tui.services.exchange.incoming.refs import Resolver
from svc_tui.services.exchange.incoming.sink import Sink

if TYPE_CHECKING:
    from svc_tui.services.exchange.incoming.sink import Below


def activity(sink: Sink, record: Record, values: Values, resolver: Resolver, row_id: int | None) -> "Below":
    """An activity's values as columns: the call it belongs to, who handles it."""
    employee = values.pop("who_employee", None)
    if employee is not None and values.get("who") is None:
        values["who"] = resolver.resolve("technician", employee)
    told = values.pop("call", None)
    call = sink.calls.naming(values["number"]) if record.source == "b1" else None
    if call is None and told is not None:
        call = sink.calls.of(told)
        if call is None and record.source != "b1":
            raise BadValue(N_("There is no call {code} in the store."), code=told, _name="call", _value=told)
        if call is None:
            sink.warn(record, "no-call", N_("An activity names a call that the store lacks ({count})."))
            record.extra.setdefault("ParentObjectId", getattr(told, "id", told))
    if "call" in record.values or call is not None:
        values["call_id"] = call
    if record.source == "b1" and call is not None:
        sink.calls.named.add(call)
    if row_id is None:
        values.setdefault("created_at", values.get("starts_at"))
    if values.get("ends_at") and values.get("starts_at") and values["ends_at"] < values["starts_at"]:
        sink.warn(record, "SC-25", N_("An activity ends before it begins ({count})."))
    return {}
