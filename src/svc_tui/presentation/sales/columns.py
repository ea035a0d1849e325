"""The columns of a list of opportunities: which there are, how wide, and what an opportunity shows in each."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.domain.core.currency import minor_units, round_money
from svc_tui.errors import N_
from svc_tui.language import day_short, money
from svc_tui.presentation.core.columns import ColumnTable, ListColumn, value_cell
from svc_tui.presentation.core.spans import Span
from svc_tui.presentation.sales.lines import origins_words, percent_words, stage_words, status_words

COLUMNS: dict[str, ListColumn] = {
    column.key: column
    for column in (
        ListColumn("number", N_("No."), 5, kind="number"),
        ListColumn("name", N_("What is sold"), 18, grow=3),
        ListColumn("customer_name", N_("Customer"), 15, grow=2),
        ListColumn("stage", N_("Stage"), 11, kind="stage"),
        ListColumn("amount", N_("Amount"), 12, right=True, kind="money"),
        ListColumn("closes_on", N_("Expected"), 9, kind="expected"),
        ListColumn("owner", N_("Owner"), 6, kind="code"),
        ListColumn("percent", N_("Percent"), 7, right=True, kind="percent"),
        ListColumn("weighted", N_("Weighted"), 12, right=True, kind="money"),
        ListColumn("status", N_("Status"), 6, kind="status"),
        ListColumn("closed_on", N_("Decided"), 11, kind="day"),
        ListColumn("reason", N_("Reason"), 14),
        ListColumn("origin", N_("Raised from"), 18, kind="origin"),
        ListColumn("customer", N_("Code"), 8, kind="code"),
        ListColumn("contact", N_("Contact"), 16),
        ListColumn("item", N_("Item"), 10, kind="code"),
        ListColumn("currency", N_("Currency"), 8, kind="code"),
        ListColumn("profit_percent", N_("Gross profit"), 12, right=True, kind="percent"),
        ListColumn("started_on", N_("Begun"), 11, kind="day"),
        ListColumn("source", N_("Source"), 12),
        ListColumn("interest", N_("Interest"), 10),
        ListColumn("territory", N_("Territory"), 12),
        ListColumn("created_by", N_("Raised by"), 9, kind="code"),
        ListColumn("updated_at", N_("Changed"), 12, kind="moment"),
    )
}
DEFAULT = ("number", "stage", "amount", "closes_on", "name", "customer_name", "owner")
WIDE = (
    "number",
    "stage",
    "percent",
    "amount",
    "weighted",
    "closes_on",
    "name",
    "customer_name",
    "origin",
    "owner",
)
TABLE = ColumnTable(
    COLUMNS,
    DEFAULT,
    WIDE,
    {
        "subject": "name",
        "who": "owner",
        "closes": "closes_on",
        "closed": "closed_on",
        "started": "started_on",
    },
)
chosen = TABLE.chosen


def short_amount(amount: Decimal, currency: str) -> str:
    """An amount with its currency, whole ones without decimals: `1,470 EUR`, `12.50 EUR`."""
    rounded = round_money(amount, currency)
    whole = rounded == rounded.to_integral_value()
    return f"{money(rounded, 0 if whole else minor_units(currency))} {currency}"


def cells(row: Any, columns: Sequence[ListColumn], *, now: datetime, zone: ZoneInfo) -> tuple[Span, ...]:
    """What an opportunity shows in each column; `row` has its stable names as attributes."""
    today = now.astimezone(zone).date()
    return tuple(_cell(row, column, today, now, zone) for column in columns)


def expected_role(row: Any, today: date) -> str:
    """How the day is painted on which it is to be decided: late ones stand out."""
    return "urgent" if row.status == "open" and row.closes_on and row.closes_on < today else "text"


def _cell(row: Any, column: ListColumn, today: date, now: datetime, zone: ZoneInfo) -> Span:
    match column.kind:
        case "number":
            return str(row.number), "strong"
        case "stage":
            state = stage_words(row.stage) if row.status == "open" else status_words(row.status)
            return state, {"won": "kept", "lost": "muted"}.get(row.status, "text")
        case "status":
            return status_words(row.status), {"won": "kept", "lost": "muted"}.get(row.status, "text")
        case "money":
            return short_amount(getattr(row, column.key), row.currency), "text"
        case "percent":
            value = getattr(row, column.key)
            return ("-", "muted") if value is None else (percent_words(value), "muted")
        case "expected":
            if row.closes_on is None:
                return "-", "muted"
            return short_day(row.closes_on, today, column.width), expected_role(row, today)
        case "origin":
            return origins_words([str(each) for each in row.origin]) or "-", "muted"
    return value_cell(getattr(row, column.key), column.kind, now=now, zone=zone)


def short_day(day: date, today: date, cells: int) -> str:
    """A day that fits: with its year in two digits where the whole year does not."""
    told = day_short(day, today)
    return told if len(told) <= cells else f"{day_short(day, day).rstrip('.')} {day:%y}"[:cells]
