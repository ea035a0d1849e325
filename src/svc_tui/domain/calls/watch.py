"""The rules of the service monitor: the minutes of the last hour, and which limits are passed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTES = 60
_MINUTE = timedelta(minutes=1)
LIMITED = ("open", "overdue")
"""The figures that may have a limit."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How one person watches."""

    filter: str = ""
    """Whose calls: person, queue, priority, as filter text."""
    open: int | None = None
    """So many open calls are still well; None: as many as there are."""
    overdue: int | None = None
    """The same of calls that are late."""
    bell: bool = False
    """A limit that is passed rings."""

    def limit(self, figure: str) -> int | None:
        """The limit of a figure."""
        return {"open": self.open, "overdue": self.overdue}.get(figure)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in a queue."""

    queue: str
    """Its code; empty: in no queue."""
    open: int
    overdue: int


def first_minute(now: datetime) -> datetime:
    """When the first of the sixty minutes begins; the last one is the present minute."""
    return now.replace(second=0, microsecond=0) - (MINUTES - 1) * _MINUTE


def per_minute(instants: Iterable[datetime], now: datetime) -> tuple[int, ...]:
    """How many instants lie in each of the last sixty minutes, the oldest first."""
    first, found = first_minute(now), [0] * MINUTES
    for at in instants:
        place = (at - first) // _MINUTE
        if 0 <= place < MINUTES:
            found[place] += 1
    return tuple(found)


def passed(figure: str, count: int, wishes: Wishes) -> bool:
    """Is there more than the limit allows."""
    limit = wishes.limit(figure)
    return limit is not None and count > limit


def begins(before: Iterable[str], now: Iterable[str]) -> bool:
    """Is a limit passed that was not passed at the look before: this rings, what lasts does not."""
    return bool(set(now) - set(before))
