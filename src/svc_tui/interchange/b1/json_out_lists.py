"""Collections of B1 objects from the rows below our records; what was kept of a line goes back into it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from svc_tui.interchange.b1 import enums as b1_enums
from svc_tui.interchange.b1 import limits as b1_limits
from svc_tui.interchange.b1.children import full_name
from svc_tui.interchange.b1.schedulings import ABSENCES, SCHEDULINGS, written, written_away

if TYPE_CHECKING:
    from svc_tui.interchange.b1.writing import Writing

Line = dict[str, Any]


def add(writing: "Writing", given: Mapping[str, Any], kept: Line, out: Line) -> None:
    """Put the collections of one object into `out`, and take what is used of them out of `kept`."""
    kind = writing.entity.kind
    if kind == "call":
        out["ServiceCallSolutions"] = _solutions(
            given.get("solutions") or (), _lines(kept, "ServiceCallSolutions")
        )
        activities = _activities(given.get("activities") or (), _lines(kept, "ServiceCallActivities"))
        if activities:
            out["ServiceCallActivities"] = activities
        planned = _lines(kept, SCHEDULINGS)
        if given.get("visits") or planned:
            out[SCHEDULINGS] = written(given.get("visits") or (), planned, writing.zone)
    elif kind == "person" and writing.entity.name == "EmployeesInfo":
        away = _lines(kept, ABSENCES)
        if given.get("absences") or away:
            out[ABSENCES] = written_away(given.get("absences") or (), away)
    elif kind == "opportunity" and "stages" in given:
        name = "SalesOpportunitiesLines"
        came = {line.get("LineNum"): line for line in _lines(kept, name)}
        out[name] = [_stage_line(writing, line, came.get(line["line"], {})) for line in given["stages"]]
    elif kind == "queue" and "members" in given:
        out["QueueMembers"] = _members(writing, given, _lines(kept, "QueueMembers"))
    elif kind == "equipment" and "customers" in given:
        name = "CustomerEquipmentCardBusinessPartners"
        came = {line.get("BPCode"): line for line in _lines(kept, name)}
        found = [{**came.get(code, {}), "BPCode": code} for code in given["customers"]]
        if found:
            out[name] = found
    elif kind == "contract" and "lines" in given:
        name = "ServiceContract_Lines"
        came = {line.get("LineNum"): line for line in _lines(kept, name)}
        out[name] = [_contract_line(writing, line, came.get(line["line"], {})) for line in given["lines"]]
    elif kind == "customer":
        _partner(given, kept, out)


def _stage_line(writing: "Writing", line: Mapping[str, Any], kept: Line) -> Line:
    stage, owner = line["stage"], line.get("owner")
    number = writing.ids.lists.get(("sales_stage", stage))
    person = writing.ids.employees.get(str(owner)) if owner else None
    for prop, value, found in (("StageKey", stage, number), ("DataOwnershipfield", owner, person)):
        if value and found is None:
            writing.lost.add("no-number", b1_limits.NO_NUMBER, prop, value)
    amount, percent = line["amount"], line["percent"]
    return {
        **kept,
        "LineNum": line["line"],
        "StartDate": b1_enums.date_text(line["started_on"]),
        "ClosingDate": b1_enums.date_text(line["closed_on"]),
        "StageKey": number,
        "PercentageRate": float(percent),
        "MaxLocalTotal": float(amount),
        "WeightedAmountLocal": float(amount * percent / 100),
        "Status": "so_Open" if line["status"] == "open" else "so_Closed",
        "Remarks": line["remarks"] or None,
        "DataOwnershipfield": person,
    }


def _lines(kept: Line, name: str) -> list[Line]:
    found = kept.pop(name, None)
    return [line for line in found if isinstance(line, dict)] if isinstance(found, list) else []


def _solutions(attached: Any, came: list[Line]) -> list[Line]:
    """Attached solutions; those that came with the call keep their lines."""
    told = {str(line.get("SolutionID")) for line in came}
    last = max((int(line.get("LineNum") or 0) for line in came), default=-1)
    found = list(came)
    for at, one in enumerate(attached, 1):
        line, number = one if isinstance(one, tuple) else (last + at, one)
        if str(number) not in told:
            found.append({"LineNum": line, "SolutionID": number})
    return found


def _activities(numbers: Any, came: list[Line]) -> list[Line]:
    told = {str(line.get("ActivityCode")) for line in came}
    last = max((int(line.get("LineNum") or 0) for line in came), default=-1)
    fresh = [number for number in numbers if str(number) not in told]
    return came + [{"LineNum": last + at, "ActivityCode": number} for at, number in enumerate(fresh, 1)]


def _members(writing: "Writing", given: Mapping[str, Any], came: list[Line]) -> list[Line]:
    kept = {line.get("MemberUserID"): line for line in came}
    found = []
    for code in given["members"]:
        number = writing.ids.users.get(code)
        if number is None:
            writing.lost.add("no-number", b1_limits.NO_NUMBER, "MemberUserID", code)
        else:
            found.append({**kept.get(number, {}), "QueueID": given["code"], "MemberUserID": number})
    return found


def _contract_line(writing: "Writing", line: Mapping[str, Any], kept: Line) -> Line:
    group, item = line.get("item_group"), line.get("item")
    number = writing.ids.groups.get(str(group)) if group else None
    if group and number is None:
        writing.lost.add("no-number", b1_limits.NO_NUMBER, "ItemGroup", group)
    return {
        "LineNum": line["line"],
        "ManufacturerSerialNum": line.get("manufacturer_serial"),
        "InternalSerialNum": line.get("serial"),
        "ItemCode": item,
        "ItemName": writing.ids.items.get(str(item)) if item else None,
        "ItemGroup": number,
        "ItemGroupName": group,
        "StartDate": b1_enums.date_text(line.get("start")),
        "EndDate": b1_enums.date_text(line.get("end")),
        "TerminationDate": b1_enums.date_text(line.get("termination")),
        **kept,
    }


def _partner(given: Mapping[str, Any], kept: Line, out: Line) -> None:
    """Contacts and addresses; a name that was put together is taken apart again while nobody changed it."""
    if "contacts" in given:
        came = {
            (line.get("InternalCode"), line.get("Name")): line for line in _lines(kept, "ContactEmployees")
        }
        by_number = {number: line for (number, _), line in came.items() if number is not None}
        found = []
        for one in given["contacts"]:
            number = one.get("number")
            line = dict(by_number.get(number) or came.get((None, one["name"]), {}))
            if full_name({name.casefold(): value for name, value in line.items()}) != one["name"]:
                line = {
                    name: value
                    for name, value in line.items()
                    if name not in {"FirstName", "LastName", "Name"}
                }
            line.setdefault("Name", one["name"])
            ours = {
                "InternalCode": number, "Position": one.get("position"), "Phone1": one.get("phone"),
                "MobilePhone": one.get("mobile"), "E_Mail": one.get("email"),
                "Active": b1_enums.yes_no(one.get("active", True)),
            }  # fmt: skip
            found.append({**line, **ours})
        if found:
            out["ContactEmployees"] = found
    if "addresses" in given:
        kinds = {"bill_to": "bo_BillTo", "ship_to": "bo_ShipTo"}
        lines = {
            (line.get("AddressType"), line.get("AddressName")): line for line in _lines(kept, "BPAddresses")
        }
        addresses = []
        for one in given["addresses"]:
            sort = kinds.get(one.get("kind", ""), "bo_ShipTo")
            line = dict(lines.get((sort, one["name"]), {}))
            street, number = one.get("street"), line.get("StreetNo")
            if number and street and street.endswith(f" {number}"):
                street = street.removesuffix(f" {number}")
            elif number:
                del line["StreetNo"]
            ours = {
                "AddressName": one["name"], "AddressType": sort, "Street": street, "ZipCode": one.get("zip_code"),
                "City": one.get("city"), "State": one.get("state"), "Country": one.get("country"),
                "BuildingFloorRoom": one.get("building"),
            }  # fmt: skip
            addresses.append({**line, **ours})
        if addresses:
            out["BPAddresses"] = addresses
