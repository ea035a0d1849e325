"""Collections inside B1 objects: contacts and addresses, members of a queue, solutions of a call.

They stay among the kept fields too, as they came: line numbers with their gaps included.
"""

from typing import Any

from svc_tui.interchange import b1_enums, values
from svc_tui.interchange.b1_names import EntitySet
from svc_tui.interchange.records import BadValue, ById


def of(entity: EntitySet, extra: dict[str, Any]) -> dict[str, Any]:
    """Our names for the collections of one object."""
    if entity.kind == "call" and "ServiceCallSolutions" in extra:
        return {"solutions": _solutions(extra["ServiceCallSolutions"])}
    if entity.kind == "queue" and "QueueMembers" in extra:
        return {"members": _members(extra["QueueMembers"])}
    if entity.kind == "customer":
        found: dict[str, Any] = {}
        if "ContactEmployees" in extra:
            found["contacts"] = [_contact(one) for one in _rows(extra["ContactEmployees"])]
        if "BPAddresses" in extra:
            found["addresses"] = [_address(one) for one in _rows(extra["BPAddresses"])]
        return found
    return {}


def _rows(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        return []
    return [{key.casefold(): cell for key, cell in one.items()} for one in value if isinstance(one, dict)]


def _text(row: dict[str, Any], *names: str) -> str | None:
    """The first of these that says something."""
    for name in names:
        value = row.get(name)
        if not b1_enums.is_nothing(value) and not isinstance(value, dict | list):
            return values.text(str(value)) or None
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


def _members(value: Any) -> list[ById]:
    found = [b1_enums.number(row.get("memberuserid", row.get("member"))) for row in _rows(value)]
    return [ById(number) for number in dict.fromkeys(found) if number is not None and number > 0]


def _contact(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": b1_enums.number(row.get("internalcode", row.get("cntctcode"))),
        "name": " ".join(filter(None, (_text(row, "firstname"), _text(row, "lastname"))))
        or _text(row, "name")
        or "",
        "position": _text(row, "position", "title"),
        "phone": _text(row, "phone1", "tel1"),
        "mobile": _text(row, "mobilephone", "cellolar"),
        "email": _text(row, "e_mail", "e_maill"),
        "active": _flag(row, "active"),
    }


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
