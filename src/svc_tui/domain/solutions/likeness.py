"""How alike two words are by the pieces they share, so that slips, endings and short forms still find.

Words are cut into runs of three and four characters, their beginning and end marked; a rare run says more.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log

RUNS = (3, 4)
"""Lengths of the runs."""
BEGIN, END = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"


@lru_cache(maxsize=1 << 13)
def runs(word: str) -> frozenset[str]:
    """The runs of a word."""
    marked = f"{BEGIN}{word}{END}"
    return frozenset(marked[at : at + size] for size in RUNS for at in range(len(marked) - size + 1))


def rarity(holders: float, of: int) -> float:
    """What it says that something is held: much where few of all hold it."""
    holders = min(max(holders, 0.0), float(of))
    return log(1 + (of - holders + 0.5) / (holders + 0.5))


def likeness(typed: str, others: Iterable[str], holders: Mapping[str, int], of: int) -> dict[str, float]:
    """How much of a typed word is in each other word: 1 is all of it.

    Args:
        typed: A word of the search.
        others: Words of the index.
        holders: How many words of the index hold each run.
        of: How many words the index has.
    """
    weights = {run: rarity(holders.get(run, 0), of) for run in runs(typed)}
    whole = sum(weights.values())
    return {
        other: sum(weights[run] for run in runs(other) & weights.keys()) / whole if whole else 0.0
        for other in others
    }
