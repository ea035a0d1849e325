"""The covered time left of calls, one by one and many at once: twenty thousand in a few hundredths of a second.

A call's row says what its next target had left when its clock last started (`next_left_s`, `next_since`); what was
covered since is read off the line of its contract's hours, which all contracts with the same hours share.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from svc_tui.domain.query.reader import Query
from svc_tui.domain.query.tree import Term, Test, leaves
from svc_tui.domain.query.values import left_test
from svc_tui.domain.sla.coverage import Coverage, seconds_of
from svc_tui.services.core.context import Context
from svc_tui.services.sla.clocks import coverage_under, fallback
from svc_tui.storage.calls.left import targets
from svc_tui.storage.calls.lists import CallRow
from svc_tui.storage.contracts.terms import Hours, hours_of
from svc_tui.storage.query.translator import Target, Viewer

if TYPE_CHECKING:
    from svc_tui.storage.session import Session


class Lefts:
    """Works out what is left, now; keeps what it learns of contracts until somebody writes to the store."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._news: int | None = None
        self._coverages: dict[int | None, Coverage | None] = {}

    def __call__(self, rows: Sequence[Target]) -> list[int]:
        """Seconds left of each, negative when late; without a coverage the clock on the wall counts."""
        if not rows:
            return []
        now = seconds_of(self._context.now())
        since = [row[3] for row in rows if row[3] is not None]
        imported = [row[2] for row in rows if row[4] is None]
        begin, end = min(since + imported, default=now), max(imported, default=now)
        meters: dict[int | None, tuple[Callable[[int], int], int] | None] = {}
        for contract, coverage in self.coverages({row[1] for row in rows}).items():
            if coverage is None:
                meters[contract] = None
            else:
                measure = coverage.meter(min(begin, now), max(end, now))
                meters[contract] = measure, measure(now)
        found: list[int] = []
        for row in rows:
            _, contract, due, since_s, left = row[:5]
            meter = meters[contract]
            if meter is None:
                found.append(due - now)
            elif left is None:  # imported with its due date
                found.append(meter[0](due) - meter[1])
            elif since_s is None or since_s >= now:
                found.append(left)
            else:
                found.append(left - meter[1] + meter[0](since_s))
        return found

    def viewer(self, query: Query, session: "Session", *, ordered: bool = True) -> Viewer:
        """Who asks, and what SQL cannot know of the filter: the time left.

        Args:
            query: The filter.
            session: The open session.
            ordered: The order matters.
        """
        context, asked = self._context, asks_left_of(query)
        found: dict[Test, list[int]] = {}
        if asked:
            rows = targets(session=session)
            lefts = self(rows)
            for test in asked:
                low, high = left_test(test) or (None, None)
                found[test] = [
                    row[0]
                    for row, left in zip(rows, lefts, strict=True)
                    if (low is None or left >= low) and (high is None or left <= high)
                ]
        return Viewer(context.now(), context.zone, context.me, self if ordered else None, found)

    def coverages(self, contracts: set[int | None]) -> dict[int | None, Coverage | None]:
        """The covered hours under these contracts; None where no due date is counted."""
        news, company = self._context.news, self._context.company
        if self._news != news:
            self._news, self._coverages = news, {}
        known = self._coverages
        missing = [number for number in contracts if number is not None and number not in known]
        now = self._context.now()
        if missing:
            with self._context.store.read() as session:
                hours = hours_of(session=session, numbers=missing)
            made: dict[Hours, Coverage | None] = {}
            for number in missing:
                found = hours.get(number)
                if found is not None and found not in made:
                    made[found] = coverage_under(found, company, now)
                known[number] = None if found is None else made[found]
        if None in contracts and None not in known:
            known[None] = coverage_under(fallback(company), company, now)
        return {number: known[number] for number in contracts}


def asks_left_of(query: Query) -> list[Test]:
    """What a filter asks of the time left, which SQL cannot know."""
    return [
        test
        for leaf in leaves(query.tree)
        if isinstance(leaf, Term) and leaf.key == "left"
        for test in leaf.tests
        if left_test(test) is not None
    ]


def left_of(row: CallRow, coverage: Coverage | None, now: datetime) -> int:
    """Covered seconds left of the target that is due next; late when negative."""
    assert row.next_due is not None
    if coverage is None:
        return int((row.next_due - now).total_seconds())
    if row.next_left_s is None:  # imported with its due date
        return coverage.due_in(now, row.next_due)
    return row.next_left_s - (0 if row.next_since is None else coverage.elapsed(row.next_since, now))
