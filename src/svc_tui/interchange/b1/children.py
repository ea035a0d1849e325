"""Collections inside B1 objects: contacts and addresses, members of a queue, solutions of a call.

They stay among the kept fields too, as they came: line numbers with their gaps included.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from svc_tui.interchange.b1 import enums as b1_enums
from svc_tui.interchange.b1.sets import EntitySet, words
from svc_tui.interchange.b1.values import BadProperty
from svc_tui.interchange.core import values
from svc_tui.interchange.core.records import BadValue, ById


def of(entity: EntitySet, extra: dict[str, Any]) -> dict[str, Any]:
    """Our names for the collections of one object; what has no name of ours stays in `extra`, line by line."""
    if entity.kind == "call" and "ServiceCallSolutions" in extra:
        return {"solutions": _solutions(extra["ServiceCallSolutions"])}
    found: dict[str, Any] = {}
    for sort in SORTS:
        if sort.kind == entity.kind and isinstance(extra.get(sort.name), list):
            lines = [_read(sort, line) for line in _rows(extra[sort.name])]
            found[sort.ours] = [one for one in lines if one not in (None, "")]
            _leave(extra, sort)
    if "members" in found:
        found["members"] = [ById(number) for number in dict.fromkeys(found["members"])]
    return found


def _read(sort: "Sort", line: dict[str, Any]) -> Any:
    try:
        return sort.read(line)
    except BadValue as bad:
        prop = bad.details.pop("_prop", "")
        raise BadProperty(f"{sort.name}.{prop}", line.get(str(prop).casefold(), ""), bad) from bad


def _leave(extra: dict[str, Any], sort: "Sort") -> None:
    """Keep of each line what we have no name for, with the keys by which it is found again."""
    kept = []
    for line in extra[sort.name]:
        if not isinstance(line, dict):
            continue
        folded = {name.casefold(): value for name, value in line.items()}
        modelled = sort.modelled | (words("name") if not full_name(folded) else frozenset())
        rest = {name for name in line if name.casefold() not in modelled and line[name] is not None}
        if rest:
            kept.append({name: line[name] for name in line if name in rest or name.casefold() in sort.keys})
    if kept:
        extra[sort.name] = kept
    else:
        del extra[sort.name]


def _rows(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        return []
    return [{key.casefold(): cell for key, cell in one.items()} for one in value if isinstance(one, dict)]


def _text(row: dict[str, Any], *names: str) -> str | None:
    """The first of these that says something."""
    for name in names:
        value = row.get(name)
        if not b1_enums.is_nothing(value) and not isinstance(value, dict | list):
            return values.text(values.plain(value)) or None
    return None


def _flag(row: dict[str, Any], name: str) -> bool:
    """A flag that is on unless the row says otherwise in words that can be read."""
    value = row.get(name)
    try:
        return b1_enums.is_nothing(value) or b1_enums.yes(value)
    except BadValue:
        return True


def _solutions(value: Any) -> list[tuple[int, int]]:
    """(line, solution number), lines as they came."""
    found = []
    for position, row in enumerate(_rows(value)):
        number = b1_enums.number(row.get("solutionid"))
        line = b1_enums.number(row.get("linenum"))
        if number is not None:
            found.append((position if line is None else line, number))
    return found


def _member(row: dict[str, Any]) -> int | None:
    found = b1_enums.number(row.get("memberuserid", row.get("member")))
    return found if found is not None and found > 0 else None


def _partner(row: dict[str, Any]) -> str | None:
    return _text(row, "bpcode")


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """A line of a contract: a unit or a group."""
    group = row.get("itemgroup")
    card = b1_enums.number(row.get("insid"))
    found = {
        "line": b1_enums.number(row.get("linenum", row.get("line"))),
        "serial": _text(row, "internalserialnum", "internalsn"),
        "manufacturer_serial": _text(row, "manufacturerserialnum", "manufsn"),
        "item": _text(row, "itemcode"),
        "item_name": _text(row, "itemname", "itemdescription"),
        "item_group": None
        if b1_enums.is_nothing(group) or group in (-1, "-1")
        else b1_enums.identifier(group),
        "group_name": _text(row, "itemgroupname", "itmgrpname"),
        "equipment": card if card and card > 0 else None,
        "start": _day(row, "startdate"),
        "end": _day(row, "enddate"),
        "termination": _day(row, "terminationdate", "termdate"),
    }
    return {name: value for name, value in found.items() if value is not None}


def _day(row: dict[str, Any], *names: str) -> date | None:
    name = next((name for name in names if not b1_enums.is_nothing(row.get(name))), None)
    if name is None or b1_enums.is_no_day(row[name]):
        return None
    try:
        return b1_enums.day(row[name]).date()
    except BadValue as bad:
        raise BadValue(bad.message, **bad.details, _prop=name) from bad


def _contact(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": b1_enums.number(row.get("internalcode", row.get("cntctcode"))),
        "name": full_name(row) or _text(row, "name") or "",
        "position": _text(row, "position", "title"),
        "phone": _text(row, "phone1", "tel1"),
        "mobile": _text(row, "mobilephone", "cellolar"),
        "email": _text(row, "e_mail", "e_maill"),
        "active": _flag(row, "active"),
    }


def full_name(row: dict[str, Any]) -> str:
    """First and last name of a contact, whose properties are folded."""
    return " ".join(filter(None, (_text(row, "firstname"), _text(row, "lastname"))))


def _address(row: dict[str, Any]) -> dict[str, Any]:
    sort = (_text(row, "addresstype", "adrestype") or "").casefold()
    street = " ".join(filter(None, (_text(row, "street"), _text(row, "streetno"))))
    return {
        "kind": "bill_to" if sort in {"bo_billto", "b"} else "ship_to",
        "name": _text(row, "addressname", "address") or "",
        "street": street or None,
        "zip_code": _text(row, "zipcode"),
        "city": _text(row, "city"),
        "state": _text(row, "state"),
        "country": _text(row, "country"),
        "building": _text(row, "buildingfloorroom", "building"),
    }


@dataclass(frozen=True)
class Sort:
    """One collection: where it belongs, how a line of it reads, and which of its properties we have names for."""

    kind: str
    name: str
    ours: str
    read: Callable[[dict[str, Any]], Any]
    modelled: frozenset[str]
    """Properties that are read, folded."""
    keys: frozenset[str] = frozenset({"linenum"})
    """Properties by which what is kept of a line is found again."""


def _stage(row: dict[str, Any]) -> dict[str, Any]:
    """A stretch in a stage; one that is open has no last day, whatever stands there."""
    stage, owner = row.get("stagekey", row.get("step_id")), b1_enums.number(row.get("dataownershipfield"))
    is_open = (_text(row, "status") or "").casefold() in ("so_open", "o")
    found = {
        "line": b1_enums.number(row.get("linenum", row.get("line"))),
        "stage": None if b1_enums.is_nothing(stage) else b1_enums.identifier(stage),
        "owner": ById(owner) if owner and owner > 0 else None,
        "started_on": _day(row, "startdate", "opendate"),
        "closed_on": None if is_open else _day(row, "closingdate", "closedate"),
        "percent": _text(row, "percentagerate", "closeprcnt"),
        "amount": _text(row, "maxlocaltotal", "maxsumloc"),
        "status": "open" if is_open else "closed",
        "remarks": _text(row, "remarks", "memo"),
    }
    return {name: value for name, value in found.items() if value is not None}


SORTS: Final = (
    Sort("opportunity", "SalesOpportunitiesLines", "stages", _stage,
         words("linenum line stagekey step_id dataownershipfield startdate opendate closingdate closedate "
               "percentagerate closeprcnt maxlocaltotal maxsumloc status remarks memo weightedamountlocal "
               "parentkey sequenceno")),
    Sort("queue", "QueueMembers", "members", _member, words("queueid memberuserid member linenum parentkey"),
         words("memberuserid")),
    Sort("equipment", "CustomerEquipmentCardBusinessPartners", "customers", _partner,
         words("equipmentcardnum bpcode linenum parentkey"), words("bpcode")),
    Sort("contract", "ServiceContract_Lines", "lines", _line,
         words("contractid linenum line internalserialnum internalsn manufacturerserialnum manufsn itemcode itemname "
               "itemdescription itemgroup itemgroupname itmgrpname insid startdate enddate terminationdate termdate "
               "parentkey")),
    Sort("customer", "ContactEmployees", "contacts", _contact,
         words("cardcode internalcode cntctcode position phone1 tel1 mobilephone cellolar e_mail e_maill active "
               "parentkey linenum"), words("internalcode cntctcode name")),
    Sort("customer", "BPAddresses", "addresses", _address,
         words("bpcode cardcode addressname address addresstype adrestype street zipcode city state country "
               "buildingfloorroom building parentkey linenum rownum"),
         words("addressname addresstype")),
)  # fmt: skip
"""Collections that become rows of ours."""
