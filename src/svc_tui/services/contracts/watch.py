"""Looking ahead: which contracts end when and what is at stake, who is reminded, and when a call would be due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from svc_tui.domain.calls import rules as call_rules
from svc_tui.domain.contracts.ledger import percent
from svc_tui.domain.contracts.periods import parse_notice, remind_on
from svc_tui.domain.core.money import amount
from svc_tui.domain.sla.coverage import Coverage, Never
from svc_tui.domain.sla.entitlement import Reason, entitle
from svc_tui.domain.sla.explain import Explanation, explain
from svc_tui.domain.sla.question import end_of
from svc_tui.domain.sla.targets import Budget, budget_of, parse_target
from svc_tui.errors import N_, NotFound, Refused, SvcError
from svc_tui.services.contracts.reading import ContractReading
from svc_tui.services.contracts.reminders import remind
from svc_tui.services.sla.clocks import coverage_under
from svc_tui.services.sla.closed_names import closed_names
from svc_tui.services.sla.cover import candidate
from svc_tui.services.sla.question import number_of
from svc_tui.storage.contracts import ties as contract_ties
from svc_tui.storage.contracts.lists import ContractRow
from svc_tui.storage.contracts.terms import Terms, terms
from svc_tui.storage.contracts.ties import Use

STEPS = (30, 60, 90)
"""Days of the renewal calendar."""


@dataclass(frozen=True)
class Ending:
    """A contract in force that ends soon."""

    row: ContractRow
    within: int
    """The step of the calendar it falls into: 30, 60, 90 or the days that were asked for."""
    value: Decimal | None
    """What the customer pays for the present period."""
    percent: int | None
    """How much of what is prepaid is used."""
    use: Use
    remind_on: date | None
    """The day to remind its owner."""


@dataclass(frozen=True)
class Calendar:
    """What ends within some days, the next end first."""

    endings: tuple[Ending, ...]

    @property
    def at_stake(self) -> Decimal:
        """The value of what ends and has no next period yet."""
        return _sum(each for each in self.endings if each.row.renewed_by is None)

    def within(self, days: int) -> "Calendar":
        """What ends in one step of the calendar."""
        return Calendar(tuple(each for each in self.endings if each.within == days))


@dataclass(frozen=True)
class Simulation:
    """When a call would be due that came in at an instant with a priority."""

    number: int
    at: datetime
    priority: str
    zone: str
    coverage: str
    response_target: str | None
    resolution_target: str | None
    response: Explanation | None
    resolution: Explanation | None
    reason: str
    """The answer of the entitlement at that instant, were the unit listed."""
    flags: tuple[str, ...]
    """after_contract_end, no_coverage_left, never, or the reason it is not covered."""


class ContractWatch(ContractReading):
    """What is to come."""

    def ending(self, days: int = 90, text: str = "") -> Calendar:
        """Contracts in force that end within so many days, the next end first; of a filter, if one is given."""
        if days < 0:
            raise Refused(N_("{days} days lie in the past. Give a number from 0 on."), days=days)
        wanted = f"is:covering left_days:<={days} sort:end" + (f" ({text})" if text.strip() else "")
        rows = list(self.all_rows(wanted))
        with self._context.store.read() as session:
            used = contract_ties.use_of(session=session, numbers=[row.number for row in rows])
        return Calendar(tuple(_ending(row, days, used.get(row.number, Use())) for row in rows))

    def remind(self) -> list[int]:
        """Write to the owners of contracts whose reminder is due, once for each end. Returns their numbers."""
        return remind(self._context)

    def simulate(self, number: str | int, at: datetime | None = None, priority: str = "low") -> Simulation:
        """If a call came in at an instant with a priority: due when, with the spans that count (K12).

        Raises:
            NotFound: there is no such contract.
            Refused: no such priority, or terms that cannot be read.
        """
        call_rules.check_priority(priority)
        when, company = at or self._context.now(), self._context.company
        wanted = number_of(str(number))
        with self._context.store.read() as session:
            found = terms(session=session, number=wanted) if wanted is not None else None
        if found is None:
            raise NotFound(
                N_("There is no contract {contract}. Type its number, such as K-58."), contract=number
            )
        coverage = coverage_under(found, company, self._context.now())
        if coverage is None or found.start is None or found.end is None:
            raise Refused(N_("K-{number} has no period. Set its start and end first."), number=found.number)
        reason = self._reason(found, when, priority)
        names = self._names(found)
        texts = found.target(priority)
        explained = [
            None if reason is Reason.NO_COVERAGE_LEFT else _explained(text, coverage, when, names)
            for text in texts
        ]
        return Simulation(
            number=found.number, at=when, priority=priority, zone=coverage.zone, coverage=found.coverage,
            response_target=texts[0], resolution_target=texts[1], response=explained[0], resolution=explained[1],
            reason=reason.value, flags=_flags(found, coverage, reason, explained),
        )  # fmt: skip

    def _reason(self, found: Terms, at: datetime, priority: str) -> Reason:
        """What the entitlement says of the contract itself, whatever the unit."""
        asked = replace(
            candidate(found, self._context.company, priority, self._context.now()), type="customer", lines=()
        )
        return entitle([asked], customer=found.customer, at=at).reason

    def _names(self, found: Terms) -> Mapping[date, str]:
        try:
            return closed_names(found.holidays, self._context.company, self._context.now())
        except SvcError:
            return {}


def _explained(
    text: str | None, coverage: Coverage, at: datetime, names: Mapping[date, str]
) -> Explanation | None:
    if text is None:
        return None
    budget = budget_of(parse_target(text), coverage, at)
    return (
        explain(coverage, at, budget, (), names)
        if isinstance(budget, Budget)
        else Explanation(budget, 0, (), ())
    )


def _flags(
    found: Terms, coverage: Coverage, reason: Reason, explained: list[Explanation | None]
) -> tuple[str, ...]:
    flags = [] if reason is Reason.COVERED else [reason.value.replace(" ", "_")]
    assert found.effective_end is not None
    over = end_of(found.effective_end, coverage)
    dues = [each.due for each in explained if each is not None]
    if any(isinstance(due, Never) for due in dues):
        flags.append("never")
    if any(isinstance(due, datetime) and due > over for due in dues):
        flags.append("after_contract_end")
    return tuple(flags)


def _ending(row: ContractRow, days: int, used: Use) -> Ending:
    left, end = row.left_days or 0, row.effective_end
    step = next((step for step in STEPS if left <= step), days)
    remind = None
    if row.renewal and row.remind and end is not None:
        try:
            remind = remind_on(end, parse_notice(row.remind))
        except Refused:
            remind = None
    share = None if row.units is None else percent(row.used, row.units)
    return Ending(row, min(step, days) if days < STEPS[0] else step, amount(row.value), share, used, remind)


def _sum(endings: Iterable[Ending]) -> Decimal:
    return sum((each.value or Decimal(0) for each in endings), Decimal(0))
