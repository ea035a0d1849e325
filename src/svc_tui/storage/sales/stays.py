"""How long opportunities were in each stage, from their lines: whole days, the present stage until today."""

from array import array
from collections import Counter, defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from svc_tui.storage.query.translator import Condition
from svc_tui.storage.reports.stream import Stayed
from svc_tui.storage.tables import table

DAY_S = 86_400


def stays(session: Session, where: Condition, today: date) -> Stayed:
    """The seconds of each opportunity in each stage; one that came back to a stage was there once for all its stays."""
    t, line = table("opportunity"), table("opportunity_stage").c
    wanted = (
        select(line.opportunity, line.stage, line.started_on, line.closed_on)
        .join_from(table("opportunity_stage"), t, t.c.number == line.opportunity)
        .where(where)
        .order_by(line.opportunity, line.line)
    )
    spent: defaultdict[int, dict[str, int]] = defaultdict(dict)
    entered = Counter[str | None]()
    for number, stage, first, last in session.execute(wanted):
        days = max(0, ((last or today) - first).days)
        if spent[number]:
            entered[stage] += 1
        spent[number][stage] = spent[number].get(stage, 0) + days * DAY_S
    seconds: defaultdict[str | None, array[int]] = defaultdict(lambda: array("q"))
    for parts in spent.values():
        for stage, lasted in parts.items():
            seconds[stage].append(lasted)
    return Stayed(seconds, array("q", (sum(parts.values()) for parts in spent.values())), entered)
