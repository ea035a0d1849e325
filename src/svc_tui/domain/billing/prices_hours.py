"""Labour by kind of hours: day, night, holiday. A stretch of work is split exactly where one kind ends and the next
begins, by the calendars that also say when contracts cover: zones, clock changes and holidays included.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from svc_tui.domain.sla.coverage import coverage_of, seconds_of

_PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class HourKind:
    """A kind of hours: when, and what it makes of the price of labour."""

    code: str
    hours: str = ""
    """Opening hours, `Mo-Su 22:00-06:00`, `Su,PH 00:00-24:00`; empty: all that no other kind holds."""
    factor: Decimal | None = Decimal(1)
    """How many times the price of labour; none: it has prices of its own only."""


def split_labour(
    start: datetime,
    end: datetime,
    kinds: Sequence[HourKind],
    zone: str,
    holidays: frozenset[date] = frozenset(),
) -> list[tuple[str, int]]:
    """The seconds from start to end by kind of hours, in the order of time; they add up to the whole.

    Args:
        start: Beginning, aware.
        end: End, aware; what does not lie after the beginning is no time.
        kinds: In their order: where two hold the same hour the first one counts.
        zone: IANA name of the zone in which the hours are meant.
        holidays: Days on which the hours of `PH` hold, and no others.

    Returns:
        Code and seconds of each stretch; the code is empty where no kind holds and none is for the rest.
    """
    rest = [(seconds_of(start), seconds_of(end))] if end > start else []
    found: list[tuple[int, int, str]] = []
    for kind in kinds:
        if not kind.hours:
            continue
        cover = coverage_of(kind.hours, zone, holidays)
        left: list[tuple[int, int]] = []
        for a, b in rest:
            at = a
            for first, last in cover.spans_s(a, b):
                if first > at:
                    left.append((at, first))
                found.append((first, last, kind.code))
                at = last
            if at < b:
                left.append((at, b))
        rest = left
    usual = next((kind.code for kind in kinds if not kind.hours), "")
    found += [(a, b, usual) for a, b in rest]
    parts: list[tuple[str, int]] = []
    for a, b, code in sorted(found):
        if parts and parts[-1][0] == code:
            parts[-1] = (code, parts[-1][1] + b - a)
        else:
            parts.append((code, b - a))
    return parts


def shared(parts: Sequence[tuple[str, int]], seconds: int) -> list[tuple[str, int]]:
    """Other seconds in the proportion of parts, whole and adding up to them: the billed rest of work, a correction."""
    whole = sum(size for _code, size in parts)
    if not whole:
        return [(code, seconds if not at else 0) for at, (code, _size) in enumerate(parts)]
    sign, seconds = (-1, -seconds) if seconds < 0 else (1, seconds)
    done = past = 0
    found = []
    for code, size in parts:
        past += size
        upto = seconds * past // whole
        found.append((code, sign * (upto - done)))
        done = upto
    return found


def hours(seconds: int) -> Decimal:
    """Seconds as hours, to the millionth: a third of an hour is 0.333333."""
    exact = Decimal(seconds) / 3600
    short = exact.quantize(_PLACES)
    return short.normalize() + Decimal(0) if short else Decimal(0)
