"""Customers of the demo company and the units that stand at their sites."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from svc_tui.domain.core.phones import phone_key
from svc_tui.domain.core.text import fold, serial_columns
from svc_tui.services.demo.company import Records
from svc_tui.services.demo.content import Content
from svc_tui.services.demo.serials import Serials

PLAIN_STATES = ("draft", "hold", "ended", "expired", "future", "lastday", "spent")


@dataclass(slots=True)
class Card:
    """An equipment card as the calls need it."""

    row: dict[str, Any]
    item: Mapping[str, Any]
    customer: Mapping[str, Any]
    delivered: date
    gone: date | None = None
    """No calls after this day: returned, terminated or in the lab."""
    weight: float = 1.0
    """How often it breaks."""

    @property
    def number(self) -> int:
        return int(self.row["number"])


@dataclass
class Site:
    """All units of all customers."""

    records: Records = field(default_factory=dict)
    cards: list[Card] = field(default_factory=list)


def site_of(content: Content, now: datetime, rng: Random) -> Site:
    """Customers with contacts, addresses and cards, in the order of delivery."""
    site, serials = Site(), Serials(rng)
    site.records = _customers(content)
    items = {item["code"]: item for item in content.items["items"]}
    makers = {maker["code"]: maker["serial"] for maker in content.items["makers"]}
    today = now.date()
    for customer in content.customers:
        for code, count in units_of(customer):
            for place in range(count):
                known = "SN-000931" if (customer["code"], code, place) == ("C10001", "WSH-40", 0) else None
                delivered = today - timedelta(days=1240) if known else _delivered(today, customer, rng)
                row = _card(content, customer, items[code], delivered, rng)
                _number(row, items[code], makers, delivered, serials, rng, known)
                site.cards.append(
                    Card(row, items[code], customer, delivered, weight=rng.expovariate(1) + 0.15)
                )
                if known:
                    row["location"] = content.said(content.items["places"]["LAUNDRY"])[0]
    site.cards.sort(key=lambda card: (card.delivered, card.row["customer"], card.row["item"]))
    _part(site, today, rng)
    for number, card in enumerate(site.cards, start=1):
        card.row["number"] = number
    _lend(site, content, today, makers, serials, rng)
    _former(site, content, today, rng)
    for card in site.cards:
        for name in ("serial", "manufacturer_serial"):
            card.row.update(serial_columns(name, card.row[name]))
    site.records["equipment"] = [card.row for card in site.cards]
    return site


def units_of(customer: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Item codes with how many of them, from `WSH-40 5, DRY-35 3`."""
    pairs = (part.split() for part in customer["units"].split(","))
    return [(code, int(count)) for code, count in pairs]


def is_plain(customer: Mapping[str, Any]) -> bool:
    """A customer whose only contract, or none, shows one refusal of entitlement: no warranties beside it."""
    first = (customer["contracts"] or ["none"])[0].split()[0]
    return first == "none" or first in PLAIN_STATES


def address_line(customer: Mapping[str, Any]) -> str:
    """Street, code and town on one line."""
    return f"{customer['street']}, {customer['zip']} {customer['city']}"


def mail_domain(customer: Mapping[str, Any]) -> str:
    """A domain that cannot exist, from the customer's name."""
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in fold(customer["name"]))
    return "-".join(words.split()[:3]) + ".example"


