"""A proposal for many calls: a line a visit with its reason, and what comes of all of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from svc_tui.domain.core.text import show_line
from svc_tui.errors import N_
from svc_tui.language import _, day_time, duration_words, ngettext
from svc_tui.presentation.core.columns import ListColumn
from svc_tui.presentation.core.spans import Line, Span
from svc_tui.presentation.planning.lines import lasts

COLUMNS = (
    ListColumn("number", N_("No."), 6),
    ListColumn("person", N_("Who"), 8),
    ListColumn("starts_at", N_("Begins"), 10),
    ListColumn("length", N_("Length"), 5, right=True, gap=2),
    ListColumn("customer_name", N_("Customer"), 13, grow=2),
    ListColumn("why", N_("Why"), 28, grow=3),
)


class Proposed(Protocol):
    """A visit of the proposal."""

    @property
    def call(self) -> Any: ...
    @property
    def person(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def in_time(self) -> bool: ...
    @property
    def way_s(self) -> int: ...


def proposal_cells(each: Proposed, why: str, zone: ZoneInfo, now: datetime) -> tuple[Span, ...]:
    """A visit in its line."""
    return (
        (show_line(each.call.number), "accent"),
        (show_line(each.person), "text"),
        (day_time(each.starts_at, zone, now), "text" if each.in_time else "urgent"),
        (lasts(each.starts_at, each.ends_at), "muted"),
        (show_line(each.call.customer_name), "text"),
        (why, "muted" if each.in_time else "warning"),
    )


def proposal_head(visits: Sequence[Proposed], left_out: Sequence[str]) -> list[Line]:
    """How many of how many are in time, the way of all, and what has no time."""
    count = len(visits)
    words = ngettext("{count} visit", "{count} visits", count).format(count=count)
    told = _("{visits}, {in_time} in time, {travel} of way").format(
        visits=words,
        in_time=sum(each.in_time for each in visits),
        travel=duration_words(sum(each.way_s for each in visits)),
    )
    lines: list[Line] = [((f" {told}", "title strong"),)]
    if left_out:
        names = ", ".join(show_line(each) for each in left_out)
        lines.append(((" " + _("No time is free for {calls}.").format(calls=names), "warning"),))
    return lines
