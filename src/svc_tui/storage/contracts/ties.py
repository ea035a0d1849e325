"""What hangs on a contract: its lines with their cards, targets, the calls under it, the periods before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from svc_tui.storage.tables import table

CALL = ("number", "reported_at", "subject", "status", "status_class", "priority", "serial", "equipment", "assignee",
        "respond_by", "responded_at", "response_met", "resolve_by", "resolved_at", "resolution_met",
        "closed_at")  # fmt: skip
CHUNK = 500
LONGEST_CHAIN = 200
"""Periods beyond these are a ring or nonsense."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a contract with what is known of the unit it names."""

    id: int
    line: int
    equipment: int | None
    serial: str | None
    manufacturer_serial: str | None
    item: str | None
    item_group: str | None
    start: date | None
    end: date | None
    termination: date | None
    item_name: str = ""
    card_status: str | None = None
    """Status of the card; none where the line names none."""
    card_customer: str | None = None
    """Who has the unit now."""
    location: str | None = None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """Targets of a priority."""

    id: int
    priority: str
    response: str | None
    resolution: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """One contract in a chain of renewals."""

    number: int
    status: str
    start: date | None
    end: date | None
    termination: date | None
    renews: int | None


@dataclass(frozen=True, slots=True)
class Use:
    """What was made of a contract so far."""

    calls: int = 0
    open_calls: int = 0
    response_met: int = 0
    response_missed: int = 0
    resolution_met: int = 0
    resolution_missed: int = 0


def lines_of(*, session: Session, number: int) -> list[LineRow]:
    """The lines in their order; serials and item as the card has them now."""
    line, card, item = table("contract_line").c, table("equipment").c, table("item").c
    unit = func.coalesce(card.item, line.item)
    found = (
        select(
            line.id, line.line, line.equipment,
            func.coalesce(card.serial, line.serial), func.coalesce(card.manufacturer_serial, line.manufacturer_serial),
            unit, line.item_group, line.start, line.end, line.termination,
            func.coalesce(item.name, ""), card.status, card.customer, card.location,
        )
        .select_from(table("contract_line"))
        .outerjoin(table("equipment"), card.number == line.equipment)
        .outerjoin(table("item"), item.code == unit)
        .where(line.contract == number)
    )  # fmt: skip
    return [LineRow(*row) for row in session.execute(found.order_by(line.line, line.id))]


def targets_of(*, session: Session, number: int) -> list[TargetRow]:
    """Targets of priorities, the highest first."""
    t = table("contract_target").c
    found = select(t.id, t.priority, t.response, t.resolution).where(t.contract == number)
    return [TargetRow(*row) for row in session.execute(found.order_by(t.priority.desc(), t.id))]


def use_of(*, session: Session, numbers: Sequence[int]) -> dict[int, Use]:
    """What was made of these contracts; one without calls is left out."""
    t = table("call").c

    def counted(column: Any) -> Any:
        return func.coalesce(func.sum(cast(column, Integer)), 0)

    columns = [counted(t.is_open)]
    for name in ("response", "resolution"):
        columns += [counted(t[f"{name}_met"].is_(True)), counted(t[f"{name}_met"].is_(False))]
    wanted = (
        select(t.contract, func.count(), *columns).where(t.contract.in_(list(numbers))).group_by(t.contract)
    )
    return {number: Use(*counts) for number, *counts in session.execute(wanted)}


def calls_of(*, session: Session, number: int, limit: int | None = 50) -> list[dict[str, Any]]:
    """The newest calls under a contract."""
    t = table("call")
    found = select(*(t.c[name] for name in CALL)).where(t.c.contract == number)
    ordered = found.order_by(t.c.reported_at.desc(), t.c.id.desc()).limit(limit)
    return [dict(row) for row in session.execute(ordered).mappings()]


def chain_of(*, session: Session, number: int) -> list[Period]:
    """The periods before and after a contract in their order, itself among them."""
    before = _walk(session, number, back=True)
    return [*reversed(before), *_walk(session, number, back=False)[1:]]


def _walk(session: Session, number: int, *, back: bool) -> list[Period]:
    t = table("contract").c
    columns = (t.number, t.status, t.start, t.end, t.termination, t.renews)
    found: list[Period] = []
    where, seen = t.number == number, set[int]()
    while len(found) < LONGEST_CHAIN:
        rows = select(*columns).where(where).order_by(t.status == "terminated", t.number).limit(1)
        row = session.execute(rows).first()
        if row is None or row[0] in seen:
            break
        period = Period(*row)
        found.append(period)
        seen.add(period.number)
        if back and period.renews is None:
            break
        where = t.number == period.renews if back else t.renews == period.number
    return found


def successors(*, session: Session, number: int) -> list[int]:
    """The contracts that renew one, but for terminated ones."""
    t = table("contract").c
    wanted = select(t.number).where(t.renews == number, t.status != "terminated").order_by(t.number)
    return list(session.execute(wanted).scalars())


def next_line(*, session: Session, number: int) -> int:
    """The number for one more line."""
    t = table("contract_line").c
    highest = session.execute(select(func.max(t.line)).where(t.contract == number)).scalar()
    return 0 if highest is None else int(highest) + 1


def card_ids(*, session: Session, numbers: Sequence[int]) -> list[int]:
    """Internal keys of cards."""
    t = table("equipment").c
    return list(session.execute(select(t.id).where(t.number.in_(list(numbers))).order_by(t.number)).scalars())


def approved_lines(
    *, session: Session, cards: Mapping[int | None, str], but: int
) -> list[tuple[dict[str, Any], dict[str, Any], str]]:
    """Lines of other approved contracts that name these cards: contract, line, and what the card is called."""
    t, line = table("contract").c, table("contract_line").c
    found: list[tuple[dict[str, Any], dict[str, Any], str]] = []
    numbers = [number for number in cards if number is not None]
    for start in range(0, len(numbers), CHUNK):
        wanted = (
            select(
                t.number,
                t.start,
                t.end,
                t.termination,
                line.equipment,
                line.start,
                line.end,
                line.termination,
            )
            .join(table("contract_line"), line.contract == t.number)
            .where(
                line.equipment.in_(numbers[start : start + CHUNK]), t.status == "approved", t.number != but
            )
            .order_by(t.number, line.id)
        )
        for number, *days in session.execute(wanted):
            names = ("start", "end", "termination")
            contract = {"number": number, **dict(zip(names, days[:3], strict=True))}
            found.append((contract, dict(zip(names, days[4:], strict=True)), cards[days[3]]))
    return found
