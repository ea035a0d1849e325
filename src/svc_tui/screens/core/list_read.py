"""What a list reads anew after something was written, and where its rows stand then."""

from __future__ import annotations

from array import array
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from svc_tui.presentation.core.columns import ListColumn

if TYPE_CHECKING:
    from svc_tui.services.core.listing import Listing
    from svc_tui.widgets.pens import Line
    from svc_tui.widgets.row_list import Row

STILL = 50_000
"""Lists up to this length keep their order after an act."""
FRONT = -1


@dataclass(frozen=True)
class Last:
    """What the list was last read as."""

    text: str
    listing: Listing | None


@dataclass(frozen=True)
class Read:
    """What was read anew after something was written."""

    text: str
    columns: tuple[ListColumn, ...]
    seen: int
    """The last write that was known before, and now."""
    seq: int
    news: int
    listing: Listing
    stale: Sequence[int]
    rows: Sequence[Row]
    detail: tuple[int, list[Line]] | None


def without(
    last: Last, before: Sequence[int], inside: Sequence[int], outside: Sequence[int]
) -> Listing | None:
    """The list without what left it; None where something may have come to it, and it has to be read again."""
    if last.listing is None or not last.listing.whole or set(inside).difference(before):
        return None
    gone = set(outside)
    kept = array("q", [row_id for row_id in before if row_id not in gone]) if gone else array("q", before)
    return replace(last.listing, ids=kept) if kept else None


def in_place(before: Sequence[int], now: array[int], moved: Container[int] = ()) -> array[int]:
    """The rows of before that are still found, in their old order; new ones, and `moved`, where they belong now."""
    if len(now) > STILL or len(before) > STILL:
        return now
    found = set(now)
    kept = [row_id for row_id in before if row_id in found and row_id not in moved]
    stands, behind = set(kept), dict[int, list[int]]()
    last = FRONT
    for row_id in now:
        if row_id in stands:
            last = row_id
        else:
            behind.setdefault(last, []).append(row_id)
    order = array("q", behind.get(FRONT, ()))
    for row_id in kept:
        order.append(row_id)
        order.extend(behind.get(row_id, ()))
    return order
