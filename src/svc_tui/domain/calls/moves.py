"""What came into a queue and went out of it, as a filter asks for it: `came:NORTH`, `went:NORTH@2026-03`."""

from dataclasses import dataclass

from svc_tui.domain.query.dates import is_date

TODAY = "today"


@dataclass(frozen=True, slots=True)
class Moves:
    """A queue and the dates in which calls moved."""

    queue: str
    first: str = TODAY
    """A date as the filter language knows it, or the first of two."""
    last: str = ""
    """The other one of two."""


def read_moves(text: str) -> Moves:
    """The queue and, behind an `@`, the date or the two dates (`a..b`); without one it is today.

    What is no date belongs to the name of the queue.
    """
    queue, at, when = text.rpartition("@")
    first, _dots, last = when.partition("..")
    if at and queue and is_date(first) and (not last or is_date(last)):
        return Moves(queue, first, last)
    return Moves(text)
