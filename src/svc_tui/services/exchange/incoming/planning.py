"""Visits, absences and plans of an import: the call and the people of each, how it comes round."""

from datetime import date, timedelta

from svc_tui.domain.core.moments import duration
from svc_tui.domain.planning import recurrence
from svc_tui.errors import N_, Refused
from svc_tui.interchange.core.records import BadValue, Record
from svc_tui.services.core.fields import Values
from svc_tui.services.exchange.incoming.refs import Resolver
from svc_tui.services.exchange.incoming.sink import Below, Sink

_DEFAULT_S = 3600


def visit(sink: Sink, record: Record, values: Values, resolver: Resolver, row_id: int | None) -> Below:
    """A visit's values as columns, and who goes."""
    told = values.pop("call", None)
    if told is not None:
        call = sink.calls.of(told)
        if call is None:
            raise BadValue(N_("There is no call {code} in the store."), code=told, _name="call", _value=told)
        values["call_id"] = call
    length = values.pop("length", None)
    if values.get("starts_at") is not None and values.get("ends_at") is None and row_id is None:
        values["ends_at"] = values["starts_at"] + _length(length)
    if values.get("ends_at") and values.get("starts_at") and values["ends_at"] < values["starts_at"]:
        raise BadValue(
            N_("The visit would end before it begins (SC-25)."), _name="ends_at", _value=values["ends_at"]
        )
    if row_id is None:
        values["status"] = values.get("status") or "planned"
        values["note"] = values.get("note") or ""
        values.setdefault("created_at", values.get("starts_at"))
    elif "note" in values:
        values["note"] = values["note"] or ""
    if "technicians" not in values:
        return {}
    people = [resolver.resolve("technician", one) for one in values.pop("technicians") or ()]
    return {"visit_technician": [{"person": one} for one in dict.fromkeys(people) if one is not None]}


def _length(text: object) -> timedelta:
    if text is None:
        return timedelta(seconds=_DEFAULT_S)
    try:
        return timedelta(seconds=duration(str(text)))
    except Refused as error:
        raise BadValue(error.message, **error.values, _name="length", _value=text) from None


def absence(_sink: Sink, _record: Record, values: Values, _resolver: Resolver, row_id: int | None) -> Below:
    """An absence's values as columns."""
    if row_id is None:
        values["last"] = values.get("last") or values["first"]
        values |= {"reason": values.get("reason") or "other", "hours": values.get("hours") or ""}
        values["note"] = values.get("note") or ""
    if values.get("first") and values.get("last") and values["last"] < values["first"]:
        raise BadValue(N_("The absence would end before it begins."), _name="last", _value=values["last"])
    return {}


def plan_rule(_sink: Sink, _record: Record, values: Values, _resolver: Resolver, row_id: int | None) -> Below:
    """A plan's values as columns; it is counted from today unless its file says."""
    start = values.get("start")
    if values.get("every") is not None:
        try:
            values["every"] = recurrence.read(str(values["every"]), start or date(2000, 1, 1)).text()
        except Refused as error:
            raise BadValue(error.message, **error.values, _name="every", _value=values["every"]) from None
    for name in ("name", "checklist"):
        if row_id is None or name in values:
            values[name] = values.get(name) or ""
    if row_id is None:
        values |= {name: value for name, value in _OF_A_PLAN.items() if values.get(name) is None}
    return {}


_OF_A_PLAN = {
    "lead": 14,
    "horizon": 365,
    "holiday": "later",
    "moving": False,
    "priority": "low",
    "active": True,
}
