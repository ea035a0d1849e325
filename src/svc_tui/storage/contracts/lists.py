"""Lists of contracts: their keys in order, pages of rows by key, what changed since."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Numeric, case, cast, func, nulls_last, select
from sqlalchemy.orm import Session

from svc_tui.domain.query.reader import Query, Sort
from svc_tui.domain.sla.entitlement import effective_end
from svc_tui.storage.contracts.query import (
    ContractTranslator,
    count_of,
    local_day,
    real_end,
    today,
    worked_under,
    zones,
)
from svc_tui.storage.query.translator import Condition, Viewer
from svc_tui.storage.tables import table
from svc_tui.storage.work.measures import KINDS

CHUNK = 500


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A unit or a group that a contract names."""

    line: int
    equipment: int | None
    serial: str | None
    manufacturer_serial: str | None
    item: str | None
    item_group: str | None
    start: date | None
    end: date | None
    termination: date | None


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract in a list: its columns under the stable names, and what follows from them."""

    id: int
    number: int
    description: str
    type: str
    service_type: str
    status: str
    customer: str
    contact: str | None
    owner: str | None
    template: str | None
    start: date | None
    end: date | None
    duration: int | None
    termination: date | None
    renews: int | None
    """The contract of the period before."""
    value: str | None
    price_list: str | None
    renewal: bool
    remind: str | None
    reminded_at: datetime | None
    response: str | None
    resolution: str | None
    coverage: str
    zone: str | None
    holidays: str | None
    include_parts: bool
    include_labour: bool
    include_travel: bool
    unit_kind: str | None
    units: int | None
    used: int
    unit_step: str | None
    unit_minimum: str | None
    unit_night: str | None
    unit_night_factor: str | None
    unit_capped: bool
    fee: str | None
    fee_every: str | None
    fee_due: str
    refill: str | None
    refill_units: str | None
    refill_carry: str
    remarks: str
    closed_dates: Sequence[str] | None
    updated_at: datetime | None
    version: int
    change_seq: int
    today: date
    """Today in the contract's zone."""
    customer_name: str = ""
    lines: tuple[ListedLine, ...] = ()
    """Units or groups, in their order."""
    renewed_by: int | None = None
    """The contract of the next period."""

    @property
    def includes(self) -> tuple[str, ...]:
        """What the customer does not pay for."""
        return tuple(name for name in ("parts", "labour", "travel") if getattr(self, f"include_{name}"))

    @property
    def effective_end(self) -> date | None:
        """The last day that really counts."""
        return None if self.end is None else effective_end(self.end, self.termination)

    @property
    def left_days(self) -> int | None:
        """Days from today to the last one, negative when it is over; none for a terminated contract."""
        end = self.effective_end
        return None if end is None or self.status == "terminated" else (end - self.today).days

    @property
    def is_expired(self) -> bool:
        """Its end is past, and nobody terminated it."""
        return self.left_days is not None and self.left_days < 0

    @property
    def is_covering(self) -> bool:
        """In force today."""
        started = self.start is not None and self.start <= self.today
        return self.status == "approved" and started and self.left_days is not None and self.left_days >= 0


def ids(*, session: Session, query: Query, viewer: Viewer, first: int | None = None) -> "array[int]":
    """The keys of all contracts of a query, in its order: what ends next before what is over."""
    named = zones(session=session)
    t = table("contract")
    order = [_column(sort) for sort in query.sort] or _triage(viewer, named)
    statement = select(t.c.id).where(_where(query, viewer, named)).order_by(*order, t.c.number)
    return array("q", session.execute(statement if first is None else statement.limit(first)).scalars())


def rows(*, session: Session, ids: Sequence[int], viewer: Viewer) -> list[ContractRow]:
    """List rows of these contracts, in this order; one that is gone is left out."""
    found: dict[int, ContractRow] = {}
    for start in range(0, len(ids), CHUNK):
        found |= _page(session, ids[start : start + CHUNK], viewer)
    return [found[key] for key in ids if key in found]


def changed(*, session: Session, since: int, query: Query, viewer: Viewer) -> tuple[list[int], list[int]]:
    """Keys of contracts changed after a change number: those that the query finds now, and those it does not."""
    t = table("contract")
    moved = list(session.execute(select(t.c.id).where(t.c.change_seq > since)).scalars())
    where, inside = _where(query, viewer, zones(session=session)), set[int]()
    for start in range(0, len(moved), CHUNK):
        part = moved[start : start + CHUNK]
        inside.update(session.execute(select(t.c.id).where(t.c.id.in_(part), where)).scalars())
    return [key for key in moved if key in inside], [key for key in moved if key not in inside]


