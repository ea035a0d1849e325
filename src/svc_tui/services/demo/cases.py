"""What each call is about: who calls, for which unit, with which words, covered by which contract."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from random import Random
from typing import Any

from svc_tui.domain.sla.coverage import DAY_S, Instant, coverage_of, instant_of, local_s, seconds_of
from svc_tui.services.demo.agreements import Agreements
from svc_tui.services.demo.arrivals import arrivals
from svc_tui.services.demo.content import Content, Problem, Request
from svc_tui.services.demo.covers import Answer, Covers
from svc_tui.services.demo.units import Card, Site, address_line, contacts_of, mail_domain
from svc_tui.services.sla.clocks import Clocks, started
from svc_tui.storage.company.settings import Company

FIRST_NUMBER = 10_001
OFFICE_HOURS = "Mo-Fr 08:00-18:30; Sa 08:30-12:30"
REQUESTS = 0.14
"""Share of calls that are no fault."""
RECENT_DAYS = 60
"""Calls younger than this may still be open."""
SERIALS = (
    "serial", "serial_key", "serial_runs_key", "manufacturer_serial", "manufacturer_serial_key",
    "manufacturer_serial_runs_key",
)  # fmt: skip
"""What a call copies from its card's serials."""
_PRIORITIES = ("low", "medium", "high")


@dataclass(slots=True)
class Case:
    """A call as it is reported."""

    place: int
    """0 for the first call."""
    at: int
    customer: "Caller"
    card: "Unit | None"
    matter: Problem | Request
    priority: str
    subject: str
    description: str
    origin: str
    queue: str
    answer: Answer
    clocks: Clocks
    respond_by: int | None
    resolve_by: int | None
    fate: str = "closed"
    """How it stands now; see fates.py."""

    @property
    def number(self) -> str:
        return str(FIRST_NUMBER + self.place)


class Caller:
    """What a call takes from its customer."""

    __slots__ = ("code", "contacts", "queue", "row")

    def __init__(self, content: Content, customer: Any) -> None:
        self.code: str = customer["code"]
        self.contacts = [name for name, _ in contacts_of(content, customer)]
        self.queue: str = content.company["routes"]["territories"][customer["territory"]]
        self.row = {
            "customer": self.code, "customer_name": customer["name"], "phone": customer["phone"],
            "email": f"info@{mail_domain(customer)}", "territory": customer["territory"],
            "location": address_line(customer),
        }  # fmt: skip


class Unit:
    """What a call takes from its card."""

    __slots__ = (
        "caller",
        "card",
        "delivered",
        "gone",
        "group",
        "item",
        "problems",
        "queue",
        "requests",
        "row",
    )

    def __init__(self, content: Content, card: Card, caller: Caller, zone: str) -> None:
        row, group = card.row, card.item["group"]
        self.card, self.caller = card, caller
        self.delivered = local_s(zone, card.delivered.toordinal() + 1, 0)
        self.gone = local_s(zone, card.gone.toordinal(), 0) if card.gone else None
        self.item: str = content.said(card.item)
        self.group = content.group_name(group)
        self.problems = [problem for problem in content.problems if row["item"] in problem.items]
        self.requests = [
            request for request in content.requests if not request.groups or group in request.groups
        ]
        self.queue: str = content.company["routes"]["groups"].get(group, caller.queue)
        self.row = caller.row | {
            **{name: row[name] for name in SERIALS}, "equipment": row["number"],
            "item": row["item"], "item_name": self.item, "item_group": self.group,
            "location": f"{row['address']}, {row['location']}",
        }  # fmt: skip


