"""What the rules of a call need to know of its surroundings: small reads by code or number, one query each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.equipment.serials import unlike
from svc_tui.storage.calls.rows import ActivityRecord, AttachedSolution, CallRecord, PauseRecord
from svc_tui.storage.company.rows import CustomerRecord, EntryRecord, ItemRecord, PersonRecord, QueueRecord
from svc_tui.storage.contracts.rows import ContractRecord
from svc_tui.storage.engine.read_models import same
from svc_tui.storage.engine.records import Make, Record, many, one
from svc_tui.storage.engine.statements import by_column
from svc_tui.storage.equipment.rows import CardRecord
from svc_tui.storage.query.serials import is_serial
from svc_tui.storage.solutions.records import SolutionRecord
from svc_tui.storage.tables import table

CHUNK = 500


@dataclass(frozen=True)
class StatusEntry:
    """A value of the status list as rules see it."""

    name: str
    status_class: str
    pauses_clock: bool
    active: bool


def _folded(session: Session, make: Make[Record], name: str, column: str, value: str) -> Record | None:
    """By code as typed, else in any case."""
    t = table(name)
    first = (t.c[column] == value).desc()
    return one(session, make, select(t).where(same(t, column, value)).order_by(first).limit(1))


def statuses(*, session: Session) -> list[StatusEntry]:
    """The status list in its order."""
    t = table("list_entry")
    rows = session.execute(select(t).where(t.c.list == "status").order_by(t.c.position, t.c.id)).mappings()
    return [
        StatusEntry(
            row["name"], row["status_class"] or "open", bool(row["pauses_clock"]), bool(row["active"])
        )
        for row in rows
    ]


def list_entry(*, session: Session, list_name: str, name: str) -> EntryRecord | None:
    """A list value by name, without regard to case."""
    t = table("list_entry")
    where = (t.c.list == list_name) & same(t, "name", name)
    return one(session, EntryRecord._make, select(t).where(where).limit(1))


def call_by_number(*, session: Session, number: str) -> CallRecord | None:
    """The call's row."""
    found = one(session, CallRecord._make, by_column("call", "number"), {"wanted": number})
    if found is not None:
        return found
    return _folded(session, CallRecord._make, "call", "number", number)


def calls_by_id(*, session: Session, ids: Sequence[int]) -> list[CallRecord]:
    """Calls by their internal keys, whole; those that are gone are left out."""
    t = table("call")
    found: list[CallRecord] = []
    for start in range(0, len(ids), CHUNK):
        wanted = select(t).where(t.c.id.in_(ids[start : start + CHUNK]))
        found += many(session, CallRecord._make, wanted)
    return found


def person(*, session: Session, code: str) -> PersonRecord | None:
    """A person by code."""
    return _folded(session, PersonRecord._make, "person", "code", code)


def queue(*, session: Session, code: str) -> QueueRecord | None:
    """A queue by code."""
    return _folded(session, QueueRecord._make, "queue", "code", code)


def queues(*, session: Session) -> list[QueueRecord]:
    """All queues."""
    return many(session, QueueRecord._make, select(table("queue")))


def customer(*, session: Session, code: str) -> CustomerRecord | None:
    """A customer by code."""
    return _folded(session, CustomerRecord._make, "customer", "code", code)


def item(*, session: Session, code: str) -> ItemRecord | None:
    """An item by code."""
    return _folded(session, ItemRecord._make, "item", "code", code)


def contract(*, session: Session, number: int) -> ContractRecord | None:
    """A contract by number."""
    return one(session, ContractRecord._make, by_column("contract", "number"), {"wanted": number})


def card(*, session: Session, number: int) -> CardRecord | None:
    """An equipment card by number."""
    return one(session, CardRecord._make, by_column("equipment", "number"), {"wanted": number})


def card_customers(*, session: Session, number: int) -> list[str]:
    """Further customers who may use a unit."""
    t = table("equipment_customer")
    return list(
        session.execute(select(t.c.customer).where(t.c.equipment == number).order_by(t.c.id)).scalars()
    )


def cards_by_serial(*, session: Session, serial: str) -> list[CardRecord]:
    """Cards whose own or maker's serial is this one as people read it: exactly it, then live ones, newest first."""
    t = table("equipment")
    live = t.c.status.in_(("active", "loaned", "in_lab", "returned"))
    statement = (
        select(t)
        .where(or_(is_serial(t, "serial", serial), is_serial(t, "manufacturer_serial", serial)))
        .order_by(live.desc(), t.c.status, t.c.id.desc())
    )
    found = many(session, CardRecord._make, statement)
    return sorted(found, key=lambda row: unlike(serial, (row.serial, row.manufacturer_serial)))


def address_line(*, session: Session, code: str) -> str | None:
    """A customer's ship-to address on one line."""
    t = table("address")
    row = (
        session.execute(
            select(t).where(t.c.customer == code).order_by((t.c.kind == "ship_to").desc(), t.c.id).limit(1)
        )
        .mappings()
        .first()
    )
    return None if row is None else one_line(dict(row))


