"""Contracts of the demo company: regular ones of all three types and states, and warranties by delivery."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from svc_tui.domain.sla.week import DAYS
from svc_tui.services.demo.company import Records
from svc_tui.services.demo.content import Content
from svc_tui.services.demo.units import Card, Site, is_plain
from svc_tui.storage.contracts.terms import Line, Terms

HOLIDAYS = {"CH": "CH", "AT": "AT", "DE": "DE-BY", "FR": "FR", "SI": "SI", "GB": "GB-ENG"}
HOUR_S = 3600
SHOWN = 58
"""The number of the laundry's contract that the manual shows."""


@dataclass
class Agreements:
    """All contracts by number, with their rows."""

    terms: dict[int, Terms] = field(default_factory=dict)
    records: Records = field(default_factory=dict)

    def of_customer(self, code: str) -> list[Terms]:
        """The contracts of a customer."""
        return [terms for terms in self.terms.values() if terms.customer == code]


@dataclass
class _Draft:
    """A contract before it has its number."""

    terms: Terms
    template: str
    order: int
    renewed: "_Draft | None" = None
    """The contract of the period before."""


def agreements_of(content: Content, site: Site, now: datetime, rng: Random) -> Agreements:
    """The contracts, numbered by their first day."""
    drafts: list[_Draft] = []
    for customer in content.customers:
        cards = [
            card for card in site.cards if card.customer is customer and card.row["status"] != "terminated"
        ]
        for wanted in customer["contracts"]:
            _regular(drafts, content, customer, cards, wanted, now, rng)
        if not is_plain(customer):
            _warranties(drafts, content, customer, cards, now.date())
    drafts.sort(key=lambda draft: (draft.terms.start or date.min, draft.order))
    numbers = list(range(1, len(drafts) + 1))
    shown = next(place for place, draft in enumerate(drafts) if draft.terms.number == SHOWN)
    numbers[shown], numbers[SHOWN - 1] = numbers[SHOWN - 1], numbers[shown]
    found = Agreements()
    rows, lines, targets = [], [], []
    for number, draft in zip(numbers, drafts, strict=True):
        terms = replace(draft.terms, number=number)
        found.terms[number] = terms
        rows.append(_row(terms, draft.template, now, rng) | _price(content, site, terms, draft.template))
        lines += [vars(line) | {"contract": number, "line": place} for place, line in enumerate(terms.lines)]
        targets += [
            {"contract": number, "priority": priority, "response": response, "resolution": resolution}
            for priority, (response, resolution) in terms.targets.items()
        ]
    number_of = {id(draft): number for number, draft in zip(numbers, drafts, strict=True)}
    for row, draft in zip(rows, drafts, strict=True):
        row["renews"] = number_of[id(draft.renewed)] if draft.renewed else None
    found.records = {"contract": rows, "contract_line": lines, "contract_target": targets}
    return found


def _regular(
    drafts: list[_Draft],
    content: Content,
    customer: Mapping[str, Any],
    cards: list[Card],
    wanted: str,
    now: datetime,
    rng: Random,
) -> None:
    """`[state] TEMPLATE scope`, as customers.toml has it; old customers had a contract before this one."""
    *states, template, scope = wanted.split()
    state = states[0] if states else "approved"
    today = now.astimezone(ZoneInfo(content.company["zone"])).date()
    start, end = _window(today, state, rng)
    kind, lines = _lines(content, cards, scope, start)
    terms = _terms(content, customer, template, kind, lines, start, end)
    terms = replace(
        terms, status={"draft": "draft", "hold": "on_hold", "ended": "terminated"}.get(state, "approved")
    )
    if state == "ended":
        terms = replace(terms, termination=today - timedelta(days=75))
    if state == "lastday":
        terms = replace(terms, coverage=f"{DAYS[(today.weekday() + 3) % 7]} 08:00-18:00")
    if state == "spent":
        terms = replace(terms, used=terms.units or 0)
    if customer["code"] == "C10001":
        terms = replace(terms, number=SHOWN)
    draft = _Draft(terms, template, len(drafts))
    drafts.append(draft)
    if state == "approved" and rng.random() < 0.4:
        earlier = replace(terms, number=0, start=start - timedelta(days=730), end=start - timedelta(days=1))
        draft.renewed = _Draft(earlier, template, len(drafts))
        drafts.append(draft.renewed)


def _window(today: date, state: str, rng: Random) -> tuple[date, date]:
    if state == "future":
        return today + timedelta(days=20), today + timedelta(days=384)
    if state == "draft":
        return today - timedelta(days=10), today + timedelta(days=354)
    start = today - timedelta(days=rng.randrange(700, 2600))
    if state == "expired":
        return start, today - timedelta(days=40)
    if state == "lastday":
        return today - timedelta(days=364), today
    year = today.year + (1 if today.month == 12 else 0)
    end = date(year, 12, 31) if rng.random() < 0.6 else today + timedelta(days=rng.randrange(40, 700))
    return start, end


