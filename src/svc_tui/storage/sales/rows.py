"""Rows of opportunities: the read model of lists and pages, the keys of a filter, what hangs on one, sums."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, func, nulls_last, select, type_coerce
from sqlalchemy.orm import Session

from svc_tui.domain.query.reader import Query, Sort
from svc_tui.domain.sales.rules import weighted
from svc_tui.storage.engine.read_models import models, statement
from svc_tui.storage.query.translator import Viewer
from svc_tui.storage.sales.query import condition, weight
from svc_tui.storage.tables import table
from svc_tui.storage.tables.columns import Money

CHUNK = 500


class Origin(NamedTuple):
    """What an opportunity was raised from."""

    kind: str
    """call, equipment or contract."""
    key: str
    """Its number."""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class OpportunityRow:
    """An opportunity as lists and pages show it."""

    id: int
    version: int
    number: int
    name: str
    customer: str
    customer_name: str
    contact: str | None
    owner: str | None
    item: str | None
    territory: str | None
    source: str | None
    interest: str | None
    started_on: date
    closes_on: date | None
    stage: str
    percent: Decimal
    amount: Decimal
    currency: str
    profit_percent: Decimal | None
    status: str
    reason: str | None
    closed_on: date | None
    remarks: str
    created_at: datetime | None
    created_by: str | None
    updated_at: datetime | None
    origin: tuple[Origin, ...] = ()

    @property
    def weighted(self) -> Decimal:
        """Its amount times its percentage, exact."""
        return weighted(self.amount, self.percent)


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stretch in a stage."""

    id: int
    line: int
    stage: str
    owner: str | None
    started_on: date
    closed_on: date | None
    percent: Decimal
    amount: Decimal
    status: str
    remarks: str


@dataclass(frozen=True, slots=True)
class Competitor:
    """Somebody else who wants the sale."""

    id: int
    name: str
    threat: str | None
    note: str
    won: bool


@dataclass(frozen=True, slots=True)
class Raised:
    """An opportunity as the record shows it that it was raised from."""

    number: int
    name: str
    stage: str
    amount: Decimal
    currency: str
    status: str
    owner: str | None
    created_at: datetime | None
    created_by: str | None
    started_on: date


@dataclass(frozen=True, slots=True)
class Sum:
    """What the opportunities of a stage come to, in one currency."""

    stage: str
    currency: str
    count: int
    amount: Decimal
    weighted: Decimal
    """Exact."""


def rows(*, session: Session, ids: Sequence[int]) -> list[OpportunityRow]:
    """These opportunities in this order; one that is gone is left out."""
    t, customer = table("opportunity"), table("customer")
    own = [name for name in OpportunityRow.__slots__ if name in t.c]
    found: dict[int, OpportunityRow] = {}
    for start in range(0, len(ids), CHUNK):
        wanted = (
            select(*(t.c[name] for name in own), customer.c.name.label("customer_name"))
            .join_from(t, customer, customer.c.code == t.c.customer)
            .where(t.c.id.in_(list(ids[start : start + CHUNK])))
        )
        page = [OpportunityRow(**row) for row in session.execute(wanted).mappings()]
        origins = origins_of(session=session, numbers=[row.number for row in page])
        found |= {row.id: replace(row, origin=origins.get(row.number, ())) for row in page}
    return [found[each] for each in ids if each in found]


def ids(*, session: Session, query: Query, viewer: Viewer, first: int | None = None) -> "array[int]":
    """The keys of all opportunities of a filter, in its order.

    Without an order the next to be decided stand first, those without a day last; then the newest.
    """
    t = table("opportunity").c
    order = [_column(sort) for sort in query.sort] or [nulls_last(t.closes_on.asc())]
    wanted = select(t.id).where(condition(query, viewer)).order_by(*order, t.number.desc()).limit(first)
    return array("q", session.execute(wanted).scalars())


def _column(sort: Sort) -> ColumnElement[Any]:
    t = table("opportunity").c
    column: ColumnElement[Any] = t.get(sort.key, t.number)
    if sort.key == "weighted":
        column = weight()
    elif sort.key == "customer_name":
        customer = table("customer").c
        column = select(customer.name).where(customer.code == t.customer).scalar_subquery()
    elif sort.key == "stage":
        stage = table("sales_stage").c
        column = select(stage.position).where(stage.name == t.stage).scalar_subquery()
    last: ColumnElement[Any] = nulls_last(column.desc() if sort.descending else column.asc())
    return last


