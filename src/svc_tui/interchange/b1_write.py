"""Calls as Service Layer JSON: names, enumerations and times back into B1's, kept fields beside them.

What is written is what came in plus what changed here; fields that B1 alone knows survive untouched.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any, TextIO

from svc_tui.interchange import b1_enums
from svc_tui.interchange.b1_names import CALLS


@dataclass(frozen=True)
class Ids:
    """B1's numbers of what our calls name; what has none cannot be told to B1 and is left empty."""

    lists: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(list, name) -> id, for statuses, origins, types, problems and subtypes."""
    users: Mapping[str, int] = field(default_factory=dict)
    """Person code -> user id."""
    employees: Mapping[str, int] = field(default_factory=dict)
    """Person code -> employee id."""
    groups: Mapping[str, int] = field(default_factory=dict)
    """Item group name -> number."""


def call(
    values: Mapping[str, Any], extra: Mapping[str, Any] | None, ids: Ids, zone: tzinfo
) -> dict[str, Any]:
    """One call as the Service Layer would deliver it.

    Args:
        values: The call in our names, all of them.
        extra: What was kept of its import.
        ids: B1's numbers.
        zone: The company's zone.
    """
    out: dict[str, Any] = {}
    kept = dict(extra or {})
    if "ServiceCallID" in kept:
        out["ServiceCallID"] = kept.pop("ServiceCallID")
    for prop, (name, sort) in CALLS.fields.items():
        if name in values:
            out[prop] = _back(name, sort, values[name], values, ids)
    for name, (day, clock) in CALLS.pairs.items():
        if name in values:
            out[day], out[clock] = b1_enums.split(values[name], zone)
    out["BelongsToAQueue"] = b1_enums.yes_no(values.get("queue"))
    kept.pop("BelongsToAQueue", None)
    if "covered" in values:
        out["EntitledforService"] = b1_enums.yes_no(values["covered"])
        kept.pop("EntitledforService", None)
    out.setdefault("ServiceCallSolutions", _solutions(values, kept))
    kept.pop("ServiceCallSolutions", None)
    return {**out, **kept}


def _solutions(values: Mapping[str, Any], kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Attached solutions; those that came with the call keep their lines."""
    came = [one for one in kept.get("ServiceCallSolutions", []) if isinstance(one, dict)]
    told = {str(one.get("SolutionID")) for one in came}
    line = max((int(one.get("LineNum") or 0) for one in came), default=-1)
    added = [number for number in values.get("solutions") or () if str(number) not in told]
    return came + [{"LineNum": line + at, "SolutionID": number} for at, number in enumerate(added, 1)]


def _back(name: str, sort: str, value: Any, values: Mapping[str, Any], ids: Ids) -> Any:
    if name == "priority":
        return b1_enums.PRIORITIES.get(value)
    if name == "status":
        found = ids.lists.get(("status", value))
        if found is not None:
            return found
        # B1 has no such class as resolved: it gets Open with its resolution stamps.
        return {"closed": -1, "waiting": -2}.get(values.get("status_class", ""), -3)
    if name in {"origin", "type", "problem", "subtype"}:
        return ids.lists.get((name, value))
    if name == "assignee":
        return ids.users.get(value)
    if name == "technician":
        return ids.employees.get(value)
    if name == "contact":
        return values.get("contact_number")
    if name == "item_group":
        return ids.groups.get(value)
    if name == "number":
        return int(value) if str(value).isdecimal() and len(str(value)) < 16 else value
    return None if value == "" else value


def write(objects: Iterable[Mapping[str, Any]], out: TextIO) -> int:
    """Write an envelope around the objects, one at a time; returns how many."""
    out.write('{"odata.metadata": "$metadata#ServiceCalls", "value": [')
    count = 0
    for one in objects:
        out.write(",\n" if count else "\n")
        out.write(json.dumps(one, ensure_ascii=False))
        count += 1
    out.write("\n]}\n")
    return count
