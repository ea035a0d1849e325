"""What of a contract falls into each month, quarter or year: the one rule by which fees and refills go by the day.

The periods are those of the calendar. The first and the last one are those that the contract begins and ends in; such
a period counts for as many days as the contract is in force in it, of as many as it has: from 15 January a month counts
for 17 of 31 days. What ends on the day before the day that it began, months later, so counts for whole months again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from svc_tui.domain.contracts.periods import LAST, add_months

EVERY = {"monthly": 1, "quarterly": 3, "yearly": 12}
"""Months of each."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period of the calendar as far as a contract is in force in it."""

    period: date
    """The first day of the period, by which it is known for ever."""
    start: date
    end: date
    """Both in force."""
    share: Fraction
    """Of the period, above 0, at most 1."""


def period_of(day: date, every: str) -> date:
    """The first day of the period that a day lies in."""
    months = EVERY[every]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def stretches(start: date, end: date, every: str) -> Iterator[Stretch]:
    """The periods from start to end, both included, in their order; one by one, since a contract may have no end.

    Args:
        start: First day in force.
        end: Last day in force.
        every: monthly, quarterly or yearly.
    """
    period = period_of(start, every)
    while period <= end:
        after = add_months(period, EVERY[every]) if period.year < LAST.year else LAST
        first, last = max(start, period), min(end, after - DAY)
        if first > last:
            return
        yield Stretch(period, first, last, Fraction((last - first).days + 1, (after - period).days))
        period = after
