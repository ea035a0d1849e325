"""Rows of approved and held lines and of hand-overs; which sources are taken."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from svc_tui.domain.billing.lines import Charged, Line, Source
from svc_tui.domain.billing.standing import APPROVED, HELD, REVERSED
from svc_tui.domain.core.currency import from_minor, to_minor
from svc_tui.domain.core.notes import Note
from svc_tui.storage.engine.read_models import models, statement
from svc_tui.storage.sqlite.engine import one_of
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class LineRow:
    """A copied line."""

    id: int
    version: int
    number: int
    source: str
    act: str
    """What it comes from, without the part: `Source.whole`."""
    customer: str
    kind: Any
    day: date
    text: str
    quantity: str
    unit: str
    price: str
    discount: str
    vat: str
    currency: str
    price_list: str
    net_minor: int
    reason: str
    reason_values: dict[str, Any] | None
    rule: str
    call: str | None
    contract: int | None
    item: str | None
    status: str
    why: str | None
    hand_over: int | None

    def line(self) -> Line:
        """The line as it was copied."""
        return Line(
            source=Source.read(self.source), customer=self.customer, kind=self.kind, day=self.day, text=self.text,
            quantity=Decimal(self.quantity), unit=self.unit,
            charged=Charged(
                Decimal(self.price), self.currency, Decimal(self.discount), Decimal(self.vat), self.price_list
            ),
            net=from_minor(self.net_minor, self.currency), reason=Note(self.reason, self.reason_values or {}),
            rule=self.rule, call=self.call, contract=self.contract, item=self.item,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """A hand-over."""

    id: int
    version: int
    number: int
    customer: str
    at: datetime
    who: str
    day: date
    until: date
    currency: str
    format: str
    net_minor: int
    vat_minor: int
    total_minor: int
    file_name: str
    reversed_at: datetime | None
    reversed_by: str | None
    reversed_why: str | None


def columns(line: Line) -> dict[str, Any]:
    """A line as columns. It must have a price."""
    assert line.charged is not None
    assert line.net is not None
    charged = line.charged
    return {
        "source": str(line.source), "act": line.source.whole, "customer": line.customer, "kind": line.kind,
        "day": line.day, "text": line.text,
        "quantity": f"{line.quantity:f}", "unit": line.unit, "price": f"{charged.price:f}",
        "discount": f"{charged.discount:f}", "vat": f"{charged.vat:f}", "currency": charged.currency,
        "price_list": charged.price_list, "net_minor": to_minor(line.net, charged.currency),
        "reason": line.reason.text, "reason_values": _plain(line.reason.values) or None, "rule": line.rule,
        "call": line.call, "contract": line.contract, "item": line.item,
    }  # fmt: skip


def _plain(values: Mapping[str, object]) -> dict[str, Any]:
    """Values of a reason as they are kept: numbers stay numbers, nothing stays nothing, the rest is text."""
    return {
        name: each if each is None or isinstance(each, int) else str(each) for name, each in values.items()
    }


def standing(
    *, session: Session, customer: str | None = None, statuses: Collection[str] = (APPROVED, HELD)
) -> list[LineRow]:
    """Copied lines of these statuses, by customer and day."""
    t = table("bill_line").c
    query = statement(LineRow, "bill_line", t.status.in_(statuses)).order_by(t.customer, t.day, t.number)
    return models(session, LineRow, query if customer is None else query.where(t.customer == customer))


def stands(*, session: Session, act: str) -> list[LineRow]:
    """The copied lines of an act that are approved, held or handed over."""
    t = table("bill_line").c
    return models(
        session,
        LineRow,
        statement(LineRow, "bill_line", t.act == act, t.status != REVERSED).order_by(t.number),
    )


def of_call(*, session: Session, number: str) -> list[LineRow]:
    """The copied lines of the work of a call that are approved, held or handed over."""
    t = table("bill_line").c
    return models(
        session,
        LineRow,
        statement(LineRow, "bill_line", t.call == number, t.status != REVERSED).order_by(t.number),
    )


def taken(*, session: Session, customer: str | None = None) -> set[str]:
    """Acts whose lines are not to be proposed, as `Source.whole` has them: approved, held or handed over.

    Those of a customer are those that it was billed, and those of calls that are its own by now: what somebody else was
    billed is not billed again.
    """
    t, call = table("bill_line").c, table("call").c
    query = select(t.act).where(t.status != REVERSED)
    if customer is None:
        return set(session.execute(query).scalars())
    others = (
        select(t.act)
        .join(table("call"), call.number == t.call)
        .where(call.customer == customer, t.status != REVERSED, t.customer != customer)
    )
    return {
        act
        for each in (query.where(t.customer == customer), others)
        for act in session.execute(each).scalars()
    }


def handed(*, session: Session, number: int) -> list[LineRow]:
    """The lines of a hand-over, in their order."""
    t = table("bill_line").c
    return models(
        session, LineRow, statement(LineRow, "bill_line", t.hand_over == number).order_by(t.day, t.number)
    )


def hand_over(*, session: Session, number: int) -> HandOverRow | None:
    """One hand-over."""
    t = table("hand_over").c
    found = models(session, HandOverRow, statement(HandOverRow, "hand_over", t.number == number))
    return found[0] if found else None


def hand_overs(*, session: Session, customer: str | None = None) -> list[HandOverRow]:
    """Hand-overs, the newest first."""
    t = table("hand_over").c
    query = statement(HandOverRow, "hand_over").order_by(t.number.desc())
    return models(session, HandOverRow, query if customer is None else query.where(t.customer == customer))


def payers(*, session: Session, source: Source) -> list[str]:
    """Codes of the customers who may pay what a source names: of its call, or of its contract; what is given back goes
    to one who was billed.
    """
    if source.kind == "work":
        (number, line), call, t = source.place, table("call").c, table("bill_line").c
        act = f"work:{number}/{line}"
        of_it = or_(t.act == act, t.act.startswith(f"{act}-", autoescape=True))
        billed = select(t.customer).where(of_it, t.status != REVERSED).order_by(t.number)
        owner = select(call.customer).where(call.number == number)
        found = [*session.execute(owner).scalars(), *session.execute(billed).scalars()]
        return list(dict.fromkeys(found))
    contract = table("contract").c
    number = source.key.partition("/")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        return []
    query = select(contract.customer).where(contract.number == int(number))
    return list(session.execute(query).scalars())


def coming_back(*, session: Session, change_id: int) -> list[tuple[int, str]]:
    """Lines that would stand again if an act were taken back: their keys, and the acts they come from."""
    journal, t = table("change_row").c, table("bill_line").c
    query = (
        select(journal.row_id, journal.before)
        .where(journal.change_id == change_id, journal.table_name == "bill_line")
        .order_by(journal.id.desc())
    )
    before: dict[int, dict[str, Any] | None] = {}
    for row_id, told in session.execute(query):  # the last first: the first one of an act says how it was
        before[row_id] = told
    found: list[tuple[int, str]] = []
    for row_id, told in before.items():
        if told is None:
            continue
        now = session.execute(select(t.act, t.status).where(t.id == row_id)).first()
        act = told.get("act") or (now and now.act)
        status = told.get("status") or (now and now.status)
        if act and status != REVERSED:
            found.append((row_id, act))
    return found


def built_on(*, session: Session, change_id: int) -> str | None:
    """The act of a line that stands although an act wrote its work down, or moved it to another call, and is taken
    back or done again: the work would be gone from under it."""
    journal, t, work, call = (table(name).c for name in ("change_row", "bill_line", "work", "call"))
    moved = (
        select(journal.row_id, journal.before)
        .where(journal.change_id == change_id, journal.table_name == "work")
        .order_by(journal.id)
    )
    keys = {row_id for row_id, before in session.execute(moved) if before is None or "call_id" in before}
    if not keys:
        return None
    along = select(journal.row_id).where(journal.change_id == change_id, journal.table_name == "bill_line")
    lines = (
        select(call.number, work.line)
        .join_from(table("work"), table("call"), call.id == work.call_id)
        .where(one_of(work.id, sorted(keys)))
    )
    places = {(number, str(line)) for number, line in session.execute(lines)}
    calls = {number for number, _line in places}
    since = (
        select(t.act).where(t.call.in_(calls), t.status != REVERSED, t.id.not_in(along)).order_by(t.number)
    )
    return next((act for act in session.execute(since).scalars() if Source.read(act).place in places), None)


def made_by(*, session: Session, change_id: int) -> HandOverRow | None:
    """The hand-over that an act wrote down, if it did."""
    journal, t = table("change_row").c, table("hand_over").c
    made = select(journal.row_id).where(
        journal.change_id == change_id, journal.table_name == "hand_over", journal.version == 1
    )
    found = models(session, HandOverRow, statement(HandOverRow, "hand_over", t.id.in_(made)))
    return found[0] if found else None
