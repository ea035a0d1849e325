"""What the work of a call adds up to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from svc_tui.domain.core.money import amount


class Line(Protocol):
    """What of a line is added up."""

    @property
    def kind(self) -> str: ...
    @property
    def seconds(self) -> int: ...
    @property
    def km(self) -> str | None: ...
    @property
    def quantity(self) -> str | None: ...
    @property
    def billable(self) -> bool: ...
    @property
    def accounted(self) -> int: ...


@dataclass(frozen=True)
class Totals:
    """What was worked on a call."""

    labour_s: int = 0
    travel_s: int = 0
    km: Decimal = Decimal(0)
    parts: Decimal = Decimal(0)
    billable_s: int = 0
    """Real time of labour and travel that is billed."""
    included_s: int = 0
    """Real time of labour and travel that is not."""
    drawn: int = 0
    """Drawn from prepaid units."""


def totals(lines: Sequence[Line]) -> Totals:
    """What lines add up to, corrections taken off."""
    timed = [line for line in lines if line.kind != "part"]

    def of(texts: Iterable[str | None]) -> Decimal:
        return sum((amount(text) or Decimal(0) for text in texts), Decimal(0))

    return Totals(
        labour_s=sum(line.seconds for line in lines if line.kind == "labour"),
        travel_s=sum(line.seconds for line in lines if line.kind == "travel"),
        km=of(line.km for line in timed),
        parts=of(line.quantity for line in lines if line.kind == "part"),
        billable_s=sum(line.seconds for line in timed if line.billable),
        included_s=sum(line.seconds for line in timed if not line.billable),
        drawn=sum(line.accounted for line in lines),
    )
