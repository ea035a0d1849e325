"""Records as Service Layer JSON: names, enumerations and times back into B1's, kept fields beside them.

What is written is what came in plus what changed here; fields that B1 alone knows survive untouched. What B1 has no
place for is counted in a `Lost`.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any, TextIO

from svc_tui.interchange.b1 import activities as b1_activities
from svc_tui.interchange.b1 import enums as b1_enums
from svc_tui.interchange.b1 import json_out_lists as b1_write_lists
from svc_tui.interchange.b1 import limits as b1_limits
from svc_tui.interchange.b1 import sales as b1_sales
from svc_tui.interchange.b1 import terms as b1_terms
from svc_tui.interchange.b1 import values as b1_values
from svc_tui.interchange.b1.limits import Lost
from svc_tui.interchange.b1.names import CALLS, EMPLOYEES, USERS
from svc_tui.interchange.b1.sets import INCLUDES, EntitySet
from svc_tui.interchange.b1.special import CALL_OBJECT, split_name
from svc_tui.interchange.b1.writing import Ids, Writing
from svc_tui.interchange.core import values
from svc_tui.interchange.core.fields import LISTS


def call(given: Mapping[str, Any], extra: Mapping[str, Any] | None, ids: Ids, zone: tzinfo) -> dict[str, Any]:
    """One call as the Service Layer would deliver it.

    Args:
        given: The call in our names, all of them.
        extra: What was kept of its import.
        ids: B1's numbers.
        zone: The company's zone.
    """
    return record(Writing(CALLS, ids, zone, Lost()), given, extra)


def record(writing: Writing, given: Mapping[str, Any], extra: Mapping[str, Any] | None) -> dict[str, Any]:
    """One record of any set: B1's key first, then what we hold, then what was kept.

    Args:
        writing: The set and what it needs.
        given: The record in our names, with the rows below it.
        extra: What was kept of its import.
    """
    entity, kept = writing.entity, dict(extra or {})
    out: dict[str, Any] = {}
    if entity.key in kept:
        out[entity.key] = kept.pop(entity.key)
    for prop, (name, sort) in entity.fields.items():
        if prop not in entity.unwritten and (name in given or name in _COPIES):
            out[prop] = _back(writing, prop, name, sort, given)
    for name, pair in entity.pairs.items():
        if name in given:
            _moment(writing, name, pair, given[name], out)
    for name, (prop, unit) in entity.measures.items():
        if name in given:
            out[prop], out[unit], exact = b1_terms.measure_back(name, given[name])
            if not exact:
                writing.lost.add("rounded", b1_limits.ROUNDED, prop, given[name])
    if entity.hours and given.get("coverage"):
        _hours(writing, given, out)
    if entity.place and entity.place_name in given:
        _place(entity, given[entity.place_name], kept, out)
    b1_limits.check(entity.kind, given, writing.lost)
    _special(writing, given, kept, out)
    b1_write_lists.add(writing, given, kept, out)
    found = {name: value for name, value in out.items() if value is not None or name not in kept}
    return {**found, **{name: value for name, value in kept.items() if name not in found}}


_COPIES = frozenset({"customer_name", "item_name", "buyer_name"})


def _back(writing: Writing, prop: str, name: str, sort: str, given: Mapping[str, Any]) -> Any:
    value, ids = given.get(name), writing.ids
    if name in _COPIES:
        return value or _copy(ids, name, given)
    if value is None or value == "":
        return None
    if name in {"contact", "contact_number"}:
        return _contact(writing, prop, given)
    if name in _REFERENCES:
        return _number_of(writing, prop, name, value, given)
    if sort in b1_enums.MEMBERS:
        return b1_enums.MEMBERS[sort].get(value)
    if sort == "priority":
        return b1_enums.PRIORITIES.get(value)
    if sort == "kind":
        return (b1_enums.ITEM_KINDS if writing.entity.kind == "item" else b1_enums.PARTNER_KINDS).get(value)
    if sort in {"yes", "no"}:
        return b1_enums.yes_no(bool(value) is (sort == "yes"))
    if sort == "date":
        return b1_enums.date_text(value)
    if sort == "money":
        return float(Decimal(value)) if values.amount(value) is not None else None
    if sort == "number":
        found = int(value) if str(value).isdecimal() and len(str(value)) < 10 else None
        if found is None:
            writing.lost.add("document", b1_limits.DOCUMENT, prop, value)
        return found
    if name == "number":
        text = str(value)
        return (
            int(text) if text.isascii() and text.isdecimal() and len(text) < 16 and text[0] != "0" else value
        )
    return value


_REFERENCES = frozenset(
    {"status", "origin", "type", "problem", "subtype", "assignee", "technician", "item_group", "group", "manager",
     "owner", "territory", "who", "topic", "source", "interest", "stage", "owner_employee"}
)  # fmt: skip


def _number_of(writing: Writing, prop: str, name: str, value: Any, given: Mapping[str, Any]) -> Any:
    ids, kind = writing.ids, writing.entity.kind
    if name == "status" and kind == "call":
        found = ids.lists.get(("status", value))
        if found is None:
            writing.lost.add("status", b1_limits.STATUS, "", value)
            # B1 has no such class as resolved: it gets Open with its resolution stamps.
            return {"closed": -1, "waiting": -2}.get(given.get("status_class", ""), -3)
        return found
    if kind in {"equipment", "contract", "contract_template", "item", "customer", "opportunity"} and name in {
        "status",
        "type",
    }:
        sort = writing.entity.fields[prop][1]
        return b1_enums.MEMBERS.get(sort, {}).get(value)
    if name == "who":
        if value in ids.users or value in ids.employees:
            return ids.users.get(value)
        found = None
    elif name in {"assignee", "manager", "owner"}:
        found = ids.users.get(value)
    elif name in ("technician", "owner_employee"):
        found = ids.employees.get(value)
    elif name in {"item_group", "group"}:
        found = ids.groups.get(value)
    else:
        lists = {"status": "solution_status", **b1_sales.LISTS}
        if kind == "activity":
            lists = {"type": "activity_type", "topic": "activity_topic"}
        found = ids.lists.get((lists.get(name, name), value))
    if found is None:
        writing.lost.add("no-number", b1_limits.NO_NUMBER, prop, value)
    return found


def _contact(writing: Writing, prop: str, given: Mapping[str, Any]) -> Any:
    """The contact's number; where B1 has none for a call, the call's copy of the name says it."""
    if given.get("contact_number") is not None:
        return given["contact_number"]
    found = writing.ids.contacts.get((str(given.get("customer")), str(given["contact"])))
    if found is None and writing.entity is not CALLS:
        writing.lost.add("no-number", b1_limits.NO_NUMBER, prop, given["contact"])
    return found


def _copy(ids: Ids, name: str, given: Mapping[str, Any]) -> str | None:
    if name == "item_name":
        return ids.items.get(str(given.get("item"))) or None
    return ids.customers.get(str(given.get(name.removesuffix("_name")))) or None


def _moment(
    writing: Writing, name: str, pair: tuple[str, str], at: datetime | None, out: dict[str, Any]
) -> None:
    day, clock = b1_enums.split(at, writing.zone)
    out[pair[0]] = day
    if pair[1]:
        out[pair[1]] = clock
    elif at is not None and at.astimezone(writing.zone).time() != time(0):
        writing.lost.add("time-of-day", b1_limits.TIME_OF_DAY, pair[0])


def _hours(writing: Writing, given: Mapping[str, Any], out: dict[str, Any]) -> None:
    found, several, late = b1_terms.hours_back(given["coverage"])
    out.update(found)
    if several:
        writing.lost.add("windows", b1_limits.SEVERAL, ", ".join(several))
    if late:
        writing.lost.add("midnight", b1_limits.LATE, ", ".join(late))
    for name, prop in INCLUDES.items():
        out[prop] = b1_enums.yes_no(given.get(f"include_{name}"))


def _place(entity: EntitySet, line: str | None, kept: dict[str, Any], out: dict[str, Any]) -> None:
    """The parts of an address as they came while they still say it; else the whole of it as the street."""
    parts = {prop: kept[prop] for prop in entity.place if prop in kept}
    if b1_values.place(entity, parts) == line or (not parts and _ship_to(kept) == line):
        return
    for prop in parts:
        del kept[prop]
    out[entity.place[0]] = line


def _ship_to(kept: Mapping[str, Any]) -> str | None:
    lines = values.text(str(kept.get("BPShipToAddress") or ""), lines=True).splitlines()
    return ", ".join(line.strip() for line in lines if line.strip()) or None


def _special(writing: Writing, given: Mapping[str, Any], kept: dict[str, Any], out: dict[str, Any]) -> None:
    """What follows from several of our values, set by set."""
    entity = writing.entity
    if entity is CALLS:
        out["BelongsToAQueue"] = b1_enums.yes_no(given.get("queue"))
        if "covered" in given:
            out["EntitledforService"] = b1_enums.yes_no(given.get("contract") is not None)
        if given.get("contact") and out.get("ContactCode") is None:
            out["BPContactPerson"] = given["contact"]
    elif entity is EMPLOYEES and "FirstName" not in kept and "LastName" not in kept:
        out["FirstName"], out["LastName"] = (part or None for part in split_name(given.get("name")))
    elif entity is USERS:
        out["UserName"] = kept.pop("UserName", None) or out.get("UserName")
        if given.get("user_id") is None:
            out.pop("InternalKey", None)
    elif entity.kind == "activity":
        if given.get("who") and out.get("HandledBy") is None:
            out["HandledByEmployee"] = writing.ids.employees.get(given["who"])
        for what in b1_activities.write(given, kept, out):
            writing.lost.add(what, b1_limits.REMINDER, "Reminder", given.get("number"))
        parent = given.get("call_b1")
        if parent is not None:
            out["ParentObjectType"], out["ParentObjectId"] = CALL_OBJECT, parent
    elif entity.kind == "opportunity":
        b1_sales.write(writing, given, kept, out)
    elif entity.kind == "customer" and "Frozen" in kept:
        kept["Frozen"] = b1_enums.yes_no(not given.get("active"))
    if entity.kind in LISTS:
        if given.get("number") is not None:
            out[entity.key] = given["number"]
    elif entity.kind == "item_group" and given.get("number") is not None:
        out["Number"] = given["number"]


def write(objects: Iterable[Mapping[str, Any]], out: TextIO, name: str = "ServiceCalls") -> int:
    """Write an envelope around the objects of a set, one at a time; returns how many."""
    out.write(f'{{"odata.metadata": "$metadata#{name}", "value": [')
    count = 0
    for one in objects:
        out.write(",\n" if count else "\n")
        out.write(json.dumps(one, ensure_ascii=False, default=_plain))
        count += 1
    out.write("\n]}\n")
    return count


def _plain(value: object) -> str:
    """A civil date that was kept."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
