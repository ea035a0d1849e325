"""Values from the data for the completion of filters: codes of people, queues and the like, names of lists."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.core.text import fold
from svc_tui.storage.query.by_code import has_role
from svc_tui.storage.tables import table

CODES = {
    "person": ("person", "code", "name"),
    "queue": ("queue", "code", "name"),
    "customer": ("customer", "code", "name"),
    "item": ("item", "code", "name"),
    "plan_rule": ("plan_rule", "code", "name"),
    "group": ("item_group", "name", "name"),
    "sales_stage": ("sales_stage", "name", "name"),
    "template": ("contract_template", "name", "description"),
}
ROLES = ("technician",)
"""Lists of people by a role that a filter may ask for."""
LISTS = (
    "status", "origin", "type", "problem", "subtype", "solution_status", "activity_type", "activity_topic",
    "opportunity_source", "opportunity_interest", "opportunity_reason",
)  # fmt: skip
MOST = 50


def _begins(column: ColumnElement[Any], beginning: str) -> ColumnElement[bool]:
    """Neither case nor accents count: what is offered is chosen by eye."""
    wanted = fold(beginning)
    return func.substr(func.svc_fold(column), 1, len(wanted)) == wanted


def codes(*, session: Session, name: str, beginning: str) -> list[str] | None:
    """Codes or names that begin so, or whose name does; None where the list is not known by this name."""
    if name in LISTS:
        entry = table("list_entry")
        statement = (
            select(entry.c.name)
            .where(entry.c.list == name, _begins(entry.c.name, beginning))
            .order_by(entry.c.position, entry.c.name)
        )
        return list(session.execute(statement.limit(MOST)).scalars())
    if name == "contract":
        contract = table("contract")
        numbers = session.execute(select(contract.c.number).order_by(contract.c.number)).scalars()
        digits = beginning.removeprefix("k-")
        return [f"K-{number}" for number in numbers if str(number).startswith(digits)][:MOST]
    role = name if name in ROLES else ""
    found = CODES.get("person" if role else name)
    if found is None:
        return None
    table_name, code, label = found
    t = table(table_name)
    fits = or_(_begins(t.c[code], beginning), _begins(t.c[label], beginning))
    first = [t.c.active.desc()] if table_name == "person" else []
    first += [has_role(t.c.roles, role).desc()] if role else []  # others may stand on old records
    return list(
        session.execute(select(t.c[code]).where(fits).order_by(*first, t.c[code]).limit(MOST)).scalars()
    )
