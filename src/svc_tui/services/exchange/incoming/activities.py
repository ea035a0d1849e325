"""Activities of an import, and the look-up of the call that each belongs to."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from svc_tui.domain.activities import recurrence
from svc_tui.errors import N_, Refused
from svc_tui.interchange.core.records import BadValue, ById, Record
from svc_tui.services.activities import recurring
from svc_tui.services.core.fields import Given, Values
from svc_tui.services.exchange.incoming.refs import Resolver
from svc_tui.services.exchange.incoming.sink import Sink
from svc_tui.storage.sales import rows as sales

if TYPE_CHECKING:
    from svc_tui.services.exchange.incoming.sink import Below

LISTS = {"type": ("activity_type", "ActivityType"), "topic": ("activity_topic", "Subject")}
"""Our names of the two lists, and the property of B1 that names a value."""


def activity(sink: Sink, record: Record, values: Values, resolver: Resolver, row_id: int | None) -> "Below":
    """An activity's values as columns: the call it belongs to, who handles it, how it comes back."""
    employee = values.pop("who_employee", None)
    if employee is not None and values.get("who") is None:
        values["who"] = resolver.resolve("technician", employee)
    _call(sink, record, values)
    _named(sink, record, values, resolver)
    present: Given = sink.unit.row("activity", row_id) if row_id is not None else {}
    if row_id is None:
        if record.source != "b1" and values.get("call_id") is not None and not values.get("customer"):
            values["customer"] = sink.unit.row("call", values["call_id"])[
                "customer"
            ]  # whose past it is part of
        values.setdefault("created_at", values.get("starts_at"))
        if values.get("remind_at") is not None and values["remind_at"] <= sink.unit.at:
            values["reminded_at"] = values["remind_at"]  # a reminder of the past is for nobody any more
    if values.get("ends_at") and values.get("starts_at") and values["ends_at"] < values["starts_at"]:
        sink.warn(record, "SC-25", N_("An activity ends before it begins ({count})."))
    if "recurrence" in values:
        _recurrence(sink, values, present)
    return {}


def _call(sink: Sink, record: Record, values: Values) -> None:
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


def _named(sink: Sink, record: Record, values: Values, resolver: Resolver) -> None:
    """List values, contract, contact and the one before as the store keeps them."""
    for name, (list_name, prop) in LISTS.items():
        value = values.get(name)
        if isinstance(value, ById) and value.id <= 0:  # B1's own "none" and "general"
            record.extra.setdefault(prop, value.id)
            values[name] = None
        elif value is not None:
            values[name] = resolver.entry(list_name, value)
    if values.get("contract") is not None:
        values["contract"] = resolver.resolve("contract", values["contract"])
    if isinstance(contact := values.get("contact"), ById):
        known = sink.directory.contacts.get((str(values.get("customer")), contact.id))
        if known is None:
            record.extra.setdefault("ContactPersonCode", contact.id)
        values["contact"] = known
    number = values.get("opportunity")
    if number is not None and sales.key_of(session=sink.unit.session, number=number) is None:
        if record.source != "b1":
            raise BadValue(
                N_("There is no opportunity {code} in the store."),
                code=number,
                _name="opportunity",
                _value=number,
            )
        record.extra.setdefault("SalesOpportunityId", number)
        values["opportunity"] = None
    if (values.get("follows") or 0) <= 0:
        values.pop("follows", None)


def _recurrence(sink: Sink, values: Values, present: Given) -> None:
    """The rule with what its series remembers; one that says the same stays as it stands."""
    said = values.pop("recurrence")
    times: dict[str, datetime | None] = {
        name: values.get(name, present.get(name)) for name in ("starts_at", "ends_at", "remind_at")
    }
    if not said:
        if present.get("recurrence"):
            values["recurrence"] = None
        return
    zone, starts_at = sink.directory.zone, times["starts_at"]
    rule = recurrence.from_kept(said) if isinstance(said, dict) else _typed(said, starts_at, zone)
    before: dict[str, Any] | None = present.get("recurrence")
    if rule is None or (before and recurrence.from_kept(before) == rule):
        return
    if starts_at is None:
        values["recurrence"] = rule.kept()
    else:
        values["recurrence"] = recurring.begun(
            rule, starts_at, times["ends_at"], times["remind_at"], zone
        ).kept()
    values.setdefault("series", present.get("series") or values["number"])


def _typed(text: str, starts_at: datetime | None, zone: Any) -> recurrence.Recurrence:
    if starts_at is None:
        raise BadValue(N_("What comes back needs its first time."), _name="recurrence", _value=text)
    start = recurring.civil(starts_at, zone)
    try:
        return recurrence.read(text, start=start, today=start.date())
    except Refused as error:
        raise BadValue(error.message, **error.values, _name="recurrence", _value=text) from None
