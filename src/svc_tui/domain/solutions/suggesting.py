"""What is offered for a call without being asked: B1.8, ranked, each with its reason.

Same item comes before same group before same problem type; the words of the call decide within, and may lift a
solution by one step and a half; then how many calls it closed, then how lately.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import log

MOST = 3
TIES = ("item", "group", "problem", "words")
"""What ties a solution to a call, the strongest first."""
_STEP = {"item": 3.0, "group": 2.0, "problem": 1.0, "words": 0.0}
_WORDS = 2.5
"""What all words of the call, found, add."""
_CLOSED = 0.1
"""What each doubling of the calls that it closed adds."""
_FRESH = 0.1
"""What an attachment of today adds; one of a year ago adds half."""
_LEAST_WORDS = 0.3
"""Tied by words alone: so much of what the call says has to be in it."""
_IN_REVIEW = 0.5
"""A solution that waits for its review steps back by this."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A solution that may help."""

    number: int
    tie: str
    """item, group, problem or words."""
    closed: int = 0
    """Calls that it closed."""
    last: datetime | None = None
    words: float = 0.0
    """How much of the call's words it holds, from 0 to 1."""
    in_review: bool = False


def suggested(candidates: Iterable[Candidate], now: datetime, most: int = MOST) -> list[Candidate]:
    """The best of them, best first; nothing that neither a tie nor enough words speak for."""
    kept = [each for each in candidates if each.tie != "words" or each.words >= _LEAST_WORDS]
    return sorted(kept, key=lambda each: (-worth(each, now), each.number))[:most]


def worth(candidate: Candidate, now: datetime) -> float:
    """What speaks for a candidate."""
    days = 0.0 if candidate.last is None else max(0.0, (now - candidate.last).total_seconds() / 86_400)
    fresh = 0.0 if candidate.last is None else _FRESH / (1 + days / 365)
    return (
        _STEP[candidate.tie]
        + _WORDS * min(1.0, candidate.words)
        + _CLOSED * log(1 + candidate.closed, 2)
        + fresh
        - (_IN_REVIEW if candidate.in_review else 0.0)
    )
