"""Civil periods of contracts: months on, the last day of a period, the period that follows, the day to remind.

A period of months ends on the day before the day that has the number of its first one. Where the last month is too
short for that it ends with the month: from 31 January one month lasts to 28 February, from 29 February 2024 twelve
months to 28 February 2025. So the next period begins the day after, with no day lost and none counted twice.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from svc_tui.errors import N_, Refused

LONGEST_MONTHS = 1200
FIRST, LAST = date(1900, 1, 1), date(9999, 12, 31)
"""Days that a contract may begin and end on; the last one stands for no end."""
DAY = timedelta(days=1)
_NOTICE = re.compile(r"(\d{1,4})\s*([dwmy])")


@dataclass(frozen=True, slots=True)
class Notice:
    """How long before the end somebody is reminded."""

    count: int
    unit: str
    """d, w or m."""

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


def add_months(day: date, months: int) -> date:
    """The same day of the month some months on (or back), the last one where the month has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_period(start: date, months: int) -> date:
    """The last day of a period: start + months - 1 day (CT-02)."""
    if start.day == 1:
        return add_months(start, months) - DAY
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day - 1, monthrange(year, month + 1)[1]))


def months_of(start: date, end: date) -> int | None:
    """How many whole months a period lasts; None where it is none."""
    if end.year == LAST.year:
        return None
    about = (end.year - start.year) * 12 + end.month - start.month
    whole = (months for months in (about, about + 1) if months > 0)
    return next((months for months in whole if end_of_period(start, months) == end), None)


def next_period(start: date, end: date, months: int | None = None) -> tuple[date, date]:
    """The period that follows: from the next day, as long as this one or as many months as are given."""
    if end.year >= LAST.year - 1:
        raise Refused(
            N_("A contract that ends on {end} goes on for ever; there is nothing to renew."), end=end
        )
    first = end + DAY
    months = months or months_of(start, end)
    if months:
        check_room(first, months)
        return first, end_of_period(first, months)
    return first, first + min(end - start, LAST - first)


def check_day(day: date | None) -> None:
    """A day that a contract can have: typing errors such as 0206 are none."""
    if day is not None and day < FIRST:
        raise Refused(N_("{day} lies too far back. Give a day from {first} on."), day=day, first=FIRST)


def check_room(start: date, months: int) -> None:
    """A period ends within the calendar."""
    if start.year + months // 12 + 1 > LAST.year:
        message = N_("{months} months from {start} lead beyond the calendar. Give an earlier start.")
        raise Refused(message, months=months, start=start)


def check_months(months: int) -> int:
    """A length that a contract may have."""
    if not 1 <= months <= LONGEST_MONTHS:
        message = N_("{months} months are no length of a contract. Give 1 to {most}.")
        raise Refused(message, months=months, most=LONGEST_MONTHS)
    return months


def parse_notice(text: str) -> Notice:
    """Read `30d`, `2w`, `1m`; a year is twelve months.

    Raises:
        Refused: it is none.
    """
    found = _NOTICE.fullmatch(text.strip().lower())
    if found is None or not int(found[1]):
        raise Refused(
            N_('"{text}" is no notice. Write days, weeks or months, such as 30d, 2w or 1m.'), text=text
        )
    count, unit = int(found[1]), found[2]
    return Notice(count * 12, "m") if unit == "y" else Notice(count, unit)


def remind_on(end: date, notice: Notice) -> date:
    """The day to remind of an end (CT-12)."""
    try:
        if notice.unit == "m":
            return add_months(end, -notice.count)
        return end - timedelta(days=notice.count * (7 if notice.unit == "w" else 1))
    except (ValueError, OverflowError):
        return date.min


def longest_notice_days(notice: Notice) -> int:
    """No reminder comes more days than this before its end."""
    return notice.count * {"d": 1, "w": 7, "m": 31}[notice.unit]
