"""The user's language: gettext catalogues, and the locale's numbers, dates and durations.

`_` and its kin look the catalogue up when they are called, so a module may import them before the language
is known. Babel costs 27 ms and is imported by the first number or date that needs it.
"""

import gettext as _gettext
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from babel import Locale

LANGUAGES = ("en", "it")
DOMAIN = "svc_tui"
LOCALE_DIR = Path(__file__).parent / "locale"
# Names and separators alone: the order of a date and its 24-hour clock stand below. British English has "Sept", a
# letter more than the columns of dates hold.
_TERRITORIES = {"en": "en_US", "it": "it_IT"}

_current = "en"
_present: "Callable[[], datetime] | None" = None
_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_aside: ContextVar["_gettext.NullTranslations | None"] = ContextVar("aside", default=None)
"""What is spoken here in place of the user's language, in this thread alone."""
_aside_code: ContextVar[str] = ContextVar("aside_code", default="")


def pick_language(flag: str | None, environment: Mapping[str, str]) -> str:
    """The language to speak: the flag, else the locale of the environment, else English."""
    if flag:
        return flag if flag in LANGUAGES else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            code = value.split("_")[0].split(".")[0].lower()
            return code if code in LANGUAGES else "en"
    return "en"


def set_language(code: str) -> None:
    """Speak `code` from now on; a language without a catalogue speaks English."""
    global _current, _catalogue
    _current = code if code in LANGUAGES else "en"
    _catalogue = _catalogue_of(_current)


def _catalogue_of(code: str) -> _gettext.NullTranslations:
    return _gettext.translation(DOMAIN, LOCALE_DIR, languages=[code], fallback=True)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak another language within, in this thread alone: what others show meanwhile stays in the user's."""
    before = _aside.set(_catalogue_of(code)), _aside_code.set(code)
    try:
        yield
    finally:
        _aside.reset(before[0])
        _aside_code.reset(before[1])


def language() -> str:
    """The code of the language that is spoken."""
    return _aside_code.get() or _current


def _(message: str) -> str:
    """The message in the user's language."""
    return (_aside.get() or _catalogue).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The form of the message that fits `number`; the caller fills the placeholders."""
    return (_aside.get() or _catalogue).ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """The message as it is said in a context, where one English word has two translations."""
    return (_aside.get() or _catalogue).pgettext(context, message)


@cache
def _locale(code: str) -> "Locale":
    from babel import Locale

    return Locale.parse(_TERRITORIES[code])


def number(value: int) -> str:
    """A count with the locale's grouping: 1,234 or 1.234."""
    if -1000 < value < 1000:
        return str(value)
    from babel.numbers import format_decimal

    return format_decimal(value, locale=_locale(language()))


def tenths(value: float) -> str:
    """A measure to one decimal: 1.5 or 1,5."""
    from babel.numbers import format_decimal

    return format_decimal(value, "#,##0.#", locale=_locale(language()))


def money(value: "Decimal | int | float", places: int = 2) -> str:
    """An amount with the decimals of its currency: 1,250.50 or 1.250,50."""
    from babel.numbers import format_decimal

    return format_decimal(value, "#,##0" + ("." + "0" * places if places else ""), locale=_locale(language()))


def _pattern(instant: datetime, zone: tzinfo, pattern: str) -> str:
    from babel.dates import format_datetime

    return format_datetime(instant.astimezone(zone), pattern, locale=_locale(language()))


def date_short(instant: datetime, zone: tzinfo, *, year: bool = False) -> str:
    """A day without its year, `31 Dec`, or with it, `31 Dec 2027`."""
    return _pattern(instant, zone, "d MMM y" if year else "d MMM")


def date_long(instant: datetime, zone: tzinfo) -> str:
    """A day in full: `Monday 23 November 2026`."""
    return _pattern(instant, zone, "EEEE d MMMM y")


def day_short(day: date, today: date | None = None) -> str:
    """A civil day: `31 Dec` in this year, else `31 Dec 2027`; always with its year where no today is given."""
    return _day(day, "d MMM" if today is not None and day.year == today.year else "d MMM y")


