"""The covered hours of a contract as a value: a week of windows, stretches of the year with a week of their own, and
what holds on holidays. Written back in one form; reading is opening.py's, zones and dates are coverage.py's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

DAY = 24 * 60
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The longest that each month can be."""

Window = tuple[int, int]
"""Minutes from the day's midnight, [start, end). An end beyond 24 * 60 lies on the next day."""
Windows = tuple[Window, ...]
Piece = tuple[int, int]
"""Seconds of one civil date, [start, end)."""


class Stretch(NamedTuple):
    """Days of every year, both ends included, as (month, day); the first after the last: over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def holds(self, month: int, day: int) -> bool:
        """Whether a day of the year lies in it."""
        at = (month, day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


@dataclass(frozen=True)
class Season:
    """A week of its own in some stretches of the year; a day that it does not name stays as it was before."""

    stretches: tuple[Stretch, ...]
    days: tuple[Windows | None, ...] = (None,) * 7
    """The windows of each weekday, Monday first; None: not named."""
    holidays: bool | None = None
    """Whether holidays count as other days; None: not named."""
    holiday_hours: Windows = ()
    """Hours of holidays that do not count as other days."""

    def holds(self, month: int, day: int) -> bool:
        """Whether a day of the year lies in it."""
        return any(stretch.holds(month, day) for stretch in self.stretches)


class Rules:
    """What holds on a day of the year, cut at midnight and in seconds."""

    __slots__ = ("heads", "holiday_heads", "holiday_hours", "holiday_tails", "holidays", "tails")

    def __init__(self, days: Sequence[Windows], holidays: bool, holiday_hours: Windows) -> None:
        self.heads = tuple(_head(windows) for windows in days)
        """What of each weekday's windows lies on its own date."""
        self.tails = tuple(_tail(windows) for windows in days)
        """And what lies on the date after it."""
        self.holidays = holidays
        """Holidays count as other days."""
        self.holiday_hours = holiday_hours
        """Hours of holidays that do not; without any they are closed."""
        self.holiday_heads = _head(holiday_hours)
        self.holiday_tails = _tail(holiday_hours)


def _head(windows: Windows) -> tuple[Piece, ...]:
    return tuple((start * 60, min(end, DAY) * 60) for start, end in windows)


def _tail(windows: Windows) -> tuple[Piece, ...]:
    return tuple((0, (end - DAY) * 60) for _start, end in windows if end > DAY)


@dataclass(frozen=True)
class Week:
    """The covered windows of each weekday, Monday first, what holds on holidays, and the seasons in their order."""

    days: tuple[Windows, ...]
    holidays: bool = False
    """Holidays count as other days."""
    holiday_hours: Windows = ()
    """Hours of holidays that do not count as other days; a holiday without any is closed."""
    seasons: tuple[Season, ...] = ()
    """Stretches of the year with a week of their own; where two hold a day, the later one counts."""

    @cached_property
    def pieces(self) -> tuple[tuple[Piece, ...], ...]:
        """For each weekday what falls on that civil date, the tail of the night before included; in seconds.
        The plain week: neither seasons nor holidays."""
        rules = Rules(self.days, self.holidays, self.holiday_hours)
        return tuple(tuple(sorted((*rules.tails[day - 1], *rules.heads[day]))) for day in range(7))

    @cached_property
    def is_plain(self) -> bool:
        """The same week all year round, and no hours of holidays."""
        return not self.seasons and not self.holiday_hours

    @property
    def has_hours(self) -> bool:
        """Whether there is a covered hour at all, be it on holidays or in a season."""
        named = (windows for season in self.seasons for windows in (*season.days, season.holiday_hours))
        return any((*self.days, self.holiday_hours, *named))

    def rules_on(self, day: int) -> Rules:
        """What holds on a civil date (an ordinal)."""
        if not self.seasons:
            return self._year[0]
        at = date.fromordinal(day)
        return self._year[at.month * 32 + at.day]

    @cached_property
    def _year(self) -> list[Rules]:
        """The rules of each day of the year at month * 32 + day; equal days share them."""
        made: dict[tuple[int, ...], Rules] = {(): self._rules(())}
        year = [made[()]] * (13 * 32)
        for month in range(1, 13) if self.seasons else ():
            for day in range(1, 32):
                held = tuple(place for place, each in enumerate(self.seasons) if each.holds(month, day))
                if held not in made:
                    made[held] = self._rules(held)
                year[month * 32 + day] = made[held]
        return year

    def _rules(self, held: tuple[int, ...]) -> Rules:
        days, holidays, hours = list(self.days), self.holidays, self.holiday_hours
        for season in (self.seasons[place] for place in held):
            days = [old if new is None else new for old, new in zip(days, season.days, strict=True)]
            if season.holidays is not None:
                holidays, hours = season.holidays, season.holiday_hours
        return Rules(days, holidays, hours)


NO_HOURS = Week(((),) * 7)
ALWAYS = Week((((0, DAY),),) * 7)


def format_week(week: Week) -> str:
    """The shortest text that reads back as the same week."""
    rules = ["24/7"] if week.days == ALWAYS.days else []
    named = [None] * 7 if rules else [windows or None for windows in week.days]
    rules += _format_rules(named, None if week.holidays else week.holiday_hours or None)
    if week.holidays:
        rules.append("PH on")
    return "; ".join([*rules, *(text for season in week.seasons for text in _format_season(season))]) or "off"


def _format_season(season: Season) -> list[str]:
    when = ",".join(_format_stretch(stretch) for stretch in season.stretches)
    if season == Season(season.stretches, ((),) * 7, False):
        return [f"{when}: off"]
    rules = _format_rules(season.days, None if season.holidays is not False else season.holiday_hours)
    if season.holidays:
        rules.append("PH on")
    return [f"{when}: {rule}" for rule in rules]


def _format_rules(days: Sequence[Windows | None], holidays: Windows | None) -> list[str]:
    """One rule for the days that share their windows; None: nothing to say."""
    groups: dict[Windows, list[int]] = {}
    for day, windows in enumerate(days):
        if windows is not None:
            groups.setdefault(windows, []).append(day)
    if holidays is not None:
        groups.setdefault(holidays, [])
    return [
        f"{_format_days(found, holidays == windows)} {format_windows(windows) or 'off'}"
        for windows, found in groups.items()
    ]


def _format_days(days: list[int], holidays: bool) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    named = [DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs]
    return ",".join([*named, "PH"] if holidays else named)


def _format_stretch(stretch: Stretch) -> str:
    first, last = (f"{MONTHS[month - 1]} {day:02}" for month, day in stretch)
    return first if first == last else f"{first}-{last}"


def format_windows(windows: Windows) -> str:
    """`09:00-13:00,14:00-18:00`."""
    return ",".join(map(format_window, windows))


def format_window(window: Window) -> str:
    """`09:00-18:00`; an end on the next day by its time there."""
    start, end = window
    end = end - DAY if end > DAY else end
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
