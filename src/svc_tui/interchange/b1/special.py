"""What one property of a B1 object says about another, set by set."""

from collections.abc import Mapping
from typing import Any

from svc_tui.errors import N_
from svc_tui.interchange.b1 import activities as b1_activities
from svc_tui.interchange.b1 import enums as b1_enums
from svc_tui.interchange.b1.names_sales import ORIGIN
from svc_tui.interchange.b1.sets import EntitySet
from svc_tui.interchange.b1.values import Telling
from svc_tui.interchange.core import values
from svc_tui.interchange.core.records import BadValue, ById

CALL_OBJECT = 191
"""The number of service calls among B1's objects."""
SOLUTION_STATUSES = {-3: "Review", -2: "Internal", -1: "Publish"}


def settle(
    entity: EntitySet, given: dict[str, Any], flat: Mapping[str, Any], extra: dict[str, Any], telling: Telling
) -> None:
    """Finish a record in place."""
    rule = _RULES.get(entity.name)
    if rule is not None:
        rule(given, flat, extra, telling)
    parts = [prop for prop in entity.place if prop in extra]
    if parts and parts == [entity.place[0]] and given.get(entity.place_name) == extra[parts[0]]:
        del extra[parts[0]]  # the whole address stands in the street: there is nothing to part
    if "ServiceBPType" in extra:
        _partner_type(entity, extra, telling)


def _partner_type(entity: EntitySet, extra: dict[str, Any], telling: Telling) -> None:
    """A side that is no member, such as `et_Customer`: the sales side is nearest."""
    if str(extra["ServiceBPType"]).strip().casefold() in b1_enums.PARTNER_TYPES:
        return
    message = N_("{column} is no member of B1's list ({value}); sales is taken ({count}).")
    telling.warn("ServiceBPType", "nearest", message, extra["ServiceBPType"])
    extra["ServiceBPType"] = "et_Sales" if entity.kind == "equipment" else "srvcSales"


def _call(given: dict[str, Any], flat: Mapping[str, Any], extra: dict[str, Any], telling: Telling) -> None:
    if given.get("number") is None and not b1_enums.is_nothing(extra.get("ServiceCallID")):
        given["number"] = b1_enums.digits(extra["ServiceCallID"])
    if b1_enums.number(extra.get("ServiceCallID", 0)) is None:
        extra.pop("ServiceCallID")  # a number of ours that is none: it stood in for B1's key
    if str(extra.get("BelongsToAQueue", "")).casefold() in {"tno", "n"} and "queue" in given:
        given["queue"] = None
    if given.get("contact") is None and not b1_enums.is_nothing(extra.get("BPContactPerson")):
        given["contact"] = values.text(str(extra.pop("BPContactPerson"))) or None
    if not given.get("location") and not b1_enums.is_nothing(extra.get("BPShipToAddress")):
        lines = values.text(str(extra["BPShipToAddress"]), lines=True).splitlines()
        given["location"] = ", ".join(line.strip() for line in lines if line.strip()) or None
    card = b1_enums.number(extra.get("insID"))
    if card is not None and card > 0:
        given["card"] = card
    if given.get("status") == "Closed" and "closed_at" in given and given["closed_at"] is None:
        message = N_("A closed call has no closing date; it stays unknown ({count}).")
        telling.warn("ClosingDate", "no-closing-date", message)


def _opportunity(
    given: dict[str, Any], flat: Mapping[str, Any], extra: dict[str, Any], telling: Telling
) -> None:
    number = b1_enums.number(given["reason"]) if given.get("reason") else None
    if number is not None:
        given["reason"] = ById(number) if number > 0 else None
    for name in ("CustomerName", "WeightedSumLC"):  # said by others of its values
        extra.pop(name, None)
    if str(extra.get("OpportunityType", "")).casefold() in ("boopsales", "r"):
        del extra["OpportunityType"]
    told = extra.get(ORIGIN)
    if isinstance(told, str) and told.strip():
        given["origin"] = tuple(values.text(told).split())
        del extra[ORIGIN]


