"""How much of the prepaid units of contracts is used: of all of them, or of those that came anew in this period.

What can be used in a period is what the ledger held after its refill, and what was bought since; what was used is what
was drawn since. So the share of a period is never above that of the whole contract, which is asked first.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from svc_tui.domain.contracts.stretches import period_of, stretches
from svc_tui.storage.sqlite.engine import one_of
from svc_tui.storage.tables import table

Row = Mapping[Any, Any]


class Use(NamedTuple):
    """What of some units is used, and the days that they are for."""

    start: date
    end: date
    drawn: int
    units: int
    """Above zero."""


def present(session: Session, rows: Sequence[Row], today: date) -> Iterator[tuple[Row, Use]]:
    """These contracts with what counts today; one whose units are still to come anew is left out.

    Args:
        session: The store.
        rows: number, start, end, drawn, units and every, which is empty where units do not come anew.
        today: A day on which they are in force.
    """
    granted = {
        (every, number): drawn
        for every in sorted({row["every"] for row in rows if row["every"]})
        for number, drawn in _drawn(session, rows, every, period_of(today, every))
    }
    for row in rows:
        every = row["every"]
        if not every:
            yield row, Use(row["start"], row["end"], row["drawn"], row["units"])
        elif (every, row["number"]) in granted:
            drawn = granted[every, row["number"]]
            units = row["units"] - row["drawn"] + drawn
            start, end = max(row["start"], period_of(today, every)), row["end"]
            stretch = next(stretches(start, end, every), None)
            if stretch is not None and units > 0:
                yield row, Use(start, stretch.end, drawn, units)


def _drawn(session: Session, rows: Sequence[Row], every: str, period: date) -> Iterator[tuple[int, int]]:
    """The contracts whose units came anew in a period, and what was drawn since."""
    t = table("unit_entry").c
    numbers = [row["number"] for row in rows if row["every"] == every]
    came = (
        select(t.contract, func.max(t.id).label("id"))
        .where(one_of(t.contract, numbers), t.period == period, t.kind == "bought")
        .group_by(t.contract)
        .having(func.sum(t.quantity) > 0)
        .subquery()
    )
    since = case((t.kind == "used", -t.quantity), else_=0)
    drawn = (
        select(t.contract, func.sum(since))
        .join_from(table("unit_entry"), came, came.c.contract == t.contract)
        .where(t.id >= came.c.id)
        .group_by(t.contract)
    )
    for number, used in session.execute(drawn):
        yield number, int(used)
