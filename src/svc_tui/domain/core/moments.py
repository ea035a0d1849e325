"""Times and durations as people type them: `930`, `2h`, `+1d`, `fri 14`, `30/11 14:00`, English or Italian.

Pure: what it is now and where comes in; a moment comes out as aware UTC, a duration as seconds.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from svc_tui.domain.core.days import Prefer, days_of
from svc_tui.domain.core.text import fold
from svc_tui.errors import N_, Refused

NOW_WORDS = frozenset({"now", "adesso", "ora"})
_FILLERS = frozenset({"at", "alle", "ore", "h"})
_UNIT_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600}
_UNIT_DAYS = {"d": 1, "g": 1, "w": 7}
_DAY = 86400

_PART = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,3}))?\s*(min|[smhdgw])\s*")
_TAIL_MINUTES = re.compile(r"([0-5]?[0-9])$")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9])(?::([0-5][0-9]))?|([0-5][0-9]))?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")

_FORMS = N_("{text} is not a time. Type it as 930, 9:30, 2h, +1d, fri 14, tomorrow 8 or 2026-11-30 14:00.")
_DURATIONS = N_("{text} is not a duration. Type it as 45s, 90m, 1h30 or 2d.")


def duration(text: str) -> int:
    """Seconds of a typed duration; a day is 24 hours.

    Raises:
        Refused: the text is none; the sentence names the forms.
    """
    parts = duration_parts(fold(text).strip())
    if parts is None:
        raise Refused(_DURATIONS, text=text)
    return parts[0] * _DAY + parts[1]


def moment(
    text: str, *, now: datetime, zone: ZoneInfo, prefer: Prefer = "future", day_starts: time = time(9)
) -> datetime:
    """The instant that was typed.

    Args:
        now: aware; what the text is relative to.
        zone: where the person's clock hangs.
        prefer: a time, day name or `2h` without a sign lies after now, or before it.
        day_starts: the time of day where only a day is typed.

    Raises:
        Refused: the text is no time; the sentence names the forms.
    """
    words = [word for word in fold(text).split() if word not in _FILLERS]
    try:
        found = _moment(words, now.astimezone(zone), prefer, day_starts)
    except (OverflowError, ValueError):
        found = None
    if found is None:
        raise Refused(_FORMS, text=text)
    return found


def shifted(text: str, at: datetime, zone: ZoneInfo) -> datetime:
    """An instant that is moved by `1h`, `+1d` or `-30m`: days keep the wall clock, hours run on.

    Raises:
        Refused: the text is no duration; the sentence names the forms.
    """
    found = _shifted(fold(text).strip(), at.astimezone(zone), "future") if text.strip() else None
    if found is None:
        raise Refused(_DURATIONS, text=text)
    return found


def to_utc(local: datetime, zone: tzinfo | None) -> datetime:
    """A wall-clock time as an instant: a skipped one moves on by the gap, a repeated one is the earlier."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def _moment(words: list[str], here: datetime, prefer: Prefer, day_starts: time) -> datetime | None:
    if not words:
        return None
    joined = " ".join(words)
    if joined in NOW_WORDS:
        return here.astimezone(UTC)
    if (shifted := _shifted(joined, here, prefer)) is not None:
        return shifted
    if "-" in joined and (exact := _iso(joined, here)) is not None:
        return exact
    if len(words) == 1 and (at := _clock(words[0])) is not None:
        return _nearest(
            [_joined(here.date() + timedelta(days=n), at, here) for n in (-1, 0, 1)], here, prefer
        )
    # A date as a whole comes first: 31 dec 2027 is no day at 20:27.
    for day_words, clock_words in ((words, []), (words[:-1], words[-1:]), (words[1:], words[:1])):
        at = _clock(clock_words[0]) if clock_words else day_starts
        if at is not None and (found := _on_day(day_words, at, here, prefer)) is not None:
            return found
    return None


def _shifted(text: str, here: datetime, prefer: Prefer) -> datetime | None:
    """`2h`, `+1d`, `-30m`: days keep the wall clock, hours run on."""
    sign = -1 if text[0] == "-" or (text[0] != "+" and prefer == "past") else 1
    parts = duration_parts((text[1:] if text[0] in "+-" else text).strip())
    if parts is None:
        return None
    local = here.replace(tzinfo=None) + timedelta(days=sign * parts[0])
    return to_utc(local, here.tzinfo) + timedelta(seconds=sign * parts[1])


def duration_parts(text: str) -> tuple[int, int] | None:
    """Days and seconds of `1h30`, `2h 15m`, `1,5h`; what follows hours without a unit is minutes."""
    days, seconds, at, unit = 0, 0, 0, ""
    while found := _PART.match(text, at):
        unit = found[3]
        if unit in _UNIT_DAYS and not found[2]:
            days += int(found[1]) * _UNIT_DAYS[unit]
        else:
            size = _UNIT_SECONDS.get(unit) or _UNIT_DAYS[unit] * _DAY
            seconds += round(float(f"{found[1]}.{found[2] or 0}") * size)
        at = found.end()
    if unit == "h" and (found := _TAIL_MINUTES.match(text, at)):
        return days, seconds + 60 * int(found[1])
    return (days, seconds) if at == len(text) and at else None


def _clock(word: str) -> time | None:
    found = _CLOCK.fullmatch(word)
    return time(int(found[1]), int(found[2] or found[4] or 0), int(found[3] or 0)) if found else None


def _iso(text: str, here: datetime) -> datetime | None:
    """`2026-11-30T14:00Z` and its kin; a day alone is left to the others."""
    if _ISO_DATE.fullmatch(text):
        return None
    try:
        typed = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    return typed.astimezone(UTC) if typed.tzinfo else to_utc(typed, here.tzinfo)


def _on_day(words: list[str], at: time, here: datetime, prefer: Prefer) -> datetime | None:
    try:
        days = days_of(words, here.date(), prefer)
    except ValueError:
        return None
    moments = [_joined(day, at, here) for day in days]
    return moments[0] if len(moments) == 1 else _nearest(moments, here, prefer)


def _nearest(moments: list[datetime], here: datetime, prefer: Prefer) -> datetime | None:
    """The first one after now, or the last one not after it."""
    if prefer == "future":
        return min((m for m in moments if m > here), default=None)
    return max((m for m in moments if m <= here), default=None)


def _joined(day: date, at: time, here: datetime) -> datetime:
    return to_utc(datetime.combine(day, at), here.tzinfo)
