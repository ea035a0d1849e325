"""Contracts and their templates of an import: what must be readable is checked, what breaks a rule is only told.

Values come in our names from every reader: B1, our own lines, a mapped CSV.
"""

import re
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.domain.billing.fees import WHEN
from svc_tui.domain.contracts import refill
from svc_tui.domain.contracts.stretches import EVERY
from svc_tui.domain.core.text import fold
from svc_tui.domain.sla.closures import Closure, closure_texts, closures_of
from svc_tui.domain.sla.opening import plain_hours
from svc_tui.errors import N_
from svc_tui.interchange.core.records import BadValue, Record
from svc_tui.interchange.core.values import PRIORITIES, instant
from svc_tui.services.core.fields import Values
from svc_tui.services.core.kinds import kinds
from svc_tui.services.exchange.incoming.cards import contact_name, copies, day, readable, target, whole
from svc_tui.services.exchange.incoming.refs import Resolver
from svc_tui.services.exchange.incoming.sink import Below, Sink
from svc_tui.storage.exchange import incoming as rows

B1_HOURS = "Mo-Fr 08:00-17:00; Sa-Su 00:00-24:00"
"""What B1 covers where nobody said anything else."""
_WORDS = {"fee_every": tuple(EVERY), "fee_due": WHEN, "refill": refill.EVERY}
"""Words that a field may have."""
_STAND = ("fee_due", "refill_carry")
"""Columns that cannot be without."""
_LEAD = re.compile(r"[0-9]{1,4}[dwm]")


def contract(sink: Sink, record: Record, values: Values, resolver: Resolver, row_id: int | None) -> Below:
    """A contract's values as columns; its lines, targets and ledger are rows."""
    contact_name(sink.directory, record, values, "ContactCode")
    copies(sink.directory, record, values, {"customer_name": "CustomerName"})
    if values.get("renews") is not None:
        values["renews"] = whole("renews", str(values["renews"]).upper().removeprefix("K-"))
    if record.source == "b1" and row_id is None and not values.get("coverage"):
        values["coverage"] = B1_HOURS
        sink.warn(record, "no-hours", N_("A contract says no covered hours; B1's own are taken ({count})."))
    _terms(values)
    if values.get("coverage", "") is None:
        del values["coverage"]  # what is told must be hours; a column cannot be without
    below: Below = {}
    if row_id is not None and "lines" in values:
        stands = sink.unit.row("contract", row_id)
        told = {name: stands[name] for name in ("customer", "type", "start", "end") if not values.get(name)}
    else:
        told = {}
    if "lines" in values:
        below["contract_line"] = _lines(sink, record, {**values, **told}, resolver)
        values.pop("lines")
    if "targets" in values:
        below["contract_target"] = [_target(one) for one in values.pop("targets") or ()]
    if "ledger" in values:
        below["unit_entry"] = [_entry(one) for one in values.pop("ledger") or ()]
    _rules(sink, record, {**values, **told}, below)
    return below


def template(sink: Sink, record: Record, values: Values, resolver: Resolver, row_id: int | None) -> Below:
    """A template's values as columns; targets of priorities stand in one of them."""
    if record.source == "b1" and row_id is None and not values.get("coverage"):
        values["coverage"] = B1_HOURS
    _terms(values)
    if "targets" in values:
        found = [_target(one) for one in values["targets"] or ()]
        values["targets"] = {one["priority"]: [one["response"], one["resolution"]] for one in found} or None
    return {}


def _terms(values: Values) -> None:
    """What both have: hours, zone, targets, what is included. Raises BadValue for what cannot be read."""
    target(values, "response", "resolution", "unit_step", "unit_minimum")
    for name in ("coverage", "unit_night"):
        if values.get(name) is not None:
            values[name] = readable(name, values[name], plain_hours)
    if values.get("remind") is not None and not _LEAD.fullmatch(str(values["remind"])):
        raise BadValue(N_("A reminder is days, weeks or months before the end: 30d, 2w or 1m."),
                       _name="remind", _value=values["remind"])  # fmt: skip
    if values.get("zone") is not None:
        try:
            ZoneInfo(str(values["zone"]))
        except (OSError, ValueError, KeyError) as error:
            raise BadValue(N_("There is no time zone {zone}. Write it as Europe/Rome."), zone=values["zone"],
                           _name="zone", _value=values["zone"]) from error  # fmt: skip
    if isinstance(values.get("closed_dates"), tuple | list):
        told = ", ".join(str(each) for each in values["closed_dates"])
        values["closed_dates"] = closure_texts(readable("closed_dates", told, _closures)) or None
    for name in _STAND:
        if values.get(name, "") is None:
            del values[name]
    for name, known in _WORDS.items():
        if values.get(name) not in (None, *known):
            message = N_("{value} is none of {known}.")
            raise BadValue(
                message, value=values[name], known=", ".join(known), _name=name, _value=values[name]
            )
    if "includes" in values:
        words = {fold(str(word)) for word in values.pop("includes") or ()}
        values |= {"include_parts": "parts" in words, "include_labour": bool({"labour", "labor"} & words),
                   "include_travel": "travel" in words}  # fmt: skip


