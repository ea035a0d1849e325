"""Which contract covers a call, by what was true when it was reported, and why the others do not.

Candidates come in as values; the order between several that cover is domain.md B3.4. The answer lists every
candidate with why it was or was not taken.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from svc_tui.domain.core.text import serial_keys
from svc_tui.domain.sla.coverage import Coverage, Never
from svc_tui.domain.sla.question import end_of, nothing_left
from svc_tui.domain.sla.stopwatch import start
from svc_tui.domain.sla.targets import Target
from svc_tui.errors import N_


class Reason(StrEnum):
    """The answer of an entitlement; the words are stable."""

    COVERED = N_("covered")
    NO_CONTRACT = N_("no contract")
    NOT_YET_STARTED = N_("not yet started")
    EXPIRED = N_("expired")
    ON_HOLD = N_("on hold")
    DRAFT = N_("draft")
    TERMINATED = N_("terminated")
    NOT_LISTED = N_("not listed")
    UNITS_EXHAUSTED = N_("units exhausted")
    NO_COVERAGE_LEFT = N_("no coverage left")


# When no contract covers, the answer is the refusal nearest to cover.
_NEAREST = (
    Reason.UNITS_EXHAUSTED,
    Reason.ON_HOLD,
    Reason.NOT_YET_STARTED,
    Reason.DRAFT,
    Reason.EXPIRED,
    Reason.TERMINATED,
    Reason.NOT_LISTED,
)
_TYPES = ("serial", "item_group", "customer")
_REFUSING = {"draft": Reason.DRAFT, "on_hold": Reason.ON_HOLD, "terminated": Reason.TERMINATED}
_ACCEPTED = (Reason.COVERED, Reason.NO_COVERAGE_LEFT)


@dataclass(frozen=True)
class Line:
    """A unit (serial and item) or an item group that a contract lists; empty dates: the contract's."""

    serial: str = ""
    item: str = ""
    item_group: str = ""
    start: date | None = None
    end: date | None = None
    termination: date | None = None
    equipment: int | None = None
    """Number of the unit's card, where it is known."""
    manufacturer_serial: str = ""


@dataclass(frozen=True)
class Candidate:
    """A contract as far as entitlement needs it."""

    number: int
    customer: str
    type: str
    """`serial`, `item_group` or `customer`."""
    start: date
    end: date
    """The last day, inclusive."""
    status: str = "approved"
    """`draft`, `approved`, `on_hold` or `terminated`."""
    service_type: str = "regular"
    """`regular` or `warranty`."""
    termination: date | None = None
    """The first day that is no longer covered."""
    lines: tuple[Line, ...] = ()
    coverage: Coverage | None = None
    response: Target | None = None
    resolution: Target | None = None
    includes: frozenset[str] = frozenset()
    """What the customer does not pay for: `parts`, `labor`, `travel`."""
    units: int | None = None
    """Calls the contract allows; None: as many as come."""
    used: int = 0
    side: str = "sales"
    """Whose contract it is, `sales` or `purchasing`; a call looks at its own side alone."""


@dataclass(frozen=True)
class Considered:
    """One candidate of the answer."""

    number: int
    taken: bool
    why: str
    """A Reason, or in what a covering contract came second."""


@dataclass(frozen=True)
class Entitlement:
    """Whether a call is covered, by which contract, and what was looked at."""

    contract: int | None
    reason: Reason
    considered: tuple[Considered, ...] = ()
    last_day: date | None = None
    """The last day the taken contract covers the unit."""

    @property
    def is_accepted(self) -> bool:
        """The contract is charged with the call; with `no coverage left` there is no due date."""
        return self.reason in _ACCEPTED

    @property
    def has_due_dates(self) -> bool:
        """Whether the contract's targets count."""
        return self.reason is Reason.COVERED


@dataclass(frozen=True)
class _Verdict:
    candidate: Candidate
    reason: Reason
    last_day: date
    due: datetime


@dataclass(frozen=True)
class _Unit:
    """The unit of a call, as contracts list units."""

    equipment: int | None
    keys: frozenset[str]
    item: str
    item_group: str


def effective_end(end: date, termination: date | None) -> date:
    """The last day that really counts: the end, or the day before the termination."""
    if termination is None:
        return end
    return min(end, termination - timedelta(days=1) if termination > date.min else termination)


def entitle(
    candidates: Iterable[Candidate],
    *,
    customer: str,
    at: datetime,
    serial: str = "",
    item: str = "",
    item_group: str = "",
    side: str = "sales",
    manufacturer_serial: str = "",
    equipment: int | None = None,
) -> Entitlement:
    """The contract of a call reported at `at` for a customer's unit."""
    unit = _Unit(equipment, _keys(serial, manufacturer_serial), item, item_group)
    verdicts = [
        _judge(candidate, at, unit)
        for candidate in candidates
        if candidate.customer == customer and candidate.side == side
    ]
    taken = min((verdict for verdict in verdicts if verdict.reason in _ACCEPTED), key=_rank, default=None)
    listed = tuple(
        Considered(verdict.candidate.number, verdict is taken, _why(verdict, taken))
        for verdict in sorted(verdicts, key=lambda verdict: (verdict is not taken, _order(verdict)))
    )
    if taken is not None:
        return Entitlement(taken.candidate.number, taken.reason, listed, taken.last_day)
    nearest = min((verdict.reason for verdict in verdicts), key=_NEAREST.index, default=Reason.NO_CONTRACT)
    return Entitlement(None, nearest, listed)