def contacts_of(content: Content, customer: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and position of each contact."""
    roles = content.words["roles"]
    pairs = (contact.split("|") for contact in customer["contacts"])
    return [(name, roles[role]) for name, role in pairs]


def _customers(content: Content) -> Records:
    customers, contacts, addresses = [], [], []
    routes = content.company["routes"]
    for customer in content.customers:
        code, domain = customer["code"], mail_domain(customer)
        visits = routes["visits"][routes["territories"][customer["territory"]]]
        customers.append(
            {
                "code": code, "name": customer["name"], "phone": customer["phone"],
                "phone_key": phone_key(customer["phone"]), "email": f"info@{domain}",
                "territory": customer["territory"], "technician": visits[int(code[1:]) % len(visits)],
            }
        )  # fmt: skip
        for place, (name, position) in enumerate(contacts_of(content, customer)):
            mobile = f"+39 34{place} 555 {code[1:]}" if place else None
            contacts.append(
                {
                    "customer": code, "number": int(code[1:]) * 10 + place, "name": name, "position": position,
                    "phone": customer["phone"], "phone_key": phone_key(customer["phone"]), "mobile": mobile,
                    "mobile_key": phone_key(mobile), "email": f"{fold(name.split()[-1])}@{domain}",
                }
            )  # fmt: skip
        for kind in ("ship_to", "bill_to"):
            addresses.append(
                {
                    "customer": code, "kind": kind, "name": customer["city"], "street": customer["street"],
                    "zip_code": customer["zip"], "city": customer["city"], "state": customer.get("state"),
                    "country": customer.get("country", "IT"),
                }
            )  # fmt: skip
    return {"customer": customers, "contact": contacts, "address": addresses}


def _delivered(today: date, customer: Mapping[str, Any], rng: Random) -> date:
    """Anything up to nine years back; where one refusal is to be seen, long out of warranty."""
    low = 1200 if is_plain(customer) else 25
    return today - timedelta(days=int(low + (3300 - low) * rng.random() ** 1.2))


def _card(
    content: Content, customer: Mapping[str, Any], item: Mapping[str, Any], delivered: date, rng: Random
) -> dict[str, Any]:
    routes = content.company["routes"]
    months = 24 if item["warranty"].endswith("24") else 12
    contact, _ = contacts_of(content, customer)[-1]
    own = item["group"] in routes["groups"] and rng.random() < 0.3
    visits = routes["visits"][item["group"] if own else routes["territories"][customer["territory"]]]
    return {
        "number": 0, "serial": None, "serial_key": None, "serial_runs_key": None, "manufacturer_serial": None,
        "manufacturer_serial_key": None, "manufacturer_serial_runs_key": None,
        "item": item["code"], "customer": customer["code"], "buyer": None,
        "contact": contact, "phone": customer["phone"], "status": "active", "technician": rng.choice(visits),
        "territory": customer["territory"], "address": address_line(customer),
        "location": rng.choice(content.said(content.items["places"][item["group"]])),
        "warranty_start": delivered, "warranty_end": delivered + timedelta(days=round(months * 30.44) - 1),
        "delivered_at": delivered, "replaces": None, "replaced_by": None,
    }  # fmt: skip


def _number(
    row: dict[str, Any],
    item: Mapping[str, Any],
    makers: Mapping[str, str],
    delivered: date,
    serials: Serials,
    rng: Random,
    known: str | None = None,
) -> None:
    built = delivered - timedelta(days=rng.randrange(20, 200))
    made = serials.reserve(known) if known else serials.make(makers[item["maker"]], built)
    tagged = known is None and rng.random() < item["tag"]
    row["serial"] = serials.tag() if tagged else made
    row["manufacturer_serial"] = made


def _part(site: Site, today: date, rng: Random) -> None:
    """Some old units came back."""
    old = [
        card for card in site.cards if (today - card.delivered).days > 2000 and not is_plain(card.customer)
    ]
    for card in rng.sample(old, 4):
        card.row["status"] = "returned"
        card.gone = today - timedelta(days=rng.randrange(70, 400))


def _lend(
    site: Site, content: Content, today: date, makers: Mapping[str, str], serials: Serials, rng: Random
) -> None:
    """Broken units in the lab, each with a loaned one in its place."""
    items = {item["code"]: item for item in content.items["items"]}
    kinds = {"CFM-2", "GRD-65", "LBP-4", "ICE-90", "CFA-1", "PMP-7"}
    broken = [
        card
        for card in site.cards
        if card.row["item"] in kinds and card.row["status"] == "active" and not is_plain(card.customer)
    ]
    for card in rng.sample(broken, 4):
        card.row["status"] = "in_lab"
        card.gone = today - timedelta(days=rng.randrange(3, 20))
        row = dict(card.row) | {
            "number": len(site.cards) + 1, "status": "loaned", "replaces": card.number, "replaced_by": None,
            "warranty_start": None, "warranty_end": None, "delivered_at": card.gone,
        }  # fmt: skip
        item = items[row["item"]]
        _number(row, item, makers, card.gone - timedelta(days=900), serials, rng)
        card.row["replaced_by"] = row["number"]
        site.cards.append(Card(row, item, card.customer, card.gone, weight=0.3))


def _former(site: Site, content: Content, today: date, rng: Random) -> None:
    """Units that changed hands: the former owner's card stays, terminated, with the same serial."""
    sold = [
        card
        for card in site.cards
        if card.row["status"] == "active" and 500 < (today - card.delivered).days < 2500
    ]
    for card in rng.sample(sold, 5):
        owners = [each for each in content.customers if each is not card.customer and not is_plain(each)]
        owner = rng.choice([each for each in owners if each["territory"] == card.row["territory"]] or owners)
        contact, _ = contacts_of(content, owner)[0]
        before = card.delivered - timedelta(days=rng.randrange(600, 1500))
        row = dict(card.row) | {
            "number": len(site.cards) + 1, "status": "terminated", "customer": owner["code"],
            "contact": contact, "phone": owner["phone"], "territory": owner["territory"],
            "address": address_line(owner), "delivered_at": before, "warranty_start": before,
            "warranty_end": before + timedelta(days=364),
        }  # fmt: skip
        site.cards.append(Card(row, card.item, owner, before, gone=card.delivered - timedelta(days=30)))
