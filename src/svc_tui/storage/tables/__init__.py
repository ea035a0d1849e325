"""SQLModel table classes, one file a subject: shapes of rows, nothing else.

Each field is named, typed and explained once, here. References between objects are their natural codes
(customer `C10020`, queue `NORTH`, person `anna`), so that lists, filters, history and exports need no joins.
A file is imported when the first of its tables is asked for: a class costs 3 ms, and the first page needs a few.
"""

from functools import cache
from importlib import import_module

from sqlalchemy import MetaData, Table
from sqlalchemy.sql.selectable import NamedFromClause
from sqlmodel import SQLModel

FILES = {
    "absences": ("absence",),
    "activities": ("activity", "attachment", "message"),
    "billing": ("bill_line", "hand_over"),
    "calls": ("call", "call_follower", "call_link", "call_pause", "call_solution"),
    "contracts": ("contract", "contract_line", "contract_target"),
    "customers": ("address", "contact", "customer"),
    "equipment": ("equipment", "equipment_customer", "serial_form"),
    "hints": ("hint_fate", "hint_rule"),
    "items": ("item", "item_group"),
    "movements": ("meter_reading", "movement", "serial_master"),
    "people": ("person", "queue", "queue_member", "queue_move"),
    "planning": ("plan_row", "plan_rule", "travel_time", "visit", "visit_technician"),
    "prices": ("labour_rate", "price", "price_list", "vat"),
    "record": ("change", "change_row", "counter", "history", "import_step"),
    "routing": ("escalation", "escalation_step", "routing_rule"),
    "sales": (
        "opportunity",
        "opportunity_competitor",
        "opportunity_origin",
        "opportunity_stage",
        "sales_stage",
    ),
    "setup": ("closed_date", "list_entry", "macro", "preference", "saved_view", "setting", "snippet"),
    "solutions": ("solution", "solution_miss", "synonym"),
    "templates": ("contract_template",),
    "work": ("stopwatch", "unit_entry", "work"),
}
_FILE_OF = {name: file for file, names in FILES.items() for name in names}
_FOUND: dict[str, Table] = {}


def table(name: str) -> Table:
    """The table of this name."""
    found = _FOUND.get(name)
    if found is None:
        import_module(f"{__name__}.{_FILE_OF[name]}")
        found = _FOUND[name] = SQLModel.metadata.tables[name]
    return found


@cache
def again(name: str, called: str) -> NamedFromClause:
    """The table once more in a statement, under another name.

    An alias makes all its columns anew, and a statement that was compiled keeps them: of a call that is 85 KiB. So
    there is one of each name; one and the same must not stand inside itself.
    """
    return table(name).alias(called)


def every() -> MetaData:
    """All tables."""
    for name in _FILE_OF:
        table(name)
    return SQLModel.metadata