def customer_of(*, session: Session, number: int) -> str:
    """Code of the customer of an opportunity that is there."""
    t = table("opportunity").c
    return str(session.execute(select(t.customer).where(t.number == number)).scalar_one())


def key_of(*, session: Session, number: int) -> int | None:
    """The internal key of an opportunity."""
    t = table("opportunity").c
    found = session.execute(select(t.id).where(t.number == number)).scalar()
    return None if found is None else int(found)


def moved(*, session: Session, since: int) -> list[int]:
    """The opportunities that were changed after this number of the store."""
    t = table("opportunity").c
    return list(session.execute(select(t.id).where(t.change_seq > since)).scalars())


def origins_of(*, session: Session, numbers: Sequence[int]) -> Mapping[int, tuple[Origin, ...]]:
    """What each was raised from, in the order in which it was said."""
    t = table("opportunity_origin").c
    wanted = select(t.opportunity, t.kind, t.key).where(t.opportunity.in_(list(numbers))).order_by(t.id)
    found: dict[int, tuple[Origin, ...]] = {}
    for number, kind, key in session.execute(wanted):
        found[number] = (*found.get(number, ()), Origin(kind, key))
    return found


def origin_ids(*, session: Session, number: int) -> dict[Origin, int]:
    """The internal keys of the origins of one."""
    t = table("opportunity_origin").c
    wanted = select(t.kind, t.key, t.id).where(t.opportunity == number).order_by(t.id)
    return {Origin(kind, key): row_id for kind, key, row_id in session.execute(wanted)}


def lines_of(*, session: Session, number: int) -> list[StageLine]:
    """The stages of one, in their order."""
    t = table("opportunity_stage").c
    return models(
        session,
        StageLine,
        statement(StageLine, "opportunity_stage", t.opportunity == number).order_by(t.line),
    )


def competitors_of(*, session: Session, number: int) -> list[Competitor]:
    """The competitors of one."""
    t = table("opportunity_competitor").c
    wanted = statement(Competitor, "opportunity_competitor", t.opportunity == number)
    return models(session, Competitor, wanted.order_by(t.id))


def raised_from(*, session: Session, kind: str, key: str) -> list[Raised]:
    """The opportunities that were raised from a record, the newest first."""
    t, origin = table("opportunity"), table("opportunity_origin").c
    numbers = select(origin.opportunity).where(origin.kind == kind, origin.key == key)
    wanted = statement(Raised, "opportunity", t.c.number.in_(numbers)).order_by(t.c.number.desc())
    return models(session, Raised, wanted)


def activities_to_do(*, session: Session, number: int) -> int:
    """How many activities about one are still to do."""
    t = table("activity").c
    wanted = select(func.count()).select_from(table("activity")).where(t.opportunity == number, ~t.closed)
    return int(session.execute(wanted).scalar_one())


def activity_ids(*, session: Session, number: int) -> list[int]:
    """The internal keys of the activities about one."""
    t = table("activity").c
    return list(session.execute(select(t.id).where(t.opportunity == number)).scalars())


def sums(*, session: Session, query: Query, viewer: Viewer) -> list[Sum]:
    """What the opportunities of a filter come to by stage and currency; no two currencies are added."""
    t = table("opportunity").c
    amount = func.sum(type_coerce(t.amount, BigInteger))
    wanted = (
        select(t.stage, t.currency, t.percent, func.count(), amount)
        .where(condition(query, viewer))
        .group_by(t.stage, t.currency, t.percent)
    )
    found: dict[tuple[str, str], Sum] = {}
    for stage, currency, percent, count, total in session.execute(wanted):
        before = found.get((stage, currency), Sum(stage, currency, 0, Decimal(0), Decimal(0)))
        whole = Decimal(total).scaleb(-Money.places)
        found[stage, currency] = Sum(
            stage,
            currency,
            before.count + count,
            before.amount + whole,
            before.weighted + weighted(whole, percent),
        )
    return [found[each] for each in sorted(found)]