def _judge(candidate: Candidate, at: datetime, unit: _Unit) -> _Verdict:
    day = (candidate.coverage.local(at) if candidate.coverage else at.astimezone(UTC)).date()
    last_day = effective_end(candidate.end, candidate.termination)
    lines = [line for line in candidate.lines if _lists(candidate, line, unit)]
    if candidate.type == "customer":
        lines = [Line()]
    reason = _standing(candidate, day) if lines else Reason.NOT_LISTED
    if reason is Reason.COVERED:
        # Of several lines for one unit the one that reaches furthest speaks for it.
        reasons = [(_line_standing(line, day), _line_end(line, last_day)) for line in lines]
        active = [end for found, end in reasons if found is Reason.COVERED]
        reason = Reason.COVERED if active else min((found for found, _ in reasons), key=_NEAREST.index)
        last_day = max(active, default=last_day)
    if reason is Reason.COVERED and candidate.units is not None and candidate.used >= candidate.units:
        reason = Reason.UNITS_EXHAUSTED
    if reason is Reason.COVERED and _nothing_left(candidate.coverage, at, last_day):
        reason = Reason.NO_COVERAGE_LEFT
    return _Verdict(candidate, reason, last_day, _due(candidate, at) if reason is Reason.COVERED else _FAR)


def _lists(candidate: Candidate, line: Line, unit: _Unit) -> bool:
    if candidate.type == "serial":
        if line.equipment is not None and unit.equipment is not None:
            return line.equipment == unit.equipment
        same_item = not line.item or not unit.item or line.item == unit.item
        return same_item and not unit.keys.isdisjoint(_keys(line.serial, line.manufacturer_serial))
    return candidate.type == "item_group" and bool(unit.item_group) and line.item_group == unit.item_group


@lru_cache(maxsize=1 << 16)
def _keys(*serials: str) -> frozenset[str]:
    return frozenset(key for serial in serials if serial for key in serial_keys(serial))


def _standing(candidate: Candidate, day: date) -> Reason:
    if candidate.status in _REFUSING:
        return _REFUSING[candidate.status]
    if candidate.termination is not None and candidate.termination <= day:
        return Reason.TERMINATED
    if day < candidate.start:
        return Reason.NOT_YET_STARTED
    return Reason.EXPIRED if day > candidate.end else Reason.COVERED


def _line_standing(line: Line, day: date) -> Reason:
    if line.termination is not None and line.termination <= day:
        return Reason.TERMINATED
    if line.start is not None and day < line.start:
        return Reason.NOT_YET_STARTED
    return Reason.EXPIRED if line.end is not None and day > line.end else Reason.COVERED


def _line_end(line: Line, last_day: date) -> date:
    return min(last_day, effective_end(line.end or last_day, line.termination))


def _nothing_left(coverage: Coverage | None, at: datetime, last_day: date) -> bool:
    return coverage is not None and nothing_left(coverage, at, end_of(last_day, coverage))


_FAR = datetime.max.replace(tzinfo=UTC)


def _due(candidate: Candidate, at: datetime) -> datetime:
    """The due date that ranks a contract: resolution, else response."""
    return _due_under(candidate.resolution, candidate.response, candidate.coverage, at)


@lru_cache(maxsize=1 << 12)
def _due_under(
    resolution: Target | None, response: Target | None, coverage: Coverage | None, at: datetime
) -> datetime:
    for target in (resolution, response):
        due = start(at, target, coverage).due(coverage)
        if due is not None and not isinstance(due, Never):
            return due
    return _FAR


# What a covering contract loses by, in the order of B3.4; the words answer "why not this one".
_LOSES = (
    N_("no coverage left"),
    N_("less specific"),
    N_("a warranty comes first"),
    N_("due later"),
    N_("includes less"),
    N_("ends earlier"),
    N_("lower number"),
)


def _rank(verdict: _Verdict) -> tuple[int, int, int, datetime, int, int, int]:
    candidate = verdict.candidate
    kind = _TYPES.index(candidate.type)
    regular = int(kind == 0 and candidate.service_type != "warranty")
    return (
        int(verdict.reason is not Reason.COVERED),
        kind,
        regular,
        verdict.due,
        -len(candidate.includes),
        -verdict.last_day.toordinal(),
        -candidate.number,
    )


def _order(verdict: _Verdict) -> tuple[int, tuple[int, int, int, datetime, int, int, int]]:
    accepted = verdict.reason in _ACCEPTED
    return (0 if accepted else 1 + _NEAREST.index(verdict.reason), _rank(verdict))


def _why(verdict: _Verdict, taken: _Verdict | None) -> str:
    if taken is None or verdict is taken or verdict.reason not in _ACCEPTED:
        return verdict.reason.value
    pairs = zip(_rank(verdict), _rank(taken), strict=True)
    return next((_LOSES[place] for place, (mine, best) in enumerate(pairs) if mine != best), _LOSES[-1])
