"""Stores that reports are asked of: the demo company, and calls with anything in them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from svc_tui.services.core.context import Context
from svc_tui.services.demo.making import Made, make
from svc_tui.storage.engine.store import Store
from svc_tui.storage.exchange import whole
from tests.services.desk import Desk

NOW = datetime(2026, 11, 30, 13, 30, tzinfo=UTC)
CHANGES = (
    datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(2026, 10, 24, 22, 0, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC), datetime(2025, 12, 31, 23, 0, tzinfo=UTC),
    datetime(2026, 10, 31, 23, 0, tzinfo=UTC), datetime(2026, 10, 31, 22, 59, 59, tzinfo=UTC),
)  # fmt: skip
"""Instants around changes of clocks, days, months and years in Rome."""
WORDS = (None, "North", "North East", "north", "a,b", 'say "x"', "none", "(x)", "Ü", "=1", "x..y")


def demo(path: Path, calls: int = 220) -> Context:
    """The demo company."""
    make(path, Made(calls, 3, "en", NOW), lambda stage, done, total: None)
    return Context(Store.open(path, make=False), "anna", lambda: NOW)


def anything(path: Path, seed: int, calls: int = 60) -> Context:
    """Calls with anything in them: reopened, never answered, paused, unassigned, merged, future, of odd days."""
    random = Random(seed)
    desk = Desk(path)
    with desk.context.write(at=NOW - timedelta(days=1)) as unit:
        for nth in range(calls):
            key = unit.insert("call", _call(random, nth))
            whole.add_history(unit, [_told(random, key) for _ in range(random.choice((0, 0, 1, 3, 6)))])
            for line in range(random.choice((0, 0, 0, 1, 4))):
                unit.insert("work", _worked(random, key, line + 1))
    return Context(desk.store, "anna", lambda: NOW)


def _told(random: Random, key: int) -> dict[str, Any]:
    """Any change at any time, also before the report, after the end, and of what nobody remembers."""
    field = random.choice(("status", "queue", "assignee"))
    words = {
        "status": ("Open", "Pending", "Resolved", "Closed", "Long gone"),
        "queue": ("NORTH", "SOUTH", None, ""),
        "assignee": ("anna", "bruno", None, "who left"),
    }[field]
    return {
        "kind": "call", "object_id": key, "at": _moment(random), "who": "anna", "event": field, "field": field,
        "old": random.choice(words), "new": random.choice(words),
    }  # fmt: skip


def _worked(random: Random, key: int, line: int) -> dict[str, Any]:
    """Labour, travel or parts, corrections among them."""
    kind = random.choice(("labour", "travel", "part"))
    quantity = random.choice((None, "1", "2", "0.5", "-1", "1.25")) if kind == "part" else None
    return {"call_id": key, "line": line, "kind": kind, "who": "anna", "contract": random.choice((None, 58)),
            "seconds": 0 if kind == "part" else random.randint(-600, 9000), "quantity": quantity}  # fmt: skip


def _moment(random: Random) -> datetime:
    if random.random() < 0.3:
        return random.choice(CHANGES) + timedelta(seconds=random.randint(-1, 1))
    return (NOW + timedelta(minutes=random.randint(-500_000, 20_000))).replace(microsecond=0)


def _call(random: Random, nth: int) -> dict[str, Any]:
    def maybe(value: Any, chance: float = 0.6) -> Any:
        return value if random.random() < chance else None

    def later(at: datetime) -> datetime:
        return at + timedelta(seconds=random.choice((0, 1, 60, random.randint(0, 5_000_000))))

    reported = _moment(random)
    responded = maybe(later(reported))
    resolved = maybe(later(responded or reported))
    status = random.choice(("Open", "Pending", "Resolved", "Closed", "Closed"))
    of_status = {"Open": "open", "Pending": "waiting", "Resolved": "resolved", "Closed": "closed"}[status]
    closed = later(resolved or reported) if of_status == "closed" else None
    budget = maybe(random.randint(0, 90_000))
    due = maybe(later(reported))
    respond_by = maybe(later(reported))
    values: dict[str, Any] = {
        "uid": str(UUID(int=nth + 1)), "number": f"{20001 + nth}", "number_order": 20001 + nth,
        "subject": "Anything", "status": status, "status_class": of_status, "is_open": closed is None,
        "priority": random.choice(("low", "medium", "high")), "customer": random.choice(("C1", "C2", "C3")),
        "customer_name": random.choice(("Lavanderia Bianchi", "", "Bar")), "reported_at": reported,
        "responded_at": responded, "response_met": maybe(random.random() < 0.5) if responded else None,
        "responder": random.choice(("bruno", "anna", None)) if responded else None, "respond_by": respond_by,
        "response_budget_s": budget, "response_spent_s": random.randint(0, 90_000),
        "resolved_at": resolved, "resolution_met": maybe(random.random() < 0.5) if resolved else None,
        "resolve_by": due, "resolution_budget_s": maybe(random.randint(0, 90_000)),
        "resolution_spent_s": random.randint(0, 90_000), "closed_at": closed,
        "next_due": maybe(due) if closed is None else None,
        "paused_since": maybe(later(reported), 0.2) if closed is None and not resolved else None,
        "reopened": random.choice((0, 0, 0, 1, 3)), "reassigned": random.choice((0, 0, 1, 2)),
        "assignee": random.choice((None, "anna", "bruno", "carla")), "queue": random.choice((None, "NORTH", "SOUTH")),
        "technician": random.choice((None, "bruno")),
        "equipment": random.choice((None, 311)), "item": maybe("WSH-40"), "item_group": random.choice(WORDS),
        "serial": random.choice((None, "SN-1", "SN-01", "0001")), "origin": random.choice(WORDS),
        "type": random.choice(WORDS), "problem": random.choice(WORDS), "subtype": random.choice(WORDS),
        "territory": random.choice(WORDS), "contract": maybe(58), "covered": random.random() < 0.5,
        "coverage_reason": random.choice(("covered", "no contract", None)),
        "merged_into": "20001" if of_status == "closed" and random.random() < 0.1 else None,
    }  # fmt: skip
    return values
