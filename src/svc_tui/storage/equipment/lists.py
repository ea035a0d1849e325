"""Lists of equipment cards: their keys in order, and pages of lines by key."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, func, nulls_last, select
from sqlalchemy.orm import Session

from svc_tui.domain.core.text import serial_keys
from svc_tui.domain.query.reader import Query, Sort
from svc_tui.domain.sla.entitlement import Entitlement
from svc_tui.storage.equipment.query import COVERING, Covers, EquipmentTranslator, count_of_calls
from svc_tui.storage.equipment.rows import CHUNK, CardRow, by_ids
from svc_tui.storage.query.translator import Condition, Viewer
from svc_tui.storage.tables import table


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card in a list."""

    row: CardRow
    item_name: str
    item_group: str | None
    customer_name: str
    open_calls: int
    calls: int
    customers: tuple[str, ...] = ()
    """Further customers who may use the unit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What contracts ask of a card."""

    id: int
    number: int
    customer: str
    item: str
    item_group: str | None
    keys: tuple[str, ...]
    """Both serials as they are compared."""


def ids(
    *, session: Session, query: Query, viewer: Viewer, covers: Covers, first: int | None = None
) -> "array[int]":
    """The keys of the cards of a query, in its order; without one by number. `first`: only so many."""
    t = table("equipment")
    order = [_column(sort) for sort in query.sort if sort.key not in COVERING]
    where = EquipmentTranslator(query.keys, viewer, covers).node(query.tree)
    statement = select(t.c.id).where(where).order_by(*order, t.c.number)
    by_cover = [sort for sort in query.sort if sort.key in COVERING]
    if first is not None and not by_cover:
        statement = statement.limit(first)
    found = array("q", session.execute(statement).scalars())
    for sort in reversed(by_cover):
        found = _by_cover(found, sort, covers())
    return found[:first]


def condition(*, query: Query, viewer: Viewer, covers: Covers) -> Condition:
    """What a filter means."""
    return EquipmentTranslator(query.keys, viewer, covers).node(query.tree)


def measured() -> Mapping[str, ColumnElement[Any]]:
    """What reports work out of a card: its item's group, and its calls, none where it has none."""
    t, item = table("equipment"), table("item").c
    group = select(item.group).where(item.code == t.c.item).correlate(t).scalar_subquery()
    counts = {"calls": count_of_calls(open_alone=False), "open_calls": count_of_calls(open_alone=True)}
    return {"item_group": group, **{name: func.nullif(count, 0) for name, count in counts.items()}}


def moved(*, session: Session, since: int) -> list[int]:
    """Keys of cards that look different after a change number: theirs, that of a call about them, or, where a
    contract has changed, all of them."""
    t, call, contract = table("equipment").c, table("call").c, table("contract").c
    if session.execute(select(contract.id).where(contract.change_seq > since).limit(1)).first():
        return list(session.execute(select(t.id)).scalars())
    called = select(call.equipment).where(call.change_seq > since)
    return list(session.execute(select(t.id).where((t.change_seq > since) | t.number.in_(called))).scalars())


def numbers(*, session: Session, ids: Sequence[int]) -> list[int]:
    """The numbers of these cards, in this order; a card that is gone is left out."""
    t, found = table("equipment").c, dict[int, int]()
    for start in range(0, len(ids), CHUNK):
        wanted = t.id.in_(list(ids[start : start + CHUNK]))
        found |= {row[0]: row[1] for row in session.execute(select(t.id, t.number).where(wanted))}
    return [found[card] for card in ids if card in found]


def units(*, session: Session) -> list[Unit]:
    """Every card as contracts ask about it."""
    t, item = table("equipment").c, table("item").c
    keys = (t.serial_key, t.serial_runs_key, t.manufacturer_serial_key, t.manufacturer_serial_runs_key)
    found = select(t.id, t.number, t.customer, t.item, item.group, *keys)
    rows = session.execute(found.join(table("item"), item.code == t.item))
    return [Unit(*row[:5], tuple(key for key in row[5:] if key)) for row in rows]


def unit_of(line: CardLine) -> Unit:
    """The same of a card in a list."""
    row = line.row
    keys = (key for serial in (row.serial, row.manufacturer_serial) if serial for key in serial_keys(serial))
    return Unit(row.id, row.number, row.customer, row.item, line.item_group, tuple(keys))


def territories(*, session: Session) -> list[str]:
    """Territories that customers and cards lie in."""
    found: set[str] = set()
    for name in ("customer", "equipment"):
        column = table(name).c.territory
        found.update(session.execute(select(column).where(column.is_not(None)).distinct()).scalars())
    return sorted(found - {""})


def lines(*, session: Session, ids: Sequence[int]) -> list[CardLine]:
    """List lines of these cards, in this order; a card that is gone is left out."""
    found: list[CardLine] = []
    for start in range(0, len(ids), CHUNK):
        found += _page(session, by_ids(session=session, ids=ids[start : start + CHUNK]))
    return found


def _page(session: Session, rows: Sequence[CardRow]) -> list[CardLine]:
    item, customer = table("item").c, table("customer").c
    call, user = table("call").c, table("equipment_customer").c
    items = select(item.code, item.name, item.group).where(item.code.in_({row.item for row in rows}))
    names = select(customer.code, customer.name).where(customer.code.in_({row.customer for row in rows}))
    cards = {row.number for row in rows}
    counts = select(call.equipment, func.sum(case((call.is_open, 1), else_=0)), func.count()).where(
        call.equipment.in_(cards)
    )
    users = select(user.equipment, user.customer).where(user.equipment.in_(cards)).order_by(user.id)
    known = {code: (name, group) for code, name, group in session.execute(items)}
    called = {row.code: row.name for row in session.execute(names)}
    counted = {
        card: (int(opened or 0), int(every))
        for card, opened, every in session.execute(counts.group_by(call.equipment))
    }
    others: dict[int, tuple[str, ...]] = {}
    for card, code in session.execute(users):
        others[card] = (*others.get(card, ()), code)
    return [
        CardLine(row, *known.get(row.item, ("", None)), called.get(row.customer, ""),
                 *counted.get(row.number, (0, 0)), others.get(row.number, ()))
        for row in rows
    ]  # fmt: skip


def _column(sort: Sort) -> ColumnElement[Any]:
    t = table("equipment")
    elsewhere = {
        "item_name": ("item", "name"),
        "item_group": ("item", "group"),
        "customer_name": ("customer", "name"),
    }
    column: ColumnElement[Any]
    if sort.key in elsewhere:
        name, wanted = elsewhere[sort.key]
        other = table(name).c
        column = select(other[wanted]).where(other.code == t.c[name]).scalar_subquery()
    elif sort.key in ("calls", "open_calls"):
        column = count_of_calls(open_alone=sort.key == "open_calls")
    else:
        column = t.c.get(sort.key, t.c.number)
    last: ColumnElement[Any] = nulls_last(column.desc() if sort.descending else column.asc())
    return last


def _by_cover(found: "array[int]", sort: Sort, answers: Mapping[int, Entitlement]) -> "array[int]":
    """By what the contracts say; cards without a value last."""

    def value(card: int) -> Any:
        answer = answers[card]
        return {"contract": answer.contract, "covered": answer.is_accepted}.get(sort.key, answer.reason.value)

    with_value = sorted(
        (card for card in found if value(card) is not None), key=value, reverse=sort.descending
    )
    return array("q", [*with_value, *(card for card in found if value(card) is None)])
