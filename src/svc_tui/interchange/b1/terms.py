"""Terms of a contract between B1 and us: one window a day, targets and reminders with a unit, flags of inclusion.

B1's 2359 is the end of the day. Where ours does not fit, what is nearest is written and the misfit is named.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from svc_tui.domain.sla.opening import parse_week
from svc_tui.domain.sla.opening_b1 import week_from_b1
from svc_tui.domain.sla.targets import parse_target
from svc_tui.domain.sla.week import DAY, DAYS, Week, Window, format_week
from svc_tui.errors import N_, SvcError
from svc_tui.interchange.b1 import enums as b1_enums
from svc_tui.interchange.b1.sets import DAYS as NAMES
from svc_tui.interchange.b1.sets import INCLUDES
from svc_tui.interchange.core.records import BadValue

DEFAULT: Final[tuple[tuple[int, int], ...]] = (*((800, 1700),) * 5, *((0, 2359),) * 2)
"""What B1 takes for a day that nobody filled: every day is covered, the weekend around the clock."""
DEFAULT_UNIT: Final = {"response": "h", "resolution": "d", "remind": "d"}


def measure(name: str, value: Any, unit: Any) -> str | None:
    """A target or reminder as we write it: `4h`, `2d`, `2w`; None where B1 has none.

    Raises:
        BadValue: one of the two cannot be read.
    """
    if b1_enums.is_nothing(value):
        return None
    number = b1_enums.number(str(value).strip().removesuffix(".0"))
    if number is None or number < 0:
        raise BadValue(N_("This is no whole number."))
    if number == 0:
        return None
    if b1_enums.is_nothing(unit):
        return f"{number}{DEFAULT_UNIT[name]}"
    letter = b1_enums.UNITS.get(str(unit).strip().casefold(), "")
    if letter not in b1_enums.UNIT_MEMBERS[name]:
        choices = ", ".join(b1_enums.UNIT_MEMBERS[name].values())
        raise BadValue(N_("This is none of {choices}."), choices=choices)
    return f"{number}{letter}"


def measure_back(name: str, text: str | None) -> tuple[int | None, str | None, bool]:
    """Value and unit for B1, and whether they say exactly the same; hours are rounded up."""
    if not text:
        return None, None, True
    members = b1_enums.UNIT_MEMBERS[name]
    if name == "remind":
        found = re.fullmatch(r"(\d+)([dwm])", text)
        return (int(found[1]), members[found[2]], True) if found else (None, None, False)
    target = parse_target(text)
    if target.days is not None:
        return target.days, members["d"], target.days > 0
    return -(-target.seconds // 3600), members["h"], target.seconds > 0 and target.seconds % 3600 == 0


def coverage(flat: Mapping[str, Any]) -> tuple[str | None, list[str]]:
    """Covered hours in our notation, None where the file does not speak of them; and days that had no length.

    Raises:
        BadValue: a flag or time cannot be read; its property is in the details as `_prop`.
    """
    told = [prop for prop in flat if prop.endswith(("Enabled", "Start", "End")) and prop.startswith(NAMES)]
    if not told:
        return None, []
    empty: list[str] = []
    days: list[tuple[int, int] | None] = []
    for name, default in zip(NAMES, DEFAULT, strict=True):
        if not _flag(flat, f"{name}Enabled", True):
            days.append(None)
            continue
        start = _time(flat, f"{name}Start", default[0])
        end = _time(flat, f"{name}End", default[1])
        if start == end:
            empty.append(name)
            days.append(None)
        else:
            days.append((start, end))
    try:
        week = week_from_b1(days, holidays=_flag(flat, "IncludeHolidays", False))
    except SvcError as error:
        raise BadValue(error.message, **error.values, _prop="MondayStart") from error
    return format_week(week), empty


def included(flat: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What the customer does not pay: parts, labour, travel; None where the file does not speak of it."""
    if not any(prop in flat for prop in INCLUDES.values()):
        return None
    return tuple(name for name, prop in INCLUDES.items() if _flag(flat, prop, False))


def _flag(flat: Mapping[str, Any], prop: str, default: bool) -> bool:
    value = flat.get(prop)
    if b1_enums.is_nothing(value):
        return default
    try:
        return b1_enums.yes(value)
    except BadValue as bad:
        raise BadValue(bad.message, _prop=prop) from bad


def _time(flat: Mapping[str, Any], prop: str, default: int) -> int:
    value = flat.get(prop)
    if b1_enums.is_nothing(value):
        return default
    text = str(value).strip()
    if text in {"2400", "24:00", "24:00:00"}:
        return 2400
    try:
        at = b1_enums.clock(text)
    except BadValue as bad:
        raise BadValue(bad.message, _prop=prop) from bad
    return at.hour * 100 + at.minute


def hours_back(text: str) -> tuple[dict[str, Any], list[str], list[str]]:
    """The weekday properties for B1; the days whose several windows became one; those that end after midnight."""
    week = parse_week(text)
    found: dict[str, Any] = {}
    several: list[str] = []
    late: list[str] = []
    for name, short, windows in zip(NAMES, DAYS, week.days, strict=True):
        found[f"{name}Enabled"] = b1_enums.yes_no(windows)
        start, end = _one_window(windows)
        if len(windows) > 1:
            several.append(short)
        if end > DAY:
            late.append(short)
        found[f"{name}Start"] = _clock(start) if windows else None
        found[f"{name}End"] = _clock(DAY - 1 if end == DAY else end % DAY) if windows else None
    found["IncludeHolidays"] = b1_enums.yes_no(week.holidays)
    return found, several, late


def has_seasons(text: str | None) -> bool:
    """Whether a stretch of the year has a week of its own, which B1 cannot say."""
    return bool(text and parse_week(text).seasons)


def has_holiday_hours(text: str | None) -> bool:
    """Whether holidays have hours of their own, which B1 cannot say: there they are covered like other days or not."""
    return bool(text and parse_week(text).holiday_hours)


def _one_window(windows: tuple[Window, ...]) -> tuple[int, int]:
    """From the first opening to the last closing: nobody is served less than was promised."""
    if not windows:
        return 0, 0
    start, end = windows[0][0], max(end for _, end in windows)
    return start, end if end <= DAY else min(end, start + DAY - 1)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


def as_b1_holds(text: str) -> str:
    """The same hours with one window a day, as they come back from B1."""
    week = parse_week(text)
    days = tuple((_one_window(windows),) if windows else () for windows in week.days)
    return format_week(Week(days, week.holidays))
