"""What is charged of a piece of work: quantities with their prices, minimum charges and steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from svc_tui.domain.billing.prices import KM, LABOUR, TRAVEL, NoPrice, Priced, What
from svc_tui.domain.billing.prices_hours import HourKind, hours

Find = Callable[[Sequence[tuple[What, Decimal]]], Priced | NoPrice]
"""The price of the first that is wanted and has one, each with the factor its price is taken times."""
_ONCE = Decimal(1)


@dataclass(frozen=True)
class Charge:
    """A quantity and what one unit of it costs."""

    what: What
    quantity: Decimal
    unit: str
    """h, km, piece or visit."""
    priced: Priced | NoPrice


def charged_quantity(actual: Decimal, minimum: Decimal | None = None, step: Decimal | None = None) -> Decimal:
    """What is charged: never below what there is, at least the minimum, whole steps; nothing, and what a correction
    takes away, stays as it is."""
    if actual <= 0:
        return actual
    found = max(actual, minimum or actual)
    return (found / step).to_integral_value(ROUND_CEILING) * step if step else found


def labour_charges(
    parts: Sequence[tuple[str, int]], kinds: Sequence[HourKind], item: str | None, find: Find
) -> list[Charge]:
    """Labour by kind of hours, each once, in the order in which they began.

    Minimum and step are those of the kind in which the work ended, and hold for the whole of it: work that crosses
    from day into night is not rounded twice. What is added is charged as the kind in which it ended.

    Args:
        parts: Code and seconds of each stretch in the order of time; what all stretches of work add up to.
        kinds: The kinds of hours.
        item: Code of the kind of labour, where the work names one.
        find: Finds a price.
    """
    known = {kind.code: kind for kind in kinds}
    sums: dict[str, int] = {}
    for code, seconds in parts:
        sums[code] = sums.get(code, 0) + seconds
    found = {code: find(_labour(known.get(code, HourKind(code)), item)) for code in sums}
    if not sums:
        return []
    last, whole = parts[-1][0], sum(sums.values())
    ended = found[last]
    if isinstance(ended, Priced) and ended.price.unit == "h":
        sums[last] += int(charged_quantity(Decimal(whole), ended.price.minimum, ended.price.step)) - whole
    return [
        Charge(What("labour", code), hours(seconds), "h", found[code])
        for code, seconds in sums.items()
        if seconds
    ]


def _labour(kind: HourKind, item: str | None) -> list[tuple[What, Decimal]]:
    wanted: list[tuple[What, Decimal]] = []
    if item and kind.factor is not None:
        wanted.append((What("item", item), kind.factor))
    if kind.code:
        wanted.append((What("labour", kind.code), _ONCE))
    if kind.factor is not None:
        wanted.append((LABOUR, kind.factor))
    return wanted


def travel_charges(seconds: int, km: Decimal | None, item: str | None, find: Find) -> list[Charge]:
    """Travel by time, by distance, or by both, as there are prices; one without a price where there are none.

    An item of travel that is named and has a price of its own stands for both, by its unit.
    """
    if item:
        own = find([(What("item", item), _ONCE)])
        if isinstance(own, Priced):
            return [_charge(What("item", item), seconds, km, own)]
    found: list[Charge] = []
    if seconds:
        found.append(_charge(TRAVEL, seconds, km, find([(TRAVEL, _ONCE)])))
    if km:
        found.append(_charge(KM, seconds, km, find([(KM, _ONCE)])))
    priced = [charge for charge in found if isinstance(charge.priced, Priced)]
    return priced or found[:1]


def item_charge(code: str, quantity: Decimal, find: Find) -> Charge:
    """A part, or anything else that is counted."""
    what = What("item", code)
    priced = find([(what, _ONCE)])
    unit, charged = "piece", quantity
    if isinstance(priced, Priced):
        unit, charged = priced.price.unit, charged_quantity(quantity, priced.price.minimum, priced.price.step)
    return Charge(what, charged, unit, priced)


def _charge(what: What, seconds: int, km: Decimal | None, priced: Priced | NoPrice) -> Charge:
    unit = priced.price.unit if isinstance(priced, Priced) else what.unit
    actual = Decimal(seconds) if unit == "h" else (km or Decimal(0)) if unit == "km" else _sign(seconds, km)
    if isinstance(priced, Priced):
        actual = charged_quantity(actual, priced.price.minimum, priced.price.step)
    return Charge(what, hours(int(actual)) if unit == "h" else actual, unit, priced)


def _sign(seconds: int, km: Decimal | None) -> Decimal:
    """One journey; a correction that takes time or distance away takes away none."""
    return _ONCE if seconds > 0 or (km or 0) > 0 else Decimal(0)