def numbers(*, session: Session, ids: Sequence[int]) -> dict[int, int]:
    """The number of each contract by its key."""
    t = table("contract").c
    found: dict[int, int] = {}
    for start in range(0, len(ids), CHUNK):
        wanted = select(t.id, t.number).where(t.id.in_(list(ids[start : start + CHUNK])))
        found |= {row[0]: row[1] for row in session.execute(wanted)}
    return found


def key_of(*, session: Session, number: int) -> int | None:
    """The internal key of a contract."""
    t = table("contract").c
    return session.execute(select(t.id).where(t.number == number)).scalar()


def _where(query: Query, viewer: Viewer, named: Sequence[str]) -> Condition:
    return ContractTranslator(query.keys, viewer, named).node(query.tree)


def condition(*, session: Session, query: Query, viewer: Viewer) -> Condition:
    """What a filter means."""
    return _where(query, viewer, zones(session=session))


def measured() -> Mapping[str, ColumnElement[Any]]:
    """What reports work out of a contract: its real end, hundredths of what it is worth, its calls and the work."""
    c = table("contract").c
    value = cast(func.round(cast(func.nullif(c.value, ""), Numeric) * 100), BigInteger)
    found = {name: worked_under(name) for name in KINDS}
    return {"end": real_end(), "value": value, "calls": func.nullif(count_of("calls"), 0), **found}


def _page(session: Session, ids: Sequence[int], viewer: Viewer) -> dict[int, ContractRow]:
    t, customer, line = table("contract"), table("customer").c, table("contract_line").c
    columns = [t.c[each.name] for each in fields(ContractRow) if each.name in t.c]
    wanted = [dict(row) for row in session.execute(select(*columns).where(t.c.id.in_(list(ids)))).mappings()]
    numbers, codes = [row["number"] for row in wanted], {row["customer"] for row in wanted}
    named = select(customer.code, customer.name).where(customer.code.in_(codes))
    names: Mapping[str, str] = {row[0]: row[1] for row in session.execute(named)}
    lines: dict[int, tuple[ListedLine, ...]] = {}
    listed = select(line.contract, *(line[each.name] for each in fields(ListedLine))).where(
        line.contract.in_(numbers)
    )
    for number, *values in session.execute(listed.order_by(line.line, line.id)):
        lines[number] = (*lines.get(number, ()), ListedLine(*values))
    after = select(t.c.renews, t.c.number).where(t.c.renews.in_(numbers), t.c.status != "terminated")
    renewed = {row[0]: row[1] for row in session.execute(after.order_by(t.c.number))}
    days: dict[str | None, date] = {}
    found: dict[int, ContractRow] = {}
    for row in wanted:
        if row["zone"] not in days:
            days[row["zone"]] = local_day(viewer, row["zone"])
        number = row["number"]
        found[row["id"]] = ContractRow(
            **row, today=days[row["zone"]], customer_name=names.get(row["customer"], ""),
            lines=lines.get(number, ()), renewed_by=renewed.get(number),
        )  # fmt: skip
    return found


def _triage(viewer: Viewer, named: Sequence[str]) -> list[ColumnElement[Any]]:
    c, end = table("contract").c, real_end()
    over = (c.status == "terminated") | (end < today(viewer, named))
    return [
        case((over, 1), else_=0).asc(),
        nulls_last(case((over, None), else_=end).asc()),
        nulls_last(end.desc()),
    ]


def _column(sort: Sort) -> ColumnElement[Any]:
    t = table("contract")
    column: ColumnElement[Any]
    if sort.key in ("end", "left_days"):
        column = real_end()
    elif sort.key == "customer_name":
        customer = table("customer").c
        column = select(customer.name).where(customer.code == t.c.customer).scalar_subquery()
    elif sort.key in ("lines", "calls"):
        column = count_of(sort.key)
    elif sort.key == "value":
        column = cast(t.c.value, Numeric)
    elif sort.key == "includes":
        parts, labour, travel = (
            cast(t.c[f"include_{name}"], Integer) for name in ("parts", "labour", "travel")
        )
        column = parts + labour + travel
    else:
        column = func.nullif(t.c[sort.key], "") if sort.key in t.c else t.c.number
    last: ColumnElement[Any] = nulls_last(column.desc() if sort.descending else column.asc())
    return last
