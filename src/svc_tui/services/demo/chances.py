"""Opportunities of the demo company: in every stage, won and lost with reasons, raised from calls, cards and contracts.

They are counted from the day on which the company is made, so that they are alive on any day: some are late, some are
to be decided this month and the next ones. Nothing of it is to be undone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from svc_tui.domain.core.currency import minor_units
from svc_tui.domain.core.money import amount as kept_amount
from svc_tui.services.calls.lists import CallLists
from svc_tui.services.core.context import Context
from svc_tui.services.core.fields import Given, Values
from svc_tui.storage.engine.store import Store
from svc_tui.storage.exchange.incoming import pairs, rows_of
from svc_tui.storage.sales import stages
from svc_tui.storage.sales.stages import StageRow

if TYPE_CHECKING:
    from svc_tui.storage.engine.unit_of_work import UnitOfWork
    from svc_tui.storage.session import Session

DAY = timedelta(days=1)
OPEN = (("call", 0), ("equipment", 0), ("contract", 2), ("call", 1), ("fresh", 0), ("contract", 3), ("call", 2),
        ("equipment", 1), ("fresh", 1), ("call", 0), ("contract", 1), ("equipment", 2), ("call", 4), ("fresh", 3),
        ("call", 3), ("contract", 2), ("equipment", 0), ("fresh", 2), ("call", 1), ("contract", 4), ("fresh", 0),
        ("equipment", 3))  # fmt: skip
"""What it was raised from, and the place of its stage."""
DECIDED = (("call", "won", 0), ("contract", "won", 1), ("equipment", "lost", 2), ("call", "won", 1),
           ("fresh", "lost", 3), ("contract", "won", 1), ("call", "lost", 4), ("equipment", "won", 0),
           ("call", "won", 1), ("fresh", "lost", 0), ("contract", "lost", 2), ("call", "won", 0),
           ("fresh", "won", 1))  # fmt: skip
"""The same with what became of it, and the place of the reason."""
SELLERS = ("elena", "anna", "bruno")
CLOSES = (12, 25, -6, 40, 55, 9, 75, 100, None, 33)
"""Days from today until it is to be decided, in turn; one is late, one has no day."""
HINTED = {"equipment": "repeat", "contract": "ending"}
"""The rule of the hint that it was raised from."""
FOREIGN = {"C20002": "CHF"}
"""Customers who pay in another currency."""


@dataclass(frozen=True)
class Thing:
    """What an opportunity is raised from, with what it knows."""

    kind: str
    key: str
    customer: str
    contact: str | None = None
    item: str | None = None
    amount: Decimal | None = None
    closes_on: date | None = None


def fill(path: Path, words: Given, at: datetime) -> None:
    """Write them into a demo company."""
    store = Store.open(path, make=False)
    try:
        context = Context(store, "anna", lambda: at)
        with store.read() as session:
            things = _things(context, session)
        with store.write(who="anna", at=at, undoable=False) as unit:
            _write(unit, context, words["sales"], things)
    finally:
        store.close()


def _things(context: Context, session: "Session") -> dict[str, list[Thing]]:
    """What they are raised from: calls of the last time, units in use, contracts that are worth something."""
    lists = CallLists(context)
    calls = lists.rows(lists.ids("is:any has:item sort:-number", first=60).ids)
    names = ("number", "customer", "contact", "item", "status")
    cards = [
        row for row in rows_of(session=session, table_name="equipment", names=names) if row[4] == "active"
    ]
    terms = ("number", "customer", "contact", "value", "end", "status")
    contracts = [
        Thing("contract", str(row[0]), row[1], row[2], amount=kept_amount(row[3]), closes_on=row[4])
        for row in rows_of(session=session, table_name="contract", names=terms)
        if row[3] and row[5] == "approved" and row[4] is not None
    ]
    contracts.sort(key=lambda each: abs((each.closes_on or date.max) - context.today))
    contracts = [each for place, each in enumerate(contracts) if place % 3]  # the others are hints still
    fresh = [Thing("", "", *row[1:4]) for row in cards[3::11]]
    fresh.sort(key=lambda each: each.customer not in FOREIGN)
    return {
        "call": [Thing("call", row.number, row.customer, row.contact, row.item) for row in calls],
        "equipment": [Thing("equipment", str(row[0]), *row[1:4]) for row in cards[::7]],
        "contract": contracts,
        "fresh": fresh,
    }


def _write(unit: "UnitOfWork", context: Context, words: Given, things: dict[str, list[Thing]]) -> None:
    session = unit.session
    known = [each for each in stages.stages(session=session) if each.active]
    people = {row[0] for row in rows_of(session=session, table_name="person", names=("code",))}
    team = [code for code in SELLERS if code in people]
    items = pairs(session=session, table_name="item", key="code", value="name")
    territories = pairs(session=session, table_name="customer", key="code", value="territory")
    if not team or not all(things.values()):
        return
    _lists(unit, words)
    random, turn = Random("sales"), dict.fromkeys(things, 0)
    wanted = [*((kind, place, "open", 0) for kind, place in OPEN),
              *((kind, len(known) - 1, status, why) for kind, status, why in DECIDED)]  # fmt: skip
    for nth, (kind, place, status, why) in enumerate(wanted):
        thing = things[kind][turn[kind] % len(things[kind])]
        turn[kind] += 1
        currency = FOREIGN.get(thing.customer, context.company.currency)
        columns: Values = {
            "name": _name(words, kind, thing, items, nth), "customer": thing.customer, "contact": thing.contact,
            "owner": team[nth % len(team)], "item": thing.item, "territory": territories.get(thing.customer),
            "source": words["sources"][nth % 3] if nth % 4 else None, "interest": words["interests"][nth % 3],
            "amount": _amount(random, thing, currency), "currency": currency,
            "remarks": words["remarks"][nth % len(words["remarks"])],
        }  # fmt: skip
        walk = list(_walk(random, known[: place + 1], context.today, status))
        _one(unit, columns, thing, walk, words, nth, status, why, context.today)


def _lists(unit: "UnitOfWork", words: Given) -> None:
    for name, said in (("reason", "reasons"), ("source", "sources"), ("interest", "interests")):
        for position, value in enumerate(words[said], 1):
            values = {"list": f"opportunity_{name}", "name": value, "number": position, "position": position}
            unit.insert("list_entry", values, log=None)


def _name(words: Given, kind: str, thing: Thing, items: Given, nth: int) -> str:
    said = words["fresh"][nth % len(words["fresh"])] if kind == "fresh" else words[kind]
    item = items.get(thing.item or "") or thing.item or ""
    return str(said.format(item=item, contract=f"K-{thing.key}")).strip(": ")


def _amount(random: Random, thing: Thing, currency: str) -> Decimal:
    """What its contract is worth, else a price as they are written: whole tens."""
    drawn = Decimal(
        random.choice((18, 45, 96, 128, 240, 385, 620, 980, 1450)) * 10 + random.randrange(10) * 10
    )
    found = thing.amount or drawn
    return found.quantize(Decimal(1).scaleb(-minor_units(currency)))


def _walk(
    random: Random, through: Sequence[StageRow], today: date, status: str
) -> Iterator[tuple[StageRow, date, date | None]]:
    """Its stages with their days; the last one goes on where it is open."""
    ends = today - DAY * random.randint(4, 330) if status != "open" else today
    lengths = [random.randint(4, 28) for _ in through]
    begins = ends - DAY * sum(lengths)
    for place, (stage, days) in enumerate(zip(through, lengths, strict=True)):
        last = place == len(through) - 1
        yield stage, begins, (ends if status != "open" else None) if last else begins + DAY * days
        begins += DAY * days


def _one(
    unit: "UnitOfWork",
    columns: Values,
    thing: Thing,
    walk: Sequence[tuple[StageRow, date, date | None]],
    words: Given,
    nth: int,
    status: str,
    why: int,
    today: date,
) -> None:
    number = unit.next_number("opportunity")
    stage, _begun, ended = walk[-1]
    began = walk[0][1]
    ahead = CLOSES[nth % len(CLOSES)]
    closes_on = ended or (None if ahead is None else max(began, today + DAY * ahead))
    at = min(unit.at, unit.at - (today - began))
    decided: Values = {"reason": words["reasons"][why], "closed_on": ended} if status != "open" else {}
    row_id = unit.insert(
        "opportunity",
        {
            **columns, **decided, "number": number, "started_on": began, "closes_on": closes_on, "stage": stage.name,
            "percent": stage.percent, "status": status, "created_at": at, "created_by": columns["owner"],
        },
        log=None,
    )  # fmt: skip
    unit.log("opportunity", row_id, "created", new=str(number))
    for line, (each, first, last) in enumerate(walk, 1):
        said = words["moves"][(nth + line) % len(words["moves"])].format(contact=columns["contact"] or "-")
        unit.insert(
            "opportunity_stage",
            {
                "opportunity": number, "line": line, "stage": each.name, "owner": columns["owner"], "started_on": first,
                "closed_on": last, "percent": each.percent, "amount": columns["amount"],
                "status": "closed" if last else "open", "remarks": said,
            },
            log=None,
        )  # fmt: skip
    if rule := HINTED.get(thing.kind):
        _hinted(unit, rule, thing, number, at)
    if thing.kind:
        unit.insert(
            "opportunity_origin", {"opportunity": number, "kind": thing.kind, "key": thing.key}, log=None
        )
    if nth % 5 == 2:
        rival = words["competitors"][nth % len(words["competitors"])]
        values: dict[str, Any] = {
            "opportunity": number,
            "name": rival,
            "threat": "medium",
            "note": words["threat"],
        }
        unit.insert("opportunity_competitor", {**values, "won": status == "lost"}, log=None)


def _hinted(unit: "UnitOfWork", rule: str, thing: Thing, number: int, at: datetime) -> None:
    """It began with a hint; one hint, one opportunity."""
    known = {"rule": rule, "record": thing.kind, "number": int(thing.key)}
    rows = rows_of(session=unit.session, table_name="hint_fate", names=tuple(known))
    if tuple(known.values()) not in set(map(tuple, rows)):
        more = {"customer": thing.customer, "fate": "raised", "opportunity": number, "who": "anna", "at": at}
        unit.insert("hint_fate", {**known, **more}, log=None)