def _lines(content: Content, cards: list[Card], scope: str, start: date) -> tuple[str, tuple[Line, ...]]:
    name, _, value = scope.partition(":")
    if name == "group":
        return "item_group", (_line(item_group=content.group_name(value)),)
    if name == "serial":
        listed = sorted(cards, key=lambda card: (card.row["serial"] != "SN-000931", card.number))[
            : int(value)
        ]
        return "serial", tuple(_unit_line(card, max(start, card.delivered)) for card in listed)
    return "customer", ()


def _line(**values: Any) -> Line:
    names = (
        "equipment",
        "serial",
        "manufacturer_serial",
        "item",
        "item_group",
        "start",
        "end",
        "termination",
    )
    return Line(**{name: values.get(name) for name in names})


def _unit_line(card: Card, start: date | None, end: date | None = None) -> Line:
    row = card.row
    return _line(
        equipment=row["number"], serial=row["serial"], manufacturer_serial=row["manufacturer_serial"],
        item=row["item"], start=start, end=end, termination=card.gone if row["status"] == "returned" else None,
    )  # fmt: skip


def _warranties(
    drafts: list[_Draft], content: Content, customer: Mapping[str, Any], cards: list[Card], today: date
) -> None:
    """One warranty for the units of a delivery that share a template, as a delivery note makes it."""
    by_delivery: dict[tuple[date, str], list[Card]] = {}
    for card in cards:
        if card.row["warranty_start"] and (today - card.delivered).days < 900:
            month = card.delivered.replace(day=1)
            by_delivery.setdefault((month, card.item["warranty"]), []).append(card)
    for (_, template), listed in by_delivery.items():
        start = min(card.delivered for card in listed)
        end = max(card.row["warranty_end"] for card in listed)
        lines = tuple(_unit_line(card, card.delivered, card.row["warranty_end"]) for card in listed)
        terms = _terms(content, customer, template, "serial", lines, start, end)
        drafts.append(_Draft(replace(terms, service_type="warranty"), template, len(drafts)))


def _terms(
    content: Content,
    customer: Mapping[str, Any],
    template: str,
    kind: str,
    lines: tuple[Line, ...],
    start: date,
    end: date,
) -> Terms:
    model, hours = content.contracts[template], customer.get("prepaid_hours")
    if "months" in model:
        hours = None
    return Terms(
        number=0, description=f"{content.said(model)}, {customer['name']}", type=kind, service_type="regular",
        status="approved", customer=customer["code"], start=start, end=end, termination=None,
        response=model["response"], resolution=model["resolution"], coverage=model["coverage"],
        zone=customer.get("zone"), holidays=HOLIDAYS.get(customer.get("country", "")), closed_dates=(),
        includes=tuple(name for name in ("parts", "labour", "travel") if model.get(name)),
        units=hours * HOUR_S if hours else model.get("units"), used=0, lines=lines,
        targets={priority: (pair[0], pair[1]) for priority, pair in model.get("priority", {}).items()},
    )  # fmt: skip


def _row(terms: Terms, template: str, now: datetime, rng: Random) -> dict[str, Any]:
    plain = ("number", "description", "type", "service_type", "status", "customer", "start", "end", "termination",
             "response", "resolution", "coverage", "zone", "holidays", "units", "used")  # fmt: skip
    regular = terms.service_type == "regular" and terms.status != "terminated"
    row = {name: getattr(terms, name) for name in plain}
    row |= {f"include_{name}": name in terms.includes for name in ("parts", "labour", "travel")}
    renews = regular and rng.random() < 0.6
    return row | {
        "owner": "elena" if rng.random() < 0.6 else "luca", "template": template, "renewal": renews,
        "remind": rng.choice(("30d", "2w", "2m")) if renews else None,
    }  # fmt: skip


def _price(content: Content, site: Site, terms: Terms, template: str) -> dict[str, Any]:
    """Price of the whole period and length in months; what is prepaid and how work counts."""
    model = content.contracts[template]
    assert terms.start is not None
    assert terms.end is not None
    months = round((terms.end - terms.start).days / 30.44)
    owned = [card for card in site.cards if card.customer["code"] == terms.customer]
    units = len(terms.lines) if terms.type == "serial" else len(owned)
    if terms.type == "item_group":
        units = sum(content.group_name(card.item["group"]) == terms.lines[0].item_group for card in owned)
    price = Decimal(model.get("price", "0")) * units * months / 12
    hours = terms.units is not None and "units" not in model
    return {
        "duration": months, "value": str(price.quantize(Decimal(1))) if price else None,
        "unit_kind": "hours" if hours else model.get("unit_kind"), "unit_step": "15m" if hours else None,
        "unit_minimum": "30m" if hours else None, "unit_night": "Mo-Su 22:00-06:00" if hours else None,
        "unit_night_factor": "2" if hours else None,
    }  # fmt: skip
