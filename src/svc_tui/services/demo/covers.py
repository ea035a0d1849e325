"""Which contract covers a unit at an instant, asked of the real entitlement and remembered between its breaks."""

from bisect import bisect_right
from datetime import date, datetime, timedelta
from typing import NamedTuple

from svc_tui.domain.sla.coverage import DAY_S, Coverage, in_zone, instant_of, seconds_of
from svc_tui.domain.sla.entitlement import Candidate, Entitlement, Reason, entitle
from svc_tui.domain.sla.entitlement import Line as ContractLine
from svc_tui.services.demo.agreements import Agreements
from svc_tui.services.demo.units import Card
from svc_tui.services.sla.clocks import coverage_under
from svc_tui.services.sla.cover import candidate
from svc_tui.storage.company.settings import Company
from svc_tui.storage.contracts.terms import Terms


class Answer(NamedTuple):
    """The entitlement of one call."""

    contract: int | None
    covered: bool
    reason: str
    terms: Terms | None
    """The terms whose targets count; none without due dates."""
    coverage: Coverage | None


class _Known(NamedTuple):
    candidates: list[Candidate]
    breaks: list[int]
    answers: list[Answer | None]
    """The answer from each break to the next; none where the instant itself matters."""


class Covers:
    """Answers for all units, at any instant."""

    def __init__(self, company: Company, agreements: Agreements, now: datetime) -> None:
        self._company, self._agreements, self._now = company, agreements, now
        self._known: dict[tuple[str, int], _Known] = {}
        self._coverages: dict[int, Coverage | None] = {
            number: coverage_under(terms, company, now) for number, terms in agreements.terms.items()
        }

    def ask(self, customer: str, card: Card | None, group: str, at: int, priority: str) -> Answer:
        """The answer for a unit (or for the customer alone) at an instant, in UTC seconds."""
        key = (customer, card.number if card else 0)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._learn(customer, card, group)
        found = known.answers[bisect_right(known.breaks, at)]
        return found if found is not None else self._live(known, customer, card, group, at, priority)

    def _learn(self, customer: str, card: Card | None, group: str) -> _Known:
        terms = self._agreements.of_customer(customer)
        candidates = [candidate(found, self._company, "medium", self._now) for found in terms]
        # Contracts for other units never speak for this one, unless there is nothing else to say.
        own = [each for each in candidates if _reason(each, customer, card, group) is not Reason.NOT_LISTED]
        candidates = own or candidates[:1]
        breaks = sorted({at for found in candidates for at in self._breaks(found)})
        answers: list[Answer | None] = []
        for place, start in enumerate([(breaks[0] if breaks else 0) - DAY_S, *breaks]):
            at = instant_of(start)
            taken = [each for each in candidates if _entitled([each], customer, card, group, at).is_accepted]
            ranks = [_rank(each) for each in taken]
            ending = place < len(breaks) and breaks[place] - start <= 8 * DAY_S
            if taken and (ending or ranks.count(min(ranks)) > 1):
                answers.append(None)
            else:
                answers.append(self._answer(_entitled(candidates, customer, card, group, at)))
        return _Known(candidates, breaks, answers)

    def _breaks(self, found: Candidate) -> list[int]:
        """Instants at which the answer may change; eight days before an end the coverage left must be counted."""
        days: set[date] = set()
        parts: list[Candidate | ContractLine] = [found, *found.lines]
        for part in parts:
            if part.start:
                days.add(part.start)
            if part.termination:
                days |= {part.termination, part.termination - timedelta(days=8)}
            if part.end:
                days |= {part.end + timedelta(days=1), part.end - timedelta(days=7)}
        zone = found.coverage.zone if found.coverage else self._company.zone_name
        return [seconds_of(in_zone(_midnight(day), zone)) for day in days]

    def _live(
        self, known: _Known, customer: str, card: Card | None, group: str, at: int, priority: str
    ) -> Answer:
        candidates = known.candidates
        if priority != "medium":
            candidates = [
                candidate(self._agreements.terms[found.number], self._company, priority, self._now)
                for found in candidates
            ]
        return self._answer(_entitled(candidates, customer, card, group, instant_of(at)))

    def _answer(self, found: Entitlement) -> Answer:
        terms = self._agreements.terms.get(found.contract) if found.contract and found.has_due_dates else None
        coverage = self._coverages[terms.number] if terms else None
        return Answer(found.contract, found.is_accepted, found.reason.value, terms, coverage)


def _rank(found: Candidate) -> tuple[int, bool]:
    """What decides between covering contracts before any due date does."""
    kind = ("serial", "item_group", "customer").index(found.type)
    return kind, kind == 0 and found.service_type != "warranty"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())


def _reason(found: Candidate, customer: str, card: Card | None, group: str) -> Reason:
    return _entitled([found], customer, card, group, in_zone(_midnight(found.start), "UTC")).reason


def _entitled(
    candidates: list[Candidate], customer: str, card: Card | None, group: str, at: datetime
) -> Entitlement:
    if card is None:
        return entitle(candidates, customer=customer, at=at)
    serial = card.row["serial"] or card.row["manufacturer_serial"]
    return entitle(
        candidates, customer=customer, at=at, serial=serial, item=card.row["item"], item_group=group
    )
