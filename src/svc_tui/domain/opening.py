"""Coverage text, as in OpenStreetMap's opening hours, read into a `Week` and written back.

`Mo-Fr 09:00-13:00,14:00-18:00; Sa 09:00-12:00; PH off`. A later rule for a weekday replaces an earlier
one. A misread text is refused with the column and the cure (CT-14). Zones and dates are coverage.py's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple, NoReturn

from svc_tui.errors import N_, Refused

DAY = 24 * 60
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Window = tuple[int, int]
"""Minutes from the day's midnight, [start, end). An end beyond 24 * 60 lies on the next day."""


@dataclass(frozen=True)
class Week:
    """The covered windows of each weekday, Monday first, and whether holidays count as other days."""

    days: tuple[tuple[Window, ...], ...]
    holidays: bool = False

    @cached_property
    def pieces(self) -> tuple[tuple[Window, ...], ...]:
        """For each weekday what falls on that civil date, the tail of the night before included; in seconds."""
        found: list[list[Window]] = [[] for _ in DAYS]
        for day, windows in enumerate(self.days):
            for start, end in windows:
                found[day].append((start * 60, min(end, DAY) * 60))
                if end > DAY:
                    found[(day + 1) % 7].append((0, (end - DAY) * 60))
        return tuple(tuple(sorted(pieces)) for pieces in found)


NO_HOURS = Week(((),) * 7)
ALWAYS = Week((((0, DAY),),) * 7)


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


_TOKEN = re.compile(
    r"(?P<all>24/7)|(?P<time>\d{1,2}[:.]\d\d(?!\d)|\d{1,4}(?!\d))|(?P<word>[A-Za-z]+)|(?P<sign>[-,;])|(?P<gap>\s+)"
)


def _tokens(text: str) -> list[_Token]:
    plain = text.replace("–", "-").replace("—", "-")
    found: list[_Token] = []
    at = 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            raise Refused(
                N_(
                    'Coverage: "{word}" at column {column} cannot be read. Write it like Mo-Fr 09:00-18:00; Sa off.'
                ),
                word=plain[at : at + 8],
                column=at + 1,
            )
        if match.lastgroup != "gap":
            found.append(_Token(match.lastgroup or "", match.group(), at + 1))
        at = match.end()
    return found


