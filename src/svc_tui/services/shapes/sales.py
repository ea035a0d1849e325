"""Opportunities under the names that scripts rely on: amounts and percentages are decimal texts."""

from collections.abc import Iterable, Iterator, Sequence

from svc_tui.domain.core.currency import round_money
from svc_tui.domain.core.money import plain
from svc_tui.services.core.context import Context
from svc_tui.services.sales.lists import OpportunitySheet
from svc_tui.services.sales.service import Opportunities
from svc_tui.services.shapes import activities
from svc_tui.services.shapes.names import Record, fields_of
from svc_tui.storage.sales.rows import OpportunityRow, Raised, Sum

PAGE = 500
NAMES = (
    "number", "name", "customer", "customer_name", "contact", "stage", "percent", "amount", "weighted", "currency",
    "closes_on", "status", "origin", "owner", "item", "started_on", "closed_on", "reason", "profit_percent", "source",
    "interest", "territory", "remarks", "created_by", "created_at", "updated_at", "version",
)  # fmt: skip
"""The fields of an opportunity in a list, in the order of CSV columns."""
STAGE = ("line", "stage", "owner", "started_on", "closed_on", "percent", "amount", "status", "remarks")
COMPETITOR = ("name", "threat", "note", "won")
RAISED = ("number", "name", "stage", "amount", "currency", "status", "owner", "created_at", "created_by")
SUM = ("stage", "currency", "count", "amount", "weighted")


def records(opportunities: Opportunities, ids: Sequence[int]) -> Iterator[Record]:
    """The opportunities of a list in their order."""
    for start in range(0, len(ids), PAGE):
        yield from map(opportunity_record, opportunities.rows(ids[start : start + PAGE]))


def listed(context: Context, ids: Sequence[int]) -> Iterator[Record]:
    """The same for a report."""
    return records(Opportunities(context), ids)


def opportunity_record(row: OpportunityRow) -> Record:
    """One opportunity; what it weighs is rounded to its currency here, once."""
    found = {name: getattr(row, name) for name in NAMES}
    profit = row.profit_percent
    return found | {
        "percent": plain(row.percent),
        "profit_percent": None if profit is None else plain(profit),
        "amount": round_money(row.amount, row.currency),
        "weighted": round_money(row.weighted, row.currency),
        "origin": [str(each) for each in row.origin],
    }


def sheet_record(sheet: OpportunitySheet) -> Record:
    """The open opportunity with everything that hangs on it."""
    row = sheet.row
    stages = [
        {**each, "percent": plain(each["percent"]), "amount": round_money(each["amount"], row.currency)}
        for each in fields_of(sheet.stages, STAGE)
    ]
    return {
        **opportunity_record(row),
        "item_name": sheet.item_name,
        "stages": stages,
        "competitors": fields_of(sheet.competitors, COMPETITOR),
        "activities": activities.rows_of(sheet.activities),
        "attachments": fields_of(sheet.attachments, activities.ATTACHMENT),
        "history": fields_of(sheet.history, activities.HISTORY),
    }


def raised_records(rows: Iterable[Raised]) -> list[Record]:
    """The opportunities that a record shows which it was raised from."""
    return [
        {**{name: getattr(row, name) for name in RAISED}, "amount": round_money(row.amount, row.currency)}
        for row in rows
    ]


def sum_records(sums: Iterable[Sum]) -> list[Record]:
    """What stages come to, each currency apart."""
    return [
        {
            "stage": each.stage, "currency": each.currency, "count": each.count,
            "amount": round_money(each.amount, each.currency), "weighted": round_money(each.weighted, each.currency),
        }
        for each in sums
    ]  # fmt: skip
