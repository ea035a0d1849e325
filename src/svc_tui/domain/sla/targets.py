"""Targets of a contract: `4h`, `90m`, `1h30`, `45s`, or covered days such as `2d`, and the budget they become.

A day target means the same wall-clock time some covered days later (service-levels.md 2). At the start of a
clock it turns into covered seconds, which then pause and resume like any other.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from svc_tui.domain.sla.coverage import (
    BOUND_DAYS,
    TOO_LONG,
    Coverage,
    Instant,
    Never,
    instant_of,
    local_s,
    seconds_of,
)
from svc_tui.errors import N_, Refused


@dataclass(frozen=True)
class Target:
    """How long a contract allows: either covered seconds or covered days."""

    seconds: int = 0
    days: int | None = None


@dataclass(frozen=True)
class Budget:
    """A target turned into covered seconds at the reported instant."""

    seconds: int
    at_opening: bool = False
    """Used up exactly at closing it is due at the next opening: a day target that ended at a window's start."""


_CLOCK = re.compile(r"(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+)s)?")
_HOURS_AND_MINUTES = re.compile(r"(\d+)h(\d{1,2})")
_DECIMAL = re.compile(r"(\d+)[.,](\d{1,3})h")
_APART = re.compile(r"\d\s+\d")
_DAYS = re.compile(r"(\d+)d")
_LONGEST_S = 10 * 366 * 86_400


@lru_cache(maxsize=512)
def parse_target(text: str) -> Target:
    """Read a target.

    Raises:
        Refused: it is none, or longer than ten years.
    """
    plain = "" if _APART.search(text) else "".join(text.split()).lower()
    if plain == "0":
        return Target()
    if match := _DAYS.fullmatch(plain):
        target = Target(days=_whole(match[1]))
    elif match := _HOURS_AND_MINUTES.fullmatch(plain):
        target = Target(_whole(match[1]) * 3600 + int(match[2]) * 60)
    elif match := _DECIMAL.fullmatch(plain):
        target = Target(round(int(f"{_whole(match[1])}{match[2]}") * 3600 / 10 ** len(match[2])))
    elif plain and (match := _CLOCK.fullmatch(plain)):
        hours, minutes, seconds = (_whole(part or "0") for part in match.groups())
        target = Target(hours * 3600 + minutes * 60 + seconds)
    else:
        raise Refused(N_('"{text}" is no length of time. Write it like 4h, 1h30, 90m, 45s or 2d.'), text=text)
    if target.seconds > _LONGEST_S or (target.days or 0) > 3660:
        raise Refused(
            N_('"{text}" is longer than ten years. Write a shorter time, such as 4h or 2d.'), text=text
        )
    return target


def _whole(digits: str) -> int:
    """A number of any length; what has ten digits and more is too long for any target."""
    return int(digits[-9:]) if not digits[:-9].strip("0") else 10**9


def format_target(target: Target) -> str:
    """The text that reads back as the same target: `2d`, `4h`, `1h30`, `45m`, `45s`."""
    if target.days is not None:
        return f"{target.days}d"
    hours, rest = divmod(target.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    if hours and minutes and not seconds:
        return f"{hours}h{minutes:02}"
    parts = (
        (f"{hours}h" if hours else "")
        + (f"{minutes}m" if minutes else "")
        + (f"{seconds}s" if seconds else "")
    )
    return parts or "0h"


def budget_of(target: Target, coverage: Coverage, reported: datetime) -> Budget | Never:
    """The covered seconds that a target allows a call reported at that instant."""
    if target.days is None:
        return Budget(target.seconds)
    due = day_due(coverage, reported, target.days)
    if isinstance(due, Never):
        return due
    start, end = seconds_of(reported), seconds_of(due)
    seconds = coverage.elapsed_s(start, end)
    return Budget(seconds, at_opening=coverage.add_s(start, seconds) != end)


def day_due(coverage: Coverage, t: datetime, days: int) -> Instant:
    """The same wall-clock time on the `days`-th covered civil date after the first covered instant."""
    first = coverage.first_covered(t)
    if isinstance(first, Never) or days == 0:
        return first
    local = coverage.local(first)
    wall = local.hour * 3600 + local.minute * 60 + local.second
    start, left = local.toordinal(), days
    for day in range(start + 1, start + BOUND_DAYS + 1):
        windows = coverage.spans_of(date.fromordinal(day))
        left -= bool(windows)
        if windows and not left:
            return instant_of(_clamped(local_s(coverage.zone, day, wall), windows))
    return Never(TOO_LONG)


def _clamped(at: int, windows: list[tuple[int, int]]) -> int:
    for start, end in windows:
        if at < end:
            return max(at, start)
    return windows[-1][1]
