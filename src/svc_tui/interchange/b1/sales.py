"""What several properties of a B1 opportunity say together: its reason, what it weighs, what it was raised from."""

from collections.abc import Mapping
from typing import Any, Final

from svc_tui.interchange.b1 import limits as b1_limits
from svc_tui.interchange.b1.names_sales import ORIGIN
from svc_tui.interchange.b1.writing import Writing

LISTS: Final = {
    "source": "opportunity_source", "interest": "opportunity_interest", "reason": "opportunity_reason",
    "stage": "sales_stage",
}  # fmt: skip
"""Our fields, and the lists whose numbers B1 knows."""


def write(writing: Writing, given: Mapping[str, Any], kept: dict[str, Any], out: dict[str, Any]) -> None:
    """Put what follows from several of our values into `out`; what B1 has no place for is told."""
    kept.pop("CustomerName", None)
    out["CustomerName"] = writing.ids.customers.get(str(given.get("customer")))
    out["WeightedSumLC"] = float(given["amount"] * given["percent"] / 100)
    out["OpportunityType"] = kept.pop("OpportunityType", None) or "boOpSales"
    if given.get("reason"):
        number = writing.ids.lists.get(("opportunity_reason", given["reason"]))
        out["ReasonForClosing"] = given["reason"] if number is None else str(number)
    if given.get("origin"):
        out[ORIGIN] = " ".join(given["origin"])
        writing.lost.add("origin", b1_limits.ORIGIN, ORIGIN)
