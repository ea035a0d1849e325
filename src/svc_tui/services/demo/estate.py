"""What else stands in the demo company: templates, movements of units, counters, prepaid units, parts of plants.

Nothing here draws from the chance that the calls are made from, so that calls stay what they are.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.services.demo.agreements import HOUR_S, Agreements
from svc_tui.services.demo.company import Records
from svc_tui.services.demo.content import Content
from svc_tui.services.demo.units import Card, Site

COUNTED = {"CFM-2": 90, "CFM-3": 140, "CFA-1": 60, "LBP-4": 400, "LBP-8": 900, "CMP-11": 9, "CMP-22": 12}
"""Units with a counter, and what it counts in a day: coffees, labels, hours."""
PARTS = {"DRA-20": ("CMP-22", "CMP-11"), "PRV-1": ("OVN-10", "OVN-6", "OVD-3"), "GRD-65": ("CFM-3", "CFM-2")}
"""Items that stand as a part of another unit of the same customer."""


def estate_of(content: Content, site: Site, agreements: Agreements, now: datetime) -> Records:
    """Rows by table name; cards get their documents and parents in place."""
    rng = Random(f"estate {len(site.cards)}")
    zone = ZoneInfo(content.company["zone"])
    _gather(site.cards)
    return {
        "contract_template": [_template(content, name) for name in content.contracts],
        "movement": _movements(site, zone, now, rng),
        "meter_reading": [row for card in site.cards for row in _readings(card, zone, now, rng)],
        "unit_entry": _ledger(agreements, zone, now),
    }


def _at(day: date, zone: ZoneInfo, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


def _template(content: Content, name: str) -> dict[str, Any]:
    model = content.contracts[name]
    return {
        "name": name, "description": content.said(model), "type": "serial" if "months" in model else "customer",
        "duration": model.get("months", 12), "renewal": "months" not in model,
        "remind": None if "months" in model else "1m", "response": model["response"],
        "resolution": model["resolution"], "coverage": model["coverage"],
        "targets": {priority: list(pair) for priority, pair in model.get("priority", {}).items()} or None,
        "unit_kind": model.get("unit_kind"), "units": model.get("units"),
    } | {f"include_{cost}": bool(model.get(cost)) for cost in ("parts", "labour", "travel")}  # fmt: skip


def _gather(cards: list[Card]) -> None:
    """Parts of plants know the unit that they belong to; one part a unit and kind."""
    live = [card for card in cards if card.row["status"] == "active"]
    taken: set[tuple[int, str]] = set()
    for card in cards:
        card.row["parent"] = None
        if card.row["status"] != "active":
            continue
        for item in PARTS.get(card.row["item"], ()):
            whole = next(
                (each for each in live if each.row["item"] == item and each.customer is card.customer
                 and (each.number, card.row["item"]) not in taken),
                None,
            )  # fmt: skip
            if whole is not None:
                taken.add((whole.number, card.row["item"]))
                card.row["parent"] = whole.number
                card.row["location"] = whole.row["location"]
                break


def _movements(site: Site, zone: ZoneInfo, now: datetime, rng: Random) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    note = 3100
    papers: dict[tuple[date, str], tuple[str, str]] = {}

    def move(card: Card, day: date, kind: str, direction: str, **values: Any) -> None:
        bare = dict.fromkeys(("document", "row", "other", "old", "new"))
        rows.append(
            bare
            | {
                "equipment": card.number, "at": min(_at(day, zone), now), "who": "elena", "kind": kind,
                "direction": direction, "customer": card.row["customer"], "note": "",
            }
            | values
        )  # fmt: skip

    by_number = {card.number: card for card in site.cards}
    for card in sorted(site.cards, key=lambda card: (card.delivered, card.number)):
        row = card.row
        month, customer = card.delivered.replace(day=1), row["customer"]
        if (month, customer) not in papers:
            note += rng.randrange(1, 9)
            papers[month, customer] = (
                f"DDT-{card.delivered.year}-{note}",
                f"F-{card.delivered.year}-{note + 4}",
            )
        row["delivery"], row["invoice"] = (
            papers[month, customer] if row["status"] != "loaned" else (None, None)
        )
        row["manufactured_at"] = card.delivered - timedelta(days=rng.randrange(25, 200))
        row["due_back"] = None
        if row["status"] == "loaned":
            row["due_back"] = card.delivered + timedelta(days=rng.choice((7, 14, 21, 30)))
            move(card, card.delivered, "loaned_out", "out", other=row["replaces"])
            broken = by_number[row["replaces"]]
            move(broken, card.delivered, "to_lab", "in", other=card.number)
        else:
            move(card, card.delivered, "delivered", "out", document=row["delivery"])
        if row["status"] == "returned" and card.gone:
            move(card, card.gone, "returned", "in", document=f"RES-{card.gone.year}-{card.number}")
        if row["status"] == "terminated" and card.gone:
            move(card, card.gone, "owner", "", old=row["customer"])
    return sorted(rows, key=lambda row: (row["at"], row["equipment"]))


def _readings(card: Card, zone: ZoneInfo, now: datetime, rng: Random) -> list[dict[str, Any]]:
    """A counter read at each yearly visit, and once more lately."""
    daily = COUNTED.get(card.row["item"])
    if daily is None or card.row["status"] not in ("active", "in_lab"):
        return []
    rows, shown, day = [], Decimal(0), card.delivered
    speed = Decimal(daily) * Decimal(rng.randrange(60, 140)) / 100
    last = now.date() - timedelta(days=rng.randrange(5, 80))
    while (later := min(day + timedelta(days=rng.randrange(330, 400)), last)) > day:
        shown += (speed * (later - day).days).quantize(Decimal(1))
        rows.append(
            {
                "equipment": card.number, "at": _at(later, zone, 11), "who": card.row["technician"], "meter": "",
                "value": str(shown), "replaced": False, "note": "",
            }
        )  # fmt: skip
        day = later
    return rows


def _ledger(agreements: Agreements, zone: ZoneInfo, now: datetime) -> list[dict[str, Any]]:
    """What was bought at the start of each contract with prepaid units, and what was used of it long ago."""
    rows = []
    owners = {row["number"]: row["owner"] for row in agreements.records["contract"]}
    for number, terms in agreements.terms.items():
        if terms.units is None or terms.start is None:
            continue
        bare = {"contract": number, "who": owners[number], "work": None, "call_id": None, "note": ""}
        start = _at(terms.start, zone, 9)
        rows.append(bare | {"at": start, "kind": "bought", "quantity": terms.units})
        step = HOUR_S if terms.units >= HOUR_S else 1
        days = max(1, min(terms.end or now.date(), now.date()).toordinal() - terms.start.toordinal())
        for place in range(terms.used // step):
            at = start + timedelta(days=days * (place + 1) // (terms.used // step + 1))
            rows.append(bare | {"at": at, "kind": "used", "quantity": -step})
    return rows