def _partner(given: dict[str, Any], flat: Mapping[str, Any], extra: dict[str, Any], telling: Telling) -> None:
    if str(extra.get("Frozen", "")).casefold() in {"tyes", "y"}:
        given["active"] = False


def _employee(
    given: dict[str, Any], flat: Mapping[str, Any], extra: dict[str, Any], telling: Telling
) -> None:
    names = [values.text(str(extra[part])) for part in ("FirstName", "LastName") if extra.get(part)]
    if names:
        given["name"] = " ".join(names)
    if split_name(given.get("name")) == (extra.get("FirstName"), extra.get("LastName")):
        del extra["FirstName"], extra["LastName"]


def split_name(name: Any) -> tuple[str, str]:
    """First and last name, where nobody said how they part."""
    first, _, last = str(name or "").partition(" ")
    return (first, last) if last else ("", first)


def _group(given: dict[str, Any], flat: Mapping[str, Any], extra: dict[str, Any], telling: Telling) -> None:
    given["number"] = b1_enums.number(extra.pop("Number", None))


def _list(given: dict[str, Any], flat: Mapping[str, Any], extra: dict[str, Any], telling: Telling) -> None:
    """The key is the entry's number; locked is what ours says itself."""
    for name in (
        "Locked",
        "StatusId",
        "OriginID",
        "CallTypeID",
        "ProblemTypeID",
        "ProblemSubTypeID",
        "TerritoryID",
        "Code",
    ):
        extra.pop(name, None)


def _contract(
    given: dict[str, Any], flat: Mapping[str, Any], extra: dict[str, Any], telling: Telling
) -> None:
    if given.get("resolution") is None and (hours := b1_enums.number(extra.get("ResTmHours"))) and hours > 0:
        given["resolution"] = f"{hours}h"
    if "response" in given and not given["response"] and not given.get("resolution"):
        message = N_("A contract has units of its targets but no targets; it has none ({count}).")
        if not b1_enums.is_nothing(flat.get("ResolutionUnit")):
            telling.warn("ResolutionTime", "no-target", message)


def _activity(
    given: dict[str, Any], flat: Mapping[str, Any], extra: dict[str, Any], telling: Telling
) -> None:
    sort = flat.get("ActivityType")
    if given.get("kind") is None and isinstance(sort, str) and b1_enums.number(sort) is None:
        try:
            given["kind"] = b1_enums.member("activity_kind", sort)[0]
            given.pop("type", None)
        except BadValue:
            pass  # a type of the company's own list
    parent = b1_enums.number(extra.get("ParentObjectId"))
    direct = b1_enums.number(extra.pop("ServiceCall", None))
    if direct is not None and direct > 0:
        given["call"] = ById(direct)
    elif b1_enums.number(extra.get("ParentObjectType")) == CALL_OBJECT and parent:
        given["call"] = ById(parent)
        del extra["ParentObjectType"], extra["ParentObjectId"]
    b1_activities.read(given, extra, telling)


def _solution(
    given: dict[str, Any], flat: Mapping[str, Any], extra: dict[str, Any], telling: Telling
) -> None:
    status = given.get("status")
    if isinstance(status, ById) and status.id in SOLUTION_STATUSES:
        given["status"] = SOLUTION_STATUSES[status.id]


_RULES = {
    "ServiceCalls": _call, "BusinessPartners": _partner, "EmployeesInfo": _employee, "ItemGroups": _group,
    "ServiceContracts": _contract, "Activities": _activity, "KnowledgeBaseSolutions": _solution,
    "SalesOpportunities": _opportunity,
    **dict.fromkeys(
        ("ServiceCallStatus", "ServiceCallOrigins", "ServiceCallTypes", "ServiceCallProblemTypes",
         "ServiceCallProblemSubTypes", "ServiceCallSolutionStatus", "ActivityTypes", "ActivitySubjects",
         "Territories", "SalesOpportunitySourcesSetup", "SalesOpportunityInterestsSetup",
         "SalesOpportunityReasonsSetup"), _list,
    ),
}  # fmt: skip