class Cases:
    """Draws the cases one after the other."""

    def __init__(
        self,
        content: Content,
        company: Company,
        site: Site,
        agreements: Agreements,
        now: datetime,
        rng: Random,
    ) -> None:
        self._content, self._rng, self._now = content, rng, now
        self._zone = company.zone_name
        self._covers = Covers(company, agreements, now)
        self._callers = [Caller(content, customer) for customer in content.customers]
        by_code = {caller.code: caller for caller in self._callers}
        cards = sorted(site.cards, key=lambda card: card.delivered)
        self._units = [Unit(content, card, by_code[card.row["customer"]], self._zone) for card in cards]
        self._delivered = [unit.delivered for unit in self._units]
        self._weights = list(accumulate(card.weight for card in cards))
        self._anywhere = [request for request in content.requests if request.anywhere]
        self._openings = content.words["openings"]
        self._closings = content.words["closings"]
        self._examples = self._spread(site)
        self.office = coverage_of(OFFICE_HOURS, self._zone, company.closed_dates)

    def draw(self, calls: int) -> Iterator[Case]:
        """All cases in the order in which they were reported."""
        examples = {calls - back: unit for back, unit in self._examples.items()}
        for place, at in enumerate(arrivals(calls, self._now, self._zone, self._rng)):
            yield self._case(place, at, examples.get(place))

    def _spread(self, site: Site) -> dict[int, Unit]:
        """Units that show a refusal of entitlement each call once, so many calls before the last."""
        found: dict[int, Unit] = {}
        for customer in self._content.customers:
            states = [wanted.split()[0] for wanted in customer["contracts"]] or ["none"]
            own = [unit for unit in self._units if unit.caller.code == customer["code"]]
            if states[0] == "lastday":
                found[2] = own[0]
            elif states[0] in ("draft", "hold", "ended", "expired", "future", "spent", "none"):
                found[5 + 7 * len(found)] = own[0]
        return found

    def _case(self, place: int, at: int, example: Unit | None) -> Case:
        random = self._rng.random
        unit = example or self._unit(at)
        caller = unit.caller
        card: Unit | None = unit
        matter: Problem | Request
        if example or random() >= REQUESTS:
            matter = unit.problems[int(random() * len(unit.problems))]
        else:
            matter = unit.requests[int(random() * len(unit.requests))]
            if matter.anywhere:
                card = None
        contact = caller.contacts[int(random() * len(caller.contacts))]
        subject = matter.subjects[int(random() * len(matter.subjects))]
        if isinstance(matter, Problem):
            opening = self._openings[int(random() * len(self._openings))]
            closing = self._closings[int(random() * len(self._closings))]
            description = f"{opening}{matter.symptom}{closing}"
            priority = _PRIORITIES[(random() > 0.38) + (random() > 0.74)]
            queue = unit.queue
        else:
            subject = subject.format(n=2 + int(random() * 4), serial=unit.row["serial"], item=unit.item)
            description = matter.description
            priority = "low" if random() < 0.85 else "medium"
            queue = "QUOTES"
        if "{" in description:
            description = description.format(contact=contact)
        draw = random()
        origin = "Telephone" if draw < 0.62 else "E-mail" if draw < 0.88 else "Web"
        answer = self._covers.ask(caller.code, card.card if card else None, unit.group, at, priority)
        clocks = started(instant_of(at), answer.terms, priority, answer.coverage)
        return Case(
            place, at, caller, card, matter, priority, subject, description, origin, queue, answer, clocks,
            respond_by=_seconds(clocks.response.due(clocks.coverage)),
            resolve_by=_seconds(clocks.resolution.due(clocks.coverage)),
        )  # fmt: skip

    def _unit(self, at: int) -> Unit:
        """A unit that stood at a customer then; some break more often than others."""
        random = self._rng.random
        most = max(1, bisect_right(self._delivered, at))
        while True:
            unit = self._units[bisect_right(self._weights, random() * self._weights[most - 1], 0, most - 1)]
            if unit.gone is None or at < unit.gone - DAY_S:
                return unit


def _seconds(due: Instant | None) -> int | None:
    return seconds_of(due) if isinstance(due, datetime) else None
