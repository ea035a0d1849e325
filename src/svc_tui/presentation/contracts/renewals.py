"""The renewal calendar in three lines: how many contracts end in each step, what is at stake, who sees to them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from rich.cells import cell_len

from svc_tui.domain.core.text import show_line
from svc_tui.language import _, ngettext, number
from svc_tui.presentation.core.spans import Line

STEPS = (30, 60, 90)
OWNERS = 3


class Ending(Protocol):
    """A contract that ends soon."""

    @property
    def row(self) -> Any: ...
    @property
    def within(self) -> int: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def remind_on(self) -> date | None: ...


def stake_lines(endings: Iterable[Ending]) -> list[Line]:
    """One line a step, each with what ends in it; a renewed contract is no longer at stake."""
    by_step: dict[int, list[Ending]] = {step: [] for step in STEPS}
    for each in endings:
        by_step.setdefault(each.within, []).append(each)
    lines: list[Line] = []
    firsts = (0, *(step + 1 for step in STEPS))
    named = [
        _("{first}-{last} days").format(first=first, last=last)
        for first, last in zip(firsts, STEPS, strict=False)
    ]
    wide = max(cell_len(days) for days in named)
    for days, step in zip(named, STEPS, strict=True):
        lines.append(((f" {days:<{wide}}  ", "muted"), *_step(by_step[step])))
    return lines


def _step(found: list[Ending]) -> Line:
    if not found:
        return ((_("nothing ends"), "muted"),)
    open_ = [each for each in found if each.row.renewed_by is None]
    count = ngettext("{count} contract", "{count} contracts", len(found)).format(count=number(len(found)))
    value = sum((each.value or Decimal(0) for each in open_), Decimal(0))
    renewed = len(found) - len(open_)
    line: list[tuple[str, str]] = [(f"{count:>13}", "text")]
    stake = _("{value} at stake").format(value=number(int(value.quantize(Decimal(1), ROUND_HALF_UP))))
    line.append((f"  {' ' * max(0, 18 - cell_len(stake))}{stake}", "warning" if open_ else "muted"))
    if renewed:
        line.append(
            (
                "  " + ngettext("{count} renewed", "{count} renewed", renewed).format(count=number(renewed)),
                "kept",
            )
        )
    owners = Counter(show_line(each.row.owner or "-") for each in open_)
    if owners:
        named = ", ".join(f"{owner} {count_}" for owner, count_ in owners.most_common(OWNERS))
        line.append((f"  {named}", "muted"))
    return tuple(line)
