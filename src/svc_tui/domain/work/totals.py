"""What the work of a call adds up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from svc_tui.domain.core.money import amount


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


def totals(lines: Sequence[Mapping[str, Any]]) -> Totals:
    """What lines add up to, corrections taken off."""
    timed = [line for line in lines if line["kind"] != "part"]

    def of(name: str, among: Sequence[Mapping[str, Any]]) -> Decimal:
        return sum((amount(line[name]) or Decimal(0) for line in among), Decimal(0))

    return Totals(
        labour_s=sum(line["seconds"] for line in lines if line["kind"] == "labour"),
        travel_s=sum(line["seconds"] for line in lines if line["kind"] == "travel"),
        km=of("km", timed),
        parts=of("quantity", [line for line in lines if line["kind"] == "part"]),
        billable_s=sum(line["seconds"] for line in timed if line["billable"]),
        included_s=sum(line["seconds"] for line in timed if not line["billable"]),
        drawn=sum(line["accounted"] for line in lines),
    )