def one_line(row: Mapping[str, Any]) -> str:
    """An address row on one line."""
    town = " ".join(part for part in (row["zip_code"], row["city"]) if part)
    return ", ".join(part for part in (row["street"], row["building"], town, row["country"]) if part)


def open_activities(*, session: Session, call_id: int) -> int:
    """How many activities of a call are still to do."""
    t = table("activity")
    where = (t.c.call_id == call_id) & ~t.c.closed
    return int(session.execute(select(func.count()).select_from(t).where(where)).scalar_one())


def open_visits(*, session: Session, call_id: int) -> int:
    """How many visits of a call are still to be made or finished."""
    t = table("visit")
    where = (t.c.call_id == call_id) & t.c.status.in_(("planned", "on_the_way", "working"))
    return int(session.execute(select(func.count()).select_from(t).where(where)).scalar_one())


def solutions_of(*, session: Session, call_id: int) -> list[AttachedSolution]:
    """The solutions attached to a call, in order, with their own fields."""
    t, s = table("call_solution"), table("solution")
    statement = (
        select(
            t.c.id,
            t.c.solution.label("number"),
            t.c.line,
            t.c.at,
            t.c.who,
            s.c.solution,
            s.c.symptom,
            s.c.cause,
            s.c.description,
        )
        .join(s, s.c.number == t.c.solution)
        .where(t.c.call_id == call_id)
        .order_by(t.c.line, t.c.id)
    )
    return many(session, AttachedSolution._make, statement)


def open_calls_of_card(*, session: Session, equipment: int, but: int | None = None) -> list[str]:
    """Numbers of open calls for the same unit (SC-29)."""
    t = table("call")
    statement = select(t.c.number).where(t.c.equipment == equipment, t.c.is_open, t.c.id != (but or 0))
    return list(session.execute(statement.order_by(t.c.id)).scalars())


def open_rows(*, session: Session, contract: int | None = None, without: bool = False) -> list[CallRecord]:
    """Open calls under a contract, whole: of one contract, or of any.

    `without` adds those under no contract, but for imported ones that brought due dates of their own.
    """
    t = table("call")
    wanted = t.c.contract == contract if contract is not None else t.c.contract.is_not(None)
    if without:
        budgets = or_(t.c.response_budget_s.is_not(None), t.c.resolution_budget_s.is_not(None))
        own_dates = or_(t.c.respond_by.is_not(None), t.c.resolve_by.is_not(None))
        wanted = or_(wanted, t.c.contract.is_(None) & or_(budgets, ~own_dates))
    return many(session, CallRecord._make, select(t).where(t.c.is_open, wanted))


def asleep_until(*, session: Session, now: datetime) -> list[CallRecord]:
    """Calls whose snooze is over."""
    t = table("call")
    where = (t.c.paused_until.is_not(None)) & (t.c.paused_until <= now)
    return many(session, CallRecord._make, select(t).where(where))


def pauses(*, session: Session, call_id: int) -> list[PauseRecord]:
    """The pauses of a call in their order, whole."""
    t = table("call_pause")
    return many(
        session, PauseRecord._make, select(t).where(t.c.call_id == call_id).order_by(t.c.start_at, t.c.id)
    )


def pauses_of(*, session: Session, ids: Sequence[int]) -> dict[int, list[tuple[datetime, datetime | None]]]:
    """The pauses of these calls, from and to."""
    t = table("call_pause")
    found: dict[int, list[tuple[datetime, datetime | None]]] = {}
    for start in range(0, len(ids), CHUNK):
        wanted = t.c.call_id.in_(ids[start : start + CHUNK])
        for row in session.execute(select(t.c.call_id, t.c.start_at, t.c.end_at).where(wanted)):
            found.setdefault(row[0], []).append((row[1], row[2]))
    return found


def most_urgent_unassigned(*, session: Session, queues: list[str]) -> str | None:
    """Number of the call in these queues that nobody has, that is due first and still to be solved."""
    t = table("call")
    statement = (
        select(t.c.number)
        .where(
            t.c.is_open,
            t.c.queue.in_(queues),
            t.c.assignee.is_(None),
            t.c.paused_since.is_(None),
            t.c.status_class != "resolved",
        )
        .order_by(t.c.next_due.is_(None), t.c.next_due, t.c.priority.desc(), t.c.reported_at, t.c.id)
        .limit(1)
    )
    return session.execute(statement).scalar()


def solution(*, session: Session, number: int) -> SolutionRecord | None:
    """A solution by number."""
    return one(session, SolutionRecord._make, by_column("solution", "number"), {"wanted": number})


def activity(*, session: Session, number: int) -> ActivityRecord | None:
    """An activity by number."""
    return one(session, ActivityRecord._make, by_column("activity", "number"), {"wanted": number})


def is_call(*, session: Session, number: str) -> bool:
    """Is there a call of exactly this number."""
    t = table("call").c
    return session.execute(select(t.id).where(t.number == number)).first() is not None
