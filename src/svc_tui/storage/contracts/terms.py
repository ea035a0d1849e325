"""Contracts as the clock and the entitlement see them: terms, lines, targets by priority."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.domain.sla.entitlement import effective_end
from svc_tui.storage.tables import table

CHUNK = 500


@dataclass(frozen=True)
class Line:
    """A unit or a group that a contract names."""

    equipment: int | None
    serial: str | None
    manufacturer_serial: str | None
    item: str | None
    item_group: str | None
    start: date | None
    end: date | None
    termination: date | None


class Hours(NamedTuple):
    """When a contract covers, as it is written."""

    coverage: str
    zone: str | None
    holidays: str | None
    closed_dates: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """What a contract promises."""

    number: int
    description: str
    type: str
    service_type: str
    status: str
    customer: str
    start: date | None
    end: date | None
    termination: date | None
    response: str | None
    resolution: str | None
    coverage: str
    zone: str | None
    holidays: str | None
    closed_dates: tuple[str, ...]
    includes: tuple[str, ...]
    """parts, labour, travel: what the customer does not pay for."""
    units: int | None
    used: int
    targets: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """priority -> response, resolution: its own targets."""
    lines: tuple[Line, ...] = ()

    @property
    def effective_end(self) -> date | None:
        """The last day that really counts."""
        return None if self.end is None else effective_end(self.end, self.termination)

    def target(self, priority: str) -> tuple[str | None, str | None]:
        """Response and resolution target of a priority."""
        response, resolution = self.targets.get(priority, (None, None))
        return response or self.response, resolution or self.resolution


def _terms(
    row: dict[str, Any], targets: dict[str, tuple[str | None, str | None]], lines: Sequence[Line]
) -> Terms:
    includes = tuple(name for name in ("parts", "labour", "travel") if row[f"include_{name}"])
    plain = ("number", "description", "type", "service_type", "status", "customer", "start", "end", "termination",
             "response", "resolution", "coverage", "zone", "holidays", "units", "used")  # fmt: skip
    closed = tuple(row["closed_dates"] or ())
    values = {name: row[name] for name in plain}
    return Terms(**values, closed_dates=closed, includes=includes, targets=targets, lines=tuple(lines))


def _load(session: Session, where: Any) -> list[Terms]:
    contracts, lines, targets = table("contract"), table("contract_line"), table("contract_target")
    rows = [dict(row) for row in session.execute(select(contracts).where(where)).mappings()]
    numbers = [row["number"] for row in rows]
    by_line: dict[int, list[Line]] = {}
    names = (
        "equipment",
        "serial",
        "manufacturer_serial",
        "item",
        "item_group",
        "start",
        "end",
        "termination",
    )
    ordered = select(lines).where(lines.c.contract.in_(numbers)).order_by(lines.c.line, lines.c.id)
    for line in session.execute(ordered).mappings():
        by_line.setdefault(line["contract"], []).append(Line(**{name: line[name] for name in names}))
    by_target: dict[int, dict[str, tuple[str | None, str | None]]] = {}
    for target in session.execute(select(targets).where(targets.c.contract.in_(numbers))).mappings():
        pair = (target["response"], target["resolution"])
        by_target.setdefault(target["contract"], {})[target["priority"]] = pair
    return [_terms(row, by_target.get(row["number"], {}), by_line.get(row["number"], ())) for row in rows]


def hours_of(*, session: Session, numbers: Sequence[int]) -> dict[int, Hours]:
    """When these contracts cover, without their units and targets."""
    t, found = table("contract").c, dict[int, Hours]()
    for start in range(0, len(numbers), CHUNK):
        wanted = select(t.number, t.coverage, t.zone, t.holidays, t.closed_dates).where(
            t.number.in_(list(numbers[start : start + CHUNK]))
        )
        for number, coverage, zone, holidays, closed in session.execute(wanted):
            found[number] = Hours(coverage, zone, holidays, tuple(closed or ()))
    return found


def terms(*, session: Session, number: int) -> Terms | None:
    """The terms of one contract."""
    found = _load(session, table("contract").c.number == number)
    return found[0] if found else None


def terms_of_customer(*, session: Session, customer: str) -> list[Terms]:
    """All contracts of a customer, whatever their status."""
    return _load(session, table("contract").c.customer == customer)


def terms_of_customers(*, session: Session, customers: Sequence[str]) -> dict[int, Terms]:
    """All contracts of these customers by number, whatever their status."""
    found: list[Terms] = []
    for start in range(0, len(customers), CHUNK):
        found += _load(session, table("contract").c.customer.in_(list(customers[start : start + CHUNK])))
    return {terms.number: terms for terms in found}


def all_terms(*, session: Session) -> dict[int, Terms]:
    """Every contract by number, for work on many calls."""
    return {found.number: found for found in _load(session, table("contract").c.id > 0)}
