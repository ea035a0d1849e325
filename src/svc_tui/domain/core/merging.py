"""Two people changed one record: which values can be put together, and which a person must choose."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    """What becomes of an edit of a record that was changed in between."""

    values: dict[str, object]
    """What may be written."""
    clashes: dict[str, tuple[object, object, object]]
    """Fields that both changed, differently: opened with, theirs, mine."""


def three_way(base: Mapping[str, object], theirs: Mapping[str, object], mine: Mapping[str, object]) -> Merged:
    """Put an edit over the present state.

    Args:
        base: The values the edit began with.
        theirs: The values as they stand now.
        mine: The values as the edit wants them.
    """
    values: dict[str, object] = {}
    clashes: dict[str, tuple[object, object, object]] = {}
    for name, wanted in mine.items():
        before, now = base.get(name), theirs.get(name)
        if wanted in (before, now):
            continue
        if now == before:
            values[name] = wanted
        else:
            clashes[name] = (before, now, wanted)
    return Merged(values, clashes)
