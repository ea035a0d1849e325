"""Fees of contracts: which fall due until a day, and how much each is.

A fee is for a month, quarter or year of the calendar (`domain/contracts/stretches.py`), the first and the last one by
the day. It is named, or it is the share of the value of the whole contract that a whole period has.

No cent is lost: what is due up to a period is the exact sum of all shares up to it, rounded half up once; a period's
fee is what that sum grows by. So whole periods cost the same each, the fees of twelve months in a row add up to a
year's, and those of a whole contract to its value.

In advance a fee falls due on the first day of its period that is in force, in arrears on the last one. A contract that
ends early owes nothing for the days after, and gets back what was billed of them in advance. Nothing is due of a draft;
while a contract is on hold its fees wait, and all of them are due again when it is approved: nothing is forgotten and
nothing is forgiven by holding it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from svc_tui.domain.contracts.periods import LAST
from svc_tui.domain.contracts.stretches import Stretch, stretches
from svc_tui.domain.core.currency import minor_units
from svc_tui.domain.sla.entitlement import effective_end
from svc_tui.errors import N_, Refused

WHEN = ("advance", "arrears")


@dataclass(frozen=True)
class Terms:
    """What a contract says of its fees."""

    contract: int
    start: date
    end: date
    termination: date | None
    every: str
    """monthly, quarterly or yearly."""
    when: Literal["advance", "arrears"]
    fee: Decimal | None
    """Of a whole period; none: the share of the value."""
    value: Decimal | None
    """Of the whole contract."""


@dataclass(frozen=True)
class Fee:
    """What is due for one period."""

    stretch: Stretch
    every: str
    """monthly, quarterly or yearly."""
    due: date
    amount: Decimal

    @property
    def name(self) -> str:
        """The period as a source names it: `2026-07`, `2026-Q3`, `2026`."""
        return _named(self.stretch, self.every)

    @property
    def months(self) -> frozenset[str]:
        """The months of the period: two periods that share one bill the same days."""
        return months_of(self.name)


def _named(stretch: Stretch, every: str) -> str:
    first = stretch.period
    if every == "yearly":
        return f"{first.year}"
    return f"{first.year}-Q{(first.month + 2) // 3}" if every == "quarterly" else f"{first:%Y-%m}"


def months_of(name: str) -> frozenset[str]:
    """The months of a period by its name."""
    year, _dash, rest = name.partition("-")
    first, many = (1, 12) if not rest else (int(rest[1:]) * 3 - 2, 3) if rest[0] == "Q" else (int(rest), 1)
    return frozenset(f"{year}-{month:02}" for month in range(first, first + many))


def whole_fee(terms: Terms) -> Fraction:
    """What a whole period costs, exactly.

    Raises:
        Refused: neither a fee nor a value says it, or a value without an end.
    """
    if terms.fee is not None:
        return Fraction(terms.fee)
    if terms.value is None:
        raise Refused(
            N_("K-{contract} bills a fee but names none. Set it: svc-tui contract set K-{contract} fee=100"),
            contract=terms.contract,
        )
    if terms.end.year >= LAST.year:
        raise Refused(
            N_("K-{contract} has no end, so its value has no share of a period. Set it: svc-tui contract set "
               "K-{contract} fee=100"),
            contract=terms.contract,
        )  # fmt: skip
    shares = sum((each.share for each in stretches(terms.start, terms.end, terms.every)), Fraction(0))
    return Fraction(terms.value) / shares


def fees(terms: Terms, until: date, currency: str) -> Iterator[Fee]:
    """The fees that fall due until a day, that day included, the oldest first.

    Raises:
        Refused: as `whole_fee`.
    """
    whole, places = whole_fee(terms), minor_units(currency)
    last = effective_end(terms.end, terms.termination)
    grown, before = Fraction(0), Decimal(0)
    for stretch in stretches(terms.start, last, terms.every):
        due = stretch.start if terms.when == "advance" else stretch.end
        if due > until:
            return
        grown += whole * stretch.share
        after = rounded(grown, places)
        yield Fee(stretch, terms.every, due, after - before)
        before = after


def kept(terms: Terms, name: str, billed: Decimal, currency: str) -> Decimal:
    """What a period costs of the fee that was billed of it, by the days until the contract's early end."""
    last = effective_end(terms.end, terms.termination)
    periods = stretches(terms.start, terms.end, terms.every)
    whole = next((each for each in periods if _named(each, terms.every) == name), None)
    if whole is None or last >= whole.end:
        return billed
    held = max(0, (last - whole.start).days + 1)
    return rounded(Fraction(billed) * held / ((whole.end - whole.start).days + 1), minor_units(currency))


def rounded(exact: Fraction, places: int) -> Decimal:
    """Half up, away from zero."""
    scaled = exact * 10**places
    sign = -1 if scaled < 0 else 1
    whole = (2 * abs(scaled) + 1) // 2
    return (sign * Decimal(int(whole))).scaleb(-places)
