"""What may be billed: work that a customer pays, with its call, item and contract; contracts that bill a fee."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, and_, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.billing.standing import APPROVED, HANDED_OVER, HELD
from svc_tui.storage.billing.handing import LineRow
from svc_tui.storage.contracts.rows import ContractRecord
from svc_tui.storage.engine.read_models import models, statement
from svc_tui.storage.engine.records import many
from svc_tui.storage.tables import again, table


class BillableRow(NamedTuple):
    """A line of work that the customer pays."""

    id: int
    line: int
    kind: str
    starts_at: datetime | None
    ends_at: datetime | None
    seconds: int
    km: str | None
    item: str | None
    quantity: str | None
    note: str
    why: str | None
    contract: int | None
    accounted: int
    counted: int
    corrects: int | None
    call: str
    """Number of the call."""
    customer: str
    """Who pays."""
    reported_at: datetime
    """When the call came."""
    item_name: str | None
    unit_kind: str | None
    """Of the contract's prepaid units."""


def billable(
    *, session: Session, customer: str | None = None, call: str | None = None, before: datetime | None = None
) -> list[BillableRow]:
    """Billable work by customer, call and line; corrections by their key, after what they correct.

    Args:
        session: The store.
        customer: Code of the one who pays; all unless given.
        call: Number of the one call; all unless given.
        before: Only what began, or was written, before this instant.
    """
    work, calls, items, contracts = table("work"), table("call"), table("item"), table("contract")
    own = [work.c[name] for name in BillableRow._fields if name in work.c]
    named = select(
        *own,
        calls.c.number.label("call"),
        calls.c.customer,
        calls.c.reported_at,
        items.c.name.label("item_name"),
        contracts.c.unit_kind,
    )
    joined = (
        named.join(calls, calls.c.id == work.c.call_id)
        .join(items, items.c.code == work.c.item, isouter=True)
        .join(contracts, contracts.c.number == work.c.contract, isouter=True)
        .where(work.c.billable)
    )
    if customer is not None:
        joined = joined.where(calls.c.customer == customer)
    if call is not None:
        joined = joined.where(calls.c.number == call)
    if before is not None:
        joined = joined.where(func.coalesce(work.c.starts_at, work.c.ends_at, calls.c.reported_at) < before)
    ordered = joined.order_by(
        calls.c.customer, calls.c.id, work.c.corrects.is_not(None), work.c.line, work.c.id
    )
    return many(session, BillableRow._make, ordered)


def with_fees(*, session: Session, customer: str | None = None) -> list[ContractRecord]:
    """Contracts that bill a fee and are or were in force, by customer and number."""
    t = table("contract")
    where = [t.c.fee_every.is_not(None), t.c.status != "draft", t.c.start.is_not(None), t.c.end.is_not(None)]
    if customer is not None:
        where.append(t.c.customer == customer)
    return many(session, ContractRecord._make, select(t).where(*where).order_by(t.c.customer, t.c.number))


class FeeBilled(NamedTuple):
    """A fee, or a correction of one, that was handed over."""

    contract: int
    """Number."""
    act: str
    """As `Source.whole` has it."""
    day: date
    net_minor: int
    currency: str
    vat: str
    """Percent, decimal text."""


def fees_billed(*, session: Session, customer: str | None, rule: str) -> list[FeeBilled]:
    """Fees that stand handed over, in their order, of contracts that end early or have corrections by a rule."""
    t, contract = table("bill_line").c, table("contract").c
    early = select(contract.number).where(contract.termination.is_not(None))
    corrected = select(t.contract).where(t.rule == rule)
    where = [
        t.kind == "fee",
        t.status == "handed_over",
        or_(t.contract.in_(early), t.contract.in_(corrected)),
    ]
    if customer is not None:
        where.append(t.customer == customer)
    own = [t[name] for name in FeeBilled._fields]
    return many(session, FeeBilled._make, select(*own).where(*where).order_by(t.number))


def work_billed(
    *, session: Session, rule: str, customer: str | None = None, call: str | None = None
) -> list[LineRow]:
    """Lines of work that stand handed over though the work is included by now, and those that a rule gave back, handed
    over or waiting for it.

    Args:
        session: The store.
        rule: By which work is given back.
        customer: Code: of calls of which it was billed something, and of those that are its own by now, whoever was
            billed; all unless given.
        call: Number of the one call; all unless given.
    """
    t, work, calls = table("bill_line").c, table("work").c, table("call").c
    included = (
        select(work.id)
        .join_from(table("work"), table("call"), calls.id == work.call_id)
        .where(calls.number == t.call, ~work.billable, t.act == _act(calls.number, work.line))
        .exists()
    )
    handed = and_(t.status == HANDED_OVER, or_(t.rule == rule, included))
    where = [t.kind != "fee", or_(handed, and_(t.status.in_((APPROVED, HELD)), t.rule == rule))]
    if customer is not None:
        own, other = select(calls.number).where(calls.customer == customer), again("bill_line", "billed").c
        where.append(or_(t.call.in_(select(other.call).where(other.customer == customer)), t.call.in_(own)))
    if call is not None:
        where.append(t.call == call)
    return models(session, LineRow, statement(LineRow, "bill_line", *where).order_by(t.number))


def _act(call: ColumnElement[str], line: ColumnElement[int]) -> ColumnElement[str]:
    """The act of a line of work, as `Source.whole` has it."""
    return literal("work:") + call + literal("/") + cast(line, String)