def day_long(day: date) -> str:
    """A civil day in full: `Monday 23 November 2026`."""
    return _day(day, "EEEE d MMMM y")


def month_long(day: date) -> str:
    """The month of a civil day: `November 2026`."""
    return _day(day, "LLLL y")


def weekday_short(number: int) -> str:
    """The name of a weekday, Monday 0: `Mon`."""
    return _day(date(2024, 1, 1 + number % 7), "EEE")


def _day(day: date, pattern: str) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, locale=_locale(language()))


def time_of_day(instant: datetime, zone: tzinfo) -> str:
    """Hours and minutes on a 24-hour clock."""
    local = instant.astimezone(zone)
    return f"{local:%H:%M}"


def weekday_time(instant: datetime, zone: tzinfo) -> str:
    """Weekday and time: `Mon 17:10`."""
    return _pattern(instant, zone, "EEE HH:mm")


def weekday_day(instant: datetime, zone: tzinfo) -> str:
    """Weekday and day of the month: `Mon 23`."""
    return _pattern(instant, zone, "EEE d")


def moment(instant: datetime, zone: tzinfo, now: datetime) -> str:
    """An instant as short as it stays clear: `09:12` today, `Mon 17:10` within six days, `12 Jan 09:00`,
    `12 Jan 2025 09:00`."""
    day, today = instant.astimezone(zone).date(), now.astimezone(zone).date()
    if day == today:
        return time_of_day(instant, zone)
    if abs(day - today) < timedelta(days=7):
        return weekday_time(instant, zone)
    return _dated(instant, zone, now)


def day_time(instant: datetime, zone: tzinfo, now: datetime) -> str:
    """An instant with its day: `Mon 17:10` within six days, else its date, with the year where it is not this one."""
    near = abs(instant.astimezone(zone).date() - now.astimezone(zone).date()) < timedelta(days=7)
    return weekday_time(instant, zone) if near else moment(instant, zone, now)


def due_time(instant: datetime, zone: tzinfo, now: datetime) -> str:
    """A due date: `Mon 17:10` within five days, else its date; of the sixth a weekday says too little."""
    away = abs(instant.astimezone(zone).date() - now.astimezone(zone).date())
    return weekday_time(instant, zone) if away <= timedelta(days=5) else _dated(instant, zone, now)


def _dated(instant: datetime, zone: tzinfo, now: datetime) -> str:
    same = instant.astimezone(zone).year == now.astimezone(zone).year
    return _pattern(instant, zone, "d MMM HH:mm" if same else "d MMM y HH:mm")


def moment_in_full(instant: datetime, zone: tzinfo) -> str:
    """An instant that is read long after: `Mon 23 Nov 2026 17:10`."""
    return _pattern(instant, zone, "EEE d MMM y HH:mm")


def said_instant(instant: datetime) -> str:
    """An instant of a message in the zone that it carries, as far from now as it is."""
    zone = instant.tzinfo
    assert zone is not None
    if _present is None:
        return moment_in_full(instant, zone)
    return day_time(instant, zone, _present())


def tell_time(present: "Callable[[], datetime] | None") -> None:
    """What messages measure their instants against; without it they are said in full."""
    global _present
    _present = present


def duration_words(seconds: int) -> str:
    """A length of time in two units at most: `0h45`, `2h10`, `1d 2h`, `2d`; negative when it is over."""
    sign = "-" if seconds < 0 else ""
    minutes = abs(seconds) // 60
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return sign + _("{hours}h{minutes:02}").format(hours=hours, minutes=minutes)
    days, hours = divmod(hours, 24)
    if hours and days < 100:
        return sign + _("{days}d {hours}h").format(days=days, hours=hours)
    return sign + _("{days}d").format(days=days)


def hours_words(seconds: int) -> str:
    """Hours of work of many people, `52h30`: a day of them would not be twenty-four."""
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return ("-" if seconds < 0 else "") + _("{hours}h{minutes:02}").format(hours=hours, minutes=minutes)