class _Reader:
    """Reads one text from left to right; every refusal names the token it stopped at."""

    def __init__(self, text: str) -> None:
        self.tokens = [*_tokens(text), _Token("end", "", len(text.rstrip()) + 1)]
        self.at = 0
        self.days: list[list[Window]] = [[] for _ in DAYS]
        self.holidays = False

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def take(self, text: str) -> bool:
        if self.token.text == text and self.token.kind != "end":
            self.at += 1
            return True
        return False

    def week(self) -> Week:
        while True:
            if not self.take(";"):
                if self.token.kind == "end":
                    break
                self.rule(adds=False)
                if self.token.kind != "end" and self.token.text != ";":
                    self.unexpected(self.token)
        return Week(tuple(tuple(sorted(windows)) for windows in self.days), self.holidays)

    def rule(self, *, adds: bool) -> None:
        if self.token.kind == "all":
            self.at += 1
            self.days = [[(0, DAY)] for _ in DAYS]
            return
        days, with_holidays = self.weekdays()
        word = self.token
        if word.kind == "word":
            self.at += 1
            self.switch(word, days, with_holidays)
            return
        if with_holidays:
            raise Refused(
                N_("Coverage: PH at column {column} takes no hours. Write PH on or PH off."),
                column=word.column,
            )
        self.hours(days, adds=adds)

    def weekdays(self) -> tuple[list[int], bool]:
        days: list[int] = []
        holidays = False
        while self.token.kind == "word" and self.token.text.lower() not in ("off", "closed", "on", "open"):
            if self.token.text.upper() == "PH":
                holidays = True
                self.at += 1
            else:
                first = self.weekday()
                last = self.weekday() if self.take("-") else first
                days += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
            if not self.take(","):
                break
        if not days and not holidays:
            days = list(range(7))
        return days, holidays

    def weekday(self) -> int:
        token = self.token
        word = token.text.lower()
        for day, name in enumerate(_NAMES):
            if len(word) >= 2 and name.startswith(word):
                self.at += 1
                return day
        raise Refused(
            N_(
                'Coverage: "{word}" at column {column} is no weekday. Write Mo Tu We Th Fr Sa Su, or PH for holidays.'
            ),
            word=token.text,
            column=token.column,
        )

    def switch(self, word: _Token, days: list[int], with_holidays: bool) -> None:
        state = word.text.lower()
        if state in ("off", "closed"):
            for day in days:
                self.days[day] = []
            self.holidays = self.holidays and not with_holidays
        elif state in ("on", "open") and with_holidays and not days:
            self.holidays = True
        else:
            self.unexpected(word)

    def hours(self, days: list[int], *, adds: bool) -> None:
        windows: list[Window] = []
        while True:
            window, column = self.window()
            windows.append(window)
            self.no_overlap(windows, column)
            if not self.take(","):
                break
            if self.token.kind == "word":
                self.put(days, windows, column, adds=adds)
                return self.rule(adds=True)
        return self.put(days, windows, column, adds=adds)

    def put(self, days: list[int], windows: list[Window], column: int, *, adds: bool) -> None:
        for day in days:
            self.days[day] = [*self.days[day], *windows] if adds else list(windows)
            self.no_overlap(self.days[day], column)

    def window(self) -> tuple[Window, int]:
        column = self.token.column
        start = self.minutes()
        if not self.take("-"):
            self.unexpected(self.token)
        end_token = self.token
        end = self.minutes()
        if start == DAY:
            raise Refused(
                N_("Coverage: a window at column {column} starts at 24:00. Write 00:00 on the next day."),
                column=column,
            )
        if end == DAY - 1:
            end = DAY
        if end == start:
            raise Refused(
                N_(
                    "Coverage: the window at column {column} ends when it starts. Write 00:00-24:00 for a whole day."
                ),
                column=end_token.column,
            )
        return (start, end if end > start else end + DAY), column

    def minutes(self) -> int:
        token = self.token
        if token.kind != "time":
            self.unexpected(token)
        digits = re.sub(r"[:.]", "", token.text)
        whole = int(digits) * 100 if len(digits) <= 2 and digits == token.text else int(digits)
        if whole % 100 > 59 or whole > 2400:
            raise Refused(
                N_('Coverage: "{word}" at column {column} is no time. Write 00:00 to 24:00.'),
                word=token.text,
                column=token.column,
            )
        self.at += 1
        return whole // 100 * 60 + whole % 100

    def no_overlap(self, windows: list[Window], column: int) -> None:
        ordered = sorted(windows)
        for before, after in pairwise(ordered):
            if after[0] < before[1]:
                raise Refused(
                    N_(
                        "Coverage: {later} at column {column} overlaps {earlier}. Join the two windows or part them."
                    ),
                    later=_format_window(after),
                    earlier=_format_window(before),
                    column=column,
                )

    def unexpected(self, token: _Token) -> NoReturn:
        if token.kind == "end":
            raise Refused(
                N_("Coverage: hours are missing at column {column}. Write them like 09:00-18:00, or off."),
                column=token.column,
            )
        raise Refused(
            N_(
                'Coverage: "{word}" at column {column} is not expected there. Write it like Mo-Fr 09:00-18:00; Sa off.'
            ),
            word=token.text,
            column=token.column,
        )


@lru_cache(maxsize=4096)
def parse_week(text: str) -> Week:
    """Read coverage text.

    Raises:
        Refused: with the column of the fault and how to write it (CT-14).
    """
    if not text.strip(" ;\t\r\n"):
        raise Refused(
            N_("Coverage: no hours are given. Write them like Mo-Fr 09:00-18:00, or off for none."), column=1
        )
    return _Reader(text).week()


def format_week(week: Week) -> str:
    """The shortest text that reads back as the same week."""
    if week.days == ALWAYS.days:
        rules = ["24/7"]
    else:
        groups: dict[tuple[Window, ...], list[int]] = {}
        for day, windows in enumerate(week.days):
            if windows:
                groups.setdefault(windows, []).append(day)
        rules = [
            f"{_format_days(days)} {','.join(map(_format_window, windows))}"
            for windows, days in groups.items()
        ]
    if week.holidays:
        rules.append("PH on")
    return "; ".join(rules) or "off"


def _format_days(days: list[int]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs)


def _format_window(window: Window) -> str:
    start, end = window
    end = end - DAY if end > DAY else end
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


def week_from_b1(days: Sequence[tuple[int, int] | None], *, holidays: bool = False) -> Week:
    """A week from B1's seven (start, end) pairs such as (800, 1700), Monday first; None: the day is off."""
    rules = [f"{DAYS[day]} {hours[0]:04}-{hours[1]:04}" for day, hours in enumerate(days) if hours]
    return parse_week("; ".join([*rules, "PH on" if holidays else "PH off"]))


def week_to_b1(week: Week) -> tuple[tuple[int, int] | None, ...] | None:
    """B1's seven (start, end) pairs, 2359 for the end of the day; None when a day has several windows."""
    if any(len(windows) > 1 for windows in week.days):
        return None
    return tuple(_b1_pair(windows[0]) if windows else None for windows in week.days)


def _b1_pair(window: Window) -> tuple[int, int]:
    start, end = window
    end = DAY - 1 if end == DAY else end % DAY
    return start // 60 * 100 + start % 60, end // 60 * 100 + end % 60