def _closures(text: str) -> list[Closure]:
    return closures_of(text, lambda word: [found] if (found := day("closed_dates", word)) else [])


def _lines(sink: Sink, record: Record, values: Values, resolver: Resolver) -> list[Values]:
    known = rows.columns("contract_line") - {"id", "contract"}
    found = []
    for position, told in enumerate(values["lines"] or ()):
        line = {name: told[name] for name in told if name in known and told[name] not in ("", None)}
        line.setdefault("line", position)
        for name in ("start", "end", "termination"):
            if name in line:
                line[name] = day(name, line[name])
        if line.get("item") is not None:
            line["item"] = resolver.resolve("item", line["item"])
        if line.get("item_group") is not None:
            line["item_group"] = resolver.resolve("item_group", line["item_group"])
        line["equipment"] = _card_of(sink, record, values, line)
        found.append(line)
    return found


def _card_of(sink: Sink, record: Record, values: Values, line: Values) -> int | None:
    """The card of a line: by its number where the store has that, else by serial, item and customer."""
    told = line.get("equipment")
    if told is not None:
        number = whole("lines", told)
        if number in sink.directory.cards:
            return number
        if record.source != "b1":
            raise BadValue(kinds()["equipment"].absent,
                           code=told, _name="lines", _value=told)  # fmt: skip
    serial, maker = line.get("serial"), line.get("manufacturer_serial")
    if not serial and not maker:
        return None
    item, customer = line.get("item"), values.get("customer")
    found = sink.cards.of(serial, maker, item, customer)
    if found is None:
        other = sink.cards.of(serial, maker, item, None)
        if other is not None:
            sink.warn(record, "CT-08", N_("A line names a unit of another customer ({count})."))
        else:
            sink.warn(record, "no-card", N_("A line names a serial that has no card ({count})."))
    return found


def _target(told: Any) -> Values:
    """A priority's own targets."""
    one = dict(told)
    priority = PRIORITIES.get(str(one.get("priority") or "").casefold())
    if priority is None:
        raise BadValue(N_("A priority is low, medium or high."), _name="targets", _value=one.get("priority"))
    target(one, "response", "resolution")
    return {"priority": priority, "response": one.get("response"), "resolution": one.get("resolution")}


def _entry(told: Any) -> Values:
    """An entry of the ledger of prepaid units."""
    one = {name: told.get(name) for name in ("at", "who", "kind", "quantity", "note", "work", "call_id")}
    one["period"] = day("period", told["period"]) if told.get("period") else None
    one["at"] = instant(str(one["at"]), (), UTC) if isinstance(one["at"], str) else one["at"]
    one["note"] = one["note"] or ""
    return one


def _rules(sink: Sink, record: Record, values: Values, below: Below) -> None:
    start, end, stop = values.get("start"), values.get("end"), values.get("termination")
    lines = below.get("contract_line", [])
    if start and end and end < start:
        sink.warn(record, "CT-03", N_("A contract ends before it begins ({count})."))
    if any(
        (start and line.get("start") and line["start"] < start)
        or (end and line.get("end") and line["end"] > end)
        for line in lines
    ):
        sink.warn(record, "CT-03-line", N_("A line reaches beyond its contract ({count})."))
    if lines and values.get("type") == "customer":
        sink.warn(record, "CT-07", N_("A contract for a whole customer has lines ({count})."))
    if values.get("remind") and not values.get("renewal"):
        sink.warn(record, "CT-11", N_("A contract has a reminder but is not to be renewed ({count})."))
    if stop and values.get("status") not in (None, "terminated"):
        sink.warn(record, "CT-06", N_("A contract has a termination date but is not terminated ({count})."))
    if (
        "resolution" in values
        and "response" in values
        and not values["resolution"]
        and not values["response"]
    ):
        sink.warn(record, "CT-01", N_("A contract has no targets ({count})."))
    months = values.get("duration")
    if months and start and end and abs((end.year - start.year) * 12 + end.month - start.month - months) > 1:
        sink.warn(record, "CT-02", N_("A contract's duration and its dates say different things ({count})."))
